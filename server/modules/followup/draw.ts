/**
 * The monthly draw (S1-49..51). Pure, and simple enough to be done again by hand: sort the published list by number,
 * hash it, make the seed of it, order the numbers by the hash of seed and number, take the major ones and then the
 * first of the order until the share is reached. Nobody chooses the seed, so nobody chooses the sample.
 */
import { Temporal } from 'temporal-polyfill'
import { dayStart } from '../../core/clock.ts'
import { sha256 } from '../../core/crypto.ts'

export interface Closed {
  number: string
  major: boolean
}

export interface Placed extends Closed {
  /** 1 is the first of the drawn order. */
  place: number
  how: 'major' | 'sample' | null
}

/** How many of n the share asks for: of an odd number the half is rounded up. */
export function wanted(n: number, percent: number): number {
  return Math.ceil((n * percent) / 100)
}

const byNumber = (a: Closed, b: Closed) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0)

/** The published list as text, one line each: number, a blank, major or normal. */
export function listText(closed: readonly Closed[]): string {
  return [...closed]
    .sort(byNumber)
    .map(c => `${c.number} ${c.major ? 'major' : 'normal'}`)
    .join('\n')
}

/** SHA-256 of the list, in hex. */
export function listHash(closed: readonly Closed[]): string {
  return sha256(listText(closed)).toString('hex')
}

/** The first 16 hex digits of SHA-256 of `2026-03/2` (month and round), a line end, and the hash of the list. */
export function seedOf(month: string, round: number, hash: string): string {
  return sha256(`${month}/${round}\n${hash}`).toString('hex').slice(0, 16)
}

/** Orders by SHA-256 of seed, a line end and the number; majors are always in and count towards the share. */
export function draw(closed: readonly Closed[], seed: string, percent: number): Placed[] {
  const order = [...closed]
    .sort(byNumber)
    .map(c => ({ c, key: sha256(`${seed}\n${c.number}`).toString('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : byNumber(a.c, b.c)))
  let left = wanted(closed.length, percent) - closed.filter(c => c.major).length
  return order.map(({ c }, i) => ({
    ...c,
    place: i + 1,
    how: c.major ? 'major' : left-- > 0 ? 'sample' : null,
  }))
}

export interface Cut {
  round: number
  from: Temporal.Instant
  until: Temporal.Instant
}

/** The first instant of a month (2026-03) in a zone, and of the next one. */
export function monthSpan(month: string, zone: string): { from: Temporal.Instant; until: Temporal.Instant } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  return {
    from: dayStart(first, zone),
    until: dayStart(first.add({ months: 1 }), zone),
  }
}

/**
 * The rounds of a month: each Monday 0:00 inside it ends one, the first of the next month the last one. The times are
 * fixed by the calendar, so that nobody draws at a moment of his choice; calls spread over the month.
 */
export function cutsOf(month: string, zone: string): Cut[] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  const next = first.add({ months: 1 })
  const ends: Temporal.PlainDate[] = []
  for (
    let d = first.add({ days: (8 - first.dayOfWeek) % 7 || 7 });
    Temporal.PlainDate.compare(d, next) < 0;
    d = d.add({ days: 7 })
  )
    ends.push(d)
  const at = (d: Temporal.PlainDate) => dayStart(d, zone)
  return [...ends, next].map((end, i) => ({
    round: i + 1,
    from: at(i === 0 ? first : (ends[i - 1] ?? first)),
    until: at(end),
  }))
}

/** The month (2026-03) of an instant in a zone. */
export function monthOf(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString()
}
