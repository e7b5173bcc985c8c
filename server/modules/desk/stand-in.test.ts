/** A steward on leave: his stand-in has his tickets and his residents, and both see it. */
import { expect, test } from 'vitest'
import { aColleague, aDesk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import { endLeave, listLeaves, planLeave } from '../roster/leave.ts'
import { assignSteward, mySteward, saveCard } from '../roster/stewards.ts'
import * as acts from './acts.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const at = (iso: string) => t.clock.set(iso)

async function aBuilding() {
  at('2026-03-02T01:00:00Z')
  const d = await aDesk(t)
  const standIn = await aColleague(t, d.estateId, 'steward', '何管家')
  const found = await t.pool.query('SELECT building_id FROM unit WHERE id = $1', [d.home])
  const manager = t.ctx(d.manager)
  const { estateId } = d
  await assignSteward(manager, {
    estateId,
    buildingId: found.rows[0].building_id,
    accountId: d.steward.id,
    fromDate: '2026-01-01',
  })
  await saveCard(manager, { estateId, accountId: standIn.id, phone: '0898-66660002', more: {} })
  const plan = (more: object = {}) =>
    planLeave(manager, {
      estateId,
      accountId: d.steward.id,
      standInId: standIn.id,
      fromDate: '2026-03-03',
      untilDate: '2026-03-05',
      ...more,
    })
  const mine = async () => (await mySteward(t.ctx(d.resident), { estateId })).steward
  return { d, standIn, plan, mine, manager }
}

test('[S1-05] from the first to the last day of a leave residents see the stand-in, for whom and until when', async () => {
  const { d, standIn, plan, mine } = await aBuilding()
  await plan({ reason: '年假' })
  at('2026-03-02T15:59:59.999Z')
  expect(await mine()).toMatchObject({ name: d.steward.name, inFor: null })
  at('2026-03-02T16:00:00Z')
  expect(await mine()).toMatchObject({
    name: standIn.name,
    phone: '0898-66660002',
    inFor: { name: d.steward.name, until: '2026-03-05' },
  })
  at('2026-03-05T15:59:59.999Z')
  expect((await mine())?.name).toBe(standIn.name)
  at('2026-03-05T16:00:00Z')
  expect((await mine())?.name).toBe(d.steward.name)
})

test('on the first day his open tickets go to the stand-in, each says so in its course; new ones come to the stand-in', async () => {
  const { d, standIn, plan } = await aBuilding()
  const lift = { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' } as const
  const open = await raise(t, d, lift)
  await acts.take(t.ctx(d.steward), { estateId: d.estateId, ticketId: open.id })
  const other = await raise(t, d, lift)
  await acts.take(t.ctx(d.clerk), { estateId: d.estateId, ticketId: other.id })
  await plan()
  const see = (ticketId: string) => reads.get(t.ctx(d.clerk), { estateId: d.estateId, ticketId })
  expect((await see(open.id)).assignee).toBe(d.steward.name)
  at('2026-03-02T16:00:00Z')
  await t.drain()
  const given = await see(open.id)
  expect(given).toMatchObject({ assignee: standIn.name, state: 'received' })
  expect(given.course.at(-1)).toMatchObject({
    act: 'handover',
    data: { from: d.steward.name, to: standIn.name, standIn: '2026-03-05' },
  })
  // a promise runs on whoever has it
  expect(given.promises.map(p => p.dueAt)).toEqual(open.promises.map(p => p.dueAt))
  expect((await see(other.id)).assignee).toBe(d.clerk.name)
  const told = await t.pool.query("SELECT account_id FROM message WHERE kind = 'ticket.stand_in'")
  expect(told.rows).toEqual([{ account_id: standIn.id }])
  const fresh = await raise(t, d, lift)
  await t.drain()
  expect((await see(fresh.id)).assignee).toBe(standIn.name)
})

test('a leave that is withdrawn changes nothing; dates, oneself, twice, and a stand-in who is away are refused', async () => {
  const { d, standIn, plan, mine, manager } = await aBuilding()
  const third = await aColleague(t, d.estateId, 'steward', '周管家')
  const code = (c: string) => ({ code: c })
  await expect(plan({ untilDate: '2026-03-02' })).rejects.toMatchObject(code('roster.leave_dates'))
  await expect(plan({ standInId: d.steward.id })).rejects.toMatchObject(code('roster.leave_self'))
  const first = await plan()
  await expect(plan({ fromDate: '2026-03-05', untilDate: '2026-03-09' })).rejects.toMatchObject(
    code('roster.leave_overlaps'),
  )
  const needed = { accountId: standIn.id, standInId: third.id }
  await expect(plan(needed)).rejects.toMatchObject(code('roster.leave_needed'))
  const away = { accountId: third.id, standInId: d.steward.id }
  await expect(plan(away)).rejects.toMatchObject(code('roster.stand_in_away'))
  const end = { estateId: d.estateId, leaveId: first.id }
  expect(await endLeave(manager, end)).toMatchObject({ state: 'over', endedOn: '2026-03-03' })
  await expect(endLeave(manager, end)).rejects.toMatchObject(code('core.stale'))
  at('2026-03-03T01:00:00Z')
  await t.drain()
  expect((await mine())?.name).toBe(d.steward.name)
  // ended in the middle he is back the same day
  const second = await plan({ untilDate: '2026-03-09' })
  expect((await mine())?.name).toBe(standIn.name)
  await endLeave(manager, { estateId: d.estateId, leaveId: second.id })
  expect((await mine())?.name).toBe(d.steward.name)
  expect((await listLeaves(manager, { estateId: d.estateId })).items.map(l => l.state)).toEqual([
    'over',
    'over',
  ])
})
