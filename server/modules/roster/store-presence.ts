/** SQL of proofs of place, signs of presence, and the record of a post as it is set right afterwards. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { ProofKind } from './rules-proof.ts'

export interface StayRow {
  id: string
  account_id: string
  in_at: Instant
  out_at: Instant | null
  signs: string[] | null
}

/** Who was at a post at some time since `from`, with every sign of presence. */
export function staysSince(db: Db, estateId: string, postId: string, from: Instant): Promise<StayRow[]> {
  return sql<StayRow>`SELECT p.id, p.account_id, p.in_at, p.out_at,
      (SELECT array_agg((extract(epoch FROM s.at) * 1000)::bigint::text ORDER BY s.at) FROM presence_sign s WHERE s.estate_id = p.estate_id AND s.presence_id = p.id) AS signs
    FROM presence p WHERE p.estate_id = ${estateId} AND p.post_id = ${postId} AND (p.out_at IS NULL OR p.out_at > ${from}) ORDER BY p.in_at`
    .execute(db)
    .then(r => r.rows)
}

export interface PeriodRow {
  id: string
  since: Instant
  ended_at: Instant | null
}

/** Unattended periods on record that touch the time since `from`; those known to have been attended are left out. */
export function periodsSince(db: Db, estateId: string, postId: string, from: Instant): Promise<PeriodRow[]> {
  return sql<PeriodRow>`SELECT id, since, ended_at FROM vacancy WHERE estate_id = ${estateId} AND post_id = ${postId}
      AND (ended_at IS NULL OR ended_at > ${from}) AND settled IS DISTINCT FROM 'attended' ORDER BY since`
    .execute(db)
    .then(r => r.rows)
}

/** Somebody was there after all: the row stays, with the reason, and counts no more. */
export async function settleAttended(
  db: Db,
  estateId: string,
  id: string,
  reason: string,
  at: Instant,
): Promise<void> {
  await sql`UPDATE vacancy SET settled = 'attended', settled_reason = ${reason}, learned_at = ${at}, ended_at = coalesce(ended_at, greatest(since, ${at}::timestamptz))
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export async function settleChanged(
  db: Db,
  estateId: string,
  v: { id: string; since: Instant; until: Instant | null; reason: string; at: Instant },
): Promise<void> {
  await sql`UPDATE vacancy SET settled = 'changed', settled_reason = ${v.reason}, learned_at = ${v.at}, since = ${v.since}, ended_at = ${v.until}
    WHERE estate_id = ${estateId} AND id = ${v.id}`.execute(db)
}

/** A period that nobody knew of: entered with the instant at which it would have been alarmed. */
export async function enterVacancy(
  db: Db,
  estateId: string,
  v: {
    id: string
    postId: string
    since: Instant
    until: Instant
    alarmAt: Instant
    minutes: number
    reason: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO vacancy (estate_id, id, post_id, since, limit_minutes, alarmed_at, ended_at, settled, settled_reason, learned_at)
    VALUES (${estateId}, ${v.id}, ${v.postId}, ${v.since}, ${v.minutes}, ${v.alarmAt}, ${v.until}, 'entered', ${v.reason}, ${v.at})`.execute(
    db,
  )
}

/** The open stay of a person at a post. */
export async function openStay(
  db: Db,
  estateId: string,
  postId: string,
  accountId: string,
): Promise<{ id: string; in_at: Instant; signed_at: Instant | null } | undefined> {
  const found = await sql<{
    id: string
    in_at: Instant
    signed_at: Instant | null
  }>`SELECT id, in_at, signed_at FROM presence
    WHERE estate_id = ${estateId} AND post_id = ${postId} AND account_id = ${accountId} AND out_at IS NULL`.execute(
    db,
  )
  return found.rows[0]
}

/** A check-in that a phone kept back is earlier than the one on record: he was there since then. */
export async function cameEarlier(
  db: Db,
  estateId: string,
  id: string,
  at: Instant,
  learnedAt: Instant,
): Promise<void> {
  await sql`UPDATE presence SET in_at = ${at}, in_learned_at = ${learnedAt} WHERE estate_id = ${estateId} AND id = ${id} AND in_at > ${at}`.execute(
    db,
  )
}

export async function insertSign(
  db: Db,
  estateId: string,
  s: { id: string; presenceId: string; at: Instant; proof: ProofKind | null; learnedAt: Instant | null },
): Promise<void> {
  await sql`INSERT INTO presence_sign (estate_id, id, presence_id, at, proof, learned_at)
    VALUES (${estateId}, ${s.id}, ${s.presenceId}, ${s.at}, ${s.proof}, ${s.learnedAt})`.execute(db)
  await sql`UPDATE presence SET signed_at = greatest(signed_at, in_at, ${s.at}::timestamptz) WHERE estate_id = ${estateId} AND id = ${s.presenceId}`.execute(
    db,
  )
}

/** The stay in which a sign falls: the open one, or one that has ended meanwhile. */
export async function stayAt(
  db: Db,
  estateId: string,
  postId: string,
  accountId: string,
  at: Instant,
): Promise<{ id: string } | undefined> {
  const found = await sql<{
    id: string
  }>`SELECT id FROM presence WHERE estate_id = ${estateId} AND post_id = ${postId} AND account_id = ${accountId}
    AND in_at <= ${at} AND (out_at IS NULL OR out_at >= ${at}) ORDER BY in_at DESC LIMIT 1`.execute(db)
  return found.rows[0]
}

/** The last stay that was handed to this person and that he has not confirmed. */
export async function handedTo(
  db: Db,
  estateId: string,
  postId: string,
  accountId: string,
): Promise<{ id: string; name: string } | undefined> {
  const found = await sql<{
    id: string
    name: string
  }>`SELECT id, name FROM presence WHERE estate_id = ${estateId} AND post_id = ${postId}
    AND handed_to = ${accountId} AND read_at IS NULL ORDER BY out_at DESC LIMIT 1`.execute(db)
  return found.rows[0]
}

export async function confirmHandover(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE presence SET read_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export interface DisplayRow {
  id: string
  post_id: string
  secret: Buffer
  made_at: Instant
  made_by: string
  pair_until: Instant | null
  paired_by: string | null
  paired_at: Instant | null
  revoked_at: Instant | null
}
const displayColumns = sql`id, post_id, secret, made_at, made_by, pair_until, paired_by, paired_at, revoked_at`

/** The tablets of a post, or of all posts of the estate, that were paired or wait to be. */
export function displays(db: Db, estateId: string, postId?: string): Promise<DisplayRow[]> {
  return sql<DisplayRow>`SELECT ${displayColumns} FROM post_display WHERE estate_id = ${estateId} AND (${postId ?? null}::uuid IS NULL OR post_id = ${postId ?? null}::uuid)
    ORDER BY made_at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function insertDisplay(
  db: Db,
  estateId: string,
  d: { id: string; postId: string; secret: Buffer; blind: Buffer; until: Instant; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO post_display (estate_id, id, post_id, secret, pair_blind, pair_until, made_by, made_at)
    VALUES (${estateId}, ${d.id}, ${d.postId}, ${d.secret}, ${d.blind}, ${d.until}, ${d.by}, ${d.at})`.execute(
    db,
  )
}

/** Takes the pairing number, once. @returns the tablet's row, or nothing when the number does not hold */
export async function takePairing(
  db: Db,
  estateId: string,
  blind: Buffer,
  by: string,
  at: Instant,
): Promise<DisplayRow | undefined> {
  const found =
    await sql<DisplayRow>`UPDATE post_display SET pair_blind = NULL, paired_by = ${by}, paired_at = ${at}
    WHERE estate_id = ${estateId} AND pair_blind = ${blind} AND pair_until >= ${at} AND revoked_at IS NULL RETURNING ${displayColumns}`.execute(
      db,
    )
  return found.rows[0]
}

export interface MarkRow {
  id: string
  post_id: string
  kind: 'nfc' | 'printed'
  sealed: Buffer
  made_at: Instant
  made_by: string
  revoked_at: Instant | null
}
const markColumns = sql`id, post_id, kind, sealed, made_at, made_by, revoked_at`

export function marks(db: Db, estateId: string, postId?: string): Promise<MarkRow[]> {
  return sql<MarkRow>`SELECT ${markColumns} FROM post_mark WHERE estate_id = ${estateId} AND (${postId ?? null}::uuid IS NULL OR post_id = ${postId ?? null}::uuid)
    ORDER BY made_at DESC LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export async function markBy(db: Db, estateId: string, blind: Buffer): Promise<MarkRow | undefined> {
  const found =
    await sql<MarkRow>`SELECT ${markColumns} FROM post_mark WHERE estate_id = ${estateId} AND blind = ${blind}`.execute(
      db,
    )
  return found.rows[0]
}

export async function insertMark(
  db: Db,
  estateId: string,
  m: { id: string; postId: string; kind: string; blind: Buffer; sealed: Buffer; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO post_mark (estate_id, id, post_id, kind, blind, sealed, made_by, made_at)
    VALUES (${estateId}, ${m.id}, ${m.postId}, ${m.kind}, ${m.blind}, ${m.sealed}, ${m.by}, ${m.at})`.execute(
    db,
  )
}

/** @returns false when there is no such live means at the post */
export async function revokeMeans(
  db: Db,
  estateId: string,
  table: 'post_display' | 'post_mark',
  id: string,
  at: Instant,
): Promise<boolean> {
  const done =
    await sql`UPDATE ${sql.table(table)} SET revoked_at = ${at} WHERE estate_id = ${estateId} AND id = ${id} AND revoked_at IS NULL RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

/** Posts that have a tablet or a mark that holds at an instant: there a sign of presence can be asked for. */
export async function postsWithMeans(db: Db, estateId: string): Promise<Set<string>> {
  const found = await sql<{
    post_id: string
  }>`SELECT post_id FROM post_display WHERE estate_id = ${estateId} AND revoked_at IS NULL AND paired_at IS NOT NULL
    UNION SELECT post_id FROM post_mark WHERE estate_id = ${estateId} AND revoked_at IS NULL`.execute(db)
  return new Set(found.rows.map(r => r.post_id))
}

export interface RegisterFilter {
  from: Instant
  until: Instant
  postId?: string | undefined
  show: 'all' | 'weak' | 'later' | 'unconfirmed'
  offset: number
  limit: number
}

export interface RegisterRow {
  id: string
  post_id: string
  post: string
  name: string
  party: string | null
  in_at: Instant
  in_proof: ProofKind | null
  in_learned_at: Instant | null
  out_at: Instant | null
  out_learned_at: Instant | null
  signs: number
  note: string | null
  matters: string[]
  reason: string | null
  handed_name: string | null
  read_at: Instant | null
  total: number
}

/** Check-ins that touch a period, newest first. */
export function register(db: Db, estateId: string, f: RegisterFilter): Promise<RegisterRow[]> {
  const shown: Record<RegisterFilter['show'], ReturnType<typeof sql<SqlBool>>> = {
    all: sql<SqlBool>`TRUE`,
    weak: sql<SqlBool>`(p.in_proof IS NULL OR p.in_proof = 'printed')`,
    later: sql<SqlBool>`(p.in_learned_at IS NOT NULL OR p.out_learned_at IS NOT NULL)`,
    unconfirmed: sql<SqlBool>`(p.handed_to IS NOT NULL AND p.read_at IS NULL)`,
  }
  return sql<RegisterRow>`SELECT p.id, p.post_id, o.name AS post, p.name, d.party, p.in_at, p.in_proof, p.in_learned_at, p.out_at, p.out_learned_at,
      (SELECT count(*)::int FROM presence_sign s WHERE s.estate_id = p.estate_id AND s.presence_id = p.id) AS signs,
      p.note, p.matters, p.reason, p.handed_name, p.read_at, count(*) OVER ()::int AS total
    FROM presence p JOIN post o ON o.estate_id = p.estate_id AND o.id = p.post_id LEFT JOIN duty d ON d.estate_id = p.estate_id AND d.id = p.duty_id
    WHERE p.estate_id = ${estateId} AND p.in_at < ${f.until} AND (p.out_at IS NULL OR p.out_at >= ${f.from}) AND ${shown[f.show]}
      AND (${f.postId ?? null}::uuid IS NULL OR p.post_id = ${f.postId ?? null}::uuid)
    ORDER BY p.in_at DESC, p.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface EmptyRow {
  id: string
  post_id: string
  post: string
  since: Instant
  ended_at: Instant | null
  limit_minutes: number
  alarmed_at: Instant
  alarmed_name: string | null
  settled: 'attended' | 'entered' | 'changed' | null
  settled_reason: string | null
  learned_at: Instant | null
  total: number
}

/** Unattended periods that touch a period, newest first, those that turned out attended too. */
export function emptyPeriods(
  db: Db,
  estateId: string,
  f: { from: Instant; until: Instant; postId?: string | undefined; offset: number; limit: number },
): Promise<EmptyRow[]> {
  return sql<EmptyRow>`SELECT v.id, v.post_id, o.name AS post, v.since, v.ended_at, v.limit_minutes, v.alarmed_at, v.alarmed_name, v.settled, v.settled_reason,
      v.learned_at, count(*) OVER ()::int AS total
    FROM vacancy v JOIN post o ON o.estate_id = v.estate_id AND o.id = v.post_id
    WHERE v.estate_id = ${estateId} AND v.since < ${f.until} AND (v.ended_at IS NULL OR v.ended_at >= ${f.from})
      AND (${f.postId ?? null}::uuid IS NULL OR v.post_id = ${f.postId ?? null}::uuid)
    ORDER BY v.since DESC, v.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}
