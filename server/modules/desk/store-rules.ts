/** SQL of the rule sets that the desk reads. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface RuleRow {
  id: string
  kind: string
  jurisdiction: string
  estate_id: string | null
  level: string | null
  effective_from: string
  effective_until: string | null
  body: unknown
  source: string
  made_at: { epochMilliseconds: number }
}

export interface EstateFacts {
  id: string
  jurisdiction: string
  service_level: string | null
  zone: string
}

/** Changes whenever a rule or an estate does. */
export async function stampOf(db: Db): Promise<string> {
  const found = await sql<{ stamp: string }>`SELECT concat_ws(' ',
    (SELECT concat(count(*), ' ', max(made_at), ' ', count(effective_until)) FROM rule_set WHERE kind LIKE 'desk.%' OR kind = 'calendar'),
    (SELECT concat(count(*), ' ', sum(version)) FROM estate), (SELECT concat(count(*), ' ', sum(version)) FROM region)) AS stamp`.execute(
    db,
  )
  return found.rows[0]?.stamp ?? ''
}

export function ruleRows(db: Db): Promise<RuleRow[]> {
  return sql<RuleRow>`SELECT id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_at
    FROM rule_set WHERE kind LIKE 'desk.%' OR kind = 'calendar' ORDER BY made_at, id`
    .execute(db)
    .then(r => r.rows)
}

/**
 * An estate's own jurisdiction, or the nation's with the code of its home region behind it (`CN-460105`), by which the
 * calendars of province, city and district find it.
 */
export const jurisdictionOf = sql<string>`CASE WHEN e.jurisdiction ~ '-' OR r.code !~ '^[0-9]{2,12}$' THEN e.jurisdiction
  ELSE concat(e.jurisdiction, '-', r.code) END`

export function estateFacts(db: Db): Promise<EstateFacts[]> {
  return sql<EstateFacts>`SELECT e.id, ${jurisdictionOf} AS jurisdiction, e.service_level, e.zone FROM estate e
    JOIN region r ON r.id = e.region_id`
    .execute(db)
    .then(r => r.rows)
}

export async function insertNotice(
  db: Db,
  n: {
    id: string
    jurisdiction: string
    from: string
    body: object
    source: string
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, effective_from, body, source, made_by, made_at)
    VALUES (${n.id}, 'calendar', ${n.jurisdiction}, ${n.from}, ${JSON.stringify(n.body)}::jsonb, ${n.source}, ${n.by}, ${n.at})`.execute(
    db,
  )
}
