/** SQL of matters that belong together: links, joined tickets. */
import { type Db, sql } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { type TicketRecord, visible } from './store.ts'
import type { Viewpoint } from './viewpoint.ts'

/** The other ticket of a link or join, locked. @throws core.not_found outside the viewer's scope */
export async function ticketOf(db: Db, estateId: string, id: string, v: Viewpoint): Promise<TicketRecord> {
  const found =
    await sql<TicketRecord>`SELECT t.*, NULL AS grams, NULL AS unit, NULL AS accused_unit FROM ticket t
    WHERE t.estate_id = ${estateId} AND t.id = ${id} AND ${visible(v, false)} FOR UPDATE`.execute(db)
  const row = found.rows[0]
  if (!row) throw fail('core.not_found')
  return row
}

/** One row in each direction; linking twice changes nothing. */
export async function linkTickets(
  db: Db,
  t: Pick<TicketRecord, 'estate_id' | 'id'>,
  otherId: string,
  at: TicketRecord['received_at'],
  byName: string,
): Promise<void> {
  await sql`INSERT INTO ticket_link (estate_id, ticket_id, other_id, at, by_name)
    VALUES (${t.estate_id}, ${t.id}, ${otherId}, ${at}, ${byName}), (${t.estate_id}, ${otherId}, ${t.id}, ${at}, ${byName})
    ON CONFLICT DO NOTHING`.execute(db)
}

/** Tickets whose matter lives on in this one. */
export async function joinedInto(db: Db, estateId: string, id: string): Promise<TicketRecord[]> {
  const found =
    await sql<TicketRecord>`SELECT t.*, NULL AS grams, NULL AS unit, NULL AS accused_unit FROM ticket t
    WHERE t.estate_id = ${estateId} AND t.joined_to = ${id} ORDER BY t.id`.execute(db)
  return found.rows
}

/** What was joined into this ticket lives on where it goes itself. */
export async function moveJoined(db: Db, estateId: string, from: string, into: string): Promise<void> {
  await sql`UPDATE ticket SET joined_to = ${into} WHERE estate_id = ${estateId} AND joined_to = ${from}`.execute(
    db,
  )
}

/** Ids of the open tickets somebody has in hand, oldest first. */
export async function openOf(db: Db, estateId: string, accountId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT t.id FROM ticket t
    WHERE t.estate_id = ${estateId} AND t.assignee_id = ${accountId} AND t.closed_at IS NULL ORDER BY t.id`.execute(
    db,
  )
  return found.rows.map(r => r.id)
}
