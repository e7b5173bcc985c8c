/** What the follow-up reads of the desk's tickets. */
import { sql } from 'kysely'
import type { Reach } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { first } from './store.ts'

export interface TicketRow {
  ticket_id: string
  unit: string | null
  unit_id: string | null
  building_id: string | null
  open: boolean
  handlers: string[]
  handler_names: string[]
}

/**
 * Who had a hand in each matter of a month: who entered, first received or held it, and every member of staff who did
 * something to it. Residents' own acts make them no handlers.
 */
export async function handlersOf(
  db: Db,
  estateId: string,
  month: string,
  ticketId?: string,
): Promise<Map<string, TicketRow>> {
  const found =
    await sql<TicketRow>`SELECT i.ticket_id, u.label AS unit, t.unit_id, u.building_id, t.closed_at IS NULL AS open, h.ids AS handlers, h.names AS handler_names
    FROM followup_item i JOIN ticket t ON t.estate_id = i.estate_id AND t.id = i.ticket_id
    LEFT JOIN unit u ON u.estate_id = t.estate_id AND u.id = t.unit_id
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT p.id::text), '{}') AS ids, coalesce(array_agg(DISTINCT p.name) FILTER (WHERE p.name <> ''), '{}') AS names FROM (
      SELECT t.entered_by AS id, t.entered_by_name AS name UNION SELECT t.first_receiver_id, t.first_receiver_name UNION SELECT t.assignee_id, t.assignee_name
      UNION SELECT e.by_id, e.by_name FROM ticket_event e WHERE e.estate_id = ${estateId} AND e.ticket_id = t.id) p
      WHERE p.id IS NOT NULL AND p.id IS DISTINCT FROM t.requester_account_id) h
    WHERE i.estate_id = ${estateId} AND i.month = ${first(month)} AND t.estate_id = ${estateId}
      AND (${ticketId ?? null}::uuid IS NULL OR i.ticket_id = ${ticketId ?? null}::uuid)`.execute(db)
  return new Map(found.rows.map(r => [r.ticket_id, r]))
}

/** Is the unit of a matter within this reach? One without a unit is the whole estate's. */
export function within(t: Pick<TicketRow, 'unit_id' | 'building_id'>, reach: Reach): boolean {
  if (reach === 'estate') return true
  return (
    (t.unit_id !== null && reach.units.includes(t.unit_id)) ||
    (t.building_id !== null && reach.buildings.includes(t.building_id))
  )
}

export interface MatterRow {
  text: string
  answer: string | null
  requester_name: Buffer | null
  requester_phone: Buffer | null
  requester_person_id: string | null
}

/** The matter behind a call, and how its customer is reached. */
export async function matterOf(db: Db, estateId: string, ticketId: string): Promise<MatterRow | undefined> {
  const found =
    await sql<MatterRow>`SELECT t.text, t.requester_name, t.requester_phone, t.requester_person_id,
      (SELECT e.text FROM ticket_event e WHERE e.estate_id = ${estateId} AND e.ticket_id = t.id AND e.act IN ('reply', 'handle', 'refuse') AND e.text IS NOT NULL
        ORDER BY e.seq DESC LIMIT 1) AS answer
    FROM ticket t WHERE t.estate_id = ${estateId} AND t.id = ${ticketId}`.execute(db)
  return found.rows[0]
}

/** Matters of a month that were opened again after an instant. */
export async function reopenedSince(
  db: Db,
  estateId: string,
  month: string,
  since: Instant,
): Promise<{ ticket_id: string; number: string; at: Instant }[]> {
  const found = await sql<{
    ticket_id: string
    number: string
    at: Instant
  }>`SELECT i.ticket_id, i.number, min(e.at) AS at FROM followup_item i
    JOIN ticket_event e ON e.estate_id = i.estate_id AND e.ticket_id = i.ticket_id AND e.act = 'reopen' AND e.at > ${since}
    WHERE i.estate_id = ${estateId} AND i.month = ${first(month)} GROUP BY i.ticket_id, i.number ORDER BY 3`.execute(
    db,
  )
  return found.rows
}

export interface ListedRow {
  ticket_id: string
  number: string
  at: Instant
  reason: string | null
  person: string | null
}

/** Postponements of the stretch (S8-15), from the course of the tickets. */
export async function postponements(
  db: Db,
  estateId: string,
  from: Instant,
  until: Instant,
): Promise<ListedRow[]> {
  const found =
    await sql<ListedRow>`SELECT t.id AS ticket_id, t.number, e.at, e.text AS reason, e.by_name AS person
    FROM ticket_event e JOIN ticket t ON t.estate_id = e.estate_id AND t.id = e.ticket_id
    WHERE e.estate_id = ${estateId} AND t.estate_id = ${estateId} AND e.act = 'postpone' AND e.at >= ${from} AND e.at < ${until} ORDER BY e.at, t.number`.execute(
      db,
    )
  return found.rows
}

/** Three-minute calls that were explained and agreed before the limit (S8-25): no breach, and not in the rate. */
export async function explained(db: Db, estateId: string, from: Instant, until: Instant): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ticket_promise
    WHERE estate_id = ${estateId} AND clock = 'threeMinute' AND stop_reason = 'explained' AND stopped_at >= ${from} AND stopped_at < ${until}`.execute(
    db,
  )
  return found.rows[0]?.n ?? 0
}
