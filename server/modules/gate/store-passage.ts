/** Reading passages: the list, who is inside, what a terminal holds, and late records kept apart. */
import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { DirectionName, RefusalCode } from './rules.ts'

export interface PassageRow {
  id: string
  attempt_id: string
  at: Instant
  device_at: Instant | null
  offline: boolean
  closure_id: string | null
  gate_name: string | null
  direction: DirectionName
  subject: 'person' | 'vehicle'
  outcome: 'passed' | 'refused'
  refusal: RefusalCode | null
  note: string | null
  emergency: string | null
  conflict: string | null
  missing: 'entry' | 'exit' | null
  unit_label: string | null
  occupants: number | null
  sealed: Buffer | null
  who: Buffer | null
  by_name: string
}

export interface PassageFilter {
  from?: string | undefined
  until?: string | undefined
  direction?: string | undefined
  outcome?: string | undefined
  subject?: string | undefined
  refusal?: string | undefined
  gateId?: string | undefined
  unit?: string | undefined
  plateBlinds: Buffer[] | null
  only?: 'missing' | 'emergency' | 'offline' | 'conflict' | undefined
  offset: number
  limit: number
}

/** Rows that came from a terminal before `happened_at` was kept: their device was believed two days back. */
const happened = sql`coalesce(p.happened_at, CASE WHEN p.offline AND p.device_at BETWEEN p.at - interval '48 hours' AND p.at THEN p.device_at ELSE p.at END)`
/** A record that a person had to decide on may be entered so much later than it happened; the bound spares the months after it. */
const LATEST = { hours: 31 * 24 }

/** Passages `p` that happened from one instant until, but not at, another: as the hours count them. */
export function happenedWithin(from: Instant, until: Instant) {
  return sql<SqlBool>`p.at >= ${from} AND p.at < ${until.add(LATEST)} AND ${happened} >= ${from} AND ${happened} < ${until}`
}

/** A span with both ends is that of a day or a figure: when it happened counts. */
function between({ from, until }: PassageFilter) {
  if (from && until) return happenedWithin(Temporal.Instant.from(from), Temporal.Instant.from(until))
  const no = sql`NULL`
  return sql`(${from ?? no}::timestamptz IS NULL OR p.at >= ${from ?? no}::timestamptz)
    AND (${until ?? no}::timestamptz IS NULL OR p.at < ${until ?? no}::timestamptz)`
}

function wanted(estateId: string, f: PassageFilter) {
  const no = sql`NULL`
  const only = {
    missing: sql`p.missing IS NOT NULL`,
    emergency: sql`p.emergency IS NOT NULL`,
    offline: sql`p.offline`,
    conflict: sql`p.conflict IS NOT NULL`,
    all: sql`TRUE`,
  }[f.only ?? 'all']
  return sql`p.estate_id = ${estateId}
    AND ${between(f)}
    AND (${f.direction ?? no}::text IS NULL OR p.direction = ${f.direction ?? no})
    AND (${f.outcome ?? no}::text IS NULL OR p.outcome = ${f.outcome ?? no})
    AND (${f.subject ?? no}::text IS NULL OR p.subject = ${f.subject ?? no})
    AND (${f.refusal ?? no}::text IS NULL OR p.refusal = ${f.refusal ?? no})
    AND (${f.gateId ?? no}::uuid IS NULL OR p.gate_id = ${f.gateId ?? no}::uuid)
    AND (${f.unit ?? no}::text IS NULL OR p.unit_label = ${f.unit ?? no})
    AND (${f.plateBlinds ?? no}::bytea[] IS NULL OR p.plate_blind = ANY(${f.plateBlinds ?? no}::bytea[]))
    AND ${only}`
}

const columns = sql`p.id, p.attempt_id, p.at, p.device_at, p.offline, p.closure_id, g.name AS gate_name, p.direction, p.subject, p.outcome, p.refusal, p.note,
  p.emergency, p.conflict, p.missing, p.unit_label, p.occupants, p.sealed, r.sealed AS who, p.by_name`

export async function passages(
  db: Db,
  estateId: string,
  f: PassageFilter,
): Promise<{ rows: PassageRow[]; total: number }> {
  const found = await sql<PassageRow>`SELECT ${columns} FROM passage p
      LEFT JOIN gate g ON g.estate_id = ${estateId} AND g.id = p.gate_id
      LEFT JOIN registrant r ON r.estate_id = ${estateId} AND r.id = p.registrant_id
    WHERE ${wanted(estateId, f)} ORDER BY p.at DESC, p.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  const total = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM passage p WHERE ${wanted(estateId, f)}`.execute(db)
  return { rows: found.rows, total: total.rows[0]?.n ?? 0 }
}

export function passageAt(db: Db, estateId: string, at: string, id: string): Promise<PassageRow | undefined> {
  return sql<PassageRow>`SELECT ${columns} FROM passage p LEFT JOIN gate g ON g.estate_id = ${estateId} AND g.id = p.gate_id
      LEFT JOIN registrant r ON r.estate_id = ${estateId} AND r.id = p.registrant_id
    WHERE p.estate_id = ${estateId} AND p.at = ${at}::timestamptz AND p.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface PersonRow {
  id: string
  kind: 'resident' | 'visitor' | 'worker'
  closure_id: string
  unit_label: string | null
  sealed: Buffer | null
  trip: Buffer | null
  plate: Buffer | null
  last_direction: DirectionName | null
  last_at: Instant | null
  gate_name: string | null
  due_out_at: Instant | null
}

/** Everybody registered in these books (a closure's, or the estate's own), changed since an instant if one is given. */
export function people(
  db: Db,
  estateId: string,
  books: readonly string[],
  filter: { since?: string | undefined; inside?: boolean; limit: number },
): Promise<PersonRow[]> {
  return sql<PersonRow>`SELECT r.id, r.kind, r.closure_id, r.unit_label, r.sealed, r.trip, r.plate, r.last_direction, r.last_at, g.name AS gate_name, r.due_out_at
    FROM registrant r LEFT JOIN gate g ON g.estate_id = ${estateId} AND g.id = r.last_gate_id
    WHERE r.estate_id = ${estateId} AND r.closure_id = ANY(${books}::uuid[])
      AND (${filter.since ?? null}::timestamptz IS NULL OR r.last_at >= ${filter.since ?? null}::timestamptz)
      AND (NOT ${filter.inside ?? false} OR r.last_direction = 'in')
    ORDER BY r.last_at DESC, r.id LIMIT ${filter.limit}`
    .execute(db)
    .then(r => r.rows)
}

/** How many are inside, how many past their time, and passages of a day whose counterpart was not registered. */
export async function insideCounts(
  db: Db,
  estateId: string,
  books: readonly string[],
  now: Instant,
  dayStart: Instant,
): Promise<{ inside: number; overstays: number; missing: number }> {
  const found = await sql<{ inside: number; overstays: number; missing: number }>`SELECT
    (SELECT count(*) FROM registrant WHERE estate_id = ${estateId} AND closure_id = ANY(${books}::uuid[]) AND last_direction = 'in') AS inside,
    (SELECT count(*) FROM registrant WHERE estate_id = ${estateId} AND closure_id = ANY(${books}::uuid[]) AND last_direction = 'in' AND due_out_at < ${now}) AS overstays,
    (SELECT count(*) FROM passage WHERE estate_id = ${estateId} AND at >= ${dayStart} AND missing IS NOT NULL) AS missing`.execute(
    db,
  )
  return found.rows[0] ?? { inside: 0, overstays: 0, missing: 0 }
}

export interface StrayRow {
  client_id: string
  code: string
  at: Instant
  device_at: Instant | null
  sent_by: string
  made_by: string | null
  terminal: string | null
  terminal_id: string | null
  sealed: { kid: string; epk: string; iv: string; box: string }
}

/** @returns false when the record is kept already */
export async function keepApart(
  db: Db,
  estateId: string,
  s: {
    clientId: string
    terminalId: string | null
    sealed: object
    code: string
    deviceAt: string | null
    by: string
    madeBy: string | null
    at: Instant
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO gate_stray (estate_id, client_id, terminal_id, sealed, code, device_at, sent_by, made_by, at)
    VALUES (${estateId}, ${s.clientId}, ${s.terminalId}, ${JSON.stringify(s.sealed)}::jsonb, ${s.code}, ${s.deviceAt}, ${s.by}, ${s.madeBy}, ${s.at})
    ON CONFLICT DO NOTHING RETURNING client_id`.execute(db)
  return made.rows.length === 1
}

export function strays(db: Db, estateId: string, clientId?: string): Promise<StrayRow[]> {
  return sql<StrayRow>`SELECT s.client_id, s.code, s.at, s.device_at, s.sent_by, s.made_by, t.name AS terminal, s.terminal_id, s.sealed
    FROM gate_stray s LEFT JOIN terminal t ON t.estate_id = ${estateId} AND t.id = s.terminal_id
    WHERE s.estate_id = ${estateId} AND s.decided IS NULL AND (${clientId ?? null}::text IS NULL OR s.client_id = ${clientId ?? null})
    ORDER BY s.at DESC LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

/** Notes what was decided of a record kept apart. @returns false when somebody decided before */
export async function decideStray(
  db: Db,
  estateId: string,
  clientId: string,
  d: { decided: 'dropped' | 'entered'; by: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_stray SET decided = ${d.decided}, decided_by = ${d.by}, decided_at = ${d.at}
    WHERE estate_id = ${estateId} AND client_id = ${clientId} AND decided IS NULL RETURNING client_id`.execute(
      db,
    )
  return done.rows.length === 1
}
