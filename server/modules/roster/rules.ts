/** Cover, gaps and unattended posts as arithmetic on half-open intervals [from, until) of epoch milliseconds. */
import { Temporal } from 'temporal-polyfill'

export interface Span {
  from: number
  until: number
}

/** Minutes of the local day, 0–1440. */
export interface CoverFrame {
  from: number
  until: number
}

const MINUTE = 60_000

/** The spans of absolute time that a post must be covered in, merged, cut to [from, until). */
export function coverSpans(covers: readonly CoverFrame[], from: number, until: number, zone: string): Span[] {
  const spans: Span[] = []
  if (until <= from) return spans
  let day = dateOf(from, zone).subtract({ days: 1 })
  const last = dateOf(until, zone)
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    for (const c of covers)
      spans.push({ from: localInstant(day, c.from, zone), until: localInstant(day, c.until, zone) })
    day = day.add({ days: 1 })
  }
  return merge(spans)
    .map(s => ({ from: Math.max(s.from, from), until: Math.min(s.until, until) }))
    .filter(s => s.until > s.from)
}

function dateOf(ms: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
}

/** The instant of a minute of a local day; minute 1440 is the next day's midnight. */
export function localInstant(day: Temporal.PlainDate, minute: number, zone: string): number {
  const date = minute === 1440 ? day.add({ days: 1 }) : day
  const time = minute === 1440 ? 0 : minute
  return date.toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({ hour: Math.floor(time / 60), minute: time % 60 }),
  }).epochMilliseconds
}

/** Spans in order, those that touch or overlap joined. */
export function merge(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const s of [...spans].sort((a, b) => a.from - b.from || a.until - b.until)) {
    const last = out.at(-1)
    if (last && s.from <= last.until) last.until = Math.max(last.until, s.until)
    else out.push({ ...s })
  }
  return out
}

/** What of `wanted` no span of `had` covers (S1-02). */
export function gaps(wanted: readonly Span[], had: readonly Span[]): Span[] {
  const out: Span[] = []
  const taken = merge(had)
  for (const w of merge(wanted)) {
    let from = w.from
    for (const t of taken) {
      if (t.until <= from) continue
      if (t.from >= w.until) break
      if (t.from > from) out.push({ from, until: t.from })
      from = Math.max(from, t.until)
    }
    if (from < w.until) out.push({ from, until: w.until })
  }
  return out
}

export interface PostWatch {
  covers: readonly CoverFrame[]
  zone: string
  /** When the post was set up. */
  openedAt: number
  /** How many are checked in now. */
  present: number
  /** When the last one left; nothing if nobody was ever there. */
  lastOutAt: number | null
}

/**
 * Since when a post that should be covered now has nobody (S6-45), or nothing when somebody is there or no cover is
 * due. The time counts within one stretch of cover only: a post that opens at 07:00 is empty since 07:00.
 */
export function emptySince(post: PostWatch, now: number): number | null {
  if (post.present > 0) return null
  const stretch = stretchAt(post.covers, now, post.zone)
  if (stretch === null) return null
  return Math.max(stretch, post.openedAt, post.lastOutAt ?? post.openedAt)
}

/** The beginning of the stretch of cover that `now` lies in; minus infinity for cover around the clock. */
function stretchAt(covers: readonly CoverFrame[], now: number, zone: string): number | null {
  const back = now - 2 * 24 * 60 * MINUTE
  const around = coverSpans(covers, back, now + 1, zone).find(s => s.from <= now && now < s.until)
  if (around === undefined) return null
  return around.from === back ? Number.NEGATIVE_INFINITY : around.from
}

/** The first millisecond at which the post counts as unattended: empty for more than `minutes`. */
export function lateFrom(since: number, minutes: number): number {
  return since + minutes * MINUTE + 1
}

/** Empty for exactly the limit is still kept; one millisecond more is not. */
export function isUnattended(since: number | null, minutes: number, now: number): boolean {
  return since !== null && now >= lateFrom(since, minutes)
}

export interface DutyRow {
  account_id: string
  name: string
  superior_id: string | null
  superior_name: string | null
}

export interface DutyPerson {
  accountId: string
  name: string
  step: 'first' | 'superior' | 'manager'
}

/** Who is alarmed, in order: who is on duty, their superiors, who has the management duty and their superiors (SX-09). */
export function alarmOrder(
  onDuty: readonly DutyRow[],
  management: readonly DutyRow[],
  standing: readonly { id: string; name: string }[] = [],
): DutyPerson[] {
  const seen = new Map<string, DutyPerson>()
  const add = (id: string | null, name: string | null, step: DutyPerson['step']) => {
    if (id !== null && !seen.has(id)) seen.set(id, { accountId: id, name: name ?? '', step })
  }
  for (const d of onDuty) add(d.account_id, d.name, 'first')
  for (const d of onDuty) add(d.superior_id, d.superior_name, 'superior')
  for (const d of management) add(d.account_id, d.name, 'manager')
  for (const d of management) add(d.superior_id, d.superior_name, 'manager')
  for (const s of standing) add(s.id, s.name, 'manager')
  return [...seen.values()]
}
