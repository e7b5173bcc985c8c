/** The desk finds a home by keyboard, registers who lives there, sees a number for a purpose; the resident sees who looked. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addConsent } from '../../server/modules/people/vehicles.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn, typeIn } from './program.ts'
import { anSmsGateway, type Sms } from './sms.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let sms: Sms
let home: Awaited<ReturnType<typeof aHousehold>>
let estateId: string
let clerk: string
let manager: string

beforeAll(async () => {
  sms = await anSmsGateway()
  program = await aProgram(t, sms.config)
  estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  home = await aHousehold(program.there, estateId, { owner: '欧阳晓燕' })
  clerk = (
    await anAccount(program.there, estateId, { role: 'front_desk', name: '前台小周', password: PASSWORD })
  ).username
  manager = (
    await anAccount(program.there, estateId, { role: 'manager', name: '项目经理', password: PASSWORD })
  ).username
  await addConsent(program.there.ctx(system), { estateId, personId: home.owner.id, purpose: 'photo' })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
  sms?.end()
})

const looked = looker('people')

const words = {
  'zh-CN': { card: '1-2-301 业主卡片', show: '显示', wrong: '用户名或密码不正确', eye: /手机|电话/ },
  en: { card: 'Owner card of 1-2-301', show: 'Show', wrong: 'User name or password is wrong', eye: /phone/i },
} as const

test.each(languages)(
  'the front desk, by keyboard alone: sign in, find by initials, the owner card, a number for a purpose (%s)',
  async language => {
    const w = words[language]
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await page.goto('/sign-in')
    await typeIn(page, clerk, 'not-this-one')
    await page.getByText(w.wrong).first().waitFor()
    await looked(page, `sign-in-${language}`)
    await staffIn(page, clerk, '/console')
    await page.getByRole('combobox').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('oyxy')
    await page.getByRole('option', { name: /欧阳晓燕/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: w.card }).waitFor()
    const masked = `199****${home.owner.phone?.slice(-4)}`
    await page.getByText(masked).first().waitFor()
    expect(await page.content()).not.toContain(home.owner.phone)
    await looked(page, `card-${language}`)
    await page.getByRole('button', { name: w.eye }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').locator('input').fill('漏水通知')
    await page.keyboard.press('Enter')
    await page
      .getByText(home.owner.phone ?? '')
      .first()
      .waitFor()
    await looked(page, `reveal-${language}`)
    await page.goto('/console/persons')
    await page.getByRole('row', { name: /欧阳晓燕/ }).waitFor()
    await looked(page, `persons-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)(
  '[SX-14] the office moves a household out and registers a new one (%s)',
  async language => {
    const label = language === 'en' ? '5-1-102' : '5-1-101'
    const other = await aHousehold(program.there, estateId, { label, lease: true })
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, clerk, `/console/homes/${other.unitId}`)
    await page.getByText('陈租客').first().waitFor()
    await page.getByRole('button', { name: language === 'en' ? 'Move out' : '办理迁出' }).click()
    await page.getByRole('dialog').locator('input').fill(label)
    await looked(page, `move-out-${language}`)
    await page.keyboard.press('Enter')
    await page
      .getByRole('region', { name: language === 'en' ? 'Household of the lessee' : '租住家庭' })
      .waitFor({ state: 'detached' })
    await page.getByRole('button', { name: language === 'en' ? 'Register a person' : '登记人员' }).click()
    await page.getByRole('radio', { name: language === 'en' ? 'Lessee' : '租客' }).check()
    await page.locator('dialog input[name="name"]').fill('𠮷田新')
    await page.locator('dialog input[name="phone"]').fill('1380013')
    await page.keyboard.press('Enter')
    await page.locator('dialog .aj-error').first().waitFor()
    await looked(page, `add-wrong-${language}`)
    await page.locator('dialog input[name="phone"]').fill(language === 'en' ? '19911110002' : '19911110001')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '𠮷田新' }).waitFor()
    await looked(page, `add-done-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)('a resident signs in by phone and sees who looked and why (%s)', async language => {
  await program.house.db.deleteFrom('sign_in_guard').execute()
  const { page, context, errors } = await open(browser, program.url, 'resident', { language })
  await page.goto('/sign-in?way=phone&next=/resident/home')
  await page.locator('input[type="tel"]').fill(home.owner.phone ?? '')
  sms.sent.length = 0
  await page
    .getByRole('button', { name: language === 'en' ? /code/i : /验证码/ })
    .first()
    .click()
  const code = await sms.code()
  await looked(page, `phone-${language}`)
  await page.locator('input[autocomplete="one-time-code"]').fill(code)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/resident/home**')
  await page.getByText('漏水通知').first().waitFor()
  await page.getByText('前台小周').first().waitFor()
  await looked(page, `home-${language}`)
  expect(errors).toEqual([])
  await context.close()
})

test.each(languages)(
  '[SX-02] the manager makes an account with a role; the password is shown once (%s)',
  async language => {
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, manager, '/console/accounts')
    await page.getByRole('button', { name: language === 'en' ? 'New account' : '新建账号' }).click()
    const username = `guard.${language.slice(0, 2)}`
    await page.locator('dialog input[name="name"]').fill('保安小李')
    await page.locator('dialog input[name="username"]').fill(username)
    await page.locator('dialog select[name="role"]').selectOption('guard')
    await looked(page, `account-new-${language}`)
    await page.locator('dialog form button[type="submit"]').click()
    const secret = await page.locator('.pe-secret').textContent()
    expect(secret).toMatch(/^\S{14}$/)
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: new RegExp(username) }).waitFor()
    await looked(page, `accounts-${language}`)
    const fresh = await open(browser, program.url, 'gate', { language })
    await fresh.page.goto('/sign-in')
    await typeIn(fresh.page, username, secret ?? '')
    await fresh.page.waitForURL('**/password')
    // the address changes a moment before the page does
    const fields = fresh.page.locator('input[type="password"]')
    await expect.poll(() => fields.count()).toBe(3)
    await fields.nth(0).fill(secret ?? '')
    await fields.nth(1).fill('only-I-know-it')
    await fields.nth(2).fill('only-I-know-it')
    await looked(fresh.page, `password-${language}`)
    await fresh.page.keyboard.press('Enter')
    await fresh.page.waitForURL('**/gate**')
    await fresh.context.close()
    expect(errors).toEqual([])
    await context.close()
  },
)
