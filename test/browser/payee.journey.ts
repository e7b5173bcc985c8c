/** The office puts a garage into its lot, matches a payment by hand, and reads what a table of cars would do before it runs. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGarage } from '../../server/modules/parking/garage.ts'
import { tellPayment } from '../../server/modules/parking/pay-notices.ts'
import { addPermit, getPermit } from '../../server/modules/parking/permits.ts'
import { findStay } from '../../server/modules/parking/stay-acts.ts'
import { slipStay } from '../../server/modules/parking/stay-slips.ts'
import { addVehicle } from '../../server/modules/people/vehicles.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'
import { aYard, passed, type Yard } from '../parking.ts'
import { languages, launch, looker, open } from './kit.ts'
import { workbook } from './office.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser

interface Place extends Yard {
  managerName: string
  permitId: string
}
const places = new Map<string, Place>()

/** A car that owes 4 yuan on a slip, its money told without a number; a garage in no lot; a home whose car is in its permit. */
async function aPlace(name: string): Promise<Place> {
  const { there } = program
  const estateId = (await anEstate(there, { name })).id
  const y = await aYard(there, { estateId })
  const now = program.house.clock.now()
  await passed(there, y, '琼A10009', 'in', { at: now.subtract({ hours: 2 }).toString() })
  const { stay } = await findStay(there.ctx(y.guard), { estateId, plate: '琼A10009' })
  const slip = await slipStay(there.ctx(y.guard), { estateId, stayId: stay!.id })
  await tellPayment(there.ctx(y.manager), {
    estateId,
    reference: '42000017',
    amount: slip.amount,
    way: 'wechat',
  })
  const today = now.toString().slice(0, 10)
  await addGarage(there.ctx(system), {
    ...{
      estateId,
      name: '1号立体车库',
      kind: 'lift_slide',
      place: '3 栋北侧',
      levels: 2,
      perLevel: 4,
      machines: 1,
    },
    ...{ cycleSeconds: 90, landArea: 12_000, max: { length: 5000, width: 1850, height: 1550, weight: 1700 } },
    ...{ registration: '车库 0001', keeper: '周安全', rescue: '0000-96333' },
    ...{ inspectedUntil: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`, inUseFrom: today },
  })
  const old = await aHousehold(there, estateId, { label: '1-1-101' })
  await aHousehold(there, estateId, { label: '1-1-102', owner: '孙买方' })
  await addVehicle(there.ctx(system), { estateId, plate: '琼A10001', kind: 'car', unitId: old.unitId })
  const permit = await addPermit(there.ctx(y.manager), {
    ...{
      estateId,
      lotId: y.lotId,
      kind: 'monthly',
      room: '1-1-101',
      spaceIds: [],
      plates: ['琼A10001'],
      many: 1,
    },
    ...{ price: 0, from: now.toString(), until: now.add({ hours: 24 * 30 }).toString() },
  })
  const account = await anAccount(there, estateId, { role: 'manager', name: '陈经理', password: PASSWORD })
  return { ...y, managerName: account.username, permitId: permit.id }
}

beforeAll(async () => {
  program = await aProgram(t)
  for (const language of languages)
    places.set(language, await aPlace(language === 'en' ? 'Cuihu Garden' : '翠湖花园'))
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const words = {
  'zh-CN': {
    open: '打开',
    lot: '更改所在停车场',
    to: '改到停车场',
    reason: '原因',
    save: '保存',
    toMatch: '到账通知（1 笔待对账）',
    none: '付款没带缴费单号',
    match: '对上这张单',
    matched: '已对上',
    vehicles: /^(?!.*业主).*车辆/,
    moves: '琼A10001 现登记在 1-1-101，将转到 1-1-102',
    all: /导入全部 1 行/,
  },
  en: {
    open: 'Open',
    lot: 'Change its lot',
    to: 'New lot',
    reason: 'Reason',
    save: 'Save',
    toMatch: 'Payments told (1 to match)',
    none: 'It carried no slip number',
    match: 'This is the slip',
    matched: 'Matched',
    vehicles: /^(?!.*owners).*Vehicles/,
    moves: '琼A10001 is registered at 1-1-101 and moves to 1-1-102',
    all: /Import all rows \(1\)/,
  },
} as const

const looked = looker('payee', 'load')

test.each(languages)('[S4-11] [S4-18] garage, payment and table of cars, in %s', async language => {
  const w = words[language]
  const p = places.get(language)!
  const { page, errors, context } = await open(browser, program.url, 'console', { language })
  await staffIn(page, p.managerName, '/console/garages')
  await page.getByRole('button', { name: w.open }).click()
  await page.getByRole('button', { name: w.lot }).click()
  const asked = page.locator('dialog[open]').last()
  await asked.getByLabel(w.to).selectOption({ label: '地面停车场' })
  await asked.getByLabel(w.reason).fill('补登记')
  await looked(page, `garage-lot-${language}`)
  await asked.getByRole('button', { name: w.save }).click()
  await page.getByText('— → 地面停车场：补登记').waitFor()
  await looked(page, `garage-${language}`)

  await page.goto('/console/parking/money?tab=notices')
  await page.getByRole('tab', { name: w.toMatch }).waitFor()
  await page.locator('.aj-table tbody tr', { hasText: w.none }).click()
  await page.getByRole('button', { name: w.match }).waitFor()
  await looked(page, `notice-${language}`)
  await page.getByRole('button', { name: w.match }).click()
  await page.locator('.aj-table tbody tr', { hasText: w.matched }).waitFor()
  await looked(page, `matched-${language}`)
  const { stay } = await findStay(program.there.ctx(p.guard), { estateId: p.estateId, plate: '琼A10009' })
  expect(stay?.quote.due).toBe(0)

  await page.goto('/console/imports')
  await page.locator('.aj-choices label').filter({ hasText: w.vehicles }).first().click()
  const rows = [
    ['车牌', '房号'],
    ['琼A10001', '1-1-102'],
  ]
  await page.locator('input[type=file]').setInputFiles(workbook(rows, '车辆', '车辆.xlsx'))
  await page.waitForURL(/imports\/[0-9a-f-]{36}/)
  await page.getByText(w.moves).waitFor()
  await looked(page, `import-${language}`, true)
  await page.getByRole('button', { name: w.all }).click()
  await page.locator('.tr-figures').waitFor()
  const permit = await getPermit(program.there.ctx(p.manager), { estateId: p.estateId, permitId: p.permitId })
  expect(permit.cars).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})
