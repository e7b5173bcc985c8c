/** The only SQL of triage: the kept model. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Figures } from './measure.ts'

export interface Kept {
  made_at: Instant
  form: number
  tickets: number
  threshold: number
  figures: Figures
}

export async function facts(db: Db, estateId: string): Promise<Kept | undefined> {
  const found =
    await sql<Kept>`SELECT made_at, form, tickets, threshold, figures FROM triage_model WHERE estate_id = ${estateId}`.execute(
      db,
    )
  return found.rows[0]
}

export async function body(db: Db, estateId: string): Promise<Buffer | undefined> {
  const found = await sql<{
    body: Buffer
  }>`SELECT body FROM triage_model WHERE estate_id = ${estateId}`.execute(db)
  return found.rows[0]?.body
}

export async function keep(db: Db, estateId: string, m: Kept & { body: Buffer }): Promise<void> {
  await sql`INSERT INTO triage_model (estate_id, made_at, form, tickets, threshold, figures, body)
    VALUES (${estateId}, ${m.made_at}, ${m.form}, ${m.tickets}, ${m.threshold}, ${JSON.stringify(m.figures)}::jsonb, ${m.body})
    ON CONFLICT (estate_id) DO UPDATE SET made_at = excluded.made_at, form = excluded.form, tickets = excluded.tickets,
      threshold = excluded.threshold, figures = excluded.figures, body = excluded.body`.execute(db)
}

/** A job for this estate waits or runs. */
export async function waiting(db: Db, estateId: string): Promise<boolean> {
  const found = await sql<{
    n: number
  }>`SELECT count(*) AS n FROM outbox WHERE estate_id = ${estateId} AND kind = 'triage.learn'`.execute(db)
  return (found.rows[0]?.n ?? 0) > 0
}

export async function tryKept(db: Db): Promise<{ estate_id: string; tickets: number }[]> {
  const found = await sql<{
    estate_id: string
    tickets: number
  }>`SELECT estate_id, tickets FROM triage_model`.execute(db)
  return found.rows
}
