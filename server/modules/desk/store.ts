/** The desk's SQL (the hot creation stands in store-create.ts, the queue in store-list.ts). */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type {
  TicketAlarmTable,
  TicketEventTable,
  TicketFileTable,
  TicketOrderTable,
  TicketPauseTable,
  TicketPromiseTable,
  TicketTable,
} from '../../../db/types.ts'
import type { Db } from '../../core/db.ts'
import type { Promised } from './clocks.ts'
import type { Pause } from './promise-rule.ts'
import { promiseJson } from './store-create.ts'
import { type Related, related } from './store-related.ts'
import type { Viewpoint } from './viewpoint.ts'

export type TicketRecord = Omit<Selectable<TicketTable>, 'grams'> & {
  unit: string | null
  accused_unit: string | null
}
export type TicketChange = Updateable<TicketTable>
export type EventRow = Selectable<TicketEventTable>
export type FileRow = Selectable<TicketFileTable>
export type AlarmRow = Selectable<TicketAlarmTable> & { acknowledged_at: TicketRecord['received_at'] | null }
export type PauseRow = Selectable<TicketPauseTable>
export type OrderRow = Selectable<TicketOrderTable>

/** Everything that is shown of one ticket. */
export interface Bundle {
  ticket: TicketRecord
  promises: Promised[]
  pauses: PauseRow[]
  course: EventRow[]
  files: FileRow[]
  alarms: AlarmRow[]
  related: Related[]
  order: OrderRow | null
}

/** Which tickets this viewer may see at all. `own`: a resident's requests; else staff within reach. */
export function visible(v: Viewpoint, own: boolean) {
  const me = v.accountId
  if (own) {
    return sql<boolean>`(t.requester_account_id = ${me}::uuid OR (${v.personId}::uuid IS NOT NULL AND t.requester_person_id = ${v.personId}::uuid))`
  }
  if (v.reach === 'all') return sql<boolean>`TRUE`
  const { buildings, units } = v.reach
  return sql<boolean>`(t.assignee_id = ${me}::uuid OR t.entered_by = ${me}::uuid
    OR EXISTS (SELECT 1 FROM unit u WHERE u.estate_id = t.estate_id AND u.id IN (t.unit_id, t.accused_unit_id)
      AND (u.id = ANY(${units}::uuid[]) OR u.building_id = ANY(${buildings}::uuid[]))))`
}

/**
 * Locks a ticket for a change, and with it the `other` one of a link or join: in the order of their ids, so that two
 * people who join two tickets into each other at once do not wait for each other in a ring.
 * @returns false when the ticket is not there or not this viewer's
 */
export async function lockTicket(
  db: Db,
  estateId: string,
  id: string,
  v: Viewpoint,
  own: boolean,
  other?: string,
): Promise<boolean> {
  const ids = other === undefined ? [id] : [id, other]
  const found = await sql<{
    id: string
  }>`SELECT t.id FROM ticket t WHERE t.estate_id = ${estateId} AND t.id = ANY(${ids}::uuid[])
    AND ${visible(v, own)} ORDER BY t.id FOR UPDATE`.execute(db)
  return found.rows.some(r => r.id === id)
}

const unitLabels = sql`(SELECT u.label FROM unit u WHERE u.estate_id = t.estate_id AND u.id = t.unit_id) AS unit,
  (SELECT u.label FROM unit u WHERE u.estate_id = t.estate_id AND u.id = t.accused_unit_id) AS accused_unit`

/** Ids of a resident's own tickets (S3-107): what waits for his word, then what is open, then the rest; each newest first. */
export async function ownIds(
  db: Db,
  estateId: string,
  v: Viewpoint,
  offset: number,
  limit: number,
): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`SELECT t.id FROM ticket t WHERE t.estate_id = ${estateId} AND ${visible(v, true)}
    ORDER BY t.closed_at IS NOT NULL, t.state <> 'handled', t.id DESC OFFSET ${offset} LIMIT ${limit}`.execute(
    db,
  )
  return found.rows.map(r => r.id)
}

/** Tickets with all that belongs to them, in the order of `ids`; seven statements for any number, eight with orders. */
export async function bundles(
  db: Db,
  estateId: string,
  ids: readonly string[],
  v: Viewpoint,
  own: boolean,
): Promise<Bundle[]> {
  const wanted = sql`${[...ids]}::uuid[]`
  const tickets = await sql<TicketRecord>`SELECT t.*, NULL AS grams, ${unitLabels} FROM ticket t
    WHERE t.estate_id = ${estateId} AND t.id = ANY(${wanted}) AND ${visible(v, own)}`.execute(db)
  const of = async <R extends { ticket_id: string }>(table: string, order: string) =>
    Map.groupBy(
      (
        await sql<R>`SELECT * FROM ${sql.table(table)} WHERE estate_id = ${estateId} AND ticket_id = ANY(${wanted}) ORDER BY ${sql.raw(order)}`.execute(
          db,
        )
      ).rows,
      r => r.ticket_id,
    )
  const promises = await of<Selectable<TicketPromiseTable>>(
    'ticket_promise',
    'round, stopped_at NULLS LAST, start_at, clock',
  )
  const pauses = await of<PauseRow>('ticket_pause', 'from_at')
  const course = await of<EventRow>('ticket_event', 'seq')
  const files = await of<FileRow>('ticket_file', 'at')
  const alarms = Map.groupBy(
    (
      await sql<AlarmRow>`SELECT a.*, (SELECT min(m.acknowledged_at) FROM message m
          WHERE m.estate_id = a.estate_id AND m.thread = a.message_id) AS acknowledged_at FROM ticket_alarm a
        WHERE a.estate_id = ${estateId} AND a.ticket_id = ANY(${wanted}) ORDER BY a.at`.execute(db)
    ).rows,
    r => r.ticket_id,
  )
  const beside = Map.groupBy(await related(db, estateId, ids), r => r.of)
  const byId = new Map(tickets.rows.map(t => [t.id, t]))
  const orders = tickets.rows.some(t => t.kind === 'order')
    ? await of<OrderRow>('ticket_order', 'ticket_id')
    : undefined
  return ids.flatMap(id => {
    const ticket = byId.get(id)
    if (!ticket) return []
    return {
      ticket,
      promises: (promises.get(id) ?? []).map(promised),
      pauses: pauses.get(id) ?? [],
      course: course.get(id) ?? [],
      files: files.get(id) ?? [],
      alarms: alarms.get(id) ?? [],
      related: beside.get(id) ?? [],
      order: orders?.get(id)?.[0] ?? null,
    }
  })
}

export function promised(r: Selectable<TicketPromiseTable>): Promised {
  return {
    id: r.id,
    round: r.round,
    clock: r.clock as Promised['clock'],
    ruleId: r.rule_id,
    startsAt: r.starts_at as Promised['startsAt'],
    unit: r.unit as Promised['unit'],
    amount: r.amount,
    frames: r.frames as Promised['frames'],
    frameDays: r.frame_days as Promised['frameDays'],
    chosen: r.chosen,
    max: r.max,
    overPolicy: r.over_policy as Promised['overPolicy'],
    soonMinutes: r.soon_minutes,
    escalateMinutes: r.escalate_minutes,
    startAt: r.start_at,
    dueAt: r.due_at,
    unpublishedYear: r.unpublished_year,
    setAt: r.set_at,
    setReason: r.set_reason,
    approvedBy: r.approved_by,
    postponedFrom: r.postponed_from,
    metAt: r.met_at,
    stoppedAt: r.stopped_at,
    stopReason: r.stop_reason,
    nextAlarmAt: r.next_alarm_at,
    nextAlarm: r.next_alarm as Promised['nextAlarm'],
  }
}

export const pauseOf = (r: PauseRow): Pause => ({ from: r.from_at, to: r.to_at, reason: r.reason })

/** Writes the promises of a ticket as they now are; a rule's terms never change, only what became of it. */
export async function savePromises(
  db: Db,
  estateId: string,
  ticketId: string,
  all: readonly Promised[],
): Promise<void> {
  if (all.length === 0) return
  await sql`INSERT INTO ticket_promise (estate_id, ticket_id, id, round, clock, rule_id, starts_at, unit, amount, frames, frame_days, chosen, max,
      over_policy, soon_minutes, escalate_minutes, start_at, due_at, unpublished_year, set_at, set_reason, approved_by, postponed_from, met_at,
      stopped_at, stop_reason, next_alarm_at, next_alarm)
    SELECT ${estateId}::uuid, ${ticketId}::uuid, x.id, x.round, x.clock, x.rule_id, x.starts_at, x.unit, x.amount, x.frames, x.frame_days, x.chosen, x.max,
      x.over_policy, x.soon_minutes, x.escalate_minutes, x.start_at, x.due_at, x.unpublished_year, x.set_at, x.set_reason, x.approved_by,
      x.postponed_from, x.met_at, x.stopped_at, x.stop_reason, x.next_alarm_at, x.next_alarm
    FROM jsonb_populate_recordset(NULL::ticket_promise, ${JSON.stringify(all.map(promiseJson))}::jsonb) x
    ON CONFLICT (estate_id, ticket_id, id) DO UPDATE SET due_at = excluded.due_at, unpublished_year = excluded.unpublished_year,
      met_at = excluded.met_at, stopped_at = excluded.stopped_at, stop_reason = excluded.stop_reason,
      next_alarm_at = excluded.next_alarm_at, next_alarm = excluded.next_alarm`.execute(db)
}

export async function updateTicket(
  db: Db,
  estateId: string,
  id: string,
  change: TicketChange,
): Promise<void> {
  await db
    .updateTable('ticket')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('estate_id', '=', estateId)
    .where('id', '=', id)
    .execute()
}

export async function addEvent(db: Db, row: Insertable<TicketEventTable>): Promise<void> {
  await db.insertInto('ticket_event').values(row).execute()
}

export async function addFile(db: Db, row: Insertable<TicketFileTable>): Promise<void> {
  await db.insertInto('ticket_file').values(row).execute()
}

export async function openPause(db: Db, row: Insertable<TicketPauseTable>): Promise<void> {
  await db.insertInto('ticket_pause').values(row).execute()
}

export async function closePause(
  db: Db,
  estateId: string,
  ticketId: string,
  at: PauseRow['from_at'],
): Promise<void> {
  await sql`UPDATE ticket_pause SET to_at = ${at} WHERE estate_id = ${estateId} AND ticket_id = ${ticketId} AND to_at IS NULL`.execute(
    db,
  )
}

/** @returns false when this very alarm was written before (a job that runs twice) */
export async function addAlarm(db: Db, row: Insertable<TicketAlarmTable>): Promise<boolean> {
  const made = await sql`INSERT INTO ticket_alarm (estate_id, ticket_id, id, promise_id, stage, at, due_at)
    VALUES (${row.estate_id}, ${row.ticket_id}, ${row.id}, ${row.promise_id ?? null}, ${row.stage}, ${row.at}, ${row.due_at ?? null})
    ON CONFLICT DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export async function alarmTold(
  db: Db,
  key: { estateId: string; ticketId: string; id: string },
  told: { accountId: string | null; name: string | null; messageId: string },
): Promise<void> {
  await sql`UPDATE ticket_alarm SET to_account_id = ${told.accountId}, to_name = ${told.name}, message_id = ${told.messageId}
    WHERE estate_id = ${key.estateId} AND ticket_id = ${key.ticketId} AND id = ${key.id}`.execute(db)
}

/** Promises whose alarm time has come, over all estates; each is then taken in its own transaction. */
export async function dueAlarms(db: Db, now: PauseRow['from_at'], limit: number) {
  const found = await sql<{
    estate_id: string
    ticket_id: string
    id: string
  }>`SELECT estate_id, ticket_id, id FROM ticket_promise
    WHERE next_alarm_at IS NOT NULL AND next_alarm_at <= ${now} ORDER BY next_alarm_at LIMIT ${limit}`.execute(
    db,
  )
  return found.rows
}

export async function buildingOf(db: Db, estateId: string, unitId: string): Promise<string | null> {
  const found = await sql<{
    building_id: string
  }>`SELECT building_id FROM unit WHERE estate_id = ${estateId} AND id = ${unitId}`.execute(db)
  return found.rows[0]?.building_id ?? null
}

export async function unitByLabel(db: Db, estateId: string, label: string): Promise<string | undefined> {
  const found = await sql<{
    id: string
  }>`SELECT id FROM unit WHERE estate_id = ${estateId} AND label = ${label}`.execute(db)
  return found.rows[0]?.id
}
