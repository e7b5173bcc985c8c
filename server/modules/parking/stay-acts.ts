/** What is done with a stay at the booth: found, paid, let off, put right. */
import { Temporal } from 'temporal-polyfill'
import { dayEnd, dayStart } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { openLane } from '../lane/commands.ts'
import { settle as settleEvent } from '../lane/settle.ts'
import { charges } from '../ledger/store.ts'
import { stayEndpoints, stayFail } from './contract-stay.ts'
import { letOut, payOwed, type Reckoning, reckon, type Settling, settleFee } from './fees.ts'
import { idOf, limitsOf, normalPlate } from './place.ts'
import { presentDetail, presentStay } from './stay-present.ts'
import { lots } from './store-lot.ts'
import * as money from './store-money.ts'
import { registered } from './store-permit.ts'
import * as store from './store-stay.ts'

const P = '/api/estates/:estateId/parking' as const

export const listStays = query('parking.stays', stayEndpoints[`GET ${P}/stays`], async (ctx, input) => {
  const { estateId, from, to, ...f } = input
  const cipher = await ctx.cipher(estateId)
  const { rows, total } = await store.stays(ctx.db, estateId, {
    ...f,
    ...(from ? { from: dayStart(from) } : {}),
    ...(to ? { until: dayEnd(to) } : {}),
  })
  return { items: rows.map(s => presentStay(cipher, s)), total }
})

export async function stayOf(ctx: Ctx, estateId: string, id: string): Promise<store.StayRow> {
  const row = await store.stayById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const getStay = query('parking.stay', stayEndpoints[`GET ${P}/stays/:stayId`], async (ctx, input) =>
  presentDetail(ctx, input.estateId, await stayOf(ctx, input.estateId, input.stayId)),
)

/** Whether one sign is wrong, missing or too many: what a camera misreads (F-04). Pure. */
export function almostSame(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const [x, y] = [[...a], [...b]]
  let head = 0
  while (head < x.length && head < y.length && x[head] === y[head]) head++
  let tail = 0
  while (tail < x.length - head && tail < y.length - head && x.at(-1 - tail) === y.at(-1 - tail)) tail++
  return Math.max(x.length, y.length) - head - tail <= 1
}

export const findStay = verb(
  'parking.find_stay',
  stayEndpoints[`POST ${P}/stays/find`],
  async (ctx, input) => {
    const { estateId } = input
    const plate = normalPlate(input.plate)
    const cipher = await ctx.cipher(estateId)
    const mine = await store.staysOfPlate(ctx.db, estateId, cipher.blind('plate', plate))
    const inside = mine.find(s => s.state === 'inside')
    const owing = inside ?? mine.find(s => s.owed > 0)
    const alike: store.StayRow[] = []
    if (inside === undefined)
      for (const lot of await lots(ctx.db, estateId))
        for (const s of await store.insideOfLot(ctx.db, estateId, lot.id))
          if (s.plate_sealed && almostSame(cipher.open('plate', s.plate_sealed), plate)) alike.push(s)
    return {
      stay: owing ? await presentDetail(ctx, estateId, owing) : null,
      alike: alike.slice(0, 10).map(s => presentStay(cipher, s)),
      past: mine
        .filter(s => s !== owing)
        .slice(0, 5)
        .map(s => presentStay(cipher, s)),
    }
  },
)

/**
 * Lets the car out where a lane was named: the held event is settled, so that its passage is told and the stay closes;
 * without one the barrier alone is asked. A lane without a device that opens is no fault of the payment.
 */
export async function askBarrier(
  ctx: Ctx,
  estateId: string,
  stay: store.StayRow,
  o: { laneId?: string | undefined; eventId?: string | undefined; reason: string; free?: boolean },
): Promise<'asked' | 'none' | 'not_asked'> {
  if (!o.laneId && !o.eventId) return 'not_asked'
  const cipher = await ctx.cipher(estateId)
  const plate = stay.plate_sealed ? { plate: cipher.open('plate', stay.plate_sealed) } : {}
  try {
    if (o.eventId) {
      const act = o.free ? 'free' : 'open'
      const { commandId } = await settleEvent(ctx, {
        estateId,
        id: o.eventId,
        act,
        reason: o.reason,
        ...plate,
      })
      return commandId === null ? 'none' : 'asked'
    }
    await openLane(ctx, { estateId, laneId: o.laneId!, act: 'open', reason: o.reason, ...plate })
    return 'asked'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'lane.no_barrier') return 'none'
    // somebody at the lane was quicker: the car is through already
    if (error.code === 'lane.settled') return 'not_asked'
    throw error
  }
}

/** The reckoning that was told to the driver, where it is not too old; else that of now. */
async function told(
  ctx: Ctx,
  estateId: string,
  stay: store.StayRow,
  quotedAt: string | undefined,
): Promise<Reckoning> {
  if (!quotedAt) return reckon(ctx, estateId, stay, ctx.now)
  const at = Temporal.Instant.from(quotedAt)
  const { slipMinutes } = await limitsOf(ctx, estateId)
  const age = ctx.now.epochMilliseconds - at.epochMilliseconds
  if (age < 0 || age > slipMinutes * 60_000)
    throw stayFail('parking.quote_old', { params: { minutes: slipMinutes } })
  return reckon(ctx, estateId, stay, at)
}

/** Who owns the car by the register, for the charge. */
export async function ownerOf(ctx: Ctx, estateId: string, stay: store.StayRow) {
  if (stay.plate_sealed === null) return { unitId: null, accountId: null, personId: null }
  const cipher = await ctx.cipher(estateId)
  const [known] = await registered(ctx.db, estateId, [cipher.open('plate', stay.plate_sealed)])
  return { unitId: known?.unit_id ?? null, accountId: null, personId: known?.person_id ?? null }
}

/** Takes what a stay owes: by the booth, the phone's slip, or after it left. The stay is locked by the caller. */
export async function take(
  ctx: Ctx,
  estateId: string,
  stay: store.StayRow,
  r: Reckoning,
  how: Omit<Settling, 'kind'> & { pay: NonNullable<Settling['pay']> },
) {
  if (r.due === 0) throw stayFail('parking.nothing_due')
  if (stay.owed > 0) {
    const owed = (await money.feesOf(ctx.db, estateId, stay.id)).filter(f => f.kind === 'owed')
    const open = await Promise.all(
      owed.map(f => charges(ctx.db, estateId, { state: 'open', sourceId: f.id, offset: 0, limit: 1 })),
    )
    const ids = open.flatMap(o => o.rows.map(c => c.id))
    const receipt = await payOwed(ctx, estateId, owed, ids, how.pay, how.shiftId ?? null)
    await ctx.audit(
      {
        action: 'parking.owed_paid',
        subject: 'parking_stay',
        subjectId: stay.id,
        after: { way: how.pay.way, amount: receipt.amount },
      },
      estateId,
    )
    return { feeId: owed[0]!.id, receipt }
  }
  const owner = how.owner ?? (await ownerOf(ctx, estateId, stay))
  const done = await settleFee(ctx, estateId, stay, r, { ...how, owner, kind: 'paid' })
  const after = await stayOf(ctx, estateId, stay.id)
  await letOut(ctx, estateId, after, (await reckon(ctx, estateId, after, ctx.now)).freeUntil)
  return { feeId: done.feeId, receipt: done.receipt! }
}

export async function openShift(ctx: Ctx, estateId: string): Promise<string | undefined> {
  const [mine] = await money.shifts(ctx.db, estateId, {
    accountId: idOf(ctx),
    open: true,
    offset: 0,
    limit: 1,
  })
  if (mine && (await money.lockShift(ctx.db, estateId, mine.id))) return mine.id
  return undefined
}

/** @throws parking.no_shift for cash outside a shift, parking.nothing_due, parking.quote_old */
export const payStay = verb(
  'parking.pay',
  stayEndpoints[`POST ${P}/stays/:stayId/pay`],
  async (ctx, input) => {
    const { estateId, stayId, way } = input
    // a payment service confirms the slip whose money came; it takes none by itself and sees no stay
    if (ctx.actor.kind === 'device') throw fail('core.forbidden')
    if (!(await store.lockStay(ctx.db, estateId, stayId))) throw fail('core.not_found')
    const stay = await stayOf(ctx, estateId, stayId)
    const shiftId = await openShift(ctx, estateId)
    if (way === 'cash' && shiftId === undefined) throw stayFail('parking.no_shift')
    const r = await told(ctx, estateId, stay, input.quotedAt)
    const { receipt } = await take(ctx, estateId, stay, r, {
      shiftId,
      pay: { way, tendered: input.tendered, reference: input.reference },
    })
    const barrier = await askBarrier(ctx, estateId, stay, {
      laneId: input.laneId,
      eventId: input.eventId,
      reason: ctx.lang === 'zh' ? `已缴费 ${receipt.number}` : `Paid ${receipt.number}`,
    })
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return {
      stay: await presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId)),
      receipt: { id: receipt.id, number: receipt.number },
      change: receipt.change,
      barrier,
    }
  },
)

export const waiveStay = verb(
  'parking.waive',
  stayEndpoints[`POST ${P}/stays/:stayId/waive`],
  async (ctx, input) => {
    const { estateId, stayId } = input
    if (!(await store.lockStay(ctx.db, estateId, stayId))) throw fail('core.not_found')
    const stay = await stayOf(ctx, estateId, stayId)
    if (stay.owed > 0) throw stayFail('parking.owed_charge')
    const r = await reckon(ctx, estateId, stay, ctx.now)
    if (r.due === 0) throw stayFail('parking.nothing_due')
    await settleFee(ctx, estateId, stay, r, {
      kind: 'waived',
      reason: input.reason,
      pictureId: input.pictureId,
      shiftId: await openShift(ctx, estateId),
    })
    const after = await stayOf(ctx, estateId, stayId)
    await letOut(ctx, estateId, after, (await reckon(ctx, estateId, after, ctx.now)).freeUntil)
    const barrier = await askBarrier(ctx, estateId, stay, { ...input, free: true })
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return {
      stay: await presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId)),
      receipt: null,
      change: null,
      barrier,
    }
  },
)
