/** SQL of the targets (S7-07): versions as rows of rule_set, of a place or of one estate. */
import type { Instant } from '../../core/clock.ts'
import { type Db, sql } from '../../core/db.ts'

export type TargetKind = 'kpi.standard' | 'kpi.own'

export interface TargetRow {
  kind: TargetKind
  jurisdiction: string
  body: { key: string; percent: number }
  source: string
  made_by: string
  made_at: Instant
  effective_from: string
}

/** Every version that holds or held for an estate until a local date: far places first, then the older ones. */
export async function targetRows(db: Db, estateId: string, date: string): Promise<TargetRow[]> {
  const found = await sql<TargetRow>`
    SELECT r.kind, r.jurisdiction, r.body, r.source, r.made_by, r.made_at, r.effective_from
    FROM rule_set r JOIN estate e ON e.id = ${estateId}
    WHERE r.effective_from <= ${date}::date AND ((r.kind = 'kpi.own' AND r.estate_id = e.id)
      OR (r.kind = 'kpi.standard' AND r.estate_id IS NULL AND (e.jurisdiction = r.jurisdiction OR starts_with(e.jurisdiction, r.jurisdiction))))
    ORDER BY length(r.jurisdiction), r.effective_from, r.made_at`.execute(db)
  return found.rows
}

export interface NewTarget {
  id: string
  kind: TargetKind
  estateId: string
  key: string
  percent: number
  source: string
  from: string
  by: string
  at: Instant
}

/** A standard is written for the place of the estate, an own target for the estate. */
export async function insertTarget(db: Db, n: NewTarget): Promise<void> {
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, estate_id, effective_from, body, source, made_by, made_at)
    SELECT ${n.id}::uuid, ${n.kind}, jurisdiction, CASE WHEN ${n.kind} = 'kpi.own' THEN id END, ${n.from}::date,
      ${JSON.stringify({ key: n.key, percent: n.percent })}::jsonb, ${n.source}, ${n.by}, ${n.at}
    FROM estate WHERE id = ${n.estateId}`.execute(db)
}
