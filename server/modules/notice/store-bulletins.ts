/** SQL of bulletins, their schedule, who read them, and explanations. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import type { AudienceOf } from './rules-bulletins.ts'

export interface BulletinRow {
  id: string
  category: string
  title: string
  body: string
  audience: AudienceOf
  state: 'draft' | 'scheduled' | 'sent' | 'withdrawn'
  publish_at: Instant | null
  sent_at: Instant | null
  sender_id: string | null
  sender_name: string
  schedule_id: string | null
  version: number
  pinned: boolean
  urgent: boolean
  edition: number
  cites: string[]
  cited: { id: string; title: string }[]
  reads: number
  read: boolean
}

/** What is still to come, then what is pinned, then what was published, newest first. */
export function bulletins(
  db: Db,
  estateId: string,
  f: {
    accountId: string | null
    category?: string | undefined
    sentOnly: boolean
    id?: string
    limit: number
  },
): Promise<BulletinRow[]> {
  return sql<BulletinRow>`SELECT b.id, b.category, b.title, b.body, b.audience, b.state, b.publish_at, b.sent_at, b.sender_id, b.sender_name,
      b.schedule_id, b.version, b.pinned, b.urgent, b.edition, b.cites,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title) ORDER BY d.title) FROM library_document d
        WHERE d.estate_id = ${estateId} AND b.cites ? d.id::text), '[]'::jsonb) AS cited,
      (SELECT count(*)::int FROM bulletin_read r WHERE r.estate_id = ${estateId} AND r.bulletin_id = b.id AND r.edition = b.edition) AS reads,
      EXISTS (SELECT 1 FROM bulletin_read r WHERE r.estate_id = ${estateId} AND r.bulletin_id = b.id AND r.account_id = ${f.accountId}::uuid AND r.edition = b.edition) AS read
    FROM bulletin b WHERE b.estate_id = ${estateId} AND (NOT ${f.sentOnly} OR b.state = 'sent')
      AND (${f.category ?? null}::text IS NULL OR b.category = ${f.category ?? null})
      AND (${f.id ?? null}::uuid IS NULL OR b.id = ${f.id ?? null}::uuid)
    ORDER BY (b.state IN ('draft', 'scheduled')) DESC, (b.pinned AND b.state = 'sent') DESC, coalesce(b.sent_at, b.publish_at, b.made_at) DESC, b.id DESC LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface NewBulletin {
  id: string
  category: string
  title: string
  body: string
  audience: AudienceOf
  state: 'draft' | 'scheduled'
  publish_at: Instant | null
  sender_id: string | null
  sender_name: string
  schedule_id: string | null
  pinned: boolean
  urgent: boolean
  cites: string[]
  made_at: Instant
}

export async function insertBulletin(db: Db, estateId: string, b: NewBulletin): Promise<void> {
  await sql`INSERT INTO bulletin (estate_id, id, category, title, body, audience, state, publish_at, sender_id, sender_name, schedule_id, pinned, urgent, cites, made_at)
    VALUES (${estateId}, ${b.id}, ${b.category}, ${b.title}, ${b.body}, ${JSON.stringify(b.audience)}::jsonb, ${b.state}, ${b.publish_at},
      ${b.sender_id}, ${b.sender_name}, ${b.schedule_id}, ${b.pinned}, ${b.urgent}, ${JSON.stringify(b.cites)}::jsonb, ${b.made_at})`.execute(
    db,
  )
}

/** @returns false when it was published or changed meanwhile */
export async function changeBulletin(
  db: Db,
  estateId: string,
  b: NewBulletin,
  version: number,
): Promise<boolean> {
  const done =
    await sql`UPDATE bulletin SET category = ${b.category}, title = ${b.title}, body = ${b.body}, audience = ${JSON.stringify(b.audience)}::jsonb,
      state = ${b.state}, publish_at = ${b.publish_at}, sender_id = ${b.sender_id}, sender_name = ${b.sender_name},
      schedule_id = ${b.schedule_id}, pinned = ${b.pinned}, urgent = ${b.urgent}, cites = ${JSON.stringify(b.cites)}::jsonb, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${b.id} AND version = ${version} AND state IN ('draft', 'scheduled') RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

/** Publishes once. @returns the regular bulletin it serves, or false when it was published or withdrawn before */
export async function publish(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
): Promise<{ schedule_id: string | null } | false> {
  const done = await sql<{
    schedule_id: string | null
  }>`UPDATE bulletin SET state = 'sent', sent_at = ${at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state IN ('draft', 'scheduled') RETURNING schedule_id`.execute(
    db,
  )
  return done.rows[0] ?? false
}

export async function withdrawBulletin(db: Db, estateId: string, id: string, at: Instant): Promise<boolean> {
  const done = await sql`UPDATE bulletin SET state = 'withdrawn', withdrawn_at = ${at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state = 'sent' RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** Bulletins whose time to publish has come, in every estate. */
export function due(db: Db, now: Instant): Promise<{ estate_id: string; id: string }[]> {
  return sql<{ estate_id: string; id: string }>`SELECT estate_id, id FROM bulletin
    WHERE state = 'scheduled' AND publish_at <= ${now} ORDER BY publish_at LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

/** Read as it stands now; a corrected one is read anew. */
export async function markRead(
  db: Db,
  estateId: string,
  b: { id: string; edition: number },
  accountId: string,
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO bulletin_read AS r (estate_id, bulletin_id, account_id, at, edition) VALUES (${estateId}, ${b.id}, ${accountId}, ${at}, ${b.edition})
    ON CONFLICT (estate_id, bulletin_id, account_id) DO UPDATE SET edition = excluded.edition, at = excluded.at WHERE r.edition < excluded.edition`.execute(
    db,
  )
}

export interface CategoryRow {
  estate_id: string
  key: string
  zh: string
  en: string
}

/** Common categories, then the estate's own. */
export function categories(db: Db, estateId: string): Promise<CategoryRow[]> {
  return sql<CategoryRow>`SELECT estate_id, key, zh, en FROM bulletin_category WHERE estate_id = ANY(${[NIL, estateId]}::uuid[])
    ORDER BY (estate_id = ${estateId}::uuid), place, key`
    .execute(db)
    .then(r => r.rows)
}

export async function insertCategory(db: Db, c: CategoryRow): Promise<void> {
  await sql`INSERT INTO bulletin_category (estate_id, key, zh, en, place) VALUES (${c.estate_id}, ${c.key}, ${c.zh}, ${c.en}, 100)`.execute(
    db,
  )
}

export interface ScheduleRow {
  estate_id: string
  id: string
  category: string
  title: string
  every_days: number
  next_due: string
  audience: AudienceOf
  account_id: string
  name: string
  ended_at: Instant | null
  version: number
  missed: string[]
}

const scheduleColumns = sql`s.estate_id, s.id, s.category, s.title, s.every_days, s.next_due, s.audience, s.account_id, s.name, s.ended_at, s.version,
  coalesce((SELECT array_agg(m.due::text ORDER BY m.due DESC) FROM bulletin_miss m WHERE m.estate_id = s.estate_id AND m.schedule_id = s.id), '{}') AS missed`

export function schedules(db: Db, estateId: string, id?: string): Promise<ScheduleRow[]> {
  return sql<ScheduleRow>`SELECT ${scheduleColumns} FROM bulletin_schedule s
    WHERE s.estate_id = ${estateId} AND (${id ?? null}::uuid IS NULL OR s.id = ${id ?? null}::uuid)
    ORDER BY (s.ended_at IS NOT NULL), s.next_due, s.id`
    .execute(db)
    .then(r => r.rows)
}

/** Running schedules whose next date lies before a date, in every estate. */
export function overdue(db: Db, date: string): Promise<ScheduleRow[]> {
  return sql<ScheduleRow>`SELECT ${scheduleColumns} FROM bulletin_schedule s WHERE s.ended_at IS NULL AND s.next_due < ${date}::date ORDER BY s.estate_id, s.id`
    .execute(db)
    .then(r => r.rows)
}

export async function insertSchedule(
  db: Db,
  s: Omit<ScheduleRow, 'ended_at' | 'version' | 'missed'>,
): Promise<void> {
  await sql`INSERT INTO bulletin_schedule (estate_id, id, category, title, every_days, next_due, audience, account_id, name)
    VALUES (${s.estate_id}, ${s.id}, ${s.category}, ${s.title}, ${s.every_days}, ${s.next_due}, ${JSON.stringify(s.audience)}::jsonb,
      ${s.account_id}, ${s.name})`.execute(db)
}

export async function setNextDue(db: Db, estateId: string, id: string, date: string): Promise<void> {
  await sql`UPDATE bulletin_schedule SET next_due = ${date}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function endSchedule(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE bulletin_schedule SET ended_at = coalesce(ended_at, ${at}), version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** @returns false when that date was alarmed before */
export async function noteMiss(
  db: Db,
  estateId: string,
  scheduleId: string,
  date: string,
  at: Instant,
): Promise<boolean> {
  const made =
    await sql`INSERT INTO bulletin_miss (estate_id, schedule_id, due, alarmed_at) VALUES (${estateId}, ${scheduleId}, ${date}, ${at})
    ON CONFLICT DO NOTHING RETURNING due`.execute(db)
  return made.rows.length === 1
}

export async function unitBuildings(db: Db, estateId: string, units: string[]): Promise<string[]> {
  const found = await sql<{ building_id: string }>`SELECT DISTINCT building_id FROM unit
    WHERE estate_id = ${estateId} AND id = ANY(${units}::uuid[])`.execute(db)
  return found.rows.map(r => r.building_id)
}

export async function insertExplanation(
  db: Db,
  estateId: string,
  e: {
    id: string
    unit_id: string
    topic: string
    on_date: string
    by_id: string | null
    by_name: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO explanation (estate_id, id, unit_id, topic, on_date, by_id, by_name, at)
    VALUES (${estateId}, ${e.id}, ${e.unit_id}, ${e.topic}, ${e.on_date}, ${e.by_id}, ${e.by_name}, ${e.at})`.execute(
    db,
  )
}

export function explanations(
  db: Db,
  estateId: string,
  unitId: string | undefined,
): Promise<{ id: string; unit: string; topic: string; on_date: string; by_name: string }[]> {
  return sql<{
    id: string
    unit: string
    topic: string
    on_date: string
    by_name: string
  }>`SELECT e.id, u.label AS unit, e.topic, e.on_date, e.by_name
    FROM explanation e JOIN unit u ON u.estate_id = e.estate_id AND u.id = e.unit_id
    WHERE e.estate_id = ${estateId} AND (${unitId ?? null}::uuid IS NULL OR e.unit_id = ${unitId ?? null}::uuid)
    ORDER BY e.on_date DESC, e.id DESC LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}
