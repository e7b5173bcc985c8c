/** Requests of authorities, and the visitors they ask for. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import type { bases, disclosureKinds } from './contract-disclosure.ts'

export interface DisclosureRow {
  id: string
  number: string
  authority: string
  officer: string
  document: string
  basis: (typeof bases)[number]
  kinds: (typeof disclosureKinds)[number][]
  from_on: string
  until_on: string
  buildings: string[] | null
  extent: 'masked' | 'full'
  secret_until: string | null
  paper: string | null
  state: 'asked' | 'approved' | 'refused' | 'exported'
  asked_by: string
  asked_name: string
  asked_at: Instant
  decided_name: string | null
  decided_at: Instant | null
  note: string | null
  exported_name: string | null
  exported_at: Instant | null
  rows: number | null
}

const columns = sql`id, number, authority, officer, document, basis, kinds, from_on, until_on, buildings, extent, secret_until, paper, state, asked_by, asked_name, asked_at,
  decided_name, decided_at, note, exported_name, exported_at, rows`

export async function disclosures(
  db: Db,
  estateId: string,
  f: { id?: string; offset: number; limit: number },
): Promise<{ rows: DisclosureRow[]; total: number }> {
  const found = await sql<DisclosureRow>`SELECT ${columns} FROM gate_disclosure WHERE estate_id = ${estateId}
    AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid) ORDER BY asked_at DESC, id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  const total = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM gate_disclosure WHERE estate_id = ${estateId}`.execute(db)
  return { rows: found.rows, total: total.rows[0]?.n ?? 0 }
}

export type NewDisclosure = Pick<
  DisclosureRow,
  | 'id'
  | 'number'
  | 'authority'
  | 'officer'
  | 'document'
  | 'basis'
  | 'kinds'
  | 'from_on'
  | 'until_on'
  | 'buildings'
  | 'extent'
  | 'secret_until'
  | 'asked_by'
  | 'asked_name'
  | 'asked_at'
>

export async function insertDisclosure(db: Db, estateId: string, d: NewDisclosure): Promise<void> {
  await sql`INSERT INTO gate_disclosure (estate_id, id, number, authority, officer, document, basis, kinds, from_on, until_on, buildings, extent, secret_until, state,
      asked_by, asked_name, asked_at)
    VALUES (${estateId}, ${d.id}, ${d.number}, ${d.authority}, ${d.officer}, ${d.document}, ${d.basis}, ${d.kinds}::text[], ${d.from_on}, ${d.until_on},
      ${d.buildings}::text[], ${d.extent}, ${d.secret_until}, 'asked', ${d.asked_by}, ${d.asked_name}, ${d.asked_at})`.execute(
    db,
  )
}

export async function setPaper(db: Db, estateId: string, id: string, paper: string): Promise<boolean> {
  const done =
    await sql`UPDATE gate_disclosure SET paper = ${paper} WHERE estate_id = ${estateId} AND id = ${id} AND state = 'asked'`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

/** @returns false when somebody decided before */
export async function decideDisclosure(
  db: Db,
  estateId: string,
  id: string,
  d: { state: 'approved' | 'refused'; by: string; name: string; at: Instant; note: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_disclosure SET state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at}, note = ${d.note}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'asked'`.execute(db)
  return done.numAffectedRows === 1n
}

/** @returns false when it was given out before or is not approved */
export async function exportedOnce(
  db: Db,
  estateId: string,
  id: string,
  d: { name: string; at: Instant; rows: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_disclosure SET state = 'exported', exported_name = ${d.name}, exported_at = ${d.at}, rows = ${d.rows}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'approved'`.execute(db)
  return done.numAffectedRows === 1n
}

export interface VisitRow {
  at: Instant
  closure_id: string | null
  direction: 'in' | 'out'
  unit_label: string | null
  gate_name: string | null
  kind: 'visitor' | 'worker'
  sealed: Buffer | null
  who: Buffer | null
}

/**
 * Passages of visitors and workers in a period. What was taken under a closure was taken against an epidemic: `closures`
 * opens it only where the law compels.
 */
export async function visits(
  db: Db,
  estateId: string,
  f: { from: Instant; until: Instant; buildings: string[] | null; closures: boolean; limit: number },
): Promise<VisitRow[]> {
  const found =
    await sql<VisitRow>`SELECT p.at, p.closure_id, p.direction, p.unit_label, g.name AS gate_name, r.kind, p.sealed, r.sealed AS who
    FROM passage p JOIN registrant r ON r.estate_id = ${estateId} AND r.id = p.registrant_id
      LEFT JOIN gate g ON g.estate_id = ${estateId} AND g.id = p.gate_id
    WHERE p.estate_id = ${estateId} AND p.at >= ${f.from} AND p.at < ${f.until} AND p.subject = 'person' AND p.outcome = 'passed'
      AND r.kind IN ('visitor', 'worker') AND (${f.closures} OR p.closure_id IS NULL OR p.closure_id = ${NIL})
      AND (${f.buildings}::text[] IS NULL OR split_part(p.unit_label, '-', 1) = ANY(${f.buildings}::text[]))
    ORDER BY p.at, p.id LIMIT ${f.limit}`.execute(db)
  return found.rows
}
