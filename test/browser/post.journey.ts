/** A guard's post: the tablet shows the code, the phone proves the place with it, presence is missed and alarmed, the next one confirms. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { checkIn } from '../../server/modules/roster/presence.ts'
import { offerDisplay } from '../../server/modules/roster/proof.ts'
import { createPost } from '../../server/modules/roster/service.ts'
import { watchAll } from '../../server/modules/roster/watch.ts'
import { aSite } from '../gate-factories.ts'
import { actor, system, type TestHouse, testHouse } from '../harness.ts'
import { assertAxe, assertFits, type Language, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let on: TestHouse
let serial = 0

beforeAll(async () => {
  program = await aProgram(t)
  on = program.there
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const words = {
  'zh-CN': {
    pair: '用本机显示岗位码',
    number: '办公室给的八位配对号',
    pairNow: '配对',
    scan: '扫码到岗',
    typed: '验码',
    show: '我在岗',
    empty: '空岗登记',
  },
  en: {
    pair: 'Show the post’s code on this device',
    number: 'The eight digits from the office',
    pairNow: 'Pair',
    scan: 'Scan and take the post',
    typed: 'Check',
    show: 'I am at the post',
    empty: 'Empty posts',
  },
}

async function shift(language: Language): Promise<void> {
  const w = words[language]
  const tag = language === 'en' ? '-en' : ''
  const n = ++serial
  const site = await aSite(on)
  const here = { estateId: site.estateId }
  const hire = async (role: 'guard' | 'manager', name: string) => {
    const username = `${role}${name}${n}`.replaceAll(/[^a-z0-9]/gi, '') + name.length + n
    const assignment = { role, scope: 'estate' as const, estateId: site.estateId }
    const { account } = await createAccount(on.ctx(system), {
      username,
      name,
      password: PASSWORD,
      assignment,
    })
    return { username, actor: { ...actor(role, 'estate', site.estateId), id: account.id, name } }
  }
  const manager = await hire('manager', '孙经理')
  const guard = await hire('guard', '赵队员')
  const relief = await hire('guard', '钱队员来接')
  const post = await createPost(on.ctx(manager.actor), {
    ...here,
    kind: 'gate',
    name: '北门岗',
    covers: [{ from: 0, until: 1440 }],
    unattendedMinutes: 0,
    presenceMinutes: 30,
  })
  const { number } = await offerDisplay(on.ctx(manager.actor), { ...here, postId: post.id })

  const tablet = await open(browser, program.url, 'gate', { language })
  await staffIn(tablet.page, relief.username, '/gate')
  await tablet.page.goto('/gate/post')
  await tablet.page.getByRole('button', { name: w.pair }).click()
  await tablet.page.getByLabel(w.number).fill(number)
  await tablet.page.getByRole('button', { name: w.pairNow, exact: true }).click()
  const digits = tablet.page.locator('[data-digits]')
  await digits.waitFor()
  await assertAxe(tablet.page)
  await assertFits(tablet.page)
  await shot(tablet.page, `post-tablet${tag}`)

  const phone = await open(browser, program.url, 'gate', { language, size: { width: 390, height: 844 } })
  await staffIn(phone.page, guard.username, '/gate')
  await phone.page.goto('/gate/post')
  await phone.page.getByRole('button', { name: w.scan }).click()
  await phone.page.locator('dialog input').fill((await digits.getAttribute('data-digits')) ?? '')
  await phone.page.keyboard.press('Enter')
  await phone.page.getByRole('button', { name: w.show }).waitFor()
  await assertAxe(phone.page)
  await assertFits(phone.page)
  await shot(phone.page, `post-phone${tag}`)

  // half an hour later he has not shown himself: the watch alarms, and the record has it
  const later = program.house.clock.now().add({ minutes: 31 })
  await watchAll(on.ctx(system, { now: later }))
  await checkIn(on.ctx(relief.actor, { now: later.add({ minutes: 1 }) }), { ...here, postId: post.id })
  const desk = await open(browser, program.url, 'console', { language })
  await staffIn(desk.page, manager.username, '/console')
  await desk.page.goto(`/console/post-book?e=${site.estateId}`)
  await desk.page.getByText('赵队员').first().waitFor()
  await assertAxe(desk.page)
  await shot(desk.page, `post-book${tag}`)
  await desk.page.getByRole('tab', { name: w.empty }).click()
  await desk.page.getByText('北门岗').first().waitFor()
  await shot(desk.page, `post-book-empty${tag}`)
  for (const visitor of [tablet, phone, desk]) {
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  }
}

for (const language of languages)
  test(`[S6-45] ${language}: the guard proves his place with the tablet’s code, presence missed is alarmed and stands in the register`, () =>
    shift(language))
