/** Stewards on screen: profile, poster and cards, a new phone, the registers; the resident's own steward; turns and swaps. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepPhoto } from '../../server/modules/files/service.ts'
import { assignDuties } from '../../server/modules/roster/duties.ts'
import { createPost, listPosts } from '../../server/modules/roster/service.ts'
import { saveCard } from '../../server/modules/roster/stewards.ts'
import { portrait } from '../../sim/portraits.ts'
import { aHousehold, anEstate } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { pdfText } from '../pdf-text.ts'
import { kept, languages, launch, looker } from './kit.ts'
import { aProgram, type Program } from './program.ts'
import { enter, hiring, stewardOfAll } from './staff.ts'

const t = await testHouse()
let program: Program
let browser: Browser

beforeAll(async () => {
  program = await aProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

let serial = 0

/** Two buildings, their steward, a manager, two guards on a post, an owner and a tenant with phones. */
async function aCrew() {
  const n = ++serial
  const estate = await anEstate(program.there, { name: `翠湖花园${n}` })
  const hire = hiring(program, estate.id, n)
  const manager = await hire('manager', '孙经理', 'manager')
  const steward = await hire('steward', '林晓燕', 'steward')
  const guard = await hire('guard', '赵队员', 'guard')
  await hire('relief', '钱队员', 'guard')
  const home = await aHousehold(program.there, estate.id, { label: '1-1-301' })
  await aHousehold(program.there, estate.id, { label: '1-1-302', lease: true })
  await aHousehold(program.there, estate.id, { label: '2-1-101' })
  await hire('owner', '林业主', 'owner', home.unitId)
  await stewardOfAll(program, estate.id, { manager, steward })
  return { n, estate, manager, steward, guard }
}

const look = looker('stewards')

const words = {
  'zh-CN': {
    edit: '编辑名片',
    strengths: '特长',
    phone: /^服务电话/,
    more: '增加一项',
    save: '保存名片',
    complete: '单张 PDF',
    posters: '海报',
    mount: '登记安装',
    place: '安装位置',
    valid: '有效',
    cards: '名片派发',
    all: '选择本页全部',
    register: /^登记派发/,
    saveGiven: '登记',
    full: '100.0%',
    old: /过期：旧电话/,
    still: /仍是旧内容/,
    replace: '换新',
    strip: '我的管家',
    write: '给管家留言',
    send: '发送留言',
    told: /已收到，最迟/,
    service: '管家能帮我做什么？',
    lobbies: '大堂',
    equip: /^为 2 个大堂设岗$/,
    swap: '换班',
    to: '换给',
    reason: '原因',
    ask: '发出申请',
    waiting: /等 钱队员 答复/,
    agree: '同意',
    approve: '批准',
    template: '模板',
    keep: '把本周存为模板',
    name: '模板名称',
    saveTemplate: '保存模板',
    next: '下一周',
    apply: /^套用/,
  },
  en: {
    edit: 'Edit the card',
    strengths: 'Strengths',
    phone: /^Service phone/,
    more: 'Add an item',
    save: 'Save the card',
    complete: 'Single PDF',
    posters: 'Posters',
    mount: 'Register mounting',
    place: 'Place',
    valid: 'True',
    cards: 'Cards given',
    all: 'Choose all on this page',
    register: /^Register cards/,
    saveGiven: 'Register',
    full: '100.0%',
    old: /Out of date: old phone/,
    still: /still show the old/,
    replace: 'Replace',
    strip: 'My steward',
    write: 'Leave a message',
    send: 'Send the message',
    told: /has it and answers by/,
    service: 'What can my steward do for me?',
    lobbies: 'Lobbies',
    equip: /^Set up a post in 2 lobbies$/,
    swap: 'Swap',
    to: 'Give to',
    reason: 'Reason',
    ask: 'Ask',
    waiting: /Waiting for 钱队员/,
    agree: 'Agree',
    approve: 'Approve',
    template: 'Templates',
    keep: 'Keep this week as template',
    name: 'Name',
    saveTemplate: 'Keep template',
    next: 'Week after',
    apply: /^Lay over/,
  },
} as const

/** Fetches a PDF that a link of the page names, keeps it, and answers its text. */
async function paper(page: Page, href: string | null, name: string): Promise<string> {
  const answer = await page.request.get(href ?? '')
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
  kept(`${name}.pdf`, await answer.body())
  return pdfText(await answer.body())
}

test.each(languages)(
  '[S1-08] [S1-10] [S1-11] profile, poster and cards as PDF, mounted and given; a new phone flags them; mounted anew (%s)',
  async language => {
    const said = words[language]
    const { n } = await aCrew()
    const face = { name: 'face.jpg', mimeType: 'image/jpeg', buffer: await portrait(0) }
    const visitor = await enter(browser, program, `manager${n}`, 'console', { language })
    const { page } = visitor
    await page.goto('/console/stewards')
    await page.getByRole('button', { name: said.edit }).first().click()
    const dialog = page.locator('dialog[open]')
    await dialog.locator('input[type=file]').setInputFiles(face)
    await dialog.locator('.aj-photo img').waitFor()
    await dialog.getByLabel(said.strengths).fill('普通话、俄语，熟悉老年人照护')
    await dialog.getByLabel(said.phone).fill('0456-5510011')
    await dialog.getByRole('button', { name: said.more }).click()
    await dialog.locator('.ro-items input').nth(0).fill('工号')
    await dialog.locator('.ro-items input').nth(1).fill('A07')
    await look(page, `card-${language}`)
    await dialog.getByRole('button', { name: said.save }).click()
    const single = page.getByRole('link', { name: said.complete }).first()
    await single.waitFor()
    await look(page, `list-${language}`)
    expect(await paper(page, await single.getAttribute('href'), `journey-card-${language}`)).toContain(
      '0456-5510011',
    )

    await page.getByRole('tab', { name: said.posters }).click()
    const poster = page.getByRole('link', { name: 'A3', exact: true }).first()
    await poster.waitFor()
    expect(await paper(page, await poster.getAttribute('href'), `journey-poster-${language}`)).toContain(
      '林晓燕',
    )
    await page.getByRole('button', { name: said.mount }).first().click()
    await dialog.getByLabel(said.place).fill('一层大堂东墙')
    await dialog.locator('input[type=file]').setInputFiles(face)
    await dialog.locator('.aj-photo img').waitFor()
    await dialog.getByRole('button', { name: said.mount }).click()
    const row = page.locator('tr', { hasText: '一层大堂东墙' })
    await row.getByText(said.valid, { exact: true }).waitFor()
    await look(page, `posters-${language}`)

    await page.getByRole('tab', { name: said.cards }).click()
    await page.getByLabel(said.all).check()
    await page.getByRole('button', { name: said.register }).click()
    await dialog.getByRole('button', { name: said.saveGiven, exact: true }).click()
    await page.getByText(said.full).first().waitFor()
    await look(page, `cards-${language}`)

    await page.goto('/console/stewards')
    await page.getByRole('button', { name: said.edit }).first().click()
    await dialog.getByLabel(said.phone).fill('0456-5519999')
    await dialog.getByRole('button', { name: said.save }).click()
    await page.getByText(said.still).waitFor()
    await page.getByRole('tab', { name: said.cards }).click()
    await page.getByText(said.old).first().waitFor()
    await look(page, `cards-old-${language}`)
    await page.getByRole('tab', { name: said.posters }).click()
    await row.getByText(said.old).waitFor()
    await look(page, `posters-old-${language}`)
    await row.getByRole('button', { name: said.replace }).click()
    await dialog.locator('input[type=file]').setInputFiles(face)
    await dialog.locator('.aj-photo img').waitFor()
    await dialog.getByRole('button', { name: said.mount }).click()
    await row.getByText(said.valid, { exact: true }).waitFor()

    await page.getByRole('tab', { name: said.lobbies }).click()
    await page.getByRole('button', { name: said.equip }).click()
    await page.getByRole('button', { name: said.equip }).waitFor({ state: 'detached' })
    await look(page, `lobbies-${language}`)
    await page.goto('/console/stewards?tab=staffing')
    await page.locator('.ro-table').first().waitFor()
    await look(page, `staffing-${language}`)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()

    const walking = await enter(browser, program, `steward${n}`, 'field', { language })
    await walking.page.goto('/field/steward-work')
    await walking.page.locator('.ro-table').waitFor()
    await look(walking.page, `phone-posters-${language}`)
    await walking.page.goto('/field/steward-work?tab=cards')
    await walking.page.locator('.ro-cards').waitFor()
    await look(walking.page, `phone-cards-${language}`)
    expect(walking.errors).toEqual([])
    await walking.context.close()
  },
)

test.each(languages)(
  '[S1-04] [S1-05] the resident’s steward stands on the first page: call, message, what the service is (%s)',
  async language => {
    const said = words[language]
    const { n, estate, manager, steward } = await aCrew()
    const kept = await keepPhoto(program.there.ctx(manager), {
      estateId: estate.id,
      purpose: 'staff_card',
      upload: { filename: 'face.jpg', mediaType: 'image/jpeg', bytes: await portrait(0) },
    })
    await saveCard(program.there.ctx(manager), {
      estateId: estate.id,
      accountId: steward.id,
      photoId: kept.id,
      strengths: '普通话、俄语，熟悉老年人照护',
      phone: '0456-5510011',
      more: { 工号: 'A07' },
    })
    const visitor = await enter(browser, program, `owner${n}`, 'resident', { language })
    const { page } = visitor
    await page.goto('/resident')
    const strip = page.getByRole('region', { name: said.strip })
    await strip.waitFor()
    // without a step: face, name and a number that rings when it is tapped
    expect(await strip.textContent()).toContain('林晓燕')
    expect(await strip.locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:0456-5510011')
    await expect
      .poll(() => strip.locator('img').evaluate(i => (i as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(50)
    await look(page, `home-${language}`)
    await strip.getByRole('link').first().click()
    await page.getByRole('button', { name: said.write }).click()
    await page.locator('textarea').fill('电梯里的灯不亮，麻烦看看')
    await look(page, `message-${language}`)
    await page.getByRole('button', { name: said.send }).click()
    await page.getByText(said.told).waitFor()
    await page.waitForURL(/\/resident\/requests\//)
    await page.getByText('电梯里的灯不亮，麻烦看看').first().waitFor()

    await page.goto('/resident/steward')
    await page.getByRole('link', { name: said.service }).click()
    await page.getByText('林晓燕').waitFor()
    await look(page, `service-${language}`)
    const leaflet = page.locator('a[href*="/api/prints/steward-service"]')
    expect(await paper(page, await leaflet.getAttribute('href'), `journey-leaflet-${language}`)).toContain(
      '林晓燕',
    )
    expect(visitor.errors).toEqual([])
    await visitor.context.close()

    const her = await enter(browser, program, `steward${n}`, 'field', { language })
    await her.page.goto('/field')
    await her.page.locator('.no-bell').click()
    await her.page.locator('dialog[open]').getByText('林业主').waitFor({ timeout: 30_000 })
    await look(her.page, `told-${language}`)
    await her.context.close()
  },
)

test.each(languages)(
  'a week is kept as template and laid over the next; a swap is asked, agreed and approved; the roster prints (%s)',
  async language => {
    const said = words[language]
    const { n, estate, manager, guard } = await aCrew()
    const post = await createPost(program.there.ctx(manager), {
      estateId: estate.id,
      kind: 'gate',
      name: '东门岗',
      covers: [{ from: 0, until: 1440 }],
    })
    const now = program.house.clock.now()
    await assignDuties(program.there.ctx(manager), {
      estateId: estate.id,
      duties: [
        {
          postId: post.id,
          accountId: guard.id,
          startsAt: now.add({ hours: 1 }).toString(),
          endsAt: now.add({ hours: 9 }).toString(),
        },
      ],
    })
    expect((await listPosts(program.there.ctx(manager), { estateId: estate.id })).items).toHaveLength(1)
    const at = await enter(browser, program, `guard${n}`, 'gate', { language })
    await at.page.goto('/gate/turns')
    await at.page.getByRole('button', { name: said.swap, exact: true }).click()
    await at.page.getByLabel(said.to).selectOption({ label: '钱队员' })
    await at.page.getByLabel(said.reason).fill('家中有事')
    await look(at.page, `ask-swap-${language}`)
    await at.page.getByRole('button', { name: said.ask, exact: true }).click()
    await at.page.getByText(said.waiting).waitFor()
    await look(at.page, `turns-${language}`)
    await at.context.close()
    const other = await enter(browser, program, `relief${n}`, 'gate', { language })
    await other.page.goto('/gate/turns')
    await other.page.getByRole('button', { name: said.agree, exact: true }).click()
    await other.page.getByRole('button', { name: said.agree, exact: true }).waitFor({ state: 'detached' })
    await other.context.close()

    const visitor = await enter(browser, program, `manager${n}`, 'console', { language })
    const { page } = visitor
    await page.goto('/console/roster')
    await page.getByRole('button', { name: said.approve, exact: true }).waitFor()
    await look(page, `week-swap-${language}`)
    await page.getByRole('button', { name: said.approve, exact: true }).click()
    await page.locator('.ro-turn', { hasText: '钱队员' }).first().waitFor()
    await page.getByText(said.template, { exact: true }).click()
    await page.getByRole('button', { name: said.keep }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel(said.name).fill('冬季班')
    await dialog.getByRole('button', { name: said.saveTemplate }).click()
    await page.getByRole('button', { name: said.next }).click()
    await page.locator('.ro-turn').first().waitFor({ state: 'detached' })
    if ((await page.getByRole('button', { name: said.apply }).count()) === 0)
      await page.getByText(said.template, { exact: true }).click()
    await page.getByRole('button', { name: said.apply }).click()
    await page.locator('.ro-turn', { hasText: '钱队员' }).first().waitFor()
    await page.keyboard.press('Escape')
    await look(page, `week-${language}`)
    const link = page.locator('a[href*="/api/prints/roster-week"]')
    const text = await paper(page, await link.getAttribute('href'), `journey-roster-${language}`)
    expect(text).toContain('钱队员')
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)
