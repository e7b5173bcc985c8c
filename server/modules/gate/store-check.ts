/** SQL of the checks and openings of closed entrances. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export async function insertCheck(
  db: Db,
  estateId: string,
  c: { id: string; gateId: string; kind: string; ok: boolean; note: string | null; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO gate_check (estate_id, id, gate_id, kind, ok, note, made_by, at)
    VALUES (${estateId}, ${c.id}, ${c.gateId}, ${c.kind}, ${c.ok}, ${c.note}, ${c.by}, ${c.at})`.execute(db)
}

export interface CheckRow {
  id: string
  gate_id: string
  gate: string
  kind: 'check' | 'emergency_opening'
  ok: boolean
  note: string | null
  made_by: string
  at: Instant
}

export interface CheckFilter {
  gateId?: string | undefined
  kind?: string | undefined
  ok?: boolean | undefined
  /** from this instant on, and before that one */
  from?: Instant | undefined
  before?: Instant | undefined
  offset: number
  limit: number
}

export async function checks(
  db: Db,
  estateId: string,
  f: CheckFilter,
): Promise<{ rows: CheckRow[]; total: number }> {
  const found = await sql<
    CheckRow & { total: number }
  >`SELECT c.id, c.gate_id, g.name AS gate, c.kind, c.ok, c.note, c.made_by, c.at,
      count(*) OVER ()::int AS total
    FROM gate_check c JOIN gate g ON g.estate_id = ${estateId} AND g.id = c.gate_id
    WHERE c.estate_id = ${estateId} AND (${f.gateId ?? null}::uuid IS NULL OR c.gate_id = ${f.gateId ?? null}::uuid)
      AND (${f.kind ?? null}::text IS NULL OR c.kind = ${f.kind ?? null}) AND (${f.ok ?? null}::boolean IS NULL OR c.ok = ${f.ok ?? null}::boolean)
      AND (${f.from ?? null}::timestamptz IS NULL OR c.at >= ${f.from ?? null}::timestamptz)
      AND (${f.before ?? null}::timestamptz IS NULL OR c.at < ${f.before ?? null}::timestamptz)
    ORDER BY c.at DESC, c.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export interface ClosedGateRow {
  estate_id: string
  id: string
  name: string
  keeper: string | null
  key_place: string | null
  state_at: Instant | null
  last_check_at: Instant | null
}

/** Closed entrances of all estates that nobody closed or looked at since an instant. */
export function closedUnseen(db: Db, since: Instant): Promise<ClosedGateRow[]> {
  return sql<ClosedGateRow>`SELECT g.estate_id, g.id, g.name, g.keeper, g.key_place, g.state_at, c.last_check_at
    FROM gate g LEFT JOIN (SELECT estate_id, gate_id, max(at) AS last_check_at FROM gate_check GROUP BY 1, 2) c
      ON c.estate_id = g.estate_id AND c.gate_id = g.id
    WHERE g.state = 'closed' AND greatest(g.state_at, c.last_check_at) < ${since} ORDER BY g.estate_id, g.name, g.id`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when it was told before that this gate was due by this day */
export async function noteCheckTold(
  db: Db,
  estateId: string,
  gateId: string,
  dueOn: string,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`INSERT INTO gate_check_told (estate_id, gate_id, due_on, at) VALUES (${estateId}, ${gateId}, ${dueOn}, ${at})
    ON CONFLICT DO NOTHING RETURNING gate_id`.execute(db)
  return done.rows.length === 1
}
