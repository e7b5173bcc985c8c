/** One matter, several calls: the customer comes back, tickets are linked or joined, the first receiver changes in the open. */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { notify } from '../notice/notify.ts'
import { nameFor } from '../roster/names.ts'
import { stop } from './clocks.ts'
import { deskApi } from './contract.ts'
import { tellCustomer } from './customer.ts'
import { deskFail } from './errors.ts'
import type { TicketRecord } from './store.ts'
import * as store from './store.ts'
import { linkTickets, moveJoined, ticketOf } from './store-matter.ts'
import type { Viewpoint } from './viewpoint.ts'
import { type Change, doAct, type Work } from './work.ts'

const path = '/api/estates/:estateId/tickets/:ticketId'

/** The customer came back on the matter (one call in fourteen): counted, kept in the course, its handler told. */
export const again = verb('desk.again', deskApi[`POST ${path}/again`], (ctx, input) =>
  doAct(ctx, input, 'again', false, w => cameBack(w, input.text, input.channel)),
)

export const myAgain = verb(
  'desk.my_again',
  deskApi['POST /api/estates/:estateId/my/tickets/:ticketId/again'],
  (ctx, input) => doAct(ctx, input, 'again', true, w => cameBack(w, input.text, 'app')),
)

async function cameBack(w: Work, text: string, channel: string): Promise<Change> {
  const { ticket, ctx } = w
  const repeats = ticket.repeats + 1
  if (ticket.assignee_id && ticket.assignee_id !== w.v.accountId)
    await notify(ctx, {
      estateId: ticket.estate_id,
      to: { accountId: ticket.assignee_id, name: ticket.assignee_name ?? '' },
      kind: 'ticket.again',
      title: {
        zh: `${ticket.number} 业户第 ${repeats} 次催问`,
        en: `${ticket.number}: the customer asks again (${repeats})`,
      },
      body: { zh: '请打开工单查看补充内容并回复业户', en: 'Open the ticket, read what was added and answer' },
      ref: { topic: 'ticket', id: ticket.id },
    })
  return { set: { repeats }, text, data: { channel, repeats }, tell: ticket.assignee_id }
}

/** Both tickets stay; each shows the other. */
export const link = verb('desk.link', deskApi[`POST ${path}/link`], (ctx, input) =>
  doAct(ctx, input, 'link', false, async w => {
    const other = await otherOf(w, input.otherId)
    await linkTickets(ctx.db, w.ticket, other.id, ctx.now, w.v.name)
    await noteAt(ctx, w.v, other, 'link', null, { other: w.ticket.number })
    return { data: { other: other.number } }
  }),
)

/**
 * Joins this ticket into another: its own clocks stop where they stand (what was late stays late), both courses stay
 * whole, and both customers are told, over the screen or, who has none, by a call that the course asks for.
 */
export const join = verb('desk.join', deskApi[`POST ${path}/join`], (ctx, input) =>
  doAct(ctx, input, 'join', false, async w => {
    const { ticket } = w
    const into = await otherOf(w, input.intoId)
    if (into.closed_at !== null) throw deskFail('desk.join_closed', { params: { number: into.number } })
    const told = await tellCustomer(ctx, ticket, 'ticket.joined', {
      title: { zh: '您的诉求已并案处理', en: 'Your request is handled together with another' },
      body: {
        zh: `您的诉求 ${ticket.number} 与 ${into.number} 是同一件事，已并案处理，结果会一并告知您`,
        en: `${ticket.number} and ${into.number} are one matter; they are handled together and you will hear the result`,
      },
    })
    const toldInto = await tellCustomer(ctx, into, 'ticket.joined', {
      title: { zh: '又有住户反映同一件事', en: 'Another resident reported the same' },
      body: {
        zh: `您的诉求 ${into.number} 又有住户反映，已并案处理`,
        en: `Another resident reported the matter of ${into.number}; it is handled together`,
      },
    })
    const text = input.reason
    const others = into.repeats + ticket.repeats + 1
    await store.updateTicket(ctx.db, into.estate_id, into.id, { repeats: others })
    await moveJoined(ctx.db, into.estate_id, ticket.id, into.id)
    await noteAt(ctx, w.v, into, 'join', text, { from: ticket.number, call: toldInto ? null : true }, 1)
    return {
      set: {
        state: 'closed',
        outcome: 'joined',
        joined_to: into.id,
        closed_at: ctx.now,
        paused: false,
      },
      promises: stop(w.promises, () => true, ctx.now, 'joined'),
      text,
      reason: text,
      data: { into: into.number, call: told ? null : true },
      tell: ticket.first_receiver_id,
    }
  }),
)

/** S8-07: never silently: a manager, his reason, and both people hear of it. */
export const receiver = verb('desk.receiver', deskApi[`POST ${path}/receiver`], (ctx, input) =>
  doAct(ctx, input, 'receiver', false, async w => {
    const { ticket } = w
    const name = await nameFor(ctx, ticket.estate_id, input.accountId)
    if (ticket.first_receiver_id === input.accountId)
      throw deskFail('desk.same_receiver', { params: { name } })
    const old = ticket.first_receiver_id
      ? { accountId: ticket.first_receiver_id, name: ticket.first_receiver_name ?? '' }
      : null
    for (const to of [old, { accountId: input.accountId, name }])
      if (to)
        await notify(ctx, {
          estateId: ticket.estate_id,
          to,
          kind: 'ticket.receiver',
          title: {
            zh: `${ticket.number} 首接责任人改为 ${name}`,
            en: `${ticket.number}: first receiver is now ${name}`,
          },
          body: {
            zh: `由 ${w.v.name} 变更，原因见工单`,
            en: `Changed by ${w.v.name}; the reason stands in the ticket`,
          },
          ref: { topic: 'ticket', id: ticket.id },
        })
    return {
      set: { first_receiver_id: input.accountId, first_receiver_name: name },
      text: input.reason,
      reason: input.reason,
      data: { from: old?.name ?? null, to: name },
    }
  }),
)

/** S1-34: the renovation file of the unit complained of; free text until that room exists. */
export const renovation = verb('desk.renovation', deskApi[`POST ${path}/renovation`], (ctx, input) =>
  doAct(ctx, input, 'renovation', false, w => ({
    set: { renovation_ref: input.ref || null },
    text: input.ref,
    data: { from: w.ticket.renovation_ref },
  })),
)

async function otherOf(w: Work, id: string): Promise<TicketRecord> {
  if (id === w.ticket.id) throw deskFail('desk.same_ticket')
  return ticketOf(w.ctx.db, w.ticket.estate_id, id, w.v)
}

/** The other ticket's own course says it too. `ahead`: its version was already raised in this transaction. */
async function noteAt(
  ctx: Ctx,
  v: Viewpoint,
  t: TicketRecord,
  act: string,
  text: string | null,
  data: Record<string, unknown>,
  ahead = 0,
): Promise<void> {
  if (ahead === 0) await store.updateTicket(ctx.db, t.estate_id, t.id, { repeats: t.repeats })
  await store.addEvent(ctx.db, {
    estate_id: t.estate_id,
    ticket_id: t.id,
    id: newId(ctx.now.epochMilliseconds),
    seq: t.version + 1,
    at: ctx.now,
    device_time: ctx.deviceTime ?? null,
    act,
    by_id: v.accountId,
    by_name: v.name,
    text,
    data: JSON.stringify(data),
  })
  await ctx.audit({ action: `ticket.${act}`, subject: 'ticket', subjectId: t.id, after: data }, t.estate_id)
  await ctx.signal({ estateId: t.estate_id, topic: 'ticket', ref: t.id })
}
