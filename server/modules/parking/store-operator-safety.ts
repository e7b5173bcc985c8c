/** SQL of garage patrols, cameras and insurance. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { insuranceKinds } from './contract-operator.ts'

const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`

export interface PointRow {
  id: string
  name: string
  place: string
  code: string
  last_at: Instant | null
  last_by: string | null
}

export function points(db: Db, estateId: string): Promise<PointRow[]> {
  return sql<PointRow>`SELECT p.id, p.name, p.place, p.code, v.at AS last_at, v.by_name AS last_by FROM patrol_point p
    LEFT JOIN LATERAL (SELECT at, by_name FROM patrol_visit x WHERE x.estate_id = p.estate_id AND x.point_id = p.id ORDER BY at DESC LIMIT 1) v ON TRUE
    WHERE p.estate_id = ${estateId} AND p.ended_at IS NULL ORDER BY p.position, p.id`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPoint(
  db: Db,
  estateId: string,
  p: { id: string; name: string; place: string; code: string },
): Promise<void> {
  await sql`INSERT INTO patrol_point (estate_id, id, name, place, code, position)
    VALUES (${estateId}, ${p.id}, ${p.name}, ${p.place}, ${p.code}, (SELECT count(*)::int FROM patrol_point WHERE estate_id = ${estateId}))`.execute(
    db,
  )
}

export async function endPoint(db: Db, estateId: string, id: string, at: Instant): Promise<boolean> {
  const done =
    await sql`UPDATE patrol_point SET ended_at = ${at} WHERE estate_id = ${estateId} AND id = ${id} AND ended_at IS NULL RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export interface VisitRow {
  id: string
  point: string
  place: string
  round: string
  ok: boolean
  proof: 'code' | 'seen'
  note: string | null
  at: Instant
  by_name: string
  total: number
}

export function visits(
  db: Db,
  estateId: string,
  f: {
    id?: string
    from?: string | undefined
    to?: string | undefined
    ok: 'yes' | 'no' | 'all'
    offset: number
    limit: number
  },
): Promise<VisitRow[]> {
  return sql<VisitRow>`SELECT v.id, p.name AS point, p.place, v.round, v.ok, v.proof, v.note, v.at, v.by_name, count(*) OVER ()::int AS total FROM patrol_visit v
    JOIN patrol_point p ON p.estate_id = v.estate_id AND p.id = v.point_id
    WHERE v.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR v.id = ${f.id ?? null}::uuid) AND (${f.ok} = 'all' OR v.ok = (${f.ok} = 'yes'))
      AND (${f.from ?? null}::date IS NULL OR v.at >= ${f.from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (${f.to ?? null}::date IS NULL OR v.at < (${f.to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    ORDER BY v.at DESC, v.id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertVisit(
  db: Db,
  estateId: string,
  v: {
    id: string
    pointId: string
    round: string
    ok: boolean
    proof: string
    note: string | null
    at: Instant
    deviceAt: Instant | null
    byId: string
    by: string
  },
): Promise<void> {
  await sql`INSERT INTO patrol_visit (estate_id, id, point_id, round, ok, proof, note, at, device_at, by_id, by_name)
    VALUES (${estateId}, ${v.id}, ${v.pointId}, ${v.round}, ${v.ok}, ${v.proof}, ${v.note}, ${v.at}, ${v.deviceAt}, ${v.byId}, ${v.by})`.execute(
    db,
  )
}

export interface CameraRow {
  id: string
  name: string
  covers: string
  recorder: string
  keep_days: number
  checked_on: string
  works: boolean
  version: number
}

export function cameras(db: Db, estateId: string): Promise<CameraRow[]> {
  return sql<CameraRow>`SELECT id, name, covers, recorder, keep_days, ${day('checked_on')} AS checked_on, works, version FROM cctv_reference
    WHERE estate_id = ${estateId} AND ended_at IS NULL ORDER BY name LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

export async function putCamera(
  db: Db,
  estateId: string,
  c: Omit<CameraRow, 'version'> & { by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO cctv_reference (estate_id, id, name, covers, recorder, keep_days, checked_on, works, made_by, made_at)
    VALUES (${estateId}, ${c.id}, ${c.name}, ${c.covers}, ${c.recorder}, ${c.keep_days}, ${c.checked_on}::date, ${c.works}, ${c.by}, ${c.at})
    ON CONFLICT (estate_id, id) DO UPDATE SET name = excluded.name, covers = excluded.covers, recorder = excluded.recorder, keep_days = excluded.keep_days,
      checked_on = excluded.checked_on, works = excluded.works, version = cctv_reference.version + 1`.execute(
    db,
  )
}

export interface InsuranceRow {
  id: string
  kind: (typeof insuranceKinds)[number]
  insurer: string
  policy: string
  sum: number
  from_on: string
  until_on: string
}

export function insurance(db: Db, estateId: string): Promise<InsuranceRow[]> {
  return sql<InsuranceRow>`SELECT id, kind, insurer, policy, sum, ${day('from_on')} AS from_on, ${day('until_on')} AS until_on FROM parking_insurance
    WHERE estate_id = ${estateId} AND ended_at IS NULL ORDER BY until_on DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertInsurance(
  db: Db,
  estateId: string,
  i: InsuranceRow & { by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO parking_insurance (estate_id, id, kind, insurer, policy, sum, from_on, until_on, made_by, made_at)
    VALUES (${estateId}, ${i.id}, ${i.kind}, ${i.insurer}, ${i.policy}, ${i.sum}, ${i.from_on}::date, ${i.until_on}::date, ${i.by}, ${i.at})`.execute(
    db,
  )
}

export interface Ending {
  what: 'contract' | 'insurance'
  estate_id: string
  id: string
  name: string
  until_on: string
}

/** Contracts and policies of every estate that end by a day and of whose end nobody was told. */
export function ending(db: Db, by: string): Promise<Ending[]> {
  return sql<Ending>`SELECT 'contract' AS what, estate_id, id, name || ' ' || contract AS name, ${day('until_on')} AS until_on FROM operator_contract
      WHERE until_on <= ${by}::date AND ended_on IS NULL AND reminded_for IS DISTINCT FROM until_on
    UNION ALL SELECT 'insurance', estate_id, id, insurer || ' ' || policy, ${day('until_on')} FROM parking_insurance
      WHERE until_on <= ${by}::date AND ended_at IS NULL AND reminded_for IS DISTINCT FROM until_on ORDER BY 2, 3`
    .execute(db)
    .then(r => r.rows)
}

export async function markReminded(db: Db, e: Ending): Promise<boolean> {
  const table = e.what === 'contract' ? sql.table('operator_contract') : sql.table('parking_insurance')
  const done =
    await sql`UPDATE ${table} SET reminded_for = until_on WHERE estate_id = ${e.estate_id} AND id = ${e.id}
    AND reminded_for IS DISTINCT FROM until_on RETURNING id`.execute(db)
  return done.rows.length === 1
}
