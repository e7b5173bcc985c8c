import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basisOf, staysOf } from './plan-basis.ts'
import { plan, type Question, SLOTS, type Variant } from './plan-model.ts'
import {
  drawService,
  mD1Wait,
  mMcWait,
  quantile,
  type Service,
  serveInOrder,
  timeAbove,
} from './plan-queue.ts'
import { estimate, exponential, seeded, studentT } from './plan-random.ts'

/** Mean wait of a long run of Poisson arrivals. */
function longRun(perSecond: number, service: Service, servers: number, seed: string, cars = 400_000): number {
  const rand = seeded(seed, 1)
  const times = seeded(seed, 2)
  let t = 0
  const arrivals = Array.from({ length: cars }, () => {
    t += exponential(rand, 1 / perSecond)
    return t
  })
  const begins = serveInOrder(arrivals, servers, () => drawService(service, times))
  return arrivals.reduce((sum, at, i) => sum + (begins[i] ?? 0) - at, 0) / cars
}

describe('the queue against the textbook', () => {
  test.each([0.3, 0.5, 0.7, 0.85])(
    '[S4-06] one lane, fixed service, load %s: within 5 percent of M/D/1',
    load => {
      const perSecond = load / 6
      const seen = longRun(perSecond, { kind: 'fixed', seconds: 6 }, 1, `md1-${load}`)
      expect(Math.abs(seen / mD1Wait(perSecond, 6) - 1)).toBeLessThan(0.05)
    },
  )

  test.each([
    [1, 0.7],
    [2, 0.8],
    [3, 0.85],
    [8, 0.9],
  ])('[S4-06] %s lanes, exponential service, load %s: within 5 percent of M/M/c', (servers, load) => {
    const perSecond = (load * servers) / 10
    const seen = longRun(perSecond, { kind: 'exponential', seconds: 10 }, servers, `mmc-${servers}`)
    expect(Math.abs(seen / mMcWait(perSecond, 10, servers) - 1)).toBeLessThan(0.05)
  })

  test('the formulas themselves: known values, and no end at full load', () => {
    expect(mD1Wait(0.05, 10)).toBeCloseTo(5)
    expect(mMcWait(0.05, 10, 1)).toBeCloseTo(10)
    // Erlang C of 2 servers at 1 erlang is 1/3
    expect(mMcWait(0.1, 10, 2)).toBeCloseTo(10 / 3)
    expect(mD1Wait(0.1, 10)).toBe(Number.POSITIVE_INFINITY)
    expect(mMcWait(0.2, 10, 2)).toBe(Number.POSITIVE_INFINITY)
  })

  test('first come, first served, by hand: three cars before one lane of ten seconds', () => {
    expect(serveInOrder([0, 2, 30], 1, () => 10)).toEqual([0, 10, 30])
    expect(serveInOrder([0, 2, 4], 2, () => 10)).toEqual([0, 2, 10])
    // two wait from 4 to 10 when one lane serves 0, 2, 4
    expect(timeAbove([0, 2, 4], [0, 10, 20], 1, 0, 20)).toBeCloseTo(6 / 20)
    expect(timeAbove([0, 2, 4], [0, 10, 20], 2, 0, 20)).toBe(0)
    expect(quantile([5, 1, 3, 2, 4], 0.95)).toBe(5)
  })

  test('the band: Student 97.5 % points and a mean of five by hand', () => {
    expect(studentT(9)).toBeCloseTo(2.2622, 3)
    expect(studentT(199)).toBeCloseTo(1.972, 3)
    const e = estimate([1, 2, 3, 4, 5])
    expect(e.mean).toBe(3)
    expect(e.hi - 3).toBeCloseTo((studentT(4) * Math.sqrt(2.5)) / Math.sqrt(5), 6)
  })

  test('the 95 % band holds the true mean in about 95 of 100 runs', () => {
    const rand = seeded('coverage', 7)
    let inside = 0
    for (let n = 0; n < 400; n++) {
      const e = estimate(Array.from({ length: 30 }, () => exponential(rand, 10)))
      if (e.lo <= 10 && e.hi >= 10) inside += 1
    }
    expect(inside).toBeGreaterThan(360)
    expect(inside).toBeLessThan(398)
  })
})

const at = (text: string) => Date.parse(`${text}+08:00`) / 1000

describe('what was measured', () => {
  test('passages become stays: a lone exit was inside before, a lone entry stays', () => {
    const stays = staysOf([
      { car: 'a', at: 50, direction: 'out' },
      { car: 'a', at: 90, direction: 'in' },
      { car: 'b', at: 10, direction: 'in' },
      { car: 'b', at: 20, direction: 'in' },
      { car: 'b', at: 60, direction: 'out' },
    ])
    expect(stays).toContainEqual({ in: null, out: 50 })
    expect(stays).toContainEqual({ in: 90, out: null })
    expect(stays).toContainEqual({ in: 20, out: 60 })
    expect(stays).toContainEqual({ in: 10, out: 10 })
  })

  test('cars inside at each midnight; days that are not whole are left out', () => {
    const basis = basisOf([
      { in: null, out: at('2026-03-03T08:00') },
      { in: at('2026-03-02T18:00'), out: at('2026-03-04T07:00') },
      { in: at('2026-03-02T09:00'), out: at('2026-03-02T10:00') },
      { in: at('2026-03-05T09:00'), out: null },
    ])
    expect(basis.days.map(d => [d.date, d.work, d.inside])).toEqual([
      ['2026-03-03', true, 2],
      ['2026-03-04', true, 1],
    ])
    expect(basis.days[0]?.outs).toEqual([8 * 3600])
  })
})

/** Ten working days; every evening `evening` cars come home between 18:00 and 18:30 and leave at 7:30 the next day. */
function commuters(evening: number, inside = 0) {
  const stays = Array.from({ length: 12 }, (_, d) => d).flatMap(d => [
    ...Array.from({ length: evening }, (_, n) => ({
      in: at('2026-03-02T18:00') + d * 86_400 + (n * 1800) / evening,
      out: at('2026-03-03T07:30') + d * 86_400 + (n * 1800) / evening,
    })),
  ])
  return basisOf([...stays, ...Array.from({ length: inside }, () => ({ in: null, out: null }))])
}

const base: Variant = {
  name: '现状',
  spaces: 100,
  mechanical: 0,
  machines: 0,
  cycle: { kind: 'fixed', seconds: 120 },
  lanesIn: 1,
  lanesOut: 1,
  entry: { kind: 'fixed', seconds: 12 },
  exit: { kind: 'fixed', seconds: 12 },
  room: 4,
  growth: 0,
  standing: 0,
}
const ask = (variants: Variant[], more: Partial<Question> = {}): Question => ({
  seed: 'test',
  replications: 40,
  days: 'work',
  lookAt: 18 * 60 + 10,
  variants,
  ...more,
})

describe('what if', () => {
  const basis = commuters(160)

  test('[S4-02] 60 mechanical spaces end a shortage of 60, exactly, and no lane changes it', () => {
    const answer = plan(
      basis,
      ask([
        base,
        { ...base, name: '+60', mechanical: 60, machines: 2 },
        { ...base, name: '+59', mechanical: 59, machines: 2 },
        { ...base, name: '+1 lane', lanesIn: 2 },
      ]),
    )
    const most = answer.variants.map(v => v.figures.shortMost.mean)
    expect(most).toEqual([60, 0, 1, 60])
    expect(answer.variants[1]?.change.shortMost).toEqual({ mean: -60, lo: -60, hi: -60 })
  })

  test('[S4-06] plates read instead of cards take the queue at 18:10 away; one more lane makes it smaller', () => {
    const answer = plan(
      basis,
      ask([base, { ...base, lanesIn: 2 }, { ...base, entry: { kind: 'fixed', seconds: 3 } }]),
    )
    const [cards = 0, lane = 0, plates = 0] = answer.variants.map(v => v.figures.queueIn.mean)
    // 160 cars in 1800 s before a lane of 12 s: it falls behind by 10 − … and must queue
    expect(cards).toBeGreaterThan(5)
    expect(lane).toBeLessThan(cards / 3)
    expect(plates).toBeLessThan(1)
    expect(answer.variants[1]?.change.queueIn?.hi).toBeLessThan(0)
    expect(answer.variants[0]?.figures.spill.mean).toBeGreaterThan(
      answer.variants[2]?.figures.spill.mean ?? 1,
    )
  })

  test('a mechanical garage makes its owners wait in the morning: two machines less than one', () => {
    const one = { ...base, spaces: 0, mechanical: 160, machines: 1 }
    const answer = plan(basis, ask([one, { ...one, machines: 4 }]))
    const [slow = 0, fast = 0] = answer.variants.map(v => v.figures.fetchWait.mean)
    expect(slow).toBeGreaterThan(1800)
    expect(fast).toBeLessThan(slow / 3)
    expect(answer.variants[0]?.curves.fetch.mean.length).toBe(SLOTS)
  })

  test('the same seed gives the same answer, another seed another one', () => {
    const q = ask([base], { replications: 10 })
    expect(plan(basis, q)).toEqual(plan(basis, q))
    expect(plan(basis, { ...q, seed: 'other' })).not.toEqual(plan(basis, q))
  })

  test('growth of ten percent brings that many more cars, cars that stand all day take spaces', () => {
    const answer = plan(
      basis,
      ask([base, { ...base, growth: 10 }, { ...base, standing: 5 }], { replications: 100 }),
    )
    const most = answer.variants.map(v => v.figures.shortMost.mean)
    expect(most[1]).toBeGreaterThan(70)
    expect(most[1]).toBeLessThan(82)
    expect(most[2]).toBe(65)
  })

  test('progress rises to one; no day of that kind is an error', () => {
    const told: number[] = []
    plan(basis, ask([base]), p => told.push(p))
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(() => plan(basisOf([]), ask([base]))).toThrow(RangeError)
  })
})

const norway = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/parking/residential_sessions_norway.csv')
test.skipIf(!existsSync(norway))(
  '6,878 real residential stays as arrivals (skipped when the data is not there)',
  () => {
    const stays = readFileSync(norway, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(','))
      .map(f => ({
        in: at((f[4] ?? '').replace(' ', 'T')),
        out: f[5] ? at(f[5].replace(' ', 'T')) : null,
      }))
    const basis = basisOf(stays)
    expect(basis.stays).toBeGreaterThan(6000)
    const most = Math.max(...basis.days.map(d => d.inside))
    const answer = plan(
      basis,
      ask(
        [
          { ...base, spaces: 10 },
          { ...base, spaces: 10, mechanical: 60, machines: 2 },
        ],
        {
          days: 'all',
          replications: 200,
        },
      ),
    )
    const [now, more] = answer.variants
    expect(now?.figures.shortMost.mean).toBeGreaterThan(0)
    expect(now?.figures.shortMost.mean).toBeLessThan(most)
    expect(more?.figures.shortMost.mean).toBeLessThan(now?.figures.shortMost.mean ?? 0)
    expect(now?.figures.queueIn.lo).toBeLessThanOrEqual(now?.figures.queueIn.mean ?? -1)
  },
)
