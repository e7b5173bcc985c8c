/** Tickets that belong to one matter, as they stand beside each other on the screen. */
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'

/** A ticket that stands beside another: linked, joined into it, or the one it was joined into. */
export interface Related {
  rel: 'into' | 'joined' | 'link'
  of: string
  id: string
  number: string
  kind: string
  class: string
  state: string
  unit: string | null
  text: string
  due_at: Instant | null
}

export async function related(db: Db, estateId: string, ids: readonly string[]): Promise<Related[]> {
  const wanted = sql`${[...ids]}::uuid[]`
  const shown = sql`o.id, o.number, o.kind, o.class, o.state, left(o.text, 120) AS text, o.due_at,
    (SELECT u.label FROM unit u WHERE u.estate_id = ${estateId} AND u.id = o.unit_id) AS unit`
  const found = await sql<Related>`
    SELECT 'into' AS rel, t.id AS of, ${shown} FROM ticket t JOIN ticket o ON o.estate_id = t.estate_id AND o.id = t.joined_to
      WHERE t.estate_id = ${estateId} AND t.id = ANY(${wanted})
    UNION ALL SELECT 'joined', o.joined_to, ${shown} FROM ticket o WHERE o.estate_id = ${estateId} AND o.joined_to = ANY(${wanted})
    UNION ALL SELECT 'link', l.ticket_id, ${shown} FROM ticket_link l JOIN ticket o ON o.estate_id = l.estate_id AND o.id = l.other_id
      WHERE l.estate_id = ${estateId} AND l.ticket_id = ANY(${wanted})`.execute(db)
  return found.rows
}
