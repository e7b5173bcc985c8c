/** SQL of what a closure's watch looks at: work, survey rounds and checks with their last moment (SX-09). */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { TaskKind } from './rules-task.ts'
import type { RoundRow } from './store-survey.ts'

export interface DueTask {
  estate_id: string
  id: string
  kind: TaskKind
  title: string
  due_on: string
  late: boolean
  worker_id: string | null
  worker_name: string | null
  /** who asked for it, while he has an account */
  asked_id: string | null
  asked_name: string
}

/** Open tasks whose last day is today or over and of which that was not yet told. Each estate's in one look. */
export function dueTasks(db: Db, today: string): Promise<DueTask[]> {
  return sql<DueTask>`SELECT t.estate_id, t.id, t.kind, t.title, t.due_on::text AS due_on, t.due_on < ${today}::date AS late, t.account_id AS worker_id,
      t.account_name AS worker_name, a.id AS asked_id, t.made_name AS asked_name
    FROM response_task t LEFT JOIN account a ON a.id::text = t.made_by AND a.disabled_at IS NULL
    WHERE t.state IN ('planned', 'started') AND t.due_on <= ${today}::date AND NOT EXISTS (SELECT 1 FROM response_told x
      WHERE x.topic = 'response_task' AND x.subject = t.id::text AND x.what = CASE WHEN t.due_on < ${today}::date THEN 'late' ELSE 'due' END)
    ORDER BY t.estate_id, t.due_on, t.id LIMIT 2000`
    .execute(db)
    .then(r => r.rows)
}

export type DueRound = RoundRow & { made_by: string; path: string }

/** Open rounds whose last day is today or over. */
export function dueRounds(db: Db, today: string): Promise<DueRound[]> {
  return sql<DueRound>`SELECT s.id, s.region_id, s.title, s.bureau, s.town, s.starts_on::text AS starts_on, s.due_on::text AS due_on, s.state, s.made_by, s.made_name,
      s.version, r.path FROM survey_round s JOIN region r ON r.id = s.region_id WHERE s.state = 'open' AND s.due_on <= ${today}::date ORDER BY s.due_on, s.id`
    .execute(db)
    .then(r => r.rows)
}

/** What was told of a topic and still stands. */
export function toldSubjects(db: Db, topic: string): Promise<string[]> {
  return sql<{ subject: string }>`SELECT DISTINCT subject FROM response_told WHERE topic = ${topic}`
    .execute(db)
    .then(r => r.rows.map(row => row.subject))
}

export interface OpenCase {
  estate_id: string
  id: string
  start_on: string
  end_on: string | null
  checks_a_day: number
  worker_id: string
  worker_name: string
  region_path: string
}

/** Everybody who is looked after now, without a word of who it is. */
export function openCases(db: Db): Promise<OpenCase[]> {
  return sql<OpenCase>`SELECT c.estate_id, c.id, c.start_on::text AS start_on, c.end_on::text AS end_on, c.checks_a_day, c.worker_id, c.worker_name, r.path AS region_path
    FROM care_case c JOIN estate e ON e.id = c.estate_id JOIN region r ON r.id = e.region_id WHERE c.state = 'open' ORDER BY c.estate_id, c.id`
    .execute(db)
    .then(r => r.rows)
}

export interface OpenPatrol {
  id: string
  region_path: string
  route: string
  leader: string
  ends_at: Instant
  /** who planned it, while he has an account */
  planned_id: string | null
  planned_name: string
}

/** Patrols without a note that end by this instant or have ended, the last month's. */
export function openPatrols(db: Db, by: Instant): Promise<OpenPatrol[]> {
  return sql<OpenPatrol>`SELECT p.id, r.path AS region_path, p.route, p.leader, p.ends_at, a.id AS planned_id, p.made_name AS planned_name
    FROM police_patrol p JOIN region r ON r.id = p.region_id LEFT JOIN account a ON a.id::text = p.made_by AND a.disabled_at IS NULL
    WHERE p.state = 'planned' AND p.ends_at <= ${by} AND p.ends_at > ${by.subtract({ hours: 24 * 31 })} ORDER BY p.ends_at, p.id`
    .execute(db)
    .then(rows => rows.rows)
}
