/**
 * The desk's three courses on their screens: a nuisance at 22:40 to the signature, a fee without a price to the
 * quotation on site, a suggestion with its one postponement and the refused second. The program's clock is driven.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../server/core/clock.ts'
import { createTicket } from '../../server/modules/desk/create.ts'
import { setRestHours } from '../../server/modules/desk/rest.ts'
import { aHousehold, anAccount, anEstate, aUnit } from '../factories.ts'
import { actor, testHouse } from '../harness.ts'
import { type Face, type Language, launch, looker, open, signs } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
const ZONE = 'Asia/Shanghai'
let program: Program
let browser: Browser
let estateId: string
let home: string
let clerk: string
let steward: string
let cleaner: string
/** How far the program's clock is ahead of the machine's, in milliseconds. */
let ahead = 0

/** The next time it is this hour on the program's clock: it never goes back. */
function turnTo(time: string): void {
  const now = systemClock.now().add({ milliseconds: ahead }).toZonedDateTimeISO(ZONE)
  const then = now.withPlainTime(time)
  const next = then.epochMilliseconds < now.epochMilliseconds ? then.add({ days: 1 }) : then
  ahead += next.epochMilliseconds - now.epochMilliseconds
}

beforeAll(async () => {
  program = await aProgram(t)
  Object.assign(program.house, { clock: { now: () => systemClock.now().add({ milliseconds: ahead }) } })
  const { there } = program
  estateId = (await anEstate(there, { name: '翠湖花园' })).id
  home = (await aHousehold(there, estateId, { owner: '欧阳晓燕' })).unitId
  await aUnit(there, estateId, '1-2-401')
  const staff = { password: PASSWORD }
  clerk = (await anAccount(there, estateId, { role: 'front_desk', name: '前台小周', ...staff })).username
  steward = (await anAccount(there, estateId, { role: 'steward', name: '王师傅', ...staff })).username
  cleaner = (await anAccount(there, estateId, { role: 'cleaner', name: '李阿姨', ...staff })).username
  await setRestHours(there.ctx(actor('manager', 'estate', estateId)), {
    estateId,
    frames: [{ from: '22:00', to: '07:00' }],
  })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const words = {
  'zh-CN': {
    take: '接单',
    arrive: '已到场',
    handle: '处理完毕',
    sign: '业户签字',
    quote: '现场定价',
    reply: '答复业户',
    assign: '派单',
    postpone: '推迟一次',
    all: '全部未办结',
    closed: '已办结',
    done: '好了',
    openIt: '打开工单',
    rest: '现在是休息时间',
    steps: '上门定价',
    told: '2 天内反馈处理结果',
    once: '同一件事只能推迟一次，不能再次推迟',
    postponed: '已推迟一次',
    explain: '说明不能三分钟到',
    no: '否',
    runsOn: /三分钟承诺继续计时/,
    disagreed: /业户不同意： 太久了/,
    agreed: /业户同意： 那就十分钟/,
  },
  en: {
    take: 'Take it',
    arrive: 'I am on site',
    handle: 'Work done',
    sign: 'Customer signs',
    quote: 'Fix the fee',
    reply: 'Reply',
    assign: 'Send somebody',
    postpone: 'Postpone once',
    all: 'All open',
    closed: 'Closed',
    done: 'Done',
    openIt: 'Open the ticket',
    rest: 'It is rest time now',
    steps: 'Quotation on site',
    told: 'feedback on the result within 2 days',
    once: 'One matter may be postponed once only',
    postponed: 'Postponed once',
    explain: 'Explain the three minutes',
    no: 'No',
    runsOn: /the three minutes run on/,
    disagreed: /Customer does not agree: 太久了/,
    agreed: /Customer agrees: 那就十分钟/,
  },
} as const

async function arrives(face: Face, username: string, next: string, language: Language) {
  const visitor = await open(browser, program.url, face, { language })
  const { page } = visitor
  // the answers' Date header is the machine's: the page must count on the program's clock
  await page.addInitScript(more => {
    const get = Headers.prototype.get
    Headers.prototype.get = function (name: string) {
      const said = get.call(this, name)
      return name === 'date' && said ? new Date(Date.parse(said) + more).toUTCString() : said
    }
  }, ahead)
  await staffIn(page, username, next)
  return visitor
}

const looked = looker('flow', 'load')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function send(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields))
    await page.locator(`dialog [name="${name}"]`).fill(value)
  await page.locator('dialog button[type="submit"]').click()
  await page.locator('dialog').waitFor({ state: 'detached' })
}

/** Intake at the desk up to the text: the caller by his room. */
async function callComes(page: Page, text: string): Promise<void> {
  await page.goto('/console/tickets')
  await page.locator('h1').waitFor()
  await page.keyboard.press('n')
  await page.locator('dialog input[name="caller"]:focus').waitFor()
  await page.keyboard.type('1-2-301')
  await page.locator('.dk-options button').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('dialog').getByText('欧阳晓燕').first().click()
  await page.locator('dialog textarea[name="text"]').fill(text)
}

/** Opens the task on the steward's phone. */
async function taskOf(page: Page, text: string, all: string): Promise<void> {
  await page.goto('/field/tasks')
  await page.getByText(all).click()
  await page.getByText(text).click()
}

test.each<Language>(['zh-CN', 'en'])(
  '[S1-35] [S1-36] at 22:40 a nuisance in rest hours: taken at the desk, on site in time, explained, signed (%s)',
  async language => {
    const w = words[language]
    const text = `楼上打牌吵闹 ${language}`
    turnTo('22:40')
    const desk = await arrives('console', clerk, '/console', language)
    const c = desk.page
    await callComes(c, text)
    await c.locator('dialog select[name="class"]').selectOption('conduct')
    await c.locator('dialog').getByText(w.rest).waitFor()
    expect(await c.locator('dialog select[name="subtype"]').inputValue()).toBe('rest_noise')
    await c.locator('dialog input[name="accused"]').fill('1-2-401')
    await looked(c, `nuisance-intake-${language}`)
    await c.keyboard.press('Control+Enter')
    await button(c, w.done).waitFor()
    await looked(c, `nuisance-told-${language}`)
    await button(c, w.openIt).click()
    await c.locator('aside.aj-drawer').getByText(text).waitFor()
    await looked(c, `nuisance-desk-${language}`)

    const field = await arrives('field', steward, '/field/tasks', language)
    const f = field.page
    await taskOf(f, text, w.all)
    await button(f, w.take).click()
    await button(f, w.arrive).waitFor()
    ahead += 10 * 60_000
    await button(f, w.arrive).click()
    await button(f, w.handle).click()
    await send(f, { text: '已劝停，业主道歉' })
    await button(f, w.sign).click()
    await signs(f)
    await looked(f, `nuisance-sign-${language}`)
    await f.locator('dialog button[type="submit"]').click()
    await f.getByText(w.closed).first().waitFor()
    await looked(f, `nuisance-closed-${language}`)
    expect([...desk.errors, ...field.errors]).toEqual([])
    await desk.context.close()
    await field.context.close()
  },
)

test.each<Language>(['zh-CN', 'en'])(
  '[S1-43] a fee without a uniform price: consent, somebody sent, on site, fixed, told; each step shown (%s)',
  async language => {
    const w = words[language]
    const text = `改装厨房水管多少钱 ${language}`
    turnTo('10:00')
    const desk = await arrives('console', clerk, '/console', language)
    const c = desk.page
    await callComes(c, text)
    await c.keyboard.press('Shift+Alt+Digit2')
    await c.locator('dialog select[name="class"]').selectOption('charge')
    await c.locator('dialog input[name="lookup"]').fill('水管改装')
    await c.locator('dialog .dk-panel .aj-weak').first().waitFor()
    await c.locator('dialog input[type="checkbox"]').first().check()
    await looked(c, `fee-intake-${language}`)
    await c.keyboard.press('Control+Enter')
    await button(c, w.openIt).click()
    await c.locator('aside.aj-drawer').getByText(w.steps).first().waitFor()
    await button(c, w.assign).click()
    await c.locator('dialog select[name="accountId"]').selectOption({ label: '王师傅' })
    await send(c, {})

    const field = await arrives('field', steward, '/field/tasks', language)
    const f = field.page
    await f.getByText(text).click()
    await button(f, w.take).click()
    await button(f, w.arrive).click()
    await button(f, w.quote).click()
    await send(f, { fee: '120' })
    await looked(f, `fee-steps-${language}`)
    await button(f, w.reply).click()
    await send(f, { text: '120 元，业主同意' })
    await f.getByText(w.closed).first().waitFor()
    await c.reload()
    await c.locator('aside.aj-drawer').getByText('¥120.00').first().waitFor()
    await looked(c, `fee-closed-${language}`)
    expect([...desk.errors, ...field.errors]).toEqual([])
    await desk.context.close()
    await field.context.close()
  },
)

test.each<Language>(['zh-CN', 'en'])(
  '[S8-25] the steward cannot come in three minutes: without a yes they run on, with it the new time counts (%s)',
  async language => {
    const w = words[language]
    turnTo('10:00')
    const call = { kind: 'order', class: 'onsite', text: '搬行李', place: '大堂', unitId: home } as const
    const made = await createTicket(
      program.there.ctx(actor('front_desk', 'estate', estateId), { now: program.house.clock.now() }),
      {
        estateId,
        ...call,
      },
    )
    const { page, context, errors } = await arrives('field', steward, `/field/tasks/${made.id}`, language)
    await page.goto(`/field/tasks/${made.id}`)
    await button(page, w.explain).click()
    await page.locator('dialog').getByText(w.no, { exact: true }).click()
    await page.locator('dialog').getByText(w.runsOn).waitFor()
    await looked(page, `explain-no-${language}`)
    await send(page, { text: '人在 8 号楼，十分钟到', customerAnswer: '太久了' })
    await page.getByText(w.disagreed).waitFor()
    await button(page, w.explain).click()
    await page.locator('dialog [name="minutes"]').waitFor()
    await send(page, { text: '请同事先去大堂等候', customerAnswer: '那就十分钟', minutes: '10' })
    await page.getByText(w.agreed).waitFor()
    await looked(page, `explained-${language}`)
    // the three minutes are no longer promised, so there is nothing left to explain
    expect(await button(page, w.explain).count()).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each<Language>(['zh-CN', 'en'])(
  '[S8-08] [S8-15] a cleaner takes a suggestion on her phone; the desk postpones it once, a second time is refused (%s)',
  async language => {
    const w = words[language]
    const text = `东门加装快递柜 ${language}`
    turnTo('10:00')
    const phone = await arrives('field', cleaner, '/field/suggest', language)
    const p = phone.page
    await p.locator('textarea[name="text"]').fill(text)
    await looked(p, `suggest-write-${language}`)
    await p.locator('form button[type="submit"]').click()
    await p.getByText(w.told).waitFor()
    await looked(p, `suggest-told-${language}`)

    const desk = await arrives('console', clerk, '/console', language)
    const c = desk.page
    await c.goto(`/console/tickets?q=${encodeURIComponent('快递柜')}`)
    await c.getByText(text).click()
    await button(c, w.take).click()
    await button(c, w.postpone).click()
    const until = systemClock.now().add({ milliseconds: ahead, hours: 72 }).toZonedDateTimeISO(ZONE)
    await looked(c, `suggest-postpone-${language}`)
    await send(c, {
      until: until.toPlainDateTime().toString({ smallestUnit: 'minute' }),
      customerAnswer: '同意再等一天',
      reason: '等待供货',
    })
    await c.locator('aside.aj-drawer').getByText(w.postponed).first().waitFor()
    await c.locator('aside.aj-drawer').getByText(w.once).waitFor({ state: 'attached' })
    expect(await button(c, w.postpone).getAttribute('aria-disabled')).toBe('true')
    await looked(c, `suggest-second-${language}`)
    expect([...phone.errors, ...desk.errors]).toEqual([])
    await phone.context.close()
    await desk.context.close()
  },
)
