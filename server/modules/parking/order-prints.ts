/** Lists of parking order, and the notice slip that goes under the wiper (S4-05). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import {
  AccidentQuery,
  CongestionQuery,
  MonthQuery,
  MoveQuery,
  ViolationQuery,
} from './contract-order-shapes.ts'
import { localTime } from './garage-words.ts'
import { listViolations, orderMonth, violationShown } from './order.ts'
import { listAccidents, listCongestions } from './order-accident.ts'
import { listMoves } from './order-move.ts'

export const phaseWords = {
  entry: { zh: '进出', en: 'entry and exit' },
  driving: { zh: '行驶', en: 'driving' },
  parking: { zh: '停放', en: 'parking' },
} as const
const recordWords = {
  open: { zh: '待处理', en: 'open' },
  closed: { zh: '已办结', en: 'closed' },
  void: { zh: '已撤销', en: 'taken back' },
} as const
export const causeWords = {
  peak: { zh: '高峰车多', en: 'rush hour' },
  barrier: { zh: '道闸或识别故障', en: 'barrier or camera' },
  visitor: { zh: '访客登记', en: 'visitors' },
  dispute: { zh: '纠纷堵门', en: 'a dispute' },
  parked: { zh: '门口乱停车', en: 'cars parked at the gate' },
  road: { zh: '市政道路', en: 'the road outside' },
  other: { zh: '其他', en: 'other' },
} as const
const accidentWords = {
  accident: { zh: '碰撞事故', en: 'collision' },
  damage: { zh: '车辆受损', en: 'damage' },
  theft: { zh: '失窃', en: 'theft' },
  fire: { zh: '火情', en: 'fire' },
} as const

const violationsExport = listDef({
  key: 'parking.violations',
  title: { zh: '车辆违规记录', en: 'Violations' },
  permission: 'parking.read',
  scope: 'estate',
  query: ViolationQuery,
  rows: (ctx, asked) => pages(offset => listViolations(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: v => v.number },
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: v => v.happenedAt },
    {
      key: 'phase',
      header: { zh: '环节', en: 'Phase' },
      kind: 'text',
      cell: (v, l) => phaseWords[v.phase][l],
    },
    { key: 'type', header: { zh: '违规', en: 'Violation' }, kind: 'text', cell: v => v.typeName },
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: v => v.plate },
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: v => v.room },
    { key: 'zone', header: { zh: '区域', en: 'Zone' }, kind: 'text', cell: v => v.zone },
    { key: 'place', header: { zh: '位置', en: 'Place' }, kind: 'text', cell: v => v.place },
    { key: 'repeat', header: { zh: '第几次', en: 'Times' }, kind: 'integer', cell: v => v.repeat },
    { key: 'toldAt', header: { zh: '告知业户', en: 'Told' }, kind: 'instant', cell: v => v.toldAt },
    {
      key: 'green',
      header: { zh: '占压绿地（㎡）', en: 'Green (m²)' },
      kind: 'area',
      cell: v => v.greenArea,
    },
    { key: 'pay', header: { zh: '赔偿', en: 'Compensation' }, kind: 'money', cell: v => v.compensation },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (v, l) => recordWords[v.state][l],
    },
    { key: 'result', header: { zh: '结果', en: 'Result' }, kind: 'text', cell: v => v.result },
    { key: 'by', header: { zh: '记录人', en: 'By' }, kind: 'text', cell: v => v.madeBy },
  ],
})

const accidentsExport = listDef({
  key: 'parking.accidents',
  title: { zh: '停车事故与损坏', en: 'Accidents and damage' },
  permission: 'parking.read',
  scope: 'estate',
  query: AccidentQuery,
  rows: (ctx, asked) => pages(offset => listAccidents(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: a => a.number },
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: a => a.happenedAt },
    {
      key: 'kind',
      header: { zh: '种类', en: 'Kind' },
      kind: 'text',
      cell: (a, l) => accidentWords[a.kind][l],
    },
    { key: 'place', header: { zh: '位置', en: 'Place' }, kind: 'text', cell: a => a.place },
    { key: 'what', header: { zh: '经过', en: 'What' }, kind: 'text', width: 30, cell: a => a.what },
    { key: 'injured', header: { zh: '受伤', en: 'Injured' }, kind: 'integer', cell: a => a.injured },
    {
      key: 'accountable',
      header: { zh: '责任人', en: 'Accountable' },
      kind: 'text',
      cell: a => a.accountable,
    },
    { key: 'liable', header: { zh: '责任认定', en: 'Liable' }, kind: 'text', cell: a => a.liable },
    { key: 'result', header: { zh: '处理结果', en: 'Result' }, kind: 'text', width: 24, cell: a => a.result },
    { key: 'closedAt', header: { zh: '办结时间', en: 'Closed' }, kind: 'instant', cell: a => a.closedAt },
  ],
})

const congestionsExport = listDef({
  key: 'parking.congestions',
  title: { zh: '门口拥堵记录', en: 'Congestion at the gates' },
  permission: 'parking.read',
  scope: 'estate',
  query: CongestionQuery,
  rows: (ctx, asked) => pages(offset => listCongestions(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: c => c.gate },
    { key: 'from', header: { zh: '开始', en: 'From' }, kind: 'instant', cell: c => c.fromAt },
    { key: 'until', header: { zh: '结束', en: 'Until' }, kind: 'instant', cell: c => c.untilAt },
    { key: 'minutes', header: { zh: '时长（分）', en: 'Minutes' }, kind: 'integer', cell: c => c.minutes },
    {
      key: 'length',
      header: { zh: '排队长度（米）', en: 'Length (m)' },
      kind: 'integer',
      cell: c => c.length,
    },
    {
      key: 'cause',
      header: { zh: '原因', en: 'Cause' },
      kind: 'text',
      cell: (c, l) => causeWords[c.cause][l],
    },
    { key: 'measure', header: { zh: '处置', en: 'Measure' }, kind: 'text', cell: c => c.measure },
  ],
})

const movesExport = listDef({
  key: 'parking.moves',
  title: { zh: '挪车请求', en: 'Requests to move a car' },
  permission: 'parking.read',
  scope: 'estate',
  query: MoveQuery,
  rows: (ctx, asked) => pages(offset => listMoves(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: m => m.number },
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: m => m.askedAt },
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: m => m.plate },
    { key: 'place', header: { zh: '位置', en: 'Place' }, kind: 'text', cell: m => m.place },
    {
      key: 'answeredAt',
      header: { zh: '答复时间', en: 'Answered' },
      kind: 'instant',
      cell: m => m.answeredAt,
    },
    { key: 'raisedAt', header: { zh: '转保安', en: 'Guard sent' }, kind: 'instant', cell: m => m.raisedAt },
    { key: 'result', header: { zh: '结果', en: 'Result' }, kind: 'text', cell: m => m.result },
  ],
})

/** Half a sheet that says what, where, when, which time, and whom to ask; no name and no room on a windscreen. */
const slipPrint = printDef({
  key: 'violation-slip',
  title: { zh: '车辆违规告知单', en: 'Notice slip' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ violationId: z.uuid() }),
  document: async (ctx, { estateId, violationId }) => {
    const estate = await estateFacts(ctx, estateId)
    const v = await violationShown(ctx, estateId, violationId)
    const of = (zh: string, en: string) => (ctx.lang === 'zh' ? zh : en)
    return {
      title: of('车辆违规告知单', 'Notice'),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      number: v.number,
      paper: 'half-A4',
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: of('车牌', 'Plate'), value: v.plate },
            { label: of('时间', 'Time'), value: localTime(v.happenedAt) },
            { label: of('地点', 'Place'), value: printable(`${v.zone} ${v.place}`) },
            { label: of('违规情形', 'Violation'), value: v.typeName },
            { label: of('一年内第几次', 'Times within a year'), value: String(v.repeat) },
            { label: of('记录人', 'By'), value: v.madeBy },
          ],
        },
        {
          kind: 'paragraph',
          text: of(
            '您的车辆在上述时间、地点停放（行驶）不符合本小区车辆管理规定，请即时纠正。占压绿地造成损坏的，按实际损失赔偿。有异议请凭编号到客户服务中心查看照片、申请复核。',
            'Your vehicle did not keep the rules of this estate at that time and place. Please put it right at once. Damage to the green is charged at cost. If you disagree, the service desk shows you the photo under this number and looks at it again.',
          ),
        },
        { kind: 'signatures', places: [{ label: estate.name, seal: true, date: true }] },
      ],
    }
  },
})

/** S3-82, S3-83: the month's indicators on paper. */
const monthPrint = printDef({
  key: 'parking-order-month',
  title: { zh: '车辆秩序月报', en: 'Parking order of the month' },
  permission: 'parking.read',
  scope: 'estate',
  query: MonthQuery,
  document: async (ctx, { estateId, month }) => {
    const estate = await estateFacts(ctx, estateId)
    const m = await orderMonth(ctx, { estateId, ...(month ? { month } : {}) })
    const of = (zh: string, en: string) => (ctx.lang === 'zh' ? zh : en)
    const head = [
      of('事故', 'Accidents'),
      of('堵塞通道', 'Blocked'),
      of('乱停乱行', 'Wrong'),
      of('占压绿地', 'Green'),
    ]
    const cells = (c: typeof m.counts) => [c.accident, c.blocked, c.wrong, c.green].map(String)
    const right = (header: string) => ({ header, align: 'right' as const })
    return {
      title: of(`${m.month} 车辆秩序月报`, `Parking order, ${m.month}`),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        {
          kind: 'table',
          columns: [{ header: of('月份', 'Month') }, ...head.map(right)],
          rows: m.months.map(r => [r.month, ...cells(r.counts)]),
        },
        {
          kind: 'heading',
          text: of(`各区域环境得分（停车秩序满分 ${m.full}）`, `Points of the zones (of ${m.full})`),
        },
        {
          kind: 'table',
          columns: [
            { header: of('区域', 'Zone'), width: 2 },
            ...head.map(right),
            right(of('得分', 'Points')),
          ],
          rows: m.zones.map(z0 => [printable(z0.zone), ...cells(z0.counts), String(z0.points)]),
        },
        { kind: 'heading', text: of('违规种类', 'Kinds') },
        {
          kind: 'table',
          columns: [
            { header: of('环节', 'Phase') },
            { header: of('违规', 'Violation'), width: 2 },
            right(of('次数', 'Count')),
          ],
          rows: m.byType.map(t => [phaseWords[t.phase][ctx.lang], t.name, String(t.count)]),
        },
        {
          kind: 'signatures',
          places: [
            { label: of('秩序主管', 'Head of order') },
            { label: estate.name, seal: true, date: true },
          ],
        },
      ],
    }
  },
})

export const orderLists = [violationsExport, accidentsExport, congestionsExport, movesExport]
export const orderPrints = [slipPrint, monthPrint]
