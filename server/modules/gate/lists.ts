/** What the gate gives out as a file: the columns of the screen, masked as they are there. */
import { z } from 'zod'
import type { ListColumn } from '../../core/sheet-list.ts'
import { listDef, type RegisteredList } from '../../core/transfer.ts'
import { gateApi } from './contract.ts'
import type { Refusal } from './contract-passage.ts'
import type { Figures } from './contract-rollup.ts'
import { listChecks } from './service-check.ts'
import { listPassages } from './service-passage.ts'
import { rollup, sumOf } from './service-rollup.ts'

const PAGE = 200

const ways = { in: { zh: '进', en: 'In' }, out: { zh: '出', en: 'Out' } }
const passed = { zh: '放行', en: 'Passed' }
const refusalWords: Record<z.output<typeof Refusal>, { zh: string; en: string }> = {
  no_mask: { zh: '未戴口罩', en: 'No mask' },
  outside_hours: { zh: '不在通行时间', en: 'Outside hours' },
  gate_closed: { zh: '此门已封闭', en: 'Gate closed' },
  not_identified: { zh: '无法核实身份', en: 'Not identified' },
  licence: { zh: '行驶证或驾驶证未核对', en: 'Licence not checked' },
  lane_direction: { zh: '此车道方向不符', en: 'Wrong lane' },
  pass_unknown: { zh: '没有这个码', en: 'Unknown code' },
  pass_early: { zh: '访客码还没到时间', en: 'Code not yet valid' },
  pass_late: { zh: '访客码已过期', en: 'Code run out' },
  pass_used: { zh: '访客码已用完', en: 'Code used up' },
  pass_revoked: { zh: '访客码已收回', en: 'Code withdrawn' },
  pass_lost: { zh: '通行证已挂失', en: 'Pass reported lost' },
  pass_gate: { zh: '不在此门使用', en: 'Not for this gate' },
  pass_hours: { zh: '不在通行证的时段', en: 'Outside the pass’s hours' },
  code_forged: { zh: '码是伪造的', en: 'Forged code' },
  code_early: { zh: '手机时钟快了', en: 'Phone clock ahead' },
  code_late: { zh: '码已过时', en: 'Code too old' },
  code_used: { zh: '码已用过', en: 'Code used before' },
  quota: { zh: '外出次数已满', en: 'No outing left' },
  permit_none: { zh: '本户没有通行证', en: 'No household pass' },
  stranger: { zh: '非本小区人员', en: 'Stranger' },
  unwilling: { zh: '不配合登记', en: 'Unwilling' },
  other: { zh: '其他原因', en: 'Other' },
}

/** S6-34: what was not registered before. */
const missingWords = {
  entry: { zh: '漏登进', en: 'Entry missing' },
  exit: { zh: '漏登出', en: 'Exit missing' },
}
const checkWords = {
  check: { zh: '检查', en: 'Check' },
  emergency_opening: { zh: '应急打开', en: 'Emergency opening' },
}
const sound = { zh: '完好', en: 'In order' }
const faulty = { zh: '有问题', en: 'Not in order' }

type Sums = z.output<typeof Figures>
const figureTitles: Record<keyof Sums, { zh: string; en: string }> = {
  personsIn: { zh: '进人', en: 'People in' },
  personsOut: { zh: '出人', en: 'People out' },
  vehiclesIn: { zh: '进车', en: 'Vehicles in' },
  vehiclesOut: { zh: '出车', en: 'Vehicles out' },
  refusals: { zh: '劝返', en: 'Refused' },
  emergencies: { zh: '紧急放行', en: 'Emergencies' },
  incidents: { zh: '闯岗', en: 'Incidents' },
  unattended: { zh: '空岗', en: 'Unattended' },
}
function figureColumns<Row extends Sums>(): ListColumn<Row>[] {
  return (Object.keys(figureTitles) as (keyof Sums)[]).map(key => ({
    key,
    header: figureTitles[key],
    kind: 'integer',
    cell: row => row[key],
  }))
}
const regionQuery = z.object({
  regionId: z.uuid(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
type Part = Sums & { name: string; estates: number; closed: number }
type Day = Sums & { day: string }
const total = { zh: '合计', en: 'Total' }

export const lists: RegisteredList[] = [
  listDef({
    key: 'gate.passages',
    title: { zh: '通行记录', en: 'Passages' },
    permission: 'gate.read',
    scope: 'estate',
    query: gateApi['GET /api/estates/:estateId/gate/passages'].query
      .omit({ offset: true, limit: true })
      .extend({ estateId: z.uuid().optional() }),
    rows: async function* (ctx, asked) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await listPassages(ctx, { ...asked, offset, limit: PAGE })
        yield* items
        if (items.length < PAGE) return
      }
    },
    columns: [
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      {
        key: 'direction',
        header: { zh: '方向', en: 'Direction' },
        kind: 'text',
        cell: (r, lang) => ways[r.direction][lang],
      },
      {
        key: 'outcome',
        header: { zh: '结果', en: 'Outcome' },
        kind: 'text',
        cell: (r, lang) => (r.refusal ? refusalWords[r.refusal][lang] : passed[lang]),
      },
      { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: r => r.name },
      { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: r => r.plate },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
      { key: 'phone', header: { zh: '手机号', en: 'Mobile' }, kind: 'text', cell: r => r.phone },
      {
        key: 'destination',
        header: { zh: '外出地点', en: 'Destination' },
        kind: 'text',
        cell: r => r.destination,
      },
      { key: 'reason', header: { zh: '事由', en: 'Reason' }, kind: 'text', cell: r => r.reason },
      {
        key: 'missing',
        header: { zh: '漏登', en: 'Missing' },
        kind: 'text',
        cell: (r, lang) => (r.missing ? missingWords[r.missing][lang] : null),
      },
      { key: 'by', header: { zh: '经手人', en: 'By' }, kind: 'text', cell: r => r.by },
    ],
  }),
  listDef({
    key: 'gate.checks',
    title: { zh: '封闭出入口检查记录', en: 'Checks of closed entrances' },
    permission: 'gate.read',
    scope: 'estate',
    query: gateApi['GET /api/estates/:estateId/gate/checks'].query
      .omit({ offset: true, limit: true })
      .extend({ estateId: z.uuid().optional() }),
    rows: async function* (ctx, asked) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await listChecks(ctx, { ...asked, offset, limit: PAGE })
        yield* items
        if (items.length < PAGE) return
      }
    },
    columns: [
      { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
      { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: (r, lang) => checkWords[r.kind][lang],
      },
      {
        key: 'ok',
        header: { zh: '结果', en: 'Result' },
        kind: 'text',
        cell: (r, lang) => (r.ok ? sound : faulty)[lang],
      },
      { key: 'note', header: { zh: '说明', en: 'Note' }, kind: 'text', cell: r => r.note },
      { key: 'by', header: { zh: '检查人', en: 'By' }, kind: 'text', cell: r => r.by },
    ],
  }),
  listDef({
    key: 'gate.rollup',
    title: { zh: '通行汇总（分区域）', en: 'Passages by part of the region' },
    permission: 'rollup.read',
    scope: 'house',
    query: regionQuery,
    rows: async (ctx, asked): Promise<Part[]> => {
      const r = await rollup(ctx, asked)
      return [...r.children, { ...r.total, name: total[ctx.lang], estates: r.estates, closed: r.closed }]
    },
    columns: [
      { key: 'name', header: { zh: '区域·小区', en: 'Region or estate' }, kind: 'text', cell: r => r.name },
      { key: 'estates', header: { zh: '小区数', en: 'Estates' }, kind: 'integer', cell: r => r.estates },
      { key: 'closed', header: { zh: '封闭中', en: 'Closed' }, kind: 'integer', cell: r => r.closed },
      ...figureColumns<Part>(),
    ],
  }),
  listDef({
    key: 'gate.rollup_days',
    title: { zh: '通行汇总（分日）', en: 'Passages by day' },
    permission: 'rollup.read',
    scope: 'house',
    query: regionQuery,
    rows: async (ctx, asked): Promise<Day[]> => {
      const { days } = await rollup(ctx, asked)
      return [...days, { ...sumOf(days), day: total[ctx.lang] }]
    },
    columns: [
      { key: 'day', header: { zh: '日期', en: 'Day' }, kind: 'text', cell: r => r.day },
      ...figureColumns<Day>(),
    ],
  }),
]
