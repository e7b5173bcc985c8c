/** What is wrong with a promise that somebody typed, with the case named. Pure. */
import type { Clock, Frame, PromiseRule, StartEvent } from './promise-rule.ts'

export type RuleFault =
  | 'desk.rule.amount'
  | 'desk.rule.most'
  | 'desk.rule.max'
  | 'desk.rule.frame'
  | 'desk.rule.frameOverlap'
  | 'desk.rule.frameUnit'
  | 'desk.rule.soon'
  | 'desk.rule.threeMinute'
  | 'desk.rule.order'

/** A rule as it is typed; `clock` and reminders are absent where only its time is judged. */
export type TypedRule = PromiseRule & {
  max?: number | null
  chosen?: boolean
  clock?: Clock
  soonMinutes?: number
}

export interface Fault {
  code: RuleFault
  params: Record<string, string>
}

/** A year in each unit: nobody promises more, a larger figure is a slip of the pen. */
const MOST = { minutes: 525_600, days24: 366, workingDays: 250 } as const
const THREE = 3

/** The first thing that is wrong, or null. */
export function findFault(rule: TypedRule): Fault | null {
  const fault = (code: RuleFault, params: Record<string, string> = {}): Fault => ({ code, params })
  const least = rule.unit === 'minutes' && rule.clock === undefined ? 0 : 1
  if (!Number.isInteger(rule.amount) || rule.amount < least) return fault('desk.rule.amount')
  if (rule.amount > MOST[rule.unit] || (rule.max ?? 0) > MOST[rule.unit])
    return fault('desk.rule.most', { max: String(MOST[rule.unit]) })
  if (rule.max != null && (!Number.isInteger(rule.max) || rule.max < rule.amount))
    return fault('desk.rule.max', { max: String(rule.max), amount: String(rule.amount) })
  if (rule.clock === 'threeMinute' && (rule.unit !== 'minutes' || rule.amount > THREE || rule.frames?.length))
    return fault('desk.rule.threeMinute')
  if (rule.unit === 'minutes' && (rule.soonMinutes ?? 0) >= rule.amount && rule.amount > 0)
    return fault('desk.rule.soon', { soon: String(rule.soonMinutes), amount: String(rule.amount) })
  return frameFault(rule)
}

function frameFault(rule: TypedRule): Fault | null {
  const frames = [...(rule.frames ?? [])].sort((a, b) => a.from.localeCompare(b.from))
  if (frames.length > 0 && rule.unit !== 'minutes') return { code: 'desk.rule.frameUnit', params: {} }
  const time = /^([01]\d|2[0-3]):[0-5]\d$/
  for (const [i, f] of frames.entries()) {
    const params = { frame: frameText(f) }
    if (!time.test(f.from) || !(time.test(f.to) || f.to === '24:00') || f.from >= f.to)
      return { code: 'desk.rule.frame', params }
    const before = frames[i - 1]
    if (before && f.from < before.to)
      return { code: 'desk.rule.frameOverlap', params: { first: frameText(before), second: frameText(f) } }
  }
  return null
}

export const frameText = (f: Frame) => `${f.from}–${f.to}`

/** The code alone, or null. */
export function ruleFault(rule: TypedRule): RuleFault | null {
  return findFault(rule)?.code ?? null
}

/** Wall minutes that a rule takes at least; a working day is at least a day. */
export function leastMinutes(rule: PromiseRule): number {
  return rule.unit === 'minutes' ? rule.amount : rule.amount * 1440
}

interface Clocked extends PromiseRule {
  clock: Clock
  startsAt: StartEvent
}

/**
 * Two clocks of one class that contradict each other: to arrive, answer or report back later than the whole matter is
 * done. Both run from the same event; a third clock says nothing of it.
 */
export function orderFault(rules: readonly Clocked[]): Fault | null {
  for (const done of rules.filter(r => r.clock === 'resolve'))
    for (const first of rules) {
      if (first.clock === 'resolve' || first.startsAt !== done.startsAt) continue
      const comparable = first.unit === done.unit && !first.frames?.length && !done.frames?.length
      if (comparable && leastMinutes(first) > leastMinutes(done))
        return { code: 'desk.rule.order', params: { first: first.clock } }
    }
  return null
}
