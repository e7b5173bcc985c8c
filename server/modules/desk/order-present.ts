/** How an order is shown, and what the rules look at of it. */
import type { z } from 'zod'
import type { OrderView } from './contract-order-shapes.ts'
import { isFree, type OrderFacts } from './order-rules.ts'
import type { OrderRow } from './store.ts'

type View = z.input<typeof OrderView>

export function orderFacts(o: OrderRow): OrderFacts {
  return {
    method: o.method,
    unitPrice: o.unit_price,
    quantity: o.quantity,
    amount: o.amount,
    agreedAt: o.agreed_at,
    waivedAt: o.waived_at,
    cancelledAt: o.cancelled_at,
  }
}

export function presentOrder(o: OrderRow): View {
  const text = (at: { toString(): string } | null) => at?.toString() ?? null
  return {
    itemId: o.item_id,
    item: o.item,
    service: o.service,
    management: o.management,
    priceId: o.price_id,
    method: o.method as View['method'],
    unitPrice: o.unit_price,
    unit: o.unit,
    quantity: o.quantity,
    amount: o.amount,
    free: isFree(orderFacts(o)),
    wantedAt: text(o.wanted_at),
    quoteTicketId: o.quote_ticket_id,
    quotedAt: text(o.quoted_at),
    quotedBy: o.quoted_by,
    agreedAt: text(o.agreed_at),
    agreedHow: o.agreed_how as View['agreedHow'],
    waivedBy: o.waived_by,
    waivedReason: o.waived_reason,
    cancelledAt: text(o.cancelled_at),
    cancelledBy: o.cancelled_by,
    cancelReason: o.cancel_reason,
  }
}
