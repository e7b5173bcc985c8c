export const unitStates = [
  'unsold',
  'not_moved_in',
  'occupied',
  'handed_over',
  'renovating',
  'renovated',
  'let',
  'vacant',
] as const
export const unitUses = ['home', 'shop', 'office', 'other'] as const
export const buildingKinds = ['residential', 'commercial', 'mixed', 'other'] as const
export const cares = ['company', 'abandoned', 'self_managed'] as const
export const estateKinds = ['compound', 'courtyard', 'single_building'] as const
export const directions = ['front', 'back', 'east', 'south', 'west', 'north'] as const
export const organisationKinds = [
  'company',
  'developer',
  'subject_unit',
  'bureau',
  'subdistrict_office',
  'neighbourhood_committee',
  'brigade',
  'police',
  'other',
] as const

/** Options of a select from a closed list; the words stand in the locale file under the list's name. */
export function options<T extends string>(
  values: readonly T[],
  t: (key: string) => string,
  group: string,
): { value: T; label: string }[] {
  return values.map(value => ({ value, label: t(`${group}.${value}`) }))
}

/** What was typed as a number of the given decimals, as an integer; undefined when empty, NaN when it is none. */
export function typed(text: string, decimals = 0): number | undefined {
  const plain = text.trim().replace(/,/g, '')
  if (plain === '') return undefined
  const match = new RegExp(`^(\\d{1,12})(?:\\.(\\d{1,${Math.max(1, decimals)}}))?$`).exec(plain)
  if (!match || (decimals === 0 && match[2])) return Number.NaN
  return Number(match[1]) * 10 ** decimals + Number((match[2] ?? '').padEnd(decimals, '0') || 0)
}

/** The other way: 8950 with two decimals is 89.50. */
export function shown(value: number | null | undefined, decimals = 0): string {
  return value === null || value === undefined ? '' : (value / 10 ** decimals).toFixed(decimals)
}
