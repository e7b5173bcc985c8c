/** Events that an agent decided while it was alone, or told us at once: kept once each, in the house's own form. */
import { Temporal } from 'temporal-polyfill'
import type { Ctx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { openSealed, type SealedBox } from '../gate/sealing.ts'
import { asCardItem } from './cards.ts'
import { EdgeEvent, edgeApi } from './contract-edge.ts'
import type { DecisionCode, Mark } from './decide.ts'
import { agentOf } from './edge.ts'
import { buildItem } from './item.ts'
import type { DeviceRow } from './store-world.ts'
import { storingOf } from './storing.ts'
import type { PlateReading } from './wire.ts'
import { type EstateWorld, worldOf } from './world.ts'

/** An agent's time is believed within this back and not ahead of ours: it is our own, carried on. */
const BELIEVED_MS = 40 * 86_400_000

interface Sent {
  id: string
  deviceId: string
  record: string
  atMs: number
  sealed: SealedBox
}

type Outcome = 'stored' | 'repeat' | 'unreadable'

export const takeEvents = verb(
  'lane.agent_events',
  edgeApi['POST /api/edge/:key/events'],
  async (ctx, input) => {
    const agent = await agentOf(ctx, input.key)
    const world = await worldOf(ctx.house).estate(agent.estate_id)
    const outcomes = await Promise.all(input.events.map(e => one(ctx, world, agent, e)))
    return { results: input.events.map((e, n) => ({ id: e.id, outcome: outcomes[n] ?? 'unreadable' })) }
  },
)

async function one(
  ctx: Ctx,
  world: EstateWorld,
  agent: { id: string; name: string },
  sent: Sent,
): Promise<Outcome> {
  const event = read(world, sent)
  const device = event && (await worldOf(ctx.house).deviceById(world.estateId, event.deviceId))
  if (!event || !device || !world.lanes.has(event.laneId)) {
    ctx.house.log.warn({ agent: agent.id, event: sent.id }, 'lane: an agent’s event could not be read')
    return 'unreadable'
  }
  const stored = await storingOf(ctx.house).store(
    world.estateId,
    world.key,
    cardOr(world, event, itemOf(ctx, world, agent, device, sent, event)),
  )
  if (stored === 'journal') return 'stored'
  if (stored.fresh && event.card === null && event.letThrough && !event.replay && event.plate !== '')
    world.passed(world.blind(event.plate), {
      direction: event.direction,
      ms: sent.atMs,
      laneId: event.laneId,
    })
  return stored.fresh ? 'stored' : 'repeat'
}

function read(world: EstateWorld, sent: Sent) {
  try {
    const parsed = EdgeEvent.safeParse(openSealed(world.key, sent.sealed))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function cardOr(
  world: EstateWorld,
  e: NonNullable<ReturnType<typeof read>>,
  item: ReturnType<typeof itemOf>,
) {
  return e.card ? asCardItem(world, item, e.card, e.plate) : item
}

/** What moved the barrier; a replay moved none of ours. */
function openerOf(e: NonNullable<ReturnType<typeof read>>): 'hand' | 'device' | 'decision' | null {
  if (e.card?.granted) return 'device'
  if (e.outcome !== 'open') return null
  if (e.byHand) return 'hand'
  return e.code === 'device_list' ? 'device' : 'decision'
}

function itemOf(
  ctx: Ctx,
  world: EstateWorld,
  agent: { id: string; name: string },
  device: DeviceRow,
  sent: Sent,
  e: NonNullable<ReturnType<typeof read>>,
) {
  const nowMs = ctx.now.epochMilliseconds
  const atMs = e.atMs > nowMs || nowMs - e.atMs > BELIEVED_MS ? nowMs : e.atMs
  const reading: PlateReading = {
    kind: 'plate',
    record: e.record,
    raw: e.plate,
    colour: e.colour,
    confidence: e.confidence,
    vehicle: e.vehicle,
    direction: e.direction,
    deviceMs: e.deviceMs,
    replay: e.replay,
    openedByDevice: e.code === 'device_list',
    fake: false,
    serial: null,
    name: null,
    pictures: [],
  }
  return buildItem(ctx.house, {
    world,
    id: sent.id,
    now: Temporal.Instant.fromEpochMilliseconds(atMs),
    laneId: e.laneId,
    direction: e.direction,
    plate: e.card ? '' : e.plate,
    blind: e.plate === '' || e.card ? null : world.blind(e.plate),
    decision: {
      outcome: e.outcome,
      code: e.code as DecisionCode,
      right: e.rightKind === null ? null : { id: e.rightId, kind: e.rightKind },
      near: e.near,
      marks: e.marks as Mark[],
    },
    through: e.letThrough,
    openedBy: openerOf(e),
    replay: e.replay,
    pictureId: null,
    device,
    reading,
    record: e.record,
    ...(e.byHand
      ? {
          hand: {
            id: agent.id,
            name: e.byHand.name,
            kind: 'device',
            reason: e.byHand.reason,
            vehicle: e.vehicle,
            note: agent.name,
          },
        }
      : {}),
  })
}
