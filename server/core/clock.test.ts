import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { dayEnd, dayStart, instantText, passInstant, readInstant } from './clock.ts'

const ms = fc.integer({ min: Date.UTC(-1, 0, 1), max: Date.UTC(12_000, 0, 1) })

test('instantText writes what Instant.toString writes, at every millisecond', () => {
  fc.assert(
    fc.property(ms, at => {
      const instant = Temporal.Instant.fromEpochMilliseconds(at)
      expect(instantText(instant)).toBe(instant.toString())
    }),
  )
  for (const text of [
    '2026-03-02T01:00:00Z',
    '2026-03-02T01:00:00.1Z',
    '2026-03-02T01:00:00.12Z',
    '1970-01-01T00:00:00.000001Z',
  ])
    expect(instantText(Temporal.Instant.from(text))).toBe(text)
})

test('readInstant reads, and passInstant hands on, every form PostgreSQL writes in UTC', () => {
  for (const [text, same] of [
    ['2026-03-02 01:00:00+00', '2026-03-02T01:00:00Z'],
    ['2026-03-02 01:00:00.5+00', '2026-03-02T01:00:00.5Z'],
    ['2026-03-02 01:00:00.05+00', '2026-03-02T01:00:00.05Z'],
    ['2026-03-02 01:00:00.123456+00', '2026-03-02T01:00:00.123456Z'],
    ['1900-12-31 23:59:59+00', '1900-12-31T23:59:59Z'],
    ['0050-01-01 00:00:00+00', '0050-01-01T00:00:00Z'],
  ] as const)
    expect([readInstant(text).toString(), passInstant(text)]).toEqual([same, same])
})

test('a day begins at its first millisecond in the zone and ends where the next one begins', () => {
  expect(dayStart('2026-03-02').toString()).toBe('2026-03-01T16:00:00Z')
  expect(dayEnd('2026-02-28').toString()).toBe('2026-02-28T16:00:00Z')
  expect(dayEnd('2026-12-31').equals(dayStart('2027-01-01'))).toBe(true)
  // a zone that skips its midnight: the first instant that exists
  expect(dayStart('2018-11-04', 'America/Sao_Paulo').toString()).toBe('2018-11-04T03:00:00Z')
})
