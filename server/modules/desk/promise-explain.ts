/** Why a promise is late or kept: its bar, stretch by stretch, with the reason for each and what it counted. Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../../core/calendar.ts'
import { type Segment, segments } from './promise.ts'
import type { Pause, PromiseRule } from './promise-rule.ts'
import type { Both } from './say.ts'

/** `days`: working days that ended in the stretch; null where the promise counts by the clock. */
export interface Stretch extends Segment {
  days: number | null
  notes: Both[]
}

const MOST_NOTES = 4
const weekend: Both = { zh: '周末', en: 'weekend' }

/**
 * The segments of `promise.ts` with the names of holidays, make-up workdays by date, and the listed reasons of pauses.
 * `reasons` are the estate's; one that is listed no more shows its key.
 */
export function stretches(
  start: Temporal.Instant,
  rule: PromiseRule,
  cal: Calendar,
  pauses: readonly Pause[],
  until: Temporal.Instant,
  reasons: readonly (Both & { key: string })[],
): Stretch[] {
  const working = rule.unit === 'workingDays'
  return segments(start, rule, cal, pauses, until).map(s => {
    const days = datesOf(s, cal)
    const counts = s.kind === 'counted' && working
    // a working day is counted when the clock runs at its 24:00; the last date of a stretch may only begin in it
    const ended = days.filter(d => cal.startOf(d.add({ days: 1 })) <= s.to.epochMilliseconds)
    return {
      ...s,
      days: working ? (counts ? ended.length : 0) : null,
      notes: notesOf(s, days, cal, pauses, reasons).slice(0, MOST_NOTES),
    }
  })
}

function datesOf(s: Segment, cal: Calendar): Temporal.PlainDate[] {
  const out: Temporal.PlainDate[] = []
  const last = cal.dateOf(s.to.epochMilliseconds - 1)
  for (
    let d = cal.dateOf(s.from.epochMilliseconds);
    Temporal.PlainDate.compare(d, last) <= 0;
    d = d.add({ days: 1 })
  )
    out.push(d)
  return out
}

function notesOf(
  s: Segment,
  days: readonly Temporal.PlainDate[],
  cal: Calendar,
  pauses: readonly Pause[],
  reasons: readonly (Both & { key: string })[],
): Both[] {
  if (s.kind === 'paused')
    return distinct(
      pauses
        .filter(p => overlaps(p, s))
        .map(p => reasons.find(r => r.key === p.reason) ?? { zh: p.reason, en: p.reason })
        .map(r => ({ zh: r.zh, en: r.en })),
    )
  if (s.kind !== 'holiday' && s.kind !== 'counted') return []
  return distinct(
    days.flatMap(d => {
      const day = cal.day(d)
      if (!day.known) return []
      const on = `${d.month}-${d.day}`
      if (s.kind === 'counted')
        return day.kind === 'makeup' ? [{ zh: `${on} 调休上班`, en: `${on} make-up workday` }] : []
      if (day.kind === 'weekend') return [weekend]
      return day.kind === 'holiday' && day.name ? [{ zh: day.name, en: day.name }] : []
    }),
  )
}

function overlaps(p: Pause, s: Segment): boolean {
  return (
    Temporal.Instant.compare(p.from, s.to) < 0 &&
    (p.to === null || Temporal.Instant.compare(p.to, s.from) > 0)
  )
}

function distinct(notes: readonly Both[]): Both[] {
  return [...new Map(notes.map(n => [n.zh, n])).values()]
}

/** Milliseconds that counted. */
export function countedMs(bar: readonly Segment[]): number {
  return bar
    .filter(s => s.kind === 'counted')
    .reduce((sum, s) => sum + s.to.epochMilliseconds - s.from.epochMilliseconds, 0)
}
