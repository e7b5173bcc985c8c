/** The numbers of parking: ratio, shortage, age, peak. Pure. */

export interface NumbersRules {
  /** The last year of completion that makes an estate old (S4-03). */
  oldUntil: number
  /** Last years of the age bands, ascending. */
  bands: number[]
  /** A complaint is about parking when its text has one of these words (a regular expression). */
  complaint: string
}

/** Spaces per hundred, to one decimal: 0.74 a household is 74.0; nothing without a household. */
export function perHundred(spaces: number, of: number): number | null {
  return of > 0 ? Math.round((spaces * 1000) / of) / 10 : null
}

/** S4-02: registered cars beyond the spaces there are; never below nothing. */
export const shortageOf = (cars: number, spaces: number): number => Math.max(0, cars - spaces)

/** S4-15: how much of the waiting list new spaces meet, in per cent, cut and at most 100; nothing when nobody waits. */
export function demandMet(added: number, waiting: number): number | null {
  return waiting > 0 ? Math.min(100, Math.floor((added * 100) / waiting)) : null
}

/** The band of a year: `≤1990`, `1991–2000`, …, `>2020`; `?` when it is not known. */
export function bandOf(year: number | null, bands: readonly number[]): string {
  if (year === null) return '?'
  const at = bands.findIndex(last => year <= last)
  if (at === 0) return `≤${bands[0]}`
  if (at < 0) return `>${bands.at(-1)}`
  return `${(bands[at - 1] ?? 0) + 1}–${bands[at]}`
}

export const isOld = (year: number | null, rules: Pick<NumbersRules, 'oldUntil'>): boolean | null =>
  year === null ? null : year <= rules.oldUntil

export interface PeakCount {
  /** 0 to 287: which five minutes of the day. */
  slot: number
  direction: 'in' | 'out'
  n: number
}

export interface Peak {
  days: number
  /** Mean cars per five minutes of a day, in slots. */
  in: number[]
  out: number[]
  /** The busiest five minutes: when, and how many on average. */
  busiest: { slot: number; direction: 'in' | 'out'; cars: number } | null
}

/** S4-06: counts of a span as means per day; a day without a car counts as a day. */
export function peakOf(counts: readonly PeakCount[], days: number): Peak {
  const of = (direction: 'in' | 'out') => {
    const out = Array.from({ length: 288 }, () => 0)
    for (const c of counts) if (c.direction === direction) out[c.slot] = (out[c.slot] ?? 0) + c.n
    return out.map(n => Math.round((n * 100) / Math.max(1, days)) / 100)
  }
  const both = { in: of('in'), out: of('out') }
  let busiest: Peak['busiest'] = null
  for (const direction of ['in', 'out'] as const)
    both[direction].forEach((cars, slot) => {
      if (cars > 0 && cars > (busiest?.cars ?? 0)) busiest = { slot, direction, cars }
    })
  return { days, ...both, busiest }
}
