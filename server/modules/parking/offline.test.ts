/** What a guard wrote down without network: it happened then, it opens nothing later, and money is put right after it. */
import { expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { seal } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aDevice, aRight } from '../../../test/lane-factories.ts'
import { aYard, passed, type Yard } from '../../../test/parking.ts'
import type { Actor } from '../../core/access.ts'
import { newId } from '../../core/ids.ts'
import { passedLate } from '../lane/late.ts'
import { lanesAsNow, listEvents } from '../lane/log.ts'
import { worldOf } from '../lane/world.ts'
import { endRole } from '../people/accounts.ts'
import { actorNow } from '../people/actor-now.ts'
import * as acts from './stay-acts.ts'

const t = await testHouse()
const at = (time: string) => t.clock.set(`2026-03-02T${time}:00+08:00`)
const clock = (time: string) => `2026-03-02T${time}:00+08:00`

async function aBooth(): Promise<Yard> {
  at('09:00')
  const y = await aYard(t)
  await aDevice(t, y.estateId, y.outLane, 'out')
  await worldOf(t.house).look()
  return y
}

interface Written {
  free?: boolean
  note?: string
  direction?: 'in' | 'out'
  laneId?: string
  maker?: string
  deviceAt?: string
}

/** What the booth seals: the same under the same id as often as it is sent. */
async function sealed(y: Yard, deviceAt: string, plate: string, more: Written = {}) {
  const { sealTo } = await lanesAsNow(t.ctx(y.guard), { estateId: y.estateId })
  const record = {
    laneId: y.outLane,
    direction: 'out',
    plate,
    reason: '道闸断网，手动抬杆',
    deviceAt,
    ...more,
  }
  return { estateId: y.estateId, clientId: newId(), sealed: seal(record, sealTo) }
}

const written = async (y: Yard, time: string, plate: string, more: Written = {}) =>
  passedLate(t.ctx(y.guard), await sealed(y, clock(time), plate, more))

const eventOf = async (y: Yard, id: string) =>
  (await listEvents(t.ctx(y.manager), { estateId: y.estateId })).items.find(e => e.id === id)

const stayOf = async (y: Yard, plate: string) => {
  await t.drain()
  const { items } = await acts.listStays(t.ctx(y.manager), { estateId: y.estateId, limit: 20 })
  return items.find(s => s.plate === plate)
}

test('[SX-13] [S4-16] a free passage written without network ends the stay at its own time, lets the fee off with the reason, and moves no barrier', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10001', 'in')
  at('13:00')
  const { eventId } = await written(y, '11:00', '琼A10001', { free: true })
  expect(await eventOf(y, eventId)).toMatchObject({
    replay: true,
    manual: true,
    deviceAt: '2026-03-02T03:00:00Z',
    marks: [],
  })
  const moved = await t.pool.query('SELECT 1 FROM lane_command WHERE estate_id = $1', [y.estateId])
  expect(moved.rows).toEqual([])
  const stay = await stayOf(y, '琼A10001')
  // two hours by the guard's clock, half an hour of them free: two units, not the three of when it was sent
  expect(stay).toMatchObject({
    state: 'left',
    leftAt: '2026-03-02T03:00:00Z',
    fee: 400,
    waived: 400,
    owed: 0,
  })
  const { fees } = await acts.getStay(t.ctx(y.manager), { estateId: y.estateId, stayId: stay!.id })
  expect(fees).toMatchObject([{ kind: 'waived', reason: '道闸断网，手动抬杆' }])
})

test('[SX-13] cash on a paper receipt: the stay owes until the cashier enters it', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10002', 'in')
  at('13:00')
  await written(y, '11:00', '琼A10002', { note: '纸质收据 12，现金 4 元' })
  const stay = await stayOf(y, '琼A10002')
  expect([stay?.owed, stay?.waived]).toEqual([400, 0])
  const paid = await acts.payStay(t.ctx(y.manager), {
    estateId: y.estateId,
    stayId: stay!.id,
    way: 'other',
    reference: '纸质收据 12',
  })
  expect([paid.stay.owed, paid.stay.paid]).toEqual([0, 400])
})

test('[SX-13] the same sealed record sent twice is one passage, whatever way it takes', async () => {
  const y = await aBooth()
  await passed(t, y, '琼A10003', 'in')
  at('11:00')
  const { estateId, ...body } = await sealed(y, clock('10:00'), '琼A10003')
  const send = () => t.http(y.guard, 'POST', `/api/estates/${estateId}/lanes/late`, body)
  const [first, second] = [await send(), await send()]
  expect([first.statusCode, second.json()]).toEqual([200, first.json()])
  const events = await t.pool.query('SELECT id FROM lane_event WHERE estate_id = $1', [estateId])
  expect(events.rows).toEqual([{ id: first.json().eventId }])
  expect((await stayOf(y, '琼A10003'))?.leftAt).toBe('2026-03-02T02:00:00Z')
})

test('[SX-06] two days back are believed and two minutes ahead; a millisecond more and server time stands, with a mark', async () => {
  const y = await aBooth()
  at('11:00')
  const { epochMilliseconds: now } = t.clock.now()
  const told = async (ms: number, plate: string) => {
    const { eventId } = await passedLate(
      t.ctx(y.guard),
      await sealed(y, new Date(now + ms).toISOString(), plate),
    )
    const event = await eventOf(y, eventId)
    // the booth's own time is kept beside the server's also where it is not believed
    return [event?.replay, event?.marks, Date.parse(event?.deviceAt ?? '') - now]
  }
  const day = 86_400_000
  expect(await told(-2 * day, '琼A10011')).toEqual([true, [], -2 * day])
  expect(await told(-2 * day - 1, '琼A10012')).toEqual([false, ['clock'], -2 * day - 1])
  expect(await told(120_000, '琼A10013')).toEqual([true, [], 0])
  expect(await told(120_001, '琼A10014')).toEqual([false, ['clock'], 120_001])
})

/** A guard with an account, and his rights as they are when asked. */
async function aGuard(y: Yard, name: string) {
  const { id } = await anAccount(t, y.estateId, { role: 'guard', name })
  const asked: Actor = { kind: 'account', id, name, grants: [], sessionId: 's' }
  const takeOff = async () => {
    const { rows } = await t.pool.query('SELECT id FROM role_assignment WHERE account_id = $1', [id])
    await endRole(t.ctx(system), { accountId: id, assignmentId: rows[0].id, reason: '离岗' })
  }
  return { id, now: () => actorNow(t.ctx(asked), asked), takeOff }
}

test('[SX-14] brought by the next guard it stands under the name of him who let the car through, entered once', async () => {
  const y = await aBooth()
  const old = await aGuard(y, '赵刚')
  const { maker } = await lanesAsNow(t.ctx(await old.now()), { estateId: y.estateId })
  const record = await sealed(y, clock('10:00'), '琼A10021', { maker })
  at('11:00')
  const first = await passedLate(t.ctx(y.guard), record)
  expect(await passedLate(t.ctx(await old.now()), record)).toEqual(first)
  const audit = await t.pool.query(
    "SELECT actor_name, actor_id FROM audit WHERE estate_id = $1 AND action = 'lane.open'",
    [y.estateId],
  )
  expect(audit.rows).toEqual([{ actor_name: '赵刚', actor_id: old.id }])
})

test('[SX-14] what somebody wrote after his right had ended is entered and marked, and lets no fee off', async () => {
  const y = await aBooth()
  const old = await aGuard(y, '赵刚')
  const { maker } = await lanesAsNow(t.ctx(await old.now()), { estateId: y.estateId })
  for (const plate of ['琼A10031', '琼A10032']) await passed(t, y, plate, 'in')
  at('11:00')
  await old.takeOff()
  at('13:00')
  const bring = async (time: string, plate: string) => {
    const record = await sealed(y, time, plate, { free: true, maker })
    return eventOf(y, (await passedLate(t.ctx(y.guard), record)).eventId)
  }
  const before = await bring('2026-03-02T10:59:59.999+08:00', '琼A10031')
  const after = await bring('2026-03-02T11:00:00.000+08:00', '琼A10032')
  expect([before?.code, before?.marks, after?.code, after?.marks]).toEqual([
    'free_passage',
    [],
    'by_hand',
    ['maker_ended'],
  ])
  expect((await stayOf(y, '琼A10031'))?.waived).toBe(400)
  expect(await stayOf(y, '琼A10032')).toMatchObject({ state: 'left', waived: 0, owed: 400 })
})

test('[S4-18] a barred car that was let in without network is inside and marked; a forged mark and a foreign seal are refused', async () => {
  const y = await aBooth()
  await aRight(t, y.estateId, { plate: '琼A66886', kind: 'barred' })
  at('11:00')
  const inward = { laneId: y.inLane, direction: 'in' as const }
  const { eventId } = await written(y, '10:00', '琼A66886', inward)
  expect(await eventOf(y, eventId)).toMatchObject({
    letThrough: true,
    rightKind: 'barred',
    marks: ['barred'],
  })
  await expect(written(y, '10:00', '琼A10041', { maker: 'x.y.1.z' })).rejects.toMatchObject({
    code: 'gate.maker_unknown',
  })
  const other = await aBooth()
  at('11:00')
  const foreign = await sealed(other, clock('10:00'), '琼A10042')
  await expect(passedLate(t.ctx(y.guard), { ...foreign, estateId: y.estateId })).rejects.toMatchObject({
    code: 'gate.record_unreadable',
  })
  await expect(passedLate(t.ctx(actor('resident', 'estate', y.estateId)), foreign)).rejects.toMatchObject({
    status: 404,
  })
})
