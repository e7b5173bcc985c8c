/** SQL of who stands behind a request. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Role } from '../../core/roles.ts'
import type { AssignmentRow } from './store-accounts.ts'
import { personsOfPhone, tiesOf } from './store-persons.ts'

export interface SessionRow {
  session_id: string
  expires_at: Instant
  account_id: string
  name: string
  phone_blind: Buffer | null
  must_change_password: boolean
}

/** A session of an open account by its token. */
export async function sessionByToken(db: Db, token: string): Promise<SessionRow | undefined> {
  const found =
    await sql<SessionRow>`SELECT s.id AS session_id, s.expires_at, a.id AS account_id, a.name, a.phone_blind, a.must_change_password FROM session s
    JOIN account a ON a.id = s.account_id WHERE s.token = ${token} AND a.disabled_at IS NULL`.execute(db)
  return found.rows[0]
}

export type HeldRow = Pick<
  AssignmentRow,
  'role' | 'scope' | 'target' | 'estate_id' | 'from_at' | 'until_at' | 'region_path'
>

/** The roles of an account that are not over. */
export async function heldBy(db: Db, accountId: string, now: Instant): Promise<HeldRow[]> {
  const found =
    await sql<HeldRow>`SELECT r.role, r.scope, r.target, r.estate_id, r.from_at, r.until_at, g.path AS region_path
    FROM role_assignment r LEFT JOIN region g ON r.scope = 'region' AND g.id = r.target
    WHERE r.account_id = ${accountId} AND (r.until_at IS NULL OR r.until_at > ${now})`.execute(db)
  return found.rows
}

export interface HomeRight {
  estate_id: string
  person_id: string
  tie: 'owner' | 'resident' | 'lessee'
  unit_id: string
  from_at: Instant
  until_at: Instant | null
}

/** What a phone number's persons are in their units: rights of residents are these rows and nothing else (SX-14). */
export async function homeRights(db: Db, phoneBlind: Buffer, now: Instant): Promise<HomeRight[]> {
  const rights: HomeRight[] = []
  const claims = Map.groupBy(await personsOfPhone(db, phoneBlind), c => c.estate_id)
  for (const [estateId, persons] of claims) {
    const found =
      await sql<HomeRight>`SELECT t.estate_id, t.person_id, t.tie, t.unit_id, t.from_at, t.until_at FROM ${tiesOf(estateId)} t
      WHERE t.person_id = ANY(${persons.map(p => p.person_id)}::uuid[]) AND (t.until_at IS NULL OR t.until_at > ${now})`.execute(
        db,
      )
    rights.push(...found.rows)
  }
  return rights
}

export interface KeyRow {
  id: string
  estate_id: string
  name: string
  role: Role
  hint: string
  until_at: Instant | null
  made_at: Instant
  revoked_at: Instant | null
}
const keyColumns = sql`id, estate_id, name, role, hint, until_at, made_at, revoked_at`

export async function keyByHash(db: Db, hash: Buffer): Promise<KeyRow | undefined> {
  const found =
    await sql<KeyRow>`SELECT ${keyColumns} FROM api_key WHERE hash = ${hash} AND revoked_at IS NULL`.execute(
      db,
    )
  return found.rows[0]
}

export async function keysOf(db: Db, estateId: string): Promise<KeyRow[]> {
  const found =
    await sql<KeyRow>`SELECT ${keyColumns} FROM api_key WHERE estate_id = ${estateId} ORDER BY made_at DESC, id`.execute(
      db,
    )
  return found.rows
}

export async function insertKey(
  db: Db,
  k: {
    id: string
    estate_id: string
    name: string
    role: string
    hash: Buffer
    hint: string
    until_at: Instant | null
    made_by: string
    made_at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO api_key (id, estate_id, name, role, hash, hint, until_at, made_by, made_at)
    VALUES (${k.id}, ${k.estate_id}, ${k.name}, ${k.role}, ${k.hash}, ${k.hint}, ${k.until_at}, ${k.made_by}, ${k.made_at})`.execute(
    db,
  )
}

export async function revokeKey(
  db: Db,
  estateId: string,
  keyId: string,
  now: Instant,
): Promise<KeyRow | undefined> {
  const found =
    await sql<KeyRow>`UPDATE api_key SET revoked_at = coalesce(revoked_at, ${now}) WHERE estate_id = ${estateId} AND id = ${keyId}
    RETURNING ${keyColumns}`.execute(db)
  return found.rows[0]
}

export interface OwnSessionRow {
  id: string
  created_at: Instant
  expires_at: Instant
  user_agent: string | null
}

/** The living sessions of an account, newest first. */
export async function sessionsOfAccount(db: Db, accountId: string, now: Instant): Promise<OwnSessionRow[]> {
  const found =
    await sql<OwnSessionRow>`SELECT id, created_at, expires_at, user_agent FROM session WHERE account_id = ${accountId}
    AND expires_at > ${now} ORDER BY created_at DESC, id LIMIT 200`.execute(db)
  return found.rows
}

/** Ends one session of an account, or all but one; answers how many ended. */
export async function endSessionsOf(
  db: Db,
  accountId: string,
  which: { id: string } | { but: string },
): Promise<number> {
  const wanted = 'id' in which ? sql`id = ${which.id}` : sql`id <> ${which.but}`
  const done = await sql`DELETE FROM session WHERE account_id = ${accountId} AND ${wanted}`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

/** What an account keeps for a list; an empty list when nothing. */
export async function viewsOf(db: Db, accountId: string, list: string): Promise<unknown> {
  const found = await sql<{ views: unknown }>`SELECT views FROM account_view
    WHERE account_id = ${accountId} AND list = ${list}`.execute(db)
  return found.rows[0]?.views ?? []
}

export async function saveViews(
  db: Db,
  accountId: string,
  list: string,
  views: object,
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO account_view (account_id, list, views, changed_at)
    VALUES (${accountId}, ${list}, ${JSON.stringify(views)}::jsonb, ${at})
    ON CONFLICT (account_id, list) DO UPDATE SET views = excluded.views, changed_at = excluded.changed_at`.execute(
    db,
  )
}
