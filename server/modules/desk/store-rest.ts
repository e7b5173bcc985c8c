/** The estate's own rest hours as a rule with an effective date (S1-35). */
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'

export interface NewRestHours {
  estateId: string
  /** local date from which they hold */
  from: string
  /** JSON of the frames */
  body: string
  id: string
  by: string
  at: Instant
}

/** Ends the hours that held and writes the new ones; a second change on one day replaces the first. */
export async function putRestHours(db: Db, n: NewRestHours): Promise<void> {
  const own = sql`kind = 'desk.rest_hours' AND estate_id = ${n.estateId}`
  await sql`DELETE FROM rule_set WHERE ${own} AND effective_from = ${n.from}::date`.execute(db)
  await sql`UPDATE rule_set SET effective_until = ${n.from}::date WHERE ${own} AND effective_until IS NULL`.execute(
    db,
  )
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, estate_id, effective_from, body, source, made_by, made_at)
    SELECT ${n.id}::uuid, 'desk.rest_hours', jurisdiction, id, ${n.from}::date, ${n.body}::jsonb, 'S1-35', ${n.by}, ${n.at}
    FROM estate WHERE id = ${n.estateId}`.execute(db)
}
