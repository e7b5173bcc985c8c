/** SQL of payment notices: told once by reference, settled once. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { NoticeWhy } from './pay-notice-rules.ts'

export type NoticeState = 'matched' | 'open' | 'dismissed'
export type NoticeWay = 'wechat' | 'alipay' | 'pos' | 'transfer' | 'other'

export interface NoticeRow {
  id: string
  reference: string
  slip_number: string | null
  amount: number
  way: NoticeWay
  paid_at: Instant
  note: string | null
  told_by: string
  told_at: Instant
  state: NoticeState
  why: NoticeWhy | null
  slip_id: string | null
  settled_by: string | null
  settled_at: Instant | null
  settled_reason: string | null
  plate_sealed: Buffer | null
  receipt: { id: string; year: number; number: number } | null
  total: number
}

export type NewNotice = Pick<
  NoticeRow,
  'id' | 'reference' | 'slip_number' | 'amount' | 'way' | 'paid_at' | 'note' | 'told_by' | 'told_at' | 'why'
>

/** Keeps it as open, before anything is decided. @returns false when this reference was told before */
export async function insertNotice(db: Db, estateId: string, n: NewNotice): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_pay_notice (estate_id, id, reference, slip_number, amount, way, paid_at, note, told_by, told_at, state, why)
    VALUES (${estateId}, ${n.id}, ${n.reference}, ${n.slip_number}, ${n.amount}, ${n.way}, ${n.paid_at}, ${n.note}, ${n.told_by}, ${n.told_at}, 'open', ${n.why})
    ON CONFLICT (estate_id, reference) DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export async function notices(
  db: Db,
  estateId: string,
  where: {
    id?: string | undefined
    reference?: string | undefined
    state?: NoticeState | undefined
    from?: Instant | undefined
    until?: Instant | undefined
    offset: number
    limit: number
  },
): Promise<NoticeRow[]> {
  const asked = [sql`n.estate_id = ${estateId}`]
  if (where.id) asked.push(sql`n.id = ${where.id}`)
  if (where.reference) asked.push(sql`n.reference = ${where.reference}`)
  if (where.state) asked.push(sql`n.state = ${where.state}`)
  if (where.from) asked.push(sql`n.told_at >= ${where.from}`)
  if (where.until) asked.push(sql`n.told_at < ${where.until}`)
  const found =
    await sql<NoticeRow>`SELECT n.id, n.reference, n.slip_number, n.amount, n.way, n.paid_at, n.note, n.told_by, n.told_at, n.state, n.why, n.slip_id,
      n.settled_by, n.settled_at, n.settled_reason, s.plate_sealed,
      CASE WHEN r.id IS NULL THEN NULL ELSE jsonb_build_object('id', r.id, 'year', r.year, 'number', r.number) END AS receipt,
      (count(*) OVER ())::int AS total
    FROM parking_pay_notice n
    LEFT JOIN parking_slip p ON p.estate_id = n.estate_id AND p.id = n.slip_id AND n.state = 'matched'
    LEFT JOIN parking_stay s ON s.estate_id = p.estate_id AND s.id = p.stay_id
    LEFT JOIN ledger_receipt r ON r.estate_id = p.estate_id AND r.id = p.receipt_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY n.state = 'open' DESC, n.told_at DESC, n.id DESC OFFSET ${where.offset} LIMIT ${where.limit}`.execute(
      db,
    )
  return found.rows
}

export async function openNotices(db: Db, estateId: string): Promise<number> {
  const found = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM parking_pay_notice WHERE estate_id = ${estateId} AND state = 'open'`.execute(
    db,
  )
  return found.rows[0]?.n ?? 0
}

/** @returns false when it is open no more */
export async function settleNotice(
  db: Db,
  estateId: string,
  n: {
    id: string
    state: 'matched' | 'dismissed'
    /** why it had waited; null for what was matched at once */
    why: NoticeWhy | null
    slipId: string | null
    by: string
    at: Instant
    reason: string | null
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_pay_notice SET state = ${n.state}, why = ${n.why}, slip_id = ${n.slipId}, settled_by = ${n.by}, settled_at = ${n.at}, settled_reason = ${n.reason}
    WHERE estate_id = ${estateId} AND id = ${n.id} AND state = 'open'`.execute(db)
  return done.numAffectedRows === 1n
}

/** What was found out about why the program cannot match it. */
export async function setWhy(db: Db, estateId: string, id: string, why: NoticeWhy): Promise<void> {
  await sql`UPDATE parking_pay_notice SET why = ${why} WHERE estate_id = ${estateId} AND id = ${id} AND state = 'open'`.execute(
    db,
  )
}

/** Every slip that carried a number, paid, waiting or over. */
export async function slipsNumbered(
  db: Db,
  estateId: string,
  number: string,
): Promise<{ id: string; amount: number; paid: boolean; until_at: Instant }[]> {
  const found = await sql<{ id: string; amount: number; paid: boolean; until_at: Instant }>`
    SELECT id, amount, paid_at IS NOT NULL AS paid, until_at FROM parking_slip WHERE estate_id = ${estateId} AND number = ${number}`.execute(
    db,
  )
  return found.rows
}

/** Unpaid slips for which a payment may have been made: made before it, of its sum or number, the latest first. */
export async function slipsLike(
  db: Db,
  estateId: string,
  n: { amount: number; number: string | null; at: Instant },
): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT id FROM parking_slip
    WHERE estate_id = ${estateId} AND paid_at IS NULL AND made_at <= ${n.at} AND (amount = ${n.amount} OR number = ${n.number})
    ORDER BY number = ${n.number} DESC NULLS LAST, made_at DESC LIMIT 10`.execute(db)
  return found.rows.map(r => r.id)
}

/** F-13: what a payer wrote is a trace of a person, like a plate. */
export async function forgetNotes(db: Db, before: Instant): Promise<void> {
  await sql`UPDATE parking_pay_notice SET note = NULL WHERE note IS NOT NULL AND told_at < ${before}`.execute(
    db,
  )
}
