/** Papers of people at the gate: a standing pass to carry, an evacuation list to tick. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { listDef, pages, printDef, type RegisteredList, type RegisteredPrint } from '../../core/transfer.ts'
import { estateNames } from '../people/store-accounts.ts'
import { oneMuster } from './service-muster.ts'
import { listPermits, permitPaper } from './service-permit.ts'

const kinds = {
  household: { zh: '住户通行证', en: 'Household pass' },
  worker: { zh: '工作证', en: 'Worker pass' },
  shift: { zh: '夜班通行证', en: 'Shift pass' },
}
const words = {
  zh: {
    number: '编号',
    unit: '房号',
    holder: '持证人',
    gates: '出入口',
    all: '全部',
    hours: '时段',
    until: '有效期至',
    issued: '发证',
    scan: '门岗扫码核验，遗失请即到前台挂失',
    rule: (n: number, d: number) => `每 ${d} 天外出 ${n} 次`,
    people: '姓名',
    who: '类别',
    kindOf: { resident: '住户', visitor: '访客', worker: '工作人员' },
    begun: '开始',
    ended: '结束',
    open: '还在清点',
    muster: { drill: '演练', fire: '火警', other: '其他' },
    what: '事由',
    counted: '平安 / 在内',
    door: '房号',
    safe: '平安',
    sign: '清点人',
    building: (b: string) => (b === '' ? '不在楼内' : `${b} 栋`),
  },
  en: {
    number: 'Number',
    unit: 'Unit',
    holder: 'Holder',
    gates: 'Gates',
    all: 'all',
    hours: 'Hours',
    until: 'Valid until',
    issued: 'Issued by',
    scan: 'Scanned at the gate; report a loss to the desk at once',
    rule: (n: number, d: number) => `${n} outing(s) in ${d} days`,
    people: 'Name',
    who: 'Kind',
    kindOf: { resident: 'Resident', visitor: 'Visitor', worker: 'Worker' },
    begun: 'Begun',
    ended: 'Ended',
    open: 'still counting',
    muster: { drill: 'Drill', fire: 'Fire', other: 'Other' },
    what: 'Why',
    counted: 'Safe / inside',
    door: 'Unit',
    safe: 'Safe',
    sign: 'Counted by',
    building: (b: string) => (b === '' ? 'Elsewhere' : `Building ${b}`),
  },
}

/** A moment as it stands on paper, to the minute, local. */
const local = (instant: string) =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

export const peoplePrints: RegisteredPrint[] = [
  printDef({
    key: 'gate.permit',
    title: { zh: '通行证', en: 'Standing pass' },
    permission: 'pass.issue',
    scope: 'estate',
    query: z.object({ permitId: z.uuid() }),
    document: async (ctx, { estateId, permitId }) => {
      const w = words[ctx.lang]
      const { shown, holder, text, rule } = await permitPaper(ctx, estateId, permitId)
      const [estate] = await estateNames(ctx.db, [estateId])
      const quota =
        shown.kind === 'household' && rule.outings > 0
          ? [{ label: ctx.lang === 'zh' ? '规则' : 'Rule', value: w.rule(rule.outings, rule.everyDays) }]
          : []
      return {
        title: kinds[shown.kind][ctx.lang],
        unit: estate?.name ?? '',
        date: localDate(ctx.now).toString(),
        number: shown.number,
        language: ctx.lang,
        blocks: [
          {
            kind: 'keyValues',
            items: [
              { label: w.number, value: shown.number },
              ...(shown.unit ? [{ label: w.unit, value: shown.unit }] : []),
              ...(holder ? [{ label: w.holder, value: holder }] : []),
              { label: w.gates, value: shown.gates?.map(g => g.name).join('、') ?? w.all },
              ...(shown.hours ? [{ label: w.hours, value: `${shown.hours.from}–${shown.hours.until}` }] : []),
              { label: w.until, value: shown.untilAt.slice(0, 10) },
              ...quota,
              { label: w.issued, value: shown.issuedBy },
            ],
          },
          { kind: 'qr', text, caption: w.scan, width: 45 },
        ],
      }
    },
  }),
  printDef({
    key: 'gate.muster',
    title: { zh: '疏散清点表', en: 'Evacuation list' },
    permission: 'gate.read',
    scope: 'estate',
    query: z.object({ key: z.string().max(64) }),
    document: async (ctx, { estateId, key }) => {
      const w = words[ctx.lang]
      const list = await oneMuster(ctx, { estateId, key })
      const [estate] = await estateNames(ctx.db, [estateId])
      const buildings = [...new Set(list.people.map(p => p.building))]
      return {
        title: ctx.lang === 'zh' ? '疏散清点表' : 'Evacuation list',
        unit: estate?.name ?? '',
        date: localDate(ctx.now).toString(),
        language: ctx.lang,
        blocks: [
          {
            kind: 'keyValues',
            items: [
              { label: w.what, value: w.muster[list.kind] },
              {
                label: w.counted,
                value: `${list.people.filter(p => p.safe).length} / ${list.people.length}`,
              },
              { label: w.begun, value: `${local(list.at)} ${list.begunBy}` },
              {
                label: w.ended,
                value: list.endedAt ? `${local(list.endedAt)} ${list.endedBy ?? ''}` : w.open,
              },
            ],
          },
          ...buildings.flatMap(building => {
            const own = list.people.filter(p => p.building === building)
            return [
              { kind: 'heading' as const, text: `${w.building(building)}（${own.length}）` },
              {
                kind: 'table' as const,
                columns: [{ header: w.door }, { header: w.people }, { header: w.who }, { header: w.safe }],
                rows: own.map(p => [
                  p.unit ?? '—',
                  p.name,
                  w.kindOf[p.kind],
                  p.safe === null ? '□' : p.safe ? '☑' : '☒',
                ]),
              },
            ]
          }),
          { kind: 'signatures', places: [{ label: w.sign, date: true }] },
        ],
      }
    },
  }),
]

export const peopleLists: RegisteredList[] = [
  listDef({
    key: 'gate.permits',
    title: { zh: '通行证', en: 'Standing passes' },
    permission: 'gate.read',
    scope: 'estate',
    query: z.object({
      unit: z.string().max(30).optional(),
      kind: z.enum(['household', 'worker', 'shift']).optional(),
      state: z.enum(['live', 'lost', 'revoked']).optional(),
    }),
    rows: async (ctx, asked) => {
      const all = []
      for await (const row of pages(offset => listPermits(ctx, { ...asked, offset, limit: 200 })))
        all.push(row)
      return all
    },
    columns: [
      { key: 'number', header: { zh: '编号', en: 'Number' }, kind: 'text', cell: r => r.number },
      {
        key: 'kind',
        header: { zh: '类别', en: 'Kind' },
        kind: 'text',
        cell: (r, lang) => kinds[r.kind][lang],
      },
      { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
      { key: 'holder', header: { zh: '持证人', en: 'Holder' }, kind: 'text', cell: r => r.holder },
      { key: 'until', header: { zh: '失效', en: 'Until' }, kind: 'instant', cell: r => r.untilAt },
      { key: 'state', header: { zh: '状态', en: 'State' }, kind: 'text', cell: r => r.state },
      { key: 'by', header: { zh: '发证人', en: 'Issued by' }, kind: 'text', cell: r => r.issuedBy },
    ],
  }),
]
