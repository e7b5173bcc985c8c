/** SQL of the estates of a region as a closure sees them: class, organisations, who is named, who stands there. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { CareName } from '../estate/rules.ts'

export interface PlaceRow {
  id: string
  name: string
  care: CareName
  region_id: string
  region_name: string
  region_path: string
  company_id: string | null
  company_name: string | null
  subject_id: string | null
  subject_name: string | null
}

const columns = sql`e.id, e.name, e.care, r.id AS region_id, r.name AS region_name, r.path AS region_path,
  c.id AS company_id, c.name AS company_name, s.id AS subject_id, s.name AS subject_name
  FROM estate e JOIN region r ON r.id = e.region_id
  LEFT JOIN organisation c ON c.id = e.company_id LEFT JOIN organisation s ON s.id = e.subject_unit_id`

/** An estate counts where its home region lies, so that levels sum. */
export function placesWithin(db: Db, regionPath: string): Promise<PlaceRow[]> {
  return sql<PlaceRow>`SELECT ${columns} WHERE starts_with(r.path, ${regionPath}) ORDER BY r.path, e.name`
    .execute(db)
    .then(r => r.rows)
}

export function placeById(db: Db, estateId: string): Promise<PlaceRow | undefined> {
  return sql<PlaceRow>`SELECT ${columns} WHERE e.id = ${estateId}`.execute(db).then(r => r.rows[0])
}

export interface RegionRow {
  id: string
  parent_id: string | null
  kind: string
  name: string
  path: string
}

/** A region and those directly below it. */
export function regionAndChildren(db: Db, regionId: string): Promise<RegionRow[]> {
  return sql<RegionRow>`SELECT id, parent_id, kind, name, path FROM region
    WHERE (id = ${regionId} OR parent_id = ${regionId}) AND kind <> 'grid' ORDER BY path`
    .execute(db)
    .then(r => r.rows)
}

/** The neighbourhoods of a region, itself included when it is one. */
export function neighbourhoods(db: Db, regionPath: string): Promise<RegionRow[]> {
  return sql<RegionRow>`SELECT id, parent_id, kind, name, path FROM region
    WHERE kind = 'neighbourhood' AND starts_with(path, ${regionPath}) ORDER BY path`
    .execute(db)
    .then(r => r.rows)
}

/** Every region of a branch but the grids. */
export function regionsBelow(db: Db, regionPath: string): Promise<RegionRow[]> {
  return sql<RegionRow>`SELECT id, parent_id, kind, name, path FROM region
    WHERE kind <> 'grid' AND starts_with(path, ${regionPath}) ORDER BY path`
    .execute(db)
    .then(r => r.rows)
}

/** The region and those it lies in, the nearest first. */
export function regionsAbove(db: Db, regionPath: string): Promise<RegionRow[]> {
  return sql<RegionRow>`SELECT id, parent_id, kind, name, path FROM region WHERE starts_with(${regionPath}, path) ORDER BY length(path) DESC`
    .execute(db)
    .then(r => r.rows)
}

/** How many members of the brigade stand at each estate now. */
export async function membersAt(db: Db, estateIds: readonly string[]): Promise<Map<string, number>> {
  const found = await sql<{ estate_id: string; members: number }>`
    SELECT estate_id, count(*) AS members FROM brigade_post WHERE estate_id = ANY(${estateIds}::uuid[]) AND until_at IS NULL GROUP BY estate_id`.execute(
    db,
  )
  return new Map(found.rows.map(r => [r.estate_id, r.members]))
}

/** Buildings in the register, by estate. */
export async function buildingsAt(db: Db, estateIds: readonly string[]): Promise<Map<string, number>> {
  const found = await sql<{ estate_id: string; buildings: number }>`
    SELECT estate_id, count(*) AS buildings FROM building WHERE estate_id = ANY(${estateIds}::uuid[]) GROUP BY estate_id`.execute(
    db,
  )
  return new Map(found.rows.map(r => [r.estate_id, r.buildings]))
}

export interface ActiveClosure {
  estate_id: string
  id: string
  starts_at: Instant
  ends_at: Instant
}

/** Closures that are switched on and inside their period. */
export function closuresAt(db: Db, estateIds: readonly string[], now: Instant): Promise<ActiveClosure[]> {
  return sql<ActiveClosure>`SELECT estate_id, id, starts_at, ends_at FROM closure
    WHERE estate_id = ANY(${estateIds}::uuid[]) AND state = 'active' AND starts_at <= ${now} AND ends_at > ${now}`
    .execute(db)
    .then(r => r.rows)
}
