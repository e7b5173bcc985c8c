/** The year's service plan, under the six managements and the three services in their own words (S3-08), and the policy above them (S7-02). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { policyLine } from '../notice/library-reviews.ts'
import { headings } from './contract.ts'
import { chargeText } from './price-list.ts'
import { listHeadings, listItems } from './service.ts'

/** The nine headings as the text has them: navigation, plan and yearly report use these and no others. */
export const headingLabels = {
  building_equipment: { zh: '房屋及设施设备管理', en: 'Buildings and equipment' },
  sanitation: { zh: '环境卫生管理', en: 'Environment and hygiene' },
  security_fire: { zh: '治安消防管理', en: 'Security and fire safety' },
  greening: { zh: '绿化管理', en: 'Greening' },
  traffic: { zh: '车辆交通管理', en: 'Vehicles and traffic' },
  other_public: { zh: '其它公共管理', en: 'Other public management' },
  public: { zh: '常规性公共服务（人人享有）', en: 'Public services, for everybody' },
  special: { zh: '委托性特约服务', en: 'Special services' },
  commercial: { zh: '经营性多种服务', en: 'Commercial services' },
} as const satisfies Record<(typeof headings)[number], { zh: string; en: string }>

type Item = Awaited<ReturnType<typeof listItems>>['items'][number]

/** Under a management stand all its items, under a service all items of that class. */
export const under = (items: readonly Item[], heading: (typeof headings)[number]): Item[] =>
  items.filter(i => i.service === heading || i.management === heading)

export const Year = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() })

export const yearOf = (ctx: Ctx, asked: number | undefined): number => asked ?? localDate(ctx.now).year

export const servicePlanPrint = printDef({
  key: 'service-plan',
  title: { zh: '年度服务计划', en: 'Service plan of the year' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: Year,
  document: async (ctx, { estateId, year }) => {
    const estate = await estateFacts(ctx, estateId)
    const { items } = await listItems(ctx, { estateId, state: 'active' })
    const off = new Set(
      (await listHeadings(ctx, { estateId })).items.filter(h => !h.active).map(h => h.heading),
    )
    const zh = ctx.lang === 'zh'
    const blocks = headings.flatMap((heading, at): PrintBlock[] => {
      const own = under(items, heading)
      const title = `${at + 1}. ${headingLabels[heading][ctx.lang]}`
      if (off.has(heading))
        return [
          { kind: 'heading', text: title },
          { kind: 'paragraph', text: zh ? '本年度未开通。' : 'Not open this year.' },
        ]
      return [
        { kind: 'heading', text: title },
        {
          kind: 'table',
          columns: [
            { header: zh ? '项目' : 'Item', width: 2 },
            { header: zh ? '内容' : 'Content', width: 3 },
            { header: zh ? '标准' : 'Standard', width: 3 },
            { header: zh ? '收费' : 'Charge', width: 2 },
          ],
          rows: own.map(i => [
            printable(i.name),
            printable(i.content),
            printable(i.standard),
            chargeText(i, ctx.lang),
          ]),
        },
      ]
    })
    const shown = yearOf(ctx, year)
    return {
      title: zh ? `${estate.name}${shown}年度服务计划` : `${estate.name}: service plan ${shown}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      footnote: await policyLine(ctx, estateId),
      blocks: [
        { kind: 'paragraph', text: await policyLine(ctx, estateId), align: 'center' },
        ...blocks,
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})
