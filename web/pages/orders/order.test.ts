import { expect, test } from 'vitest'
import { modules } from '../../pages.ts'
import { hundredths, total } from './amount.ts'

test('[S3-107] a resident’s menu begins with what is his own, before what is told to everybody', () => {
  const menu = modules
    .flatMap(m => m.pages)
    .filter(p => p.shell === 'resident' && p.nav !== undefined)
    .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
    .map(p => p.path)
  const last = Math.max(...['requests', 'bills', 'passes', 'home'].map(path => menu.indexOf(path)))
  const first = Math.min(...['notices', 'prices', 'deeds'].map(path => menu.indexOf(path)))
  expect(menu).toEqual(expect.arrayContaining(['requests', 'services', 'bills', 'home', 'notices']))
  expect(last).toBeLessThan(first)
})

test('[S8-03] the sum on the button is the sum that is charged', () => {
  expect(hundredths('1')).toBe(100)
  expect(hundredths('2.5')).toBe(250)
  for (const wrong of ['0', '', '-1', '1.234', 'x']) expect(hundredths(wrong)).toBeUndefined()
  expect(total(3333, 150)).toBe(5000)
  expect(total(4500, 200)).toBe(9000)
})
