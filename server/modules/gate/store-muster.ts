/** SQL of the evacuation lists and what was ticked on them. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface MusterRow {
  key: string
  kind: 'drill' | 'fire' | 'other'
  begun_name: string
  at: Instant
  inside: number
  safe: number
  ended_name: string | null
  ended_at: Instant | null
}

/** The lists, newest first; by a key also that of a tablet whose count joined another. */
export function mustersOf(db: Db, estateId: string, key?: string): Promise<MusterRow[]> {
  return sql<MusterRow>`SELECT m.key, m.kind, m.begun_name, m.at, m.inside, m.ended_name, m.ended_at,
      (SELECT count(*) FROM gate_muster_tick t WHERE t.estate_id = ${estateId} AND t.muster_key = m.key AND t.safe) AS safe
    FROM gate_muster m WHERE m.estate_id = ${estateId} AND m.joined_key IS NULL AND (${key ?? null}::text IS NULL OR m.key = coalesce(
      (SELECT j.joined_key FROM gate_muster j WHERE j.estate_id = ${estateId} AND j.key = ${key ?? null}), ${key ?? null})) ORDER BY m.at DESC LIMIT 50`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when the list is there already */
export async function insertMuster(
  db: Db,
  estateId: string,
  m: {
    key: string
    kind: string
    by: string
    name: string
    at: Instant
    deviceAt: string | null
    inside: number
    joined: string | null
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO gate_muster (estate_id, key, kind, begun_by, begun_name, at, device_at, inside, joined_key)
    VALUES (${estateId}, ${m.key}, ${m.kind}, ${m.by}, ${m.name}, ${m.at}, ${m.deviceAt}, ${m.inside}, ${m.joined}) ON CONFLICT DO NOTHING RETURNING key`.execute(
      db,
    )
  return made.rows.length === 1
}

/** The key of the list of these kinds that was running at an instant and had begun within `hours` of it, a fire first. */
export async function runningMuster(
  db: Db,
  estateId: string,
  r: { kinds: readonly string[]; at: Instant; hours: number },
): Promise<string | undefined> {
  const found = await sql<{ key: string }>`SELECT key FROM gate_muster
    WHERE estate_id = ${estateId} AND joined_key IS NULL AND kind = ANY(${r.kinds}::text[]) AND (ended_at IS NULL OR ended_at > ${r.at})
      AND coalesce(device_at, at) BETWEEN ${r.at.subtract({ hours: r.hours })} AND ${r.at.add({ hours: r.hours })}
    ORDER BY kind = 'fire' DESC, at LIMIT 1`.execute(db)
  return found.rows[0]?.key
}

/** What nobody ended, or a drill when it burns: it is over when another list begins. */
export async function endOthers(
  db: Db,
  estateId: string,
  e: { kinds: readonly string[]; but: string; name: string; at: Instant },
): Promise<void> {
  await sql`UPDATE gate_muster SET ended_name = ${e.name}, ended_at = ${e.at}
    WHERE estate_id = ${estateId} AND key <> ${e.but} AND kind = ANY(${e.kinds}::text[]) AND ended_at IS NULL AND joined_key IS NULL`.execute(
    db,
  )
}

export interface TickRow {
  person_id: string
  safe: boolean
  by_name: string
}

export function ticksOf(db: Db, estateId: string, key: string): Promise<TickRow[]> {
  return sql<TickRow>`SELECT person_id, safe, by_name FROM gate_muster_tick WHERE estate_id = ${estateId} AND muster_key = ${key}`
    .execute(db)
    .then(r => r.rows)
}

/** Of two looks at one person the later by the devices' clocks counts. */
export async function putTick(
  db: Db,
  estateId: string,
  key: string,
  t: { personId: string; safe: boolean; name: string; at: Instant; deviceAt: string },
): Promise<void> {
  await sql`INSERT INTO gate_muster_tick AS k (estate_id, muster_key, person_id, safe, by_name, at, device_at)
    VALUES (${estateId}, ${key}, ${t.personId}, ${t.safe}, ${t.name}, ${t.at}, ${t.deviceAt})
    ON CONFLICT (estate_id, muster_key, person_id) DO UPDATE SET safe = excluded.safe, by_name = excluded.by_name, at = excluded.at,
      device_at = excluded.device_at WHERE k.device_at <= excluded.device_at`.execute(db)
}

export async function endMuster(
  db: Db,
  estateId: string,
  key: string,
  name: string,
  at: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE gate_muster SET ended_name = ${name}, ended_at = ${at}
    WHERE estate_id = ${estateId} AND key = ${key} AND ended_at IS NULL RETURNING key`.execute(db)
  return done.rows.length === 1
}
