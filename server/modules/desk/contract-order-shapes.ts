/** What is ordered and for how much: money in fen, quantity in 0.01 of the unit. */
import { z } from 'zod'

/** Ways of pricing that can be ordered; `included` is no price of its own. */
export const orderMethods = ['fixed', 'from', 'on_site', 'free'] as const
export const agreedHow = ['face', 'phone', 'app', 'paper'] as const

export const OrderView = z.object({
  itemId: z.uuid(),
  item: z.string(),
  service: z.string(),
  management: z.string().nullable(),
  priceId: z.uuid(),
  method: z.enum(orderMethods),
  unitPrice: z.int().nullable(),
  unit: z.string().nullable(),
  quantity: z.int(),
  /** Null until the price on site is fixed. */
  amount: z.int().nullable(),
  /** Nothing is charged: a free item, or the manager let it go. */
  free: z.boolean(),
  wantedAt: z.string().nullable(),
  quoteTicketId: z.uuid().nullable(),
  quotedAt: z.string().nullable(),
  quotedBy: z.string().nullable(),
  agreedAt: z.string().nullable(),
  agreedHow: z.enum(agreedHow).nullable(),
  waivedBy: z.string().nullable(),
  waivedReason: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  cancelReason: z.string().nullable(),
})
