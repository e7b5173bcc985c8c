/** Operators: where a contract or policy stands, who may object to a fine and who decides. Pure. */
import { Temporal } from 'temporal-polyfill'

export interface OperatorRules {
  /** Least days for which pictures of cameras are kept. */
  cctvDays: number
  /** So many days before the last day of a contract or policy somebody is reminded. */
  remindDays: number
}

export type PeriodState = 'coming' | 'running' | 'soon' | 'over'

/** On its last day it still holds; `soon` from so many days before it on. */
export function periodState(
  day: string,
  from: string,
  until: string,
  endedOn: string | null,
  remindDays: number,
): PeriodState {
  if (endedOn !== null && day >= endedOn) return 'over'
  if (day > until) return 'over'
  if (day < from) return 'coming'
  return day >= Temporal.PlainDate.from(until).subtract({ days: remindDays }).toString() ? 'soon' : 'running'
}

export interface FineFacts {
  state: 'proposed' | 'objected' | 'imposed' | 'waived'
  /** The caller is one of the operator's own people. */
  theirs: boolean
  /** The caller proposed it. */
  own: boolean
}

export function fineAllowed(f: FineFacts): { object: true | string; decide: true | string } {
  const over = f.state === 'imposed' || f.state === 'waived'
  return {
    object: f.state !== 'proposed' ? 'operator.fine_state' : f.theirs ? true : 'operator.not_yours',
    decide: over ? 'operator.fine_state' : f.own || f.theirs ? 'operator.own_fine' : true,
  }
}
