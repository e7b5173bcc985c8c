/** The promises of one ticket as a set: started, met, stopped, paused, and which is the nearest. Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../../core/calendar.ts'
import {
  DAY,
  type Due,
  dueAfterClassChange,
  dueAt,
  MINUTE,
  type PromiseState,
  promiseState,
} from './promise.ts'
import type { Clock, Frame, OverPolicy, Pause, PromiseRow, StartEvent, Unit } from './promise-rule.ts'

type Instant = Temporal.Instant

/** One promise of a ticket: the rule as it was when promised, and what became of it. */
export interface Promised {
  id: string
  round: number
  clock: Clock
  ruleId: string | null
  startsAt: StartEvent
  unit: Unit
  amount: number
  frames: readonly Frame[] | null
  frameDays: 'all' | 'working'
  chosen: boolean
  max: number | null
  overPolicy: OverPolicy
  soonMinutes: number
  escalateMinutes: number
  startAt: Instant
  /** null: the clock is paused, or the calendar of `unpublishedYear` is missing. */
  dueAt: Instant | null
  unpublishedYear: number | null
  /** When and why the handler chose another limit than the table's. */
  setAt: Instant | null
  setReason: string | null
  approvedBy: string | null
  /** The due time before the one postponement; `dueAt` is then the agreed one. */
  postponedFrom: Instant | null
  metAt: Instant | null
  stoppedAt: Instant | null
  stopReason: string | null
  nextAlarmAt: Instant | null
  nextAlarm: AlarmStage | null
}

export type AlarmStage = 'soon' | 'due' | 'escalated'
/** Local hours in which alarms of working-day promises are sent: never at midnight. */
export interface AlarmHours {
  from: string
  to: string
}

export interface Terms {
  cal: Calendar
  hours: AlarmHours
}

export const isOpen = (p: Promised) => p.metAt === null && p.stoppedAt === null

/** Starts the promises of these rules. */
export function start(
  rules: readonly PromiseRow[],
  at: Instant,
  round: number,
  terms: Terms,
  newId: () => string,
  pauses: readonly Pause[] = [],
): Promised[] {
  return rules.map(rule => {
    const p: Promised = {
      id: newId(),
      round,
      clock: rule.clock,
      ruleId: rule.id,
      startsAt: rule.startsAt,
      unit: rule.unit,
      amount: rule.amount,
      frames: rule.frames ?? null,
      frameDays: rule.frameDays ?? 'all',
      chosen: rule.chosen,
      max: rule.max,
      overPolicy: rule.overPolicy,
      soonMinutes: rule.soonMinutes,
      escalateMinutes: rule.escalateMinutes,
      startAt: at,
      dueAt: null,
      unpublishedYear: null,
      setAt: null,
      setReason: null,
      approvedBy: null,
      postponedFrom: null,
      metAt: null,
      stoppedAt: null,
      stopReason: null,
      nextAlarmAt: null,
      nextAlarm: null,
    }
    return withDue(p, dueAt(at, p, terms.cal, pauses), terms)
  })
}

/** The promise with this due time (none while stopped or unpublished), its alarms set anew. */
export function withDue(p: Promised, due: Due, terms: Terms): Promised {
  const next: Promised = {
    ...p,
    dueAt: due.kind === 'due' ? due.at : null,
    unpublishedYear: due.kind === 'notPublished' ? due.year : null,
  }
  return { ...next, ...firstAlarm(next, terms) }
}

/** Marks the open promises of these clocks met. */
export function meet(all: readonly Promised[], clocks: readonly Clock[], at: Instant): Promised[] {
  return all.map(p => (isOpen(p) && clocks.includes(p.clock) ? { ...p, metAt: at, ...noAlarm } : p))
}

/** Ends open promises without meeting them: replaced, explained in time, refused. */
export function stop(
  all: readonly Promised[],
  which: (p: Promised) => boolean,
  at: Instant,
  why: string,
): Promised[] {
  return all.map(p => (isOpen(p) && which(p) ? { ...p, stoppedAt: at, stopReason: why, ...noAlarm } : p))
}

/** Counts the open promises anew after a pause began or ended, or a missing calendar year was published. */
export function recount(all: readonly Promised[], pauses: readonly Pause[], terms: Terms): Promised[] {
  return all.map(p => (isOpen(p) ? withDue(p, dueAt(p.startAt, p, terms.cal, pauses), terms) : p))
}

/**
 * The handler's own limit: the old promise stops as `chosen`, the new one keeps its start. The caller has asked
 * `limitRefusal` first.
 */
export function choose(
  all: readonly Promised[],
  clock: Clock,
  limit: { amount: number; reason: string | null; approvedBy: string | null },
  at: Instant,
  pauses: readonly Pause[],
  terms: Terms,
  newId: () => string,
): Promised[] {
  const old = all.find(p => isOpen(p) && p.clock === clock && p.chosen)
  if (!old) return [...all]
  const next: Promised = {
    ...old,
    id: newId(),
    amount: limit.amount,
    setAt: at,
    setReason: limit.reason,
    approvedBy: limit.approvedBy,
  }
  const rest = stop(all, p => p.id === old.id, at, 'chosen')
  return [...rest, withDue(next, dueAt(next.startAt, next, terms.cal, pauses), terms)]
}

/**
 * A time agreed with the customer: `clock`'s open promise stops, and one runs to `until` in whole minutes. Used for
 * the one postponement (S8-14) and for a new arrival after the three minutes were explained (S8-26).
 */
export function agree(
  all: readonly Promised[],
  from: Promised,
  to: {
    clock: Clock
    until: Instant
    reason: string
    why: 'postponed' | 'explained'
    approvedBy: string | null
  },
  at: Instant,
  terms: Terms,
  newId: () => string,
): Promised[] {
  const amount = Math.floor((to.until.epochMilliseconds - at.epochMilliseconds) / MINUTE)
  const next: Promised = {
    ...from,
    id: newId(),
    clock: to.clock,
    unit: 'minutes',
    amount,
    frames: null,
    chosen: false,
    max: null,
    // a start less than a minute ahead makes the due time the agreed one to the millisecond
    startAt: to.until.subtract({ milliseconds: amount * MINUTE }),
    setAt: at,
    setReason: to.reason,
    approvedBy: to.approvedBy,
    postponedFrom: from.dueAt,
  }
  const rest = stop(all, p => p.id === from.id, at, to.why)
  return [...rest, withDue(next, { kind: 'due', at: to.until }, terms)]
}

/**
 * The promises after a change of class: old ones stop as `class`; see dueAfterClassChange for the new due times. What
 * was met in this round is not promised again, and a clock that an earlier class of the round ran keeps its start.
 */
export function reclass(
  all: readonly Promised[],
  rules: readonly PromiseRow[],
  at: Instant,
  round: number,
  pauses: readonly Pause[],
  terms: Terms,
  newId: () => string,
): Promised[] {
  const mine = all.filter(p => p.round === round)
  const wanted = rules.filter(r => !mine.some(p => p.clock === r.clock && p.metAt !== null))
  const fresh = start(wanted, at, round, terms, newId, pauses).map(p => {
    const old =
      mine.find(o => isOpen(o) && o.clock === p.clock) ??
      mine.findLast(o => o.stopReason === 'class' && o.clock === p.clock)
    const oldDue: Due | undefined =
      old && (old.dueAt ? { kind: 'due', at: old.dueAt } : { kind: 'stopped', left: 0 })
    const to = dueAfterClassChange(
      old && oldDue && { start: old.startAt, due: oldDue },
      at,
      p,
      terms.cal,
      pauses,
    )
    return withDue({ ...p, startAt: to.start }, to.due, terms)
  })
  return [...stop(all, () => true, at, 'class'), ...fresh]
}

/** How one promise stands now. */
export function stateOf(p: Promised, now: Instant): PromiseState {
  const due: Due = p.dueAt
    ? { kind: 'due', at: p.dueAt }
    : p.unpublishedYear
      ? { kind: 'notPublished', year: p.unpublishedYear }
      : { kind: 'stopped', left: 0 }
  return promiseState({ due, metAt: p.metAt, stoppedAt: p.stoppedAt, soonMs: soonMs(p) }, now)
}

/** The last working day of a working-day promise is "soon"; other units by the rule's minutes. */
function soonMs(p: Promised): number {
  return p.unit === 'workingDays' ? DAY : p.soonMinutes * MINUTE
}

/** The nearest open promise (the stricter wins, K4), for the queue; nulls when nothing runs. */
export function head(all: readonly Promised[]): {
  dueAt: Instant | null
  clock: Clock | null
  soonAt: Instant | null
} {
  let best: Promised | undefined
  for (const p of all) {
    if (!isOpen(p) || !p.dueAt) continue
    if (!best?.dueAt || Temporal.Instant.compare(p.dueAt, best.dueAt) < 0) best = p
  }
  if (!best?.dueAt) return { dueAt: null, clock: null, soonAt: null }
  return {
    dueAt: best.dueAt,
    clock: best.clock,
    soonAt: best.dueAt.subtract({ milliseconds: soonMs(best) }),
  }
}

/** Was any promise broken: met, stopped or still open after its limit. */
export function anyLate(all: readonly Promised[], now: Instant): boolean {
  return all.some(p => stateOf(p, now) === 'late')
}

const noAlarm = { nextAlarmAt: null, nextAlarm: null }

function firstAlarm(p: Promised, terms: Terms): Pick<Promised, 'nextAlarmAt' | 'nextAlarm'> {
  const at = alarmAt(p, 'soon', terms)
  // a warning that would lie before the start is none
  if (at && Temporal.Instant.compare(at, p.startAt) > 0) return { nextAlarmAt: at, nextAlarm: 'soon' }
  const due = alarmAt(p, 'due', terms)
  return due ? { nextAlarmAt: due, nextAlarm: 'due' } : noAlarm
}

/** The alarm after `stage` was sent. */
export function alarmAfter(p: Promised, terms: Terms): Pick<Promised, 'nextAlarmAt' | 'nextAlarm'> {
  const next = p.nextAlarm === 'soon' ? 'due' : p.nextAlarm === 'due' ? 'escalated' : null
  const at = next && alarmAt(p, next, terms)
  return next && at ? { nextAlarmAt: at, nextAlarm: next } : noAlarm
}

/**
 * When an alarm of a promise is sent (SX-09). A promise is late one millisecond after its limit, so the `due` alarm
 * comes then. Working-day promises end at midnight: their alarms keep to the alarm hours of the last day and of the
 * next working day.
 */
export function alarmAt(p: Promised, stage: AlarmStage, terms: Terms): Instant | null {
  if (!p.dueAt) return null
  const escalate = { milliseconds: p.escalateMinutes * MINUTE }
  if (p.unit !== 'workingDays') {
    if (stage === 'soon') return p.soonMinutes > 0 ? p.dueAt.subtract({ milliseconds: soonMs(p) }) : null
    const late = p.dueAt.add({ milliseconds: 1 })
    return stage === 'due' ? late : late.add(escalate)
  }
  const lastDay = terms.cal.dateOf(p.dueAt.epochMilliseconds - 1)
  const opens = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: terms.cal.zone, plainTime: terms.hours.from }).toInstant()
  if (stage === 'soon') return opens(lastDay)
  const morning = opens(nextWorkingDay(lastDay, terms.cal))
  return stage === 'due' ? morning : morning.add(escalate)
}

/**
 * How loud a message of these promises is (SX-09). What is promised in minutes or hours runs through the night, so it
 * comes at once; days and working days keep the quiet hours. Urgent, on every channel, is only what somebody must act
 * on this minute: a new ticket with less than an hour, and a promise of minutes or hours that is broken; a reminder never.
 */
export function ringing(
  promises: readonly Promised[],
  stage: AlarmStage | 'told',
): { urgent: boolean; atOnce: boolean } {
  const within = (minutes: number) => promises.some(p => p.unit === 'minutes' && p.amount < minutes)
  const urgent = stage === 'told' ? within(60) : stage !== 'soon' && within(DAY / MINUTE)
  return { urgent, atOnce: urgent || within(DAY / MINUTE) }
}

function nextWorkingDay(date: Temporal.PlainDate, cal: Calendar): Temporal.PlainDate {
  for (let day = date.add({ days: 1 }), i = 0; i < 20; i++, day = day.add({ days: 1 })) {
    const known = cal.day(day)
    if (!known.known || known.working) return day
  }
  return date.add({ days: 1 })
}
