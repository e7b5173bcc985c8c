/**
 * Settings that a module declares, and the open places of the mission's text (SX-10): what the text lost is never
 * filled silently. An open place has no default; until somebody fills it, screens warn and say who must.
 */
import { z } from 'zod'
import type { Bilingual } from './formats.ts'

/** The narrowest place where a setting may be filled; wider places serve until it is. */
export type SettingPlace = 'system' | 'region' | 'estate'

const isoDate = z.iso.date()

/** How a value is written; the screen draws its field from this. */
export const settingKinds = {
  text: z.string().trim().min(1).max(500),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+() -]{5,25}$/, { message: '请填写电话号码 | Enter a phone number' }),
  date: isoDate,
  /** A day of the year in which the text runs: 2026-06-30. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { message: '请写成 2026-06 | Write it as 2026-06' }),
  year: z.int().min(2000).max(2100),
  count: z.int().min(0).max(1_000_000),
  minutes: z.int().min(1).max(525_600),
  /** A time limit as the text states them: 15 minutes, 8 hours, 3 working days. */
  limit: z.object({
    amount: z.int().min(1).max(10_000),
    unit: z.enum(['minute', 'hour', 'working_day']),
  }),
} as const

export type SettingKind = keyof typeof settingKinds
export type SettingValue<K extends SettingKind> = z.output<(typeof settingKinds)[K]>

export interface SettingSpec<K extends SettingKind = SettingKind> {
  kind: K
  place: SettingPlace
  title: Bilingual
  /** What it is used for, and in what unit. */
  hint: Bilingual
  /** Used until a place has its own value. An open place has none. */
  initial?: SettingValue<K>
  /** An open place: the words of the text around the gap, and who must fill it. */
  open?: { quote: string; source: string; fills: Bilingual }
  /** Kept encrypted (a person's phone). */
  sealed?: boolean
}

export type Setting<K extends SettingKind = SettingKind> = SettingSpec<K> & { key: string }

const registry = new Map<string, Setting>()

/** Every declared setting, in order of declaration. */
export function allSettings(): Setting[] {
  return [...registry.values()]
}

export function settingOf(key: string): Setting | undefined {
  return registry.get(key)
}

/**
 * Declares a module's settings; the answer has the same keys.
 * @throws Error at start when a key is declared twice, or when an open place has an initial value
 */
export function defineSettings<const T extends Record<string, SettingSpec>>(
  table: T,
): { [Key in keyof T]: Setting<T[Key]['kind']> } {
  const made: Record<string, Setting> = {}
  for (const [key, spec] of Object.entries(table)) {
    if (registry.has(key)) throw new Error(`setting ${key} is declared twice`)
    if (spec.open !== undefined && spec.initial !== undefined)
      throw new Error(`setting ${key} is an open place and must not fill itself`)
    const setting: Setting = { ...spec, key }
    registry.set(key, setting)
    made[key] = setting
  }
  return made as { [Key in keyof T]: Setting<T[Key]['kind']> }
}
