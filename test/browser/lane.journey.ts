/** The administrator connects a camera, sees it live, and finds why a car was held; the guard lets it in; a bar takes two. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGate, addLane } from '../../server/modules/gate/service-gate.ts'
import { anAccount, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'
import { aRight, vzenith } from '../lane-factories.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser

beforeAll(async () => {
  program = await aProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await program.end()
})

test.each(languages)(
  '[S4-16] [S4-18] a camera is connected and a held car explained and let in (%s)',
  async language => {
    const { there } = program
    const estate = await anEstate(there)
    const gate = await addGate(there.ctx(system), { estateId: estate.id, name: '东门', kind: 'vehicle' })
    await addLane(there.ctx(system), {
      estateId: estate.id,
      gateId: gate.id,
      name: '东门进口',
      direction: 'in',
      carries: 'vehicle',
    })
    const manager = await anAccount(there, estate.id, { role: 'manager', password: PASSWORD })
    await aRight(there, estate.id, { plate: '琼A2468D', kind: 'monthly' })
    const zh = language === 'zh-CN'
    const visitor = await open(browser, program.url, 'console', { language })
    const { page } = visitor
    await staffIn(page, manager.username, '/console/lanes')

    await page
      .getByRole('button', { name: zh ? '添加设备' : 'Add a device' })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(zh ? '名称' : 'Name').fill('东门进口相机')
    await assertAxe(page)
    await shot(page, `lane-add-${language}`)
    await dialog.getByRole('button', { name: zh ? '添加设备' : 'Add a device' }).click()
    const address = (await dialog.locator('.ln-address').textContent()) ?? ''
    await shot(page, `lane-address-${language}`)
    await dialog.getByRole('button', { name: zh ? '关闭' : 'Close' }).click()

    const path = new URL(address).pathname
    const answer = await fetch(program.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(vzenith({ ...t, clock: program.house.clock } as typeof t, { plate: '琼A24680' })),
    })
    expect(
      ((await answer.json()) as { Response_AlarmInfoPlate: { info: string } }).Response_AlarmInfoPlate.info,
    ).toBe('no')
    await page.reload()
    await page
      .getByText(zh ? '在线' : 'Connected')
      .first()
      .waitFor()
    await assertFits(page)
    await assertAxe(page)
    await shot(page, `lane-devices-${language}`)

    await page.goto(`/console/lanes/log?e=${estate.id}`)
    await page.getByRole('row', { name: /琼A24680/ }).click()
    await page
      .getByText(zh ? '可能读错了' : 'perhaps misread')
      .first()
      .waitFor()
    await assertAxe(page)
    await shot(page, `lane-log-${language}`)
    await page.getByRole('button', { name: zh ? '处理这辆车' : 'Deal with this car' }).click()
    await dialog.getByText('琼A2468D').first().click()
    await dialog.getByLabel(zh ? '原因' : 'Reason').fill('看过车牌')
    await shot(page, `lane-settle-${language}`)
    await dialog.getByRole('button', { name: zh ? '放行' : 'Let through', exact: true }).click()
    await page
      .getByText(zh ? '门卫放行' : 'Let through')
      .first()
      .waitFor()

    await page.goto(`/console/lanes/try?e=${estate.id}`)
    await page.getByLabel(zh ? '车牌' : 'Plate', { exact: true }).fill('琼a·2468d')
    await page.getByRole('button', { name: zh ? '试算' : 'Try', exact: true }).click()
    await page.getByText(zh ? '就是这一条' : 'this one decided').waitFor()
    await assertFits(page)
    await assertAxe(page)
    await shot(page, `lane-try-${language}`)

    await page.goto(`/console/lanes/list?e=${estate.id}`)
    await page
      .getByRole('button', { name: zh ? '登记车牌' : 'Enter a plate' })
      .first()
      .click()
    await dialog.getByLabel(zh ? '车牌' : 'Plate').fill('琼A66886')
    await dialog.getByLabel(zh ? '原因' : 'Reason').fill('三次冲卡，有录像')
    await dialog.getByLabel(zh ? '最后一天' : 'Last day').fill('2099-12-31')
    await dialog.getByRole('button', { name: zh ? '提交确认' : 'Send for confirmation' }).click()
    await page.getByRole('row', { name: /琼A66886/ }).click()
    await page
      .getByText(zh ? '提出的人不能自己确认' : 'Who asked cannot confirm')
      .first()
      .waitFor()
    await assertAxe(page)
    await shot(page, `lane-list-${language}`)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)
