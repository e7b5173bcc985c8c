/** The follow-up on the boards: this month's satisfaction so far, and which major matters still wait for their call. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import { ZONE } from '../../core/clock.ts'
import type { Figure, FigureDay, FigurePart } from '../../core/figures.ts'
import { definitions } from './definitions.ts'

const one = (estateId: string | undefined) =>
  sql`(${estateId ?? null}::uuid IS NULL OR i.estate_id = ${estateId ?? null}::uuid)`

/** The month of a day, as its first day. */
const monthOf = (day: FigureDay) =>
  sql`date_trunc('month', ${day.from}::timestamptz AT TIME ZONE ${ZONE})::date`

const period = { zh: '本月已抽样的批次，截至此刻', en: 'this month’s drawn rounds, up to now' }

const satisfied: Figure = {
  key: 'followup.satisfied',
  title: definitions['followup.satisfied'].title,
  unit: 'percent',
  numerator: definitions['followup.satisfied'].numerator,
  denominator: definitions['followup.satisfied'].denominator,
  period,
  exclusions: definitions['followup.satisfied'].exclusions,
  over: 'now',
  list: 'followup',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`SELECT i.estate_id AS "estateId",
        (count(*) FILTER (WHERE i.result = 'satisfied' AND i.result_at <= ${day.now} AND NOT i.final_refusal))::int AS numerator,
        (count(*) FILTER (WHERE i.final_refusal OR (i.result IN ('satisfied', 'partly', 'dissatisfied') AND i.result_at <= ${day.now})))::int AS denominator
      FROM followup_item i WHERE i.month = ${monthOf(day)} AND ${one(estateId)} GROUP BY i.estate_id`.execute(
      db,
    )
    return found.rows
  },
  acts: async (db, estateId, now) => {
    const found = await sql<{ ref: string; number: string; person: string | null; since: Instant }>`
      SELECT i.ticket_id AS ref, i.number, i.assigned_name AS person, i.due_on::timestamp AT TIME ZONE ${ZONE} AS since FROM followup_item i
      WHERE i.estate_id = ${estateId} AND i.major AND i.result IS NULL AND i.due_on < (${now}::timestamptz AT TIME ZONE ${ZONE})::date
        AND NOT EXISTS (SELECT 1 FROM followup_version v WHERE v.estate_id = ${estateId} AND v.month = i.month)
      ORDER BY i.due_on, i.number LIMIT 10`.execute(db)
    return found.rows.map(r => ({
      ref: r.ref,
      title: {
        zh: `重大事项 ${r.number} 应回访未回访`,
        en: `Major matter ${r.number}: the follow-up call is due`,
      },
      person: r.person,
      since: r.since,
      link: `/console/followup?open=${r.ref}`,
    }))
  },
}

const rate: Figure = {
  key: 'followup.rate',
  title: definitions['followup.rate'].title,
  unit: 'percent',
  numerator: definitions['followup.rate'].numerator,
  denominator: definitions['followup.rate'].denominator,
  period,
  exclusions: definitions['followup.rate'].exclusions,
  over: 'now',
  list: 'followup',
  parts: async (db, day, estateId) => {
    const found = await sql<FigurePart>`SELECT i.estate_id AS "estateId",
        (count(*) FILTER (WHERE i.result IN ('satisfied', 'partly', 'dissatisfied') AND i.result_at <= ${day.now}))::int AS numerator,
        count(*)::int AS denominator
      FROM followup_item i WHERE i.month = ${monthOf(day)} AND ${one(estateId)} GROUP BY i.estate_id`.execute(
      db,
    )
    return found.rows
  },
}

export const followupFigures: Figure[] = [satisfied, rate]
