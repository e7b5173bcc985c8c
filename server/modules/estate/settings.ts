/** Reading settings: the nearest place that has a value serves, from the estate up its regions to the installation. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../core/db.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { type Setting, type SettingKind, type SettingValue, settingKinds } from '../../core/settings.ts'

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

/** The stored form of a sealed value. */
interface SealedValue {
  sealed: string
}

export async function sealSetting(ctx: Ctx, setting: Setting, value: unknown): Promise<unknown> {
  if (!setting.sealed || value === null) return value
  const cipher = await ctx.cipher(NIL)
  return { sealed: cipher.seal(`setting.${setting.key}`, JSON.stringify(value)).toString('base64') }
}

export async function openSetting(ctx: Ctx, setting: Setting, stored: unknown): Promise<unknown> {
  if (!setting.sealed) return stored
  const cipher = await ctx.cipher(NIL)
  return JSON.parse(
    cipher.open(`setting.${setting.key}`, Buffer.from((stored as SealedValue).sealed, 'base64')),
  )
}

/**
 * The value in force, typed by the setting. Undefined only for a setting without an initial value that nobody filled:
 * whoever uses it then says so and names who must fill it (SX-10).
 */
export async function readSetting<K extends SettingKind>(
  ctx: Ctx,
  setting: Setting<K>,
  scope: SettingScope,
): Promise<SettingValue<K> | undefined> {
  const stored = (await storedSettings(ctx.db, scope)).find(s => s.key === setting.key)
  if (stored === undefined) return setting.initial
  const value = await openSetting(ctx, setting, stored.value)
  return settingKinds[setting.kind].parse(value) as SettingValue<K>
}
