/** The city of 5,000 estates and 10,000 terminals; a short form in every run, the whole under ANJU_LONG=1. */
import { expect, test } from 'vitest'
import { type CityPlan, type Fault, scaleOf } from './city.ts'
import { liveCity } from './city-live.ts'

const days = { hours: 72, perTerminalDay: 18 }
const whole: CityPlan = { estates: 5000, terminals: 10_000, ...days }
const short: CityPlan = { estates: 100, terminals: 200, ...days }

test('[SX-13] [S6-48] a city with broken lines and wrong clocks: nothing lost, nothing twice, each level the sum below, after every hour', async () => {
  const plan = process.env.ANJU_LONG ? whole : short
  const course = await liveCity('city-1', plan)
  process.stdout.write(
    `${JSON.stringify({ city: plan, scale: Math.round(scaleOf(plan) * 10) / 10, ...course })}\n`,
  )
  expect(course.broken).toEqual([])
  expect(course.hours).toBeGreaterThan(plan.hours)
  // the days had what they are to prove
  expect(course.made).toBeGreaterThan(plan.terminals * 45)
  expect(course.stored).toBe(course.made)
  expect(course.waiting).toBe(0)
  expect(course.outages).toBeGreaterThan(plan.terminals)
  expect(course.repeats).toBeGreaterThan(course.made / 50)
  expect(course.late).toBeGreaterThan(course.made / 50)
  expect(course.beyondTwoDays).toBeGreaterThan(0)
  expect(course.afterSubmission).toBeGreaterThan(0)
}, 1_800_000)

const notices: Record<Fault, string> = {
  forgets_ids: 'nothing twice',
  drops_unheard: 'nothing lost',
  overtakes: 'in order',
  believes_any_clock: 'a right clock is believed for two days',
  counts_twice: 'no record counts to two days',
}

test.each(Object.entries(notices))(
  '[SX-13] a city that %s is found by its promise',
  async (fault, promise) => {
    const plan = { ...short, estates: 20, terminals: 40, fault: fault as Fault }
    const { broken } = await liveCity('city-2', plan)
    expect(broken.some(line => line.startsWith(promise))).toBe(true)
  },
)
