/** SQL of posters, cards and their registers. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { CardShown } from './rules-artefacts.ts'
import type { CardRow } from './store-stewards.ts'

/** Every building with its steward on a date and what is known of him; nulls where it has none. */
export function buildingCards(
  db: Db,
  estateId: string,
  date: string,
): Promise<
  {
    building_id: string
    building: string
    account_id: string | null
    name: string | null
    card: CardRow | null
  }[]
> {
  return sql<{
    building_id: string
    building: string
    account_id: string | null
    name: string | null
    card: CardRow | null
  }>`SELECT b.id AS building_id, b.name AS building, s.account_id, s.name, to_jsonb(c) - 'estate_id' - 'changed_at' AS card
    FROM building b
    LEFT JOIN stewardship s ON s.estate_id = b.estate_id AND s.building_id = b.id AND s.from_date <= ${date}::date
      AND (s.until_date IS NULL OR s.until_date > ${date}::date)
    LEFT JOIN staff_card c ON c.estate_id = b.estate_id AND c.account_id = s.account_id
    WHERE b.estate_id = ${estateId}`
    .execute(db)
    .then(r => r.rows)
}

export interface PanelRow {
  id: string
  building_id: string
  place: string
  mounted_on: string
  account_id: string
  card_version: number
  shown: CardShown
  photo_id: string | null
  by_name: string
}

/** What hangs now, in the order in which it was mounted. */
export function panels(db: Db, estateId: string, id?: string): Promise<PanelRow[]> {
  return sql<PanelRow>`SELECT id, building_id, place, mounted_on, account_id, card_version, shown, photo_id, by_name FROM panel
    WHERE estate_id = ${estateId} AND removed_on IS NULL AND (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid)
    ORDER BY mounted_on, id`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPanel(
  db: Db,
  estateId: string,
  p: PanelRow & { by_id: string | null; at: Instant },
): Promise<void> {
  await sql`INSERT INTO panel (estate_id, id, building_id, place, mounted_on, account_id, card_version, shown, photo_id, by_id, by_name, at)
    VALUES (${estateId}, ${p.id}, ${p.building_id}, ${p.place}, ${p.mounted_on}, ${p.account_id}, ${p.card_version},
      ${JSON.stringify(p.shown)}::jsonb, ${p.photo_id}, ${p.by_id}, ${p.by_name}, ${p.at})`.execute(db)
}

/** @returns false when it was taken down before */
export async function removePanel(
  db: Db,
  estateId: string,
  id: string,
  on: string,
  by: string,
): Promise<boolean> {
  const done = await sql`UPDATE panel SET removed_on = greatest(mounted_on, ${on}::date), removed_by = ${by}
    WHERE estate_id = ${estateId} AND id = ${id} AND removed_on IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function setPanelPhoto(db: Db, estateId: string, id: string, photoId: string): Promise<void> {
  await sql`UPDATE panel SET photo_id = ${photoId} WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface HouseholdRow {
  household_id: string
  unit_id: string
  unit: string
  building_id: string
  building: string
  kind: 'own' | 'lease'
  quantity: number
  last: {
    account_id: string
    card_version: number
    shown: CardShown
    given_on: string
    by_name: string
  } | null
}

/**
 * Households that live in the estate now, owners and tenants alike (S1-12), with the newest card each was given.
 * `buildings` and `units` narrow to what the caller reaches; nothing narrows to nothing.
 */
export function households(
  db: Db,
  estateId: string,
  f: { at: Instant; buildings?: string[]; units?: string[]; ids?: string[] },
): Promise<HouseholdRow[]> {
  const everywhere = f.buildings === undefined
  return sql<HouseholdRow>`
    SELECT h.id AS household_id, h.unit_id, u.label AS unit, u.building_id, b.name AS building, h.kind,
      coalesce(g.quantity, 0)::int AS quantity, g.last
    FROM household h
    JOIN unit u ON u.estate_id = h.estate_id AND u.id = h.unit_id
    JOIN building b ON b.estate_id = u.estate_id AND b.id = u.building_id
    LEFT JOIN (SELECT household_id, sum(quantity) AS quantity,
        (array_agg(jsonb_build_object('account_id', account_id, 'card_version', card_version, 'shown', shown, 'given_on', given_on, 'by_name', by_name)
          ORDER BY given_on DESC, id DESC))[1] AS last
      FROM card_given WHERE estate_id = ${estateId} GROUP BY household_id) g ON g.household_id = h.id
    WHERE h.estate_id = ${estateId} AND h.from_at <= ${f.at} AND (h.until_at IS NULL OR h.until_at > ${f.at})
      AND (${everywhere} OR u.building_id = ANY(${f.buildings ?? []}::uuid[]) OR u.id = ANY(${f.units ?? []}::uuid[]))
      AND (${f.ids === undefined} OR h.id = ANY(${f.ids ?? []}::uuid[]))`
    .execute(db)
    .then(r => r.rows)
}

export interface Given {
  id: string
  household_id: string
  unit_id: string
  account_id: string
  card_version: number
  shown: CardShown
}

export async function insertGiven(
  db: Db,
  estateId: string,
  rows: Given[],
  more: { quantity: number; given_on: string; by_id: string | null; by_name: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO card_given (estate_id, id, household_id, unit_id, account_id, card_version, shown, quantity, given_on, by_id, by_name, at)
    SELECT ${estateId}::uuid, x.id, x.household_id, x.unit_id, x.account_id, x.card_version, x.shown, ${more.quantity}::int, ${more.given_on}::date,
      ${more.by_id}::uuid, ${more.by_name}, ${more.at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(id uuid, household_id uuid, unit_id uuid, account_id uuid, card_version int, shown jsonb)`.execute(
    db,
  )
}

/** The names that stand on paper: the estate and the company that runs it. */
export async function estateNames(
  db: Db,
  estateId: string,
): Promise<{ estate: string; company: string | null }> {
  const found = await sql<{ estate: string; company: string | null }>`
    SELECT e.name AS estate, o.name AS company FROM estate e LEFT JOIN organisation o ON o.id = e.company_id WHERE e.id = ${estateId}`.execute(
    db,
  )
  return found.rows[0] ?? { estate: '', company: null }
}
