/** SQL of the decision log: reading events, settling held ones. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { instantOf } from './world.ts'

export interface EventFull {
  id: string
  at: Instant
  device_at: Instant | null
  lane_id: string
  lane_name: string
  gate_id: string
  direction: 'in' | 'out'
  subject: 'vehicle' | 'card'
  plate_sealed: Buffer | null
  plate_blind: Buffer | null
  read_sealed: Buffer | null
  near_sealed: Buffer | null
  plate_kind: string | null
  plate_colour: string | null
  vehicle_kind: string
  confidence: number | null
  outcome: 'open' | 'hold' | 'refuse' | 'note'
  code: string
  right_kind: string | null
  right_id: string | null
  marks: string[]
  frames: number
  replay: boolean
  manual: boolean
  let_through: boolean
  opened_by: 'decision' | 'device' | 'hand' | null
  picture_id: string | null
  settled_at: Instant | null
  settled_by: string | null
  settled_as: string | null
  note: string | null
  offence: string | null
}

const columns = sql`e.id, e.at, e.device_at, e.lane_id, l.name AS lane_name, e.gate_id, e.direction, e.subject, e.plate_sealed, e.plate_blind, e.read_sealed,
  e.near_sealed, e.plate_kind, e.plate_colour, e.vehicle_kind, e.confidence, e.outcome, e.code, e.right_kind, e.right_id, e.marks, e.frames, e.replay,
  e.manual, e.let_through, e.opened_by, e.picture_id, e.settled_at, e.settled_by, e.settled_as, e.note, e.offence`
const from = sql`lane_event e JOIN lane l ON l.estate_id = e.estate_id AND l.id = e.lane_id`

export interface LogFilter {
  laneId?: string | undefined
  outcome?: string | undefined
  code?: string | undefined
  direction?: string | undefined
  subject?: string | undefined
  rightKind?: string | undefined
  replay?: 'yes' | 'no' | undefined
  plate: Buffer | null
  from: Instant | null
  until: Instant | null
  sort: 'at' | '-at'
  offset: number
  limit: number
}

export async function logPage(
  db: Db,
  estateId: string,
  f: LogFilter,
): Promise<{ rows: EventFull[]; total: number }> {
  const is = (column: RawBuilder<unknown>, value: unknown) =>
    value === undefined || value === null ? sql`` : sql`AND ${column} = ${value}`
  const where = sql`e.estate_id = ${estateId} ${is(sql`e.lane_id`, f.laneId)} ${is(sql`e.outcome`, f.outcome)} ${is(sql`e.code`, f.code)}
    ${is(sql`e.direction`, f.direction)} ${is(sql`e.subject`, f.subject)} ${is(sql`e.right_kind`, f.rightKind)} ${is(sql`e.plate_blind`, f.plate)}
    ${f.replay === undefined ? sql`` : sql`AND e.replay = ${f.replay === 'yes'}`}
    ${f.from === null ? sql`` : sql`AND e.at >= ${f.from}`} ${f.until === null ? sql`` : sql`AND e.at < ${f.until}`}`
  const order = f.sort === 'at' ? sql`e.at, e.id` : sql`e.at DESC, e.id DESC`
  const [page, count] = await Promise.all([
    sql<EventFull>`SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${f.limit} OFFSET ${f.offset}`.execute(
      db,
    ),
    sql<{
      n: number
    }>`SELECT count(*)::int AS n FROM (SELECT 1 FROM lane_event e WHERE ${where} LIMIT 100000) x`.execute(db),
  ])
  return { rows: page.rows, total: count.rows[0]?.n ?? 0 }
}

/** An id carries its time, so that a month's partition is enough to look in. */
export function eventById(
  db: Db,
  estateId: string,
  id: string,
  lock = false,
): Promise<EventFull | undefined> {
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  if (!Number.isSafeInteger(ms) || ms > 8.6e12) return Promise.resolve(undefined)
  return sql<EventFull>`SELECT ${columns} FROM ${from}
    WHERE e.estate_id = ${estateId} AND e.at >= ${instantOf(ms - 5000)} AND e.at <= ${instantOf(ms + 5000)} AND e.id = ${id}
    ${lock ? sql`FOR UPDATE OF e` : sql``}`
    .execute(db)
    .then(r => r.rows[0])
}

/** The newest event of each lane within two days. */
export function latestOf(
  db: Db,
  estateId: string,
  lanes: readonly string[],
  now: Instant,
): Promise<EventFull[]> {
  return Promise.all(
    lanes.map(id =>
      sql<EventFull>`SELECT ${columns} FROM ${from} WHERE e.estate_id = ${estateId} AND e.lane_id = ${id} AND e.at > ${now.subtract({ hours: 48 })}
        AND e.subject = 'vehicle' ORDER BY e.at DESC, e.id DESC LIMIT 1`.execute(db),
    ),
  ).then(all => all.flatMap(r => r.rows))
}

/** Cars that wait for the guard: held within the last half hour and not yet dealt with. */
export function heldNow(db: Db, estateId: string, since: Instant): Promise<EventFull[]> {
  return sql<EventFull>`SELECT ${columns} FROM ${from} WHERE e.estate_id = ${estateId} AND e.outcome = 'hold' AND e.settled_at IS NULL AND e.at > ${since}
    ORDER BY e.at LIMIT 60`
    .execute(db)
    .then(r => r.rows)
}

export interface Settlement {
  at: Instant
  by: string
  as: 'opened' | 'free' | 'dismissed'
  note: string
  through: boolean
  plate: { sealed: Buffer; blind: Buffer; kind: string } | null
  read: Buffer | null
  right: { id: string | null; kind: string } | null
  marks: readonly string[]
  photoId: string | null
}

export async function settleEvent(
  db: Db,
  estateId: string,
  e: { id: string; at: Instant },
  s: Settlement,
): Promise<boolean> {
  const done =
    await sql`UPDATE lane_event SET settled_at = ${s.at}, settled_by = ${s.by}, settled_as = ${s.as}, note = ${s.note},
      let_through = ${s.through}, opened_by = ${s.through ? 'hand' : null},
      plate_sealed = coalesce(${s.plate?.sealed ?? null}::bytea, plate_sealed), plate_blind = coalesce(${s.plate?.blind ?? null}::bytea, plate_blind),
      plate_kind = coalesce(${s.plate?.kind ?? null}, plate_kind), read_sealed = coalesce(read_sealed, ${s.read}::bytea),
      right_kind = coalesce(${s.right?.kind ?? null}, right_kind), right_id = coalesce(${s.right?.id ?? null}::uuid, right_id),
      marks = ${[...s.marks]}::text[], picture_id = coalesce(picture_id, ${s.photoId}::uuid)
    WHERE estate_id = ${estateId} AND at = ${e.at} AND id = ${e.id} AND settled_at IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export interface Passing {
  blind: Buffer
  sealed: Buffer
  direction: 'in' | 'out'
  at: Instant
  laneId: string
  eventId: string
  rightKind: string | null
}

export async function setPassed(db: Db, estateId: string, p: Passing): Promise<void> {
  await sql`INSERT INTO lane_plate AS t (estate_id, plate_blind, plate_sealed, direction, at, lane_id, event_id, right_kind)
    VALUES (${estateId}, ${p.blind}, ${p.sealed}, ${p.direction}, ${p.at}, ${p.laneId}, ${p.eventId}, ${p.rightKind})
    ON CONFLICT (estate_id, plate_blind) DO UPDATE SET plate_sealed = excluded.plate_sealed, direction = excluded.direction, at = excluded.at,
      lane_id = excluded.lane_id, event_id = excluded.event_id, right_kind = excluded.right_kind WHERE t.at <= excluded.at`.execute(
    db,
  )
}

export async function setOffence(
  db: Db,
  estateId: string,
  e: { id: string; at: Instant },
  offence: string,
  note: string | null,
): Promise<void> {
  await sql`UPDATE lane_event SET offence = ${offence}, note = coalesce(${note}, note)
    WHERE estate_id = ${estateId} AND at = ${e.at} AND id = ${e.id}`.execute(db)
}

/** Events past their keeping time go with their files' names; months that are wholly past go as partitions. */
export async function pruneEvents(
  db: Db,
  estateId: string,
  before: Instant,
  limit: number,
): Promise<string[]> {
  const gone = await sql<{
    picture_id: string | null
  }>`DELETE FROM lane_event WHERE estate_id = ${estateId} AND (at, id) IN
      (SELECT at, id FROM lane_event WHERE estate_id = ${estateId} AND at < ${before} ORDER BY at LIMIT ${limit}) RETURNING picture_id`.execute(
    db,
  )
  return gone.rows.map(r => r.picture_id ?? '')
}

/** Pictures older than their time: their events stay, without them. */
export async function forgetPictures(
  db: Db,
  estateId: string,
  before: Instant,
  limit: number,
): Promise<string[]> {
  const gone = await sql<{
    picture_id: string
  }>`WITH old AS MATERIALIZED (SELECT at, id, picture_id FROM lane_event
      WHERE estate_id = ${estateId} AND at < ${before} AND picture_id IS NOT NULL ORDER BY at LIMIT ${limit})
    UPDATE lane_event e SET picture_id = NULL FROM old WHERE e.estate_id = ${estateId} AND e.at = old.at AND e.id = old.id RETURNING old.picture_id`.execute(
    db,
  )
  return gone.rows.map(r => r.picture_id)
}

/** Where plates were last seen, of cars that have been out longer than events are kept. */
export async function prunePlates(db: Db, estateId: string, before: Instant): Promise<void> {
  await sql`DELETE FROM lane_plate WHERE estate_id = ${estateId} AND direction = 'out' AND at < ${before}`.execute(
    db,
  )
}

export function estatesWithEvents(db: Db): Promise<string[]> {
  return sql<{ estate_id: string }>`SELECT DISTINCT estate_id FROM lane_hour`
    .execute(db)
    .then(r => r.rows.map(x => x.estate_id))
}
