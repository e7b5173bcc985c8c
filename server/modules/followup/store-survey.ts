/** SQL of the yearly survey. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface SurveyRow {
  id: string
  year: number
  target: number
  questions: unknown
  population: number
  opened_at: Instant
  closed_at: Instant | null
  result: unknown
}

export async function surveys(db: Db, estateId: string): Promise<SurveyRow[]> {
  const found =
    await sql<SurveyRow>`SELECT id, year, target, questions, population, opened_at, closed_at, result FROM survey
    WHERE estate_id = ${estateId} ORDER BY year DESC LIMIT 20`.execute(db)
  return found.rows
}

export async function lockSurvey(db: Db, estateId: string, id: string): Promise<SurveyRow | undefined> {
  const found =
    await sql<SurveyRow>`SELECT id, year, target, questions, population, opened_at, closed_at, result FROM survey
    WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows[0]
}

/** Owners and members of living households, each person once: who is asked. */
export async function population(db: Db, estateId: string, now: Instant): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM (
      SELECT person_id FROM ownership WHERE estate_id = ${estateId} AND (until_at IS NULL OR until_at > ${now})
      UNION SELECT person_id FROM household_member WHERE estate_id = ${estateId} AND (until_at IS NULL OR until_at > ${now})) p`.execute(
    db,
  )
  return found.rows[0]?.n ?? 0
}

/** @returns false when the year has its survey already */
export async function insertSurvey(
  db: Db,
  estateId: string,
  s: {
    id: string
    year: number
    target: number
    questions: object
    population: number
    at: Instant
    by: string
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO survey (estate_id, id, year, target, questions, population, opened_at, opened_by)
    VALUES (${estateId}, ${s.id}, ${s.year}, ${s.target}, ${JSON.stringify(s.questions)}::jsonb, ${s.population}, ${s.at}, ${s.by})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export async function closeSurvey(
  db: Db,
  estateId: string,
  id: string,
  c: { at: Instant; by: string; result: object },
): Promise<void> {
  await sql`UPDATE survey SET closed_at = ${c.at}, closed_by = ${c.by}, result = ${JSON.stringify(c.result)}::jsonb
    WHERE estate_id = ${estateId} AND id = ${id} AND closed_at IS NULL`.execute(db)
}

export interface AnswerRow {
  kind: 'owner' | 'user'
  paper: boolean
  scores: Record<string, number>
}

export async function answers(db: Db, estateId: string, id: string): Promise<AnswerRow[]> {
  const found = await sql<AnswerRow>`SELECT kind, scores, entered_by IS NOT NULL AS paper FROM survey_answer
    WHERE estate_id = ${estateId} AND survey_id = ${id}`.execute(db)
  return found.rows
}

/** Has one of these respondents answered, on the phone or on paper? */
export async function hasAnswered(
  db: Db,
  estateId: string,
  id: string,
  who: readonly Buffer[],
): Promise<boolean> {
  const found = await sql`SELECT 1 FROM survey_answer
    WHERE estate_id = ${estateId} AND survey_id = ${id} AND respondent = ANY(${[...who]}::bytea[])`.execute(
    db,
  )
  return found.rows.length > 0
}

/** SX-12: paper answers by who entered them. */
export async function enteredCounts(
  db: Db,
  estateId: string,
  id: string,
): Promise<{ by: string; count: number }[]> {
  const found = await sql<{
    by: string
    count: number
  }>`SELECT entered_by AS by, count(*)::int AS count FROM survey_answer
    WHERE estate_id = ${estateId} AND survey_id = ${id} AND entered_by IS NOT NULL GROUP BY entered_by ORDER BY 2 DESC, 1`.execute(
    db,
  )
  return found.rows
}

/** @returns false when this respondent has answered before */
export async function insertAnswer(
  db: Db,
  estateId: string,
  id: string,
  a: {
    respondent: Buffer
    kind: string
    scores: object
    day: string
    enteredBy: string | null
    sheetId: string | null
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO survey_answer (estate_id, survey_id, respondent, kind, scores, day, entered_by, sheet_id)
    VALUES (${estateId}, ${id}, ${a.respondent}, ${a.kind}, ${JSON.stringify(a.scores)}::jsonb, ${a.day}::date, ${a.enteredBy}, ${a.sheetId})
    ON CONFLICT DO NOTHING RETURNING kind`.execute(db)
  return made.rows.length > 0
}

export interface SheetRow {
  kind: 'owner' | 'user'
  scores: Record<string, number>
  day: string
  entered_by: string
  sheet_id: string | null
}

/** SX-12: paper answers, in an order that says nothing of who answered: by day, then as the blind mark falls. */
export async function sheets(
  db: Db,
  estateId: string,
  surveyId: string,
  page: { offset: number; limit: number },
): Promise<{ rows: SheetRow[]; total: number }> {
  const mine = sql`estate_id = ${estateId} AND survey_id = ${surveyId} AND entered_by IS NOT NULL`
  const counted = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM survey_answer WHERE ${mine}`.execute(db)
  const found =
    await sql<SheetRow>`SELECT kind, scores, day::text AS day, entered_by, sheet_id FROM survey_answer WHERE ${mine}
    ORDER BY day DESC, respondent OFFSET ${page.offset} LIMIT ${page.limit}`.execute(db)
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 }
}

/** Is this a photo taken of a survey's sheet in this estate, and of no answer yet? */
export async function freeSheet(db: Db, estateId: string, fileId: string): Promise<boolean> {
  const found =
    await sql`SELECT 1 FROM file f WHERE f.estate_id = ${estateId} AND f.id = ${fileId} AND f.purpose = 'survey'
    AND NOT EXISTS (SELECT 1 FROM survey_answer a WHERE a.estate_id = ${estateId} AND a.sheet_id = f.id)`.execute(
      db,
    )
  return found.rows.length > 0
}
