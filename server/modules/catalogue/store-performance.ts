/** The SQL of what was done for everybody, and of the good deeds. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface PerformanceRow {
  id: string
  item_id: string
  on_date: string
  text: string
  file_id: string | null
  made_by: string
  made_at: Instant
}

export async function insertPerformance(db: Db, estateId: string, p: PerformanceRow): Promise<void> {
  await sql`INSERT INTO catalogue_performance (estate_id, id, item_id, on_date, text, file_id, made_by, made_at)
    VALUES (${estateId}, ${p.id}, ${p.item_id}, ${p.on_date}, ${p.text}, ${p.file_id}, ${p.made_by}, ${p.made_at})`.execute(
    db,
  )
}

/** Records of one item from a day to before another, newest first. */
export async function performance(
  db: Db,
  estateId: string,
  f: { itemId: string; from: string; until: string },
): Promise<PerformanceRow[]> {
  const found =
    await sql<PerformanceRow>`SELECT id, item_id, on_date::text AS on_date, text, file_id, made_by, made_at FROM catalogue_performance
    WHERE estate_id = ${estateId} AND item_id = ${f.itemId} AND on_date >= ${f.from}::date AND on_date < ${f.until}::date
    ORDER BY on_date DESC, id DESC LIMIT 400`.execute(db)
  return found.rows
}

/** How often each item was recorded in a span, and the last record of it before the span's end. */
export async function performanceCounts(
  db: Db,
  estateId: string,
  f: { from: string; until: string },
): Promise<{ item_id: string; records: number; last: string | null; last_text: string | null }[]> {
  const found = await sql<{
    item_id: string
    records: number
    last: string | null
    last_text: string | null
  }>`
    SELECT item_id, (count(*) FILTER (WHERE on_date >= ${f.from}::date))::int AS records, max(on_date)::text AS last,
      (array_agg(text ORDER BY on_date DESC, id DESC))[1] AS last_text
    FROM catalogue_performance WHERE estate_id = ${estateId} AND on_date < ${f.until}::date GROUP BY item_id`.execute(
    db,
  )
  return found.rows
}

/** Estates that have active public services at all. */
export async function estatesWithPublic(db: Db): Promise<string[]> {
  const found = await sql<{ estate_id: string }>`
    SELECT DISTINCT estate_id FROM catalogue_item WHERE service = 'public' AND state = 'active'`.execute(db)
  return found.rows.map(r => r.estate_id)
}

/** @returns false when this month's warning of this stage was given before */
export async function markWarned(
  db: Db,
  estateId: string,
  w: { month: string; stage: string; at: Instant },
): Promise<boolean> {
  const made = await sql`INSERT INTO catalogue_warned (estate_id, month, stage, at)
    VALUES (${estateId}, ${w.month}, ${w.stage}, ${w.at}) ON CONFLICT DO NOTHING RETURNING month`.execute(db)
  return made.rows.length > 0
}

export interface DeedRow {
  id: string
  on_date: string
  staff_id: string | null
  staff_name: string
  text: string
  made_by_id: string | null
  made_by: string
  made_at: Instant
  recognised_by: string | null
  recognised_at: Instant | null
  words: string | null
}

export async function insertDeed(db: Db, estateId: string, d: DeedRow): Promise<void> {
  await sql`INSERT INTO catalogue_deed (estate_id, id, on_date, staff_id, staff_name, text, made_by_id, made_by, made_at)
    VALUES (${estateId}, ${d.id}, ${d.on_date}, ${d.staff_id}, ${d.staff_name}, ${d.text}, ${d.made_by_id}, ${d.made_by}, ${d.made_at})`.execute(
    db,
  )
}

export async function deeds(
  db: Db,
  estateId: string,
  f: {
    id?: string | undefined
    recognised?: boolean | undefined
    /** besides recognised ones only those this account told */
    onlyOf?: string | undefined
    offset: number
    limit: number
  },
): Promise<{ rows: DeedRow[]; total: number }> {
  const found = await sql<DeedRow & { total: number }>`
    SELECT id, on_date::text AS on_date, staff_id, staff_name, text, made_by_id, made_by, made_at, recognised_by, recognised_at, words,
      (count(*) OVER ())::int AS total
    FROM catalogue_deed WHERE estate_id = ${estateId}
      AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
      AND (${f.recognised ?? null}::boolean IS NULL OR (recognised_at IS NOT NULL) = ${f.recognised ?? null}::boolean)
      AND (${f.onlyOf ?? null}::uuid IS NULL OR recognised_at IS NOT NULL OR made_by_id = ${f.onlyOf ?? null}::uuid)
    ORDER BY on_date DESC, id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

/** @returns false when it was recognised before */
export async function recogniseDeed(
  db: Db,
  estateId: string,
  d: { id: string; by: string; at: Instant; words: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE catalogue_deed SET recognised_by = ${d.by}, recognised_at = ${d.at}, words = ${d.words}
    WHERE estate_id = ${estateId} AND id = ${d.id} AND recognised_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}
