/** A service from its price on the phone to the receipt: ordered, done, charged, paid; and a price found with one key. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headings } from '../../server/modules/catalogue/contract.ts'
import { addStarter, createItem, setPrice } from '../../server/modules/catalogue/service.ts'
import { createEntry } from '../../server/modules/catalogue/service-directory.ts'
import { headingLabels } from '../../server/modules/catalogue/service-plan.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { system, type TestHouse, testHouse } from '../harness.ts'
import { kept, languages, launch, looker, open } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'
import { anSmsGateway, residentIn, type Sms } from './sms.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let sms: Sms
let estateId: string
let phone: string
let clerk: string
let lacking: string
let steward: string
let manager: string

beforeAll(async () => {
  sms = await anSmsGateway()
  program = await aProgram(t, sms.config)
  const { there } = program
  estateId = (await anEstate(there, { name: '翠湖花园' })).id
  phone = (await aHousehold(there, estateId, { owner: '欧阳晓燕' })).owner.phone ?? ''
  const staff = { password: PASSWORD }
  clerk = (await anAccount(there, estateId, { role: 'front_desk', name: '前台小周', ...staff })).username
  steward = (await anAccount(there, estateId, { role: 'steward', name: '王师傅', ...staff })).username
  manager = (await anAccount(there, estateId, { role: 'manager', name: '陈经理', ...staff })).username
  await offer(there)
  const bare = (await anEstate(there, { name: '清风苑' })).id
  lacking = (await anAccount(there, bare, { role: 'manager', name: '高经理', ...staff })).username
  await createItem(there.ctx(system), {
    estateId: bare,
    service: 'public',
    name: '楼道清扫',
    management: 'sanitation',
    clause: '第四条',
    standard: '每日清扫两次',
  })
  browser = await launch()
})

/** What the estate offers: priced, priced on the site, free, and the public services. */
async function offer(there: TestHouse): Promise<void> {
  const sys = () => there.ctx(system)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(
    new Date(program.house.clock.now().epochMilliseconds),
  )
  await addStarter(sys(), { estateId })
  const items = [
    { name: '日常保洁', life: 'housing', content: '客厅、厨房、卫生间清扫擦拭', price: 4500, unit: '小时' },
    {
      name: '空调清洗',
      life: 'housing',
      content: '拆洗滤网、蒸发器消毒',
      price: 8000,
      unit: '台',
      from: true,
    },
    { name: '上门洗衣取送', life: 'clothing', content: '取送到家，当日清点', price: 2000, unit: '次' },
    { name: '代订营养午餐', life: 'food', content: '社区食堂，按份计', price: 1800, unit: '份' },
  ] as const
  for (const i of items) {
    const made = await createItem(sys(), {
      estateId,
      service: 'special',
      name: i.name,
      life: i.life,
      content: i.content,
    })
    const method = 'from' in i ? ('from' as const) : ('fixed' as const)
    await setPrice(sys(), {
      estateId,
      itemId: made.id,
      method,
      amount: i.price,
      unit: i.unit,
      validFrom: today,
    })
  }
  await createEntry(sys(), {
    estateId,
    kind: 'outside',
    name: '搬家（保洁另计）',
    body: '三吨厢车，含两名工人',
    price: '380 元起',
    contact: '0898-66660000',
    source: '商家公示牌',
  })
}

afterAll(async () => {
  await browser?.close()
  await program?.end()
  sms?.end()
})

const words = {
  'zh-CN': {
    order: '确认下单',
    take: '接单',
    handle: '处理完毕',
    all: '全部未办结',
    tendered: '找零',
    pay: '开收据',
    paid: '已收',
  },
  en: {
    order: 'Order for',
    take: 'Take it',
    handle: 'Work done',
    all: 'All open',
    tendered: 'Change',
    pay: 'give a receipt',
    paid: 'Paid',
  },
} as const

const looked = looker('orders', 'load')

/** A document as the browser gets it, kept beside the pictures. */
async function paper(page: Page, path: string, name: string): Promise<void> {
  const answer = await page.request.get(path)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  kept(`orders-${name}.pdf`, await answer.body())
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

test.each(languages)(
  '[S8-06] [S1-42] a service ordered on the phone, done, charged at the shown price, paid with a receipt (%s)',
  async language => {
    const w = words[language]
    const lang = language === 'en' ? 'en' : 'zh'
    const resident = await open(browser, program.url, 'resident', { language })
    const r = resident.page
    await residentIn(r, { program, sms, phone }, '/resident/services')
    await r.getByText('日常保洁').first().waitFor()
    await looked(r, `services-${language}`)
    await r.getByText('日常保洁').first().click()
    await r.locator('dialog input[name="quantity"]').fill('2')
    await r.getByText('90.00').waitFor()
    await looked(r, `sheet-${language}`)
    await button(r, new RegExp(w.order)).click()
    await r.waitForURL(/requests\/[0-9a-f-]{36}/)
    await r.getByText('¥90.00').first().waitFor()
    const ticketId = /[0-9a-f-]{36}/.exec(new URL(r.url()).pathname)?.[0] ?? ''
    await looked(r, `ordered-${language}`)

    const field = await open(browser, program.url, 'field', { language })
    const f = field.page
    await staffIn(f, steward, '/field/tasks')
    await f.goto(`/field/tasks/${ticketId}`)
    await button(f, w.take).click()
    await button(f, w.handle).click()
    await f.locator('dialog textarea[name="text"]').fill('已清扫完毕')
    await f.locator('dialog button[type="submit"]').click()
    await f.locator('dialog').waitFor({ state: 'detached' })
    await looked(f, `done-${language}`)

    const desk = await open(browser, program.url, 'console', { language })
    const d = desk.page
    await staffIn(d, clerk, '/console/orders')
    await d.getByText('日常保洁').first().waitFor()
    await looked(d, `list-${language}`)
    await d.keyboard.press('F2')
    await d.keyboard.type('bj')
    await d.locator('dialog').getByText('上门洗衣取送').waitFor({ state: 'detached' })
    await d.locator('dialog').getByText('45.00').first().waitFor()
    await looked(d, `finder-${language}`)
    await d.keyboard.press('Escape')
    await d.goto('/console/cash')
    await d.getByText('日常保洁').first().click()
    await d.locator('input[name="tendered"]').fill('100')
    await d.getByText(new RegExp(w.tendered)).first().waitFor()
    await looked(d, `cash-${language}`)
    await button(d, new RegExp(w.pay)).click()
    const number = /20\d\d-\d{6}/
    await d.getByText(number).first().waitFor()
    await looked(d, `receipt-${language}`)

    await r.goto('/resident/bills')
    await r.getByText(number).first().waitFor()
    await looked(r, `bills-${language}`)

    const { items } = await (await d.request.get(`/api/estates/${estateId}/ledger/receipts`)).json()
    const receiptId = items[0].id
    for (const [at, size] of (['half-A4', '80mm'] as const).entries()) {
      const logged = await d.request.post(`/api/estates/${estateId}/ledger/receipts/${receiptId}/prints`, {
        headers: { 'x-anju': '1' },
        data: { paper: size },
      })
      expect((await logged.json()).copy).toBe(at + 1)
      const asked = `estateId=${estateId}&receiptId=${receiptId}&paper=${size}&copy=${at + 1}&lang=${lang}`
      await paper(d, `/api/prints/receipt?${asked}`, `receipt-${size}-${language}`)
    }
    await paper(d, `/api/prints/price-list?estateId=${estateId}&lang=${lang}`, `prices-${language}`)
    expect([...resident.errors, ...field.errors, ...desk.errors]).toEqual([])
    for (const one of [resident, field, desk]) await one.context.close()
  },
)

test.each(languages)(
  '[S3-08] [S3-95] [S3-99] the office keeps the catalogue, the directory and the public services, the resident reads them (%s)',
  async language => {
    const office = await open(browser, program.url, 'console', { language })
    const o = office.page
    await staffIn(o, manager, '/console/catalogue')
    await o.getByText('日常保洁').first().waitFor()
    const lang = language === 'en' ? 'en' : 'zh'
    const said = await o.locator('nav .ca-nav a').allTextContents()
    expect(said).toHaveLength(headings.length)
    for (const [i, h] of headings.entries()) expect(said[i]).toContain(headingLabels[h][lang])
    await looked(o, `catalogue-${language}`)
    await o.goto('/console/public-services')
    await o.getByText('清洁卫生服务').first().waitFor()
    await o.locator('.ca-card button').first().click()
    await o.locator('dialog textarea[name="text"]').fill('1 至 3 栋楼道清扫')
    await o.locator('dialog button[type="submit"]').click()
    await o.locator('dialog').waitFor({ state: 'detached' })
    await o.getByText('1 至 3 栋楼道清扫').first().waitFor()
    await looked(o, `public-${language}`)
    await o.goto('/console/directory')
    await o.getByText('三吨厢车').first().waitFor()
    await looked(o, `directory-${language}`)
    await o.goto('/console/deeds')
    await o.locator('h1').waitFor()
    await looked(o, `deeds-${language}`)
    await o.goto('/console/proposals')
    await o.locator('h1').waitFor()
    await looked(o, `proposals-${language}`)
    expect(office.errors).toEqual([])
    await office.context.close()

    const resident = await open(browser, program.url, 'resident', { language })
    const r = resident.page
    await residentIn(r, { program, sms, phone }, '/resident/services')
    await r.goto('/resident/public-services')
    await r.getByText('1 至 3 栋楼道清扫').first().waitFor()
    await looked(r, `public-own-${language}`)
    expect(resident.errors).toEqual([])
    await resident.context.close()
  },
)

test.each(languages)(
  '[S3-97] a list without security and upkeep says so on its page, and leads to where it is mended (%s)',
  async language => {
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, lacking, '/console')
    await page.goto('/console/public-services')
    await page.getByText('楼道清扫').first().waitFor()
    const told = page.locator('p[role="status"]')
    await told.waitFor()
    expect(await told.textContent()).toContain(
      language === 'en' ? 'security, upkeep of the grounds' : '治安保卫、居住区环境维修',
    )
    await looked(page, `lacking-${language}`)
    await told.getByRole('link').click()
    await page.waitForURL(/\/console\/catalogue/)
    expect(errors).toEqual([])
    await context.close()
  },
)
