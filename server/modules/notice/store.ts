/** SQL of messages, their attempts and the channels out of the house. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Both, RobotKind } from './rules.ts'

export interface NextPerson {
  accountId: string
  name: string
}

export interface MessageRow {
  estate_id: string
  id: string
  thread: string
  step: number
  account_id: string | null
  name: string | null
  kind: string
  title: Both
  body: Both
  ref_topic: string | null
  ref_id: string | null
  urgent: boolean
  at: Instant
  deliver_at: Instant
  delivered_at: Instant | null
  seen_at: Instant | null
  acknowledged_at: Instant | null
  withdrawn_at: Instant | null
  escalate_minutes: number | null
  chain: NextPerson[]
}

const columns = sql`estate_id, id, thread, step, account_id, name, kind, title, body, ref_topic, ref_id, urgent, at, deliver_at,
  delivered_at, seen_at, acknowledged_at, withdrawn_at, escalate_minutes, chain`

export async function insertMessage(
  db: Db,
  m: Omit<MessageRow, 'seen_at' | 'acknowledged_at' | 'withdrawn_at'>,
): Promise<void> {
  await sql`INSERT INTO message (estate_id, id, thread, step, account_id, name, kind, title, body, ref_topic, ref_id, urgent, at, deliver_at,
      delivered_at, escalate_minutes, chain)
    VALUES (${m.estate_id}, ${m.id}, ${m.thread}, ${m.step}, ${m.account_id}, ${m.name}, ${m.kind}, ${JSON.stringify(m.title)}::jsonb,
      ${JSON.stringify(m.body)}::jsonb, ${m.ref_topic}, ${m.ref_id}, ${m.urgent}, ${m.at}, ${m.deliver_at}, ${m.delivered_at},
      ${m.escalate_minutes}, ${JSON.stringify(m.chain)}::jsonb)`.execute(db)
}

export function messageById(
  db: Db,
  estateId: string,
  id: string,
  lock = false,
): Promise<MessageRow | undefined> {
  return sql<MessageRow>`SELECT ${columns} FROM message WHERE estate_id = ${estateId} AND id = ${id} ${lock ? sql`FOR UPDATE` : sql``}`
    .execute(db)
    .then(r => r.rows[0])
}

/** @returns whether this call delivered it: a message is delivered once */
export async function markDelivered(db: Db, estateId: string, id: string, at: Instant): Promise<boolean> {
  const done = await sql`UPDATE message SET delivered_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}
    AND delivered_at IS NULL AND withdrawn_at IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** Sets seen and acknowledged once; the first time stays. */
export async function markRead(
  db: Db,
  estateId: string,
  id: string,
  accountId: string,
  at: Instant,
  acknowledged: boolean,
): Promise<void> {
  await sql`UPDATE message SET seen_at = coalesce(seen_at, ${at}),
      acknowledged_at = CASE WHEN ${acknowledged} THEN coalesce(acknowledged_at, ${at}) ELSE acknowledged_at END
    WHERE estate_id = ${estateId} AND id = ${id} AND account_id = ${accountId}`.execute(db)
}

/** Whoever of a thread acknowledges, the alarm is answered for all: later steps stop. */
export async function acknowledgeThread(
  db: Db,
  estateId: string,
  thread: string,
  at: Instant,
): Promise<void> {
  await sql`UPDATE message SET acknowledged_at = coalesce(acknowledged_at, ${at}) WHERE estate_id = ${estateId} AND thread = ${thread}`.execute(
    db,
  )
}

/** What the message told of is over: nobody need answer any more. */
export async function withdraw(
  db: Db,
  estateId: string,
  topic: string,
  ref: string,
  at: Instant,
): Promise<void> {
  await sql`UPDATE message SET withdrawn_at = ${at} WHERE estate_id = ${estateId} AND ref_topic = ${topic} AND ref_id = ${ref}
    AND withdrawn_at IS NULL AND acknowledged_at IS NULL`.execute(db)
}

/** The chain of a step that went on is emptied, so that it goes on once. */
export async function emptyChain(db: Db, estateId: string, id: string): Promise<void> {
  await sql`UPDATE message SET chain = '[]'::jsonb, escalate_minutes = NULL WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** Delivered alarms whose time to acknowledge may be over, and messages that waited for the morning. */
export function waiting(
  db: Db,
  now: Instant,
  limit = 500,
): Promise<{ estate_id: string; id: string; delivered: boolean }[]> {
  return sql<{ estate_id: string; id: string; delivered: boolean }>`
    SELECT estate_id, id, delivered_at IS NOT NULL AS delivered FROM message
    WHERE acknowledged_at IS NULL AND withdrawn_at IS NULL AND ((delivered_at IS NULL AND deliver_at <= ${now})
      OR (delivered_at IS NOT NULL AND escalate_minutes IS NOT NULL AND delivered_at + make_interval(mins => escalate_minutes) < ${now}))
    ORDER BY deliver_at LIMIT ${limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface AttemptRow {
  id: string
  message_id: string
  channel: 'in_app' | 'sms' | RobotKind
  channel_id: string | null
  target: string
  at: Instant
  try: number
  ok: boolean
  error: string | null
}

export async function insertAttempt(db: Db, estateId: string, a: Omit<AttemptRow, 'try'>): Promise<void> {
  await sql`INSERT INTO message_attempt (estate_id, id, message_id, channel, channel_id, target, at, try, ok, error)
    SELECT ${estateId}::uuid, ${a.id}::uuid, ${a.message_id}::uuid, ${a.channel}, ${a.channel_id}::uuid, ${a.target}, ${a.at}::timestamptz,
      1 + count(*)::int, ${a.ok}, ${a.error}
    FROM message_attempt WHERE estate_id = ${estateId} AND message_id = ${a.message_id} AND channel = ${a.channel}
      AND channel_id IS NOT DISTINCT FROM ${a.channel_id}::uuid`.execute(db)
}

export function attemptsOf(db: Db, estateId: string, messageIds: string[]): Promise<AttemptRow[]> {
  return sql<AttemptRow>`SELECT id, message_id, channel, channel_id, target, at, try, ok, error FROM message_attempt
    WHERE estate_id = ${estateId} AND message_id = ANY(${messageIds}::uuid[]) ORDER BY at, try, id`
    .execute(db)
    .then(r => r.rows)
}

export interface ChannelRow {
  id: string
  kind: RobotKind
  name: string
  url: Buffer
  host: string
  secret: Buffer | null
  urgent_only: boolean
  active: boolean
  version: number
}

export function channels(db: Db, estateId: string): Promise<ChannelRow[]> {
  return sql<ChannelRow>`SELECT id, kind, name, url, host, secret, urgent_only, active, version FROM channel
    WHERE estate_id = ${estateId} ORDER BY name`
    .execute(db)
    .then(r => r.rows)
}

export async function zoneOf(db: Db, estateId: string): Promise<string> {
  const found = await sql<{ zone: string }>`SELECT zone FROM estate WHERE id = ${estateId}`.execute(db)
  return found.rows[0]?.zone ?? 'Asia/Shanghai'
}

/** Messages of an account that have been delivered, newest first. */
export function messagesOf(
  db: Db,
  accountId: string,
  f: { open: boolean; limit: number },
): Promise<(MessageRow & { estate: string | null })[]> {
  return sql<MessageRow & { estate: string | null }>`
    SELECT m.*, e.name AS estate FROM message m LEFT JOIN estate e ON e.id = m.estate_id
    WHERE m.account_id = ${accountId} AND m.delivered_at IS NOT NULL
      AND (NOT ${f.open} OR (m.acknowledged_at IS NULL AND m.withdrawn_at IS NULL))
    ORDER BY m.deliver_at DESC, m.id DESC LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

/** What stands at the bell: not opened yet, and urgent ones that nobody has taken on. */
export async function countsOf(
  db: Db,
  accountId: string,
): Promise<{ unseen: number; toAcknowledge: number }> {
  const found = await sql<{ unseen: number; toAcknowledge: number }>`
    SELECT count(*) FILTER (WHERE seen_at IS NULL)::int AS unseen, count(*) FILTER (WHERE urgent AND acknowledged_at IS NULL)::int AS "toAcknowledge"
    FROM message WHERE account_id = ${accountId} AND delivered_at IS NOT NULL AND withdrawn_at IS NULL`.execute(
    db,
  )
  return found.rows[0] ?? { unseen: 0, toAcknowledge: 0 }
}

export async function threadAccounts(db: Db, estateId: string, thread: string): Promise<string[]> {
  const found = await sql<{ account_id: string }>`SELECT DISTINCT account_id FROM message
    WHERE estate_id = ${estateId} AND thread = ${thread} AND account_id IS NOT NULL`.execute(db)
  return found.rows.map(r => r.account_id)
}

/** Urgent messages of an estate and every step after them, newest first. */
export function alarms(db: Db, estateId: string, open: boolean): Promise<MessageRow[]> {
  return sql<MessageRow>`SELECT ${columns} FROM message WHERE estate_id = ${estateId} AND urgent
      AND (NOT ${open} OR (acknowledged_at IS NULL AND withdrawn_at IS NULL))
    ORDER BY at DESC, step DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertChannel(
  db: Db,
  estateId: string,
  c: Omit<ChannelRow, 'active' | 'version'>,
): Promise<void> {
  await sql`INSERT INTO channel (estate_id, id, kind, name, url, host, secret, urgent_only)
    VALUES (${estateId}, ${c.id}, ${c.kind}, ${c.name}, ${c.url}, ${c.host}, ${c.secret}, ${c.urgent_only})`.execute(
    db,
  )
}

/** @returns false when the version is not the expected one */
export async function updateChannel(
  db: Db,
  estateId: string,
  c: Pick<ChannelRow, 'id' | 'name' | 'urgent_only' | 'active' | 'version'>,
): Promise<boolean> {
  const done =
    await sql`UPDATE channel SET name = ${c.name}, urgent_only = ${c.urgent_only}, active = ${c.active}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${c.id} AND version = ${c.version} RETURNING id`.execute(db)
  return done.rows.length === 1
}
