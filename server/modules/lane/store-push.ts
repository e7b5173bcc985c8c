/** SQL of the lists that cameras were given for the time without us. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface ListRight {
  plate_sealed: Buffer
  kind: string
  from_at: Instant
  until_at: Instant | null
}

/** Who passes this lane by right now and later: what a camera may know when it is alone. */
export function listRights(
  db: Db,
  estateId: string,
  laneId: string,
  direction: string,
  now: Instant,
): Promise<ListRight[]> {
  return sql<ListRight>`SELECT plate_sealed, kind, from_at, until_at FROM passage_right
    WHERE estate_id = ${estateId} AND ended_at IS NULL AND kind IN ('owner', 'monthly', 'special', 'barred')
      AND (until_at IS NULL OR until_at > ${now}) AND (lanes IS NULL OR ${laneId}::uuid = ANY(lanes))
      AND (direction = 'both' OR ${direction} = 'told' OR direction = ${direction}) ORDER BY from_at, id LIMIT 20000`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPush(
  db: Db,
  estateId: string,
  p: { id: string; deviceId: string; plates: number; rest: Buffer; parts: number; by: string; at: Instant },
): Promise<void> {
  await sql`UPDATE lane_push SET state = 'replaced', rest_sealed = NULL
    WHERE estate_id = ${estateId} AND device_id = ${p.deviceId} AND state <> 'replaced'`.execute(db)
  await sql`INSERT INTO lane_push (estate_id, id, device_id, plates, rest_sealed, state, parts, asked_by, asked_at)
    VALUES (${estateId}, ${p.id}, ${p.deviceId}, ${p.plates}, ${p.rest}, 'queued', ${p.parts}, ${p.by}, ${p.at})`.execute(
    db,
  )
}

export interface PushRow {
  id: string
  rest_sealed: Buffer
  parts: number
  /** the part that goes now, from 0 */
  part: number
}

/** The next part of a device's waiting list, counted as sent; the device came back for it, so the one before arrived. */
export async function takePart(
  db: Db,
  estateId: string,
  deviceId: string,
  now: Instant,
): Promise<PushRow | undefined> {
  const taken =
    await sql<PushRow>`UPDATE lane_push SET sent_parts = sent_parts + 1, sent_at = ${now}, state = 'sent'
    WHERE estate_id = ${estateId} AND device_id = ${deviceId} AND state IN ('queued', 'sent') AND sent_parts < parts
    RETURNING id, rest_sealed, parts, sent_parts - 1 AS part`.execute(db)
  return taken.rows[0]
}

/** All parts were sent and the device came again: it has the list. */
export async function confirmPush(db: Db, estateId: string, deviceId: string, now: Instant): Promise<void> {
  await sql`UPDATE lane_push SET state = 'confirmed', confirmed_at = ${now}, rest_sealed = NULL
    WHERE estate_id = ${estateId} AND device_id = ${deviceId} AND state = 'sent' AND sent_parts = parts`.execute(
    db,
  )
}

/** A list that goes record by record, with the numbers that the camera gave so far. */
export interface ListPush {
  id: string
  device_id: string
  rest_sealed: Buffer
  recnos: string[]
}

export function listPush(db: Db, estateId: string, id: string): Promise<ListPush | undefined> {
  return sql<ListPush>`SELECT id, device_id, rest_sealed, recnos FROM lane_push
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'sent') AND rest_sealed IS NOT NULL`
    .execute(db)
    .then(r => r.rows[0])
}

/** Former lists of a device whose records the camera still has. */
export function formerRecords(
  db: Db,
  estateId: string,
  deviceId: string,
): Promise<{ id: string; recnos: string[] }[]> {
  return sql<{ id: string; recnos: string[] }>`SELECT id, recnos FROM lane_push
    WHERE estate_id = ${estateId} AND device_id = ${deviceId} AND state = 'replaced' AND recnos <> '{}' ORDER BY asked_at`
    .execute(db)
    .then(r => r.rows)
}

export async function dropRecord(db: Db, estateId: string, id: string, recno: string): Promise<void> {
  await sql`UPDATE lane_push SET recnos = array_remove(recnos, ${recno}) WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** Keeps a record's number. @returns false when a newer list has taken this one's place */
export async function addRecord(
  db: Db,
  estateId: string,
  id: string,
  recno: string,
  now: Instant,
): Promise<boolean> {
  const kept = await sql<{
    live: boolean
  }>`UPDATE lane_push SET recnos = recnos || ${recno}::text, sent_at = ${now},
      state = CASE WHEN state = 'queued' THEN 'sent' ELSE state END
    WHERE estate_id = ${estateId} AND id = ${id} RETURNING state = 'sent' AS live`.execute(db)
  return kept.rows[0]?.live ?? false
}

export async function confirmList(db: Db, estateId: string, id: string, now: Instant): Promise<void> {
  await sql`UPDATE lane_push SET state = 'confirmed', confirmed_at = ${now}, sent_at = coalesce(sent_at, ${now}), rest_sealed = NULL
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'sent')`.execute(db)
}

export async function failList(db: Db, estateId: string, id: string, answer: string): Promise<void> {
  await sql`UPDATE lane_push SET state = 'failed', answer = ${answer}, rest_sealed = NULL
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'sent')`.execute(db)
}
