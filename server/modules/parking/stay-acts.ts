/** What is done with a stay at the booth: found, paid, let off, put right. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { openLane } from '../lane/commands.ts'
import { charges } from '../ledger/store.ts'
import { type Slip, stayEndpoints, stayFail } from './contract-stay.ts'
import { letOut, payOwed, type Reckoning, reckon, type Settling, settleFee, shutOut } from './fees.ts'
import { idOf, isNewEnergy, limitsOf, nameOf, normalPlate } from './place.ts'
import { presentDetail, presentSlip, presentStay } from './stay-present.ts'
import { lots } from './store-lot.ts'
import * as money from './store-money.ts'
import { permitOfPlate, registered } from './store-permit.ts'
import * as store from './store-stay.ts'

const P = '/api/estates/:estateId/parking' as const

const dayStart = (date: string, plus = 0): Instant =>
  Temporal.PlainDate.from(date)
    .add({ days: plus })
    .toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '00:00' })
    .toInstant()

export const listStays = query('parking.stays', stayEndpoints[`GET ${P}/stays`], async (ctx, input) => {
  const { estateId, from, to, ...f } = input
  const cipher = await ctx.cipher(estateId)
  const { rows, total } = await store.stays(ctx.db, estateId, {
    ...f,
    ...(from ? { from: dayStart(from) } : {}),
    ...(to ? { until: dayStart(to, 1) } : {}),
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

export const addStay = verb('parking.add_stay', stayEndpoints[`POST ${P}/stays`], async (ctx, input) => {
  const { estateId } = input
  const plate = normalPlate(input.plate)
  const cipher = await ctx.cipher(estateId)
  const blind = cipher.blind('plate', plate)
  await store.holdPlate(ctx.db, estateId, blind.toString('hex'))
  const [lot] = await lots(ctx.db, estateId)
  if (lot === undefined) throw stayFail('parking.lot_none')
  const there = (await store.staysOfPlate(ctx.db, estateId, blind)).find(s => s.state === 'inside')
  if (there) throw stayFail('parking.stay_there', { params: { plate } })
  const enteredAt = input.enteredAt ? Temporal.Instant.from(input.enteredAt) : ctx.now
  if (enteredAt.epochMilliseconds > ctx.now.epochMilliseconds) throw stayFail('parking.entry_ahead')
  const permit = await permitOfPlate(ctx.db, estateId, blind, enteredAt)
  const id = newId<'parking_stay'>(ctx.now.epochMilliseconds)
  await store.insertStay(ctx.db, estateId, {
    id,
    lotId: lot.id,
    blind,
    sealed: cipher.seal('plate', plate),
    class: 'small',
    nev: isNewEnergy(plate),
    enteredAt,
    entryEvent: null,
    entryLane: null,
    entryGate: null,
    entryPicture: input.pictureId ?? null,
    leftAt: null,
    exitEvent: null,
    exitLane: null,
    exitGate: null,
    exitPicture: null,
    rightKind: null,
    permitId: permit?.id ?? null,
    state: 'inside',
    flags: [input.enteredAt ? 'by_hand' : 'no_entry'],
    note: input.evidence,
  })
  await ctx.audit(
    {
      action: 'parking.stay_by_hand',
      subject: 'parking_stay',
      subjectId: id,
      reason: input.evidence,
      after: { enteredAt: input.enteredAt ?? null },
      sensitive: { plate },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return presentDetail(ctx, estateId, await stayOf(ctx, estateId, id))
})

export const amendStay = verb(
  'parking.amend_stay',
  stayEndpoints[`POST ${P}/stays/:stayId/amend`],
  async (ctx, input) => {
    const { estateId, stayId } = input
    const before = await stayOf(ctx, estateId, stayId)
    if (before.state === 'joined') throw stayFail('parking.stay_over')
    const cipher = await ctx.cipher(estateId)
    const was = before.plate_sealed ? cipher.open('plate', before.plate_sealed) : null
    const plate = input.plate ? normalPlate(input.plate) : was
    const blind = plate ? cipher.blind('plate', plate) : null
    const moved = plate !== was && blind !== null && before.entered_at !== null
    const permit = moved ? await permitOfPlate(ctx.db, estateId, blind, before.entered_at!) : undefined
    if (moved) {
      await store.holdPlate(ctx.db, estateId, blind.toString('hex'))
      const there = (await store.staysOfPlate(ctx.db, estateId, blind)).find(s => s.state === 'inside')
      if (there && before.state === 'inside')
        throw stayFail('parking.stay_there', { params: { plate: plate ?? '' } })
      await shutOut(ctx, estateId, stayId)
    }
    const next = {
      blind,
      sealed: plate ? cipher.seal('plate', plate) : null,
      class: input.class ?? before.class,
      nev: plate ? isNewEnergy(plate) : before.nev,
      disabled: input.disabled ?? before.disabled,
      couponMinutes: input.couponMinutes ?? before.coupon_minutes,
      couponAmount: input.couponAmount ?? before.coupon_amount,
      permitId: moved ? (permit?.id ?? null) : before.permit_id,
      rightKind: moved ? (permit ? 'owner' : null) : before.right_kind,
      flags: moved ? [...new Set([...before.flags, 'corrected'])] : before.flags,
      note: input.reason,
    }
    if (!(await store.amendStay(ctx.db, estateId, stayId, input.version, next))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.amend_stay',
        subject: 'parking_stay',
        subjectId: stayId,
        reason: input.reason,
        before: { class: before.class, disabled: before.disabled, couponMinutes: before.coupon_minutes },
        after: {
          class: next.class,
          disabled: next.disabled,
          couponMinutes: next.couponMinutes,
          couponAmount: next.couponAmount,
        },
        sensitive: { from: was ?? '', to: plate ?? '' },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId))
  },
)

/** Asks the lane to open, where a lane was named. A lane without a device that opens is no fault of the payment. */
async function askBarrier(
  ctx: Ctx,
  estateId: string,
  stay: store.StayRow,
  o: { laneId?: string | undefined; eventId?: string | undefined; reason: string },
): Promise<'asked' | 'none' | 'not_asked'> {
  if (!o.laneId) return 'not_asked'
  const cipher = await ctx.cipher(estateId)
  try {
    await openLane(ctx, {
      estateId,
      laneId: o.laneId,
      act: 'open',
      reason: o.reason,
      ...(o.eventId ? { eventId: o.eventId } : {}),
      ...(stay.plate_sealed ? { plate: cipher.open('plate', stay.plate_sealed) } : {}),
    })
    return 'asked'
  } catch (error) {
    if (error instanceof AppError && error.code === 'lane.no_barrier') return 'none'
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
async function ownerOf(ctx: Ctx, estateId: string, stay: store.StayRow) {
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

async function openShift(ctx: Ctx, estateId: string): Promise<string | undefined> {
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
    const barrier = await askBarrier(ctx, estateId, stay, input)
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return {
      stay: await presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId)),
      receipt: null,
      change: null,
      barrier,
    }
  },
)

/** One car under two plates: the record with the entry takes the exit of the other. */
export const joinStays = verb(
  'parking.join',
  stayEndpoints[`POST ${P}/stays/:stayId/join`],
  async (ctx, input) => {
    const { estateId, stayId, exitStayId } = input
    for (const id of [stayId, exitStayId].sort())
      if (!(await store.lockStay(ctx.db, estateId, id))) throw fail('core.not_found')
    const [entry, exit] = [await stayOf(ctx, estateId, stayId), await stayOf(ctx, estateId, exitStayId)]
    const fits =
      entry.entered_at !== null &&
      entry.left_at === null &&
      exit.left_at !== null &&
      exit.flags.includes('no_entry') &&
      exit.state === 'left' &&
      entry.entered_at.epochMilliseconds <= exit.left_at.epochMilliseconds
    if (!fits) throw stayFail('parking.join_times')
    await store.setExit(
      ctx.db,
      estateId,
      stayId,
      {
        at: exit.left_at!,
        eventId: exit.exit_event,
        lane: exit.exit_lane,
        gate: exit.exit_gate,
        picture: exit.exit_picture,
      },
      [...new Set([...entry.flags.filter(f => f !== 'no_exit'), 'joined'])],
    )
    await store.joinStay(ctx.db, estateId, exitStayId, stayId)
    await shutOut(ctx, estateId, stayId)
    const joined = await stayOf(ctx, estateId, stayId)
    const r = await reckon(ctx, estateId, joined, joined.left_at!)
    if (r.due > 0 && exit.paid === 0) await settleFee(ctx, estateId, joined, r, { kind: 'owed' })
    await ctx.audit(
      {
        action: 'parking.join',
        subject: 'parking_stay',
        subjectId: stayId,
        reason: input.reason,
        after: { joined: exitStayId },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId))
  },
)

export const closeStay = verb(
  'parking.close_stay',
  stayEndpoints[`POST ${P}/stays/:stayId/close`],
  async (ctx, input) => {
    const { estateId, stayId } = input
    const before = await stayOf(ctx, estateId, stayId)
    if (before.state !== 'inside') throw stayFail('parking.stay_over')
    const flags = [...new Set([...before.flags, 'no_exit', 'by_hand'])]
    if (!(await store.closeByHand(ctx.db, estateId, stayId, input.version, { flags, note: input.reason })))
      throw fail('core.stale')
    await shutOut(ctx, estateId, stayId)
    await ctx.audit(
      { action: 'parking.close_stay', subject: 'parking_stay', subjectId: stayId, reason: input.reason },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: stayId })
    return presentDetail(ctx, estateId, await stayOf(ctx, estateId, stayId))
  },
)

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
  const until = ctx.now.add({ minutes: slipMinutes })
  await money.insertSlip(ctx.db, estateId, {
    id,
    number: newCode(6),
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

export const listSlips = query('parking.slips', stayEndpoints[`GET ${P}/slips`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const found = await money.slips(ctx.db, input.estateId, { liveAt: ctx.now })
  return { items: found.map(p => presentSlip(cipher, p, ctx.now.epochMilliseconds)) }
})

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
    const owner = slip.account_id
      ? { ...(await ownerOf(ctx, estateId, stay)), accountId: slip.account_id }
      : undefined
    const { feeId, receipt } = await take(ctx, estateId, stay, r, {
      shiftId: await openShift(ctx, estateId),
      ...(owner ? { owner } : {}),
      pay: { way: input.way, reference: input.reference },
    })
    const reference = input.reference
    if (
      !(await money.slipPaid(ctx.db, estateId, {
        id: slipId,
        at: ctx.now,
        feeId,
        receiptId: receipt.id,
        reference,
      }))
    )
      throw stayFail('parking.slip_over')
    const barrier = await askBarrier(ctx, estateId, stay, {
      laneId: input.laneId,
      reason: ctx.lang === 'zh' ? `已缴费 ${receipt.number}` : `Paid ${receipt.number}`,
    })
    await ctx.signal({ estateId, topic: 'parking', ref: stay.id })
    return {
      stay: await presentDetail(ctx, estateId, await stayOf(ctx, estateId, stay.id)),
      receipt: { id: receipt.id, number: receipt.number },
      change: null,
      barrier,
    }
  },
)
