/** Accidents with somebody who answers for each (S4-10), congestion before the gates (S4-09), timings by hand (S4-06). */
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { notify } from '../notice/notify.ts'
import { onDuty } from '../roster/duty.ts'
import { staffOf } from '../roster/store-staff.ts'
import { orderApi } from './contract-order.ts'
import { orderFail } from './contract-order-shapes.ts'
import { accountId, actorName, happened, numberOf } from './garage-who.ts'
import { keepPhoto } from './order.ts'
import * as store from './store-order-acts.ts'

const P = '/api/estates/:estateId/parking' as const

function managesParking(ctx: Ctx, estateId: string): boolean {
  try {
    return ctx.reach('parking.manage', estateId) === 'estate'
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

async function presentAll(ctx: Ctx, estateId: string, rows: store.AccidentRow[]) {
  const cipher = await ctx.cipher(estateId)
  const full = managesParking(ctx, estateId)
  return rows.map(a => ({
    id: a.id,
    number: a.number,
    kind: a.kind,
    zone: a.zone,
    place: a.place,
    happenedAt: a.happened_at.toString(),
    what: a.what,
    injured: a.injured,
    parties: full && a.parties ? cipher.open('parties', a.parties) : null,
    photos: a.photos,
    accountableId: a.accountable_id,
    accountable: a.accountable,
    policeNumber: a.police_number,
    insuranceId: a.insurance_id,
    state: a.state,
    result: a.result,
    liable: a.liable,
    closedAt: a.closed_at?.toString() ?? null,
    closedBy: a.closed_by,
    madeBy: a.made_by,
    version: a.version,
    allowed: { close: a.state === 'open' ? (true as const) : 'order.closed' },
  }))
}

async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.AccidentRow> {
  const [row] = await store.accidents(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function shown(ctx: Ctx, estateId: string, id: string) {
  const [one] = await presentAll(ctx, estateId, [await rowOf(ctx, estateId, id)])
  if (one === undefined) throw fail('core.not_found')
  return one
}

export const listAccidents = query(
  'parking.accidents',
  orderApi[`GET ${P}/accidents`],
  async (ctx, input) => {
    const rows = await store.accidents(ctx.db, input.estateId, input)
    return {
      items: await presentAll(ctx, input.estateId, rows),
      total: rows[0]?.total ?? 0,
      open: rows[0]?.open ?? 0,
    }
  },
)

/** Nobody is left unnamed: who is on duty answers, and without a roster who reports it. */
export const recordAccident = verb(
  'parking.accident',
  orderApi[`POST ${P}/accidents`],
  async (ctx, input) => {
    const { estateId } = input
    const [first] = await onDuty(ctx, estateId, ctx.now, 'security')
    const accountable = first ?? { accountId: accountId(ctx), name: actorName(ctx) }
    const id = newId<'order_accident'>(ctx.now.epochMilliseconds)
    const number = numberOf(ctx, 'SG', id)
    const cipher = await ctx.cipher(estateId)
    await store.insertAccident(ctx.db, estateId, {
      id,
      number,
      kind: input.kind,
      zone: input.zone,
      place: input.place,
      happenedAt: happened(ctx),
      what: input.what,
      injured: input.injured,
      parties: input.parties ? cipher.seal('parties', input.parties) : null,
      photos: await keepPhoto(ctx, estateId, input.upload, 'parking.accident'),
      accountableId: accountable.accountId,
      accountable: accountable.name,
      policeNumber: input.policeNumber || null,
      by: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'parking.accident',
        subject: 'order_accident',
        subjectId: id,
        after: { number, kind: input.kind, accountable: accountable.name },
      },
      estateId,
    )
    await notify(ctx, {
      estateId,
      to: { accountId: accountable.accountId, name: accountable.name },
      kind: 'parking.accident',
      urgent: input.injured > 0 || input.kind === 'fire',
      atOnce: true,
      escalateAfterMinutes: 10,
      ref: { topic: 'parking.accident', id },
      title: { zh: `停车事故 ${number}，由您负责`, en: `Parking accident ${number}: it is yours` },
      body: { zh: `${input.place}：${input.what}`, en: `${input.place}: ${input.what}` },
    })
    await ctx.signal({ topic: 'parking', ref: id, estateId })
    return shown(ctx, estateId, id)
  },
)

export const nameAccountable = verb(
  'parking.accountable',
  orderApi[`POST ${P}/accidents/:accidentId/accountable`],
  async (ctx, input) => {
    const row = await rowOf(ctx, input.estateId, input.accidentId)
    if (row.state !== 'open') throw orderFail('order.closed')
    const who = (await staffOf(ctx.db, input.estateId, ctx.now, { regions: false })).find(
      s => s.id === input.accountId,
    )
    if (who === undefined) throw fail('core.not_found')
    const set = { accountable_id: who.id, accountable: who.name }
    if (!(await store.setAccident(ctx.db, input.estateId, row.id, row.version, set))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.accountable',
        subject: 'order_accident',
        subjectId: row.id,
        before: { accountable: row.accountable },
        after: { accountable: who.name },
        reason: input.reason,
      },
      input.estateId,
    )
    return shown(ctx, input.estateId, row.id)
  },
)

export const closeAccident = verb(
  'parking.accident_close',
  orderApi[`POST ${P}/accidents/:accidentId/close`],
  async (ctx, input) => {
    const row = await rowOf(ctx, input.estateId, input.accidentId)
    if (row.state !== 'open') throw orderFail('order.closed')
    const set = {
      state: 'closed' as const,
      result: input.result,
      liable: input.liable,
      police_number: input.policeNumber || row.police_number,
      insurance_id: input.insuranceId ?? null,
      closed_at: ctx.now,
      closed_by: actorName(ctx),
    }
    if (!(await store.setAccident(ctx.db, input.estateId, row.id, row.version, set))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.accident_close',
        subject: 'order_accident',
        subjectId: row.id,
        after: { result: input.result, liable: input.liable },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'parking', ref: row.id, estateId: input.estateId })
    return shown(ctx, input.estateId, row.id)
  },
)

function presentCongestion(c: store.CongestionRow) {
  const until = c.until_at
  return {
    id: c.id,
    gateId: c.gate_id,
    gate: c.gate,
    fromAt: c.from_at.toString(),
    untilAt: until?.toString() ?? null,
    minutes: until && Math.round((until.epochMilliseconds - c.from_at.epochMilliseconds) / 60_000),
    length: c.length,
    cause: c.cause,
    note: c.note,
    measure: c.measure,
    madeBy: c.made_by,
  }
}

async function congestionShown(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.congestions(ctx.db, estateId, { id, offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return presentCongestion(row)
}

export const listCongestions = query(
  'parking.congestions',
  orderApi[`GET ${P}/congestions`],
  async (ctx, input) => {
    const rows = await store.congestions(ctx.db, input.estateId, input)
    return { items: rows.map(presentCongestion), total: rows[0]?.total ?? 0 }
  },
)

async function requireGate(ctx: Ctx, estateId: string, gateId: string): Promise<void> {
  if (!(await store.gates(ctx.db, estateId)).some(g => g.id === gateId)) throw orderFail('order.gate')
}

export const beginCongestion = verb(
  'parking.congestion',
  orderApi[`POST ${P}/congestions`],
  async (ctx, input) => {
    await requireGate(ctx, input.estateId, input.gateId)
    const id = newId<'order_congestion'>(ctx.now.epochMilliseconds)
    await store.insertCongestion(ctx.db, input.estateId, {
      id,
      gateId: input.gateId,
      fromAt: happened(ctx),
      length: input.length,
      cause: input.cause,
      note: input.note || null,
      by: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'parking.congestion',
        subject: 'order_congestion',
        subjectId: id,
        after: { gateId: input.gateId, length: input.length, cause: input.cause },
      },
      input.estateId,
    )
    await ctx.signal({ topic: 'parking', ref: id, estateId: input.estateId })
    return congestionShown(ctx, input.estateId, id)
  },
)

export const endCongestion = verb(
  'parking.congestion_end',
  orderApi[`POST ${P}/congestions/:congestionId/end`],
  async (ctx, input) => {
    const before = await congestionShown(ctx, input.estateId, input.congestionId)
    const set = { until: happened(ctx), measure: input.measure }
    if (!(await store.endCongestion(ctx.db, input.estateId, before.id, set))) throw orderFail('order.ended')
    await ctx.audit(
      {
        action: 'parking.congestion_end',
        subject: 'order_congestion',
        subjectId: before.id,
        after: { measure: input.measure },
      },
      input.estateId,
    )
    return congestionShown(ctx, input.estateId, before.id)
  },
)

export const recordTiming = verb('parking.timing', orderApi[`POST ${P}/timings`], async (ctx, input) => {
  await requireGate(ctx, input.estateId, input.gateId)
  const id = newId<'gate_timing'>(ctx.now.epochMilliseconds)
  const sum = await store.insertTiming(ctx.db, input.estateId, {
    id,
    gateId: input.gateId,
    direction: input.direction,
    method: input.method,
    millis: input.millis,
    queue: input.queue,
    at: happened(ctx),
    by: actorName(ctx),
  })
  await ctx.audit(
    { action: 'parking.timing', subject: 'gate_timing', subjectId: id, after: { millis: input.millis } },
    input.estateId,
  )
  return { id, ...sum }
})
