/** The table of limits as it hangs at the desk: every class with what is promised on a date (S1-32, S8-21) [SX-04]. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import type { Lang } from '../../core/house.ts'
import { letterDate, type PrintBlock, printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { clocks, kinds as kindWords } from './labels.ts'
import { type TableAnswer, tableOf } from './promise-table.ts'
import { rulesOf } from './rulebook.ts'
import { limitText } from './say.ts'

type ClassRow = TableAnswer['classes'][number]
type ClockRow = ClassRow['clocks'][number]

const words = {
  zh: {
    title: (estate: string) => `${estate}投诉、咨询、报修、建议和服务时限表`,
    inForce: (day: string) => `本表所列为${day}有效的承诺时限。`,
    heads: ['类别', '承诺', '时限', '怎样计时', '说明'],
    none: '没有规定时限',
    start: {
      received: '从受理起',
      taken: '从接单起',
      consented: '从业主同意起',
      reopened: '从重新打开起',
    },
    how: {
      minutes: '按分钟，夜间节假日照计',
      days24: '每天 24 小时',
      workingDays: '工作日，当日不计，到末日 24:00',
    },
    frames: { all: (f: string) => `只计 ${f}`, working: (f: string) => `只计工作日 ${f}` },
    agreed: '由处理人约定',
    max: {
      refuse: (m: string) => `可另行约定，最多 ${m}`,
      reason: (m: string) => `可另行约定，超过 ${m}须说明原因`,
      approval: (m: string) => `可另行约定，超过 ${m}须经理批准`,
    },
    next: (day: string, limit: string) => `${day} 起为 ${limit}`,
    off: '不再承诺',
    falls: (name: string) => `按“${name}”的时限`,
    company: '物业服务企业',
    stop: '；',
  },
  en: {
    title: (estate: string) =>
      `${estate}: limits for complaints, inquiries, repairs, suggestions and services`,
    inForce: (day: string) => `The limits below are those in force on ${day}.`,
    heads: ['Class', 'Promise', 'Limit', 'How it counts', 'Remarks'],
    none: 'No limit is set',
    start: {
      received: 'from reception',
      taken: 'from when it is taken',
      consented: 'from the owner’s consent',
      reopened: 'from when it is opened again',
    },
    how: {
      minutes: 'by the minute, through nights and holidays',
      days24: 'days of 24 hours',
      workingDays: 'working days, the first not counted, to 24:00 of the last',
    },
    frames: {
      all: (f: string) => `counted within ${f} only`,
      working: (f: string) => `counted on working days within ${f} only`,
    },
    agreed: 'agreed with the handler',
    max: {
      refuse: (m: string) => `another limit may be agreed, at most ${m}`,
      reason: (m: string) => `another limit may be agreed, beyond ${m} with the reason`,
      approval: (m: string) => `another limit may be agreed, beyond ${m} with approval`,
    },
    next: (day: string, limit: string) => `from ${day}: ${limit}`,
    off: 'promised no more',
    falls: (name: string) => `the limit of “${name}”`,
    company: 'Company',
    stop: '; ',
  },
} as const

const framesText = (frames: readonly { from: string; to: string }[]) =>
  frames.map(f => `${f.from}–${f.to}`).join(', ')

function clockCells(c: ClockRow, as: ClassRow | undefined, lang: Lang): string[] {
  const w = words[lang]
  const start = c.startsAt === 'received' ? '' : w.start[c.startsAt]
  const how = c.frames === null ? w.how[c.unit] : w.frames[c.frameDays](framesText(c.frames))
  const max = c.chosen && c.max !== null ? w.max[c.overPolicy](limitText(c.unit, c.max, lang)) : ''
  const next = c.next
    ? w.next(c.next.from, c.next.off ? w.off : limitText(c.next.unit, c.next.amount, lang))
    : ''
  return [
    clocks[c.clock][lang],
    limitText(c.unit, c.amount, lang),
    [start, how].filter(Boolean).join(lang === 'zh' ? '，' : ', '),
    [as ? w.falls(printable(as[lang])) : '', c.chosen && c.max === null ? w.agreed : max, next]
      .filter(Boolean)
      .join(w.stop),
  ]
}

/** The classes that may be raised on the date; a class without a limit says so, it is not left out (S1-32). */
function kindBlocks(kind: ClassRow['kind'], rows: ClassRow[], lang: Lang): PrintBlock[] {
  const w = words[lang]
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: kindWords[kind][lang], level: 2 },
    {
      kind: 'table',
      columns: w.heads.map((header, at) => ({ header, width: [2.2, 1.5, 1.4, 2.7, 2.5][at] ?? 1 })),
      rows: rows.flatMap(c => {
        const name = printable(c[lang])
        if (c.clocks.length === 0) return [[name, '—', w.none, '', '']]
        const as = c.falls ? rows.find(r => r.class === c.fallback) : undefined
        return c.clocks.map(clock => [name, ...clockCells(clock, as, lang)])
      }),
    },
  ]
}

/** `on` is a local date; without it today. @throws core.not_found for an estate out of reach */
export const promiseTableSheet = printDef({
  key: 'promise-table',
  title: { zh: '时限表', en: 'Table of limits' },
  permission: 'settings.read',
  scope: 'estate',
  query: z.object({ on: z.iso.date().optional() }),
  document: async (ctx, { estateId, on }) => {
    const w = words[ctx.lang]
    ctx.reach('settings.read', estateId)
    const table = await tableOf(ctx, estateId, on)
    const estate = await estateFacts(ctx, estateId)
    const { cal } = await rulesOf(ctx.house, estateId, ctx.now)
    const offered = table.classes.filter(c => c.retiredFrom === null || c.retiredFrom > table.on)
    const order = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
    return {
      title: w.title(estate.name),
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now, cal.zone).toString(),
      language: ctx.lang,
      blocks: [
        { kind: 'paragraph', text: w.inForce(letterDate(table.on, ctx.lang)), strong: true },
        ...order.flatMap(kind =>
          kindBlocks(
            kind,
            offered.filter(c => c.kind === kind),
            ctx.lang,
          ),
        ),
        { kind: 'signatures', places: [{ label: w.company, seal: true, date: true }] },
      ],
    }
  },
})
