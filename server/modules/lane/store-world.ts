/** SQL of what the decision holds in memory: lanes, devices, rights, who is inside. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Way } from './store-command.ts'

export interface LaneRow {
  estate_id: string
  id: string
  name: string
  gate_id: string
  gate_name: string
  gate_state: 'open' | 'guarded' | 'closed'
  direction: 'in' | 'out' | 'both'
  carries: 'person' | 'vehicle' | 'both'
  temporary: 'open' | 'hold' | 'refuse'
  leaving: 'right' | 'free'
  passback: 'off' | 'mark' | 'hold'
  texts: LaneTexts
  version: number
}

export interface LaneTexts {
  /** sentences of its own by decision code */
  say?: Record<string, string>
  /** how a text reaches the board: its frame around the bytes, in hex */
  board?: { charset: 'gbk' | 'utf8'; before: string; after: string }
}

/** Lanes of these estates with their gates' state and settings; a lane without a row of its own has the house's. */
export function lanesNow(db: Db, estates: readonly string[]): Promise<LaneRow[]> {
  return sql<LaneRow>`SELECT l.estate_id, l.id, l.name, l.gate_id, g.name AS gate_name, g.state AS gate_state, l.direction, l.carries,
      coalesce(s.temporary, 'hold') AS temporary, coalesce(s.leaving, 'right') AS leaving, coalesce(s.passback, 'mark') AS passback,
      coalesce(s.texts, '{}'::jsonb) AS texts, coalesce(s.version, 0) AS version
    FROM lane l JOIN gate g ON g.estate_id = l.estate_id AND g.id = l.gate_id
      LEFT JOIN lane_setting s ON s.estate_id = l.estate_id AND s.lane_id = l.id
    WHERE l.estate_id = ANY(${[...estates]}::uuid[])`
    .execute(db)
    .then(r => r.rows)
}

export interface ActiveClosure {
  estate_id: string
  starts_at: Instant
  ends_at: Instant
}

export function closuresNow(db: Db, estates: readonly string[]): Promise<ActiveClosure[]> {
  return sql<ActiveClosure>`SELECT estate_id, starts_at, ends_at FROM closure
    WHERE estate_id = ANY(${[...estates]}::uuid[]) AND state = 'active'`
    .execute(db)
    .then(r => r.rows)
}

export function versionsNow(
  db: Db,
  estates: readonly string[],
): Promise<{ estate_id: string; version: number }[]> {
  return sql<{ estate_id: string; version: number }>`SELECT estate_id, version FROM rights_version
    WHERE estate_id = ANY(${[...estates]}::uuid[])`
    .execute(db)
    .then(r => r.rows)
}

export interface RightFacts {
  id: string
  kind: 'owner' | 'monthly' | 'visitor' | 'temporary' | 'exit' | 'barred' | 'special'
  blind: string
  lanes: string[] | null
  direction: 'in' | 'out' | 'both'
  from_at: Instant
  until_at: Instant | null
  stay_group: string | null
  group_spaces: number | null
  ended_at: Instant | null
}

const rightColumns = sql`id, kind, encode(plate_blind, 'hex') AS blind, lanes, direction, from_at, until_at, stay_group, group_spaces, ended_at`

/** Rights that were not withdrawn; those that ran out are kept a while, so that the guard hears "has ended". */
export function rightsNow(db: Db, estateId: string, since: Instant): Promise<RightFacts[]> {
  return sql<RightFacts>`SELECT ${rightColumns} FROM passage_right
    WHERE estate_id = ${estateId} AND ended_at IS NULL AND (until_at IS NULL OR until_at > ${since})`
    .execute(db)
    .then(r => r.rows)
}

/** What was made or withdrawn lately. */
export function rightsSince(db: Db, estateId: string, since: Instant): Promise<RightFacts[]> {
  return sql<RightFacts>`SELECT ${rightColumns} FROM passage_right WHERE estate_id = ${estateId} AND made_at > ${since}
    UNION ALL SELECT ${rightColumns} FROM passage_right WHERE estate_id = ${estateId} AND ended_at > ${since} AND made_at <= ${since}`
    .execute(db)
    .then(r => r.rows)
}

export interface LastSeen {
  blind: string
  direction: 'in' | 'out'
  at: Instant
  lane_id: string
}

/** Who is inside, as far as lanes know. */
export function insideNow(db: Db, estateId: string): Promise<LastSeen[]> {
  return sql<LastSeen>`SELECT encode(plate_blind, 'hex') AS blind, direction, at, lane_id FROM lane_plate
    WHERE estate_id = ${estateId} AND direction = 'in'`
    .execute(db)
    .then(r => r.rows)
}

/** What other processes let through since a moment. */
export function passedSince(
  db: Db,
  estates: readonly string[],
  since: Instant,
): Promise<(LastSeen & { estate_id: string })[]> {
  return sql<
    LastSeen & { estate_id: string }
  >`SELECT estate_id, encode(plate_blind, 'hex') AS blind, direction, at, lane_id
    FROM lane_event WHERE estate_id = ANY(${[...estates]}::uuid[]) AND at > ${since} AND let_through AND NOT replay
      AND plate_blind IS NOT NULL ORDER BY at`
    .execute(db)
    .then(r => r.rows)
}

export interface DeviceRow {
  estate_id: string
  id: string
  lane_id: string | null
  name: string
  maker: 'vzenith' | 'huaxia' | 'hikvision' | 'dahua' | 'access' | 'plain' | 'agent'
  direction: 'in' | 'out' | 'told'
  key: string
  serial: string | null
  host: string | null
  login_sealed: Buffer | null
  channel: number
  way: Way
  stopped_at: Instant | null
  drift_ms: number | null
}

/** Live devices; all estates', or one's. */
export function devicesNow(db: Db, estateId?: string): Promise<DeviceRow[]> {
  return sql<DeviceRow>`SELECT d.estate_id, d.id, d.lane_id, d.name, d.maker, d.direction, encode(d.key_hash, 'hex') AS key, d.serial, d.host,
      d.login_sealed, d.channel, d.way, d.stopped_at, h.drift_ms
    FROM lane_device d LEFT JOIN lane_health h ON h.estate_id = d.estate_id AND h.device_id = d.id
    WHERE d.revoked_at IS NULL ${estateId === undefined ? sql`` : sql`AND d.estate_id = ${estateId}`}`
    .execute(db)
    .then(r => r.rows)
}
