/** Use cases of the catalogue: items, prices, headings. */
import type { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { catalogueApi, catalogueFail, headings, type ItemInput } from './contract.ts'
import { bestFirst } from './finding.ts'
import {
  admits,
  type GroupRule,
  isLimited,
  markRefusal,
  newestFirst,
  orderRefusal,
  type PriceRow,
  priceAfter,
  priceOn,
  starterItems,
} from './rules.ts'
import * as store from './store.ts'

export const today = (ctx: Ctx) => localDate(ctx.now).toString()
export const nameOf = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

function presentPrice(p: PriceRow | undefined) {
  if (p === undefined) return null
  return {
    id: p.id,
    method: p.method,
    amount: p.amount,
    unit: p.unit,
    note: p.note,
    validFrom: p.valid_from,
    reason: p.reason,
    madeBy: p.made_by,
    madeAt: p.made_at.toString(),
  }
}

function present(item: store.ItemRow, prices: readonly PriceRow[], off: ReadonlySet<string>, day: string) {
  const { starts_on: startsOn, order_class: orderClass, ...rest } = item
  const price = priceOn(prices, day)
  const headingActive = !off.has(item.service) && !(item.management !== null && off.has(item.management))
  const refusal = orderRefusal({ ...rest, startsOn, headingActive }, price, day)
  return {
    ...rest,
    startsOn,
    orderClass,
    price: presentPrice(price),
    nextPrice: presentPrice(priceAfter(prices, day)),
    allowed: { order: refusal ?? (true as const) },
  }
}

export async function oneItem(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.items(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  const prices = await store.prices(ctx.db, estateId, id)
  const item = present(row, prices, await store.headingsOff(ctx.db, estateId), today(ctx))
  return { row, item, prices }
}

export const listItems = query(
  'catalogue.items',
  catalogueApi['GET /api/estates/:estateId/catalogue/items'],
  async (ctx, input) => {
    const all = await store.items(ctx.db, input.estateId, input)
    const rows = bestFirst(input.q ?? '', all, i => ({
      name: i.name,
      texts: [i.content, i.standard, i.provider],
    }))
    const byItem = Map.groupBy(await store.prices(ctx.db, input.estateId), p => p.item_id)
    const off = await store.headingsOff(ctx.db, input.estateId)
    const items = rows.map(r => present(r, byItem.get(r.id) ?? [], off, today(ctx)))
    return {
      items: items.filter(i => input.priced === undefined || (i.price !== null) === (input.priced === 'yes')),
    }
  },
)

export const getItem = query(
  'catalogue.item',
  catalogueApi['GET /api/estates/:estateId/catalogue/items/:itemId'],
  async (ctx, input) => {
    const { item, prices } = await oneItem(ctx, input.estateId, input.itemId)
    return { ...item, history: newestFirst(prices).flatMap(p => presentPrice(p) ?? []) }
  },
)

/**
 * Is the item offered to this home (S3-100)? True, or nobody knows the home of a limited item.
 */
export async function offeredTo(ctx: Ctx, estateId: string, groups: GroupRule, unitId: string | null) {
  if (!isLimited(groups)) return true
  return admits(groups, unitId === null ? undefined : await store.homeFacts(ctx.db, estateId, unitId))
}

/**
 * The item and its price for an order (S8-03).
 * @throws catalogue.mandatory, not_active, not_yet, unpriced, incomplete when it cannot be ordered today
 */
export async function requireOrderable(ctx: Ctx, estateId: string, itemId: string) {
  const { item } = await oneItem(ctx, estateId, itemId)
  const refusal = item.allowed.order
  if (refusal !== true) throw catalogueFail(refusal)
  return item
}

function rowOf(id: string, input: z.output<typeof ItemInput>): store.ItemWrite {
  return {
    id,
    service: input.service,
    management: input.management ?? null,
    life: input.life ?? null,
    name: input.name,
    content: input.content,
    standard: input.standard,
    clause: input.clause || null,
    audience: input.audience || null,
    groups: input.groups ?? {},
    paid: input.paid ?? null,
    order_class: input.orderClass,
    provider: input.provider || null,
    hours: input.hours || null,
    delivery: input.delivery || null,
    origin: input.origin || null,
    starts_on: input.startsOn ?? null,
    state: input.state,
    sort: '',
  }
}

const taken = (error: unknown, name: string) =>
  isUniqueViolation(error, 'catalogue_item_name_key')
    ? catalogueFail('catalogue.name_taken', { params: { name } })
    : error

export const createItem = verb(
  'catalogue.create_item',
  catalogueApi['POST /api/estates/:estateId/catalogue/items'],
  async (ctx, input) => {
    const row = rowOf(newId<'catalogue_item'>(ctx.now.epochMilliseconds), input)
    try {
      await store.insertItem(ctx.db, input.estateId, row)
    } catch (error) {
      throw taken(error, input.name)
    }
    const { item } = await oneItem(ctx, input.estateId, row.id)
    await ctx.audit(
      { action: 'catalogue.create_item', subject: 'catalogue_item', subjectId: row.id, after: item },
      input.estateId,
    )
    return item
  },
)

export const editItem = verb(
  'catalogue.edit_item',
  catalogueApi['PUT /api/estates/:estateId/catalogue/items/:itemId'],
  async (ctx, input) => {
    const { item: before } = await oneItem(ctx, input.estateId, input.itemId)
    try {
      const row = rowOf(input.itemId, input)
      if (!(await store.updateItem(ctx.db, input.estateId, input.version, row))) throw fail('core.stale')
    } catch (error) {
      throw taken(error, input.name)
    }
    const { item } = await oneItem(ctx, input.estateId, input.itemId)
    await ctx.audit(
      {
        action: 'catalogue.edit_item',
        subject: 'catalogue_item',
        subjectId: input.itemId,
        before,
        after: item,
      },
      input.estateId,
    )
    return item
  },
)

/** The decision about a proposed item: it is offered (once it is priced), or it is not (S3-109). */
export async function decideItem(
  ctx: Ctx,
  estateId: string,
  itemId: string,
  state: 'active' | 'ended',
): Promise<void> {
  const { row } = await oneItem(ctx, estateId, itemId)
  if (!(await store.updateItem(ctx.db, estateId, row.version, { ...row, state, sort: '' })))
    throw fail('core.stale')
}

/** Sets a price from a day on, today at the earliest: what was charged stays as it was. */
export const setPrice = verb(
  'catalogue.set_price',
  catalogueApi['POST /api/estates/:estateId/catalogue/items/:itemId/prices'],
  async (ctx, input) => {
    const { item: before } = await oneItem(ctx, input.estateId, input.itemId)
    if (input.validFrom < today(ctx)) throw catalogueFail('catalogue.price_past')
    const marked = markRefusal(before.paid, input.method)
    if (marked) throw catalogueFail(marked)
    const priced = input.amount != null
    await store.insertPrice(ctx.db, input.estateId, {
      id: newId<'catalogue_price'>(ctx.now.epochMilliseconds),
      item_id: input.itemId,
      method: input.method,
      amount: input.amount ?? null,
      unit: priced ? (input.unit ?? null) : input.unit || null,
      note: input.note || null,
      valid_from: input.validFrom,
      reason: input.reason || null,
      made_by: nameOf(ctx),
      made_at: ctx.now,
    })
    const { item } = await oneItem(ctx, input.estateId, input.itemId)
    await ctx.audit(
      {
        action: 'catalogue.set_price',
        subject: 'catalogue_item',
        subjectId: input.itemId,
        before: before.price,
        after: { now: item.price, next: item.nextPrice },
        reason: input.reason ?? undefined,
      },
      input.estateId,
    )
    return item
  },
)

/** Adds the items the service plan names that the estate does not have yet; none has a price, so none can be ordered. */
export const addStarter = verb(
  'catalogue.starter',
  catalogueApi['POST /api/estates/:estateId/catalogue/starter'],
  async (ctx, input) => {
    const known = await store.items(ctx.db, input.estateId, {})
    const fresh = starterItems.filter(s => !known.some(k => k.service === s.service && k.name === s.name))
    for (const s of fresh)
      await store.insertItem(
        ctx.db,
        input.estateId,
        rowOf(newId<'catalogue_item'>(ctx.now.epochMilliseconds), {
          standard: '',
          state: 'active',
          groups: {},
          orderClass: 'special',
          ...s,
        }),
      )
    await ctx.audit(
      {
        action: 'catalogue.starter',
        subject: 'estate',
        subjectId: input.estateId,
        after: { added: fresh.map(s => s.name) },
      },
      input.estateId,
    )
    return { added: fresh.length }
  },
)

export const listHeadings = query(
  'catalogue.headings',
  catalogueApi['GET /api/estates/:estateId/catalogue/headings'],
  async (ctx, input) => {
    const { items } = await listItems(ctx, { estateId: input.estateId, state: 'active' })
    const off = await store.headingsOff(ctx.db, input.estateId)
    return {
      items: headings.map(heading => {
        const own = items.filter(i => i.service === heading || i.management === heading)
        return {
          heading,
          active: !off.has(heading),
          items: own.length,
          unpriced: own.filter(i => i.allowed.order === 'catalogue.unpriced').length,
        }
      }),
    }
  },
)

export const switchHeading = verb(
  'catalogue.switch_heading',
  catalogueApi['PUT /api/estates/:estateId/catalogue/headings/:heading'],
  async (ctx, input) => {
    const { estateId, active } = input
    const heading = headings.find(h => h === input.heading)
    if (heading === undefined) throw fail('core.not_found')
    // Public services are mandatory for everyone: the class as a whole cannot be switched off (S8-04).
    if (heading === 'public' && !active) throw catalogueFail('catalogue.mandatory')
    await store.setHeading(ctx.db, estateId, { heading, active, by: nameOf(ctx), at: ctx.now })
    await ctx.audit(
      { action: 'catalogue.heading', subject: 'catalogue_heading', subjectId: heading, after: { active } },
      estateId,
    )
    return { heading, active }
  },
)
