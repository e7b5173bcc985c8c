/** SQL of devices, strays, lanes' settings. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { LaneTexts } from './store-world.ts'

export interface DeviceFull {
  id: string
  lane_id: string | null
  name: string
  maker: string
  direction: 'in' | 'out' | 'told'
  serial: string | null
  host: string | null
  has_login: boolean
  channel: number
  way: 'answer' | 'digest' | 'agent' | 'none'
  made_at: Instant
  revoked_at: Instant | null
  stopped_at: Instant | null
  version: number
  seen_at: Instant | null
  beat_at: Instant | null
  event_at: Instant | null
  drift_ms: number | null
  backlog: number | null
  events: number | null
  replays: number | null
  malformed: number | null
  address: string | null
  heard_serial: string | null
  p50_ms: number | null
  p99_ms: number | null
  wrong_passwords: number | null
  push_state: string | null
  push_plates: number | null
  push_at: Instant | null
  push_confirmed_at: Instant | null
}

export function devices(db: Db, estateId: string, id?: string): Promise<DeviceFull[]> {
  return sql<DeviceFull>`SELECT d.id, d.lane_id, d.name, d.maker, d.direction, d.serial, d.host, d.login_sealed IS NOT NULL AS has_login, d.channel, d.way,
      d.made_at, d.revoked_at, d.stopped_at, d.version, h.seen_at, h.beat_at, h.event_at, h.drift_ms, h.backlog, h.events, h.replays, h.malformed,
      h.address, h.serial AS heard_serial, h.p50_ms, h.p99_ms, h.wrong_passwords, p.state AS push_state, p.plates AS push_plates,
      coalesce(p.sent_at, p.asked_at) AS push_at, p.confirmed_at AS push_confirmed_at
    FROM lane_device d LEFT JOIN lane_health h ON h.estate_id = d.estate_id AND h.device_id = d.id
      LEFT JOIN lane_push p ON p.estate_id = d.estate_id AND p.device_id = d.id AND p.state <> 'replaced'
    WHERE d.estate_id = ${estateId} AND ${id === undefined ? sql`d.revoked_at IS NULL` : sql`d.id = ${id}`}
    ORDER BY d.name, d.id`
    .execute(db)
    .then(r => r.rows)
}

export interface NewDevice {
  id: string
  laneId: string | null
  name: string
  maker: string
  direction: 'in' | 'out' | 'told'
  keyHash: Buffer
  serial: string | null
  host: string | null
  login: Buffer | null
  channel: number
  way: string
  by: string
  at: Instant
}

export async function insertDevice(db: Db, estateId: string, d: NewDevice): Promise<void> {
  await sql`INSERT INTO lane_device (estate_id, id, lane_id, name, maker, direction, key_hash, serial, host, login_sealed, channel, way, made_by, made_at)
    VALUES (${estateId}, ${d.id}, ${d.laneId}, ${d.name}, ${d.maker}, ${d.direction}, ${d.keyHash}, ${d.serial}, ${d.host}, ${d.login}, ${d.channel},
      ${d.way}, ${d.by}, ${d.at})`.execute(db)
}

export interface DeviceChange {
  laneId: string | null
  name: string
  direction: 'in' | 'out' | 'told'
  host: string | null
  /** absent: as it was */
  login?: Buffer
  channel: number
  way: string
  version: number
}

/** A new password also lifts the stop after wrong ones. */
export async function changeDevice(db: Db, estateId: string, id: string, d: DeviceChange): Promise<boolean> {
  const done =
    await sql`UPDATE lane_device SET lane_id = ${d.laneId}, name = ${d.name}, direction = ${d.direction}, host = ${d.host},
      login_sealed = coalesce(${d.login ?? null}::bytea, login_sealed), channel = ${d.channel}, way = ${d.way},
      stopped_at = ${d.login ? null : sql`stopped_at`}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL AND version = ${d.version}`.execute(
      db,
    )
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function setKey(db: Db, estateId: string, id: string, hash: Buffer): Promise<boolean> {
  const done = await sql`UPDATE lane_device SET key_hash = ${hash}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function revokeDevice(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE lane_device SET revoked_at = ${at}, revoked_by = ${by}, login_sealed = NULL, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function stopDevice(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE lane_device SET stopped_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export interface StrayRow {
  estate_id: string
  id: string
  face: string
  maker: string
  serial: string | null
  name: string | null
  address: string | null
  knocks: number
  first_at: Instant
  last_at: Instant
}

/** Devices without a place, of an estate and (for who looks after the whole house) of none. */
export function strays(db: Db, places: readonly string[], id?: string): Promise<StrayRow[]> {
  return sql<StrayRow>`SELECT estate_id, id, face, maker, serial, name, address, knocks, first_at, last_at FROM lane_stray
    WHERE estate_id = ANY(${[...places]}::uuid[]) AND dropped_at IS NULL ${id === undefined ? sql`` : sql`AND id = ${id}`}
    ORDER BY last_at DESC, id LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function deleteStray(db: Db, estateId: string, id: string): Promise<void> {
  await sql`DELETE FROM lane_stray WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** It stays known, so that its next knock does not bring it back. */
export async function dropStray(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE lane_stray SET dropped_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface LaneSetting {
  temporary: string
  leaving: string
  passback: string
  texts: LaneTexts
  version: number
  by: string
  at: Instant
}

/** @returns false when somebody changed it meanwhile */
export async function setLane(db: Db, estateId: string, laneId: string, s: LaneSetting): Promise<boolean> {
  const done =
    await sql`INSERT INTO lane_setting AS t (estate_id, lane_id, temporary, leaving, passback, texts, changed_by, changed_at)
    VALUES (${estateId}, ${laneId}, ${s.temporary}, ${s.leaving}, ${s.passback}, ${JSON.stringify(s.texts)}::jsonb, ${s.by}, ${s.at})
    ON CONFLICT (estate_id, lane_id) DO UPDATE SET temporary = excluded.temporary, leaving = excluded.leaving, passback = excluded.passback,
      texts = excluded.texts, version = t.version + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at
    WHERE t.version = ${s.version}`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}
