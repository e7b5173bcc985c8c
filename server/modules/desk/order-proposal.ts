/** A suggestion becomes a proposed service item: its origin and the decision are kept and told to the proposer (S3-109). */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { createItem, decideItem, nameOf } from '../catalogue/service.ts'
import { notify } from '../notice/notify.ts'
import { orderApi } from './contract-order.ts'
import { orderFail } from './errors-order.ts'
import * as tickets from './store.ts'
import * as store from './store-order.ts'
import { viewpoint } from './viewpoint.ts'
import { doAct } from './work.ts'

function present(p: store.ProposalRow) {
  return {
    itemId: p.item_id,
    item: p.item,
    service: p.service,
    ticketId: p.ticket_id,
    number: p.number,
    text: p.text,
    proposedBy: p.proposed_by,
    proposedAt: p.proposed_at.toString(),
    decision: p.decision,
    reason: p.reason,
    decidedBy: p.decided_by,
    decidedAt: p.decided_at?.toString() ?? null,
    toldAt: p.told_at?.toString() ?? null,
    toldBy: p.told_by,
    toldHow: p.told_how,
  }
}

async function byItem(ctx: Ctx, estateId: string, itemId: string): Promise<store.ProposalRow> {
  const [found] = await store.proposals(ctx.db, estateId, { itemId })
  if (found === undefined) throw fail('core.not_found')
  return found
}

/** @throws order.proposed when the suggestion has become an item before */
export const propose = verb(
  'desk.propose',
  orderApi['POST /api/estates/:estateId/tickets/:ticketId/propose'],
  (ctx, input) =>
    doAct(ctx, input, 'propose', false, async w => {
      const { estateId } = input
      const known = await store.proposals(ctx.db, estateId, { ticketId: input.ticketId })
      if (known.length > 0) throw orderFail('order.proposed')
      const item = await createItem(ctx, {
        estateId,
        service: input.service,
        life: input.life,
        name: input.name,
        content: input.content || w.ticket.text,
        origin: ctx.lang === 'zh' ? `业户建议 ${w.ticket.number}` : `Suggestion ${w.ticket.number}`,
        state: 'proposed',
      })
      try {
        await store.insertProposal(ctx.db, {
          estate_id: estateId,
          item_id: item.id,
          ticket_id: w.ticket.id,
          proposed_by: w.v.name,
          proposed_at: ctx.now,
        })
      } catch (error) {
        throw isUniqueViolation(error, 'ticket_proposal_ticket_key') ? orderFail('order.proposed') : error
      }
      return {
        text: input.name,
        data: { itemId: item.id },
        tell: w.ticket.requester_account_id,
      }
    }),
)

export const listProposals = query(
  'desk.proposals',
  orderApi['GET /api/estates/:estateId/proposals'],
  async (ctx, input) => ({ items: (await store.proposals(ctx.db, input.estateId, input)).map(present) }),
)

/** Writes into the course of the suggestion, where the proposer reads it. */
async function intoCourse(
  ctx: Ctx,
  estateId: string,
  p: store.ProposalRow,
  act: string,
  text: string,
): Promise<void> {
  const v = viewpoint(ctx, estateId, 'ticket.read')
  if (!(await tickets.lockTicket(ctx.db, estateId, p.ticket_id, v, false))) throw fail('core.not_found')
  const [bundle] = await tickets.bundles(ctx.db, estateId, [p.ticket_id], v, false)
  await tickets.addEvent(ctx.db, {
    estate_id: estateId,
    ticket_id: p.ticket_id,
    id: newId(ctx.now.epochMilliseconds),
    seq: (bundle?.ticket.version ?? 0) + 1,
    at: ctx.now,
    device_time: null,
    act,
    by_id: v.accountId,
    by_name: v.name,
    text,
    data: null,
  })
  await tickets.updateTicket(ctx.db, estateId, p.ticket_id, {})
  await ctx.signal({ estateId, topic: 'ticket', ref: p.ticket_id })
}

const decidedWords = (p: store.ProposalRow, decision: string, reason: string) =>
  decision === 'accepted'
    ? {
        zh: `您的建议“${p.item}”已采纳，将列入服务项目：${reason}`,
        en: `Your suggestion “${p.item}” is accepted and becomes a service: ${reason}`,
      }
    : {
        zh: `您的建议“${p.item}”暂未采纳：${reason}`,
        en: `Your suggestion “${p.item}” is not taken up for now: ${reason}`,
      }

/** Tells the proposer on his phone; without an account his first receiver is asked to call him. */
async function tellDecision(
  ctx: Ctx,
  estateId: string,
  p: store.ProposalRow,
  reason: string,
  decision: string,
) {
  const body = decidedWords(p, decision, reason)
  const ref = { topic: 'ticket', id: p.ticket_id }
  const own = p.requester_account_id
  const receiver = p.first_receiver_id
    ? { to: { accountId: p.first_receiver_id, name: p.first_receiver_name ?? '' } }
    : {}
  await notify(ctx, {
    estateId,
    kind: 'proposal.decided',
    duty: 'desk',
    ref,
    ...(own
      ? {
          to: { accountId: own, name: '' },
          title: { zh: '您的建议有了结果', en: 'Your suggestion was decided' },
          body,
        }
      : {
          ...receiver,
          title: { zh: `请告知建议人：${p.number}`, en: `Tell the proposer: ${p.number}` },
          body: { zh: `请电话或当面告知：${body.zh}`, en: `By phone or face to face: ${body.en}` },
        }),
  })
  if (own) await store.told(ctx.db, estateId, p.item_id, { how: 'app', by: nameOf(ctx), at: ctx.now })
}

/** @throws order.decided for the second time */
export const decideProposal = verb(
  'desk.decide_proposal',
  orderApi['POST /api/estates/:estateId/proposals/:itemId/decide'],
  async (ctx, input) => {
    const { estateId, itemId, decision, reason } = input
    const p = await byItem(ctx, estateId, itemId)
    const said = { decision, reason, by: nameOf(ctx), at: ctx.now }
    if (!(await store.decide(ctx.db, estateId, itemId, said))) throw orderFail('order.decided')
    await decideItem(ctx, estateId, itemId, decision === 'accepted' ? 'active' : 'ended')
    await intoCourse(ctx, estateId, p, decision === 'accepted' ? 'accepted' : 'declined', reason)
    await tellDecision(ctx, estateId, p, reason, decision)
    await ctx.audit(
      { action: 'proposal.decide', subject: 'catalogue_item', subjectId: itemId, after: said, reason },
      estateId,
    )
    return present(await byItem(ctx, estateId, itemId))
  },
)

/** @throws order.untold before a decision, order.told when he was told before */
export const tellProposer = verb(
  'desk.tell_proposer',
  orderApi['POST /api/estates/:estateId/proposals/:itemId/tell'],
  async (ctx, input) => {
    const { estateId, itemId, how } = input
    const p = await byItem(ctx, estateId, itemId)
    if (p.decision === null) throw orderFail('order.untold')
    const said = { how, by: nameOf(ctx), at: ctx.now }
    if (!(await store.told(ctx.db, estateId, itemId, said))) throw orderFail('order.told')
    await intoCourse(ctx, estateId, p, 'told', p.reason ?? '')
    await ctx.audit(
      { action: 'proposal.tell', subject: 'catalogue_item', subjectId: itemId, after: said },
      estateId,
    )
    return present(await byItem(ctx, estateId, itemId))
  },
)
