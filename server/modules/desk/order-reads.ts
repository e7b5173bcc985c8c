/** Orders for the desk, and the services from a resident's point of view (S3-107). */
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { listItems, offeredTo } from '../catalogue/service.ts'
import { orderApi } from './contract-order.ts'
import { presentOrder } from './order-present.ts'
import { presentRow } from './present.ts'
import * as store from './store.ts'
import { orderedBefore, orderIds } from './store-order.ts'
import { viewpoint } from './viewpoint.ts'

export const listOrders = query(
  'desk.orders',
  orderApi['GET /api/estates/:estateId/orders'],
  async (ctx, input) => {
    const v = viewpoint(ctx, input.estateId, 'ticket.read')
    const assignee = input.mine === 'assigned' ? (v.accountId ?? undefined) : undefined
    const { ids, total } = await orderIds(ctx.db, input.estateId, v, { ...input, assignee })
    const found = await store.bundles(ctx.db, input.estateId, ids, v, false)
    const items = found.flatMap(b =>
      b.order ? [{ ...presentRow(b.ticket, v, ctx.now), order: presentOrder(b.order) }] : [],
    )
    return { items, total }
  },
)

type Item = Awaited<ReturnType<typeof listItems>>['items'][number]

const lifeOrder = ['housing', 'food', 'travel', 'clothing', 'other']

/**
 * A resident's own order of services: what his home ordered before, then what it can order, then what it cannot, and
 * last what comes to everybody without an order; among equals by the needs of a home.
 */
export function fromTheHome<T extends Pick<Item, 'service' | 'life'>>(
  list: readonly { item: T; ordered: number; may: boolean }[],
): { item: T; ordered: number; may: boolean }[] {
  const rank = (one: { item: T; ordered: number; may: boolean }) =>
    one.item.service === 'public' ? 3 : !one.may ? 2 : one.ordered > 0 ? 0 : 1
  const life = (i: T) => lifeOrder.indexOf(i.life ?? 'other')
  return [...list].sort((a, b) => rank(a) - rank(b) || b.ordered - a.ordered || life(a.item) - life(b.item))
}

const unready = new Set<string | true>(['catalogue.unpriced', 'catalogue.incomplete', 'catalogue.not_active'])

async function refusalFor(ctx: Ctx, estateId: string, units: readonly string[], item: Item) {
  if (item.allowed.order !== true) return item.allowed.order
  for (const unitId of units.length > 0 ? units : [null])
    if (await offeredTo(ctx, estateId, item.groups, unitId)) return true as const
  return 'order.not_for_you'
}

export const myServices = query(
  'desk.my_services',
  orderApi['GET /api/estates/:estateId/my/services'],
  async (ctx, input) => {
    const { estateId, q } = input
    const v = viewpoint(ctx, estateId, 'ticket.own')
    const { items } = await listItems(ctx, { estateId, state: 'active', ...(q ? { q } : {}) })
    const before = await orderedBefore(ctx.db, estateId, v.ownUnits)
    const list = []
    for (const item of items) {
      const order = await refusalFor(ctx, estateId, v.ownUnits, item)
      // what has no price yet is not offered: the office sees it, a resident would only be told to wait
      if (unready.has(order)) continue
      list.push({
        item: { ...item, allowed: { order }, ordered: before.get(item.id) ?? 0 },
        ordered: before.get(item.id) ?? 0,
        may: order === true,
      })
    }
    // what was typed has its own order: the best fit first
    return { items: (q ? list : fromTheHome(list)).map(one => one.item) }
  },
)
