/** SQL of those who are named responsible, with their dates. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Party, RegionDuty } from './rules.ts'

export interface HolderRow {
  id: string
  holder: string
  office: string
  phone_sealed: Buffer | null
  from_on: string
  until_on: string | null
}

export interface RegionHolder extends HolderRow {
  region_id: string
  kind: RegionDuty
}
export interface EstateHolder extends HolderRow {
  estate_id: string
  party: Party
}

const columns = sql`id, holder, office, phone_sealed, from_on::text AS from_on, until_on::text AS until_on`

/** Everybody who held or holds something in these regions, newest first. */
export function regionHolders(db: Db, regionIds: readonly string[]): Promise<RegionHolder[]> {
  return sql<RegionHolder>`SELECT region_id, kind, ${columns} FROM region_duty WHERE region_id = ANY(${regionIds}::uuid[])
    ORDER BY from_on DESC, made_at DESC`
    .execute(db)
    .then(r => r.rows)
}

export function estateHolders(db: Db, estateIds: readonly string[]): Promise<EstateHolder[]> {
  return sql<EstateHolder>`SELECT estate_id, party, ${columns} FROM estate_duty WHERE estate_id = ANY(${estateIds}::uuid[])
    ORDER BY from_on DESC, made_at DESC`
    .execute(db)
    .then(r => r.rows)
}

export interface NewHolder {
  id: string
  holder: string
  office: string
  phone: Buffer | null
  from: string
  by: string
  at: Instant
}

/** Ends the present holder on the new one's first day. */
export async function replaceRegionHolder(
  db: Db,
  regionId: string,
  kind: RegionDuty,
  h: NewHolder,
): Promise<void> {
  await sql`UPDATE region_duty SET until_on = ${h.from} WHERE region_id = ${regionId} AND kind = ${kind} AND until_on IS NULL`.execute(
    db,
  )
  await sql`INSERT INTO region_duty (id, region_id, kind, holder, office, phone_sealed, from_on, made_by, made_at)
    VALUES (${h.id}, ${regionId}, ${kind}, ${h.holder}, ${h.office}, ${h.phone}, ${h.from}, ${h.by}, ${h.at})`.execute(
    db,
  )
}

export async function replaceEstateHolder(
  db: Db,
  estateId: string,
  party: Party,
  h: NewHolder,
): Promise<void> {
  await sql`UPDATE estate_duty SET until_on = ${h.from} WHERE estate_id = ${estateId} AND party = ${party} AND until_on IS NULL`.execute(
    db,
  )
  await sql`INSERT INTO estate_duty (estate_id, id, party, holder, office, phone_sealed, from_on, made_by, made_at)
    VALUES (${estateId}, ${h.id}, ${party}, ${h.holder}, ${h.office}, ${h.phone}, ${h.from}, ${h.by}, ${h.at})`.execute(
    db,
  )
}

export interface PostedMember {
  name: string
  group_name: string
  leads: boolean
  from_at: Instant
  until_at: Instant | null
}

/** Members of the brigade who stand or stood at an estate, those of now first. */
export function postedMembers(db: Db, estateId: string): Promise<PostedMember[]> {
  return sql<PostedMember>`SELECT m.name, p.group_name, p.leads, p.from_at, p.until_at FROM brigade_post p JOIN brigade_member m ON m.id = p.member_id
    WHERE p.estate_id = ${estateId} ORDER BY p.until_at IS NOT NULL, p.leads DESC, p.from_at DESC, m.number LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}
