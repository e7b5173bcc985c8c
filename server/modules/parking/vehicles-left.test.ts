/** A car that leaves the register leaves its permit, and no lane lets it in any more. */
import { expect, test } from 'vitest'
import { aHousehold } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { aDevice, type Device, eventsOf, shoot } from '../../../test/lane-factories.ts'
import { aYard, passed, type Yard } from '../../../test/parking.ts'
import { sql } from '../../core/db.ts'
import { worldOf } from '../lane/world.ts'
import { addOwners, endHousehold, endMember, unitCard } from '../people/homes.ts'
import { createPerson } from '../people/persons.ts'
import { addVehicle, endVehicle } from '../people/vehicles.ts'
import { letVisitor } from './permit-acts.ts'
import * as permits from './permits.ts'

const t = await testHouse()
const at = (time: string) => t.clock.set(`2026-03-02T${time}:00+08:00`)

interface Home extends Yard {
  unitId: string
  ownerId: string
  otherId: string
  householdId: string
  camera: Device
}

async function aHome(): Promise<Home> {
  at('09:00')
  const y = await aYard(t)
  const home = await aHousehold(t, y.estateId, { label: '1-1-101' })
  await t.pool.query(
    `INSERT INTO lane_setting (estate_id, lane_id, temporary, changed_by, changed_at) VALUES ($1, $2, 'hold', 'test', now())`,
    [y.estateId, y.inLane],
  )
  const camera = await aDevice(t, y.estateId, y.inLane, 'in')
  return {
    ...y,
    unitId: home.unitId,
    ownerId: home.owner.id,
    otherId: home.other.id,
    householdId: home.householdId,
    camera,
  }
}

const car = (h: Home, plate: string, personId?: string) =>
  addVehicle(t.ctx(system), {
    estateId: h.estateId,
    plate,
    kind: 'car',
    unitId: h.unitId,
    ...(personId ? { personId } : {}),
  })

const aMonth = (h: Home, ...plates: string[]) =>
  permits.addPermit(t.ctx(h.manager), {
    estateId: h.estateId,
    lotId: h.lotId,
    kind: 'monthly',
    room: '1-1-101',
    spaceIds: [],
    plates,
    many: 2,
    price: 0,
    from: '2026-03-02T00:00:00+08:00',
    until: '2026-04-02T00:00:00+08:00',
  })

const platesOf = async (h: Home, permitId: string) =>
  (await permits.getPermit(t.ctx(h.manager), { estateId: h.estateId, permitId })).cars.map(c => c.plate)

async function versionOf(h: Home): Promise<number> {
  const found = await sql<{
    version: number
  }>`SELECT version::int FROM rights_version WHERE estate_id = ${h.estateId}`.execute(t.house.db)
  return found.rows[0]?.version ?? 0
}

test('[S4-18] a sold car passes no gate from the next look of the lanes on; the family’s other car does', async () => {
  const h = await aHome()
  const sold = await car(h, '琼A2468D')
  await car(h, '琼B1357E')
  const permit = await aMonth(h, '琼A2468D', '琼B1357E')
  await worldOf(t.house).look()
  expect(await shoot(t, h.camera, { plate: '琼A2468D' })).toBe('ok')
  const before = await versionOf(h)
  at('10:00')
  await endVehicle(t.ctx(system), { estateId: h.estateId, vehicleId: sold.id, reason: '已出售' })
  // said by the transaction itself: no job has run
  expect(await versionOf(h)).toBeGreaterThan(before)
  expect(await platesOf(h, permit.id)).toEqual(['琼B1357E'])
  await worldOf(t.house).look()
  expect(await shoot(t, h.camera, { plate: '琼A2468D' })).toBe('no')
  at('10:01')
  expect(await shoot(t, h.camera, { plate: '琼B1357E' })).toBe('ok')
  expect((await eventsOf(t, h.estateId)).map(e => [e.outcome, e.right_kind])).toEqual([
    ['open', 'monthly'],
    ['hold', null],
    ['open', 'monthly'],
  ])
})

test('[S4-18] [SX-14] who moves out takes his cars from the register; who stays by another tie keeps his', async () => {
  const h = await aHome()
  await car(h, '琼A10001', h.ownerId)
  await car(h, '琼A10002', h.otherId)
  await car(h, '琼A10003')
  const permit = await aMonth(h, '琼A10001', '琼A10002', '琼A10003')
  at('11:00')
  const card = await unitCard(t.ctx(system), { estateId: h.estateId, unitId: h.unitId })
  const spouse = card.households[0]?.members.find(m => m.personId === h.otherId)
  await endMember(t.ctx(system), { estateId: h.estateId, tieId: spouse?.id ?? '' })
  expect(await platesOf(h, permit.id)).toEqual(['琼A10001', '琼A10003'])
  // the owner still owns, so his car stays; the car that names nobody goes with the last household
  await endHousehold(t.ctx(system), { estateId: h.estateId, householdId: h.householdId })
  expect(await platesOf(h, permit.id)).toEqual(['琼A10001'])
})

test('[S4-18] [SX-14] a sale of the home dated ahead ends the seller’s cars at its instant, not before', async () => {
  const h = await aHome()
  await car(h, '琼A10001', h.ownerId)
  const permit = await aMonth(h, '琼A10001')
  const buyer = await createPerson(t.ctx(system), { estateId: h.estateId, kind: 'person', name: '孙买方' })
  await addOwners(t.ctx(system), {
    estateId: h.estateId,
    unitId: h.unitId,
    owners: [{ personId: buyer.id }],
    sale: true,
    sellerLeaves: true,
    from: '2026-03-02T18:00:00+08:00',
  })
  expect(await platesOf(h, permit.id)).toEqual(['琼A10001'])
  at('18:00')
  await t.drain()
  expect(await platesOf(h, permit.id)).toEqual([])
})

test('[S4-18] a visit of the same plate to another home, and a stay inside, are not touched', async () => {
  const h = await aHome()
  const sold = await car(h, '琼A10001')
  const permit = await aMonth(h, '琼A10001')
  await passed(t, h, '琼A10001', 'in', { rightKind: 'monthly' })
  const visit = await letVisitor(t.ctx(h.guard), h.estateId, {
    unitId: h.unitId,
    plate: '琼A10001',
    hours: 4,
  })
  at('09:30')
  await endVehicle(t.ctx(system), { estateId: h.estateId, vehicleId: sold.id })
  expect(await platesOf(h, permit.id)).toEqual([])
  expect(await platesOf(h, visit)).toEqual(['琼A10001'])
  const stays = await sql<{ state: string; permit_id: string }>`SELECT state, permit_id FROM parking_stay
    WHERE estate_id = ${h.estateId}`.execute(t.house.db)
  expect(stays.rows).toEqual([{ state: 'inside', permit_id: permit.id }])
})
