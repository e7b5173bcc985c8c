/** The waiting list (F-05): households in the order of the stated rule, an offer, its answer within the rule's hours. */
import type { z } from 'zod'
import { dayStart } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { withdrawNotices } from '../notice/notify.ts'
import { lotEndpoints, lotFail, type Wait } from './contract-lot.ts'
import { permitFail } from './contract-permit.ts'
import { asWaiting, firstFor, inQueueOrder, type Waiting } from './lot-rules.ts'
import { makeOffer, offerOn, WAIT_REF } from './offers.ts'
import { idOf } from './place.ts'
import { spaces } from './store-lot.ts'
import { unitOf } from './store-permit.ts'
import * as store from './store-wait.ts'

const P = '/api/estates/:estateId/parking' as const

/** The stated rule in words, as it stands on the list and on the phone. */
export const ruleText = {
  zh: '先满足每户一个：没有车位的家庭在前，再按申请时间先后；无障碍车位先给有残疾人的家庭。有业主排队时不对外出租。',
  en: 'One space per household first: homes without any come before others, then by the time of asking; accessible spaces go first to homes with a disabled member. Nothing is let outside while owners wait.',
} as const

/** Everybody who waits now. An offer that is out keeps its household in the queue until it is taken. */
export async function waitingNow(ctx: Ctx, estateId: string): Promise<store.WaitRow[]> {
  return store.waits(ctx.db, estateId, ctx.now, { state: 'open', offset: 0, limit: 5000 })
}

/** The places in the queue of each use, 1 is next. */
function placesOf(all: readonly store.WaitRow[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const use of new Set(all.map(w => w.use)))
    inQueueOrder(all.filter(w => w.use === use).map(asWaiting)).forEach((w, i) => {
      places.set(w.id, i + 1)
    })
  return places
}

export function presentWait(w: store.WaitRow, places: Map<string, number>): z.input<typeof Wait> {
  const open = w.state === 'waiting' || w.state === 'offered'
  const over = 'parking.wait_over'
  return {
    id: w.id,
    unitId: w.unit_id,
    room: w.room,
    use: w.use,
    lotId: w.lot_id,
    lot: w.lot,
    disability: w.disability,
    note: w.note,
    askedAt: w.asked_at.toString(),
    state: w.state,
    place: open ? (places.get(w.id) ?? null) : null,
    spaces: w.spaces,
    offeredSpace: w.offered_space
      ? { id: w.offered_space, number: w.offered_number ?? '', lot: w.offered_lot ?? '' }
      : null,
    offeredUntil: w.offered_until?.toString() ?? null,
    reason: w.reason,
    version: w.version,
    allowed: {
      offer: w.state === 'waiting' ? true : over,
      withdraw: open ? true : over,
      take: w.state === 'offered' ? true : over,
    },
  }
}

export async function waitOf(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.waits(ctx.db, estateId, ctx.now, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return { row, shown: presentWait(row, placesOf(await waitingNow(ctx, estateId))) }
}

/** Of these households alone, with their places in the whole queue. */
export async function waitsOfUnits(ctx: Ctx, estateId: string, unitIds: readonly string[]) {
  const places = placesOf(await waitingNow(ctx, estateId))
  const rows = await store.waits(ctx.db, estateId, ctx.now, { unitIds, state: 'open', offset: 0, limit: 50 })
  return rows.map(w => presentWait(w, places))
}

export const listWaiting = query('parking.waiting', lotEndpoints[`GET ${P}/waiting`], async (ctx, input) => {
  const { estateId, ...f } = input
  const places = placesOf(await waitingNow(ctx, estateId))
  // the order of the rule is no order of a column: the open list is sorted whole, then cut into pages
  const whole = f.state === 'open'
  const rows = await store.waits(ctx.db, estateId, ctx.now, whole ? { ...f, offset: 0, limit: 5000 } : f)
  const ordered = whole ? rows.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0)) : rows
  const page = whole ? ordered.slice(f.offset, f.offset + f.limit) : ordered
  return {
    items: page.map(w => presentWait(w, places)),
    total: rows[0]?.total ?? 0,
    rule: ruleText[ctx.lang],
  }
})

export const getWait = query(
  'parking.wait',
  lotEndpoints[`GET ${P}/waiting/:waitId`],
  async (ctx, input) => (await waitOf(ctx, input.estateId, input.waitId)).shown,
)

/** A home by its written number. @throws parking.no_home */
export async function homeNamed(ctx: Ctx, estateId: string, text: string) {
  const read = parseRoom(text)
  const found = read.ok ? await unitOf(ctx.db, estateId, { label: roomText(read.value) }) : undefined
  if (found === undefined) throw lotFail('parking.no_home', { params: { room: text } })
  return found
}

export interface Asking {
  unitId: string
  personId: string | null
  accountId: string | null
  use: Waiting['use']
  lotId: string | null
  disability: boolean
  note: string | null
  askedOn?: string | undefined
}

/** Puts a household on the list. A day on paper counts from its beginning, and never lies ahead. */
export async function putOnList(ctx: Ctx, estateId: string, a: Asking): Promise<string> {
  const asked = a.askedOn ? dayStart(a.askedOn) : ctx.now
  const askedAt = asked.epochMilliseconds > ctx.now.epochMilliseconds ? ctx.now : asked
  const id = newId<'parking_wait'>(ctx.now.epochMilliseconds)
  const made = await store.insertWait(ctx.db, estateId, { ...a, id, askedAt, by: idOf(ctx) })
  if (!made) throw lotFail('parking.wait_there')
  await ctx.audit(
    {
      action: 'parking.wait',
      subject: 'parking_wait',
      subjectId: id,
      after: { unitId: a.unitId, use: a.use, askedAt: askedAt.toString(), disability: a.disability },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return id
}

export const addWait = verb('parking.add_wait', lotEndpoints[`POST ${P}/waiting`], async (ctx, input) => {
  const { estateId, room, ...rest } = input
  const unit = await homeNamed(ctx, estateId, room)
  const id = await putOnList(ctx, estateId, {
    unitId: unit.id,
    personId: null,
    accountId: null,
    use: rest.use,
    lotId: rest.lotId ?? null,
    disability: rest.disability,
    note: rest.note || null,
    askedOn: rest.askedOn,
  })
  return (await waitOf(ctx, estateId, id)).shown
})

/** @throws parking.wait_order when somebody comes first, parking.space_taken */
export const offerSpace = verb(
  'parking.offer',
  lotEndpoints[`POST ${P}/waiting/:waitId/offer`],
  async (ctx, input) => {
    const { estateId, waitId, spaceId } = input
    const { row } = await waitOf(ctx, estateId, waitId)
    if (row.state !== 'waiting') throw lotFail('parking.wait_over')
    const [space] = (await spaces(ctx.db, estateId, ctx.now, { id: spaceId, offset: 0, limit: 1 })).rows
    if (space === undefined) throw fail('core.not_found')
    if (space.state !== 'usable')
      throw permitFail('parking.space_closed', { params: { number: space.number } })
    if (space.permit_id !== null || space.offered_to !== null)
      throw permitFail('parking.space_taken', { params: { number: space.number } })
    // who has an offer already does not hold up the next
    const free = (await waitingNow(ctx, estateId)).filter(w => w.state === 'waiting')
    const first = firstFor(free.map(asWaiting), space.use, space.lot_id)
    if (first?.id !== waitId)
      throw lotFail('parking.wait_order', { params: { room: first?.room ?? row.room } })
    if (!(await makeOffer(ctx, estateId, row, space, input.version))) throw fail('core.stale')
    return (await waitOf(ctx, estateId, waitId)).shown
  },
)

/** Off the list, by the desk or by the household itself; what was offered to it goes to the next. */
export async function takeOff(ctx: Ctx, estateId: string, waitId: string, reason: string) {
  const { row } = await waitOf(ctx, estateId, waitId)
  const done = await store.endWait(ctx.db, estateId, {
    id: waitId,
    state: 'withdrawn',
    at: ctx.now,
    by: idOf(ctx),
    reason,
    permitId: null,
  })
  if (!done) throw lotFail('parking.wait_over')
  await ctx.audit(
    { action: 'parking.wait_withdraw', subject: 'parking_wait', subjectId: waitId, reason },
    estateId,
  )
  await withdrawNotices(ctx, estateId, { topic: WAIT_REF, id: waitId })
  await ctx.signal({ estateId, topic: 'parking', ref: waitId })
  if (row.state === 'offered' && row.offered_space) await offerOn(ctx, estateId, row.offered_space)
  return (await waitOf(ctx, estateId, waitId)).shown
}

export const withdrawWait = verb(
  'parking.wait_withdraw',
  lotEndpoints[`POST ${P}/waiting/:waitId/withdraw`],
  async (ctx, input) => {
    await waitOf(ctx, input.estateId, input.waitId)
    return takeOff(ctx, input.estateId, input.waitId, input.reason)
  },
)
