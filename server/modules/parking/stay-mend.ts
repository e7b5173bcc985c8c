/** Records put right by a person: an entry by evidence, a misread plate, two halves of one car, a car that is gone. */
import { Temporal } from 'temporal-polyfill'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { stayEndpoints, stayFail } from './contract-stay.ts'
import { reckon, settleFee, shutOut } from './fees.ts'
import { isNewEnergy, normalPlate } from './place.ts'
import { stayOf } from './stay-acts.ts'
import { presentDetail } from './stay-present.ts'
import { lots } from './store-lot.ts'
import { permitOfPlate } from './store-permit.ts'
import * as store from './store-stay.ts'

const P = '/api/estates/:estateId/parking' as const

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
