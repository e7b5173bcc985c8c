/** SQL of survey rounds. The census itself belongs to the estate room; here its newest version is read. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { SurveySum } from './rules-survey.ts'

export interface RoundRow {
  id: string
  region_id: string
  title: string
  bureau: string
  town: string
  starts_on: string
  due_on: string
  state: 'open' | 'closed'
  made_name: string
  version: number
}

/** Rounds of these regions, newest first. */
export function rounds(db: Db, regionIds: readonly string[]): Promise<RoundRow[]> {
  return sql<RoundRow>`SELECT id, region_id, title, bureau, town, starts_on::text AS starts_on, due_on::text AS due_on, state, made_name, version
    FROM survey_round WHERE region_id = ANY(${regionIds}::uuid[]) ORDER BY starts_on DESC, made_at DESC`
    .execute(db)
    .then(r => r.rows)
}

export async function insertRound(
  db: Db,
  r: Omit<RoundRow, 'state' | 'version'> & { by: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO survey_round (id, region_id, title, bureau, town, starts_on, due_on, state, made_by, made_name, made_at)
    VALUES (${r.id}, ${r.region_id}, ${r.title}, ${r.bureau}, ${r.town}, ${r.starts_on}, ${r.due_on}, 'open', ${r.by}, ${r.made_name}, ${r.at})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function closeRound(db: Db, id: string, version: number): Promise<boolean> {
  const done = await sql`UPDATE survey_round SET state = 'closed', version = version + 1
    WHERE id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface ResultRow {
  round_id: string
  version: number
  figures: SurveySum
  reason: string | null
  made_name: string
  made_at: Instant
}

export function results(db: Db, roundIds: readonly string[]): Promise<ResultRow[]> {
  return sql<ResultRow>`SELECT round_id, version, figures, reason, made_name, made_at FROM survey_result
    WHERE round_id = ANY(${roundIds}::uuid[]) ORDER BY version DESC`
    .execute(db)
    .then(r => r.rows)
}

export async function insertResult(
  db: Db,
  r: Omit<ResultRow, 'made_name' | 'made_at'> & { by: string; name: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO survey_result (round_id, version, figures, reason, made_by, made_name, made_at)
    VALUES (${r.round_id}, ${r.version}, ${JSON.stringify(r.figures)}::jsonb, ${r.reason}, ${r.by}, ${r.name}, ${r.at})`.execute(
    db,
  )
}

export interface CensusHead {
  estate_id: string
  made_by_name: string
  made_at: Instant
  checked_by_name: string | null
}

/** The newest census of each estate. */
export async function newestCensus(db: Db, estateIds: readonly string[]): Promise<Map<string, CensusHead>> {
  const found =
    await sql<CensusHead>`SELECT DISTINCT ON (estate_id) estate_id, made_by_name, made_at, checked_by_name FROM census
    WHERE estate_id = ANY(${estateIds}::uuid[]) ORDER BY estate_id, version DESC`.execute(db)
  return new Map(found.rows.map(c => [c.estate_id, c]))
}
