/** A garage that was entered without its lot is put into one afterwards, and nothing that runs breaks by it. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { aUnit } from '../../../test/factories.ts'
import { START, testHouse } from '../../../test/harness.ts'
import { aYard, type Yard } from '../../../test/parking.ts'
import { addGate } from '../gate/service-gate.ts'
import * as garage from './garage.ts'
import { askFetch, moveFetch } from './garage-fetch.ts'
import { setGarageLot } from './garage-lot.ts'
import { addLot, changeLot } from './lots.ts'
import { addPermit } from './permits.ts'

const t = await testHouse()
beforeEach(() => t.clock.set(START))

const max = { length: 5000, width: 1850, height: 1550, weight: 1700 }

async function aGarage() {
  const y = await aYard(t)
  await aUnit(t, y.estateId, '1-1-101')
  const g = await garage.addGarage(t.ctx(y.manager), {
    ...{
      estateId: y.estateId,
      name: '1号立体车库',
      kind: 'lift_slide',
      place: '3 栋北侧',
      levels: 2,
      perLevel: 3,
    },
    ...{ machines: 1, cycleSeconds: 90, landArea: 26_000, max, registration: '车琼A0001', keeper: '王工' },
    ...{ rescue: '13800000000', inspectedUntil: '2027-03-01', inUseFrom: '2026-01-01' },
  })
  const put = (lotId: string | null, version: number, who = y.manager) =>
    setGarageLot(t.ctx(who), {
      estateId: y.estateId,
      garageId: g.id,
      lotId,
      reason: '补登记所在停车场',
      version,
    })
  const now = () => garage.getGarage(t.ctx(y.manager), { estateId: y.estateId, garageId: g.id })
  return { y, g, put, now }
}

const another = (y: Yard, name: string, gates: string[] | null) =>
  addLot(t.ctx(y.manager), {
    ...{ estateId: y.estateId, name, ground: 'planned', levels: ['地面'], gates, visitorSpaces: 0 },
    ...{ operator: '安和物业', hours: '全天', complaintPhone: '0898-66668888' },
  })

test('[S4-11] it is put into a lot, into another one and out again; its book and the audit keep each with the reason', async () => {
  const { y, g, put } = await aGarage()
  const inLot = await put(y.lotId, g.version)
  expect(inLot).toMatchObject({ lotId: y.lotId, lot: '地面停车场', allowed: { lot: true } })
  const north = await another(y, '北停车场', null)
  t.clock.advance({ minutes: 1 })
  const moved = await put(north.id, inLot.version)
  t.clock.advance({ minutes: 1 })
  const out = await put(null, moved.version)
  expect(out.lot).toBeNull()
  expect(out.notes.map(n => [n.kind, n.reason])).toEqual([
    ['lot', '北停车场 → —：补登记所在停车场'],
    ['lot', '地面停车场 → 北停车场：补登记所在停车场'],
    ['lot', '— → 地面停车场：补登记所在停车场'],
  ])
  const kept = await sql<{
    before: unknown
    after: unknown
    reason: string
  }>`SELECT before, after, reason FROM audit
    WHERE estate_id = ${y.estateId} AND action = 'garage.lot' ORDER BY at, id`.execute(t.house.db)
  expect(kept.rows[1]).toEqual({
    before: { lotId: y.lotId },
    after: { lotId: north.id },
    reason: '地面停车场 → 北停车场：补登记所在停车场',
  })
})

test('[S4-11] not while a car is fetched: waiting, moving and ready at the exit, until it is driven off', async () => {
  const { y, g, put, now } = await aGarage()
  const ids = { estateId: y.estateId, garageId: g.id }
  await garage.setSlot(t.ctx(y.manager), { ...ids, code: '1-01', blocked: false, room: '1-1-101' })
  const f = await askFetch(t.ctx(y.guard), { ...ids, slot: '1-01' })
  for (const to of ['moving', 'ready'] as const) {
    await expect(put(y.lotId, (await now()).version)).rejects.toMatchObject({ code: 'garage.fetching' })
    expect((await now()).allowed.lot).toBe('garage.fetching')
    await moveFetch(t.ctx(y.guard), { estateId: y.estateId, fetchId: f.id, to })
  }
  await expect(put(y.lotId, (await now()).version)).rejects.toMatchObject({ code: 'garage.fetching' })
  await moveFetch(t.ctx(y.guard), { estateId: y.estateId, fetchId: f.id, to: 'taken' })
  expect((await put(y.lotId, (await now()).version)).lotId).toBe(y.lotId)
})

test('[S4-11] not where the cars of its slots do not get: the rooms are named, and a common gate or a permit there mends it', async () => {
  const { y, g, put, now } = await aGarage()
  const ids = { estateId: y.estateId, garageId: g.id }
  await garage.setSlot(t.ctx(y.manager), { ...ids, code: '1-01', blocked: false, room: '1-1-101' })
  await aUnit(t, y.estateId, '1-1-102')
  // this home has a slot and no permit at all: nothing of it can break
  await garage.setSlot(t.ctx(y.manager), { ...ids, code: '1-02', blocked: false, room: '1-1-102' })
  const gate = await addGate(t.ctx(y.manager), {
    estateId: y.estateId,
    name: '北门',
    kind: 'vehicle',
    state: 'open',
  })
  const west = await another(y, '西停车场', [y.gateId])
  const north = await another(y, '北停车场', [gate.id])
  await addPermit(t.ctx(y.manager), {
    ...{
      estateId: y.estateId,
      lotId: west.id,
      kind: 'monthly',
      room: '1-1-101',
      spaceIds: [],
      plates: ['琼A10001'],
    },
    ...{ many: 1, price: 0, from: '2026-03-02T00:00:00+08:00', until: '2026-04-02T00:00:00+08:00' },
  })
  await expect(put(north.id, (await now()).version)).rejects.toMatchObject({
    code: 'garage.lot_unreached',
    params: { rooms: '1-1-101' },
  })
  await changeLot(t.ctx(y.manager), {
    ...{ estateId: y.estateId, lotId: north.id, version: north.version, name: '北停车场', ground: 'planned' },
    ...{
      levels: ['地面'],
      gates: [gate.id, y.gateId],
      visitorSpaces: 0,
      operator: '安和物业',
      hours: '全天',
    },
    complaintPhone: '0898-66668888',
  })
  expect((await put(north.id, (await now()).version)).lot).toBe('北停车场')
})

test('[S4-11] the same lot, a lot of a neighbour, a page that is old and a guard are refused', async () => {
  const { y, g, put } = await aGarage()
  const neighbour = await aYard(t)
  await expect(put(neighbour.lotId, g.version)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(put(y.lotId, g.version, y.guard)).rejects.toMatchObject({ code: 'core.forbidden' })
  const made = await put(y.lotId, g.version)
  await expect(put(y.lotId, made.version)).rejects.toMatchObject({ code: 'garage.lot_same' })
  await expect(put(null, g.version)).rejects.toMatchObject({ code: 'core.stale' })
})
