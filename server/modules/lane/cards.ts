/** What an access controller read (S3-48): it decides by its own list; here it is kept, once, with the card's number sealed. */
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { clockBelieved } from './decide.ts'
import { healthOf } from './health.ts'
import { buildItem } from './item.ts'
import type { DeviceRow } from './store-world.ts'
import { storingOf } from './storing.ts'
import type { CardReading } from './wire.ts'
import { worldOf } from './world.ts'

/** @throws core.unavailable when it could be stored nowhere */
export async function takeCard(house: House, device: DeviceRow, card: CardReading): Promise<void> {
  if (device.lane_id === null) return
  const now = house.clock.now()
  const world = await worldOf(house).estate(device.estate_id)
  const lane = world.lanes.get(device.lane_id)
  const believed = card.deviceMs !== null && clockBelieved(card.deviceMs, now.epochMilliseconds)
  const direction =
    device.direction === 'told' ? (lane?.direction === 'out' ? 'out' : 'in') : device.direction
  const reading = {
    ...card,
    kind: 'plate' as const,
    raw: '',
    colour: null,
    confidence: null,
    vehicle: 'other' as const,
    direction: null,
    openedByDevice: false,
    fake: false,
  }
  const item = buildItem(house, {
    world,
    id: newId(now.epochMilliseconds),
    now,
    laneId: device.lane_id,
    direction,
    plate: '',
    blind: null,
    decision: {
      outcome: 'note',
      code: 'card',
      right: null,
      near: [],
      marks: believed || card.deviceMs === null ? [] : ['clock'],
    },
    through: card.granted,
    openedBy: card.granted ? 'device' : null,
    replay: card.replay,
    pictureId: null,
    device,
    reading,
    record:
      believed || card.replay ? card.record : `${card.record}@${Math.floor(now.epochMilliseconds / 600_000)}`,
  })
  await storingOf(house).store(device.estate_id, world.key, {
    ...item,
    subject: 'card',
    plate_kind: card.means,
    sealed: world.cipher.seal('plate', card.number).toString('hex'),
    blind: world.cipher.blind('card', card.number).toString('hex'),
    job: null,
    payload: null,
  })
  healthOf(house).event(device, reading, now, 0)
}
