/** The only SQL of the estate module. */
import { type SqlBool, sql } from 'kysely'
import type { EstatePlace, ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

/** Where every estate lies, for the rights check: home region, further supervising regions, its organisations. */
export async function placesOfEstates(db: Db): Promise<EstatePlace[]> {
  const found = await sql<{ id: string; paths: string[]; organisations: string[] }>`
    SELECT e.id, array_agg(r.path) AS paths, array_remove(ARRAY[e.company_id::text, e.subject_unit_id::text], NULL) AS organisations
    FROM estate e JOIN (SELECT id AS estate_id, region_id FROM estate UNION SELECT estate_id, region_id FROM estate_supervision) s ON s.estate_id = e.id
    JOIN region r ON r.id = s.region_id GROUP BY e.id, e.company_id, e.subject_unit_id`.execute(db)
  return found.rows
}

/** Every region's path by id. */
export async function pathsOfRegions(db: Db): Promise<Map<string, string>> {
  const found = await sql<{ id: string; path: string }>`SELECT id, path FROM region`.execute(db)
  return new Map(found.rows.map(r => [r.id, r.path]))
}

/** Narrows a query over `estate e` to where a permission holds. */
export function estatesWithin(scope: ScopeWhere) {
  if (scope.everywhere) return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(e.id = ANY(${scope.estateIds}::uuid[]) OR e.company_id = ANY(${scope.organisationIds}::uuid[])
    OR e.subject_unit_id = ANY(${scope.organisationIds}::uuid[])
    OR EXISTS (SELECT 1 FROM (SELECT e.region_id AS id UNION SELECT s.region_id FROM estate_supervision s WHERE s.estate_id = e.id) home
      JOIN region r ON r.id = home.id, unnest(${scope.regionPaths}::text[]) AS p(path) WHERE starts_with(r.path, p.path)))`
}

export interface RegionRow {
  id: string
  parent_id: string | null
  kind: 'city' | 'district' | 'subdistrict' | 'neighbourhood' | 'grid'
  code: string
  name: string
  path: string
}

export function regionById(db: Db, id: string): Promise<RegionRow | undefined> {
  return sql<RegionRow>`SELECT id, parent_id, kind, code, name, path FROM region WHERE id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Regions inside the scope and the ancestors that lead to them. */
export function regionsWithin(db: Db, scope: ScopeWhere): Promise<RegionRow[]> {
  const within = scope.everywhere
    ? sql<SqlBool>`TRUE`
    : sql<SqlBool>`EXISTS (SELECT 1 FROM unnest(${scope.regionPaths}::text[]) AS p(path) WHERE starts_with(region.path, p.path) OR starts_with(p.path, region.path))`
  return sql<RegionRow>`SELECT id, parent_id, kind, code, name, path FROM region WHERE ${within} ORDER BY path`
    .execute(db)
    .then(r => r.rows)
}

export async function insertRegion(db: Db, r: RegionRow): Promise<void> {
  await sql`INSERT INTO region (id, parent_id, kind, code, name, path) VALUES (${r.id}, ${r.parent_id}, ${r.kind}, ${r.code}, ${r.name}, ${r.path})`.execute(
    db,
  )
}

export interface EstateRow {
  id: string
  name: string
  kind: 'compound' | 'courtyard' | 'single_building'
  care: 'company' | 'abandoned' | 'self_managed'
  region_id: string
  region_names: string[]
  address: string | null
  company_id: string | null
  subject_unit_id: string | null
  fictional: boolean
  version: number
}

const estateColumns = sql`e.id, e.name, e.kind, e.care, e.region_id, e.address, e.company_id, e.subject_unit_id, e.fictional, e.version,
  (SELECT array_agg(a.name ORDER BY length(a.path)) FROM region a JOIN region h ON h.id = e.region_id WHERE starts_with(h.path, a.path)) AS region_names`

export function estateById(db: Db, id: string): Promise<EstateRow | undefined> {
  return sql<EstateRow>`SELECT ${estateColumns} FROM estate e WHERE e.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface EstateFilter {
  q?: string | undefined
  regionPath?: string | undefined
  offset: number
  limit: number
}

export async function estatesInScope(
  db: Db,
  scope: ScopeWhere,
  filter: EstateFilter,
): Promise<{ rows: EstateRow[]; total: number }> {
  const wanted = sql<SqlBool>`${estatesWithin(scope)}
    AND (${filter.q ?? null}::text IS NULL OR position(${filter.q ?? ''} IN e.name) > 0)
    AND (${filter.regionPath ?? null}::text IS NULL OR EXISTS (SELECT 1 FROM region r WHERE r.id = e.region_id AND starts_with(r.path, ${filter.regionPath ?? ''})))`
  const found = await sql<
    EstateRow & { total: number }
  >`SELECT ${estateColumns}, count(*) OVER () AS total FROM estate e WHERE ${wanted}
    ORDER BY e.name, e.id OFFSET ${filter.offset} LIMIT ${filter.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export interface NewEstateRow {
  id: string
  region_id: string
  name: string
  kind: string
  care: string
  address: string | null
  company_id: string | null
  subject_unit_id: string | null
  fictional: boolean
  created_at: Instant
}

export async function insertEstate(db: Db, e: NewEstateRow): Promise<void> {
  await sql`INSERT INTO estate (id, region_id, name, kind, care, address, company_id, subject_unit_id, fictional, created_at)
    VALUES (${e.id}, ${e.region_id}, ${e.name}, ${e.kind}, ${e.care}, ${e.address}, ${e.company_id}, ${e.subject_unit_id}, ${e.fictional}, ${e.created_at})`.execute(
    db,
  )
}

/** Tells every process's caches that places or rights of an estate changed. */
export async function raiseRightsVersion(db: Db, estateId: string): Promise<void> {
  await sql`INSERT INTO rights_version AS v (estate_id, version) VALUES (${estateId}, 1)
    ON CONFLICT (estate_id) DO UPDATE SET version = v.version + 1`.execute(db)
}
