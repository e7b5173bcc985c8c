/** Gates, decisions, closures, second entrances, and the end of a closure's data. */
import { sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { estatesWithin } from '../estate/store.ts'
import { type ClosureRow, closureColumns } from './store-site.ts'

export interface NewGate {
  id: string
  name: string
  kind: string
  state: string
  keeper: string | null
  keyPlace: string | null
  by: string
  at: Instant
}

export async function insertGate(db: Db, estateId: string, g: NewGate): Promise<void> {
  await sql`INSERT INTO gate (estate_id, id, name, kind, state, state_by, state_at, keeper, key_place)
    VALUES (${estateId}, ${g.id}, ${g.name}, ${g.kind}, ${g.state}, ${g.by}, ${g.at}, ${g.keeper}, ${g.keyPlace})`.execute(
    db,
  )
}

export async function updateGate(
  db: Db,
  estateId: string,
  id: string,
  g: { name: string; kind: string; keeper: string | null; keyPlace: string | null; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate SET name = ${g.name}, kind = ${g.kind}, keeper = ${g.keeper}, key_place = ${g.keyPlace}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${g.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function setGateState(
  db: Db,
  estateId: string,
  id: string,
  s: { state: string; reason: string; by: string; at: Instant; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate SET state = ${s.state}, state_reason = ${s.reason}, state_by = ${s.by}, state_at = ${s.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${s.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** Two openings at the same moment wait for each other. */
export async function lockGates(db: Db, estateId: string): Promise<void> {
  await sql`SELECT id FROM gate WHERE estate_id = ${estateId} ORDER BY id FOR UPDATE`.execute(db)
}

/** S6-15: at the beginning of a closure one entrance is guarded and every other closed. */
export async function keepOneEntrance(
  db: Db,
  estateId: string,
  gateId: string,
  s: { reason: string; by: string; at: Instant },
): Promise<void> {
  await sql`UPDATE gate SET state = CASE WHEN id = ${gateId} THEN 'guarded' ELSE 'closed' END, state_reason = ${s.reason}, state_by = ${s.by},
    state_at = ${s.at}, version = version + 1 WHERE estate_id = ${estateId}`.execute(db)
}

export async function insertLane(
  db: Db,
  estateId: string,
  l: { id: string; gateId: string; name: string; direction: string; carries: string },
): Promise<void> {
  await sql`INSERT INTO lane (estate_id, id, gate_id, name, direction, carries)
    VALUES (${estateId}, ${l.id}, ${l.gateId}, ${l.name}, ${l.direction}, ${l.carries})`.execute(db)
}

export interface ExceptionRow {
  id: string
  closure_id: string
  gate_id: string
  gate_name: string
  reason: string
  asked_by: string
  asked_name: string
  asked_at: Instant
  state: 'asked' | 'approved' | 'refused'
  decided_name: string | null
}

export function exceptionsOf(db: Db, estateId: string, closureId: string): Promise<ExceptionRow[]> {
  return sql<ExceptionRow>`SELECT x.id, x.closure_id, x.gate_id, g.name AS gate_name, x.reason, x.asked_by, x.asked_name, x.asked_at, x.state, x.decided_name
    FROM gate_exception x JOIN gate g ON g.estate_id = ${estateId} AND g.id = x.gate_id
    WHERE x.estate_id = ${estateId} AND x.closure_id = ${closureId} ORDER BY x.asked_at DESC`
    .execute(db)
    .then(r => r.rows)
}

/** Requests without a decision under closures that are switched on, within a scope. */
export function exceptionsWaiting(
  db: Db,
  scope: ScopeWhere,
): Promise<(ExceptionRow & { estate_id: string; estate: string })[]> {
  return sql<ExceptionRow & { estate_id: string; estate: string }>`
    SELECT x.estate_id, e.name AS estate, x.id, x.closure_id, x.gate_id, g.name AS gate_name, x.reason, x.asked_by, x.asked_name, x.asked_at,
      x.state, x.decided_name FROM gate_exception x JOIN gate g ON g.estate_id = x.estate_id AND g.id = x.gate_id
    JOIN closure c ON c.estate_id = x.estate_id AND c.id = x.closure_id JOIN estate e ON e.id = x.estate_id
    WHERE x.state = 'asked' AND c.state = 'active' AND ${estatesWithin(scope)} ORDER BY x.asked_at LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

export async function insertException(
  db: Db,
  estateId: string,
  x: { id: string; closureId: string; gateId: string; reason: string; by: string; name: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO gate_exception (estate_id, id, closure_id, gate_id, reason, asked_by, asked_name, asked_at, state)
    VALUES (${estateId}, ${x.id}, ${x.closureId}, ${x.gateId}, ${x.reason}, ${x.by}, ${x.name}, ${x.at}, 'asked')`.execute(
    db,
  )
}

export async function decideException(
  db: Db,
  estateId: string,
  id: string,
  d: { state: string; by: string; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_exception SET state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'asked' RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface DecisionRow {
  id: string
  decided_on: string
  scope: string
}

export function decisionByNumber(
  db: Db,
  kind: string,
  issuer: string,
  number: string,
): Promise<DecisionRow | undefined> {
  return sql<DecisionRow>`SELECT id, decided_on, scope FROM closure_decision WHERE kind = ${kind} AND issuer = ${issuer} AND number = ${number}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface NewDecision {
  id: string
  kind: 'close' | 'extend' | 'lift'
  regionId: string | null
  issuer: string
  number: string
  decidedOn: string
  scope: string
  measures: string | null
  purposeZh: string | null
  purposeEn: string | null
  by: string
  at: Instant
}

export async function insertDecision(db: Db, d: NewDecision): Promise<void> {
  await sql`INSERT INTO closure_decision (id, kind, region_id, issuer, number, decided_on, scope, measures, purpose_zh, purpose_en, made_by, made_at)
    VALUES (${d.id}, ${d.kind}, ${d.regionId}, ${d.issuer}, ${d.number}, ${d.decidedOn}, ${d.scope}, ${d.measures}, ${d.purposeZh}, ${d.purposeEn},
      ${d.by}, ${d.at})`.execute(db)
}

export async function insertClosure(
  db: Db,
  estateId: string,
  c: {
    id: string
    decisionId: string
    buildings: string[] | null
    reason: string
    startsAt: string
    endsAt: string
    by: string
    at: Instant
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO closure (estate_id, id, decision_id, state, buildings, reason, starts_at, ends_at, made_by, made_at)
    VALUES (${estateId}, ${c.id}, ${c.decisionId}, 'active', ${c.buildings}, ${c.reason}, ${c.startsAt}, ${c.endsAt}, ${c.by}, ${c.at})
    ON CONFLICT (estate_id) WHERE state = 'active' DO NOTHING RETURNING id`.execute(db)
  return made.rows.length === 1
}

export async function extendClosure(
  db: Db,
  estateId: string,
  id: string,
  c: { decisionId: string; endsAt: string; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE closure SET decision_id = ${c.decisionId}, ends_at = ${c.endsAt}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'active' AND version = ${c.version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export async function liftClosure(
  db: Db,
  estateId: string,
  id: string,
  c: { decisionId: string; reason: string; by: string; at: Instant; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE closure SET state = 'lifted', lift_decision_id = ${c.decisionId}, lift_reason = ${c.reason}, lifted_by = ${c.by},
      lifted_at = ${c.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'active' AND version = ${c.version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export function closuresOf(db: Db, estateId: string): Promise<ClosureRow[]> {
  return sql<ClosureRow>`SELECT ${closureColumns} FROM closure c JOIN closure_decision d ON d.id = c.decision_id
      LEFT JOIN closure_decision l ON l.id = c.lift_decision_id
    WHERE c.estate_id = ${estateId} ORDER BY c.made_at DESC`
    .execute(db)
    .then(r => r.rows)
}

export interface ErasureRow {
  id: string
  closure_id: string
  asked_by: string
  asked_name: string
  confirmed_name: string | null
  confirmed_at: Instant | null
  before: Record<string, number> | null
  after: Record<string, number> | null
  key_destroyed: boolean | null
}

export function erasuresOf(db: Db, estateId: string): Promise<ErasureRow[]> {
  return sql<ErasureRow>`SELECT id, closure_id, asked_by, asked_name, confirmed_name, confirmed_at, before, after, key_destroyed
    FROM closure_erasure WHERE estate_id = ${estateId}`
    .execute(db)
    .then(r => r.rows)
}

export async function askErasure(
  db: Db,
  estateId: string,
  e: { id: string; closureId: string; by: string; name: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO closure_erasure (estate_id, id, closure_id, asked_by, asked_name, asked_at)
    VALUES (${estateId}, ${e.id}, ${e.closureId}, ${e.by}, ${e.name}, ${e.at}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}

export async function confirmErasure(
  db: Db,
  estateId: string,
  e: {
    closureId: string
    by: string
    name: string
    at: Instant
    before: Record<string, number>
    after: Record<string, number>
    keyDestroyed: boolean
  },
): Promise<void> {
  await sql`UPDATE closure_erasure SET confirmed_by = ${e.by}, confirmed_name = ${e.name}, confirmed_at = ${e.at}, before = ${JSON.stringify(e.before)}::jsonb,
      after = ${JSON.stringify(e.after)}::jsonb, key_destroyed = ${e.keyDestroyed}
    WHERE estate_id = ${estateId} AND closure_id = ${e.closureId}`.execute(db)
  await sql`UPDATE closure SET erased_at = ${e.at}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${e.closureId}`.execute(
    db,
  )
}

/** What a room above has deleted of a closure joins its certificate; the first counts of a kind stand. */
export async function addErasureCounts(
  db: Db,
  estateId: string,
  closureId: string,
  counts: { before: Record<string, number>; after: Record<string, number> },
): Promise<void> {
  await sql`UPDATE closure_erasure SET before = ${JSON.stringify(counts.before)}::jsonb || coalesce(before, '{}'), after = ${JSON.stringify(counts.after)}::jsonb || coalesce(after, '{}')
    WHERE estate_id = ${estateId} AND closure_id = ${closureId}`.execute(db)
}

export interface RegionEstate {
  id: string
  name: string
  gate_id: string | null
}

/** Every estate whose home lies in a region, with the gate that would be kept: the main one, by name. */
export function estatesToClose(db: Db, regionPath: string): Promise<RegionEstate[]> {
  return sql<RegionEstate>`SELECT e.id, e.name, (SELECT g.id FROM gate g WHERE g.estate_id = e.id ORDER BY g.kind <> 'main', g.name LIMIT 1) AS gate_id
    FROM estate e JOIN region r ON r.id = e.region_id WHERE starts_with(r.path, ${regionPath}) ORDER BY e.name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertHours(
  db: Db,
  r: { id: string; estateId: string; from: string; body: object; source: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO rule_set (id, kind, jurisdiction, estate_id, effective_from, body, source, made_by, made_at)
    VALUES (${r.id}, 'gate.hours', 'CN', ${r.estateId}, ${r.from}, ${JSON.stringify(r.body)}::jsonb, ${r.source}, ${r.by}, ${r.at})`.execute(
    db,
  )
}
