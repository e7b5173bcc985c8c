import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { aDesk, type Desk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import * as acts from './acts.ts'
import { type Candidate, propose } from './nearest.ts'
import { myThreeMinute, nearest, threeMinute, wall } from './promise-wall.ts'
import * as reads from './reads.ts'
import type { CallRow } from './store-wall.ts'
import { callRate, callResult } from './three-minute.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const call = (d: Desk) =>
  raise(t, d, { kind: 'order', class: 'onsite', text: '大堂沙发有水', place: '3 号楼大堂', unitId: d.home })
const look = (d: Desk) => wall(t.ctx(d.manager), { estateId: d.estateId })

async function onDuty(d: Desk, kind: string, who: { id: string; name: string }) {
  await t.pool.query(
    `INSERT INTO duty (estate_id, id, kind, account_id, name, starts_at, ends_at, made_by)
     VALUES ($1, $2, $3, $4, $5, '2026-03-01T00:00:00+08:00', '2026-04-01T00:00:00+08:00', 'test')`,
    [d.estateId, newId(), kind, who.id, who.name],
  )
}

test('[S8-24] three minutes to the place named: 3:00.000 in time, one millisecond after late; list and rate of the month', async () => {
  const d = await aDesk(t)
  const run = async (start: string, arrives: string) => {
    local(start)
    const { id } = await call(d)
    await acts.take(t.ctx(d.steward), at(d, id))
    local(arrives)
    await acts.arrive(t.ctx(d.steward), at(d, id))
    return id
  }
  await run('2026-03-02 10:00:00', '2026-03-02 10:03:00')
  const late = await run('2026-03-03 10:00:00', '2026-03-03 10:03:00.001')
  local('2026-03-04 10:00:00')
  await call(d)
  local('2026-03-04 10:03:00')
  const got = () => threeMinute(t.ctx(d.manager), { estateId: d.estateId })
  expect(await got()).toMatchObject({ month: '2026-03', inTime: 1, counted: 2, explained: 0, running: 1 })
  local('2026-03-04 10:03:00.001')
  expect(await got()).toMatchObject({ inTime: 1, counted: 3, running: 0 })
  const items = (await got()).items
  expect(items.find(i => i.ticketId === late)).toMatchObject({
    where: '3 号楼大堂',
    office: '2026-03-03T02:00:00Z',
    arrived: '2026-03-03T02:03:00.001Z',
    result: 'late',
  })
  expect(await threeMinute(t.ctx(d.manager), { estateId: d.estateId, month: '2026-02' })).toMatchObject({
    counted: 0,
    items: [],
  })
})

test('[S8-25] explained before the limit and agreed it is no breach; [S8-26] the new arrival time is measured', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await call(d)
  await acts.take(t.ctx(d.steward), at(d, id))
  const said = {
    text: '在 8 号楼，十分钟到',
    customerAnswer: '好的',
    agreed: true,
    minutes: 10,
  }
  local('2026-03-02 10:03:00')
  await acts.explain(t.ctx(d.steward), { ...at(d, id), ...said })
  const one = async () => (await threeMinute(t.ctx(d.manager), { estateId: d.estateId })).items[0]
  expect(await one()).toMatchObject({
    result: 'explained',
    agreed: { until: '2026-03-02T02:13:00Z', state: 'running' },
  })
  local('2026-03-02 10:13:00.001')
  expect((await one())?.agreed?.state).toBe('late')
  await acts.arrive(t.ctx(d.steward), at(d, id))
  expect(await threeMinute(t.ctx(d.manager), { estateId: d.estateId })).toMatchObject({
    ...{ inTime: 0, counted: 0, explained: 1 },
    items: [{ agreed: { state: 'late', said: '在 8 号楼，十分钟到' } }],
  })
  const second = await call(d)
  local('2026-03-02 10:16:00.002')
  await expect(
    acts.explain(t.ctx(d.steward), { ...at(d, second.id), ...said, text: '迟了' }),
  ).rejects.toMatchObject({ code: 'desk.explain.late' })
})

test('[S8-21] the wall shows the running calls on top; residents see the promise and how it was kept', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const slow = await raise(t, d, { kind: 'complaint', class: 'other', text: '异味' })
  const nuisance = await raise(t, d)
  local('2026-03-02 10:01:00')
  const fast = await call(d)
  const seen = await look(d)
  expect(seen.calls.map(c => c.ticketId)).toEqual([fast.id])
  expect(seen.clocks.map(c => c.ticketId)).toEqual([nuisance.id, slow.id])
  expect(seen.counts).toEqual({ running: 3, soon: 0, late: 0, stopped: 0, waiting: 0 })
  local('2026-03-02 10:03:00')
  expect((await look(d)).counts).toMatchObject({ running: 2, soon: 1 })
  local('2026-03-02 10:15:00.001')
  expect((await look(d)).counts).toMatchObject({ late: 2, running: 1 })
  const mine = await myThreeMinute(t.ctx(d.resident), { estateId: d.estateId })
  expect(mine).toMatchObject({ offered: true, inTime: 0, counted: 1 })
  expect(mine).not.toHaveProperty('items')
})

test('[S8-13] kept and missed per person, [S7-14] per type: at the limit kept, one millisecond after missed', async () => {
  const d = await aDesk(t)
  for (const [start, arrives] of [
    ['2026-03-02 10:00:00', '2026-03-02 10:15:00'],
    ['2026-03-02 11:00:00', '2026-03-02 11:15:00.001'],
  ] as const) {
    local(start)
    const { id } = await raise(t, d)
    await acts.take(t.ctx(d.steward), at(d, id))
    local(arrives)
    await acts.arrive(t.ctx(d.steward), at(d, id))
  }
  local('2026-03-02 12:00:00')
  const { id } = await raise(t, d)
  await acts.take(t.ctx(d.steward), at(d, id))
  // stopped before its limit: neither kept nor missed
  local('2026-03-02 12:05:00')
  await acts.pause(t.ctx(d.steward), { ...at(d, id), reason: 'customer_absent' })
  local('2026-03-02 13:00:00')
  const seen = await look(d)
  expect(seen.people).toMatchObject([{ name: d.steward.name, kept: 1, missed: 1, open: 3, late: 0 }])
  expect(seen.types).toEqual([{ kind: 'complaint', class: 'conduct', kept: 1, missed: 1 }])
  expect((await wall(t.ctx(d.clerk), { estateId: d.estateId })).people).toEqual([])
  local('2026-04-01 00:00:00')
  expect((await look(d)).types).toEqual([])
})

test('[S8-23] the nearest suitable person on duty is proposed first and sent to a three-minute call by himself', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  await onDuty(d, 'repair', { id: d.steward.id, name: '张修' })
  const other = { id: newId(), name: '安前台' }
  await onDuty(d, 'desk', other)
  const away = { id: newId(), name: '白修' }
  await onDuty(d, 'repair', away)
  // Zhang arrived in building 1 a moment ago
  const was = await raise(t, d)
  await acts.take(t.ctx(d.steward), at(d, was.id))
  await acts.arrive(t.ctx(d.steward), at(d, was.id))
  local('2026-03-02 10:10:00')
  const made = await call(d)
  const { items } = await nearest(t.ctx(d.manager), at(d, made.id))
  expect(items.map(i => [i.name, i.suits, i.near, i.busy])).toEqual([
    ['张修', true, 'here', 1],
    ['白修', true, 'unknown', 0],
    ['安前台', false, 'unknown', 0],
  ])
  await t.drain()
  expect(await reads.get(t.ctx(d.clerk), at(d, made.id))).toMatchObject({ assignee: '张修' })
})

describe('proposals and rates as rules', () => {
  const p = (over: Partial<Candidate>): Candidate => ({
    ...{ accountId: 'a', name: 'A', duties: ['repair'], buildingId: null, building: null, busy: 0 },
    ...over,
  })
  const matter = { kind: 'order', toManager: false, buildingId: 'b1', stewardId: 's' }
  test('[S8-23] suits before near before free', () => {
    const people = [
      p({ accountId: 'far', buildingId: 'b2' }),
      p({ accountId: 'busy', buildingId: 'b1', busy: 2 }),
      p({ accountId: 'here', buildingId: 'b1' }),
      p({ accountId: 's' }),
      p({ accountId: 'desk', duties: ['desk'], buildingId: 'b1' }),
    ]
    expect(propose(people, matter).map(x => x.accountId)).toEqual(['here', 'busy', 's', 'far', 'desk'])
    expect(propose([...people].reverse(), matter).map(x => x.accountId)).toEqual([
      'here',
      'busy',
      's',
      'far',
      'desk',
    ])
  })
  test('[SX-07] withdrawn calls are in no rate, and no calls give no data', () => {
    const due = Temporal.Instant.from('2026-03-02T02:03:00Z')
    const row = (over: Partial<CallRow>) =>
      ({ due_at: due, met_at: null, stopped_at: null, stop_reason: null, ...over }) as CallRow
    const gone = row({ stopped_at: due, stop_reason: 'closed' })
    expect(callResult(gone, due)).toBe('withdrawn')
    expect(callResult(row({ stopped_at: due.add({ milliseconds: 1 }), stop_reason: 'explained' }), due)).toBe(
      'late',
    )
    expect(callRate([gone], due)).toEqual({ inTime: 0, counted: 0, explained: 0, running: 0 })
  })
})
