/** SQL of the waiting list. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { uses, waitStates } from './contract-lot.ts'

export interface WaitRow {
  id: string
  unit_id: string
  room: string
  person_id: string | null
  account_id: string | null
  use: (typeof uses)[number]
  lot_id: string | null
  lot: string | null
  disability: boolean
  note: string | null
  asked_at: Instant
  state: (typeof waitStates)[number]
  offered_space: string | null
  offered_number: string | null
  offered_lot: string | null
  offered_until: Instant | null
  reason: string | null
  version: number
  spaces: number
  total: number
}

/** Spaces that a household has at an instant: by sale, gift, lease, and months. */
const had = (at: Instant) => sql`(SELECT coalesce(sum(p.spaces), 0)::int FROM parking_permit p
  WHERE p.estate_id = w.estate_id AND p.unit_id = w.unit_id AND p.kind IN ('sale', 'gift', 'lease', 'monthly') AND p.from_at <= ${at}
    AND (p.until_at IS NULL OR p.until_at > ${at}) AND (p.ended_at IS NULL OR p.ended_at > ${at}))`

export async function waits(
  db: Db,
  estateId: string,
  at: Instant,
  f: {
    id?: string | undefined
    unitIds?: readonly string[] | undefined
    use?: string | undefined
    state: 'open' | 'done' | 'all'
    offset: number
    limit: number
  },
): Promise<WaitRow[]> {
  const asked = [sql`w.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`w.id = ${f.id}`)
  if (f.unitIds) asked.push(sql`w.unit_id = ANY(${[...f.unitIds]}::uuid[])`)
  if (f.use) asked.push(sql`w.use = ${f.use}`)
  if (f.state !== 'all') asked.push(sql`(w.state IN ('waiting', 'offered')) = ${f.state === 'open'}`)
  const found =
    await sql<WaitRow>`SELECT w.id, w.unit_id, u.label AS room, w.person_id, w.account_id, w.use, w.lot_id, l.name AS lot, w.disability, w.note, w.asked_at,
      w.state, w.offered_space, s.number AS offered_number, sl.name AS offered_lot, w.offered_until, w.reason, w.version, ${had(at)} AS spaces,
      (count(*) OVER ())::int AS total
    FROM parking_wait w JOIN unit u ON u.estate_id = w.estate_id AND u.id = w.unit_id
    LEFT JOIN parking_lot l ON l.estate_id = w.estate_id AND l.id = w.lot_id
    LEFT JOIN parking_space s ON s.estate_id = w.estate_id AND s.id = w.offered_space
    LEFT JOIN parking_lot sl ON sl.estate_id = s.estate_id AND sl.id = s.lot_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY w.asked_at, w.id OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
      db,
    )
  return found.rows
}

/** How many spaces a household has at an instant. */
export async function spacesOfUnit(db: Db, estateId: string, unitId: string, at: Instant): Promise<number> {
  const found = await sql<{
    spaces: number
  }>`SELECT ${had(at)} AS spaces FROM (SELECT ${estateId}::uuid AS estate_id, ${unitId}::uuid AS unit_id) w`.execute(
    db,
  )
  return found.rows[0]?.spaces ?? 0
}

/** @returns false when the household waits for this use already */
export async function insertWait(
  db: Db,
  estateId: string,
  w: {
    id: string
    unitId: string
    personId: string | null
    accountId: string | null
    use: string
    lotId: string | null
    disability: boolean
    note: string | null
    askedAt: Instant
    by: string
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_wait (estate_id, id, unit_id, person_id, account_id, use, lot_id, disability, note, asked_at, made_by, state)
    VALUES (${estateId}, ${w.id}, ${w.unitId}, ${w.personId}, ${w.accountId}, ${w.use}, ${w.lotId}, ${w.disability}, ${w.note}, ${w.askedAt}, ${w.by}, 'waiting')
    ON CONFLICT (estate_id, unit_id, use) WHERE state IN ('waiting', 'offered') DO NOTHING RETURNING id`.execute(
      db,
    )
  return made.rows.length > 0
}

export async function offer(
  db: Db,
  estateId: string,
  o: { id: string; version: number; spaceId: string; at: Instant; until: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_wait SET state = 'offered', offered_space = ${o.spaceId}, offered_at = ${o.at}, offered_until = ${o.until}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${o.id} AND version = ${o.version} AND state = 'waiting'`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export async function endWait(
  db: Db,
  estateId: string,
  w: {
    id: string
    state: 'taken' | 'withdrawn'
    at: Instant
    by: string
    reason: string | null
    permitId: string | null
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_wait SET state = ${w.state}, done_at = ${w.at}, done_by = ${w.by}, reason = ${w.reason}, permit_id = ${w.permitId}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${w.id} AND state IN ('waiting', 'offered')`.execute(db)
  return done.numAffectedRows === 1n
}

/** Ends an offer that nobody answered in time. @returns false when it was answered meanwhile */
export async function lapseOffer(
  db: Db,
  estateId: string,
  id: string,
  now: Instant,
  reason: string,
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_wait SET state = 'lapsed', done_at = ${now}, done_by = 'system', reason = ${reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'offered' AND offered_until < ${now}`.execute(db)
  return done.numAffectedRows === 1n
}

/** @returns false when the household was reminded of this offer already */
export async function remindedOnce(db: Db, estateId: string, id: string, now: Instant): Promise<boolean> {
  const done = await sql`UPDATE parking_wait SET reminded_at = ${now}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'offered' AND (reminded_at IS NULL OR reminded_at < offered_at)`.execute(
    db,
  )
  return done.numAffectedRows === 1n
}

export async function lateOffers(
  db: Db,
  now: Instant,
): Promise<{ estate_id: string; id: string; until: Instant }[]> {
  const found = await sql<{ estate_id: string; id: string; until: Instant }>`
    SELECT estate_id, id, offered_until AS until FROM parking_wait WHERE state = 'offered' AND offered_until < ${now}`.execute(
    db,
  )
  return found.rows
}
