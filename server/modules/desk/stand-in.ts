/** A steward's leave begins: what he has in hand goes to his stand-in, in the open, each in its course (S1-05, S8-20). */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import { type Away, awayOn } from '../roster/duty.ts'
import { leaves } from '../roster/store-leave.ts'
import * as store from './store.ts'
import { openOf } from './store-matter.ts'
import { viewpoint } from './viewpoint.ts'

/** Runs when a leave begins; withdrawn, over, or run twice it does nothing more. */
export async function handToStandIn(outer: Ctx, estateId: string, leaveId: string): Promise<void> {
  const [leave] = await leaves(outer.db, estateId, { id: leaveId })
  const away = leave && (await awayOn(outer, estateId, outer.now)).get(leave.account_id)
  if (!leave || !away || away.standIn.accountId !== leave.stand_in_id) return
  await within(outer, async ctx => {
    let given = 0
    for (const id of await openOf(ctx.db, estateId, away.accountId))
      if (await give(ctx, estateId, id, away)) given++
    if (given === 0) return
    await notify(ctx, {
      estateId,
      to: away.standIn,
      kind: 'ticket.stand_in',
      title: {
        zh: `您替${away.name}代班，${given} 件工单转到您名下`,
        en: `You stand in for ${away.name}: ${given} ticket(s) are yours now`,
      },
      body: {
        zh: `代班至 ${away.until}。请打开“我的任务”查看各自的时限。`,
        en: `Until ${away.until}. Open “My tasks” and look at their limits.`,
      },
      ref: { topic: 'ticket', id: leaveId },
    })
  })
}

async function give(ctx: Ctx, estateId: string, id: string, away: Away): Promise<boolean> {
  const v = viewpoint(ctx, estateId, 'ticket.read')
  if (!(await store.lockTicket(ctx.db, estateId, id, v, false))) return false
  const [b] = await store.bundles(ctx.db, estateId, [id], v, false)
  if (!b || b.ticket.closed_at !== null || b.ticket.assignee_id !== away.accountId) return false
  const { standIn } = away
  // what only waits for the customer's word stays as far as it is
  const again = b.ticket.state === 'handled' ? {} : { state: 'received', taken_at: null }
  await store.updateTicket(ctx.db, estateId, id, {
    ...again,
    assignee_id: standIn.accountId,
    assignee_name: standIn.name,
  })
  const data = { from: away.name, to: standIn.name, standIn: away.until }
  await store.addEvent(ctx.db, {
    estate_id: estateId,
    ticket_id: id,
    id: newId(ctx.now.epochMilliseconds),
    seq: b.ticket.version + 1,
    at: ctx.now,
    device_time: null,
    act: 'handover',
    by_id: null,
    by_name: '',
    text: null,
    data: JSON.stringify(data),
  })
  await ctx.audit({ action: 'ticket.handover', subject: 'ticket', subjectId: id, after: data }, estateId)
  await ctx.signal({ estateId, topic: 'ticket', ref: id })
  return true
}
