/** SQL of tasks. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { TaskKind, TaskState } from './rules-task.ts'

export interface TaskRow {
  estate_id: string
  id: string
  kind: TaskKind
  title: string
  place: string | null
  detail: string | null
  due_on: string
  organisation_name: string
  account_id: string | null
  account_name: string | null
  state: TaskState
  started_at: Instant | null
  started_name: string | null
  started_device: Instant | null
  done_at: Instant | null
  done_by: string | null
  done_name: string | null
  device_at: Instant | null
  minutes: number | null
  material: string | null
  cost: number | null
  note: string | null
  photos: string[]
  returned_reason: string | null
  seen_name: string | null
  seen_at: Instant | null
  made_name: string
  version: number
}

const columns = sql`estate_id, id, kind, title, place, detail, due_on::text AS due_on, organisation_name, account_id, account_name, state, started_at,
  started_name, started_device, done_at, done_by, done_name, device_at, minutes, material, cost, note, photos, returned_reason, seen_name, seen_at, made_name, version`

export interface TaskFilter {
  kind?: TaskKind | undefined
  state?: TaskState | undefined
  open?: boolean
  /** only what was due before this day and is not done */
  lateOn?: string | undefined
  q?: string | undefined
  /** only what is mine or nobody's */
  mine?: string | undefined
  offset: number
  limit: number
}

function wanted(estateIds: readonly string[], f: Omit<TaskFilter, 'offset' | 'limit'>) {
  const parts = [sql<SqlBool>`estate_id = ANY(${estateIds}::uuid[])`]
  if (f.kind !== undefined) parts.push(sql`kind = ${f.kind}`)
  if (f.state !== undefined) parts.push(sql`state = ${f.state}`)
  if (f.open) parts.push(sql`state IN ('planned', 'started', 'done')`)
  if (f.lateOn !== undefined) parts.push(sql`state IN ('planned', 'started') AND due_on < ${f.lateOn}::date`)
  if (f.q)
    parts.push(
      sql`(strpos(title, ${f.q}) > 0 OR strpos(coalesce(account_name, ''), ${f.q}) > 0 OR strpos(organisation_name, ${f.q}) > 0)`,
    )
  if (f.mine !== undefined) parts.push(sql`(account_id::text = ${f.mine} OR account_id IS NULL)`)
  return sql<SqlBool>`${sql.join(parts, sql` AND `)}`
}

export async function tasks(
  db: Db,
  estateIds: readonly string[],
  f: TaskFilter,
): Promise<{ rows: TaskRow[]; total: number }> {
  const where = wanted(estateIds, f)
  const counted = await sql<{ n: number }>`SELECT count(*) AS n FROM response_task WHERE ${where}`.execute(db)
  const found = await sql<TaskRow>`SELECT ${columns} FROM response_task WHERE ${where}
    ORDER BY (state IN ('seen', 'cancelled')), due_on, made_at, id LIMIT ${f.limit} OFFSET ${f.offset}`.execute(
    db,
  )
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 }
}

export interface TaskSums {
  all: number
  done: number
  to_see: number
  late: number
  minutes: number
  cost: number
  fenced: number
}

/** Sums over the tasks that the filter gives; cancelled ones do not count. */
export async function taskSums(
  db: Db,
  estateIds: readonly string[],
  f: Omit<TaskFilter, 'offset' | 'limit'>,
  today: string,
): Promise<TaskSums> {
  const found = await sql<TaskSums>`SELECT count(*) FILTER (WHERE state <> 'cancelled') AS all,
      count(*) FILTER (WHERE state IN ('done', 'seen')) AS done, count(*) FILTER (WHERE state = 'done') AS to_see,
      count(*) FILTER (WHERE state IN ('planned', 'started') AND due_on < ${today}::date) AS late,
      coalesce(sum(minutes) FILTER (WHERE state IN ('done', 'seen')), 0)::bigint AS minutes,
      coalesce(sum(cost) FILTER (WHERE state IN ('done', 'seen')), 0)::bigint AS cost,
      count(DISTINCT estate_id) FILTER (WHERE kind = 'fence' AND state <> 'cancelled') AS fenced
    FROM response_task WHERE ${wanted(estateIds, f)}`.execute(db)
  const row = found.rows[0]
  if (row === undefined) throw new Error('an aggregate has one row')
  return row
}

export function taskById(db: Db, estateId: string, id: string): Promise<TaskRow | undefined> {
  return sql<TaskRow>`SELECT ${columns} FROM response_task WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface NewTask {
  id: string
  kind: TaskKind
  title: string
  place: string | null
  detail: string | null
  dueOn: string
  organisation: string
  worker: { id: string; name: string } | null
  planKey: string | null
  by: string
  name: string
  at: Instant
}

/** @returns false when this planned work is there already */
export async function insertTask(db: Db, estateId: string, n: NewTask): Promise<boolean> {
  const done =
    await sql`INSERT INTO response_task (estate_id, id, kind, title, place, detail, due_on, organisation_name, account_id, account_name, state, plan_key, made_by, made_name, made_at)
    VALUES (${estateId}, ${n.id}, ${n.kind}, ${n.title}, ${n.place}, ${n.detail}, ${n.dueOn}, ${n.organisation}, ${n.worker?.id ?? null}, ${n.worker?.name ?? null},
      'planned', ${n.planKey}, ${n.by}, ${n.name}, ${n.at})
    ON CONFLICT (estate_id, kind, plan_key) DO NOTHING RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function startTask(
  db: Db,
  estateId: string,
  id: string,
  s: { name: string; at: Instant; device: Instant | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_task SET state = 'started', started_at = ${s.at}, started_name = ${s.name}, started_device = ${s.device},
      version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'planned' RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface Doing {
  by: string
  name: string
  at: Instant
  device: Instant | null
  minutes: number | null
  material: string | null
  cost: number | null
  note: string | null
  photos: string[]
}

export async function finishTask(db: Db, estateId: string, id: string, d: Doing): Promise<boolean> {
  const done =
    await sql`UPDATE response_task SET state = 'done', done_at = ${d.at}, done_by = ${d.by}, done_name = ${d.name}, device_at = ${d.device},
      minutes = ${d.minutes}, material = ${d.material}, cost = ${d.cost}, note = ${d.note}, photos = ${d.photos}::uuid[], returned_reason = NULL,
      version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('planned', 'started') RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** One of the acts of who asked for the work; the state is a condition. @returns false when somebody changed it meanwhile */
export async function moveTask(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  to: { state: TaskState; reason?: string; seen?: { name: string; at: Instant } },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_task SET state = ${to.state}, returned_reason = ${to.reason ?? null}, seen_name = ${to.seen?.name ?? null},
      seen_at = ${to.seen?.at ?? null}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function assignTask(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  worker: { id: string; name: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_task SET account_id = ${worker.id}, account_name = ${worker.name}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** The estates that have a fencing task which was not cancelled. */
export async function fencedEstates(db: Db, estateIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ estate_id: string }>`SELECT DISTINCT estate_id FROM response_task
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND kind = 'fence' AND state <> 'cancelled'`.execute(db)
  return new Set(found.rows.map(r => r.estate_id))
}

/** Disinfections due on a day. */
export function disinfectionsOn(
  db: Db,
  estateIds: readonly string[],
  day: string,
): Promise<{ estate_id: string; state: TaskState }[]> {
  return sql<{ estate_id: string; state: TaskState }>`SELECT estate_id, state FROM response_task
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND kind = 'disinfect' AND due_on = ${day}::date`
    .execute(db)
    .then(r => r.rows)
}
