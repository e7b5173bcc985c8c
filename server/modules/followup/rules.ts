/** Who may call whom, what an attempt makes of an item, and when a month may be closed. Pure. */

import type { FollowupCode } from './errors.ts'
import type { FollowUp, FollowUpReport, Result } from './measures.ts'

export interface CallRules {
  /** So many unanswered attempts … */
  attempts: number
  /** … on so many different days make somebody unreachable. */
  attemptDays: number
  /** A drawn item is to be called within so many days. */
  callDays: number
}

export interface Item extends FollowUp {
  how: 'major' | 'sample' | 'replacement' | null
  attempts: number
  attemptDays: number
}

/** Why this person may not call (see the phone number, record an answer), or null. */
export function callRefusal(
  item: Pick<Item, 'how' | 'result'>,
  handlers: readonly string[],
  accountId: string | null,
  monthClosed: boolean,
): FollowupCode | null {
  if (monthClosed) return 'followup.month_closed'
  if (item.how === null) return 'followup.not_drawn'
  if (item.result !== null) return 'followup.done'
  return accountId !== null && handlers.includes(accountId) ? 'followup.own_ticket' : null
}

export type Heard =
  | { outcome: 'answered'; satisfaction: 'satisfied' | 'partly' | 'dissatisfied' }
  | { outcome: 'refused' | 'noAnswer' }

/** What an item is after an attempt: unanswered ones add up until nobody can say that he was not tried. */
export function afterCall(
  item: Pick<Item, 'attempts' | 'attemptDays'>,
  heard: Heard,
  newDay: boolean,
  rules: CallRules,
): { attempts: number; attemptDays: number; result: Result | null } {
  const attempts = item.attempts + 1
  const attemptDays = item.attemptDays + (newDay ? 1 : 0)
  if (heard.outcome === 'answered') return { attempts, attemptDays, result: heard.satisfaction }
  if (heard.outcome === 'refused') return { attempts, attemptDays, result: 'refused' }
  const given = attempts >= rules.attempts && attemptDays >= rules.attemptDays
  return { attempts, attemptDays, result: given ? 'unreachable' : null }
}

/** Nobody answered there: the system puts the next of the drawn order in its place. */
export const wantsReplacement = (result: Result | null): boolean =>
  result === 'refused' || result === 'unreachable'

export interface Closing {
  over: boolean
  closed: boolean
  /** Rounds of the month that are not drawn yet. */
  roundsLeft: number
  items: readonly Item[]
  report: FollowUpReport
  reason: string | null
}

/** Is the month short of a target, so that it shows red and wants a written reason? */
export const isShort = (r: FollowUpReport): boolean => r.met.followed === false || r.met.major === false

/**
 * S1-50, S1-51: never silently below the share. A major matter that nobody has tried to the end keeps the month open;
 * one that could not be reached, or a share below the target, wants the director's written reason.
 */
export function closeRefusal(c: Closing): FollowupCode | null {
  if (c.closed) return 'followup.month_closed'
  if (!c.over) return 'followup.month_running'
  if (c.roundsLeft > 0) return 'followup.not_all_drawn'
  if (c.items.some(i => i.major && i.result === null)) return 'followup.major_missing'
  return isShort(c.report) && !c.reason ? 'followup.reason_needed' : null
}
