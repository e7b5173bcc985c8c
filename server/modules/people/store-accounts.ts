/** SQL of accounts, roles held, keys and the lock-out. */
import { type SqlBool, sql } from 'kysely'
import type { ScopeKind, ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Role } from '../../core/roles.ts'
import { GUARD_FORGETS_HOURS } from './rules.ts'

/**
 * Counts one try under the key's lock.
 * @returns `left`: milliseconds to wait, 0 means the try is taken; `next`: seconds until the one after it
 */
export async function guardAttempt(
  db: Db,
  key: string,
  now: Instant,
  waitSeconds: (tries: number) => number,
): Promise<{ left: number; next: number }> {
  return db.transaction().execute(async tx => {
    await sql`INSERT INTO sign_in_guard (key, failures, until, at) VALUES (${key}, 0, ${now}, ${now}) ON CONFLICT DO NOTHING`.execute(
      tx,
    )
    const found = await sql<{ failures: number; until: Instant; at: Instant }>`
      SELECT failures, until, at FROM sign_in_guard WHERE key = ${key} FOR UPDATE`.execute(tx)
    const row = found.rows[0]
    if (row === undefined) return { left: 0, next: 0 }
    const left = row.until.epochMilliseconds - now.epochMilliseconds
    if (left > 0) return { left, next: 0 }
    const old = now.epochMilliseconds - row.at.epochMilliseconds >= GUARD_FORGETS_HOURS * 3_600_000
    const tries = (old ? 0 : row.failures) + 1
    const next = waitSeconds(tries)
    const until = now.add({ seconds: next })
    await sql`UPDATE sign_in_guard SET failures = ${tries}, until = ${until}, at = ${now} WHERE key = ${key}`.execute(
      tx,
    )
    return { left: 0, next }
  })
}

export async function guardClear(db: Db, key: string): Promise<void> {
  await sql`DELETE FROM sign_in_guard WHERE key = ${key}`.execute(db)
}

export interface AssignmentRow {
  id: string
  account_id: string
  role: Role
  scope: ScopeKind
  target: string | null
  estate_id: string | null
  from_at: Instant
  until_at: Instant | null
  end_reason: string | null
  target_name: string
  region_path: string | null
}

/** Columns of an assignment with its place's name; units and buildings are named by their estate and a look-up there. */
const assignmentColumns = sql`r.id, r.account_id, r.role, r.scope, r.target, r.estate_id, r.from_at, r.until_at, r.end_reason,
  g.path AS region_path, coalesce(g.name, o.name, e.name, '') AS target_name`
const assignmentPlaces = sql`LEFT JOIN region g ON r.scope = 'region' AND g.id = r.target
  LEFT JOIN organisation o ON r.scope = 'organisation' AND o.id = r.target LEFT JOIN estate e ON e.id = r.estate_id`

export async function assignmentsOf(db: Db, accountIds: readonly string[]): Promise<AssignmentRow[]> {
  const found =
    await sql<AssignmentRow>`SELECT ${assignmentColumns} FROM role_assignment r ${assignmentPlaces}
    WHERE r.account_id = ANY(${accountIds}::uuid[]) ORDER BY r.from_at, r.id`.execute(db)
  return found.rows
}

/** What the account that signs in with a person's number does in one estate. */
export async function rolesOfPerson(db: Db, estateId: string, personId: string): Promise<AssignmentRow[]> {
  const found =
    await sql<AssignmentRow>`SELECT ${assignmentColumns} FROM role_assignment r ${assignmentPlaces}
    WHERE r.estate_id = ${estateId} AND r.account_id IN (SELECT a.id FROM account a JOIN phone_claim c ON c.phone_blind = a.phone_blind
      WHERE c.estate_id = ${estateId} AND c.person_id = ${personId}) ORDER BY r.from_at, r.id`.execute(db)
  return found.rows
}

export async function insertAssignment(
  db: Db,
  a: {
    id: string
    account_id: string
    role: string
    scope: string
    target: string | null
    estate_id: string | null
    from_at: Instant
    until_at: Instant | null
    made_by: string
    made_at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO role_assignment (id, account_id, role, scope, target, estate_id, from_at, until_at, made_by, made_at)
    VALUES (${a.id}, ${a.account_id}, ${a.role}, ${a.scope}, ${a.target}, ${a.estate_id}, ${a.from_at}, ${a.until_at}, ${a.made_by}, ${a.made_at})`.execute(
    db,
  )
}

/** Ends what is not over yet; a role that has not begun ends at its beginning. @returns the ids that ended */
export async function endAssignments(
  db: Db,
  where: { accountId: string; assignmentId?: string },
  now: Instant,
  reason: string | null,
): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`UPDATE role_assignment SET until_at = greatest(${now}, from_at), end_reason = ${reason}
    WHERE account_id = ${where.accountId} AND (${where.assignmentId ?? null}::uuid IS NULL OR id = ${where.assignmentId ?? null}::uuid)
      AND (until_at IS NULL OR until_at > ${now}) RETURNING id`.execute(db)
  return found.rows.map(r => r.id)
}

export interface AccountRow {
  id: string
  name: string
  username: string | null
  display_username: string | null
  two_factor_enabled: boolean
  must_change_password: boolean
  phone_sealed: Buffer | null
  disabled_at: Instant | null
}
const accountColumns = sql`a.id, a.name, a.username, a.display_username, a.two_factor_enabled, a.must_change_password, a.phone_sealed, a.disabled_at`

export async function accountById(db: Db, id: string, lock = false): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`SELECT ${accountColumns} FROM account a WHERE a.id = ${id} ${
    lock ? sql`FOR UPDATE` : sql``
  }`.execute(db)
  return found.rows[0]
}

export async function accountByUsername(db: Db, username: string): Promise<AccountRow | undefined> {
  const found =
    await sql<AccountRow>`SELECT ${accountColumns} FROM account a WHERE a.username = ${username.toLowerCase()}`.execute(
      db,
    )
  return found.rows[0]
}

export async function accountByPhone(db: Db, blind: Buffer): Promise<AccountRow | undefined> {
  const found =
    await sql<AccountRow>`SELECT ${accountColumns} FROM account a WHERE a.phone_blind = ${blind}`.execute(db)
  return found.rows[0]
}

/** Gives an account the phone number by which its holder's homes are known. */
export async function setAccountPhone(db: Db, id: string, sealed: Buffer, blind: Buffer): Promise<void> {
  await sql`UPDATE account SET phone_sealed = ${sealed}, phone_blind = ${blind} WHERE id = ${id}`.execute(db)
}

export interface AccountFilter {
  q?: string | undefined
  atEstate?: string | undefined
  role?: string | undefined
  state: 'live' | 'closed' | 'all'
  offset: number
  limit: number
}

/** Staff accounts that hold or held a role within the scope. */
export async function accountsWithin(
  db: Db,
  scope: ScopeWhere,
  filter: AccountFilter,
): Promise<{ rows: AccountRow[]; total: number }> {
  const within = scope.everywhere
    ? sql<SqlBool>`TRUE`
    : sql<SqlBool>`EXISTS (SELECT 1 FROM role_assignment r ${assignmentPlaces} LEFT JOIN region h ON h.id = e.region_id
        WHERE r.account_id = a.id AND (r.estate_id = ANY(${scope.estateIds}::uuid[])
          OR (r.scope = 'organisation' AND r.target = ANY(${scope.organisationIds}::uuid[]))
          OR EXISTS (SELECT 1 FROM unnest(${scope.regionPaths}::text[]) AS p(path) WHERE starts_with(coalesce(g.path, h.path, ''), p.path))))`
  const q = filter.q ?? null
  const found = await sql<
    AccountRow & { total: number }
  >`SELECT ${accountColumns}, count(*) OVER () AS total FROM account a
    WHERE a.username IS NOT NULL AND ${within}
      AND (${q}::text IS NULL OR position(lower(${q ?? ''}) IN lower(a.name)) > 0 OR position(lower(${q ?? ''}) IN a.username) > 0)
      AND (${filter.state} = 'all' OR (a.disabled_at IS NULL) = (${filter.state} = 'live'))
      AND (${filter.atEstate ?? null}::uuid IS NULL OR EXISTS (SELECT 1 FROM role_assignment x WHERE x.account_id = a.id AND x.estate_id = ${filter.atEstate ?? null}::uuid))
      AND (${filter.role ?? null}::text IS NULL OR EXISTS (SELECT 1 FROM role_assignment x WHERE x.account_id = a.id AND x.role = ${filter.role ?? null}))
    ORDER BY a.name, a.id OFFSET ${filter.offset} LIMIT ${filter.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export async function insertAccount(
  db: Db,
  a: {
    id: string
    name: string
    username: string | null
    email: string
    must_change_password: boolean
    phone_sealed?: Buffer
    phone_blind?: Buffer
    made_by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO account (id, name, username, display_username, email, must_change_password, phone_sealed, phone_blind, made_by, created_at, updated_at)
    VALUES (${a.id}, ${a.name}, ${a.username?.toLowerCase() ?? null}, ${a.username}, ${a.email}, ${a.must_change_password},
      ${a.phone_sealed ?? null}, ${a.phone_blind ?? null}, ${a.made_by}, ${a.at}, ${a.at})`.execute(db)
}

export async function setDisabled(
  db: Db,
  accountId: string,
  at: Instant | null,
  now: Instant,
): Promise<void> {
  await sql`UPDATE account SET disabled_at = ${at}, updated_at = ${now}, version = version + 1 WHERE id = ${accountId}`.execute(
    db,
  )
}

/** Sets the password's hash, making the credential row if there is none. */
export async function setPassword(
  db: Db,
  c: { id: string; accountId: string; hash: string; mustChange: boolean; at: Instant },
): Promise<void> {
  await sql`INSERT INTO account_credential AS k (id, account_id, provider_id, provider_account_id, password, created_at, updated_at)
    VALUES (${c.id}, ${c.accountId}, 'credential', ${c.accountId}, ${c.hash}, ${c.at}, ${c.at})
    ON CONFLICT (account_id, provider_id) DO UPDATE SET password = excluded.password, updated_at = excluded.updated_at`.execute(
    db,
  )
  await sql`UPDATE account SET must_change_password = ${c.mustChange}, updated_at = ${c.at} WHERE id = ${c.accountId}`.execute(
    db,
  )
}

export async function passwordHash(db: Db, accountId: string): Promise<string | undefined> {
  const found = await sql<{
    password: string
  }>`SELECT password FROM account_credential WHERE account_id = ${accountId} AND provider_id = 'credential'`.execute(
    db,
  )
  return found.rows[0]?.password
}

/** Ends an account's sessions, all or all but one. */
export async function deleteSessions(db: Db, accountId: string, butSessionId?: string): Promise<void> {
  await sql`DELETE FROM session WHERE account_id = ${accountId} AND id <> ${butSessionId ?? accountId}`.execute(
    db,
  )
}

export async function deleteSession(db: Db, sessionId: string): Promise<void> {
  await sql`DELETE FROM session WHERE id = ${sessionId}`.execute(db)
}

/** How many accounts hold the administrator's role now; counted under a lock, so that two cannot leave at once. */
export async function countAdministrators(db: Db, now: Instant): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(718284)`.execute(db)
  const found = await sql<{
    n: number
  }>`SELECT count(DISTINCT r.account_id) AS n FROM role_assignment r JOIN account a ON a.id = r.account_id
    WHERE r.role = 'administrator' AND a.disabled_at IS NULL AND r.from_at <= ${now} AND (r.until_at IS NULL OR r.until_at > ${now})`.execute(
    db,
  )
  return found.rows[0]?.n ?? 0
}

/** Whether an administrator was ever made: set-up is open only before the first. */
export async function everSetUp(db: Db): Promise<boolean> {
  const found = await sql<{
    made: boolean
  }>`SELECT EXISTS (SELECT 1 FROM role_assignment WHERE role = 'administrator') AS made`.execute(db)
  return found.rows[0]?.made ?? false
}

/** A place's name and region path when it exists. */
export async function placeOf(
  db: Db,
  scope: ScopeKind,
  target: string,
  estateId: string | undefined,
): Promise<{ path: string | null } | undefined> {
  const found = await (scope === 'region'
    ? sql<{ path: string | null }>`SELECT path FROM region WHERE id = ${target}`
    : scope === 'organisation'
      ? sql<{ path: string | null }>`SELECT NULL AS path FROM organisation WHERE id = ${target}`
      : scope === 'building'
        ? sql<{
            path: string | null
          }>`SELECT NULL AS path FROM building WHERE estate_id = ${estateId} AND id = ${target}`
        : scope === 'unit'
          ? sql<{
              path: string | null
            }>`SELECT NULL AS path FROM unit WHERE estate_id = ${estateId} AND id = ${target}`
          : sql<{ path: string | null }>`SELECT NULL AS path FROM estate WHERE id = ${target}`
  ).execute(db)
  return found.rows[0]
}

export async function estateNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const found = await sql<{
    id: string
    name: string
  }>`SELECT id, name FROM estate WHERE id = ANY(${ids}::uuid[]) ORDER BY name, id`.execute(db)
  return found.rows
}
