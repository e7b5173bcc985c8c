import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, buildCalendar, workingDaysOfYear } from './calendar.ts'
import { packagedYears, parseNotice } from './calendar-years.ts'

const cal = buildCalendar(packagedYears())
const d = (s: string) => Temporal.PlainDate.from(s)
const notice = (text: string) => parseNotice(text, { jurisdiction: 'CN', version: 1, source: 'test' })

describe('working-day calendar', () => {
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('[SX-05] %i has %i working days', (year, days) => {
    expect(workingDaysOfYear(cal, year)).toBe(days)
  })

  it.each([
    ['2025-01-26', true, 'makeup'],
    ['2025-01-27', true, 'workday'],
    ['2025-01-28', false, 'holiday'],
    ['2025-02-08', true, 'makeup'],
    ['2025-04-27', true, 'makeup'],
    ['2025-05-05', false, 'holiday'],
    ['2025-09-28', true, 'makeup'],
    ['2025-10-08', false, 'holiday'],
    ['2025-10-11', true, 'makeup'],
    ['2026-01-04', true, 'makeup'],
    ['2026-02-14', true, 'makeup'],
    ['2026-02-23', false, 'holiday'],
    ['2026-02-28', true, 'makeup'],
    ['2026-05-09', true, 'makeup'],
    ['2026-09-20', true, 'makeup'],
    ['2026-10-10', true, 'makeup'],
    ['2026-10-11', false, 'weekend'],
  ])('[SX-05] %s working %s as %s', (date, working, kind) => {
    expect(cal.day(d(date))).toMatchObject({ known: true, working, kind })
  })

  it('[SX-05] an unpublished year says so and is never a silent workday', () => {
    expect(cal.knownUpTo).toBe(2026)
    expect(cal.day(d('2027-01-04'))).toEqual({ known: false, year: 2027 })
    expect(addWorkingDays(cal, d('2026-12-30'), 1)).toMatchObject({ ok: true })
    expect(addWorkingDays(cal, d('2026-12-30'), 2)).toEqual({ ok: false, year: 2027 })
    expect(workingDaysOfYear(cal, 2027)).toBeNull()
  })

  it('[SX-05] the start day is not counted and make-up days count, over National Day 2025', () => {
    const at = (from: string, n: number) => {
      const r = addWorkingDays(cal, d(from), n)
      return r.ok ? r.date.toString() : r.year
    }
    expect(at('2025-09-26', 1)).toBe('2025-09-28')
    expect(at('2025-09-30', 1)).toBe('2025-10-09')
    expect(at('2025-09-30', 3)).toBe('2025-10-11')
    expect(at('2025-10-04', 3)).toBe('2025-10-11')
    expect(at('2025-12-30', 3)).toBe('2026-01-05')
  })

  it('[SX-05] a gap between known years is not known', () => {
    const gap = buildCalendar(packagedYears().filter(y => y.year !== 2025))
    expect(gap.knownUpTo).toBe(2024)
    expect(gap.day(d('2025-03-03'))).toEqual({ known: false, year: 2025 })
  })

  it('[SX-05] a regional feast counts only in its own region', () => {
    const days = [{ date: '2026-04-17', kind: 'off' as const, name: '三月三' }]
    const all = [...packagedYears(), { jurisdiction: 'CN-45', year: 2026, version: 1, source: 't', days }]
    expect(buildCalendar(all, ['CN-45', 'CN']).day(d('2026-04-17'))).toMatchObject({ working: false })
    expect(buildCalendar(all, ['CN']).day(d('2026-04-17'))).toMatchObject({ working: true })
  })

  it('knows the local midnight of its zone', () => {
    expect(cal.startOf(d('2026-01-01'))).toBe(Temporal.Instant.from('2025-12-31T16:00:00Z').epochMilliseconds)
    expect(cal.dateOf(Temporal.Instant.from('2025-12-31T15:59:59.999Z').epochMilliseconds).toString()).toBe(
      '2025-12-31',
    )
  })
})

describe('uploaded notice', () => {
  it('[SX-05] makes the year known; a later version replaces it', () => {
    const got = notice('2027-01-01,元旦,off\n2027-01-03\t班\t元旦\n2027-10-01，国庆节，休\n')
    if (!got.ok) throw new Error(got.error)
    const next = buildCalendar([...packagedYears(), got.year])
    expect(next.knownUpTo).toBe(2027)
    expect(next.day(d('2027-01-01'))).toMatchObject({ working: false, name: '元旦' })
    expect(next.day(d('2027-01-03'))).toMatchObject({ working: true, kind: 'makeup' })
    const second = buildCalendar([
      ...packagedYears(),
      { ...got.year, version: 2, days: [{ date: '2027-10-01', kind: 'off', name: '国庆节' }] },
      got.year,
    ])
    expect(second.day(d('2027-01-03'))).toMatchObject({ working: false, kind: 'weekend' })
  })

  it.each([
    ['', 'calendar.notice.empty', 0],
    ['2027-01-01,元旦,off\nhello', 'calendar.notice.line', 2],
    ['2027-02-30,春节,off', 'calendar.notice.date', 1],
    ['2027-01-01,元旦,off\n2027-01-01,元旦,off', 'calendar.notice.duplicate', 2],
    ['2027-01-04,元旦,work', 'calendar.notice.weekendWork', 1],
    ['2027-01-01,元旦,off\n2028-10-01,国庆节,off', 'calendar.notice.yearMixed', 2],
    ['2027-01-01,元旦,off', 'calendar.notice.incomplete', 0],
  ])('refuses %j with %s', (text, error, line) => {
    expect(notice(text)).toMatchObject({ ok: false, error, line })
  })
})

const listed = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/calendar/cn_holidays_2024_2026.csv')
describe.skipIf(!existsSync(listed))(
  'against the official lists (skipped without cn_holidays_2024_2026.csv)',
  () => {
    it('[SX-05] every listed day of 2024-2026 agrees, and no other day is special', () => {
      const rows = readFileSync(listed, 'utf8').trim().split(/\r?\n/).slice(1)
      const official = new Map(rows.map(r => [r.split(',')[0]!, r.split(',')[2]!]))
      expect(official.size).toBe(108)
      for (let day = d('2024-01-01'); day.year < 2027; day = day.add({ days: 1 })) {
        const want = official.get(day.toString())
        const got = cal.day(day)
        if (!got.known) throw new Error(`${day} unknown`)
        const kind =
          want === 'off' ? 'holiday' : want === 'work' ? 'makeup' : day.dayOfWeek > 5 ? 'weekend' : 'workday'
        expect([day.toString(), got.kind]).toEqual([day.toString(), kind])
      }
    })
  },
)
