/** SQL of lots and spaces. Every statement carries estate_id. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { grounds, uses } from './contract-lot.ts'

type Ground = (typeof grounds)[number]
type Use = (typeof uses)[number]

export interface LotRow {
  id: string
  name: string
  ground: Ground
  levels: string[]
  gates: string[] | null
  visitor_spaces: number
  /** 0.01 m² */
  land_area: number | null
  operator: string
  hours: string
  complaint_phone: string
  payee_text: string | null
  disposal: string | null
  disposal_on: string | null
  version: number
}

export interface LotFacts {
  name: string
  ground: Ground
  levels: readonly string[]
  gates: readonly string[] | null
  visitorSpaces: number
  landArea: number | null
  operator: string
  hours: string
  complaintPhone: string
  payeeText: string | null
  disposal: string | null
  disposalOn: string | null
}

export async function lots(db: Db, estateId: string, id?: string): Promise<LotRow[]> {
  const found =
    await sql<LotRow>`SELECT id, name, ground, levels, gates, visitor_spaces, land_area, operator, hours, complaint_phone, payee_text, disposal,
      disposal_on::text, version
    FROM parking_lot WHERE estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid) ORDER BY name`.execute(
      db,
    )
  return found.rows
}

export async function insertLot(
  db: Db,
  estateId: string,
  l: LotFacts & { id: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO parking_lot (estate_id, id, name, ground, levels, gates, visitor_spaces, land_area, operator, hours, complaint_phone, payee_text, disposal,
      disposal_on, made_by, made_at)
    VALUES (${estateId}, ${l.id}, ${l.name}, ${l.ground}, ${[...l.levels]}::text[], ${l.gates === null ? null : [...l.gates]}::uuid[], ${l.visitorSpaces}, ${l.landArea},
      ${l.operator}, ${l.hours}, ${l.complaintPhone}, ${l.payeeText}, ${l.disposal}, ${l.disposalOn}::date, ${l.by}, ${l.at})`.execute(
    db,
  )
}

export async function updateLot(
  db: Db,
  estateId: string,
  l: LotFacts & { id: string; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_lot SET name = ${l.name}, ground = ${l.ground}, levels = ${[...l.levels]}::text[],
      gates = ${l.gates === null ? null : [...l.gates]}::uuid[], visitor_spaces = ${l.visitorSpaces}, land_area = ${l.landArea}, operator = ${l.operator}, hours = ${l.hours},
      complaint_phone = ${l.complaintPhone}, payee_text = ${l.payeeText}, disposal = ${l.disposal}, disposal_on = ${l.disposalOn}::date, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${l.id} AND version = ${l.version}`.execute(db)
  return done.numAffectedRows === 1n
}

/** The permit that holds a space at an instant. */
const holding = (
  at: Instant,
) => sql`SELECT ps.estate_id, ps.space_id, p.id AS permit_id, p.kind AS permit_kind, p.holder,
    least(p.until_at, p.ended_at) AS until, u.label AS room
  FROM parking_permit_space ps JOIN parking_permit p ON p.estate_id = ps.estate_id AND p.id = ps.permit_id
  LEFT JOIN unit u ON u.estate_id = p.estate_id AND u.id = p.unit_id
  WHERE p.from_at <= ${at} AND (p.until_at IS NULL OR p.until_at > ${at}) AND (p.ended_at IS NULL OR p.ended_at > ${at})`

export interface LotCount {
  lot_id: string
  use: Use
  all: number
  usable: number
  held: number
}

/** Spaces by lot and use: all that are not removed, usable ones, and those that somebody holds. Areas count their places. */
export async function lotCounts(db: Db, estateId: string, at: Instant): Promise<LotCount[]> {
  const found =
    await sql<LotCount>`SELECT s.lot_id, s.use, sum(s.capacity)::int AS all, coalesce(sum(s.capacity) FILTER (WHERE s.state = 'usable'), 0)::int AS usable,
      coalesce(sum(s.capacity) FILTER (WHERE s.state = 'usable' AND h.permit_id IS NOT NULL), 0)::int AS held
    FROM parking_space s LEFT JOIN (${holding(at)} AND ps.estate_id = ${estateId}) h ON h.estate_id = s.estate_id AND h.space_id = s.id
    WHERE s.estate_id = ${estateId} AND s.state <> 'removed' GROUP BY s.lot_id, s.use`.execute(db)
  return found.rows
}

export async function insideCounts(
  db: Db,
  estateId: string,
): Promise<{ lot_id: string; temporary: number; permit: number }[]> {
  const found = await sql<{ lot_id: string; temporary: number; permit: number }>`
    SELECT lot_id, (count(*) FILTER (WHERE permit_id IS NULL))::int AS temporary, (count(*) FILTER (WHERE permit_id IS NOT NULL))::int AS permit
    FROM parking_stay WHERE estate_id = ${estateId} AND state = 'inside' GROUP BY lot_id`.execute(db)
  return found.rows
}

export interface SpaceRow {
  id: string
  lot_id: string
  lot: string
  level: string
  number: string
  ground: Ground
  use: Use
  capacity: number
  former_use: string
  decision: string | null
  charger: boolean
  sign: boolean
  state: 'usable' | 'closed' | 'removed'
  state_reason: string | null
  version: number
  permit_id: string | null
  permit_kind: string | null
  holder: Buffer | null
  room: string | null
  until: Instant | null
  offered_to: string | null
}

export interface SpaceFilter {
  id?: string | undefined
  ids?: readonly string[] | undefined
  lotId?: string | undefined
  use?: string | undefined
  ground?: string | undefined
  state?: string | undefined
  held?: 'free' | 'held' | undefined
  q?: string | undefined
  offset: number
  limit: number
}

export async function spaces(
  db: Db,
  estateId: string,
  at: Instant,
  f: SpaceFilter,
): Promise<{ rows: SpaceRow[]; total: number }> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const asked = [sql`s.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`s.id = ${f.id}`)
  if (f.ids) asked.push(sql`s.id = ANY(${[...f.ids]}::uuid[])`)
  if (f.lotId) asked.push(sql`s.lot_id = ${f.lotId}`)
  if (f.use) asked.push(sql`s.use = ${f.use}`)
  if (f.ground) asked.push(sql`s.ground = ${f.ground}`)
  if (f.state) asked.push(sql`s.state = ${f.state}`)
  if (f.held === 'free') asked.push(sql`h.permit_id IS NULL AND s.state = 'usable'`)
  if (f.held === 'held') asked.push(sql`h.permit_id IS NOT NULL`)
  if (like) asked.push(sql`(s.number LIKE ${like} OR h.room LIKE ${like})`)
  const found = await sql<
    SpaceRow & { total: number }
  >`SELECT s.id, s.lot_id, l.name AS lot, s.level, s.number, s.ground, s.use, s.capacity, s.former_use,
      s.decision, s.charger, s.sign, s.state, s.state_reason, s.version, h.permit_id, h.permit_kind, h.holder, h.room, h.until,
      (SELECT wu.label FROM parking_wait w JOIN unit wu ON wu.estate_id = w.estate_id AND wu.id = w.unit_id
        WHERE w.estate_id = s.estate_id AND w.offered_space = s.id AND w.state = 'offered' AND w.offered_until >= ${at} LIMIT 1) AS offered_to,
      (count(*) OVER ())::int AS total
    FROM parking_space s JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
    LEFT JOIN (${holding(at)} AND ps.estate_id = ${estateId}) h ON h.estate_id = s.estate_id AND h.space_id = s.id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY l.name, s.level, length(s.number), s.number OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

export interface SpaceFacts {
  lotId: string
  level: string
  number: string
  ground: Ground
  use: Use
  capacity: number
  formerUse: string
  decision: string | null
  charger: boolean
  sign: boolean
}

/** @returns the numbers that were there already in this lot */
export async function insertSpaces(
  db: Db,
  estateId: string,
  list: readonly (SpaceFacts & { id: string })[],
  by: string,
  at: Instant,
): Promise<string[]> {
  if (list.length === 0) return []
  const made = await sql<{
    number: string
  }>`INSERT INTO parking_space (estate_id, id, lot_id, level, number, ground, use, capacity, former_use, decision, charger,
      sign, state, made_by, made_at)
    SELECT ${estateId}::uuid, x.id, x."lotId", x.level, x.number, x.ground, x.use, x.capacity, x."formerUse", x.decision, x.charger, x.sign, 'usable', ${by}::text, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS x (id uuid, "lotId" uuid, level text, number text, ground text, use text, capacity integer,
      "formerUse" text, decision text, charger boolean, sign boolean)
    ON CONFLICT (estate_id, lot_id, number) DO NOTHING RETURNING number`.execute(db)
  const fresh = new Set(made.rows.map(r => r.number))
  return list.map(s => s.number).filter(n => !fresh.has(n))
}

export interface SpaceThere {
  number: string
  level: string
  ground: string
  use: string
  capacity: number
  former_use: string
  decision: string | null
  charger: boolean
}

/** Spaces of a lot that stand under these numbers. */
export async function spacesThere(
  db: Db,
  estateId: string,
  lotId: string,
  numbers: readonly string[],
): Promise<SpaceThere[]> {
  const found =
    await sql<SpaceThere>`SELECT number, level, ground, use, capacity, former_use, decision, charger FROM parking_space
    WHERE estate_id = ${estateId} AND lot_id = ${lotId} AND number = ANY(${[...numbers]}::text[])`.execute(db)
  return found.rows
}

/** What a list may change of a space that is there: never whose ground it is, nor what it was. */
export async function correctSpace(
  db: Db,
  estateId: string,
  lotId: string,
  s: { number: string; level: string; use: string; capacity: number; charger: boolean; sign: boolean },
): Promise<void> {
  await sql`UPDATE parking_space SET level = ${s.level}, use = ${s.use}, capacity = ${s.capacity}, charger = ${s.charger}, sign = ${s.sign}, version = version + 1
    WHERE estate_id = ${estateId} AND lot_id = ${lotId} AND number = ${s.number}`.execute(db)
}

export async function updateSpace(
  db: Db,
  estateId: string,
  s: {
    id: string
    version: number
    use: string
    capacity: number
    charger: boolean
    sign: boolean
    state: string
    reason: string | null
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_space SET use = ${s.use}, capacity = ${s.capacity}, charger = ${s.charger}, sign = ${s.sign}, state = ${s.state},
      state_reason = ${s.reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${s.id} AND version = ${s.version}`.execute(db)
  return done.numAffectedRows === 1n
}

/** Locks spaces in the order of their ids: of two hands that give the same one, the second sees the first's permit. */
export async function lockSpaces(db: Db, estateId: string, ids: readonly string[]): Promise<number> {
  const found =
    await sql`SELECT id FROM parking_space WHERE estate_id = ${estateId} AND id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`.execute(
      db,
    )
  return found.rows.length
}

export interface EstateCounts {
  spaces: number
  homes: number
  vehicles: number
  waiting: number
}

/** S4-02: spaces for cars, those of mechanical garages with them, households by the profile or else homes, live vehicles, waiting households. */
export async function estateCounts(db: Db, estateId: string): Promise<EstateCounts> {
  const found = await sql<EstateCounts>`SELECT
    (SELECT coalesce(sum(capacity), 0)::int FROM parking_space WHERE estate_id = ${estateId} AND state = 'usable' AND use IN ('car', 'accessible', 'ev'))
      + (SELECT count(*)::int FROM garage_slot WHERE estate_id = ${estateId} AND state <> 'blocked') AS spaces,
    coalesce((SELECT (p.indicators->>'households')::int FROM estate_profile p WHERE p.estate_id = ${estateId}),
      (SELECT count(*)::int FROM unit WHERE estate_id = ${estateId} AND use = 'home')) AS homes,
    (SELECT count(*)::int FROM vehicle WHERE estate_id = ${estateId} AND until_at IS NULL AND kind IN ('car', 'truck')) AS vehicles,
    (SELECT count(*)::int FROM parking_wait WHERE estate_id = ${estateId} AND state IN ('waiting', 'offered')) AS waiting`.execute(
    db,
  )
  return found.rows[0]!
}

/** S4-01, S3-80: vehicles registered at the end of each month, and by kind now. */
export async function vehicleMonths(
  db: Db,
  estateId: string,
  months: readonly { month: string; until: Instant }[],
): Promise<{ month: string; vehicles: number }[]> {
  const found = await sql<{
    month: string
    vehicles: number
  }>`SELECT m.month, (SELECT count(*)::int FROM vehicle v
      WHERE v.estate_id = ${estateId} AND v.from_at <= m.until AND (v.until_at IS NULL OR v.until_at > m.until)) AS vehicles
    FROM jsonb_to_recordset(${JSON.stringify(months.map(m => ({ month: m.month, until: m.until.toString() })))}::jsonb) AS m (month text, until timestamptz)
    ORDER BY m.month`.execute(db)
  return found.rows
}

export async function vehiclesByKind(
  db: Db,
  estateId: string,
): Promise<{ kind: string; vehicles: number }[]> {
  const found = await sql<{
    kind: string
    vehicles: number
  }>`SELECT kind, count(*)::int AS vehicles FROM vehicle
    WHERE estate_id = ${estateId} AND until_at IS NULL GROUP BY kind ORDER BY kind`.execute(db)
  return found.rows
}
