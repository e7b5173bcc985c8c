/** What a holiday notice does to a promise that runs: a year that becomes known, or one that is replaced (SX-05). Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../../core/calendar.ts'
import { isOpen, type Promised, type Terms, withDue } from './clocks.ts'
import { type Due, dueAt } from './promise.ts'
import type { Pause } from './promise-rule.ts'

/** Does its due time depend on which days are working days? What counts by the clock, or is agreed, does not. */
export function byCalendar(p: Pick<Promised, 'unit' | 'frames' | 'frameDays'>): boolean {
  return p.unit === 'workingDays' || (p.frameDays === 'working' && (p.frames?.length ?? 0) > 0)
}

const same = (a: Due, b: Due) => JSON.stringify(a) === JSON.stringify(b)
const after = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) > 0

/**
 * The promise under the new calendar, or null where it stays as it is: met, stopped, or its days are the same in both.
 * A limit is never moved into the past: what was in time ends with the day of the recount at the latest notice (24:00),
 * or at its old limit when that comes first; what was late before and is late after keeps the limit it broke.
 */
export function moved(
  p: Promised,
  pauses: readonly Pause[],
  before: Calendar,
  terms: Terms,
  now: Temporal.Instant,
): Promised | null {
  if (!isOpen(p) || !byCalendar(p)) return null
  const to = dueAt(p.startAt, p, terms.cal, pauses)
  if (same(dueAt(p.startAt, p, before, pauses), to)) return null
  if (to.kind === 'due' && p.dueAt && !after(to.at, now) && Temporal.Instant.compare(to.at, now) !== 0) {
    if (after(now, p.dueAt)) return null
    const today = terms.cal.dateOf(now.epochMilliseconds).add({ days: 1 })
    const midnight = Temporal.Instant.fromEpochMilliseconds(terms.cal.startOf(today))
    const at = after(p.dueAt, midnight) ? midnight : p.dueAt
    return after(p.dueAt, at) ? withDue(p, { kind: 'due', at }, terms) : null
  }
  const next = withDue(p, to, terms)
  const unchanged =
    next.unpublishedYear === p.unpublishedYear && String(next.dueAt ?? '') === String(p.dueAt ?? '')
  return unchanged ? null : next
}
