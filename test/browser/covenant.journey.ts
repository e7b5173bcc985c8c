/** A covenant is published and acknowledged; a guard records what he dissuaded, the manager reports and closes it. */
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, inAndTo, PASSWORD, type Program } from './program.ts'
import { anAccountOfPhone } from './staff.ts'

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

const looked = looker('covenant')

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
    enter: '登记说明',
    enteredBy: /来前台说明：以后不再扔（.* 代录）/,
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
    enter: 'Enter it',
    enteredBy: /来前台说明：以后不再扔（entered by /,
    closed: 'Closed',
  },
} as const

test.each(languages)(
  '[S7-26] [S7-17] [SX-12] the covenant is published and acknowledged; conduct is dissuaded, answered at the desk, reported and closed (%s)',
  async language => {
    const w = words[language]
    const e = await anEstate(program.there, { name: '翠湖花园' })
    const h = await aHousehold(program.there, e.id)
    const manager = await anAccount(program.there, e.id, {
      role: 'manager',
      name: '项目经理',
      password: PASSWORD,
    })
    const guard = await anAccount(program.there, e.id, {
      role: 'guard',
      name: '保安小李',
      password: PASSWORD,
    })
    const owner = `covenant.${language}`
    await anAccountOfPhone(program, owner, '林晓燕', h.owner.phone)
    const desk = await open(browser, program.url, 'console', { language })
    await inAndTo(desk.page, manager.username, '/console/owner-texts')
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
    await inAndTo(phone.page, owner, '/resident/covenant')
    await phone.page.getByRole('button', { name: w.act }).click()
    await phone.page.getByText(w.done).waitFor()
    await looked(phone.page, `mine-${language}`)

    const gate = await open(browser, program.url, 'gate', { language })
    await inAndTo(gate.page, guard.username, '/gate/conduct')
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
    // a home that has no phone says its side at the desk
    await desk.page.locator('textarea[name="said"]').fill('来前台说明：以后不再扔')
    await desk.page.getByRole('button', { name: w.enter, exact: true }).click()
    await desk.page.getByText(w.enteredBy).waitFor()
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
