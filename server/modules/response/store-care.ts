/** SQL of isolation and care. Everything about a person stands in `sealed`, under the closure's key. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface CaseRow {
  estate_id: string
  id: string
  closure_id: string
  kind: 'isolation' | 'care'
  unit_label: string
  sealed: Buffer
  start_on: string
  end_on: string | null
  checks_a_day: number
  worker_id: string
  worker_name: string
  state: 'open' | 'ended'
  version: number
}

const columns = sql`estate_id, id, closure_id, kind, unit_label, sealed, start_on::text AS start_on, end_on::text AS end_on, checks_a_day,
  worker_id, worker_name, state, version`

export interface CaseFilter {
  state: 'open' | 'ended'
  kind?: 'isolation' | 'care' | undefined
  workerId?: string | undefined
}

export function cases(db: Db, estateIds: readonly string[], f: CaseFilter): Promise<CaseRow[]> {
  const parts = [sql<SqlBool>`estate_id = ANY(${estateIds}::uuid[]) AND state = ${f.state}`]
  if (f.kind !== undefined) parts.push(sql`kind = ${f.kind}`)
  if (f.workerId !== undefined) parts.push(sql`worker_id::text = ${f.workerId}`)
  return sql<CaseRow>`SELECT ${columns} FROM care_case WHERE ${sql.join(parts, sql` AND `)} ORDER BY end_on NULLS LAST, start_on, id`
    .execute(db)
    .then(r => r.rows)
}

export function caseById(db: Db, estateId: string, id: string): Promise<CaseRow | undefined> {
  return sql<CaseRow>`SELECT ${columns} FROM care_case WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export async function insertCase(
  db: Db,
  estateId: string,
  c: Omit<CaseRow, 'estate_id' | 'state' | 'version'> & {
    unitId: string
    by: string
    name: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO care_case (estate_id, id, closure_id, kind, unit_id, unit_label, sealed, start_on, end_on, checks_a_day, worker_id, worker_name, state, made_by, made_name, made_at)
    VALUES (${estateId}, ${c.id}, ${c.closure_id}, ${c.kind}, ${c.unitId}, ${c.unit_label}, ${c.sealed}, ${c.start_on}, ${c.end_on}, ${c.checks_a_day},
      ${c.worker_id}, ${c.worker_name}, 'open', ${c.by}, ${c.name}, ${c.at})`.execute(db)
}

export async function endCase(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  by: { name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE care_case SET state = 'ended', ended_name = ${by.name}, ended_at = ${by.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'open' AND version = ${version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export async function giveCase(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  worker: { id: string; name: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE care_case SET worker_id = ${worker.id}, worker_name = ${worker.name}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'open' AND version = ${version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export interface CheckRow {
  case_id: string
  day: string
  turn: number
  alarm: boolean
  sealed: Buffer
  made_name: string
  made_at: Instant
}

export function checksSince(
  db: Db,
  estateIds: readonly string[],
  caseIds: readonly string[],
  day: string,
): Promise<CheckRow[]> {
  return sql<CheckRow>`SELECT case_id, day::text AS day, turn, alarm, sealed, made_name, made_at FROM care_check
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND case_id = ANY(${caseIds}::uuid[]) AND day >= ${day}::date ORDER BY day DESC, turn DESC`
    .execute(db)
    .then(r => r.rows)
}

/** @returns who made this check before, or nothing when it is made now */
export async function insertCheck(
  db: Db,
  estateId: string,
  c: {
    id: string
    caseId: string
    closureId: string
    day: string
    turn: number
    alarm: boolean
    sealed: Buffer
    by: string
    name: string
    at: Instant
    device: Instant | null
  },
): Promise<string | undefined> {
  const done =
    await sql`INSERT INTO care_check (estate_id, id, case_id, closure_id, day, turn, alarm, sealed, made_by, made_name, made_at, device_at)
    VALUES (${estateId}, ${c.id}, ${c.caseId}, ${c.closureId}, ${c.day}, ${c.turn}, ${c.alarm}, ${c.sealed}, ${c.by}, ${c.name}, ${c.at}, ${c.device})
    ON CONFLICT (estate_id, case_id, day, turn) DO NOTHING RETURNING id`.execute(db)
  if (done.rows.length === 1) return undefined
  const found = await sql<{ made_name: string }>`SELECT made_name FROM care_check
    WHERE estate_id = ${estateId} AND case_id = ${c.caseId} AND day = ${c.day}::date AND turn = ${c.turn}`.execute(
    db,
  )
  return found.rows[0]?.made_name ?? ''
}

export interface NeedRow {
  id: string
  case_id: string
  kind: 'food' | 'medicine' | 'rubbish' | 'doctor' | 'other'
  sealed: Buffer
  due_on: string
  made_name: string
  brought_name: string | null
  brought_at: Instant | null
}

export function needsOf(
  db: Db,
  estateIds: readonly string[],
  caseIds: readonly string[],
): Promise<NeedRow[]> {
  return sql<NeedRow>`SELECT id, case_id, kind, sealed, due_on::text AS due_on, made_name, brought_name, brought_at FROM care_need
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND case_id = ANY(${caseIds}::uuid[]) ORDER BY brought_at IS NOT NULL, due_on, made_at`
    .execute(db)
    .then(r => r.rows)
}

export async function insertNeed(
  db: Db,
  estateId: string,
  n: {
    id: string
    caseId: string
    closureId: string
    kind: NeedRow['kind']
    sealed: Buffer
    dueOn: string
    name: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO care_need (estate_id, id, case_id, closure_id, kind, sealed, due_on, made_name, made_at)
    VALUES (${estateId}, ${n.id}, ${n.caseId}, ${n.closureId}, ${n.kind}, ${n.sealed}, ${n.dueOn}, ${n.name}, ${n.at})`.execute(
    db,
  )
}

export async function bringNeed(
  db: Db,
  estateId: string,
  caseId: string,
  id: string,
  by: { name: string; at: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE care_need SET brought_name = ${by.name}, brought_at = ${by.at}
    WHERE estate_id = ${estateId} AND case_id = ${caseId} AND id = ${id} AND brought_at IS NULL RETURNING id`.execute(
    db,
  )
  return done.rows.length === 1
}

export type CareCounts = { careCases: number; careChecks: number; careNeeds: number }

/** How much of a closure's isolation and care is left. */
export async function countCare(db: Db, estateId: string, closureId: string): Promise<CareCounts> {
  const found = await sql<CareCounts>`SELECT
    (SELECT count(*) FROM care_case WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS "careCases",
    (SELECT count(*) FROM care_check WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS "careChecks",
    (SELECT count(*) FROM care_need WHERE estate_id = ${estateId} AND closure_id = ${closureId}) AS "careNeeds"`.execute(
    db,
  )
  return found.rows[0] ?? { careCases: 0, careChecks: 0, careNeeds: 0 }
}

export async function eraseCare(db: Db, estateId: string, closureId: string): Promise<void> {
  await sql`DELETE FROM care_need WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM care_check WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
  await sql`DELETE FROM care_case WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
}
