/** SQL of merchants and their coupons. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface MerchantRow {
  id: string
  name: string
  unit_id: string | null
  room: string | null
  minutes: number
  amount: number
  month_coupons: number
  percent: number
  active: boolean
  version: number
  used: number
}

export async function merchants(
  db: Db,
  estateId: string,
  month: { from: Instant; until: Instant },
  f: { id?: string; unitIds?: readonly string[]; lock?: boolean },
): Promise<MerchantRow[]> {
  const asked = [sql`m.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`m.id = ${f.id}`)
  if (f.unitIds) asked.push(sql`m.unit_id = ANY(${[...f.unitIds]}::uuid[])`)
  const found =
    await sql<MerchantRow>`SELECT m.id, m.name, m.unit_id, u.label AS room, m.minutes, m.amount, m.month_coupons, m.percent, m.active, m.version,
      (SELECT count(*)::int FROM parking_coupon c WHERE c.estate_id = m.estate_id AND c.merchant_id = m.id AND c.given_at >= ${month.from}
        AND c.given_at < ${month.until}) AS used
    FROM parking_merchant m LEFT JOIN unit u ON u.estate_id = m.estate_id AND u.id = m.unit_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY m.active DESC, m.name`.execute(db)
  return found.rows
}

/** Two hands that give the last coupon of a month come one after the other. */
export async function lockMerchant(db: Db, estateId: string, id: string): Promise<boolean> {
  const found =
    await sql`SELECT id FROM parking_merchant WHERE estate_id = ${estateId} AND id = ${id} FOR UPDATE`.execute(
      db,
    )
  return found.rows.length === 1
}

export async function insertMerchant(
  db: Db,
  estateId: string,
  m: {
    id: string
    name: string
    unitId: string | null
    minutes: number
    amount: number
    monthCoupons: number
    percent: number
    by: string
    at: Instant
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_merchant (estate_id, id, name, unit_id, minutes, amount, month_coupons, percent, made_by, made_at)
    VALUES (${estateId}, ${m.id}, ${m.name}, ${m.unitId}, ${m.minutes}, ${m.amount}, ${m.monthCoupons}, ${m.percent}, ${m.by}, ${m.at})
    ON CONFLICT (estate_id, name) DO NOTHING RETURNING id`.execute(db)
  return made.rows.length === 1
}

export async function updateMerchant(
  db: Db,
  estateId: string,
  m: {
    id: string
    version: number
    minutes: number
    amount: number
    monthCoupons: number
    percent: number
    active: boolean
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_merchant SET minutes = ${m.minutes}, amount = ${m.amount}, month_coupons = ${m.monthCoupons}, percent = ${m.percent},
      active = ${m.active}, version = version + 1 WHERE estate_id = ${estateId} AND id = ${m.id} AND version = ${m.version}`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

/** @returns false when the stay has one already */
export async function insertCoupon(
  db: Db,
  estateId: string,
  c: {
    id: string
    merchantId: string
    stayId: string
    minutes: number
    amount: number
    percent: number
    by: string
    at: Instant
  },
): Promise<boolean> {
  const made =
    await sql`INSERT INTO parking_coupon (estate_id, id, merchant_id, stay_id, minutes, amount, percent, given_by, given_at)
    VALUES (${estateId}, ${c.id}, ${c.merchantId}, ${c.stayId}, ${c.minutes}, ${c.amount}, ${c.percent}, ${c.by}, ${c.at})
    ON CONFLICT (estate_id, stay_id) DO NOTHING RETURNING id`.execute(db)
  if (made.rows.length === 0) return false
  await sql`UPDATE parking_stay SET coupon_minutes = coupon_minutes + ${c.minutes}, coupon_amount = coupon_amount + ${c.amount}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${c.stayId}`.execute(db)
  return true
}

export async function couponOf(
  db: Db,
  estateId: string,
  stayId: string,
): Promise<{ id: string; minutes: number; amount: number } | undefined> {
  const found = await sql<{
    id: string
    minutes: number
    amount: number
  }>`SELECT id, minutes, amount FROM parking_coupon
    WHERE estate_id = ${estateId} AND stay_id = ${stayId}`.execute(db)
  return found.rows[0]
}

export async function valueCoupon(
  db: Db,
  estateId: string,
  id: string,
  value: number,
  at: Instant,
): Promise<void> {
  await sql`UPDATE parking_coupon SET value = ${value}, valued_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export interface CouponRow {
  id: string
  merchant_id: string
  merchant: string
  plate_sealed: Buffer | null
  given_at: Instant
  given_by: string
  left_at: Instant | null
  minutes: number
  amount: number
  percent: number
  value: number | null
  total: number
}

export async function coupons(
  db: Db,
  estateId: string,
  f: {
    id?: string
    merchantIds?: readonly string[] | undefined
    from?: Instant
    until?: Instant
    offset: number
    limit: number
  },
): Promise<CouponRow[]> {
  const asked = [sql`c.estate_id = ${estateId}`]
  if (f.id) asked.push(sql`c.id = ${f.id}`)
  if (f.merchantIds) asked.push(sql`c.merchant_id = ANY(${[...f.merchantIds]}::uuid[])`)
  if (f.from) asked.push(sql`c.given_at >= ${f.from}`)
  if (f.until) asked.push(sql`c.given_at < ${f.until}`)
  const found =
    await sql<CouponRow>`SELECT c.id, c.merchant_id, m.name AS merchant, s.plate_sealed, c.given_at, c.given_by, s.left_at, c.minutes, c.amount, c.percent,
      c.value, (count(*) OVER ())::int AS total
    FROM parking_coupon c JOIN parking_merchant m ON m.estate_id = c.estate_id AND m.id = c.merchant_id
    JOIN parking_stay s ON s.estate_id = c.estate_id AND s.id = c.stay_id
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY c.given_at DESC, c.id OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
      db,
    )
  return found.rows
}
