/** SQL of mechanical garages: structures, slots, retrievals, inspections, the book. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { GarageKind, slotStates } from './contract-garage-shapes.ts'
import type { GarageState, Size } from './garage-rules.ts'

export interface GarageRow {
  id: string
  lot_id: string | null
  lot: string | null
  name: string
  kind: ReturnType<typeof GarageKind.parse>
  place: string
  levels: number
  machines: number
  cycle_seconds: number
  land_area: number
  registration: string
  keeper: string
  rescue: string
  inspected_until: string
  applied_on: string | null
  apply_told_for: string | null
  in_use_from: string
  state: GarageState
  state_reason: string | null
  state_by: string | null
  state_at: Instant | null
  version: number
  slots: number
  free: number
  blocked: number
  waiting: number
  /** cars waited for, moved, or ready at the exit */
  fetching: number
  open_faults: number
  trapped: number
  cycle_mean: number | null
  cycle_count: number
}

const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`

/** Garages with their counts; the measured cycle is the mean of the last hundred. */
export function garages(db: Db, estateId: string, id?: string): Promise<GarageRow[]> {
  return sql<GarageRow>`SELECT g.id, g.lot_id, l.name AS lot, g.name, g.kind, g.place, g.levels, g.machines, g.cycle_seconds, g.land_area, g.registration, g.keeper, g.rescue,
      ${day('g.inspected_until')} AS inspected_until, ${day('g.applied_on')} AS applied_on, ${day('g.apply_told_for')} AS apply_told_for,
      ${day('g.in_use_from')} AS in_use_from, g.state, g.state_reason, g.state_by, g.state_at, g.version,
      s.slots, s.free, s.blocked, q.waiting, q.fetching, f.open_faults, f.trapped, c.cycle_mean, c.cycle_count
    FROM garage g LEFT JOIN parking_lot l ON l.estate_id = g.estate_id AND l.id = g.lot_id
    LEFT JOIN LATERAL (SELECT count(*)::int AS slots, (count(*) FILTER (WHERE x.state = 'free'))::int AS free,
      (count(*) FILTER (WHERE x.state = 'blocked'))::int AS blocked FROM garage_slot x WHERE x.estate_id = g.estate_id AND x.garage_id = g.id) s ON TRUE
    LEFT JOIN LATERAL (SELECT (count(*) FILTER (WHERE x.state <> 'ready'))::int AS waiting, count(*)::int AS fetching FROM garage_fetch x
      WHERE x.estate_id = g.estate_id AND x.garage_id = g.id AND x.state IN ('waiting', 'moving', 'ready')) q ON TRUE
    LEFT JOIN LATERAL (SELECT count(*)::int AS open_faults, coalesce(sum(x.trapped) FILTER (WHERE x.state = 'rescue'), 0)::int AS trapped
      FROM garage_fault x WHERE x.estate_id = g.estate_id AND x.garage_id = g.id AND x.state <> 'closed') f ON TRUE
    LEFT JOIN LATERAL (SELECT avg(y.seconds)::float8 AS cycle_mean, count(*)::int AS cycle_count FROM (
      SELECT extract(epoch FROM x.ready_at - x.began_at) AS seconds FROM garage_fetch x WHERE x.estate_id = g.estate_id AND x.garage_id = g.id
        AND x.ready_at IS NOT NULL AND x.began_at IS NOT NULL ORDER BY x.asked_at DESC LIMIT 100) y) c ON TRUE
    WHERE g.estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR g.id = ${id ?? null}::uuid) ORDER BY g.name`
    .execute(db)
    .then(r => r.rows)
}

/** Holds the garage for the transaction: states and the queue change one after another. */
export async function lockGarage(db: Db, estateId: string, id: string): Promise<boolean> {
  const found =
    await sql`SELECT id FROM garage WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows.length === 1
}

export interface NewGarage {
  id: string
  lotId?: string | undefined
  name: string
  kind: string
  place: string
  levels: number
  machines: number
  cycleSeconds: number
  landArea: number
  registration: string
  keeper: string
  rescue: string
  inspectedUntil: string
  inUseFrom: string
  by: string
  at: Instant
}

export async function insertGarage(db: Db, estateId: string, g: NewGarage): Promise<void> {
  await sql`INSERT INTO garage (estate_id, id, lot_id, name, kind, place, levels, machines, cycle_seconds, land_area, registration, keeper, rescue, inspected_until, in_use_from, made_by, made_at)
    VALUES (${estateId}, ${g.id}, ${g.lotId ?? null}, ${g.name}, ${g.kind}, ${g.place}, ${g.levels}, ${g.machines}, ${g.cycleSeconds}, ${g.landArea}, ${g.registration}, ${g.keeper},
      ${g.rescue}, ${g.inspectedUntil}::date, ${g.inUseFrom}::date, ${g.by}, ${g.at})`.execute(db)
}

export async function insertSlots(
  db: Db,
  estateId: string,
  garageId: string,
  slots: { code: string; level: number }[],
  max: Size,
): Promise<void> {
  await sql`INSERT INTO garage_slot (estate_id, garage_id, code, level, max_length, max_width, max_height, max_weight)
    SELECT ${estateId}, ${garageId}, s.code, s.level, ${max.length}::int, ${max.width}::int, ${max.height}::int, ${max.weight}::int
    FROM unnest(${slots.map(s => s.code)}::text[], ${slots.map(s => s.level)}::int[]) AS s(code, level)`.execute(
    db,
  )
}

export interface SlotRow {
  code: string
  level: number
  max_length: number
  max_width: number
  max_height: number
  max_weight: number
  state: (typeof slotStates)[number]
  note: string | null
  unit_id: string | null
  room: string | null
  car: Size | null
  garage_id: string
}

export function slots(
  db: Db,
  estateId: string,
  f: { garageId?: string; code?: string; unitIds?: readonly string[] },
): Promise<SlotRow[]> {
  return sql<SlotRow>`SELECT s.garage_id, s.code, s.level, s.max_length, s.max_width, s.max_height, s.max_weight, s.state, s.note, s.unit_id, u.label AS room, s.car
    FROM garage_slot s LEFT JOIN unit u ON u.estate_id = s.estate_id AND u.id = s.unit_id
    WHERE s.estate_id = ${estateId} AND (${f.garageId ?? null}::uuid IS NULL OR s.garage_id = ${f.garageId ?? null}::uuid)
      AND (${f.code ?? null}::text IS NULL OR s.code = ${f.code ?? null})
      AND (${f.unitIds ?? null}::uuid[] IS NULL OR s.unit_id = ANY(${f.unitIds ?? null}::uuid[]))
    ORDER BY s.level, s.code`
    .execute(db)
    .then(r => r.rows)
}

export async function setSlot(
  db: Db,
  estateId: string,
  garageId: string,
  code: string,
  s: { state: string; note: string | null; unitId: string | null; car: Size | null },
): Promise<void> {
  await sql`UPDATE garage_slot SET state = ${s.state}, note = ${s.note}, unit_id = ${s.unitId}, car = ${s.car === null ? null : JSON.stringify(s.car)}::jsonb,
      version = version + 1 WHERE estate_id = ${estateId} AND garage_id = ${garageId} AND code = ${code}`.execute(
    db,
  )
}

export async function setState(
  db: Db,
  estateId: string,
  id: string,
  s: { state: GarageState; reason: string | null; by: string; at: Instant },
): Promise<void> {
  await sql`UPDATE garage SET state = ${s.state}, state_reason = ${s.reason}, state_by = ${s.by}, state_at = ${s.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** @returns false when the garage changed meanwhile */
export async function setLot(
  db: Db,
  estateId: string,
  id: string,
  to: { lotId: string | null; version: number },
): Promise<boolean> {
  const done = await sql`UPDATE garage SET lot_id = ${to.lotId}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${to.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/**
 * Rooms with slots in the garage whose live permits are all for lots that share no gate with this one: their cars would
 * come in where nothing leads to it. A lot without gates of its own is reached through every gate.
 */
export async function slotsUnreached(
  db: Db,
  estateId: string,
  garageId: string,
  lotId: string,
  at: Instant,
): Promise<string[]> {
  const found = await sql<{ label: string }>`SELECT DISTINCT u.label FROM garage_slot s
    JOIN unit u ON u.estate_id = s.estate_id AND u.id = s.unit_id
    JOIN parking_lot t ON t.estate_id = s.estate_id AND t.id = ${lotId}
    JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE l.gates IS NULL OR t.gates IS NULL OR l.gates && t.gates) AS reach
      FROM parking_permit p JOIN parking_lot l ON l.estate_id = p.estate_id AND l.id = p.lot_id
      WHERE p.estate_id = ${estateId} AND p.unit_id = s.unit_id AND p.kind <> 'visitor'
        AND (least(p.until_at, p.ended_at) IS NULL OR least(p.until_at, p.ended_at) > ${at})) q ON TRUE
    WHERE s.estate_id = ${estateId} AND s.garage_id = ${garageId} AND q.n > 0 AND q.reach = 0 ORDER BY u.label`.execute(
    db,
  )
  return found.rows.map(r => r.label)
}

export async function setApplied(db: Db, estateId: string, id: string, on: string): Promise<void> {
  await sql`UPDATE garage SET applied_on = ${on}::date, version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function setInspected(db: Db, estateId: string, id: string, until: string): Promise<void> {
  await sql`UPDATE garage SET inspected_until = ${until}::date, applied_on = NULL, version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export interface InspectionRow {
  id: string
  kind: 'periodic' | 'after_fault' | 'first'
  done_on: string
  passed: boolean
  report: string
  body: string
  valid_until: string | null
  note: string | null
  made_by: string
}

export function inspections(db: Db, estateId: string, garageId: string): Promise<InspectionRow[]> {
  return sql<InspectionRow>`SELECT id, kind, ${day('done_on')} AS done_on, passed, report, body, ${day('valid_until')} AS valid_until, note, made_by
    FROM garage_inspection WHERE estate_id = ${estateId} AND garage_id = ${garageId} ORDER BY done_on DESC, made_at DESC LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function insertInspection(
  db: Db,
  estateId: string,
  i: Omit<InspectionRow, 'made_by'> & { garageId: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO garage_inspection (estate_id, id, garage_id, kind, done_on, passed, report, body, valid_until, note, made_by, made_at)
    VALUES (${estateId}, ${i.id}, ${i.garageId}, ${i.kind}, ${i.done_on}::date, ${i.passed}, ${i.report}, ${i.body}, ${i.valid_until}::date, ${i.note}, ${i.by}, ${i.at})`.execute(
    db,
  )
}

export interface NoteRow {
  id: string
  kind: string
  reason: string | null
  by_name: string
  at: Instant
}

export function notes(db: Db, estateId: string, garageId: string): Promise<NoteRow[]> {
  return sql<NoteRow>`SELECT id, kind, reason, by_name, at FROM garage_note WHERE estate_id = ${estateId} AND garage_id = ${garageId} ORDER BY at DESC, id DESC LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function insertNote(db: Db, estateId: string, garageId: string, n: NoteRow): Promise<void> {
  await sql`INSERT INTO garage_note (estate_id, id, garage_id, kind, reason, by_name, at)
    VALUES (${estateId}, ${n.id}, ${garageId}, ${n.kind}, ${n.reason}, ${n.by_name}, ${n.at})`.execute(db)
}

/** Garages of every estate whose inspection may have to be spoken of: the sweep asks each estate's rule. */
export function dueGarages(db: Db, before: string): Promise<{ estate_id: string; id: string }[]> {
  return sql<{
    estate_id: string
    id: string
  }>`SELECT estate_id, id FROM garage WHERE inspected_until <= ${before}::date ORDER BY estate_id, id`
    .execute(db)
    .then(r => r.rows)
}

export async function markApplyTold(db: Db, estateId: string, id: string, until: string): Promise<boolean> {
  const done =
    await sql`UPDATE garage SET apply_told_for = ${until}::date WHERE estate_id = ${estateId} AND id = ${id}
    AND apply_told_for IS DISTINCT FROM ${until}::date RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface FetchRow {
  id: string
  garage_id: string
  garage: string
  slot: string
  room: string | null
  unit_id: string | null
  state: 'waiting' | 'moving' | 'ready' | 'taken' | 'cancelled'
  asked_by: string
  asked_at: Instant
  began_at: Instant | null
  ready_at: Instant | null
  ended_at: Instant | null
  ahead: number | null
  machines: number
  total: number
}

/** Retrievals, those under way first in their order, then the newest; `ahead` counts whoever asked before and still waits. */
export function fetches(
  db: Db,
  estateId: string,
  f: {
    garageId?: string | undefined
    id?: string
    unitIds?: readonly string[]
    state: 'open' | 'done' | 'all'
    from?: string | undefined
    to?: string | undefined
    offset: number
    limit: number
  },
): Promise<FetchRow[]> {
  return sql<FetchRow>`SELECT f.id, f.garage_id, g.name AS garage, g.machines, f.slot, u.label AS room, f.unit_id, f.state, f.asked_by, f.asked_at, f.began_at, f.ready_at, f.ended_at,
      CASE WHEN f.state IN ('waiting', 'moving') THEN (SELECT count(*)::int FROM garage_fetch b WHERE b.estate_id = f.estate_id AND b.garage_id = f.garage_id
        AND b.state IN ('waiting', 'moving') AND (b.asked_at, b.id) < (f.asked_at, f.id)) END AS ahead, count(*) OVER ()::int AS total
    FROM garage_fetch f JOIN garage g ON g.estate_id = f.estate_id AND g.id = f.garage_id
    LEFT JOIN unit u ON u.estate_id = f.estate_id AND u.id = f.unit_id
    WHERE f.estate_id = ${estateId} AND (${f.garageId ?? null}::uuid IS NULL OR f.garage_id = ${f.garageId ?? null}::uuid)
      AND (${f.id ?? null}::uuid IS NULL OR f.id = ${f.id ?? null}::uuid)
      AND (${f.unitIds ?? null}::uuid[] IS NULL OR f.unit_id = ANY(${f.unitIds ?? null}::uuid[]))
      AND (${f.state} = 'all' OR (f.state IN ('waiting', 'moving', 'ready')) = (${f.state} = 'open'))
      AND (${f.from ?? null}::date IS NULL OR f.asked_at >= ${f.from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (${f.to ?? null}::date IS NULL OR f.asked_at < (${f.to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    ORDER BY (f.state IN ('waiting', 'moving', 'ready')) DESC, CASE WHEN f.state IN ('waiting', 'moving', 'ready') THEN f.asked_at END, f.asked_at DESC, f.id
    OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertFetch(
  db: Db,
  estateId: string,
  f: {
    id: string
    garageId: string
    slot: string
    unitId: string | null
    byId: string
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO garage_fetch (estate_id, id, garage_id, slot, unit_id, asked_id, asked_by, asked_at)
    VALUES (${estateId}, ${f.id}, ${f.garageId}, ${f.slot}, ${f.unitId}, ${f.byId}, ${f.by}, ${f.at})`.execute(
    db,
  )
}

/** @returns false when it is no longer in the state it is moved from */
export async function moveFetch(
  db: Db,
  estateId: string,
  id: string,
  m: { from: readonly string[]; to: string; by: string; at: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE garage_fetch SET state = ${m.to},
      began_at = CASE WHEN ${m.to} = 'moving' THEN ${m.at} ELSE began_at END,
      ready_at = CASE WHEN ${m.to} = 'ready' THEN ${m.at} ELSE ready_at END,
      ended_at = CASE WHEN ${m.to} IN ('taken', 'cancelled') THEN ${m.at} ELSE ended_at END,
      ended_by = CASE WHEN ${m.to} IN ('taken', 'cancelled') THEN ${m.by} ELSE ended_by END
    WHERE estate_id = ${estateId} AND id = ${id} AND state = ANY(${m.from}::text[]) RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** The account that asked, when it was one. */
export async function askerOf(
  db: Db,
  estateId: string,
  id: string,
): Promise<{ accountId: string; name: string } | undefined> {
  const found = await sql<{
    id: string
    name: string
  }>`SELECT a.id, a.name FROM garage_fetch f JOIN account a ON a.id::text = f.asked_id
    WHERE f.estate_id = ${estateId} AND f.id = ${id}`.execute(db)
  const row = found.rows[0]
  return row && { accountId: row.id, name: row.name }
}
