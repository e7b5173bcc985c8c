/** What the guard does with a car: lets it in or out by hand, corrects its plate, sends it away, marks what went wrong. */

import type { Instant } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { openLane } from './commands.ts'
import { laneApi } from './contract.ts'
import type { Mark, Right } from './decide.ts'
import { laneFail } from './errors.ts'
import { buildItem } from './item.ts'
import { eventOf } from './log.ts'
import { VEHICLE_PASSED, type VehiclePassedNews } from './news.ts'
import { normalPlate, plateKindOf } from './plate.ts'
import { presentEvent } from './present.ts'
import { barrierOf } from './store-command.ts'
import { storeEvents } from './store-event.ts'
import { type EventFull, eventById, setOffence, setPassed, settleEvent } from './store-log.ts'
import { type EstateWorld, worldOf } from './world.ts'

const P = '/api/estates/:estateId' as const

const who = (ctx: Ctx) => ({
  id: 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind,
  name: 'name' in ctx.actor ? ctx.actor.name : '',
  kind: ctx.actor.kind,
})

/** The right a plate passes by now, for the record; the bar if there is one. */
function rightNow(world: EstateWorld, blind: string, direction: 'in' | 'out', ms: number): Right | undefined {
  const now = (world.rights.get(blind) ?? []).filter(
    r =>
      r.fromMs <= ms &&
      (r.untilMs === null || ms < r.untilMs) &&
      (r.direction === 'both' || r.direction === direction),
  )
  return now.find(r => r.kind === 'barred') ?? now[0]
}

/** No hand at the lane opens for a barred car that wants in; the list is the place to change that. */
function minding(right: Right | undefined, direction: 'in' | 'out', plate: string): Right | undefined {
  if (right?.kind === 'barred' && direction === 'in') throw laneFail('lane.barred', { params: { plate } })
  return right
}

export const settle = verb('lane.settle', laneApi[`POST ${P}/lane-events/:id/settle`], async (ctx, input) => {
  const { estateId } = input
  const event = await eventOf(ctx, estateId, input.id, true)
  if (event.outcome !== 'hold' && event.outcome !== 'refuse')
    throw laneFail('lane.settled', { params: { who: '系统' } })
  if (event.settled_at !== null) throw laneFail('lane.settled', { params: { who: event.settled_by ?? '' } })
  const world = await worldOf(ctx.house).estate(estateId)
  const before = event.plate_sealed === null ? '' : world.cipher.open('plate', event.plate_sealed)
  const given = input.plate === undefined ? before : normalPlate(input.plate)
  const corrected = given !== before
  const through = input.act !== 'dismiss'
  const blind = given === '' ? null : world.blind(given)
  const right =
    blind === null ? undefined : rightNow(world, blind, event.direction, ctx.now.epochMilliseconds)
  if (through) minding(right, event.direction, given)
  const sealed = given === '' ? null : world.cipher.seal('plate', given)
  const done = await settleEvent(ctx.db, estateId, event, {
    at: ctx.now,
    by: who(ctx).name,
    as: input.act === 'open' ? 'opened' : input.act === 'free' ? 'free' : 'dismissed',
    note: input.reason,
    through,
    plate:
      corrected && sealed && blind
        ? { sealed, blind: Buffer.from(blind, 'hex'), kind: plateKindOf(given) }
        : null,
    read: corrected && before !== '' ? world.cipher.seal('raw', before) : null,
    right: right ? { id: right.id, kind: right.kind } : null,
    marks: corrected && !event.marks.includes('corrected') ? [...event.marks, 'corrected'] : event.marks,
    photoId: input.photoId ?? null,
  })
  if (!done) throw fail('core.stale')
  if (through && sealed && blind) await tellPassed(ctx, world, event, { sealed, blind, right, plate: given })
  await ctx.audit(
    {
      action: `lane.settle_${input.act}`,
      subject: 'lane_event',
      subjectId: event.id,
      reason: input.reason,
      before: { code: event.code },
      after: { corrected, right: right?.id ?? null },
      ...(corrected ? { sensitive: { before, after: given } } : {}),
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'lane', ref: event.lane_id })
  const commandId = through ? await raise(ctx, estateId, event.lane_id, input.reason, event.id, given) : null
  const now = await eventById(ctx.db, estateId, event.id)
  return { event: presentEvent(world.cipher, now ?? event, true), commandId }
})

/** A lane without a barrier we can move is opened by remote control: then there is only the record. */
async function raise(
  ctx: Ctx,
  estateId: string,
  laneId: string,
  reason: string,
  eventId: string,
  plate: string,
): Promise<string | null> {
  if ((await barrierOf(ctx.db, estateId, laneId)) === undefined) return null
  const { commandId } = await openLane(ctx, {
    estateId,
    laneId,
    act: 'open',
    reason,
    eventId,
    ...(plate === '' ? {} : { plate }),
  })
  return commandId
}

interface Told {
  sealed: Buffer
  blind: string
  right: Right | undefined
  plate: string
}

async function tellPassed(ctx: Ctx, world: EstateWorld, e: EventFull, p: Told): Promise<void> {
  const { estateId } = world
  await setPassed(ctx.db, estateId, {
    blind: Buffer.from(p.blind, 'hex'),
    sealed: p.sealed,
    direction: e.direction,
    at: ctx.now,
    laneId: e.lane_id,
    eventId: e.id,
    rightKind: p.right?.kind ?? null,
  })
  ctx.afterCommit(() =>
    world.passed(p.blind, { direction: e.direction, ms: ctx.now.epochMilliseconds, laneId: e.lane_id }),
  )
  if (!ctx.house.jobs.jobs.has(VEHICLE_PASSED)) return
  const news: VehiclePassedNews = {
    estateId,
    eventId: e.id,
    at: ctx.now.toString(),
    deviceAt: e.device_at?.toString() ?? null,
    laneId: e.lane_id,
    gateId: e.gate_id,
    direction: e.direction,
    plateSealed: p.sealed.toString('hex'),
    plateBlind: p.blind,
    plateKind: plateKindOf(p.plate),
    plateColour: e.plate_colour,
    rightKind: p.right?.kind ?? null,
    rightId: p.right?.id ?? null,
    pictureId: e.picture_id,
    manual: true,
    replay: false,
  }
  await ctx.enqueue(VEHICLE_PASSED, news, { estateId })
}

interface ByHand {
  laneId: string
  direction: 'in' | 'out'
  plate: string
  vehicle: string
  free: boolean
  reason: string
  note?: string | undefined
  photoId?: string | undefined
}

/** A vehicle that was let through without network: when, by the booth's clock, and whether that is believed. */
export interface WrittenDown {
  deviceMs: number
  at: Instant
  believed: boolean
  /** he held the right at the lane then */
  held: boolean
}

/**
 * Enters a vehicle that a person let through, as who acts in `ctx`. What was written down has happened: a bar or a right
 * that had ended is marked and stops nothing, but nobody without the right lets a fee off.
 * @returns the event's id and the plate as it is kept
 * @throws core.not_found, lane.lane_unfit, lane.no_plate, lane.barred
 */
export async function enterByHand(
  ctx: Ctx,
  estateId: string,
  input: ByHand,
  written?: WrittenDown,
): Promise<{ id: string; plate: string }> {
  const { laneId, direction } = input
  const world = await worldOf(ctx.house).estate(estateId)
  const lane = world.lanes.get(laneId)
  if (lane === undefined) throw fail('core.not_found')
  if (lane.carries === 'person' || (lane.direction !== 'both' && lane.direction !== direction))
    throw laneFail('lane.lane_unfit', { params: { lane: lane.name } })
  const plate = normalPlate(input.plate)
  if (plate === '' && !input.note) throw laneFail('lane.no_plate')
  const blind = plate === '' ? null : world.blind(plate)
  const passedMs = (written?.at ?? ctx.now).epochMilliseconds
  const right = blind === null ? undefined : rightNow(world, blind, direction, passedMs)
  if (!written) minding(right, direction, plate)
  const free = input.free && written?.held !== false
  const id = newId<'lane_event'>(ctx.now.epochMilliseconds)
  const item = buildItem(ctx.house, {
    world,
    id,
    now: ctx.now,
    laneId,
    direction,
    plate,
    blind,
    decision: {
      outcome: 'open',
      code: free ? 'free_passage' : 'by_hand',
      right: right ? { id: right.id, kind: right.kind } : null,
      near: [],
      marks: written ? marksOf(written, right, direction) : [],
    },
    through: true,
    openedBy: 'hand',
    replay: written?.believed ?? false,
    ...(written ? { handMs: written.deviceMs } : {}),
    ...(free ? { free: input.reason } : {}),
    pictureId: input.photoId ?? null,
    hand: { ...who(ctx), reason: input.reason, vehicle: input.vehicle, note: input.note ?? null },
  })
  await storeEvents(ctx.db, estateId, [{ ...item, n: 0 }], {
    signalId: newId<'signal'>(ctx.now.epochMilliseconds),
    now: ctx.now.toString(),
    requestId: ctx.requestId,
  })
  ctx.auditedInStatement()
  if (blind !== null) ctx.afterCommit(() => world.passed(blind, { direction, ms: passedMs, laneId }))
  return { id, plate }
}

function marksOf(written: WrittenDown, right: Right | undefined, direction: 'in' | 'out'): Mark[] {
  return [
    ...(written.believed ? [] : (['clock'] as const)),
    ...(right?.kind === 'barred' && direction === 'in' ? (['barred'] as const) : []),
    ...(written.held ? [] : (['maker_ended'] as const)),
  ]
}

export const passByHand = verb('lane.pass', laneApi[`POST ${P}/lanes/:laneId/pass`], async (ctx, input) => {
  const { estateId, laneId } = input
  const { id, plate } = await enterByHand(ctx, estateId, input)
  const commandId = input.barrier ? await raise(ctx, estateId, laneId, input.reason, id, plate) : null
  const { cipher } = await worldOf(ctx.house).estate(estateId)
  return { event: presentEvent(cipher, await eventOf(ctx, estateId, id), true), commandId }
})

export const moveBarrier = verb(
  'lane.command',
  laneApi[`POST ${P}/lanes/:laneId/command`],
  async (ctx, input) => {
    const world = await worldOf(ctx.house).estate(input.estateId)
    if (!world.lanes.has(input.laneId)) throw fail('core.not_found')
    return openLane(ctx, {
      estateId: input.estateId,
      laneId: input.laneId,
      act: input.act,
      reason: input.reason,
    })
  },
)

/** S3-81: violations of the phase entry and exit. */
export const markOffence = verb(
  'lane.offence',
  laneApi[`POST ${P}/lane-events/:id/offence`],
  async (ctx, input) => {
    const event = await eventOf(ctx, input.estateId, input.id)
    await setOffence(ctx.db, input.estateId, event, input.offence, input.note ?? null)
    await ctx.audit(
      {
        action: 'lane.offence',
        subject: 'lane_event',
        subjectId: event.id,
        before: { offence: event.offence },
        after: { offence: input.offence },
        ...(input.note ? { reason: input.note } : {}),
      },
      input.estateId,
    )
    return presentEvent(await ctx.cipher(input.estateId), await eventOf(ctx, input.estateId, input.id), true)
  },
)
