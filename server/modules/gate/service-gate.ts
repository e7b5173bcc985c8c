/** Gates: their state, lanes, keepers and checks, hours, and a second entrance under closure. */
import type { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { withdrawNotices } from '../notice/notify.ts'
import { type Exception, type Gate, gateApi, gateFail } from './contract.ts'
import { exitRef } from './exit-watch.ts'
import { checkDue, checkLate, entranceInTheWay } from './rules.ts'
import { forgetSite, type SiteFacts, siteOf } from './site.ts'
import * as store from './store-closure.ts'
import { type GateRow, gatesOf, lanesOf } from './store-site.ts'

const P = '/api/estates/:estateId' as const

export function actorName(ctx: Ctx): string {
  return 'name' in ctx.actor ? ctx.actor.name : ''
}

export function actorId(ctx: Ctx): string {
  return 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
}

function presentGate(ctx: Ctx, g: GateRow, site: SiteFacts): z.input<typeof Gate> {
  const seen = { closedAt: g.state_at, checkedAt: g.last_check_at }
  const due = g.state === 'closed' ? checkDue(seen, site.exitCheck.days, site.zone) : undefined
  return {
    id: g.id,
    name: g.name,
    kind: g.kind,
    state: g.state,
    stateReason: g.state_reason,
    stateBy: g.state_by,
    stateAt: g.state_at?.toString() ?? null,
    keeper: g.keeper,
    keyPlace: g.key_place,
    lastCheckAt: g.last_check_at?.toString() ?? null,
    checkDueOn: due?.toString() ?? null,
    checkLate: due !== undefined && checkLate(due, localDate(ctx.now, site.zone)),
    unkept: g.state === 'closed' && (!g.keeper || !g.key_place),
    lanes: [...site.lanes.values()]
      .filter(l => l.gate_id === g.id)
      .map(({ id, name, direction, carries }) => ({ id, name, direction, carries })),
    version: g.version,
  }
}

function presentException(x: store.ExceptionRow): z.input<typeof Exception> {
  return {
    id: x.id,
    gateId: x.gate_id,
    gateName: x.gate_name,
    reason: x.reason,
    askedBy: x.asked_name,
    askedAt: x.asked_at.toString(),
    state: x.state,
    decidedBy: x.decided_name,
  }
}

/** The facts as this transaction sees them, not as another process saw them a second ago. */
async function fresh(ctx: Ctx, estateId: string): Promise<SiteFacts> {
  forgetSite(ctx, estateId)
  ctx.afterCommit(() => forgetSite(ctx, estateId))
  return siteOf(ctx, estateId)
}

async function gateOf(ctx: Ctx, estateId: string, gateId: string): Promise<z.input<typeof Gate>> {
  const site = await siteOf(ctx, estateId)
  const row = (await gatesOf(ctx.db, estateId)).find(g => g.id === gateId)
  if (row === undefined) throw fail('core.not_found')
  const lanes = new Map((await lanesOf(ctx.db, estateId)).map(l => [l.id, l]))
  return presentGate(ctx, row, { ...site, lanes })
}

export const listGates = query('gate.gates', gateApi[`GET ${P}/gates`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const exceptions = site.closure ? await store.exceptionsOf(ctx.db, input.estateId, site.closure.id) : []
  return {
    items: [...site.gates.values()].map(g => presentGate(ctx, g, site)),
    exceptions: exceptions.map(presentException),
    hours: site.hours,
  }
})

export const addGate = verb('gate.add', gateApi[`POST ${P}/gates`], async (ctx, input) => {
  const site = await fresh(ctx, input.estateId)
  // A gate added under a closure begins closed: the one entrance stays the only one (S6-15).
  const state = site.closure ? 'closed' : input.state
  const id = newId<'gate'>(ctx.now.epochMilliseconds)
  try {
    await store.insertGate(ctx.db, input.estateId, {
      id,
      name: input.name,
      kind: input.kind,
      state,
      keeper: input.keeper ?? null,
      keyPlace: input.keyPlace ?? null,
      by: actorName(ctx),
      at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'gate_name_key')
      ? fail('core.conflict', { params: { what: input.name } })
      : error
  }
  await ctx.audit(
    {
      action: 'gate.add',
      subject: 'gate',
      subjectId: id,
      after: { name: input.name, kind: input.kind, state },
    },
    input.estateId,
  )
  return gateOf(ctx, input.estateId, id)
})

export const changeGate = verb('gate.change', gateApi[`PUT ${P}/gates/:gateId`], async (ctx, input) => {
  const before = await gateOf(ctx, input.estateId, input.gateId)
  await fresh(ctx, input.estateId)
  const done = await store.updateGate(ctx.db, input.estateId, input.gateId, {
    name: input.name,
    kind: input.kind,
    keeper: input.keeper ?? null,
    keyPlace: input.keyPlace ?? null,
    version: input.version,
  })
  if (!done) throw fail('core.stale')
  const after = await gateOf(ctx, input.estateId, input.gateId)
  await ctx.audit(
    { action: 'gate.change', subject: 'gate', subjectId: input.gateId, before, after },
    input.estateId,
  )
  return after
})

/** Opens, guards or closes a gate with its reason (S0-01); under a closure only one entrance stays (S6-15). */
export const setGateState = verb(
  'gate.set_state',
  gateApi[`POST ${P}/gates/:gateId/state`],
  async (ctx, input) => {
    const site = await fresh(ctx, input.estateId)
    const before = await gateOf(ctx, input.estateId, input.gateId)
    if (site.closure) {
      await store.lockGates(ctx.db, input.estateId)
      const gates = await gatesOf(ctx.db, input.estateId)
      const approved = (await store.exceptionsOf(ctx.db, input.estateId, site.closure.id))
        .filter(x => x.state === 'approved')
        .map(x => x.gate_id)
      const other = entranceInTheWay(gates, input.gateId, input.state, new Set(approved))
      if (other !== null)
        throw gateFail('gate.second_entrance', { params: { gate: site.gates.get(other)?.name ?? '' } })
    }
    const done = await store.setGateState(ctx.db, input.estateId, input.gateId, {
      state: input.state,
      reason: input.reason,
      by: actorName(ctx),
      at: ctx.now,
      version: input.version,
    })
    if (!done) throw fail('core.stale')
    const after = await gateOf(ctx, input.estateId, input.gateId)
    await ctx.audit(
      {
        action: 'gate.set_state',
        subject: 'gate',
        subjectId: input.gateId,
        before,
        after,
        reason: input.reason,
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.gateId })
    if (input.state !== 'closed') await withdrawNotices(ctx, input.estateId, exitRef(input.gateId))
    return after
  },
)

export const addLane = verb('gate.add_lane', gateApi[`POST ${P}/gates/:gateId/lanes`], async (ctx, input) => {
  await fresh(ctx, input.estateId)
  const id = newId<'lane'>(ctx.now.epochMilliseconds)
  await store.insertLane(ctx.db, input.estateId, { ...input, id })
  await ctx.audit(
    { action: 'gate.add_lane', subject: 'gate', subjectId: input.gateId, after: { lane: input.name } },
    input.estateId,
  )
  return gateOf(ctx, input.estateId, input.gateId)
})

async function exceptionOf(ctx: Ctx, estateId: string, closureId: string, id: string) {
  const row = (await store.exceptionsOf(ctx.db, estateId, closureId)).find(x => x.id === id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

/** Asks for a second entrance, with its special reason. */
export const askException = verb(
  'gate.ask_exception',
  gateApi[`POST ${P}/gates/:gateId/exceptions`],
  async (ctx, input) => {
    const site = await fresh(ctx, input.estateId)
    if (!site.gates.has(input.gateId)) throw fail('core.not_found')
    if (!site.closure) throw gateFail('gate.closure_over')
    const id = newId<'gate_exception'>(ctx.now.epochMilliseconds)
    await store.insertException(ctx.db, input.estateId, {
      id,
      closureId: site.closure.id,
      gateId: input.gateId,
      reason: input.reason,
      by: actorId(ctx),
      name: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      { action: 'gate.ask_exception', subject: 'gate', subjectId: input.gateId, reason: input.reason },
      input.estateId,
    )
    return presentException(await exceptionOf(ctx, input.estateId, site.closure.id, id))
  },
)

/** Another person approves or refuses. */
export const decideException = verb(
  'gate.decide_exception',
  gateApi[`POST ${P}/gate-exceptions/:id/decision`],
  async (ctx, input) => {
    const site = await fresh(ctx, input.estateId)
    if (!site.closure) throw fail('core.not_found')
    const asked = await exceptionOf(ctx, input.estateId, site.closure.id, input.id)
    if (asked.asked_by === actorId(ctx)) throw gateFail('gate.own_request')
    const state = input.approve ? 'approved' : 'refused'
    const by = { state, by: actorId(ctx), name: actorName(ctx), at: ctx.now }
    if (!(await store.decideException(ctx.db, input.estateId, input.id, by)))
      throw gateFail('gate.already_decided')
    await ctx.audit(
      { action: 'gate.decide_exception', subject: 'gate', subjectId: asked.gate_id, after: { state } },
      input.estateId,
    )
    return presentException(await exceptionOf(ctx, input.estateId, site.closure.id, input.id))
  },
)

/** Second entrances that wait, over every estate in the caller's scope: an approver need not know where to look. */
export const waitingExceptions = query(
  'gate.waiting_exceptions',
  gateApi['GET /api/gate-exceptions'],
  async ctx => ({
    items: (await store.exceptionsWaiting(ctx.db, ctx.scopeWhere('gate.approve'))).map(x => ({
      id: x.id,
      estateId: x.estate_id,
      estate: x.estate,
      gate: x.gate_name,
      reason: x.reason,
      askedBy: x.asked_name,
      askedAt: x.asked_at.toString(),
      own: x.asked_by === actorId(ctx),
    })),
  }),
)

/** S6-33: hours of the estate's own from a date on; what they were before stays. */
export const setHours = verb('gate.set_hours', gateApi[`PUT ${P}/gate/hours`], async (ctx, input) => {
  const site = await fresh(ctx, input.estateId)
  const body = { from: input.from, until: input.until }
  const id = newId<'rule_set'>(ctx.now.epochMilliseconds)
  await store.insertHours(ctx.db, {
    id,
    estateId: input.estateId,
    from: input.fromDate,
    body,
    source: input.source,
    by: actorName(ctx),
    at: ctx.now,
  })
  await ctx.audit(
    {
      action: 'gate.set_hours',
      subject: 'rule_set',
      subjectId: id,
      before: site.hours,
      after: { ...body, effective: input.fromDate },
      reason: input.source,
    },
    input.estateId,
  )
  return body
})
