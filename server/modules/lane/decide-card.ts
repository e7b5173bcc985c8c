/**
 * A card at a reader goes by the lane's own decision (`decide.ts`): the gate, the closure, the way of the lane, the right and
 * its times. What is a card's own is that an unknown one never opens and always hears why. Pure: also in the gatehouse.
 */
import {
  type ClosureFacts,
  clockBelieved,
  type Decision,
  type DecisionRule,
  decide,
  type LaneFacts,
  type Right,
} from './decide.ts'
import type { CardReading, PlateReading } from './wire.ts'

export interface CardSeen {
  direction: 'in' | 'out'
  nowMs: number
  replay: boolean
  /** the controller opened by its own list */
  granted: boolean
}

/** @param rights of this card, also those that have run out */
export function decideCard(
  lane: LaneFacts,
  seen: CardSeen,
  rights: readonly Right[],
  rule: DecisionRule,
  closure: ClosureFacts | null,
): Decision {
  const none: Decision = { outcome: 'note', code: 'card', right: null, near: [], marks: [] }
  if (seen.replay || seen.granted) return none
  const d = decide(
    // what a lane does for cars without a right it does for no card
    { ...lane, temporary: 'refuse', leaving: 'right', passback: 'off' },
    {
      plate: 'CARD',
      confidence: null,
      fake: false,
      direction: seen.direction,
      nowMs: seen.nowMs,
      replay: false,
      openedByDevice: false,
    },
    { rights: [...rights], last: null, groupInside: () => 0, near: [] },
    rule,
    closure,
  )
  if (d.outcome === 'open') return { ...d, code: 'card_open', marks: [] }
  if (rights.length === 0 && OF_PLATES.has(d.code))
    return { ...none, outcome: 'refuse', code: 'card_unknown' }
  if (!OF_PLATES.has(d.code)) return { ...d, marks: [] }
  const holds = rights.some(r => r.fromMs <= seen.nowMs && (r.untilMs === null || seen.nowMs < r.untilMs))
  return { ...none, outcome: 'refuse', code: holds ? 'card_elsewhere' : 'card_ended' }
}

/** Answers that speak of a plate's missing right; the others (gate, closure, way) hold for cards as they are. */
const OF_PLATES = new Set<string>([
  'doubtful',
  'no_right',
  'unknown',
  'unpaid',
  'expired',
  'early',
  'lane_not_allowed',
  'near',
  'unsure',
])

/** Swipes of a reader that numbers nothing are one within this: it sends what it was not answered for again. */
const SWIPE_MS = 3000

/** The dedupe name of a swipe; that of a device without a clock carries our ten minutes, as a plate's does. */
export function cardRecord(card: CardReading, nowMs: number): string {
  if (card.record === '') return `${card.number.slice(0, 60)}@${Math.floor(nowMs / SWIPE_MS)}`
  const believed = card.deviceMs !== null && clockBelieved(card.deviceMs, nowMs)
  return believed || card.replay
    ? card.record.slice(0, 70)
    : `${card.record.slice(0, 60)}@${Math.floor(nowMs / 600_000)}`
}

/** A card in the shape in which events are built; it says nothing of a vehicle. */
export function asReading(card: CardReading): PlateReading {
  return {
    ...card,
    kind: 'plate',
    raw: '',
    colour: null,
    confidence: null,
    vehicle: 'other',
    direction: null,
    openedByDevice: false,
    fake: false,
  }
}
