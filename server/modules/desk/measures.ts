/** Rates and their targets (SX-07). A zero denominator gives "no data", never 100 %. Pure. */

export interface Rate {
  numerator: number
  denominator: number
  /** Hundredths of a percent, rounded down so that a target is never shown as met when it is not; null: no data. */
  basisPoints: number | null
}

export function rate(numerator: number, denominator: number): Rate {
  const basisPoints = denominator === 0 ? null : Math.floor((numerator * 10_000) / denominator)
  return { numerator, denominator, basisPoints }
}

/** Met at the target: `percent` 90 means numerator × 100 ≥ 90 × denominator. Null when there is no data. */
export function meets(r: Pick<Rate, 'numerator' | 'denominator'>, percent: number): boolean | null {
  return r.denominator === 0 ? null : r.numerator * 100 >= percent * r.denominator
}
