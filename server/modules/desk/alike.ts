/** How alike two matters are: pairs of characters of the text, the place, the class. Pure. */
import { gramsOf } from './words.ts'

export interface Matter {
  text: string
  kind: string | null
  class: string | null
  unitId: string | null
  buildingId: string | null
  accusedUnitId: string | null
  place: string | null
}

/** Matters below this are not shown: a guess that is wrong costs the desk more than none. */
export const LEAST_SCORE = 40

/** Pairs of a text that tell something; single last signs and single Latin letters do not. */
function pairs(text: string): Set<string> {
  return new Set(gramsOf(text, '').filter(g => [...g].length > 1))
}

/** Dice's measure over pairs, 0 to 1; 0 when either text has none. */
export function textLikeness(a: string, b: string): number {
  const left = pairs(a)
  const right = pairs(b)
  if (left.size === 0 || right.size === 0) return 0
  let shared = 0
  for (const pair of left) if (right.has(pair)) shared++
  return (2 * shared) / (left.size + right.size)
}

/**
 * 0 to 100. Half of it is the text, the rest place and class: a second call about one lift comes from another home
 * with other words, but of the same building and class.
 */
export function likeness(a: Matter, b: Matter): number {
  const same = <K extends keyof Matter>(key: K) => a[key] !== null && a[key] === b[key]
  const text = textLikeness(a.text, b.text) * 60
  const where = same('accusedUnitId')
    ? 30
    : same('unitId')
      ? 25
      : same('place')
        ? 20
        : same('buildingId')
          ? 12
          : 0
  const what = same('kind') && same('class') ? 15 : same('kind') ? 5 : 0
  return Math.min(100, Math.round(text + where + what))
}
