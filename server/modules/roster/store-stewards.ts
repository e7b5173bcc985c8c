/** SQL of stewards, their buildings and their cards, and of the lobbies that need one. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface StewardRow {
  id: string
  building_id: string
  building: string
  account_id: string
  name: string
  full_time: boolean
  from_date: string
  until_date: string | null
}

const stewardColumns = sql`s.id, s.building_id, b.name AS building, s.account_id, s.name, s.full_time, s.from_date, s.until_date`

/** Assignments of an estate: those that hold on a date, or all of them newest first. */
export function stewards(
  db: Db,
  estateId: string,
  f: { on?: string; buildingId?: string | undefined },
): Promise<StewardRow[]> {
  return sql<StewardRow>`SELECT ${stewardColumns} FROM stewardship s JOIN building b ON b.estate_id = s.estate_id AND b.id = s.building_id
    WHERE s.estate_id = ${estateId} AND (${f.buildingId ?? null}::uuid IS NULL OR s.building_id = ${f.buildingId ?? null}::uuid)
      AND (${f.on ?? null}::date IS NULL OR (s.from_date <= ${f.on ?? null}::date AND (s.until_date IS NULL OR s.until_date > ${f.on ?? null}::date)))
    ORDER BY b.name, s.from_date DESC, s.id`
    .execute(db)
    .then(r => r.rows)
}

export function stewardById(db: Db, estateId: string, id: string): Promise<StewardRow | undefined> {
  return sql<StewardRow>`SELECT ${stewardColumns} FROM stewardship s JOIN building b ON b.estate_id = s.estate_id AND b.id = s.building_id
    WHERE s.estate_id = ${estateId} AND s.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** The assignment without an end, held while it is changed. */
export async function openStewardship(
  db: Db,
  estateId: string,
  buildingId: string,
): Promise<{ id: string; from_date: string; account_id: string } | undefined> {
  const found = await sql<{ id: string; from_date: string; account_id: string }>`
    SELECT id, from_date, account_id FROM stewardship WHERE estate_id = ${estateId} AND building_id = ${buildingId} AND until_date IS NULL FOR UPDATE`.execute(
    db,
  )
  return found.rows[0]
}

/** Ends an assignment on a date; one that would never have held a day is removed. */
export async function endStewardship(db: Db, estateId: string, id: string, date: string): Promise<void> {
  await sql`DELETE FROM stewardship WHERE estate_id = ${estateId} AND id = ${id} AND from_date = ${date}::date`.execute(
    db,
  )
  await sql`UPDATE stewardship SET until_date = ${date} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function insertStewardship(
  db: Db,
  estateId: string,
  s: Omit<StewardRow, 'building' | 'until_date'> & { made_by: string; made_at: Instant },
): Promise<void> {
  await sql`INSERT INTO stewardship (estate_id, id, building_id, account_id, name, full_time, from_date, made_by, made_at)
    VALUES (${estateId}, ${s.id}, ${s.building_id}, ${s.account_id}, ${s.name}, ${s.full_time}, ${s.from_date}, ${s.made_by}, ${s.made_at})`.execute(
    db,
  )
}

export function buildings(db: Db, estateId: string): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT id, name FROM building WHERE estate_id = ${estateId} ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export interface LobbyRow {
  building_id: string
  building: string
  section_id: string | null
  section: string | null
  post_id: string | null
  post: string | null
  persons: number
}

/**
 * Every lobby: each section (entrance) of a building, or the building itself when it has none, with the lobby post
 * that serves it (its own, else the building's) and the persons on duty there in the period (S1-01).
 */
export function lobbies(db: Db, estateId: string, from: Instant, until: Instant): Promise<LobbyRow[]> {
  return sql<LobbyRow>`
    WITH place AS (
      SELECT b.id AS building_id, b.name AS building, s.id AS section_id, s.name AS section FROM building b
      LEFT JOIN section s ON s.estate_id = b.estate_id AND s.building_id = b.id WHERE b.estate_id = ${estateId}),
    served AS (
      SELECT DISTINCT ON (l.building_id, l.section_id) l.*, p.id AS post_id, p.name AS post FROM place l
      LEFT JOIN post p ON p.estate_id = ${estateId} AND p.kind = 'lobby' AND p.closed_at IS NULL AND p.building_id = l.building_id
        AND (p.section_id IS NULL OR p.section_id = l.section_id)
      ORDER BY l.building_id, l.section_id, (p.section_id IS NOT NULL) DESC, p.name)
    SELECT v.*, (SELECT count(DISTINCT d.account_id)::int FROM duty d WHERE d.estate_id = ${estateId} AND d.post_id = v.post_id
      AND d.starts_at < ${until} AND (d.ends_at IS NULL OR d.ends_at > ${from}) AND d.absent_at IS NULL) AS persons
    FROM served v ORDER BY v.building, v.section`
    .execute(db)
    .then(r => r.rows)
}

/** Persons with a turn at each post in the period, against the headcount it should have (S7-32). */
export function establishment(
  db: Db,
  estateId: string,
  from: Instant,
  until: Instant,
): Promise<
  {
    post_id: string
    post: string
    kind: 'lobby' | 'gate' | 'desk' | 'other'
    headcount: number | null
    certificate: string | null
    actual: number
  }[]
> {
  return sql<{
    post_id: string
    post: string
    kind: 'lobby' | 'gate' | 'desk' | 'other'
    headcount: number | null
    certificate: string | null
    actual: number
  }>`SELECT p.id AS post_id, p.name AS post, p.kind, p.headcount, p.certificate,
      (SELECT count(DISTINCT d.account_id)::int FROM duty d WHERE d.estate_id = ${estateId} AND d.post_id = p.id
        AND d.starts_at < ${until} AND (d.ends_at IS NULL OR d.ends_at > ${from})) AS actual
    FROM post p WHERE p.estate_id = ${estateId} AND p.closed_at IS NULL ORDER BY p.kind, p.name`
    .execute(db)
    .then(r => r.rows)
}

export interface CardRow {
  account_id: string
  name: string
  photo_id: string | null
  strengths: string | null
  phone: string | null
  more: Record<string, string>
  version: number
  photo_width: number | null
  photo_height: number | null
}

export function cardOf(db: Db, estateId: string, accountId: string): Promise<CardRow | undefined> {
  return sql<CardRow>`SELECT account_id, name, photo_id, strengths, phone, more, version, photo_width, photo_height FROM staff_card
    WHERE estate_id = ${estateId} AND account_id = ${accountId}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Writes a card; the version counts the changes of what it shows. */
export async function saveCard(
  db: Db,
  estateId: string,
  c: Omit<CardRow, 'version'>,
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO staff_card AS s (estate_id, account_id, name, photo_id, strengths, phone, more, photo_width, photo_height, changed_at)
    VALUES (${estateId}, ${c.account_id}, ${c.name}, ${c.photo_id}, ${c.strengths}, ${c.phone}, ${JSON.stringify(c.more)}::jsonb,
      ${c.photo_width}, ${c.photo_height}, ${at})
    ON CONFLICT (estate_id, account_id) DO UPDATE SET name = excluded.name, photo_id = excluded.photo_id, strengths = excluded.strengths,
      phone = excluded.phone, more = excluded.more, photo_width = excluded.photo_width, photo_height = excluded.photo_height,
      changed_at = excluded.changed_at, version = s.version + 1`.execute(db)
}

/** The buildings that a caller's units lie in. */
export async function buildingsOfUnits(db: Db, estateId: string, units: string[]): Promise<string[]> {
  const found = await sql<{ building_id: string }>`
    SELECT DISTINCT building_id FROM unit WHERE estate_id = ${estateId} AND id = ANY(${units}::uuid[])`.execute(
    db,
  )
  return found.rows.map(r => r.building_id)
}
