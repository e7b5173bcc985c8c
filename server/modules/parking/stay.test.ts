/** From a car at the gate to the receipt and the right to leave; and everything that real input gets wrong. */
import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aYard, hear, passed, type Yard } from '../../../test/parking.ts'
import { sql } from '../../core/db.ts'
import { listCharges } from '../ledger/service.ts'
import { openShift } from './shifts.ts'
import * as acts from './stay-acts.ts'
import * as mend from './stay-mend.ts'
import * as slips from './stay-slips.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const local = (clock: string) => t.clock.set(`2026-03-0${clock.length === 5 ? `2T${clock}` : clock}:00+08:00`)

const inside = async (y: Yard) =>
  (await acts.listStays(t.ctx(y.manager), { estateId: y.estateId, state: 'inside' })).items
const all = async (y: Yard) =>
  (await acts.listStays(t.ctx(y.manager), { estateId: y.estateId, limit: 500 })).items
const find = async (y: Yard, plate: string) =>
  (await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate })).stay
const shift = (y: Yard) => openShift(t.ctx(y.guard), { estateId: y.estateId, booth: '车行门', float: 20_000 })

/** The right to leave of a plate as the lanes see it now. */
async function exitRight(y: Yard, plate: string) {
  const cipher = await t.ctx(system).cipher(y.estateId)
  const found = await sql<{ until_at: { epochMilliseconds: number } }>`SELECT until_at FROM passage_right
    WHERE estate_id = ${y.estateId} AND kind = 'exit' AND ended_at IS NULL AND plate_blind = ${cipher.blind('plate', plate)}`.execute(
    t.house.db,
  )
  return found.rows[0]?.until_at.epochMilliseconds
}
const ms = (clock: string) => Date.parse(`2026-03-02T${clock}:00+08:00`)

test('[S4-18] [S3-48] in, free minutes as a right to leave, paid before the exit, minutes of grace, out', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼A12345', 'in')
  expect(await exitRight(y, '琼A12345')).toBe(ms('09:30') + 1)
  local('11:12')
  const stay = await find(y, '琼A12345')
  expect([stay?.quote.due, stay?.quote.cost.why]).toEqual([
    400,
    '合计 4.00 元，因为停了 2 小时 12 分，免费 30 分，计 2 个单位',
  ])
  await expect(
    acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay!.id, way: 'cash' }),
  ).rejects.toMatchObject(code('parking.no_shift'))
  await shift(y)
  const done = await acts.payStay(t.ctx(y.guard), {
    estateId: y.estateId,
    stayId: stay!.id,
    way: 'cash',
    tendered: 1000,
    quotedAt: stay!.quote.at,
    laneId: y.outLane,
  })
  // no camera stands at the lane of this test: the payment is taken all the same
  expect([done.change, done.stay.quote.due, done.barrier, done.receipt?.number]).toMatchObject([
    600,
    0,
    'none',
    expect.stringMatching(/^2026-\d{6}$/),
  ])
  // the paid unit runs until 11:30, the grace until 11:27: the later one counts
  expect(await exitRight(y, '琼A12345')).toBe(ms('11:30') + 1)
  local('11:20')
  await passed(t, y, '琼A12345', 'out', { rightKind: 'exit' })
  expect(await inside(y)).toEqual([])
  expect(await exitRight(y, '琼A12345')).toBeUndefined()
  const [left] = await all(y)
  expect([left?.state, left?.fee, left?.paid, left?.owed]).toEqual(['left', 400, 400, 0])
  const charges = await listCharges(t.ctx(y.manager), { estateId: y.estateId, state: 'all' })
  expect(charges.items.map(c => [c.source, c.amount, c.publicIncome, c.state])).toEqual([
    ['stay', 400, true, 'paid'],
  ])
})

test('after the grace only what was added is due, and a second payment has its own receipt', async () => {
  local('09:00')
  const y = await aYard(t, { ground: 'planned' })
  await shift(y)
  await passed(t, y, '琼B12345', 'in')
  local('10:00')
  const stay = (await find(y, '琼B12345'))!
  await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, way: 'wechat' })
  local('10:30')
  await expect(
    acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, way: 'wechat' }),
  ).rejects.toMatchObject(code('parking.nothing_due'))
  local('10:31')
  const again = (await find(y, '琼B12345'))!
  expect([again.quote.total, again.quote.paid, again.quote.due]).toEqual([400, 200, 200])
  await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, way: 'wechat' })
  const charges = await listCharges(t.ctx(y.manager), { estateId: y.estateId, state: 'paid' })
  expect(charges.items.map(c => [c.amount, c.publicIncome])).toEqual([
    [200, false],
    [200, false],
  ])
})

test('a quote holds for its minutes and not longer', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼C12345', 'in')
  local('10:29')
  const stay = (await find(y, '琼C12345'))!
  expect(stay.quote.due).toBe(200)
  local('10:39')
  const paid = await acts.payStay(t.ctx(y.guard), {
    estateId: y.estateId,
    stayId: stay.id,
    way: 'alipay',
    quotedAt: stay.quote.at,
  })
  expect(paid.stay.paid).toBe(200)
  local('10:55')
  const late = (await find(y, '琼C12345'))!
  local('11:06')
  await expect(
    acts.payStay(t.ctx(y.guard), {
      estateId: y.estateId,
      stayId: stay.id,
      way: 'alipay',
      quotedAt: late.quote.at,
    }),
  ).rejects.toMatchObject(code('parking.quote_old'))
})

test('the same news twice changes nothing', async () => {
  local('09:00')
  const y = await aYard(t)
  const news = await passed(t, y, '琼D12345', 'in')
  await hear(t, news)
  await Promise.all([hear(t, news), hear(t, news)])
  expect((await all(y)).length).toBe(1)
})

test('entry twice, exit without entry, an entry told a week late: marked, never refused', async () => {
  local('2T09:00')
  const y = await aYard(t)
  await passed(t, y, '琼E12345', 'in')
  local('2T12:00')
  await passed(t, y, '琼E12345', 'in')
  expect((await all(y)).map(s => [s.state, s.flags])).toEqual([
    ['inside', []],
    ['lost', ['no_exit']],
  ])
  await passed(t, y, '琼F12345', 'out')
  const [orphan] = (
    await acts.listStays(t.ctx(y.manager), { estateId: y.estateId, flagged: 'true', state: 'left' })
  ).items
  expect([orphan?.flags, orphan?.enteredAt, orphan?.owed]).toEqual([['no_entry'], null, 0])
  local('9T12:00')
  await passed(t, y, '琼F12345', 'in', { replay: true, deviceAt: '2026-03-02T02:00:00Z' })
  const healed = (await all(y)).find(s => s.id === orphan?.id)
  expect([healed?.enteredAt, healed?.state, healed?.flags, healed?.owed]).toEqual([
    '2026-03-02T02:00:00Z',
    'left',
    ['late'],
    400,
  ])
})

test('a camera clock in 1970 counts at the server’s time and is marked', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼G12345', 'in', { replay: true, deviceAt: '1970-01-01T00:00:10Z' })
  const [stay] = await all(y)
  expect([stay?.enteredAt, stay?.flags]).toEqual(['2026-03-02T01:00:00Z', ['clock']])
})

test('who left by hand without paying owes it as an open charge, and may pay it later', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼H12345', 'in')
  local('11:00')
  await passed(t, y, '琼H12345', 'out', { manual: true })
  const [left] = await all(y)
  expect(left?.owed).toBe(400)
  const stay = (await find(y, '琼H12345'))!
  await expect(
    acts.waiveStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, reason: '送货' }),
  ).rejects.toMatchObject(code('parking.owed_charge'))
  await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, way: 'wechat' })
  expect((await all(y))[0]).toMatchObject({ owed: 0, paid: 400 })
})

test('[D-08] a car that owes for an earlier stay gets in and out like any other', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼J12345', 'in')
  local('11:00')
  await passed(t, y, '琼J12345', 'out', { manual: true })
  local('15:00')
  await passed(t, y, '琼J12345', 'in')
  expect(await exitRight(y, '琼J12345')).toBe(ms('15:30') + 1)
})

test('free passage needs its reason, is audited, and leaves no charge', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼K12345', 'in')
  local('11:00')
  const stay = (await find(y, '琼K12345'))!
  await expect(
    acts.waiveStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id, reason: ' ' }),
  ).rejects.toMatchObject(code('core.invalid'))
  const done = await acts.waiveStay(t.ctx(y.guard), {
    estateId: y.estateId,
    stayId: stay.id,
    reason: '送急诊病人',
  })
  expect([done.stay.waived, done.stay.quote.due]).toEqual([400, 0])
  await passed(t, y, '琼K12345', 'out')
  expect((await listCharges(t.ctx(y.manager), { estateId: y.estateId, state: 'all' })).total).toBe(0)
})

test('nobody saw it come in: the entry from evidence, or the fee of the rule; almost the same plates are shown', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼L12845', 'in')
  local('11:00')
  const found = await acts.findStay(t.ctx(y.guard), { estateId: y.estateId, plate: '琼L12345' })
  expect([found.stay, found.alike.map(s => s.plate)]).toEqual([null, ['琼L12845']])
  const made = await mend.addStay(t.ctx(y.guard), {
    estateId: y.estateId,
    plate: '琼M12345',
    evidence: '监控 09:30 从北门入场',
    enteredAt: '2026-03-02T09:30:00+08:00',
  })
  expect([made.quote.due, made.flags]).toEqual([200, ['by_hand']])
  const ruled = await mend.addStay(t.ctx(y.guard), {
    estateId: y.estateId,
    plate: '琼N12345',
    evidence: '无任何记录',
  })
  expect([ruled.quote.due, ruled.quote.cost.why]).toEqual([1000, '无入场记录，按规定收 10.00 元'])
  await acts.payStay(t.ctx(y.guard), { estateId: y.estateId, stayId: ruled.id, way: 'wechat' })
  await passed(t, y, '琼N12345', 'out', { rightKind: 'exit' })
  expect((await all(y)).find(s => s.id === ruled.id)).toMatchObject({ state: 'left', paid: 1000 })
  const amended = await mend.amendStay(t.ctx(y.guard), {
    estateId: y.estateId,
    stayId: found.alike[0]!.id,
    plate: '琼L12345',
    reason: '3 误识为 8',
    version: found.alike[0]!.version,
  })
  expect([amended.plate, amended.flags]).toEqual(['琼L12345', ['corrected']])
})

test('two records of one car under a misread plate become one', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼P12845', 'in')
  local('10:00')
  await passed(t, y, '琼P12345', 'out', { manual: true })
  const [exit, entry] = await all(y)
  const joined = await mend.joinStays(t.ctx(y.guard), {
    estateId: y.estateId,
    stayId: entry!.id,
    exitStayId: exit!.id,
    reason: '同一辆车，入场误识',
  })
  expect([joined.state, joined.owed, joined.flags]).toEqual(['left', 200, ['joined']])
  expect((await all(y)).length).toBe(1)
})

test('a slip by code: its amount holds, its money brings receipt and right to leave, it is paid once', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼Q12345', 'in')
  local('10:25')
  const stay = (await find(y, '琼Q12345'))!
  const slip = await slips.slipStay(t.ctx(y.guard), { estateId: y.estateId, stayId: stay.id })
  expect([slip.amount, slip.payee]).toEqual([200, 'https://pay.example/anhe'])
  local('10:34')
  const paid = await slips.slipPaid(t.ctx(y.guard), {
    estateId: y.estateId,
    slipId: slip.id,
    way: 'wechat',
    reference: '4200002103',
  })
  expect([paid.stay.paid, paid.stay.quote.due]).toEqual([200, 0])
  await expect(
    slips.slipPaid(t.ctx(y.guard), { estateId: y.estateId, slipId: slip.id, way: 'wechat', reference: 'x' }),
  ).rejects.toMatchObject(code('parking.slip_over'))
})

test('a special vehicle on duty costs nothing', async () => {
  local('09:00')
  const y = await aYard(t)
  await passed(t, y, '琼A0110警', 'in', { rightKind: 'special' })
  local('20:00')
  await passed(t, y, '琼A0110警', 'out', { rightKind: 'special' })
  expect((await all(y))[0]).toMatchObject({ fee: 0, owed: 0 })
})

test('news from an estate without a lot leaves no stay, and a stranger finds nothing', async () => {
  const y = await aYard(t)
  const bare = await anEstate(t)
  await passed(t, { ...y, estateId: bare.id }, '琼R12345', 'in')
  const there = actor('manager', 'estate', bare.id)
  expect((await acts.listStays(t.ctx(there), { estateId: bare.id })).total).toBe(0)
  await expect(acts.listStays(t.ctx(there), { estateId: y.estateId })).rejects.toMatchObject(
    code('core.not_found'),
  )
})
