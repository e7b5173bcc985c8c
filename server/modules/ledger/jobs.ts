/** What the desk's orders ask of the ledger. Handlers are safe to run twice. */
import { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import { job } from '../../core/jobs.ts'
import { ORDER_DONE } from '../desk/order.ts'
import { doneOrder } from '../desk/store-order.ts'
import { makeCharge } from './service.ts'

/** S8-06: the charge of an order that is done, at the amount that was shown and agreed to. */
export async function chargeOrder(ctx: Ctx, estateId: string, ticketId: string): Promise<void> {
  const o = await doneOrder(ctx.db, estateId, ticketId)
  if (!o || o.waived_at !== null || o.cancelled_at !== null || !o.amount) return
  await makeCharge(ctx, {
    estateId,
    source: 'order',
    sourceId: ticketId,
    unitId: o.unit_id,
    accountId: o.account_id,
    personId: o.person_id,
    title: o.item,
    // a price fixed on the site is a sum for the whole: the published start is not its unit price
    unitPrice: o.method === 'fixed' ? o.unit_price : null,
    unit: o.unit,
    quantity: o.quantity,
    amount: o.amount,
    by: o.assignee_name ?? '',
  })
}

export const ledgerJobs = {
  [ORDER_DONE]: job({
    payload: z.object({ estateId: z.uuid(), ticketId: z.uuid() }),
    run: (ctx, p) => chargeOrder(ctx, p.estateId, p.ticketId),
  }),
}
