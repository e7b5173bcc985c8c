/** SQL of stays and of the passages that made them. Every statement carries estate_id. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface StayRow {
  id: string
  lot_id: string
  lot: string
  ground: 'planned' | 'common' | 'civil_defence'
  plate_blind: Buffer | null
  plate_sealed: Buffer | null
  class: 'small' | 'big' | 'motorcycle'
  nev: boolean
  disabled: boolean
  entered_at: Instant | null
  entry_lane: string | null
  entry_gate: string | null
  entry_picture: string | null
  left_at: Instant | null
  exit_event: string | null
  exit_lane: string | null
  exit_gate: string | null
  exit_picture: string | null
  right_kind: string | null
  permit_id: string | null
  state: 'inside' | 'left' | 'lost' | 'joined'
  flags: string[]
  coupon_minutes: number
  coupon_amount: number
  fee: number | null
  by_day: Record<string, number>
  waived: number
  note: string | null
  version: number
  entry_gate_name: string | null
  exit_gate_name: string | null
  paid: number
  owed: number
}

const facts = sql`SELECT s.*, l.name AS lot, l.ground, gi.name AS entry_gate_name, go.name AS exit_gate_name,
    coalesce(f.paid, 0)::bigint AS paid, coalesce(f.owed, 0)::bigint AS owed
  FROM parking_stay s JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
  LEFT JOIN gate gi ON gi.estate_id = s.estate_id AND gi.id = s.entry_gate
  LEFT JOIN gate go ON go.estate_id = s.estate_id AND go.id = s.exit_gate
  LEFT JOIN LATERAL (SELECT sum(amount) FILTER (WHERE kind = 'paid') AS paid, sum(amount) FILTER (WHERE kind = 'owed') AS owed
    FROM parking_fee WHERE estate_id = s.estate_id AND stay_id = s.id) f ON TRUE`

/** One writer at a time for a plate: its entry and its exit may be worked on by two hands at once. */
export async function holdPlate(db: Db, estateId: string, plateHex: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${estateId}:${plateHex}`}, 900))`.execute(db)
}

/** @returns false when this passage was heard before */
export async function hear(
  db: Db,
  h: {
    estateId: string
    eventId: string
    blind: Buffer | null
    at: Instant
    direction: string
    /** why nothing is to be charged */
    free: string | null
    now: Instant
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_heard (estate_id, event_id, plate_blind, happened_at, direction, did, free, heard_at)
    VALUES (${h.estateId}, ${h.eventId}, ${h.blind}, ${h.at}, ${h.direction}, 'heard', ${h.free}, ${h.now})
    ON CONFLICT (estate_id, event_id) DO NOTHING RETURNING event_id`.execute(db)
  return made.rows.length > 0
}

/** Why the exit that an event told was free, or nothing. */
export async function freeOf(db: Db, estateId: string, eventId: string): Promise<string | null> {
  const found = await sql<{ free: string | null }>`SELECT free FROM parking_heard
    WHERE estate_id = ${estateId} AND event_id = ${eventId}`.execute(db)
  return found.rows[0]?.free ?? null
}

export async function heardAs(
  db: Db,
  estateId: string,
  eventId: string,
  did: string,
  stayId: string | null,
): Promise<void> {
  await sql`UPDATE parking_heard SET did = ${did}, stay_id = ${stayId} WHERE estate_id = ${estateId} AND event_id = ${eventId}`.execute(
    db,
  )
}

/** The lot behind a gate: one that names it, else one that names none. */
export async function lotOfGate(db: Db, estateId: string, gateId: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`SELECT id FROM parking_lot
    WHERE estate_id = ${estateId} AND (gates IS NULL OR ${gateId}::uuid = ANY(gates)) ORDER BY gates IS NULL, name LIMIT 1`.execute(
    db,
  )
  return found.rows[0]?.id
}

/** The stays of a plate, without those that were joined into another. */
export async function staysOfPlate(db: Db, estateId: string, blind: Buffer): Promise<StayRow[]> {
  const found = await sql<StayRow>`${facts}
    WHERE s.estate_id = ${estateId} AND s.plate_blind = ${blind} AND s.state <> 'joined' ORDER BY s.sort_at DESC LIMIT 200`.execute(
    db,
  )
  return found.rows
}

export async function stayById(db: Db, estateId: string, id: string): Promise<StayRow | undefined> {
  const found = await sql<StayRow>`${facts} WHERE s.estate_id = ${estateId} AND s.id = ${id}`.execute(db)
  return found.rows[0]
}

/** Locks a stay for money: two tills never charge the same minutes. */
export async function lockStay(db: Db, estateId: string, id: string): Promise<boolean> {
  const found =
    await sql`SELECT id FROM parking_stay WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows.length > 0
}

export interface NewStay {
  id: string
  lotId: string
  blind: Buffer | null
  sealed: Buffer | null
  class: StayRow['class']
  nev: boolean
  enteredAt: Instant | null
  entryEvent: string | null
  entryLane: string | null
  entryGate: string | null
  entryPicture: string | null
  leftAt: Instant | null
  exitEvent: string | null
  exitLane: string | null
  exitGate: string | null
  exitPicture: string | null
  rightKind: string | null
  permitId: string | null
  state: StayRow['state']
  flags: string[]
  note: string | null
}

export async function insertStay(db: Db, estateId: string, s: NewStay): Promise<void> {
  await sql`INSERT INTO parking_stay (estate_id, id, lot_id, plate_blind, plate_sealed, class, nev, entered_at, entry_event, entry_lane, entry_gate,
      entry_picture, left_at, exit_event, exit_lane, exit_gate, exit_picture, right_kind, permit_id, state, flags, note, sort_at)
    VALUES (${estateId}, ${s.id}, ${s.lotId}, ${s.blind}, ${s.sealed}, ${s.class}, ${s.nev}, ${s.enteredAt}, ${s.entryEvent}, ${s.entryLane}, ${s.entryGate},
      ${s.entryPicture}, ${s.leftAt}, ${s.exitEvent}, ${s.exitLane}, ${s.exitGate}, ${s.exitPicture}, ${s.rightKind}, ${s.permitId}, ${s.state},
      ${s.flags}::text[], ${s.note}, ${s.enteredAt ?? s.leftAt})`.execute(db)
}

export interface Passing {
  at: Instant
  eventId: string | null
  lane: string | null
  gate: string | null
  picture: string | null
}

/** Writes an entry into a stay that had none. */
export async function setEntry(
  db: Db,
  estateId: string,
  id: string,
  p: Passing,
  more: { rightKind: string | null; permitId: string | null; flags: string[] },
): Promise<void> {
  await sql`UPDATE parking_stay SET entered_at = ${p.at}, entry_event = ${p.eventId}, entry_lane = ${p.lane}, entry_gate = ${p.gate}, entry_picture = ${p.picture},
      right_kind = ${more.rightKind}, permit_id = ${more.permitId}, flags = ${more.flags}::text[], sort_at = ${p.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** Ends a stay here. */
export async function setExit(
  db: Db,
  estateId: string,
  id: string,
  p: Passing,
  flags: string[],
): Promise<void> {
  await sql`UPDATE parking_stay SET left_at = ${p.at}, exit_event = ${p.eventId}, exit_lane = ${p.lane}, exit_gate = ${p.gate}, exit_picture = ${p.picture},
      state = 'left', flags = ${flags}::text[], version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** A stay whose exit nobody saw; its exit, if one was counted to it, was another's. */
export async function loseExit(db: Db, estateId: string, id: string, flags: string[]): Promise<void> {
  await sql`UPDATE parking_stay SET left_at = NULL, exit_event = NULL, exit_lane = NULL, exit_gate = NULL, exit_picture = NULL, state = 'lost',
      fee = NULL, by_day = '{}', flags = ${flags}::text[], version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** The plate, the vehicle's traits and the marks of a stay as a person put them right. */
export async function amendStay(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  c: {
    blind: Buffer | null
    sealed: Buffer | null
    class: string
    nev: boolean
    disabled: boolean
    couponMinutes: number
    couponAmount: number
    permitId: string | null
    rightKind: string | null
    flags: string[]
    note: string | null
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_stay SET plate_blind = ${c.blind}, plate_sealed = ${c.sealed}, class = ${c.class}, nev = ${c.nev},
      disabled = ${c.disabled}, coupon_minutes = ${c.couponMinutes}, coupon_amount = ${c.couponAmount}, permit_id = ${c.permitId},
      right_kind = ${c.rightKind}, flags = ${c.flags}::text[], note = ${c.note}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function joinStay(db: Db, estateId: string, id: string, into: string): Promise<void> {
  await sql`UPDATE parking_stay SET state = 'joined', joined_into = ${into}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
  await sql`UPDATE parking_heard SET stay_id = ${into} WHERE estate_id = ${estateId} AND stay_id = ${id}`.execute(
    db,
  )
}

/** A stay that a person closes: the car is known to be gone. */
export async function closeByHand(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  c: { flags: string[]; note: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_stay SET state = 'lost', flags = ${c.flags}::text[], note = ${c.note}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} AND state = 'inside'`.execute(db)
  return done.numAffectedRows === 1n
}

/** The fee as it stands: what it is in all and which days it took. */
export async function setFee(
  db: Db,
  estateId: string,
  id: string,
  f: { fee: number; byDay: Record<string, number>; waived: number },
): Promise<void> {
  await sql`UPDATE parking_stay SET fee = ${f.fee}, by_day = ${JSON.stringify(f.byDay)}::jsonb, waived = ${f.waived}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface StayFilter {
  id?: string | undefined
  state?: 'inside' | 'left' | 'lost' | 'all' | undefined
  who?: 'temporary' | 'permit' | 'all' | undefined
  lotId?: string | undefined
  flagged?: boolean | undefined
  owing?: boolean | undefined
  blind?: Buffer | undefined
  from?: Instant | undefined
  until?: Instant | undefined
  offset: number
  limit: number
}

export async function stays(
  db: Db,
  estateId: string,
  f: StayFilter,
): Promise<{ rows: StayRow[]; total: number }> {
  const asked = [sql`x.estate_id = ${estateId}`, sql`x.state <> 'joined'`]
  if (f.id) asked.push(sql`x.id = ${f.id}`)
  if (f.state && f.state !== 'all') asked.push(sql`x.state = ${f.state}`)
  if (f.who === 'temporary') asked.push(sql`x.permit_id IS NULL AND x.right_kind IS DISTINCT FROM 'special'`)
  if (f.who === 'permit') asked.push(sql`x.permit_id IS NOT NULL`)
  if (f.lotId) asked.push(sql`x.lot_id = ${f.lotId}`)
  if (f.flagged) asked.push(sql`x.flags && ARRAY['no_entry', 'no_exit', 'recheck', 'clock']`)
  if (f.owing) asked.push(sql`x.owed > 0`)
  if (f.blind) asked.push(sql`x.plate_blind = ${f.blind}`)
  if (f.from) asked.push(sql`x.sort_at >= ${f.from}`)
  if (f.until) asked.push(sql`x.sort_at < ${f.until}`)
  const found = await sql<
    StayRow & { total: number }
  >`SELECT x.*, (count(*) OVER ())::int AS total FROM (${facts}) x
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY x.sort_at DESC, x.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 }
}

/** Cars inside whose plate may have been misread: all of the lot, the latest first, for the comparison by sign. */
export async function insideOfLot(db: Db, estateId: string, lotId: string): Promise<StayRow[]> {
  const found =
    await sql<StayRow>`${facts} WHERE s.estate_id = ${estateId} AND s.lot_id = ${lotId} AND s.state IN ('inside', 'lost')
    AND s.plate_sealed IS NOT NULL AND s.left_at IS NULL ORDER BY s.entered_at DESC LIMIT 3000`.execute(db)
  return found.rows
}

/** What other stays of the plate took of each local day, for the cap over a day's entries. */
export async function priorDays(
  db: Db,
  estateId: string,
  q: { blind: Buffer; lotId: string; not: string; from: Instant; until: Instant },
): Promise<Record<string, number>> {
  const found = await sql<{ by_day: Record<string, number> }>`SELECT by_day FROM parking_stay
    WHERE estate_id = ${estateId} AND plate_blind = ${q.blind} AND lot_id = ${q.lotId} AND id <> ${q.not} AND state <> 'joined'
      AND fee > 0 AND sort_at < ${q.until} AND coalesce(left_at, sort_at) >= ${q.from}`.execute(db)
  const sum: Record<string, number> = {}
  for (const { by_day } of found.rows)
    for (const [day, fen] of Object.entries(by_day)) sum[day] = (sum[day] ?? 0) + fen
  return sum
}

/** F-13: after the rule's days a stay keeps its times and its money, but no plate. */
export async function forgetPlates(db: Db, before: Instant): Promise<number> {
  const done =
    await sql`UPDATE parking_stay SET plate_blind = NULL, plate_sealed = NULL, entry_picture = NULL, exit_picture = NULL, version = version + 1
    WHERE plate_blind IS NOT NULL AND coalesce(left_at, sort_at) < ${before} AND state <> 'inside'
      AND NOT EXISTS (SELECT 1 FROM parking_dispute d WHERE d.estate_id = parking_stay.estate_id AND d.stay_id = parking_stay.id AND d.state <> 'closed')`.execute(
      db,
    )
  await sql`DELETE FROM parking_heard WHERE happened_at < ${before}`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}
