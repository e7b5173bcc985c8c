/** SQL of charger applications. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { chargerStates, meters } from './contract-charger.ts'

export interface ChargerRow {
  id: string
  number: string
  unit_id: string
  room: string
  space_id: string
  space: string
  lot: string
  fixed: boolean
  watts: number
  meter: (typeof meters)[number]
  note: string | null
  documents: string[]
  account_id: string | null
  asked_by: string
  asked_at: Instant
  entered_by: string | null
  answer_by: Instant | null
  state: (typeof chargerStates)[number]
  conditions: string | null
  refusal: string | null
  refusal_text: string | null
  refusal_paper: string | null
  answered_by: string | null
  answered_at: Instant | null
  check_passed: boolean | null
  check_note: string | null
  check_photo: string | null
  checked_by: string | null
  checked_at: Instant | null
  installed_on: string | null
  meter_number: string | null
  power_paper: string | null
  installer: string | null
  version: number
  total: number
}

export interface ChargerFilter {
  id?: string | undefined
  unitIds?: readonly string[] | undefined
  state: 'open' | 'late' | 'all' | (typeof chargerStates)[number]
  offset: number
  limit: number
}

export async function chargers(
  db: Db,
  estateId: string,
  now: Instant,
  f: ChargerFilter,
): Promise<ChargerRow[]> {
  const asked = [sql`c.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`c.id = ${f.id}`)
  if (f.unitIds) asked.push(sql`c.unit_id = ANY(${[...f.unitIds]}::uuid[])`)
  if (f.state === 'open') asked.push(sql`c.state IN ('filed', 'accepted', 'checked')`)
  else if (f.state === 'late') asked.push(sql`c.state = 'filed' AND c.answer_by <= ${now}`)
  else if (f.state !== 'all') asked.push(sql`c.state = ${f.state}`)
  const found =
    await sql<ChargerRow>`SELECT c.id, c.number, c.unit_id, u.label AS room, c.space_id, s.number AS space, l.name AS lot, c.fixed, c.watts, c.meter, c.note,
      c.documents, c.account_id, c.asked_by, c.asked_at, c.entered_by, c.answer_by, c.state, c.conditions, c.refusal, c.refusal_text, c.refusal_paper, c.answered_by,
      c.answered_at, c.check_passed, c.check_note, c.check_photo, c.checked_by, c.checked_at, c.installed_on::text, c.meter_number, c.power_paper,
      c.installer, c.version, (count(*) OVER ())::int AS total
    FROM parking_charger c JOIN unit u ON u.estate_id = c.estate_id AND u.id = c.unit_id
    JOIN parking_space s ON s.estate_id = c.estate_id AND s.id = c.space_id JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY c.state <> 'filed', c.answer_by, c.asked_at DESC, c.id OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
      db,
    )
  return found.rows
}

export async function insertCharger(
  db: Db,
  estateId: string,
  c: {
    id: string
    number: string
    unitId: string
    spaceId: string
    permitId: string
    fixed: boolean
    watts: number
    meter: string
    note: string | null
    documents: readonly string[]
    accountId: string | null
    by: string
    enteredBy: string | null
    at: Instant
    answerBy: Instant | null
  },
): Promise<void> {
  await sql`INSERT INTO parking_charger (estate_id, id, number, unit_id, space_id, permit_id, fixed, watts, meter, note, documents, account_id, asked_by, entered_by,
      asked_at, answer_by, state)
    VALUES (${estateId}, ${c.id}, ${c.number}, ${c.unitId}, ${c.spaceId}, ${c.permitId}, ${c.fixed}, ${c.watts}, ${c.meter}, ${c.note},
      ${[...c.documents]}::uuid[], ${c.accountId}, ${c.by}, ${c.enteredBy}, ${c.at}, ${c.answerBy}, 'filed')`.execute(
    db,
  )
}

type Settable =
  | 'conditions'
  | 'refusal'
  | 'refusal_text'
  | 'refusal_paper'
  | 'answered_by'
  | 'answered_at'
  | 'check_passed'
  | 'check_note'
  | 'check_photo'
  | 'checked_by'
  | 'checked_at'
  | 'installed_on'
  | 'meter_number'
  | 'power_paper'
  | 'installer'
  | 'ended_by'
  | 'ended_at'

/** A step of an application, from the version that was seen. @returns false when somebody was quicker */
export async function setCharger(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  to: (typeof chargerStates)[number],
  set: Partial<Record<Settable, string | boolean | Instant | null>>,
): Promise<boolean> {
  const parts = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const done =
    await sql`UPDATE parking_charger SET ${sql.join([sql`state = ${to}`, sql`version = version + 1`, ...parts])}
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function putCharger(db: Db, estateId: string, spaceId: string): Promise<void> {
  await sql`UPDATE parking_space SET charger = true, version = version + 1 WHERE estate_id = ${estateId} AND id = ${spaceId}`.execute(
    db,
  )
}

/** @returns false when it was said already */
export async function toldOnce(
  db: Db,
  estateId: string,
  id: string,
  what: 'reminded_at' | 'late_told_at',
  now: Instant,
): Promise<boolean> {
  const done = await sql`UPDATE parking_charger SET ${sql.ref(what)} = ${now}
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'filed' AND ${sql.ref(what)} IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

export interface HeldSpace {
  space_id: string
  number: string
  lot: string
  charger: boolean
  permit_id: string
  unit_id: string
  kind: string
  from_at: Instant
  until_at: Instant | null
  open: boolean
}

/** Spaces that homes hold now by sale, gift or lease. */
export async function heldSpaces(
  db: Db,
  estateId: string,
  unitIds: readonly string[],
  now: Instant,
): Promise<HeldSpace[]> {
  const found =
    await sql<HeldSpace>`SELECT s.id AS space_id, s.number, l.name AS lot, s.charger, p.id AS permit_id, p.unit_id, p.kind, p.from_at, p.until_at,
      EXISTS (SELECT 1 FROM parking_charger c WHERE c.estate_id = s.estate_id AND c.space_id = s.id AND c.state IN ('filed', 'accepted', 'checked')) AS open
    FROM parking_permit p JOIN parking_permit_space ps ON ps.estate_id = p.estate_id AND ps.permit_id = p.id
    JOIN parking_space s ON s.estate_id = ps.estate_id AND s.id = ps.space_id JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
    WHERE p.estate_id = ${estateId} AND p.unit_id = ANY(${[...unitIds]}::uuid[]) AND p.kind IN ('sale', 'gift', 'lease') AND s.state = 'usable'
      AND p.from_at <= ${now} AND (p.until_at IS NULL OR p.until_at > ${now}) AND p.ended_at IS NULL ORDER BY s.number`.execute(
      db,
    )
  return found.rows
}
