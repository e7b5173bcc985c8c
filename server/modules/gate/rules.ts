/** Who may pass a gate, as pure functions: no clock, no I/O. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import type { refusals } from './contract-passage.ts'

export type RefusalCode = (typeof refusals)[number]
export type DirectionName = 'in' | 'out'
export type GateStateName = 'open' | 'guarded' | 'closed'

export interface HoursRule {
  /** local time HH:MM; passage from its first instant */
  from: string
  /** local time HH:MM; no passage at it and after */
  until: string
}

/** S6-33: from its first instant until, but not at, the end. Compares to the millisecond. */
export function withinHours(hours: HoursRule, time: Temporal.PlainTime): boolean {
  const ms = ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond
  return minutes(hours.from) * 60_000 <= ms && ms < minutes(hours.until) * 60_000
}

function minutes(hhmm: string): number {
  const [h = '0', m = '0'] = hhmm.split(':')
  return Number(h) * 60 + Number(m)
}

export interface ClosurePeriod {
  state: string
  starts_at: Instant
  ends_at: Instant
}

/** A closure binds while it is active, from its start until, but not at, its end. */
export function inForce(closure: ClosurePeriod, now: Instant): boolean {
  const t = now.epochMilliseconds
  return (
    closure.state === 'active' &&
    closure.starts_at.epochMilliseconds <= t &&
    t < closure.ends_at.epochMilliseconds
  )
}

export interface PassFacts {
  state: string
  from_at: Instant
  until_at: Instant
  uses: number
  used: number
}

/** Why a pass does not open now; leaving (`out`) costs no use and is not held up by a used one. */
export function passRefusal(
  pass: PassFacts | undefined,
  direction: DirectionName,
  now: Instant,
): RefusalCode | null {
  if (pass === undefined) return 'pass_unknown'
  if (pass.state === 'revoked') return 'pass_revoked'
  const t = now.epochMilliseconds
  if (t < pass.from_at.epochMilliseconds) return 'pass_early'
  if (direction === 'out') return null
  if (t >= pass.until_at.epochMilliseconds) return 'pass_late'
  return pass.used >= pass.uses ? 'pass_used' : null
}

export interface Attempt {
  direction: DirectionName
  emergency: boolean
  guardRefusal: RefusalCode | null
  gateState: GateStateName
  laneDirection: 'in' | 'out' | 'both'
  /** whether a closure is in force */
  closure: boolean
  withinHours: boolean
  /** null: none shown, or it opens */
  passRefusal: RefusalCode | null
  masks: readonly (boolean | undefined)[]
  vehicle: { licenceChecked: boolean; drivingLicenceChecked: boolean } | null
}

/**
 * Why an attempt is refused, or null. Emergency passage wins over everything (K1). Under a closure: nothing outside the
 * hours, no mask no passage, and one occupant without mask stops the whole vehicle (S6-42, S6-43), licences checked
 * (S6-39, S6-40).
 */
export function refusalOf(a: Attempt): RefusalCode | null {
  if (a.emergency) return null
  if (a.guardRefusal !== null) return a.guardRefusal
  if (a.gateState === 'closed') return 'gate_closed'
  if (a.laneDirection !== 'both' && a.laneDirection !== a.direction) return 'lane_direction'
  if (a.closure && !a.withinHours) return 'outside_hours'
  if (a.passRefusal !== null) return a.passRefusal
  if (a.closure && a.masks.some(mask => mask === false)) return 'no_mask'
  if (a.closure && a.vehicle && !(a.vehicle.licenceChecked && a.vehicle.drivingLicenceChecked))
    return 'licence'
  return null
}

export interface Ruling {
  passed: boolean
  refusal: RefusalCode | null
  /** what a rule says against somebody who was let through without network */
  conflict: RefusalCode | null
}

/**
 * What becomes of an attempt. Somebody let through without network is through: what a rule says against it is a mark on
 * the record. Never so for the mask: no record says that somebody without one passed (S6-42).
 */
export function rulingOf(
  refusal: RefusalCode | null,
  a: { offline: boolean; letThrough: boolean; refusedByGuard: boolean },
): Ruling {
  const marked = a.offline && a.letThrough && refusal !== null && refusal !== 'no_mask' && !a.refusedByGuard
  return marked
    ? { passed: true, refusal: null, conflict: refusal }
    : { passed: refusal === null, refusal, conflict: null }
}

/** What one attempt adds to its hour: each person and vehicle of it, as let in or out or as refused; what its list shows. */
export function hourCounts(a: {
  passed: boolean
  direction: DirectionName
  persons: number
  vehicles: number
  emergency: boolean
}) {
  const way = (direction: DirectionName, n: number) => (a.passed && a.direction === direction ? n : 0)
  return {
    persons_in: way('in', a.persons),
    persons_out: way('out', a.persons),
    vehicles_in: way('in', a.vehicles),
    vehicles_out: way('out', a.vehicles),
    refusals: a.passed ? 0 : a.persons + a.vehicles,
    emergencies: a.passed && a.emergency ? 1 : 0,
  }
}

export interface PersonFields {
  known: boolean
  name?: string | undefined
  idNumber?: string | undefined
  phone?: string | undefined
  unit?: string | undefined
  destination?: string | undefined
  reason?: string | undefined
  mask?: boolean | undefined
}

/**
 * What is still to be asked before somebody may pass. Under a closure the five items of S6-35..38 and the mask; a known
 * person only where he goes and why, and coming home nothing but the mask. Without a closure name, unit and reason.
 */
export function missingFields(p: PersonFields, closure: boolean, direction: DirectionName): string[] {
  const wanted: (keyof PersonFields)[] = []
  if (!p.known) wanted.push('name', 'unit', 'reason')
  if (closure) wanted.push('mask')
  if (closure && !p.known) wanted.push('idNumber', 'phone', 'destination')
  if (closure && p.known && direction === 'out') wanted.push('destination', 'reason')
  return wanted.filter(field => p[field] === undefined)
}

/** S6-34: in after in means an exit was not registered; out after out, an entry. */
export function missingBetween(
  previous: DirectionName | null,
  direction: DirectionName,
): 'entry' | 'exit' | null {
  if (previous !== direction) return null
  return direction === 'in' ? 'exit' : 'entry'
}

export interface GateFacts {
  id: string
  state: GateStateName
}

/**
 * S6-15: under a closure one entrance stays; another may open only with an approved exception.
 * @returns the entrance that stands in the way, or null
 */
export function entranceInTheWay(
  gates: readonly GateFacts[],
  gateId: string,
  wanted: GateStateName,
  approved: ReadonlySet<string>,
): string | null {
  if (wanted === 'closed' || approved.has(gateId)) return null
  return gates.find(g => g.id !== gateId && g.state !== 'closed' && !approved.has(g.id))?.id ?? null
}

/** 王*, 王*明, 欧阳**: the first sign and, of three or more, the last. */
export function maskName(name: string): string {
  const signs = [...name.trim()]
  if (signs.length <= 1) return signs.join('')
  if (signs.length === 2) return `${signs[0]}*`
  return `${signs[0]}${'*'.repeat(Math.min(signs.length - 2, 4))}${signs.at(-1)}`
}

/** 琼A·***45 */
export function maskPlate(plate: string): string {
  return plate.length < 5 ? '***' : `${plate.slice(0, 2)}·***${plate.slice(-2)}`
}

/** Which counter row of the hour a terminal adds to: 0–15, so that terminals of one estate do not wait for each other. */
export function slotOf(key: string): number {
  let hash = 0
  for (const sign of key) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 65_536
  return hash % 16
}

/**
 * K14: the last day by which a closed entrance is to be looked at again, counted from its last check or its closing,
 * whichever came later; nothing when neither is known.
 */
export function checkDue(
  g: { closedAt: Temporal.Instant | null; checkedAt: Temporal.Instant | null },
  days: number,
  zone: string,
): Temporal.PlainDate | undefined {
  const [since] = [g.closedAt, g.checkedAt]
    .filter(at => at !== null)
    .sort((a, b) => Temporal.Instant.compare(b, a))
  return since?.toZonedDateTimeISO(zone).toPlainDate().add({ days })
}

/** It is late from the day after. */
export function checkLate(due: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(today, due) > 0
}
