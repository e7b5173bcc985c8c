/** Reading settings: the nearest place that has a value serves, from the estate up its regions to the installation. */
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { type Setting, type SettingKind, type SettingValue, settingKinds } from '../../core/settings.ts'
import { type SettingScope, storedSettings } from './store-settings.ts'

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
