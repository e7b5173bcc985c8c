/** SQL of move-your-car, accidents, congestion and timings. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { accidentKinds, causes } from './contract-order-shapes.ts'

export interface MoveRow {
  id: string
  number: string
  place: string
  reason: string
  plate_sealed: Buffer
  owner_ids: string[]
  asked_id: string
  asked_by: string
  asked_as: 'resident' | 'staff'
  asked_at: Instant
  answer_by: Instant
  state: 'asked' | 'coming' | 'cannot' | 'closed'
  answer: string | null
  minutes: number | null
  answered_at: Instant | null
  raised_at: Instant | null
  closed_at: Instant | null
  result: string | null
  version: number
  total: number
}

export function moves(
  db: Db,
  estateId: string,
  f: { id?: string; of?: string; state: 'open' | 'closed' | 'all'; offset: number; limit: number },
): Promise<MoveRow[]> {
  return sql<MoveRow>`SELECT id, number, place, reason, plate_sealed, owner_ids, asked_id, asked_by, asked_as, asked_at, answer_by, state, answer, minutes, answered_at,
      raised_at, closed_at, result, version, count(*) OVER ()::int AS total FROM order_move
    WHERE estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
      AND (${f.of ?? null}::uuid IS NULL OR asked_id = ${f.of ?? null}::text OR ${f.of ?? null}::uuid = ANY(owner_ids))
      AND (${f.state} = 'all' OR (state = 'closed') = (${f.state} = 'closed'))
    ORDER BY (state <> 'closed') DESC, asked_at DESC, id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface NewMove {
  id: string
  number: string
  place: string
  reason: string
  sealed: Buffer
  blind: Buffer
  ownerUnitId: string | null
  ownerIds: string[]
  askedId: string
  askedBy: string
  askedAs: string
  at: Instant
  answerBy: Instant
}

export async function insertMove(db: Db, estateId: string, m: NewMove): Promise<void> {
  await sql`INSERT INTO order_move (estate_id, id, number, place, reason, plate_sealed, plate_blind, owner_unit_id, owner_ids, asked_id, asked_by, asked_as, asked_at, answer_by)
    VALUES (${estateId}, ${m.id}, ${m.number}, ${m.place}, ${m.reason}, ${m.sealed}, ${m.blind}, ${m.ownerUnitId}, ${m.ownerIds}::uuid[], ${m.askedId}, ${m.askedBy}, ${m.askedAs},
      ${m.at}, ${m.answerBy})`.execute(db)
}

/** @returns false when somebody else changed it meanwhile */
export async function setMove(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  change: Partial<
    Pick<MoveRow, 'state' | 'answer' | 'minutes' | 'answered_at' | 'raised_at' | 'closed_at' | 'result'>
  > & {
    closed_by?: string
  },
): Promise<boolean> {
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await sql`UPDATE order_move SET ${sql.join(sets)}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface AccidentRow {
  id: string
  number: string
  kind: (typeof accidentKinds)[number]
  zone: string
  place: string
  happened_at: Instant
  what: string
  injured: number
  parties: Buffer | null
  photos: string[]
  accountable_id: string
  accountable: string
  police_number: string | null
  insurance_id: string | null
  state: 'open' | 'closed'
  result: string | null
  liable: string | null
  closed_at: Instant | null
  closed_by: string | null
  made_by: string
  version: number
  total: number
  open: number
}

export function accidents(
  db: Db,
  estateId: string,
  f: {
    id?: string | undefined
    kind?: string | undefined
    state: 'open' | 'closed' | 'all'
    from?: string | undefined
    to?: string | undefined
    offset: number
    limit: number
  },
): Promise<AccidentRow[]> {
  return sql<AccidentRow>`SELECT id, number, kind, zone, place, happened_at, what, injured, parties, photos, accountable_id, accountable, police_number, insurance_id, state, result,
      liable, closed_at, closed_by, made_by, version, count(*) OVER ()::int AS total, (count(*) FILTER (WHERE state = 'open') OVER ())::int AS open
    FROM order_accident WHERE estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
      AND (${f.kind ?? null}::text IS NULL OR kind = ${f.kind ?? null}) AND (${f.state} = 'all' OR state = ${f.state})
      AND (${f.from ?? null}::date IS NULL OR happened_at >= ${f.from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (${f.to ?? null}::date IS NULL OR happened_at < (${f.to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    ORDER BY (state = 'open') DESC, happened_at DESC, id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface NewAccident {
  id: string
  number: string
  kind: string
  zone: string
  place: string
  happenedAt: Instant
  what: string
  injured: number
  parties: Buffer | null
  photos: string[]
  accountableId: string
  accountable: string
  policeNumber: string | null
  by: string
  at: Instant
}

export async function insertAccident(db: Db, estateId: string, a: NewAccident): Promise<void> {
  await sql`INSERT INTO order_accident (estate_id, id, number, kind, zone, place, happened_at, what, injured, parties, photos, accountable_id, accountable, police_number, made_by, made_at)
    VALUES (${estateId}, ${a.id}, ${a.number}, ${a.kind}, ${a.zone}, ${a.place}, ${a.happenedAt}, ${a.what}, ${a.injured}, ${a.parties}, ${a.photos}::uuid[], ${a.accountableId},
      ${a.accountable}, ${a.policeNumber}, ${a.by}, ${a.at})`.execute(db)
}

export async function setAccident(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  change: Partial<
    Pick<
      AccidentRow,
      | 'accountable_id'
      | 'accountable'
      | 'state'
      | 'result'
      | 'liable'
      | 'police_number'
      | 'insurance_id'
      | 'closed_at'
      | 'closed_by'
    >
  >,
): Promise<boolean> {
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await sql`UPDATE order_accident SET ${sql.join(sets)}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface CongestionRow {
  id: string
  gate_id: string
  gate: string
  from_at: Instant
  until_at: Instant | null
  length: number
  cause: (typeof causes)[number]
  note: string | null
  measure: string | null
  made_by: string
  total: number
}

export function congestions(
  db: Db,
  estateId: string,
  f: {
    id?: string
    gateId?: string | undefined
    from?: string | undefined
    to?: string | undefined
    offset: number
    limit: number
  },
): Promise<CongestionRow[]> {
  return sql<CongestionRow>`SELECT c.id, c.gate_id, g.name AS gate, c.from_at, c.until_at, c.length, c.cause, c.note, c.measure, c.made_by, count(*) OVER ()::int AS total
    FROM order_congestion c JOIN gate g ON g.estate_id = c.estate_id AND g.id = c.gate_id
    WHERE c.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR c.id = ${f.id ?? null}::uuid)
      AND (${f.gateId ?? null}::uuid IS NULL OR c.gate_id = ${f.gateId ?? null}::uuid)
      AND (${f.from ?? null}::date IS NULL OR c.from_at >= ${f.from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (${f.to ?? null}::date IS NULL OR c.from_at < (${f.to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    ORDER BY (c.until_at IS NULL) DESC, c.from_at DESC, c.id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertCongestion(
  db: Db,
  estateId: string,
  c: {
    id: string
    gateId: string
    fromAt: Instant
    length: number
    cause: string
    note: string | null
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO order_congestion (estate_id, id, gate_id, from_at, length, cause, note, made_by, made_at)
    VALUES (${estateId}, ${c.id}, ${c.gateId}, ${c.fromAt}, ${c.length}, ${c.cause}, ${c.note}, ${c.by}, ${c.at})`.execute(
    db,
  )
}

export async function endCongestion(
  db: Db,
  estateId: string,
  id: string,
  e: { until: Instant; measure: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE order_congestion SET until_at = greatest(from_at, ${e.until}), measure = ${e.measure}
    WHERE estate_id = ${estateId} AND id = ${id} AND until_at IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

export function gates(db: Db, estateId: string): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT id, name FROM gate WHERE estate_id = ${estateId} ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertTiming(
  db: Db,
  estateId: string,
  t: {
    id: string
    gateId: string
    direction: string
    method: string
    millis: number
    queue: number
    at: Instant
    by: string
  },
): Promise<{ count: number; mean: number }> {
  await sql`INSERT INTO gate_timing (estate_id, id, gate_id, direction, method, millis, queue, at, made_by)
    VALUES (${estateId}, ${t.id}, ${t.gateId}, ${t.direction}, ${t.method}, ${t.millis}, ${t.queue}, ${t.at}, ${t.by})`.execute(
    db,
  )
  const found = await sql<{
    count: number
    mean: number
  }>`SELECT count(*)::int AS count, round(avg(millis))::int AS mean FROM gate_timing
    WHERE estate_id = ${estateId} AND gate_id = ${t.gateId} AND method = ${t.method} AND at >= ${t.at.subtract({ hours: 24 })}`.execute(
    db,
  )
  return found.rows[0] ?? { count: 0, mean: 0 }
}
