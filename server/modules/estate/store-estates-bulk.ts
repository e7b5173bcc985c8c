/** SQL for many estates at once. Reference tables (region, organisation, estate) are written before profiles. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface RegionPlace {
  id: string
  path: string
}

export async function regionNamed(
  db: Db,
  parentId: string | null,
  kind: string,
  name: string,
): Promise<RegionPlace | undefined> {
  const found = await sql<RegionPlace>`SELECT id, path FROM region WHERE name = ${name} AND kind = ${kind}
    AND parent_id IS NOT DISTINCT FROM ${parentId}::uuid ORDER BY path LIMIT 1`.execute(db)
  return found.rows[0]
}

/** Companies by name. */
export async function companiesNamed(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    SELECT DISTINCT ON (name) id, name FROM organisation WHERE kind = 'company' AND name = ANY(${[...names]}::text[]) ORDER BY name, id`.execute(
    db,
  )
  return new Map(found.rows.map(o => [o.name, o.id]))
}

export async function insertCompanies(db: Db, list: readonly { id: string; name: string }[]): Promise<void> {
  await sql`INSERT INTO organisation (id, kind, name) SELECT n.id, 'company', n.name
    FROM unnest(${list.map(c => c.id)}::uuid[], ${list.map(c => c.name)}::text[]) AS n(id, name)`.execute(db)
}

export interface EstateFacts {
  address: string | null
  kind: string
  care: 'company' | 'abandoned' | 'self_managed'
  company_id: string | null
}

export type KnownEstate = EstateFacts & { id: string; region_id: string; name: string }

/** The estates of these names in these regions; key `regionId/name`. */
export async function estatesNamed(
  db: Db,
  list: readonly { regionId: string; name: string }[],
): Promise<Map<string, KnownEstate>> {
  const found =
    await sql<KnownEstate>`SELECT e.id, e.region_id, e.name, e.address, e.kind, e.care, e.company_id FROM estate e
    JOIN unnest(${list.map(p => p.regionId)}::uuid[], ${list.map(p => p.name)}::text[]) AS n(region_id, name)
      ON n.region_id = e.region_id AND n.name = e.name`.execute(db)
  return new Map(found.rows.map(e => [`${e.region_id}/${e.name}`, e]))
}

export async function insertEstates(db: Db, list: readonly KnownEstate[], now: Instant): Promise<void> {
  if (list.length === 0) return
  await sql`INSERT INTO estate (id, region_id, name, kind, care, address, company_id, created_at)
    SELECT n.id, n.region_id, n.name, n.kind, n.care, n.address, n.company_id, ${now}
    FROM unnest(${list.map(e => e.id)}::uuid[], ${list.map(e => e.region_id)}::uuid[], ${list.map(e => e.name)}::text[],
      ${list.map(e => e.kind)}::text[], ${list.map(e => e.care)}::text[], ${list.map(e => e.address)}::text[],
      ${list.map(e => e.company_id)}::uuid[]) AS n(id, region_id, name, kind, care, address, company_id)`.execute(
    db,
  )
  await sql`INSERT INTO rights_version (estate_id, version) SELECT unnest(${list.map(e => e.id)}::uuid[]), 1`.execute(
    db,
  )
}

export async function updateFacts(db: Db, id: string, f: EstateFacts): Promise<void> {
  await sql`UPDATE estate SET address = ${f.address}, kind = ${f.kind}, care = ${f.care}, company_id = ${f.company_id},
    version = version + 1 WHERE id = ${id}`.execute(db)
}

/** Lays figures over what the profiles have. @returns the estates whose profile changed */
export async function layIndicators(
  db: Db,
  list: readonly { id: string; figures: Record<string, number> }[],
  now: Instant,
): Promise<Set<string>> {
  if (list.length === 0) return new Set()
  const done = await sql<{
    estate_id: string
  }>`INSERT INTO estate_profile AS p (estate_id, indicators, changed_at)
    SELECT n.id, n.figures, ${now} FROM unnest(${list.map(p => p.id)}::uuid[], ${list.map(p => JSON.stringify(p.figures))}::jsonb[]) AS n(id, figures)
    ON CONFLICT (estate_id) DO UPDATE SET indicators = p.indicators || excluded.indicators, version = p.version + 1, changed_at = excluded.changed_at
    WHERE NOT p.indicators @> excluded.indicators RETURNING p.estate_id`.execute(db)
  return new Set(done.rows.map(p => p.estate_id))
}
