/** Owners first (F-05): who gets a space, on which terms; and permits that end at their instant. */
import { expect, test } from 'vitest'
import { aHousehold, aUnit } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aYard, passed, type Yard } from '../../../test/parking.ts'
import type { Actor } from '../../core/access.ts'
import { sql } from '../../core/db.ts'
import { listCharges } from '../ledger/service.ts'
import { addVehicle } from '../people/vehicles.ts'
import { type Giving, givingRefusal, inQueueOrder, monthsAfter, type Waiting } from './lot-rules.ts'
import * as lots from './lots.ts'
import { lapseOffers } from './offers.ts'
import { myDue, myParking, mySlip, myVisitor, myWait } from './own.ts'
import * as permitActs from './permit-acts.ts'
import * as permits from './permits.ts'
import { findStay, listStays } from './stay-acts.ts'
import { slipPaid } from './stay-slips.ts'
import * as waiting from './waiting.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const local = (text: string) => t.clock.set(`2026-03-${text.length === 5 ? `02T${text}` : text}:00+08:00`)
const at = (text: string) => Date.parse(`2026-${text}+08:00`)

const wait = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  unitId: `u${id}`,
  room: id,
  use: 'car',
  lotId: null,
  disability: false,
  askedAt: 0,
  spaces: 0,
  ...more,
})
const giving = (more: Partial<Giving> = {}): Giving => ({
  kind: 'lease',
  lotId: 'l',
  unitId: 'u1',
  spaces: 0,
  disability: false,
  from: at('03-02T00:00'),
  until: at('09-02T00:00'),
  asOf: at('03-02T00:00'),
  given: [{ number: 'B1-001', ground: 'planned', use: 'car', state: 'usable' }],
  waiting: [],
  civilMonths: 12,
  outsideMonths: 1,
  ...more,
})
const refusal = (more: Partial<Giving>) => givingRefusal(giving(more))?.code ?? null

test('[S4-05] the stated order: homes without a space first, then by the time of asking; accessible ones for the disabled', () => {
  const list = [wait('a', { askedAt: 1, spaces: 1 }), wait('b', { askedAt: 3 }), wait('c', { askedAt: 2 })]
  expect(inQueueOrder(list).map(w => w.id)).toEqual(['c', 'b', 'a'])
  const accessible = [
    wait('a', { use: 'accessible', askedAt: 1 }),
    wait('b', { use: 'accessible', askedAt: 9, disability: true, spaces: 1 }),
  ]
  expect(inQueueOrder(accessible).map(w => w.id)).toEqual(['b', 'a'])
})

test('[S4-05] owners first, by the law’s clauses', () => {
  const civil = [{ number: 'R1', ground: 'civil_defence' as const, use: 'car' as const, state: 'usable' }]
  const common = [{ number: 'G1', ground: 'common' as const, use: 'car' as const, state: 'usable' }]
  const outside = { kind: 'outside' as const, unitId: null, given: [], until: at('04-02T00:00') }
  expect(refusal({})).toBeNull()
  expect(refusal({ given: civil, kind: 'sale', until: null })).toBe('parking.no_sale_civil')
  expect(refusal({ given: civil, until: at('09-02T00:00') })).toBeNull()
  expect(refusal({ given: civil, until: monthsAfter(at('03-02T00:00'), 12) })).toBeNull()
  expect(refusal({ given: civil, until: monthsAfter(at('03-02T00:00'), 12) + 1 })).toBe(
    'parking.civil_lease_long',
  )
  expect(refusal({ given: common, kind: 'gift', until: null })).toBe('parking.no_sale_common')
  expect(refusal({ kind: 'sale', unitId: null, until: null })).toBe('parking.no_sale_outside')
  expect(refusal(outside)).toBeNull()
  expect(refusal({ ...outside, until: at('04-02T00:00') + 1 })).toBe('parking.outside_monthly')
  expect(refusal({ ...outside, waiting: [wait('2')] })).toBe('parking.owners_wait')
  expect(refusal({ ...outside, waiting: [wait('2', { use: 'bicycle' })] })).toBeNull()
  expect(refusal({ spaces: 1, waiting: [wait('2')] })).toBe('parking.one_each_first')
  expect(refusal({ waiting: [wait('2')] })).toBe('parking.queue_first')
  expect(refusal({ waiting: [wait('2'), wait('1', { unitId: 'u1', askedAt: -1 })] })).toBeNull()
  // who asked after the contract was signed does not count against it
  expect(refusal({ asOf: 5, waiting: [wait('2', { askedAt: 5 })] })).toBeNull()
  expect(refusal({ asOf: 6, waiting: [wait('2', { askedAt: 5 })] })).toBe('parking.queue_first')
  expect(refusal({ until: null })).toBe('parking.term_needed')
  expect(refusal({ given: [] })).toBe('parking.no_space_named')
})

test('a month ends on the last day of a shorter one', () => {
  expect(monthsAfter(at('01-31T12:00'), 1)).toBe(at('02-28T12:00'))
  expect(monthsAfter(Date.parse('2028-01-31T12:00:00+08:00'), 1)).toBe(
    Date.parse('2028-02-29T12:00:00+08:00'),
  )
})

async function aSpace(y: Yard, number: string, more: Partial<Parameters<typeof lots.addSpace>[1]> = {}) {
  return lots.addSpace(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    level: 'B1',
    number,
    ground: 'planned',
    use: 'car',
    ...more,
  })
}

/** Whether the lanes would let a plate pass now, and by which right. */
async function rightOf(y: Yard, plate: string) {
  const cipher = await t.ctx(system).cipher(y.estateId)
  const now = t.ctx(system).now
  const found = await sql<{
    kind: string
    group_spaces: number | null
  }>`SELECT kind, group_spaces FROM passage_right
    WHERE estate_id = ${y.estateId} AND plate_blind = ${cipher.blind('plate', plate)} AND ended_at IS NULL AND from_at <= ${now}
      AND (until_at IS NULL OR until_at > ${now})`.execute(t.house.db)
  return found.rows[0] ?? null
}

test('[S4-01] [S4-02] spaces are counted by lot and use; fire lanes and green never become one', async () => {
  local('09:00')
  const y = await aYard(t)
  await aSpace(y, 'B1-001')
  await expect(aSpace(y, 'B1-001')).rejects.toMatchObject(code('parking.space_there'))
  await expect(aSpace(y, 'X', { formerUse: 'green' })).rejects.toMatchObject(code('parking.never_space'))
  await expect(aSpace(y, 'X', { formerUse: 'fire_lane' })).rejects.toMatchObject(code('parking.never_space'))
  await expect(aSpace(y, 'X', { ground: 'common', formerUse: 'road' })).rejects.toMatchObject(
    code('parking.decision_needed'),
  )
  await expect(aSpace(y, 'X', { level: 'B9' })).rejects.toMatchObject(code('parking.level_unknown'))
  await aSpace(y, 'G-1', { ground: 'common', formerUse: 'road', decision: '业决〔2026〕3号' })
  await aSpace(y, 'E-1', { use: 'ebike', capacity: 40 })
  await aUnit(t, y.estateId, '1-1-101')
  await addVehicle(t.ctx(system), { estateId: y.estateId, plate: '琼A10001', kind: 'car' })
  await addVehicle(t.ctx(system), { estateId: y.estateId, plate: '琼A10002', kind: 'car' })
  await addVehicle(t.ctx(system), { estateId: y.estateId, plate: '琼A10003', kind: 'car' })
  const [lot] = (await lots.listLots(t.ctx(y.manager), { estateId: y.estateId })).items
  expect([lot?.counts.all, lot?.counts.free, lot?.byUse.find(u => u.use === 'ebike')?.all]).toEqual([
    2, 2, 40,
  ])
  const counts = await lots.counts(t.ctx(y.manager), { estateId: y.estateId })
  expect([counts.spaces, counts.homes, counts.vehicles, counts.shortage]).toEqual([2, 1, 3, 1])
  expect(counts.vehicleMonths.at(-1)).toEqual({ month: '2026-03', vehicles: 3 })
  expect(counts.vehicleMonths.at(-2)?.vehicles).toBe(0)
})

test('[S4-05] the list is kept: offered in order, taken within its hours, lapsed after them', async () => {
  local('09:00')
  const y = await aYard(t)
  const manager = () => t.ctx(y.manager)
  const space = await aSpace(y, 'B1-001')
  for (const label of ['1-1-101', '1-1-102']) await aUnit(t, y.estateId, label)
  const first = await waiting.addWait(manager(), { estateId: y.estateId, room: '1-1-101', use: 'car' })
  local('09:01')
  const second = await waiting.addWait(manager(), { estateId: y.estateId, room: '1-1-102', use: 'car' })
  await expect(
    waiting.addWait(manager(), { estateId: y.estateId, room: '1-1-102', use: 'car' }),
  ).rejects.toMatchObject(code('parking.wait_there'))
  const offer = (w: { id: string; version: number }) =>
    waiting.offerSpace(manager(), {
      estateId: y.estateId,
      waitId: w.id,
      spaceId: space.id,
      version: w.version,
    })
  await expect(offer(second)).rejects.toMatchObject(code('parking.wait_order'))
  const offered = await offer(first)
  expect(offered.offeredUntil).toBe('2026-03-05T01:01:00Z')
  await expect(offer(second)).rejects.toMatchObject(code('parking.space_taken'))
  const terms = {
    estateId: y.estateId,
    lotId: y.lotId,
    kind: 'lease' as const,
    room: '1-1-101',
    spaceIds: [space.id],
    price: 30_000,
    from: '2026-03-02T00:00:00+08:00',
    until: '2026-09-02T00:00:00+08:00',
    waitId: first.id,
  }
  local('05T09:02')
  await expect(permits.addPermit(manager(), terms)).rejects.toMatchObject(code('parking.offer_late'))
  await lapseOffers(t.ctx(system))
  expect((await waiting.getWait(manager(), { estateId: y.estateId, waitId: first.id })).state).toBe('lapsed')
  const next = await waiting.getWait(manager(), { estateId: y.estateId, waitId: second.id })
  // the space went on by itself
  expect([next.place, next.state, next.offeredSpace?.number]).toEqual([1, 'offered', 'B1-001'])
  const made = await permits.addPermit(manager(), {
    ...terms,
    room: '1-1-102',
    waitId: second.id,
    from: '2026-03-05T00:00:00+08:00',
  })
  expect([made.spaces.map(s => s.number), made.open]).toEqual([['B1-001'], 30_000])
  expect((await waiting.getWait(manager(), { estateId: y.estateId, waitId: second.id })).state).toBe('taken')
  const [charge] = (await listCharges(manager(), { estateId: y.estateId })).items
  expect([charge?.source, charge?.amount, charge?.room, charge?.publicIncome]).toEqual([
    'permit',
    30_000,
    '1-1-102',
    false,
  ])
})

test('[S4-18] a permit writes the rights of its cars, its end takes effect at its instant, a removed car goes at once', async () => {
  local('09:00')
  const y = await aYard(t)
  const manager = () => t.ctx(y.manager)
  await aUnit(t, y.estateId, '1-1-101')
  const spaces = [await aSpace(y, 'B1-001'), await aSpace(y, 'B1-002')]
  const made = await permits.addPermit(manager(), {
    estateId: y.estateId,
    lotId: y.lotId,
    kind: 'sale',
    room: '1-1-101',
    spaceIds: spaces.map(s => s.id),
    plates: ['琼A·10001', '琼A10002', '琼A10003'],
    price: 0,
    from: '2026-03-02T09:00:00+08:00',
  })
  expect(await rightOf(y, '琼A10001')).toEqual({ kind: 'owner', group_spaces: 2 })
  await expect(
    permits.addPermit(manager(), {
      estateId: y.estateId,
      lotId: y.lotId,
      kind: 'lease',
      room: '1-1-101',
      spaceIds: [spaces[0]!.id],
      price: 0,
      from: '2026-03-02T09:00:00+08:00',
      until: '2026-04-02T09:00:00+08:00',
    }),
  ).rejects.toMatchObject(code('parking.space_taken'))
  const car = made.cars.find(c => c.plate === '琼A10003')!
  await permitActs.removeCar(manager(), { estateId: y.estateId, permitId: made.id, carId: car.id })
  expect([await rightOf(y, '琼A10003'), (await rightOf(y, '琼A10002'))?.kind]).toEqual([null, 'owner'])
  await passed(t, y, '琼A10001', 'in', { rightKind: 'owner' })
  local('12:00')
  const now = (await permits.getPermit(manager(), { estateId: y.estateId, permitId: made.id })).version
  await permitActs.endPermit(manager(), {
    estateId: y.estateId,
    permitId: made.id,
    reason: '已转让',
    version: now,
  })
  expect(await rightOf(y, '琼A10001')).toBeNull()
  local('12:01')
  expect((await permits.getPermit(manager(), { estateId: y.estateId, permitId: made.id })).state).toBe('over')
  await expect(
    permitActs.addCar(manager(), { estateId: y.estateId, permitId: made.id, plate: '琼A10009' }),
  ).rejects.toMatchObject(code('parking.permit_over'))
  // what it stood under the permit is free; from its end on it is an ordinary stay
  local('14:00')
  const stay = (await findStay(t.ctx(y.guard), { estateId: y.estateId, plate: '琼A10001' })).stay
  expect([stay?.quote.total, stay?.quote.cost.lines[0]?.text]).toEqual([400, '03-02 12:00–12:30 免费 30 分'])
})

test('[S4-18] a term that ran out a minute ago is over, a renewal begins where the last period ended', async () => {
  local('09:00')
  const y = await aYard(t)
  const manager = () => t.ctx(y.manager)
  await aUnit(t, y.estateId, '1-1-101')
  const made = await permits.addPermit(manager(), {
    estateId: y.estateId,
    lotId: y.lotId,
    kind: 'monthly',
    room: '1-1-101',
    plates: ['琼A10001'],
    many: 1,
    price: 15_000,
    from: '2026-03-02T09:00:00+08:00',
    until: '2026-03-03T09:00:00+08:00',
  })
  expect((await rightOf(y, '琼A10001'))?.kind).toBe('monthly')
  local('03T09:00')
  expect(await rightOf(y, '琼A10001')).toBeNull()
  local('03T09:01')
  const over = await permits.getPermit(manager(), { estateId: y.estateId, permitId: made.id })
  expect([over.state, over.allowed.renew]).toEqual(['over', true])
  const renewed = await permits.renewPermit(manager(), {
    estateId: y.estateId,
    permitId: made.id,
    until: '2026-04-03T09:00:00+08:00',
    price: 15_000,
    version: over.version,
  })
  expect([renewed.state, renewed.open, (await rightOf(y, '琼A10001'))?.kind]).toEqual([
    'live',
    30_000,
    'monthly',
  ])
  // public income: the lot stands on common ground (C-15)
  expect((await listCharges(manager(), { estateId: y.estateId })).items.every(c => c.publicIncome)).toBe(true)
})

test('[S4-05] [S4-18] on the phone: my space, my place in the queue, my visitor’s car, what it owes, the slip and its receipt', async () => {
  local('09:00')
  const y = await aYard(t)
  const home = await aHousehold(t, y.estateId, { label: '1-2-301' })
  const me: Actor & { kind: 'account' } = {
    ...actor('owner', 'unit', home.unitId, y.estateId),
    personId: home.owner.id,
  }
  const own = () => t.ctx(me)
  const asked = await myWait(own(), { estateId: y.estateId, unitId: home.unitId, use: 'car' })
  expect(asked.place).toBe(1)
  const strange = await aUnit(t, y.estateId, '1-2-302')
  await expect(myWait(own(), { estateId: y.estateId, unitId: strange, use: 'car' })).rejects.toMatchObject(
    code('core.not_found'),
  )
  await myVisitor(own(), { estateId: y.estateId, unitId: home.unitId, plate: '琼D88888', hours: 2 })
  expect((await rightOf(y, '琼D88888'))?.kind).toBe('visitor')
  await expect(
    myVisitor(own(), { estateId: y.estateId, unitId: home.unitId, plate: '琼D88889', hours: 25 }),
  ).rejects.toMatchObject(code('parking.visitor_hours'))
  const mine = await myParking(own(), { estateId: y.estateId })
  expect([mine.homes[0]?.visitors[0]?.cars[0]?.plate, mine.homes[0]?.waits[0]?.place]).toEqual([
    '琼D88888',
    1,
  ])
  await passed(t, y, '琼E88888', 'in')
  local('11:00')
  const { due } = await myDue(own(), { estateId: y.estateId, plate: '琼E88888' })
  expect(due?.quote.due).toBe(400)
  expect((await myDue(own(), { estateId: y.estateId, plate: '琼D88888' })).due).toBeNull()
  await expect(
    mySlip(own(), { estateId: y.estateId, stayId: due!.stayId, plate: '琼X00000' }),
  ).rejects.toMatchObject(code('core.not_found'))
  const slip = await mySlip(own(), { estateId: y.estateId, stayId: due!.stayId, plate: '琼E88888' })
  await slipPaid(t.ctx(y.guard), {
    estateId: y.estateId,
    slipId: slip.id,
    way: 'wechat',
    reference: '尾号 2103',
  })
  const charges = await sql<{
    account_id: string
  }>`SELECT account_id FROM ledger_charge WHERE estate_id = ${y.estateId}`.execute(t.house.db)
  expect(charges.rows).toEqual([{ account_id: me.id }])
})

test('who holds no role for parking is refused; a guard may not sell a space', async () => {
  local('09:00')
  const y = await aYard(t)
  await expect(
    permits.addPermit(t.ctx(y.guard), {
      estateId: y.estateId,
      lotId: y.lotId,
      kind: 'monthly',
      price: 0,
      from: '2026-03-02T09:00:00+08:00',
      until: '2026-04-02T09:00:00+08:00',
    }),
  ).rejects.toMatchObject(code('core.forbidden'))
  const gardener = actor('gardener', 'estate', y.estateId)
  await expect(listStays(t.ctx(gardener), { estateId: y.estateId })).rejects.toMatchObject(
    code('core.forbidden'),
  )
})
