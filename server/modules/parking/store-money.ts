/** SQL of fees, slips, shifts and closed days. Fees are added, never changed. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface FeeRow {
  id: string
  stay_id: string
  kind: 'paid' | 'owed' | 'waived'
  until_at: Instant
  total: number
  before: number
  amount: number
  lines: { text: string; amount: number; kind: string; from: string | null; until: string | null }[]
  way: string | null
  shift_id: string | null
  payment_id: string | null
  reason: string | null
  picture_id: string | null
  made_by: string
  made_name: string
  made_at: Instant
}

export async function insertFee(db: Db, estateId: string, f: FeeRow): Promise<void> {
  await sql`INSERT INTO parking_fee (estate_id, id, stay_id, kind, until_at, total, before, amount, lines, way, shift_id, payment_id, reason, picture_id,
      made_by, made_name, made_at)
    VALUES (${estateId}, ${f.id}, ${f.stay_id}, ${f.kind}, ${f.until_at}, ${f.total}, ${f.before}, ${f.amount}, ${JSON.stringify(f.lines)}::jsonb, ${f.way},
      ${f.shift_id}, ${f.payment_id}, ${f.reason}, ${f.picture_id}, ${f.made_by}, ${f.made_name}, ${f.made_at})`.execute(
    db,
  )
}

/** An owed fee that was paid later stands as paid, with who took it. */
export async function feePaid(
  db: Db,
  estateId: string,
  id: string,
  p: { way: string; shiftId: string | null; paymentId: string },
): Promise<void> {
  await sql`UPDATE parking_fee SET kind = 'paid', way = ${p.way}, shift_id = ${p.shiftId}, payment_id = ${p.paymentId}
    WHERE estate_id = ${estateId} AND id = ${id} AND kind = 'owed'`.execute(db)
}

export async function feesOf(db: Db, estateId: string, stayId: string): Promise<FeeRow[]> {
  const found =
    await sql<FeeRow>`SELECT id, stay_id, kind, until_at, total, before, amount, lines, way, shift_id, payment_id, reason, picture_id,
      made_by, made_name, made_at
    FROM parking_fee WHERE estate_id = ${estateId} AND stay_id = ${stayId} ORDER BY made_at, id`.execute(db)
  return found.rows
}

export interface FeeFilter {
  kind?: string | undefined
  way?: string | undefined
  shiftId?: string | undefined
  stayId?: string | undefined
  from?: Instant | undefined
  until?: Instant | undefined
  offset: number
  limit: number
}

export interface ListedFee extends FeeRow {
  plate_sealed: Buffer | null
  entered_at: Instant | null
  left_at: Instant | null
  lot: string
  receipt: { id: string; year: number; number: number } | null
  total_rows: number
  sum: number
}

/** Fees, the latest first, with their receipts; `sum` is over all that fit. */
export async function fees(db: Db, estateId: string, f: FeeFilter): Promise<ListedFee[]> {
  const found = await sql<ListedFee>`SELECT f.*, s.plate_sealed, s.entered_at, s.left_at, l.name AS lot,
      CASE WHEN r.id IS NULL THEN NULL ELSE jsonb_build_object('id', r.id, 'year', r.year, 'number', r.number) END AS receipt,
      (count(*) OVER ())::int AS total_rows, (sum(f.amount) OVER ())::bigint AS sum
    FROM parking_fee f JOIN parking_stay s ON s.estate_id = f.estate_id AND s.id = f.stay_id
    JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
    LEFT JOIN ledger_receipt r ON r.estate_id = f.estate_id AND r.payment_id = f.payment_id
    WHERE f.estate_id = ${estateId}
      AND (${f.kind ?? null}::text IS NULL OR f.kind = ${f.kind ?? null}::text)
      AND (${f.way ?? null}::text IS NULL OR f.way = ${f.way ?? null}::text)
      AND (${f.shiftId ?? null}::uuid IS NULL OR f.shift_id = ${f.shiftId ?? null}::uuid)
      AND (${f.stayId ?? null}::uuid IS NULL OR f.stay_id = ${f.stayId ?? null}::uuid)
      AND (${f.from ?? null}::timestamptz IS NULL OR f.made_at >= ${f.from ?? null}::timestamptz)
      AND (${f.until ?? null}::timestamptz IS NULL OR f.made_at < ${f.until ?? null}::timestamptz)
    ORDER BY f.made_at DESC, f.id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return found.rows
}

export interface SlipRow {
  id: string
  number: string
  stay_id: string
  amount: number
  account_id: string | null
  made_by: string
  made_at: Instant
  until_at: Instant
  paid_at: Instant | null
  receipt_id: string | null
  plate_sealed: Buffer | null
  payee: string | null
}

export async function insertSlip(
  db: Db,
  estateId: string,
  s: {
    id: string
    number: string
    stayId: string
    amount: number
    accountId: string | null
    by: string
    at: Instant
    until: Instant
  },
): Promise<void> {
  await sql`INSERT INTO parking_slip (estate_id, id, number, stay_id, amount, account_id, made_by, made_at, until_at)
    VALUES (${estateId}, ${s.id}, ${s.number}, ${s.stayId}, ${s.amount}, ${s.accountId}, ${s.by}, ${s.at}, ${s.until})`.execute(
    db,
  )
}

/** Slips that still wait, or one by its id. */
export async function slips(
  db: Db,
  estateId: string,
  where: { id?: string; ids?: readonly string[]; liveAt?: Instant; accountId?: string; stayId?: string },
): Promise<SlipRow[]> {
  const asked = [sql`p.estate_id = ${estateId}`]
  if (where.id) asked.push(sql`p.id = ${where.id}`)
  if (where.ids) asked.push(sql`p.id = ANY(${[...where.ids]}::uuid[])`)
  if (where.liveAt) asked.push(sql`p.paid_at IS NULL AND p.until_at > ${where.liveAt}`)
  if (where.accountId) asked.push(sql`p.account_id = ${where.accountId}`)
  if (where.stayId) asked.push(sql`p.stay_id = ${where.stayId}`)
  const found =
    await sql<SlipRow>`SELECT p.id, p.number, p.stay_id, p.amount, p.account_id, p.made_by, p.made_at, p.until_at, p.paid_at, p.receipt_id,
      s.plate_sealed, l.payee_text AS payee
    FROM parking_slip p JOIN parking_stay s ON s.estate_id = p.estate_id AND s.id = p.stay_id
    JOIN parking_lot l ON l.estate_id = s.estate_id AND l.id = s.lot_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY p.made_at DESC LIMIT 100`.execute(db)
  return found.rows
}

/** Whether a slip under this number waits to be paid. */
export async function numberWaits(db: Db, estateId: string, number: string, at: Instant): Promise<boolean> {
  const found = await sql`SELECT id FROM parking_slip
    WHERE estate_id = ${estateId} AND number = ${number} AND paid_at IS NULL AND until_at > ${at}`.execute(db)
  return found.rows.length > 0
}

/** @returns false when it was paid or ran out meanwhile */
export async function slipPaid(
  db: Db,
  estateId: string,
  s: { id: string; at: Instant; feeId: string; receiptId: string; reference: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_slip SET paid_at = ${s.at}, fee_id = ${s.feeId}, receipt_id = ${s.receiptId}, reference = ${s.reference}
    WHERE estate_id = ${estateId} AND id = ${s.id} AND paid_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

export interface ShiftRow {
  id: string
  booth: string
  account_id: string
  name: string
  opened_at: Instant
  float_cash: number
  closed_at: Instant | null
  system_cash: number | null
  counted_cash: number | null
  totals: WayTotals | null
  reason: string | null
  handed_to: string | null
  total: number
}

/** Fen by way of paying, and what was let off. */
export interface WayTotals {
  cash: number
  pos: number
  wechat: number
  alipay: number
  transfer: number
  other: number
  waived: number
  owed: number
  cars: number
}

export async function insertShift(
  db: Db,
  estateId: string,
  s: { id: string; booth: string; accountId: string; name: string; at: Instant; float: number },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_shift (estate_id, id, booth, account_id, name, opened_at, float_cash)
    VALUES (${estateId}, ${s.id}, ${s.booth}, ${s.accountId}, ${s.name}, ${s.at}, ${s.float})
    ON CONFLICT (estate_id, account_id) WHERE closed_at IS NULL DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export async function shifts(
  db: Db,
  estateId: string,
  where: {
    id?: string | undefined
    accountId?: string | undefined
    open?: boolean | undefined
    from?: Instant | undefined
    until?: Instant | undefined
    offset: number
    limit: number
  },
): Promise<ShiftRow[]> {
  const asked = [sql`estate_id = ${estateId}`]
  if (where.id) asked.push(sql`id = ${where.id}`)
  if (where.accountId) asked.push(sql`account_id = ${where.accountId}`)
  if (where.open !== undefined) asked.push(sql`(closed_at IS NULL) = ${where.open}`)
  if (where.from) asked.push(sql`opened_at >= ${where.from}`)
  if (where.until) asked.push(sql`opened_at < ${where.until}`)
  const found =
    await sql<ShiftRow>`SELECT id, booth, account_id, name, opened_at, float_cash, closed_at, system_cash, counted_cash, totals, reason, handed_to,
      (count(*) OVER ())::int AS total
    FROM parking_shift WHERE ${sql.join(asked, sql` AND `)} ORDER BY opened_at DESC OFFSET ${where.offset} LIMIT ${where.limit}`.execute(
      db,
    )
  return found.rows
}

/** Locks a shift; payments of it wait until the hand-over is done, or the hand-over for them. */
export async function lockShift(db: Db, estateId: string, id: string): Promise<boolean> {
  const found =
    await sql`SELECT id FROM parking_shift WHERE estate_id = ${estateId} AND id = ${id} AND closed_at IS NULL FOR UPDATE`.execute(
      db,
    )
  return found.rows.length > 0
}

export async function closeShift(
  db: Db,
  estateId: string,
  s: {
    id: string
    at: Instant
    system: number
    counted: number
    totals: WayTotals
    reason: string | null
    handedTo: string | null
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_shift SET closed_at = ${s.at}, system_cash = ${s.system}, counted_cash = ${s.counted},
      totals = ${JSON.stringify(s.totals)}::jsonb, reason = ${s.reason}, handed_to = ${s.handedTo}
    WHERE estate_id = ${estateId} AND id = ${s.id} AND closed_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

/** Sums by way over a shift or a stretch of time. */
export async function totals(
  db: Db,
  estateId: string,
  where: { shiftId?: string; from?: Instant; until?: Instant; noShift?: boolean },
): Promise<WayTotals> {
  const asked = [sql`estate_id = ${estateId}`]
  if (where.shiftId) asked.push(sql`shift_id = ${where.shiftId}`)
  if (where.from) asked.push(sql`made_at >= ${where.from}`)
  if (where.until) asked.push(sql`made_at < ${where.until}`)
  if (where.noShift) asked.push(sql`shift_id IS NULL`)
  const way = (name: string) =>
    sql`coalesce(sum(amount) FILTER (WHERE kind = 'paid' AND way = ${name}), 0)::bigint`
  const found =
    await sql<WayTotals>`SELECT ${way('cash')} AS cash, ${way('pos')} AS pos, ${way('wechat')} AS wechat, ${way('alipay')} AS alipay,
      ${way('transfer')} AS transfer, ${way('other')} AS other,
      coalesce(sum(amount) FILTER (WHERE kind = 'waived'), 0)::bigint AS waived,
      coalesce(sum(amount) FILTER (WHERE kind = 'owed'), 0)::bigint AS owed, count(DISTINCT stay_id)::int AS cars
    FROM parking_fee WHERE ${sql.join(asked, sql` AND `)}`.execute(db)
  return found.rows[0]!
}

export interface DayRow {
  day: string
  totals: unknown
  note: string | null
  closed_by: string
  closed_at: Instant
}

export async function days(db: Db, estateId: string, from: string, until: string): Promise<DayRow[]> {
  const found = await sql<DayRow>`SELECT day::text, totals, note, closed_by, closed_at FROM parking_day
    WHERE estate_id = ${estateId} AND day >= ${from}::date AND day < ${until}::date ORDER BY day`.execute(db)
  return found.rows
}

export async function insertDay(
  db: Db,
  estateId: string,
  d: { day: string; totals: object; note: string | null; by: string; at: Instant },
): Promise<boolean> {
  const made = await sql`INSERT INTO parking_day (estate_id, day, totals, note, closed_by, closed_at)
    VALUES (${estateId}, ${d.day}::date, ${JSON.stringify(d.totals)}::jsonb, ${d.note}, ${d.by}, ${d.at})
    ON CONFLICT (estate_id, day) DO NOTHING RETURNING day`.execute(db)
  return made.rows.length > 0
}

/** What the ledger holds of parking between two instants: paid in and paid back, apart by whether it is the owners'. */
export async function ledgerSums(
  db: Db,
  estateId: string,
  from: Instant,
  until: Instant,
): Promise<
  { source: string; public_income: boolean; charged: number; received: number; refunded: number }[]
> {
  const found = await sql<{
    source: string
    public_income: boolean
    charged: number
    received: number
    refunded: number
  }>`
    WITH c AS (SELECT c.source, c.public_income, c.amount FROM ledger_charge c
      WHERE c.estate_id = ${estateId} AND c.made_at >= ${from} AND c.made_at < ${until} AND c.source IN ('stay', 'permit')),
    p AS (SELECT c.source, c.public_income, h.amount FROM ledger_payment p
      JOIN ledger_share h ON h.estate_id = p.estate_id AND h.payment_id = p.id
      JOIN ledger_charge c ON c.estate_id = h.estate_id AND c.id = h.charge_id
      WHERE p.estate_id = ${estateId} AND p.made_at >= ${from} AND p.made_at < ${until} AND c.source IN ('stay', 'permit'))
    SELECT k.source, k.public_income,
      coalesce((SELECT sum(amount) FROM c WHERE c.source = k.source AND c.public_income = k.public_income), 0)::bigint AS charged,
      coalesce((SELECT sum(amount) FROM p WHERE p.source = k.source AND p.public_income = k.public_income AND amount > 0), 0)::bigint AS received,
      coalesce((SELECT sum(amount) FROM p WHERE p.source = k.source AND p.public_income = k.public_income AND amount < 0), 0)::bigint AS refunded
    FROM (VALUES ('stay', true), ('stay', false), ('permit', true), ('permit', false)) AS k (source, public_income)`.execute(
    db,
  )
  return found.rows
}
