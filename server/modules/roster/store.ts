/** SQL of posts, duty and presence. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { CoverFrame, DutyRow } from './rules.ts'
import type { ProofKind } from './rules-proof.ts'

export interface PostRow {
  estate_id: string
  id: string
  kind: 'lobby' | 'gate' | 'desk' | 'other'
  name: string
  building_id: string | null
  section_id: string | null
  party: 'neighbourhood' | 'company' | 'brigade' | 'subject_unit'
  covers: CoverFrame[]
  unattended_minutes: number | null
  headcount: number | null
  certificate: string | null
  /** how often a sign of presence is asked for, instead of the rule's */
  presence_minutes: number | null
  /** parties that must have somebody on the roster at any hour (S6-44) */
  demands: string[]
  opened_at: Instant
  closed_at: Instant | null
  version: number
}

const postColumns = sql`p.estate_id, p.id, p.kind, p.name, p.building_id, p.section_id, p.party, p.covers, p.unattended_minutes,
  p.headcount, p.certificate, p.presence_minutes, p.demands, p.opened_at, p.closed_at, p.version`

/** Posts in the order people look for them: gates, lobbies, desks, others, by name. */
export function posts(
  db: Db,
  estateId: string,
  more: { closed?: boolean; id?: string } = {},
): Promise<PostRow[]> {
  return sql<PostRow>`SELECT ${postColumns} FROM post p WHERE p.estate_id = ${estateId}
    AND (${more.closed ?? false} OR p.closed_at IS NULL) AND (${more.id ?? null}::uuid IS NULL OR p.id = ${more.id ?? null}::uuid)
    ORDER BY array_position(ARRAY['gate', 'lobby', 'desk', 'other'], p.kind), p.name`
    .execute(db)
    .then(r => r.rows)
}

/** One post, given up or not. */
export async function postById(db: Db, estateId: string, id: string): Promise<PostRow | undefined> {
  return (await posts(db, estateId, { closed: true, id }))[0]
}

/** Holds a post while its presence changes, so that two check-outs see each other. */
export async function lockPost(db: Db, estateId: string, id: string): Promise<PostRow | undefined> {
  await sql`SELECT 1 FROM post WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return postById(db, estateId, id)
}

export async function insertPost(db: Db, p: PostRow): Promise<void> {
  await sql`INSERT INTO post (estate_id, id, kind, name, building_id, section_id, party, covers, unattended_minutes, headcount, certificate, presence_minutes, demands, opened_at)
    VALUES (${p.estate_id}, ${p.id}, ${p.kind}, ${p.name}, ${p.building_id}, ${p.section_id}, ${p.party}, ${JSON.stringify(p.covers)}::jsonb,
      ${p.unattended_minutes}, ${p.headcount}, ${p.certificate}, ${p.presence_minutes}, ${p.demands}::text[], ${p.opened_at})`.execute(
    db,
  )
}

/** @returns false when the version is not the expected one */
export async function updatePost(db: Db, p: PostRow): Promise<boolean> {
  const done =
    await sql`UPDATE post SET kind = ${p.kind}, name = ${p.name}, building_id = ${p.building_id}, section_id = ${p.section_id},
      party = ${p.party}, covers = ${JSON.stringify(p.covers)}::jsonb, unattended_minutes = ${p.unattended_minutes}, headcount = ${p.headcount},
      certificate = ${p.certificate}, presence_minutes = ${p.presence_minutes}, demands = ${p.demands}::text[], closed_at = ${p.closed_at}, version = version + 1
    WHERE estate_id = ${p.estate_id} AND id = ${p.id} AND version = ${p.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export interface PresenceRow {
  id: string
  post_id: string
  account_id: string
  name: string
  duty_id: string | null
  in_at: Instant
  out_at: Instant | null
  note: string | null
  handed_name: string | null
  handed_to: string | null
  read_at: Instant | null
  matters: string[]
  in_proof: ProofKind | null
  /** the last sign of presence after coming */
  signed_at: Instant | null
}

const presenceColumns = sql`id, post_id, account_id, name, duty_id, in_at, out_at, note, handed_name, handed_to, read_at, matters, in_proof, signed_at`

/** Everybody who is checked in somewhere in the estate, longest first. */
export function present(db: Db, estateId: string): Promise<PresenceRow[]> {
  return sql<PresenceRow>`SELECT ${presenceColumns} FROM presence WHERE estate_id = ${estateId} AND out_at IS NULL ORDER BY in_at, id`
    .execute(db)
    .then(r => r.rows)
}

/** Who left each post last: his note is for who comes next. */
export function lastLeft(db: Db, estateId: string): Promise<PresenceRow[]> {
  return sql<PresenceRow>`SELECT DISTINCT ON (post_id) ${presenceColumns} FROM presence
    WHERE estate_id = ${estateId} AND out_at IS NOT NULL ORDER BY post_id, out_at DESC, id DESC`
    .execute(db)
    .then(r => r.rows)
}

export function presencesOf(db: Db, estateId: string, postId: string, limit: number): Promise<PresenceRow[]> {
  return sql<PresenceRow>`SELECT ${presenceColumns} FROM presence WHERE estate_id = ${estateId} AND post_id = ${postId}
    ORDER BY in_at DESC, id DESC LIMIT ${limit}`
    .execute(db)
    .then(r => r.rows)
}

export async function insertPresence(
  db: Db,
  estateId: string,
  p: Pick<PresenceRow, 'id' | 'post_id' | 'account_id' | 'name' | 'duty_id' | 'in_at' | 'in_proof'>,
  deviceTime: Instant | null,
  learnedAt: Instant | null = null,
): Promise<void> {
  await sql`INSERT INTO presence (estate_id, id, post_id, account_id, name, duty_id, in_at, in_device_time, in_proof, in_learned_at)
    VALUES (${estateId}, ${p.id}, ${p.post_id}, ${p.account_id}, ${p.name}, ${p.duty_id}, ${p.in_at}, ${deviceTime}, ${p.in_proof}, ${learnedAt})`.execute(
    db,
  )
}

export interface Leaving {
  at: Instant
  deviceTime: Instant | null
  note: string | null
  handedTo: string | null
  handedName: string | null
  matters: string[]
  reason: string | null
  learnedAt: Instant | null
}

export async function endPresence(db: Db, estateId: string, id: string, leave: Leaving): Promise<void> {
  await sql`UPDATE presence SET out_at = greatest(in_at, ${leave.at}::timestamptz), out_device_time = ${leave.deviceTime}, note = ${leave.note},
      handed_to = ${leave.handedTo}, handed_name = ${leave.handedName}, matters = ${leave.matters}::text[], reason = ${leave.reason},
      out_learned_at = ${leave.learnedAt}
    WHERE estate_id = ${estateId} AND id = ${id} AND out_at IS NULL`.execute(db)
}

export interface DutyFull extends DutyRow {
  id: string
  kind: string
  post_id: string | null
  party: PostRow['party']
  starts_at: Instant
  ends_at: Instant | null
  absent_at: Instant | null
  absence_reason: string | null
  version: number
}

const dutyColumns = sql`id, kind, post_id, account_id, name, party, starts_at, ends_at, superior_id, superior_name, absent_at, absence_reason, version`

export interface DutyFilter {
  /** Touches [from, until). */
  from: Instant
  until: Instant
  accountId?: string | undefined
  id?: string | undefined
}

export function dutiesBetween(db: Db, estateId: string, f: DutyFilter): Promise<DutyFull[]> {
  return sql<DutyFull>`SELECT ${dutyColumns} FROM duty WHERE estate_id = ${estateId} AND starts_at < ${f.until}
    AND (ends_at IS NULL OR ends_at > ${f.from}) AND (${f.accountId ?? null}::uuid IS NULL OR account_id = ${f.accountId ?? null}::uuid)
    ORDER BY starts_at, id LIMIT 5000`
    .execute(db)
    .then(r => r.rows)
}

export function dutyById(db: Db, estateId: string, id: string): Promise<DutyFull | undefined> {
  return sql<DutyFull>`SELECT ${dutyColumns} FROM duty WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Who is on duty for a kind at an instant: from the first instant, until but not at the end; the absent are left out. */
export function dutiesAt(db: Db, estateId: string, at: Instant, kind: string): Promise<DutyFull[]> {
  return sql<DutyFull>`SELECT ${dutyColumns} FROM duty WHERE estate_id = ${estateId} AND kind = ${kind} AND starts_at <= ${at}
    AND (ends_at IS NULL OR ends_at > ${at}) AND absent_at IS NULL ORDER BY ends_at NULLS LAST, starts_at, id`
    .execute(db)
    .then(r => r.rows)
}

/** Another turn of the same person that touches the period, `apart` from some: at a post, or on call for the same kind. */
export function overlapping(
  db: Db,
  estateId: string,
  d: {
    account_id: string
    post_id: string | null
    kind: string
    starts_at: Instant
    ends_at: Instant | null
  },
  apart: string[] = [],
): Promise<DutyFull | undefined> {
  const same: ReturnType<typeof sql<SqlBool>> =
    d.post_id === null
      ? sql<SqlBool>`post_id IS NULL AND kind = ${d.kind}`
      : sql<SqlBool>`post_id IS NOT NULL`
  return sql<DutyFull>`SELECT ${dutyColumns} FROM duty WHERE estate_id = ${estateId} AND account_id = ${d.account_id} AND ${same}
    AND id <> ALL(${apart}::uuid[]) AND absent_at IS NULL AND (${d.ends_at}::timestamptz IS NULL OR starts_at < ${d.ends_at}::timestamptz) AND (ends_at IS NULL OR ends_at > ${d.starts_at})
    ORDER BY starts_at LIMIT 1`
    .execute(db)
    .then(r => r.rows[0])
}

export async function insertDuty(db: Db, estateId: string, d: DutyFull, by: string): Promise<void> {
  await sql`INSERT INTO duty (estate_id, id, kind, post_id, account_id, name, party, starts_at, ends_at, superior_id, superior_name, made_by)
    VALUES (${estateId}, ${d.id}, ${d.kind}, ${d.post_id}, ${d.account_id}, ${d.name}, ${d.party}, ${d.starts_at}, ${d.ends_at},
      ${d.superior_id}, ${d.superior_name}, ${by})`.execute(db)
}

export async function removeDuty(db: Db, estateId: string, id: string): Promise<void> {
  await sql`DELETE FROM duty WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export async function endDuty(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE duty SET ends_at = ${at}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function markAbsent(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  reason: string,
): Promise<void> {
  await sql`UPDATE duty SET absent_at = ${at}, absence_reason = ${reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface VacancyRow {
  id: string
  post_id: string
  since: Instant
  alarmed_at: Instant
  alarmed_name: string | null
  ended_at: Instant | null
}

/** Open unattended periods, or the last ones of a post. */
export function vacancies(
  db: Db,
  estateId: string,
  more: { postId?: string; open?: boolean; limit?: number } = {},
): Promise<VacancyRow[]> {
  return sql<VacancyRow>`SELECT id, post_id, since, alarmed_at, alarmed_name, ended_at FROM vacancy WHERE estate_id = ${estateId}
    AND (${more.postId ?? null}::uuid IS NULL OR post_id = ${more.postId ?? null}::uuid) AND (NOT ${more.open ?? false} OR ended_at IS NULL)
    ORDER BY since DESC LIMIT ${more.limit ?? 200}`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when the post's open period is on record already */
export async function openVacancy(
  db: Db,
  estateId: string,
  v: {
    id: string
    post_id: string
    since: Instant
    limit_minutes: number
    alarmed_at: Instant
    alarmed_id: string | null
    alarmed_name: string | null
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO vacancy (estate_id, id, post_id, since, limit_minutes, alarmed_at, alarmed_id, alarmed_name)
    VALUES (${estateId}, ${v.id}, ${v.post_id}, ${v.since}, ${v.limit_minutes}, ${v.alarmed_at}, ${v.alarmed_id}, ${v.alarmed_name})
    ON CONFLICT (estate_id, post_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`.execute(db)
  return made.rows.length === 1
}

/** @returns the ended period's id, if one was open */
export async function endVacancy(
  db: Db,
  estateId: string,
  postId: string,
  at: Instant,
): Promise<string | undefined> {
  const done = await sql<{ id: string }>`UPDATE vacancy SET ended_at = greatest(since, ${at}::timestamptz)
    WHERE estate_id = ${estateId} AND post_id = ${postId} AND ended_at IS NULL RETURNING id`.execute(db)
  return done.rows[0]?.id
}

/** Estates that have posts at all, for the minute's sweep. */
export async function estatesWithPosts(db: Db): Promise<string[]> {
  const found = await sql<{
    estate_id: string
  }>`SELECT DISTINCT estate_id FROM post WHERE closed_at IS NULL`.execute(db)
  return found.rows.map(r => r.estate_id)
}

/** @returns false when that gap was told before */
export async function noteGap(
  db: Db,
  estateId: string,
  g: { post_id: string; from: Instant; until: Instant; at: Instant },
): Promise<boolean> {
  const made = await sql`INSERT INTO gap_notice (estate_id, post_id, gap_from, gap_until, told_at)
    VALUES (${estateId}, ${g.post_id}, ${g.from}, ${g.until}, ${g.at}) ON CONFLICT DO NOTHING RETURNING post_id`.execute(
    db,
  )
  return made.rows.length === 1
}

export async function zoneOf(db: Db, estateId: string): Promise<string> {
  const found = await sql<{ zone: string }>`SELECT zone FROM estate WHERE id = ${estateId}`.execute(db)
  return found.rows[0]?.zone ?? 'Asia/Shanghai'
}
