/** A covenant is published and acknowledged; a guard records what he dissuaded, the manager reports and closes it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../server/core/config.ts'
import { makeCtx } from '../../server/core/house.ts'
import { type Running, run } from '../../server/main.ts'
import { linkPhone, newAccount } from '../../server/modules/people/accounts.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { system, type TestHouse, testHouse } from '../harness.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'

const t = await testHouse()
const dataDir = mkdtempSync(join(tmpdir(), 'anju-journey-'))
const PASSWORD = 'Quiet-River-31'
let program: Running
let browser: Browser
let there: TestHouse

beforeAll(async () => {
  const appUrl = new URL(inject('appUrl'))
  appUrl.pathname = new URL(t.ownerUrl).pathname
  const config = readConfig({
    ANJU_LOG: 'silent',
    ANJU_HOST: '127.0.0.1',
    ANJU_PORT: '0',
    ANJU_TLS_PORT: 'off',
  })
  program = await run(
    'both',
    { ...config, dataDir, databaseUrl: appUrl.href, ownerUrl: t.ownerUrl },
    () => {},
  )
  there = { ...t, house: program.house, ctx: (actor, more) => makeCtx(program.house, { actor, ...more }) }
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function signIn(page: Page, username: string, next: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  await page.goto(next)
}

async function looked(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await shot(page, `covenant-${name}`)
  await assertAxe(page)
  await assertFits(page)
}

const words = {
  'zh-CN': {
    next: '写新版本',
    save: '存为草稿',
    publish: '公布这一版',
    act: /我已阅读并遵守/,
    done: /已于 .* 确认/,
    record: '登记',
    high: '高空抛物',
    refused: '不听劝阻',
    recorded: '已登记',
    due: '须报告',
    report: '记录报告',
    close: '办结',
    closed: '已办结',
  },
  en: {
    next: 'Write the next version',
    save: 'Save as draft',
    publish: 'Publish this version',
    act: /I have read it/,
    done: /acknowledged on/,
    record: 'Record',
    high: 'Things thrown from a height',
    refused: 'Would not listen',
    recorded: 'Recorded',
    due: 'To be reported',
    report: 'Record the report',
    close: 'Close',
    closed: 'Closed',
  },
} as const

test.each(languages)(
  '[S7-26] [S7-17] the covenant is published and acknowledged; conduct is dissuaded, reported and closed (%s)',
  async language => {
    const w = words[language]
    const e = await anEstate(there, { name: '翠湖花园' })
    const h = await aHousehold(there, e.id)
    const manager = await anAccount(there, e.id, { role: 'manager', name: '项目经理', password: PASSWORD })
    const guard = await anAccount(there, e.id, { role: 'guard', name: '保安小李', password: PASSWORD })
    const owner = `covenant.${language}`
    await program.house.db.transaction().execute(async tx => {
      const ctx = makeCtx(program.house, { actor: system }).on(tx)
      const id = await newAccount(ctx, {
        username: owner,
        name: '林晓燕',
        password: PASSWORD,
        mustChange: false,
      })
      await linkPhone(ctx, id, h.owner.phone ?? '')
    })
    const desk = await open(browser, program.url, 'console', { language })
    await signIn(desk.page, manager.username, '/console/owner-texts')
    await desk.page.getByRole('button', { name: w.next }).click()
    await desk.page.locator('dialog input[name="decision"]').fill('2026 年第一次业主大会')
    await desk.page
      .locator('dialog textarea')
      .fill('第一条 不得占用消防通道。\n第二条 不得高空抛物。\n第三条 装修须事先申报。')
    await desk.page.getByRole('button', { name: w.save }).click()
    await desk.page.getByRole('button', { name: w.publish }).click()
    await desk.page.getByText('1-2-301').first().waitFor()
    await looked(desk.page, `texts-${language}`)

    const phone = await open(browser, program.url, 'resident', { language })
    await signIn(phone.page, owner, '/resident/covenant')
    await phone.page.getByRole('button', { name: w.act }).click()
    await phone.page.getByText(w.done).waitFor()
    await looked(phone.page, `mine-${language}`)

    const gate = await open(browser, program.url, 'gate', { language })
    await signIn(gate.page, guard.username, '/gate/conduct')
    await gate.page.getByRole('radio', { name: w.high }).check()
    await gate.page.locator('input[name="room"]').fill('1-2-301')
    await gate.page.locator('textarea[name="what"]').fill('从窗口扔下饮料瓶')
    await gate.page.getByRole('radio', { name: w.refused }).check()
    await gate.page.locator('input[name="article"]').fill('第二条')
    const photo = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#7a4a2b' } })
      .jpeg()
      .toBuffer()
    await gate.page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'bottle.jpg', mimeType: 'image/jpeg', buffer: photo })
    await gate.page.locator('.aj-photo img').waitFor()
    await looked(gate.page, `record-${language}`)
    await gate.page.getByRole('button', { name: w.record, exact: true }).click()
    await gate.page.getByText(w.recorded, { exact: true }).first().waitFor()

    await desk.page.goto('/console/conduct')
    await desk.page.getByRole('row', { name: new RegExp(w.due) }).click()
    // the photo taken at the gate is read where the record is read
    await expect
      .poll(() => desk.page.locator('img.cv-photo').evaluate(i => (i as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(100)
    await desk.page.locator('input[name="toName"]').fill('业委会 王主任')
    await desk.page.locator('textarea[name="text"]').fill('不听劝阻，请业委会约谈')
    await looked(desk.page, `one-${language}`)
    await desk.page.getByRole('button', { name: w.report }).click()
    await desk.page.locator('.cv-list', { hasText: '业委会 王主任' }).waitFor()
    await desk.page.locator('input[name="outcome"]').fill('约谈后保证不再发生')
    await desk.page.getByRole('button', { name: w.close, exact: true }).last().click()
    await desk.page.locator('.aj-state', { hasText: w.closed }).first().waitFor()
    await phone.page.reload()
    await phone.page.getByText('从窗口扔下饮料瓶').waitFor()
    await looked(phone.page, `records-${language}`)
    expect([...desk.errors, ...phone.errors, ...gate.errors]).toEqual([])
    for (const one of [desk, phone, gate]) await one.context.close()
  },
)
