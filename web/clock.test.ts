import { afterEach, expect, test, vi } from 'vitest'
import { learnServerTime, nowMs, sureOf } from './clock.ts'

afterEach(() => vi.useRealTimers())

const at = (text: string) => Date.parse(`2026-03-02T${text}Z`)

test('[SX-06] a device whose clock is set back without network goes on from the last answer by its steady counter', () => {
  vi.useFakeTimers({ now: at('08:00:00'), toFake: ['Date', 'performance'] })
  learnServerTime('Mon, 02 Mar 2026 09:00:00 GMT')
  expect(nowMs()).toBe(at('09:00:00'))
  vi.advanceTimersByTime(60_000)
  expect(nowMs()).toBe(at('09:01:00'))
  // two hours back by hand: the counter goes on
  vi.setSystemTime(at('06:01:00'))
  vi.advanceTimersByTime(1000)
  expect(nowMs()).toBe(at('09:01:01'))
  // set forward it is ahead, until the server says otherwise; only then may it go back
  vi.setSystemTime(at('12:00:00'))
  expect(nowMs()).toBe(at('13:00:00'))
  learnServerTime('Mon, 02 Mar 2026 09:02:00 GMT')
  expect(nowMs()).toBe(at('09:02:00'))
})

test('[SX-06, SX-13] the next record is never dated before the one in front of it', () => {
  vi.useFakeTimers({ now: at('10:00:00'), toFake: ['Date', 'performance'] })
  learnServerTime('Mon, 02 Mar 2026 10:00:00 GMT')
  sureOf(at('10:20:00'))
  expect(nowMs()).toBe(at('10:20:00'))
})
