import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { buildCalendar, type CalendarYear, type NoticeDay } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { moved } from './calendar-change.ts'
import { type Promised, start } from './clocks.ts'
import type { PromiseRow } from './promise-rule.ts'

const hours = { from: '09:00', to: '18:00' }
const at = (s: string) =>
  Temporal.PlainDateTime.from(s.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').toInstant()
const local = (p: Promised | null) =>
  p?.dueAt?.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')
const rule = (over: Partial<PromiseRow>): PromiseRow => ({
  ...{ id: 'r', jurisdiction: 'CN', estateId: null, level: null, kind: 'complaint', class: 'common_repair' },
  ...{ clock: 'resolve', startsAt: 'received', chosen: false, max: null, overPolicy: 'refuse' },
  ...{ soonMinutes: 5, escalateMinutes: 5, unit: 'workingDays', amount: 3 },
  ...{ validFrom: '2020-01-01', validTo: null, source: 't' },
  ...over,
})
const packaged = packagedYears()
const before = buildCalendar(packaged)
const with2026 = (change: (days: NoticeDay[]) => NoticeDay[]) => {
  const old = packaged.find(y => y.year === 2026) as CalendarYear
  return buildCalendar([...packaged, { ...old, version: 1, days: change(old.days) }])
}
const off = (...dates: string[]) =>
  with2026(days => [...days, ...dates.map(date => ({ date, kind: 'off' as const, name: '抗战纪念' }))])
const begin = (over: Partial<PromiseRow> = {}, cal = before) =>
  start([rule(over)], at('2026-03-02 10:00'), 1, { cal, hours }, () => 'p')[0] as Promised
const move = (p: Promised, cal: ReturnType<typeof off>, now: string, from = before) =>
  moved(p, [], from, { cal, hours }, at(now))

describe('[SX-05] a notice that replaces a known year', () => {
  it('moves a running promise by exactly the day it takes away, to the millisecond of its 24:00', () => {
    const p = begin()
    expect(local(p)).toBe('2026-03-06 00:00:00')
    expect(local(move(p, off('2026-03-04'), '2026-03-03 09:00'))).toBe('2026-03-07 00:00:00')
    // the last day itself counts, the day after it no more; nor the start day, which is not counted anyway
    expect(local(move(p, off('2026-03-05'), '2026-03-03 09:00'))).toBe('2026-03-07 00:00:00')
    expect(move(p, off('2026-03-06'), '2026-03-03 09:00')).toBeNull()
    expect(move(p, off('2026-03-02'), '2026-03-03 09:00')).toBeNull()
    // over a weekend: Friday off as well
    expect(local(move(p, off('2026-03-05', '2026-03-06'), '2026-03-03 09:00'))).toBe('2026-03-10 00:00:00')
  })
  it('leaves what counts by the clock, what is met and what was stopped', () => {
    const cal = off('2026-03-04')
    expect(move(begin({ unit: 'days24', amount: 3 }), cal, '2026-03-03 09:00')).toBeNull()
    expect(move(begin({ unit: 'minutes', amount: 4320 }), cal, '2026-03-03 09:00')).toBeNull()
    const frames = [{ from: '09:00', to: '18:00' }]
    expect(move(begin({ unit: 'minutes', amount: 1500, frames }), cal, '2026-03-03 09:00')).toBeNull()
    // 8 h on the 2nd, 9 on the 3rd, 8 on the 4th: at 17:00 there, or on the 5th when the 4th is off
    const working = begin({ unit: 'minutes', amount: 1500, frames, frameDays: 'working' })
    expect(local(working)).toBe('2026-03-04 17:00:00')
    expect(local(move(working, cal, '2026-03-03 09:00'))).toBe('2026-03-05 17:00:00')
    expect(move({ ...begin(), metAt: at('2026-03-03 08:00') }, cal, '2026-03-03 09:00')).toBeNull()
    expect(move({ ...begin(), stoppedAt: at('2026-03-03 08:00') }, cal, '2026-03-03 09:00')).toBeNull()
  })
  it('gives a limit that was too long back, but never into the past', () => {
    const long = off('2026-03-04')
    const p = begin({}, long)
    expect(local(p)).toBe('2026-03-07 00:00:00')
    const back = (now: string, q = p) =>
      move(
        q,
        with2026(d => d),
        now,
        long,
      )
    expect(local(back('2026-03-05 23:59:59.999'))).toBe('2026-03-06 00:00:00')
    // at the new limit it is still in time; a millisecond later it ends with the day, which is the old limit here
    expect(local(back('2026-03-06 00:00'))).toBe('2026-03-06 00:00:00')
    expect(back('2026-03-06 00:00:00.001')).toBeNull()
    // two days too long: the day of the recount is the last
    const longer = off('2026-03-04', '2026-03-05')
    const q = begin({}, longer)
    expect(local(q)).toBe('2026-03-10 00:00:00')
    expect(
      local(
        move(
          q,
          with2026(d => d),
          '2026-03-06 08:00',
          longer,
        ),
      ),
    ).toBe('2026-03-07 00:00:00')
  })
  it('what was late and stays late keeps the limit it broke; what is in time by the new one is late no more', () => {
    const p = begin()
    const cal = off('2026-03-04')
    expect(local(move(p, cal, '2026-03-06 10:00'))).toBe('2026-03-07 00:00:00')
    expect(local(move(p, cal, '2026-03-07 00:00'))).toBe('2026-03-07 00:00:00')
    expect(move(p, cal, '2026-03-07 00:00:00.001')).toBeNull()
  })
  it('waits when the new days push it into a year that is not published, and is set when that year is', () => {
    const late = start(
      [rule({ amount: 1 })],
      at('2026-12-30 10:00'),
      1,
      { cal: before, hours },
      () => 'p',
    )[0]!
    expect(local(late)).toBe('2027-01-01 00:00:00')
    const waits = move(late, off('2026-12-31'), '2026-12-30 11:00')
    expect(waits).toMatchObject({ dueAt: null, unpublishedYear: 2027, nextAlarmAt: null })
    const next: CalendarYear = { jurisdiction: 'CN', year: 2027, version: 1, source: 't', days: [] }
    const gone = packaged.find(y => y.year === 2026) as CalendarYear
    const short = {
      ...gone,
      version: 1,
      days: [...gone.days, { date: '2026-12-31', kind: 'off', name: '' }],
    } as CalendarYear
    const was = buildCalendar([...packaged, short])
    const now = buildCalendar([...packaged, short, next])
    expect(local(move(waits!, now, '2026-12-30 12:00', was))).toBe('2027-01-02 00:00:00')
  })
})
