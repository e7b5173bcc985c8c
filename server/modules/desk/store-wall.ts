/** SQL of the wall: running promises, kept and missed of a month, three-minute calls, who is on duty and where. */
import { type Selectable, sql } from 'kysely'
import type { TicketPromiseTable } from '../../../db/types.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Candidate } from './nearest.ts'

export type WallRow = Selectable<TicketPromiseTable> & {
  number: string
  kind: string
  class: string
  severity: string
  state: string
  where: string | null
  assignee_name: string | null
}

/** Open promises of open tickets, the earliest limit first; those without a limit last. */
export async function runningPromises(db: Db, estateId: string, limit: number): Promise<WallRow[]> {
  const found = await sql<WallRow>`
    SELECT p.*, t.number, t.kind, t.class, t.severity, t.state, t.assignee_name,
      coalesce(a.label, t.place, u.label) AS where
    FROM ticket t JOIN ticket_promise p ON p.estate_id = t.estate_id AND p.ticket_id = t.id
    LEFT JOIN unit u ON u.estate_id = t.estate_id AND u.id = t.unit_id
    LEFT JOIN unit a ON a.estate_id = t.estate_id AND a.id = t.accused_unit_id
    WHERE t.estate_id = ${estateId} AND t.closed_at IS NULL AND p.met_at IS NULL AND p.stopped_at IS NULL
    ORDER BY p.due_at NULLS LAST, p.id LIMIT ${limit}`.execute(db)
  return found.rows
}

export interface Counts {
  running: number
  soon: number
  late: number
  stopped: number
  waiting: number
}

/** The same states as `promiseState`, counted: late after the limit, soon from the warning on. */
export async function countRunning(db: Db, estateId: string, now: Instant): Promise<Counts> {
  const soon = sql`p.due_at - CASE WHEN p.unit = 'workingDays' THEN interval '1 day' ELSE p.soon_minutes * interval '1 minute' END`
  const found = await sql<Counts>`
    SELECT (count(*) FILTER (WHERE p.due_at < ${now}))::int AS late,
      (count(*) FILTER (WHERE p.due_at >= ${now} AND ${soon} <= ${now}))::int AS soon,
      (count(*) FILTER (WHERE ${soon} > ${now}))::int AS running,
      (count(*) FILTER (WHERE p.due_at IS NULL AND p.unpublished_year IS NULL))::int AS stopped,
      (count(*) FILTER (WHERE p.due_at IS NULL AND p.unpublished_year IS NOT NULL))::int AS waiting
    FROM ticket t JOIN ticket_promise p ON p.estate_id = t.estate_id AND p.ticket_id = t.id
    WHERE t.estate_id = ${estateId} AND t.closed_at IS NULL AND p.met_at IS NULL AND p.stopped_at IS NULL`.execute(
    db,
  )
  return found.rows[0] ?? { running: 0, soon: 0, late: 0, stopped: 0, waiting: 0 }
}

export interface PromiseSum {
  kind: string
  class: string
  clock: string
  person_id: string | null
  person: string | null
  kept: number
  due: number
}

/**
 * Which promises (`p`) fell due from `from` until before `until`: the one condition of every rate of promises kept, on
 * the wall, in the month's report and on the boards (SX-07). Stopped before its limit, a promise was not broken.
 */
export const fellDue = (from: Instant, until: Instant) =>
  sql<boolean>`p.due_at >= ${from} AND p.due_at < ${until} AND (p.stopped_at IS NULL OR p.stopped_at > p.due_at)`

/** Of these the kept ones: met at the limit or before. */
export const keptCount = sql<number>`(count(*) FILTER (WHERE p.met_at <= p.due_at))::int`

/**
 * Promises of all tickets that fell due from `from` until before `until`, summed: the one count behind the wall, the
 * month's report and every rate of promises kept (S8-13, S7-14, SX-07). Met at or before the limit is kept; stopped
 * before it, a promise was not broken and is left out. It is the handler's, or the first receiver's where nobody took it.
 */
export async function promiseSums(
  db: Db,
  estateId: string,
  from: Instant,
  until: Instant,
): Promise<PromiseSum[]> {
  const found =
    await sql<PromiseSum>`SELECT t.kind, t.class, p.clock, coalesce(t.assignee_id, t.first_receiver_id) AS person_id,
      max(coalesce(t.assignee_name, t.first_receiver_name)) AS person,
      ${keptCount} AS kept, count(*)::int AS due
    FROM ticket_promise p JOIN ticket t ON t.estate_id = p.estate_id AND t.id = p.ticket_id
    WHERE p.estate_id = ${estateId} AND t.estate_id = ${estateId} AND ${fellDue(from, until)}
    GROUP BY t.kind, t.class, p.clock, coalesce(t.assignee_id, t.first_receiver_id) ORDER BY 1, 2, 3, 5`.execute(
      db,
    )
  return found.rows
}

export interface HandRow {
  id: string
  name: string
  open: number
  late: number
}

/** What everybody has in hand now, and how much of it is late. */
export async function inHand(db: Db, estateId: string, now: Instant): Promise<HandRow[]> {
  const found = await sql<HandRow>`
    SELECT t.assignee_id AS id, max(t.assignee_name) AS name, count(*)::int AS open, (count(*) FILTER (WHERE t.due_at < ${now}))::int AS late
    FROM ticket t WHERE t.estate_id = ${estateId} AND t.closed_at IS NULL AND t.assignee_id IS NOT NULL GROUP BY t.assignee_id`.execute(
    db,
  )
  return found.rows
}

export interface CallRow {
  ticket_id: string
  number: string
  where: string | null
  received_at: Instant
  office_at: Instant | null
  sent_at: Instant | null
  arrived_at: Instant | null
  first_receiver_name: string | null
  assignee_name: string | null
  due_at: Instant | null
  met_at: Instant | null
  stopped_at: Instant | null
  stop_reason: string | null
  agreed_due: Instant | null
  agreed_met: Instant | null
  agreed_stopped: Instant | null
  agreed_said: string | null
}

/** Three-minute calls received in a span, newest first, with the time agreed instead where three minutes were impossible. */
export async function threeMinuteCalls(
  db: Db,
  estateId: string,
  m: { from: Instant; to: Instant },
): Promise<CallRow[]> {
  const found = await sql<CallRow>`
    SELECT t.id AS ticket_id, t.number, coalesce(t.place, u.label) AS where, t.received_at, t.office_at, t.arrived_at, t.first_receiver_name,
      t.assignee_name, p.due_at, p.met_at, p.stopped_at, p.stop_reason, g.due_at AS agreed_due, g.met_at AS agreed_met,
      g.stopped_at AS agreed_stopped, g.set_reason AS agreed_said,
      (SELECT min(e.at) FROM ticket_event e WHERE e.estate_id = ${estateId} AND e.ticket_id = t.id AND e.act IN ('assign', 'take')) AS sent_at
    FROM ticket t JOIN ticket_promise p ON p.estate_id = t.estate_id AND p.ticket_id = t.id AND p.clock = 'threeMinute'
    LEFT JOIN ticket_promise g ON g.estate_id = t.estate_id AND g.ticket_id = t.id AND g.round = p.round AND g.clock = 'arrive'
      AND p.stop_reason = 'explained' AND g.set_at = p.stopped_at
    LEFT JOIN unit u ON u.estate_id = t.estate_id AND u.id = t.unit_id
    WHERE t.estate_id = ${estateId} AND t.received_at >= ${m.from} AND t.received_at < ${m.to}
    ORDER BY t.received_at DESC, p.round DESC LIMIT 2000`.execute(db)
  return found.rows
}

/** How long a place where somebody was seen says where he is, in hours. */
const SEEN_HOURS = 4

/** Everybody on duty now, on call or at a post, with the building he last arrived in and what he is at. */
export async function onDutyNow(db: Db, estateId: string, now: Instant): Promise<Candidate[]> {
  const since = now.subtract({ hours: SEEN_HOURS })
  const found = await sql<{
    account_id: string
    name: string
    duties: string[]
    building_id: string | null
    building: string | null
    busy: number
  }>`WITH d AS (
      SELECT account_id, max(name) AS name, array_agg(DISTINCT kind) AS duties FROM duty
      WHERE estate_id = ${estateId} AND starts_at <= ${now} AND (ends_at IS NULL OR ends_at > ${now}) AND absent_at IS NULL GROUP BY account_id),
    seen AS (
      SELECT DISTINCT ON (e.by_id) e.by_id, b.id AS building_id, b.name AS building FROM ticket_event e
      JOIN ticket t ON t.estate_id = e.estate_id AND t.id = e.ticket_id
      JOIN unit u ON u.estate_id = t.estate_id AND u.id = coalesce(t.accused_unit_id, t.unit_id)
      JOIN building b ON b.estate_id = u.estate_id AND b.id = u.building_id
      WHERE e.estate_id = ${estateId} AND e.act = 'arrive' AND e.at > ${since} AND e.at <= ${now} AND e.by_id IS NOT NULL
      ORDER BY e.by_id, e.at DESC),
    hand AS (
      SELECT assignee_id, count(*)::int AS busy FROM ticket
      WHERE estate_id = ${estateId} AND closed_at IS NULL AND NOT paused AND state IN ('taken', 'arrived') AND assignee_id IS NOT NULL GROUP BY assignee_id)
    SELECT d.account_id, d.name, d.duties, seen.building_id, seen.building, coalesce(hand.busy, 0) AS busy
    FROM d LEFT JOIN seen ON seen.by_id = d.account_id LEFT JOIN hand ON hand.assignee_id = d.account_id`.execute(
    db,
  )
  return found.rows.map(r => ({
    accountId: r.account_id,
    name: r.name,
    duties: r.duties,
    buildingId: r.building_id,
    building: r.building,
    busy: r.busy,
  }))
}
