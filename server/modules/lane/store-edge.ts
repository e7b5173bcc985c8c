/** SQL of the agents in gatehouses and of what they must know. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface AgentRow {
  estate_id: string
  id: string
  name: string
  tag_key: Buffer
  key_hash: Buffer | null
  code_until: Instant | null
  enrolled_at: Instant | null
  revoked_at: Instant | null
  seen_at: Instant | null
  backlog: number
  oldest_at: Instant | null
  disk: 'ok' | 'full' | null
  unkept: number
  pictures: number
  pictures_lost: number
  drift_ms: number | null
  p50_ms: number | null
  p99_ms: number | null
  program: string | null
}

const columns = sql`estate_id, id, name, tag_key, key_hash, code_until, enrolled_at, revoked_at, seen_at, backlog, oldest_at, disk, unkept, pictures, pictures_lost, drift_ms,
  p50_ms, p99_ms, program`

export function agents(db: Db, estateId: string, id?: string): Promise<AgentRow[]> {
  return sql<AgentRow>`SELECT ${columns} FROM lane_agent WHERE estate_id = ${estateId} ${id === undefined ? sql`` : sql`AND id = ${id}`}
    ORDER BY revoked_at IS NOT NULL, name, id LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export interface NewAgent {
  id: string
  name: string
  codeHash: Buffer
  codeUntil: Instant
  tagKey: Buffer
  by: string
  at: Instant
}

export async function insertAgent(db: Db, estateId: string, a: NewAgent): Promise<void> {
  await sql`INSERT INTO lane_agent (estate_id, id, name, code_hash, code_until, tag_key, made_by, made_at)
    VALUES (${estateId}, ${a.id}, ${a.name}, ${a.codeHash}, ${a.codeUntil}, ${a.tagKey}, ${a.by}, ${a.at})`.execute(
    db,
  )
}

/** The agent that a code names, of whatever estate: the person in the gatehouse knows nothing but the code. */
export function agentByCode(db: Db, codeHash: Buffer): Promise<AgentRow | undefined> {
  return sql<AgentRow>`SELECT ${columns} FROM lane_agent WHERE code_hash = ${codeHash} AND revoked_at IS NULL`
    .execute(db)
    .then(r => r.rows[0])
}

/** Spends the code. @returns false when somebody else spent it meanwhile */
export async function giveKey(
  db: Db,
  estateId: string,
  id: string,
  codeHash: Buffer,
  keyHash: Buffer,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE lane_agent SET key_hash = ${keyHash}, code_hash = NULL, code_until = NULL, enrolled_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${id} AND code_hash = ${codeHash} AND revoked_at IS NULL`.execute(
      db,
    )
  return (done.numAffectedRows ?? 0n) > 0n
}

export function agentByKey(db: Db, estateId: string, keyHash: Buffer): Promise<AgentRow | undefined> {
  return sql<AgentRow>`SELECT ${columns} FROM lane_agent
    WHERE estate_id = ${estateId} AND key_hash = ${keyHash} AND revoked_at IS NULL`
    .execute(db)
    .then(r => r.rows[0])
}

export async function revokeAgent(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE lane_agent SET revoked_at = ${at}, revoked_by = ${by}, key_hash = NULL, code_hash = NULL, code_until = NULL
    WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export interface AgentHealth {
  backlog: number
  oldest: Instant | null
  disk: 'ok' | 'full'
  unkept: number
  pictures: number
  picturesLost: number
  driftMs: number
  p50Ms: number | null
  p99Ms: number | null
  version: string
}

export async function beatAgent(
  db: Db,
  estateId: string,
  id: string,
  h: AgentHealth,
  at: Instant,
): Promise<void> {
  await sql`UPDATE lane_agent SET seen_at = ${at}, backlog = ${h.backlog}, oldest_at = ${h.oldest}, disk = ${h.disk}, unkept = ${h.unkept}, pictures = ${h.pictures},
      pictures_lost = ${h.picturesLost},
      drift_ms = ${Math.trunc(h.driftMs)}, p50_ms = ${h.p50Ms}, p99_ms = ${h.p99Ms}, program = ${h.version}
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** Binds cameras to an agent, and takes back those that it had and that are not named any more. @returns how many it has */
export async function bindDevices(
  db: Db,
  estateId: string,
  agentId: string,
  deviceIds: readonly string[],
): Promise<number> {
  await sql`UPDATE lane_device SET agent_id = NULL, version = version + 1,
      way = CASE WHEN maker IN ('vzenith', 'huaxia', 'plain') THEN 'answer' WHEN login_sealed IS NOT NULL AND host IS NOT NULL THEN 'digest' ELSE 'none' END
    WHERE estate_id = ${estateId} AND agent_id = ${agentId} AND NOT id = ANY(${[...deviceIds]}::uuid[])`.execute(
    db,
  )
  await sql`UPDATE lane_device SET agent_id = ${agentId}, way = 'agent', version = version + 1
    WHERE estate_id = ${estateId} AND id = ANY(${[...deviceIds]}::uuid[]) AND revoked_at IS NULL AND agent_id IS DISTINCT FROM ${agentId}`.execute(
    db,
  )
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM lane_device
    WHERE estate_id = ${estateId} AND agent_id = ${agentId} AND revoked_at IS NULL`.execute(db)
  return rows[0]?.n ?? 0
}

export interface BoundDevice {
  id: string
  agent_id: string
}

export function boundDevices(db: Db, estateId: string): Promise<BoundDevice[]> {
  return sql<BoundDevice>`SELECT id, agent_id FROM lane_device
    WHERE estate_id = ${estateId} AND agent_id IS NOT NULL AND revoked_at IS NULL`
    .execute(db)
    .then(r => r.rows)
}

export interface SealedRight {
  id: string
  kind: 'owner' | 'monthly' | 'visitor' | 'temporary' | 'exit' | 'barred' | 'special'
  plate_sealed: Buffer
  lanes: string[] | null
  direction: 'in' | 'out' | 'both'
  from_at: Instant
  until_at: Instant | null
  stay_group: string | null
  group_spaces: number | null
}

/** Rights with their plates: all that may still matter, or those made since a moment. */
export function rightsWithPlates(
  db: Db,
  estateId: string,
  lately: Instant,
  since?: Instant,
): Promise<SealedRight[]> {
  return sql<SealedRight>`SELECT id, kind, plate_sealed, lanes, direction, from_at, until_at, stay_group, group_spaces FROM passage_right
    WHERE estate_id = ${estateId} AND ended_at IS NULL AND (until_at IS NULL OR until_at > ${lately})
      ${since === undefined ? sql`` : sql`AND made_at > ${since}`}`
    .execute(db)
    .then(r => r.rows)
}

export function rightsEnded(db: Db, estateId: string, since: Instant): Promise<string[]> {
  return sql<{
    id: string
  }>`SELECT id FROM passage_right WHERE estate_id = ${estateId} AND ended_at > ${since}`
    .execute(db)
    .then(r => r.rows.map(row => row.id))
}

export interface SealedPlace {
  plate_sealed: Buffer
  direction: 'in' | 'out'
  at: Instant
  lane_id: string
}

/** Who is inside; or every car that was let through since a moment. */
export function places(db: Db, estateId: string, since?: Instant): Promise<SealedPlace[]> {
  return sql<SealedPlace>`SELECT plate_sealed, direction, at, lane_id FROM lane_plate
    WHERE estate_id = ${estateId} AND ${since === undefined ? sql`direction = 'in'` : sql`at > ${since}`}`
    .execute(db)
    .then(r => r.rows)
}

export function estateName(db: Db, estateId: string): Promise<string> {
  return sql<{ name: string }>`SELECT name FROM estate WHERE id = ${estateId}`
    .execute(db)
    .then(r => r.rows[0]?.name ?? '')
}

/** An event that an agent told of, by its id and about when it was. */
export function eventNear(
  db: Db,
  estateId: string,
  id: string,
  from: Instant,
  until: Instant,
): Promise<{ at: Instant; picture_id: string | null } | undefined> {
  return sql<{ at: Instant; picture_id: string | null }>`SELECT at, picture_id FROM lane_event
    WHERE estate_id = ${estateId} AND at BETWEEN ${from} AND ${until} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** @returns false when it has one already */
export async function givePicture(
  db: Db,
  estateId: string,
  at: Instant,
  id: string,
  pictureId: string,
): Promise<boolean> {
  const done = await sql`UPDATE lane_event SET picture_id = ${pictureId}
    WHERE estate_id = ${estateId} AND at = ${at} AND id = ${id} AND picture_id IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}
