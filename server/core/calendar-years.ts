/**
 * Where the calendar's years come from: the notices that the pinned package chinese-days carries, and notices
 * uploaded by an administrator. The package answers any year, also unpublished ones, with plain weekdays; so its
 * list of days is read here, never its functions.
 */
import packaged from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { Temporal } from 'temporal-polyfill'
import type { CalendarYear, NoticeDay } from './calendar.ts'

const NATIONAL_DAY = '-10-01'

/** The package's years, national jurisdiction CN, version 0. A year without its National Day is not published. */
export function packagedYears(): CalendarYear[] {
  const byYear = new Map<number, NoticeDay[]>()
  const put = (list: Record<string, string>, kind: NoticeDay['kind']) => {
    for (const [date, names] of Object.entries(list)) {
      const year = Number(date.slice(0, 4))
      const days = byYear.get(year) ?? []
      days.push({ date, kind, name: names.split(',')[1] ?? '' })
      byYear.set(year, days)
    }
  }
  put(packaged.holidays, 'off')
  put(packaged.workdays, 'work')
  return [...byYear]
    .filter(([year, days]) => days.some(d => d.date === `${year}${NATIONAL_DAY}` && d.kind === 'off'))
    .map(([year, days]) => ({ jurisdiction: 'CN', year, version: 0, source: 'chinese-days', days }))
}

export type NoticeError =
  | 'calendar.notice.empty'
  | 'calendar.notice.line'
  | 'calendar.notice.date'
  | 'calendar.notice.duplicate'
  | 'calendar.notice.weekendWork'
  | 'calendar.notice.yearMixed'
  | 'calendar.notice.incomplete'

export type Notice =
  | { ok: true; year: CalendarYear }
  | { ok: false; error: NoticeError; line: number; text: string }

/**
 * Reads an uploaded notice: one day per line, `2027-01-01,元旦,off` or `2027-02-07,春节,work` (comma or tab, order
 * free). Refused whole, with the line, when a date is no date, listed twice, of another year, when a make-up
 * workday is no weekend day, or when New Year or National Day is missing (half a notice).
 */
export function parseNotice(
  text: string,
  as: { jurisdiction: string; version: number; source: string; regional?: boolean },
): Notice {
  const days: NoticeDay[] = []
  const seen = new Set<string>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  for (const [i, raw] of lines.entries()) {
    const line = raw.trim()
    if (line === '' || /^(date\b|日期)/i.test(line)) continue
    const day = readLine(line)
    const error = typeof day === 'string' ? day : checkDay(day, days, seen)
    if (error || typeof day === 'string') {
      return { ok: false, error: error ?? 'calendar.notice.line', line: i + 1, text: line.slice(0, 80) }
    }
    seen.add(day.date)
    days.push(day)
  }
  const first = days[0]
  if (!first) return { ok: false, error: 'calendar.notice.empty', line: 0, text: '' }
  const year = Number(first.date.slice(0, 4))
  const complete = [`${year}-01-01`, `${year}${NATIONAL_DAY}`].every(d => seen.has(d))
  if (!as.regional && !complete) return { ok: false, error: 'calendar.notice.incomplete', line: 0, text: '' }
  const { jurisdiction, version, source } = as
  return { ok: true, year: { jurisdiction, year, version, source, days } }
}

function readLine(line: string): NoticeDay | NoticeError {
  const cells = line.split(/[,\t，]/).map(c => c.trim())
  const dateCell = cells.find(c => /^\d{4}-\d{2}-\d{2}$/.test(c))
  const kindCell = cells.find(c => /^(off|work|休|班)$/i.test(c))?.toLowerCase()
  if (!dateCell || !kindCell) return 'calendar.notice.line'
  try {
    Temporal.PlainDate.from(dateCell, { overflow: 'reject' })
  } catch {
    return 'calendar.notice.date'
  }
  const name = cells.find(c => c !== dateCell && c.toLowerCase() !== kindCell) ?? ''
  return { date: dateCell, kind: kindCell === 'off' || kindCell === '休' ? 'off' : 'work', name }
}

function checkDay(day: NoticeDay, days: readonly NoticeDay[], seen: ReadonlySet<string>): NoticeError | null {
  if (seen.has(day.date)) return 'calendar.notice.duplicate'
  if (days[0] && days[0].date.slice(0, 4) !== day.date.slice(0, 4)) return 'calendar.notice.yearMixed'
  const weekend = Temporal.PlainDate.from(day.date).dayOfWeek > 5
  return day.kind === 'work' && !weekend ? 'calendar.notice.weekendWork' : null
}
