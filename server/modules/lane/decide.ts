/**
 * Whether a lane opens for what was read (S4-18): a pure function of what is known, the same on the server and in the
 * gatehouse. It answers with the rule that fired; `words.ts` says it. No rule "owes fees, stays shut" exists (D-08): who
 * holds a right passes, and a temporary car without an exit right waits for the guard, it is never refused.
 */
import type { decisionCodes } from './contract-words.ts'
import { doubtful } from './plate.ts'

export interface DecisionRule {
  /** percent: below it a plate that nobody knows waits */
  confidence: number
  /** percent: below it even a known plate waits */
  knownConfidence: number
  /** the same plate on the same lane within this is the same car */
  sameMs: number
  /** the same plate opened on another lane within this is the same car seen by two cameras */
  twoLanesMs: number
  /** a repeated event within this gets its first answer again; later it stays shut */
  repeatMs: number
  /** an event this much older than the device's clock explains was sent late */
  lateMs: number
}

export interface Right {
  id: string
  kind: 'owner' | 'monthly' | 'visitor' | 'temporary' | 'exit' | 'barred' | 'special'
  lanes: readonly string[] | null
  direction: 'in' | 'out' | 'both'
  fromMs: number
  /** it ends at, and no longer holds at, this instant */
  untilMs: number | null
  group: { id: string; spaces: number } | null
}

export interface LaneFacts {
  id: string
  direction: 'in' | 'out' | 'both'
  gate: 'open' | 'guarded' | 'closed'
  temporary: 'open' | 'hold' | 'refuse'
  leaving: 'right' | 'free'
  passback: 'off' | 'mark' | 'hold'
}

/** A closure in force, and whether the gates' hours allow passing now. */
export interface ClosureFacts {
  withinHours: boolean
}

export interface Known {
  /** of this plate, whatever their dates */
  rights: readonly Right[]
  /** where it was last let through */
  last: { direction: 'in' | 'out'; ms: number; laneId: string } | null
  /** how many other cars of the right's group are inside */
  groupInside(groupId: string): number
  /** plates with rights or inside that this one may be a misread of */
  near: readonly string[]
}

export interface Seen {
  plate: string
  confidence: number | null
  fake: boolean
  direction: 'in' | 'out'
  nowMs: number
  replay: boolean
  openedByDevice: boolean
}

export type Outcome = 'open' | 'hold' | 'refuse' | 'note'
export type DecisionCode = (typeof decisionCodes)[number]

/** What is odd about an event without changing its outcome. */
export type Mark =
  | 'entry_twice'
  | 'exit_without_entry'
  | 'clock'
  | 'late'
  | 'expired'
  | 'fake'
  | 'corrected'
  | 'barred'
  | 'maker_ended'

export interface Decision {
  outcome: Outcome
  code: DecisionCode
  right: { id: string | null; kind: Right['kind'] } | null
  /** for the guard to choose from */
  near: readonly string[]
  marks: readonly Mark[]
}

const ORDER: readonly Right['kind'][] = ['owner', 'monthly', 'visitor', 'exit', 'temporary']

const holdsAt = (r: Right, ms: number) => r.fromMs <= ms && (r.untilMs === null || ms < r.untilMs)
const fits = (r: Right, lane: LaneFacts, direction: 'in' | 'out') =>
  (r.direction === 'both' || r.direction === direction) && (r.lanes === null || r.lanes.includes(lane.id))

const answer = (outcome: Outcome, code: DecisionCode, more: Partial<Decision> = {}): Decision => ({
  outcome,
  code,
  right: null,
  near: [],
  marks: [],
  ...more,
})

/** @param closure null where none is in force */
export function decide(
  lane: LaneFacts,
  seen: Seen,
  known: Known,
  rule: DecisionRule,
  closure: ClosureFacts | null,
): Decision {
  const { nowMs, direction, plate } = seen
  const now = known.rights.filter(r => holdsAt(r, nowMs))
  const special = now.find(r => r.kind === 'special')
  const barred = now.find(r => r.kind === 'barred')
  const right = ORDER.map(kind => now.find(r => r.kind === kind && fits(r, lane, direction))).find(
    r => r !== undefined,
  )
  // What has happened is only told; nothing may move a barrier for a car that has long gone.
  if (seen.replay)
    return answer('note', 'replay', { right: asRight(special ?? right), marks: oddWay(seen, known) })
  if (seen.openedByDevice)
    return answer('open', 'device_list', { right: asRight(special ?? right), marks: oddWay(seen, known) })
  if (special && plate !== '' && !unsure(seen, rule.knownConfidence))
    return answer('open', 'right_special', { right: asRight(special) })
  return (
    standing(lane, seen, known, rule, closure, barred) ??
    (plate === '' ? withoutPlate(lane, seen) : undefined) ??
    (right ? byRight(lane, seen, known, rule, right) : withoutRight(lane, seen, known, rule))
  )
}

const asRight = (r: Right | undefined) => (r ? { id: r.id, kind: r.kind } : null)

const unsure = (seen: Seen, least: number) => seen.confidence !== null && seen.confidence < least

function oddWay(seen: Seen, known: Known): Mark[] {
  if (seen.plate === '') return []
  if (seen.direction === 'in') return known.last?.direction === 'in' ? ['entry_twice'] : []
  return known.last?.direction === 'in' ? [] : ['exit_without_entry']
}

/** What stands against everybody: the bar, the lane, the gate, the other camera, the closure. */
function standing(
  lane: LaneFacts,
  seen: Seen,
  known: Known,
  rule: DecisionRule,
  closure: ClosureFacts | null,
  barred: Right | undefined,
): Decision | undefined {
  const { direction, nowMs } = seen
  // Nobody is locked in: a barred car that is inside leaves by the guard's hand.
  if (barred && direction === 'in') return answer('refuse', 'barred', { right: asRight(barred) })
  if (barred) return answer('hold', 'barred_out', { right: asRight(barred) })
  if (lane.direction !== 'both' && lane.direction !== direction) return answer('refuse', 'lane_direction')
  if (lane.gate === 'closed') return answer('refuse', 'gate_closed')
  const { last } = known
  if (
    seen.plate !== '' &&
    last !== null &&
    last.laneId !== lane.id &&
    last.direction === direction &&
    nowMs - last.ms >= 0 &&
    nowMs - last.ms <= rule.twoLanesMs
  )
    return answer('refuse', 'other_lane')
  if (closure && !closure.withinHours) return answer('refuse', 'outside_hours')
  if (closure || lane.gate === 'guarded') return answer('hold', 'registration')
  return undefined
}

function withoutPlate(lane: LaneFacts, seen: Seen): Decision {
  return seen.direction === 'out' && lane.leaving === 'free'
    ? answer('open', 'leaving_free')
    : answer('hold', 'no_plate')
}

function byRight(lane: LaneFacts, seen: Seen, known: Known, rule: DecisionRule, right: Right): Decision {
  const mine = { right: asRight(right), marks: oddWay(seen, known) }
  if (seen.fake) return answer('hold', 'fake', mine)
  if (unsure(seen, rule.knownConfidence))
    return answer('hold', 'unsure', { ...mine, near: [seen.plate, ...known.near] })
  if (seen.direction === 'in') {
    if (lane.passback === 'hold' && known.last?.direction === 'in') return answer('hold', 'passback', mine)
    if (right.group && known.groupInside(right.group.id) >= right.group.spaces)
      return lane.temporary === 'open'
        ? answer('open', 'group_temporary', { ...mine, right: { id: null, kind: 'temporary' } })
        : answer('hold', 'group_full', mine)
  }
  const marks = lane.passback === 'off' ? [] : mine.marks
  return answer('open', `right_${right.kind}` as DecisionCode, { ...mine, marks })
}

/** Nobody knows this plate here and now: is it a misread, a reading of no plate, a right that ended, a stranger? */
function withoutRight(lane: LaneFacts, seen: Seen, known: Known, rule: DecisionRule): Decision {
  const { nowMs, direction } = seen
  const own = known.rights.filter(r => r.kind !== 'barred' && r.kind !== 'exit')
  const marks = oddWay(seen, known)
  if (known.rights.length === 0 && known.last?.direction !== 'in') {
    if (known.near.length > 0) return answer('hold', 'near', { near: known.near, marks })
    if (seen.fake) return answer('hold', 'fake', { marks })
    if (doubtful(seen.plate)) return answer('hold', 'doubtful', { marks })
  }
  if (unsure(seen, rule.confidence)) return answer('hold', 'unsure', { near: known.near, marks })
  if (seen.fake) return answer('hold', 'fake', { marks })
  if (direction === 'out')
    return lane.leaving === 'free'
      ? answer('open', 'leaving_free', { marks })
      : answer('hold', 'unpaid', { marks })
  const ended = own.some(r => r.untilMs !== null && r.untilMs <= nowMs)
  if (lane.temporary === 'open')
    return answer('open', 'temporary', {
      right: { id: null, kind: 'temporary' },
      marks: ended ? [...marks, 'expired'] : marks,
    })
  if (own.some(r => holdsAt(r, nowMs))) return answer('hold', 'lane_not_allowed', { marks })
  if (ended) return answer('hold', 'expired', { marks })
  if (own.some(r => nowMs < r.fromMs)) return answer('hold', 'early', { marks })
  return lane.temporary === 'hold'
    ? answer('hold', 'unknown', { marks })
    : answer('refuse', 'no_right', { marks })
}

/**
 * Whether an event was sent late although its device does not say so. Devices' clocks are wrong by any amount but steadily;
 * a queue that is sent late differs from one event to the next.
 * @param offset how far the device's clock lay behind ours at its last event; null when nothing is known of it
 */
export function sentLate(
  deviceMs: number | null,
  nowMs: number,
  offset: number | null,
  lateMs: number,
): boolean {
  if (deviceMs === null || !clockBelieved(deviceMs, nowMs)) return false
  const behind = nowMs - deviceMs
  if (behind <= lateMs) return false
  return offset === null || Math.abs(behind - offset) > 5000
}

/** 2020: before it no device of ours was built; a clock there, or a day ahead of us, has lost its battery. */
export function clockBelieved(deviceMs: number, nowMs: number): boolean {
  return deviceMs > 1_577_836_800_000 && deviceMs < nowMs + 86_400_000
}
