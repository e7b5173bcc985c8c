/** The booth at a busy exit, a tariff tried and published, a dispute reckoned again. */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { aDevice, type Device } from '../lane-factories.ts'
import { aYard, passed, type Yard } from '../parking.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'
import { anSmsGateway, residentIn, type Sms } from './sms.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let sms: Sms
const camera = new Map<string, Device>()
const yards = new Map<string, Yard>()
const users = new Map<string, { guard: string; manager: string; owner: string }>()

/** What a camera sends beside a plate; drawn, no photo of anybody's car. */
const picture = async (plate: string) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#5b6b73"/><rect x="170" y="300" width="300" height="90" rx="10" fill="#1c4fa0"/><text x="320" y="362" font-size="52" fill="#fff" text-anchor="middle" font-family="sans-serif">${plate}</text></svg>`
  return (await sharp(Buffer.from(svg)).jpeg().toBuffer()).toString('base64')
}

let records = 0
/** The exit's camera reads a plate. */
async function reads(language: string, plate: string): Promise<void> {
  const answer = await fetch(`${program.url}${camera.get(language)?.url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event: 'plate',
      id: String(++records),
      plate,
      confidence: 97,
      direction: 'out',
      picture: await picture(plate),
    }),
  })
  expect(await answer.json()).toMatchObject({ taken: true, open: false })
}

/** A car came in so many minutes ago. */
const cameIn = (y: Yard, plate: string, minutes: number) =>
  passed(program.there, y, plate, 'in', { at: program.house.clock.now().subtract({ minutes }).toString() })

beforeAll(async () => {
  sms = await anSmsGateway()
  program = await aProgram(t, sms.config)
  const { there } = program
  for (const language of languages) {
    const estate = await anEstate(there, { name: language === 'en' ? 'Cuihu Garden' : '翠湖花园' })
    // in force since before the first car of the journey came in
    const since = program.house.clock.now().subtract({ hours: 24 * 30 })
    const earlier = { ...there, ctx: (who, more) => there.ctx(who, { now: since, ...more }) } as typeof there
    const y = await aYard(earlier, { estateId: estate.id })
    yards.set(language, y)
    camera.set(language, await aDevice(there, y.estateId, y.outLane, 'out', 'plain'))
    const owner = (await aHousehold(there, y.estateId, { owner: '林晓燕' })).owner.phone ?? ''
    const guard = await anAccount(there, y.estateId, { role: 'guard', name: '岗亭老李', password: PASSWORD })
    const manager = await anAccount(there, y.estateId, {
      role: 'manager',
      name: '陈经理',
      password: PASSWORD,
    })
    users.set(language, { guard: guard.username, manager: manager.username, owner })
  }
  browser = await launch()
})

afterAll(async () => {
  await browser?.close()
  await program?.end()
  sms?.end()
})

const looked = looker('parking', 'load')

const words = {
  'zh-CN': {
    open: '开班',
    take: /收 4\.00 元/,
    cash: /收现金/,
    slip: '扫码缴费单',
    come: '已到账，放行',
    close: '交班',
    day: '日结',
    confirm: /确认日结/,
    add: '新建标准',
    sim: '试算这次停车',
    replay: '最近 30 天的停车',
    keep: '保存草稿',
    publish: '公布',
    dispute: '登记纠纷',
    file: '受理',
    agrees: '与已计一致',
    record: '加记录',
    settle: '记录结果',
    end: '结案',
  },
  en: {
    open: 'Open shift',
    take: /Take 4\.00 yuan/,
    cash: /Take cash/,
    slip: 'Pay by code',
    come: 'The money has come, let out',
    close: 'Hand over',
    day: 'Close the day',
    confirm: /Close with/,
    add: 'New tariff',
    sim: 'Try this stay',
    replay: 'Stays of the last 30 days',
    keep: 'Keep the draft',
    publish: 'Publish',
    dispute: 'Open a dispute',
    file: 'Open it',
    agrees: 'as it was charged',
    record: 'Add a record',
    settle: 'Record the result',
    end: 'Close the file',
  },
} as const

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const send = (page: Page) => page.locator('dialog button[type="submit"]')

test.each(languages)(
  '[S3-48] [S4-18] the booth at a busy exit: fee and reason, cash with change, a misread plate in one tap, hand-over, day closed (%s)',
  async language => {
    const w = words[language]
    const y = yards.get(language)!
    await cameIn(y, '琼A12345', 132)
    await cameIn(y, '琼B12845', 132)
    const booth = await open(browser, program.url, 'gate', { language })
    const b = booth.page
    await staffIn(b, users.get(language)!.guard, '/gate/booth')
    await button(b, w.open).click()
    await b.locator('dialog input[name="float"]').fill('200')
    await send(b).click()
    await b.getByText('200.00').first().waitFor()
    await looked(b, `booth-quiet-${language}`)

    await reads(language, '琼A12345')
    await b.getByText('¥4.00').first().waitFor()
    await looked(b, `booth-held-${language}`)
    await button(b, w.cash).click()
    await b.locator('dialog input[name="tendered"]').fill('10')
    await b.getByText('6.00').first().waitFor()
    await looked(b, `booth-cash-${language}`)
    await button(b, w.take).click()
    await b
      .getByText(/20\d\d-\d{6}/)
      .first()
      .waitFor()

    // the entry's camera had read an 8 for the 3: one tap, then a code to scan
    await reads(language, '琼B12345')
    await b
      .locator('.pk-right')
      .getByRole('button', { name: /琼B12845/ })
      .waitFor()
    await looked(b, `booth-misread-${language}`)
    await b
      .locator('.pk-right')
      .getByRole('button', { name: /琼B12845/ })
      .click()
    await button(b, w.slip).click()
    await b.locator('dialog svg[role="img"]').waitFor()
    await b.locator('dialog input[name="reference"]').fill('2103')
    await looked(b, `booth-slip-${language}`)
    await button(b, w.come).click()
    await b.locator('dialog').waitFor({ state: 'detached' })
    await expect
      .poll(
        async () => {
          const got = await b.request.get(`/api/estates/${y.estateId}/parking/stays?state=left`)
          return (await got.json()).total
        },
        { timeout: 20_000 },
      )
      .toBe(2)
    for (const at of [3, 4, 6, 8, 9, 11]) {
      await b.locator('[role="tab"]').nth(at).click()
      await b.waitForTimeout(300)
      if (at === 3 || at === 6) await looked(b, `booth-tab${at}-${language}`)
    }
    await b.locator('[role="tab"]').nth(0).click()
    await looked(b, `booth-passing-${language}`)
    await button(b, w.close).click()
    await b.locator('dialog input[name="counted"]').fill('204')
    await looked(b, `booth-close-${language}`)
    await send(b).click()
    await b.locator('dialog').waitFor({ state: 'detached' })
    expect(booth.errors).toEqual([])

    const desk = await open(browser, program.url, 'console', { language })
    const d = desk.page
    await staffIn(d, users.get(language)!.manager, '/console/parking/money')
    await button(d, w.day).first().click()
    await button(d, w.confirm).click()
    await d.locator('dialog').waitFor({ state: 'detached' })
    await looked(d, `money-${language}`)
    expect(desk.errors).toEqual([])
  },
)

test.each(languages)(
  '[S4-07] a tariff is tried on a stay and on real ones, an absurd one refused, published; a dispute is reckoned again and closed (%s)',
  async language => {
    const w = words[language]
    const y = yards.get(language)!
    const desk = await open(browser, program.url, 'console', { language })
    const d = desk.page
    await staffIn(d, users.get(language)!.manager, '/console/parking/tariffs')
    await button(d, w.add).click()
    await d.locator('input[name="name"]').fill(language === 'en' ? 'New price' : '调价方案')
    await d.locator('input[name="basis"]').fill('业主大会决定〔2026〕1号')
    const price = d.locator('fieldset input[inputmode="decimal"]').first()
    await price.fill('300')
    await button(d, w.sim).click()
    await d.getByRole('alert').first().waitFor()
    await looked(d, `tariff-absurd-${language}`)
    await price.fill('3')
    await button(d, w.sim).click()
    await d.getByText('¥6.00').first().waitFor()
    await button(d, w.replay).click()
    await d
      .getByText(language === 'en' ? '¥4.00 more than today' : '比现行多收 ¥4.00')
      .first()
      .waitFor()
    await looked(d, `tariff-tried-${language}`)
    await button(d, w.keep).click()
    const draft = d.locator('article').filter({ hasText: /调价方案|New price/ })
    await draft.getByRole('button', { name: w.publish, exact: true }).click()
    await send(d).click()
    await d.locator('dialog').waitFor({ state: 'detached' })
    await looked(d, `tariff-published-${language}`)

    await d.goto('/console/parking/stays')
    await d.getByText('琼A12345').first().click()
    await d.getByText('¥4.00').first().waitFor()
    await looked(d, `stay-${language}`)
    await button(d, w.dispute).click()
    await d.locator('dialog input[name="title"]').fill('临停多收费')
    await d.locator('dialog input[name="name"]').fill('王小明')
    await d.locator('dialog textarea[name="claim"]').fill('只停了一个半小时')
    await looked(d, `dispute-new-${language}`)
    await button(d, w.file).click()
    await d.locator('dialog').waitFor({ state: 'detached' })
    await d.goto('/console/parking/disputes')
    await d.getByText('临停多收费').first().click()
    await d.getByText(w.agrees).first().waitFor()
    await looked(d, `dispute-${language}`)
    const step = async (name: string, fill: string) => {
      await button(d, name).first().click()
      await d.locator('dialog textarea[name="text"]').fill(fill)
      await send(d).click()
      await d.locator('dialog').waitFor({ state: 'detached' })
    }
    await step(w.record, '双方到场，调看出入场照片')
    await step(w.settle, '收费无误，当事人认可')
    await step(w.end, '当事人签收')
    const { items } = await (
      await d.request.get(`/api/estates/${y.estateId}/parking/disputes?state=all`)
    ).json()
    expect(items[0]).toMatchObject({ state: 'closed', result: 'upheld' })
    for (const [print, asked] of [
      ['parking-dispute', `disputeId=${items[0].id}`],
      ['parking-board', `lotId=${y.lotId}`],
    ]) {
      const paper = await d.request.get(`/api/prints/${print}?estateId=${y.estateId}&${asked}`)
      expect(paper.headers()['content-type']).toBe('application/pdf')
    }
    for (const page of ['parking', 'parking/waiting', 'parking/permits']) {
      await d.goto(`/console/${page}`)
      await d.locator('h1').first().waitFor()
      await d.waitForTimeout(400)
      await looked(d, `${page.replace('/', '-')}-${language}`)
    }
    expect(desk.errors).toEqual([])
  },
)

test.each(languages)(
  '[S4-05] [S4-18] on the phone: a visitor’s car let in, a place in the queue, a car paid for by its plate (%s)',
  async language => {
    const y = yards.get(language)!
    await cameIn(y, '琼E88888', 100)
    const phone = await open(browser, program.url, 'resident', { language })
    const p = phone.page
    await residentIn(p, { program, sms, phone: users.get(language)!.owner }, '/resident/parking')
    await p.locator('h1').first().waitFor()
    await looked(p, `my-${language}`)
    const sheet = async (name: RegExp, fill: () => Promise<void>) => {
      await p.getByRole('button', { name }).click()
      await fill()
      await p.locator('dialog button[type="submit"]').click()
      await p.locator('dialog').waitFor({ state: 'detached' })
    }
    await sheet(/来访|comes by car/, () => p.locator('dialog input[name="plate"]').fill('琼D66666'))
    await sheet(/申请排队|Join the queue/, async () => undefined)
    await p
      .getByText(/第 1 位|place 1/)
      .first()
      .waitFor()
    await p.getByRole('button', { name: /停车缴费|Pay for parking/ }).click()
    await p.locator('dialog input').first().fill('琼E88888')
    await p.locator('dialog button[type="submit"]').click()
    await p.getByText('¥4.00').first().waitFor()
    await looked(p, `my-due-${language}`)
    await p.getByRole('button', { name: /去付款|Pay ¥/ }).click()
    await p.locator('dialog svg[role="img"]').waitFor()
    await looked(p, `my-slip-${language}`)
    expect(phone.errors).toEqual([])
  },
)
