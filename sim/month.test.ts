/** A month of the desk replayed twice gives the same promises, sample and report, and every promise is as it was made. */
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { stopwatch } from '../server/core/clock.ts'
import { wall } from '../server/modules/desk/promise-wall.ts'
import { rulesOf } from '../server/modules/desk/rulebook.ts'
import { getReport, getRound } from '../server/modules/followup/reads.ts'
import { deskFigures } from '../server/modules/oversight/store-desk.ts'
import { aSignature } from '../test/desk.ts'
import { anAccount, anEstate, aUnit } from '../test/factories.ts'
import { actor, testHouse } from '../test/harness.ts'
import { followMonth } from './followup.ts'
import { monthDigest, monthSnapshot, playMonth } from './month.ts'
import { brokenPromises } from './month-check.ts'
import { random } from './random.ts'
import { brokenPromises as brokenInTables } from './validators.ts'

const t = await testHouse()
const long = process.env.ANJU_LONG === '1'
const TICKETS = long ? 5000 : 300
const MONTH = '2026-02'

async function replay(seed: string, tickets: number, month = MONTH) {
  const { id } = await anEstate(t)
  const units = []
  for (const room of ['1-1-101', '1-1-102', '1-1-201', '1-1-202', '2-1-101', '2-1-102'])
    units.push(await aUnit(t, id, room))
  const staff = Array.from({ length: 5 }, (_, i) => ({
    ...actor('steward', 'estate', id),
    name: `管家${i + 1}`,
  }))
  const manager = actor('manager', 'estate', id)
  const signature = await aSignature()
  const played = await playMonth(t.house, {
    ...{ estateId: id, seed, tickets, month },
    staff,
    manager,
    units,
    signature,
  })
  return { id, played, tickets: await monthSnapshot(t.house, id) }
}

/** Ids are new in each life; everything else must be the same. */
const withoutIds = (value: unknown): string =>
  JSON.stringify(value).replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')

/** The month drawn, called and closed; what the director prints of it, and each round's list as anyone may draw it again. */
async function follow(estateId: string, seed: string) {
  const hire = async (role: 'office' | 'front_desk' | 'duty_director', name: string) =>
    (await anAccount(t, estateId, { role, name })).actor
  const office = await hire('office', '办公室')
  const director = await hire('duty_director', '主任')
  const callers = [await hire('front_desk', '回访甲'), await hire('front_desk', '回访乙'), office]
  const now = t.clock.now()
  const world = { house: t.house, r: random(`${seed} calls`), now, say: () => {} }
  const who = { estateId, office, director, callers }
  const calls = await followMonth({ ...world, town: { kind: 'system', name: 'sim' } }, who, MONTH, now)
  const ctx = t.ctx(director)
  const report = await getReport(ctx, { estateId, month: MONTH })
  const rounds = []
  for (let round = 1; round <= 5; round++) rounds.push(await getRound(ctx, { estateId, month: MONTH, round }))
  const { estate: _name, version, versions: _all, ...rest } = report
  return { calls, report, rounds, same: withoutIds({ ...rest, at: version?.at, rounds }) }
}

test(
  `[S1-54, S1-49, S1-51] a month of ${TICKETS} tickets over Spring Festival replayed twice gives the same promises, sample and report, and every limit holds`,
  async () => {
    const passed = stopwatch()
    const [one, two] = await Promise.all([replay('seed', TICKETS), replay('seed', TICKETS)])
    const lived = passed()
    expect(one.played.refused.filter(x => x.includes('create'))).toEqual([])
    expect(one.tickets).toHaveLength(TICKETS)
    expect(one.played).toEqual(two.played)
    expect(monthDigest(one.tickets)).toBe(monthDigest(two.tickets))
    t.clock.set('2026-03-20T00:00:00Z')
    const rules = await rulesOf(t.house, one.id, t.clock.now())
    const clocksOf = (kind: string, name: string) =>
      rules
        .promises(kind, name)
        .filter(p => p.startsAt === 'received')
        .map(p => p.clock)
    expect(brokenPromises(one.tickets, rules.cal, clocksOf)).toEqual([])
    // the month is lived: something of everything happened
    const some = (test: (x: (typeof one.tickets)[number]) => boolean) => one.tickets.filter(test).length
    expect(some(x => x.late)).toBeGreaterThan(TICKETS / 30)
    expect(some(x => x.state === 'closed')).toBeGreaterThan(TICKETS / 2)
    expect(some(x => x.pauses.length > 0)).toBeGreaterThan(TICKETS / 60)
    expect(some(x => x.round > 1)).toBeGreaterThan(TICKETS / 100)
    expect(some(x => x.promises.some(p => p.why === 'class'))).toBeGreaterThan(0)
    expect(some(x => x.promises.some(p => p.why === 'explained'))).toBeGreaterThan(0)
    expect(some(x => x.promises.some(p => p.why === 'postponed'))).toBeGreaterThan(0)

    const [first, second] = await Promise.all([follow(one.id, 'seed'), follow(two.id, 'seed')])
    expect(first.report.state).toBe('closed')
    expect(first.rounds.every(r => r.verified)).toBe(true)
    const drawn = first.rounds.flatMap(r => r.items).filter(i => i.how).length
    expect(drawn * 2).toBeGreaterThanOrEqual(first.report.counts.closed)
    expect(first.rounds.flatMap(r => r.items).filter(i => i.major && !i.how)).toEqual([])
    expect(first.calls).toBe(second.calls)
    expect(first.same).toBe(second.same)
    expect(await brokenInTables(t.pool, [], false)).toEqual([])
    const counts = { closed: first.report.counts.closed, drawn, calls: first.calls }
    // figures of the run, for whoever started it
    if (long)
      process.stdout.write(
        `${JSON.stringify({ tickets: TICKETS, steps: one.played.steps, ...counts, livedMs: lived, allMs: passed() })}\n`,
      )
  },
  long ? 3_000_000 : 400_000,
)

test('another seed is another month; the checks see what is broken', async () => {
  const { id, tickets } = await replay('other', 20)
  const again = await replay('seed', 20)
  expect(monthDigest(tickets)).not.toBe(monthDigest(again.tickets))
  const rules = await rulesOf(t.house, id, t.clock.now())
  const clocksOf = () => [] as string[]
  const first = tickets.find(x => x.promises.some(p => p.due !== null && p.why === null))
  const due = first?.promises.find(p => p.due !== null && p.why === null)
  if (!first || !due) throw new Error('a month without promises')
  const later = (by: object) => [{ ...first, promises: [{ ...due, ...by }] }]
  expect(brokenPromises(later({}), rules.cal, clocksOf)).toEqual([])
  expect(brokenPromises(later({ amount: due.amount + 1 }), rules.cal, clocksOf)).toHaveLength(1)
  expect(brokenPromises([{ ...first, promises: [] }], rules.cal, () => ['arrive'])).toContain(
    `${first.number}: no promise arrive`,
  )
})

test('[SX-07] [S7-14] promises kept are the same count on the boards, on the wall and in the month’s report', async () => {
  const { id } = await replay('two rooms', 60)
  // in the middle of the month some limits still lie ahead, at its end none
  for (const [now, days] of [
    ['2026-02-15T04:00:00Z', 15],
    ['2026-03-20T00:00:00Z', 28],
  ] as const) {
    t.clock.set(now)
    const director = (await anAccount(t, id, { role: 'duty_director', name: '主任' })).actor
    const [sum, boards] = [{ kept: 0, due: 0 }, deskFigures.find(f => f.key === 'desk.kept')]
    for (let day = 1; day <= days; day++) {
      const at = Temporal.PlainDate.from({ year: 2026, month: 2, day }).toZonedDateTime('Asia/Shanghai')
      const span = { from: at.toInstant(), until: at.add({ days: 1 }).toInstant(), now: t.clock.now() }
      for (const part of (await boards?.parts(t.house.db, span, id)) ?? []) {
        sum.kept += part.numerator ?? 0
        sum.due += part.denominator ?? 0
      }
    }
    const report = await getReport(t.ctx(director), { estateId: id, month: MONTH })
    const inReport = report.figures.find(f => f.key === 'promise.kept')
    expect([sum.kept, sum.due]).toEqual([inReport?.numerator, inReport?.denominator])
    // the wall shows the running month only
    if (days === 15) {
      const { types } = await wall(t.ctx(director), { estateId: id })
      const all = types.reduce((n, c) => ({ kept: n.kept + c.kept, due: n.due + c.kept + c.missed }), {
        ...{ kept: 0, due: 0 },
      })
      expect(all).toEqual(sum)
    }
    // a month in which nothing was broken would prove little
    expect(sum.kept).toBeGreaterThan(10)
    expect(sum.due).toBeGreaterThan(sum.kept)
  }
})
