/** Sums of figure rows: rates come from summed numerators and denominators, never from averaged rates. */
import { Temporal } from 'temporal-polyfill'
import { dayEnd, dayStart } from '../../core/clock.ts'
import { type Figure, figureValue } from '../../core/figures.ts'

export interface DaySum {
  day: string
  figure: string
  numerator: number
  denominator: number | null
}

export const TREND_DAYS = 14

/** The 14 local dates that end with this one, oldest first. */
export function trendDays(today: string): string[] {
  const last = Temporal.PlainDate.from(today)
  return Array.from({ length: TREND_DAYS }, (_, i) => last.subtract({ days: TREND_DAYS - 1 - i }).toString())
}

/** A value for each day; a day without a row, or with nothing to divide by, has none. */
export function trendOf(figure: Pick<Figure, 'key' | 'unit'>, sums: readonly DaySum[], days: string[]) {
  return days.map(day => {
    const s = sums.find(one => one.day === day && one.figure === figure.key)
    return { day, value: s ? figureValue(figure.unit, s.numerator, s.denominator) : null }
  })
}

/** Sums parts of one figure; a denominator that any part lacks is a count's. */
export function sumOf(parts: readonly { numerator: number; denominator: number | null }[]) {
  if (parts.length === 0) return null
  const denominators = parts.map(p => p.denominator).filter(d => d !== null)
  return {
    numerator: parts.reduce((n, p) => n + p.numerator, 0),
    denominator: denominators.length === 0 ? null : denominators.reduce((n, d) => n + d, 0),
  }
}

/** The local day of an instant as [from, until). */
export function dayOf(now: Temporal.Instant, zone: string, ago = 0) {
  const date = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: ago })
  return {
    date: date.toString(),
    from: dayStart(date, zone),
    until: dayEnd(date, zone),
    now,
  }
}
