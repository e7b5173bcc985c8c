/** Days and hours of the estate's zone (Asia/Shanghai, no summer time) as text: 2026-03-02, 08:00. */

const DAY_MS = 86_400_000
const OFFSET_MS = 8 * 3_600_000

/** 2026-03-02 and so many days. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

/** The instant of an hour of a day, as the server reads it. */
export function instantOf(day: string, time: string): string {
  return `${day}T${time}:00+08:00`
}

/** A turn from one time to another: one that ends at or before it begins ends on the next day. */
export function turnOf(day: string, from: string, until: string): { startsAt: string; endsAt: string } {
  if (until === '24:00')
    return { startsAt: instantOf(day, from), endsAt: instantOf(addDays(day, 1), '00:00') }
  const ends = until <= from ? addDays(day, 1) : day
  return { startsAt: instantOf(day, from), endsAt: instantOf(ends, until) }
}

/** The part of a span that lies in a day, as hours of that day; 24:00 is its end. Nothing when it lies elsewhere. */
export function within(
  day: string,
  from: string,
  until: string | null,
): { from: string; until: string } | undefined {
  const start = Date.parse(`${day}T00:00:00Z`) - OFFSET_MS
  const end = start + DAY_MS
  const a = Math.max(Date.parse(from), start)
  const b = Math.min(until === null ? end : Date.parse(until), end)
  if (a >= b) return undefined
  const time = (ms: number) => (ms === end ? '24:00' : new Date(ms + OFFSET_MS).toISOString().slice(11, 16))
  return { from: time(a), until: time(b) }
}

/** The hours of a turn: 08:00–20:00; one that ends at midnight ends at 24:00; one without an end stays open. */
export function hoursOf(from: string, until: string | null): string {
  const time = (instant: string) => new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(11, 16)
  if (until === null) return `${time(from)}–`
  return `${time(from)}–${time(until) === '00:00' ? '24:00' : time(until)}`
}

/** Minutes of the day as text; the end of the day is 24:00. */
export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

export function minuteOfTime(time: string): number {
  const [h = '0', m = '0'] = time.split(':')
  return Number(h) * 60 + Number(m)
}
