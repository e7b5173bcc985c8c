/** SQL of the promise table's editor: versions as rows of rule_set, and the tickets a change is tried on. */
import { sql } from 'kysely'
import type { NoticeDay } from '../../core/calendar.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { EstateFacts, RuleRow } from './store-rules.ts'

export type KeptRule = RuleRow & { made_by: string }

/** Versions that can matter to an estate, in the order they were written; read in the caller's transaction. */
export async function keptRules(db: Db, estateId: string): Promise<KeptRule[]> {
  const found =
    await sql<KeptRule>`SELECT id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at
    FROM rule_set WHERE kind IN ('desk.promise', 'desk.class') AND (estate_id IS NULL OR estate_id = ${estateId}) ORDER BY made_at, id`.execute(
      db,
    )
  return found.rows
}

export async function factsOf(db: Db, estateId: string): Promise<EstateFacts | undefined> {
  const found =
    await sql<EstateFacts>`SELECT id, jurisdiction, service_level, zone FROM estate WHERE id = ${estateId}`.execute(
      db,
    )
  return found.rows[0]
}

export interface NewRule {
  id: string
  kind: 'desk.promise' | 'desk.class'
  jurisdiction: string
  estateId: string | null
  level: string | null
  from: string
  body: object
  source: string
  by: string
  at: Instant
}

export async function insertRule(db: Db, r: NewRule): Promise<void> {
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at)
    VALUES (${r.id}, ${r.kind}, ${r.jurisdiction}, ${r.estateId}, ${r.level}, ${r.from}, ${JSON.stringify(r.body)}::jsonb, ${r.source}, ${r.by}, ${r.at})`.execute(
    db,
  )
}

/** Takes out rows of the estate's own. @returns how many there were */
export async function deleteRules(db: Db, estateId: string, ids: readonly string[]): Promise<number> {
  const gone = await sql<{
    id: string
  }>`DELETE FROM rule_set WHERE estate_id = ${estateId} AND id = ANY(${[...ids]}::uuid[]) RETURNING id`.execute(
    db,
  )
  return gone.rows.length
}

/** Open and all tickets per class. */
export async function classUse(
  db: Db,
  estateId: string,
): Promise<Map<string, { open: number; total: number }>> {
  const found = await sql<{ kind: string; class: string; open: number; total: number }>`
    SELECT kind, class, count(*) FILTER (WHERE closed_at IS NULL) AS open, count(*) AS total
    FROM ticket WHERE estate_id = ${estateId} GROUP BY kind, class`.execute(db)
  return new Map(
    found.rows.map(r => [`${r.kind} ${r.class}`, { open: Number(r.open), total: Number(r.total) }]),
  )
}

/** A ticket of the month as the preview judges it. */
export interface TriedTicket {
  id: string
  number: string
  unit: string | null
  assignee_name: string | null
  received_at: Instant
  taken_at: Instant | null
  arrived_at: Instant | null
  handled_at: Instant | null
  consented_at: Instant | null
  closed_at: Instant | null
  replied_at: Instant | null
}

/** No estate has more of one class in a month; beyond it the preview says so by its count. */
export const MOST_TRIED = 5000

export async function ticketsOf(
  db: Db,
  estateId: string,
  q: { kind: string; class: string; from: Instant; to: Instant },
): Promise<TriedTicket[]> {
  const found = await sql<TriedTicket>`
    SELECT t.id, t.number, u.label AS unit, t.assignee_name, t.received_at, t.taken_at, t.arrived_at, t.handled_at, t.consented_at, t.closed_at,
      (SELECT min(e.at) FROM ticket_event e WHERE e.estate_id = ${estateId} AND e.ticket_id = t.id AND e.act IN ('reply', 'handle')) AS replied_at
    FROM ticket t LEFT JOIN unit u ON u.estate_id = ${estateId} AND u.id = t.unit_id
    WHERE t.estate_id = ${estateId} AND t.kind = ${q.kind} AND t.class = ${q.class} AND t.received_at >= ${q.from} AND t.received_at < ${q.to}
    ORDER BY t.received_at, t.id LIMIT ${MOST_TRIED}`.execute(db)
  return found.rows
}

export interface TriedPromise {
  ticket_id: string
  round: number
  starts_at: string
  unit: string
  amount: number
  chosen: boolean
  set_at: Instant | null
  start_at: Instant
  due_at: Instant | null
  met_at: Instant | null
  stopped_at: Instant | null
  stop_reason: string | null
}

export async function promisesOf(
  db: Db,
  estateId: string,
  ticketIds: readonly string[],
  clock: string,
): Promise<TriedPromise[]> {
  const found = await sql<TriedPromise>`
    SELECT ticket_id, round, starts_at, unit, amount, chosen, set_at, start_at, due_at, met_at, stopped_at, stop_reason FROM ticket_promise
    WHERE estate_id = ${estateId} AND ticket_id = ANY(${[...ticketIds]}::uuid[]) AND clock = ${clock}
    ORDER BY ticket_id, round, stopped_at NULLS LAST, start_at`.execute(db)
  return found.rows
}

export async function pausesOf(db: Db, estateId: string, ticketIds: readonly string[]) {
  const found = await sql<{ ticket_id: string; from_at: Instant; to_at: Instant | null; reason: string }>`
    SELECT ticket_id, from_at, to_at, reason FROM ticket_pause
    WHERE estate_id = ${estateId} AND ticket_id = ANY(${[...ticketIds]}::uuid[]) ORDER BY from_at`.execute(db)
  return found.rows
}

/** Uploaded holiday notices of a jurisdiction, in the order they came. */
export async function notices(db: Db, jurisdiction: string) {
  const found = await sql<{
    body: { year: number; days: NoticeDay[] }
    source: string
    made_by: string
    made_at: Instant
  }>`SELECT body, source, made_by, made_at FROM rule_set WHERE kind = 'calendar' AND jurisdiction = ${jurisdiction} ORDER BY made_at, id`.execute(
    db,
  )
  return found.rows
}

/** Jurisdictions with a notice of their own, without the nation. */
export async function noticeAreas(db: Db, nation: string): Promise<string[]> {
  const found = await sql<{ jurisdiction: string }>`SELECT DISTINCT jurisdiction FROM rule_set
    WHERE kind = 'calendar' AND jurisdiction <> ${nation} ORDER BY 1`.execute(db)
  return found.rows.map(r => r.jurisdiction)
}

/** How many tickets of the whole house wait for a calendar year. */
export async function waitingTickets(db: Db): Promise<{ year: number; tickets: number }[]> {
  const found = await sql<{ year: number; tickets: number }>`
    SELECT unpublished_year AS year, count(DISTINCT (estate_id, ticket_id)) AS tickets FROM ticket_promise
    WHERE unpublished_year IS NOT NULL AND met_at IS NULL AND stopped_at IS NULL GROUP BY unpublished_year ORDER BY 1`.execute(
    db,
  )
  return found.rows.map(r => ({ year: r.year, tickets: Number(r.tickets) }))
}
