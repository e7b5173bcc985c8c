/**
 * A county closes: the neighbourhood groups the brigade, the forestry bureau confirms, a grid worker does a task with a
 * photo from his phone without network, the bureau sees it and every estate that needs members has them.
 */

import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../server/core/roles.ts'
import { createUnit } from '../../server/modules/estate/service-buildings.ts'
import { beginClosure } from '../../server/modules/gate/service-closure.ts'
import { addGate } from '../../server/modules/gate/service-gate.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { addCase } from '../../server/modules/response/care.ts'
import { planFencing } from '../../server/modules/response/tasks-region.ts'
import { system, testHouse } from '../harness.ts'
import { aTown, someMembers, type Town } from '../response-factories.ts'
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
  await browser?.close()
  await program?.end()
})

async function looked(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await shot(page, `response-${name}`)
  await assertAxe(page)
  await assertFits(page)
}

let serial = 0

async function hire(role: Role, name: string, at: { regionId?: string; estateId?: string }) {
  const username = `rs${++serial}`
  const place =
    at.estateId === undefined
      ? { scope: 'region' as const, targetId: at.regionId ?? '' }
      : { scope: 'estate' as const, estateId: at.estateId }
  const { account } = await createAccount(program.there.ctx(system), {
    username,
    name,
    password: PASSWORD,
    assignment: { role, ...place },
  })
  return { username, id: account.id }
}

/** Closed by headquarters, with one person isolated whom the grid worker looks after. */
async function closed(w: Town, workerId: string): Promise<void> {
  const { there } = program
  const estateId = w.managed
  const gate = await addGate(there.ctx(system), { estateId, name: '北门', kind: 'main' })
  await createUnit(there.ctx(system), { estateId, building: '1', section: '2', number: '301' })
  const now = there.house.clock.now()
  await beginClosure(there.ctx(w.headquarters), {
    estateId,
    issuer: '县指挥部',
    number: `封〔2026〕${++serial}号`,
    decidedOn: '2026-03-01',
    scope: '全县',
    startsAt: now.subtract({ hours: 24 }).toString(),
    endsAt: now.add({ hours: 24 * 14 }).toString(),
    reason: '疫情防控',
    purposeZh: '为保障居民健康',
    entranceGateId: gate.id,
  })
  await addCase(there.ctx(w.officer), {
    estateId,
    kind: 'isolation',
    unit: '1-2-301',
    name: '王小明',
    startOn: now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString(),
    workerId,
  })
}

test.each(languages)(
  '[S6-12, S6-21, S6-27, S6-30] groups agreed by both sides, a task done in the field, the bureau sees all estates kept (%s)',
  async language => {
    const say = (zh: string, en: string) => (language === 'en' ? en : zh)
    const { there } = program
    const w = await aTown(there)
    await someMembers(there, w, 9)
    const officer = await hire('neighbourhood_officer', '社区小李', { regionId: w.neighbourhood })
    const forestry = await hire('forestry_officer', '林业老周', { regionId: w.regions.district })
    const bureau = await hire('bureau_officer', '住建小陈', { regionId: w.regions.district })
    const grid = await hire('grid_worker', '网格员小赵', { estateId: w.managed })
    await planFencing(there.ctx(w.bureau), {
      regionId: w.regions.district,
      organisation: '县住建局',
      dueOn: '2099-01-01',
    })
    await closed(w, grid.id)

    const board = await open(browser, program.url, 'board', { language })
    await staffIn(board.page, officer.username, '/board/response/duty')
    await board.page.goto(`/board/response/duty?r=${w.neighbourhood}`)
    await board.page.getByText(say('无人负责', 'Nobody named')).first().waitFor()
    await looked(board.page, `duty-${language}`)
    await board.page.getByRole('row', { name: /法院家属院/ }).click()
    await board.page
      .locator('.aj-drawer')
      .getByRole('button', { name: say('指定', 'Name'), exact: true })
      .first()
      .click()
    const dialog = board.page.locator('dialog')
    await dialog.locator('input[name="holder"]').fill('刘主任')
    await dialog.locator('input[name="office"]').fill('法院办公室')
    await dialog.locator('button[type="submit"]').click()
    await board.page.locator('.aj-drawer').getByText('刘主任').waitFor()

    await board.page.goto(`/board/response/grouping?r=${w.neighbourhood}`)
    await board.page.getByRole('button', { name: say('提出编组方案', 'Propose groups') }).click()
    await board.page.getByRole('button', { name: say('其余平均分配', 'Deal out the rest') }).click()
    await board.page
      .getByText(say('应配队员的小区都已编组', 'Every estate that needs members has a group'))
      .waitFor()
    await looked(board.page, `grouping-edit-${language}`)
    await board.page.getByRole('button', { name: say('保存方案', 'Save the proposal') }).click()
    await board.page
      .getByRole('button', { name: say('社区确认方案', 'Confirm for the neighbourhood') })
      .click()
    await board.page.getByText(/社区小李 \d{4}-/).waitFor()
    await looked(board.page, `grouping-half-${language}`)
    await board.page.goto(`/board/response/care?r=${w.neighbourhood}`)
    await board.page.getByText('1-2-301').first().waitFor()
    await looked(board.page, `care-${language}`)
    expect(board.errors).toEqual([])
    await board.context.close()

    const other = await open(browser, program.url, 'board', { language })
    await staffIn(other.page, forestry.username, '/board/response/grouping')
    await other.page.goto(`/board/response/grouping?r=${w.neighbourhood}`)
    await other.page
      .getByRole('button', { name: say('林业局确认方案', 'Confirm for the forestry bureau') })
      .click()
    await other.page.getByText(say('现行编组', 'in force')).waitFor()
    await looked(other.page, `grouping-agreed-${language}`)
    expect(other.errors).toEqual([])
    await other.context.close()

    const phone = await open(browser, program.url, 'field', { language })
    await staffIn(phone.page, grid.username, '/field/response')
    await looked(phone.page, `field-tasks-${language}`)
    await phone.page.getByRole('link', { name: /物业小区/ }).click()
    await phone.page.getByRole('button', { name: say('开始', 'Begin') }).click()
    const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a8' } })
      .jpeg()
      .toBuffer()
    // the cellar: what is done now goes when the network is back
    await phone.context.setOffline(true)
    await phone.page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: picture })
    await phone.page.locator('input[name="material"]').fill('彩钢板 40 米')
    await phone.page.locator('input[name="cost"]').fill('1280')
    await looked(phone.page, `field-task-${language}`)
    await phone.page.getByRole('button', { name: say('完成', 'Done'), exact: true }).click()
    await phone.page.waitForURL(url => url.pathname === '/field/response')
    await phone.context.setOffline(false)
    await phone.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await phone.page.goto('/field/response-care')
    await phone.page
      .getByRole('button', { name: say('第 1 次检查', 'Check 1') })
      .first()
      .click()
    await looked(phone.page, `field-care-${language}`)
    await phone.page.locator('input[name="temperature"]').fill('36.5')
    await phone.page.locator('form button[type="submit"]').click()
    await phone.page.getByText(say('第 1 次已查', 'no. 1 done')).waitFor()
    await phone.page.goto('/field/response-grid')
    await looked(phone.page, `field-grid-${language}`)
    expect(phone.errors).toEqual([])
    await phone.context.close()

    const seen = await open(browser, program.url, 'board', { language })
    await staffIn(seen.page, bureau.username, '/board/response/tasks')
    await seen.page.goto(`/board/response/tasks?r=${w.regions.district}`)
    await seen.page.getByRole('row', { name: new RegExp(say('待验看', 'To be seen')) }).click()
    await seen.page.locator('.rs-photos img').waitFor()
    await looked(seen.page, `task-seen-${language}`)
    await seen.page.getByRole('button', { name: say('验看通过', 'Seen, all right') }).click()
    await seen.page.locator('.aj-drawer').getByText(say('已验看', 'Seen')).first().waitFor()
    await seen.page.goto(`/board/response/duty?r=${w.regions.district}`)
    await seen.page.locator('.rs-numbers').waitFor()
    expect(await seen.page.locator('.rs-numbers').textContent()).toContain('3 / 3')
    await looked(seen.page, `duty-county-${language}`)
    for (const path of ['survey', 'vehicles', 'dispatch', 'papers', 'patrols']) {
      await seen.page.goto(`/board/response/${path}?r=${w.regions.district}`)
      await seen.page.locator('h1').waitFor()
      await looked(seen.page, `${path}-${language}`)
    }
    expect(seen.errors).toEqual([])
    await seen.context.close()
  },
)
