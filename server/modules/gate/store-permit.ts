/** Phone keys, standing passes, and what was used up: codes that opened once and outings of a closure. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { PermitKind } from './quota.ts'

export interface KeyRow {
  id: string
  account_id: string
  account_name: string
  person_id: string | null
  unit_id: string
  unit_label: string
  public_key: Buffer
  device: string
  made_at: Instant
  ended_at: Instant | null
  /** the account no longer stands for this home */
  gone: boolean
}

/** A key opens as long as its account has a right of its own in that home. */
const gone = (
  estateId: string,
  now: Instant,
) => sql`NOT EXISTS (SELECT 1 FROM role_assignment a WHERE a.account_id = k.account_id
    AND a.estate_id = ${estateId} AND a.target = k.unit_id AND a.from_at <= ${now} AND (a.until_at IS NULL OR a.until_at > ${now}))`

const keyColumns = sql`k.id, k.account_id, k.account_name, k.person_id, k.unit_id, k.unit_label, k.public_key, k.device, k.made_at, k.ended_at`

export function keysOf(
  db: Db,
  estateId: string,
  now: Instant,
  filter: { accountId?: string; id?: string; since?: string | undefined; live?: boolean },
): Promise<KeyRow[]> {
  const no = sql`NULL`
  return sql<KeyRow>`SELECT ${keyColumns}, ${gone(estateId, now)} AS gone FROM pass_key k WHERE k.estate_id = ${estateId}
      AND (${filter.accountId ?? no}::uuid IS NULL OR k.account_id = ${filter.accountId ?? no}::uuid)
      AND (${filter.id ?? no}::uuid IS NULL OR k.id = ${filter.id ?? no}::uuid)
      AND (${filter.since ?? no}::timestamptz IS NULL OR k.made_at >= ${filter.since ?? no}::timestamptz OR k.ended_at >= ${filter.since ?? no}::timestamptz)
      AND (NOT ${filter.live ?? false} OR k.ended_at IS NULL)
    ORDER BY k.made_at DESC, k.id LIMIT 20000`
    .execute(db)
    .then(r => r.rows)
}

export interface NewKey {
  id: string
  accountId: string
  name: string
  personId: string | null
  unitId: string
  unit: string
  publicKey: Buffer
  device: string
  at: Instant
}

export async function insertKey(db: Db, estateId: string, k: NewKey): Promise<void> {
  await sql`INSERT INTO pass_key (estate_id, id, account_id, account_name, person_id, unit_id, unit_label, public_key, device, made_at)
    VALUES (${estateId}, ${k.id}, ${k.accountId}, ${k.name}, ${k.personId}, ${k.unitId}, ${k.unit}, ${k.publicKey}, ${k.device}, ${k.at})`.execute(
    db,
  )
}

/** @returns false when the key had ended before */
export async function endKey(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE pass_key SET ended_by = ${by}, ended_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_at IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface CodeUse {
  client_id: string
  gate_id: string
  at: Instant
}

export function codeUseOf(db: Db, estateId: string, code: Buffer): Promise<CodeUse | undefined> {
  return sql<CodeUse>`SELECT client_id, gate_id, at FROM code_use WHERE estate_id = ${estateId} AND code = ${code}`
    .execute(db)
    .then(r => r.rows[0])
}

/** @returns whether the code is this request's own now: of two at the same moment one gets it */
export async function takeCode(
  db: Db,
  estateId: string,
  u: { code: Buffer; keyId: string; clientId: string; gateId: string; at: Instant },
): Promise<boolean> {
  await sql`INSERT INTO code_use (estate_id, code, key_id, client_id, gate_id, at)
    VALUES (${estateId}, ${u.code}, ${u.keyId}, ${u.clientId}, ${u.gateId}, ${u.at}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
  return (await codeUseOf(db, estateId, u.code))?.client_id === u.clientId
}

export interface OutingRow {
  whose: string
  n: number
  day: string
  client_id: string
}

/** The latest outings of these homes or persons; with `since`, every one of the closure from that day on. */
export function outingsOf(
  db: Db,
  estateId: string,
  closureId: string,
  by: { whose: readonly string[] } | { fromDay: string; since?: string | undefined },
): Promise<OutingRow[]> {
  const which =
    'whose' in by
      ? sql`whose = ANY(${by.whose}::text[])`
      : sql`day >= ${by.fromDay}::date AND (${by.since ?? null}::timestamptz IS NULL OR at >= ${by.since ?? null}::timestamptz)`
  return sql<OutingRow>`SELECT whose, n, day::text AS day, client_id FROM gate_outing
    WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND ${which} ORDER BY whose, n DESC LIMIT 20000`
    .execute(db)
    .then(r => r.rows)
}

export interface NewOuting {
  closureId: string
  whose: string
  n: number
  clientId: string
  gateId: string
  day: string
  at: Instant
}

/** @returns false when another took that number first */
export async function takeOuting(db: Db, estateId: string, o: NewOuting): Promise<boolean> {
  const made =
    await sql`INSERT INTO gate_outing (estate_id, closure_id, whose, n, client_id, gate_id, day, at)
    VALUES (${estateId}, ${o.closureId}, ${o.whose}, ${o.n}, ${o.clientId}, ${o.gateId}, ${o.day}, ${o.at}) ON CONFLICT DO NOTHING RETURNING n`.execute(
      db,
    )
  return made.rows.length === 1
}

/** What a request took before it could not be entered. */
export async function giveBack(
  db: Db,
  estateId: string,
  clientId: string,
  code: Buffer | null,
): Promise<void> {
  if (code !== null)
    await sql`DELETE FROM code_use WHERE estate_id = ${estateId} AND code = ${code} AND client_id = ${clientId}`.execute(
      db,
    )
  await sql`DELETE FROM gate_outing WHERE estate_id = ${estateId} AND client_id = ${clientId}`.execute(db)
}

/** Codes cannot be shown again after their seconds; their marks are kept for late tablets and then dropped. */
export async function pruneCodes(db: Db, before: Instant): Promise<void> {
  await sql`DELETE FROM code_use WHERE at < ${before}`.execute(db)
}

export interface PermitRow {
  id: string
  number: string
  kind: PermitKind
  unit_id: string | null
  unit_label: string | null
  holder: Buffer | null
  gates: string[] | null
  hours: { from: string; until: string } | null
  from_at: Instant
  until_at: Instant
  proof: string
  token: Buffer
  state: 'live' | 'lost' | 'revoked'
  replaces: string | null
  reason: string | null
  printed: number
  issued_name: string
  issued_at: Instant
  ended_at: Instant | null
  version: number
}

const permitColumns = sql`p.id, p.number, p.kind, p.unit_id, p.unit_label, p.holder, p.gates, p.hours, p.from_at, p.until_at, p.proof, p.token, p.state,
  p.replaces, p.reason, p.printed, p.issued_name, p.issued_at, p.ended_at, p.version`

export interface PermitFilter {
  id?: string
  number?: string
  unitId?: string
  unitIds?: readonly string[]
  unit?: string | undefined
  kind?: string | undefined
  state?: string | undefined
  since?: string | undefined
  liveAt?: Instant
  offset?: number
  limit?: number
}

function permitsWhere(estateId: string, f: PermitFilter) {
  const no = sql`NULL`
  return sql`p.estate_id = ${estateId}
      AND (${f.id ?? no}::uuid IS NULL OR p.id = ${f.id ?? no}::uuid)
      AND (${f.number ?? no}::text IS NULL OR p.number = ${f.number ?? no})
      AND (${f.unitId ?? no}::uuid IS NULL OR p.unit_id = ${f.unitId ?? no}::uuid)
      AND (${f.unitIds ?? no}::uuid[] IS NULL OR p.unit_id = ANY(${f.unitIds ?? no}::uuid[]))
      AND (${f.unit ?? no}::text IS NULL OR p.unit_label = ${f.unit ?? no})
      AND (${f.kind ?? no}::text IS NULL OR p.kind = ${f.kind ?? no})
      AND (${f.state ?? no}::text IS NULL OR p.state = ${f.state ?? no})
      AND (${f.since ?? no}::timestamptz IS NULL OR p.changed_at >= ${f.since ?? no}::timestamptz)
      AND (${f.liveAt ?? no}::timestamptz IS NULL OR p.until_at > ${f.liveAt ?? no}::timestamptz)`
}

export function permitsOf(db: Db, estateId: string, f: PermitFilter): Promise<PermitRow[]> {
  return sql<PermitRow>`SELECT ${permitColumns} FROM gate_permit p WHERE ${permitsWhere(estateId, f)}
    ORDER BY p.state = 'live' DESC, p.issued_at DESC, p.id OFFSET ${f.offset ?? 0} LIMIT ${f.limit ?? 20_000}`
    .execute(db)
    .then(r => r.rows)
}

export async function countPermits(db: Db, estateId: string, f: PermitFilter): Promise<number> {
  const found = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM gate_permit p WHERE ${permitsWhere(estateId, f)}`.execute(db)
  return found.rows[0]?.n ?? 0
}

export interface NewPermit extends Omit<PermitRow, 'state' | 'printed' | 'ended_at' | 'version' | 'reason'> {
  issued_by: string
}

/** @returns false when the number is taken, or the household has a live pass */
export async function insertPermit(db: Db, estateId: string, p: NewPermit): Promise<boolean> {
  const hours = p.hours === null ? null : JSON.stringify(p.hours)
  const made =
    await sql`INSERT INTO gate_permit (estate_id, id, number, kind, unit_id, unit_label, holder, gates, hours, from_at, until_at, proof, token, state, replaces,
      issued_by, issued_name, issued_at, changed_at)
    VALUES (${estateId}, ${p.id}, ${p.number}, ${p.kind}, ${p.unit_id}, ${p.unit_label}, ${p.holder}, ${p.gates}, ${hours}::jsonb, ${p.from_at}, ${p.until_at},
      ${p.proof}, ${p.token}, 'live', ${p.replaces}, ${p.issued_by}, ${p.issued_name}, ${p.issued_at}, ${p.issued_at})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return made.rows.length === 1
}

export async function endPermit(
  db: Db,
  estateId: string,
  id: string,
  e: { state: 'lost' | 'revoked'; reason: string; by: string; at: Instant; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_permit SET state = ${e.state}, reason = ${e.reason}, ended_by = ${e.by}, ended_at = ${e.at}, changed_at = ${e.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'live' AND version = ${e.version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export async function notePrinted(db: Db, estateId: string, id: string): Promise<void> {
  await sql`UPDATE gate_permit SET printed = printed + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export interface HomeOf {
  id: string
  unit_label: string | null
  kind: string
}

/** Homes of known registrants, for whose outing it is. */
export function homesOf(db: Db, estateId: string, ids: readonly string[]): Promise<HomeOf[]> {
  return sql<HomeOf>`SELECT id, unit_label, kind FROM registrant WHERE estate_id = ${estateId} AND id = ANY(${ids}::uuid[])`
    .execute(db)
    .then(r => r.rows)
}

/** The registrant of an ID number in a book, so that a person told anew is the one who went out before. */
export function byIdBlind(db: Db, estateId: string, closureId: string, blinds: readonly Buffer[]) {
  return sql<{ id: string; id_blind: Buffer }>`SELECT id, id_blind FROM registrant
    WHERE estate_id = ${estateId} AND closure_id = ${closureId} AND id_blind = ANY(${blinds}::bytea[])`
    .execute(db)
    .then(r => r.rows)
}
