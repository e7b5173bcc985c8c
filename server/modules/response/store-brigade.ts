/** SQL of the brigade's members, vehicles and what these are used for. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface MemberRow {
  id: string
  organisation_id: string
  brigade: string
  number: string
  name: string
  squad: string | null
  phone_sealed: Buffer | null
}

/** Brigades belong to a region; they serve all below it: those of the region's branch, upward and downward. */
export function membersFor(db: Db, regionPath: string): Promise<MemberRow[]> {
  return sql<MemberRow>`SELECT m.id, m.organisation_id, o.name AS brigade, m.number, m.name, m.squad, m.phone_sealed
    FROM brigade_member m JOIN organisation o ON o.id = m.organisation_id JOIN region r ON r.id = o.region_id
    WHERE m.left_on IS NULL AND (starts_with(${regionPath}, r.path) OR starts_with(r.path, ${regionPath})) ORDER BY m.number`
    .execute(db)
    .then(r => r.rows)
}

export function memberByNumber(
  db: Db,
  organisationId: string,
  numbers: readonly string[],
): Promise<(MemberRow & { left_on: string | null })[]> {
  return sql<
    MemberRow & { left_on: string | null }
  >`SELECT m.id, m.organisation_id, '' AS brigade, m.number, m.name, m.squad, m.phone_sealed, m.left_on::text AS left_on
    FROM brigade_member m WHERE m.organisation_id = ${organisationId} AND m.number = ANY(${numbers}::text[])`
    .execute(db)
    .then(r => r.rows)
}

export interface MemberWrite {
  id: string
  organisationId: string
  number: string
  name: string
  squad: string | null
  phone: Buffer | null
  by: string
  at: Instant
}

/** The same number again lays the news over what is there; who had left is back. */
export async function putMember(db: Db, m: MemberWrite): Promise<void> {
  await sql`INSERT INTO brigade_member (id, organisation_id, number, name, squad, phone_sealed, made_by, made_at)
    VALUES (${m.id}, ${m.organisationId}, ${m.number}, ${m.name}, ${m.squad}, ${m.phone}, ${m.by}, ${m.at})
    ON CONFLICT (organisation_id, number) DO UPDATE SET name = excluded.name, squad = coalesce(excluded.squad, brigade_member.squad),
      phone_sealed = coalesce(excluded.phone_sealed, brigade_member.phone_sealed), left_on = NULL, version = brigade_member.version + 1`.execute(
    db,
  )
}

export interface BrigadeOrganisation {
  id: string
  name: string
  region_path: string
  region_id: string
}

export function brigades(db: Db): Promise<BrigadeOrganisation[]> {
  return sql<BrigadeOrganisation>`SELECT o.id, o.name, r.path AS region_path, r.id AS region_id FROM organisation o JOIN region r ON r.id = o.region_id
    WHERE o.kind = 'brigade' ORDER BY o.name`
    .execute(db)
    .then(r => r.rows)
}

export interface VehicleRow {
  id: string
  plate: string
  kind: string
  seats: number | null
  brigade: string
  organisation_id: string
  use_id: string | null
  place_kind: 'group' | 'estate' | null
  place_name: string | null
  region_id: string | null
  driver: string | null
  from_on: string | null
}

const vehicleColumns = sql`v.id, v.plate, v.kind, v.seats, o.name AS brigade, v.organisation_id, u.id AS use_id, u.place_kind, u.place_name, u.region_id, u.driver, u.from_on::text AS from_on
  FROM response_vehicle v JOIN organisation o ON o.id = v.organisation_id JOIN region r ON r.id = o.region_id
  LEFT JOIN vehicle_use u ON u.vehicle_id = v.id AND u.until_on IS NULL`

export function vehiclesFor(db: Db, regionPath: string): Promise<VehicleRow[]> {
  return sql<VehicleRow>`SELECT ${vehicleColumns} WHERE v.left_on IS NULL
      AND (starts_with(${regionPath}, r.path) OR starts_with(r.path, ${regionPath})) ORDER BY v.plate`
    .execute(db)
    .then(r => r.rows)
}

export interface VehicleWrite {
  id: string
  organisationId: string
  plate: string
  kind: string
  seats: number | null
  by: string
  at: Instant
}

export async function platesKnown(
  db: Db,
  plates: readonly string[],
): Promise<Map<string, { organisationId: string }>> {
  const found = await sql<{
    plate: string
    organisation_id: string
  }>`SELECT plate, organisation_id FROM response_vehicle WHERE plate = ANY(${plates}::text[])`.execute(db)
  return new Map(found.rows.map(v => [v.plate, { organisationId: v.organisation_id }]))
}

export function vehicleByPlate(
  db: Db,
  plate: string,
): Promise<{ id: string; organisation_id: string; left_on: string | null } | undefined> {
  return sql<{ id: string; organisation_id: string; left_on: string | null }>`
    SELECT id, organisation_id, left_on::text AS left_on FROM response_vehicle WHERE plate = ${plate}`
    .execute(db)
    .then(r => r.rows[0])
}

export async function putVehicle(db: Db, v: VehicleWrite): Promise<void> {
  await sql`INSERT INTO response_vehicle (id, organisation_id, plate, kind, seats, made_by, made_at)
    VALUES (${v.id}, ${v.organisationId}, ${v.plate}, ${v.kind}, ${v.seats}, ${v.by}, ${v.at})
    ON CONFLICT (plate) DO UPDATE SET kind = excluded.kind, seats = coalesce(excluded.seats, response_vehicle.seats), left_on = NULL,
      version = response_vehicle.version + 1`.execute(db)
}

export interface VehicleUse {
  id: string
  vehicleId: string
  regionId: string
  placeKind: 'group' | 'estate'
  placeId: string
  placeName: string
  driver: string | null
  from: string
  by: string
  at: Instant
}

/** @returns false when somebody gave the vehicle away meanwhile */
export async function useVehicle(db: Db, u: VehicleUse): Promise<boolean> {
  const done =
    await sql`INSERT INTO vehicle_use (id, vehicle_id, region_id, place_kind, place_id, place_name, driver, from_on, made_by, made_at)
    VALUES (${u.id}, ${u.vehicleId}, ${u.regionId}, ${u.placeKind}, ${u.placeId}, ${u.placeName}, ${u.driver}, ${u.from}, ${u.by}, ${u.at})
    ON CONFLICT (vehicle_id) WHERE until_on IS NULL DO NOTHING RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** @returns false when it was not in use, or not yet on that day */
export async function freeVehicle(db: Db, vehicleId: string, until: string): Promise<boolean> {
  const done =
    await sql`UPDATE vehicle_use SET until_on = ${until} WHERE vehicle_id = ${vehicleId} AND until_on IS NULL
    AND from_on <= ${until} RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** @returns false when no such member serves there */
export async function changeMember(
  db: Db,
  organisationId: string,
  m: { id: string; name: string; squad: string | null; phone: Buffer | null },
): Promise<boolean> {
  const done = await sql`UPDATE brigade_member SET name = ${m.name}, squad = ${m.squad},
      phone_sealed = coalesce(${m.phone}::bytea, phone_sealed), version = version + 1
    WHERE id = ${m.id} AND organisation_id = ${organisationId} AND left_on IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function changeVehicle(
  db: Db,
  organisationId: string,
  v: { id: string; kind: string; seats: number | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE response_vehicle SET kind = ${v.kind}, seats = ${v.seats}, version = version + 1
    WHERE id = ${v.id} AND organisation_id = ${organisationId} AND left_on IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** @returns false when it serves there no longer */
export async function endOf(
  db: Db,
  what: 'brigade_member' | 'response_vehicle',
  organisationId: string,
  id: string,
  day: string,
): Promise<boolean> {
  const done = await sql`UPDATE ${sql.table(what)} SET left_on = ${day}, version = version + 1
    WHERE id = ${id} AND organisation_id = ${organisationId} AND left_on IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}
