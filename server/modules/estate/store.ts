/** SQL of regions and estates. Organisations, buildings, profile and settings have their own store files. */
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
/** Every region an estate counts in: its home, and those that supervise it too (S3-02). One row each. */
export const estatePlaces = sql`(SELECT id AS estate_id, region_id FROM estate UNION SELECT estate_id, region_id FROM estate_supervision)`

/** The estates that count in a region or below it, each once however many of its regions lie there. */
export function estatesCounted(path: string) {
  return sql`(SELECT DISTINCT x.estate_id FROM ${estatePlaces} x JOIN region g ON g.id = x.region_id WHERE starts_with(g.path, ${path}))`
}

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
  version: number
}

const regionColumns = sql`id, parent_id, kind, code, name, path, version`

export function regionById(db: Db, id: string): Promise<RegionRow | undefined> {
  return sql<RegionRow>`SELECT ${regionColumns} FROM region WHERE id = ${id}`.execute(db).then(r => r.rows[0])
}

export function regionByPath(db: Db, path: string): Promise<RegionRow | undefined> {
  return sql<RegionRow>`SELECT ${regionColumns} FROM region WHERE path = ${path}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Regions inside the scope and the ancestors that lead to them. */
export function regionsWithin(db: Db, scope: ScopeWhere): Promise<RegionRow[]> {
  const within = scope.everywhere
    ? sql<SqlBool>`TRUE`
    : sql<SqlBool>`EXISTS (SELECT 1 FROM unnest(${scope.regionPaths}::text[]) AS p(path) WHERE starts_with(region.path, p.path) OR starts_with(p.path, region.path))`
  return sql<RegionRow>`SELECT ${regionColumns} FROM region WHERE ${within} ORDER BY path`
    .execute(db)
    .then(r => r.rows)
}

export async function insertRegion(db: Db, r: Omit<RegionRow, 'version'>): Promise<void> {
  await sql`INSERT INTO region (id, parent_id, kind, code, name, path) VALUES (${r.id}, ${r.parent_id}, ${r.kind}, ${r.code}, ${r.name}, ${r.path})`.execute(
    db,
  )
}

/** @returns false when somebody changed it meanwhile */
export async function renameRegion(db: Db, id: string, version: number, name: string): Promise<boolean> {
  const done =
    await sql`UPDATE region SET name = ${name}, version = version + 1 WHERE id = ${id} AND version = ${version}`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export async function deleteRegion(db: Db, id: string): Promise<void> {
  await sql`DELETE FROM region WHERE id = ${id}`.execute(db)
}

/** True when roles, settings or rules hang on the region; foreign keys guard estates, regions and organisations. */
export async function regionIsNamed(db: Db, region: RegionRow): Promise<boolean> {
  const found = await sql<{ used: boolean }>`
    SELECT EXISTS (SELECT 1 FROM setting WHERE scope_id = ${region.id}) AS used`.execute(db)
  return found.rows[0]?.used ?? false
}

export interface EstateRow {
  id: string
  name: string
  kind: 'compound' | 'courtyard' | 'single_building'
  care: 'company' | 'abandoned' | 'self_managed'
  region_id: string
  region_names: string[]
  further: { id: string; name: string }[]
  address: string | null
  company_id: string | null
  company_name: string | null
  subject_unit_id: string | null
  subject_unit_name: string | null
  service_level: string | null
  fictional: boolean
  version: number
}

const estateColumns = sql`e.id, e.name, e.kind, e.care, e.region_id, e.address, e.company_id, e.subject_unit_id, e.service_level, e.fictional, e.version,
  (SELECT o.name FROM organisation o WHERE o.id = e.company_id) AS company_name,
  (SELECT o.name FROM organisation o WHERE o.id = e.subject_unit_id) AS subject_unit_name,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.path) FROM estate_supervision s JOIN region r ON r.id = s.region_id
    WHERE s.estate_id = e.id), '[]') AS further,
  (SELECT array_agg(a.name ORDER BY length(a.path)) FROM region a JOIN region h ON h.id = e.region_id WHERE starts_with(h.path, a.path)) AS region_names`

export function estateById(db: Db, id: string): Promise<EstateRow | undefined> {
  return sql<EstateRow>`SELECT ${estateColumns} FROM estate e WHERE e.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface EstateFilter {
  /** Patterns for LIKE, from likeTerms. */
  like: string[]
  regionPath?: string | undefined
  care?: string | undefined
  kind?: string | undefined
  companyId?: string | undefined
  subjectUnit?: 'yes' | 'no' | undefined
  sort: 'name' | 'region'
  offset: number
  limit: number
}

function filtered(scope: ScopeWhere, filter: EstateFilter) {
  const path = filter.regionPath
  return sql<SqlBool>`${estatesWithin(scope)}
    AND (${filter.like.length === 0} OR e.name LIKE ANY (${filter.like}::text[]) OR e.address LIKE ANY (${filter.like}::text[])
      OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = e.company_id AND o.name LIKE ANY (${filter.like}::text[])))
    AND (${path ?? null}::text IS NULL OR EXISTS (SELECT 1 FROM region r WHERE r.id = e.region_id AND starts_with(r.path, ${path ?? ''})))
    AND (${filter.care ?? null}::text IS NULL OR e.care = ${filter.care ?? ''})
    AND (${filter.kind ?? null}::text IS NULL OR e.kind = ${filter.kind ?? ''})
    AND (${filter.companyId ?? null}::uuid IS NULL OR e.company_id = ${filter.companyId ?? null}::uuid)
    AND (${filter.subjectUnit ?? null}::text IS NULL OR (e.subject_unit_id IS NOT NULL) = (${filter.subjectUnit ?? ''} = 'yes'))`
}

export async function estatesInScope(
  db: Db,
  scope: ScopeWhere,
  filter: EstateFilter,
): Promise<{ rows: EstateRow[]; total: number }> {
  const order =
    filter.sort === 'region'
      ? sql`(SELECT r.path FROM region r WHERE r.id = e.region_id), e.name, e.id`
      : sql`e.name, e.id`
  // The page first, then its columns: names and regions are looked up for fifty rows, not for thousands.
  const found = await sql<EstateRow & { total: number }>`
    WITH page AS (SELECT e.id, count(*) OVER () AS total, row_number() OVER (ORDER BY ${order}) AS place FROM estate e
      WHERE ${filtered(scope, filter)} ORDER BY place OFFSET ${filter.offset} LIMIT ${filter.limit})
    SELECT ${estateColumns}, p.total FROM page p JOIN estate e ON e.id = p.id ORDER BY p.place`.execute(db)
  if (found.rows.length > 0 || filter.offset === 0)
    return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
  const all = await sql<{
    total: number
  }>`SELECT count(*) AS total FROM estate e WHERE ${filtered(scope, filter)}`.execute(db)
  return { rows: [], total: all.rows[0]?.total ?? 0 }
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

/** @returns false when somebody changed it meanwhile */
export async function updateEstate(
  db: Db,
  id: string,
  version: number,
  e: { name: string; kind: string; address: string | null; service_level: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE estate SET name = ${e.name}, kind = ${e.kind}, address = ${e.address}, service_level = ${e.service_level},
      version = version + 1 WHERE id = ${id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export interface StandingRow {
  region_id: string
  care: string
  company_id: string | null
  subject_unit_id: string | null
}

/** @returns false when somebody changed it meanwhile */
export async function updateStanding(
  db: Db,
  id: string,
  version: number,
  s: StandingRow,
  further: readonly string[],
): Promise<boolean> {
  const done =
    await sql`UPDATE estate SET region_id = ${s.region_id}, care = ${s.care}, company_id = ${s.company_id},
      subject_unit_id = ${s.subject_unit_id}, version = version + 1 WHERE id = ${id} AND version = ${version}`.execute(
      db,
    )
  if (done.numAffectedRows !== 1n) return false
  await sql`DELETE FROM estate_supervision WHERE estate_id = ${id}`.execute(db)
  for (const region of new Set(further))
    if (region !== s.region_id)
      await sql`INSERT INTO estate_supervision (estate_id, region_id) VALUES (${id}, ${region})`.execute(db)
  return true
}

export async function setCare(db: Db, id: string, care: string): Promise<void> {
  await sql`UPDATE estate SET care = ${care}, version = version + 1 WHERE id = ${id}`.execute(db)
}

/** Tells every process's caches that places or rights of an estate changed. */
export async function raiseRightsVersion(db: Db, estateId: string): Promise<void> {
  await sql`INSERT INTO rights_version AS v (estate_id, version) VALUES (${estateId}, 1)
    ON CONFLICT (estate_id) DO UPDATE SET version = v.version + 1`.execute(db)
}
