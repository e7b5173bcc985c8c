/** A steward on leave and her stand-in; filters that follow the account; the survey's paper answers; the old table. */
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { historyImport } from '../../server/modules/desk/history.ts'
import { listSurveys, openSurvey } from '../../server/modules/followup/survey.ts'
import { saveCard } from '../../server/modules/roster/stewards.ts'
import { aHousehold, anEstate } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { languages, launch, looker } from './kit.ts'
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

/** One building with its steward and a colleague, a manager, the office, the desk, an owner with a phone. */
async function aPlace() {
  const n = ++serial
  const estate = await anEstate(program.there, { name: `翠湖花园${n}` })
  const hire = hiring(program, estate.id, n)
  const manager = await hire('manager', '孙经理', 'manager')
  const steward = await hire('steward', '林晓燕', 'steward')
  const standIn = await hire('second', '何文静', 'steward')
  const office = await hire('office', '周办公', 'office')
  await hire('desk', '陈前台', 'front_desk')
  const home = await aHousehold(program.there, estate.id, { label: '1-1-301', owner: '王建国' })
  await hire('owner', '王业主', 'owner', home.unitId)
  await stewardOfAll(program, estate.id, { manager, steward })
  const card = { estateId: estate.id, accountId: standIn.id, phone: '0456-5510022', more: {} }
  await saveCard(program.there.ctx(manager), card)
  return { n, estate, manager, steward, standIn, office }
}

const look = looker('standin')

const words = {
  'zh-CN': {
    plan: '登记休假',
    who: '休假的管家',
    standIn: '代班人',
    save: '登记',
    away: '休假中',
    strip: '我的管家',
    inFor: /替林晓燕代班/,
    views: '视图',
    keep: '保存',
    soon: '即将到期',
    show: '范围',
    paper: '录入纸质答卷',
    whoAnswered: /^答卷人/,
    next: '录入，下一份',
    by: /其中纸质答卷 1 份，录入：周办公 1 份/,
    sheets: '查看纸质答卷',
    twice: /已经答过/,
    odd: '办结早于受理',
  },
  en: {
    plan: 'Register leave',
    who: 'Steward on leave',
    standIn: 'Stand-in',
    save: 'Register',
    away: 'away',
    strip: 'My steward',
    inFor: /for 林晓燕, until/,
    views: 'Views',
    keep: 'Keep',
    soon: 'Due soon',
    show: 'Show',
    paper: 'Enter paper answers',
    whoAnswered: /^Who answered/,
    next: 'Enter, next one',
    by: /1 of them on paper, entered by 周办公 \(1\)/,
    sheets: 'Look at the sheets',
    twice: /answered this survey already/,
    odd: 'closed before opened',
  },
} as const

test.each(languages)(
  '[S1-05] the manager registers a leave, and the resident’s first page shows who stands in, to call at once (%s)',
  async language => {
    const said = words[language]
    const { n } = await aPlace()
    const { page, context, errors } = await enter(browser, program, `manager${n}`, 'console', { language })
    await page.goto('/console/stewards?tab=away')
    await page.getByRole('button', { name: said.plan }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel(said.who).selectOption({ label: '林晓燕' })
    await dialog.getByLabel(said.standIn).selectOption({ label: '何文静' })
    await look(page, `plan-${language}`)
    await dialog.getByRole('button', { name: said.save, exact: true }).click()
    await page.getByText(said.away, { exact: true }).waitFor()
    await look(page, `away-${language}`)
    expect(errors).toEqual([])
    await context.close()

    const owner = await enter(browser, program, `owner${n}`, 'resident', { language })
    await owner.page.goto('/resident')
    const strip = owner.page.getByRole('region', { name: said.strip })
    await strip.getByText('何文静').waitFor()
    await strip.getByText(said.inFor).waitFor()
    expect(await strip.locator('a[href="tel:0456-5510022"]').count()).toBe(1)
    await look(owner.page, `home-${language}`)
    expect(owner.errors).toEqual([])
    await owner.context.close()
  },
)

test.each(languages)(
  'a filter kept at one desk is there at the next one; the old table shows its doubtful rows (%s)',
  async language => {
    const said = words[language]
    const { n, estate, manager } = await aPlace()
    const file = historyImport.begin({ opened: 0, closed: 1, text: 2 })
    file.read([{ line: 2, cells: ['2024-05-05 10:00', '2024-05-05 09:00', '楼道灯不亮'] }])
    await file.save(program.there.ctx(manager), estate.id, 0, 1)
    const first = await enter(browser, program, `desk${n}`, 'console', { language })
    await first.page.goto(`/console/tickets?e=${estate.id}&show=soon`)
    await first.page.locator('summary', { hasText: said.views }).click()
    await first.page.locator('.aj-tools form input').fill('快到期的')
    await first.page.getByRole('button', { name: said.keep }).click()
    await first.page.getByRole('button', { name: '快到期的', exact: true }).waitFor()
    await look(first.page, `views-${language}`)
    await first.context.close()
    const second = await enter(browser, program, `desk${n}`, 'console', { language })
    await second.page.goto(`/console/tickets?e=${estate.id}`)
    await second.page.locator('summary', { hasText: said.views }).click()
    await second.page.getByRole('button', { name: '快到期的', exact: true }).click()
    await second.page.waitForURL(/show=soon/)
    await second.page.goto(`/console/old-tickets?e=${estate.id}`)
    await second.page.getByText('楼道灯不亮').waitFor()
    await second.page.locator('table').getByText(said.odd).waitFor()
    await look(second.page, `old-${language}`)
    expect(second.errors).toEqual([])
    await second.context.close()
  },
)

test.each(languages)(
  '[SX-12] [S7-08] a paper answer is entered once, with the name of who entered it (%s)',
  async language => {
    const said = words[language]
    const { n, estate, office } = await aPlace()
    const { questions } = await listSurveys(program.there.ctx(office), { estateId: estate.id })
    await openSurvey(program.there.ctx(office), { estateId: estate.id, questions })
    const { page, context, errors } = await enter(browser, program, `office${n}`, 'console', { language })
    await page.goto(`/console/survey?e=${estate.id}`)
    await page.getByRole('button', { name: said.paper }).click()
    const dialog = page.locator('dialog[open]')
    const answer = async () => {
      await dialog.getByLabel(said.whoAnswered).fill('王建国')
      await dialog.getByRole('option').first().click()
      await dialog.getByText('5', { exact: true }).first().click()
    }
    await answer()
    const sheet = await sharp({ create: { width: 1200, height: 1600, channels: 3, background: '#e8e2d0' } })
      .jpeg()
      .toBuffer()
    await dialog
      .locator('input[type="file"]')
      .setInputFiles({ name: 'sheet.jpg', mimeType: 'image/jpeg', buffer: sheet })
    await dialog.locator('.aj-photo img').waitFor()
    await look(page, `paper-${language}`)
    await dialog.getByRole('button', { name: said.next }).click()
    await expect.poll(() => dialog.getByLabel(said.whoAnswered).inputValue()).toBe('')
    await answer()
    await dialog.getByRole('button', { name: said.next }).click()
    await dialog.getByText(said.twice).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(said.by).waitFor()
    await look(page, `survey-${language}`)
    await page.getByRole('button', { name: said.sheets }).click()
    await expect
      .poll(() => dialog.locator('.fu-sheets img').evaluate(i => (i as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(100)
    await look(page, `sheets-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)
