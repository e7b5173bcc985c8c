/** Settings by place, and the open places of the mission's text (SX-10). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { settingKinds } from '../../core/settings.ts'

const Bilingual = z.object({ zh: z.string(), en: z.string() })
export const SettingPlace = z.enum(['system', 'region', 'estate'])

export const SettingRow = z.object({
  key: z.string(),
  kind: z.enum(Object.keys(settingKinds) as [keyof typeof settingKinds]),
  place: SettingPlace,
  title: Bilingual,
  hint: Bilingual,
  open: z.object({ quote: z.string(), source: z.string(), fills: Bilingual }).nullable(),
  /** The value in force here; null when nobody has filled it and there is no initial one. */
  value: z.unknown(),
  /** Where the value comes from. */
  from: z.enum(['here', 'region', 'system', 'initial']).nullable(),
  fromName: z.string().nullable(),
  /** An open place that nobody has filled: warned about wherever it is used. */
  empty: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** True, or the code of the refusal. */
  mayWrite: z.union([z.literal(true), z.string()]),
})

/** Neither: the whole installation. */
const PlaceQuery = z.object({ estateId: z.uuid().optional(), regionPath: z.string().max(200).optional() })

export const settingsApi = endpoints({
  'GET /api/settings': {
    permission: 'settings.read',
    summary: 'Settings in force at an estate, a region or the whole installation',
    query: PlaceQuery,
    response: z.object({ items: z.array(SettingRow) }),
  },
  'PUT /api/settings/:key': {
    permission: 'settings.write',
    summary: 'Fill or clear a setting at its place',
    params: z.object({ key: z.string().max(80) }),
    query: PlaceQuery,
    body: z.object({
      /** null clears it. */
      value: z.unknown(),
      /** When the writer's screen says it was last changed here; null when never. */
      seen: z.string().nullish(),
    }),
    response: SettingRow,
  },
})
