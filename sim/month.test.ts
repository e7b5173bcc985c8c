/** A month of the desk replayed twice gives the same promises, and every promise is as it was made. */
import { expect, test } from 'vitest'
import { rulesOf } from '../server/modules/desk/rulebook.ts'
import { aSignature } from '../test/desk.ts'
import { anEstate, aUnit } from '../test/factories.ts'
import { actor, testHouse } from '../test/harness.ts'
import { monthDigest, monthSnapshot, playMonth } from './month.ts'
import { brokenPromises } from './month-check.ts'

const t = await testHouse()
const long = process.env.ANJU_LONG === '1'
const TICKETS = long ? 5000 : 300

async function replay(seed: string, tickets: number, month = '2026-02') {
  const { id } = await anEstate(t)
  const units = []
  for (const room of ['1-1-101', '1-1-102', '1-1-201', '1-1-202', '2-1-101', '2-1-102'])
    units.push(await aUnit(t, id, room))
  const staff = Array.from({ length: 5 }, () => actor('steward', 'estate', id))
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

test(
  `[S1-54] a month of ${TICKETS} tickets over Spring Festival replayed twice gives the same promises, and every limit holds`,
  async () => {
    const [one, two] = await Promise.all([replay('seed', TICKETS), replay('seed', TICKETS)])
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
