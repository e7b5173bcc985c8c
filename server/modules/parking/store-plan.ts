/** SQL of the planner: what was measured, the scenarios, and their answers. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { PlanAnswer, ScenarioAsk } from './contract-plan.ts'
import { happened } from './store-report.ts'

export type PlanQuestion = z.output<typeof ScenarioAsk>

export interface ScenarioRow {
  id: string
  name: string
  source: 'passages' | 'table'
  from_on: string | null
  until_on: string | null
  question: PlanQuestion
  state: 'queued' | 'running' | 'done' | 'failed'
  progress: number
  answer: z.output<typeof PlanAnswer> | null
  refusal: string | null
  made_by: string
  made_at: Instant
  ended_at: Instant | null
  total: number
}

export function scenarios(
  db: Db,
  estateId: string,
  f: { id?: string; offset: number; limit: number },
): Promise<ScenarioRow[]> {
  const answer = f.id === undefined ? sql`NULL::jsonb` : sql`answer`
  return sql<ScenarioRow>`SELECT id, name, source, to_char(from_on, 'YYYY-MM-DD') AS from_on, to_char(until_on, 'YYYY-MM-DD') AS until_on, question, state, progress,
      ${answer} AS answer, refusal, made_by, made_at, ended_at, count(*) OVER ()::int AS total
    FROM plan_scenario WHERE estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
    ORDER BY made_at DESC, id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertScenario(
  db: Db,
  estateId: string,
  s: { id: string; question: PlanQuestion; by: string; at: Instant },
): Promise<void> {
  const q = s.question
  await sql`INSERT INTO plan_scenario (estate_id, id, name, source, from_on, until_on, question, made_by, made_at)
    VALUES (${estateId}, ${s.id}, ${q.name}, ${q.source}, ${q.from ?? null}::date, ${q.until ?? null}::date, ${JSON.stringify(q)}::jsonb, ${s.by}, ${s.at})`.execute(
    db,
  )
}

export async function setProgress(db: Db, estateId: string, id: string, percent: number): Promise<void> {
  await sql`UPDATE plan_scenario SET state = 'running', progress = ${percent} WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'running')`.execute(
    db,
  )
}

/** @returns false when it is over already */
export async function endScenario(
  db: Db,
  estateId: string,
  id: string,
  e: { answer: object | null; refusal: string | null; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE plan_scenario SET state = ${e.answer ? 'done' : 'failed'}, progress = 100, answer = ${e.answer ? JSON.stringify(e.answer) : null}::jsonb,
      refusal = ${e.refusal}, ended_at = ${e.at}
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'running') RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function removeScenario(db: Db, estateId: string, id: string): Promise<boolean> {
  const done =
    await sql`DELETE FROM plan_scenario WHERE estate_id = ${estateId} AND id = ${id} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface CarEvent {
  car: string
  /** Epoch seconds. */
  at: number
  direction: 'in' | 'out'
}

const from = (day: string | null) =>
  sql`(${day}::date IS NULL OR at >= ${day}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`
const until = (day: string | null) =>
  sql`(${day}::date IS NULL OR at < (${day}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`
const dayOf = sql`(at AT TIME ZONE 'Asia/Shanghai')::date`

/**
 * Comings and goings of vehicles: of each day what cameras saw, and where none saw any, what guards registered: a camera
 * that began yesterday does not throw away the months before it. What a camera told of late counts at its own time
 * (decision 0011.6). A car is known by its blind index only.
 */
export async function carEvents(
  db: Db,
  estateId: string,
  f: { from: string | null; until: string | null },
): Promise<CarEvent[]> {
  const span = sql`${from(f.from)} AND ${until(f.until)}`
  const found = await sql<CarEvent>`WITH seen AS (SELECT * FROM (
      SELECT plate_blind, ${happened} AS at, direction FROM lane_event
      WHERE estate_id = ${estateId} AND subject = 'vehicle' AND let_through AND plate_blind IS NOT NULL AND ${from(f.from)}) e WHERE ${span}),
    days AS (SELECT DISTINCT ${dayOf} AS day FROM seen),
    registered AS (SELECT plate_blind, at, direction FROM passage
      WHERE estate_id = ${estateId} AND subject = 'vehicle' AND outcome = 'passed' AND plate_blind IS NOT NULL AND ${span}
        AND ${dayOf} NOT IN (SELECT day FROM days))
    SELECT encode(plate_blind, 'hex') AS car, extract(epoch FROM at)::float8 AS at, direction
    FROM (SELECT * FROM seen UNION ALL SELECT * FROM registered) every ORDER BY at LIMIT 500000`.execute(db)
  return found.rows
}

export interface StayRow {
  in: number
  out: number | null
}

export function tableStays(
  db: Db,
  estateId: string,
  f: { from: string | null; until: string | null },
): Promise<StayRow[]> {
  return sql<StayRow>`SELECT extract(epoch FROM at)::float8 AS "in", extract(epoch FROM out_at)::float8 AS "out"
    FROM (SELECT in_at AS at, out_at FROM plan_stay WHERE estate_id = ${estateId}) s WHERE ${from(f.from)} AND ${until(f.until)} ORDER BY at LIMIT 500000`
    .execute(db)
    .then(r => r.rows)
}

/** New rows and those that changed; the same row again changes nothing. */
export async function putStays(
  db: Db,
  estateId: string,
  rows: { ref: string; inAt: Instant; outAt: Instant | null }[],
): Promise<Map<string, 'created' | 'updated'>> {
  const done = await sql<{
    ref: string
    fresh: boolean
  }>`INSERT INTO plan_stay AS p (estate_id, ref, in_at, out_at)
    SELECT ${estateId}, r.ref, r.in_at, r.out_at FROM unnest(${rows.map(r => r.ref)}::text[], ${rows.map(r => r.inAt.toString())}::timestamptz[],
      ${rows.map(r => r.outAt?.toString() ?? null)}::timestamptz[]) AS r(ref, in_at, out_at)
    ON CONFLICT (estate_id, ref) DO UPDATE SET in_at = excluded.in_at, out_at = excluded.out_at
      WHERE (p.in_at, p.out_at) IS DISTINCT FROM (excluded.in_at, excluded.out_at) RETURNING ref, (xmax = 0) AS fresh`.execute(
    db,
  )
  return new Map(done.rows.map(r => [r.ref, r.fresh ? 'created' : 'updated']))
}

export interface StartRow {
  passage_first: string | null
  passage_last: string | null
  cars: number
  table_first: string | null
  table_last: string | null
  table_rows: number
  lanes_in: number
  lanes_out: number
  spaces: number
  vehicles: number
  mechanical: number
  machines: number
  cycle_seconds: number | null
}

const localDay = (column: string) =>
  sql`to_char(${sql.ref(column)} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`

export async function startFacts(db: Db, estateId: string): Promise<StartRow> {
  const found =
    await sql<StartRow>`SELECT ${localDay('p.first')} AS passage_first, ${localDay('p.last')} AS passage_last, p.cars, ${localDay('s.first')} AS table_first,
      ${localDay('s.last')} AS table_last, s.rows AS table_rows, l.lanes_in, l.lanes_out, k.spaces, v.vehicles, g.mechanical, m.machines, m.cycle_seconds
    FROM (SELECT min(at) AS first, max(at) AS last, count(DISTINCT plate_blind)::int AS cars FROM (
        SELECT at, plate_blind FROM passage WHERE estate_id = ${estateId} AND subject = 'vehicle' AND outcome = 'passed' AND plate_blind IS NOT NULL
        UNION ALL SELECT ${happened}, plate_blind FROM lane_event WHERE estate_id = ${estateId} AND subject = 'vehicle' AND let_through AND plate_blind IS NOT NULL) seen) p,
      (SELECT coalesce(sum(capacity), 0)::int AS spaces FROM parking_space WHERE estate_id = ${estateId} AND state = 'usable' AND use IN ('car', 'accessible', 'ev')) k,
      (SELECT min(in_at) AS first, max(coalesce(out_at, in_at)) AS last, count(*)::int AS rows FROM plan_stay WHERE estate_id = ${estateId}) s,
      (SELECT (count(*) FILTER (WHERE direction IN ('in', 'both')))::int AS lanes_in, (count(*) FILTER (WHERE direction IN ('out', 'both')))::int AS lanes_out
        FROM lane WHERE estate_id = ${estateId} AND carries IN ('vehicle', 'both')) l,
      (SELECT count(*)::int AS vehicles FROM vehicle WHERE estate_id = ${estateId} AND until_at IS NULL) v,
      (SELECT count(*)::int AS mechanical FROM garage_slot WHERE estate_id = ${estateId} AND state <> 'blocked') g,
      (SELECT coalesce(sum(machines), 0)::int AS machines, max(cycle_seconds) AS cycle_seconds FROM garage WHERE estate_id = ${estateId}) m`.execute(
      db,
    )
  const row = found.rows[0]
  if (row === undefined) throw new Error('no facts')
  return row
}

/** What was timed at the gates in the last half year, in seconds, by how the car was read. */
export function timings(
  db: Db,
  estateId: string,
  since: Instant,
): Promise<{ method: 'plate' | 'card' | 'guard'; seconds: number }[]> {
  return sql<{
    method: 'plate' | 'card' | 'guard'
    seconds: number
  }>`SELECT method, millis / 1000.0::float8 AS seconds FROM gate_timing
    WHERE estate_id = ${estateId} AND at >= ${since} ORDER BY at DESC LIMIT 3000`
    .execute(db)
    .then(r => r.rows)
}
