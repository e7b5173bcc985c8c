/** The reports of parking as tables and on paper (S4-04, S4-06, S4-10). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { BoardQuery, PeakQuery, WorkQuery } from './contract-report.ts'
import { parkingBoard, parkingNumbers, parkingPeak, parkingWork } from './report.ts'

const clock = (slot: number) =>
  `${String(Math.floor(slot / 12)).padStart(2, '0')}:${String((slot % 12) * 5).padStart(2, '0')}`
const hundred = (n: number | null) => (n === null ? '—' : String(n))
const yuan = (fen: number) => (fen / 100).toFixed(2)
const of = (ctx: Ctx) => (zh: string, en: string) => (ctx.lang === 'zh' ? zh : en)
const right = (header: string) => ({ header, align: 'right' as const })

const peakExport = listDef({
  key: 'parking.peak',
  title: { zh: '出入口高峰分析', en: 'Peak of a gate' },
  permission: 'parking.read',
  scope: 'estate',
  query: PeakQuery,
  rows: async (ctx, asked) => {
    const p = await parkingPeak(ctx, asked)
    return p.now.in.map((_, slot) => ({
      time: clock(slot),
      in: p.now.in[slot] ?? 0,
      out: p.now.out[slot] ?? 0,
      beforeIn: p.before.in[slot] ?? 0,
      beforeOut: p.before.out[slot] ?? 0,
    }))
  },
  columns: [
    {
      key: 'time',
      header: { zh: '时段（5 分钟）', en: 'Five minutes from' },
      kind: 'text',
      cell: r => r.time,
    },
    {
      key: 'in',
      header: { zh: '进（辆/日均）', en: 'In (cars, mean)' },
      kind: 'text',
      cell: r => r.in.toFixed(2),
    },
    {
      key: 'out',
      header: { zh: '出（辆/日均）', en: 'Out (cars, mean)' },
      kind: 'text',
      cell: r => r.out.toFixed(2),
    },
    {
      key: 'beforeIn',
      header: { zh: '对比期进', en: 'In before' },
      kind: 'text',
      cell: r => r.beforeIn.toFixed(2),
    },
    {
      key: 'beforeOut',
      header: { zh: '对比期出', en: 'Out before' },
      kind: 'text',
      cell: r => r.beforeOut.toFixed(2),
    },
  ],
})

const boardExport = listDef({
  key: 'parking.board',
  title: { zh: '小区停车供需', en: 'Parking of the estates' },
  permission: 'board.read',
  scope: 'house',
  query: BoardQuery,
  rows: (ctx, asked) => pages(offset => parkingBoard(ctx, { ...asked, offset, limit: 500 })),
  columns: [
    { key: 'estate', header: { zh: '小区', en: 'Estate' }, kind: 'text', width: 20, cell: e => e.estate },
    { key: 'built', header: { zh: '建成年份', en: 'Built' }, kind: 'integer', cell: e => e.builtYear },
    { key: 'households', header: { zh: '户数', en: 'Households' }, kind: 'integer', cell: e => e.households },
    { key: 'cars', header: { zh: '登记汽车', en: 'Cars' }, kind: 'integer', cell: e => e.cars },
    { key: 'spaces', header: { zh: '车位', en: 'Spaces' }, kind: 'integer', cell: e => e.spaces },
    {
      key: 'ratio',
      header: { zh: '每百户车位', en: 'Per 100 households' },
      kind: 'text',
      cell: e => hundred(e.perHousehold),
    },
    {
      key: 'perCar',
      header: { zh: '每百车车位', en: 'Per 100 cars' },
      kind: 'text',
      cell: e => hundred(e.perCar),
    },
    { key: 'shortage', header: { zh: '缺口', en: 'Short' }, kind: 'integer', cell: e => e.shortage },
    { key: 'waiting', header: { zh: '轮候', en: 'Waiting' }, kind: 'integer', cell: e => e.waiting },
  ],
})

/** S4-04: the report "parking difficulty" of an estate. */
const difficultyPrint = printDef({
  key: 'parking-difficulty',
  title: { zh: '停车难情况报告', en: 'Report on parking difficulty' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const estate = await estateFacts(ctx, estateId)
    const n = await parkingNumbers(ctx, { estateId })
    const w = of(ctx)
    return {
      title: w('停车难情况报告', 'Report on parking difficulty'),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: w('小区', 'Estate'), value: printable(estate.name) },
            {
              label: w('建成年份', 'Built'),
              value: `${n.builtYear ?? '—'}${n.old ? w('（老旧小区）', ' (old estate)') : ''}`,
            },
            { label: w('户数', 'Households'), value: String(n.households) },
            { label: w('登记汽车', 'Registered cars'), value: String(n.cars) },
            {
              label: w('可用车位', 'Usable spaces'),
              value: w(`${n.spaces}（其中机械 ${n.mechanical}）`, `${n.spaces} (${n.mechanical} mechanical)`),
            },
            { label: w('每百户车位', 'Per 100 households'), value: hundred(n.perHousehold) },
            { label: w('每百辆车车位', 'Per 100 cars'), value: hundred(n.perCar) },
            { label: w('缺口', 'Short'), value: String(n.shortage) },
            { label: w('轮候户数', 'Households waiting'), value: String(n.waiting) },
            { label: w('近一年停车投诉', 'Complaints in a year'), value: String(n.complaints) },
          ],
        },
        { kind: 'heading', text: w('登记汽车变化', 'Registered cars over time') },
        {
          kind: 'table',
          columns: [
            { header: w('月末', 'End of month') },
            right(w('汽车', 'Cars')),
            right(w('增减', 'Change')),
          ],
          rows: n.months.map(m => [m.month, String(m.cars), m.added > 0 ? `+${m.added}` : String(m.added)]),
        },
        { kind: 'heading', text: w('停车设施占地', 'Land of the facilities') },
        {
          kind: 'table',
          columns: [
            { header: w('设施', 'Facility'), width: 2 },
            right(w('车位', 'Spaces')),
            right(w('占地（㎡）', 'Land (m²)')),
            right(w('每车位（㎡）', 'Per space (m²)')),
          ],
          rows: n.facilities.map(f => [
            printable(f.name),
            String(f.spaces),
            f.landArea === null ? '—' : yuan(f.landArea),
            f.perSpace === null ? '—' : yuan(f.perSpace),
          ]),
        },
        {
          kind: 'paragraph',
          text: w(
            '口径：汽车为车辆登记中在册的小汽车和货车；缺口为在册汽车减可用车位；投诉为近 365 天正文涉及停车的投诉。',
            'Definitions: cars are registered cars and trucks; short is cars less usable spaces; complaints are those of 365 days whose words are about parking.',
          ),
        },
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})

type PeakSide = Awaited<ReturnType<typeof parkingPeak>>['now']

function side(ctx: Ctx, p: PeakSide): string[] {
  const b = p.busiest
  const w = of(ctx)
  const timing = (method: 'plate' | 'card' | 'guard') => {
    const t = p.timing.find(x => x.method === method)
    return t ? `${t.seconds} s (n=${t.count})` : '—'
  }
  return [
    b ? `${clock(b.slot)} ${b.direction === 'in' ? w('进', 'in') : w('出', 'out')} ${b.cars}` : '—',
    timing('plate'),
    timing('card'),
    timing('guard'),
    p.timing.length > 0 ? Math.max(...p.timing.map(t => t.queue)).toFixed(1) : '—',
    `${p.congestions} / ${p.congestionMinutes}`,
  ]
}

/** S4-06: the peak of a gate, beside an earlier span. */
const peakPrint = printDef({
  key: 'parking-peak',
  title: { zh: '出入口高峰分析', en: 'Peak of a gate' },
  permission: 'parking.read',
  scope: 'estate',
  query: PeakQuery,
  document: async (ctx, asked) => {
    const estate = await estateFacts(ctx, asked.estateId)
    const p = await parkingPeak(ctx, asked)
    const w = of(ctx)
    const labels = [
      w('最忙的 5 分钟（辆）', 'Busiest five minutes (cars)'),
      w('识别通行（秒/辆）', 'Plates read (s a car)'),
      w('刷卡通行（秒/辆）', 'Cards (s a car)'),
      w('人工登记（秒/辆）', 'By the guard (s a car)'),
      w('平均排队（辆）', 'Mean queue (cars)'),
      w('拥堵次数 / 分钟', 'Congestions / minutes'),
    ]
    const [a, b] = [side(ctx, p.now), side(ctx, p.before)]
    const hours = Array.from({ length: 24 }, (_, h) => h)
    const sum = (list: readonly number[], h: number) =>
      list
        .slice(h * 12, h * 12 + 12)
        .reduce((n, x) => n + x, 0)
        .toFixed(1)
    const gate = p.gates.find(g => g.id === asked.gateId)?.name ?? w('全部出入口', 'all gates')
    const blocks: PrintBlock[] = [
      {
        kind: 'table',
        columns: [
          { header: printable(gate), width: 2 },
          right(`${p.from} ~ ${p.to}`),
          right(`${p.beforeFrom} ~ ${p.beforeTo}`),
        ],
        rows: labels.map((label, i) => [label, a[i] ?? '', b[i] ?? '']),
      },
      { kind: 'heading', text: w('每小时进出（日均辆）', 'Cars per hour (mean of a day)') },
      {
        kind: 'table',
        columns: [
          { header: w('时', 'Hour') },
          ...[w('进', 'In'), w('出', 'Out'), w('对比期进', 'In before'), w('对比期出', 'Out before')].map(
            right,
          ),
        ],
        rows: hours.map(h => [
          `${String(h).padStart(2, '0')}:00`,
          sum(p.now.in, h),
          sum(p.now.out, h),
          sum(p.before.in, h),
          sum(p.before.out, h),
        ]),
      },
    ]
    return {
      title: w('出入口高峰分析', 'Peak of a gate'),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks,
    }
  },
})

/** Sources of the ledger's charges in words; one that is not here stands as it is. */
export const feeWords: Record<string, { zh: string; en: string }> = {
  stay: { zh: '临时停车费', en: 'stays' },
  permit: { zh: '月租、车位使用费', en: 'permits' },
  damage: { zh: '绿地损坏赔偿', en: 'damage' },
}

export const workWords = {
  violations: { zh: '发现违规', en: 'violations seen' },
  violationsClosed: { zh: '违规办结', en: 'violations closed' },
  moves: { zh: '挪车请求', en: 'cars asked to move' },
  movesClosed: { zh: '挪车办结', en: 'of them closed' },
  accidents: { zh: '事故与损坏', en: 'accidents' },
  accidentsClosed: { zh: '事故办结', en: 'accidents closed' },
  congestions: { zh: '疏导拥堵', en: 'congestions' },
  patrolVisits: { zh: '车库巡查（点次）', en: 'patrol points visited' },
  checks: { zh: '对运营单位检查', en: 'checks of the operator' },
  inspections: { zh: '机械车库检验', en: 'garage inspections' },
  faults: { zh: '车库故障', en: 'garage faults' },
  faultsClosed: { zh: '故障办结', en: 'faults closed' },
  fetches: { zh: '机械车库取车', en: 'cars fetched' },
} as const

const workPrint = printDef({
  key: 'parking-work',
  title: { zh: '停车收费与管理工作对照', en: 'Parking: fees beside work' },
  permission: 'parking.read',
  scope: 'estate',
  query: WorkQuery,
  document: async (ctx, { estateId, month }) => {
    const estate = await estateFacts(ctx, estateId)
    const r = await parkingWork(ctx, { estateId, ...(month ? { month } : {}) })
    const w = of(ctx)
    return {
      title: w(`${r.month} 停车收费与管理工作对照`, `Parking ${r.month}: fees beside work`),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        { kind: 'heading', text: w('收了多少', 'What came in') },
        {
          kind: 'table',
          columns: [
            { header: w('来源', 'Source'), width: 2 },
            right(w('应收（元）', 'Charged')),
            right(w('已收（元）', 'Paid')),
          ],
          rows: r.fees.map(f => [feeWords[f.source]?.[ctx.lang] ?? f.source, yuan(f.charged), yuan(f.paid)]),
          footer: [w('合计', 'Total'), yuan(r.charged), yuan(r.paid)],
        },
        { kind: 'heading', text: w('做了什么', 'What was done') },
        {
          kind: 'table',
          columns: [{ header: w('工作', 'Work'), width: 2 }, right(w('次数', 'Times'))],
          rows: (Object.keys(workWords) as (keyof typeof workWords)[]).map(k => [
            workWords[k][ctx.lang],
            String(r.work[k]),
          ]),
        },
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})

export const reportLists = [peakExport, boardExport]
export const reportPrints = [difficultyPrint, peakPrint, workPrint]
