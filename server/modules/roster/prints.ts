/** Documents of this room: the duty roster of a week (artefact 14). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { dayEnd, dayStart, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import type { PrintBlock } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { gapsOf } from './duties.ts'
import { kindLabels, word } from './labels.ts'
import * as store from './store.ts'
import * as names from './store-artefacts.ts'

type Lang = 'zh' | 'en'

const words = {
  zh: {
    title: (from: string, until: string) => `值班表（${from} 至 ${until}）`,
    post: '岗位',
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    absent: '缺勤',
    open: '缺',
    gaps: '空缺',
    noGaps: '本周各岗位均已排满，无空缺。',
    made: '编制',
    approved: '批准',
    and: '、',
  },
  en: {
    title: (from: string, until: string) => `Duty roster ${from} to ${until}`,
    post: 'Post',
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    absent: 'absent',
    open: 'nobody',
    gaps: 'Gaps',
    noGaps: 'Every post of this week is covered.',
    made: 'Prepared by',
    approved: 'Approved by',
    and: ', ',
  },
} as const

const clock = (at: Temporal.Instant, zone: string) =>
  at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })

interface Span {
  from: Temporal.Instant
  until: Temporal.Instant
}

/** The part of a span that lies in a local day, as 08:00–16:00; the end of the day is 24:00. */
function partOf(day: Temporal.PlainDate, span: Span, zone: string): string | undefined {
  const start = dayStart(day, zone)
  const end = dayEnd(day, zone)
  const from = Temporal.Instant.compare(span.from, start) > 0 ? span.from : start
  const until = Temporal.Instant.compare(span.until, end) < 0 ? span.until : end
  if (Temporal.Instant.compare(from, until) >= 0) return undefined
  return `${clock(from, zone)}–${until.equals(end) ? '24:00' : clock(until, zone)}`
}

async function weekBlocks(
  ctx: Ctx,
  estateId: string,
  monday: Temporal.PlainDate,
  lang: Lang,
): Promise<PrintBlock[]> {
  const w = words[lang]
  const zone = await store.zoneOf(ctx.db, estateId)
  const days = Array.from({ length: 7 }, (_, i) => monday.add({ days: i }))
  const from = dayStart(monday, zone)
  const until = dayStart(monday.add({ days: 7 }), zone)
  const turns = await store.dutiesBetween(ctx.db, estateId, { from, until })
  const posts = await store.posts(ctx.db, estateId)
  const gaps = await gapsOf(ctx, estateId, from, until)
  const kinds = [...new Set(turns.filter(d => d.post_id === null).map(d => d.kind))]
  const row = (label: string, mine: store.DutyFull[], open: Span[]) => [
    label,
    ...days.map(day =>
      [
        ...mine.flatMap(d => {
          const part = partOf(day, { from: d.starts_at, until: d.ends_at ?? until }, zone)
          return part ? [`${part} ${d.name}${d.absent_at ? `（${w.absent}）` : ''}`] : []
        }),
        ...open.flatMap(g => {
          const part = partOf(day, g, zone)
          return part ? [`${part} 〔${w.open}〕`] : []
        }),
      ].join('\n'),
    ),
  ]
  return [
    {
      kind: 'table',
      columns: [
        { header: w.post, width: 1.1 },
        ...days.map((day, i) => ({ header: `${w.days[i]} ${day.toString().slice(5)}`, width: 1.35 })),
      ],
      rows: [
        ...posts.map(p =>
          row(
            p.name,
            turns.filter(d => d.post_id === p.id),
            gaps.filter(g => g.postId === p.id),
          ),
        ),
        ...kinds.map(kind =>
          row(
            word(kindLabels, kind, lang),
            turns.filter(d => d.post_id === null && d.kind === kind),
            [],
          ),
        ),
      ],
    },
    {
      kind: 'paragraph',
      text:
        gaps.length === 0
          ? w.noGaps
          : `${w.gaps}：${gaps
              .slice(0, 20)
              .map(g => `${g.post} ${localDate(g.from, zone).toString().slice(5)} ${clock(g.from, zone)}`)
              .join(w.and)}`,
    },
    {
      kind: 'signatures',
      places: [
        { label: w.made, date: true },
        { label: w.approved, seal: true, date: true },
      ],
    },
  ]
}

/** The week on paper. The notice room gives it out, for it stands under the quality policy that is kept there (S7-02). */
export const weekPrint = printDef({
  key: 'roster-week',
  title: { zh: '值班表', en: 'Duty roster' },
  permission: 'roster.read',
  scope: 'estate',
  query: z.object({ monday: z.iso.date() }),
  document: async (ctx, { estateId, monday }) => {
    const named = await names.estateNames(ctx.db, estateId)
    const first = Temporal.PlainDate.from(monday)
    return {
      title: `${named.estate} ${words[ctx.lang].title(monday, first.add({ days: 6 }).toString())}`,
      unit: named.company ?? named.estate,
      date: localDate(ctx.now).toString(),
      paper: 'A4-landscape',
      language: ctx.lang,
      blocks: await weekBlocks(ctx, estateId, first, ctx.lang),
    }
  },
})
