/** SQL of organisations. */
import { type SqlBool, sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Db } from '../../core/db.ts'
import { estatesWithin } from './store.ts'

export interface OrganisationRow {
  id: string
  kind:
    | 'company'
    | 'developer'
    | 'subject_unit'
    | 'bureau'
    | 'subdistrict_office'
    | 'neighbourhood_committee'
    | 'brigade'
    | 'police'
    | 'other'
  name: string
  credit_code: string | null
  region_id: string | null
  contact_name: string | null
  contact_phone_sealed: Buffer | null
  staff_count: number | null
  staff_counted_on: string | null
  vehicle_count: number | null
  estates: number
  version: number
}

const columns = sql`o.id, o.kind, o.name, o.credit_code, o.region_id, o.contact_name, o.contact_phone_sealed, o.staff_count,
  o.staff_counted_on::text AS staff_counted_on, o.vehicle_count, o.version,
  (SELECT count(*) FROM estate x WHERE x.company_id = o.id OR x.subject_unit_id = o.id) AS estates`

export function organisationById(db: Db, id: string): Promise<OrganisationRow | undefined> {
  return sql<OrganisationRow>`SELECT ${columns} FROM organisation o WHERE o.id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface OrganisationFilter {
  like: string[]
  kind?: string | undefined
  offset: number
  limit: number
}

/** Organisations of the caller's estates and regions; `all` for who manages the register. */
export async function organisationsWithin(
  db: Db,
  scope: ScopeWhere,
  all: boolean,
  filter: OrganisationFilter,
): Promise<{ rows: OrganisationRow[]; total: number }> {
  const within = all
    ? sql<SqlBool>`TRUE`
    : sql<SqlBool>`(o.id = ANY(${scope.organisationIds}::uuid[])
      OR EXISTS (SELECT 1 FROM estate e WHERE (e.company_id = o.id OR e.subject_unit_id = o.id) AND ${estatesWithin(scope)})
      OR EXISTS (SELECT 1 FROM region r, unnest(${scope.regionPaths}::text[]) AS p(path) WHERE r.id = o.region_id AND starts_with(r.path, p.path)))`
  const found = await sql<OrganisationRow & { total: number }>`
    SELECT ${columns}, count(*) OVER () AS total FROM organisation o WHERE ${within}
      AND (${filter.kind ?? null}::text IS NULL OR o.kind = ${filter.kind ?? ''})
      AND (${filter.like.length === 0} OR o.name LIKE ANY (${filter.like}::text[]))
    ORDER BY o.kind, o.name, o.id OFFSET ${filter.offset} LIMIT ${filter.limit}`.execute(db)
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export type OrganisationWrite = Omit<OrganisationRow, 'estates' | 'version'>

export async function insertOrganisation(db: Db, o: OrganisationWrite): Promise<void> {
  await sql`INSERT INTO organisation (id, kind, name, credit_code, region_id, contact_name, contact_phone_sealed, staff_count, staff_counted_on, vehicle_count)
    VALUES (${o.id}, ${o.kind}, ${o.name}, ${o.credit_code}, ${o.region_id}, ${o.contact_name}, ${o.contact_phone_sealed}, ${o.staff_count}, ${o.staff_counted_on}, ${o.vehicle_count})`.execute(
    db,
  )
}

/** @returns false when somebody changed it meanwhile */
export async function updateOrganisation(db: Db, version: number, o: OrganisationWrite): Promise<boolean> {
  const done =
    await sql`UPDATE organisation SET kind = ${o.kind}, name = ${o.name}, credit_code = ${o.credit_code}, region_id = ${o.region_id},
    contact_name = ${o.contact_name}, contact_phone_sealed = ${o.contact_phone_sealed}, staff_count = ${o.staff_count},
    staff_counted_on = ${o.staff_counted_on}, vehicle_count = ${o.vehicle_count}, version = version + 1
    WHERE id = ${o.id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}
