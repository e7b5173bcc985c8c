/** Reading what lanes decided: the log, one event, the lanes as they are now. */
import { dayEnd, dayStart, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { makerMark } from '../gate/maker.ts'
import { zoneOf } from '../gate/store-site.ts'
import { laneApi } from './contract.ts'
import { normalPlate } from './plate.ts'
import { presentCommand, presentEvent, seesPlates } from './present.ts'
import { recentCommands } from './store-command.ts'
import { devices } from './store-device.ts'
import { type EventFull, eventById, heldNow, latestOf, logPage } from './store-log.ts'
import { lanesNow } from './store-world.ts'
import { worldOf } from './world.ts'

const P = '/api/estates/:estateId' as const

/** A device that was not heard for so long counts as silent: heartbeats come every 5 to 30 s. */
export const SILENT = { minutes: 2 }
/** A held car older than this has gone one way or the other. */
const HELD = { minutes: 30 }

export const listEvents = query('lane.events', laneApi[`GET ${P}/lane-events`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const zone = (await zoneOf(ctx.db, input.estateId)) ?? ZONE
  const { rows, total } = await logPage(ctx.db, input.estateId, {
    ...input,
    plate: input.plate ? cipher.blind('plate', normalPlate(input.plate)) : null,
    from: input.from ? dayStart(input.from, zone) : null,
    until: input.until ? dayEnd(input.until, zone) : null,
  })
  const whole = seesPlates(ctx, input.estateId)
  return { items: rows.map(r => presentEvent(cipher, r, whole)), total }
})

/** @throws core.not_found when the estate has no such event */
export async function eventOf(ctx: Ctx, estateId: string, id: string, lock = false): Promise<EventFull> {
  const row = await eventById(ctx.db, estateId, id, lock)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const oneEvent = query('lane.event', laneApi[`GET ${P}/lane-events/:id`], async (ctx, input) =>
  presentEvent(
    await ctx.cipher(input.estateId),
    await eventOf(ctx, input.estateId, input.id),
    seesPlates(ctx, input.estateId),
  ),
)

/** The lanes of an estate as the booth and the guard see them. */
export const lanesAsNow = query('lane.now', laneApi[`GET ${P}/lanes/now`], async (ctx, { estateId }) => {
  const lanes = (await lanesNow(ctx.db, [estateId]))
    .filter(l => l.carries !== 'person')
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  const [latest, held, machines, commands] = await Promise.all([
    latestOf(
      ctx.db,
      estateId,
      lanes.map(l => l.id),
      ctx.now,
    ),
    heldNow(ctx.db, estateId, ctx.now.subtract(HELD)),
    devices(ctx.db, estateId),
    recentCommands(ctx.db, estateId, 50),
  ])
  const cipher = await ctx.cipher(estateId)
  const alive = ctx.now.subtract(SILENT).epochMilliseconds
  return {
    lanes: lanes.map(l => {
      const here = machines.filter(d => d.lane_id === l.id)
      const event = latest.find(e => e.lane_id === l.id)
      const command = commands.find(c => c.lane_id === l.id)
      return {
        id: l.id,
        name: l.name,
        gateId: l.gate_id,
        gate: l.gate_name,
        gateState: l.gate_state,
        direction: l.direction,
        barrier: here.some(d => d.way !== 'none'),
        devices: here.length,
        heard: here.filter(d => d.seen_at !== null && d.seen_at.epochMilliseconds >= alive).length,
        latest: event ? presentEvent(cipher, event, true) : null,
        command: command ? presentCommand(command) : null,
      }
    }),
    held: held.map(e => presentEvent(cipher, e, true)),
    sealTo: (await worldOf(ctx.house).estate(estateId)).sealTo,
    maker: makerMark(ctx, estateId),
  }
})

export const listCommands = query('lane.commands', laneApi[`GET ${P}/lane-commands`], async (ctx, input) => ({
  items: (await recentCommands(ctx.db, input.estateId, 100)).map(presentCommand),
}))
