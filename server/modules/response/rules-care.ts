/** Isolation and care as pure functions: how long, how often a day, and what was missed (J-03). Times are local. */
import { Temporal } from 'temporal-polyfill'

/** Rule set `response.care`; `until` are the local times by which the checks of a day are made. */
export interface CareRule {
  isolationDays: number
  isolationChecks: number
  careChecks: number
  until: string[]
}

/** The first day on which the person is free: start and 14 days make the fifteenth. */
export function endOn(startOn: string, rule: CareRule): string {
  return Temporal.PlainDate.from(startOn).add({ days: rule.isolationDays }).toString()
}

/** The time by which a turn is due; with fewer turns than times, the last ones of the day count. */
export function turnUntil(turn: number, checks: number, rule: CareRule): string {
  const at = turn - 1 + Math.max(0, rule.until.length - checks)
  return rule.until[Math.min(at, rule.until.length - 1)] ?? '24:00'
}

export interface CaseDays {
  startOn: string
  endOn: string | null
  checks: number
}

export type TurnState = 'done' | 'open' | 'missed'

/**
 * Today's checks of a case: none before its first day or from its end on. A turn is missed once its minute has begun
 * (12:00 is missed at 12:00, kept at 11:59).
 */
export function turnsOf(
  c: CaseDays,
  made: readonly number[],
  today: string,
  time: string,
  rule: CareRule,
): { turn: number; state: TurnState; until: string }[] {
  if (today < c.startOn || (c.endOn !== null && today >= c.endOn)) return []
  return Array.from({ length: c.checks }, (_, i) => {
    const turn = i + 1
    const until = turnUntil(turn, c.checks, rule)
    const state = made.includes(turn)
      ? ('done' as const)
      : time < until
        ? ('open' as const)
        : ('missed' as const)
    return { turn, state, until }
  })
}
