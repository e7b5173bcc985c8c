/** The end of a closure's data: at its end as a whole, and night by night while it lasts. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export type Counts = Record<string, number>

/** How much personal data of a closure is left. */
export async function countClosureData(db: Db, estateId: string, closureId: string): Promise<Counts> {
  const found = await sql<Counts>`SELECT
    (SELECT count(*) FROM registrant WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS registrants,
    (SELECT count(*) FROM passage WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND (sealed IS NOT NULL OR plate_blind IS NOT NULL)) AS passages,
    (SELECT count(*) FROM gate_stray WHERE estate_id = ${estateId} AND sealed->>'kid' = ${`c:${closureId}`}) AS stray,
    (SELECT count(*) FROM gate_outing WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS outings,
    (SELECT count(*) FROM gate_vehicle WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS vehicles,
    (SELECT count(*) FROM gate_incident WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND kept_at IS NULL AND sealed IS NOT NULL) AS incidents`.execute(
    db,
  )
  return { ...found.rows[0] }
}

/** Removes registrants and late records; of passages only who it was goes, the count and the time stay. */
export async function eraseClosureData(
  db: Db,
  estateId: string,
  closureId: string,
  now: Instant,
): Promise<void> {
  await sql`UPDATE passage SET sealed = NULL, plate_blind = NULL, registrant_id = NULL, unit_id = NULL, unit_label = NULL, note = NULL, pass_id = NULL
    WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM registrant WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM gate_outing WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM gate_vehicle WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM gate_stray WHERE estate_id = ${estateId} AND sealed->>'kid' = ${`c:${closureId}`}`.execute(
    db,
  )
  await sql`UPDATE gate_incident SET sealed = NULL, photos = '{}', erased_at = ${now}, version = version + 1
    WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND kept_at IS NULL`.execute(db)
}

/** Photos of incidents that nobody assessed: they go with the closure. */
export async function photosToErase(db: Db, estateId: string, closureId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT unnest(photos) AS id FROM gate_incident
    WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND kept_at IS NULL`.execute(db)
  return found.rows.map(r => r.id)
}

/** Incidents handed to the police that would be lost with the closure. */
export async function unassessed(db: Db, estateId: string): Promise<{ closure_id: string; n: number }[]> {
  const found = await sql<{
    closure_id: string
    n: number
  }>`SELECT closure_id, count(*) AS n FROM gate_incident
    WHERE estate_id = ${estateId} AND closure_id IS NOT NULL AND kept_at IS NULL AND erased_at IS NULL AND police_number IS NOT NULL GROUP BY closure_id`.execute(
    db,
  )
  return found.rows
}

export interface ActiveClosure {
  estate_id: string
  id: string
}

export function activeClosures(db: Db): Promise<ActiveClosure[]> {
  return sql<ActiveClosure>`SELECT estate_id, id FROM closure WHERE state = 'active' ORDER BY estate_id LIMIT 100000`
    .execute(db)
    .then(r => r.rows)
}

/** Personal data of a closure from before an instant. Who is still inside keeps his place: his exit must find him. */
export async function countOlder(
  db: Db,
  estateId: string,
  closureId: string,
  cutoff: Instant,
): Promise<Counts> {
  const found = await sql<Counts>`SELECT
    (SELECT count(*) FROM registrant WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND last_at < ${cutoff} AND last_direction IS DISTINCT FROM 'in') AS registrants,
    (SELECT count(*) FROM passage WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND at < ${cutoff} AND (sealed IS NOT NULL OR plate_blind IS NOT NULL OR registrant_id IS NOT NULL)) AS passages,
    (SELECT count(*) FROM gate_stray WHERE estate_id = ${estateId} AND sealed->>'kid' = ${`c:${closureId}`} AND at < ${cutoff}) AS stray,
    (SELECT count(*) FROM gate_outing WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND at < ${cutoff}) AS outings,
    (SELECT count(*) FROM gate_vehicle WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND last_at < ${cutoff} AND last_direction <> 'in') AS vehicles`.execute(
    db,
  )
  return { ...found.rows[0] }
}

export async function eraseOlder(
  db: Db,
  estateId: string,
  closureId: string,
  cutoff: Instant,
): Promise<void> {
  await sql`UPDATE passage SET sealed = NULL, plate_blind = NULL, registrant_id = NULL, unit_id = NULL, unit_label = NULL, note = NULL, pass_id = NULL
    WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND at < ${cutoff}`.execute(db)
  await sql`DELETE FROM registrant WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND last_at < ${cutoff} AND last_direction IS DISTINCT FROM 'in'`.execute(
    db,
  )
  await sql`DELETE FROM gate_outing WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND at < ${cutoff}`.execute(
    db,
  )
  await sql`DELETE FROM gate_vehicle WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND last_at < ${cutoff} AND last_direction <> 'in'`.execute(
    db,
  )
  await sql`DELETE FROM gate_stray WHERE estate_id = ${estateId} AND sealed->>'kid' = ${`c:${closureId}`} AND at < ${cutoff}`.execute(
    db,
  )
}

export interface PurgeRow {
  id: string
  closure_id: string
  at: Instant
  cutoff: Instant
  days: number
  before: Counts
  after: Counts
}

export async function insertPurge(db: Db, estateId: string, p: PurgeRow): Promise<void> {
  await sql`INSERT INTO gate_purge (estate_id, id, closure_id, at, cutoff, days, before, after)
    VALUES (${estateId}, ${p.id}, ${p.closure_id}, ${p.at}, ${p.cutoff}, ${p.days}, ${JSON.stringify(p.before)}::jsonb, ${JSON.stringify(p.after)}::jsonb)`.execute(
    db,
  )
}

export function purgesOf(db: Db, estateId: string): Promise<PurgeRow[]> {
  return sql<PurgeRow>`SELECT id, closure_id, at, cutoff, days, before, after FROM gate_purge
    WHERE estate_id = ${estateId} ORDER BY at DESC LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}
