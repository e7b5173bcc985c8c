/**
 * Many people at once, for imports: each row names a room, a person and what he is there. Who is on file already is
 * found by ID number, by name and phone, or by name in that room, so that the same file again changes nothing (SX-15).
 */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { CellError } from '../../core/sheet.ts'
import { actorId } from './accounts.ts'
import { vehiclesLeft } from './leaving.ts'
import { cleanName } from './names.ts'
import { openedPerson, sealedPerson, signInBlind } from './persons.ts'
import { compareToWhole } from './rules.ts'
import { sessionsOf } from './sessions.ts'
import * as bulk from './store-bulk.ts'
import { endVehicle, households, setVehicle, unitIdsByLabel } from './store-homes.ts'
import * as store from './store-persons.ts'

export interface PersonFact {
  /** In its one form: 1-2-301. */
  room: string
  name: string
  kind?: 'person' | 'company' | undefined
  phone?: string | undefined
  idNumber?: string | undefined
  tie: store.TieKind
  share?: { part: number; whole: number } | undefined
  relation?: store.Relation | undefined
  /** Local date from which it holds; now when left out. */
  from?: string | undefined
}

export type Registered = { did: 'created' | 'updated' | 'same'; personId: string } | { errors: CellError[] }

const missingRoom = (room: string): CellError => ({
  column: 'room',
  code: 'person.room',
  text: {
    zh: `本小区没有房号 ${room}，请先导入房屋，或核对房号。`,
    en: `There is no room ${room} in this estate. Import the units first, or correct the room.`,
  },
})
const sharesOver = (room: string): CellError => ({
  column: 'share',
  code: 'person.share',
  text: {
    zh: `${room} 的产权份额合计超过 100%，共有产权请逐人填写份额（如 1/2）。`,
    en: `The shares of ${room} pass 100 %. Where several own it, write each one’s share (as 1/2).`,
  },
})

interface Batch {
  units: Map<string, string>
  persons: bulk.KnownPerson[]
  ties: store.TieRow[]
  homes: Map<string, { id: string; kind: string }[]>
  made: {
    persons: (store.PersonWrite & { claim: Buffer | null })[]
    ownerships: bulk.NewOwnership[]
    households: bulk.NewHousehold[]
    members: bulk.NewMember[]
  }
}

async function prepare(
  ctx: Ctx,
  estateId: string,
  rows: readonly { fact: PersonFact; sealed: store.PersonWrite }[],
): Promise<Batch> {
  const units = await unitIdsByLabel(ctx.db, estateId, [...new Set(rows.map(r => r.fact.room))])
  const unitIds = [...units.values()]
  const ties = (await store.ties(ctx.db, estateId, 'estate', { unitIds })).filter(t => t.until_at === null)
  const persons = await bulk.knownPersons(ctx.db, estateId, {
    ids: [...new Set(ties.map(t => t.person_id))],
    idBlinds: rows.flatMap(r => (r.sealed.id_blind ? [r.sealed.id_blind] : [])),
    phoneBlinds: rows.flatMap(r => (r.sealed.phone_blind ? [r.sealed.phone_blind] : [])),
  })
  const homes = new Map<string, { id: string; kind: string }[]>()
  for (const h of await households(ctx.db, estateId, {}))
    if (h.until_at === null && unitIds.includes(h.unit_id))
      homes.set(h.unit_id, [...(homes.get(h.unit_id) ?? []), { id: h.id, kind: h.kind }])
  return { units, persons, ties, homes, made: { persons: [], ownerships: [], households: [], members: [] } }
}

const same = (a: Buffer | null, b: Buffer | null) => a !== null && b !== null && a.equals(b)

/** The person on file whom a row means. A different ID number is never the same person. */
function meant(batch: Batch, unitId: string, s: store.PersonWrite): bulk.KnownPerson | undefined {
  const other = (p: bulk.KnownPerson) =>
    p.id_blind !== null && s.id_blind !== null && !same(p.id_blind, s.id_blind)
  const here = (p: bulk.KnownPerson) => batch.ties.some(t => t.unit_id === unitId && t.person_id === p.id)
  return (
    batch.persons.find(p => same(p.id_blind, s.id_blind)) ??
    batch.persons.find(p => p.name === s.name && same(p.phone_blind, s.phone_blind) && !other(p)) ??
    batch.persons.find(p => p.name === s.name && here(p) && !other(p))
  )
}

async function personFor(ctx: Ctx, estateId: string, batch: Batch, unitId: string, row: Row) {
  const { fact, sealed } = row
  const known = meant(batch, unitId, sealed)
  if (known === undefined) {
    const made = { ...sealed, claim: await signInBlind(ctx, fact.phone ?? null) }
    batch.made.persons.push(made)
    batch.persons.push({ ...sealed, version: 1 })
    return { id: sealed.id, did: 'created' as const }
  }
  const news =
    (fact.phone !== undefined && !same(known.phone_blind, sealed.phone_blind)) ||
    (fact.idNumber !== undefined && !same(known.id_blind, sealed.id_blind))
  // a person of this very file is not in the database yet: what a later row adds of him waits for the next run
  if (!news || batch.made.persons.some(p => p.id === known.id)) return { id: known.id, did: 'same' as const }
  const old = await openedPerson(ctx, estateId, known)
  const phone = fact.phone ?? old.phone
  const next = await sealedPerson(ctx, estateId, known.id, {
    kind: known.kind === 'company' ? 'company' : 'person',
    name: known.name,
    phone,
    idNumber: fact.idNumber ?? old.idNumber,
    birthYear: known.birth_year,
    note: known.note,
  })
  await store.claimPhone(ctx.db, estateId, known.id, await signInBlind(ctx, phone))
  await store.updatePerson(ctx.db, estateId, known.version, next, ctx.now)
  Object.assign(known, next, { version: known.version + 1 })
  return { id: known.id, did: 'updated' as const }
}

interface Row {
  fact: PersonFact
  sealed: store.PersonWrite
}

const startOf = (ctx: Ctx, day: string | undefined) => (day ? `${day}T00:00:00+08:00` : ctx.now.toString())

/** The tie of a row, unless it is there. @returns whether it was made, or what is wrong */
function tieFor(ctx: Ctx, batch: Batch, unitId: string, personId: string, fact: PersonFact) {
  const open = batch.ties.filter(t => t.unit_id === unitId)
  if (open.some(t => t.person_id === personId && t.tie === fact.tie)) return 'same'
  const now = ctx.now.epochMilliseconds
  const from_at = startOf(ctx, fact.from)
  if (fact.tie === 'owner') {
    const share = fact.share ?? { part: 1, whole: 1 }
    batch.made.ownerships.push({
      id: newId<'ownership'>(now),
      unit_id: unitId,
      person_id: personId,
      ...share,
      from_at,
    })
    return 'created'
  }
  const kind = fact.tie === 'lessee' ? 'lease' : 'own'
  const there = batch.homes.get(unitId) ?? []
  let home = there.find(h => h.kind === kind)
  if (home === undefined) {
    home = { id: newId<'household'>(now), kind }
    batch.homes.set(unitId, [...there, home])
    batch.made.households.push({ id: home.id, unit_id: unitId, kind, from_at })
  }
  batch.made.members.push({
    id: newId<'household_member'>(now),
    household_id: home.id,
    person_id: personId,
    relation: fact.relation ?? 'other',
    from_at,
  })
  return 'created'
}

function sharesFit(batch: Batch, unitId: string, personId: string, fact: PersonFact): boolean {
  if (fact.tie !== 'owner') return true
  const owners = batch.ties.filter(t => t.unit_id === unitId && t.tie === 'owner')
  if (owners.some(t => t.person_id === personId)) return true
  const shares = owners.map(t => ({ part: t.share_part ?? 1, whole: t.share_whole ?? 1 }))
  return compareToWhole([...shares, fact.share ?? { part: 1, whole: 1 }]) <= 0
}

/** What a row made counts for the rows after it. */
function remember(ctx: Ctx, batch: Batch, unitId: string, personId: string, row: Row): void {
  const share = row.fact.tie === 'owner' ? (row.fact.share ?? { part: 1, whole: 1 }) : null
  batch.ties.push({
    id: '',
    tie: row.fact.tie,
    unit_id: unitId,
    unit: row.fact.room,
    person_id: personId,
    person: row.sealed.name,
    share_part: share?.part ?? null,
    share_whole: share?.whole ?? null,
    household_id: null,
    relation: null,
    contact: false,
    from_at: ctx.now,
    until_at: null,
    end_reason: null,
    entered_by: null,
  })
}

/** Writes the rows in the caller's transaction; a row that is refused writes nothing. */
export async function registerPeople(
  ctx: Ctx,
  estateId: string,
  facts: readonly PersonFact[],
): Promise<Registered[]> {
  const rows: Row[] = []
  for (const fact of facts)
    rows.push({
      fact,
      sealed: await sealedPerson(ctx, estateId, newId<'person'>(ctx.now.epochMilliseconds), {
        kind: fact.kind ?? 'person',
        name: cleanName(fact.name),
        phone: fact.phone ?? null,
        idNumber: fact.idNumber ?? null,
        birthYear: null,
        note: null,
      }),
    })
  const batch = await prepare(ctx, estateId, rows)
  const out: Registered[] = []
  for (const row of rows) out.push(await one(ctx, estateId, batch, row))
  await bulk.insertPersons(ctx.db, estateId, batch.made.persons, actorId(ctx), ctx.now)
  await bulk.insertTies(ctx.db, estateId, batch.made, actorId(ctx), ctx.now)
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
  return out
}

async function one(ctx: Ctx, estateId: string, batch: Batch, row: Row): Promise<Registered> {
  const unitId = batch.units.get(row.fact.room)
  if (unitId === undefined) return { errors: [missingRoom(row.fact.room)] }
  const known = meant(batch, unitId, row.sealed)
  if (!sharesFit(batch, unitId, known?.id ?? row.sealed.id, row.fact))
    return { errors: [sharesOver(row.fact.room)] }
  const person = await personFor(ctx, estateId, batch, unitId, row)
  const tie = tieFor(ctx, batch, unitId, person.id, row.fact)
  if (tie === 'created') remember(ctx, batch, unitId, person.id, row)
  return { did: tie === 'created' ? 'created' : person.did, personId: person.id }
}

export interface VehicleFacts {
  plate: string
  room?: string | undefined
  owner?: string | undefined
  kind?: 'car' | 'motorcycle' | 'truck' | 'other' | undefined
  model?: string | undefined
}

type VehicleDone = { did: 'created' | 'updated' | 'same' } | { errors: CellError[] }

/** A car leaves its old home as by hand: its entry in the register ends, and with it what it had there (S4-18). */
async function leaveHome(ctx: Ctx, estateId: string, vehicleId: string, to: string): Promise<void> {
  const reason = ctx.lang === 'zh' ? `导入：转到 ${to}` : `import: moved to ${to}`
  if (!(await endVehicle(ctx.db, estateId, vehicleId, ctx.now, reason))) throw fail('core.stale')
  await ctx.audit({ action: 'vehicle.end', subject: 'vehicle', subjectId: vehicleId, reason }, estateId)
}

/**
 * Registers vehicles by plate. One that is there under another room moves to the room of the file: its entry ends at the
 * old home, whose permits and rights to pass it leaves, and a new one begins. An owner without a tie to the new room is
 * not carried along.
 */
export async function registerVehicles(
  ctx: Ctx,
  estateId: string,
  facts: readonly VehicleFacts[],
): Promise<VehicleDone[]> {
  const labels = facts.flatMap(f => (f.room ? [f.room] : []))
  const units = await unitIdsByLabel(ctx.db, estateId, [...new Set(labels)])
  const ties = await store.ties(ctx.db, estateId, 'estate', { unitIds: [...units.values()] })
  const known = await bulk.vehiclesByPlate(
    ctx.db,
    estateId,
    facts.map(f => f.plate),
  )
  const fresh: bulk.VehicleFact[] = []
  const left: string[] = []
  const out: VehicleDone[] = []
  for (const f of facts) {
    const unitId = f.room ? units.get(f.room) : undefined
    if (f.room && unitId === undefined) {
      out.push({ errors: [missingRoom(f.room)] })
      continue
    }
    const here = ties.filter(t => t.unit_id === unitId && t.until_at === null)
    const old = known.get(f.plate)
    const moves = unitId !== undefined && old !== undefined && old.unit_id !== null && old.unit_id !== unitId
    const stays = !moves || here.some(t => t.person_id === old.person_id)
    const person = here.find(t => t.person === (f.owner ? cleanName(f.owner) : undefined))
    const next = {
      id: moves || old === undefined ? newId<'vehicle'>(ctx.now.epochMilliseconds) : old.id,
      plate: f.plate,
      kind: f.kind ?? old?.kind ?? 'car',
      model: f.model ?? old?.model ?? null,
      unit_id: unitId ?? old?.unit_id ?? null,
      person_id: person?.person_id ?? (stays ? old?.person_id : null) ?? null,
    }
    out.push({ did: await keep(ctx, estateId, old, next, moves ? f.room : undefined) })
    if (moves) left.push(old.id)
    if (old === undefined || moves) fresh.push(next)
  }
  await bulk.insertVehicles(ctx.db, estateId, fresh, actorId(ctx), ctx.now)
  await vehiclesLeft(ctx, estateId, left)
  return out
}

/** Writes what changes of a vehicle that is there; a new entry is the caller's. @param to the room it moves to */
async function keep(
  ctx: Ctx,
  estateId: string,
  old: bulk.VehicleFact | undefined,
  next: bulk.VehicleFact,
  to: string | undefined,
): Promise<'created' | 'updated' | 'same'> {
  if (old === undefined) return 'created'
  if (to !== undefined) {
    await leaveHome(ctx, estateId, old.id, to)
    return 'updated'
  }
  if (JSON.stringify(old) === JSON.stringify(next)) return 'same'
  const { kind, model, unit_id: unitId, person_id: personId } = next
  await setVehicle(ctx.db, estateId, next.id, { kind, model, unitId, personId })
  return 'updated'
}
