/** The SQL of orders and of suggestions that became services. */
import { type Insertable, sql, type Updateable } from 'kysely'
import type { TicketOrderTable, TicketProposalTable } from '../../../db/types.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { visible } from './store.ts'
import type { Viewpoint } from './viewpoint.ts'

export async function insertOrder(db: Db, row: Insertable<TicketOrderTable>): Promise<void> {
  await db.insertInto('ticket_order').values(row).execute()
}

export async function updateOrder(
  db: Db,
  estateId: string,
  ticketId: string,
  set: Updateable<TicketOrderTable>,
): Promise<void> {
  await db
    .updateTable('ticket_order')
    .set(set)
    .where('estate_id', '=', estateId)
    .where('ticket_id', '=', ticketId)
    .execute()
}

export interface OrderFilter {
  show: 'open' | 'closed' | 'cancelled' | 'all'
  itemId?: string | undefined
  assignee?: string | undefined
  q?: string | undefined
  offset: number
  limit: number
}

/** Ids of the orders a viewer may see, open ones by their nearest promise, else the newest first. */
export async function orderIds(
  db: Db,
  estateId: string,
  v: Viewpoint,
  f: OrderFilter,
): Promise<{ ids: string[]; total: number }> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const state = {
    open: sql`t.closed_at IS NULL`,
    closed: sql`t.closed_at IS NOT NULL AND o.cancelled_at IS NULL`,
    cancelled: sql`o.cancelled_at IS NOT NULL`,
    all: sql`TRUE`,
  }[f.show]
  const found = await sql<{ id: string; total: number }>`
    SELECT t.id, (count(*) OVER ())::int AS total FROM ticket t
    JOIN ticket_order o ON o.estate_id = t.estate_id AND o.ticket_id = t.id
    WHERE t.estate_id = ${estateId} AND t.kind = 'order' AND ${visible(v, false)} AND ${state}
      AND (${f.itemId ?? null}::uuid IS NULL OR o.item_id = ${f.itemId ?? null}::uuid)
      AND (${f.assignee ?? null}::uuid IS NULL OR t.assignee_id = ${f.assignee ?? null}::uuid)
      AND (${like}::text IS NULL OR o.item LIKE ${like} OR t.number LIKE ${like} OR EXISTS (
        SELECT 1 FROM unit u WHERE u.estate_id = t.estate_id AND u.id = t.unit_id AND u.label LIKE ${like}))
    ORDER BY t.closed_at IS NOT NULL, CASE WHEN t.closed_at IS NULL THEN t.due_at END NULLS LAST, t.id DESC
    OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { ids: found.rows.map(r => r.id), total: found.rows[0]?.total ?? 0 }
}

/** How often the residents of these homes ordered each item. */
export async function orderedBefore(
  db: Db,
  estateId: string,
  unitIds: readonly string[],
): Promise<Map<string, number>> {
  const found = await sql<{ item_id: string; n: number }>`
    SELECT o.item_id, count(*)::int AS n FROM ticket_order o
    JOIN ticket t ON t.estate_id = o.estate_id AND t.id = o.ticket_id
    WHERE o.estate_id = ${estateId} AND t.unit_id = ANY(${[...unitIds]}::uuid[]) GROUP BY o.item_id`.execute(
    db,
  )
  return new Map(found.rows.map(r => [r.item_id, r.n]))
}

/** What the ledger needs of an order that is done. */
export interface DoneOrder {
  ticket_id: string
  number: string
  item: string
  method: string
  unit_price: number | null
  unit: string | null
  quantity: number
  amount: number | null
  waived_at: Instant | null
  cancelled_at: Instant | null
  handled_at: Instant | null
  assignee_name: string | null
  unit_id: string | null
  account_id: string | null
  person_id: string | null
}

export async function doneOrder(db: Db, estateId: string, ticketId: string): Promise<DoneOrder | undefined> {
  const found =
    await sql<DoneOrder>`SELECT o.ticket_id, t.number, o.item, o.method, o.unit_price, o.unit, o.quantity, o.amount,
      o.waived_at, o.cancelled_at, t.handled_at, t.assignee_name, t.unit_id, t.requester_account_id AS account_id, t.requester_person_id AS person_id
    FROM ticket_order o JOIN ticket t ON t.estate_id = o.estate_id AND t.id = o.ticket_id
    WHERE o.estate_id = ${estateId} AND o.ticket_id = ${ticketId}`.execute(db)
  return found.rows[0]
}

export async function insertProposal(db: Db, row: Insertable<TicketProposalTable>): Promise<void> {
  await db.insertInto('ticket_proposal').values(row).execute()
}

export interface ProposalRow {
  item_id: string
  item: string
  service: string
  ticket_id: string
  number: string
  text: string
  requester_account_id: string | null
  first_receiver_id: string | null
  first_receiver_name: string | null
  proposed_by: string
  proposed_at: Instant
  decision: 'accepted' | 'declined' | null
  reason: string | null
  decided_by: string | null
  decided_at: Instant | null
  told_at: Instant | null
  told_by: string | null
  told_how: string | null
}

export async function proposals(
  db: Db,
  estateId: string,
  f: { itemId?: string | undefined; ticketId?: string | undefined; state?: string | undefined },
): Promise<ProposalRow[]> {
  const state =
    f.state === 'open'
      ? sql`p.decision IS NULL`
      : f.state === 'untold'
        ? sql`p.decision IS NOT NULL AND p.told_at IS NULL`
        : f.state === 'done'
          ? sql`p.told_at IS NOT NULL`
          : sql`TRUE`
  const found =
    await sql<ProposalRow>`SELECT p.item_id, i.name AS item, i.service, p.ticket_id, t.number, t.text, t.requester_account_id,
      t.first_receiver_id, t.first_receiver_name, p.proposed_by, p.proposed_at, p.decision, p.reason, p.decided_by, p.decided_at,
      p.told_at, p.told_by, p.told_how
    FROM ticket_proposal p
    JOIN ticket t ON t.estate_id = p.estate_id AND t.id = p.ticket_id
    JOIN catalogue_item i ON i.estate_id = p.estate_id AND i.id = p.item_id
    WHERE p.estate_id = ${estateId} AND ${state}
      AND (${f.itemId ?? null}::uuid IS NULL OR p.item_id = ${f.itemId ?? null}::uuid)
      AND (${f.ticketId ?? null}::uuid IS NULL OR p.ticket_id = ${f.ticketId ?? null}::uuid)
    ORDER BY p.decision IS NOT NULL, p.told_at IS NOT NULL, p.proposed_at DESC LIMIT 500`.execute(db)
  return found.rows
}

/** @returns false when it was decided before */
export async function decide(
  db: Db,
  estateId: string,
  itemId: string,
  d: { decision: string; reason: string; by: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE ticket_proposal SET decision = ${d.decision}, reason = ${d.reason}, decided_by = ${d.by}, decided_at = ${d.at}
    WHERE estate_id = ${estateId} AND item_id = ${itemId} AND decision IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

/** @returns false when he was told before */
export async function told(
  db: Db,
  estateId: string,
  itemId: string,
  d: { how: string; by: string; at: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE ticket_proposal SET told_how = ${d.how}, told_by = ${d.by}, told_at = ${d.at}
    WHERE estate_id = ${estateId} AND item_id = ${itemId} AND told_at IS NULL AND decision IS NOT NULL`.execute(
    db,
  )
  return done.numAffectedRows === 1n
}
