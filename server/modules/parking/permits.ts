/** Permits: spaces sold, given and let, months, visitors. Each writes the passage rights of its cars (S4-18). */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayEnd, type Instant } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { endRightsOf, setRight } from '../lane/rights.ts'
import { makeCharge } from '../ledger/service.ts'
import { withdrawNotices } from '../notice/notify.ts'
import { lotFail } from './contract-lot.ts'
import { type Permit, permitEndpoints, permitFail } from './contract-permit.ts'
import { asWaiting, givingRefusal } from './lot-rules.ts'
import { WAIT_REF } from './offers.ts'
import { idOf, limitsOf, nameOf, normalPlate } from './place.ts'
import { lockSpaces, lots, spaces as spacesOf } from './store-lot.ts'
import * as store from './store-permit.ts'
import { endWait, spacesOfUnit } from './store-wait.ts'
import { homeNamed, waitingNow, waitOf } from './waiting.ts'

const P = '/api/estates/:estateId/parking' as const

const endOf = (p: store.PermitRow): Instant | null => {
  if (p.ended_at === null || p.until_at === null) return p.ended_at ?? p.until_at
  return p.ended_at.epochMilliseconds < p.until_at.epochMilliseconds ? p.ended_at : p.until_at
}

/** From its first instant until, but not at, its end: what ended a minute ago is over. */
export function stateOf(p: store.PermitRow, now: Instant): 'early' | 'live' | 'over' {
  const end = endOf(p)
  if (end !== null && end.epochMilliseconds <= now.epochMilliseconds) return 'over'
  return p.from_at.epochMilliseconds > now.epochMilliseconds ? 'early' : 'live'
}

const rightKinds = {
  sale: 'owner',
  gift: 'owner',
  lease: 'owner',
  monthly: 'monthly',
  outside: 'monthly',
  visitor: 'visitor',
} as const

/** Says the rights of a permit anew: what it said before ends at this instant. */
export async function writeRights(ctx: Ctx, estateId: string, p: store.PermitRow): Promise<void> {
  await endRightsOf(ctx, estateId, 'permit', p.id)
  const end = endOf(p)
  if (stateOf(p, ctx.now) === 'over') return
  const cipher = await ctx.cipher(estateId)
  for (const car of await store.carsOf(ctx.db, estateId, [p.id]))
    await setRight(ctx, {
      estateId,
      kind: rightKinds[p.kind],
      plate: cipher.open('plate', car.plate_sealed),
      from: p.from_at,
      ...(end ? { until: end } : {}),
      group: { id: p.id, spaces: p.spaces },
      source: 'permit',
      sourceId: p.id,
    })
}

export async function presentPermits(
  ctx: Ctx,
  estateId: string,
  rows: readonly store.PermitRow[],
): Promise<z.input<typeof Permit>[]> {
  const cipher = await ctx.cipher(estateId)
  const cars = await store.carsOf(
    ctx.db,
    estateId,
    rows.map(p => p.id),
  )
  return rows.map(p => {
    const state = stateOf(p, ctx.now)
    const over = state === 'over' ? 'parking.permit_over' : true
    const renewable = p.kind === 'lease' || p.kind === 'monthly' || p.kind === 'outside'
    return {
      id: p.id,
      lotId: p.lot_id,
      lot: p.lot,
      kind: p.kind,
      unitId: p.unit_id,
      room: p.room,
      holder: p.holder ? `${cipher.open('holder', p.holder).slice(0, 1)}**` : null,
      spaces: p.held,
      many: p.spaces,
      cars: cars
        .filter(c => c.permit_id === p.id)
        .map(c => ({
          id: c.id,
          plate: cipher.open('plate', c.plate_sealed),
          registered: c.vehicle_id !== null,
          inside: c.inside,
        })),
      price: p.price,
      publicIncome: p.public_income,
      deed: p.deed,
      signedOn: p.signed_on,
      from: p.from_at.toString(),
      until: p.until_at?.toString() ?? null,
      state,
      endedAt: p.ended_at?.toString() ?? null,
      endReason: p.end_reason,
      open: p.open,
      madeBy: p.made_by,
      version: p.version,
      allowed: {
        change: over,
        renew: p.ended_at ? 'parking.permit_over' : renewable ? true : 'parking.renew_kind',
        end: over,
      },
    }
  })
}

export const listPermits = query(
  'parking.permits',
  permitEndpoints[`GET ${P}/permits`],
  async (ctx, input) => {
    const { estateId, q, soon, ...f } = input
    const cipher = await ctx.cipher(estateId)
    const rows = await store.permits(ctx.db, estateId, ctx.now, {
      ...f,
      ...(q ? { room: q, blind: cipher.blind('plate', normalPlate(q)) } : {}),
      ...(soon ? { endsBefore: ctx.now.add({ hours: soon * 24 }) } : {}),
    })
    return { items: await presentPermits(ctx, estateId, rows), total: rows[0]?.total ?? 0 }
  },
)

export async function permitById(ctx: Ctx, estateId: string, id: string): Promise<store.PermitRow> {
  const [row] = await store.permits(ctx.db, estateId, ctx.now, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export async function shown(ctx: Ctx, estateId: string, id: string) {
  const [made] = await presentPermits(ctx, estateId, [await permitById(ctx, estateId, id)])
  return made!
}

export const getPermit = query(
  'parking.permit',
  permitEndpoints[`GET ${P}/permits/:permitId`],
  (ctx, input) => shown(ctx, input.estateId, input.permitId),
)

export async function putCar(ctx: Ctx, estateId: string, permitId: string, plate: string): Promise<void> {
  const cipher = await ctx.cipher(estateId)
  const [known] = await store.registered(ctx.db, estateId, [plate])
  const made = await store.insertCar(ctx.db, estateId, {
    id: newId<'parking_permit_car'>(ctx.now.epochMilliseconds),
    permitId,
    blind: cipher.blind('plate', plate),
    sealed: cipher.seal('plate', plate),
    vehicleId: known?.id ?? null,
    at: ctx.now,
    by: idOf(ctx),
  })
  if (!made) throw permitFail('parking.car_there', { params: { plate } })
}

/** Charges a period of a permit once. Fees for common ground are public income (C-15). */
async function chargePeriod(
  ctx: Ctx,
  estateId: string,
  p: store.PermitRow,
  from: Instant,
  until: Instant | null,
  amount: number,
): Promise<void> {
  if (amount === 0) return
  const id = newId<'parking_permit_due'>(ctx.now.epochMilliseconds)
  if (!(await store.insertDue(ctx.db, estateId, { id, permitId: p.id, from, until, amount, at: ctx.now })))
    return
  const day = (at: Instant) => at.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  const what = p.held.map(s => s.number).join('、') || p.lot
  const period = until ? ` ${day(from)}–${day(until)}` : ''
  await makeCharge(ctx, {
    estateId,
    source: 'permit',
    sourceId: id,
    unitId: p.unit_id,
    accountId: null,
    personId: p.person_id,
    title: `${ctx.lang === 'zh' ? '车位费' : 'Space'} ${what}${period}`,
    unitPrice: null,
    unit: ctx.lang === 'zh' ? '期' : 'period',
    quantity: 100,
    amount,
    by: nameOf(ctx),
    publicIncome: p.public_income,
  })
}

interface NewPermit {
  lotId: string
  kind: store.PermitKind
  unitId: string | null
  personId: string | null
  holder: string | null
  spaceIds: readonly string[]
  plates: readonly string[]
  many: number
  price: number
  deed: string | null
  signedOn: string | null
  from: Instant
  until: Instant | null
  publicIncome: boolean
}

/** Writes a permit whose terms were judged: its cars, their rights, its charge. */
export async function issue(ctx: Ctx, estateId: string, n: NewPermit): Promise<string> {
  const cipher = await ctx.cipher(estateId)
  const id = newId<'parking_permit'>(ctx.now.epochMilliseconds)
  await store.insertPermit(ctx.db, estateId, {
    ...n,
    id,
    holder: n.holder ? cipher.seal('holder', n.holder) : null,
    spaces: n.many,
    by: nameOf(ctx) || idOf(ctx),
    at: ctx.now,
  })
  for (const plate of new Set(n.plates.map(normalPlate))) await putCar(ctx, estateId, id, plate)
  const made = await permitById(ctx, estateId, id)
  await writeRights(ctx, estateId, made)
  await chargePeriod(ctx, estateId, made, n.from, n.until, n.price)
  await ctx.audit(
    {
      action: 'parking.permit',
      subject: 'parking_permit',
      subjectId: id,
      after: {
        kind: n.kind,
        lotId: n.lotId,
        unitId: n.unitId,
        spaces: n.spaceIds,
        from: n.from.toString(),
        until: n.until?.toString() ?? null,
        price: n.price,
      },
      sensitive: { plates: n.plates.join(' '), ...(n.holder ? { holder: n.holder } : {}) },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return id
}

/**
 * Sells, gives or lets (F-05).
 * @throws the refusal of the rule: parking.queue_first, parking.owners_wait, parking.civil_lease_long, …
 */
export const addPermit = verb(
  'parking.add_permit',
  permitEndpoints[`POST ${P}/permits`],
  async (ctx, input) => {
    const { estateId, lotId, kind } = input
    const [lot] = await lots(ctx.db, estateId, lotId)
    if (lot === undefined) throw fail('core.not_found')
    const unit = input.room ? await homeNamed(ctx, estateId, input.room) : undefined
    const spaceIds = [...new Set(input.spaceIds)].sort()
    if ((await lockSpaces(ctx.db, estateId, spaceIds)) < spaceIds.length) throw fail('core.not_found')
    const given = (await spacesOf(ctx.db, estateId, ctx.now, { ids: spaceIds, offset: 0, limit: 50 })).rows
    const from = Temporal.Instant.from(input.from)
    const until = input.until ? Temporal.Instant.from(input.until) : null
    const limits = await limitsOf(ctx, estateId)
    const queue = await waitingNow(ctx, estateId)
    const turn = input.waitId ? (await waitOf(ctx, estateId, input.waitId)).row : undefined
    if (turn && turn.state !== 'offered' && turn.state !== 'waiting') throw lotFail('parking.wait_over')
    if (
      turn?.state === 'offered' &&
      turn.offered_until &&
      turn.offered_until.epochMilliseconds < ctx.now.epochMilliseconds
    )
      throw lotFail('parking.offer_late')
    const asOf = input.signedOn ? dayEnd(input.signedOn).epochMilliseconds : ctx.now.epochMilliseconds + 1
    // an offer that is out was made to who came first then
    const rivals = turn?.state === 'offered' ? [] : queue.map(asWaiting)
    const refusal = givingRefusal({
      kind,
      lotId,
      unitId: unit?.id ?? null,
      spaces: unit ? await spacesOfUnit(ctx.db, estateId, unit.id, ctx.now) : 0,
      disability: turn?.disability ?? queue.some(w => w.unit_id === unit?.id && w.disability),
      from: from.epochMilliseconds,
      until: until?.epochMilliseconds ?? null,
      asOf,
      given: given.map(s => ({ number: s.number, ground: s.ground, use: s.use, state: s.state })),
      waiting: rivals,
      civilMonths: limits.civilMonths,
      outsideMonths: limits.outsideMonths,
    })
    if (refusal) throw new AppError(refusal.code, { params: refusal.params })
    const [taken] = await store.heldIn(ctx.db, estateId, spaceIds, from, until)
    if (taken) throw permitFail('parking.space_taken', { params: { number: taken } })
    const id = await issue(ctx, estateId, {
      lotId,
      kind,
      unitId: unit?.id ?? null,
      personId: null,
      holder: unit ? null : (input.holder ?? null),
      spaceIds,
      plates: input.plates,
      many: spaceIds.length || (input.many ?? 1),
      price: input.price,
      deed: input.deed || null,
      signedOn: input.signedOn ?? null,
      from,
      until,
      publicIncome: given.length > 0 ? given.some(s => s.ground === 'common') : lot.ground === 'common',
    })
    if (turn) {
      await withdrawNotices(ctx, estateId, { topic: WAIT_REF, id: turn.id })
      await endWait(ctx.db, estateId, {
        id: turn.id,
        state: 'taken',
        at: ctx.now,
        by: idOf(ctx),
        reason: null,
        permitId: id,
      })
    }
    return shown(ctx, estateId, id)
  },
)

export const renewPermit = verb(
  'parking.renew_permit',
  permitEndpoints[`POST ${P}/permits/:permitId/renew`],
  async (ctx, input) => {
    const { estateId, permitId } = input
    const before = await permitById(ctx, estateId, permitId)
    if (before.ended_at || before.until_at === null) throw permitFail('parking.permit_over')
    if (!['lease', 'monthly', 'outside'].includes(before.kind)) throw permitFail('parking.renew_kind')
    const until = Temporal.Instant.from(input.until)
    const given = (
      await spacesOf(ctx.db, estateId, ctx.now, { ids: before.held.map(s => s.id), offset: 0, limit: 50 })
    ).rows
    const limits = await limitsOf(ctx, estateId)
    const refusal = givingRefusal({
      kind: before.kind,
      lotId: before.lot_id,
      unitId: before.unit_id,
      spaces: 0,
      disability: true,
      from: before.until_at.epochMilliseconds,
      until: until.epochMilliseconds,
      asOf: ctx.now.epochMilliseconds + 1,
      given: given.map(s => ({ number: s.number, ground: s.ground, use: s.use, state: s.state })),
      // a household keeps the space that it has; who is from outside goes when owners wait
      waiting: before.unit_id === null ? (await waitingNow(ctx, estateId)).map(asWaiting) : [],
      civilMonths: limits.civilMonths,
      outsideMonths: limits.outsideMonths,
    })
    if (refusal) throw new AppError(refusal.code, { params: refusal.params })
    const ids = before.held.map(s => s.id).sort()
    await lockSpaces(ctx.db, estateId, ids)
    const [taken] = await store.heldIn(ctx.db, estateId, ids, before.until_at, until, permitId)
    if (taken) throw permitFail('parking.space_taken', { params: { number: taken } })
    if (!(await store.extendPermit(ctx.db, estateId, { id: permitId, version: input.version, until })))
      throw fail('core.stale')
    const after = await permitById(ctx, estateId, permitId)
    await writeRights(ctx, estateId, after)
    await chargePeriod(ctx, estateId, after, before.until_at, until, input.price)
    await ctx.audit(
      {
        action: 'parking.renew_permit',
        subject: 'parking_permit',
        subjectId: permitId,
        before: { until: before.until_at.toString() },
        after: { until: until.toString(), price: input.price },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: permitId })
    return shown(ctx, estateId, permitId)
  },
)
