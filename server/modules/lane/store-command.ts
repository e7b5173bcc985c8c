/** SQL of barrier commands. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export type CommandState = 'queued' | 'sent' | 'accepted' | 'failed'
export type Way = 'answer' | 'digest' | 'agent' | 'none'

export interface CommandRow {
  id: string
  lane_id: string
  device_id: string
  act: 'open' | 'close'
  way: Way
  state: CommandState
  position: 'opened' | 'closed' | 'no_signal' | null
  reason: string
  event_id: string | null
  asked_by: string
  asked_name: string
  asked_at: Instant
  sent_at: Instant | null
  done_at: Instant | null
  answer: string | null
  tries: number
}

/** The device of a lane that can move its barrier: one that is asked directly before one that waits for its heartbeat. */
export function barrierOf(
  db: Db,
  estateId: string,
  laneId: string,
): Promise<{ id: string; way: Exclude<Way, 'none'>; agent_id: string | null } | undefined> {
  return sql<{
    id: string
    way: Exclude<Way, 'none'>
    agent_id: string | null
  }>`SELECT id, way, agent_id FROM lane_device
    WHERE estate_id = ${estateId} AND lane_id = ${laneId} AND revoked_at IS NULL AND way <> 'none'
    ORDER BY stopped_at IS NOT NULL, array_position(ARRAY['agent', 'digest', 'answer'], way), made_at LIMIT 1`
    .execute(db)
    .then(r => r.rows[0])
}

export async function insertCommand(
  db: Db,
  estateId: string,
  c: Omit<CommandRow, 'state' | 'position' | 'sent_at' | 'done_at' | 'answer' | 'tries'>,
): Promise<void> {
  await sql`INSERT INTO lane_command (estate_id, id, lane_id, device_id, act, way, state, reason, event_id, asked_by, asked_name, asked_at)
    VALUES (${estateId}, ${c.id}, ${c.lane_id}, ${c.device_id}, ${c.act}, ${c.way}, 'queued', ${c.reason}, ${c.event_id},
      ${c.asked_by}, ${c.asked_name}, ${c.asked_at})`.execute(db)
}

const columns = sql`id, lane_id, device_id, act, way, state, position, reason, event_id, asked_by, asked_name, asked_at, sent_at, done_at,
  answer, tries`

export function commandById(db: Db, estateId: string, id: string): Promise<CommandRow | undefined> {
  return sql<CommandRow>`SELECT ${columns} FROM lane_command WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** The newest commands of an estate's lanes. */
export function recentCommands(db: Db, estateId: string, limit: number): Promise<CommandRow[]> {
  return sql<CommandRow>`SELECT ${columns} FROM lane_command WHERE estate_id = ${estateId} ORDER BY asked_at DESC, id DESC LIMIT ${limit}`
    .execute(db)
    .then(r => r.rows)
}

/** Which of these devices and agents a command waits for. */
export function waitingCommands(db: Db, ids: readonly string[]): Promise<string[]> {
  return sql<{ id: string }>`SELECT DISTINCT w.id FROM lane_device d
      CROSS JOIN LATERAL (VALUES (d.id), (d.agent_id)) AS w (id)
    WHERE (d.id = ANY(${[...ids]}::uuid[]) OR d.agent_id = ANY(${[...ids]}::uuid[])) AND w.id = ANY(${[...ids]}::uuid[])
      AND d.revoked_at IS NULL AND EXISTS (SELECT 1 FROM lane_command c
        WHERE c.estate_id = d.estate_id AND c.device_id = d.id AND c.state = 'queued')`
    .execute(db)
    .then(r => r.rows.map(row => row.id))
}

/**
 * Takes a device's waiting commands; two takers never get the same one. A command that waited past `until` is not
 * carried out any more: the car it was meant for has gone.
 */
export async function takeCommands(
  db: Db,
  estateId: string,
  deviceId: string,
  now: Instant,
  until: Instant,
): Promise<CommandRow[]> {
  await sql`UPDATE lane_command SET state = 'failed', done_at = ${now}, answer = 'late'
    WHERE estate_id = ${estateId} AND device_id = ${deviceId} AND state = 'queued' AND asked_at <= ${until}`.execute(
    db,
  )
  const taken =
    await sql<CommandRow>`UPDATE lane_command SET state = 'sent', sent_at = ${now}, tries = tries + 1
    WHERE estate_id = ${estateId} AND device_id = ${deviceId} AND state = 'queued' RETURNING ${columns}`.execute(
      db,
    )
  return taken.rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export async function endCommand(
  db: Db,
  estateId: string,
  id: string,
  state: 'accepted' | 'failed',
  answer: string | null,
  now: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE lane_command SET state = ${state}, answer = ${answer}, done_at = ${now}
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('queued', 'sent')`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Only a position signal of the barrier says that it opened. */
export async function setPosition(
  db: Db,
  estateId: string,
  id: string,
  position: 'opened' | 'closed' | 'no_signal',
): Promise<void> {
  await sql`UPDATE lane_command SET position = ${position} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function markSent(db: Db, estateId: string, id: string, now: Instant): Promise<boolean> {
  const done = await sql`UPDATE lane_command SET state = 'sent', sent_at = ${now}, tries = tries + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'queued'`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}
