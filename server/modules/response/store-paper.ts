/** SQL of plans, instructions and their receipts. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export type PaperKind = 'plan' | 'instruction'
export type UnitKind = 'region' | 'organisation' | 'estate'

export interface PaperRow {
  id: string
  region_id: string
  region_name: string
  kind: PaperKind
  series: string
  version: number
  title: string
  body: Record<string, string>
  reason: string | null
  state: 'draft' | 'sent' | 'replaced'
  due_on: string | null
  made_name: string
  sent_name: string | null
  sent_at: Instant | null
  revision: number
  units: number
  read: number
}

const columns = sql`p.id, p.region_id, r.name AS region_name, p.kind, p.series, p.version, p.title, p.body, p.reason, p.state, p.due_on::text AS due_on,
  p.made_name, p.sent_name, p.sent_at, p.revision,
  (SELECT count(*) FROM paper_unit u WHERE u.paper_id = p.id) AS units,
  (SELECT count(*) FROM paper_unit u WHERE u.paper_id = p.id AND u.read_at IS NOT NULL) AS read
  FROM response_paper p JOIN region r ON r.id = p.region_id`

export function papersOf(db: Db, regionId: string): Promise<PaperRow[]> {
  return sql<PaperRow>`SELECT ${columns} WHERE p.region_id = ${regionId} ORDER BY p.made_at DESC, p.version DESC`
    .execute(db)
    .then(r => r.rows)
}

export function paperById(db: Db, regionId: string, id: string): Promise<PaperRow | undefined> {
  return sql<PaperRow>`SELECT ${columns} WHERE p.region_id = ${regionId} AND p.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface UnitRow {
  paper_id: string
  unit_kind: UnitKind
  unit_id: string
  unit_name: string
  read_name: string | null
  read_at: Instant | null
  reply: string | null
}

const unitColumns = sql`u.paper_id, u.unit_kind, u.unit_id, u.unit_name, u.read_name, u.read_at, u.reply`

export function unitsOf(db: Db, paperId: string): Promise<UnitRow[]> {
  return sql<UnitRow>`SELECT ${unitColumns} FROM paper_unit u WHERE u.paper_id = ${paperId}
    ORDER BY u.read_at IS NOT NULL, u.unit_kind, u.unit_name`
    .execute(db)
    .then(r => r.rows)
}

/** What was sent to any of these units, the newest first; a version that was replaced stands with its successor only. */
export function received(
  db: Db,
  units: readonly { kind: UnitKind; id: string }[],
): Promise<(PaperRow & UnitRow)[]> {
  const keys = units.map(u => `${u.kind} ${u.id}`)
  return sql<
    PaperRow & UnitRow
  >`SELECT ${unitColumns}, ${columns} JOIN paper_unit u ON u.paper_id = p.id WHERE p.state = 'sent' AND u.unit_kind || ' ' || u.unit_id = ANY(${keys}::text[])
    ORDER BY u.read_at IS NOT NULL, p.sent_at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPaper(
  db: Db,
  p: {
    id: string
    regionId: string
    kind: PaperKind
    series: string
    version: number
    title: string
    body: object
    reason: string | null
    dueOn: string | null
    by: string
    name: string
    at: Instant
  },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO response_paper (id, region_id, kind, series, version, title, body, reason, state, due_on, made_by, made_name, made_at)
    VALUES (${p.id}, ${p.regionId}, ${p.kind}, ${p.series}, ${p.version}, ${p.title}, ${JSON.stringify(p.body)}::jsonb, ${p.reason}, 'draft', ${p.dueOn}, ${p.by}, ${p.name}, ${p.at})
    ON CONFLICT (series, version) DO NOTHING RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function changePaper(
  db: Db,
  id: string,
  revision: number,
  p: { title: string; body: object; dueOn: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_paper SET title = ${p.title}, body = ${JSON.stringify(p.body)}::jsonb, due_on = ${p.dueOn}, revision = revision + 1
    WHERE id = ${id} AND state = 'draft' AND revision = ${revision} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** Sends a draft; the version before it is replaced. @returns false when somebody changed it meanwhile */
export async function sendPaper(
  db: Db,
  p: { id: string; series: string; revision: number; by: string; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_paper SET state = 'sent', sent_by = ${p.by}, sent_name = ${p.name}, sent_at = ${p.at}, revision = revision + 1
    WHERE id = ${p.id} AND state = 'draft' AND revision = ${p.revision} RETURNING id`.execute(db)
  if (done.rows.length === 0) return false
  await sql`UPDATE response_paper SET state = 'replaced' WHERE series = ${p.series} AND state = 'sent' AND id <> ${p.id}`.execute(
    db,
  )
  return true
}

export async function addUnits(
  db: Db,
  paperId: string,
  units: readonly { kind: UnitKind; id: string; name: string }[],
): Promise<void> {
  await sql`INSERT INTO paper_unit (paper_id, unit_kind, unit_id, unit_name)
    SELECT ${paperId}, k, i, n FROM unnest(${units.map(u => u.kind)}::text[], ${units.map(u => u.id)}::uuid[], ${units.map(u => u.name)}::text[]) AS t(k, i, n)
    ON CONFLICT DO NOTHING`.execute(db)
}

/** The first reader stands; a later reply is kept beside it. */
export async function readUnit(
  db: Db,
  paperId: string,
  unit: { kind: UnitKind; id: string },
  r: { by: string; name: string; at: Instant; reply: string | null },
): Promise<UnitRow | undefined> {
  const done =
    await sql<UnitRow>`UPDATE paper_unit u SET read_by = coalesce(u.read_by, ${r.by}), read_name = coalesce(u.read_name, ${r.name}),
      read_at = coalesce(u.read_at, ${r.at}), reply = coalesce(${r.reply}, u.reply)
    WHERE u.paper_id = ${paperId} AND u.unit_kind = ${unit.kind} AND u.unit_id = ${unit.id}
      AND EXISTS (SELECT 1 FROM response_paper p WHERE p.id = u.paper_id AND p.state = 'sent')
    RETURNING ${unitColumns}`.execute(db)
  return done.rows[0]
}
