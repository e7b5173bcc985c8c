/** SQL of imported tickets. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface OldRow {
  id: string
  number: string | null
  opened_on: string
  opened_time: string | null
  closed_on: string | null
  closed_time: string | null
  kind: string | null
  text: string
  room: string | null
  result: string | null
  flags: string[]
  imported_by: string
}

export interface OldWrite extends Omit<OldRow, 'imported_by'> {
  source_key: string
  unit_id: string | null
}

export async function unitsByLabels(
  db: Db,
  estateId: string,
  labels: readonly string[],
): Promise<Map<string, string>> {
  const found = await sql<{ id: string; label: string }>`SELECT id, label FROM unit
    WHERE estate_id = ${estateId} AND label = ANY(${[...labels]}::text[])`.execute(db)
  return new Map(found.rows.map(r => [r.label, r.id]))
}

/** Writes what is new and what has changed. @returns per key whether it was there before, and was the same */
export async function putOld(
  db: Db,
  estateId: string,
  rows: readonly OldWrite[],
  by: string,
  at: Instant,
): Promise<Map<string, 'created' | 'updated'>> {
  const done = await sql<{ source_key: string; fresh: boolean }>`
    INSERT INTO ticket_history AS h (estate_id, id, source_key, number, opened_on, opened_time, closed_on, closed_time, kind, text, room, unit_id,
      result, flags, imported_by, imported_at)
    SELECT ${estateId}::uuid, x.id, x.source_key, x.number, x.opened_on, x.opened_time, x.closed_on, x.closed_time, x.kind, x.text, x.room, x.unit_id,
      x.result, x.flags, ${by}, ${at} FROM jsonb_populate_recordset(NULL::ticket_history, ${JSON.stringify(rows)}::jsonb) x
    ON CONFLICT (estate_id, source_key) DO UPDATE SET opened_on = excluded.opened_on, opened_time = excluded.opened_time,
      closed_on = excluded.closed_on, closed_time = excluded.closed_time, kind = excluded.kind, text = excluded.text, room = excluded.room,
      unit_id = excluded.unit_id, result = excluded.result, flags = excluded.flags, imported_by = excluded.imported_by, imported_at = excluded.imported_at
    WHERE (h.opened_on, h.opened_time, h.closed_on, h.closed_time, h.kind, h.text, h.room, h.unit_id, h.result, h.flags)
      IS DISTINCT FROM (excluded.opened_on, excluded.opened_time, excluded.closed_on, excluded.closed_time, excluded.kind, excluded.text,
        excluded.room, excluded.unit_id, excluded.result, excluded.flags)
    RETURNING h.source_key, (h.xmax = 0) AS fresh`.execute(db)
  return new Map(done.rows.map(r => [r.source_key, r.fresh ? 'created' : 'updated']))
}

/** Texts and results under all names of then and now (SX-11), a room by its beginning, a number as it stands. */
export async function oldTickets(
  db: Db,
  estateId: string,
  f: { like?: string[]; room?: string; flag?: string | undefined; offset: number; limit: number },
): Promise<{ rows: OldRow[]; total: number }> {
  const asked = [sql`h.estate_id = ${estateId}`]
  if (f.like)
    asked.push(
      sql`(h.text LIKE ANY(${f.like}::text[]) OR h.result LIKE ANY(${f.like}::text[]) OR h.number = ${f.room ?? ''}
        OR starts_with(h.room, ${f.room ?? ''}))`,
    )
  if (f.flag === 'any') asked.push(sql`h.flags <> '{}'`)
  else if (f.flag) asked.push(sql`${f.flag} = ANY(h.flags)`)
  const where = sql.join(asked, sql` AND `)
  const counted = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM ticket_history h WHERE ${where}`.execute(db)
  const found =
    await sql<OldRow>`SELECT h.id, h.number, h.opened_on::text, h.opened_time::text, h.closed_on::text, h.closed_time::text, h.kind, h.text,
      h.room, h.result, h.flags, h.imported_by FROM ticket_history h WHERE ${where}
    ORDER BY h.opened_on DESC, h.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 }
}
