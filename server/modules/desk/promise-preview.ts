/** What a changed clock would have made of tickets that are over: judged anew, each with its own course. Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../../core/calendar.ts'
import type { TypedInput } from './contract-promises.ts'
import { dueAt } from './promise.ts'
import type { Pause } from './promise-rule.ts'
import type { TriedPromise, TriedTicket } from './store-promise.ts'

type Instant = Temporal.Instant

export interface Judged {
  ticket: TriedTicket
  start: Instant
  done: Instant | null
  dueNow: Instant | null
  dueThen: Instant | null
  unpublished: boolean
  lateNow: boolean
  lateThen: boolean
}

/** One run of the clock: what was promised, from when, and how it ended. */
interface Run {
  start: Instant
  done: Instant | null
  /** When it ended without being met. */
  ended: Instant | null
  due: Instant | null
  lateNow: boolean
  /** Agreed with the customer before the limit: it stands, whatever the table says. */
  agreed: { at: Instant; until: Instant } | null
  amount: number | null
}

/** Judges one ticket under the proposed clock; null when its start never came. */
export function judge(
  ticket: TriedTicket,
  rows: readonly TriedPromise[],
  pauses: readonly Pause[],
  rule: TypedInput,
  cal: Calendar,
  now: Instant,
): Judged | null {
  const run = runOf(ticket, rows, rule, now)
  if (!run) return null
  const amount =
    rule.chosen && run.amount !== null ? Math.min(run.amount, rule.max ?? run.amount) : rule.amount
  const due = dueAt(run.start, { ...rule, amount }, cal, pauses)
  const end = run.done ?? run.ended ?? now
  const base = due.kind === 'due' ? due.at : null
  const kept = base && run.agreed && !after(run.agreed.at, base) ? run.agreed.until : null
  const then = kept && after(kept, base) ? kept : base
  return {
    ticket,
    start: run.start,
    done: run.done,
    dueNow: run.due,
    dueThen: then,
    unpublished: due.kind === 'notPublished',
    lateNow: run.lateNow,
    lateThen: then !== null && after(end, then),
  }
}

const after = (a: Instant, b: Instant | null) => b !== null && Temporal.Instant.compare(a, b) > 0

/** The first round as it was promised; where the clock was not promised, as its events tell. */
function runOf(t: TriedTicket, rows: readonly TriedPromise[], rule: TypedInput, now: Instant): Run | null {
  const first = rows.filter(r => r.round === 1 && r.starts_at === rule.startsAt)
  const start = first[0]
    ? first.map(r => r.start_at).reduce((a, b) => (after(a, b) ? b : a))
    : startOf(t, rule)
  if (!start) return null
  const met = first.find(r => r.met_at)?.met_at ?? null
  const last = first.at(-1) ?? null
  const moved = first.find(r => r.stop_reason === 'postponed' || r.stop_reason === 'explained')
  const agreed =
    moved?.stopped_at && last?.due_at && last !== moved ? { at: moved.stopped_at, until: last.due_at } : null
  const done = met ?? (first.length === 0 ? doneOf(t, rule) : null)
  const chosen = first.find(r => r.set_at !== null && r.unit === rule.unit && !agreed)
  return {
    start,
    done,
    ended: done ? null : (last?.stopped_at ?? t.closed_at),
    due: last?.due_at ?? null,
    lateNow: first.some(r => after(r.met_at ?? r.stopped_at ?? now, r.due_at)),
    agreed,
    amount: chosen?.amount ?? null,
  }
}

function startOf(t: TriedTicket, rule: TypedInput): Instant | null {
  const at = { received: t.received_at, taken: t.taken_at, consented: t.consented_at, reopened: null }
  return at[rule.startsAt]
}

function doneOf(t: TriedTicket, rule: TypedInput): Instant | null {
  const at = {
    arrive: t.arrived_at,
    threeMinute: t.arrived_at,
    reply: t.replied_at ?? t.handled_at,
    feedback: t.replied_at ?? t.handled_at,
    resolve: t.handled_at,
  }
  return at[rule.clock]
}
