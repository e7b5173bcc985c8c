import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../../../test/factories.ts'
import { actor, START, system, type TestHouse, testHouse } from '../../../test/harness.ts'
import { addGate } from '../gate/service-gate.ts'
import { listCharges } from '../ledger/service.ts'
import { linkPhone } from '../people/accounts.ts'
import { addVehicle } from '../people/vehicles.ts'
import * as order from './order.ts'
import * as accident from './order-accident.ts'
import * as move from './order-move.ts'
import {
  monthBefore,
  monthSpan,
  moveOverdue,
  noCounts,
  repeatSince,
  violationAllowed,
  zonePoints,
} from './order-rules.ts'

describe('rules', () => {
  const rules = { full: 20, points: { wrong: 1, blocked: 2, green: 3, accident: 5 } }

  test('a zone keeps its twenty points less what happened there, never below nothing', () => {
    expect(zonePoints(noCounts(), rules)).toBe(20)
    expect(zonePoints({ wrong: 3, blocked: 2, green: 1, accident: 1 }, rules)).toBe(5)
    expect(zonePoints({ wrong: 30, blocked: 0, green: 0, accident: 0 }, rules)).toBe(0)
  })

  test('an owner has ten minutes: at the limit still time, a millisecond after somebody goes there, once', () => {
    const m = { state: 'asked' as const, answerBy: 600_000, raised: false }
    expect(moveOverdue(m, 600_000)).toBe(false)
    expect(moveOverdue(m, 600_001)).toBe(true)
    expect(moveOverdue({ ...m, raised: true }, 600_001)).toBe(false)
    expect(moveOverdue({ ...m, state: 'coming' }, 600_001)).toBe(false)
  })

  test('months and repeats', () => {
    expect(monthSpan('2026-12')).toEqual({ from: '2026-12-01', until: '2027-01-01' })
    expect(monthBefore('2026-01')).toBe('2025-12')
    expect(repeatSince(365 * 86_400_000, 365)).toBe(0)
    expect(violationAllowed({ state: 'open', payer: false, charged: false }).damage).toBe('order.no_payer')
    expect(violationAllowed({ state: 'open', payer: true, charged: true }).void).toBe('order.charged')
    expect(violationAllowed({ state: 'closed', payer: true, charged: false }).close).toBe('order.closed')
  })
})

const t: TestHouse = await testHouse()
const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#483' } })
  .jpeg()
  .toBuffer()
const upload = { filename: 'a.jpg', mediaType: 'image/jpeg', bytes: picture }
const code = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    error => (error as { code: string }).code,
  )
const PLATE = '琼A12345'

/** An account whose phone is this person's, as after signing in by phone. */
async function verifyPhoneForTest(house: TestHouse, phone: string, name: string): Promise<string> {
  const { id } = await anAccount(house, (await anEstate(house)).id, { role: 'employee', name })
  await linkPhone(house.ctx(system), id, phone)
  return id
}

async function aSite() {
  const estate = await anEstate(t)
  const home = await aHousehold(t, estate.id)
  await addVehicle(t.ctx(system), {
    estateId: estate.id,
    plate: PLATE,
    kind: 'car',
    unitId: home.unitId,
    personId: home.owner.id,
  })
  const ownerAccount = await verifyPhoneForTest(t, home.owner.phone ?? '', '林晓燕')
  const guard = await anAccount(t, estate.id, { role: 'guard', name: '保安小王' })
  const owner = { ...actor('owner', 'unit', home.unitId, estate.id), id: ownerAccount, name: '林晓燕' }
  return { estateId: estate.id, home, guard, owner, manager: actor('manager', 'estate', estate.id) }
}

const violate = (s: Awaited<ReturnType<typeof aSite>>, more: object = {}) =>
  order.recordViolation(t.ctx(s.guard.actor), {
    estateId: s.estateId,
    type: 'fire_lane',
    zone: '东区',
    place: '3 栋北侧消防通道',
    plate: PLATE,
    vehicleKind: 'car',
    upload,
    ...more,
  })

const messages = async (accountId: string, kind: string) =>
  (
    await sql<{
      body: { zh: string }
    }>`SELECT body FROM message WHERE account_id = ${accountId} AND kind = ${kind} ORDER BY at`.execute(
      t.house.db,
    )
  ).rows

describe('violations', () => {
  beforeEach(() => t.clock.set(START))

  test('[S3-81] [S4-05] photo, place, plate, repeats counted, the home told, the plate sealed; a repeat within a year', async () => {
    const s = await aSite()
    expect(await code(violate(s, { upload: undefined }))).toBe('order.photo')
    expect(await code(violate(s, { type: 'nonsense' }))).toBe('order.type')
    const first = await violate(s)
    expect(first).toMatchObject({ phase: 'parking', plate: PLATE, repeat: 1, room: '1-2-301', state: 'open' })
    expect(first.photos).toHaveLength(1)
    expect(first.toldAt).not.toBeNull()
    const told = await messages(s.owner.id, 'parking.violation')
    expect(told[0]?.body.zh).toContain(first.number)
    expect(told[0]?.body.zh).not.toContain(PLATE)
    const kept = await sql<{
      plate_sealed: Buffer
    }>`SELECT plate_sealed FROM order_violation WHERE id = ${first.id}`.execute(t.house.db)
    expect(kept.rows[0]?.plate_sealed.toString('latin1')).not.toContain('12345')
    t.clock.set('2027-03-02T01:00:00Z')
    expect((await violate(s, { type: 'speeding' })).repeat).toBe(2)
    t.clock.set('2027-03-02T01:00:00.001Z')
    expect((await violate(s, { type: 'tailgate' })).phase).toBe('entry')
    const list = await order.listViolations(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      plate: '琼A·12345',
    })
    expect(list.total).toBe(3)
    expect(list.items.map(v => v.phase).sort()).toEqual(['driving', 'entry', 'parking'])
  })

  test('[S3-80] a bicycle without a register is recorded too; nobody is told, nobody charged', async () => {
    const s = await aSite()
    const v = await violate(s, { type: 'entrance', plate: '无牌电动车', vehicleKind: 'bicycle' })
    expect(v).toMatchObject({ room: null, toldAt: null, vehicleKind: 'bicycle' })
    const pay = order.recordDamage(t.ctx(s.manager), {
      estateId: s.estateId,
      violationId: v.id,
      damage: '压坏草皮',
      greenArea: 200,
      compensation: 5000,
    })
    expect(await code(pay)).toBe('order.no_payer')
  })

  test('[S4-08] parked on the green: damage, area and compensation, charged once to the home', async () => {
    const s = await aSite()
    const v = await violate(s, { type: 'green', place: '中心花园' })
    const damage = () =>
      order.recordDamage(t.ctx(s.manager), {
        estateId: s.estateId,
        violationId: v.id,
        damage: '压坏草皮和路缘石',
        greenArea: 350,
        compensation: 28_000,
      })
    expect(await damage()).toMatchObject({ greenArea: 350, compensation: 28_000 })
    expect(await code(damage())).toBe('order.charged')
    const charges = await listCharges(t.ctx(s.manager), {
      estateId: s.estateId,
      sourceId: v.id,
      state: 'all',
    })
    expect(charges.items).toHaveLength(1)
    expect(charges.items[0]).toMatchObject({ source: 'damage', amount: 28_000, room: '1-2-301' })
    const close = (more: object) =>
      order.closeViolation(t.ctx(s.guard.actor), {
        estateId: s.estateId,
        violationId: v.id,
        result: '已补种',
        ...more,
      })
    expect(await code(close({ void: true }))).toBe('order.charged')
    expect((await close({})).state).toBe('closed')
  })

  test('a photo comes with its own record only', async () => {
    const s = await aSite()
    const [a, b] = [await violate(s), await violate(s)]
    const get = (record: string, file: string | undefined) =>
      t.http(s.guard.actor, 'GET', `/api/estates/${s.estateId}/parking/violations/${record}/photos/${file}`)
    expect((await get(a.id, a.photos[0])).statusCode).toBe(200)
    expect((await get(b.id, a.photos[0])).statusCode).toBe(404)
  })

  test('[S3-82] the month: accidents, blocked lanes, wrongly parked, by zone with its points; taken back it counts not', async () => {
    const s = await aSite()
    await violate(s)
    await violate(s, { type: 'outside_lines' })
    const taken = await violate(s, { type: 'outside_lines' })
    await order.closeViolation(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      violationId: taken.id,
      void: true,
      result: '误记',
    })
    await violate(s, { type: 'green', zone: '西区' })
    await accident.recordAccident(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      kind: 'accident',
      zone: '西区',
      place: '地库',
      what: '倒车擦碰',
    })
    t.clock.set('2026-04-01T00:00:00+08:00')
    await violate(s, { zone: '西区' })
    const march = await order.orderMonth(t.ctx(s.manager), { estateId: s.estateId, month: '2026-03' })
    expect(march.counts).toEqual({ wrong: 1, blocked: 1, green: 1, accident: 1 })
    expect(march.zones).toEqual([
      { zone: '东区', counts: { wrong: 1, blocked: 1, green: 0, accident: 0 }, points: 17 },
      { zone: '西区', counts: { wrong: 0, blocked: 0, green: 1, accident: 1 }, points: 12 },
    ])
    const april = await order.orderMonth(t.ctx(s.manager), { estateId: s.estateId })
    expect(april).toMatchObject({ month: '2026-04', counts: { blocked: 1 }, before: { accident: 1 } })
    expect(april.months).toHaveLength(12)
  })
})

describe('move your car', () => {
  beforeEach(() => t.clock.set(START))

  test('asked and answered; neither side sees the other’s phone or name', async () => {
    const s = await aSite()
    const other = await aHousehold(t, s.estateId, { label: '1-2-302', owner: '赵邻居' })
    const asker = {
      ...actor('owner', 'unit', other.unitId, s.estateId),
      id: await verifyPhoneForTest(t, other.owner.phone ?? '', '赵邻居'),
      name: '赵邻居',
    }
    const asked = await move.askMoveMine(t.ctx(asker), {
      estateId: s.estateId,
      plate: PLATE,
      place: '地库 B1-12 前',
      reason: '挡住我的车位',
    })
    expect(asked).toMatchObject({ state: 'asked', mine: 'asker' })
    const again = move.askMoveMine(t.ctx(asker), {
      estateId: s.estateId,
      plate: '琼A·12345',
      place: '同上',
      reason: '再催一次',
    })
    expect(await code(again)).toBe('order.move_open')
    const seen = await move.myMoves(t.ctx(s.owner), { estateId: s.estateId })
    expect(seen.items[0]).toMatchObject({ mine: 'owner', reason: '挡住我的车位' })
    const answered = await move.answerMove(t.ctx(s.owner), {
      estateId: s.estateId,
      moveId: asked.id,
      coming: true,
      minutes: 5,
    })
    expect(answered.state).toBe('coming')
    const toAsker = await messages(asker.id, 'parking.move_answer')
    expect(toAsker[0]?.body.zh).toContain('5 分钟内')
    const toOwner = await messages(s.owner.id, 'parking.move')
    const said = JSON.stringify([asked, seen, answered, toAsker, toOwner])
    for (const secret of [s.home.owner.phone, other.owner.phone, '赵邻居', '林晓燕'])
      expect(said).not.toContain(secret)
    const stranger = { ...asker, id: (await anAccount(t, s.estateId, { role: 'employee' })).id }
    expect(
      await code(move.answerMove(t.ctx(stranger), { estateId: s.estateId, moveId: asked.id, coming: true })),
    ).toBe('core.not_found')
    expect((await move.closeMoveMine(t.ctx(asker), { estateId: s.estateId, moveId: asked.id })).state).toBe(
      'closed',
    )
  })

  test('[SX-09] no answer in ten minutes: a guard is sent, once; an unknown plate at once, and the asker learns nothing of it', async () => {
    const s = await aSite()
    const m = await move.askMove(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      plate: PLATE,
      place: '北门',
      reason: '堵住消防通道',
    })
    expect(m.told).toBe(1)
    const look = () => move.lookAtMove(t.ctx(system), s.estateId, m.id)
    const raised = async () =>
      (
        await sql<{
          n: number
        }>`SELECT count(*)::int AS n FROM message WHERE estate_id = ${s.estateId} AND kind = 'parking.move_late'`.execute(
          t.house.db,
        )
      ).rows[0]?.n
    t.clock.advance({ minutes: 10 })
    await look()
    expect(await raised()).toBe(0)
    t.clock.advance({ milliseconds: 1 })
    await look()
    await look()
    expect(await raised()).toBe(1)
    const unknown = await move.askMoveMine(t.ctx(s.owner), {
      estateId: s.estateId,
      plate: '琼B99999',
      place: '南门',
      reason: '堵门',
    })
    expect(await raised()).toBe(2)
    expect(Object.keys(unknown)).not.toContain('told')
    await move.closeMove(t.ctx(s.guard.actor), { estateId: s.estateId, moveId: m.id, result: '已挪开' })
    expect(
      await code(
        move.closeMove(t.ctx(s.guard.actor), { estateId: s.estateId, moveId: m.id, result: '已挪开' }),
      ),
    ).toBe('order.move_closed')
  })
})

describe('accidents and congestion', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-10] each accident has somebody who answers for it, and a closing record; names only for the manager', async () => {
    const s = await aSite()
    const a = await accident.recordAccident(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      kind: 'damage',
      zone: '东区',
      place: '地库 B1',
      what: '后视镜被撞落',
      parties: '琼A12345 林女士',
    })
    expect(a.parties).toBeNull()
    expect(a.accountable).toBe('保安小王')
    const [list] = (await accident.listAccidents(t.ctx(s.manager), { estateId: s.estateId })).items
    expect(list?.parties).toBe('琼A12345 林女士')
    const other = await anAccount(t, s.estateId, { role: 'manager', name: '陈经理' })
    const named = await accident.nameAccountable(t.ctx(s.manager), {
      estateId: s.estateId,
      accidentId: a.id,
      accountId: other.id,
      reason: '值班调整',
    })
    expect(named.accountable).toBe('陈经理')
    const close = () =>
      accident.closeAccident(t.ctx(s.manager), {
        estateId: s.estateId,
        accidentId: a.id,
        result: '双方和解',
        liable: '来访车全责',
      })
    expect(await close()).toMatchObject({ state: 'closed', liable: '来访车全责' })
    expect(await code(close())).toBe('order.closed')
  })

  test('[S4-09] congestion with time, length and cause; the end gives its minutes, once', async () => {
    const s = await aSite()
    const gate = await addGate(t.ctx(system), { estateId: s.estateId, name: '北门', kind: 'main' })
    const c = await accident.beginCongestion(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      gateId: gate.id,
      length: 80,
      cause: 'peak',
    })
    t.clock.advance({ minutes: 25 })
    const end = () =>
      accident.endCongestion(t.ctx(s.guard.actor), {
        estateId: s.estateId,
        congestionId: c.id,
        measure: '加开一条进口',
      })
    expect(await end()).toMatchObject({ minutes: 25, length: 80, cause: 'peak' })
    expect(await code(end())).toBe('order.ended')
    const timing = await accident.recordTiming(t.ctx(s.guard.actor), {
      estateId: s.estateId,
      gateId: gate.id,
      direction: 'in',
      method: 'card',
      millis: 9800,
      queue: 3,
    })
    expect(timing).toMatchObject({ count: 1, mean: 9800 })
    expect(
      await code(
        accident.recordTiming(t.ctx(s.guard.actor), {
          estateId: s.estateId,
          gateId: s.home.unitId,
          direction: 'in',
          method: 'card',
          millis: 9800,
          queue: 3,
        }),
      ),
    ).toBe('order.gate')
  })
})
