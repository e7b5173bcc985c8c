import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import * as acts from '../desk/acts.ts'
import { dayOf } from './rules.ts'
import { estateBoard, makeUpDays, regionBoard } from './service.ts'
import { deskFigures } from './store-desk.ts'
import { gateFigures } from './store-gate.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)

test('[SX-07] late, open and kept are exact at the limit, and the late one is named with its handler', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const manager = actor('manager', 'estate', d.estateId)
  const value = async (key: string) => {
    const board = await estateBoard(t.ctx(manager), { estateId: d.estateId })
    return board.figures.find(f => f.key === key)?.value
  }
  const kept = async () => {
    const [sum] = await deskFigures
      .find(f => f.key === 'desk.kept')!
      .parts(t.house.db, dayOf(t.clock.now(), 'Asia/Shanghai'), d.estateId)
    return sum && [sum.numerator, sum.denominator]
  }
  expect(await value('desk.open')).toBeNull()
  const first = await raise(t, d)
  const second = await raise(t, d)
  await acts.take(t.ctx(d.steward), { estateId: d.estateId, ticketId: second.id })
  local('2026-03-02 22:55:00')
  await acts.take(t.ctx(d.steward), { estateId: d.estateId, ticketId: first.id })
  await acts.arrive(t.ctx(d.steward), { estateId: d.estateId, ticketId: first.id })
  expect([await value('desk.open'), await value('desk.late'), await kept()]).toEqual([2, 0, undefined])
  local('2026-03-02 22:55:00.001')
  expect([await value('desk.open'), await value('desk.late'), await kept()]).toEqual([2, 1, [1, 2]])
  const board = await estateBoard(t.ctx(manager), { estateId: d.estateId })
  expect(board.acts.filter(a => a.figure === 'desk.late')).toMatchObject([
    { ref: second.id, person: d.steward.name, since: '2026-03-02T14:55:00Z' },
  ])
  expect(board.figures.find(f => f.key === 'followup.satisfied')).toMatchObject({ value: null })
})

test('[SX-07] an estate without gates has no data of passages, one with a gate has a count', async () => {
  const d = await aDesk(t)
  const [passages] = gateFigures
  const day = dayOf(t.clock.now(), 'Asia/Shanghai')
  expect(await passages?.parts(t.house.db, day, d.estateId)).toEqual([])
  expect((await passages?.hours?.(t.house.db, d.estateId, day))?.length).toBe(24)
})

test('[SX-07] a day without rows is made up as it stood at its end; what only the moment can tell stays no data', async () => {
  local('2026-03-10 22:40:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  local('2026-03-11 09:00:00')
  await acts.take(t.ctx(d.steward), { estateId: d.estateId, ticketId: id })
  await acts.arrive(t.ctx(d.steward), { estateId: d.estateId, ticketId: id })
  local('2026-03-12 00:15:00')
  await makeUpDays(t.ctx(system))
  const manager = actor('manager', 'estate', d.estateId)
  const board = await estateBoard(t.ctx(manager), { estateId: d.estateId })
  const on = (key: string, day: string) =>
    board.figures.find(f => f.key === key)?.trend.find(p => p.day === day)?.value
  expect([
    on('desk.open', '2026-03-09'),
    on('desk.open', '2026-03-10'),
    on('desk.open', '2026-03-11'),
  ]).toEqual([null, 1, 1])
  expect([on('desk.late', '2026-03-10'), on('desk.late', '2026-03-11')]).toEqual([1, 0])
  expect(on('gate.inside', '2026-03-10')).toBeNull()
  const city = actor('bureau_officer', 'region', (await regionOf(d.estateId)).path)
  const above = await regionBoard(t.ctx(city), { regionId: (await regionOf(d.estateId)).id })
  expect(above.figures.find(f => f.key === 'desk.kept')?.trend.at(-3)?.value).toBe(0)
})

async function regionOf(estateId: string): Promise<{ id: string; path: string }> {
  const found = await t.pool.query<{ id: string; path: string }>(
    'SELECT r.id, r.path FROM estate e JOIN region r ON r.id = e.region_id WHERE e.id = $1',
    [estateId],
  )
  const row = found.rows[0]
  if (row === undefined) throw new Error('no region')
  return row
}
