import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capital, receiptNumber, shares, stateOf } from './rules.ts'

test('a sum is written in the signs of a receipt', () => {
  const cases: [number, string][] = [
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [100, '壹元整'],
    [1005, '壹拾元零伍分'],
    [123456, '壹仟贰佰叁拾肆元伍角陆分'],
    [10_000_00, '壹万元整'],
    [10_050_00, '壹万零伍拾元整'],
    [102_000_00, '壹拾万贰仟元整'],
    [100_002_000_00, '壹亿零贰仟元整'],
    [1_000_000_100_00, '壹拾亿零壹佰元整'],
    [-5000, '负伍拾元整'],
  ]
  for (const [fen, words] of cases) expect(capital(fen), String(fen)).toBe(words)
})

test('[S8-06] the shares of a payment sum to it and never settle more than is open', () => {
  const due = fc.record({
    id: fc.uuid(),
    amount: fc.integer({ min: 1, max: 10_000_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(due, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, part) => {
        const charges = list.map(c => ({ id: c.id, amount: c.amount, paid: Math.floor(c.amount * c.part) }))
        const open = charges.reduce((sum, c) => sum + c.amount - c.paid, 0)
        const amount = Math.min(open, Math.max(1, Math.floor(open * part)))
        if (open === 0) return
        const made = shares(charges, amount)
        expect(made.reduce((sum, s) => sum + s.amount, 0)).toBe(amount)
        for (const [at, s] of made.entries()) {
          const c = charges.find(x => x.id === s.chargeId)!
          expect(s.amount).toBeGreaterThan(0)
          expect(s.amount).toBeLessThanOrEqual(c.amount - c.paid)
          // each is settled before the next
          if (at < made.length - 1) expect(s.amount).toBe(c.amount - c.paid)
        }
      },
    ),
  )
})

test('a charge is open, partly paid, paid, reversed, or itself a correction', () => {
  const c = { amount: 100, paid: 0, reversed: false, reverses: null }
  expect(stateOf(c)).toBe('open')
  expect(stateOf({ ...c, paid: 99 })).toBe('part')
  expect(stateOf({ ...c, paid: 100 })).toBe('paid')
  expect(stateOf({ ...c, reversed: true })).toBe('reversed')
  expect(stateOf({ ...c, amount: -100, reverses: 'x' })).toBe('correction')
  expect(receiptNumber(2026, 42)).toBe('2026-000042')
})
