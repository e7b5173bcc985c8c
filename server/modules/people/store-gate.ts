/** What the gate reads of the register of people: who lives here now, and which account stands for a home. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { liveAt, tiesOf } from './store-persons.ts'

export interface ResidentRow {
  id: string
  name: string
  unit: string
  phone_sealed: Buffer | null
  id_sealed: Buffer | null
  plate: string | null
}

/** Everybody with a living tie to a home, once, with the home he lives in before one he only owns. */
export async function residents(
  db: Db,
  estateId: string,
  now: Instant,
  ids?: readonly string[],
): Promise<ResidentRow[]> {
  const wanted = ids === undefined ? sql`TRUE` : sql`p.id = ANY(${ids}::uuid[])`
  const found =
    await sql<ResidentRow>`SELECT DISTINCT ON (p.id) p.id, p.name, u.label AS unit, p.phone_sealed, p.id_sealed,
      (SELECT min(v.plate) FROM vehicle v WHERE v.estate_id = ${estateId} AND v.person_id = p.id AND v.until_at IS NULL) AS plate
    FROM ${tiesOf(estateId)} t JOIN person p ON p.estate_id = ${estateId} AND p.id = t.person_id
    JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
    WHERE p.kind = 'person' AND ${liveAt(now)} AND ${wanted}
    ORDER BY p.id, (t.tie = 'owner'), u.sort LIMIT 20000`.execute(db)
  return found.rows
}

/** Accounts that sign in with a number of somebody who lives in a home now; owners who live elsewhere are not asked. */
export async function accountsOfUnit(
  db: Db,
  estateId: string,
  unitId: string,
  now: Instant,
): Promise<{ id: string; name: string }[]> {
  const found = await sql<{
    id: string
    name: string
  }>`SELECT DISTINCT a.id, a.name FROM ${tiesOf(estateId)} t
    JOIN phone_claim c ON c.estate_id = ${estateId} AND c.person_id = t.person_id JOIN account a ON a.phone_blind = c.phone_blind
    WHERE t.unit_id = ${unitId} AND t.household_id IS NOT NULL AND ${liveAt(now)} AND a.disabled_at IS NULL
    ORDER BY a.name, a.id LIMIT 20`.execute(db)
  return found.rows
}

/** The person of an account's number who belongs to a home now, if the register knows him. */
export async function personOfAccount(
  db: Db,
  estateId: string,
  accountId: string,
  unitId: string,
  now: Instant,
): Promise<string | undefined> {
  const found = await sql<{ id: string }>`SELECT t.person_id AS id FROM ${tiesOf(estateId)} t
    JOIN phone_claim c ON c.estate_id = ${estateId} AND c.person_id = t.person_id JOIN account a ON a.phone_blind = c.phone_blind
    WHERE a.id = ${accountId} AND t.unit_id = ${unitId} AND ${liveAt(now)} ORDER BY t.household_id IS NULL LIMIT 1`.execute(
    db,
  )
  return found.rows[0]?.id
}

export interface TenantRow {
  id: string
  name: string
  unit: string
  phone_sealed: Buffer | null
  id_sealed: Buffer | null
  from_at: Instant
  until_at: Instant | null
}

/** Who lived under a lease at any time of a period, by unit. */
export async function tenants(
  db: Db,
  estateId: string,
  f: { from: Instant; until: Instant; buildings: string[] | null; limit: number },
): Promise<TenantRow[]> {
  const found =
    await sql<TenantRow>`SELECT p.id, p.name, u.label AS unit, p.phone_sealed, p.id_sealed, t.from_at, t.until_at
    FROM ${tiesOf(estateId)} t JOIN person p ON p.estate_id = ${estateId} AND p.id = t.person_id
    JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
    WHERE t.tie = 'lessee' AND t.from_at < ${f.until} AND (t.until_at IS NULL OR t.until_at > ${f.from})
      AND (${f.buildings}::text[] IS NULL OR split_part(u.label, '-', 1) = ANY(${f.buildings}::text[]))
    ORDER BY u.sort, p.id LIMIT ${f.limit}`.execute(db)
  return found.rows
}
