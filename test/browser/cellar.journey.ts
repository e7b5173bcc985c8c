/** A repairman in a basement without network: his task is at hand, what he does waits on the phone and arrives once. */
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raise } from '../desk.ts'
import { anAccount, anEstate, aUnit } from '../factories.ts'
import { actor, testHouse } from '../harness.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let estateId: string
let unitId: string
let worker: string

beforeAll(async () => {
  program = await aProgram(t)
  estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  unitId = await aUnit(program.there, estateId, '1-2-301')
  const staff = { role: 'repair_worker' as const, name: '田师傅', password: PASSWORD }
  worker = (await anAccount(program.there, estateId, staff)).username
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
    record: '记录·拍照',
    handle: '处理完毕',
    all: '全部未办结',
    mine: '派给我的',
    kept: /待上传：/,
    named: /户内报修/,
    old: /没有网络，这是/,
  },
  en: {
    take: 'Take it',
    arrive: 'I am on site',
    record: 'Record, photo',
    handle: 'Work done',
    all: 'All open',
    mine: 'Assigned to me',
    kept: /Waiting to be sent:/,
    named: /Repair in the home/,
    old: /No network: this is/,
  },
}

test.each(languages)(
  '[SX-13] in a basement: arrival, photo and result wait on the phone and arrive once (%s)',
  async language => {
    const w = words[language]
    const desk = { estateId } as Parameters<typeof raise>[1]
    const who = actor('front_desk', 'estate', estateId)
    const made = await raise(
      program.there,
      desk,
      { kind: 'repair', class: 'home', text: `地下室水管漏水 ${language}`, unitId },
      who,
    )
    const { page, context, errors } = await open(browser, program.url, 'field', { language, offline: true })
    await staffIn(page, worker, '/field/tasks')
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.getByText(w.all, { exact: true }).click()
    await page.getByText(`地下室水管漏水 ${language}`).click()
    const tap = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
    await tap(w.take)
    await page.getByRole('button', { name: w.arrive, exact: true }).first().waitFor()
    // read ahead for the cellar: the record and the names of its class are on the phone
    const ahead = page.waitForResponse(r => r.url().includes(`/tickets/${made.id}`))
    await page.goto(`${program.url}/field/tasks`)
    await page.getByText(`地下室水管漏水 ${language}`).waitFor()
    await ahead
    await page.waitForTimeout(1000)

    await context.setOffline(true)
    await page.reload()
    await page.getByText(w.old).first().waitFor()
    await page.getByText(`地下室水管漏水 ${language}`).click()
    await tap(w.arrive)
    await page.getByText(w.kept).waitFor()
    await page.getByText(w.named).first().waitFor()
    await page.getByRole('button', { name: w.record, exact: true }).first().click()
    const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer()
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.locator('.aj-photo img').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: w.record, exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: w.handle, exact: true }).first().click()
    await page.getByRole('dialog').locator('textarea').first().fill('已更换水管接头')
    await page.getByRole('dialog').getByRole('button', { name: w.handle, exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await shot(page, `cellar-waiting-${language}`)
    await assertFits(page)
    await page.locator('.aj-pending-link').click()
    await page.locator('.aj-pending-one').nth(2).waitFor()
    await shot(page, `cellar-pending-${language}`)
    await assertAxe(page)

    await context.setOffline(false)
    await page.locator('.aj-pending-one').first().waitFor({ state: 'detached', timeout: 30_000 })
    const events = await program.house.db
      .selectFrom('ticket_event')
      .select('act')
      .where('ticket_id', '=', made.id)
      .orderBy('seq')
      .execute()
    expect(events.map(e => e.act).filter(a => ['take', 'arrive', 'record', 'handle'].includes(a))).toEqual([
      'take',
      'arrive',
      'record',
      'handle',
    ])
    const row = await program.house.db
      .selectFrom('ticket')
      .select('state')
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(row.state).toBe('handled')
    expect(errors).toEqual([])
    await context.close()
  },
)
