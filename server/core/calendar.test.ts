import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, buildCalendar, workingDaysOfYear } from './calendar.ts'
import { noticeLines, noticeOfRows } from './calendar-notice.ts'
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

describe('a notice in the form it comes in', () => {
  const official = `国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`

  it('[SX-05] the official text of 2026 gives the very days that are packaged', () => {
    const got = notice(noticeLines(official))
    expect(got.ok).toBe(true)
    if (!got.ok) return
    const packaged = packagedYears().find(y => y.year === 2026)
    const key = (days: readonly { date: string; kind: string }[]) =>
      days.map(d => `${d.date} ${d.kind}`).sort()
    expect(key(got.year.days)).toEqual(key(packaged?.days ?? []))
    expect(workingDaysOfYear(buildCalendar([got.year]), 2026)).toBe(248)
  })

  it('[SX-05] a stretch that begins in the old year gives the days of its own year only', () => {
    const got = noticeLines(
      '2023年放假安排：元旦：2022年12月31日至2023年1月2日放假，共3天。国庆节：10月1日至6日放假。',
    )
    expect(got.split('\n')[0]).toBe('2023-01-01,元旦,off')
    expect(got).not.toContain('2022')
    expect(noticeLines('2018年，元旦：12月30日至1月1日放假').split('\n')).toEqual(['2018-01-01,元旦,off'])
  })

  it.each([
    [
      'JSON of a public list',
      '{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"国庆节","date":"2027-10-01","isOffDay":true}]}',
    ],
    ['a table with other date forms', '日期,名称,类型\n2027/1/1,元旦,放假\n2027年10月1日,国庆节,休'],
    ['tabs', '2027-01-01\t元旦\toff\n2027.10.01\t国庆节\t休息'],
  ])('[SX-05] %s is read', (_name, text) => {
    const got = notice(noticeLines(text).replace(/^日期.*\n/, ''))
    expect(got).toMatchObject({
      ok: true,
      year: { year: 2027, days: [{ date: '2027-01-01' }, { date: '2027-10-01' }] },
    })
  })

  it('rows of a spreadsheet are read with their header', () => {
    const rows = [
      ['日期', '节日', '安排'],
      ['2027-01-01', '元旦', '放假'],
      ['', '', ''],
      ['2027-10-01', '国庆节', '放假'],
    ]
    expect(notice(noticeOfRows(rows))).toMatchObject({ ok: true, year: { year: 2027 } })
  })
})
