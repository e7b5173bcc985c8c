/** The three-minute promise of a month (S8-24..26): what became of each call, and the rate. Pure. */
import { Temporal } from 'temporal-polyfill'
import { promiseState } from './promise.ts'
import type { Both } from './say.ts'
import type { CallRow } from './store-wall.ts'

export type CallResult = 'inTime' | 'late' | 'explained' | 'running' | 'withdrawn'

/**
 * In time at 3:00.000, late one millisecond after. Explained before the limit with the customer's consent it is no
 * breach (S8-25); stopped after the limit for whatever reason it is late, stopped before it otherwise it is withdrawn.
 */
export function callResult(c: CallRow, now: Temporal.Instant): CallResult {
  const after = (at: Temporal.Instant) => c.due_at !== null && Temporal.Instant.compare(at, c.due_at) > 0
  if (c.met_at) return after(c.met_at) ? 'late' : 'inTime'
  if (c.stopped_at) {
    if (after(c.stopped_at)) return 'late'
    return c.stop_reason === 'explained' ? 'explained' : 'withdrawn'
  }
  return after(now) ? 'late' : 'running'
}

export interface CallRate {
  inTime: number
  counted: number
  explained: number
  running: number
}

export function callRate(calls: readonly CallRow[], now: Temporal.Instant): CallRate {
  const results = calls.map(c => callResult(c, now))
  const count = (r: CallResult) => results.filter(x => x === r).length
  return {
    inTime: count('inTime'),
    counted: count('inTime') + count('late'),
    explained: count('explained'),
    running: count('running'),
  }
}

/** How the time agreed instead stands; null where none was agreed. */
export function agreedState(c: CallRow, now: Temporal.Instant) {
  if (c.stop_reason !== 'explained') return null
  const due = c.agreed_due
    ? ({ kind: 'due', at: c.agreed_due } as const)
    : ({ kind: 'stopped', left: 0 } as const)
  return promiseState({ due, metAt: c.agreed_met, stoppedAt: c.agreed_stopped, soonMs: 0 }, now)
}

export const callDefinition: Both = {
  zh: '三分钟内到达的次数 ÷ 已有结果的三分钟呼叫；3 分 00 秒整算按时；事先说明并取得谅解的另列，不计入；还在途中的和已撤销的不计入',
  en: 'arrived within three minutes ÷ three-minute calls that ended; 3:00 sharp is in time; calls explained before the limit and agreed to are listed apart and not counted, nor are those on their way or withdrawn',
}
