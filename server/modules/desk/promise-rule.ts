/**
 * The promise table as data: which clocks a ticket of a class carries. The numbers live in the database
 * (`desk_promise_rule`), with jurisdiction, service level, estate override and effective dates; none stands here.
 */
import type { Temporal } from 'temporal-polyfill'
import type { CLOCKS, OVER_POLICIES, START_EVENTS, UNITS } from './contract-shapes.ts'

export type Clock = (typeof CLOCKS)[number]
export type Unit = (typeof UNITS)[number]
export type StartEvent = (typeof START_EVENTS)[number]
export type OverPolicy = (typeof OVER_POLICIES)[number]

/** Part of a day in local time, "08:00" to "12:00"; "24:00" is the end of the day. */
export interface Frame {
  from: string
  to: string
}

/** A stretch in which the clock stood. `to` null: it still stands. */
export interface Pause {
  from: Temporal.Instant
  to: Temporal.Instant | null
  reason: string
}

/** What the engine needs of a rule. `amount` counts in `unit`. */
export interface PromiseRule {
  unit: Unit
  amount: number
  frames?: readonly Frame[] | null
  frameDays?: 'all' | 'working'
}

/** One row of the promise table. Null in estate, level or class means: any. Dates are local, `to` not included. */
export interface PromiseRow extends PromiseRule {
  id: string
  jurisdiction: string
  estateId: string | null
  level: string | null
  kind: string
  class: string | null
  clock: Clock
  startsAt: StartEvent
  /** The handler chooses the limit, up to `max`; `amount` stands until he does. */
  chosen: boolean
  max: number | null
  overPolicy: OverPolicy
  soonMinutes: number
  escalateMinutes: number
  validFrom: string
  validTo: string | null
  /** Where the number comes from: a seed row id or a standard. */
  source: string
  /** From `validFrom` on the clock is taken away. */
  off?: boolean
}

export interface RuleQuery {
  jurisdiction: string
  estateId: string
  level: string | null
  kind: string
  class: string
  /** Local date, 2026-01-31. */
  date: string
  /** The class whose limits hold while this one has no row of its own (S1-32). */
  fallback?: string | null
}

/**
 * The rows that apply: per clock and start event one. An estate's own row beats the service level's, that one the
 * jurisdiction's; a named class beats "any class"; the later `validFrom` decides between equals. A row that takes the
 * clock away leaves none. `rows` come in the order they were written.
 */
export function rulesFor<R extends PromiseRow>(rows: readonly R[], q: RuleQuery): R[] {
  const best = new Map<string, R>()
  const here = rows.filter(row => applies(row, q))
  if (here.length === 0 && q.fallback) return rulesFor(rows, { ...q, class: q.fallback, fallback: null })
  for (const row of here) {
    const key = `${row.clock} ${row.startsAt}`
    const old = best.get(key)
    // of two with one date the later written one: a correction
    if (!old || rank(row) > rank(old) || (rank(row) === rank(old) && row.validFrom >= old.validFrom)) {
      best.set(key, row)
    }
  }
  return [...best.values()].filter(r => !r.off)
}

function applies(row: PromiseRow, q: RuleQuery): boolean {
  return (
    row.jurisdiction === q.jurisdiction &&
    row.kind === q.kind &&
    (row.estateId === null || row.estateId === q.estateId) &&
    (row.level === null || row.level === q.level) &&
    (row.class === null || row.class === q.class) &&
    row.validFrom <= q.date &&
    (row.validTo === null || q.date < row.validTo)
  )
}

function rank(row: PromiseRow): number {
  return (row.estateId ? 4 : 0) + (row.class ? 2 : 0) + (row.level ? 1 : 0)
}

export type LimitRefusal =
  | 'desk.limit.positive'
  | 'desk.limit.over'
  | 'desk.limit.reason'
  | 'desk.limit.approval'

/**
 * May the handler promise `amount` (in the rule's unit) under this row? S1-39 refuses above the cap, S1-47 wants a
 * reason, S8-17 a reason and an approval. Null: yes.
 */
export function limitRefusal(
  row: Pick<PromiseRow, 'chosen' | 'max' | 'overPolicy'>,
  amount: number,
  given: { reason?: string | null; approved?: boolean },
): LimitRefusal | null {
  if (!Number.isInteger(amount) || amount < 1) return 'desk.limit.positive'
  if (row.max === null || amount <= row.max) return null
  if (row.overPolicy === 'refuse') return 'desk.limit.over'
  if (!given.reason?.trim()) return 'desk.limit.reason'
  return row.overPolicy === 'approval' && !given.approved ? 'desk.limit.approval' : null
}
