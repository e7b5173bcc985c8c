/** Closed management switched on and off by decision documents (S6-01, S0-01). */
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type Closure, type Decision, gateApi, gateFail, type NewClosure } from './contract.ts'
import { inForce } from './rules.ts'
import { actorName } from './service-gate.ts'
import { forgetSite } from './site.ts'
import * as store from './store-closure.ts'
import { unassessed } from './store-end.ts'
import { type ClosureRow, gatesOf } from './store-site.ts'

const P = '/api/estates/:estateId' as const
type Paper = z.output<typeof Decision>

function present(
  ctx: Ctx,
  c: ClosureRow,
  e: store.ErasureRow | undefined,
  unassessed: number,
): z.input<typeof Closure> {
  const zh = c.purpose_zh ?? ''
  return {
    id: c.id,
    state: c.state,
    inForce: inForce(c, ctx.now),
    decision: {
      issuer: c.issuer,
      number: c.number,
      decidedOn: c.decided_on,
      scope: c.scope,
      measures: c.measures,
    },
    purpose: { zh, en: c.purpose_en ?? zh },
    buildings: c.buildings,
    reason: c.reason,
    startsAt: c.starts_at.toString(),
    endsAt: c.ends_at.toString(),
    madeBy: c.made_by,
    madeAt: c.made_at.toString(),
    lift: c.lifted_at
      ? {
          number: c.lift_number ?? '',
          reason: c.lift_reason ?? '',
          by: c.lifted_by ?? '',
          at: c.lifted_at.toString(),
        }
      : null,
    erasure: e
      ? {
          askedBy: e.asked_name,
          confirmedBy: e.confirmed_name,
          confirmedAt: e.confirmed_at?.toString() ?? null,
          before: e.before,
          after: e.after,
          keyDestroyed: e.key_destroyed,
        }
      : null,
    unassessed,
    version: c.version,
  }
}

export async function closureOf(ctx: Ctx, estateId: string, id: string) {
  const row = (await store.closuresOf(ctx.db, estateId)).find(c => c.id === id)
  if (row === undefined) throw fail('core.not_found')
  const erasure = (await store.erasuresOf(ctx.db, estateId)).find(e => e.closure_id === id)
  const open = (await unassessed(ctx.db, estateId)).find(each => each.closure_id === id)?.n ?? 0
  return { row, erasure, shown: present(ctx, row, erasure, open) }
}

export const listClosures = query('gate.closures', gateApi[`GET ${P}/closures`], async (ctx, input) => {
  const erasures = new Map((await store.erasuresOf(ctx.db, input.estateId)).map(e => [e.closure_id, e]))
  const rows = await store.closuresOf(ctx.db, input.estateId)
  const open = new Map((await unassessed(ctx.db, input.estateId)).map(each => [each.closure_id, each.n]))
  return { items: rows.map(c => present(ctx, c, erasures.get(c.id), open.get(c.id) ?? 0)) }
})

/** Finds the paper or enters it; the same number with another date or scope is another paper. */
async function decision(
  ctx: Ctx,
  kind: 'close' | 'extend' | 'lift',
  paper: Paper,
  more: { regionId?: string; measures?: string; purposeZh?: string; purposeEn?: string } = {},
): Promise<string> {
  const known = await store.decisionByNumber(ctx.db, kind, paper.issuer, paper.number)
  if (known) {
    if (known.decided_on !== paper.decidedOn || known.scope !== paper.scope)
      throw gateFail('gate.decision_differs', { params: { number: paper.number } })
    return known.id
  }
  const id = newId<'decision'>(ctx.now.epochMilliseconds)
  await store.insertDecision(ctx.db, {
    id,
    kind,
    regionId: more.regionId ?? null,
    issuer: paper.issuer,
    number: paper.number,
    decidedOn: paper.decidedOn,
    scope: paper.scope,
    measures: more.measures ?? null,
    purposeZh: more.purposeZh ?? null,
    purposeEn: more.purposeEn ?? null,
    by: actorName(ctx),
    at: ctx.now,
  })
  return id
}

type Beginning = z.output<typeof NewClosure>

function checkPeriod(startsAt: string, endsAt: string): void {
  if (Date.parse(startsAt) >= Date.parse(endsAt)) throw gateFail('gate.closure_period')
}

function optional(input: Beginning) {
  return {
    ...(input.measures !== undefined ? { measures: input.measures } : {}),
    ...(input.purposeEn !== undefined ? { purposeEn: input.purposeEn } : {}),
    purposeZh: input.purposeZh,
  }
}

/** Closes one estate under a paper already entered. @returns the closure's id, or nothing when one is active */
async function begin(
  ctx: Ctx,
  estateId: string,
  decisionId: string,
  gateId: string,
  input: Beginning,
): Promise<string | undefined> {
  const id = newId<'closure'>(ctx.now.epochMilliseconds)
  const made = await store.insertClosure(ctx.db, estateId, {
    id,
    decisionId,
    buildings: input.buildings ?? null,
    reason: input.reason,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    by: actorName(ctx),
    at: ctx.now,
  })
  if (!made) return undefined
  await store.keepOneEntrance(ctx.db, estateId, gateId, {
    reason: `${input.issuer} ${input.number}`,
    by: actorName(ctx),
    at: ctx.now,
  })
  await ctx.house.ring.createClosure(id)
  const { issuer, number, decidedOn, scope, startsAt, endsAt, reason } = input
  await ctx.audit(
    {
      action: 'closure.begin',
      subject: 'closure',
      subjectId: id,
      after: { issuer, number, decidedOn, scope, startsAt, endsAt, entrance: gateId },
      reason,
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'closure', ref: id })
  ctx.afterCommit(() => forgetSite(ctx, estateId))
  return id
}

/** Closes an estate; one entrance stays guarded, every other becomes an emergency exit (S6-15, K14). */
export const beginClosure = verb('gate.begin_closure', gateApi[`POST ${P}/closures`], async (ctx, input) => {
  checkPeriod(input.startsAt, input.endsAt)
  const active = (await store.closuresOf(ctx.db, input.estateId)).find(c => c.state === 'active')
  if (active) throw gateFail('gate.closure_active', { params: { number: active.number } })
  const gates = await gatesOf(ctx.db, input.estateId)
  if (gates.length === 0) throw gateFail('gate.no_gate')
  if (!gates.some(g => g.id === input.entranceGateId)) throw fail('core.not_found')
  const decisionId = await decision(ctx, 'close', input, optional(input))
  const id = await begin(ctx, input.estateId, decisionId, input.entranceGateId, input)
  if (id === undefined) throw gateFail('gate.closure_active', { params: { number: input.number } })
  return (await closureOf(ctx, input.estateId, id)).shown
})

/** One paper closes every estate of a region; who is closed already or has no gate is named, not passed over. */
export const beginRegionClosure = verb(
  'gate.begin_region_closure',
  gateApi['POST /api/regions/:regionId/closures'],
  async (ctx, input) => {
    checkPeriod(input.startsAt, input.endsAt)
    const path = ctx.house.regionPath(input.regionId)
    if (path === undefined) throw fail('core.not_found')
    const decisionId = await decision(ctx, 'close', input, { ...optional(input), regionId: input.regionId })
    const closed: string[] = []
    const skipped: { estateId: string; name: string; code: string }[] = []
    for (const estate of await store.estatesToClose(ctx.db, path)) {
      if (estate.gate_id === null) {
        skipped.push({ estateId: estate.id, name: estate.name, code: 'gate.no_gate' })
        continue
      }
      const id = await begin(ctx, estate.id, decisionId, estate.gate_id, input)
      if (id !== undefined) closed.push(id)
      else skipped.push({ estateId: estate.id, name: estate.name, code: 'gate.closure_active' })
    }
    await ctx.audit({
      action: 'closure.begin_region',
      subject: 'closure_decision',
      subjectId: decisionId,
      after: { regionId: input.regionId, closed: closed.length, skipped: skipped.length },
    })
    return { closed, skipped }
  },
)

export const extendClosure = verb(
  'gate.extend_closure',
  gateApi[`POST ${P}/closures/:id/extend`],
  async (ctx, input) => {
    const before = await closureOf(ctx, input.estateId, input.id)
    if (before.row.state !== 'active') throw gateFail('gate.closure_over')
    checkPeriod(before.row.starts_at.toString(), input.endsAt)
    const decisionId = await decision(ctx, 'extend', input, {
      ...(before.row.measures !== null ? { measures: before.row.measures } : {}),
      ...(before.row.purpose_zh !== null ? { purposeZh: before.row.purpose_zh } : {}),
      ...(before.row.purpose_en !== null ? { purposeEn: before.row.purpose_en } : {}),
    })
    const change = { decisionId, endsAt: input.endsAt, version: input.version }
    if (!(await store.extendClosure(ctx.db, input.estateId, input.id, change))) throw fail('core.stale')
    const after = await closureOf(ctx, input.estateId, input.id)
    await ctx.audit(
      {
        action: 'closure.extend',
        subject: 'closure',
        subjectId: input.id,
        before: { endsAt: before.shown.endsAt },
        after: { endsAt: after.shown.endsAt, number: input.number },
      },
      input.estateId,
    )
    ctx.afterCommit(() => forgetSite(ctx, input.estateId))
    return after.shown
  },
)

/** Ends a closure by its document: from this moment nobody registers under it. */
export const liftClosure = verb(
  'gate.lift_closure',
  gateApi[`POST ${P}/closures/:id/lift`],
  async (ctx, input) => {
    const before = await closureOf(ctx, input.estateId, input.id)
    if (before.row.state !== 'active') throw gateFail('gate.closure_over')
    const decisionId = await decision(ctx, 'lift', input)
    const change = {
      decisionId,
      reason: input.reason,
      by: actorName(ctx),
      at: ctx.now,
      version: input.version,
    }
    if (!(await store.liftClosure(ctx.db, input.estateId, input.id, change))) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'closure.lift',
        subject: 'closure',
        subjectId: input.id,
        before: { state: 'active' },
        after: { state: 'lifted', issuer: input.issuer, number: input.number },
        reason: input.reason,
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'closure', ref: input.id })
    ctx.afterCommit(() => forgetSite(ctx, input.estateId))
    return (await closureOf(ctx, input.estateId, input.id)).shown
  },
)
