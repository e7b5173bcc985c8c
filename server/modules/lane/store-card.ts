/** SQL of cards that open lanes. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface CardRow {
  id: string
  kind: 'card' | 'code'
  number_sealed: Buffer
  holder_sealed: Buffer
  lanes: string[] | null
  from_at: Instant
  until_at: Instant | null
  made_at: Instant
  ended_at: Instant | null
  end_reason: string | null
}

const columns = sql`id, kind, number_sealed, holder_sealed, lanes, from_at, until_at, made_at, ended_at, end_reason`

export async function cardPage(
  db: Db,
  estateId: string,
  f: { numbers: Buffer[] | null; state?: 'live' | 'ended' | undefined; offset: number; limit: number },
): Promise<{ rows: CardRow[]; total: number }> {
  const where = sql`estate_id = ${estateId} ${f.numbers ? sql`AND number_blind = ANY(${f.numbers})` : sql``}
    ${f.state === undefined ? sql`` : f.state === 'live' ? sql`AND ended_at IS NULL` : sql`AND ended_at IS NOT NULL`}`
  const [page, count] = await Promise.all([
    sql<CardRow>`SELECT ${columns} FROM lane_card WHERE ${where} ORDER BY made_at DESC, id DESC LIMIT ${f.limit} OFFSET ${f.offset}`.execute(
      db,
    ),
    sql<{ n: number }>`SELECT count(*)::int AS n FROM lane_card WHERE ${where}`.execute(db),
  ])
  return { rows: page.rows, total: count.rows[0]?.n ?? 0 }
}

export function cardById(db: Db, estateId: string, id: string): Promise<CardRow | undefined> {
  return sql<CardRow>`SELECT ${columns} FROM lane_card WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export interface NewCard {
  id: string
  kind: 'card' | 'code'
  number: { sealed: Buffer; blind: Buffer }
  holder: Buffer
  lanes: readonly string[] | null
  until: Instant | null
  by: string
  at: Instant
}

export async function insertCard(db: Db, estateId: string, c: NewCard): Promise<void> {
  await sql`INSERT INTO lane_card (estate_id, id, kind, number_sealed, number_blind, holder_sealed, lanes, from_at, until_at, made_by, made_at)
    VALUES (${estateId}, ${c.id}, ${c.kind}, ${c.number.sealed}, ${c.number.blind}, ${c.holder}, ${c.lanes === null ? null : [...c.lanes]}::uuid[],
      ${c.at}, ${c.until}, ${c.by}, ${c.at})`.execute(db)
}

export async function endCard(
  db: Db,
  estateId: string,
  id: string,
  by: string,
  reason: string,
  at: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE lane_card SET ended_at = ${at}, ended_by = ${by}, end_reason = ${reason}
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_at IS NULL`.execute(db)
  return (done.numAffectedRows ?? 0n) > 0n
}

export interface CardRight {
  id: string
  blind: string
  number_sealed: Buffer
  lanes: string[] | null
  from_at: Instant
  until_at: Instant | null
}

/** Cards that were not taken back; those that ran out stay, so that their holder hears that they did. */
export function cardRights(db: Db, estateId: string): Promise<CardRight[]> {
  return sql<CardRight>`SELECT id, encode(number_blind, 'hex') AS blind, number_sealed, lanes, from_at, until_at FROM lane_card
    WHERE estate_id = ${estateId} AND ended_at IS NULL`
    .execute(db)
    .then(r => r.rows)
}

export function cardsEnded(db: Db, estateId: string, since: Instant): Promise<string[]> {
  return sql<{ id: string }>`SELECT id FROM lane_card WHERE estate_id = ${estateId} AND ended_at > ${since}`
    .execute(db)
    .then(r => r.rows.map(row => row.id))
}
