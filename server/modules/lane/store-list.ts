/** SQL of barred and special plates. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface ListRow {
  id: string
  kind: 'barred' | 'special'
  service: string | null
  plate_sealed: Buffer
  reason: string
  until_at: Instant | null
  state: 'asked' | 'live' | 'refused' | 'ended'
  asked_by: string
  asked_name: string
  asked_at: Instant
  decided_name: string | null
  decided_at: Instant | null
}

const columns = sql`id, kind, service, plate_sealed, reason, until_at, state, asked_by, asked_name, asked_at, decided_name, decided_at`

export interface ListFilter {
  kind?: string | undefined
  state?: string | undefined
  plate: Buffer | null
  sort: 'askedAt' | '-askedAt'
  offset: number
  limit: number
}

export async function listPage(
  db: Db,
  estateId: string,
  f: ListFilter,
): Promise<{ rows: ListRow[]; total: number }> {
  const where = sql`estate_id = ${estateId} ${f.kind ? sql`AND kind = ${f.kind}` : sql``} ${f.state ? sql`AND state = ${f.state}` : sql``}
    ${f.plate ? sql`AND plate_blind = ${f.plate}` : sql``}`
  const order = f.sort === 'askedAt' ? sql`asked_at, id` : sql`asked_at DESC, id DESC`
  const [page, count] = await Promise.all([
    sql<ListRow>`SELECT ${columns} FROM lane_list WHERE ${where} ORDER BY state <> 'asked', ${order} LIMIT ${f.limit} OFFSET ${f.offset}`.execute(
      db,
    ),
    sql<{ n: number }>`SELECT count(*)::int AS n FROM lane_list WHERE ${where}`.execute(db),
  ])
  return { rows: page.rows, total: count.rows[0]?.n ?? 0 }
}

export function listRow(db: Db, estateId: string, id: string): Promise<ListRow | undefined> {
  return sql<ListRow>`SELECT ${columns} FROM lane_list WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface NewRow {
  id: string
  kind: string
  service: string | null
  sealed: Buffer
  blind: Buffer
  reason: string
  until: Instant | null
  state: string
  by: { id: string; name: string }
  at: Instant
}

export async function insertRow(db: Db, estateId: string, r: NewRow): Promise<void> {
  await sql`INSERT INTO lane_list (estate_id, id, kind, service, plate_sealed, plate_blind, reason, until_at, state, asked_by, asked_name, asked_at)
    VALUES (${estateId}, ${r.id}, ${r.kind}, ${r.service}, ${r.sealed}, ${r.blind}, ${r.reason}, ${r.until}, ${r.state}, ${r.by.id}, ${r.by.name}, ${r.at})`.execute(
    db,
  )
}

export async function decideRow(
  db: Db,
  estateId: string,
  id: string,
  state: string,
  by: { id: string; name: string },
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE lane_list SET state = ${state}, decided_by = ${by.id}, decided_name = ${by.name}, decided_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'asked'`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function endRow(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE lane_list SET state = 'ended', ended_by = ${by}, ended_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('asked', 'live')`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}
