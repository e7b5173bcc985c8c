/** SQL of dispatches, patrols and reviews, and of who is at the posts of a region now. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface PresentRow {
  estate_id: string
  name: string
  post: string
  party: string
  in_at: Instant
}

/** Everybody who has checked in at a post of these estates and not out. */
export function presentAt(db: Db, estateIds: readonly string[]): Promise<PresentRow[]> {
  return sql<PresentRow>`SELECT p.estate_id, p.name, o.name AS post, o.party, p.in_at FROM presence p
    JOIN post o ON o.estate_id = p.estate_id AND o.id = p.post_id
    WHERE p.estate_id = ANY(${estateIds}::uuid[]) AND p.out_at IS NULL ORDER BY p.in_at`
    .execute(db)
    .then(r => r.rows)
}

export interface DispatchRow {
  estate_id: string
  id: string
  member_id: string | null
  account_id: string | null
  name: string
  work: string
  from_at: Instant
  until_at: Instant
  state: 'sent' | 'arrived' | 'over'
  version: number
}

const dispatchColumns = sql`estate_id, id, member_id, account_id, name, work, from_at, until_at, state, version`

/** Who is sent and not called back, whose time has not run out. */
export function dispatches(db: Db, estateIds: readonly string[], now: Instant): Promise<DispatchRow[]> {
  return sql<DispatchRow>`SELECT ${dispatchColumns} FROM dispatch
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND state <> 'over' AND until_at > ${now} ORDER BY from_at`
    .execute(db)
    .then(r => r.rows)
}

/** Where somebody is sent to now, in any estate. */
export function sentNow(
  db: Db,
  who: { memberId: string | null; accountId: string | null },
  now: Instant,
): Promise<DispatchRow | undefined> {
  return sql<DispatchRow>`SELECT ${dispatchColumns} FROM dispatch
    WHERE state <> 'over' AND until_at > ${now} AND (member_id = ${who.memberId} OR account_id = ${who.accountId}) LIMIT 1`
    .execute(db)
    .then(r => r.rows[0])
}

/** Where an account is sent to now, with the estate's name. */
export function sentTo(
  db: Db,
  accountId: string,
  now: Instant,
): Promise<(DispatchRow & { estate: string })[]> {
  return sql<DispatchRow & { estate: string }>`SELECT d.*, e.name AS estate
    FROM (SELECT ${dispatchColumns} FROM dispatch WHERE account_id = ${accountId} AND state <> 'over' AND until_at > ${now}) d
    JOIN estate e ON e.id = d.estate_id ORDER BY d.from_at`
    .execute(db)
    .then(r => r.rows)
}

export async function insertDispatch(
  db: Db,
  estateId: string,
  d: Omit<DispatchRow, 'estate_id' | 'state' | 'version'> & { by: string; byName: string },
): Promise<void> {
  await sql`INSERT INTO dispatch (estate_id, id, member_id, account_id, name, work, from_at, until_at, state, made_by, made_name, made_at)
    VALUES (${estateId}, ${d.id}, ${d.member_id}, ${d.account_id}, ${d.name}, ${d.work}, ${d.from_at}, ${d.until_at}, 'sent', ${d.by}, ${d.byName}, ${d.from_at})`.execute(
    db,
  )
}

export async function moveDispatch(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  to: { state: 'arrived' | 'over'; from: readonly string[]; at: Instant },
): Promise<DispatchRow | undefined> {
  const set = to.state === 'arrived' ? sql`arrived_at = ${to.at}` : sql`ended_at = ${to.at}`
  const done = await sql<DispatchRow>`UPDATE dispatch SET state = ${to.state}, ${set}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} AND state = ANY(${to.from}::text[])
    RETURNING ${dispatchColumns}`.execute(db)
  return done.rows[0]
}

export function dispatchById(db: Db, estateId: string, id: string): Promise<DispatchRow | undefined> {
  return sql<DispatchRow>`SELECT ${dispatchColumns} FROM dispatch WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface PatrolRow {
  id: string
  starts_at: Instant
  ends_at: Instant
  route: string
  leader: string
  officers: number
  state: 'planned' | 'done' | 'dropped'
  note: string | null
  incidents: number | null
  closed_name: string | null
  version: number
}

const patrolColumns = sql`id, starts_at, ends_at, route, leader, officers, state, note, incidents, closed_name, version`

export async function patrols(
  db: Db,
  regionPath: string,
  f: { state?: string | undefined; offset: number; limit: number },
): Promise<{ rows: PatrolRow[]; total: number }> {
  const where = sql<SqlBool>`region_id IN (SELECT id FROM region WHERE starts_with(path, ${regionPath}) OR starts_with(${regionPath}, path))
    AND (${f.state ?? null}::text IS NULL OR state = ${f.state ?? null})`
  const counted = await sql<{ n: number }>`SELECT count(*) AS n FROM police_patrol WHERE ${where}`.execute(db)
  const found = await sql<PatrolRow>`SELECT ${patrolColumns} FROM police_patrol WHERE ${where}
    ORDER BY state <> 'planned', starts_at DESC LIMIT ${f.limit} OFFSET ${f.offset}`.execute(db)
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 }
}

export function patrolById(db: Db, regionId: string, id: string): Promise<PatrolRow | undefined> {
  return sql<PatrolRow>`SELECT ${patrolColumns} FROM police_patrol WHERE region_id = ${regionId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export async function insertPatrol(
  db: Db,
  p: {
    id: string
    regionId: string
    startsAt: string
    endsAt: string
    route: string
    leader: string
    officers: number
    by: string
    name: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO police_patrol (id, region_id, starts_at, ends_at, route, leader, officers, state, made_by, made_name, made_at)
    VALUES (${p.id}, ${p.regionId}, ${p.startsAt}, ${p.endsAt}, ${p.route}, ${p.leader}, ${p.officers}, 'planned', ${p.by}, ${p.name}, ${p.at})`.execute(
    db,
  )
}

export async function closePatrol(
  db: Db,
  id: string,
  version: number,
  c: { state: 'done' | 'dropped'; note: string; incidents: number; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE police_patrol SET state = ${c.state}, note = ${c.note}, incidents = ${c.incidents}, closed_name = ${c.name}, closed_at = ${c.at},
      version = version + 1 WHERE id = ${id} AND state = 'planned' AND version = ${version} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export interface ReviewedClosure {
  estate_id: string
  id: string
  decision: string
  starts_at: Instant
}

/** Closures in force with the number of the document that closed them first. */
export function closuresInForce(
  db: Db,
  estateIds: readonly string[],
  now: Instant,
): Promise<ReviewedClosure[]> {
  return sql<ReviewedClosure>`SELECT c.estate_id, c.id, d.number AS decision, c.starts_at FROM closure c JOIN closure_decision d ON d.id = c.decision_id
    WHERE c.estate_id = ANY(${estateIds}::uuid[]) AND c.state = 'active' AND c.starts_at <= ${now} AND c.ends_at > ${now}`
    .execute(db)
    .then(r => r.rows)
}

export interface ReviewRow {
  estate_id: string
  closure_id: string
  due_on: string
  result: 'keep' | 'ease' | 'lift'
  note: string
  made_name: string
  made_at: Instant
}

export function reviews(db: Db, estateIds: readonly string[]): Promise<ReviewRow[]> {
  return sql<ReviewRow>`SELECT estate_id, closure_id, due_on::text AS due_on, result, note, made_name, made_at FROM closure_review
    WHERE estate_id = ANY(${estateIds}::uuid[]) ORDER BY due_on DESC, made_at DESC`
    .execute(db)
    .then(r => r.rows)
}

export async function insertReview(db: Db, r: ReviewRow & { id: string; by: string }): Promise<void> {
  await sql`INSERT INTO closure_review (estate_id, id, closure_id, due_on, result, note, made_by, made_name, made_at)
    VALUES (${r.estate_id}, ${r.id}, ${r.closure_id}, ${r.due_on}, ${r.result}, ${r.note}, ${r.by}, ${r.made_name}, ${r.made_at})
    ON CONFLICT (estate_id, closure_id, due_on) DO NOTHING`.execute(db)
}
