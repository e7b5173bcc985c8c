/** SQL of the household's profile: definitions, members only it knows, entries, and who looked. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Relation } from './store-persons.ts'

export interface DefinitionRow {
  key: string
  body: unknown
  version: number
}

export async function definitions(db: Db, estateId: string): Promise<DefinitionRow[]> {
  const found =
    await sql<DefinitionRow>`SELECT key, body, version FROM profile_definition WHERE estate_id = ${estateId} ORDER BY changed_at, key`.execute(
      db,
    )
  return found.rows
}

/** @returns false when somebody changed it meanwhile; version 0 is one that was not there. */
export async function saveDefinition(
  db: Db,
  estateId: string,
  d: DefinitionRow,
  by: string,
  at: Instant,
): Promise<boolean> {
  const done =
    d.version === 0
      ? await sql`INSERT INTO profile_definition (estate_id, key, body, changed_by, changed_at)
          VALUES (${estateId}, ${d.key}, ${JSON.stringify(d.body)}::jsonb, ${by}, ${at}) ON CONFLICT DO NOTHING`.execute(
          db,
        )
      : await sql`UPDATE profile_definition SET body = ${JSON.stringify(d.body)}::jsonb, version = version + 1, changed_by = ${by}, changed_at = ${at}
          WHERE estate_id = ${estateId} AND key = ${d.key} AND version = ${d.version}`.execute(db)
  return done.numAffectedRows === 1n
}

export interface HomeRow {
  id: string
  unit_id: string
  unit: string
  building_id: string
  building: string
  kind: 'own' | 'lease'
  from_at: Instant
  until_at: Instant | null
}

/** Households that live here now (`past`: or did), of some buildings or by id, in the order of their rooms. */
export async function liveHomes(
  db: Db,
  estateId: string,
  now: Instant,
  where: { ids?: readonly string[]; buildingIds?: readonly string[]; unitId?: string; past?: true },
): Promise<HomeRow[]> {
  const found =
    await sql<HomeRow>`SELECT h.id, h.unit_id, u.label AS unit, u.building_id, b.name AS building, h.kind, h.from_at, h.until_at FROM household h
    JOIN unit u ON u.estate_id = ${estateId} AND u.id = h.unit_id JOIN building b ON b.estate_id = ${estateId} AND b.id = u.building_id
    WHERE h.estate_id = ${estateId} AND h.from_at <= ${now} AND (h.until_at IS NULL OR h.until_at > ${now} OR ${where.past ?? false}::boolean)
      AND (${where.ids ?? null}::uuid[] IS NULL OR h.id = ANY(${where.ids ?? null}::uuid[]))
      AND (${where.buildingIds ?? null}::uuid[] IS NULL OR u.building_id = ANY(${where.buildingIds ?? null}::uuid[]))
      AND (${where.unitId ?? null}::uuid IS NULL OR h.unit_id = ${where.unitId ?? null}::uuid)
    ORDER BY u.sort, h.from_at, h.id`.execute(db)
  return found.rows
}

/** Holds a household while its profile is written, so that two writers come one after the other. */
export async function lockHome(db: Db, estateId: string, id: string): Promise<void> {
  await sql`SELECT 1 FROM household WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
}

export interface MemberRow {
  household_id: string
  id: string
  registered: boolean
  name: string | null
  name_sealed: Buffer | null
  relation: Relation
  birth_year: number | null
  phone_sealed: Buffer | null
}

/** Members of households: those of the register who live there now, then those only the profile knows. */
export async function profileMembers(
  db: Db,
  estateId: string,
  householdIds: readonly string[],
  now: Instant,
): Promise<MemberRow[]> {
  const found = await sql<MemberRow>`SELECT x.* FROM (
    SELECT m.household_id, p.id, true AS registered, p.name, NULL::bytea AS name_sealed, m.relation, p.birth_year, p.phone_sealed, m.from_at AS since
      FROM household_member m JOIN person p ON p.estate_id = ${estateId} AND p.id = m.person_id
      WHERE m.estate_id = ${estateId} AND m.household_id = ANY(${householdIds}::uuid[]) AND m.from_at <= ${now} AND (m.until_at IS NULL OR m.until_at > ${now})
    UNION ALL SELECT x.household_id, x.id, false, NULL, x.name, x.relation, NULL, NULL, x.made_at
      FROM profile_member x WHERE x.estate_id = ${estateId} AND x.household_id = ANY(${householdIds}::uuid[]) AND x.ended_at IS NULL) x
    ORDER BY x.registered DESC, (x.relation = 'self') DESC, x.since, x.name, x.id`.execute(db)
  return found.rows
}

export async function insertProfileMember(
  db: Db,
  estateId: string,
  m: { id: string; householdId: string; name: Buffer; relation: string; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO profile_member (estate_id, id, household_id, name, relation, made_by, made_at)
    VALUES (${estateId}, ${m.id}, ${m.householdId}, ${m.name}, ${m.relation}, ${m.by}, ${m.at})`.execute(db)
}

/** Ends members of a household, one or all, and wipes their names. @returns how many */
export async function endProfileMembers(
  db: Db,
  estateId: string,
  householdId: string,
  id: string | null,
  at: Instant,
): Promise<number> {
  const done =
    await sql`UPDATE profile_member SET ended_at = ${at}, name = NULL WHERE estate_id = ${estateId} AND household_id = ${householdId}
    AND (${id}::uuid IS NULL OR id = ${id}::uuid) AND ended_at IS NULL`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

export interface EntryRow {
  id: string
  household_id: string
  field: string
  member_id: string | null
  state: 'given' | 'declined'
  value: Buffer | null
  purposes: ('service' | 'care' | 'emergency')[]
  sensitive: boolean
  separate: boolean
  consent_by: string
  channel: 'desk' | 'paper' | 'phone' | 'app'
  given_at: Instant
  until_at: Instant
  entered_by: string
  entered_name: string
  on_behalf: boolean
}

/** What holds now: not ended, and not past its end although the job has not been there yet. */
export async function entries(
  db: Db,
  estateId: string,
  householdIds: readonly string[],
  now: Instant,
): Promise<EntryRow[]> {
  const found =
    await sql<EntryRow>`SELECT id, household_id, field, member_id, state, value, purposes, sensitive, separate, consent_by, channel, given_at, until_at,
      entered_by, entered_name, on_behalf FROM profile_entry
    WHERE estate_id = ${estateId} AND household_id = ANY(${householdIds}::uuid[]) AND ended_at IS NULL AND until_at > ${now} ORDER BY field, given_at, id`.execute(
      db,
    )
  return found.rows
}

export async function insertEntry(db: Db, estateId: string, e: EntryRow): Promise<void> {
  await sql`INSERT INTO profile_entry (estate_id, id, household_id, field, member_id, state, value, purposes, sensitive, separate, consent_by, channel,
      given_at, until_at, entered_by, entered_name, on_behalf)
    VALUES (${estateId}, ${e.id}, ${e.household_id}, ${e.field}, ${e.member_id}, ${e.state}, ${e.value}, ${e.purposes}::text[], ${e.sensitive}, ${e.separate},
      ${e.consent_by}, ${e.channel}, ${e.given_at}, ${e.until_at}, ${e.entered_by}, ${e.entered_name}, ${e.on_behalf})`.execute(
    db,
  )
}

export type EndReason = 'withdrawn' | 'replaced' | 'expired' | 'moved_out' | 'request'

/** Ends entries and wipes what they held; the row stays as the history of the act. @returns how many */
export async function endEntries(
  db: Db,
  estateId: string,
  ids: readonly string[],
  reason: EndReason,
  name: string,
  at: Instant,
): Promise<number> {
  const done =
    await sql`UPDATE profile_entry SET value = NULL, ended_at = ${at}, end_reason = ${reason}, ended_name = ${name}
    WHERE estate_id = ${estateId} AND id = ANY(${ids}::uuid[]) AND ended_at IS NULL`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

/** The open entry of one field and member, past its end or not: what a new one takes the place of. */
export async function openEntry(
  db: Db,
  estateId: string,
  where: { householdId: string; field: string; memberId: string | null },
): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT id FROM profile_entry WHERE estate_id = ${estateId}
    AND household_id = ${where.householdId} AND field = ${where.field} AND member_id IS NOT DISTINCT FROM ${where.memberId}::uuid AND ended_at IS NULL`.execute(
    db,
  )
  return found.rows.map(r => r.id)
}

/** Open entries to which this person consented, all or only the sensitive ones. */
export async function consentedEntries(
  db: Db,
  estateId: string,
  personId: string,
  sensitiveOnly: boolean,
): Promise<{ id: string; household_id: string }[]> {
  const found = await sql<{
    id: string
    household_id: string
  }>`SELECT id, household_id FROM profile_entry WHERE estate_id = ${estateId}
    AND consent_by = ${personId} AND ended_at IS NULL AND (sensitive OR NOT ${sensitiveOnly}::boolean)`.execute(
    db,
  )
  return found.rows
}

export interface DueRow {
  estate_id: string
  household_id: string
  id: string
}

/** Entries at their end, over all estates; they are wiped estate by estate. */
export async function expiredEntries(db: Db, now: Instant, limit: number): Promise<DueRow[]> {
  const found =
    await sql<DueRow>`SELECT estate_id, household_id, id FROM profile_entry WHERE ended_at IS NULL AND until_at <= ${now}
    ORDER BY estate_id, household_id, id LIMIT ${limit}`.execute(db)
  return found.rows
}

/** Entries of a household, or about a member of the register, gone since `gone` or longer. */
export async function movedOutEntries(
  db: Db,
  gone: Instant,
  limit: number,
  estateId: string | null = null,
): Promise<DueRow[]> {
  const found = await sql<DueRow>`
    SELECT e.estate_id, e.household_id, e.id FROM profile_entry e JOIN household h ON h.estate_id = e.estate_id AND h.id = e.household_id
    WHERE (${estateId}::uuid IS NULL OR e.estate_id = ${estateId}::uuid) AND e.ended_at IS NULL AND (h.until_at <= ${gone}
      OR (EXISTS (SELECT 1 FROM household_member m WHERE m.estate_id = e.estate_id AND m.household_id = e.household_id AND m.person_id = e.member_id)
        AND NOT EXISTS (SELECT 1 FROM household_member m WHERE m.estate_id = e.estate_id AND m.household_id = e.household_id AND m.person_id = e.member_id
          AND (m.until_at IS NULL OR m.until_at > ${gone}))))
    ORDER BY e.estate_id, e.household_id, e.id LIMIT ${limit}`.execute(db)
  return found.rows
}

/** Members that only the profile knew, of households that have been gone since `gone`. */
export async function dueMembers(
  db: Db,
  gone: Instant,
  estateId: string | null = null,
): Promise<{ estate_id: string; household_id: string }[]> {
  const found = await sql<{
    estate_id: string
    household_id: string
  }>`SELECT DISTINCT x.estate_id, x.household_id FROM profile_member x
    JOIN household h ON h.estate_id = x.estate_id AND h.id = x.household_id
    WHERE (${estateId}::uuid IS NULL OR x.estate_id = ${estateId}::uuid) AND x.ended_at IS NULL AND h.until_at <= ${gone}`.execute(
    db,
  )
  return found.rows
}

export interface LookRow {
  at: Instant
  name: string
  how: 'steward' | 'hint' | 'look' | 'file'
  purpose: string
  fields: string[]
}

/** Who looked, newest first. */
export async function profileLooks(db: Db, estateId: string, householdId: string): Promise<LookRow[]> {
  const found =
    await sql<LookRow>`SELECT at, name, how, purpose, fields FROM profile_look WHERE estate_id = ${estateId} AND household_id = ${householdId}
    ORDER BY at DESC, id DESC LIMIT 100`.execute(db)
  return found.rows
}

/** Keeps a look unless the same person looked for the same thing since `since`. @returns whether it is a new one */
export async function insertLook(
  db: Db,
  estateId: string,
  l: LookRow & { id: string; householdId: string; accountId: string; since: Instant },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO profile_look (estate_id, id, household_id, at, account_id, name, how, purpose, fields)
    SELECT ${estateId}::uuid, ${l.id}::uuid, ${l.householdId}::uuid, ${l.at}::timestamptz, ${l.accountId}, ${l.name}, ${l.how}, ${l.purpose}, ${l.fields}::text[]
    WHERE NOT EXISTS (SELECT 1 FROM profile_look p WHERE p.estate_id = ${estateId} AND p.household_id = ${l.householdId} AND p.account_id = ${l.accountId}
      AND p.how = ${l.how} AND p.purpose = ${l.purpose} AND p.fields @> ${l.fields}::text[] AND p.at > ${l.since})`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

export async function zoneOf(db: Db, estateId: string): Promise<string> {
  const found = await sql<{ zone: string }>`SELECT zone FROM estate WHERE id = ${estateId}`.execute(db)
  return found.rows[0]?.zone ?? 'Asia/Shanghai'
}
