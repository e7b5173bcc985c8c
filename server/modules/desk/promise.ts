/**
 * The promise engine: when a promise falls due, how its bar is drawn, how it stands now. Pure; instants are
 * Temporal.Instant at the edges and epoch milliseconds inside. A promise is kept AT its limit and late one
 * millisecond after.
 *
 * How each unit counts:
 * - minutes: every millisecond, through nights and holidays (S1-54); with `frames`, only inside the frames.
 * - days24: days of 24 hours (S8-10).
 * - workingDays: ends at 24:00 of the n-th working day after the start day, which is not counted (S1-31). A working
 *   day counts when the clock is running at its 24:00; so a pause over a holiday costs no working day.
 */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../../core/calendar.ts'
import type { Frame, Pause, PromiseRule } from './promise-rule.ts'

/** Why a stretch of the bar did or did not count. `before` is the uncounted rest of the start day. */
export type SegmentKind = 'counted' | 'paused' | 'night' | 'holiday' | 'before'

export interface Segment {
  from: Temporal.Instant
  to: Temporal.Instant
  kind: SegmentKind
}

/** `stopped`: a pause is open, `left` is what remains (ms, or working days). `notPublished`: ask for the notice. */
export type Due =
  | { kind: 'due'; at: Temporal.Instant }
  | { kind: 'stopped'; left: number }
  | { kind: 'notPublished'; year: number }

export type PromiseState = 'running' | 'soon' | 'kept' | 'late' | 'stopped'

export const MINUTE = 60_000
export const DAY = 86_400_000

/** A stretch before pauses are laid over it. `endsDay` marks the 24:00 of a working day. */
interface Span {
  from: number
  to: number
  kind: SegmentKind
  endsDay: boolean
}
interface Unknown {
  unknown: number
}

interface Interval {
  from: number
  to: number
}

/** The instant at which the promise falls due, with its pauses taken into account. */
export function dueAt(
  start: Temporal.Instant,
  rule: PromiseRule,
  cal: Calendar,
  pauses: readonly Pause[] = [],
): Due {
  const from = start.epochMilliseconds
  const holds = mergePauses(pauses, from)
  if (rule.unit === 'workingDays') return dueByDays(from, rule.amount, cal, holds)
  let left = rule.amount * (rule.unit === 'days24' ? DAY : MINUTE)
  if (left === 0) return due(from)
  for (const span of overlay(spans(from, rule, cal), holds)) {
    if ('unknown' in span) return { kind: 'notPublished', year: span.unknown }
    if (span.kind === 'paused' && span.to === Number.POSITIVE_INFINITY) return { kind: 'stopped', left }
    if (span.kind !== 'counted') continue
    if (span.to - span.from >= left) return due(span.from + left)
    left -= span.to - span.from
  }
  throw new Error('a promise without an end')
}

function dueByDays(from: number, amount: number, cal: Calendar, holds: readonly Interval[]): Due {
  let left = amount
  for (const span of spans(from, { unit: 'workingDays' }, cal)) {
    if ('unknown' in span) return { kind: 'notPublished', year: span.unknown }
    const hold = holds.find(h => h.from < span.to && span.to <= h.to)
    if (hold?.to === Number.POSITIVE_INFINITY) return { kind: 'stopped', left }
    if (!span.endsDay || hold) continue
    left--
    if (left === 0) return due(span.to)
  }
  throw new Error('a promise without an end')
}

/**
 * The drawn bar from the start to `until` (the due time, the moment it was met, or now): contiguous, in order,
 * neighbours of one kind joined. It stops where the calendar is not published.
 */
export function segments(
  start: Temporal.Instant,
  rule: PromiseRule,
  cal: Calendar,
  pauses: readonly Pause[],
  until: Temporal.Instant,
): Segment[] {
  const from = start.epochMilliseconds
  const end = until.epochMilliseconds
  const out: { from: number; to: number; kind: SegmentKind }[] = []
  for (const span of overlay(spans(from, rule, cal), mergePauses(pauses, from))) {
    if ('unknown' in span || span.from >= end) break
    const to = Math.min(span.to, end)
    const last = out.at(-1)
    if (last?.kind === span.kind) last.to = to
    else out.push({ from: span.from, to, kind: span.kind })
  }
  return out.map(s => ({ from: instant(s.from), to: instant(s.to), kind: s.kind }))
}

/** How a promise stands. All instants; `soonMs` is how long before the due time it is shown as soon. */
export function promiseState(
  p: { due: Due; metAt?: Temporal.Instant | null; stoppedAt?: Temporal.Instant | null; soonMs: number },
  now: Temporal.Instant,
): PromiseState {
  const limit = p.due.kind === 'due' ? p.due.at.epochMilliseconds : Number.POSITIVE_INFINITY
  const end = p.metAt ?? p.stoppedAt ?? now
  if (end.epochMilliseconds > limit) return 'late'
  if (p.metAt) return 'kept'
  if (p.stoppedAt || p.due.kind === 'stopped') return 'stopped'
  return limit - now.epochMilliseconds <= p.soonMs ? 'soon' : 'running'
}

/** The stricter limit wins (K4): the earliest due time; a stopped or unpublished one is later than any date. */
export function strictest(dues: readonly Due[]): Due | undefined {
  const rank = (d: Due) => (d.kind === 'due' ? d.at.epochMilliseconds : Number.POSITIVE_INFINITY)
  return dues.reduce<Due | undefined>((best, d) => (best && rank(best) <= rank(d) ? best : d), undefined)
}

/**
 * The due time after the class of a ticket was changed. A clock that the old class ran keeps its start and pauses
 * (no paused time is lost); when the new limit would already be over at the change, it runs from the change, but
 * never beyond what was promised before: a class changed to and fro gives no fresh time.
 */
export function dueAfterClassChange(
  old: { start: Temporal.Instant; due: Due } | undefined,
  changedAt: Temporal.Instant,
  rule: PromiseRule,
  cal: Calendar,
  pauses: readonly Pause[],
): { start: Temporal.Instant; due: Due } {
  const start = old?.start ?? changedAt
  const fromStart = dueAt(start, rule, cal, pauses)
  const over = fromStart.kind === 'due' && Temporal.Instant.compare(fromStart.at, changedAt) < 0
  if (!over || !old) return { start, due: fromStart }
  const fresh = dueAt(changedAt, rule, cal, pauses)
  const due = strictest([old.due, fresh]) ?? fresh
  const past = due.kind === 'due' && Temporal.Instant.compare(due.at, changedAt) < 0
  return { start: past ? start : changedAt, due }
}

/** Pauses clipped to the start, in order, joined where they touch or overlap; an open one reaches infinity. */
export function mergePauses(pauses: readonly Pause[], start: number): Interval[] {
  const sorted = pauses
    .map(p => ({
      from: Math.max(p.from.epochMilliseconds, start),
      to: p.to ? p.to.epochMilliseconds : Number.POSITIVE_INFINITY,
    }))
    .filter(p => p.to > p.from)
    .sort((a, b) => a.from - b.from)
  const out: Interval[] = []
  for (const p of sorted) {
    const last = out.at(-1)
    if (last && p.from <= last.to) last.to = Math.max(last.to, p.to)
    else out.push({ ...p })
  }
  return out
}

function* overlay(source: Iterable<Span | Unknown>, holds: readonly Interval[]): Generator<Span | Unknown> {
  let next = 0
  for (const span of source) {
    if ('unknown' in span) {
      yield span
      continue
    }
    let at = span.from
    while (at < span.to) {
      while (next < holds.length && holds[next]!.to <= at) next++
      const hold = holds[next]
      if (!hold || hold.from >= span.to) {
        yield { ...span, from: at }
        break
      }
      if (hold.from > at) yield { ...span, from: at, to: hold.from, endsDay: false }
      const begin = Math.max(at, hold.from)
      at = Math.min(span.to, hold.to)
      // an open pause is one stretch to infinity, so that the caller can see that the clock is stopped
      if (hold.to === Number.POSITIVE_INFINITY) {
        yield { from: begin, to: hold.to, kind: 'paused', endsDay: false }
        return
      }
      yield { from: begin, to: at, kind: 'paused', endsDay: span.endsDay && at === span.to }
    }
  }
}

function* spans(
  start: number,
  rule: Pick<PromiseRule, 'unit' | 'frames' | 'frameDays'>,
  cal: Calendar,
): Generator<Span | Unknown> {
  if (rule.unit !== 'workingDays' && !rule.frames?.length) {
    yield { from: start, to: Number.POSITIVE_INFINITY, kind: 'counted', endsDay: false }
    return
  }
  const first = cal.dateOf(start)
  for (let date = first, i = 0; ; i++) {
    const next = date.add({ days: 1 })
    const from = Math.max(cal.startOf(date), start)
    const to = cal.startOf(next)
    if (rule.unit === 'workingDays' && i === 0) {
      yield { from, to, kind: 'before', endsDay: false }
    } else {
      const off = rule.unit === 'workingDays' || rule.frameDays === 'working' ? offKind(cal, date) : null
      if (typeof off === 'number') {
        yield { unknown: off }
        return
      }
      if (off) yield { from, to, kind: 'holiday', endsDay: false }
      else if (rule.unit === 'workingDays') yield { from, to, kind: 'counted', endsDay: true }
      else yield* framesOf(date, rule.frames ?? [], from, to, cal)
    }
    date = next
  }
}

/** 'holiday' for a day off, null for a working day, the year when it is not published. */
function offKind(cal: Calendar, date: Temporal.PlainDate): 'holiday' | null | number {
  const day = cal.day(date)
  if (!day.known) return day.year
  return day.working ? null : 'holiday'
}

function* framesOf(
  date: Temporal.PlainDate,
  frames: readonly Frame[],
  from: number,
  to: number,
  cal: Calendar,
): Generator<Span> {
  let at = from
  for (const frame of [...frames].sort((a, b) => a.from.localeCompare(b.from))) {
    const begin = Math.max(clockTime(date, frame.from, cal), at)
    const end = clockTime(date, frame.to, cal)
    if (end <= at) continue
    if (begin > at) yield { from: at, to: begin, kind: 'night', endsDay: false }
    yield { from: begin, to: end, kind: 'counted', endsDay: false }
    at = end
  }
  if (at < to) yield { from: at, to, kind: 'night', endsDay: false }
}

function clockTime(date: Temporal.PlainDate, time: string, cal: Calendar): number {
  if (time === '24:00') return cal.startOf(date.add({ days: 1 }))
  return date.toZonedDateTime({ timeZone: cal.zone, plainTime: time }).epochMilliseconds
}

function due(ms: number): Due {
  return { kind: 'due', at: instant(ms) }
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}
