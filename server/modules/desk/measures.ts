/** Rates of the desk with their definitions (SX-07). A zero denominator gives "no data", never 100 %. Pure. */

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
export function meets(r: Rate, percent: number): boolean | null {
  return r.denominator === 0 ? null : r.numerator * 100 >= percent * r.denominator
}

/** One closed complaint or inquiry of the month and what its follow-up call gave. */
export interface FollowUp {
  major: boolean
  /** null: not followed up yet. `refused` and `unreachable` are attempts, not follow-ups. */
  result: 'satisfied' | 'dissatisfied' | 'refused' | 'unreachable' | null
}

export interface FollowUpTargets {
  normalPercent: number
  majorPercent: number
  satisfactionPercent: number
}

export interface FollowUpReport {
  /** Answered follow-ups / closed in the month (S1-50). */
  followed: Rate
  /** The same among major ones (S1-51). */
  major: Rate
  /** Satisfied / answered (S1-52). */
  satisfied: Rate
  refused: number
  unreachable: number
  met: { followed: boolean | null; major: boolean | null; satisfied: boolean | null }
}

export function followUpReport(closed: readonly FollowUp[], targets: FollowUpTargets): FollowUpReport {
  const answered = (f: FollowUp) => f.result === 'satisfied' || f.result === 'dissatisfied'
  const count = (test: (f: FollowUp) => boolean) => closed.filter(test).length
  const followed = rate(count(answered), closed.length)
  const major = rate(
    count(f => f.major && answered(f)),
    count(f => f.major),
  )
  const satisfied = rate(
    count(f => f.result === 'satisfied'),
    count(answered),
  )
  return {
    followed,
    major,
    satisfied,
    refused: count(f => f.result === 'refused'),
    unreachable: count(f => f.result === 'unreachable'),
    met: {
      followed: meets(followed, targets.normalPercent),
      major: meets(major, targets.majorPercent),
      satisfied: meets(satisfied, targets.satisfactionPercent),
    },
  }
}
