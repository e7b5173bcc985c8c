/** What a decision at a gate needs to know of its estate: gates, lanes, closure, rules. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { GateStateName, HoursRule } from './rules.ts'

export interface GateRow {
  id: string
  name: string
  kind: 'main' | 'side' | 'vehicle' | 'fire'
  state: GateStateName
  state_reason: string | null
  state_by: string | null
  state_at: Instant | null
  keeper: string | null
  key_place: string | null
  last_check_at: Instant | null
  version: number
}

export function gatesOf(db: Db, estateId: string): Promise<GateRow[]> {
  return sql<GateRow>`SELECT g.id, g.name, g.kind, g.state, g.state_reason, g.state_by, g.state_at, g.keeper, g.key_place, g.version,
      (SELECT max(c.at) FROM gate_check c WHERE c.estate_id = ${estateId} AND c.gate_id = g.id) AS last_check_at
    FROM gate g WHERE g.estate_id = ${estateId} ORDER BY g.kind, g.name, g.id`
    .execute(db)
    .then(r => r.rows)
}

export interface LaneRow {
  id: string
  gate_id: string
  name: string
  direction: 'in' | 'out' | 'both'
  carries: 'person' | 'vehicle' | 'both'
}

export function lanesOf(db: Db, estateId: string): Promise<LaneRow[]> {
  return sql<LaneRow>`SELECT id, gate_id, name, direction, carries FROM lane WHERE estate_id = ${estateId} ORDER BY name, id`
    .execute(db)
    .then(r => r.rows)
}

export interface ClosureRow {
  id: string
  decision_id: string
  state: 'active' | 'lifted'
  buildings: string[] | null
  reason: string
  starts_at: Instant
  ends_at: Instant
  made_by: string
  made_at: Instant
  lift_reason: string | null
  lifted_by: string | null
  lifted_at: Instant | null
  erased_at: Instant | null
  version: number
  issuer: string
  number: string
  decided_on: string
  scope: string
  measures: string | null
  purpose_zh: string | null
  purpose_en: string | null
  lift_number: string | null
}

export const closureColumns = sql`c.id, c.decision_id, c.state, c.buildings, c.reason, c.starts_at, c.ends_at, c.made_by, c.made_at, c.lift_reason,
  c.lifted_by, c.lifted_at, c.erased_at, c.version, d.issuer, d.number, d.decided_on, d.scope, d.measures, d.purpose_zh, d.purpose_en,
  l.number AS lift_number`

export function activeClosure(db: Db, estateId: string): Promise<ClosureRow | undefined> {
  return sql<ClosureRow>`SELECT ${closureColumns} FROM closure c JOIN closure_decision d ON d.id = c.decision_id
      LEFT JOIN closure_decision l ON l.id = c.lift_decision_id
    WHERE c.estate_id = ${estateId} AND c.state = 'active'`
    .execute(db)
    .then(r => r.rows[0])
}

export function zoneOf(db: Db, estateId: string): Promise<string | undefined> {
  return sql<{ zone: string }>`SELECT zone FROM estate WHERE id = ${estateId}`
    .execute(db)
    .then(r => r.rows[0]?.zone)
}

export interface PassRule {
  /** how long a code lasts when nothing else is said, and at most */
  hours: number
  maxHours: number
  /** entries it is good for when nothing else is said */
  uses: number
}

export type { HoursRule }

/** An estate's own rule of a kind, from a date on. */
export async function insertRule(
  db: Db,
  r: {
    id: string
    kind: string
    estateId: string
    from: string
    body: object
    source: string
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, estate_id, effective_from, body, source, made_by, made_at)
    VALUES (${r.id}, ${r.kind}, 'CN', ${r.estateId}, ${r.from}, ${JSON.stringify(r.body)}::jsonb, ${r.source}, ${r.by}, ${r.at})`.execute(
    db,
  )
}
