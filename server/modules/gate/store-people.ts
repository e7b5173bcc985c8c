/** Visitors asked about, parcels, headcount and evacuation lists. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface AskRow {
  id: string
  unit_id: string
  unit_label: string
  guest: Buffer
  gate_id: string
  asked_by: string
  asked_name: string
  at: Instant
  told: number
  state: 'asked' | 'allowed' | 'refused'
  how: 'app' | 'phone' | 'desk' | null
  answered_name: string | null
  answered_at: Instant | null
  pass_id: string | null
  entered: boolean
}

export function asksOf(
  db: Db,
  estateId: string,
  f: { id?: string; unitIds?: readonly string[]; since?: Instant },
): Promise<AskRow[]> {
  const no = sql`NULL`
  return sql<AskRow>`SELECT a.id, a.unit_id, a.unit_label, a.guest, a.gate_id, a.asked_by, a.asked_name, a.at, a.told, a.state, a.how, a.answered_name,
      a.answered_at, a.pass_id, coalesce(p.used > 0, false) AS entered
    FROM gate_ask a LEFT JOIN pass p ON p.estate_id = ${estateId} AND p.id = a.pass_id WHERE a.estate_id = ${estateId}
      AND (${f.id ?? no}::uuid IS NULL OR a.id = ${f.id ?? no}::uuid)
      AND (${f.unitIds ?? no}::uuid[] IS NULL OR a.unit_id = ANY(${f.unitIds ?? no}::uuid[]))
      AND (${f.since ?? no}::timestamptz IS NULL OR a.at >= ${f.since ?? no}::timestamptz)
    ORDER BY a.at DESC, a.id LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function insertAsk(
  db: Db,
  estateId: string,
  a: Pick<
    AskRow,
    'id' | 'unit_id' | 'unit_label' | 'guest' | 'gate_id' | 'asked_by' | 'asked_name' | 'at' | 'told'
  >,
): Promise<void> {
  await sql`INSERT INTO gate_ask (estate_id, id, unit_id, unit_label, guest, gate_id, asked_by, asked_name, at, told, state)
    VALUES (${estateId}, ${a.id}, ${a.unit_id}, ${a.unit_label}, ${a.guest}, ${a.gate_id}, ${a.asked_by}, ${a.asked_name}, ${a.at}, ${a.told}, 'asked')`.execute(
    db,
  )
}

/** @returns false when it was answered before: the first answer stands */
export async function answerAsk(
  db: Db,
  estateId: string,
  id: string,
  a: { state: string; how: string; by: string; name: string; at: Instant; passId: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_ask SET state = ${a.state}, how = ${a.how}, answered_by = ${a.by}, answered_name = ${a.name}, answered_at = ${a.at}, pass_id = ${a.passId}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'asked' RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface ParcelRow {
  id: string
  unit_id: string
  unit_label: string
  carrier: string
  courier: Buffer | null
  place: string
  pieces: number
  state: 'waiting' | 'collected' | 'returned'
  made_name: string
  at: Instant
  ended_name: string | null
  ended_at: Instant | null
}

export interface ParcelFilter {
  id?: string
  unitIds?: readonly string[]
  unit?: string | undefined
  state?: string | undefined
  offset?: number
  limit?: number
}

function parcelsWhere(estateId: string, f: ParcelFilter) {
  const no = sql`NULL`
  return sql`estate_id = ${estateId}
      AND (${f.id ?? no}::uuid IS NULL OR id = ${f.id ?? no}::uuid)
      AND (${f.unitIds ?? no}::uuid[] IS NULL OR unit_id = ANY(${f.unitIds ?? no}::uuid[]))
      AND (${f.unit ?? no}::text IS NULL OR unit_label = ${f.unit ?? no})
      AND (${f.state ?? no}::text IS NULL OR state = ${f.state ?? no})`
}

export function parcelsOf(db: Db, estateId: string, f: ParcelFilter): Promise<ParcelRow[]> {
  return sql<ParcelRow>`SELECT id, unit_id, unit_label, carrier, courier, place, pieces, state, made_name, at, ended_name, ended_at FROM gate_parcel
    WHERE ${parcelsWhere(estateId, f)} ORDER BY state = 'waiting' DESC, at DESC, id OFFSET ${f.offset ?? 0} LIMIT ${f.limit ?? 50}`
    .execute(db)
    .then(r => r.rows)
}

export async function countParcels(db: Db, estateId: string, f: ParcelFilter): Promise<number> {
  const found = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM gate_parcel WHERE ${parcelsWhere(estateId, f)}`.execute(db)
  return found.rows[0]?.n ?? 0
}

export async function insertParcel(
  db: Db,
  estateId: string,
  p: Omit<ParcelRow, 'state' | 'ended_name' | 'ended_at'> & { made_by: string },
): Promise<void> {
  await sql`INSERT INTO gate_parcel (estate_id, id, unit_id, unit_label, carrier, courier, place, pieces, state, made_by, made_name, at)
    VALUES (${estateId}, ${p.id}, ${p.unit_id}, ${p.unit_label}, ${p.carrier}, ${p.courier}, ${p.place}, ${p.pieces}, 'waiting', ${p.made_by},
      ${p.made_name}, ${p.at})`.execute(db)
}

export async function endParcel(
  db: Db,
  estateId: string,
  id: string,
  e: { state: string; name: string; at: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE gate_parcel SET state = ${e.state}, ended_name = ${e.name}, ended_at = ${e.at}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'waiting' RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface HeadRow {
  building: string
  residents: number
  visitors: number
  workers: number
  overstays: number
}

/** Who is inside, by the building of the home he lives in or visits; '' where there is none. */
export function headcountOf(
  db: Db,
  estateId: string,
  books: readonly string[],
  now: Instant,
): Promise<HeadRow[]> {
  return sql<HeadRow>`SELECT coalesce(split_part(unit_label, '-', 1), '') AS building, count(*) FILTER (WHERE kind = 'resident') AS residents,
      count(*) FILTER (WHERE kind = 'visitor') AS visitors, count(*) FILTER (WHERE kind = 'worker') AS workers,
      count(*) FILTER (WHERE due_out_at < ${now}) AS overstays
    FROM registrant WHERE estate_id = ${estateId} AND closure_id = ANY(${books}::uuid[]) AND last_direction = 'in' GROUP BY 1`
    .execute(db)
    .then(r => r.rows)
}

export function missingExits(
  db: Db,
  estateId: string,
  since: Instant,
): Promise<{ building: string; n: number }[]> {
  return sql<{
    building: string
    n: number
  }>`SELECT coalesce(split_part(unit_label, '-', 1), '') AS building, count(*) AS n FROM passage
    WHERE estate_id = ${estateId} AND at >= ${since} AND subject = 'person' AND missing = 'exit' GROUP BY 1`
    .execute(db)
    .then(r => r.rows)
}

export interface OverstayRow {
  estate_id: string
  id: string
  unit_label: string | null
  due_out_at: Instant
}

/** Visitors past their time by more than the given instant, whom nobody was told of yet. */
export function overstays(db: Db, before: Instant): Promise<OverstayRow[]> {
  return sql<OverstayRow>`SELECT estate_id, id, unit_label, due_out_at FROM registrant
    WHERE last_direction = 'in' AND due_out_at < ${before} AND (overstay_told IS NULL OR overstay_told < due_out_at) ORDER BY estate_id, due_out_at LIMIT 2000`
    .execute(db)
    .then(r => r.rows)
}

export async function toldOverstay(
  db: Db,
  estateId: string,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  await sql`UPDATE registrant SET overstay_told = ${at} WHERE estate_id = ${estateId} AND id = ANY(${ids}::uuid[])`.execute(
    db,
  )
}

export interface OwnRow {
  id: string
  closure_id: string
  sealed: Buffer | null
}

/** Registrants of a home, whose record it may be. */
export function registrantsOfUnits(
  db: Db,
  estateId: string,
  books: readonly string[],
  unitIds: readonly string[],
): Promise<OwnRow[]> {
  return sql<OwnRow>`SELECT id, closure_id, sealed FROM registrant
    WHERE estate_id = ${estateId} AND closure_id = ANY(${books}::uuid[]) AND unit_id = ANY(${unitIds}::uuid[]) AND kind = 'resident' LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export interface OwnPassage {
  id: string
  at: Instant
  gate_name: string | null
  direction: 'in' | 'out'
  outcome: 'passed' | 'refused'
  refusal: string | null
  sealed: Buffer | null
  closure_id: string | null
  missing: 'entry' | 'exit' | null
}

export function passagesOfRegistrants(
  db: Db,
  estateId: string,
  ids: readonly string[],
): Promise<OwnPassage[]> {
  return sql<OwnPassage>`SELECT p.id, p.at, g.name AS gate_name, p.direction, p.outcome, p.refusal, p.sealed, p.closure_id, p.missing
    FROM passage p LEFT JOIN gate g ON g.estate_id = ${estateId} AND g.id = p.gate_id
    WHERE p.estate_id = ${estateId} AND p.registrant_id = ANY(${ids}::uuid[]) ORDER BY p.at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}
