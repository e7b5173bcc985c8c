/** Visitor codes handed out by guard, desk or resident, and the terminals at the gates. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { parsePlate } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import type { Pass } from './contract-pass.ts'
import { maskName, passRefusal } from './rules.ts'
import { type SiteFacts, siteOf } from './site.ts'
import * as store from './store-pass.ts'

interface Issue {
  kind: 'visitor' | 'delivery' | 'worker'
  guest: string
  plate?: string | undefined
  fromAt?: string | undefined
  untilAt?: string | undefined
  uses?: number | undefined
}

function present(ctx: Ctx, site: SiteFacts, p: store.PassRow, full: boolean): z.input<typeof Pass> {
  const guest = p.guest ? site.estate.cipher.open('guest', p.guest) : ''
  const t = ctx.now.epochMilliseconds
  const live =
    t < p.from_at.epochMilliseconds ? 'early' : t >= p.until_at.epochMilliseconds ? 'expired' : 'live'
  const state = p.state === 'live' ? live : p.state
  return {
    id: p.id,
    kind: p.kind,
    code: full && p.state === 'live' ? site.estate.cipher.open('pass', p.code_sealed) : null,
    guest: full ? guest : maskName(guest),
    unit: p.unit_label,
    fromAt: p.from_at.toString(),
    untilAt: p.until_at.toString(),
    uses: p.uses,
    used: p.used,
    state,
    issuedAs: p.issued_as,
    issuedBy: p.issued_name,
    issuedAt: p.issued_at.toString(),
    allowed: { revoke: p.state === 'live' ? true : 'gate.pass_ended' },
  }
}

function actorId(ctx: Ctx): string {
  return 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
}

export async function issue(
  ctx: Ctx,
  site: SiteFacts,
  unit: store.UnitRow,
  as: store.PassRow['issued_as'],
  input: Issue,
): Promise<z.input<typeof Pass>> {
  const from = input.fromAt === undefined ? ctx.now : Temporal.Instant.from(input.fromAt)
  const until =
    input.untilAt === undefined ? from.add({ hours: site.pass.hours }) : Temporal.Instant.from(input.untilAt)
  const ms = until.epochMilliseconds - from.epochMilliseconds
  if (ms <= 0 || ms > site.pass.maxHours * 3_600_000 || until.epochMilliseconds <= ctx.now.epochMilliseconds)
    throw gateFail('gate.pass_period', { params: { hours: site.pass.maxHours } })
  const { cipher } = site.estate
  const plate = input.plate ? parsePlate(input.plate) : undefined
  const id = newId<'pass'>(ctx.now.epochMilliseconds)
  await store.endOldPasses(ctx.db, site.estateId, ctx.now)
  for (let tries = 0; ; tries++) {
    const code = newCode(6)
    const made = await store.insertPass(ctx.db, site.estateId, {
      id,
      kind: input.kind,
      code_blind: cipher.blind('pass', code),
      code_sealed: cipher.seal('pass', code),
      guest: cipher.seal('guest', input.guest),
      unit_id: unit.id,
      unit_label: unit.label,
      plate_blind: plate?.ok ? cipher.blind('plate', plate.value) : null,
      from_at: from,
      until_at: until,
      uses: input.uses ?? site.pass.uses,
      issued_as: as,
      issued_by: actorId(ctx),
      issued_name: 'name' in ctx.actor ? ctx.actor.name : '',
      issued_at: ctx.now,
    })
    if (made) break
    if (tries > 20) throw fail('core.conflict', { params: { what: 'code' } })
  }
  await ctx.audit(
    {
      action: 'pass.issue',
      subject: 'pass',
      subjectId: id,
      after: { unit: unit.label, as, from: from.toString(), until: until.toString() },
    },
    site.estateId,
  )
  await ctx.signal({ estateId: site.estateId, topic: 'gate', ref: id })
  const row = await store.findPass(ctx.db, site.estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return present(ctx, site, row, true)
}

export async function unitNamed(ctx: Ctx, estateId: string, text: string): Promise<store.UnitRow> {
  const room = parseRoom(text)
  const found = room.ok ? await store.unitByLabel(ctx.db, estateId, roomText(room.value)) : undefined
  if (found === undefined) throw gateFail('gate.unit_unknown', { params: { unit: text } })
  return found
}

const P = '/api/estates/:estateId' as const

/** Hands out a code at the gate or the desk. */
export const issuePass = verb('gate.issue_pass', gateApi[`POST ${P}/gate/passes`], async (ctx, input) => {
  const unit = await unitNamed(ctx, input.estateId, input.unit)
  const as = mayRegister(ctx, input.estateId) ? 'guard' : 'desk'
  return issue(ctx, await siteOf(ctx, input.estateId), unit, as, input)
})

/** Somebody who registers at gates hands out as guard, else as desk. */
function mayRegister(ctx: Ctx, estateId: string): boolean {
  try {
    ctx.reach('gate.register', estateId)
    return true
  } catch {
    return false
  }
}

export const listPasses = query('gate.passes', gateApi[`GET ${P}/gate/passes`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const room = input.unit ? parseRoom(input.unit) : undefined
  const found = await store.passesOf(ctx.db, input.estateId, {
    unit: room === undefined ? undefined : room.ok ? roomText(room.value) : input.unit,
    ...(input.live ? { liveAt: ctx.now } : { since: ctx.now.subtract({ hours: 72 }) }),
  })
  return { items: found.map(p => present(ctx, site, p, false)) }
})

export const checkPass = verb(
  'gate.check_pass',
  gateApi[`POST ${P}/gate/passes/check`],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const found = await store.findPass(ctx.db, input.estateId, {
      codeBlind: site.estate.cipher.blind('pass', input.code),
    })
    const refusal = passRefusal(found, 'in', ctx.now)
    // A code that has run out tells a guesser nothing about whose it was.
    const known = found && (refusal === null || refusal === 'pass_early' || refusal === 'pass_used')
    return {
      refusal: refusal as 'pass_unknown' | null,
      pass: known ? { ...present(ctx, site, found, true), code: null } : null,
    }
  },
)

async function revoke(ctx: Ctx, estateId: string, id: string): Promise<z.input<typeof Pass>> {
  const done = await store.revokePass(ctx.db, estateId, id, actorId(ctx), ctx.now)
  const row = await store.findPass(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  if (done === 0) throw gateFail('gate.pass_ended')
  await ctx.audit({ action: 'pass.revoke', subject: 'pass', subjectId: id }, estateId)
  return present(ctx, await siteOf(ctx, estateId), row, false)
}

export const revokePass = verb(
  'gate.revoke_pass',
  gateApi[`POST ${P}/gate/passes/:id/revoke`],
  (ctx, input) => revoke(ctx, input.estateId, input.id),
)

/** The units a resident's roles stand in; everybody else has none of his own here. */
export async function ownUnits(ctx: Ctx, estateId: string): Promise<store.UnitRow[]> {
  const reach = ctx.reach('pass.own', estateId)
  return reach === 'estate' ? [] : store.unitsById(ctx.db, estateId, reach.units)
}

export const myPasses = query('gate.my_passes', gateApi[`GET ${P}/my-passes`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const units = await ownUnits(ctx, input.estateId)
  const found =
    units.length === 0
      ? []
      : await store.passesOf(ctx.db, input.estateId, {
          unitIds: units.map(u => u.id),
          since: ctx.now.subtract({ hours: 24 * 30 }),
        })
  return { items: found.map(p => present(ctx, site, p, true)), units, hours: site.pass.hours }
})

export const invite = verb('gate.invite', gateApi[`POST ${P}/my-passes`], async (ctx, input) => {
  const units = await ownUnits(ctx, input.estateId)
  const unit = input.unitId === undefined ? units[0] : units.find(u => u.id === input.unitId)
  if (unit === undefined) throw fail('core.not_found')
  return issue(ctx, await siteOf(ctx, input.estateId), unit, 'resident', input)
})

export const revokeMine = verb(
  'gate.revoke_mine',
  gateApi[`POST ${P}/my-passes/:id/revoke`],
  async (ctx, input) => {
    const units = await ownUnits(ctx, input.estateId)
    const row = await store.findPass(ctx.db, input.estateId, { id: input.id })
    if (row === undefined || !units.some(u => u.id === row.unit_id)) throw fail('core.not_found')
    return revoke(ctx, input.estateId, input.id)
  },
)

function presentTerminal(t: store.TerminalRow) {
  return {
    id: t.id,
    name: t.name,
    gateId: t.gate_id,
    gateName: t.gate_name,
    seenAt: t.seen_at?.toString() ?? null,
    revokedAt: t.revoked_at?.toString() ?? null,
  }
}

export const listTerminals = query(
  'gate.terminals',
  gateApi[`GET ${P}/gate/terminals`],
  async (ctx, input) => ({
    items: (await store.terminalsOf(ctx.db, input.estateId)).map(presentTerminal),
  }),
)

async function terminalOf(ctx: Ctx, estateId: string, id: string) {
  const found = (await store.terminalsOf(ctx.db, estateId)).find(t => t.id === id)
  if (found === undefined) throw fail('core.not_found')
  return presentTerminal(found)
}

export const addTerminal = verb(
  'gate.add_terminal',
  gateApi[`POST ${P}/gate/terminals`],
  async (ctx, input) => {
    const id = newId<'terminal'>(ctx.now.epochMilliseconds)
    const row = { id, gateId: input.gateId, name: input.name, by: actorId(ctx), at: ctx.now }
    try {
      await store.insertTerminal(ctx.db, input.estateId, row)
    } catch (error) {
      if (isUniqueViolation(error, 'terminal_name_key'))
        throw fail('core.conflict', { params: { what: input.name } })
      throw error
    }
    await ctx.audit(
      { action: 'terminal.add', subject: 'terminal', subjectId: id, after: row },
      input.estateId,
    )
    return terminalOf(ctx, input.estateId, id)
  },
)

/** A lost terminal learns it at its next contact. */
export const revokeTerminal = verb(
  'gate.revoke_terminal',
  gateApi[`POST ${P}/gate/terminals/:id/revoke`],
  async (ctx, input) => {
    await store.revokeTerminal(ctx.db, input.estateId, input.id, actorId(ctx), ctx.now)
    const found = await terminalOf(ctx, input.estateId, input.id)
    await ctx.audit({ action: 'terminal.revoke', subject: 'terminal', subjectId: input.id }, input.estateId)
    return found
  },
)
