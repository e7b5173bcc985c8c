/** What had no screen: my account, keys, the clerk's acts on persons and homes, the gate's desk. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askException } from '../../server/modules/gate/service-gate.ts'
import { addTerminal, issuePass } from '../../server/modules/gate/service-pass.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { anAttempt, aPerson, aSite, close } from '../gate-factories.ts'
import { system, testHouse } from '../harness.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let estateId: string
let clerk: string
let manager: string

beforeAll(async () => {
  program = await aProgram(t)
  estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  const staff = async (role: 'front_desk' | 'manager', name: string) =>
    (await anAccount(program.there, estateId, { role, name, password: PASSWORD })).username
  clerk = await staff('front_desk', '前台小周')
  manager = await staff('manager', '项目经理')
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const signIn = (page: Page, username: string, next: string) =>
  staffIn(page, username, next, path => path === next)

const looked = looker('access')

const pick = (language: string, zh: string, en: string) => (language === 'en' ? en : zh)

test.each(languages)('my account: the second factor is begun, another session ended (%s)', async language => {
  const say = (zh: string, en: string) => pick(language, zh, en)
  const other = await open(browser, program.url, 'field', { language })
  await signIn(other.page, clerk, '/account')
  await looked(other.page, `account-phone-${language}`)
  const { page, context, errors } = await open(browser, program.url, 'console', { language })
  await signIn(page, clerk, '/account')
  await page.getByRole('button', { name: say('退出其他所有设备', 'Sign out everywhere else') }).click()
  await page
    .getByText(say('没有其他设备登录着', 'No other device is signed in'))
    .waitFor({ state: 'attached' })
  await other.page.reload()
  await other.page.waitForURL(url => url.pathname === '/sign-in')
  await other.context.close()
  await page.getByRole('button', { name: say('开启双重验证', 'Switch the second factor on') }).click()
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  const qr = page.getByRole('img', { name: say('验证器二维码', 'QR code for the authenticator app') })
  await qr.waitFor()
  expect(await qr.evaluate(img => (img instanceof HTMLImageElement ? img.naturalWidth : 0))).toBeGreaterThan(
    99,
  )
  await page.locator('input[autocomplete="one-time-code"]').fill('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await looked(page, `second-factor-${language}`)
  expect(errors).toEqual([])
  await context.close()
})

test.each(languages)(
  'the manager makes a key for a camera, sees it once and revokes it (%s)',
  async language => {
    const say = (zh: string, en: string) => pick(language, zh, en)
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await signIn(page, manager, '/console/keys')
    const name = `东门相机 ${language}`
    await page
      .getByRole('button', { name: say('新建密钥', 'New key') })
      .first()
      .click()
    await page.locator('dialog input[name="name"]').fill(name)
    await page.getByRole('radio', { name: say('只读数据', 'Read only') }).check()
    await page.locator('dialog input[name="until"]').fill('2099-12-31')
    await looked(page, `key-new-${language}`)
    await page.locator('dialog form button[type="submit"]').click()
    expect(await page.locator('.pe-secret').textContent()).toMatch(/^anju_\S{40}$/)
    await page.keyboard.press('Escape')
    const row = page.getByRole('row', { name: new RegExp(name) })
    await row.getByRole('button', { name: say('停用', 'Revoke') }).click()
    await page.locator('dialog input').fill(name)
    await page.keyboard.press('Enter')
    await row.getByText(say('已停用', 'Revoked')).first().waitFor()
    await looked(page, `keys-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)(
  '[SX-14] the desk mends a person, records a consent, writes a note, records a sale (%s)',
  async language => {
    const say = (zh: string, en: string) => pick(language, zh, en)
    const label = language === 'en' ? '3-1-102' : '3-1-101'
    const home = await aHousehold(program.there, estateId, { label, owner: `卖房人${language.slice(0, 2)}` })
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await signIn(page, clerk, '/console/persons')
    await page.goto(`/console/persons?open=${home.owner.id}`)
    await page.getByRole('button', { name: say('修改资料', 'Edit the file') }).click()
    await page.locator('dialog input[name="idNumber"]').fill('230221199001011234')
    await page.locator('dialog form button[type="submit"]').click()
    await page.locator('dialog .aj-error').first().waitFor()
    await looked(page, `edit-wrong-${language}`)
    await page.locator('dialog input[name="idNumber"]').fill('')
    await page.locator('dialog textarea[name="note"]').fill('白天电话联系')
    await page.locator('dialog form button[type="submit"]').click()
    await page.getByText('白天电话联系').waitFor()
    await page.getByRole('button', { name: say('登记同意', 'Record a consent') }).click()
    await page.getByRole('radio', { name: say('照片', 'Photo') }).check()
    await page.locator('dialog form button[type="submit"]').click()
    await page.getByText(say('（前台小周 代录）', '(entered by 前台小周)')).first().waitFor()
    await looked(page, `person-${language}`)
    await page.goto(`/console/homes/${home.unitId}`)
    await page.getByRole('tab', { name: say('备忘', 'Notes') }).click()
    await page.locator('textarea[name="text"]').fill('有大狗，先按门铃')
    await page.getByRole('button', { name: say('记下', 'Keep it') }).click()
    await page.getByText('有大狗，先按门铃').waitFor()
    await looked(page, `notes-${language}`)
    for (const [zh, en] of [
      ['诉求', 'Requests'],
      ['访客码', 'Visitor codes'],
      ['通行', 'Passages'],
    ] as const) {
      await page.getByRole('tab', { name: say(zh, en), exact: true }).click()
      await page.waitForLoadState('networkidle')
    }
    await page.getByRole('button', { name: say('办理过户', 'Record a sale') }).click()
    await page.locator('dialog input[name="name"]').fill('钱买家')
    await page.locator('dialog input[name="phone"]').fill(language === 'en' ? '19911120002' : '19911120001')
    await looked(page, `sale-${language}`)
    await page.locator('dialog form button[type="submit"]').click()
    await page.getByRole('tab', { name: say('业主与家庭', 'Owners and household') }).click()
    await page.getByRole('link', { name: '钱买家' }).waitFor()
    await looked(page, `sold-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

async function officer(role: 'headquarters' | 'subdistrict_officer', regionId: string): Promise<string> {
  const username = `${role.slice(0, 6)}${regionId.slice(-6)}`
  await createAccount(program.there.ctx(system), {
    username,
    name: '指挥部小吴',
    password: PASSWORD,
    assignment: { role, scope: 'region', targetId: regionId },
  })
  return username
}

test.each(languages)(
  '[S6-03] [S6-15] [S6-50] headquarters extends a closure, prints the notice for the gate, approves an entrance; two persons delete its data (%s)',
  async language => {
    const say = (zh: string, en: string) => pick(language, zh, en)
    const site = await aSite(program.there, { name: `北苑 ${language}` })
    const closure = await close(program.there, site)
    const boss = await anAccount(program.there, site.estateId, { role: 'manager', password: PASSWORD })
    await askException(program.there.ctx(boss.actor), {
      estateId: site.estateId,
      gateId: site.sideGateId,
      reason: '消防通道检修',
    })
    const hq = await officer('headquarters', site.regions.district)
    const privacy = await anAccount(program.there, site.estateId, {
      role: 'privacy_officer',
      password: PASSWORD,
    })
    const { page, context, errors } = await open(browser, program.url, 'board', { language })
    await signIn(page, hq, '/board/closures')
    await page.getByText('消防通道检修').waitFor()
    await looked(page, `closures-${language}`)
    await page.getByRole('button', { name: say('批准', 'Approve'), exact: true }).click()
    await page.getByText('消防通道检修').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: say('凭文件延期', 'Extend by a document') }).click()
    for (const name of ['issuer', 'number', 'scope'])
      await page.locator(`input[name="${name}"]`).fill(`延期 ${name}`)
    await page.locator('input[name="until"]').fill('2099-12-31')
    await page.getByRole('button', { name: say('延期', 'Extend'), exact: true }).click()
    await page.getByText('2099-12-31').first().waitFor()
    const notice = page.getByRole('link', {
      name: say('打印门口告知书', 'Print the notice for the gate'),
    })
    const sheet = await page.request.get((await notice.getAttribute('href')) ?? '')
    expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await looked(page, `closure-extended-${language}`)
    await page.getByRole('button', { name: say('凭文件解除封闭', 'Lift by document') }).click()
    for (const name of ['issuer', 'number', 'scope', 'reason'])
      await page.locator(`input[name="${name}"]`).fill(`解除 ${name}`)
    await page.getByRole('button', { name: say('解除封闭', 'Lift the closure'), exact: true }).click()
    await page.getByRole('button', { name: say('申请删除数据', 'Ask for deletion') }).click()
    await page.locator('dialog input').fill('延期 number')
    await page.keyboard.press('Enter')
    await page.getByText(say('等待另一人批准', 'another person must confirm')).first().waitFor()
    await looked(page, `erase-asked-${language}`)
    await context.close()
    const second = await open(browser, program.url, 'console', { language })
    await signIn(second.page, privacy.username, '/console/closures')
    await second.page.getByRole('button', { name: say('批准删除', 'Confirm deletion') }).click()
    await second.page.locator('dialog input').fill('延期 number')
    await second.page.keyboard.press('Enter')
    const paper = second.page.getByRole('link', { name: say('打印删除证明', 'Print the certificate') })
    await paper.waitFor()
    const pdf = await second.page.request.get((await paper.getAttribute('href')) ?? '')
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await looked(second.page, `erased-${language}`)
    expect([...errors, ...second.errors]).toEqual([])
    expect(closure.id).not.toBe('')
    await second.context.close()
  },
)

test.each(languages)(
  'the desk of the gate: a number for a purpose, a code withdrawn, a terminal revoked; the officer reads sums and rows (%s)',
  async language => {
    const say = (zh: string, en: string) => pick(language, zh, en)
    const site = await aSite(program.there, { name: `南苑 ${language}` })
    const boss = await anAccount(program.there, site.estateId, { role: 'manager', password: PASSWORD })
    const guard = await anAccount(program.there, site.estateId, { role: 'guard', password: PASSWORD })
    const visit = { direction: 'in' as const, persons: [aPerson({ kind: 'visitor', idNumber: undefined })] }
    await register(program.there.ctx(guard.actor), anAttempt(site, visit))
    await issuePass(program.there.ctx(guard.actor), {
      estateId: site.estateId,
      unit: '1-2-301',
      guest: '李雷',
    })
    await addTerminal(program.there.ctx(guard.actor), {
      estateId: site.estateId,
      name: '北门平板',
      gateId: site.gateId,
    })
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await signIn(page, boss.username, '/console/gate/passages')
    await page.getByRole('row', { name: /北门/ }).first().click()
    await page
      .getByRole('button', { name: say('显示', 'Show') })
      .first()
      .click()
    await page.locator('dialog input').fill('核对身份')
    await page.keyboard.press('Enter')
    await page.getByText('王小明').first().waitFor()
    await looked(page, `passage-${language}`)
    await page.goto('/console/gate/passes')
    await page
      .getByRole('button', { name: say('收回', 'Withdraw') })
      .first()
      .click()
    await page.locator('dialog input').fill('1-2-301')
    await page.keyboard.press('Enter')
    await page.getByText(say('已收回', 'Withdrawn')).first().waitFor()
    await looked(page, `passes-${language}`)
    await page.goto('/console/gate/terminals')
    await page.getByRole('button', { name: say('停用', 'Revoke'), exact: true }).click()
    await page.locator('dialog input').fill('北门平板')
    await page.keyboard.press('Enter')
    await page.getByText(say('停用', 'Revoked')).first().waitFor()
    await looked(page, `terminals-${language}`)
    await context.close()
    const board = await open(browser, program.url, 'board', { language })
    const reader = await officer('subdistrict_officer', site.regions.subdistrict)
    await signIn(board.page, reader, '/board/details')
    await board.page.getByRole('tab', { name: say('通行', 'Passages') }).click()
    await board.page.getByRole('row', { name: /北门/ }).first().waitFor()
    expect(await board.page.content()).not.toContain('王小明')
    await looked(board.page, `details-${language}`)
    await board.page.goto('/board/rollup')
    await board.page
      .getByRole('row', { name: new RegExp(say('合计', 'Total')) })
      .first()
      .waitFor()
    await looked(board.page, `rollup-${language}`)
    expect([...errors, ...board.errors]).toEqual([])
    await board.context.close()
  },
)
