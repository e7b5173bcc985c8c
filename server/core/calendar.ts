/**
 * The working-day calendar of a jurisdiction (SX-05): statutory holidays, make-up workdays (调休), versioned by
 * year. A year whose notice is not published answers `known: false`; it is never taken for plain weekdays.
 */
import { Temporal } from 'temporal-polyfill'

export type DayKind = 'workday' | 'makeup' | 'weekend' | 'holiday'

/** What the calendar knows of one day. `known: false` means the notice for that year is not published. */
export type DayAnswer =
  | { known: true; kind: DayKind; working: boolean; name?: string }
  | { known: false; year: number }

/** One listed day of a notice: `off` = no work although a weekday may say so, `work` = a weekend day worked. */
export interface NoticeDay {
  date: string
  kind: 'off' | 'work'
  name: string
}

/** The days that one notice lists for one year. A higher `version` of the same year replaces a lower one. */
export interface CalendarYear {
  jurisdiction: string
  year: number
  version: number
  source: string
  days: NoticeDay[]
}

export interface Calendar {
  readonly jurisdiction: string
  readonly zone: string
  /** Last year up to which every year, from the first one on, is published; 0 when there is none. */
  readonly knownUpTo: number
  day(date: Temporal.PlainDate): DayAnswer
  /** Epoch milliseconds of 00:00 of the date in the calendar's zone. */
  startOf(date: Temporal.PlainDate): number
  /** The local date in which the instant (epoch milliseconds) falls. */
  dateOf(ms: number): Temporal.PlainDate
}

export type WorkingDay = { ok: true; date: Temporal.PlainDate } | { ok: false; year: number }

interface YearTable {
  version: number
  days: Map<string, NoticeDay>
}

/**
 * Builds the calendar of `chain[0]`, e.g. `['CN-45', 'CN']`: the last entry is the national notice and decides
 * which years are known; entries before it add their own days (a regional feast) and win on the same date.
 */
export function buildCalendar(
  years: readonly CalendarYear[],
  chain: readonly string[] = ['CN'],
  zone = 'Asia/Shanghai',
): Calendar {
  const layers = chain.map(name => yearTables(years.filter(y => y.jurisdiction === name)))
  const national = layers.at(-1) ?? new Map<number, YearTable>()
  const starts = new Map<string, number>()
  const dayOf = (date: Temporal.PlainDate): DayAnswer => {
    if (!national.has(date.year)) return { known: false, year: date.year }
    const key = date.toString()
    for (const layer of layers) {
      const listed = layer.get(date.year)?.days.get(key)
      if (listed) return answer(listed)
    }
    const weekend = date.dayOfWeek > 5
    return { known: true, kind: weekend ? 'weekend' : 'workday', working: !weekend }
  }
  return {
    jurisdiction: chain[0] ?? '',
    zone,
    knownUpTo: lastOfRun([...national.keys()]),
    day: dayOf,
    startOf(date) {
      const key = date.toString()
      const seen = starts.get(key)
      if (seen !== undefined) return seen
      const ms = date.toZonedDateTime({ timeZone: zone }).epochMilliseconds
      if (starts.size > 4000) starts.clear()
      starts.set(key, ms)
      return ms
    },
    dateOf: ms => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate(),
  }
}

/** How many digits of a region's code name its province, city, district and subdistrict (GB/T 2260, GB/T 10114). */
const LEVELS = [12, 9, 6, 4, 2]

/** Whose notices hold in a jurisdiction, the nearest first: `CN-460105` → CN-460105, CN-4601, CN-46, CN. */
export function jurisdictions(of: string): string[] {
  const [nation = of, code = ''] = of.split('-')
  const levels = LEVELS.filter(n => n <= code.length).map(n => `${nation}-${code.slice(0, n)}`)
  return [...new Set([of, ...levels, nation])]
}

function answer(listed: NoticeDay): DayAnswer {
  const working = listed.kind === 'work'
  return { known: true, kind: working ? 'makeup' : 'holiday', working, name: listed.name }
}

function yearTables(years: readonly CalendarYear[]): Map<number, YearTable> {
  const tables = new Map<number, YearTable>()
  for (const y of years) {
    const old = tables.get(y.year)
    if (old && old.version >= y.version) continue
    tables.set(y.year, { version: y.version, days: new Map(y.days.map(d => [d.date, d])) })
  }
  return tables
}

/** The last year of the unbroken run that starts at the first known year: a gap must not look known. */
function lastOfRun(known: readonly number[]): number {
  const sorted = [...known].sort((a, b) => a - b)
  let last = sorted[0] ?? 0
  for (const year of sorted) if (year === last + 1) last = year
  return last
}

/** The n-th working day after `from`, which itself is not counted (民法典 201). n is at least 1. */
export function addWorkingDays(cal: Calendar, from: Temporal.PlainDate, n: number): WorkingDay {
  let date = from
  for (let left = n; left > 0; ) {
    date = date.add({ days: 1 })
    const day = cal.day(date)
    if (!day.known) return { ok: false, year: day.year }
    if (day.working) left--
  }
  return { ok: true, date }
}

/** Working days of a year, for the check against the official figure; null when the year is not published. */
export function workingDaysOfYear(cal: Calendar, year: number): number | null {
  let count = 0
  for (let d = Temporal.PlainDate.from({ year, month: 1, day: 1 }); d.year === year; d = d.add({ days: 1 })) {
    const day = cal.day(d)
    if (!day.known) return null
    if (day.working) count++
  }
  return count
}
