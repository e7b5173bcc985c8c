/** SQL of the numbers of parking. */
import { sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { estatesWithin } from '../estate/store.ts'
import type { PeakCount } from './report-rules.ts'

export interface EstateNumbers {
  estate_id: string
  estate: string
  households: number
  cars: number
  motorcycles: number
  others: number
  lot_spaces: number
  mechanical: number
  waiting: number
  complaints: number
  built_year: number | null
}

/** One row per estate; complaints are those of the year before `now` whose words are about parking. */
export function numbers(
  db: Db,
  w: { scope?: ScopeWhere; estateId?: string; now: Instant; words: string },
): Promise<EstateNumbers[]> {
  const where = w.scope ? estatesWithin(w.scope) : sql`e.id = ${w.estateId ?? null}`
  return sql<EstateNumbers>`SELECT e.id AS estate_id, e.name AS estate,
      coalesce((p.indicators->>'households')::int, u.homes, 0) AS households, coalesce(v.cars, 0) AS cars, coalesce(v.motorcycles, 0) AS motorcycles,
      coalesce(v.others, 0) AS others, coalesce(s.spaces, 0) AS lot_spaces, coalesce(g.slots, 0) AS mechanical, coalesce(q.waiting, 0) AS waiting,
      coalesce(c.complaints, 0) AS complaints, (p.indicators->>'builtYear')::int AS built_year
    FROM estate e LEFT JOIN estate_profile p ON p.estate_id = e.id
    LEFT JOIN (SELECT estate_id, count(*)::int AS homes FROM unit WHERE use = 'home' GROUP BY 1) u ON u.estate_id = e.id
    LEFT JOIN (SELECT estate_id, (count(*) FILTER (WHERE kind IN ('car', 'truck')))::int AS cars, (count(*) FILTER (WHERE kind = 'motorcycle'))::int AS motorcycles,
      (count(*) FILTER (WHERE kind = 'other'))::int AS others FROM vehicle WHERE until_at IS NULL GROUP BY 1) v ON v.estate_id = e.id
    LEFT JOIN (SELECT estate_id, sum(capacity)::int AS spaces FROM parking_space WHERE state = 'usable' AND use IN ('car', 'accessible', 'ev') GROUP BY 1) s ON s.estate_id = e.id
    LEFT JOIN (SELECT estate_id, count(*)::int AS slots FROM garage_slot WHERE state <> 'blocked' GROUP BY 1) g ON g.estate_id = e.id
    LEFT JOIN (SELECT estate_id, count(*)::int AS waiting FROM parking_wait WHERE state IN ('waiting', 'offered') GROUP BY 1) q ON q.estate_id = e.id
    LEFT JOIN (SELECT estate_id, count(*)::int AS complaints FROM ticket WHERE kind = 'complaint' AND received_at >= ${w.now.subtract({ hours: 24 * 365 })}
      AND (class = 'parking' OR text ~ ${w.words}) GROUP BY 1) c ON c.estate_id = e.id
    WHERE ${where} ORDER BY e.name, e.id LIMIT 5000`
    .execute(db)
    .then(r => r.rows)
}

/** Registered cars at the end of each month, the last for now (S4-01). */
export function carsByMonth(
  db: Db,
  estateId: string,
  f: { months: readonly string[] },
): Promise<{ month: string; cars: number }[]> {
  return sql<{
    month: string
    cars: number
  }>`SELECT m.month, (SELECT count(*)::int FROM vehicle v WHERE v.estate_id = ${estateId} AND v.kind IN ('car', 'truck')
      AND v.from_at < ((m.month || '-01')::date + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai'
      AND (v.until_at IS NULL OR v.until_at >= ((m.month || '-01')::date + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai')) AS cars
    FROM unnest(${f.months}::text[]) AS m(month) ORDER BY m.month`
    .execute(db)
    .then(r => r.rows)
}

export interface Facility {
  name: string
  spaces: number
  land_area: number | null
}

export function facilities(db: Db, estateId: string): Promise<Facility[]> {
  return sql<Facility>`SELECT l.name, coalesce((SELECT sum(capacity)::int FROM parking_space s WHERE s.estate_id = l.estate_id AND s.lot_id = l.id AND s.state = 'usable'
      AND s.use IN ('car', 'accessible', 'ev')), 0) AS spaces, l.land_area FROM parking_lot l WHERE l.estate_id = ${estateId}
    UNION ALL SELECT g.name, (SELECT count(*)::int FROM garage_slot s WHERE s.estate_id = g.estate_id AND s.garage_id = g.id AND s.state <> 'blocked'), g.land_area
      FROM garage g WHERE g.estate_id = ${estateId} ORDER BY 1`
    .execute(db)
    .then(r => r.rows)
}

export interface Span {
  from: string
  to: string
}

const between = (column: string, s: Span) =>
  sql`${sql.ref(column)} >= ${s.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai' AND ${sql.ref(column)} < (${s.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`

/** When a car passed: a replay is told later than it happened, at its camera's time (decision 0011.6). */
export const happened = sql`CASE WHEN replay AND device_at IS NOT NULL THEN device_at ELSE at END`

/** Months whose partitions can hold a passage of the span: a replay is kept where it was told, at most 31 days later. */
const kept = (s: Span) =>
  sql`at >= ${s.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai' AND at < (${s.to}::date + 32)::timestamp AT TIME ZONE 'Asia/Shanghai'`

/** Whether cameras saw cars in the span; else the guards' registrations are counted. */
export async function hasLaneEvents(db: Db, estateId: string, s: Span): Promise<boolean> {
  const found = await sql<{
    yes: boolean
  }>`SELECT EXISTS (SELECT 1 FROM (SELECT ${happened} AS at FROM lane_event WHERE estate_id = ${estateId} AND subject = 'vehicle' AND let_through AND ${kept(s)}) seen
    WHERE ${between('at', s)}) AS yes`.execute(db)
  return found.rows[0]?.yes ?? false
}

/** Cars let through by five minutes of the day and direction (S4-06). */
export function peakCounts(
  db: Db,
  estateId: string,
  f: Span & { gateId: string | null; lanes: boolean },
): Promise<PeakCount[]> {
  const slot = sql`(extract(epoch FROM (at AT TIME ZONE 'Asia/Shanghai')::time) / 300)::numeric`
  const from = f.lanes
    ? sql`(SELECT ${happened} AS at, direction, gate_id FROM lane_event WHERE estate_id = ${estateId} AND subject = 'vehicle' AND let_through AND ${kept(f)}) seen`
    : sql`(SELECT at, direction, gate_id FROM passage WHERE estate_id = ${estateId} AND subject = 'vehicle' AND outcome = 'passed' AND ${kept(f)}) seen`
  return sql<PeakCount>`SELECT floor(${slot})::int AS slot, direction, count(*)::int AS n FROM ${from} WHERE ${between('at', f)}
      AND (${f.gateId}::uuid IS NULL OR gate_id = ${f.gateId}::uuid) GROUP BY 1, 2`
    .execute(db)
    .then(r => r.rows)
}

export function timingMeans(
  db: Db,
  estateId: string,
  f: Span & { gateId: string | null },
): Promise<{ method: 'plate' | 'card' | 'guard'; count: number; seconds: number; queue: number }[]> {
  return sql<{
    method: 'plate' | 'card' | 'guard'
    count: number
    seconds: number
    queue: number
  }>`SELECT method, count(*)::int AS count,
      round(avg(millis) / 1000, 1)::float8 AS seconds, round(avg(queue), 1)::float8 AS queue FROM gate_timing
    WHERE estate_id = ${estateId} AND ${between('at', f)} AND (${f.gateId}::uuid IS NULL OR gate_id = ${f.gateId}::uuid) GROUP BY method ORDER BY method`
    .execute(db)
    .then(r => r.rows)
}

export async function congestionSums(
  db: Db,
  estateId: string,
  f: Span & { gateId: string | null },
): Promise<{ n: number; minutes: number }> {
  const found = await sql<{
    n: number
    minutes: number
  }>`SELECT count(*)::int AS n, coalesce(round(sum(extract(epoch FROM until_at - from_at)) / 60), 0)::int AS minutes
    FROM order_congestion WHERE estate_id = ${estateId} AND ${between('from_at', f)} AND (${f.gateId}::uuid IS NULL OR gate_id = ${f.gateId}::uuid)`.execute(
    db,
  )
  return found.rows[0] ?? { n: 0, minutes: 0 }
}

export interface FeeRow {
  source: string
  charged: number
  paid: number
}

/** Charges of parking made in the span less reversals, and what came in for them; orders of other services are not counted. */
export function fees(db: Db, estateId: string, s: Span): Promise<FeeRow[]> {
  return sql<FeeRow>`SELECT c.source, sum(c.amount + coalesce(x.amount, 0))::bigint AS charged, coalesce(sum(p.paid), 0)::bigint AS paid
    FROM ledger_charge c LEFT JOIN ledger_charge x ON x.estate_id = c.estate_id AND x.reverses = c.id
    LEFT JOIN LATERAL (SELECT sum(s.amount) AS paid FROM ledger_share s WHERE s.estate_id = c.estate_id AND s.charge_id = c.id) p ON TRUE
    WHERE c.estate_id = ${estateId} AND c.reverses IS NULL AND c.source NOT IN ('order', 'reversal') AND ${between('c.made_at', s)}
    GROUP BY c.source ORDER BY c.source`
    .execute(db)
    .then(r => r.rows)
}

export type WorkRow = Record<
  | 'violations'
  | 'violations_closed'
  | 'moves'
  | 'moves_closed'
  | 'accidents'
  | 'accidents_closed'
  | 'congestions'
  | 'patrol_visits'
  | 'checks'
  | 'inspections'
  | 'faults'
  | 'faults_closed'
  | 'fetches',
  number
>

/** What was done in the span, counted by the day it was done. */
export async function work(db: Db, estateId: string, s: Span): Promise<WorkRow> {
  const n = (table: string, column: string, more = sql`TRUE`) =>
    sql`(SELECT count(*)::int FROM ${sql.table(table)} t WHERE t.estate_id = ${estateId} AND ${between(`t.${column}`, s)} AND ${more})`
  const found =
    await sql<WorkRow>`SELECT ${n('order_violation', 'happened_at', sql`t.state <> 'void'`)} AS violations,
      ${n('order_violation', 'closed_at', sql`t.state = 'closed'`)} AS violations_closed, ${n('order_move', 'asked_at')} AS moves,
      ${n('order_move', 'closed_at')} AS moves_closed, ${n('order_accident', 'happened_at')} AS accidents, ${n('order_accident', 'closed_at')} AS accidents_closed,
      ${n('order_congestion', 'from_at')} AS congestions, ${n('patrol_visit', 'at')} AS patrol_visits, ${n('operator_check', 'at')} AS checks,
      (SELECT count(*)::int FROM garage_inspection t WHERE t.estate_id = ${estateId} AND t.done_on BETWEEN ${s.from}::date AND ${s.to}::date) AS inspections,
      ${n('garage_fault', 'found_at')} AS faults, ${n('garage_fault', 'closed_at')} AS faults_closed, ${n('garage_fetch', 'ready_at')} AS fetches`.execute(
      db,
    )
  const row = found.rows[0]
  if (row === undefined) throw new Error('no counts')
  return row
}
