/** Orders: what they cost, who may order, when they may be cancelled. Pure; money in fen, quantity in 0.01 of the unit. */
import type { OrderCode } from './errors-order.ts'

export interface OrderFacts {
  method: string
  unitPrice: number | null
  quantity: number
  amount: number | null
  agreedAt: unknown
  waivedAt: unknown
  cancelledAt: unknown
}

/** Unit price times quantity, half a fen rounded up (S8-06: the charge equals the shown price). */
export function timesQuantity(unitPrice: number, quantity: number): number {
  const product = BigInt(unitPrice) * BigInt(quantity)
  return Number((product + 50n) / 100n)
}

/** What an order costs at once; null where the price is fixed on the site. */
export function amountOf(method: string, unitPrice: number | null, quantity: number): number | null {
  if (method === 'free') return 0
  return method === 'fixed' && unitPrice !== null ? timesQuantity(unitPrice, quantity) : null
}

/** Is nothing to be paid? */
export const isFree = (o: Pick<OrderFacts, 'method' | 'waivedAt'>): boolean =>
  o.method === 'free' || o.waivedAt !== null

/** Why the work cannot be reported done yet, or nothing: no work is charged at a price nobody agreed to. */
export function doneRefusal(o: OrderFacts): OrderCode | null {
  if (isFree(o)) return null
  if (o.amount === null) return 'order.quote_first'
  const priced = o.method === 'fixed'
  return priced || o.agreedAt !== null ? null : 'order.agree_first'
}

/** Why a price on site cannot be entered now, or nothing. */
export function priceRefusal(o: OrderFacts): OrderCode | null {
  if (o.method === 'fixed' || o.method === 'free') return 'order.priced'
  return o.agreedAt === null ? null : 'order.agreed'
}

/** A price below the published starting price is refused: the list must be right. */
export function belowStart(o: OrderFacts, amount: number): boolean {
  return o.method === 'from' && o.unitPrice !== null && amount < timesQuantity(o.unitPrice, o.quantity)
}

/** Until somebody is on site an order may be cancelled; after that only who dispatches may. */
export function cancelRefusal(arrived: boolean, dispatches: boolean): OrderCode | null {
  return arrived && !dispatches ? 'order.too_late' : null
}
