/** Standard and own target of a figure (S7-07). Pure. */

export interface TargetPair {
  standard: number | null
  own: number | null
}

/** What is measured against: never less than the standard. */
export function targetOf(t: TargetPair): number | null {
  if (t.own === null) return t.standard
  return t.standard === null ? t.own : Math.max(t.own, t.standard)
}

/** May this be the own target? At the standard it may, below it never. */
export const belowStandard = (standard: number | null, own: number): boolean =>
  standard !== null && own < standard
