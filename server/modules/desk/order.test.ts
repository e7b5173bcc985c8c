/** Orders from the price list to the work done: what is shown is what is charged. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aDesk, aSignature, type Desk, raise, upload } from '../../../test/desk.ts'
import { anAccount } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { addStarter, createItem, editItem, listItems, setPrice } from '../catalogue/service.ts'
import { listCharges } from '../ledger/service.ts'
import { arrive, assign, changeClass, consent, quote, take } from './acts.ts'
import { handle, reopen, reply, sign } from './closing.ts'
import { createTicket } from './create.ts'
import * as order from './order.ts'
import { decideProposal, listProposals, propose, tellProposer } from './order-proposal.ts'
import { fromTheHome, listOrders, myServices } from './order-reads.ts'
import { amountOf, timesQuantity } from './order-rules.ts'
import { quotationPrint } from './order-sheets.ts'
import { get, myGet, myList } from './reads.ts'

const t = await testHouse()
const sys = () => t.ctx(system)
type Method = 'fixed' | 'from' | 'on_site' | 'free'

async function anItem(d: Desk, name: string, method: Method = 'fixed', amount = 3000, more: object = {}) {
  const made = await createItem(sys(), {
    estateId: d.estateId,
    service: 'special',
    life: 'housing',
    name,
    ...more,
  })
  const priced = method === 'fixed' || method === 'from' ? { amount, unit: '小时' } : {}
  const input = { estateId: d.estateId, itemId: made.id, validFrom: '2026-03-02' }
  const item = await setPrice(sys(), { ...input, method, ...priced })
  return { itemId: item.id, priceId: item.price!.id }
}
const code = (c: string) => ({ code: c })
const place = (d: Desk, item: { itemId: string; priceId: string }, more: object = {}, by = d.resident) =>
  order.placeOrder(t.ctx(by), { estateId: d.estateId, ...item, ...more })
const of = (d: Desk, id: string) => ({ estateId: d.estateId, ticketId: id })

test('[S8-03] [S8-06] an order stores the price that was shown, and a later price does not change it', async () => {
  const d = await aDesk(t)
  const item = await anItem(d, '保洁')
  const made = await place(d, item, { quantity: 250, text: '请带梯子' })
  expect(made.order).toMatchObject({ unitPrice: 3000, quantity: 250, amount: 7500, unit: '小时' })
  t.clock.advance({ seconds: 1 })
  await setPrice(sys(), {
    estateId: d.estateId,
    itemId: item.itemId,
    method: 'fixed',
    amount: 4000,
    unit: '小时',
    validFrom: '2026-03-02',
  })
  const seen = await myGet(t.ctx(d.resident), of(d, made.id))
  expect(seen.order).toMatchObject({ amount: 7500, unitPrice: 3000 })
  expect(seen.text).toBe('保洁 × 2.5小时：请带梯子')
  expect(seen.unit).toBe('1-2-301')
  await expect(place(d, item)).rejects.toMatchObject(code('order.price_changed'))
})

test('[S8-03] a special service is not raised past the price list, nor reached by a change of class', async () => {
  const d = await aDesk(t)
  const bare = { estateId: d.estateId, kind: 'order', class: 'special', text: '打扫' } as const
  await expect(createTicket(t.ctx(d.clerk), bare)).rejects.toMatchObject(code('order.from_catalogue'))
  const other = await raise(t, d)
  const change = { ...of(d, other.id), kind: 'order', class: 'special', reason: '实为下单' } as const
  await expect(changeClass(t.ctx(d.clerk), change)).rejects.toMatchObject(code('order.from_catalogue'))
})

test('[S8-06] unit price times quantity, to the fen, half up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (price, quantity) => {
        const amount = timesQuantity(price, quantity)
        const exact = BigInt(price) * BigInt(quantity)
        expect(BigInt(amount) * 100n - exact).toBeLessThanOrEqual(50n)
        expect(exact - BigInt(amount) * 100n).toBeLessThan(50n)
        expect(amountOf('fixed', price, quantity)).toBe(amount)
        expect(amountOf('free', null, quantity)).toBe(0)
        expect(amountOf('from', price, quantity)).toBeNull()
      },
    ),
  )
})

test('[S1-27] each of the six daily services is ordered, assigned, done, and charged or marked free', async () => {
  const d = await aDesk(t)
  await addStarter(sys(), { estateId: d.estateId })
  const six = ['代购', '代订餐', '代购票', '商务服务', '家居服务', '代召出租车']
  const { items } = await listItems(sys(), { estateId: d.estateId, service: 'commercial' })
  expect(items.map(i => i.name).sort()).toEqual([...six].sort())
  const handler = await anAccount(t, d.estateId, { role: 'steward', name: '王师傅' })
  for (const [at, item] of items.entries()) {
    const free = at % 2 === 1
    await editItem(sys(), {
      ...item,
      estateId: d.estateId,
      itemId: item.id,
      paid: !free,
      hours: '08:00-20:00',
      delivery: '2 小时内',
      startsOn: '2026-03-01',
    })
    const price = free ? { method: 'free' as const } : { method: 'fixed' as const, amount: 1000, unit: '次' }
    const priced = await setPrice(sys(), {
      estateId: d.estateId,
      itemId: item.id,
      validFrom: '2026-03-02',
      ...price,
    })
    const made = await place(d, { itemId: item.id, priceId: priced.price!.id })
    await assign(t.ctx(d.clerk), { ...of(d, made.id), accountId: handler.id })
    await take(t.ctx(handler.actor), of(d, made.id))
    await handle(t.ctx(handler.actor), { ...of(d, made.id), text: '办好了' })
    const done = await sign(t.ctx(handler.actor), {
      ...of(d, made.id),
      satisfied: true,
      ...upload(await aSignature()),
    })
    expect([done.state, done.outcome, done.order?.free]).toEqual(['closed', 'satisfied', free])
    await t.drain()
    const charges = await listCharges(sys(), { estateId: d.estateId, state: 'all', sourceId: made.id })
    expect(charges.items.map(c => c.amount)).toEqual(free ? [] : [1000])
  }
})

test('[S8-05] each customer chooses special services for himself, in any combination or none, and owes only for them', async () => {
  const d = await aDesk(t)
  const [wash, clean, move] = [await anItem(d, '洗衣'), await anItem(d, '保洁'), await anItem(d, '搬运')]
  // the first home takes two of three in one order of its liking, the second the third, nobody takes all
  for (const [who, item] of [
    [d.resident, move],
    [d.resident, wash],
    [d.accused, clean],
  ] as const)
    await place(d, item, {}, who)
  const ordered = async (who: Desk['resident']) =>
    (await myServices(t.ctx(who), { estateId: d.estateId })).items
      .filter(i => i.ordered > 0)
      .map(i => i.name)
      .sort()
  expect(await ordered(d.resident)).toEqual(['搬运', '洗衣'])
  expect(await ordered(d.accused)).toEqual(['保洁'])
  const idle = actor('lessee', 'unit', newId(), d.estateId)
  expect(await ordered(idle)).toEqual([])
  const all = await myServices(t.ctx(idle), { estateId: d.estateId })
  expect(all.items.map(i => i.allowed.order)).toEqual([true, true, true])
})

test('[S8-03] [S3-105] item, content, unit, price or how it is priced, hours and delivery stand before the order; unpriced ones cannot be ordered', async () => {
  const d = await aDesk(t)
  await anItem(d, '空调清洗', 'from', 8000, { content: '拆洗滤网' })
  await anItem(d, '水管更换', 'on_site', 0, { content: '含拆旧' })
  const bare = await createItem(sys(), { estateId: d.estateId, service: 'special', name: '未标价' })
  const terms = { hours: '08:00-20:00', delivery: '1 小时内', paid: true, startsOn: '2026-03-01' }
  const shop = { estateId: d.estateId, service: 'commercial', life: 'food', name: '代购', ...terms } as const
  const sold = await createItem(sys(), shop)
  const price = { method: 'fixed', amount: 500, unit: '次', validFrom: '2026-03-02' } as const
  await setPrice(sys(), { estateId: d.estateId, itemId: sold.id, ...price })
  const shown = (await myServices(t.ctx(d.resident), { estateId: d.estateId })).items
  const of_ = (name: string) => shown.find(i => i.name === name)
  expect(of_('空调清洗')).toMatchObject({
    content: '拆洗滤网',
    price: { method: 'from', amount: 8000, unit: '小时' },
  })
  expect(of_('水管更换')).toMatchObject({ content: '含拆旧', price: { method: 'on_site', amount: null } })
  expect(of_('代购')).toMatchObject({ hours: '08:00-20:00', delivery: '1 小时内', price: { amount: 500 } })
  expect(of_('未标价')).toBeUndefined()
  for (const who of [d.resident, d.clerk])
    await expect(
      place(d, { itemId: bare.id, priceId: newId() }, { unitId: d.home }, who),
    ).rejects.toMatchObject(code('catalogue.unpriced'))
})

test('[S1-43] [S8-06] a price on the site: entered, agreed to, not below the published start, only then the work', async () => {
  const d = await aDesk(t)
  const item = await anItem(d, '空调清洗', 'from', 8000)
  const made = await place(d, item)
  const at = of(d, made.id)
  await take(t.ctx(d.steward), at)
  const by = () => t.ctx(d.steward)
  await expect(handle(by(), { ...at, text: '完成' })).rejects.toMatchObject(code('order.quote_first'))
  await expect(order.fixPrice(by(), { ...at, amount: 7999 })).rejects.toMatchObject(code('order.below_start'))
  await order.fixPrice(by(), { ...at, amount: 12_000, text: '两台' })
  await expect(handle(by(), { ...at, text: '完成' })).rejects.toMatchObject(code('order.agree_first'))
  const agreed = await order.myAgree(t.ctx(d.resident), at)
  expect(agreed.order).toMatchObject({ amount: 12_000, agreedHow: 'app' })
  await expect(order.fixPrice(by(), { ...at, amount: 13_000 })).rejects.toMatchObject(code('order.agreed'))
  expect((await handle(by(), { ...at, text: '完成' })).state).toBe('handled')
  const fixed = await place(d, await anItem(d, '擦窗'))
  await expect(order.fixPrice(by(), { ...of(d, fixed.id), amount: 1 })).rejects.toMatchObject(
    code('order.priced'),
  )
})

test('[S1-43] the fee fixed at an inquiry flows into the order that follows it', async () => {
  const d = await aDesk(t)
  const asked = await raise(t, d, { kind: 'inquiry', class: 'charge', text: '换水管多少钱' })
  const at = of(d, asked.id)
  const item = await anItem(d, '水管更换', 'on_site')
  const from = (by = d.clerk) => place(d, item, { quoteTicketId: asked.id, channel: 'visit' }, by)
  await expect(from()).rejects.toMatchObject(code('order.no_quote'))
  await consent(t.ctx(d.clerk), at)
  await take(t.ctx(d.steward), at)
  await arrive(t.ctx(d.steward), at)
  await quote(t.ctx(d.steward), { ...at, fee: 26_000 })
  const made = await from()
  expect(made.order).toMatchObject({ amount: 26_000, agreedHow: 'face', quoteTicketId: asked.id })
  expect((await get(t.ctx(d.clerk), of(d, made.id))).unit).toBe('1-2-301')
  await expect(place(d, item, { quoteTicketId: asked.id }, d.accused)).rejects.toMatchObject(
    code('core.not_found'),
  )
})

test('an order is cancelled until somebody is on site; a cancelled one is not opened again', async () => {
  const d = await aDesk(t)
  const item = await anItem(d, '搬运', 'fixed', 2000, { orderClass: 'onsite' })
  const first = await place(d, item)
  const gone = await order.myCancel(t.ctx(d.resident), { ...of(d, first.id), reason: '不需要了' })
  expect([gone.state, gone.outcome, gone.order?.cancelReason]).toEqual(['closed', 'cancelled', '不需要了'])
  expect(gone.promises.every(p => p.stoppedAt !== null || p.metAt !== null)).toBe(true)
  await expect(reopen(t.ctx(d.clerk), { ...of(d, first.id), reason: '再来' })).rejects.toMatchObject(
    code('order.cancelled'),
  )
  const second = await place(d, item)
  await take(t.ctx(d.steward), of(d, second.id))
  await arrive(t.ctx(d.steward), of(d, second.id))
  const late = { ...of(d, second.id), reason: '不要了' }
  await expect(order.myCancel(t.ctx(d.resident), late)).rejects.toMatchObject(code('order.too_late'))
  expect((await order.cancelOrder(t.ctx(d.clerk), late)).outcome).toBe('cancelled')
})

test('[S3-100] a service for high-rise households is refused elsewhere, and to who names no home', async () => {
  const d = await aDesk(t)
  const item = await anItem(d, '高层电梯运行', 'free', 0, { groups: { minFloors: 10 }, audience: '高层住户' })
  await expect(place(d, item)).rejects.toMatchObject(code('order.not_for_you'))
  await expect(place(d, item, {}, d.clerk)).rejects.toMatchObject(code('order.unit_needed'))
  const shown = (await myServices(t.ctx(d.resident), { estateId: d.estateId })).items[0]
  expect(shown?.allowed.order).toBe('order.not_for_you')
  await t.pool.query('UPDATE building SET floors = 9 WHERE estate_id = $1', [d.estateId])
  await expect(place(d, item)).rejects.toMatchObject(code('order.not_for_you'))
  await t.pool.query('UPDATE building SET floors = 10 WHERE estate_id = $1', [d.estateId])
  expect((await place(d, item)).order.free).toBe(true)
})

test('[S3-107] services are listed from the home: ordered before, to be had, not to be had, for everybody', async () => {
  const d = await aDesk(t)
  await createItem(sys(), { estateId: d.estateId, service: 'public', name: '清洁卫生服务' })
  await anItem(d, '高层专项', 'free', 0, { groups: { minFloors: 30 } })
  await anItem(d, '代购菜', 'fixed', 500, { life: 'food' })
  const often = await anItem(d, '洗衣', 'fixed', 900, { life: 'clothing' })
  await anItem(d, '保洁')
  await place(d, often)
  const names = (await myServices(t.ctx(d.resident), { estateId: d.estateId })).items.map(i => i.name)
  expect(names).toEqual(['洗衣', '保洁', '代购菜', '高层专项', '清洁卫生服务'])
  const one = (id: string, ordered: number) => ({
    item: { id, service: 'special', life: 'housing' } as const,
    ordered,
    may: true,
  })
  expect(fromTheHome([one('a', 1), one('b', 3)]).map(x => x.item.id)).toEqual(['b', 'a'])
})

test('[S3-107] a resident’s requests begin with what waits for his word, then what is open, then what is closed', async () => {
  const d = await aDesk(t)
  const ask = async (text: string) => {
    t.clock.advance({ minutes: 1 })
    return (await raise(t, d, { kind: 'suggestion', class: 'service', text }, d.resident)).id
  }
  const [done, closed, open, newest] = [await ask('一'), await ask('二'), await ask('三'), await ask('四')]
  for (const id of [done, closed]) {
    await take(t.ctx(d.steward), of(d, id))
    await handle(t.ctx(d.steward), { ...of(d, id), text: '办好了' })
  }
  await sign(t.ctx(d.steward), { ...of(d, closed), satisfied: true, ...upload(await aSignature()) })
  await raise(t, d, { kind: 'suggestion', class: 'service', text: '别家', unitId: d.neighbour }, d.accused)
  const mine = await myList(t.ctx(d.resident), { estateId: d.estateId })
  expect(mine.items.map(i => i.id)).toEqual([done, newest, open, closed])
})

test('[S1-29] advice is asked without an item; its recorded answer closes it', async () => {
  const d = await aDesk(t)
  const asked = await createTicket(t.ctx(d.resident), {
    estateId: d.estateId,
    kind: 'order',
    class: 'advice',
    text: '想办营业执照，从哪里开始？',
  })
  const done = await reply(t.ctx(d.clerk), { ...of(d, asked.id), text: '先到政务中心核名，再网上申请。' })
  expect([done.state, done.outcome]).toEqual(['closed', 'answered'])
  expect(done.course.at(-1)?.text).toBe('先到政务中心核名，再网上申请。')
})

test('[SX-12] the desk orders for a resident, once however often it is sent, and lists it by item and room', async () => {
  const d = await aDesk(t)
  const item = await anItem(d, '保洁')
  const body = { ...item, unitId: d.home, requesterName: '欧阳', onBehalf: true, channel: 'visit' }
  const send = () =>
    t.http(d.clerk, 'POST', `/api/estates/${d.estateId}/orders`, body, { 'x-client-id': 'same-order-1' })
  const [a, b] = [await send(), await send()]
  expect(a.statusCode).toBe(200)
  expect(b.json()).toEqual(a.json())
  const list = await listOrders(t.ctx(d.clerk), { estateId: d.estateId, q: '保洁' })
  expect(list.items.map(o => [o.unit, o.onBehalf, o.order.amount])).toEqual([['1-2-301', true, 3000]])
  expect((await listOrders(t.ctx(d.clerk), { estateId: d.estateId, q: '1-2-302' })).total).toBe(0)
  await expect(place(d, item, { wantedAt: '2026-03-01T00:00:00Z' })).rejects.toMatchObject(
    code('order.wanted_past'),
  )
})

test('[S3-109] a suggestion becomes a proposed item; decision and origin are kept and the proposer is told', async () => {
  const d = await aDesk(t)
  const office = actor('office', 'estate', d.estateId)
  const said = await createTicket(t.ctx(d.resident), {
    estateId: d.estateId,
    kind: 'suggestion',
    class: 'service',
    text: '希望有上门磨刀',
  })
  const at = of(d, said.id)
  const idea = { ...at, name: '上门磨刀', service: 'commercial', life: 'housing' } as const
  await expect(propose(t.ctx(d.steward), idea)).rejects.toMatchObject(code('core.forbidden'))
  await propose(t.ctx(office), idea)
  await expect(propose(t.ctx(office), { ...idea, name: '磨刀' })).rejects.toMatchObject(
    code('order.proposed'),
  )
  const [item] = (await listItems(sys(), { estateId: d.estateId, state: 'proposed' })).items
  expect([item?.name, item?.origin]).toEqual(['上门磨刀', `业户建议 ${said.number}`])
  const key = { estateId: d.estateId, itemId: item!.id }
  await expect(tellProposer(t.ctx(office), { ...key, how: 'phone' })).rejects.toMatchObject(
    code('order.untold'),
  )
  const decided = await decideProposal(t.ctx(office), {
    ...key,
    decision: 'accepted',
    reason: '已联系师傅，下月开始',
  })
  expect([decided.decision, decided.toldHow]).toEqual(['accepted', 'app'])
  expect((await listItems(sys(), { estateId: d.estateId, state: 'active' })).items.map(i => i.name)).toEqual([
    '上门磨刀',
  ])
  const seen = await myGet(t.ctx(d.resident), at)
  expect(seen.course.at(-1)).toMatchObject({ act: 'accepted', text: '已联系师傅，下月开始' })
  const { rows } = await t.pool.query(
    'SELECT account_id, body FROM message WHERE estate_id = $1 AND kind = $2',
    [d.estateId, 'proposal.decided'],
  )
  expect(rows).toEqual([
    { account_id: d.resident.id, body: expect.objectContaining({ zh: expect.stringContaining('已采纳') }) },
  ])
  await expect(
    decideProposal(t.ctx(office), { ...key, decision: 'declined', reason: 'x' }),
  ).rejects.toMatchObject(code('order.decided'))
})

test('[S3-109] a proposer without an account is told by a person, and that is kept', async () => {
  const d = await aDesk(t)
  const office = actor('office', 'estate', d.estateId)
  const said = await raise(t, d, { kind: 'suggestion', class: 'service', text: '希望有轮椅借用' })
  await propose(t.ctx(office), { ...of(d, said.id), name: '轮椅借用', service: 'commercial', life: 'travel' })
  const [p] = (await listProposals(t.ctx(office), { estateId: d.estateId })).items
  const key = { estateId: d.estateId, itemId: p!.itemId }
  await decideProposal(t.ctx(office), { ...key, decision: 'declined', reason: '暂无经费' })
  expect((await listProposals(t.ctx(office), { estateId: d.estateId, state: 'untold' })).items).toHaveLength(
    1,
  )
  const told = await tellProposer(t.ctx(d.clerk), { ...key, how: 'phone' })
  expect([told.toldHow, told.toldBy]).toEqual(['phone', d.clerk.name])
})

test('[S1-43] [SX-04] the quotation prints with each step, its actor and time, and room for the owner’s signature', async () => {
  const d = await aDesk(t)
  const asked = await raise(t, d, { kind: 'inquiry', class: 'charge', text: '换水管多少钱' })
  const at = of(d, asked.id)
  const print = () => quotationPrint.document(t.ctx(d.clerk), at)
  await expect(print()).rejects.toMatchObject(code('core.not_found'))
  await consent(t.ctx(d.clerk), at)
  await take(t.ctx(d.steward), at)
  await arrive(t.ctx(d.steward), at)
  await quote(t.ctx(d.steward), { ...at, fee: 26_000, text: '含拆旧' })
  const sheet = await print()
  const rows = sheet.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))
  expect(rows.map(r => [r[1], r[2]])).toEqual([
    ['业主同意上门', d.clerk.name],
    ['接单', d.steward.name],
    ['到场', d.steward.name],
    ['现场定价', d.steward.name],
  ])
  expect(JSON.stringify(sheet.blocks)).toContain('260.00元')
  expect(sheet.blocks.some(b => b.kind === 'signatures')).toBe(true)
  expect((await toPdf(sheet)).missing).toEqual([])
})
