/**
 * What was really empty, from presences and their signs, and what that makes of the unattended periods on record: the
 * same answer whether the news came at once or hours later from a phone without network (S6-45).
 */
import { type CoverFrame, coverSpans, gaps, lateFrom, merge, type Span } from './rules.ts'

const MINUTE = 60_000

export interface Stay {
  from: number
  /** nothing while he is there */
  until: number | null
  /** further signs of presence between */
  signs: readonly number[]
}

/**
 * When somebody counts as there: from coming until leaving, and where a sign is asked for every `every` minutes, no
 * longer than that after the last one. At the limit it still holds.
 */
export function attendedSpans(stays: readonly Stay[], every: number, until: number): Span[] {
  const spans: Span[] = []
  for (const s of stays) {
    const end = Math.min(s.until ?? until, until)
    if (every === 0) {
      if (end > s.from) spans.push({ from: s.from, until: end })
      continue
    }
    for (const sign of [s.from, ...s.signs].filter(x => x <= end))
      spans.push({ from: sign, until: Math.min(sign + every * MINUTE, end) })
  }
  return merge(spans.filter(s => s.until > s.from))
}

export interface Watched {
  covers: readonly CoverFrame[]
  zone: string
  openedAt: number
  closedAt: number | null
}

/** Stretches of cover in [from, until) longer than `minutes` without anybody. */
export function emptySpans(
  post: Watched,
  attended: readonly Span[],
  minutes: number,
  from: number,
  until: number,
): Span[] {
  const begin = Math.max(from, post.openedAt)
  const end = Math.min(until, post.closedAt ?? until)
  return gaps(coverSpans(post.covers, begin, end, post.zone), attended).filter(
    e => e.until >= lateFrom(e.from, minutes),
  )
}

export interface Recorded {
  id: string
  since: number
  until: number | null
}

export type Settlement =
  | { did: 'attended'; id: string }
  | { did: 'changed'; id: string; since: number; until: number | null }
  | { did: 'entered'; since: number; until: number; alarmAt: number }

/**
 * Sets the record right: a period during which somebody was there after all, one that began or ended otherwise, one
 * that nobody knew of. A stretch that is still empty now is left to the watch, which alarms.
 */
export function settle(
  recorded: readonly Recorded[],
  empty: readonly Span[],
  minutes: number,
  now: number,
): Settlement[] {
  const found: Settlement[] = []
  const taken = new Set<Span>()
  for (const r of recorded) {
    const meets = empty.find(e => !taken.has(e) && e.from < (r.until ?? now) && e.until > r.since)
    if (meets === undefined) {
      found.push({ did: 'attended', id: r.id })
      continue
    }
    taken.add(meets)
    const until = meets.until >= now ? null : meets.until
    if (meets.from !== r.since || until !== r.until)
      found.push({ did: 'changed', id: r.id, since: meets.from, until })
  }
  for (const e of empty)
    if (!taken.has(e) && e.until < now)
      found.push({ did: 'entered', since: e.from, until: e.until, alarmAt: lateFrom(e.from, minutes) })
  return found
}
