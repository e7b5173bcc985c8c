import { expect, test } from 'vitest'
import { Demand } from './demand.ts'

test('the rate is that of the last whole span, and nothing after a quiet one', () => {
  let now = 0
  const demand = new Demand(() => now)
  for (let n = 0; n < 100; n++) demand.came()
  expect(demand.perSecond()).toBe(0)
  now = 250
  expect(demand.perSecond()).toBe(400)
  now = 499
  expect(demand.perSecond()).toBe(400)
  now = 500
  expect(demand.perSecond()).toBe(0)
  demand.came()
  now = 1000
  expect(demand.perSecond()).toBe(0)
})
