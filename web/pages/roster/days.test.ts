import { expect, test } from 'vitest'
import { addDays, hoursOf, minuteOfTime, mondayOf, timeOfMinute, turnOf, within } from './days.ts'

test('days and weeks over month and year ends', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(mondayOf('2026-03-01')).toBe('2026-02-23')
  expect(mondayOf('2026-03-02')).toBe('2026-03-02')
  expect(mondayOf('2026-03-08')).toBe('2026-03-02')
})

test('a turn that ends at or before its beginning ends on the next day', () => {
  expect(turnOf('2026-03-02', '16:00', '24:00')).toEqual({
    startsAt: '2026-03-02T16:00:00+08:00',
    endsAt: '2026-03-03T00:00:00+08:00',
  })
  expect(turnOf('2026-03-02', '08:00', '08:00').endsAt).toBe('2026-03-03T08:00:00+08:00')
})

test('[S1-02] a span over midnight shows in both days, each to its own end', () => {
  const night = ['2026-03-02T12:00:00Z', '2026-03-03T00:00:00Z'] as const
  expect(within('2026-03-02', ...night)).toEqual({ from: '20:00', until: '24:00' })
  expect(within('2026-03-03', ...night)).toEqual({ from: '00:00', until: '08:00' })
  expect(within('2026-03-04', ...night)).toBeUndefined()
  expect(within('2026-03-02', '2026-03-01T16:00:00Z', null)).toEqual({ from: '00:00', until: '24:00' })
})

test('minutes of the day and time fields', () => {
  expect([timeOfMinute(0), timeOfMinute(1440), timeOfMinute(425)]).toEqual(['00:00', '24:00', '07:05'])
  expect(minuteOfTime('07:05')).toBe(425)
})

test('the hours of a turn end at 24:00, never at 00:00', () => {
  expect(hoursOf('2026-03-02T00:00:00Z', '2026-03-02T12:00:00Z')).toBe('08:00–20:00')
  expect(hoursOf('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z')).toBe('00:00–24:00')
  expect(hoursOf('2026-03-02T04:00:00Z', '2026-03-02T15:59:00Z')).toBe('12:00–23:59')
  expect(hoursOf('2026-03-02T04:00:00Z', null)).toBe('12:00–')
})
