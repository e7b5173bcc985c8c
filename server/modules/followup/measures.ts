/** Rates of the follow-up with their targets, and what is still reachable (S1-50..52, SX-07). Pure. */
import { meets, type Rate, rate } from '../desk/measures.ts'

export type Result = 'satisfied' | 'partly' | 'dissatisfied' | 'refused' | 'unreachable'

/** One closed complaint or inquiry of the month and what its follow-up call gave. */
export interface FollowUp {
  major: boolean
  /** Closed by the manager's documented final refusal: not satisfied, whatever was said later (K5). */
  finalRefusal: boolean
  /** null: not followed up yet. `refused` and `unreachable` are attempts, not follow-ups. */
  result: Result | null
}

export interface FollowUpTargets {
  normalPercent: number
  majorPercent: number
  satisfactionPercent: number
}

const ANSWERS: readonly (Result | null)[] = ['satisfied', 'partly', 'dissatisfied']
export const answered = (f: FollowUp): boolean => ANSWERS.includes(f.result)
const open = (f: FollowUp): boolean => f.result === null

export interface FollowUpReport {
  /** Answered follow-ups / closed in the month (S1-50). */
  followed: Rate
  /** The same among major ones (S1-51). */
  major: Rate
  /** Satisfied / answered and finally refused ones (S1-52, K5). */
  satisfied: Rate
  counts: Record<Result, number> & { open: number; finalRefusals: number }
  met: { followed: boolean | null; major: boolean | null; satisfied: boolean | null }
}

export function followUpReport(closed: readonly FollowUp[], targets: FollowUpTargets): FollowUpReport {
  const count = (test: (f: FollowUp) => boolean) => closed.filter(test).length
  const of = (result: Result) => count(f => f.result === result)
  const followed = rate(count(answered), closed.length)
  const major = rate(
    count(f => f.major && answered(f)),
    count(f => f.major),
  )
  const satisfied = rate(
    count(f => f.result === 'satisfied' && !f.finalRefusal),
    count(f => answered(f) || f.finalRefusal),
  )
  return {
    followed,
    major,
    satisfied,
    counts: {
      satisfied: of('satisfied'),
      partly: of('partly'),
      dissatisfied: of('dissatisfied'),
      refused: of('refused'),
      unreachable: of('unreachable'),
      open: count(open),
      finalRefusals: count(f => f.finalRefusal),
    },
    met: {
      followed: meets(followed, targets.normalPercent),
      major: meets(major, targets.majorPercent),
      satisfied: meets(satisfied, targets.satisfactionPercent),
    },
  }
}

/** Where one rate stands, how far it can still come, and what it takes. */
export interface Outlook {
  present: Rate
  /** If everybody who can still be asked answers (and is satisfied). */
  best: Rate
  /** Further answers (satisfied ones) that are still missing; 0 when the target is met. */
  needed: number
  /** Who can still be asked. */
  left: number
  reachable: boolean
}

export interface Forecast {
  followed: Outlook
  major: Outlook
  satisfied: Outlook
}

/** Is each target still reachable, seen from today (at any day of the month)? */
export function forecast(closed: readonly FollowUp[], targets: FollowUpTargets): Forecast {
  const now = followUpReport(closed, targets)
  const left = closed.filter(open).length
  const majors = closed.filter(f => f.major && open(f)).length
  const share = (present: Rate, more: number, percent: number): Outlook => {
    const needed = Math.max(0, Math.ceil((present.denominator * percent) / 100) - present.numerator)
    const best = rate(present.numerator + more, present.denominator)
    return { present, best, needed, left: more, reachable: needed <= more }
  }
  return {
    followed: share(now.followed, left, targets.normalPercent),
    major: share(now.major, majors, targets.majorPercent),
    satisfied: satisfaction(now.satisfied, closed, targets.satisfactionPercent),
  }
}

/** Each further satisfied answer raises both numbers; who was finally refused stands in the denominator already. */
function satisfaction(present: Rate, closed: readonly FollowUp[], percent: number): Outlook {
  const left = closed.filter(f => open(f) && !f.finalRefusal).length
  const short = percent * present.denominator - 100 * present.numerator
  const needed =
    short <= 0 ? 0 : percent >= 100 ? Number.MAX_SAFE_INTEGER : Math.ceil(short / (100 - percent))
  const best = rate(present.numerator + left, present.denominator + left)
  return { present, best, needed, left, reachable: needed <= left }
}
