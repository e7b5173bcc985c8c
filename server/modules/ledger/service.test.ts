/** From the order that is done to the receipt: one charge, equal to the shown price; numbers without a gap. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aDesk, type Desk } from '../../../test/desk.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { headings } from '../catalogue/contract.ts'
import { createItem, setPrice } from '../catalogue/service.ts'
import { headingLabels, servicePlanPrint } from '../catalogue/service-plan.ts'
import { take } from '../desk/acts.ts'
import { handle, sign } from '../desk/closing.ts'
import { placeOrder, waiveOrder } from '../desk/order.ts'
import { chargeOrder } from './jobs.ts'
import { myReceiptPrint, receiptPrint } from './prints.ts'
import { serviceReportPrint } from './report.ts'
import * as s from './service.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const cashierOf = (d: Desk) => actor('cashier', 'estate', d.estateId)
let items = 0

/** An order of the resident that is done, and its charge made by the job. */
async function aCharge(d: Desk, amount = 3000, quantity = 100) {
  const sys = () => t.ctx(system)
  const name = `保洁${++items}`
  const item = await createItem(sys(), { estateId: d.estateId, service: 'special', name })
  const price = { method: 'fixed', amount, unit: '小时', validFrom: '2026-01-01' } as const
  const priced = await setPrice(sys(), {
    estateId: d.estateId,
    itemId: item.id,
    ...price,
    validFrom: '2026-03-02',
  })
  const ask = { estateId: d.estateId, itemId: item.id, priceId: priced.price!.id, quantity }
  const made = await placeOrder(t.ctx(d.resident), ask)
  const at = { estateId: d.estateId, ticketId: made.id }
  await take(t.ctx(d.steward), at)
  await handle(t.ctx(d.steward), { ...at, text: '完成' })
  await t.drain()
  const [charge] = (
    await s.listCharges(t.ctx(d.manager), { estateId: d.estateId, state: 'all', sourceId: made.id })
  ).items
  return { ticketId: made.id, shown: made.order.amount, charge }
}

test('[S8-06] the charge of an order equals the price that was shown, and is made once', async () => {
  const d = await aDesk(t)
  const { ticketId, shown, charge } = await aCharge(d, 3333, 150)
  expect([shown, charge?.amount, charge?.unitPrice, charge?.quantity, charge?.room]).toEqual([
    5000,
    5000,
    3333,
    150,
    '1-2-301',
  ])
  await chargeOrder(t.ctx(system), d.estateId, ticketId)
  const at = { estateId: d.estateId, ticketId }
  await sign(t.ctx(d.steward), { ...at, satisfied: false, text: '没擦干净' })
  await handle(t.ctx(d.steward), { ...at, text: '返工' })
  await t.drain()
  expect((await s.listCharges(t.ctx(d.manager), { estateId: d.estateId })).total).toBe(1)
})

test('[S1-27] an order that is marked free leaves no charge', async () => {
  const d = await aDesk(t)
  const item = await createItem(t.ctx(system), { estateId: d.estateId, service: 'special', name: '代购' })
  const price = { method: 'fixed', amount: 500, unit: '次', validFrom: '2026-03-02' } as const
  const priced = await setPrice(t.ctx(system), { estateId: d.estateId, itemId: item.id, ...price })
  const made = await placeOrder(t.ctx(d.resident), {
    estateId: d.estateId,
    itemId: item.id,
    priceId: priced.price!.id,
  })
  const at = { estateId: d.estateId, ticketId: made.id }
  await expect(waiveOrder(t.ctx(d.clerk), { ...at, reason: '独居老人' })).rejects.toMatchObject(
    code('core.forbidden'),
  )
  expect((await waiveOrder(t.ctx(d.manager), { ...at, reason: '独居老人' })).order?.free).toBe(true)
  await take(t.ctx(d.steward), at)
  await handle(t.ctx(d.steward), { ...at, text: '已送到' })
  await t.drain()
  expect((await s.listCharges(t.ctx(d.manager), { estateId: d.estateId, state: 'all' })).total).toBe(0)
})

test('[S8-06] a payment in cash settles the charge and gives a receipt with change; it cannot be paid twice', async () => {
  const d = await aDesk(t)
  const { charge } = await aCharge(d, 4500)
  const cashier = cashierOf(d)
  const pay = (more: object = {}) =>
    s.takePayment(t.ctx(cashier), { estateId: d.estateId, chargeIds: [charge!.id], way: 'cash', ...more })
  await expect(pay({ tendered: 4499 })).rejects.toMatchObject(code('ledger.tendered'))
  await expect(pay({ amount: 4501 })).rejects.toMatchObject(code('ledger.too_much'))
  await expect(pay({ way: 'wechat', tendered: 5000 })).rejects.toMatchObject(code('ledger.tendered_way'))
  const receipt = await pay({ tendered: 5000 })
  expect([receipt.number, receipt.amount, receipt.change, receipt.lines[0]?.amount]).toEqual([
    '2026-000001',
    4500,
    500,
    4500,
  ])
  await expect(pay()).rejects.toMatchObject(code('ledger.paid'))
  const mine = await s.myCharges(t.ctx(d.resident), { estateId: d.estateId })
  expect(mine.items.map(c => [c.state, c.receipts[0]?.number])).toEqual([['paid', '2026-000001']])
  expect((await s.myCharges(t.ctx(d.accused), { estateId: d.estateId })).items).toEqual([])
})

test('[S8-06] what the desk charged to a home without a name is seen by who held it then, not by who came later', async () => {
  const d = await aDesk(t)
  const [before, after] = [d.resident, actor('owner', 'unit', d.home, d.estateId)]
  const held = (accountId: string, from: string) =>
    t.pool.query(
      `INSERT INTO role_assignment (id, account_id, role, scope, target, estate_id, from_at, made_by, made_at)
       VALUES ($1, $2, 'owner', 'unit', $3, $4, $5, 'test', $5)`,
      [newId(), accountId, d.home, d.estateId, from],
    )
  for (const who of [before, after])
    await t.pool.query(
      'INSERT INTO account (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, now(), now())',
      [who.id, who.name, `${who.id}@test`],
    )
  await held(before.id, '2026-01-01T00:00:00Z')
  await held(after.id, t.clock.now().add({ hours: 1 }).toString())
  const charge = { estateId: d.estateId, source: 'order' as const, sourceId: newId(), unitId: d.home }
  const more = {
    accountId: null,
    personId: null,
    title: '上门保洁',
    unitPrice: 3000,
    unit: '次',
    quantity: 100,
  }
  await s.makeCharge(t.ctx(system), { ...charge, ...more, amount: 3000, by: '前台' })
  const seen = async (who: typeof before) =>
    (await s.myCharges(t.ctx(who), { estateId: d.estateId })).items.map(c => c.title)
  expect(await seen(before)).toEqual(['上门保洁'])
  t.clock.advance({ hours: 2 })
  expect([await seen(before), await seen(after), await seen(d.accused)]).toEqual([['上门保洁'], [], []])
})

test('receipt numbers have no gap under concurrent payments of which some fail, and start anew each year', async () => {
  const d = await aDesk(t)
  const charges = []
  for (let i = 0; i < 6; i++) charges.push((await aCharge(d, 1000 + i)).charge!.id)
  const cashier = cashierOf(d)
  // each charge is paid twice at the same moment: one of the two must be refused and give its number back
  const tries = charges.flatMap(id => [id, id])
  const done = await Promise.allSettled(
    tries.map(id => s.takePayment(t.ctx(cashier), { estateId: d.estateId, chargeIds: [id], way: 'wechat' })),
  )
  expect(done.filter(x => x.status === 'fulfilled')).toHaveLength(6)
  const { items: made, sum } = await s.listReceipts(t.ctx(cashier), { estateId: d.estateId })
  expect(made.map(r => r.number).sort()).toEqual([1, 2, 3, 4, 5, 6].map(n => `2026-00000${n}`))
  expect(sum).toBe(6015)
  const last = (await aCharge(d, 100)).charge!.id
  t.clock.set('2027-01-04T01:00:00Z')
  const next = await s.takePayment(t.ctx(cashier), { estateId: d.estateId, chargeIds: [last], way: 'pos' })
  expect(next.number).toBe('2027-000001')
  t.clock.set('2026-03-02T01:00:00Z')
})

test('corrections are new rows: a refund has its own number, then the charge is reversed; nothing is edited', async () => {
  const d = await aDesk(t)
  const { charge } = await aCharge(d, 2000)
  const estateId = d.estateId
  const paid = await s.takePayment(t.ctx(cashierOf(d)), { estateId, chargeIds: [charge!.id], way: 'cash' })
  const reverse = () =>
    s.reverseCharge(t.ctx(d.manager), { estateId, chargeId: charge!.id, reason: '重复收费' })
  const refund = (by = d.manager) =>
    s.refundPayment(t.ctx(by), { estateId, paymentId: paid.paymentId, reason: '重复收费', way: 'cash' })
  await expect(reverse()).rejects.toMatchObject(code('ledger.refund_first'))
  await expect(refund(cashierOf(d))).rejects.toMatchObject(code('core.forbidden'))
  const back = await refund()
  expect([back.number, back.amount, back.refunds]).toEqual(['2026-000002', -2000, paid.paymentId])
  await expect(refund()).rejects.toMatchObject(code('ledger.refunded'))
  expect((await s.listCharges(t.ctx(d.manager), { estateId })).open).toBe(2000)
  expect((await reverse()).state).toBe('reversed')
  await expect(reverse()).rejects.toMatchObject(code('ledger.reversed'))
  const all = await s.listCharges(t.ctx(d.manager), { estateId, state: 'all' })
  expect(all.items.reduce((sum, c) => sum + c.amount, 0)).toBe(0)
  expect(all.open).toBe(0)
  expect((await s.myCharges(t.ctx(d.resident), { estateId })).items).toEqual([])
})

test('[S3-107] a resident’s bills begin with what is still to be paid, his own and nobody else’s', async () => {
  const d = await aDesk(t)
  const old = (await aCharge(d, 1000)).charge!
  t.clock.advance({ minutes: 1 })
  const paid = (await aCharge(d, 2000)).charge!
  await s.takePayment(t.ctx(cashierOf(d)), { estateId: d.estateId, chargeIds: [paid.id], way: 'wechat' })
  t.clock.advance({ minutes: 1 })
  const fresh = (await aCharge(d, 3000)).charge!
  const mine = async (who = d.resident) =>
    (await s.myCharges(t.ctx(who), { estateId: d.estateId })).items.map(c => c.id)
  expect(await mine()).toEqual([fresh.id, old.id, paid.id])
  expect(await mine(d.accused)).toEqual([])
})

test('part of a sum settles the oldest charge first', async () => {
  const d = await aDesk(t)
  const a = (await aCharge(d, 1000)).charge!
  t.clock.advance({ minutes: 1 })
  const b = (await aCharge(d, 1000)).charge!
  const ask = { estateId: d.estateId, chargeIds: [b.id, a.id], way: 'transfer' as const, amount: 1500 }
  const r = await s.takePayment(t.ctx(cashierOf(d)), ask)
  expect(r.lines.map(l => [l.chargeId, l.amount])).toEqual([
    [a.id, 1000],
    [b.id, 500],
  ])
  const { items, open } = await s.listCharges(t.ctx(d.manager), { estateId: d.estateId })
  expect([items.map(c => c.state), open]).toEqual([['part'], 500])
})

test('[S8-06] [SX-04] a receipt prints on half an A4 and on the roll, each copy logged; a stranger prints none', async () => {
  const d = await aDesk(t)
  const estateId = d.estateId
  const { charge } = await aCharge(d, 123456)
  const cashier = cashierOf(d)
  const r = await s.takePayment(t.ctx(cashier), {
    estateId,
    chargeIds: [charge!.id],
    way: 'cash',
    tendered: 130_000,
  })
  const ask = { estateId, receiptId: r.id }
  await expect(receiptPrint.document(t.ctx(cashier), { ...ask, copy: 1 })).rejects.toMatchObject(
    code('ledger.print_first'),
  )
  expect((await s.recordPrint(t.ctx(cashier), { ...ask, paper: 'half-A4' })).copy).toBe(1)
  expect((await s.recordPrint(t.ctx(cashier), { ...ask, paper: '80mm' })).copy).toBe(2)
  const first = await receiptPrint.document(t.ctx(cashier), { ...ask, copy: 1 })
  expect([first.paper, first.number, first.footnote]).toEqual(['half-A4', '2026-000001', ''])
  expect(JSON.stringify(first)).toContain('壹仟贰佰叁拾肆元伍角陆分')
  const second = await receiptPrint.document(t.ctx(cashier), { ...ask, copy: 2, paper: '80mm' })
  expect(second.footnote).toContain('第 2 次')
  for (const page of [first, second]) expect((await toPdf(page)).missing).toEqual([])
  expect((await s.getReceipt(t.ctx(cashier), ask)).prints.map(p => p.paper)).toEqual(['half-A4', '80mm'])
  const own = await myReceiptPrint.document(t.ctx(d.resident), ask)
  expect(own.footnote).toContain('自行打印')
  await expect(myReceiptPrint.document(t.ctx(d.accused), ask)).rejects.toMatchObject(code('core.not_found'))
})

test('[S3-08] plan and yearly report use exactly the nine headings, in the order of the navigation', async () => {
  const d = await aDesk(t)
  const { charge } = await aCharge(d, 3000, 200)
  const plan = await servicePlanPrint.document(t.ctx(d.manager), { estateId: d.estateId, year: 2026 })
  const report = await serviceReportPrint.document(t.ctx(d.manager), { estateId: d.estateId, year: 2026 })
  const titles = (doc: typeof plan) =>
    doc.blocks.flatMap(b => (b.kind === 'heading' ? [b.text.replace(/^\d\. /, '')] : []))
  const nine = headings.map(h => headingLabels[h].zh)
  expect(titles(plan)).toEqual(nine)
  expect(titles(report)).toEqual(nine)
  const zh = JSON.parse(
    readFileSync(new URL('../../../web/locales/zh-CN/catalogue.json', import.meta.url), 'utf8'),
  )
  expect(headings.map(h => zh.heading[h])).toEqual(nine)
  const special = report.blocks.flatMap(b => (b.kind === 'table' ? [b] : []))[7]
  expect(special?.rows).toEqual([[charge?.title, '0', '1', '1', '60.00']])
  const before = await serviceReportPrint.document(t.ctx(d.manager), { estateId: d.estateId, year: 2025 })
  expect(before.blocks.flatMap(b => (b.kind === 'table' ? [b] : []))[7]?.footer?.[4]).toBe('0.00')
})
