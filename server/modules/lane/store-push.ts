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
