/** SQL of the follow-up: rounds, items, calls, versions, scripts. */
import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Placed } from './draw.ts'
import type { Result } from './measures.ts'

export interface EstateRow {
  id: string
  name: string
  zone: string
}

export async function estateOf(db: Db, estateId: string): Promise<EstateRow | undefined> {
  const found = await sql<EstateRow>`SELECT id, name, zone FROM estate WHERE id = ${estateId}`.execute(db)
  return found.rows[0]
}

/** Estates where a complaint or inquiry was closed since then: those the draw must look at. */
export async function estatesWithClosed(db: Db, since: Instant): Promise<string[]> {
  const found = await sql<{ estate_id: string }>`SELECT DISTINCT estate_id FROM ticket
    WHERE closed_at >= ${since} AND kind IN ('complaint', 'inquiry')`.execute(db)
  return found.rows.map(r => r.estate_id)
}

export interface ClosedTicket {
  id: string
  number: string
  kind: string
  class: string
  severity: string
  outcome: string
  closed_at: Instant
}

/**
 * Complaints and inquiries closed in a stretch of time, still closed, and not in the month's items yet. What was joined
 * to another ticket is counted there, once.
 */
export async function closedIn(
  db: Db,
  estateId: string,
  month: string,
  from: Instant,
  until: Instant,
): Promise<ClosedTicket[]> {
  const found =
    await sql<ClosedTicket>`SELECT t.id, t.number, t.kind, t.class, t.severity, t.outcome, t.closed_at FROM ticket t
    WHERE t.estate_id = ${estateId} AND t.closed_at >= ${from} AND t.closed_at < ${until} AND t.kind IN ('complaint', 'inquiry')
      AND t.outcome <> 'joined' AND NOT EXISTS (SELECT 1 FROM followup_item i WHERE i.estate_id = ${estateId} AND i.month = ${first(month)} AND i.ticket_id = t.id)
    ORDER BY t.number`.execute(db)
  return found.rows
}

/** A month as it stands in the tables: its first day. */
export const first = (month: string) => sql`${`${month}-01`}::date`

export interface DrawRow {
  round: number
  cut_from: Instant
  cut_until: Instant
  percent: number
  population: number
  drawn: number
  list_hash: string
  seed: string
  at: Instant
  by_name: string
}

export async function draws(db: Db, estateId: string, month: string): Promise<DrawRow[]> {
  const found =
    await sql<DrawRow>`SELECT round, cut_from, cut_until, percent, population, drawn, list_hash, seed, at, by_name
    FROM followup_draw WHERE estate_id = ${estateId} AND month = ${first(month)} ORDER BY round`.execute(db)
  return found.rows
}

/** @returns false when this round was drawn by somebody else meanwhile: a round is drawn once */
export async function insertDraw(db: Db, estateId: string, month: string, d: DrawRow): Promise<boolean> {
  const made =
    await sql`INSERT INTO followup_draw (estate_id, month, round, cut_from, cut_until, percent, population, drawn, list_hash, seed, at, by_name)
    VALUES (${estateId}, ${first(month)}, ${d.round}, ${d.cut_from}, ${d.cut_until}, ${d.percent}, ${d.population}, ${d.drawn}, ${d.list_hash}, ${d.seed}, ${d.at}, ${d.by_name})
    ON CONFLICT DO NOTHING RETURNING round`.execute(db)
  return made.rows.length > 0
}

export async function insertItems(
  db: Db,
  estateId: string,
  month: string,
  round: number,
  rows: readonly (ClosedTicket & Pick<Placed, 'place' | 'how'>)[],
  dueOn: string,
): Promise<void> {
  if (rows.length === 0) return
  const json = rows.map(r => ({
    ticket_id: r.id,
    place: r.place,
    number: r.number,
    kind: r.kind,
    class: r.class,
    closed_at: r.closed_at.toString(),
    major: r.severity === 'major',
    refusal: r.outcome === 'refused',
    how: r.how,
  }))
  await sql`INSERT INTO followup_item (estate_id, month, ticket_id, round, place, number, kind, class, closed_at, drawn_major, major, final_refusal, how, due_on)
    SELECT ${estateId}::uuid, ${first(month)}, x.ticket_id, ${round}::int, x.place, x.number, x.kind, x.class, x.closed_at, x.major, x.major, x.refusal, x.how,
      CASE WHEN x.how IS NULL THEN NULL ELSE ${dueOn}::date END
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS x(ticket_id uuid, place int, number text, kind text, class text, closed_at timestamptz,
      major boolean, refusal boolean, how text)`.execute(db)
}

/** A matter made major after the draw joins the list. @returns how many did */
export async function adoptMajors(db: Db, estateId: string, month: string, dueOn: string): Promise<number> {
  const found =
    await sql`UPDATE followup_item i SET major = true, how = 'major', due_on = coalesce(i.due_on, ${dueOn}::date)
    FROM ticket t WHERE i.estate_id = ${estateId} AND i.month = ${first(month)} AND NOT i.major AND t.estate_id = i.estate_id AND t.id = i.ticket_id
      AND t.severity = 'major' RETURNING i.ticket_id`.execute(db)
  return found.rows.length
}

export interface ItemRow {
  ticket_id: string
  round: number
  place: number
  number: string
  kind: string
  class: string
  closed_at: Instant
  drawn_major: boolean
  major: boolean
  final_refusal: boolean
  how: 'major' | 'sample' | 'replacement' | null
  due_on: string | null
  assigned_id: string | null
  assigned_name: string | null
  attempts: number
  attempt_days: number
  last_attempt_at: Instant | null
  result: Result | null
  result_at: Instant | null
}

export async function items(
  db: Db,
  estateId: string,
  month: string,
  f: { round?: number; ticketId?: string } = {},
): Promise<ItemRow[]> {
  const found =
    await sql<ItemRow>`SELECT i.ticket_id, i.round, i.place, i.number, i.kind, i.class, i.closed_at, i.drawn_major, i.major, i.final_refusal, i.how,
      i.due_on::text, i.assigned_id, i.assigned_name, i.attempts, i.attempt_days, i.last_attempt_at, i.result, i.result_at
    FROM followup_item i WHERE i.estate_id = ${estateId} AND i.month = ${first(month)} AND (${f.round ?? null}::int IS NULL OR i.round = ${f.round ?? null}::int)
      AND (${f.ticketId ?? null}::uuid IS NULL OR i.ticket_id = ${f.ticketId ?? null}::uuid)
    ORDER BY i.round, i.place`.execute(db)
  return found.rows
}

/** One item, locked for an attempt. */
export async function lockItem(
  db: Db,
  estateId: string,
  month: string,
  ticketId: string,
): Promise<ItemRow | undefined> {
  const found =
    await sql<ItemRow>`SELECT ticket_id, round, place, number, kind, class, closed_at, drawn_major, major, final_refusal, how, due_on::text,
      assigned_id, assigned_name, attempts, attempt_days, last_attempt_at, result, result_at
    FROM followup_item WHERE estate_id = ${estateId} AND month = ${first(month)} AND ticket_id = ${ticketId} FOR UPDATE`.execute(
      db,
    )
  return found.rows[0]
}

export async function setResult(
  db: Db,
  estateId: string,
  month: string,
  ticketId: string,
  s: { attempts: number; attemptDays: number; result: Result | null; at: Instant },
): Promise<void> {
  await sql`UPDATE followup_item SET attempts = ${s.attempts}, attempt_days = ${s.attemptDays}, last_attempt_at = ${s.at}, result = ${s.result},
      result_at = ${s.result === null ? null : s.at}
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND ticket_id = ${ticketId}`.execute(db)
}

/** The next of the drawn order steps in: of the same round first. @returns its number, or nothing when all are drawn */
export async function drawReplacement(
  db: Db,
  estateId: string,
  month: string,
  round: number,
  dueOn: string,
): Promise<string | undefined> {
  const next = await sql<{ ticket_id: string; number: string }>`SELECT ticket_id, number FROM followup_item
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND how IS NULL ORDER BY (round = ${round}) DESC, round, place LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(
    db,
  )
  const row = next.rows[0]
  if (!row) return undefined
  await sql`UPDATE followup_item SET how = 'replacement', due_on = ${dueOn}::date
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND ticket_id = ${row.ticket_id}`.execute(db)
  return row.number
}

export async function assignItems(
  db: Db,
  estateId: string,
  month: string,
  who: { id: string; name: string },
  ticketIds: readonly string[],
): Promise<void> {
  if (ticketIds.length === 0) return
  await sql`UPDATE followup_item SET assigned_id = ${who.id}, assigned_name = ${who.name}
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND ticket_id = ANY(${[...ticketIds]}::uuid[])`.execute(
    db,
  )
}

export interface CallRowDb {
  id: string
  at: Instant
  device_time: Instant | null
  by_id: string | null
  by_name: string
  outcome: string
  satisfaction: string | null
  script_version: number | null
  answers: { zh: string; en: string; value: string }[] | null
  note: string | null
}

export async function insertCall(
  db: Db,
  estateId: string,
  month: string,
  ticketId: string,
  c: CallRowDb,
): Promise<void> {
  await sql`INSERT INTO followup_call (estate_id, month, ticket_id, id, at, device_time, by_id, by_name, outcome, satisfaction, script_version, answers, note)
    VALUES (${estateId}, ${first(month)}, ${ticketId}, ${c.id}, ${c.at}, ${c.device_time}, ${c.by_id}, ${c.by_name}, ${c.outcome}, ${c.satisfaction},
      ${c.script_version}, ${c.answers === null ? null : JSON.stringify(c.answers)}::jsonb, ${c.note})`.execute(
    db,
  )
}

export async function calls(db: Db, estateId: string, month: string, ticketId: string): Promise<CallRowDb[]> {
  const found =
    await sql<CallRowDb>`SELECT id, at, device_time, by_id, by_name, outcome, satisfaction, script_version, answers, note FROM followup_call
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND ticket_id = ${ticketId} ORDER BY at DESC, id DESC`.execute(
      db,
    )
  return found.rows
}

export interface VersionRow {
  version: number
  at: Instant
  by_name: string
  reason: string | null
  hash: string
}

export async function versions(db: Db, estateId: string, month: string): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`SELECT version, at, by_name, reason, hash FROM followup_version
    WHERE estate_id = ${estateId} AND month = ${first(month)} ORDER BY version DESC`.execute(db)
  return found.rows
}

export async function frozen(db: Db, estateId: string, month: string, version?: number): Promise<unknown> {
  const found = await sql<{ report: unknown }>`SELECT report FROM followup_version
    WHERE estate_id = ${estateId} AND month = ${first(month)} AND (${version ?? null}::int IS NULL OR version = ${version ?? null}::int)
    ORDER BY version DESC LIMIT 1`.execute(db)
  return found.rows[0]?.report
}

/** The latest version of each closed month, newest month first. */
export async function frozenMonths(
  db: Db,
  estateId: string,
  limit: number,
  upTo = '9999-12',
): Promise<{ month: string; version: number; at: Instant; report: unknown }[]> {
  const found = await sql<{ month: string; version: number; at: Instant; report: unknown }>`
    SELECT DISTINCT ON (month) to_char(month, 'YYYY-MM') AS month, version, at, report FROM followup_version
    WHERE estate_id = ${estateId} AND month <= ${first(upTo)} ORDER BY month DESC, version DESC LIMIT ${limit}`.execute(
    db,
  )
  return found.rows
}

/** @returns false when this version was written by somebody else meanwhile */
export async function insertVersion(
  db: Db,
  estateId: string,
  month: string,
  v: VersionRow & { by_id: string | null; report: string },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO followup_version (estate_id, month, version, at, by_id, by_name, reason, report, hash)
    VALUES (${estateId}, ${first(month)}, ${v.version}, ${v.at}, ${v.by_id}, ${v.by_name}, ${v.reason}, ${v.report}::jsonb, ${v.hash})
    ON CONFLICT DO NOTHING RETURNING version`.execute(db)
  return made.rows.length > 0
}

export interface ScriptRow {
  version: number
  at: Instant
  by_name: string
  body: unknown
}

export async function script(db: Db, estateId: string): Promise<ScriptRow | undefined> {
  const found = await sql<ScriptRow>`SELECT version, at, by_name, body FROM followup_script
    WHERE estate_id = ${estateId} ORDER BY version DESC LIMIT 1`.execute(db)
  return found.rows[0]
}

export async function insertScript(
  db: Db,
  estateId: string,
  s: { version: number; at: Instant; by: string; body: object },
): Promise<boolean> {
  const made = await sql`INSERT INTO followup_script (estate_id, version, at, by_name, body)
    VALUES (${estateId}, ${s.version}, ${s.at}, ${s.by}, ${JSON.stringify(s.body)}::jsonb) ON CONFLICT DO NOTHING RETURNING version`.execute(
    db,
  )
  return made.rows.length > 0
}

/** Months in which complaints or inquiries were closed, as 2026-03, newest first. */
export async function monthsWithClosed(
  db: Db,
  estateId: string,
  zone: string,
  since: Temporal.Instant,
): Promise<string[]> {
  const found = await sql<{
    month: string
  }>`SELECT to_char(closed_at AT TIME ZONE ${zone}, 'YYYY-MM') AS month FROM ticket
    WHERE estate_id = ${estateId} AND closed_at >= ${since} AND kind IN ('complaint', 'inquiry')
    UNION SELECT to_char(month, 'YYYY-MM') FROM followup_draw WHERE estate_id = ${estateId} ORDER BY 1 DESC`.execute(
    db,
  )
  return found.rows.map(r => r.month)
}
