/**
 * What a reader of cards or codes read (S3-48, S4-18): where the controller decided by its own list it is kept; where it did
 * not, the house decides as for a plate and opens or says why not. The number stands sealed.
 */
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { cardReadings } from './card-number.ts'
import { clockBelieved, type Decision, sentLate } from './decide.ts'
import { asReading, cardRecord, decideCard } from './decide-card.ts'
import { healthOf } from './health.ts'
import { buildItem } from './item.ts'
import type { DeviceRow } from './store-world.ts'
import { storingOf } from './storing.ts'
import type { CardReading } from './wire.ts'
import { type EstateWorld, worldOf } from './world.ts'

export interface CardTaken {
  eventId: string
  opens: boolean
  decision: Decision
  laneId: string
}

/** The number in the form that is on record, or its likeliest one. */
function known(world: EstateWorld, text: string): { number: string; blind: string } {
  const readings = cardReadings(text).map(number => ({
    number,
    blind: world.cipher.blind('card', number).toString('hex'),
  }))
  return readings.find(r => world.cards.has(r.blind)) ?? (readings[0] as { number: string; blind: string })
}

/** @throws core.unavailable when it could be stored nowhere */
export async function takeCard(
  house: House,
  device: DeviceRow,
  card: CardReading,
): Promise<CardTaken | undefined> {
  if (device.lane_id === null) return undefined
  const now = house.clock.now()
  const nowMs = now.epochMilliseconds
  const world = await worldOf(house).estate(device.estate_id)
  const lane = world.lanes.get(device.lane_id)
  if (!lane) return undefined
  const believed = card.deviceMs !== null && clockBelieved(card.deviceMs, nowMs)
  const direction = device.direction === 'told' ? (lane.direction === 'out' ? 'out' : 'in') : device.direction
  const offset = healthOf(house).offset(device)
  const replay = card.replay || sentLate(card.deviceMs, nowMs, offset, world.rule.lateMs)
  const { number, blind } = known(world, card.number)
  const byNumber = card.means === 'card' || card.means === 'code'
  const decision = decideCard(
    { ...lane, gate: lane.gate_state },
    // fingers and faces are known to the controller alone
    { direction, nowMs, replay, granted: card.granted || !byNumber },
    world.cards.get(blind) ?? [],
    world.rule,
    world.closureAt(now),
  )
  const opens = decision.outcome === 'open'
  const reading = asReading(card)
  const id = newId<'lane_event'>(nowMs)
  const item = buildItem(house, {
    world,
    id,
    now,
    laneId: device.lane_id,
    direction,
    plate: '',
    blind: null,
    decision: { ...decision, marks: believed || card.deviceMs === null ? [] : ['clock'] },
    through: card.granted || opens,
    openedBy: card.granted ? 'device' : opens ? 'decision' : null,
    replay,
    pictureId: null,
    device,
    reading,
    record: cardRecord(card, nowMs),
  })
  const stored = await storingOf(house).store(
    device.estate_id,
    world.key,
    asCardItem(world, item, card, number),
  )
  healthOf(house).event(device, reading, now, 0)
  const fresh = stored === 'journal' || stored.fresh
  const ageMs = fresh || stored.event_ms === null ? 0 : nowMs - stored.event_ms
  return {
    eventId: fresh ? id : (stored.event_id ?? id),
    opens: opens && (fresh || (stored.outcome === 'open' && ageMs <= world.rule.repeatMs)),
    decision,
    laneId: device.lane_id,
  }
}

/** An event's row that is of a card: its number in place of a plate, and no news of a vehicle. */
export function asCardItem<T extends object>(
  world: EstateWorld,
  item: T,
  card: { means: CardReading['means'] },
  number: string,
) {
  return {
    ...item,
    subject: 'card' as const,
    plate_kind: card.means,
    sealed: world.cipher.seal('plate', number).toString('hex'),
    blind: world.cipher.blind('card', number).toString('hex'),
    job: null,
    payload: null,
  }
}
