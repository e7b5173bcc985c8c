import { expect, test } from 'vitest'
import { orderRefusal, type PriceRow, priceAfter, priceOn, starterItems } from './rules.ts'

const price = (id: string, valid_from: string, more: Partial<PriceRow> = {}): PriceRow => ({
  id,
  method: 'fixed',
  amount: 3000,
  unit: '次',
  note: null,
  valid_from,
  reason: null,
  made_by: '',
  made_at: '',
  ...more,
})

test('[S8-03] a price holds from its first day; of two for one day the later entry holds', () => {
  const list = [
    price('1', '2026-03-01'),
    price('2', '2026-04-01'),
    price('3', '2026-04-01'),
    price('4', '2026-06-01'),
  ]
  expect(priceOn(list, '2026-02-28')).toBeUndefined()
  expect(priceOn(list, '2026-03-01')?.id).toBe('1')
  expect(priceOn(list, '2026-03-31')?.id).toBe('1')
  expect(priceOn(list, '2026-04-01')?.id).toBe('3')
  expect(priceAfter(list, '2026-03-31')?.id).toBe('3')
  expect(priceAfter(list, '2026-04-01')?.id).toBe('4')
  expect(priceAfter(list, '2026-06-01')).toBeUndefined()
})

const item = { service: 'special', state: 'active', startsOn: null, headingActive: true }
const day = '2026-03-02'

test('[S8-03] what has no price or way of pricing cannot be ordered', () => {
  expect(orderRefusal(item, undefined, day)).toBe('catalogue.unpriced')
  expect(orderRefusal(item, price('1', day), day)).toBeUndefined()
  expect(orderRefusal(item, price('1', day, { method: 'on_site', amount: null }), day)).toBeUndefined()
  expect(orderRefusal(item, price('1', day, { method: 'free', amount: null }), day)).toBeUndefined()
  expect(orderRefusal(item, price('1', day, { method: 'included', amount: null }), day)).toBe(
    'catalogue.unpriced',
  )
})

test('[S8-04] a public service is never ordered, so never deselected', () => {
  expect(orderRefusal({ ...item, service: 'public' }, price('1', day), day)).toBe('catalogue.mandatory')
})

test('[S3-07] an item that is not open, whose class is off or whose first day is ahead is not sold', () => {
  const sold = price('1', '2026-01-01')
  expect(orderRefusal({ ...item, state: 'proposed' }, sold, day)).toBe('catalogue.not_active')
  expect(orderRefusal({ ...item, headingActive: false }, sold, day)).toBe('catalogue.not_active')
  expect(orderRefusal({ ...item, startsOn: '2026-03-03' }, sold, day)).toBe('catalogue.not_yet')
  expect(orderRefusal({ ...item, startsOn: day }, sold, day)).toBeUndefined()
})

test('[S3-97] the starter names the public services of the plan, and the six daily ones', () => {
  const names = starterItems.map(s => s.name)
  for (const name of ['代购', '代订餐', '代购票', '商务服务', '家居服务', '代召出租车'])
    expect(names).toContain(name)
  expect(starterItems.filter(s => s.service === 'public').map(s => s.name)).toEqual([
    '清洁卫生服务',
    '治安保卫服务',
    '维修居住区环境服务',
  ])
})
