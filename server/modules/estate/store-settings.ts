/** SQL of settings. */
import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'

/** An estate, a region (by path), or neither: the installation. */
export interface SettingScope {
  estateId?: string | undefined
  regionPath?: string | undefined
}

export interface StoredSetting {
  scope_id: string
  key: string
  value: unknown
  changed_by: string
  changed_at: string
  /** The region's name; null for an estate or the installation. */
  place: string | null
  /** 0 here, larger farther away. */
  distance: number
}

/** Every stored value that is in force or would be, nearest first. */
export async function storedSettings(db: Db, scope: SettingScope): Promise<StoredSetting[]> {
  const { estateId, regionPath } = scope
  const home =
    estateId === undefined
      ? sql`${regionPath ?? ''}::text`
      : sql`(SELECT r.path FROM estate e JOIN region r ON r.id = e.region_id WHERE e.id = ${estateId})`
  const found = await sql<StoredSetting>`
    SELECT s.scope_id, s.key, s.value, s.changed_by, s.changed_at::text AS changed_at, r.name AS place,
      CASE WHEN s.scope_id = ${estateId ?? NIL}::uuid THEN 0 WHEN s.scope_id = ${NIL} THEN 1000 ELSE 999 - length(r.path) END AS distance
    FROM setting s LEFT JOIN region r ON r.id = s.scope_id
    WHERE ${sql<SqlBool>`(s.scope_id IN (${estateId ?? NIL}::uuid, ${NIL}::uuid) OR starts_with(${home}, r.path))`} AND s.value IS NOT NULL
    ORDER BY distance`.execute(db)
  return found.rows
}

/** Fills a setting at a place; null clears it there. */
export async function putSetting(
  db: Db,
  s: { scopeId: string; key: string; value: unknown; by: string; at: Instant },
): Promise<void> {
  if (s.value === null) {
    await sql`DELETE FROM setting WHERE scope_id = ${s.scopeId} AND key = ${s.key}`.execute(db)
    return
  }
  await sql`INSERT INTO setting (scope_id, key, value, changed_by, changed_at)
    VALUES (${s.scopeId}, ${s.key}, ${JSON.stringify(s.value)}::jsonb, ${s.by}, ${s.at})
    ON CONFLICT (scope_id, key) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(
    db,
  )
}
