/** Operators and patrols as tables and on paper. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { PatrolQuery } from './contract-operator.ts'
import { localTime } from './garage-words.ts'
import { operatorFull } from './operator.ts'
import { listPoints, listVisits } from './operator-safety.ts'

const visitsExport = listDef({
  key: 'parking.visits',
  title: { zh: '车库巡查记录', en: 'Garage patrols' },
  permission: 'parking.read',
  scope: 'estate',
  query: PatrolQuery,
  rows: (ctx, asked) => pages(offset => listVisits(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: v => v.at },
    { key: 'point', header: { zh: '巡查点', en: 'Point' }, kind: 'text', cell: v => v.point },
    { key: 'round', header: { zh: '轮次', en: 'Round' }, kind: 'text', cell: v => v.round },
    { key: 'by', header: { zh: '巡查人', en: 'By' }, kind: 'text', cell: v => v.by },
    { key: 'ok', header: { zh: '正常', en: 'Sound' }, kind: 'yesNo', cell: v => v.ok },
    {
      key: 'proof',
      header: { zh: '到点证明', en: 'Proof' },
      kind: 'text',
      cell: (v, l) => (v.proof === 'code' ? { zh: '扫码', en: 'code' }[l] : { zh: '手点', en: 'tapped' }[l]),
    },
    { key: 'note', header: { zh: '情况', en: 'Note' }, kind: 'text', width: 30, cell: v => v.note },
  ],
})

const fineWords = {
  proposed: { zh: '待决定', en: 'proposed' },
  objected: { zh: '有异议', en: 'objected' },
  imposed: { zh: '已处罚', en: 'imposed' },
  waived: { zh: '免予处罚', en: 'waived' },
} as const

/** S4-22: how the operator kept the contract. */
const compliancePrint = printDef({
  key: 'parking-operator',
  title: { zh: '停车运营合同履行情况', en: 'How the operator kept the contract' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ contractId: z.uuid() }),
  document: async (ctx, { estateId, contractId }) => {
    const estate = await estateFacts(ctx, estateId)
    const o = await operatorFull(ctx, estateId, contractId)
    const w = (zh: string, en: string) => (ctx.lang === 'zh' ? zh : en)
    return {
      title: w(`停车运营合同履行情况：${o.name}`, `Parking operator: ${o.name}`),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      number: o.contract,
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: w('合同期', 'Period'), value: `${o.fromOn} ~ ${o.endedOn ?? o.untilOn}` },
            { label: w('范围', 'Scope'), value: printable(o.scope) },
            { label: w('人员', 'Staff'), value: `${o.staffNow} / ${o.staffWanted}` },
            { label: w('条款符合', 'Clauses kept'), value: `${o.kept} / ${o.asked}` },
          ],
        },
        {
          kind: 'table',
          columns: [
            { header: w('检查时间', 'Check') },
            { header: w('条款', 'Clause') },
            { header: w('内容', 'Text'), width: 3 },
            { header: w('结果', 'Result') },
            { header: w('说明', 'Note'), width: 2 },
          ],
          rows: o.checks.flatMap(c =>
            c.items.map(i => [
              localTime(c.at),
              i.clause,
              printable(i.text),
              i.ok ? w('符合', 'kept') : w('不符合', 'broken'),
              printable(i.note ?? '—'),
            ]),
          ),
        },
        {
          kind: 'table',
          columns: [
            { header: w('违约条款', 'Clause') },
            { header: w('金额（元）', 'Fine'), align: 'right' },
            { header: w('状态', 'State') },
            { header: w('异议', 'Objection'), width: 2 },
            { header: w('决定', 'Decision'), width: 2 },
          ],
          rows: o.fineList.map(f => [
            f.clause,
            (f.amount / 100).toFixed(2),
            fineWords[f.state][ctx.lang],
            printable(f.objection ?? '—'),
            printable(f.decision ?? '—'),
          ]),
        },
        {
          kind: 'signatures',
          places: [
            { label: estate.companyName ?? estate.name, seal: true, date: true },
            { label: o.name, seal: true, date: true },
          ],
        },
      ],
    }
  },
})

/** The codes of the points, to be hung where they are. */
const pointsPrint = printDef({
  key: 'parking-points',
  title: { zh: '车库巡查点二维码', en: 'Codes of the patrol points' },
  permission: 'parking.manage',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const estate = await estateFacts(ctx, estateId)
    const { items } = await listPoints(ctx, { estateId })
    return {
      title: ctx.lang === 'zh' ? '车库巡查点' : 'Patrol points',
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: items.flatMap(p => [
        { kind: 'heading' as const, text: printable(`${p.name} · ${p.place}`) },
        { kind: 'qr' as const, text: p.code, caption: p.code, width: 50 },
      ]),
    }
  },
})

export const operatorLists = [visitsExport]
export const operatorPrints = [compliancePrint, pointsPrint]
