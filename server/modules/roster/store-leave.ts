/** SQL of stewards' leaves. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface LeaveRow {
  id: string
  account_id: string
  name: string
  stand_in_id: string
  stand_in_name: string
  from_date: string
  until_date: string
  reason: string | null
  ended_on: string | null
  buildings: string[]
}

const columns = sql`l.id, l.account_id, l.name, l.stand_in_id, l.stand_in_name, l.from_date, l.until_date, l.reason, l.ended_on,
  coalesce((SELECT array_agg(DISTINCT b.name) FROM stewardship s JOIN building b ON b.estate_id = s.estate_id AND b.id = s.building_id
    WHERE s.estate_id = l.estate_id AND s.account_id = l.account_id AND s.from_date <= l.until_date
      AND (s.until_date IS NULL OR s.until_date > l.from_date)), '{}') AS buildings`

/** Is somebody away on this day, by the plan or until he came back. */
const away = (day: string) =>
  sql`l.from_date <= ${day}::date AND l.until_date >= ${day}::date AND (l.ended_on IS NULL OR l.ended_on > ${day}::date)`

export async function leaves(
  db: Db,
  estateId: string,
  f: { id?: string; on?: string; limit?: number } = {},
): Promise<LeaveRow[]> {
  const found = await sql<LeaveRow>`SELECT ${columns} FROM steward_leave l WHERE l.estate_id = ${estateId}
      AND (${f.id ?? null}::uuid IS NULL OR l.id = ${f.id ?? null}::uuid)
      AND ${f.on === undefined ? sql`TRUE` : away(f.on)}
    ORDER BY l.from_date DESC, l.id DESC LIMIT ${f.limit ?? 200}`.execute(db)
  return found.rows
}

/** Leaves in which one of these persons is away, or stands in, on a day of the span. */
export async function meeting(
  db: Db,
  estateId: string,
  span: { fromDate: string; untilDate: string },
  accountIds: readonly string[],
): Promise<LeaveRow[]> {
  const found = await sql<LeaveRow>`SELECT ${columns} FROM steward_leave l WHERE l.estate_id = ${estateId}
      AND l.from_date <= ${span.untilDate}::date AND coalesce(l.ended_on - 1, l.until_date) >= ${span.fromDate}::date
      AND (l.ended_on IS NULL OR l.ended_on > l.from_date)
      AND (l.account_id = ANY(${[...accountIds]}::uuid[]) OR l.stand_in_id = ANY(${[...accountIds]}::uuid[]))`.execute(
    db,
  )
  return found.rows
}

/** Holds these persons' buildings, so that two leaves of one steward are not written at once. */
export async function lockStewards(db: Db, estateId: string, accountIds: readonly string[]): Promise<void> {
  await sql`SELECT id FROM stewardship WHERE estate_id = ${estateId} AND account_id = ANY(${[...accountIds]}::uuid[])
    ORDER BY id FOR UPDATE`.execute(db)
}

export async function insertLeave(
  db: Db,
  estateId: string,
  l: Omit<LeaveRow, 'ended_on' | 'buildings'> & { made_by: string; made_at: Instant },
): Promise<void> {
  await sql`INSERT INTO steward_leave (estate_id, id, account_id, name, stand_in_id, stand_in_name, from_date, until_date, reason, made_by, made_at)
    VALUES (${estateId}, ${l.id}, ${l.account_id}, ${l.name}, ${l.stand_in_id}, ${l.stand_in_name}, ${l.from_date}, ${l.until_date},
      ${l.reason}, ${l.made_by}, ${l.made_at})`.execute(db)
}

/** @returns false when it was ended meanwhile */
export async function endLeave(
  db: Db,
  estateId: string,
  id: string,
  on: string,
  by: string,
): Promise<boolean> {
  const done = await sql`UPDATE steward_leave SET ended_on = ${on}, ended_by = ${by}
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_on IS NULL RETURNING id`.execute(db)
  return done.rows.length > 0
}
