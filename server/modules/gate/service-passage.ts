/** Reading the gate's book: the list, one field in full, who is inside, what a terminal may hold. */
import { dayStart, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { parsePlate } from '../../core/formats.ts'
import { NIL } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { maskIdNumber, maskPhone } from '../people/mask.ts'
import { booksOf, ciphers, open } from './books.ts'
import { gateApi } from './contract.ts'
import type { Trip, Who } from './read-people.ts'
import { maskName, maskPlate } from './rules.ts'
import { type Sealing, siteOf, spanAsked } from './site.ts'
import * as store from './store-passage.ts'

const P = '/api/estates/:estateId' as const

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
    ...spanAsked(site, input),
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

/** S6-34: who is inside now, who stays past his time, and how many exits or entries of today are missing. */
export const inside = query('gate.inside', gateApi[`GET ${P}/gate/inside`], async (ctx, input) => {
  const site = await siteOf(ctx, input.estateId)
  const books = booksOf(ctx, site)
  const today = dayStart(localDate(ctx.now, site.zone), site.zone)
  const counts = await store.insideCounts(ctx.db, input.estateId, books, ctx.now, today)
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
