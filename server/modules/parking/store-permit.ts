/** SQL of permits, their spaces and their cars. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export type PermitKind = 'sale' | 'gift' | 'lease' | 'monthly' | 'outside' | 'visitor'

/** Until when a permit really lasts: its end by hand before its term. */
const lasts = sql`least(p.until_at, p.ended_at)`

/** The permit under which a plate may park at an instant: from its first instant until, but not at, its end. */
export async function permitOfPlate(
  db: Db,
  estateId: string,
  blind: Buffer,
  at: Instant,
): Promise<{ id: string; lot_id: string; unit_id: string | null; person_id: string | null } | undefined> {
  const found = await sql<{ id: string; lot_id: string; unit_id: string | null; person_id: string | null }>`
    SELECT p.id, p.lot_id, p.unit_id, p.person_id FROM parking_permit_car c JOIN parking_permit p ON p.estate_id = c.estate_id AND p.id = c.permit_id
    WHERE c.estate_id = ${estateId} AND c.plate_blind = ${blind} AND c.added_at <= ${at} AND (c.removed_at IS NULL OR c.removed_at > ${at})
      AND p.from_at <= ${at} AND (${lasts} IS NULL OR ${lasts} > ${at})
    ORDER BY p.kind = 'visitor', p.from_at DESC LIMIT 1`.execute(db)
  return found.rows[0]
}

export async function permitTime(
  db: Db,
  estateId: string,
  id: string,
): Promise<{ from: Instant; until: Instant | null } | undefined> {
  const found = await sql<{
    from_at: Instant
    lasts: Instant | null
  }>`SELECT p.from_at, ${lasts} AS lasts FROM parking_permit p
    WHERE p.estate_id = ${estateId} AND p.id = ${id}`.execute(db)
  const row = found.rows[0]
  return row && { from: row.from_at, until: row.lasts }
}

export interface PermitRow {
  id: string
  lot_id: string
  lot: string
  kind: PermitKind
  unit_id: string | null
  room: string | null
  person_id: string | null
  holder: Buffer | null
  spaces: number
  price: number
  deed: string | null
  signed_on: string | null
  from_at: Instant
  until_at: Instant | null
  public_income: boolean
  ended_at: Instant | null
  end_reason: string | null
  made_by: string
  version: number
  open: number
  held: { id: string; number: string; level: string }[]
  total: number
}

export interface PermitFilter {
  id?: string | undefined
  kind?: string | undefined
  unitIds?: readonly string[] | undefined
  lotId?: string | undefined
  state: 'live' | 'over' | 'all'
  /** ends before this instant */
  endsBefore?: Instant | undefined
  room?: string | undefined
  blind?: Buffer | undefined
  offset: number
  limit: number
}

export async function permits(db: Db, estateId: string, at: Instant, f: PermitFilter): Promise<PermitRow[]> {
  const like = f.room ? `%${f.room.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const asked = [sql`p.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`p.id = ${f.id}`)
  if (f.kind) asked.push(sql`p.kind = ${f.kind}`)
  if (f.unitIds) asked.push(sql`p.unit_id = ANY(${[...f.unitIds]}::uuid[])`)
  if (f.lotId) asked.push(sql`p.lot_id = ${f.lotId}`)
  if (f.state !== 'all') asked.push(sql`(${lasts} IS NULL OR ${lasts} > ${at}) = ${f.state === 'live'}`)
  if (f.endsBefore) asked.push(sql`p.until_at < ${f.endsBefore}`)
  const car = f.blind
    ? sql`EXISTS (SELECT 1 FROM parking_permit_car c WHERE c.estate_id = p.estate_id AND c.permit_id = p.id AND c.plate_blind = ${f.blind})`
    : sql`FALSE`
  const space = sql`EXISTS (SELECT 1 FROM parking_permit_space ps JOIN parking_space s ON s.estate_id = ps.estate_id AND s.id = ps.space_id
    WHERE ps.estate_id = p.estate_id AND ps.permit_id = p.id AND s.number LIKE ${like})`
  if (like || f.blind) asked.push(sql`(${car} OR u.label LIKE ${like} OR ${space})`)
  const found =
    await sql<PermitRow>`SELECT p.id, p.lot_id, l.name AS lot, p.kind, p.unit_id, u.label AS room, p.person_id, p.holder, p.spaces, p.price, p.deed,
      p.signed_on::text, p.from_at, p.until_at, p.public_income, p.ended_at, p.end_reason, p.made_by, p.version,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'number', s.number, 'level', s.level) ORDER BY s.number)
        FROM parking_permit_space ps JOIN parking_space s ON s.estate_id = ps.estate_id AND s.id = ps.space_id
        WHERE ps.estate_id = p.estate_id AND ps.permit_id = p.id), '[]'::jsonb) AS held,
      coalesce((SELECT sum(c.amount - coalesce((SELECT sum(h.amount) FROM ledger_share h WHERE h.estate_id = c.estate_id AND h.charge_id = c.id), 0))
        FROM parking_permit_due d JOIN ledger_charge c ON c.estate_id = d.estate_id AND c.source = 'permit' AND c.source_id = d.id
        WHERE d.estate_id = p.estate_id AND d.permit_id = p.id
          AND NOT EXISTS (SELECT 1 FROM ledger_charge r WHERE r.estate_id = c.estate_id AND r.reverses = c.id)), 0)::bigint AS open,
      (count(*) OVER ())::int AS total
    FROM parking_permit p JOIN parking_lot l ON l.estate_id = p.estate_id AND l.id = p.lot_id
    LEFT JOIN unit u ON u.estate_id = p.estate_id AND u.id = p.unit_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY p.from_at DESC, p.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
      db,
    )
  return found.rows
}

export async function insertPermit(
  db: Db,
  estateId: string,
  p: {
    id: string
    lotId: string
    kind: PermitKind
    unitId: string | null
    personId: string | null
    holder: Buffer | null
    spaces: number
    price: number
    deed: string | null
    signedOn: string | null
    from: Instant
    until: Instant | null
    publicIncome: boolean
    by: string
    at: Instant
    spaceIds: readonly string[]
  },
): Promise<void> {
  await sql`INSERT INTO parking_permit (estate_id, id, lot_id, kind, unit_id, person_id, holder, spaces, price, deed, signed_on, from_at, until_at, public_income,
      made_by, made_at)
    VALUES (${estateId}, ${p.id}, ${p.lotId}, ${p.kind}, ${p.unitId}, ${p.personId}, ${p.holder}, ${p.spaces}, ${p.price}, ${p.deed}, ${p.signedOn}::date,
      ${p.from}, ${p.until}, ${p.publicIncome}, ${p.by}, ${p.at})`.execute(db)
  for (const spaceId of p.spaceIds)
    await sql`INSERT INTO parking_permit_space (estate_id, permit_id, space_id, from_at, until_at)
      VALUES (${estateId}, ${p.id}, ${spaceId}, ${p.from}, ${p.until})`.execute(db)
}

/** Spaces among these that somebody has in that stretch of time. */
export async function heldIn(
  db: Db,
  estateId: string,
  spaceIds: readonly string[],
  from: Instant,
  until: Instant | null,
  not?: string,
): Promise<string[]> {
  const found = await sql<{ number: string }>`SELECT DISTINCT s.number FROM parking_permit_space ps
    JOIN parking_permit p ON p.estate_id = ps.estate_id AND p.id = ps.permit_id JOIN parking_space s ON s.estate_id = ps.estate_id AND s.id = ps.space_id
    WHERE ps.estate_id = ${estateId} AND ps.space_id = ANY(${[...spaceIds]}::uuid[]) AND p.id IS DISTINCT FROM ${not ?? null}::uuid
      AND (${until}::timestamptz IS NULL OR p.from_at < ${until}::timestamptz) AND (${lasts} IS NULL OR ${lasts} > ${from})`.execute(
    db,
  )
  return found.rows.map(r => r.number)
}

export async function extendPermit(
  db: Db,
  estateId: string,
  p: { id: string; version: number; until: Instant },
): Promise<boolean> {
  const done = await sql`UPDATE parking_permit SET until_at = ${p.until}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${p.version} AND ended_at IS NULL`.execute(
    db,
  )
  return done.numAffectedRows === 1n
}

export async function endPermit(
  db: Db,
  estateId: string,
  p: { id: string; version: number; at: Instant; by: string; reason: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_permit SET ended_at = ${p.at}, ended_by = ${p.by}, end_reason = ${p.reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${p.id} AND version = ${p.version} AND ended_at IS NULL`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export async function insertDue(
  db: Db,
  estateId: string,
  d: { id: string; permitId: string; from: Instant; until: Instant | null; amount: number; at: Instant },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_permit_due (estate_id, id, permit_id, from_at, until_at, amount, made_at)
    VALUES (${estateId}, ${d.id}, ${d.permitId}, ${d.from}, ${d.until}, ${d.amount}, ${d.at})
    ON CONFLICT (estate_id, permit_id, from_at) DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export interface CarRow {
  id: string
  permit_id: string
  plate_sealed: Buffer
  plate_blind: Buffer
  vehicle_id: string | null
  inside: boolean
}

export async function carsOf(db: Db, estateId: string, permitIds: readonly string[]): Promise<CarRow[]> {
  const found = await sql<CarRow>`SELECT c.id, c.permit_id, c.plate_sealed, c.plate_blind, c.vehicle_id,
      EXISTS (SELECT 1 FROM parking_stay s WHERE s.estate_id = c.estate_id AND s.plate_blind = c.plate_blind AND s.state = 'inside') AS inside
    FROM parking_permit_car c WHERE c.estate_id = ${estateId} AND c.permit_id = ANY(${[...permitIds]}::uuid[]) AND c.removed_at IS NULL
    ORDER BY c.added_at, c.id`.execute(db)
  return found.rows
}

/** @returns false when the car is in the permit already */
export async function insertCar(
  db: Db,
  estateId: string,
  c: {
    id: string
    permitId: string
    blind: Buffer
    sealed: Buffer
    vehicleId: string | null
    at: Instant
    by: string
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_permit_car (estate_id, id, permit_id, plate_blind, plate_sealed, vehicle_id, added_at, added_by)
    VALUES (${estateId}, ${c.id}, ${c.permitId}, ${c.blind}, ${c.sealed}, ${c.vehicleId}, ${c.at}, ${c.by})
    ON CONFLICT (estate_id, permit_id, plate_blind) WHERE removed_at IS NULL DO NOTHING RETURNING id`.execute(
      db,
    )
  return made.rows.length > 0
}

export async function removeCar(
  db: Db,
  estateId: string,
  c: { id: string; permitId: string; at: Instant; by: string },
): Promise<boolean> {
  const done = await sql`UPDATE parking_permit_car SET removed_at = ${c.at}, removed_by = ${c.by}
    WHERE estate_id = ${estateId} AND id = ${c.id} AND permit_id = ${c.permitId} AND removed_at IS NULL`.execute(
    db,
  )
  return done.numAffectedRows === 1n
}

/** Vehicles of the register by their ids, whether they are in it or have left it. */
export async function registeredById(
  db: Db,
  estateId: string,
  ids: readonly string[],
): Promise<{ id: string; plate: string; unit_id: string | null }[]> {
  const found = await sql<{ id: string; plate: string; unit_id: string | null }>`
    SELECT id, plate, unit_id FROM vehicle WHERE estate_id = ${estateId} AND id = ANY(${[...ids]}::uuid[])`.execute(
    db,
  )
  return found.rows
}

/**
 * Cars in permits that stand for a vehicle: entered from the register, or under the same plate for the same home before
 * it was registered. A visit of the same plate to another home is another right.
 */
export async function permitCarsOf(
  db: Db,
  estateId: string,
  v: { id: string; blind: Buffer; unitId: string | null },
): Promise<{ id: string; permit_id: string }[]> {
  const found = await sql<{ id: string; permit_id: string }>`
    SELECT c.id, c.permit_id FROM parking_permit_car c JOIN parking_permit p ON p.estate_id = c.estate_id AND p.id = c.permit_id
    WHERE c.estate_id = ${estateId} AND c.removed_at IS NULL AND p.kind <> 'visitor'
      AND (c.vehicle_id = ${v.id} OR (c.plate_blind = ${v.blind} AND p.unit_id = ${v.unitId}::uuid)) ORDER BY c.permit_id, c.id`.execute(
    db,
  )
  return found.rows
}

export interface MovedVehicle {
  line: number
  id: string
  plate: string
  unit_id: string
  from_room: string
  to_room: string
}

/** Live vehicles of the register that stand under another room than the one named beside their plate. */
export async function movedVehicles(
  db: Db,
  estateId: string,
  rows: readonly { line: number; plate: string; room: string }[],
): Promise<MovedVehicle[]> {
  const found =
    await sql<MovedVehicle>`SELECT r.line, v.id, v.plate, v.unit_id, o.label AS from_room, n.label AS to_room
    FROM unnest(${rows.map(r => r.line)}::int[], ${rows.map(r => r.plate)}::text[], ${rows.map(r => r.room)}::text[]) AS r(line, plate, room)
    JOIN vehicle v ON v.estate_id = ${estateId} AND v.plate = r.plate AND v.until_at IS NULL
    JOIN unit o ON o.estate_id = v.estate_id AND o.id = v.unit_id
    JOIN unit n ON n.estate_id = v.estate_id AND n.label = r.room AND n.id <> v.unit_id ORDER BY r.line`.execute(
      db,
    )
  return found.rows
}

/** The permits that are not over and hold these vehicles, found as `permitCarsOf` finds them. */
export async function permitsOfVehicles(
  db: Db,
  estateId: string,
  list: readonly { id: string; unitId: string; blind: Buffer }[],
  at: Instant,
): Promise<{ vehicle_id: string; kind: PermitKind; lot: string }[]> {
  const found = await sql<{ vehicle_id: string; kind: PermitKind; lot: string }>`
    SELECT DISTINCT v.id AS vehicle_id, p.kind, l.name AS lot
    FROM unnest(${list.map(v => v.id)}::uuid[], ${list.map(v => v.unitId)}::uuid[], ${list.map(v => v.blind)}::bytea[]) AS v(id, unit_id, blind)
    JOIN parking_permit_car c ON c.estate_id = ${estateId} AND c.removed_at IS NULL
    JOIN parking_permit p ON p.estate_id = c.estate_id AND p.id = c.permit_id AND p.kind <> 'visitor'
      AND (c.vehicle_id = v.id OR (c.plate_blind = v.blind AND p.unit_id = v.unit_id))
    JOIN parking_lot l ON l.estate_id = p.estate_id AND l.id = p.lot_id
    WHERE (${lasts} IS NULL OR ${lasts} > ${at}) ORDER BY 1, 2, 3`.execute(db)
  return found.rows
}

/** Vehicles of the register by their plates. */
export async function registered(
  db: Db,
  estateId: string,
  plates: readonly string[],
): Promise<{ id: string; plate: string; unit_id: string | null; person_id: string | null }[]> {
  const found = await sql<{ id: string; plate: string; unit_id: string | null; person_id: string | null }>`
    SELECT id, plate, unit_id, person_id FROM vehicle WHERE estate_id = ${estateId} AND until_at IS NULL AND plate = ANY(${[...plates]}::text[])`.execute(
    db,
  )
  return found.rows
}

export async function unitOf(
  db: Db,
  estateId: string,
  where: { label?: string; id?: string },
): Promise<{ id: string; label: string } | undefined> {
  const found = await sql<{
    id: string
    label: string
  }>`SELECT id, label FROM unit WHERE estate_id = ${estateId}
    AND (label = ${where.label ?? null}::text OR id = ${where.id ?? null}::uuid)`.execute(db)
  return found.rows[0]
}
