/** Slips to be paid by code: made at the booth or on a phone, confirmed by who sees the money come. */
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type Slip, stayEndpoints, stayFail } from './contract-stay.ts'
import { type Reckoning, reckon } from './fees.ts'
import { limitsOf, maskPlate, nameOf } from './place.ts'
import { askBarrier, openShift, ownerOf, stayOf, take } from './stay-acts.ts'
import { presentDetail, presentSlip } from './stay-present.ts'
import * as money from './store-money.ts'
import * as store from './store-stay.ts'

const P = '/api/estates/:estateId/parking' as const

/** A slip to be paid by code; the amount holds for the rule's minutes. */
export async function makeSlip(
  ctx: Ctx,
  estateId: string,
  stay: store.StayRow,
  accountId: string | null,
): Promise<z.input<typeof Slip>> {
  const r = await reckon(ctx, estateId, stay, ctx.now)
  if (r.due === 0) throw stayFail('parking.nothing_due')
  const { slipMinutes } = await limitsOf(ctx, estateId)
  const id = newId<'parking_slip'>(ctx.now.epochMilliseconds)
  // a payment is matched by the number: no two slips that wait carry the same one
  let number = newCode(6)
  while (await money.numberWaits(ctx.db, estateId, number, ctx.now)) number = newCode(6)
  const until = ctx.now.add({ minutes: slipMinutes })
  await money.insertSlip(ctx.db, estateId, {
    id,
    number,
    stayId: stay.id,
    amount: r.due,
    accountId,
    by: nameOf(ctx),
    at: ctx.now,
    until,
  })
  await ctx.audit(
    {
      action: 'parking.slip',
      subject: 'parking_stay',
      subjectId: stay.id,
      after: { slip: id, amount: r.due },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: stay.id })
  const [made] = await money.slips(ctx.db, estateId, { id })
  return presentSlip(await ctx.cipher(estateId), made!, ctx.now.epochMilliseconds)
}

export const slipStay = verb(
  'parking.slip',
  stayEndpoints[`POST ${P}/stays/:stayId/slip`],
  async (ctx, input) => makeSlip(ctx, input.estateId, await stayOf(ctx, input.estateId, input.stayId), null),
)

/** The key of a payment service. */
export const isKey = (ctx: Ctx) => ctx.actor.kind === 'device'

export const listSlips = query('parking.slips', stayEndpoints[`GET ${P}/slips`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const found = await money.slips(ctx.db, input.estateId, { liveAt: ctx.now })
  const items = found.map(p => presentSlip(cipher, p, ctx.now.epochMilliseconds))
  // a payment service needs number and sum; a plate is a trace of a person (F-13)
  return {
    items: isKey(ctx) ? items.map(s => ({ ...s, plate: s.plate && maskPlate(s.plate) })) : items,
  }
})

type CodeWay = 'wechat' | 'alipay' | 'pos' | 'transfer' | 'other'

/** Takes what a slip told, for who asked for it. The stay is locked by the caller. @throws parking.slip_over when it is paid */
export async function payBySlip(
  ctx: Ctx,
  estateId: string,
  { slip, stay, r }: { slip: money.SlipRow; stay: store.StayRow; r: Reckoning },
  pay: { way: CodeWay; reference: string },
) {
  const owner = slip.account_id
    ? { ...(await ownerOf(ctx, estateId, stay)), accountId: slip.account_id }
    : undefined
  const { feeId, receipt } = await take(ctx, estateId, stay, r, {
    shiftId: await openShift(ctx, estateId),
    ...(owner ? { owner } : {}),
    pay,
  })
  const paid = { id: slip.id, at: ctx.now, feeId, receiptId: receipt.id, reference: pay.reference }
  if (!(await money.slipPaid(ctx.db, estateId, paid))) throw stayFail('parking.slip_over')
  await ctx.signal({ estateId, topic: 'parking', ref: stay.id })
  return receipt
}

/** The money of a slip has come. What was told holds, also a little after the slip ran out. */
export const slipPaid = verb(
  'parking.slip_paid',
  stayEndpoints[`POST ${P}/slips/:slipId/paid`],
  async (ctx, input) => {
    const { estateId, slipId } = input
    const [slip] = await money.slips(ctx.db, estateId, { id: slipId })
    if (slip === undefined) throw fail('core.not_found')
    if (!(await store.lockStay(ctx.db, estateId, slip.stay_id))) throw fail('core.not_found')
    if (slip.paid_at || slip.until_at.epochMilliseconds <= ctx.now.epochMilliseconds)
      throw stayFail('parking.slip_over')
    const stay = await stayOf(ctx, estateId, slip.stay_id)
    const r = await reckon(ctx, estateId, stay, slip.made_at)
    const { way, reference } = input
    const receipt = await payBySlip(ctx, estateId, { slip, stay, r }, { way, reference })
    const barrier = await askBarrier(ctx, estateId, stay, {
      laneId: input.laneId,
      eventId: input.eventId,
      reason: ctx.lang === 'zh' ? `已缴费 ${receipt.number}` : `Paid ${receipt.number}`,
    })
    const after = await presentDetail(ctx, estateId, await stayOf(ctx, estateId, stay.id))
    return {
      stay: isKey(ctx) ? { ...after, plate: null } : after,
      receipt: { id: receipt.id, number: receipt.number },
      change: null,
      barrier,
    }
  },
)
