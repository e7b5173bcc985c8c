/**
 * Barrier commands (S4-16): asked by a person or a room, carried by what the lane's device can do. "Accepted" is the
 * device's answer; that the barrier moved only a position signal says.
 */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { laneFail } from './errors.ts'
import { holdingOf } from './holding.ts'
import { deliver } from './sending.ts'
import { barrierOf, insertCommand } from './store-command.ts'

export interface OpenLane {
  estateId: string
  laneId: string
  act: 'open' | 'close'
  /** why: stands in the audit and on the lane's list */
  reason: string
  eventId?: string
  /** goes to devices that want it with the command; sealed in the audit */
  plate?: string
}

const actorOf = (ctx: Ctx) => ({
  id: 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind,
  name: 'name' in ctx.actor ? ctx.actor.name : '',
})

/**
 * Asks for a barrier to be moved, in the caller's transaction; the sending follows its commit. The caller has judged who
 * may (lane.operate, parking.charge).
 * @returns the command, whose state goes queued → sent → accepted | failed
 * @throws lane.no_barrier where no device of the lane can move it
 */
export async function openLane(ctx: Ctx, o: OpenLane): Promise<{ commandId: string }> {
  const device = await barrierOf(ctx.db, o.estateId, o.laneId)
  if (device === undefined) throw laneFail('lane.no_barrier')
  const id = newId<'lane_command'>(ctx.now.epochMilliseconds)
  const by = actorOf(ctx)
  await insertCommand(ctx.db, o.estateId, {
    id,
    lane_id: o.laneId,
    device_id: device.id,
    act: o.act,
    way: device.way,
    reason: o.reason,
    event_id: o.eventId ?? null,
    asked_by: by.id,
    asked_name: by.name,
    asked_at: ctx.now,
  })
  await ctx.audit(
    {
      action: `lane.${o.act}`,
      subject: 'lane',
      subjectId: o.laneId,
      reason: o.reason,
      after: { commandId: id, deviceId: device.id, eventId: o.eventId ?? null },
      ...(o.plate ? { sensitive: { plate: o.plate } } : {}),
    },
    o.estateId,
  )
  await ctx.signal({ estateId: o.estateId, topic: 'lane', ref: o.laneId })
  const heard = device.way === 'agent' ? device.agent_id : device.id
  if (heard !== null) ctx.afterCommit(() => holdingOf(ctx.house).wake(heard))
  if (device.way === 'digest') ctx.afterCommit(() => void deliver(ctx.house, o.estateId, id, o.plate))
  return { commandId: id }
}
