/** SQL of devices' health and of devices nobody gave an address. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

/** What is known of one device since it was last written; events, replays and malformed are counted up in the table. */
export interface HealthRow {
  estateId: string
  deviceId: string
  seenAt: Instant | null
  beatAt: Instant | null
  eventAt: Instant | null
  /** how far the device's clock lies behind ours, in milliseconds */
  driftMs: number | null
  backlog: number | null
  events: number
  replays: number
  malformed: number
  address: string | null
  serial: string | null
  /** milliseconds from the whole message to the stored decision, of the last thousand (S4-19) */
  took: number[]
  changed: boolean
}

const part = (sorted: readonly number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? null

export async function saveHealth(db: Db, estateId: string, list: readonly HealthRow[]): Promise<void> {
  const items = list.map(h => {
    const took = [...h.took].sort((a, b) => a - b)
    return {
      device: h.deviceId,
      seen: h.seenAt?.toString() ?? null,
      beat: h.beatAt?.toString() ?? null,
      event: h.eventAt?.toString() ?? null,
      drift: h.driftMs === null ? null : Math.round(h.driftMs),
      backlog: h.backlog,
      events: h.events,
      replays: h.replays,
      malformed: h.malformed,
      address: h.address,
      serial: h.serial,
      p50: part(took, 0.5),
      p99: part(took, 0.99),
    }
  })
  await sql`INSERT INTO lane_health AS h (estate_id, device_id, seen_at, beat_at, event_at, drift_ms, backlog, events, replays, malformed, address, serial,
      p50_ms, p99_ms)
    SELECT ${estateId}::uuid, x.device, x.seen, x.beat, x.event, x.drift, x.backlog, x.events, x.replays, x.malformed, x.address, x.serial, x.p50, x.p99
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS x(device uuid, seen timestamptz, beat timestamptz, event timestamptz, drift bigint,
      backlog int, events int, replays int, malformed int, address text, serial text, p50 real, p99 real)
    ON CONFLICT (estate_id, device_id) DO UPDATE SET seen_at = coalesce(excluded.seen_at, h.seen_at), beat_at = coalesce(excluded.beat_at, h.beat_at),
      event_at = coalesce(excluded.event_at, h.event_at), drift_ms = coalesce(excluded.drift_ms, h.drift_ms),
      backlog = coalesce(excluded.backlog, h.backlog), events = h.events + excluded.events, replays = h.replays + excluded.replays,
      malformed = h.malformed + excluded.malformed, address = coalesce(excluded.address, h.address),
      serial = coalesce(excluded.serial, h.serial), p50_ms = coalesce(excluded.p50_ms, h.p50_ms), p99_ms = coalesce(excluded.p99_ms, h.p99_ms)`.execute(
    db,
  )
}

export async function addWrongPassword(db: Db, estateId: string, deviceId: string): Promise<number> {
  const done = await sql<{
    wrong_passwords: number
  }>`INSERT INTO lane_health AS h (estate_id, device_id, wrong_passwords)
    VALUES (${estateId}, ${deviceId}, 1)
    ON CONFLICT (estate_id, device_id) DO UPDATE SET wrong_passwords = h.wrong_passwords + 1 RETURNING wrong_passwords`.execute(
    db,
  )
  return done.rows[0]?.wrong_passwords ?? 0
}

export async function forgiveWrong(db: Db, estateId: string, deviceId: string): Promise<void> {
  await sql`UPDATE lane_health SET wrong_passwords = 0 WHERE estate_id = ${estateId} AND device_id = ${deviceId}`.execute(
    db,
  )
}

export interface Knock {
  id: string
  /** hex of the key's hash: what the device is adopted by */
  face: string
  maker: string
  serial: string | null
  name: string | null
  address: string | null
}

const MOST_STRAYS = 50

/** Notes a device without a place; at most fifty to an estate, so that nobody fills the house by knocking. */
export async function noteStray(db: Db, estateId: string, k: Knock, now: Instant): Promise<void> {
  await sql`INSERT INTO lane_stray AS s (estate_id, id, face, maker, serial, name, address, first_at, last_at)
    SELECT ${estateId}::uuid, ${k.id}, ${k.face}, ${k.maker}, ${k.serial}, ${k.name}, ${k.address}, ${now}::timestamptz, ${now}::timestamptz
    WHERE (SELECT count(*) FROM lane_stray WHERE estate_id = ${estateId}) < ${MOST_STRAYS}
      OR EXISTS (SELECT 1 FROM lane_stray WHERE estate_id = ${estateId} AND face = ${k.face})
    ON CONFLICT (estate_id, face) DO UPDATE SET knocks = s.knocks + 1, last_at = excluded.last_at, maker = excluded.maker,
      serial = coalesce(excluded.serial, s.serial), name = coalesce(excluded.name, s.name), address = coalesce(excluded.address, s.address)`.execute(
    db,
  )
}
