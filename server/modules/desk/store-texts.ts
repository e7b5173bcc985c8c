/** What later rooms may read of tickets as texts: for learning, without who said it. */
import { sql } from 'kysely'
import type { Db } from '../../core/db.ts'

export interface ConfirmedText {
  kind: string
  class: string
  subtype: string | null
  text: string
}

/**
 * The newest tickets of an estate whose class a person of the staff confirmed: entered at the desk, or taken in hand
 * since. `limit` is the largest number of rows.
 */
export async function confirmedTexts(db: Db, estateId: string, limit: number): Promise<ConfirmedText[]> {
  const found = await sql<ConfirmedText>`SELECT kind, class, subtype, text FROM ticket
    WHERE estate_id = ${estateId} AND (taken_at IS NOT NULL OR entered_by IS NOT NULL)
    ORDER BY received_at DESC, id DESC LIMIT ${limit}`.execute(db)
  return found.rows
}

/** How many such tickets each estate has. */
export async function confirmedCounts(db: Db): Promise<Map<string, number>> {
  const found = await sql<{ estate_id: string; n: number }>`SELECT estate_id, count(*) AS n FROM ticket
    WHERE taken_at IS NOT NULL OR entered_by IS NOT NULL GROUP BY estate_id`.execute(db)
  return new Map(found.rows.map(r => [r.estate_id, r.n]))
}
