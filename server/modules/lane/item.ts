/** An event as the storing statement takes it: sealed, blinded, with its audit and its news. */
import type { Instant } from '../../core/clock.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { clockBelieved, type Decision } from './decide.ts'
import { VEHICLE_PASSED } from './news.ts'
import { plateKindOf } from './plate.ts'
import type { EventItem } from './store-event.ts'
import type { DeviceRow } from './store-world.ts'
import type { PlateReading } from './wire.ts'
import { type EstateWorld, instantOf } from './world.ts'

export interface Facts {
  world: EstateWorld
  id: string
  now: Instant
  laneId: string
  direction: 'in' | 'out'
  plate: string
  blind: string | null
  decision: Decision
  /** let through; gives news */
  through: boolean
  openedBy: 'decision' | 'device' | 'hand' | null
  replay: boolean
  pictureId: string | null
  same?: { id: string; at: string; taken: Promise<{ eventId: string }> } | undefined
  over?: { id: string; at: string } | undefined
  /** absent: a person said it */
  device?: DeviceRow
  reading?: PlateReading
  record?: string
  /** a person wrote it down without network: when, by his device's clock */
  handMs?: number
  /** why nothing is to be charged */
  free?: string
  hand?: { id: string; name: string; kind: string; reason: string; vehicle: string; note: string | null }
}

const EPOCH = '1970-01-01T00:00:00Z'

/** PostgreSQL holds years to 294276; a device's nonsense beyond it is no time. */
function timeText(ms: number | null): string | null {
  return ms === null ? null : instantOf(ms).toString()
}

/** Once said for each process: without a room that hears it, news would wait for ever. */
const hears = (house: House) => house.jobs.jobs.has(VEHICLE_PASSED)

export function buildItem(house: House, f: Facts): Omit<EventItem, 'n'> {
  const { world, decision, reading, device } = f
  const nowMs = f.now.epochMilliseconds
  const at = f.now.toString()
  const sealed = f.plate === '' ? null : world.cipher.seal('plate', f.plate).toString('hex')
  const deviceMs = reading?.deviceMs ?? f.handMs ?? null
  const deviceAt = timeText(deviceMs)
  const believed = deviceMs !== null && clockBelieved(deviceMs, nowMs)
  const passedAt = f.replay && believed ? (deviceAt ?? at) : at
  const local = instantOf(Date.parse(passedAt)).toZonedDateTimeISO(world.zone)
  const kind = plateKindOf(f.plate)
  const news = f.through && sealed !== null && f.blind !== null && hears(house)
  return {
    id: f.id,
    at,
    device: device?.id ?? null,
    record: f.record ?? null,
    seen_time: deviceAt ?? EPOCH,
    device_at: deviceAt,
    lane: f.laneId,
    gate: world.lanes.get(f.laneId)?.gate_id ?? '',
    direction: f.direction,
    subject: 'vehicle',
    replay: f.replay,
    manual: f.hand !== undefined,
    sealed,
    blind: f.blind,
    read:
      reading && reading.raw !== f.plate && reading.raw !== ''
        ? world.cipher.seal('raw', reading.raw).toString('hex')
        : null,
    plate_kind: kind,
    colour: reading?.colour ?? null,
    vehicle: f.hand?.vehicle ?? reading?.vehicle ?? 'car',
    confidence: reading?.confidence ?? null,
    outcome: decision.outcome,
    code: decision.code,
    right_kind: decision.right?.kind ?? null,
    right_id: decision.right?.id ?? null,
    near:
      decision.near.length > 0
        ? world.cipher.seal('near', JSON.stringify(decision.near)).toString('hex')
        : null,
    marks: [...decision.marks],
    through: f.through,
    opened_by: f.openedBy,
    picture: f.pictureId,
    note: f.hand?.note ?? null,
    settled_by: f.hand?.name ?? null,
    settled_as: f.hand ? 'opened' : null,
    same_id: f.same?.id ?? null,
    same_at: f.same?.at ?? null,
    over_id: f.over?.id ?? null,
    over_at: f.over?.at ?? null,
    passed_at: passedAt,
    day: local.toPlainDate().toString(),
    hour: local.hour,
    audit_id: newId<'audit'>(nowMs),
    actor_kind: f.hand?.kind ?? 'device',
    actor: f.hand?.id ?? device?.id ?? '',
    actor_name: f.hand?.name ?? device?.name ?? '',
    reason: f.hand?.reason ?? null,
    outbox_id: newId<'outbox'>(nowMs),
    job: news ? VEHICLE_PASSED : null,
    payload: news
      ? {
          estateId: world.estateId,
          eventId: f.id,
          at,
          deviceAt,
          laneId: f.laneId,
          gateId: world.lanes.get(f.laneId)?.gate_id,
          direction: f.direction,
          plateSealed: sealed,
          plateBlind: f.blind,
          plateKind: kind,
          plateColour: reading?.colour ?? null,
          rightKind: decision.right?.kind ?? null,
          rightId: decision.right?.id ?? null,
          pictureId: f.pictureId,
          manual: f.hand !== undefined,
          replay: f.replay,
          free: f.free ?? null,
        }
      : null,
  }
}
