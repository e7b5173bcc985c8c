/** Where a handler goes, and whom he asks for: looked up for one ticket at a time. */
import { type Db, sql } from '../../core/db.ts'

export interface UnitPlace {
  address: string | null
  building: string
  section: string | null
  floor: number | null
  label: string
}

/** The way to a unit: the estate's address, building, section, floor. */
export async function placeOfUnit(db: Db, estateId: string, unitId: string): Promise<UnitPlace | null> {
  const found =
    await sql<UnitPlace>`SELECT e.address, b.name AS building, s.name AS section, u.floor, u.label FROM unit u
    JOIN building b ON b.estate_id = u.estate_id AND b.id = u.building_id JOIN estate e ON e.id = u.estate_id
    LEFT JOIN section s ON s.estate_id = u.estate_id AND s.id = u.section_id
    WHERE u.estate_id = ${estateId} AND u.id = ${unitId}`.execute(db)
  return found.rows[0] ?? null
}

/** The name in the register of who asked, when he was chosen from it. */
export async function nameOfPerson(db: Db, estateId: string, personId: string): Promise<string | null> {
  const found = await sql<{
    name: string
  }>`SELECT name FROM person WHERE estate_id = ${estateId} AND id = ${personId}`.execute(db)
  return found.rows[0]?.name ?? null
}
