/** The desk types while the caller talks: classes are proposed, one is taken by keyboard; the manager sees how well they fit. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raise } from '../desk.ts'
import { anAccount, anEstate } from '../factories.ts'
import { actor, testHouse } from '../harness.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let clerk: string
let manager: string

const said = ['楼道灯不亮了', '二单元电梯按键失灵', '路灯坏了一排', '地下车库灯不亮', '井盖松动']

beforeAll(async () => {
  program = await aProgram(t)
  const estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  const staff = { password: PASSWORD }
  clerk = (await anAccount(program.there, estateId, { role: 'front_desk', name: '前台小周', ...staff }))
    .username
  manager = (await anAccount(program.there, estateId, { role: 'manager', name: '钱经理', ...staff })).username
  const who = actor('front_desk', 'estate', estateId)
  for (let i = 0; i < 30; i++) {
    const one = i % 3 === 0 ? { kind: 'inquiry', class: 'charge', text: `第${i}栋物业费多少钱` } : undefined
    const text = `${i}号楼${said[i % said.length]}`
    await raise(
      program.there,
      // the builder reads no more of a desk than its estate here
      { estateId } as Parameters<typeof raise>[1],
      { ...(one ?? { kind: 'repair', class: 'common', text }), unitId: undefined } as Parameters<
        typeof raise
      >[2],
      who,
    )
  }
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const words = {
  'zh-CN': {
    open: /^登记/,
    noise: /投诉 · 其他业主行为/,
    learn: '重新学习',
    first: '首选正确',
    fee: /咨询 · 物业收费/,
  },
  en: {
    open: /^Register/,
    noise: /Complaint · Conduct/,
    learn: 'Learn anew',
    first: 'First proposal right',
    fee: /Inquiry · Charge/,
  },
}

test.each(languages)(
  'the desk takes a proposed class by keyboard, the manager sees how they fit (%s)',
  async language => {
    const w = words[language]
    const desk = await open(browser, program.url, 'console', { language })
    await staffIn(desk.page, clerk, '/console/tickets')
    await desk.page.getByRole('button', { name: w.open }).first().click()
    await desk.page.locator('textarea').first().fill('楼上凌晨一点还在拖桌椅，声音很大')
    await desk.page.getByRole('button', { name: w.noise }).waitFor()
    await shot(desk.page, `triage-proposals-${language}`)
    await assertAxe(desk.page)
    await desk.page.keyboard.press('Alt+1')
    await expect.poll(() => desk.page.locator('select[name=class]').first().inputValue()).toBe('conduct')
    await desk.page.getByRole('button', { name: w.noise }).waitFor({ state: 'detached' })
    expect(desk.errors).toEqual([])
    await desk.context.close()

    const boss = await open(browser, program.url, 'console', { language })
    await staffIn(boss.page, manager, '/console/class-proposals')
    const learn = boss.page.getByRole('button', { name: w.learn })
    await learn.click()
    await boss.page.getByText(w.first, { exact: true }).first().waitFor({ timeout: 30_000 })
    await boss.page.getByRole('row').filter({ hasText: w.fee }).first().waitFor()
    await shot(boss.page, `triage-learnt-${language}`)
    await assertAxe(boss.page)
    await assertFits(boss.page)
    expect(boss.errors).toEqual([])
    await boss.context.close()
  },
)
