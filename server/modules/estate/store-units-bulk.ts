/** SQL for many units at once; every statement carries estate_id and takes its rows as arrays. */
import { sql } from 'kysely'
import type { Db } from '../../core/db.ts'

export interface NamedPart {
  id: string
  name: string
  sort: string
}

/** Makes the buildings that are new. @returns id by name of all the given ones */
export async function ensureBuildings(
  db: Db,
  estateId: string,
  list: readonly NamedPart[],
): Promise<Map<string, string>> {
  const names = list.map(b => b.name)
  await sql`INSERT INTO building (estate_id, id, name, sort)
    SELECT ${estateId}::uuid, n.id, n.name, n.sort FROM unnest(${list.map(b => b.id)}::uuid[], ${names}::text[], ${list.map(b => b.sort)}::text[]) AS n(id, name, sort)
    ON CONFLICT (estate_id, name) DO NOTHING`.execute(db)
  const found = await sql<{ id: string; name: string }>`
    SELECT id, name FROM building WHERE estate_id = ${estateId} AND name = ANY(${names}::text[])`.execute(db)
  return new Map(found.rows.map(b => [b.name, b.id]))
}

/** Makes the sections that are new. @returns id by `buildingId\nname` */
export async function ensureSections(
  db: Db,
  estateId: string,
  list: readonly (NamedPart & { buildingId: string })[],
): Promise<Map<string, string>> {
  await sql`INSERT INTO section (estate_id, id, building_id, name, sort)
    SELECT ${estateId}::uuid, n.id, n.building_id, n.name, n.sort
    FROM unnest(${list.map(s => s.id)}::uuid[], ${list.map(s => s.buildingId)}::uuid[], ${list.map(s => s.name)}::text[],
      ${list.map(s => s.sort)}::text[]) AS n(id, building_id, name, sort)
    ON CONFLICT (estate_id, building_id, name) DO NOTHING`.execute(db)
  const buildingIds = [...new Set(list.map(s => s.buildingId))]
  const found = await sql<{ id: string; building_id: string; name: string }>`
    SELECT id, building_id, name FROM section WHERE estate_id = ${estateId} AND building_id = ANY(${buildingIds}::uuid[])`.execute(
    db,
  )
  return new Map(found.rows.map(s => [`${s.building_id}\n${s.name}`, s.id]))
}

export interface KnownUnit {
  id: string
  building_id: string
  label: string
  floor: number | null
  area: number | null
  use: string
  state: string
}

export async function unitsByLabel(
  db: Db,
  estateId: string,
  labels: readonly string[],
): Promise<Map<string, KnownUnit>> {
  const found = await sql<KnownUnit>`SELECT id, building_id, label, floor, area, use, state FROM unit
    WHERE estate_id = ${estateId} AND label = ANY(${[...labels]}::text[])`.execute(db)
  return new Map(found.rows.map(u => [u.label, u]))
}

export interface BulkUnit {
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

export async function insertUnits(db: Db, estateId: string, list: readonly BulkUnit[]): Promise<void> {
  if (list.length === 0) return
  await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label, sort, floor, area, use, state)
    SELECT ${estateId}::uuid, n.* FROM unnest(
      ${list.map(u => u.id)}::uuid[], ${list.map(u => u.buildingId)}::uuid[], ${list.map(u => u.sectionId)}::uuid[],
      ${list.map(u => u.number)}::text[], ${list.map(u => u.label)}::text[], ${list.map(u => u.sort)}::text[],
      ${list.map(u => u.floor)}::integer[], ${list.map(u => u.area)}::integer[],
      ${list.map(u => u.use)}::text[], ${list.map(u => u.state)}::text[])
      AS n(id, building_id, section_id, number, label, sort, floor, area, use, state)`.execute(db)
}

export async function updateUnits(db: Db, estateId: string, list: readonly KnownUnit[]): Promise<void> {
  if (list.length === 0) return
  await sql`UPDATE unit SET floor = n.floor, area = n.area, use = n.use, state = n.state, version = unit.version + 1
    FROM unnest(${list.map(u => u.id)}::uuid[], ${list.map(u => u.floor)}::integer[], ${list.map(u => u.area)}::integer[],
      ${list.map(u => u.use)}::text[], ${list.map(u => u.state)}::text[]) AS n(id, floor, area, use, state)
    WHERE unit.estate_id = ${estateId} AND unit.id = n.id`.execute(db)
}
