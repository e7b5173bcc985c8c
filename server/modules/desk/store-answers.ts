/** Inquiries of a month, counted; and times agreed past the rule (S1-41, S1-47). */
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'

export interface Counted {
  class: string
  total: number
  at_once: number
  in_time: number
  late: number
  open: number
}

/** Counted by the month in which the inquiry came; late is whatever was answered, or still waits, past its reply time. */
export async function counted(
  db: Db,
  estateId: string,
  from: Instant,
  to: Instant,
  now: Instant,
): Promise<Counted[]> {
  const found = await sql<Counted>`
    SELECT x.class, count(*)::int AS total, count(*) FILTER (WHERE x.at_once)::int AS at_once,
      count(*) FILTER (WHERE NOT x.at_once AND NOT x.late AND x.closed)::int AS in_time,
      count(*) FILTER (WHERE NOT x.at_once AND x.late)::int AS late, count(*) FILTER (WHERE NOT x.closed AND NOT x.late)::int AS open
    FROM (SELECT t.class, coalesce(t.at_once, false) AS at_once, t.closed_at IS NOT NULL AS closed,
        EXISTS (SELECT 1 FROM ticket_promise p WHERE p.estate_id = t.estate_id AND p.ticket_id = t.id AND p.clock = 'reply'
          AND p.due_at < coalesce(p.met_at, p.stopped_at, ${now})) AS late
      FROM ticket t WHERE t.estate_id = ${estateId} AND t.kind = 'inquiry' AND t.received_at >= ${from} AND t.received_at < ${to}
        AND t.outcome IS DISTINCT FROM 'joined') x
    GROUP BY x.class ORDER BY x.class`.execute(db)
  return found.rows
}

export interface BeyondRow {
  id: string
  number: string
  class: string
  amount: number
  max: number
  unit: string
  reason: string | null
  by: string | null
  due_at: Instant | null
}

export async function beyond(db: Db, estateId: string, from: Instant, to: Instant): Promise<BeyondRow[]> {
  const found = await sql<BeyondRow>`
    SELECT t.id, t.number, t.class, p.amount, p.max, p.unit, p.set_reason AS reason,
      coalesce(t.assignee_name, t.entered_by_name) AS by, p.due_at
    FROM ticket t JOIN ticket_promise p ON p.estate_id = t.estate_id AND p.ticket_id = t.id
    WHERE t.estate_id = ${estateId} AND t.received_at >= ${from} AND t.received_at < ${to}
      AND p.set_at IS NOT NULL AND p.chosen AND p.amount > p.max
    ORDER BY t.id DESC LIMIT 500`.execute(db)
  return found.rows
}
