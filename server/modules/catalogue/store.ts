/** The only SQL of the catalogue; every statement carries estate_id. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { GroupRule, HomeFacts, PriceRow } from './rules.ts'

export interface ItemRow {
  id: string
  service: 'public' | 'special' | 'commercial'
  management:
    | 'building_equipment'
    | 'sanitation'
    | 'security_fire'
    | 'greening'
    | 'traffic'
    | 'other_public'
    | null
  life: 'clothing' | 'food' | 'housing' | 'travel' | 'other' | null
  name: string
  content: string
  standard: string
  clause: string | null
  audience: string | null
  groups: GroupRule
  paid: boolean | null
  order_class: 'special' | 'onsite' | 'advice'
  provider: string | null
  hours: string | null
  delivery: string | null
  origin: string | null
  starts_on: string | null
  state: 'proposed' | 'active' | 'ended'
  version: number
}

const itemColumns = sql`id, service, management, life, name, content, standard, clause, audience, groups, paid, order_class,
  provider, hours, delivery, origin, starts_on::text AS starts_on, state, version`

export interface ItemFilter {
  id?: string | undefined
  service?: string | undefined
  management?: string | undefined
  life?: string | undefined
  state?: string | undefined
}

/** Items in the order of their classes. */
export async function items(db: Db, estateId: string, f: ItemFilter): Promise<ItemRow[]> {
  const equal = (column: 'service' | 'management' | 'life' | 'state', value: string | undefined) =>
    value === undefined ? sql<SqlBool>`TRUE` : sql<SqlBool>`${sql.ref(column)} = ${value}`
  const found = await sql<ItemRow>`SELECT ${itemColumns} FROM catalogue_item WHERE estate_id = ${estateId}
    AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
    AND ${equal('service', f.service)} AND ${equal('management', f.management)} AND ${equal('life', f.life)} AND ${equal('state', f.state)}
    ORDER BY CASE service WHEN 'public' THEN 1 WHEN 'special' THEN 2 ELSE 3 END, sort, name`.execute(db)
  return found.rows
}

export type ItemWrite = Omit<ItemRow, 'version'> & { sort: string }

export async function insertItem(db: Db, estateId: string, i: ItemWrite): Promise<void> {
  await sql`INSERT INTO catalogue_item (estate_id, id, service, management, life, name, content, standard, clause, audience, groups, paid, order_class, provider, hours, delivery, origin, starts_on, state, sort)
    VALUES (${estateId}, ${i.id}, ${i.service}, ${i.management}, ${i.life}, ${i.name}, ${i.content}, ${i.standard}, ${i.clause}, ${i.audience},
      ${JSON.stringify(i.groups)}::jsonb, ${i.paid}, ${i.order_class}, ${i.provider}, ${i.hours}, ${i.delivery}, ${i.origin}, ${i.starts_on}, ${i.state}, ${i.sort})`.execute(
    db,
  )
}

/** @returns false when somebody changed it meanwhile */
export async function updateItem(db: Db, estateId: string, version: number, i: ItemWrite): Promise<boolean> {
  const done =
    await sql`UPDATE catalogue_item SET service = ${i.service}, management = ${i.management}, life = ${i.life}, name = ${i.name},
      content = ${i.content}, standard = ${i.standard}, clause = ${i.clause}, audience = ${i.audience}, groups = ${JSON.stringify(i.groups)}::jsonb,
      paid = ${i.paid}, order_class = ${i.order_class}, provider = ${i.provider}, hours = ${i.hours},
      delivery = ${i.delivery}, origin = ${i.origin}, starts_on = ${i.starts_on}, state = ${i.state}, sort = ${i.sort}, version = version + 1
      WHERE estate_id = ${estateId} AND id = ${i.id} AND version = ${version}`.execute(db)
  return done.numAffectedRows === 1n
}

export interface ItemPrice extends PriceRow {
  item_id: string
  made_at: Instant
}

/** Every price row of an estate, or of one item. */
export async function prices(db: Db, estateId: string, itemId?: string): Promise<ItemPrice[]> {
  const found =
    await sql<ItemPrice>`SELECT id, item_id, method, amount, unit, note, valid_from::text AS valid_from, reason, made_by, made_at
    FROM catalogue_price WHERE estate_id = ${estateId} AND (${itemId ?? null}::uuid IS NULL OR item_id = ${itemId ?? null}::uuid)`.execute(
      db,
    )
  return found.rows
}

export async function insertPrice(db: Db, estateId: string, p: ItemPrice): Promise<void> {
  await sql`INSERT INTO catalogue_price (estate_id, id, item_id, method, amount, unit, note, valid_from, reason, made_by, made_at)
    VALUES (${estateId}, ${p.id}, ${p.item_id}, ${p.method}, ${p.amount}, ${p.unit}, ${p.note}, ${p.valid_from}, ${p.reason}, ${p.made_by}, ${p.made_at})`.execute(
    db,
  )
}

/** The headings that were switched off; the others are on. */
export async function headingsOff(db: Db, estateId: string): Promise<Set<string>> {
  const found = await sql<{ heading: string }>`
    SELECT heading FROM catalogue_heading WHERE estate_id = ${estateId} AND NOT active`.execute(db)
  return new Set(found.rows.map(h => h.heading))
}

export async function setHeading(
  db: Db,
  estateId: string,
  h: { heading: string; active: boolean; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO catalogue_heading (estate_id, heading, active, changed_by, changed_at)
    VALUES (${estateId}, ${h.heading}, ${h.active}, ${h.by}, ${h.at})
    ON CONFLICT (estate_id, heading) DO UPDATE SET active = excluded.active, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(
    db,
  )
}

export interface EntryRow {
  id: string
  kind: 'outside' | 'procedure'
  name: string
  body: string
  price: string | null
  contact: string | null
  checked_on: string | null
  checked_by: string | null
  source: string | null
  version: number
}

export async function entries(
  db: Db,
  estateId: string,
  f: { kind?: string | undefined; id?: string | undefined },
): Promise<EntryRow[]> {
  const found =
    await sql<EntryRow>`SELECT id, kind, name, body, price, contact, checked_on::text AS checked_on, checked_by, source, version FROM catalogue_directory
    WHERE estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR id = ${f.id ?? null}::uuid)
      AND (${f.kind ?? null}::text IS NULL OR kind = ${f.kind ?? ''})
    ORDER BY kind, name, id`.execute(db)
  return found.rows
}

export async function insertEntry(db: Db, estateId: string, e: EntryRow): Promise<void> {
  await sql`INSERT INTO catalogue_directory (estate_id, id, kind, name, body, price, contact, checked_on, checked_by, source)
    VALUES (${estateId}, ${e.id}, ${e.kind}, ${e.name}, ${e.body}, ${e.price}, ${e.contact}, ${e.checked_on}, ${e.checked_by}, ${e.source})`.execute(
    db,
  )
}

/** @returns false when somebody changed it meanwhile */
export async function updateEntry(db: Db, estateId: string, e: EntryRow): Promise<boolean> {
  const done =
    await sql`UPDATE catalogue_directory SET kind = ${e.kind}, name = ${e.name}, body = ${e.body}, price = ${e.price},
      contact = ${e.contact}, checked_on = ${e.checked_on}, checked_by = ${e.checked_by}, source = ${e.source}, version = version + 1
      WHERE estate_id = ${estateId} AND id = ${e.id} AND version = ${e.version}`.execute(db)
  return done.numAffectedRows === 1n
}

export async function deleteEntry(db: Db, estateId: string, id: string): Promise<void> {
  await sql`DELETE FROM catalogue_directory WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** What the group limits look at of a home (S3-100). */
export async function homeFacts(db: Db, estateId: string, unitId: string): Promise<HomeFacts | undefined> {
  const found = await sql<HomeFacts>`SELECT u.building_id AS "buildingId", b.floors, u.floor FROM unit u
    JOIN building b ON b.estate_id = u.estate_id AND b.id = u.building_id
    WHERE u.estate_id = ${estateId} AND u.id = ${unitId}`.execute(db)
  return found.rows[0]
}
