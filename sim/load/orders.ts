/** What the estate offers, a month of orders with their money, public services recorded, the directory: through the verbs. */
import sharp from 'sharp'
import { type Instant, localDate, ZONE } from '../../server/core/clock.ts'
import { recogniseDeed, tellDeed } from '../../server/modules/catalogue/deeds.ts'
import { recordPerformance } from '../../server/modules/catalogue/performance.ts'
import { createItem, listItems, setPrice } from '../../server/modules/catalogue/service.ts'
import { createEntry } from '../../server/modules/catalogue/service-directory.ts'
import { take } from '../../server/modules/desk/acts.ts'
import { handle, sign } from '../../server/modules/desk/closing.ts'
import { createTicket } from '../../server/modules/desk/create.ts'
import { agreePrice, cancelOrder, fixPrice, placeOrder } from '../../server/modules/desk/order.ts'
import { decideProposal, propose } from '../../server/modules/desk/order-proposal.ts'
import { chargeOrder } from '../../server/modules/ledger/jobs.ts'
import { listCharges, takePayment } from '../../server/modules/ledger/service.ts'
import type { MadeHousehold } from '../households.ts'
import { deeds, entries, offers, publicWork } from '../offers.ts'
import { type LoadedUnits, labelOf } from './estate.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const DAYS = 30

interface Hands {
  estateId: string
  crew: Record<string, Crew>
  households: MadeHousehold[]
  units: LoadedUnits
}

/** The first day of what is looked at; prices and services are older. */
const monthBefore = (w: World) => localDate(w.now).subtract({ days: DAYS + 10 })
const noon = (w: World, daysAgo: number, hour = 12): Instant =>
  localDate(w.now)
    .subtract({ days: daysAgo })
    .toZonedDateTime({ timeZone: ZONE, plainTime: { hour } })
    .toInstant()
    .add({ minutes: w.r.int(0, 50) })

async function catalogue(w: World, h: Hands): Promise<void> {
  const began = monthBefore(w)
  const at = began.toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' }).toInstant()
  const office = () => ctxOf(w, h.crew['ah.jingli']!.actor, at)
  for (const o of offers) {
    const { price, ...rest } = o
    const item = await createItem(office(), {
      estateId: h.estateId,
      ...rest,
      ...(o.service === 'commercial' ? { startsOn: began.toString(), paid: price?.method !== 'free' } : {}),
    })
    if (price)
      await setPrice(office(), {
        estateId: h.estateId,
        itemId: item.id,
        validFrom: began.toString(),
        ...price,
      })
  }
  for (const e of entries) await createEntry(office(), { estateId: h.estateId, ...e })
}

/** Each public service has its lines over the month; one has none this month, as the warning shows. */
async function rendered(w: World, h: Hands): Promise<void> {
  const { items } = await listItems(ctxOf(w), { estateId: h.estateId, service: 'public' })
  for (const item of items) {
    const lines = publicWork[item.name]
    if (!lines) continue
    for (let day = DAYS; day >= 0; day -= w.r.int(2, 4)) {
      const at = noon(w, day, 10)
      if (at.epochMilliseconds >= w.now.epochMilliseconds) continue
      await recordPerformance(ctxOf(w, h.crew['ah.guanjia1']!.actor, at), {
        estateId: h.estateId,
        itemId: item.id,
        text: w.r.pick(lines),
      })
    }
  }
}

interface Sold {
  itemId: string
  priceId: string
  method: string
  amount: number
}

async function carry(w: World, h: Hands, sold: Sold, at: Instant, ink: Buffer): Promise<void> {
  const home = w.r.pick(h.households)
  const who = home.lessee ?? home.owner
  const handler = h.crew[`ah.guanjia${(Number(home.unit.building) % 3) + 1}`]!
  const clerk = h.crew[w.r.chance(0.5) ? 'ah.qiantai' : 'ah.qiantai2']!
  let now = at
  const past = (minutes: number) => {
    now = now.add({ minutes })
    return now.epochMilliseconds < w.now.epochMilliseconds
  }
  const as = (c: Crew) => ctxOf(w, c.actor, now)
  const made = await placeOrder(as(clerk), {
    estateId: h.estateId,
    itemId: sold.itemId,
    priceId: sold.priceId,
    quantity: w.r.pick([100, 100, 100, 200, 300]),
    unitId: h.units.units.get(labelOf(home.unit))!,
    requesterName: who.name,
    requesterPhone: who.phone,
    channel: w.r.pick(['phone', 'visit', 'message'] as const),
    onBehalf: w.r.chance(0.4),
  })
  const input = { estateId: h.estateId, ticketId: made.id }
  if (!past(w.r.int(3, 40))) return
  if (w.r.chance(0.05)) return void (await cancelOrder(as(clerk), { ...input, reason: '业户改期，暂不需要' }))
  await take(as(handler), input)
  if (sold.method === 'from' || sold.method === 'on_site') {
    if (!past(w.r.int(20, 90))) return
    const base = Math.max(sold.amount, 6000) * 3
    await fixPrice(as(handler), { ...input, amount: base + w.r.int(0, 12) * 500 })
    if (!past(w.r.int(2, 20))) return
    await agreePrice(as(handler), { ...input, how: 'face' })
  }
  if (!past(w.r.int(30, 900))) return
  await handle(as(handler), { ...input, text: '已按约定完成，业户在场查看。', how: 'face' })
  await chargeOrder(as(handler), h.estateId, made.id)
  if (!past(w.r.int(1, 30))) return
  const slip = { upload: { filename: 'signature.png', mediaType: 'image/png', bytes: ink } }
  await sign(as(handler), { ...input, satisfied: true, rating: w.r.pick([4, 5, 5]), ...slip })
  if (!past(w.r.int(5, 4000)) || w.r.chance(0.15)) return
  const { items } = await listCharges(as(clerk), { estateId: h.estateId, sourceId: made.id })
  const charge = items[0]
  if (!charge) return
  const way = w.r.pick(['wechat', 'wechat', 'alipay', 'cash'] as const)
  await takePayment(as(clerk), { estateId: h.estateId, chargeIds: [charge.id], way })
}

/** A suggestion that became a service, one that waits, and what the staff did besides. */
async function ideas(w: World, h: Hands): Promise<void> {
  const clerk = h.crew['ah.qiantai']!
  const manager = h.crew['ah.jingli']!
  const list = [
    { days: 20, text: '希望有人定期上门磨刀，老人拿出去磨不方便。', name: '上门磨刀', decide: true },
    { days: 6, text: '建议周末代寄快递，前台离快递柜很近。', name: '代寄快递', decide: false },
  ]
  for (const one of list) {
    const home = w.r.pick(h.households)
    const at = noon(w, one.days, 15)
    const made = await createTicket(ctxOf(w, clerk.actor, at), {
      estateId: h.estateId,
      kind: 'suggestion',
      class: 'service',
      text: one.text,
      unitId: h.units.units.get(labelOf(home.unit))!,
      requesterName: home.owner.name,
    })
    const later = ctxOf(w, manager.actor, at.add({ hours: 20 }))
    const done = await propose(later, {
      estateId: h.estateId,
      ticketId: made.id,
      name: one.name,
      service: 'commercial',
      life: 'housing',
      content: one.text,
    })
    const itemId = done.course.at(-1)?.data?.itemId
    if (one.decide && typeof itemId === 'string')
      await decideProposal(ctxOf(w, manager.actor, at.add({ hours: 70 })), {
        estateId: h.estateId,
        itemId,
        decision: 'accepted',
        reason: '已联系师傅，每月第一个周六上门，价格确定后公布。',
      })
  }
  for (const [n, d] of deeds.entries()) {
    const at = noon(w, 3 + n * 6, 17)
    const told = await tellDeed(ctxOf(w, clerk.actor, at), { estateId: h.estateId, ...d })
    if (n > 0)
      await recogniseDeed(ctxOf(w, manager.actor, at.add({ hours: 20 })), {
        estateId: h.estateId,
        deedId: told.id,
        words: '想在业户前面，本月通报表扬。',
      })
  }
}

/** @returns how many orders were placed */
export async function loadOrders(w: World, h: Hands): Promise<number> {
  await catalogue(w, h)
  await rendered(w, h)
  await ideas(w, h)
  const line = '<path d="M20 80 C 80 10, 140 150, 280 40" stroke="#111" stroke-width="4" fill="none"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">${line}</svg>`
  const ink = await sharp(Buffer.from(svg)).png().toBuffer()
  const { items } = await listItems(ctxOf(w), { estateId: h.estateId, state: 'active', priced: 'yes' })
  const sold = items.flatMap((i): Sold[] =>
    i.allowed.order === true && i.price && !i.groups.minFloors
      ? [{ itemId: i.id, priceId: i.price.id, method: i.price.method, amount: i.price.amount ?? 0 }]
      : [],
  )
  let placed = 0
  for (let day = DAYS; day >= 0; day--)
    for (let n = w.r.int(1, 4); n > 0; n--) {
      const at = noon(w, day, w.r.int(8, 19))
      if (at.epochMilliseconds >= w.now.subtract({ minutes: 5 }).epochMilliseconds) continue
      await carry(w, h, w.r.pick(sold), at, ink)
      placed += 1
    }
  return placed
}
