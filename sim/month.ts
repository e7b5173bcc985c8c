/**
 * A lived month of the desk, from a seed, through the real verbs with a driven clock: the same seed gives the same
 * tickets, promises and outcomes on every machine. `playMonth` is for any house; `monthSnapshot` says what became of it.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Actor } from '../server/core/access.ts'
import { dayStart } from '../server/core/clock.ts'
import { AppError } from '../server/core/errors.ts'
import { type Ctx, type House, makeCtx } from '../server/core/house.ts'
import { momentOfDay } from './hours.ts'
import { type MonthInput, planTicket, type Step } from './month-plan.ts'
import { random } from './random.ts'

export interface Played {
  steps: number
  /** Acts that a rule refused, as "26-000012 postpone desk.postpone.second". */
  refused: string[]
}

/** How long after the month its tickets are still worked on. */
const AFTER_DAYS = 14

interface Due extends Step {
  at: number
  ticket: number
  order: number
}

/** Plays the month into an estate that has no tickets yet. */
export async function playMonth(house: House, input: MonthInput): Promise<Played> {
  const steps = schedule(input)
  const made: { id: string; number: string }[] = []
  const refused: string[] = []
  for (const step of steps) {
    const now = Temporal.Instant.fromEpochMilliseconds(step.at)
    const ctxOf = (actor: Actor): Ctx => makeCtx(house, { actor, now })
    try {
      await step.run({ ctxOf, input, made, index: step.ticket })
    } catch (error) {
      // what a rule refuses is part of the story; anything else is a fault
      if (!(error instanceof AppError)) throw error
      refused.push(`${made[step.ticket]?.number ?? step.ticket} ${step.name} ${error.code}`)
    }
  }
  return { steps: steps.length, refused }
}

function schedule(input: MonthInput): Due[] {
  const r = random(`${input.seed} ${input.month} ${input.tickets}`)
  const month = Temporal.PlainYearMonth.from(input.month)
  const first = month.toPlainDate({ day: 1 })
  const end = dayStart(first.add({ months: 1, days: AFTER_DAYS })).epochMilliseconds
  const starts = Array.from({ length: input.tickets }, () => {
    const day = first.add({ days: r.int(0, month.daysInMonth - 1) })
    const weekend = day.dayOfWeek > 5
    return dayStart(day).epochMilliseconds + momentOfDay(r, weekend ? 'messagesWeekend' : 'messagesWeekday')
  }).sort((a, b) => a - b)
  const all = starts.flatMap((start, ticket) =>
    planTicket(random(`${input.seed} ${input.month} ticket ${ticket}`), input).map((step, order) => ({
      ...step,
      at: start + step.after,
      ticket,
      order,
    })),
  )
  return all.filter(s => s.at < end).sort((a, b) => a.at - b.at || a.ticket - b.ticket || a.order - b.order)
}

export interface PromiseShot {
  round: number
  clock: string
  startsAt: string
  unit: string
  amount: number
  start: string
  due: string | null
  met: string | null
  stopped: string | null
  why: string | null
}

export interface TicketShot {
  number: string
  kind: string
  class: string
  severity: string
  state: string
  outcome: string | null
  satisfied: boolean | null
  late: boolean
  received: string
  closed: string | null
  dueAt: string | null
  paused: boolean
  round: number
  promises: PromiseShot[]
  pauses: { from: string; to: string | null; reason: string }[]
}

/** What stands of an estate's tickets, without ids, in the order of their numbers. */
export async function monthSnapshot(house: House, estateId: string): Promise<TicketShot[]> {
  const found = await sql<TicketShot & { id: string }>`
    SELECT t.number, t.kind, t.class, t.severity, t.state, t.outcome, t.satisfied, t.late, t.received_at::text AS received, t.closed_at::text AS closed,
      t.due_at::text AS "dueAt", t.paused, t.round,
      coalesce((SELECT jsonb_agg(jsonb_build_object('round', p.round, 'clock', p.clock, 'startsAt', p.starts_at, 'unit', p.unit, 'amount', p.amount,
        'start', p.start_at::text, 'due', p.due_at::text, 'met', p.met_at::text, 'stopped', p.stopped_at::text, 'why', p.stop_reason)
        ORDER BY p.round, p.clock, p.start_at, p.stopped_at NULLS LAST, p.due_at, p.stop_reason) FROM ticket_promise p
        WHERE p.estate_id = t.estate_id AND p.ticket_id = t.id), '[]') AS promises,
      coalesce((SELECT jsonb_agg(jsonb_build_object('from', s.from_at::text, 'to', s.to_at::text, 'reason', s.reason) ORDER BY s.from_at)
        FROM ticket_pause s WHERE s.estate_id = t.estate_id AND s.ticket_id = t.id), '[]') AS pauses
    FROM ticket t WHERE t.estate_id = ${estateId} ORDER BY t.number`.execute(house.db)
  return found.rows
}

/** The same month has the same digest. */
export function monthDigest(tickets: readonly TicketShot[]): string {
  return createHash('sha256').update(JSON.stringify(tickets)).digest('hex')
}
