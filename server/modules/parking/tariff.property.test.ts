/** What holds of every tariff and every stay: never negative, monotone, capped, and a split stay sums to the whole or says why not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TariffBody } from './contract-tariff.ts'
import { coveredUntil, feeOf, localDay, type StayInput } from './tariff.ts'

const MINUTE = 60_000
const START = Date.parse('2026-03-01T16:00:00Z')
const hhmm = fc
  .integer({ min: 0, max: 1439 })
  .map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const price = fc.integer({ min: 0, max: 3000 })

const body: fc.Arbitrary<TariffBody> = fc.record({
  freeMinutes: fc.constantFrom(0, 15, 30, 60),
  freeMode: fc.constantFrom('deducted' as const, 'lost' as const),
  unitMinutes: fc.constantFrom(15, 30, 60, 90),
  first: fc.option(fc.record({ minutes: fc.constantFrom(30, 60, 120), price })),
  periods: fc.uniqueArray(
    fc.record({ from: hhmm, price, cap: fc.option(fc.integer({ min: 3000, max: 9000 })) }),
    {
      minLength: 1,
      maxLength: 4,
      selector: p => p.from,
    },
  ),
  cap: fc.record({
    kind: fc.constantFrom('none' as const, 'rolling24' as const, 'calendar_day' as const),
    amount: fc.integer({ min: 3000, max: 20_000 }),
  }),
  entriesCap: fc.option(fc.integer({ min: 0, max: 20_000 })),
  bigPercent: fc.integer({ min: 100, max: 300 }),
  nev: fc.record({ percent: fc.integer({ min: 0, max: 100 }), freeMinutes: fc.constantFrom(0, 60) }),
  disabled: fc.record({ percent: fc.integer({ min: 0, max: 100 }), freeMinutes: fc.constantFrom(0, 120) }),
  graceMinutes: fc.constant(15),
  roundTo: fc.constantFrom(1, 10, 50, 100),
  monthly: fc.constant(null),
  noEntry: fc.constant(0),
})
const offset = fc.integer({ min: 0, max: 3 * 1440 })
const length = fc.integer({ min: 0, max: 5 * 1440 })
const traits = fc.record({
  big: fc.boolean(),
  nev: fc.boolean(),
  disabled: fc.boolean(),
  couponMinutes: fc.constantFrom(0, 60),
  couponAmount: fc.constantFrom(0, 500),
})
const one = (b: TariffBody, from = 0) => ({ from, name: '', body: b })
const stay = (begin: number, minutes: number, more: Partial<StayInput> = {}): StayInput => ({
  from: START + begin * MINUTE,
  to: START + (begin + minutes) * MINUTE,
  ...more,
})

test('never negative, whole fen, and the steps add up to the total', () => {
  fc.assert(
    fc.property(body, offset, length, traits, (b, begin, minutes, more) => {
      const fee = feeOf([one(b)], stay(begin, minutes, more))
      expect(fee.total).toBeGreaterThanOrEqual(0)
      expect(Number.isInteger(fee.total)).toBe(true)
      const sum = fee.steps.reduce((all, s) => {
        if (s.kind === 'unit') return all + s.amount
        return s.kind === 'couponAmount' || s.kind === 'round' ? all - s.amount : all
      }, 0)
      expect(sum).toBe(fee.total)
    }),
    { numRuns: 400 },
  )
})

test('monotone: a longer stay never costs less, also over a change of tariff', () => {
  fc.assert(
    fc.property(
      body,
      body,
      offset,
      length,
      fc.integer({ min: 1, max: 600 }),
      offset,
      traits,
      (a, b, begin, minutes, longer, change, more) => {
        const versions = [one(a), one(b, START + change * MINUTE)]
        const short = feeOf(versions, stay(begin, minutes, more)).total
        // the discount of the coupon and the rounding are of the first tariff's form; both keep the order
        const long = feeOf(versions, stay(begin, minutes + longer, more)).total
        expect(long).toBeGreaterThanOrEqual(short)
      },
    ),
    { numRuns: 400 },
  )
})

test('the cap is kept: no 24 hours from the entry and no calendar day cost more', () => {
  fc.assert(
    fc.property(body, offset, length, (b, begin, minutes) => {
      const s = stay(begin, minutes)
      const fee = feeOf([one(b)], s)
      const days = Math.ceil((s.to - s.from) / 86_400_000)
      if (b.cap.kind === 'rolling24') expect(fee.total).toBeLessThanOrEqual(days * b.cap.amount)
      for (const ofDay of Object.values(fee.byDay)) {
        if (b.cap.kind === 'calendar_day') expect(ofDay).toBeLessThanOrEqual(b.cap.amount)
        if (b.entriesCap !== null) expect(ofDay).toBeLessThanOrEqual(b.entriesCap)
      }
    }),
    { numRuns: 400 },
  )
})

test('over all entries of a day no more than its cap', () => {
  fc.assert(
    fc.property(
      body,
      fc.integer({ min: 0, max: 9000 }),
      fc.array(fc.integer({ min: 10, max: 200 }), { minLength: 2, maxLength: 6 }),
      (b, cap, stays) => {
        const prior: Record<string, number> = {}
        let begin = 0
        for (const minutes of stays) {
          const fee = feeOf([one({ ...b, entriesCap: cap })], stay(begin, minutes, { prior: { ...prior } }))
          for (const [day, fen] of Object.entries(fee.byDay)) prior[day] = (prior[day] ?? 0) + fen
          begin += minutes + 5
        }
        for (const spent of Object.values(prior)) expect(spent).toBeLessThanOrEqual(cap)
      },
    ),
    { numRuns: 200 },
  )
})

test('an equal tariff that takes effect in the middle changes nothing', () => {
  fc.assert(
    fc.property(body, offset, length, offset, traits, (b, begin, minutes, change, more) => {
      const s = stay(begin, minutes, more)
      expect(feeOf([one(b), one({ ...b }, START + change * MINUTE)], s).total).toBe(feeOf([one(b)], s).total)
    }),
    { numRuns: 400 },
  )
})

/** Without free minutes, first stretch, caps and rounding a unit is all there is to a price. */
const bare = body.map(b => ({
  ...b,
  freeMinutes: 0,
  first: null,
  cap: { kind: 'none' as const, amount: 0 },
  entriesCap: null,
  roundTo: 1,
  periods: b.periods.map(p => ({ ...p, cap: null })),
}))

test('a stay split where a unit ends sums to the whole', () => {
  fc.assert(
    fc.property(bare, offset, length, fc.integer({ min: 1, max: 20 }), (b, begin, minutes, units) => {
      const cut = Math.min(units * b.unitMinutes, minutes)
      fc.pre(cut % b.unitMinutes === 0)
      const parts =
        feeOf([one(b)], stay(begin, cut)).total + feeOf([one(b)], stay(begin + cut, minutes - cut)).total
      expect(parts).toBe(feeOf([one(b)], stay(begin, minutes)).total)
    }),
    { numRuns: 300 },
  )
})

test('split anywhere at one price, the parts cost the whole or one unit more, which the steps show', () => {
  fc.assert(
    fc.property(bare, offset, length, length, (b, begin, minutes, first) => {
      const flat = { ...b, periods: b.periods.slice(0, 1) }
      const cut = Math.min(first, minutes)
      const whole = feeOf([one(flat)], stay(begin, minutes))
      const [a, c] = [
        feeOf([one(flat)], stay(begin, cut)),
        feeOf([one(flat)], stay(begin + cut, minutes - cut)),
      ]
      const count = (f: typeof whole) => f.steps.reduce((n, s) => n + (s.kind === 'unit' ? s.units : 0), 0)
      const extra = count(a) + count(c) - count(whole)
      expect(extra === 0 || extra === 1).toBe(true)
      expect(a.total + c.total - whole.total).toBe(extra * flat.periods[0]!.price)
    }),
    { numRuns: 300 },
  )
})

test('up to the covered instant nothing more is owed, a millisecond later something is', () => {
  fc.assert(
    fc.property(body, offset, length, (b, begin, minutes) => {
      const s = stay(begin, minutes)
      const paid = feeOf([one(b)], s).total
      const until = coveredUntil([one(b)], s, paid)
      expect(feeOf([one(b)], { ...s, to: until }).total).toBe(paid)
      if (until < s.to + 31 * 86_400_000)
        expect(feeOf([one(b)], { ...s, to: until + 1 }).total).toBeGreaterThan(paid)
    }),
    { numRuns: 200 },
  )
})

test('days are of the estate, not of UTC', () => {
  expect(localDay(Date.parse('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01')
  expect(localDay(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02')
})
