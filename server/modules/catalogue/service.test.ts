import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { managements, services } from './contract.ts'
import { priceListPrint } from './price-list.ts'
import * as s from './service.ts'
import { createEntry, listEntries } from './service-directory.ts'

const t = await testHouse()
const sys = () => t.ctx(system)
const item = (estateId: string, name: string, more: object = {}) =>
  s.createItem(sys(), { estateId, service: 'special', name, ...more })

test('[S8-03] an item is sold only once it is priced, its prices are kept, and the past is not repriced', async () => {
  const { id: estateId } = await anEstate(t)
  const made = await item(estateId, '管道疏通', { management: 'building_equipment', life: 'housing' })
  const input = { estateId, itemId: made.id }
  await expect(s.requireOrderable(sys(), estateId, made.id)).rejects.toMatchObject({
    code: 'catalogue.unpriced',
  })
  await s.setPrice(sys(), { ...input, method: 'fixed', amount: 5000, unit: '次', validFrom: '2026-03-02' })
  expect((await s.requireOrderable(sys(), estateId, made.id)).price?.amount).toBe(5000)
  const next = await s.setPrice(sys(), {
    ...input,
    method: 'from',
    amount: 6000,
    unit: '次',
    validFrom: '2026-04-01',
    reason: '人工上涨',
  })
  expect([next.price?.amount, next.nextPrice?.amount]).toEqual([5000, 6000])
  await expect(
    s.setPrice(sys(), { ...input, method: 'free', validFrom: '2026-03-01' }),
  ).rejects.toMatchObject({ code: 'catalogue.price_past' })
  const { history } = await s.getItem(sys(), input)
  expect(history.map(p => [p.validFrom, p.amount])).toEqual([
    ['2026-04-01', 6000],
    ['2026-03-02', 5000],
  ])
  const wrong = await t.http(
    actor('manager', 'estate', estateId),
    'POST',
    `/api/estates/${estateId}/catalogue/items/${made.id}/prices`,
    {
      method: 'fixed',
      validFrom: '2026-03-02',
    },
  )
  expect(wrong.json().fields.map((f: { path: string }) => f.path)).toContain('amount')
})

test('[S3-08] the headings are exactly the six managements and the three services', async () => {
  expect(managements).toHaveLength(6)
  expect(services).toHaveLength(3)
  const { id: estateId } = await anEstate(t)
  const { items } = await s.listHeadings(sys(), { estateId })
  expect(items.map(h => h.heading)).toEqual([...managements, ...services])
})

test('[S3-07] every heading is listed with its state; switched off it closes its items; [S8-04] the public class cannot be switched off', async () => {
  const { id: estateId } = await anEstate(t)
  const made = await item(estateId, '绿植租摆', { management: 'greening' })
  await s.setPrice(sys(), { estateId, itemId: made.id, method: 'on_site', validFrom: '2026-03-02' })
  const state = async () =>
    (await s.listHeadings(sys(), { estateId })).items.map(h => [h.heading, h.active] as const)
  expect((await state()).filter(([, active]) => !active)).toEqual([])
  await s.switchHeading(sys(), { estateId, heading: 'greening', active: false })
  expect((await state()).filter(([, active]) => !active)).toEqual([['greening', false]])
  expect(await state()).toHaveLength(9)
  await expect(s.requireOrderable(sys(), estateId, made.id)).rejects.toMatchObject({
    code: 'catalogue.not_active',
  })
  await expect(s.switchHeading(sys(), { estateId, heading: 'public', active: false })).rejects.toMatchObject({
    code: 'catalogue.mandatory',
  })
})

test('[S1-28] the starter comes once, unpriced; further services need no code', async () => {
  const { id: estateId } = await anEstate(t)
  await item(estateId, '遛狗')
  const { added } = await s.addStarter(sys(), { estateId })
  expect(added).toBe(12)
  expect(await s.addStarter(sys(), { estateId })).toEqual({ added: 0 })
  const { items } = await s.listItems(sys(), { estateId, priced: 'no' })
  expect(items).toHaveLength(13)
  expect(items.filter(i => i.allowed.order === true)).toEqual([])
  // a daily service of the estate's own, added, priced and ordered like the six
  const manager = t.ctx(actor('manager', 'estate', estateId))
  const terms = { hours: '08:00-20:00', delivery: '2 小时', paid: true, startsOn: '2026-03-01' }
  const own = { estateId, service: 'commercial' as const, name: '代遛狗', ...terms }
  const made = await s.createItem(manager, own)
  const price = { method: 'fixed', amount: 2000, unit: '次', validFrom: '2026-03-02' } as const
  await s.setPrice(manager, { estateId, itemId: made.id, ...price })
  expect((await s.requireOrderable(sys(), estateId, made.id)).name).toBe('代遛狗')
  for (const role of ['owner', 'guard'] as const) {
    const other = t.ctx(actor(role, role === 'owner' ? 'unit' : 'estate', estateId, estateId))
    await expect(s.createItem(other, { ...own, name: '别的' })).rejects.toMatchObject({
      code: 'core.forbidden',
    })
  }
})

test('[S1-42] [SX-11] a price question is answered by a search in words old or new', async () => {
  const { id: estateId } = await anEstate(t)
  await item(estateId, '物业服务费', { service: 'public', content: '按建筑面积' })
  expect((await s.listItems(sys(), { estateId, q: '物业管理费' })).items.map(i => i.name)).toEqual([
    '物业服务费',
  ])
  expect((await s.listItems(sys(), { estateId, q: '%' })).items).toEqual([])
  // what is found carries the price of today, neither the one before nor the one to come
  const [fee] = (await s.listItems(sys(), { estateId, q: '物业管理费' })).items
  const from = (validFrom: string, amount: number) =>
    s.setPrice(sys(), {
      estateId,
      itemId: fee!.id,
      method: 'fixed',
      amount,
      unit: '㎡·月',
      validFrom,
      reason: '调价',
    })
  await from('2026-03-02', 180)
  t.clock.set('2026-03-09T01:00:00Z')
  await from('2026-03-09', 200)
  await from('2026-04-01', 220)
  const clerk = t.ctx(actor('front_desk', 'estate', estateId))
  const [found] = (await s.listItems(clerk, { estateId, q: '物业服务费' })).items
  expect(found?.price).toMatchObject({ amount: 200, unit: '㎡·月' })
  t.clock.set('2026-03-02T01:00:00Z')
})

test('[S1-44] [S1-46] the directory keeps outside services with prices and procedures of other departments', async () => {
  const { id: estateId } = await anEstate(t)
  await createEntry(sys(), { estateId, kind: 'outside', name: '开锁', body: '持证', price: '80 元起' })
  await createEntry(sys(), {
    estateId,
    kind: 'procedure',
    name: '维修资金申请',
    body: '携业主表决结果',
    price: '免费',
  })
  expect((await listEntries(sys(), { estateId, kind: 'outside' })).items[0]).toMatchObject({
    price: '80 元起',
    checkedOn: '2026-03-02',
  })
  expect((await listEntries(sys(), { estateId, q: '维修基金' })).items).toMatchObject([
    { kind: 'procedure', name: '维修资金申请', body: '携业主表决结果', price: '免费' },
  ])
  expect((await listEntries(sys(), { estateId, q: '开锁' })).items.map(e => e.name)).toEqual(['开锁'])
})

test('[S8-03] the price list prints with every class, its prices and room for the seal', async () => {
  const { id: estateId } = await anEstate(t)
  const made = await item(estateId, '开荒保洁')
  await s.setPrice(sys(), {
    estateId,
    itemId: made.id,
    method: 'from',
    amount: 1250,
    unit: '㎡',
    validFrom: '2026-03-02',
  })
  await item(estateId, '未标价项目')
  const resident = actor('owner', 'unit', '01900000-0000-7000-8000-000000000000', estateId)
  const document = await priceListPrint.document(t.ctx(resident), { estateId })
  const rows = document.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))
  expect(rows).toEqual([
    ['开荒保洁', '', '12.50 元/㎡起', '2026-03-02'],
    ['未标价项目', '', '暂未标价', '—'],
  ])
  expect((await toPdf(document)).bytes.length).toBeGreaterThan(1000)
})

test('a guard reads prices and changes none; another estate’s item is not there', async () => {
  const [mine, other] = [await anEstate(t), await anEstate(t)]
  const made = await item(other.id, '外区项目')
  const guard = actor('guard', 'estate', mine.id)
  const base = `/api/estates/${mine.id}/catalogue`
  expect((await t.http(guard, 'GET', `${base}/items`)).statusCode).toBe(200)
  expect((await t.http(guard, 'POST', `${base}/items`, { service: 'special', name: 'x' })).statusCode).toBe(
    403,
  )
  const manager = actor('manager', 'estate', mine.id)
  expect((await t.http(manager, 'GET', `${base}/items/${made.id}`)).statusCode).toBe(404)
  expect(
    (await t.http(manager, 'PUT', `${base}/items/${made.id}`, { service: 'special', name: 'y', version: 1 }))
      .statusCode,
  ).toBe(404)
})
