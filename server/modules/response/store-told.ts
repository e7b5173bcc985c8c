/** SQL of what was told about reviews and papers, and to whom it is told. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { UnitKind } from './store-paper.ts'

/** @returns false when it was told before */
export async function noteTold(
  db: Db,
  t: { topic: string; subject: string; what: string; keptWith: string; at: Instant },
): Promise<boolean> {
  const made = await sql`INSERT INTO response_told (topic, subject, what, kept_with, at)
    VALUES (${t.topic}, ${t.subject}, ${t.what}, ${t.keptWith}, ${t.at}) ON CONFLICT DO NOTHING RETURNING subject`.execute(
    db,
  )
  return made.rows.length === 1
}

/** The estates with which the messages about a thing are kept. */
export function toldOf(db: Db, topic: string, subject: string): Promise<string[]> {
  return sql<{
    kept_with: string
  }>`SELECT DISTINCT kept_with FROM response_told WHERE topic = ${topic} AND subject = ${subject}`
    .execute(db)
    .then(r => r.rows.map(row => row.kept_with))
}

/** So that it can be told anew. */
export async function forgetTold(db: Db, topic: string, subject: string): Promise<void> {
  await sql`DELETE FROM response_told WHERE topic = ${topic} AND subject = ${subject}`.execute(db)
}

export interface Unread {
  paper_id: string
  title: string
  version: number
  region_path: string
  sent_by: string | null
  sent_name: string | null
  unit_kind: UnitKind
  unit_id: string
  unit_name: string
}

/** Units that did not confirm the version of a plan that stands, sent at this instant or before. */
export function unread(db: Db, sentBy: Instant): Promise<Unread[]> {
  return sql<Unread>`SELECT p.id AS paper_id, p.title, p.version, r.path AS region_path, a.id AS sent_by, p.sent_name, u.unit_kind, u.unit_id, u.unit_name
    FROM paper_unit u JOIN response_paper p ON p.id = u.paper_id JOIN region r ON r.id = p.region_id
      LEFT JOIN account a ON a.id::text = p.sent_by AND a.disabled_at IS NULL
    WHERE p.kind = 'plan' AND p.state = 'sent' AND p.sent_at <= ${sentBy} AND u.read_at IS NULL ORDER BY p.sent_at, u.unit_name`
    .execute(db)
    .then(r => r.rows)
}

/** Who confirms for a unit: the officers of a region, those who hold a role for an organisation, the managers of its estates. */
export function peopleOfUnit(
  db: Db,
  unit: { kind: UnitKind; id: string },
  now: Instant,
): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT DISTINCT a.id, a.name FROM role_assignment x JOIN account a ON a.id = x.account_id
    WHERE a.disabled_at IS NULL AND x.from_at <= ${now} AND (x.until_at IS NULL OR x.until_at > ${now}) AND (
      (${unit.kind} = 'region' AND x.scope = 'region' AND x.target = ${unit.id} AND x.role IN ('neighbourhood_officer', 'subdistrict_officer'))
      OR (${unit.kind} = 'organisation' AND x.scope = 'organisation' AND x.target = ${unit.id})
      OR (x.role = 'manager' AND x.scope = 'estate' AND x.estate_id IN (SELECT e.id FROM estate e
        WHERE (${unit.kind} = 'organisation' AND e.company_id = ${unit.id}) OR (${unit.kind} = 'estate' AND e.id = ${unit.id}))))
    ORDER BY a.name, a.id LIMIT 50`
    .execute(db)
    .then(r => r.rows)
}
