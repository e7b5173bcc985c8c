/** The only SQL of money; rows are added, never changed. Every statement carries estate_id. */
import { type Insertable, sql } from 'kysely'
import type { LedgerPaymentTable, LedgerPrintTable } from '../../../db/types.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Share } from './rules.ts'

export interface NewChargeRow {
  estate_id: string
  id: string
  source: ChargeRow['source']
  source_id: string
  unit_id: string | null
  account_id: string | null
  person_id: string | null
  title: string
  unit_price: number | null
  unit: string | null
  quantity: number
  amount: number
  reverses?: string
  reason?: string
  made_by: string
  made_at: Instant
  public_income: boolean
}

/** @returns false when this very thing was charged before (a job that runs twice) */
export async function insertCharge(db: Db, r: NewChargeRow): Promise<boolean> {
  const made =
    await sql`INSERT INTO ledger_charge (estate_id, id, source, source_id, unit_id, account_id, person_id, title, unit_price, unit,
      quantity, amount, reverses, reason, made_by, made_at, public_income)
    VALUES (${r.estate_id}, ${r.id}, ${r.source}, ${r.source_id}, ${r.unit_id}, ${r.account_id}, ${r.person_id}, ${r.title}, ${r.unit_price},
      ${r.unit}, ${r.quantity}, ${r.amount}, ${r.reverses ?? null}, ${r.reason ?? null}, ${r.made_by}, ${r.made_at}, ${r.public_income})
    ON CONFLICT (estate_id, source, source_id) DO NOTHING RETURNING id`.execute(db)
  return made.rows.length > 0
}

export interface ChargeRow {
  id: string
  source: 'order' | 'stay' | 'permit' | 'damage' | 'reversal'
  source_id: string
  unit_id: string | null
  room: string | null
  account_id: string | null
  person_id: string | null
  title: string
  unit_price: number | null
  unit: string | null
  quantity: number
  amount: number
  paid: number
  reversed: boolean
  reverses: string | null
  reason: string | null
  made_by: string
  made_at: Instant
  public_income: boolean
  receipts: { id: string; year: number; number: number; amount: number }[]
}

export interface ChargeOwner {
  accountId: string
  personIds: readonly string[]
  unitIds: readonly string[]
}

/** A charge without a person is the home's: whoever held it when the charge was made sees it, a later holder does not. */
const belongsTo = (o: ChargeOwner) => sql<boolean>`(c.account_id = ${o.accountId}::uuid
  OR c.person_id = ANY(${[...o.personIds]}::uuid[])
  OR (c.account_id IS NULL AND c.person_id IS NULL AND c.unit_id = ANY(${[...o.unitIds]}::uuid[])
    AND EXISTS (SELECT 1 FROM role_assignment a WHERE a.account_id = ${o.accountId}::uuid AND a.scope = 'unit'
      AND a.target = c.unit_id AND a.from_at <= c.made_at AND (a.until_at IS NULL OR a.until_at > c.made_at))))`

export interface ChargeFilter {
  state: 'open' | 'paid' | 'all'
  id?: string | undefined
  ids?: readonly string[] | undefined
  unitId?: string | undefined
  sourceId?: string | undefined
  q?: string | undefined
  /** Only what belongs to this account, these persons or, where nobody is named, to these homes. */
  own?: ChargeOwner | undefined
  offset: number
  limit: number
}

const facts = sql`
  SELECT c.id, c.source, c.source_id, c.unit_id, u.label AS room, c.account_id, c.person_id, c.title, c.unit_price, c.unit, c.quantity,
    c.amount, c.reverses, c.reason, c.made_by, c.made_at, c.public_income, coalesce(s.paid, 0)::bigint AS paid, coalesce(s.receipts, '[]'::jsonb) AS receipts,
    EXISTS (SELECT 1 FROM ledger_charge x WHERE x.estate_id = c.estate_id AND x.reverses = c.id) AS reversed
  FROM ledger_charge c
  LEFT JOIN unit u ON u.estate_id = c.estate_id AND u.id = c.unit_id
  LEFT JOIN LATERAL (SELECT sum(h.amount) AS paid,
      jsonb_agg(jsonb_build_object('id', r.id, 'year', r.year, 'number', r.number, 'amount', h.amount) ORDER BY r.year, r.number) AS receipts
    FROM ledger_share h JOIN ledger_receipt r ON r.estate_id = h.estate_id AND r.payment_id = h.payment_id
    WHERE h.estate_id = c.estate_id AND h.charge_id = c.id) s ON TRUE`

/** Charges, open ones the oldest first, else the newest first; `open` is what all that fit still owe. */
export async function charges(
  db: Db,
  estateId: string,
  f: ChargeFilter,
): Promise<{ rows: ChargeRow[]; total: number; open: number }> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const own = f.own ? belongsTo(f.own) : sql`TRUE`
  const state = {
    open: sql`x.amount > 0 AND NOT x.reversed AND x.paid < x.amount`,
    paid: sql`x.amount > 0 AND NOT x.reversed AND x.paid >= x.amount`,
    all: sql`TRUE`,
  }[f.state]
  const order = f.state === 'open' ? sql`x.made_at, x.id` : sql`x.made_at DESC, x.id DESC`
  const found = await sql<ChargeRow & { total: number; open: number }>`
    SELECT x.*, (count(*) OVER ())::int AS total,
      (sum(CASE WHEN x.amount > 0 AND NOT x.reversed THEN x.amount - x.paid ELSE 0 END) OVER ())::bigint AS open
    FROM (${facts} WHERE c.estate_id = ${estateId} AND ${own}
      AND (${f.id ?? null}::uuid IS NULL OR c.id = ${f.id ?? null}::uuid)
      AND (${f.ids ? [...f.ids] : null}::uuid[] IS NULL OR c.id = ANY(${f.ids ? [...f.ids] : null}::uuid[]))
      AND (${f.unitId ?? null}::uuid IS NULL OR c.unit_id = ${f.unitId ?? null}::uuid)
      AND (${f.sourceId ?? null}::uuid IS NULL OR c.source_id = ${f.sourceId ?? null}::uuid)
      AND (${like}::text IS NULL OR c.title LIKE ${like} OR u.label LIKE ${like})) x
    WHERE ${state} ORDER BY ${order} OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  const [first] = found.rows
  return { rows: found.rows, total: first?.total ?? 0, open: first?.open ?? 0 }
}

/** Locks charges in the order of their ids, so that two cashiers never wait for each other in a ring. */
export async function lockCharges(db: Db, estateId: string, ids: readonly string[]): Promise<number> {
  const found = await sql<{ id: string }>`SELECT id FROM ledger_charge
    WHERE estate_id = ${estateId} AND id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`.execute(db)
  return found.rows.length
}

export async function lockPayment(db: Db, estateId: string, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`SELECT id FROM ledger_payment
    WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows.length > 0
}

export async function insertPayment(db: Db, row: Insertable<LedgerPaymentTable>): Promise<void> {
  await db.insertInto('ledger_payment').values(row).execute()
}

export async function insertShares(
  db: Db,
  estateId: string,
  paymentId: string,
  list: readonly Share[],
): Promise<void> {
  await db
    .insertInto('ledger_share')
    .values(
      list.map(s => ({
        estate_id: estateId,
        payment_id: paymentId,
        charge_id: s.chargeId,
        amount: s.amount,
      })),
    )
    .execute()
}

/**
 * The next number of the year and the receipt that carries it, in one statement and as the last of its transaction: who
 * waits for the number waits for one commit, and a number that is not used is given back.
 */
export async function insertReceipt(
  db: Db,
  r: { estateId: string; id: string; paymentId: string; year: number; by: string; at: Instant },
): Promise<number> {
  const made = await sql<{ number: number }>`WITH n AS (
    INSERT INTO ledger_counter AS c (estate_id, kind, year, last) VALUES (${r.estateId}, 'receipt', ${r.year}, 1)
    ON CONFLICT (estate_id, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last)
    INSERT INTO ledger_receipt (estate_id, id, payment_id, year, number, made_by, made_at)
    SELECT ${r.estateId}::uuid, ${r.id}::uuid, ${r.paymentId}::uuid, ${r.year}::int, n.last, ${r.by}::text, ${r.at}::timestamptz FROM n
    RETURNING number`.execute(db)
  return made.rows[0]!.number
}

export interface ReceiptRow {
  id: string
  year: number
  number: number
  payment_id: string
  way: 'cash' | 'pos' | 'wechat' | 'alipay' | 'transfer' | 'other'
  amount: number
  tendered: number | null
  reference: string | null
  refunds: string | null
  refunded_by: string | null
  reason: string | null
  made_by: string
  made_at: Instant
  room: string | null
  copies: number
  total: number
  sum: number
}

export interface ReceiptFilter {
  id?: string | undefined
  paymentId?: string | undefined
  from?: Instant | undefined
  until?: Instant | undefined
  way?: string | undefined
  q?: string | undefined
  offset: number
  limit: number
}

/** Receipts, the latest number first; `sum` is over all that fit. */
export async function receipts(db: Db, estateId: string, f: ReceiptFilter): Promise<ReceiptRow[]> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const found =
    await sql<ReceiptRow>`SELECT x.*, (count(*) OVER ())::int AS total, (sum(x.amount) OVER ())::bigint AS sum FROM (
    SELECT r.id, r.year, r.number, r.payment_id, p.way, p.amount, p.tendered, p.reference, p.refunds, p.reason, p.made_by, p.made_at,
      (SELECT b.made_by FROM ledger_payment b WHERE b.estate_id = p.estate_id AND b.refunds = p.id) AS refunded_by,
      (SELECT string_agg(DISTINCT u.label, '、') FROM ledger_share h
        JOIN ledger_charge c ON c.estate_id = h.estate_id AND c.id = h.charge_id
        JOIN unit u ON u.estate_id = c.estate_id AND u.id = c.unit_id
        WHERE h.estate_id = p.estate_id AND h.payment_id = p.id) AS room,
      (SELECT count(*)::int FROM ledger_print l WHERE l.estate_id = r.estate_id AND l.receipt_id = r.id) AS copies
    FROM ledger_receipt r JOIN ledger_payment p ON p.estate_id = r.estate_id AND p.id = r.payment_id
    WHERE r.estate_id = ${estateId}
      AND (${f.id ?? null}::uuid IS NULL OR r.id = ${f.id ?? null}::uuid)
      AND (${f.paymentId ?? null}::uuid IS NULL OR r.payment_id = ${f.paymentId ?? null}::uuid)
      AND (${f.from ?? null}::timestamptz IS NULL OR p.made_at >= ${f.from ?? null}::timestamptz)
      AND (${f.until ?? null}::timestamptz IS NULL OR p.made_at < ${f.until ?? null}::timestamptz)
      AND (${f.way ?? null}::text IS NULL OR p.way = ${f.way ?? null}::text)) x
    WHERE (${like}::text IS NULL OR x.room LIKE ${like} OR (x.year || '-' || lpad(x.number::text, 6, '0')) LIKE ${like})
    ORDER BY x.year DESC, x.number DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(db)
  return found.rows
}

export interface LineRow {
  payment_id: string
  charge_id: string
  title: string
  room: string | null
  unit_price: number | null
  unit: string | null
  quantity: number
  charged: number
  amount: number
  account_id: string | null
  person_id: string | null
}

/** What the payments settled. */
export async function lines(db: Db, estateId: string, paymentIds: readonly string[]): Promise<LineRow[]> {
  const found =
    await sql<LineRow>`SELECT h.payment_id, h.charge_id, c.title, u.label AS room, c.unit_price, c.unit, c.quantity,
      c.amount AS charged, h.amount, c.account_id, c.person_id
    FROM ledger_share h JOIN ledger_charge c ON c.estate_id = h.estate_id AND c.id = h.charge_id
    LEFT JOIN unit u ON u.estate_id = c.estate_id AND u.id = c.unit_id
    WHERE h.estate_id = ${estateId} AND h.payment_id = ANY(${[...paymentIds]}::uuid[]) ORDER BY c.made_at, c.id`.execute(
      db,
    )
  return found.rows
}

export interface PrintRow {
  copy: number
  paper: string
  made_by: string
  made_at: Instant
}

export async function printLog(db: Db, estateId: string, receiptId: string): Promise<PrintRow[]> {
  const found = await sql<PrintRow>`SELECT copy, paper, made_by, made_at FROM ledger_print
    WHERE estate_id = ${estateId} AND receipt_id = ${receiptId} ORDER BY copy`.execute(db)
  return found.rows
}

/** Locks the receipt, so that two prints at one moment are two copies. @returns false when there is no such receipt */
export async function lockReceipt(db: Db, estateId: string, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`SELECT id FROM ledger_receipt
    WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(db)
  return found.rows.length > 0
}

export async function insertPrint(db: Db, row: Insertable<LedgerPrintTable>): Promise<void> {
  await db.insertInto('ledger_print').values(row).execute()
}
