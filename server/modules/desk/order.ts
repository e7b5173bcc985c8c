/**
 * Orders (W6): placed at the price that was shown, priced on the site where there is no uniform price, cancelled by
 * rule, charged once when the work is done. The charge is made in the ledger, which stands above the desk: it hears of
 * the work by an outbox row of the same transaction.
 */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { priceText } from '../catalogue/price-list.ts'
import { offeredTo, requireOrderable } from '../catalogue/service.ts'
import { stop } from './clocks.ts'
import { type NewOrder, orderApi } from './contract-order.ts'
import { raiseTicket } from './create.ts'
import { orderFail } from './errors-order.ts'
import { orderFacts, presentOrder } from './order-present.ts'
import { amountOf, belowStart, isFree, timesQuantity } from './order-rules.ts'
import type { OrderRow } from './store.ts'
import * as store from './store-order.ts'
import { type Viewpoint, viewpoint } from './viewpoint.ts'
import { type Change, doAct, loadTicket, type Work } from './work.ts'

/** The job by which the ledger hears that an order is done; its handler stands there. */
export const ORDER_DONE = 'ledger.order_done'

type Item = Awaited<ReturnType<typeof requireOrderable>>
type Asked = z.output<typeof NewOrder> & { estateId: string }

const yuan = (fen: number) => (fen / 100).toFixed(2)

/** The home the order is for: the one named, or a resident's own. */
const homeOf = (v: Viewpoint, unitId: string | undefined) =>
  unitId ?? (v.staff ? null : (v.ownUnits[0] ?? null))

async function checkHome(ctx: Ctx, v: Viewpoint, item: Item, input: Asked): Promise<void> {
  const unitId = homeOf(v, input.unitId)
  if (await offeredTo(ctx, input.estateId, item.groups, unitId)) return
  if (unitId === null) throw orderFail('order.unit_needed')
  const who = item.audience ?? (ctx.lang === 'zh' ? '部分住户' : 'certain homes')
  throw orderFail('order.not_for_you', { params: { who } })
}

/** The fee that was fixed on the site at an inquiry, with the owner's consent (S1-43). @throws order.no_quote */
async function quotedAt(ctx: Ctx, v: Viewpoint, input: Asked) {
  if (input.quoteTicketId === undefined) return null
  const look = viewpoint(ctx, input.estateId, v.staff ? 'ticket.read' : 'ticket.own')
  const ask = { estateId: input.estateId, ticketId: input.quoteTicketId }
  const { ticket } = await loadTicket(ctx, look, ask, !v.staff)
  if (ticket.quoted_fee === null || ticket.consented_at === null) throw orderFail('order.no_quote')
  return { fee: ticket.quoted_fee, by: ticket.assignee_name ?? '', unitId: ticket.unit_id }
}

function words(item: Item, input: Asked): string {
  const unit = item.price?.unit ?? ''
  const many = input.quantity === 100 ? '' : ` × ${input.quantity / 100}${unit}`
  return [`${item.name}${many}`, input.text].filter(Boolean).join('：')
}

/** What is stored of the order beside its ticket: the price as it was shown. */
function rowOf(ctx: Ctx, v: Viewpoint, item: Item, input: Asked, quote: { fee: number; by: string } | null) {
  const { price } = item
  if (price === null || price.id !== input.priceId)
    throw orderFail('order.price_changed', { params: { price: priceText(price, ctx.lang) } })
  const open = price.method === 'on_site' || price.method === 'from'
  if (quote && !open) throw orderFail('order.priced')
  const row = {
    item_id: item.id,
    item: item.name,
    service: item.service,
    management: item.management,
    price_id: price.id,
    method: price.method,
    unit_price: price.amount,
    unit: price.unit,
    quantity: input.quantity,
    amount: quote ? quote.fee : amountOf(price.method, price.amount, input.quantity),
    wanted_at: input.wantedAt ? Temporal.Instant.from(input.wantedAt) : null,
    quote_ticket_id: input.quoteTicketId ?? null,
    quoted_at: quote ? ctx.now : null,
    quoted_by: quote ? quote.by : null,
    agreed_at: quote ? ctx.now : null,
    agreed_how: quote ? (v.staff ? (input.channel === 'visit' ? 'face' : 'phone') : 'app') : null,
  }
  if (row.wanted_at && Temporal.Instant.compare(row.wanted_at, ctx.now) < 0)
    throw orderFail('order.wanted_past')
  return row
}

/** S8-03..06, S1-27: an order at the price that was on the screen; refused when that price is no longer today's. */
export const placeOrder = verb(
  'desk.place_order',
  orderApi['POST /api/estates/:estateId/orders'],
  async (ctx, input) => {
    const { estateId } = input
    const v = viewpoint(ctx, estateId, 'ticket.create')
    const item = await requireOrderable(ctx, estateId, input.itemId)
    const quote = await quotedAt(ctx, v, input)
    const asked = { ...input, unitId: input.unitId ?? quote?.unitId ?? undefined }
    await checkHome(ctx, v, item, asked)
    const row = rowOf(ctx, v, item, input, quote)
    // this verb keeps the request's id itself; the creation must not take it for a second request
    const made = await raiseTicket(
      { ...ctx, clientId: undefined },
      {
        estateId,
        kind: 'order',
        class: item.orderClass,
        text: words(item, input),
        channel: input.channel,
        severity: 'normal',
        unitId: asked.unitId,
        place: input.place,
        requesterName: input.requesterName,
        requesterPhone: input.requesterPhone,
        requesterPersonId: input.requesterPersonId,
        onBehalf: input.onBehalf,
        revealToAccused: false,
        consent: false,
      },
      true,
    )
    await store.insertOrder(ctx.db, { estate_id: estateId, ticket_id: made.id, ...row })
    await ctx.audit(
      {
        action: 'order.place',
        subject: 'ticket',
        subjectId: made.id,
        after: { ...row, wanted_at: input.wantedAt },
      },
      estateId,
    )
    const empty = { waived_at: null, waived_by: null, waived_reason: null }
    const none = { cancelled_at: null, cancelled_by: null, cancel_reason: null }
    const order = { estate_id: estateId, ticket_id: made.id, ...row, ...empty, ...none } satisfies OrderRow
    return { ...made, order: presentOrder(order) }
  },
)

/** Writes what an act changed of the order. */
async function save(w: Work, set: Parameters<typeof store.updateOrder>[3]): Promise<void> {
  await store.updateOrder(w.ctx.db, w.ticket.estate_id, w.ticket.id, set)
}

const one = 'POST /api/estates/:estateId/tickets/:ticketId/order'
const mine = 'POST /api/estates/:estateId/my/tickets/:ticketId/order'

/** The price on the site, before the work; not below the published starting price (PRICE 5: nothing beyond the list). */
export const fixPrice = verb('desk.order_price', orderApi[`${one}/price`], (ctx, input) =>
  doAct(ctx, input, 'price', false, async w => {
    const facts = w.bundle.order && orderFacts(w.bundle.order)
    if (facts && belowStart(facts, input.amount)) {
      const start = timesQuantity(facts.unitPrice ?? 0, facts.quantity)
      throw orderFail('order.below_start', { params: { price: yuan(start) } })
    }
    await save(w, { amount: input.amount, quoted_at: ctx.now, quoted_by: w.v.name })
    return { text: input.text, data: { fee: input.amount }, tell: w.ticket.requester_account_id }
  }),
)

async function agreed(w: Work, how: string, text?: string): Promise<Change> {
  await save(w, { agreed_at: w.ctx.now, agreed_how: how })
  return { text, data: { how, fee: w.bundle.order?.amount ?? null }, tell: w.ticket.assignee_id }
}

export const agreePrice = verb('desk.order_agree', orderApi[`${one}/agree`], (ctx, input) =>
  doAct(ctx, input, 'agree', false, w => agreed(w, input.how, input.text)),
)

export const myAgree = verb('desk.my_order_agree', orderApi[`${mine}/agree`], (ctx, input) =>
  doAct(ctx, input, 'agree', true, w => agreed(w, 'app')),
)

async function cancelled(w: Work, reason: string): Promise<Change> {
  await save(w, { cancelled_at: w.ctx.now, cancelled_by: w.v.name, cancel_reason: reason })
  return {
    set: { state: 'closed', outcome: 'cancelled', closed_at: w.ctx.now, paused: false },
    promises: stop(w.promises, () => true, w.ctx.now, 'closed'),
    text: reason,
    reason,
    tell: w.ticket.assignee_id,
  }
}

/** Until somebody is on site the customer may cancel; afterwards only who dispatches. Nothing is charged. */
export const cancelOrder = verb('desk.order_cancel', orderApi[`${one}/cancel`], (ctx, input) =>
  doAct(ctx, input, 'cancel', false, w => cancelled(w, input.reason)),
)

export const myCancel = verb('desk.my_order_cancel', orderApi[`${mine}/cancel`], (ctx, input) =>
  doAct(ctx, input, 'cancel', true, w => cancelled(w, input.reason)),
)

/** S1-27: marked free by a manager, before the work is reported done. */
export const waiveOrder = verb('desk.order_waive', orderApi[`${one}/waive`], (ctx, input) =>
  doAct(ctx, input, 'waive', false, async w => {
    await save(w, { waived_at: ctx.now, waived_by: w.v.name, waived_reason: input.reason })
    return { text: input.reason, reason: input.reason, data: { fee: 0 } }
  }),
)

/** S8-06: the work is done; the ledger makes its charge once, whatever is opened again later. */
export async function orderDone(w: Work): Promise<void> {
  const { order, ticket } = w.bundle
  if (order === null || isFree(orderFacts(order)) || !order.amount) return
  const payload = { estateId: ticket.estate_id, ticketId: ticket.id }
  await w.ctx.enqueue(ORDER_DONE, payload, { estateId: ticket.estate_id, key: `order:${ticket.id}` })
}
