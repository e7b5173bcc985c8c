/** SQL of what persons ask of their own data (W26). */
import { sql } from 'kysely'
import type { CalendarYear, NoticeDay } from '../../core/calendar.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface RequestRow {
  id: string
  household_id: string
  unit: string
  kind: 'export' | 'deletion'
  state: 'open' | 'done' | 'refused'
  asked_by: string
  asked_name: string | null
  channel: 'desk' | 'paper' | 'phone' | 'app'
  note: string | null
  asked_at: Instant
  due_on: string | null
  entered_name: string
  on_behalf: boolean
  done_at: Instant | null
  done_name: string | null
  answer: string | null
  wiped: number | null
}

/** Requests, open ones by due day, settled ones newest first. `lock` holds the one that is asked for by id. */
export async function requests(
  db: Db,
  estateId: string,
  f: {
    id?: string
    householdId?: string
    state?: 'open' | 'done' | 'refused' | 'all'
    offset?: number
    limit?: number
  },
  lock = false,
): Promise<{ rows: RequestRow[]; total: number }> {
  const state = f.state ?? 'all'
  const found = await sql<RequestRow & { total: number }>`
    SELECT r.id, r.household_id, u.label AS unit, r.kind, r.state, r.asked_by, p.name AS asked_name, r.channel, r.note, r.asked_at, r.due_on,
      r.entered_name, r.on_behalf, r.done_at, r.done_name, r.answer, r.wiped, ${lock ? sql`1::int` : sql`count(*) OVER ()`} AS total
    FROM subject_request r JOIN household h ON h.estate_id = ${estateId} AND h.id = r.household_id
    JOIN unit u ON u.estate_id = ${estateId} AND u.id = h.unit_id LEFT JOIN person p ON p.estate_id = ${estateId} AND p.id = r.asked_by
    WHERE r.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR r.id = ${f.id ?? null}::uuid)
      AND (${f.householdId ?? null}::uuid IS NULL OR r.household_id = ${f.householdId ?? null}::uuid)
      AND (${state} = 'all' OR r.state = ${state})
    ORDER BY (r.state = 'open') DESC, CASE WHEN r.state = 'open' THEN r.due_on END NULLS LAST, r.asked_at DESC, r.id
    OFFSET ${f.offset ?? 0} LIMIT ${f.limit ?? 100} ${lock ? sql`FOR UPDATE OF r` : sql``}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export async function insertRequest(
  db: Db,
  estateId: string,
  r: {
    id: string
    householdId: string
    kind: string
    askedBy: string
    channel: string
    note: string | null
    at: Instant
    dueOn: string | null
    by: string
    name: string
    onBehalf: boolean
  },
): Promise<void> {
  await sql`INSERT INTO subject_request (estate_id, id, household_id, kind, asked_by, channel, note, asked_at, due_on, entered_by, entered_name, on_behalf)
    VALUES (${estateId}, ${r.id}, ${r.householdId}, ${r.kind}, ${r.askedBy}, ${r.channel}, ${r.note}, ${r.at}, ${r.dueOn}, ${r.by}, ${r.name}, ${r.onBehalf})`.execute(
    db,
  )
}

/** @returns false when it was settled already */
export async function settleRequest(
  db: Db,
  estateId: string,
  id: string,
  s: { state: 'done' | 'refused'; at: Instant; name: string; answer: string | null; wiped: number | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE subject_request SET state = ${s.state}, done_at = ${s.at}, done_name = ${s.name}, answer = ${s.answer}, wiped = ${s.wiped}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'open'`.execute(db)
  return done.numAffectedRows === 1n
}

/** Open requests whose last day could not be told because its year was not published then. */
export async function undated(db: Db): Promise<{ estate_id: string; id: string; asked_at: Instant }[]> {
  const found = await sql<{ estate_id: string; id: string; asked_at: Instant }>`
    SELECT estate_id, id, asked_at FROM subject_request WHERE state = 'open' AND due_on IS NULL ORDER BY estate_id, id LIMIT 500`.execute(
    db,
  )
  return found.rows
}

/** Open requests whose last day is over, over all estates. */
export async function overdue(
  db: Db,
  today: string,
): Promise<(Pick<RequestRow, 'id' | 'kind' | 'unit' | 'due_on'> & { estate_id: string })[]> {
  const found = await sql<Pick<RequestRow, 'id' | 'kind' | 'unit' | 'due_on'> & { estate_id: string }>`
    SELECT r.estate_id, r.id, r.kind, r.due_on, u.label AS unit FROM subject_request r
    JOIN household h ON h.estate_id = r.estate_id AND h.id = r.household_id JOIN unit u ON u.estate_id = r.estate_id AND u.id = h.unit_id
    WHERE r.state = 'open' AND r.due_on < ${today}::date ORDER BY r.estate_id, r.due_on LIMIT 500`.execute(db)
  return found.rows
}

export async function dateRequest(db: Db, estateId: string, id: string, dueOn: string): Promise<void> {
  await sql`UPDATE subject_request SET due_on = ${dueOn} WHERE estate_id = ${estateId} AND id = ${id} AND state = 'open'`.execute(
    db,
  )
}

/** The calendar notices that were uploaded, as years (the packaged ones are added by the reader). */
export async function uploadedYears(db: Db): Promise<CalendarYear[]> {
  const found = await sql<{
    jurisdiction: string
    body: { year: number; days: NoticeDay[] }
    source: string
    made_at: Instant
  }>`SELECT jurisdiction, body, source, made_at FROM rule_set WHERE kind = 'calendar'`.execute(db)
  return found.rows.map(r => ({
    jurisdiction: r.jurisdiction,
    year: r.body.year,
    version: r.made_at.epochMilliseconds,
    source: r.source,
    days: r.body.days,
  }))
}
