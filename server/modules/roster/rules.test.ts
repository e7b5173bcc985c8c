import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alarmOrder, coverSpans, emptySince, gaps, isUnattended, merge } from './rules.ts'

const ZONE = 'Asia/Shanghai'
const at = (text: string) => Date.parse(text)
const ALWAYS = [{ from: 0, until: 1440 }]
/** 07:00–21:00 of the local day. */
const DAY = [{ from: 420, until: 1260 }]

const watch = (covers = ALWAYS, more: Partial<Parameters<typeof emptySince>[0]> = {}) => ({
  covers,
  zone: ZONE,
  openedAt: at('2026-03-01T00:00:00+08:00'),
  present: 0,
  lastOutAt: null,
  ...more,
})

test('[S6-45] a post empty for exactly the limit is kept, one millisecond more is unattended', () => {
  const left = at('2026-03-02T10:00:00.000+08:00')
  const since = emptySince(watch(ALWAYS, { lastOutAt: left }), left + 600_000)
  expect(since).toBe(left)
  expect(isUnattended(since, 10, left + 600_000)).toBe(false)
  expect(isUnattended(since, 10, left + 600_001)).toBe(true)
  expect(isUnattended(since, 0, left)).toBe(false)
  expect(isUnattended(since, 0, left + 1)).toBe(true)
})

test('[S6-45] a post is empty only while it should be covered, and only since its cover began', () => {
  const yesterday = watch(DAY, { lastOutAt: at('2026-03-01T21:00:00+08:00') })
  expect(emptySince(yesterday, at('2026-03-02T06:59:59.999+08:00'))).toBeNull()
  const opens = at('2026-03-02T07:00:00.000+08:00')
  expect(emptySince(yesterday, opens)).toBe(opens)
  expect(emptySince(yesterday, at('2026-03-02T20:59:59.999+08:00'))).toBe(opens)
  expect(emptySince(yesterday, at('2026-03-02T21:00:00.000+08:00'))).toBeNull()
  expect(emptySince(watch(DAY, { present: 1 }), opens)).toBeNull()
})

test('[S6-45] cover over midnight is one stretch; cover around the clock counts from who left last', () => {
  const night = [
    { from: 0, until: 360 },
    { from: 1320, until: 1440 },
  ]
  expect(emptySince(watch(night), at('2026-03-05T03:00:00+08:00'))).toBe(at('2026-03-04T22:00:00+08:00'))
  const left = at('2026-03-01T20:00:00+08:00')
  expect(emptySince(watch(ALWAYS, { lastOutAt: left }), at('2026-03-20T00:00:00+08:00'))).toBe(left)
  expect(emptySince(watch(ALWAYS), at('2026-03-20T00:00:00+08:00'))).toBe(at('2026-03-01T00:00:00+08:00'))
})

test('[S1-02] a lobby covered 00:00–24:00 wants every minute of the day, and one missing minute is a gap', () => {
  const from = at('2026-03-02T00:00:00+08:00')
  const until = at('2026-03-03T00:00:00+08:00')
  const wanted = coverSpans(ALWAYS, from, until, ZONE)
  expect(wanted).toEqual([{ from, until }])
  const noon = at('2026-03-02T12:00:00+08:00')
  expect(
    gaps(wanted, [
      { from: from - 3_600_000, until: noon },
      { from: noon, until },
    ]),
  ).toEqual([])
  expect(
    gaps(wanted, [
      { from, until: noon },
      { from: noon + 60_000, until },
    ]),
  ).toEqual([{ from: noon, until: noon + 60_000 }])
})

test('[S1-02] gaps and what is had together are exactly what is wanted', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
    .map(([from, long]) => ({ from, until: from + long }))
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), fc.array(span, { maxLength: 6 }), (wanted, had) => {
      const inside = (spans: { from: number; until: number }[], x: number) =>
        spans.some(s => s.from <= x && x < s.until)
      const holes = gaps(wanted, had)
      for (let x = 0; x < 270; x++) expect(inside(holes, x)).toBe(inside(wanted, x) && !inside(had, x))
      expect(merge(holes)).toEqual(holes)
    }),
  )
})

test('[SX-09] the order of alarm names each person once: on duty, superiors, management', () => {
  const d = (id: string, superior: string | null) => ({
    account_id: id,
    name: id,
    superior_id: superior,
    superior_name: superior,
  })
  const order = alarmOrder([d('a', 's'), d('b', 'm')], [d('m', 'top'), d('a', null)])
  expect(order.map(p => `${p.accountId}:${p.step}`)).toEqual([
    'a:first',
    'b:first',
    's:superior',
    'm:superior',
    'top:manager',
  ])
  expect(alarmOrder([], [])).toEqual([])
})
