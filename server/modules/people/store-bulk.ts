/** SQL of many persons and ties at once, for imports. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { PersonWrite } from './store-persons.ts'

export type KnownPerson = PersonWrite & { version: number }

/** Persons whom a batch of rows may mean: by ID number, by phone, or because they are tied to a named unit. */
export async function knownPersons(
  db: Db,
  estateId: string,
  by: { ids: readonly string[]; idBlinds: readonly Buffer[]; phoneBlinds: readonly Buffer[] },
): Promise<KnownPerson[]> {
  const found =
    await sql<KnownPerson>`SELECT id, kind, name, pinyin, initials, phone_sealed, phone_blind, phone_tail, id_sealed, id_blind, birth_year, note, version
    FROM person WHERE estate_id = ${estateId}
      AND (id = ANY(${by.ids}::uuid[]) OR id_blind = ANY(${by.idBlinds}::bytea[]) OR phone_blind = ANY(${by.phoneBlinds}::bytea[])) ORDER BY made_at, id`.execute(
      db,
    )
  return found.rows
}

const hex = (bytes: Buffer | null) => (bytes ? bytes.toString('hex') : null)

export async function insertPersons(
  db: Db,
  estateId: string,
  list: readonly (PersonWrite & { claim: Buffer | null })[],
  by: string,
  now: Instant,
): Promise<void> {
  if (list.length === 0) return
  const rows = JSON.stringify(
    list.map(p => ({
      ...p,
      phone_sealed: hex(p.phone_sealed),
      phone_blind: hex(p.phone_blind),
      phone_tail: hex(p.phone_tail),
      id_sealed: hex(p.id_sealed),
      id_blind: hex(p.id_blind),
      claim: hex(p.claim),
    })),
  )
  await sql`INSERT INTO phone_claim (phone_blind, estate_id, person_id) SELECT decode(claim, 'hex'), ${estateId}::uuid, id
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, claim text) WHERE claim IS NOT NULL ON CONFLICT DO NOTHING`.execute(
    db,
  )
  await sql`INSERT INTO person (estate_id, id, kind, name, pinyin, initials, phone_sealed, phone_blind, phone_tail, id_sealed, id_blind, birth_year, note, made_by, made_at, changed_at)
    SELECT ${estateId}::uuid, id, kind, name, pinyin, initials, decode(phone_sealed, 'hex'), decode(phone_blind, 'hex'), decode(phone_tail, 'hex'),
      decode(id_sealed, 'hex'), decode(id_blind, 'hex'), birth_year, note, ${by}, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, kind text, name text, pinyin text, initials text, phone_sealed text, phone_blind text,
      phone_tail text, id_sealed text, id_blind text, birth_year integer, note text)`.execute(db)
}

export interface NewOwnership {
  id: string
  unit_id: string
  person_id: string
  part: number
  whole: number
  from_at: string
}
export interface NewHousehold {
  id: string
  unit_id: string
  kind: 'own' | 'lease'
  from_at: string
}
export interface NewMember {
  id: string
  household_id: string
  person_id: string
  relation: string
  from_at: string
}

export async function insertTies(
  db: Db,
  estateId: string,
  made: { ownerships: NewOwnership[]; households: NewHousehold[]; members: NewMember[] },
  by: string,
  now: Instant,
): Promise<void> {
  await sql`INSERT INTO ownership (estate_id, id, unit_id, person_id, share_part, share_whole, from_at, made_by, made_at)
    SELECT ${estateId}::uuid, id, unit_id, person_id, part, whole, from_at, ${by}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(made.ownerships)}::jsonb) AS x(id uuid, unit_id uuid, person_id uuid, part integer, whole integer, from_at timestamptz)`.execute(
    db,
  )
  await sql`INSERT INTO household (estate_id, id, unit_id, kind, from_at, made_by, made_at)
    SELECT ${estateId}::uuid, id, unit_id, kind, from_at, ${by}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(made.households)}::jsonb) AS x(id uuid, unit_id uuid, kind text, from_at timestamptz)`.execute(
    db,
  )
  await sql`INSERT INTO household_member (estate_id, id, household_id, person_id, relation, from_at, made_by, made_at)
    SELECT ${estateId}::uuid, id, household_id, person_id, relation, from_at, ${by}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(made.members)}::jsonb) AS x(id uuid, household_id uuid, person_id uuid, relation text, from_at timestamptz)`.execute(
    db,
  )
}

export interface VehicleFact {
  id: string
  plate: string
  kind: string
  model: string | null
  unit_id: string | null
  person_id: string | null
}

/** The vehicles registered now under these plates. */
export async function vehiclesByPlate(
  db: Db,
  estateId: string,
  plates: readonly string[],
): Promise<Map<string, VehicleFact>> {
  const found = await sql<VehicleFact>`SELECT id, plate, kind, model, unit_id, person_id FROM vehicle
    WHERE estate_id = ${estateId} AND plate = ANY(${plates}::text[]) AND until_at IS NULL`.execute(db)
  return new Map(found.rows.map(v => [v.plate, v]))
}

export async function insertVehicles(
  db: Db,
  estateId: string,
  list: readonly VehicleFact[],
  by: string,
  now: Instant,
): Promise<void> {
  await sql`INSERT INTO vehicle (estate_id, id, plate, kind, model, unit_id, person_id, from_at, made_by, made_at)
    SELECT ${estateId}::uuid, id, plate, kind, model, unit_id, person_id, ${now}::timestamptz, ${by}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS x(id uuid, plate text, kind text, model text, unit_id uuid, person_id uuid)`.execute(
    db,
  )
}
