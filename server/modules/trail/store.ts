/** The only SQL of the trail: it reads the audit log and never writes it. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface TrailFilter {
  q?: string | undefined
  subject?: string | undefined
  from?: string | undefined
  until?: string | undefined
  /** Acts whose words hold what was typed. */
  acts: readonly string[]
  offset: number
  limit: number
}

export interface TrailStored {
  id: string
  at: Instant
  actor_kind: string
  actor_name: string
  action: string
  subject: string
  subject_id: string
  reason: string | null
  device: string | null
  before: unknown
  after: unknown
  sealed: boolean
  chained: boolean
}

const columns = sql`a.id, a.at, a.actor_kind, a.actor_name, a.action, a.subject, a.subject_id, a.reason, a.device, a.before, a.after,
  a.sealed IS NOT NULL AS sealed,
  EXISTS (SELECT 1 FROM audit_seal s WHERE s.estate_id = a.estate_id AND s.audit_at = a.at AND s.audit_id = a.id) AS chained`

export async function trail(
  db: Db,
  estateId: string,
  f: TrailFilter,
): Promise<{ rows: TrailStored[]; total: number }> {
  const wanted = sql<SqlBool>`a.estate_id = ${estateId}
    AND (${f.from ?? null}::timestamptz IS NULL OR a.at >= ${f.from ?? null}::timestamptz)
    AND (${f.until ?? null}::timestamptz IS NULL OR a.at < ${f.until ?? null}::timestamptz)
    AND (${f.subject ?? null}::text IS NULL OR a.subject = ${f.subject ?? null})
    AND (${f.q ?? null}::text IS NULL OR position(${f.q ?? ''} IN a.actor_name) > 0 OR position(${f.q ?? ''} IN a.action) > 0 OR a.subject_id = ${f.q ?? ''}
      OR a.action = ANY(${f.acts}::text[]))`
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM audit a WHERE ${wanted}`.execute(
    db,
  )
  const found = await sql<TrailStored>`SELECT ${columns} FROM audit a WHERE ${wanted}
    ORDER BY a.at DESC, a.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 }
}

export async function trailRow(db: Db, estateId: string, id: string): Promise<TrailStored | undefined> {
  const found =
    await sql<TrailStored>`SELECT ${columns} FROM audit a WHERE a.estate_id = ${estateId} AND a.id = ${id}`.execute(
      db,
    )
  return found.rows[0]
}

export async function subjects(db: Db, estateId: string): Promise<string[]> {
  const found = await sql<{
    subject: string
  }>`SELECT DISTINCT subject FROM audit WHERE estate_id = ${estateId} ORDER BY subject`.execute(db)
  return found.rows.map(r => r.subject)
}
