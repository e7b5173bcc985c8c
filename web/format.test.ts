import { expect, test } from 'vitest'
import { date, dateTime, span, squareMetres, when, yuan } from './format.ts'

test('times are written in the estate’s zone whatever the device says', () => {
  expect(dateTime('2026-03-01T17:30:00Z')).toBe('2026-03-02 01:30')
  expect(date('2025-12-31T16:00:00Z')).toBe('2026-01-01')
})

test('when leaves out what is understood', () => {
  const now = '2026-03-02T04:00:00Z'
  expect(when('2026-03-02T00:05:00Z', now)).toBe('08:05')
  expect(when('2026-03-01T00:05:00Z', now)).toBe('03-01 08:05')
  expect(when('2025-03-01T00:05:00Z', now)).toBe('2025-03-01 08:05')
})

test('money is exact beyond what a double holds', () => {
  expect(yuan(123456)).toBe('1,234.56')
  expect(yuan(-5)).toBe('-0.05')
  expect(yuan('900719925474099301')).toBe('9,007,199,254,740,993.01')
})

test('areas and spans', () => {
  expect(squareMetres(8945)).toBe('89.45')
  expect(span(0, 'zh-CN')).toBe('0 分')
  expect(span(125 * 60_000, 'zh-CN')).toBe('2 小时 5 分')
  expect(span(1500 * 60_000, 'en')).toBe('1 d 1 h')
})
