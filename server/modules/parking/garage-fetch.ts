/** The queue of a mechanical garage: a resident asks from the phone, the operator moves, everybody sees the order (S4-11). */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { notify } from '../notice/notify.ts'
import { garageApi } from './contract-garage.ts'
import { garageFail } from './contract-garage-shapes.ts'
import { garageOf, inspectionOf, requireMoving, rulesOf } from './garage.ts'
import { presentFetch, presentGarage } from './garage-present.ts'
import { mayMove, waitSeconds } from './garage-rules.ts'
import { accountId, actorId, actorName, ownUnits } from './garage-who.ts'
import * as store from './store-garage.ts'

const P = '/api/estates/:estateId' as const

async function cycles(ctx: Ctx, estateId: string): Promise<Map<string, number>> {
  const rules = await rulesOf(ctx, estateId)
  return new Map((await store.garages(ctx.db, estateId)).map(g => [g.id, presentGarage(ctx, g, rules).cycle]))
}

async function fetchRow(ctx: Ctx, estateId: string, id: string): Promise<store.FetchRow> {
  const [row] = await store.fetches(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function shown(ctx: Ctx, estateId: string, id: string) {
  const row = await fetchRow(ctx, estateId, id)
  return presentFetch(row, (await cycles(ctx, estateId)).get(row.garage_id) ?? 0)
}

export const listFetches = query(
  'garage.fetches',
  garageApi[`GET ${P}/garage-fetches`],
  async (ctx, input) => {
    const by = await cycles(ctx, input.estateId)
    const rows = await store.fetches(ctx.db, input.estateId, input)
    return { items: rows.map(f => presentFetch(f, by.get(f.garage_id) ?? 0)), total: rows[0]?.total ?? 0 }
  },
)

/** Puts a car in the queue. @throws garage.expired, garage.in_fault, garage.stopped, garage.asked */
async function ask(ctx: Ctx, estateId: string, slot: store.SlotRow) {
  if (!(await store.lockGarage(ctx.db, estateId, slot.garage_id))) throw fail('core.not_found')
  requireMoving(ctx, await garageOf(ctx, estateId, slot.garage_id), await rulesOf(ctx, estateId))
  if (slot.state === 'blocked') throw garageFail('garage.slot_blocked')
  const id = newId<'garage_fetch'>(ctx.now.epochMilliseconds)
  try {
    await store.insertFetch(ctx.db, estateId, {
      id,
      garageId: slot.garage_id,
      slot: slot.code,
      unitId: slot.unit_id,
      byId: actorId(ctx),
      by: actorName(ctx),
      at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'garage_fetch_open_key') ? garageFail('garage.asked') : error
  }
  await ctx.audit(
    {
      action: 'garage.ask',
      subject: 'garage_fetch',
      subjectId: id,
      after: { garageId: slot.garage_id, slot: slot.code },
    },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: slot.garage_id, estateId })
  return shown(ctx, estateId, id)
}

export const askFetch = verb(
  'garage.fetch',
  garageApi[`POST ${P}/garages/:garageId/fetches`],
  async (ctx, input) => {
    const [slot] = await store.slots(ctx.db, input.estateId, { garageId: input.garageId, code: input.slot })
    if (slot === undefined) throw fail('core.not_found')
    return ask(ctx, input.estateId, slot)
  },
)

export const myFetch = verb(
  'garage.my_fetch',
  garageApi[`POST ${P}/my/garage/fetches`],
  async (ctx, input) => {
    accountId(ctx)
    const unitIds = ownUnits(ctx, input.estateId)
    const [slot] = await store.slots(ctx.db, input.estateId, {
      garageId: input.garageId,
      code: input.slot,
      unitIds,
    })
    if (slot === undefined) throw fail('core.not_found')
    return ask(ctx, input.estateId, slot)
  },
)

const steps = {
  moving: ['waiting'],
  ready: ['moving'],
  taken: ['ready'],
  cancelled: ['waiting'],
} as const

async function move(ctx: Ctx, estateId: string, row: store.FetchRow, to: keyof typeof steps) {
  const done = await store.moveFetch(ctx.db, estateId, row.id, {
    from: steps[to],
    to,
    by: actorName(ctx),
    at: ctx.now,
  })
  if (!done) throw garageFail('garage.fetch_state')
  await ctx.audit(
    {
      action: 'garage.fetch_move',
      subject: 'garage_fetch',
      subjectId: row.id,
      before: { state: row.state },
      after: { state: to },
    },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: row.garage_id, estateId })
}

/** The operator's next step. A car is begun when fewer are before it than there are machines. @throws garage.not_first */
export const moveFetch = verb(
  'garage.fetch_move',
  garageApi[`POST ${P}/garage-fetches/:fetchId/move`],
  async (ctx, input) => {
    const { estateId, to } = input
    const first = await fetchRow(ctx, estateId, input.fetchId)
    await store.lockGarage(ctx.db, estateId, first.garage_id)
    const row = await fetchRow(ctx, estateId, input.fetchId)
    const g = await garageOf(ctx, estateId, row.garage_id)
    if (to === 'moving') {
      requireMoving(ctx, g, await rulesOf(ctx, estateId))
      if ((row.ahead ?? 0) >= g.machines)
        throw garageFail('garage.not_first', { params: { ahead: row.ahead ?? 0 } })
    }
    await move(ctx, estateId, row, to)
    if (to === 'ready') await tellReady(ctx, estateId, row)
    return shown(ctx, estateId, row.id)
  },
)

/** Whoever asked from a phone is told that the car stands ready. */
async function tellReady(ctx: Ctx, estateId: string, row: store.FetchRow): Promise<void> {
  const asker = await store.askerOf(ctx.db, estateId, row.id)
  // who brought it for somebody beside him need not be told
  if (asker === undefined || asker.accountId === actorId(ctx)) return
  await notify(ctx, {
    estateId,
    to: asker,
    kind: 'garage.ready',
    atOnce: true,
    ref: { topic: 'garage.fetch', id: row.id },
    title: { zh: '您的车已到出口', en: 'Your car stands ready' },
    body: { zh: `${row.garage}，车位 ${row.slot}。`, en: `${row.garage}, slot ${row.slot}.` },
  })
}

export const cancelMine = verb(
  'garage.my_cancel',
  garageApi[`POST ${P}/my/garage/fetches/:fetchId/cancel`],
  async (ctx, input) => {
    const unitIds = ownUnits(ctx, input.estateId)
    const row = await fetchRow(ctx, input.estateId, input.fetchId)
    if (row.unit_id === null || !unitIds.includes(row.unit_id)) throw fail('core.not_found')
    await move(ctx, input.estateId, row, 'cancelled')
    return shown(ctx, input.estateId, row.id)
  },
)

export const myGarage = query('garage.mine', garageApi[`GET ${P}/my/garage`], async (ctx, input) => {
  const { estateId } = input
  const unitIds = ownUnits(ctx, estateId)
  const rules = await rulesOf(ctx, estateId)
  const all = new Map((await store.garages(ctx.db, estateId)).map(g => [g.id, g]))
  const open = await store.fetches(ctx.db, estateId, { unitIds, state: 'open', offset: 0, limit: 50 })
  const mine = unitIds.length === 0 ? [] : await store.slots(ctx.db, estateId, { unitIds })
  return {
    items: mine.flatMap(s => {
      const g = all.get(s.garage_id)
      if (g === undefined) return []
      const { cycle } = presentGarage(ctx, g, rules)
      const fetch = open.find(f => f.garage_id === s.garage_id && f.slot === s.code)
      const may = fetch
        ? 'garage.asked'
        : s.state === 'blocked'
          ? 'garage.slot_blocked'
          : mayMove(g.state, inspectionOf(ctx, g, rules))
      return [
        {
          garageId: g.id,
          garage: g.name,
          place: g.place,
          slot: s.code,
          room: s.room,
          state: g.state,
          stateReason: g.state_reason,
          rescue: g.rescue,
          fetch: fetch ? presentFetch(fetch, cycle) : null,
          ahead: g.waiting,
          wait: waitSeconds(g.waiting, g.machines, cycle),
          allowed: { fetch: may },
        },
      ]
    }),
  }
})
