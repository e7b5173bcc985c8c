/** Rules as data (DESIGN §5): the row that holds for an estate on a day. */
import { sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * The body of the rule of this kind that holds for an estate on a local date: its own row before its jurisdiction's,
 * the nearest jurisdiction first ('CN-45' before 'CN'), the latest effective date first.
 * @throws Error when no row of that kind holds: a rule without its seed is a fault of the installation
 */
export async function ruleFor<Body>(db: Db, kind: string, estateId: string, date: string): Promise<Body> {
  const found = await sql<{ body: Body }>`
    SELECT r.body FROM rule_set r LEFT JOIN estate e ON e.id = ${estateId}
    WHERE r.kind = ${kind} AND r.effective_from <= ${date}::date AND (r.effective_until IS NULL OR r.effective_until > ${date}::date)
      AND (r.estate_id = ${estateId} OR (r.estate_id IS NULL AND starts_with(coalesce(e.jurisdiction, 'CN'), r.jurisdiction)))
    ORDER BY r.estate_id NULLS LAST, length(r.jurisdiction) DESC, r.effective_from DESC, r.made_at DESC LIMIT 1`.execute(
    db,
  )
  const row = found.rows[0]
  if (row === undefined) throw new Error(`no rule ${kind} holds on ${date}`)
  return row.body
}
