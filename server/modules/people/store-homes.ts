/** SQL of ownerships, households, vehicles and consents. */
import { type SqlBool, sql } from 'kysely'
import type { Reach } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { enteredBy, unitReached } from './store-persons.ts'

export interface UnitHead {
  id: string
  label: string
  area: number | null
  use: string
  state: string
  building: string
}

/** A unit within reach; `lock` holds it, so that two changes of its owners come one after the other. */
export async function unitHead(
  db: Db,
  estateId: string,
  reach: Reach,
  unitId: string,
  lock = false,
): Promise<UnitHead | undefined> {
  const found =
    await sql<UnitHead>`SELECT u.id, u.label, u.area, u.use, u.state, b.name AS building FROM unit u
    JOIN building b ON b.estate_id = ${estateId} AND b.id = u.building_id
    WHERE u.estate_id = ${estateId} AND u.id = ${unitId} AND ${unitReached(reach)} ${lock ? sql`FOR UPDATE OF u` : sql``}`.execute(
      db,
    )
  return found.rows[0]
}

export async function unitIdsByLabel(
  db: Db,
  estateId: string,
  labels: readonly string[],
): Promise<Map<string, string>> {
  const found = await sql<{
    id: string
    label: string
  }>`SELECT id, label FROM unit WHERE estate_id = ${estateId} AND label = ANY(${labels}::text[])`.execute(db)
  return new Map(found.rows.map(r => [r.label, r.id]))
}

export async function insertOwnership(
  db: Db,
  estateId: string,
  o: {
    id: string
    unitId: string
    personId: string
    part: number
    whole: number
    from: Instant
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO ownership (estate_id, id, unit_id, person_id, share_part, share_whole, from_at, made_by, made_at)
    VALUES (${estateId}, ${o.id}, ${o.unitId}, ${o.personId}, ${o.part}, ${o.whole}, ${o.from}, ${o.by}, ${o.at})`.execute(
    db,
  )
}

/** @returns whether it was open */
export async function endOwnership(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reason: string | null,
): Promise<boolean> {
  const done =
    await sql`UPDATE ownership SET until_at = greatest(${at}, from_at), end_reason = ${reason} WHERE estate_id = ${estateId} AND id = ${id} AND until_at IS NULL`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export async function insertHousehold(
  db: Db,
  estateId: string,
  h: { id: string; unitId: string; kind: string; from: Instant; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO household (estate_id, id, unit_id, kind, from_at, made_by, made_at)
    VALUES (${estateId}, ${h.id}, ${h.unitId}, ${h.kind}, ${h.from}, ${h.by}, ${h.at})`.execute(db)
}

export interface HouseholdRow {
  id: string
  unit_id: string
  kind: 'own' | 'lease'
  from_at: Instant
  until_at: Instant | null
}

export async function households(
  db: Db,
  estateId: string,
  where: { unitId?: string; id?: string },
  lock = false,
): Promise<HouseholdRow[]> {
  const found =
    await sql<HouseholdRow>`SELECT h.id, h.unit_id, h.kind, h.from_at, h.until_at FROM household h WHERE h.estate_id = ${estateId}
    AND (${where.unitId ?? null}::uuid IS NULL OR h.unit_id = ${where.unitId ?? null}::uuid) AND (${where.id ?? null}::uuid IS NULL OR h.id = ${where.id ?? null}::uuid)
    ORDER BY h.from_at, h.id ${lock ? sql`FOR UPDATE` : sql``}`.execute(db)
  return found.rows
}

export async function insertMember(
  db: Db,
  estateId: string,
  m: {
    id: string
    householdId: string
    personId: string
    relation: string
    contact: boolean
    from: Instant
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO household_member (estate_id, id, household_id, person_id, relation, contact, from_at, made_by, made_at)
    VALUES (${estateId}, ${m.id}, ${m.householdId}, ${m.personId}, ${m.relation}, ${m.contact}, ${m.from}, ${m.by}, ${m.at})`.execute(
    db,
  )
}

/** Ends open members of a household, one or all. @returns how many */
export async function endMembers(
  db: Db,
  estateId: string,
  where: { householdId: string; id?: string },
  at: Instant,
  reason: string | null,
): Promise<number> {
  const done =
    await sql`UPDATE household_member SET until_at = greatest(${at}, from_at), end_reason = ${reason}
    WHERE estate_id = ${estateId} AND household_id = ${where.householdId} AND (${where.id ?? null}::uuid IS NULL OR id = ${where.id ?? null}::uuid)
      AND until_at IS NULL`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

export async function endHousehold(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reason: string | null,
): Promise<boolean> {
  const done =
    await sql`UPDATE household SET until_at = greatest(${at}, from_at), end_reason = ${reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND until_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

export interface VehicleRow {
  id: string
  plate: string
  kind: 'car' | 'motorcycle' | 'truck' | 'other'
  model: string | null
  unit_id: string | null
  unit: string | null
  person_id: string | null
  person: string | null
  from_at: Instant
  until_at: Instant | null
  version: number
  entered_by: string | null
}

export interface VehicleFilter {
  plate?: string | undefined
  room?: string | undefined
  unitIds?: readonly string[] | undefined
  personIds?: readonly string[] | undefined
  id?: string | undefined
  state: 'live' | 'past' | 'all'
  offset: number
  limit: number
}

/** Vehicles of an estate within reach; those of no unit are seen by who reaches the whole estate. */
export async function vehicles(
  db: Db,
  estateId: string,
  reach: Reach,
  f: VehicleFilter,
): Promise<{ rows: VehicleRow[]; total: number }> {
  const wanted = sql<SqlBool>`v.estate_id = ${estateId} AND (${unitReached(reach)} IS TRUE OR ${reach === 'estate'})
    AND (${f.id ?? null}::uuid IS NULL OR v.id = ${f.id ?? null}::uuid)
    AND (${f.plate ?? null}::text IS NULL OR position(${f.plate ?? ''} IN v.plate) > 0 OR u.label = ${f.room ?? null})
    AND (${f.unitIds ?? null}::uuid[] IS NULL OR v.unit_id = ANY(${f.unitIds ?? null}::uuid[]))
    AND (${f.personIds ?? null}::uuid[] IS NULL OR v.person_id = ANY(${f.personIds ?? null}::uuid[]))
    AND (${f.state} = 'all' OR (v.until_at IS NULL) = (${f.state} = 'live'))`
  const from = sql`vehicle v LEFT JOIN unit u ON u.estate_id = ${estateId} AND u.id = v.unit_id
    LEFT JOIN person p ON p.estate_id = ${estateId} AND p.id = v.person_id`
  const found = await sql<
    VehicleRow & { total: number }
  >`SELECT v.id, v.plate, v.kind, v.model, v.unit_id, u.label AS unit, v.person_id, p.name AS person, v.from_at, v.until_at, v.version, ${enteredBy('v.made_by')} AS entered_by,
      count(*) OVER () AS total FROM ${from} WHERE ${wanted} ORDER BY v.plate, v.from_at DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export async function insertVehicle(
  db: Db,
  estateId: string,
  v: {
    id: string
    plate: string
    kind: string
    model: string | null
    unitId: string | null
    personId: string | null
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO vehicle (estate_id, id, plate, kind, model, unit_id, person_id, from_at, made_by, made_at)
    VALUES (${estateId}, ${v.id}, ${v.plate}, ${v.kind}, ${v.model}, ${v.unitId}, ${v.personId}, ${v.at}, ${v.by}, ${v.at})`.execute(
    db,
  )
}

export async function endVehicle(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reason: string | null,
): Promise<boolean> {
  const done = await sql`UPDATE vehicle SET until_at = ${at}, end_reason = ${reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND until_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

export async function setVehicle(
  db: Db,
  estateId: string,
  id: string,
  v: { kind: string; model: string | null; unitId: string | null; personId: string | null },
): Promise<void> {
  await sql`UPDATE vehicle SET kind = ${v.kind}, model = ${v.model}, unit_id = ${v.unitId}, person_id = ${v.personId}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface ConsentRow {
  id: string
  person_id: string
  purpose: 'household_profile' | 'health' | 'photo' | 'messages' | 'face' | 'neighbour_contact'
  channel: 'desk' | 'paper' | 'phone' | 'app'
  given_at: Instant
  until_at: Instant | null
  withdrawn_at: Instant | null
  entered_by: string | null
}

export async function consents(
  db: Db,
  estateId: string,
  where: { personIds?: readonly string[]; id?: string },
): Promise<ConsentRow[]> {
  const found =
    await sql<ConsentRow>`SELECT id, person_id, purpose, channel, given_at, until_at, withdrawn_at,
      CASE WHEN channel = 'app' THEN NULL ELSE ${enteredBy('consent.made_by')} END AS entered_by FROM consent WHERE estate_id = ${estateId}
    AND (${where.personIds ?? null}::uuid[] IS NULL OR person_id = ANY(${where.personIds ?? null}::uuid[]))
    AND (${where.id ?? null}::uuid IS NULL OR id = ${where.id ?? null}::uuid) ORDER BY given_at DESC, id`.execute(
      db,
    )
  return found.rows
}

export async function insertConsent(
  db: Db,
  estateId: string,
  c: {
    id: string
    personId: string
    purpose: string
    channel: string
    at: Instant
    until: Instant | null
    by: string
  },
): Promise<void> {
  await sql`INSERT INTO consent (estate_id, id, person_id, purpose, channel, given_at, until_at, made_by)
    VALUES (${estateId}, ${c.id}, ${c.personId}, ${c.purpose}, ${c.channel}, ${c.at}, ${c.until}, ${c.by})`.execute(
    db,
  )
}

export async function withdrawConsent(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, ${at}) WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export interface LookRow {
  at: Instant
  actor_name: string
  field: string | null
  reason: string | null
}

/**
 * Who saw sensitive values of these persons, and which authorities they were named to, newest first; where the law asks
 * for silence, from the day it ends (PIPL 18, 35).
 */
export async function looks(
  db: Db,
  estateId: string,
  personIds: readonly string[],
  today: string,
): Promise<LookRow[]> {
  const found =
    await sql<LookRow>`SELECT at, actor_name, after->>'field' AS field, reason FROM audit WHERE estate_id = ${estateId}
    AND subject = 'person' AND subject_id = ANY(${personIds}::text[]) AND (action = 'person.reveal' OR (action = 'person.disclose' AND coalesce(after->>'from', '') <= ${today})) ORDER BY at DESC LIMIT 200`.execute(
      db,
    )
  return found.rows
}
