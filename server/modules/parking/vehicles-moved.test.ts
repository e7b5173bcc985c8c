/** A car that a table moves to another home leaves its old home's permit as if it were moved by hand, and is said to beforehand. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { aHousehold, anAccount } from '../../../test/factories.ts'
import { START, system, testHouse } from '../../../test/harness.ts'
import { aDevice, shoot } from '../../../test/lane-factories.ts'
import { aYard } from '../../../test/parking.ts'
import { text, toXlsx } from '../../core/sheet-xlsx.ts'
import { worldOf } from '../lane/world.ts'
import { addVehicle, endVehicle, listVehicles } from '../people/vehicles.ts'
import { getImport, getPreview, runImport, upload } from '../transfer/service.ts'
import { letVisitor } from './permit-acts.ts'
import * as permits from './permits.ts'

const t = await testHouse()
beforeEach(() => t.clock.set(START))

/** Two homes; the first has two cars, both in its monthly permit. */
async function twoHomes() {
  const y = await aYard(t)
  const old = await aHousehold(t, y.estateId, { label: '1-1-101' })
  const next = await aHousehold(t, y.estateId, { label: '1-1-102', owner: '孙买方' })
  const who = await anAccount(t, y.estateId, { role: 'manager' })
  const car = (plate: string, unitId: string, personId?: string) =>
    addVehicle(t.ctx(system), {
      ...{ estateId: y.estateId, plate, kind: 'car', model: '白色', unitId },
      ...(personId ? { personId } : {}),
    })
  const moved = await car('琼A10001', old.unitId, old.owner.id)
  await car('琼A10002', old.unitId)
  const permit = await permits.addPermit(t.ctx(y.manager), {
    ...{ estateId: y.estateId, lotId: y.lotId, kind: 'monthly', room: '1-1-101', spaceIds: [] },
    ...{ plates: ['琼A10001', '琼A10002'], many: 2, price: 0 },
    ...{ from: '2026-03-02T00:00:00+08:00', until: '2026-04-02T00:00:00+08:00' },
  })
  const plates = async (permitId = permit.id) =>
    (await permits.getPermit(t.ctx(y.manager), { estateId: y.estateId, permitId })).cars.map(c => c.plate)
  return { y, old, next, who, moved, permit, plates, car }
}
type Homes = Awaited<ReturnType<typeof twoHomes>>

async function uploaded(h: Homes, kind: 'vehicles' | 'households', header: string[], rows: string[][]) {
  const bytes = await toXlsx([
    {
      sheet: '车辆',
      data: [header, ...rows].map(cells => cells.map(cell => text(cell))),
      columns: header.map(() => ({ width: 12 })),
      stickyRowsCount: 1,
    },
  ])
  return upload(t.ctx(h.who.actor), {
    estateId: h.y.estateId,
    kind,
    upload: {
      filename: '车辆.xlsx',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: Buffer.from(bytes),
    },
  })
}

async function ran(h: Homes, importId: string) {
  const one = { estateId: h.y.estateId, importId }
  await runImport(t.ctx(h.who.actor), { ...one, mode: 'all' })
  await t.drain()
  return (await getImport(t.ctx(h.who.actor), one)).counts
}

/** What the register and the permits say of a plate, without ids and instants. */
async function traces(h: Homes) {
  const cars = await sql<{
    room: string
    live: boolean
    named: boolean
    model: string | null
  }>`SELECT u.label AS room, v.until_at IS NULL AS live, v.person_id IS NOT NULL AS named, v.model
    FROM vehicle v JOIN unit u ON u.estate_id = v.estate_id AND u.id = v.unit_id
    WHERE v.estate_id = ${h.y.estateId} AND v.plate = '琼A10001' ORDER BY v.from_at, live`.execute(t.house.db)
  const audits = await sql<{ action: string }>`SELECT action FROM audit WHERE estate_id = ${h.y.estateId}
    AND action IN ('vehicle.end', 'parking.car_left') ORDER BY at, id`.execute(t.house.db)
  return { cars: cars.rows, audits: audits.rows.map(a => a.action), permit: await h.plates() }
}

test('[S4-18] moved by a table: out of the old home’s permit and shut out at once, as when it is moved by hand', async () => {
  const h = await twoHomes()
  await t.pool.query(
    `INSERT INTO lane_setting (estate_id, lane_id, temporary, changed_by, changed_at) VALUES ($1, $2, 'hold', 'test', now())`,
    [h.y.estateId, h.y.inLane],
  )
  const camera = await aDevice(t, h.y.estateId, h.y.inLane, 'in')
  await worldOf(t.house).look()
  expect(await shoot(t, camera, { plate: '琼A10001' })).toBe('ok')
  t.clock.advance({ minutes: 5 })
  const made = await uploaded(h, 'vehicles', ['车牌', '房号'], [['琼A10001', '1-1-102']])
  expect(await ran(h, made.import.id)).toMatchObject({ updated: 1, created: 0, failed: 0 })
  await worldOf(t.house).look()
  expect(await shoot(t, camera, { plate: '琼A10001' })).toBe('no')
  expect((await listVehicles(t.ctx(system), { estateId: h.y.estateId, q: '琼A10001' })).items).toMatchObject([
    { unit: '1-1-102', person: null },
  ])
  const byHand = await twoHomes()
  t.clock.advance({ minutes: 5 })
  await endVehicle(t.ctx(system), { estateId: byHand.y.estateId, vehicleId: byHand.moved.id, reason: '转让' })
  await byHand.car('琼A10001', byHand.next.unitId)
  expect(await traces(h)).toEqual(await traces(byHand))
  expect(await h.plates()).toEqual(['琼A10002'])
})

test('[S4-18] [SX-15] the preview says it before: which car leaves which permit, for whom nothing changes is silent', async () => {
  const h = await twoHomes()
  await h.car('琼A10003', h.old.unitId)
  const rows = [
    ['琼A10001', '1-1-102'],
    ['琼A10002', '1-1-101'],
    ['琼A10003', '1-1-102'],
    ['琼A10004', '1-1-102'],
  ]
  const { preview, import: made } = await uploaded(h, 'vehicles', ['车牌', '房号'], rows)
  expect(preview.changed).toBe(2)
  expect(preview.changes.map(c => [c.line, c.text.zh])).toEqual([
    [
      2,
      '琼A10001 现登记在 1-1-101，将转到 1-1-102：1-1-101 的月租（地面停车场）不再含此车，道闸随即不再放行；许可本身不变。1-1-102 要停车，请在其许可里加上此车。',
    ],
    [4, '琼A10003 现登记在 1-1-101，将转到 1-1-102；1-1-101 没有含此车的停车许可。'],
  ])
  expect(preview.changes[0]?.text.en).toContain('leaves the permits of 1-1-101 (Monthly, 地面停车场)')
  // said, not done
  expect(await h.plates()).toEqual(['琼A10001', '琼A10002'])
  await ran(h, made.id)
  const again = await getPreview(t.ctx(h.who.actor), { estateId: h.y.estateId, importId: made.id })
  expect(again.changed).toBe(0)
})

test('[S4-18] [SX-15] the one table of households tells and moves alike; a visit of the car to its old home stays', async () => {
  const h = await twoHomes()
  const visit = await letVisitor(t.ctx(h.y.guard), h.y.estateId, {
    unitId: h.old.unitId,
    plate: '琼A10001',
    hours: 4,
  })
  const made = await uploaded(
    h,
    'households',
    ['房号', '业主姓名', '车牌号'],
    [['1-1-102', '孙买方', '琼A10001']],
  )
  expect(made.preview.changes.map(c => c.line)).toEqual([2])
  t.clock.advance({ minutes: 5 })
  await ran(h, made.import.id)
  expect(await h.plates()).toEqual(['琼A10002'])
  expect(await h.plates(visit)).toEqual(['琼A10001'])
  expect((await listVehicles(t.ctx(system), { estateId: h.y.estateId, q: '琼A10001' })).items).toMatchObject([
    { unit: '1-1-102', person: '孙买方', model: '白色' },
  ])
})

test('[S4-18] an owner who has a tie to the new home keeps his car; a car that had no home is only given one', async () => {
  const h = await twoHomes()
  const both = await aHousehold(t, h.y.estateId, { label: '1-1-103' })
  await sql`UPDATE ownership SET person_id = ${h.old.owner.id} WHERE estate_id = ${h.y.estateId} AND unit_id = ${both.unitId}`.execute(
    t.house.db,
  )
  await addVehicle(t.ctx(system), { estateId: h.y.estateId, plate: '琼A10005', kind: 'car' })
  const made = await uploaded(
    h,
    'vehicles',
    ['车牌', '房号'],
    [
      ['琼A10001', '1-1-103'],
      ['琼A10005', '1-1-102'],
    ],
  )
  expect(made.preview.changes.map(c => c.line)).toEqual([2])
  t.clock.advance({ minutes: 5 })
  await ran(h, made.import.id)
  const { items } = await listVehicles(t.ctx(system), { estateId: h.y.estateId, q: '琼A1000' })
  expect(items.find(v => v.plate === '琼A10001')).toMatchObject({ unit: '1-1-103', person: '林晓燕' })
  const ended = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM vehicle WHERE estate_id = ${h.y.estateId} AND plate = '琼A10005'`.execute(
    t.house.db,
  )
  expect(ended.rows[0]?.n).toBe(1)
})
