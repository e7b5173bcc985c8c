/** Reading the gate's book: the list, one field in full, who is inside, what a terminal may hold. */
import { createHash } from 'node:crypto'
import { fail } from '../../core/errors.ts'
import { parsePlate } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { gateResidents } from '../people/gate.ts'
import { maskIdNumber, maskPhone } from '../people/mask.ts'
import { gateApi, gateFail } from './contract.ts'
import { initialsOf } from './names.ts'
import type { Trip, Who } from './read-people.ts'
import { maskName, maskPlate, withinHours } from './rules.ts'
import { closureAt, closureSealing, localTime, type Sealing, type SiteFacts, siteOf } from './site.ts'
import { passesOf, sawTerminal } from './store-pass.ts'
import * as store from './store-passage.ts'

const P = '/api/estates/:estateId' as const

/** The ciphers of the books that rows come from; a destroyed closure's rows stay closed. */
async function ciphers(ctx: Ctx, site: SiteFacts, closureIds: Iterable<string | null>) {
  const found = new Map<string, Sealing>([[NIL, site.estate]])
  for (const id of new Set(closureIds)) {
    if (id === null || id === NIL) continue
    const sealing = site.closed?.closureId === id ? site.closed : await closureSealing(ctx.house, id)
    if (sealing) found.set(id, sealing)
  }
  return found
}

function open<T>(sealing: Sealing | undefined, field: string, bytes: Buffer | null): Partial<T> {
  return sealing && bytes ? (JSON.parse(sealing.cipher.open(field, bytes)) as T) : ({} as Partial<T>)
}

/** Everything that is known of a passage's person or vehicle, in full; only for masking or a recorded look. */
function full(row: store.PassageRow, books: ReadonlyMap<string, Sealing>): Partial<Who & Trip> {
  const sealing = books.get(row.closure_id ?? NIL)
  return { ...open<Who>(sealing, 'who', row.who), ...open<Trip>(sealing, 'trip', row.sealed) }
}

function masked(text: string | undefined, mask: (t: string) => string): string | null {
  return text ? mask(text) : null
}

function present(row: store.PassageRow, books: ReadonlyMap<string, Sealing>) {
  const f = full(row, books)
  return {
    id: row.id,
    attemptId: row.attempt_id,
    at: row.at.toString(),
    deviceAt: row.device_at?.toString() ?? null,
    offline: row.offline,
    gate: row.gate_name ?? '',
    direction: row.direction,
    subject: row.subject,
    outcome: row.outcome,
    refusal: row.refusal,
    note: row.note,
    emergency: row.emergency,
    conflict: row.conflict,
    missing: row.missing,
    unit: row.unit_label,
    name: masked(f.name, maskName),
    idNumber: masked(f.idNumber, maskIdNumber),
    phone: masked(f.phone, maskPhone),
    plate: masked(f.plate, maskPlate),
    destination: f.destination ?? null,
    reason: f.reason ?? null,
    occupants: row.occupants,
    by: row.by_name,
  }
}

export const listPassages = query('gate.passages', gateApi[`GET ${P}/gate/passages`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const room = input.unit ? parseRoom(input.unit) : undefined
  const plate = input.plate ? parsePlate(input.plate) : undefined
  const keys = [site.estate, site.closed].filter(s => s !== undefined)
  const { rows, total } = await store.passages(ctx.db, input.estateId, {
    ...input,
    unit: room === undefined ? undefined : room.ok ? roomText(room.value) : input.unit,
    plateBlinds:
      plate === undefined ? null : plate.ok ? keys.map(s => s.cipher.blind('plate', plate.value)) : [],
  })
  const books = await ciphers(
    ctx,
    site,
    rows.map(r => r.closure_id),
  )
  return { items: rows.map(r => present(r, books)), total }
})

export const onePassage = query('gate.passage', gateApi[`GET ${P}/gate/passages/:id`], async (ctx, input) => {
  const row = await store.passageAt(ctx.db, input.estateId, input.at, input.id)
  if (row === undefined) throw fail('core.not_found')
  return present(row, await ciphers(ctx, await siteOf(ctx, input.estateId), [row.closure_id]))
})

/** One field in full, for a purpose, with the look written down (S6-35: masked on screen otherwise). */
export const reveal = verb(
  'gate.reveal',
  gateApi[`POST ${P}/gate/passages/:id/reveal`],
  async (ctx, input) => {
    const row = await store.passageAt(ctx.db, input.estateId, input.at, input.id)
    if (row === undefined) throw fail('core.not_found')
    const books = await ciphers(ctx, await siteOf(ctx, input.estateId), [row.closure_id])
    const value = full(row, books)[input.field]
    if (value === undefined || value === '') throw fail('core.not_found')
    await ctx.audit(
      {
        action: 'gate.reveal',
        subject: 'passage',
        subjectId: input.id,
        after: { field: input.field },
        reason: input.purpose,
      },
      input.estateId,
    )
    return { value }
  },
)

/** The books whose people count now: the estate's visitors, and the closure's register where one binds. */
function booksOf(ctx: Ctx, site: SiteFacts): string[] {
  const closure = closureAt(site, ctx.now)
  return closure ? [NIL, closure.closure.id] : [NIL]
}

/** S6-34: who is inside now, who stays past his time, and how many exits or entries of today are missing. */
export const inside = query('gate.inside', gateApi[`GET ${P}/gate/inside`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const books = booksOf(ctx, site)
  const dayStart = localTime(site, ctx.now).startOfDay().toInstant()
  const counts = await store.insideCounts(ctx.db, input.estateId, books, ctx.now, dayStart)
  const rows = await store.people(ctx.db, input.estateId, books, { inside: true, limit: 500 })
  const keys = await ciphers(ctx, site, books)
  const items = rows.map(r => ({
    id: r.id,
    kind: r.kind,
    name: maskName(open<Who>(keys.get(r.closure_id), 'who', r.sealed).name ?? ''),
    unit: r.unit_label,
    since: (r.last_at ?? ctx.now).toString(),
    gate: r.gate_name,
    dueOutAt: r.due_out_at?.toString() ?? null,
    overstay: r.due_out_at !== null && r.due_out_at.epochMilliseconds < ctx.now.epochMilliseconds,
  }))
  const q = input.q?.trim()
  return {
    items: q ? items.filter(i => i.unit?.includes(q) || i.name.includes(q)) : items,
    total: counts.inside,
    overstays: counts.overstays,
    missingToday: counts.missing,
  }
})

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

/** S6-49: what finds a returning person without network, and nothing more: no full name, no ID number, no phone. */
export const snapshot = query('gate.snapshot', gateApi[`GET ${P}/gate/snapshot`], async (ctx, input) => {
  if (input.terminalId && !(await sawTerminal(ctx.db, input.estateId, input.terminalId, ctx.now)))
    throw gateFail('gate.terminal_revoked')
  const facts = await siteOf(ctx, input.estateId)
  const books = booksOf(ctx, facts)
  const keys = await ciphers(ctx, facts, books)
  const rows = await store.people(ctx.db, input.estateId, books, { since: input.since, limit: 20_000 })
  const passes = await passesOf(ctx.db, input.estateId, { liveAt: ctx.now })
  const { cipher } = facts.estate
  const registered = rows.map(r => ({ row: r, who: open<Who>(keys.get(r.closure_id), 'who', r.sealed) }))
  return {
    ...presentSite(ctx, facts),
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
    passes: passes.map(p => ({
      id: p.id,
      proof: createHash('sha256')
        .update(`${p.id}:${cipher.open('pass', p.code_sealed)}`)
        .digest('hex'),
      unit: p.unit_label,
      guest: p.guest ? maskName(cipher.open('guest', p.guest)) : '',
      fromAt: p.from_at.toString(),
      untilAt: p.until_at.toString(),
      left: p.uses - p.used,
    })),
    partial: input.since !== undefined,
  }
})
