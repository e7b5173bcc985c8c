/** Passes that stay and their quotas (J-03), as pure functions: no clock, no I/O. web/pages/gate/quota.ts says the same on the terminal. */
import { Temporal } from 'temporal-polyfill'
import type { DirectionName, RefusalCode } from './rules.ts'

export type PermitKind = 'household' | 'worker' | 'shift'

export interface PermitRule {
  /** whose outings are counted under a closure */
  per: 'household' | 'person'
  /** how many in `everyDays` local days; 0: as many as they like */
  outings: number
  everyDays: number
  /** a household needs a pass to go out */
  required: boolean
  /** how many days a pass lasts when nothing else is said */
  days: Record<PermitKind, number>
  /** kinds that open outside the closure's hours too */
  beyondHours: readonly PermitKind[]
}

/**
 * The local day on which the next outing is free, or null when one is free today. An outing of day D counts on D and the
 * days after it until, but not on, D + everyDays.
 * @param days local days of earlier outings, in any order
 * @param count how many want to go out now
 */
export function nextOuting(
  rule: Pick<PermitRule, 'outings' | 'everyDays'>,
  days: readonly string[],
  today: string,
  count = 1,
): { used: number; next: string | null } {
  const since = Temporal.PlainDate.from(today)
    .subtract({ days: rule.everyDays - 1 })
    .toString()
  const inWindow = days.filter(day => day >= since && day <= today).sort()
  const used = inWindow.length
  if (rule.outings === 0 || used + count <= rule.outings) return { used, next: null }
  // some may still go today, only not so many at once
  if (used < rule.outings) return { used, next: today }
  const last = inWindow[used - rule.outings] ?? today
  return { used, next: Temporal.PlainDate.from(last).add({ days: rule.everyDays }).toString() }
}

export interface PermitFacts {
  state: 'live' | 'lost' | 'revoked'
  /** epoch ms */
  fromMs: number
  untilMs: number
  gates: readonly string[] | null
  hours: { from: string; until: string } | null
}

/** Why a standing pass does not open this gate now; leaving needs it as entering does. `minute` is of the local day, with fractions. */
export function permitRefusal(
  permit: PermitFacts,
  gateId: string,
  nowMs: number,
  minute: number,
): RefusalCode | null {
  if (permit.state === 'lost') return 'pass_lost'
  if (permit.state === 'revoked') return 'pass_revoked'
  if (nowMs < permit.fromMs) return 'pass_early'
  if (nowMs >= permit.untilMs) return 'pass_late'
  if (permit.gates !== null && !permit.gates.includes(gateId)) return 'pass_gate'
  const { hours } = permit
  if (hours === null || (minuteOf(hours.from) <= minute && minute < minuteOf(hours.until))) return null
  return 'pass_hours'
}

const minuteOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))

export interface OutingAsk {
  closure: boolean
  direction: DirectionName
  emergency: boolean
  /** the kind of a pass that was shown and opens */
  shown: PermitKind | null
}

/** Whether this attempt takes from a quota: a resident's way out under a closure, but not on a worker's or shift pass. */
export function takesOuting(a: OutingAsk): boolean {
  return a.closure && a.direction === 'out' && !a.emergency && a.shown !== 'worker' && a.shown !== 'shift'
}
