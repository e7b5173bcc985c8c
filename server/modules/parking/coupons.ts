/** Merchants and their coupons: given within the contract, counted by the month, settled by what they let off. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type CouponLine, couponEndpoints, couponFail, type Merchant } from './contract-coupon.ts'
import { letOut, reckon } from './fees.ts'
import { ownUnits } from './own.ts'
import { maskPlate, nameOf, normalPlate } from './place.ts'
import * as store from './store-coupon.ts'
import { lockStay, stayById, staysOfPlate } from './store-stay.ts'
import { homeNamed } from './waiting.ts'

const P = '/api/estates/:estateId/parking' as const
const MY = '/api/estates/:estateId/my/coupons' as const

/** A month's first instant and the next one's. */
function spanOf(month: string) {
  const first = Temporal.PlainDate.from(`${month}-01`)
  return { from: dayStart(first), until: dayStart(first.add({ months: 1 })) }
}
const monthNow = (ctx: Ctx) => localDate(ctx.now).toString().slice(0, 7)

const presentMerchant = (m: store.MerchantRow): z.input<typeof Merchant> => ({
  id: m.id,
  name: m.name,
  room: m.room,
  minutes: m.minutes,
  amount: m.amount,
  monthCoupons: m.month_coupons,
  percent: m.percent,
  active: m.active,
  usedThisMonth: m.used,
  version: m.version,
})

/** A share of fen, the half fen up. */
const paysOf = (value: number, percent: number) => Math.floor((value * percent + 50) / 100)

async function presentCoupons(ctx: Ctx, estateId: string, rows: readonly store.CouponRow[]) {
  const cipher = await ctx.cipher(estateId)
  return rows.map(
    (c): z.input<typeof CouponLine> => ({
      id: c.id,
      merchant: c.merchant,
      plate: c.plate_sealed ? maskPlate(cipher.open('plate', c.plate_sealed)) : null,
      givenAt: c.given_at.toString(),
      givenBy: c.given_by,
      leftAt: c.left_at?.toString() ?? null,
      minutes: c.minutes,
      amount: c.amount,
      value: c.value,
      pays: c.value === null ? null : paysOf(c.value, c.percent),
    }),
  )
}

async function merchantOf(ctx: Ctx, estateId: string, id: string): Promise<store.MerchantRow> {
  const [row] = await store.merchants(ctx.db, estateId, spanOf(monthNow(ctx)), { id })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const listMerchants = query(
  'parking.merchants',
  couponEndpoints[`GET ${P}/merchants`],
  async (ctx, input) => ({
    items: (await store.merchants(ctx.db, input.estateId, spanOf(monthNow(ctx)), {})).map(presentMerchant),
  }),
)

export const addMerchant = verb(
  'parking.add_merchant',
  couponEndpoints[`POST ${P}/merchants`],
  async (ctx, input) => {
    const { estateId, room, ...facts } = input
    if (facts.minutes === 0 && facts.amount === 0) throw couponFail('parking.merchant_gives')
    const unit = room ? await homeNamed(ctx, estateId, room) : undefined
    const id = newId<'parking_merchant'>(ctx.now.epochMilliseconds)
    const row = { ...facts, id, unitId: unit?.id ?? null, by: nameOf(ctx), at: ctx.now }
    if (!(await store.insertMerchant(ctx.db, estateId, row)))
      throw couponFail('parking.merchant_there', { params: { name: facts.name } })
    await ctx.audit(
      {
        action: 'parking.add_merchant',
        subject: 'parking_merchant',
        subjectId: id,
        after: { ...facts, unitId: unit?.id ?? null },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: id })
    return presentMerchant(await merchantOf(ctx, estateId, id))
  },
)

export const changeMerchant = verb(
  'parking.change_merchant',
  couponEndpoints[`PUT ${P}/merchants/:merchantId`],
  async (ctx, input) => {
    const { estateId, merchantId, ...next } = input
    if (next.minutes === 0 && next.amount === 0) throw couponFail('parking.merchant_gives')
    const before = await merchantOf(ctx, estateId, merchantId)
    if (!(await store.updateMerchant(ctx.db, estateId, { ...next, id: merchantId }))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.change_merchant',
        subject: 'parking_merchant',
        subjectId: merchantId,
        before: presentMerchant(before),
        after: next,
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: merchantId })
    return presentMerchant(await merchantOf(ctx, estateId, merchantId))
  },
)

/**
 * Gives a car inside a coupon. Who gives learns nothing of the car but that it is there.
 * @throws parking.merchant_off, parking.coupon_month, parking.coupon_no_car, parking.coupon_there
 */
async function give(ctx: Ctx, estateId: string, merchantId: string, plateText: string) {
  if (!(await store.lockMerchant(ctx.db, estateId, merchantId))) throw fail('core.not_found')
  const m = await merchantOf(ctx, estateId, merchantId)
  if (!m.active) throw couponFail('parking.merchant_off')
  if (m.used >= m.month_coupons)
    throw couponFail('parking.coupon_month', { params: { most: m.month_coupons } })
  const plate = normalPlate(plateText)
  const cipher = await ctx.cipher(estateId)
  const inside = (await staysOfPlate(ctx.db, estateId, cipher.blind('plate', plate))).find(
    s => s.state === 'inside',
  )
  if (inside === undefined || inside.permit_id !== null) throw couponFail('parking.coupon_no_car')
  await lockStay(ctx.db, estateId, inside.id)
  const id = newId<'parking_coupon'>(ctx.now.epochMilliseconds)
  const { minutes, amount, percent } = m
  const row = { id, merchantId, stayId: inside.id, minutes, amount, percent, by: nameOf(ctx), at: ctx.now }
  if (!(await store.insertCoupon(ctx.db, estateId, row))) throw couponFail('parking.coupon_there')
  const stay = await stayById(ctx.db, estateId, inside.id)
  const r = stay && (await reckon(ctx, estateId, stay, ctx.now))
  // what it owed is covered now: the lane lets it out without the booth
  if (stay && r?.due === 0) await letOut(ctx, estateId, stay, r.freeUntil)
  await ctx.audit(
    {
      action: 'parking.coupon',
      subject: 'parking_stay',
      subjectId: inside.id,
      after: { merchantId, minutes, amount },
      sensitive: { plate },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: inside.id })
  const rows = await store.coupons(ctx.db, estateId, { id, offset: 0, limit: 1 })
  return (await presentCoupons(ctx, estateId, rows))[0]!
}

export const giveCoupon = verb(
  'parking.give_coupon',
  couponEndpoints[`POST ${P}/merchants/:merchantId/coupons`],
  (ctx, input) => give(ctx, input.estateId, input.merchantId, input.plate),
)

export const listCoupons = query(
  'parking.coupons',
  couponEndpoints[`GET ${P}/coupons`],
  async (ctx, input) => {
    const { estateId } = input
    const month = input.month ?? monthNow(ctx)
    const f = { ...spanOf(month), merchantIds: input.merchantId ? [input.merchantId] : undefined }
    const page = await store.coupons(ctx.db, estateId, { ...f, offset: input.offset, limit: input.limit })
    const all = await store.coupons(ctx.db, estateId, { ...f, offset: 0, limit: 100_000 })
    const sums = [...Map.groupBy(all, c => c.merchant_id)].map(([merchantId, list]) => ({
      merchantId,
      merchant: list[0]!.merchant,
      coupons: list.length,
      open: list.filter(c => c.value === null).length,
      value: list.reduce((sum, c) => sum + (c.value ?? 0), 0),
      pays: list.reduce((sum, c) => sum + (c.value === null ? 0 : paysOf(c.value, c.percent)), 0),
    }))
    return {
      month,
      items: await presentCoupons(ctx, estateId, page),
      total: page[0]?.total ?? 0,
      sums: sums.sort((a, b) => b.pays - a.pays),
    }
  },
)

async function myShops(ctx: Ctx, estateId: string) {
  const units = (await ownUnits(ctx, estateId)).map(u => u.id)
  return store.merchants(ctx.db, estateId, spanOf(monthNow(ctx)), { unitIds: units })
}

export const myCoupons = query('parking.my_coupons', couponEndpoints[`GET ${MY}`], async (ctx, input) => {
  const shops = await myShops(ctx, input.estateId)
  const rows = await store.coupons(ctx.db, input.estateId, {
    merchantIds: shops.map(m => m.id),
    offset: 0,
    limit: 20,
  })
  return {
    merchants: shops.map(presentMerchant),
    items: await presentCoupons(ctx, input.estateId, rows),
  }
})

export const giveMyCoupon = verb('parking.my_coupon', couponEndpoints[`POST ${MY}`], async (ctx, input) => {
  const { estateId, merchantId, plate } = input
  if (!(await myShops(ctx, estateId)).some(m => m.id === merchantId)) throw fail('core.not_found')
  return give(ctx, estateId, merchantId, plate)
})
