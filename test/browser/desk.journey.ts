import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate, aUnit } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { type Language, launch, looker, open, signs } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'
import { anSmsGateway, residentIn, type Sms } from './sms.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let sms: Sms
let phone: string
let clerk: string
let steward: string
let manager: string

beforeAll(async () => {
  sms = await anSmsGateway()
  program = await aProgram(t, sms.config)
  const { there } = program
  const estateId = (await anEstate(there, { name: '翠湖花园' })).id
  const home = await aHousehold(there, estateId, { owner: '欧阳晓燕' })
  await aUnit(there, estateId, '1-2-401')
  phone = home.owner.phone ?? ''
  const staff = { password: PASSWORD }
  clerk = (await anAccount(there, estateId, { role: 'front_desk', name: '前台小周', ...staff })).username
  steward = (await anAccount(there, estateId, { role: 'steward', name: '王师傅', ...staff })).username
  manager = (await anAccount(there, estateId, { role: 'manager', name: '陈经理', ...staff })).username
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
  sms?.end()
})

const words = {
  'zh-CN': {
    conduct: '其他业主行为',
    send: '提交',
    take: '接单',
    arrive: '已到场',
    record: '记录·拍照',
    handle: '处理完毕',
    how: '处理结果',
    found: '情况',
    own: '确认并签字',
    kept: '已兑现',
    closed: '已办结',
    all: '全部未办结',
    pad: '请业户在此签字',
    join: '同一件事，并案',
    again: '记到这张工单',
    ok: '好了',
    add: '加一段',
    save: '保存',
    saved: '已保存，即时生效',
    count: '催问 2 次',
  },
  en: {
    conduct: 'Conduct of other owners',
    send: 'Send',
    take: 'Take it',
    arrive: 'I am on site',
    record: 'Record, photo',
    handle: 'Work done',
    how: 'The result',
    found: 'What was found',
    own: 'Confirm and sign',
    kept: 'Kept',
    closed: 'Closed',
    all: 'All open',
    pad: 'The customer signs here',
    join: 'Same matter, join',
    again: 'Add to this ticket',
    ok: 'Done',
    add: 'Add hours',
    save: 'Save',
    saved: 'Saved; in force now',
    count: 'Asked again 2×',
  },
} as const

const looked = looker('desk', 'load')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test.each<Language>(['zh-CN', 'en'])(
  '[S1-36] a nuisance complaint from the phone to the signature (%s)',
  async language => {
    const w = words[language]
    const text = `深夜电钻 ${language}`
    const resident = await open(browser, program.url, 'resident', { language })
    await residentIn(resident.page, { program, sms, phone }, '/resident/requests')
    const r = resident.page
    await r.goto('/resident/requests/new')
    await r.getByRole('button', { name: w.conduct }).waitFor()
    await looked(r, `raise-what-${language}`)
    await r.getByRole('button', { name: w.conduct }).click()
    await r.locator('input[name="accused"]').fill('1-2-401')
    await r.locator('textarea[name="text"]').fill(text)
    await looked(r, `raise-write-${language}`)
    await button(r, w.send).click()
    await r.waitForURL(/requests\/[0-9a-f-]{36}/)
    await r.locator('.aj-promise').first().waitFor()
    await r.getByText(text).waitFor()
    await looked(r, `raised-${language}`)

    const field = await open(browser, program.url, 'field', { language })
    const f = field.page
    await staffIn(f, steward, '/field/tasks')
    await f.getByText(w.all).click()
    await f.getByText(text).waitFor()
    await looked(f, `tasks-${language}`)
    await f.getByText(text).click()
    await button(f, w.take).click()
    await button(f, w.arrive).click()
    await button(f, w.record).click()
    await f.locator('dialog textarea[name="text"]').fill('已看到施工')
    await f.locator('dialog button[type="submit"]').click()
    await button(f, w.handle).click()
    await f.locator('dialog textarea[name="text"]').fill('已劝停')
    await f.locator('dialog button[type="submit"]').click()
    await f.locator('dialog').waitFor({ state: 'detached' })
    await looked(f, `handled-${language}`)

    await r.reload()
    await button(r, w.own).click()
    await signs(r)
    await looked(r, `sign-${language}`)
    await r.locator('dialog button[type="submit"]').click()
    await r.getByText(w.closed).first().waitFor()
    await looked(r, `closed-${language}`)
    expect([...resident.errors, ...field.errors]).toEqual([])
    await resident.context.close()
    await field.context.close()
  },
  120_000,
)

test.each<Language>(['zh-CN', 'en'])(
  '[S1-41] the desk answers an inquiry at once, by keyboard, and finds it again (%s)',
  async language => {
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, clerk, '/console')
    await page.goto('/console/tickets')
    await page.locator('h1').waitFor()
    await page.keyboard.press('n')
    const dialog = page.locator('dialog[open]')
    // by keys alone, as one talks: the caller by his room, the text, the kind, the answer, save
    await dialog.locator('input[name="caller"]:focus').waitFor()
    await page.keyboard.type('1-2-301')
    await dialog.locator('.dk-options button').first().waitFor()
    await page.keyboard.press('Enter')
    await dialog.getByText('欧阳晓燕').first().waitFor()
    await page.keyboard.type(`泳池几点开门 ${language}`)
    await page.keyboard.press('Shift+Alt+Digit2')
    await dialog.locator('textarea[name="answer"]').focus()
    await page.keyboard.type('上午九点')
    await looked(page, `intake-${language}`)
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.goto(`/console/tickets?show=all&q=${encodeURIComponent('泳池')}`)
    const row = page.getByText(`泳池几点开门 ${language}`)
    await row.waitFor()
    await looked(page, `queue-${language}`)
    await row.click()
    await page.locator('aside.aj-drawer').getByText('上午九点').waitFor()
    await looked(page, `drawer-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each<Language>(['zh-CN', 'en'])(
  'a second caller tells of the same lift: one tap joins; the first one calls again: two taps (%s)',
  async language => {
    const w = words[language]
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, clerk, '/console')
    const dialog = page.locator('dialog[open]')
    const call = async (room: string, text: string) => {
      await page.goto('/console/tickets')
      await page.locator('h1').waitFor()
      await page.keyboard.press('n')
      await dialog.locator('input[name="caller"]:focus').waitFor()
      await page.keyboard.type(room)
      await dialog.locator('.dk-options button').first().waitFor()
      await page.keyboard.press('Enter')
      await dialog.locator('textarea[name="text"]').fill(text)
    }
    const lift = `二单元电梯停在三楼不动 ${language}`
    await call('1-2-301', lift)
    await dialog.locator('select[name="class"]').selectOption('common_repair')
    await page.keyboard.press('Control+Enter')
    await button(page, w.ok).click()

    await call('1-2-401', `电梯停在三楼，门打不开 ${language}`)
    await dialog.locator('select[name="class"]').selectOption('common_repair')
    await dialog.getByText(lift).waitFor()
    await button(page, w.join).first().click()
    await looked(page, `similar-${language}`)
    await page.keyboard.press('Control+Enter')
    await button(page, w.ok).click()

    await call('1-2-301', `还没修好吗 ${language}`)
    await dialog.getByText(lift).first().waitFor()
    await looked(page, `back-${language}`)
    await dialog.locator('.dk-past').filter({ hasText: lift }).getByRole('button', { name: w.again }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.goto(`/console/tickets?q=${encodeURIComponent('电梯')}&mark=repeated`)
    await page.getByText(w.count).first().waitFor()
    await page.getByText(lift).first().click()
    await page.locator('aside.aj-drawer').getByText(`还没修好吗 ${language}`).waitFor()
    await looked(page, `joined-${language}`)
    await page.goto('/console/inquiries')
    await page.locator('table.dk-table').waitFor()
    await looked(page, `answers-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each<Language>(['zh-CN', 'en'])(
  '[S1-35] the manager sets the estate’s rest hours on the screen (%s)',
  async language => {
    const w = words[language]
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, manager, '/console')
    await page.goto('/console/rest-hours')
    await button(page, w.add).click()
    await button(page, w.save).click()
    await page.getByText(w.saved).waitFor()
    await page.locator('input.dk-time').first().waitFor()
    await looked(page, `rest-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)
