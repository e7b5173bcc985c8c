/** SQL of week templates and swaps. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { swapStates } from './contract-turns.ts'
import type { TemplateTurn } from './rules-turns.ts'

export interface TemplateRow {
  id: string
  name: string
  turns: TemplateTurn[]
}

export function templates(db: Db, estateId: string, id?: string): Promise<TemplateRow[]> {
  return sql<TemplateRow>`SELECT id, name, turns FROM roster_template
    WHERE estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid) ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export async function insertTemplate(
  db: Db,
  estateId: string,
  t: TemplateRow,
  by: string,
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO roster_template (estate_id, id, name, turns, made_by, made_at)
    VALUES (${estateId}, ${t.id}, ${t.name}, ${JSON.stringify(t.turns)}::jsonb, ${by}, ${at})`.execute(db)
}

export async function removeTemplate(db: Db, estateId: string, id: string): Promise<boolean> {
  const done =
    await sql`DELETE FROM roster_template WHERE estate_id = ${estateId} AND id = ${id} RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

export type SwapState = (typeof swapStates)[number]

interface TurnOfSwap {
  id: string
  post: string | null
  kind: string
  starts_at: string
  ends_at: string | null
}

export interface SwapRow {
  id: string
  state: SwapState
  asked_id: string
  asked_name: string
  to_id: string
  to_name: string
  reason: string
  note: string | null
  asked_at: Instant
  answered_at: Instant | null
  decided_at: Instant | null
  decided_by: string | null
  turn: TurnOfSwap
  in_return: TurnOfSwap | null
}

const turn = (d: string, p: string) =>
  sql`jsonb_build_object('id', ${sql.ref(`${d}.id`)}, 'post', ${sql.ref(`${p}.name`)}, 'kind', ${sql.ref(`${d}.kind`)},
    'starts_at', to_char(${sql.ref(`${d}.starts_at`)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'ends_at', to_char(${sql.ref(`${d}.ends_at`)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))`

/** Open swaps first, then the newest; of one person, or of all. */
export function swaps(db: Db, estateId: string, f: { id?: string; of?: string | null }): Promise<SwapRow[]> {
  return sql<SwapRow>`SELECT s.id, s.state, s.asked_id, s.asked_name, s.to_id, s.to_name, s.reason, s.note, s.asked_at, s.answered_at,
      s.decided_at, s.decided_by, ${turn('d', 'p')} AS turn, CASE WHEN r.id IS NULL THEN NULL ELSE ${turn('r', 'q')} END AS in_return
    FROM duty_swap s
    JOIN duty d ON d.estate_id = s.estate_id AND d.id = s.duty_id
    LEFT JOIN post p ON p.estate_id = d.estate_id AND p.id = d.post_id
    LEFT JOIN duty r ON r.estate_id = s.estate_id AND r.id = s.return_id
    LEFT JOIN post q ON q.estate_id = r.estate_id AND q.id = r.post_id
    WHERE s.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR s.id = ${f.id ?? null}::uuid)
      AND (${f.of ?? null}::uuid IS NULL OR ${f.of ?? null}::uuid IN (s.asked_id, s.to_id))
    ORDER BY (s.state IN ('asked', 'agreed')) DESC, s.asked_at DESC, s.id LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertSwap(
  db: Db,
  estateId: string,
  s: {
    id: string
    duty_id: string
    return_id: string | null
    asked_id: string
    asked_name: string
    to_id: string
    to_name: string
    reason: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO duty_swap (estate_id, id, duty_id, return_id, asked_id, asked_name, to_id, to_name, reason, asked_at)
    VALUES (${estateId}, ${s.id}, ${s.duty_id}, ${s.return_id}, ${s.asked_id}, ${s.asked_name}, ${s.to_id}, ${s.to_name}, ${s.reason}, ${s.at})`.execute(
    db,
  )
}

/** @returns false when it is no longer in the state it is moved from */
export async function moveSwap(
  db: Db,
  estateId: string,
  id: string,
  m: { from: SwapState[]; to: SwapState; at: Instant; by?: string; note: string | null },
): Promise<boolean> {
  const decided = m.by !== undefined
  const done = await sql`UPDATE duty_swap SET state = ${m.to}, note = coalesce(${m.note}, note),
      answered_at = CASE WHEN ${decided} THEN answered_at ELSE ${m.at}::timestamptz END,
      decided_at = CASE WHEN ${decided} THEN ${m.at}::timestamptz ELSE decided_at END, decided_by = ${m.by ?? null}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = ANY(${m.from}::text[]) RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function giveDuty(
  db: Db,
  estateId: string,
  id: string,
  to: { id: string; name: string },
): Promise<void> {
  await sql`UPDATE duty SET account_id = ${to.id}, name = ${to.name}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}
