/** Payments as a payment service tells them, matched with slips, and what the cashier does with the rest. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayEnd, dayStart } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { receiptNumber } from '../ledger/rules.ts'
import { noticeFail, type PayNotice, payNoticeEndpoints } from './contract-pay-notice.ts'
import { reckon } from './fees.ts'
import { type NoticeWhy, slipFor } from './pay-notice-rules.ts'
import { nameOf } from './place.ts'
import { stayOf } from './stay-acts.ts'
import { plateOf, presentSlip } from './stay-present.ts'
import { isKey, payBySlip } from './stay-slips.ts'
import { type SlipRow, slips } from './store-money.ts'
import * as store from './store-pay-notice.ts'
import { lockStay } from './store-stay.ts'
import { yuan } from './tariff-words.ts'

const P = '/api/estates/:estateId/parking' as const

async function noticeOf(ctx: Ctx, estateId: string, id: string): Promise<store.NoticeRow> {
  const [row] = await store.notices(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function present(ctx: Ctx, estateId: string, n: store.NoticeRow): Promise<z.input<typeof PayNotice>> {
  return {
    id: n.id,
    reference: n.reference,
    slipNumber: n.slip_number,
    amount: n.amount,
    way: n.way,
    paidAt: n.paid_at.toString(),
    note: n.note,
    toldBy: n.told_by,
    toldAt: n.told_at.toString(),
    state: n.state,
    why: n.why,
    plate: plateOf(await ctx.cipher(estateId), n.plate_sealed),
    receipt: n.receipt && { id: n.receipt.id, number: receiptNumber(n.receipt.year, n.receipt.number) },
    settledBy: n.settled_by,
    settledAt: n.settled_at?.toString() ?? null,
    settledReason: n.settled_reason,
  }
}

const shown = async (ctx: Ctx, estateId: string, id: string) =>
  present(ctx, estateId, await noticeOf(ctx, estateId, id))

const answer = (n: z.input<typeof PayNotice>) => ({
  id: n.id,
  state: n.state,
  why: n.why,
  receipt: n.receipt?.number ?? null,
})

/**
 * Settles a slip with the money of a notice. What was told holds: the fee is that of the slip's instant, or what the car
 * owed when it left. @returns undefined when done, else what is due now in fen, or null for a slip that is paid
 */
async function settle(
  ctx: Ctx,
  estateId: string,
  slip: SlipRow,
  n: store.NoticeRow,
): Promise<number | null | undefined> {
  if (!(await lockStay(ctx.db, estateId, slip.stay_id))) throw fail('core.not_found')
  const [now] = await slips(ctx.db, estateId, { id: slip.id })
  if (now === undefined || now.paid_at !== null) return null
  const stay = await stayOf(ctx, estateId, slip.stay_id)
  const r = await reckon(ctx, estateId, stay, slip.made_at)
  const due = stay.owed > 0 ? stay.owed : r.due
  if (due !== n.amount) return due
  await payBySlip(ctx, estateId, { slip: now, stay, r }, { way: n.way, reference: n.reference })
  return undefined
}

/** Matches a notice by itself where its number, sum and time say which slip it pays. @returns why not */
async function matchAlone(ctx: Ctx, estateId: string, n: store.NoticeRow): Promise<NoticeWhy | undefined> {
  const known = n.slip_number === null ? [] : await store.slipsNumbered(ctx.db, estateId, n.slip_number)
  const found = slipFor(
    { number: n.slip_number, amount: n.amount, paidAt: n.paid_at.epochMilliseconds },
    known.map(s => ({ ...s, until: s.until_at.epochMilliseconds })),
  )
  if ('why' in found) return found.why
  const [slip] = await slips(ctx.db, estateId, { id: found.slipId })
  if (slip === undefined) return 'unknown'
  const left = await settle(ctx, estateId, slip, n)
  if (left !== undefined) return left === null ? 'paid' : 'changed'
  await store.settleNotice(ctx.db, estateId, {
    id: n.id,
    state: 'matched',
    why: null,
    slipId: slip.id,
    by: n.told_by,
    at: ctx.now,
    reason: null,
  })
  return undefined
}

/**
 * The same reference is told as often as the service likes and counts once.
 * @throws parking.notice_differs for a reference that came before with another sum or number
 */
export const tellPayment = verb(
  'parking.pay_notice',
  payNoticeEndpoints[`POST ${P}/payment-notices`],
  async (ctx, input) => {
    const { estateId, reference, amount, way } = input
    const number = input.slip?.replace(/\s/g, '') || null
    const said = input.paidAt ? Temporal.Instant.from(input.paidAt) : ctx.now
    const id = newId<'parking_pay_notice'>(ctx.now.epochMilliseconds)
    const fresh = await store.insertNotice(ctx.db, estateId, {
      id,
      reference,
      slip_number: number,
      amount,
      way,
      // nobody has paid in the future: a clock of another house that runs ahead
      paid_at: Temporal.Instant.compare(said, ctx.now) > 0 ? ctx.now : said,
      note: input.note || null,
      told_by: nameOf(ctx),
      told_at: ctx.now,
      why: 'unknown',
    })
    if (!fresh) {
      const [first] = await store.notices(ctx.db, estateId, { reference, offset: 0, limit: 1 })
      if (first === undefined || first.amount !== amount || first.slip_number !== number)
        throw noticeFail('parking.notice_differs', { params: { reference } })
      await ctx.audit(
        { action: 'parking.pay_notice_again', subject: 'parking_pay_notice', subjectId: first.id },
        estateId,
      )
      return answer(await present(ctx, estateId, first))
    }
    const why = await matchAlone(ctx, estateId, await noticeOf(ctx, estateId, id))
    if (why !== undefined) await store.setWhy(ctx.db, estateId, id, why)
    await ctx.audit(
      {
        action: 'parking.pay_notice',
        subject: 'parking_pay_notice',
        subjectId: id,
        after: { reference, slip: number, amount, way, why: why ?? null },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: id })
    return answer(await shown(ctx, estateId, id))
  },
)

export const listNotices = query(
  'parking.pay_notices',
  payNoticeEndpoints[`GET ${P}/payment-notices`],
  async (ctx, input) => {
    const { estateId, state, from, to, offset, limit } = input
    const rows = await store.notices(ctx.db, estateId, {
      ...(state === 'all' ? {} : { state }),
      ...(from ? { from: dayStart(from) } : {}),
      ...(to ? { until: dayEnd(to) } : {}),
      offset,
      limit,
    })
    return {
      items: await Promise.all(rows.map(n => present(ctx, estateId, n))),
      total: rows[0]?.total ?? 0,
      open: await store.openNotices(ctx.db, estateId),
    }
  },
)

export const getNotice = query(
  'parking.pay_notice_one',
  payNoticeEndpoints[`GET ${P}/payment-notices/:noticeId`],
  async (ctx, { estateId, noticeId }) => {
    const n = await noticeOf(ctx, estateId, noticeId)
    const cipher = await ctx.cipher(estateId)
    const like = { amount: n.amount, number: n.slip_number, at: n.told_at }
    const ids = n.state === 'open' ? await store.slipsLike(ctx.db, estateId, like) : []
    const found = ids.length === 0 ? [] : await slips(ctx.db, estateId, { ids })
    const inOrder = ids.flatMap(id => found.filter(s => s.id === id))
    return {
      ...(await present(ctx, estateId, n)),
      slips: inOrder.map(s => presentSlip(cipher, s, ctx.now.epochMilliseconds)),
    }
  },
)

/** A service tells, people decide: what it could not match is not its to match by trying. */
function byHand(ctx: Ctx, n: store.NoticeRow): void {
  if (isKey(ctx)) throw fail('core.forbidden')
  if (n.state !== 'open') throw noticeFail('parking.notice_settled')
}

/**
 * The cashier's word for which slip it was, also for one that ran out before the money came.
 * @throws parking.notice_settled, parking.notice_slip_paid, parking.notice_amount
 */
export const matchNotice = verb(
  'parking.pay_notice_match',
  payNoticeEndpoints[`POST ${P}/payment-notices/:noticeId/match`],
  async (ctx, { estateId, noticeId, slipId }) => {
    const n = await noticeOf(ctx, estateId, noticeId)
    byHand(ctx, n)
    const [slip] = await slips(ctx.db, estateId, { id: slipId })
    if (slip === undefined) throw fail('core.not_found')
    const left = await settle(ctx, estateId, slip, n)
    if (left === null) throw noticeFail('parking.notice_slip_paid')
    if (left !== undefined)
      throw noticeFail('parking.notice_amount', { params: { told: yuan(n.amount), due: yuan(left) } })
    const settled = { id: n.id, why: n.why, slipId, by: nameOf(ctx), at: ctx.now, reason: null }
    if (!(await store.settleNotice(ctx.db, estateId, { ...settled, state: 'matched' })))
      throw noticeFail('parking.notice_settled')
    await ctx.audit(
      {
        action: 'parking.pay_notice_match',
        subject: 'parking_pay_notice',
        subjectId: n.id,
        before: { state: n.state, why: n.why },
        after: { slip: slipId, amount: n.amount },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: n.id })
    return shown(ctx, estateId, n.id)
  },
)

/** @throws parking.notice_settled */
export const dismissNotice = verb(
  'parking.pay_notice_dismiss',
  payNoticeEndpoints[`POST ${P}/payment-notices/:noticeId/dismiss`],
  async (ctx, { estateId, noticeId, reason }) => {
    const n = await noticeOf(ctx, estateId, noticeId)
    byHand(ctx, n)
    const settled = { id: n.id, why: n.why, slipId: null, by: nameOf(ctx), at: ctx.now, reason }
    if (!(await store.settleNotice(ctx.db, estateId, { ...settled, state: 'dismissed' })))
      throw noticeFail('parking.notice_settled')
    await ctx.audit(
      {
        action: 'parking.pay_notice_dismiss',
        subject: 'parking_pay_notice',
        subjectId: n.id,
        before: { state: n.state, why: n.why, amount: n.amount },
        reason,
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: n.id })
    return shown(ctx, estateId, n.id)
  },
)
