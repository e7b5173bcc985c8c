/** SQL of who has read a bulletin, of corrections, and of the households of a reader. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { AudienceOf } from './rules-bulletins.ts'

export interface HouseholdRead {
  household_id: string
  unit_id: string
  unit: string
  sort: string
  accounts: number
  reads: number
}

/** Households that a bulletin is addressed to by building and kind, with the accounts of their homes that read it. */
export function householdReads(
  db: Db,
  estateId: string,
  b: { id: string; edition: number; audience: AudienceOf },
  roles: readonly string[],
  at: Instant,
): Promise<HouseholdRead[]> {
  const { buildings, homes = [] } = b.audience
  return sql<HouseholdRead>`SELECT h.id AS household_id, u.id AS unit_id, u.label AS unit, u.sort,
      count(DISTINCT x.account_id)::int AS accounts, count(DISTINCT r.account_id)::int AS reads
    FROM household h
    JOIN unit u ON u.estate_id = ${estateId} AND u.id = h.unit_id
    LEFT JOIN role_assignment x ON x.scope = 'unit' AND x.estate_id = ${estateId} AND x.target = u.id AND x.role = ANY(${roles}::text[])
      AND x.from_at <= ${at} AND (x.until_at IS NULL OR x.until_at > ${at})
    LEFT JOIN bulletin_read r ON r.estate_id = ${estateId} AND r.bulletin_id = ${b.id} AND r.account_id = x.account_id AND r.edition = ${b.edition}
    WHERE h.estate_id = ${estateId} AND h.from_at <= ${at} AND (h.until_at IS NULL OR h.until_at > ${at})
      AND (${buildings.length === 0} OR u.building_id = ANY(${buildings}::uuid[]))
      AND (${homes.length === 0} OR h.kind = ANY(${homes}::text[]))
    GROUP BY h.id, u.id, u.label, u.sort ORDER BY u.sort, h.id`
    .execute(db)
    .then(r => r.rows)
}

/** How many of some accounts have read a bulletin as it stands. */
export async function readsOf(
  db: Db,
  estateId: string,
  b: { id: string; edition: number },
  accounts: string[],
): Promise<number> {
  const found = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM bulletin_read WHERE estate_id = ${estateId} AND bulletin_id = ${b.id}
    AND edition = ${b.edition} AND account_id = ANY(${accounts}::uuid[])`.execute(db)
  return found.rows[0]?.n ?? 0
}

export interface EditionRow {
  edition: number
  title: string
  body: string
  reason: string
  by_name: string
  at: Instant
}

export function editions(db: Db, estateId: string, bulletinId: string): Promise<EditionRow[]> {
  return sql<EditionRow>`SELECT edition, title, body, reason, by_name, at FROM bulletin_edition
    WHERE estate_id = ${estateId} AND bulletin_id = ${bulletinId} ORDER BY edition DESC`
    .execute(db)
    .then(r => r.rows)
}

/** Keeps what stood there and puts the new words in its place. @returns false when somebody was quicker */
export async function correct(
  db: Db,
  estateId: string,
  b: { id: string; edition: number; title: string; body: string },
  next: { title: string; body: string; reason: string; by: string; at: Instant; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE bulletin SET title = ${next.title}, body = ${next.body}, edition = edition + 1, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${b.id} AND version = ${next.version} AND state = 'sent' RETURNING id`.execute(
      db,
    )
  if (done.rows.length === 0) return false
  await sql`INSERT INTO bulletin_edition (estate_id, bulletin_id, edition, title, body, reason, by_name, at)
    VALUES (${estateId}, ${b.id}, ${b.edition}, ${b.title}, ${b.body}, ${next.reason}, ${next.by}, ${next.at})`.execute(
    db,
  )
  return true
}

export async function pin(db: Db, estateId: string, id: string, pinned: boolean): Promise<void> {
  await sql`UPDATE bulletin SET pinned = ${pinned}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** Kinds of the households that live in some homes now. */
export async function homeKinds(db: Db, estateId: string, units: string[], at: Instant): Promise<string[]> {
  const found = await sql<{ kind: string }>`SELECT DISTINCT kind FROM household
    WHERE estate_id = ${estateId} AND unit_id = ANY(${units}::uuid[]) AND from_at <= ${at} AND (until_at IS NULL OR until_at > ${at})`.execute(
    db,
  )
  return found.rows.map(r => r.kind)
}
