/** SQL of tariffs. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { TariffBody } from './contract-tariff.ts'

export interface TariffRow {
  id: string
  lot_id: string
  name: string
  basis: string
  body: TariffBody
  state: 'draft' | 'published' | 'withdrawn'
  effective_on: string | null
  made_by: string
  made_at: Instant
  published_by: string | null
  published_at: Instant | null
  version: number
}

const columns = sql`id, lot_id, name, basis, body, state, effective_on::text, made_by, made_at, published_by, published_at, version`

/** The tariffs of a lot, those to come first, then the one in force, then the past; drafts at the head. */
export async function tariffs(
  db: Db,
  estateId: string,
  where: { lotId?: string; id?: string; published?: boolean },
): Promise<TariffRow[]> {
  const found = await sql<TariffRow>`SELECT ${columns} FROM parking_tariff WHERE estate_id = ${estateId}
      AND (${where.lotId ?? null}::uuid IS NULL OR lot_id = ${where.lotId ?? null}::uuid)
      AND (${where.id ?? null}::uuid IS NULL OR id = ${where.id ?? null}::uuid)
      AND (${where.published ?? false} IS FALSE OR state = 'published')
    ORDER BY effective_on DESC NULLS FIRST, made_at DESC`.execute(db)
  return found.rows
}

export async function insertTariff(
  db: Db,
  estateId: string,
  t: { id: string; lotId: string; name: string; basis: string; body: TariffBody; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO parking_tariff (estate_id, id, lot_id, name, basis, body, state, made_by, made_at)
    VALUES (${estateId}, ${t.id}, ${t.lotId}, ${t.name}, ${t.basis}, ${JSON.stringify(t.body)}::jsonb, 'draft', ${t.by}, ${t.at})`.execute(
    db,
  )
}

export async function changeDraft(
  db: Db,
  estateId: string,
  t: { id: string; version: number; name: string; basis: string; body: TariffBody },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_tariff SET name = ${t.name}, basis = ${t.basis}, body = ${JSON.stringify(t.body)}::jsonb, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${t.id} AND version = ${t.version} AND state = 'draft'`.execute(db)
  return done.numAffectedRows === 1n
}

export async function publish(
  db: Db,
  estateId: string,
  t: { id: string; version: number; on: string; by: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_tariff SET state = 'published', effective_on = ${t.on}::date, published_by = ${t.by}, published_at = ${t.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${t.id} AND version = ${t.version} AND state = 'draft'`.execute(db)
  return done.numAffectedRows === 1n
}

export async function withdraw(
  db: Db,
  estateId: string,
  t: { id: string; by: string; at: Instant; reason: string },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_tariff SET state = 'withdrawn', withdrawn_by = ${t.by}, withdrawn_at = ${t.at}, withdrawn_reason = ${t.reason}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${t.id} AND state IN ('draft', 'published')`.execute(db)
  return done.numAffectedRows === 1n
}
