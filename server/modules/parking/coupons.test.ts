/** A shop lets its guests park: within its month, one coupon a stay, settled by what it really let off. */
import { expect, test } from 'vitest'
import { aUnit } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aYard, passed } from '../../../test/parking.ts'
import { sql } from '../../core/db.ts'
import * as coupons from './coupons.ts'
import { parkingLists } from './lists.ts'
import { findStay } from './stay-acts.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const at = (time: string) => t.clock.set(`2026-03-${time.length === 5 ? `02T${time}` : time}:00+08:00`)

async function aShop(more: { monthCoupons?: number; minutes?: number; amount?: number } = {}) {
  at('08:00')
  const y = await aYard(t)
  const unitId = await aUnit(t, y.estateId, '9-1-101')
  const shop = await coupons.addMerchant(t.ctx(y.manager), {
    estateId: y.estateId,
    name: '翠湖小馆',
    room: '9-1-101',
    minutes: more.minutes ?? 60,
    amount: more.amount ?? 0,
    monthCoupons: more.monthCoupons ?? 100,
    percent: 50,
  })
  const keeper = { ...actor('owner', 'unit', unitId, y.estateId), name: '店主' }
  const give = (plate: string, who = keeper) =>
    coupons.giveMyCoupon(t.ctx(who), { estateId: y.estateId, merchantId: shop.id, plate })
  return { y, shop, unitId, keeper, give }
}

test('an hour off at the table: the fee falls, the covered car goes out, the month says what the shop pays', async () => {
  const s = await aShop()
  await passed(t, s.y, '琼A10001', 'in')
  at('11:00')
  const due = async () =>
    (await findStay(t.ctx(s.y.guard), { estateId: s.y.estateId, plate: '琼A10001' })).stay?.quote.due
  // three hours, half an hour free: three units; with the hour off two
  expect(await due()).toBe(600)
  expect(await s.give('琼a·10001')).toMatchObject({ plate: '琼A**001', minutes: 60, value: null, pays: null })
  expect(await due()).toBe(400)
  await expect(s.give('琼A10001')).rejects.toMatchObject(code('parking.coupon_there'))
  await passed(t, s.y, '琼A10001', 'out')
  const month = await coupons.listCoupons(t.ctx(s.y.manager), { estateId: s.y.estateId, month: '2026-03' })
  expect(month.items).toMatchObject([{ value: 200, pays: 100 }])
  expect(month.sums).toEqual([
    { merchantId: s.shop.id, merchant: '翠湖小馆', coupons: 1, open: 0, value: 200, pays: 100 },
  ])
  const list = parkingLists.find(l => l.key === 'parking.coupons')
  expect(list?.columns.map(c => c.header.zh)).toContain('商户应付')
})

test('[S4-18] a short stay that the coupon covers has a right to leave without the booth, and is worth what it would have cost', async () => {
  const s = await aShop()
  await passed(t, s.y, '琼A10002', 'in')
  at('09:00')
  await s.give('琼A10002')
  const cipher = await t.ctx(s.y.guard).cipher(s.y.estateId)
  const right = await sql<{
    until_at: string
  }>`SELECT until_at FROM passage_right WHERE estate_id = ${s.y.estateId}
    AND plate_blind = ${cipher.blind('plate', '琼A10002')} AND kind = 'exit' AND ended_at IS NULL`.execute(
    t.house.db,
  )
  expect(right.rows).toHaveLength(1)
  // free until 9:30: the half hour of the tariff and the hour of the shop
  expect(Date.parse(right.rows[0]!.until_at)).toBe(Date.parse('2026-03-02T09:30:00+08:00') + 1)
  at('09:20')
  await passed(t, s.y, '琼A10002', 'out')
  const { items } = await coupons.listCoupons(t.ctx(s.y.manager), { estateId: s.y.estateId })
  expect(items).toMatchObject([{ value: 200 }])
})

test('limits: the month’s number, a car that is not inside, a permit’s car, a shop switched off, somebody else’s shop', async () => {
  const s = await aShop({ monthCoupons: 1 })
  await expect(s.give('琼A10009')).rejects.toMatchObject(code('parking.coupon_no_car'))
  await passed(t, s.y, '琼A10003', 'in')
  await passed(t, s.y, '琼A10004', 'in')
  at('09:30')
  await s.give('琼A10003')
  await expect(s.give('琼A10004')).rejects.toMatchObject(code('parking.coupon_month'))
  const stranger = actor('owner', 'unit', await aUnit(t, s.y.estateId, '9-1-102'), s.y.estateId)
  await expect(s.give('琼A10004', { ...stranger, name: '邻店' })).rejects.toMatchObject(
    code('core.not_found'),
  )
  expect((await coupons.myCoupons(t.ctx(stranger), { estateId: s.y.estateId })).merchants).toEqual([])
  // the next month begins with its first instant
  at('31T23:59')
  await expect(s.give('琼A10004')).rejects.toMatchObject(code('parking.coupon_month'))
  t.clock.set('2026-04-01T00:00:00+08:00')
  expect((await s.give('琼A10004')).minutes).toBe(60)
  const [now] = (await coupons.listMerchants(t.ctx(s.y.manager), { estateId: s.y.estateId })).items
  expect(now?.usedThisMonth).toBe(1)
  await coupons.changeMerchant(t.ctx(s.y.manager), {
    estateId: s.y.estateId,
    merchantId: s.shop.id,
    minutes: 60,
    amount: 0,
    monthCoupons: 10,
    percent: 50,
    active: false,
    version: now!.version,
  })
  await expect(s.give('琼A10004')).rejects.toMatchObject(code('parking.merchant_off'))
})

test('money off instead of time, entered at the booth from a stamped slip; who may not charge may not enter it', async () => {
  const s = await aShop({ minutes: 0, amount: 300 })
  await passed(t, s.y, '琼A10005', 'in')
  at('11:00')
  const body = { plate: '琼A10005' }
  const url = `/api/estates/${s.y.estateId}/parking/merchants/${s.shop.id}/coupons`
  expect((await t.http(actor('cleaner', 'estate', s.y.estateId), 'POST', url, body)).statusCode).toBe(403)
  expect((await t.http(s.y.guard, 'POST', url, body)).statusCode).toBe(200)
  const { stay } = await findStay(t.ctx(s.y.guard), { estateId: s.y.estateId, plate: '琼A10005' })
  expect(stay?.quote.due).toBe(300)
})
