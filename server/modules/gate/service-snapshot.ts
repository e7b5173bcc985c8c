/** What a terminal holds for work without network: what finds a person, the codes and passes it may check, the rules (S6-49). */
import { createHash } from 'node:crypto'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { gateResidents } from '../people/gate.ts'
import { booksOf, ciphers, open } from './books.ts'
import { gateApi, gateFail } from './contract.ts'
import { makerMark } from './maker.ts'
import { initialsOf } from './names.ts'
import type { Trip, Who } from './read-people.ts'
import { maskName, withinHours } from './rules.ts'
import { closureAt, localTime, type SiteFacts, siteOf } from './site.ts'
import { passesOf, sawTerminal } from './store-pass.ts'
import * as store from './store-passage.ts'
import { keysOf, outingsOf, permitsOf } from './store-permit.ts'

const P = '/api/estates/:estateId' as const

function presentSite(ctx: Ctx, site: SiteFacts) {
  const bound = closureAt(site, ctx.now)
  const { kid, publicKey } = bound?.sealing ?? site.estate
  const zh = bound?.closure.purpose_zh ?? ''
  return {
    now: ctx.now.toString(),
    hours: site.hours,
    withinHours: withinHours(site.hours, localTime(site, ctx.now).toPlainTime()),
    gates: [...site.gates.values()].map(({ id, name, state }) => ({ id, name, state })),
    closure: bound
      ? {
          id: bound.closure.id,
          number: bound.closure.number,
          issuer: bound.closure.issuer,
          endsAt: bound.closure.ends_at.toString(),
          purpose: { zh, en: bound.closure.purpose_en ?? zh },
        }
      : null,
    sealTo: { kid, publicKey },
    passHours: site.pass.hours,
    code: site.code,
    permit: { ...site.permit, beyondHours: [...site.permit.beyondHours] },
  }
}

export const site = query('gate.site', gateApi[`GET ${P}/gate/site`], async (ctx, input) =>
  presentSite(ctx, await siteOf(ctx, input.estateId)),
)

/** Residents of the register who did not pass this gate yet: two taps for them too (S6-43). */
async function neverYet(
  ctx: Ctx,
  estateId: string,
  registered: readonly { row: store.PersonRow; who: Partial<Who> }[],
) {
  const there = new Set(registered.map(r => `${r.row.unit_label} ${r.who.name}`))
  return (await gateResidents(ctx, estateId))
    .filter(r => !there.has(`${r.unit} ${r.name}`))
    .map(r => ({
      id: r.id,
      kind: 'resident' as const,
      unit: r.unit,
      name: maskName(r.name),
      initials: initialsOf(r.name),
      last4: r.phone.slice(-4),
      plate: r.plate,
      last: null,
      destination: '',
      reason: '',
      fromRegister: true,
    }))
}

/** Passes with a spoken code, their codes as proofs only. */
async function spoken(ctx: Ctx, facts: SiteFacts) {
  const { cipher } = facts.estate
  return (await passesOf(ctx.db, facts.estateId, { liveAt: ctx.now })).map(p => ({
    id: p.id,
    proof: createHash('sha256')
      .update(`${p.id}:${cipher.open('pass', p.code_sealed)}`)
      .digest('hex'),
    unit: p.unit_label,
    guest: p.guest ? maskName(cipher.open('guest', p.guest)) : '',
    fromAt: p.from_at.toString(),
    untilAt: p.until_at.toString(),
    left: p.uses - p.used,
  }))
}

/** Phones' public keys, each with what finds its owner in the terminal's list; ended ones so that they are refused with the reason. */
async function phoneKeys(ctx: Ctx, facts: SiteFacts, since: string | undefined) {
  const rows = await keysOf(ctx.db, facts.estateId, ctx.now, { since, live: since === undefined })
  const ids = [...new Set(rows.flatMap(k => k.person_id ?? []))]
  const people = new Map(
    (ids.length > 0 ? await gateResidents(ctx, facts.estateId, ids) : []).map(r => [r.id, r]),
  )
  return rows.map(k => {
    const person = k.person_id === null ? undefined : people.get(k.person_id)
    return {
      id: k.id,
      publicKey: k.public_key.toString('base64'),
      unit: k.unit_label,
      name: maskName(person?.name ?? k.account_name),
      last4: person?.phone.slice(-4) ?? '',
      ended: k.ended_at !== null || k.gone,
    }
  })
}

async function standing(ctx: Ctx, facts: SiteFacts, since: string | undefined) {
  // lost and withdrawn ones too: they are refused with the reason
  const rows = await permitsOf(ctx.db, facts.estateId, { since, liveAt: ctx.now })
  return rows.map(p => ({
    id: p.id,
    number: p.number,
    kind: p.kind,
    unit: p.unit_label,
    holder: p.holder ? maskName(facts.estate.cipher.open('holder', p.holder)) : '',
    gates: p.gates,
    hours: p.hours,
    fromAt: p.from_at.toString(),
    untilAt: p.until_at.toString(),
    proof: p.proof,
    state: p.state,
  }))
}

/** Outings that still count, only where a quota holds. */
async function counted(ctx: Ctx, facts: SiteFacts, since: string | undefined) {
  const bound = closureAt(facts, ctx.now)
  if (!bound || facts.permit.outings === 0) return []
  const fromDay = localDate(ctx.now, facts.zone).subtract({ days: facts.permit.everyDays }).toString()
  const rows = await outingsOf(ctx.db, facts.estateId, bound.closure.id, { fromDay, since })
  return rows.map(({ whose, n, day }) => ({ whose, n, day }))
}

/** S6-49: what finds a returning person without network, and nothing more: no full name, no ID number, no phone. */
export const snapshot = query('gate.snapshot', gateApi[`GET ${P}/gate/snapshot`], async (ctx, input) => {
  if (input.terminalId && !(await sawTerminal(ctx.db, input.estateId, input.terminalId, ctx.now)))
    throw gateFail('gate.terminal_revoked')
  const facts = await siteOf(ctx, input.estateId)
  const books = booksOf(ctx, facts)
  const keys = await ciphers(ctx, facts, books)
  const rows = await store.people(ctx.db, input.estateId, books, { since: input.since, limit: 20_000 })
  const registered = rows.map(r => ({ row: r, who: open<Who>(keys.get(r.closure_id), 'who', r.sealed) }))
  return {
    ...presentSite(ctx, facts),
    maker: makerMark(ctx, input.estateId),
    people: [
      ...registered.map(({ row: r, who }) => {
        const key = keys.get(r.closure_id)
        const trip = open<Trip>(key, 'trip', r.trip)
        return {
          id: r.id,
          kind: r.kind,
          unit: r.unit_label,
          name: maskName(who.name ?? ''),
          initials: initialsOf(who.name ?? ''),
          last4: (who.phone ?? '').slice(-4),
          plate: key && r.plate ? key.cipher.open('plate', r.plate) : '',
          last: r.last_direction,
          destination: trip.destination ?? '',
          reason: trip.reason ?? '',
          fromRegister: false,
        }
      }),
      ...(input.since === undefined ? await neverYet(ctx, input.estateId, registered) : []),
    ],
    passes: await spoken(ctx, facts),
    keys: await phoneKeys(ctx, facts, input.since),
    permits: await standing(ctx, facts, input.since),
    outings: await counted(ctx, facts, input.since),
    partial: input.since !== undefined,
  }
})
