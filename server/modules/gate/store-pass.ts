/** Passes with a spoken code, and the terminals. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface PassRow {
  id: string
  kind: 'visitor' | 'delivery' | 'worker'
  code_sealed: Buffer
  guest: Buffer | null
  unit_id: string
  unit_label: string
  from_at: Instant
  until_at: Instant
  uses: number
  used: number
  state: 'live' | 'used' | 'revoked'
  issued_as: 'guard' | 'desk' | 'resident'
  issued_by: string
  issued_name: string
  issued_at: Instant
}

const columns = sql`id, kind, code_sealed, guest, unit_id, unit_label, from_at, until_at, uses, used, state, issued_as, issued_by, issued_name, issued_at`

/** By id or code; of several that had the same code the live one, else the latest. */
export function findPass(
  db: Db,
  estateId: string,
  by: { id?: string | undefined; codeBlind?: Buffer | undefined },
): Promise<PassRow | undefined> {
  const which = by.id !== undefined ? sql`id = ${by.id}` : sql`code_blind = ${by.codeBlind ?? null}`
  return sql<PassRow>`SELECT ${columns} FROM pass WHERE estate_id = ${estateId} AND ${which}
    ORDER BY state = 'live' DESC, issued_at DESC LIMIT 1`
    .execute(db)
    .then(r => r.rows[0])
}

export interface NewPassRow extends Omit<PassRow, 'used' | 'state'> {
  code_blind: Buffer
  plate_blind: Buffer | null
}

/** @returns false when another live pass of the estate has the same code */
export async function insertPass(db: Db, estateId: string, p: NewPassRow): Promise<boolean> {
  const made =
    await sql`INSERT INTO pass (estate_id, id, kind, code_blind, code_sealed, guest, unit_id, unit_label, plate_blind, from_at, until_at, uses, state,
      issued_as, issued_by, issued_name, issued_at)
    VALUES (${estateId}, ${p.id}, ${p.kind}, ${p.code_blind}, ${p.code_sealed}, ${p.guest}, ${p.unit_id}, ${p.unit_label}, ${p.plate_blind}, ${p.from_at},
      ${p.until_at}, ${p.uses}, 'live', ${p.issued_as}, ${p.issued_by}, ${p.issued_name}, ${p.issued_at})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return made.rows.length === 1
}

export function passesOf(
  db: Db,
  estateId: string,
  filter: {
    unitIds?: readonly string[]
    unit?: string | undefined
    liveAt?: Instant | undefined
    since?: Instant
  },
): Promise<PassRow[]> {
  return sql<PassRow>`SELECT ${columns} FROM pass WHERE estate_id = ${estateId}
      AND (${filter.unitIds ?? null}::uuid[] IS NULL OR unit_id = ANY(${filter.unitIds ?? null}::uuid[]))
      AND (${filter.unit ?? null}::text IS NULL OR unit_label = ${filter.unit ?? null})
      AND (${filter.liveAt ?? null}::timestamptz IS NULL OR (state = 'live' AND until_at > ${filter.liveAt ?? null}))
      AND (${filter.since ?? null}::timestamptz IS NULL OR until_at > ${filter.since ?? null})
    ORDER BY issued_at DESC, id LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

/** Withdraws a live pass. @returns how many were live */
export async function revokePass(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  now: Instant,
): Promise<number> {
  const done = await sql`UPDATE pass SET state = 'revoked', ended_by = ${by}, ended_at = ${now}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'live' RETURNING id`.execute(db)
  return done.rows.length
}

/** Codes of passes that have run out may be given again; called daily. */
export async function endOldPasses(db: Db, estateId: string, now: Instant): Promise<void> {
  await sql`UPDATE pass SET state = 'used', ended_at = ${now}
    WHERE estate_id = ${estateId} AND state = 'live' AND until_at <= ${now}`.execute(db)
}

export interface UnitRow {
  id: string
  label: string
}

export function unitByLabel(db: Db, estateId: string, label: string): Promise<UnitRow | undefined> {
  return sql<UnitRow>`SELECT id, label FROM unit WHERE estate_id = ${estateId} AND label = ${label}`
    .execute(db)
    .then(r => r.rows[0])
}

export function unitsById(db: Db, estateId: string, ids: readonly string[]): Promise<UnitRow[]> {
  return sql<UnitRow>`SELECT id, label FROM unit WHERE estate_id = ${estateId} AND id = ANY(${ids}::uuid[]) ORDER BY label`
    .execute(db)
    .then(r => r.rows)
}

export interface TerminalRow {
  id: string
  name: string
  gate_id: string
  gate_name: string
  seen_at: Instant | null
  revoked_at: Instant | null
}

export function terminalsOf(db: Db, estateId: string): Promise<TerminalRow[]> {
  return sql<TerminalRow>`SELECT t.id, t.name, t.gate_id, g.name AS gate_name, t.seen_at, t.revoked_at
    FROM terminal t JOIN gate g ON g.estate_id = ${estateId} AND g.id = t.gate_id
    WHERE t.estate_id = ${estateId} ORDER BY g.name, t.name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertTerminal(
  db: Db,
  estateId: string,
  t: { id: string; gateId: string; name: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO terminal (estate_id, id, gate_id, name, made_by, made_at, seen_at)
    VALUES (${estateId}, ${t.id}, ${t.gateId}, ${t.name}, ${t.by}, ${t.at}, ${t.at})`.execute(db)
}

/** Notes the contact. @returns whether the terminal exists and was not revoked */
export async function sawTerminal(db: Db, estateId: string, id: string, now: Instant): Promise<boolean> {
  const seen =
    await sql`UPDATE terminal SET seen_at = ${now} WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL RETURNING id`.execute(
      db,
    )
  return seen.rows.length === 1
}

/** Revoked once stays revoked at its first instant. */
export async function revokeTerminal(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  now: Instant,
): Promise<void> {
  await sql`UPDATE terminal SET revoked_at = ${now}, revoked_by = ${by}
    WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL`.execute(db)
}
