/** Passes that stay (J-03): issued at the desk, printed with a code and a number, reported lost, replaced, withdrawn. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId, randomPart } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { paperProof, paperText } from './code.ts'
import { gateApi, gateFail } from './contract.ts'
import type { Permit } from './contract-permit.ts'
import { maskName } from './rules.ts'
import { actorId, actorName } from './service-gate.ts'
import { forgetSite, type SiteFacts, siteOf } from './site.ts'
import { unitByLabel } from './store-pass.ts'
import * as store from './store-permit.ts'
import { insertRule } from './store-site.ts'

const P = '/api/estates/:estateId/gate' as const

export function presentPermit(ctx: Ctx, site: SiteFacts, p: store.PermitRow): z.input<typeof Permit> {
  const expired = p.state === 'live' && ctx.now.epochMilliseconds >= p.until_at.epochMilliseconds
  return {
    id: p.id,
    number: p.number,
    kind: p.kind,
    unit: p.unit_label,
    holder: p.holder ? maskName(site.estate.cipher.open('holder', p.holder)) : '',
    gates: p.gates?.map(id => ({ id, name: site.gates.get(id)?.name ?? '' })) ?? null,
    hours: p.hours,
    fromAt: p.from_at.toString(),
    untilAt: p.until_at.toString(),
    state: expired ? 'expired' : p.state,
    reason: p.reason,
    replaces: p.replaces,
    printed: p.printed,
    issuedBy: p.issued_name,
    issuedAt: p.issued_at.toString(),
    allowed: { end: p.state === 'live' ? true : 'gate.permit_ended' },
    version: p.version,
  }
}

async function permitOf(ctx: Ctx, estateId: string, id: string): Promise<store.PermitRow> {
  const [row] = await store.permitsOf(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const listPermits = query('gate.permits', gateApi[`GET ${P}/permits`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const room = input.unit ? parseRoom(input.unit) : undefined
  const filter = { ...input, unit: room?.ok ? roomText(room.value) : input.unit }
  const rows = await store.permitsOf(ctx.db, input.estateId, filter)
  return {
    items: rows.map(p => presentPermit(ctx, site, p)),
    total: await store.countPermits(ctx.db, input.estateId, filter),
    rule: { ...site.permit, beyondHours: [...site.permit.beyondHours] },
  }
})

export const onePermit = query('gate.permit', gateApi[`GET ${P}/permits/:id`], async (ctx, input) =>
  presentPermit(ctx, await siteOf(ctx, input.estateId), await permitOf(ctx, input.estateId, input.id)),
)

interface Wanted {
  kind: store.PermitRow['kind']
  unit: { id: string; label: string } | undefined
  holder: Buffer | null
  gates: string[] | null
  hours: store.PermitRow['hours']
  untilAt: Temporal.Instant
  replaces: string | null
}

async function issue(ctx: Ctx, site: SiteFacts, w: Wanted): Promise<store.PermitRow> {
  const id = newId<'permit'>(ctx.now.epochMilliseconds)
  const secret = randomPart(10).toString('hex')
  for (let tries = 0; ; tries++) {
    const made = await store.insertPermit(ctx.db, site.estateId, {
      id,
      number: `${w.kind[0]?.toUpperCase()}-${newCode(6)}`,
      kind: w.kind,
      unit_id: w.unit?.id ?? null,
      unit_label: w.unit?.label ?? null,
      holder: w.holder,
      gates: w.gates,
      hours: w.hours,
      from_at: ctx.now,
      until_at: w.untilAt,
      proof: paperProof(id, secret),
      token: site.estate.cipher.seal('permit', secret),
      replaces: w.replaces,
      issued_by: actorId(ctx),
      issued_name: actorName(ctx),
      issued_at: ctx.now,
    })
    if (made) break
    if (w.kind === 'household' && w.unit) {
      const live = { unitId: w.unit.id, kind: w.kind, state: 'live' }
      if ((await store.countPermits(ctx.db, site.estateId, live)) > 0)
        throw gateFail('gate.permit_home', { params: { unit: w.unit.label } })
    }
    if (tries > 20) throw fail('core.conflict', { params: { what: 'number' } })
  }
  await ctx.audit(
    {
      action: 'permit.issue',
      subject: 'gate_permit',
      subjectId: id,
      after: { kind: w.kind, unit: w.unit?.label ?? null, until: w.untilAt.toString(), replaces: w.replaces },
    },
    site.estateId,
  )
  await ctx.signal({ estateId: site.estateId, topic: 'gate', ref: id })
  return permitOf(ctx, site.estateId, id)
}

/**
 * @throws gate.permit_home (one per household), gate.permit_needs, gate.unit_unknown, gate.pass_period (an end that is
 *   over), core.not_found for a gate of another estate
 */
export const issuePermit = verb('gate.issue_permit', gateApi[`POST ${P}/permits`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  if (input.kind === 'household' ? !input.unit : !input.holder) throw gateFail('gate.permit_needs')
  const room = input.unit === undefined ? undefined : parseRoom(input.unit)
  const unit = room?.ok ? await unitByLabel(ctx.db, input.estateId, roomText(room.value)) : undefined
  if (input.unit !== undefined && unit === undefined)
    throw gateFail('gate.unit_unknown', { params: { unit: input.unit } })
  if (input.gates?.some(id => !site.gates.has(id))) throw fail('core.not_found')
  const hours = site.permit.days[input.kind] * 24
  const untilAt = input.untilAt === undefined ? ctx.now.add({ hours }) : Temporal.Instant.from(input.untilAt)
  if (untilAt.epochMilliseconds <= ctx.now.epochMilliseconds)
    throw gateFail('gate.pass_period', { params: { hours } })
  const made = await issue(ctx, site, {
    kind: input.kind,
    unit,
    holder: input.holder === undefined ? null : site.estate.cipher.seal('holder', input.holder),
    gates: input.gates && input.gates.length > 0 ? input.gates : null,
    hours: input.hours ?? null,
    untilAt,
    replaces: null,
  })
  return presentPermit(ctx, site, made)
})

/** Lost or withdrawn; the old paper opens no gate from now, the new one has another code and number. */
export const endPermit = verb('gate.end_permit', gateApi[`POST ${P}/permits/:id/end`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const before = await permitOf(ctx, input.estateId, input.id)
  if (before.state !== 'live') throw gateFail('gate.permit_ended')
  const end = {
    state: input.state,
    reason: input.reason,
    by: actorId(ctx),
    at: ctx.now,
    version: input.version,
  }
  if (!(await store.endPermit(ctx.db, input.estateId, input.id, end))) throw fail('core.stale')
  await ctx.audit(
    {
      action: 'permit.end',
      subject: 'gate_permit',
      subjectId: input.id,
      before: { state: 'live' },
      after: { state: input.state },
      reason: input.reason,
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.id })
  const unit =
    before.unit_id && before.unit_label ? { id: before.unit_id, label: before.unit_label } : undefined
  const { kind, holder, gates, hours, until_at: untilAt } = before
  const fresh = input.replace
    ? await issue(ctx, site, { kind, unit, holder, gates, hours, untilAt, replaces: before.id })
    : undefined
  return {
    ended: presentPermit(ctx, site, await permitOf(ctx, input.estateId, input.id)),
    fresh: fresh ? presentPermit(ctx, site, fresh) : null,
  }
})

/** What the printed pass says to the gate. */
export async function permitPaper(ctx: Ctx, estateId: string, id: string) {
  const site = await siteOf(ctx, estateId)
  const row = await permitOf(ctx, estateId, id)
  if (row.state !== 'live') throw gateFail('gate.permit_ended')
  await store.notePrinted(ctx.db, estateId, id)
  const holder = row.holder ? site.estate.cipher.open('holder', row.holder) : ''
  return {
    shown: presentPermit(ctx, site, row),
    holder,
    text: paperText(row.id, site.estate.cipher.open('permit', row.token)),
    rule: site.permit,
  }
}

export const setPermitRule = verb(
  'gate.set_permit_rule',
  gateApi[`PUT ${P}/permit-rule`],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const { per, outings, everyDays, required, days, beyondHours } = input
    const body = { per, outings, everyDays, required, days, beyondHours }
    const id = newId<'rule_set'>(ctx.now.epochMilliseconds)
    await insertRule(ctx.db, {
      id,
      kind: 'gate.permit',
      estateId: input.estateId,
      from: input.fromDate,
      body,
      source: input.source,
      by: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      {
        action: 'gate.set_permit_rule',
        subject: 'rule_set',
        subjectId: id,
        before: { ...site.permit },
        after: { ...body, effective: input.fromDate },
        reason: input.source,
      },
      input.estateId,
    )
    ctx.afterCommit(() => forgetSite(ctx, input.estateId))
    return body
  },
)
