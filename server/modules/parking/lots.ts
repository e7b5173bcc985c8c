/** Lots and spaces: registered, counted, closed. */
import type { z } from 'zod'
import { dayStart, type Instant, localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type Lot, lotEndpoints, lotFail, type Space } from './contract-lot.ts'
import { groundRefusal } from './lot-rules.ts'
import { unknownPlaceholders } from './pay-notice-rules.ts'
import { idOf } from './place.ts'
import * as store from './store-lot.ts'

const P = '/api/estates/:estateId/parking' as const

/** Lots with what is in them now. Also for other rooms that report on it. */
export async function lotsWithCounts(ctx: Ctx, estateId: string): Promise<z.input<typeof Lot>[]> {
  const counts = await store.lotCounts(ctx.db, estateId, ctx.now)
  const inside = await store.insideCounts(ctx.db, estateId)
  return (await store.lots(ctx.db, estateId)).map(l => {
    const mine = counts.filter(c => c.lot_id === l.id)
    const cars = mine.filter(c => ['car', 'accessible', 'ev'].includes(c.use))
    const sum = (of: (c: store.LotCount) => number) => cars.reduce((all, c) => all + of(c), 0)
    const now = inside.find(i => i.lot_id === l.id) ?? { temporary: 0, permit: 0 }
    return {
      id: l.id,
      name: l.name,
      ground: l.ground,
      levels: l.levels,
      gates: l.gates,
      visitorSpaces: l.visitor_spaces,
      landArea: l.land_area,
      operator: l.operator,
      hours: l.hours,
      complaintPhone: l.complaint_phone,
      payeeText: l.payee_text,
      disposal: l.disposal,
      disposalOn: l.disposal_on,
      version: l.version,
      counts: {
        all: sum(c => c.all),
        usable: sum(c => c.usable),
        held: sum(c => c.held),
        free: sum(c => c.usable - c.held),
        insideTemporary: now.temporary,
        insidePermit: now.permit,
        openForVisitors: Math.max(0, l.visitor_spaces - now.temporary),
      },
      byUse: mine.map(c => ({ use: c.use, all: c.all, free: c.usable - c.held })),
    }
  })
}

async function lotOf(ctx: Ctx, estateId: string, id: string) {
  const found = (await lotsWithCounts(ctx, estateId)).find(l => l.id === id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const listLots = query('parking.lots', lotEndpoints[`GET ${P}/lots`], async (ctx, input) => ({
  items: await lotsWithCounts(ctx, input.estateId),
}))

const factsOf = (i: {
  name: string
  ground: store.LotFacts['ground']
  levels: string[]
  gates: string[] | null
  visitorSpaces: number
  landArea?: number | undefined
  operator: string
  hours: string
  complaintPhone: string
  payeeText?: string | undefined
  disposal?: string | undefined
  disposalOn?: string | undefined
}): store.LotFacts => ({
  name: i.name,
  ground: i.ground,
  levels: [...new Set(i.levels)],
  gates: i.gates,
  visitorSpaces: i.visitorSpaces,
  landArea: i.landArea ?? null,
  operator: i.operator,
  hours: i.hours,
  complaintPhone: i.complaintPhone,
  payeeText: i.payeeText || null,
  disposal: i.disposal || null,
  disposalOn: i.disposalOn ?? null,
})

/** @throws core.invalid for words in braces that no slip can fill: the code would be one that nobody can pay */
function requireFillable(payeeText: string | undefined): void {
  const unknown = unknownPlaceholders(payeeText ?? '').map(name => `{${name}}`)
  if (unknown.length === 0) return
  throw fail('core.invalid', {
    params: { count: 1 },
    fields: [
      {
        path: 'payeeText',
        code: 'placeholder',
        zh: `认不出 ${unknown.join('、')}，只能用 {slip}（缴费单号）、{amount}（金额，元）、{fen}（金额，分）`,
        en: `${unknown.join(', ')} cannot be filled; use {slip} (number), {amount} (yuan) and {fen} (fen)`,
      },
    ],
  })
}

const named = (error: unknown, name: string) =>
  isUniqueViolation(error, 'parking_lot_name_key')
    ? lotFail('parking.lot_named', { params: { name } })
    : error

export const addLot = verb('parking.add_lot', lotEndpoints[`POST ${P}/lots`], async (ctx, input) => {
  const { estateId } = input
  const id = newId<'parking_lot'>(ctx.now.epochMilliseconds)
  const facts = factsOf(input)
  requireFillable(input.payeeText)
  try {
    await store.insertLot(ctx.db, estateId, { ...facts, id, by: idOf(ctx), at: ctx.now })
  } catch (error) {
    throw named(error, input.name)
  }
  await ctx.audit(
    { action: 'parking.add_lot', subject: 'parking_lot', subjectId: id, after: facts },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return lotOf(ctx, estateId, id)
})

export const changeLot = verb(
  'parking.change_lot',
  lotEndpoints[`PUT ${P}/lots/:lotId`],
  async (ctx, input) => {
    const { estateId, lotId } = input
    const before = await lotOf(ctx, estateId, lotId)
    const facts = factsOf(input)
    requireFillable(input.payeeText)
    try {
      if (!(await store.updateLot(ctx.db, estateId, { ...facts, id: lotId, version: input.version })))
        throw fail('core.stale')
    } catch (error) {
      throw named(error, input.name)
    }
    const { counts: _counts, byUse: _byUse, ...was } = before
    await ctx.audit(
      { action: 'parking.change_lot', subject: 'parking_lot', subjectId: lotId, before: was, after: facts },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: lotId })
    return lotOf(ctx, estateId, lotId)
  },
)

/** Why the space cannot be given now, or true. */
function giveAllowed(s: store.SpaceRow): true | string {
  if (s.state !== 'usable') return 'parking.space_closed'
  return s.permit_id === null ? true : 'parking.space_taken'
}

async function presentSpace(ctx: Ctx, estateId: string, s: store.SpaceRow): Promise<z.input<typeof Space>> {
  const cipher = s.holder ? await ctx.cipher(estateId) : undefined
  return {
    id: s.id,
    lotId: s.lot_id,
    lot: s.lot,
    level: s.level,
    number: s.number,
    ground: s.ground,
    use: s.use,
    capacity: s.capacity,
    formerUse: s.former_use,
    decision: s.decision,
    charger: s.charger,
    sign: s.sign,
    state: s.state,
    stateReason: s.state_reason,
    holder: s.room ?? (s.holder && cipher ? `${cipher.open('holder', s.holder).slice(0, 1)}**` : null),
    permitId: s.permit_id,
    permitKind: s.permit_kind,
    until: s.until?.toString() ?? null,
    offeredTo: s.offered_to,
    version: s.version,
    allowed: { change: true, give: giveAllowed(s) },
  }
}

export const listSpaces = query('parking.spaces', lotEndpoints[`GET ${P}/spaces`], async (ctx, input) => {
  const { estateId, ...f } = input
  const { rows, total } = await store.spaces(ctx.db, estateId, ctx.now, f)
  return { items: await Promise.all(rows.map(s => presentSpace(ctx, estateId, s))), total }
})

async function spaceOf(ctx: Ctx, estateId: string, id: string): Promise<store.SpaceRow> {
  const [row] = (await store.spaces(ctx.db, estateId, ctx.now, { id, offset: 0, limit: 1 })).rows
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const getSpace = query('parking.space', lotEndpoints[`GET ${P}/spaces/:spaceId`], async (ctx, input) =>
  presentSpace(ctx, input.estateId, await spaceOf(ctx, input.estateId, input.spaceId)),
)

/** @throws parking.never_space, parking.decision_needed, parking.level_unknown */
export function admitSpace(
  lot: { levels: readonly string[] },
  s: {
    level: string
    ground: 'planned' | 'common' | 'civil_defence'
    formerUse: string
    decision: string | null
  },
): void {
  const refusal = groundRefusal(s.ground, s.formerUse as 'planned', s.decision)
  if (refusal) throw new AppError(refusal)
  if (!lot.levels.includes(s.level)) throw lotFail('parking.level_unknown', { params: { level: s.level } })
}

export const addSpace = verb(
  'parking.add_space',
  lotEndpoints[`POST ${P}/lots/:lotId/spaces`],
  async (ctx, input) => {
    const { estateId, lotId } = input
    const [lot] = await store.lots(ctx.db, estateId, lotId)
    if (lot === undefined) throw fail('core.not_found')
    const decision = input.decision || null
    admitSpace(lot, { ...input, decision })
    const id = newId<'parking_space'>(ctx.now.epochMilliseconds)
    const { level, number, ground, use, capacity, formerUse, charger, sign } = input
    const facts = { lotId, level, number, ground, use, capacity, formerUse, decision, charger, sign }
    const there = await store.insertSpaces(ctx.db, estateId, [{ ...facts, id }], idOf(ctx), ctx.now)
    if (there.length > 0) throw lotFail('parking.space_there', { params: { number } })
    await ctx.audit(
      { action: 'parking.add_space', subject: 'parking_space', subjectId: id, after: facts },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: lotId })
    return presentSpace(ctx, estateId, await spaceOf(ctx, estateId, id))
  },
)

export const changeSpace = verb(
  'parking.change_space',
  lotEndpoints[`PUT ${P}/spaces/:spaceId`],
  async (ctx, input) => {
    const { estateId, spaceId } = input
    const before = await spaceOf(ctx, estateId, spaceId)
    if (input.state !== 'usable' && before.permit_id !== null)
      throw lotFail('parking.space_held', { params: { number: before.number } })
    const { use, capacity, charger, sign, state } = input
    const next = { use, capacity, charger, sign, state, reason: input.reason || null }
    if (!(await store.updateSpace(ctx.db, estateId, { ...next, id: spaceId, version: input.version })))
      throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.change_space',
        subject: 'parking_space',
        subjectId: spaceId,
        before: { use: before.use, capacity: before.capacity, state: before.state },
        after: next,
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: before.lot_id })
    return presentSpace(ctx, estateId, await spaceOf(ctx, estateId, spaceId))
  },
)

/** The starts of the coming months, each with the month before it: `months` of them up to now. */
function monthEnds(now: Instant, months: number): { month: string; until: Instant }[] {
  const first = localDate(now).with({ day: 1 })
  return Array.from({ length: months }, (_, i) => {
    const month = first.subtract({ months: months - 1 - i })
    const end = dayStart(month.add({ months: 1 }))
    return {
      month: month.toString().slice(0, 7),
      until: end.epochMilliseconds > now.epochMilliseconds ? now : end,
    }
  })
}

/** S4-01, S4-02, S3-80: what others report on. Shortage: registered cars without a space, never below nothing. */
export async function parkingCounts(ctx: Ctx, estateId: string) {
  const c = await store.estateCounts(ctx.db, estateId)
  return {
    ...c,
    shortage: Math.max(0, c.vehicles - c.spaces),
    vehicleMonths: await store.vehicleMonths(ctx.db, estateId, monthEnds(ctx.now, 13)),
    byKind: await store.vehiclesByKind(ctx.db, estateId),
  }
}

export const counts = query('parking.counts', lotEndpoints[`GET ${P}/counts`], (ctx, input) =>
  parkingCounts(ctx, input.estateId),
)
