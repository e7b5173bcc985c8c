/** SQL of the employees' files. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface EntryRow {
  id: string
  account_id: string
  kind: 'training' | 'commendation' | 'discipline' | 'assessment'
  on_date: string
  title: string
  text_sealed: Buffer | null
  score: number | null
  made_by_name: string
  made_at: Instant
  seen_at: Instant | null
  reply_sealed: Buffer | null
  withdrawn_at: Instant | null
  withdrawn_reason: string | null
}
const columns = sql`id, account_id, kind, on_date, title, text_sealed, score, made_by_name, made_at, seen_at, reply_sealed, withdrawn_at, withdrawn_reason`

export async function entries(
  db: Db,
  estateId: string,
  where: { accountId?: string; id?: string },
): Promise<EntryRow[]> {
  const found = await sql<EntryRow>`SELECT ${columns} FROM staff_entry WHERE estate_id = ${estateId}
    AND (${where.accountId ?? null}::uuid IS NULL OR account_id = ${where.accountId ?? null}::uuid)
    AND (${where.id ?? null}::uuid IS NULL OR id = ${where.id ?? null}::uuid) ORDER BY on_date DESC, made_at DESC, id LIMIT 2000`.execute(
    db,
  )
  return found.rows
}

export async function insertEntry(
  db: Db,
  estateId: string,
  e: {
    id: string
    accountId: string
    kind: string
    onDate: string
    title: string
    text: Buffer | null
    score: number | null
    by: string
    byName: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO staff_entry (estate_id, id, account_id, kind, on_date, title, text_sealed, score, made_by, made_by_name, made_at)
    VALUES (${estateId}, ${e.id}, ${e.accountId}, ${e.kind}, ${e.onDate}::date, ${e.title}, ${e.text}, ${e.score}, ${e.by}, ${e.byName}, ${e.at})`.execute(
    db,
  )
}

/** @returns false when it is withdrawn already */
export async function withdrawEntry(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reason: string,
): Promise<boolean> {
  const done = await sql`UPDATE staff_entry SET withdrawn_at = ${at}, withdrawn_reason = ${reason}
    WHERE estate_id = ${estateId} AND id = ${id} AND withdrawn_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

/** The first reading counts; a reply may be written later. */
export async function seenEntry(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reply: Buffer | null,
): Promise<void> {
  await sql`UPDATE staff_entry SET seen_at = coalesce(seen_at, ${at}), reply_sealed = coalesce(${reply}, reply_sealed)
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface EmployeeRow {
  id: string
  name: string
  roles: string[]
}

/** Employees: a living role at the estate itself or at its company, none of residents or devices. */
export async function employees(
  db: Db,
  estateId: string,
  at: Instant,
  roles: readonly string[],
  accountId?: string,
): Promise<EmployeeRow[]> {
  const found =
    await sql<EmployeeRow>`SELECT a.id, a.name, array_agg(DISTINCT r.role ORDER BY r.role) AS roles
    FROM role_assignment r JOIN account a ON a.id = r.account_id JOIN estate e ON e.id = ${estateId}
    WHERE (r.estate_id = e.id OR (r.scope = 'organisation' AND r.target = e.company_id)) AND r.role = ANY(${roles}::text[])
      AND r.from_at <= ${at} AND (r.until_at IS NULL OR r.until_at > ${at}) AND a.disabled_at IS NULL
      AND (${accountId ?? null}::uuid IS NULL OR a.id = ${accountId ?? null}::uuid)
    GROUP BY a.id, a.name ORDER BY a.name, a.id LIMIT 1000`.execute(db)
  return found.rows
}
