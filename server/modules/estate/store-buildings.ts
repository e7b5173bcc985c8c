/** SQL of buildings, sections and units; every statement carries estate_id. */
import { type SqlBool, sql } from 'kysely'
import type { Reach } from '../../core/access.ts'
import type { Db } from '../../core/db.ts'

/** Another table still points at the row. */
export function isReferenced(error: unknown): boolean {
  return (error as { code?: string }).code === '23503'
}

export interface BuildingRow {
  id: string
  name: string
  kind: 'residential' | 'commercial' | 'mixed' | 'other'
  floors: number | null
  version: number
  sections: { id: string; name: string }[]
  units: number
  homes: number
  area: number
}

/** Narrows `unit u` to the buildings and units that a role reaches. */
function reached(reach: Reach) {
  if (reach === 'estate') return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(u.building_id = ANY(${reach.buildings}::uuid[]) OR u.id = ANY(${reach.units}::uuid[]))`
}

/** The buildings of an estate, or one of them, with sections and counts. */
export async function buildings(
  db: Db,
  estateId: string,
  reach: Reach,
  buildingId?: string,
): Promise<BuildingRow[]> {
  const found = await sql<BuildingRow>`
    SELECT b.id, b.name, b.kind, b.floors, b.version, coalesce(s.sections, '[]') AS sections,
      coalesce(u.units, 0) AS units, coalesce(u.homes, 0) AS homes, coalesce(u.area, 0)::bigint AS area
    FROM building b
    LEFT JOIN (SELECT estate_id, building_id, jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY sort) AS sections
      FROM section WHERE estate_id = ${estateId} GROUP BY estate_id, building_id) s ON s.estate_id = b.estate_id AND s.building_id = b.id
    LEFT JOIN (SELECT estate_id, building_id, count(*) AS units, count(*) FILTER (WHERE use = 'home') AS homes, sum(area) AS area
      FROM unit WHERE estate_id = ${estateId} GROUP BY estate_id, building_id) u ON u.estate_id = b.estate_id AND u.building_id = b.id
    WHERE b.estate_id = ${estateId} AND (${buildingId ?? null}::uuid IS NULL OR b.id = ${buildingId ?? null}::uuid)
      AND ${reachedBuilding(estateId, reach)} ORDER BY b.sort, b.id`.execute(db)
  return found.rows
}

function reachedBuilding(estateId: string, reach: Reach) {
  if (reach === 'estate') return sql<SqlBool>`TRUE`
  return sql<SqlBool>`(b.id = ANY(${reach.buildings}::uuid[]) OR b.id IN
    (SELECT x.building_id FROM unit x WHERE x.estate_id = ${estateId} AND x.id = ANY(${reach.units}::uuid[])))`
}

export async function insertBuilding(
  db: Db,
  estateId: string,
  b: { id: string; name: string; sort: string; kind: string; floors: number | null },
): Promise<void> {
  await sql`INSERT INTO building (estate_id, id, name, sort, kind, floors)
    VALUES (${estateId}, ${b.id}, ${b.name}, ${b.sort}, ${b.kind}, ${b.floors})`.execute(db)
}

/** @returns false when somebody changed it meanwhile */
export async function updateBuilding(
  db: Db,
  estateId: string,
  version: number,
  b: { id: string; name: string; sort: string; kind: string; floors: number | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE building SET name = ${b.name}, sort = ${b.sort}, kind = ${b.kind}, floors = ${b.floors}, version = version + 1
      WHERE estate_id = ${estateId} AND id = ${b.id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function deleteBuilding(db: Db, estateId: string, id: string): Promise<void> {
  await sql`DELETE FROM section WHERE estate_id = ${estateId} AND building_id = ${id}`.execute(db)
  await sql`DELETE FROM building WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export async function insertSection(
  db: Db,
  estateId: string,
  s: { id: string; buildingId: string; name: string; sort: string },
): Promise<void> {
  await sql`INSERT INTO section (estate_id, id, building_id, name, sort)
    VALUES (${estateId}, ${s.id}, ${s.buildingId}, ${s.name}, ${s.sort})`.execute(db)
}

export interface UnitRow {
  id: string
  building_id: string
  section_id: string
  building: string
  section: string
  number: string
  label: string
  floor: number | null
  area: number | null
  use: 'home' | 'shop' | 'office' | 'other'
  state:
    | 'unsold'
    | 'not_moved_in'
    | 'occupied'
    | 'handed_over'
    | 'renovating'
    | 'renovated'
    | 'let'
    | 'vacant'
  version: number
}

const unitColumns = sql`u.id, u.building_id, u.section_id, b.name AS building, s.name AS section, u.number, u.label, u.floor, u.area, u.use, u.state, u.version`
const unitFrom = (estateId: string) =>
  sql`unit u JOIN building b ON b.estate_id = ${estateId} AND b.id = u.building_id JOIN section s ON s.estate_id = ${estateId} AND s.id = u.section_id`

export interface UnitFilter {
  /** Beginning of a room name in its one form. */
  prefix?: string | undefined
  buildingId?: string | undefined
  use?: string | undefined
  state?: string | undefined
  floor?: number | undefined
  area?: 'known' | 'unknown' | undefined
  offset: number
  limit: number
}

export async function units(
  db: Db,
  estateId: string,
  reach: Reach,
  f: UnitFilter,
): Promise<{ rows: UnitRow[]; total: number }> {
  const wanted = sql<SqlBool>`u.estate_id = ${estateId} AND ${reached(reach)}
    AND (${f.prefix ?? null}::text IS NULL OR starts_with(u.label, ${f.prefix ?? ''}) OR u.number = ${f.prefix ?? ''})
    AND (${f.buildingId ?? null}::uuid IS NULL OR u.building_id = ${f.buildingId ?? null}::uuid)
    AND (${f.use ?? null}::text IS NULL OR u.use = ${f.use ?? ''})
    AND (${f.state ?? null}::text IS NULL OR u.state = ${f.state ?? ''})
    AND (${f.floor ?? null}::integer IS NULL OR u.floor = ${f.floor ?? null}::integer)
    AND (${f.area ?? null}::text IS NULL OR (u.area IS NOT NULL) = (${f.area ?? ''} = 'known'))`
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM unit u WHERE ${wanted}`.execute(
    db,
  )
  const found = await sql<UnitRow>`SELECT ${unitColumns} FROM ${unitFrom(estateId)} WHERE ${wanted}
    ORDER BY u.sort, u.id OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 }
}

export async function unitById(
  db: Db,
  estateId: string,
  reach: Reach,
  id: string,
): Promise<UnitRow | undefined> {
  const found = await sql<UnitRow>`SELECT ${unitColumns} FROM ${unitFrom(estateId)}
    WHERE u.estate_id = ${estateId} AND u.id = ${id} AND ${reached(reach)}`.execute(db)
  return found.rows[0]
}

export interface UnitWrite {
  id: string
  buildingId: string
  sectionId: string
  number: string
  label: string
  sort: string
  floor: number | null
  area: number | null
  use: string
  state: string
}

export async function insertUnit(db: Db, estateId: string, u: UnitWrite): Promise<void> {
  await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label, sort, floor, area, use, state)
    VALUES (${estateId}, ${u.id}, ${u.buildingId}, ${u.sectionId}, ${u.number}, ${u.label}, ${u.sort}, ${u.floor}, ${u.area}, ${u.use}, ${u.state})`.execute(
    db,
  )
}

/** @returns false when somebody changed it meanwhile */
export async function updateUnit(
  db: Db,
  estateId: string,
  version: number,
  u: Omit<UnitWrite, 'buildingId' | 'sectionId'>,
): Promise<boolean> {
  const done =
    await sql`UPDATE unit SET number = ${u.number}, label = ${u.label}, sort = ${u.sort}, floor = ${u.floor}, area = ${u.area},
      use = ${u.use}, state = ${u.state}, version = version + 1
      WHERE estate_id = ${estateId} AND id = ${u.id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function deleteUnit(db: Db, estateId: string, id: string): Promise<void> {
  await sql`DELETE FROM unit WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** Writes new names after a building was renamed. */
export async function relabelUnits(
  db: Db,
  estateId: string,
  list: readonly { id: string; label: string; sort: string }[],
): Promise<void> {
  await sql`UPDATE unit SET label = n.label, sort = n.sort, version = unit.version + 1
    FROM unnest(${list.map(u => u.id)}::uuid[], ${list.map(u => u.label)}::text[], ${list.map(u => u.sort)}::text[]) AS n(id, label, sort)
    WHERE unit.estate_id = ${estateId} AND unit.id = n.id`.execute(db)
}

export interface Registered {
  buildings: number
  sections: number
  units: number
  homes: number
  area: number
}

/** What the register counts of one estate. */
export async function registered(db: Db, estateId: string): Promise<Registered> {
  const found = await sql<Registered>`SELECT
    (SELECT count(*) FROM building WHERE estate_id = ${estateId}) AS buildings,
    (SELECT count(*) FROM section WHERE estate_id = ${estateId}) AS sections,
    (SELECT count(*) FROM unit WHERE estate_id = ${estateId}) AS units,
    (SELECT count(*) FROM unit WHERE estate_id = ${estateId} AND use = 'home') AS homes,
    (SELECT coalesce(sum(area), 0)::bigint FROM unit WHERE estate_id = ${estateId}) AS area`.execute(db)
  return found.rows[0] ?? { buildings: 0, sections: 0, units: 0, homes: 0, area: 0 }
}
