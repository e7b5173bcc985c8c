import { expect, test } from 'vitest'
import { EdgeClock } from './clock.ts'

test('[SX-06] a clock of the PC that jumps moves nothing; the server’s time runs on', () => {
  let wall = 1_000_000
  let counter = 0
  const clock = new EdgeClock(0, { counter: () => counter, wall: () => wall })
  counter = 100
  wall += 100
  expect(clock.hear(5_000_000, 60)).toBe(5_000_020 - 1_000_100)
  expect(clock.now()).toBe(5_000_020)
  wall = 0
  counter += 60_000
  expect(clock.now()).toBe(5_060_020)
})

test('before a word of the server: the PC’s clock with the last difference; a slow answer does not spoil a good one', () => {
  let counter = 0
  const clock = new EdgeClock(500, { counter: () => counter, wall: () => 1000 })
  expect(clock.now()).toBe(1500)
  counter = 10
  clock.hear(9000, 10)
  counter = 5000
  clock.hear(99_000, 1000)
  expect(clock.now()).toBe(9000 + 4990)
})
