/** SQL of the running promises that a holiday notice may move. */
import { type Selectable, sql } from 'kysely'
import type { TicketPromiseTable } from '../../../db/types.ts'
import type { Db } from '../../core/db.ts'
import type { Promised } from './clocks.ts'
import type { Pause } from './promise-rule.ts'
import { type PauseRow, pauseOf, promised } from './store.ts'

export interface Touched {
  estateId: string
  ticketId: string
  promises: Promised[]
  pauses: Pause[]
}

/** Open promises that count working days and wait for this year or run through it, by ticket, over all estates. */
export async function touchedBy(db: Db, year: number): Promise<Touched[]> {
  // a day more on both sides: the zone of the estate decides, and the rule looks exactly
  const open = sql`met_at IS NULL AND stopped_at IS NULL AND (unit = 'workingDays' OR frame_days = 'working')
    AND (unpublished_year = ${year} OR (start_at < make_date(${year} + 1, 1, 2)::timestamptz AND due_at >= make_date(${year} - 1, 12, 31)::timestamptz))`
  const found = await sql<Selectable<TicketPromiseTable>>`SELECT * FROM ticket_promise WHERE ${open}
    ORDER BY estate_id, ticket_id, start_at`.execute(db)
  const tickets = Map.groupBy(found.rows, r => `${r.estate_id} ${r.ticket_id}`)
  const [estates, ids] = [found.rows.map(r => r.estate_id), found.rows.map(r => r.ticket_id)]
  const held = await sql<PauseRow>`SELECT * FROM ticket_pause
    WHERE estate_id = ANY(${estates}::uuid[]) AND ticket_id = ANY(${ids}::uuid[]) ORDER BY from_at`.execute(
    db,
  )
  const pauses = Map.groupBy(held.rows, r => `${r.estate_id} ${r.ticket_id}`)
  return [...tickets].map(([key, rows]) => ({
    estateId: rows[0]?.estate_id ?? '',
    ticketId: rows[0]?.ticket_id ?? '',
    promises: rows.map(promised),
    pauses: (pauses.get(key) ?? []).map(pauseOf),
  }))
}
