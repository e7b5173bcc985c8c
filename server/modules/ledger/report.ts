/** The year's report under the same nine headings as navigation and plan (S3-08): what was done and what came in. */
import { localDate } from '../../core/clock.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { headings } from '../catalogue/contract.ts'
import { listItems } from '../catalogue/service.ts'
import { headingLabels, under, Year, yearOf } from '../catalogue/service-plan.ts'
import { performanceCounts } from '../catalogue/store-performance.ts'
import { estateFacts } from '../estate/service.ts'
import { yearByItem } from './store-report.ts'

const yuan = (fen: number) => (fen / 100).toFixed(2)

export const serviceReportPrint = printDef({
  key: 'service-report',
  title: { zh: '年度服务报告', en: 'Service report of the year' },
  permission: 'ledger.read',
  scope: 'estate',
  query: Year,
  document: async (ctx, { estateId, year }) => {
    const shown = yearOf(ctx, year)
    const span = { from: `${shown}-01-01`, until: `${shown + 1}-01-01` }
    const estate = await estateFacts(ctx, estateId)
    const { items } = await listItems(ctx, { estateId })
    const records = new Map(
      (await performanceCounts(ctx.db, estateId, span)).map(r => [r.item_id, r.records]),
    )
    const sold = new Map((await yearByItem(ctx.db, estateId, span)).map(r => [r.item_id, r]))
    const zh = ctx.lang === 'zh'
    const blocks = headings.flatMap((heading, at): PrintBlock[] => {
      const rows = under(items, heading).map(i => {
        const s = sold.get(i.id)
        return {
          name: printable(i.name),
          records: records.get(i.id) ?? 0,
          orders: s?.orders ?? 0,
          done: s?.done ?? 0,
          charged: s?.charged ?? 0,
        }
      })
      const sum = (of: (r: (typeof rows)[number]) => number) => rows.reduce((all, r) => all + of(r), 0)
      return [
        { kind: 'heading', text: `${at + 1}. ${headingLabels[heading][ctx.lang]}` },
        {
          kind: 'table',
          columns: [
            { header: zh ? '项目' : 'Item', width: 3 },
            { header: zh ? '履行记录（次）' : 'Records', align: 'right' },
            { header: zh ? '订单' : 'Orders', align: 'right' },
            { header: zh ? '已完成' : 'Done', align: 'right' },
            { header: zh ? '收费（元）' : 'Charged (yuan)', align: 'right' },
          ],
          rows: rows.map(r => [r.name, String(r.records), String(r.orders), String(r.done), yuan(r.charged)]),
          footer: [
            zh ? '合计' : 'Total',
            String(sum(r => r.records)),
            String(sum(r => r.orders)),
            String(sum(r => r.done)),
            yuan(sum(r => r.charged)),
          ],
        },
      ]
    })
    return {
      title: zh ? `${estate.name}${shown}年度服务报告` : `${estate.name}: service report ${shown}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        ...blocks,
        {
          kind: 'paragraph',
          text: zh
            ? '一个项目同时属于一项管理和一类服务时，在两处各列一次；收费为已登记费用减去冲正。'
            : 'An item that belongs to a management and to a service stands in both; charged is what was entered less reversals.',
        },
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})
