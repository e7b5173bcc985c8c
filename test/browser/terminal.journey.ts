/** The terminal with a phone's code, without network; the lock of the shift; evacuation; the desk's passes and incidents. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/core/ids.ts'
import { watchExits } from '../../server/modules/gate/exit-watch.ts'
import { recordIncident } from '../../server/modules/gate/service-incident.ts'
import { beginMuster, endMuster, oneMuster } from '../../server/modules/gate/service-muster.ts'
import { issuePermit } from '../../server/modules/gate/service-permit.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { anAccount } from '../factories.ts'
import { anAttempt, aPerson } from '../gate-factories.ts'
import { actor, system, testHouse } from '../harness.ts'
import {
  aClosedSite,
  anAccountFor,
  beginShift,
  eitherIn,
  keptByGuard,
  type Ran,
  runProgram,
} from './gate-estate.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { staffIn } from './program.ts'

const t = await testHouse()
let ran: Ran
let browser: Browser
beforeAll(async () => {
  ran = await runProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await ran?.stop()
})

async function looked(page: Page, name: string): Promise<void> {
  await shot(page, name)
  await assertAxe(page)
  await assertFits(page)
}

/** Every target a gloved finger has to hit is at least 48 px high. */
async function assertLarge(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('main button, dialog button, .gp-person')]
      .filter(each => each.getClientRects().length > 0)
      .map(each => [each.textContent, Math.round(each.getBoundingClientRect().height)] as const)
      .filter(([, height]) => height < 48),
  )
  expect(small).toEqual([])
}

test.each(languages)(
  '[S6-49] a phone’s code is checked without network: it opens once; forged and old are refused (%s)',
  async language => {
    const w = eitherIn(language)
    const site = await aClosedSite(ran)
    for (const name of ['王小明', '李雷'])
      await register(
        ran.on.ctx(site.guard),
        anAttempt(site, { direction: 'in', persons: [aPerson({ name })] }),
      )
    await anAccountFor(ran, site, 'guard', `guardq${language.slice(0, 2)}`)
    await anAccountFor(ran, site, 'resident', `residentq${language.slice(0, 2)}`)
    const phone = await open(browser, ran.program.url, 'resident', { language })
    await staffIn(phone.page, `residentq${language.slice(0, 2)}`, '/resident')
    await phone.page.goto('/resident/passes/code')
    await phone.page.getByRole('button', { name: w('启用这台手机', 'Use this phone') }).click()
    await phone.page.locator('.gp-qr').waitFor()
    await looked(phone.page, `code-phone-${language}`)
    const codeNow = async () => (await phone.page.locator('.gp-qr').getAttribute('data-code')) ?? ''

    const tablet = await open(browser, ran.program.url, 'gate', { offline: true, mode: 'dark', language })
    const { page, context } = tablet
    await staffIn(page, `guardq${language.slice(0, 2)}`, '/gate')
    await beginShift(page, '314159', language)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await looked(page, `terminal-first-${language}`)
    await assertLarge(page)
    await context.setOffline(true)
    const scan = async (text: string) => {
      await page.getByLabel(w('查找住户', 'Find a person')).fill(text)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
    }
    const begun = Date.now()
    const code = await codeNow()
    await scan(code)
    let taps = 0
    const tap = async (name: RegExp) => {
      taps++
      await page.getByRole('dialog').getByRole('button', { name }).click()
    }
    await page.getByText(w(/码有效/, /Code holds/)).waitFor()
    await looked(page, `terminal-code-${language}`)
    await assertLarge(page)
    await tap(/王\*明/)
    await tap(w(/已戴口罩，放行/, /Mask on: let through/))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(taps).toBeLessThanOrEqual(3)
    console.log(JSON.stringify({ journey: 'pass code', taps, seconds: (Date.now() - begun) / 1000 }))
    await scan(code)
    await page.getByText(w('这个码已经用过', 'The code was used before')).waitFor()
    await page.getByRole('button', { name: w('关闭', 'Close') }).click()
    const last = code.at(-3) === 'A' ? 'B' : 'A'
    await scan(`${code.slice(0, -3)}${last}${code.slice(-2)}`)
    await page.getByText(w('码是伪造的，不放行', 'The code is forged')).waitFor()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: w('不放行，记录原因', 'Refuse and record') })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    // a form in progress is there again after the tab died, behind the guard's digits
    await page.getByRole('button', { name: w('新登记', 'New person') }).click()
    await page.getByRole('dialog').getByLabel(w('姓名', 'Name'), { exact: true }).fill('韩梅梅')
    await page.waitForTimeout(300)
    await page.reload()
    await page.getByLabel(w('六位口令', 'Six digits')).fill('000000')
    await page.getByText(w(/还可试 4 次/, /4 tries left/)).waitFor()
    await looked(page, `terminal-locked-${language}`)
    await page.getByLabel(w('六位口令', 'Six digits')).fill('314159')
    await expect.poll(() => page.getByLabel(w('姓名', 'Name'), { exact: true }).inputValue()).toBe('韩梅梅')
    await page.getByRole('button', { name: w('关闭', 'Close') }).click()

    // evacuation without network
    await page.getByRole('link', { name: w('疏散', 'Evacuate') }).click()
    await page.getByRole('button', { name: w('演练：开始清点', 'Drill: begin counting') }).click()
    await page.getByRole('button', { name: /李\*/ }).click()
    await page.getByText(w('平安', 'Safe')).first().waitFor()
    await looked(page, `terminal-muster-${language}`)
    await assertLarge(page)
    await context.setOffline(false)
    await expect.poll(() => page.locator('.aj-pending').count(), { timeout: 60_000 }).toBe(0)
    const kept = await ran.on.pool.query<{ outcome: string; refusal: string | null }>(
      'SELECT outcome, refusal FROM passage WHERE estate_id = $1 AND offline ORDER BY at, id',
      [site.estateId],
    )
    expect(kept.rows).toEqual([
      { outcome: 'passed', refusal: null },
      { outcome: 'refused', refusal: 'code_forged' },
    ])
    const ticks = await ran.on.pool.query('SELECT safe FROM gate_muster_tick WHERE estate_id = $1', [
      site.estateId,
    ])
    expect(ticks.rows).toEqual([{ safe: true }])
    for (const path of ['visitor', 'parcels']) {
      await page.goto(`/gate/${path}`)
      await page.locator('h1').waitFor()
      await looked(page, `terminal-${path}-${language}`)
    }

    // twelve hours later nothing of it can be opened
    await context.addInitScript(() => {
      const real = Date.now.bind(Date)
      Date.now = () => real() + 12 * 3_600_000 + 60_000
    })
    await context.setOffline(true)
    await page.goto('/gate')
    await page.getByLabel(w('六位口令', 'Six digits')).waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.gp-person').count()).toBe(0)
    await expect.poll(() => page.evaluate(keptByGuard)).toBe(0)
    expect(tablet.errors).toEqual([])
    expect(phone.errors).toEqual([])
    await context.close()
    await phone.context.close()
  },
)

test.each(languages)(
  '[K7] without a closure no form of the terminal asks for an ID number or a licence (%s)',
  async language => {
    const w = eitherIn(language)
    const { aSite } = await import('../gate-factories.ts')
    const site = await aSite(ran.on)
    await anAccountFor(ran, site, 'guard', `guardk${language.slice(0, 2)}`)
    const { page, context } = await open(browser, ran.program.url, 'gate', {
      language,
      size: { width: 390, height: 844 },
    })
    await staffIn(page, `guardk${language.slice(0, 2)}`, '/gate')
    await page.getByRole('button', { name: '北门' }).first().click()
    for (const form of [w('新登记', 'New person'), w('车辆', 'Vehicle')]) {
      await page.getByRole('button', { name: form }).click()
      await page.getByRole('dialog').waitFor()
      await looked(page, `terminal-free-${form === w('车辆', 'Vehicle') ? 'car' : 'new'}-${language}`)
      for (const word of w(
        '身份证|行驶证|驾驶证|手机号',
        'ID number|Vehicle licence|Driving licence|Mobile',
      ).split('|'))
        expect(await page.getByRole('dialog').getByText(word).count(), word).toBe(0)
      await page.getByRole('button', { name: w('关闭', 'Close') }).click()
    }
    await context.close()
  },
)

test.each(languages)(
  '[S6-32] the desk issues and prints passes, sees what happened at the gates and prints it for the police (%s)',
  async language => {
    const w = eitherIn(language)
    const site = await aClosedSite(ran)
    const desk = ran.on.ctx(actor('front_desk', 'estate', site.estateId))
    await issuePermit(desk, { estateId: site.estateId, kind: 'household', unit: '1-2-301' })
    await issuePermit(desk, {
      estateId: site.estateId,
      kind: 'worker',
      holder: '李师傅',
      gates: [site.gateId],
    })
    await recordIncident(ran.on.ctx(site.guard), {
      estateId: site.estateId,
      kind: 'ram',
      place: '北门',
      who: '红衣男子',
      account: '强行冲卡',
    })
    await anAccountFor(ran, site, 'front_desk', `deskq${language.slice(0, 2)}`)
    const visitor = await open(browser, ran.program.url, 'console', { language })
    await staffIn(visitor.page, `deskq${language.slice(0, 2)}`, '/console')
    await visitor.page.goto(`/console/gate/permits?e=${site.estateId}`)
    await visitor.page.locator('tbody tr').first().waitFor()
    await looked(visitor.page, `desk-permits-${language}`)
    await visitor.page.getByRole('button', { name: w('办通行证', 'Issue a pass') }).click()
    await looked(visitor.page, `desk-permit-new-${language}`)
    await visitor.page.keyboard.press('Escape')
    await visitor.page.goto(`/console/gate/incidents?e=${site.estateId}`)
    await visitor.page
      .getByText(w(/冲卡/, /Ramming/))
      .first()
      .waitFor()
    for (const [link, begins] of [
      [w('打印移交单', 'Print the hand-over sheet'), '%PDF-'],
      [w('导出表格', 'Export as a table'), 'PK'],
    ] as const) {
      const href = await visitor.page.getByRole('link', { name: link }).getAttribute('href')
      const file = await visitor.page.request.get(href ?? '')
      expect((await file.body()).subarray(0, begins.length).toString()).toBe(begins)
    }
    await looked(visitor.page, `desk-incidents-${language}`)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)

test.each(languages)(
  '[S6-34] a guard who taps begin while a count is running ticks on the running one, and sees when it is over (%s)',
  async language => {
    const w = eitherIn(language)
    const site = await aClosedSite(ran)
    for (const name of ['王小明', '李雷'])
      await register(
        ran.on.ctx(site.guard),
        anAttempt(site, { direction: 'in', persons: [aPerson({ name })] }),
      )
    const first = ran.on.ctx({ ...site.guard, name: '孙强' })
    const { estateId } = site
    const username = `guardm${language.slice(0, 2)}`
    await anAccountFor(ran, site, 'guard', username)
    const { page, context, errors } = await open(browser, ran.program.url, 'gate', { language })
    await staffIn(page, username, '/gate')
    await page.getByRole('button', { name: '北门' }).first().click()
    await page.getByRole('link', { name: w('疏散', 'Evacuate') }).click()
    await page.getByRole('button', { name: w('火警：开始清点', 'Fire: begin counting') }).waitFor()
    const { key } = await beginMuster(first, { estateId, key: newId(), kind: 'fire' })
    await page.getByRole('button', { name: w('火警：开始清点', 'Fire: begin counting') }).click()
    await page.getByText(w(/已加入 孙强/, /Joined the count that 孙强/)).waitFor()
    await page.getByRole('button', { name: /李\*/ }).click()
    await expect
      .poll(async () => (await oneMuster(first, { estateId, key })).people.filter(p => p.safe).map(p => p.by))
      .toEqual(['赵刚'])
    await looked(page, `terminal-muster-joined-${language}`)
    await endMuster(first, { estateId, key })
    await page.getByText(w(/孙强 已于/, /孙强 ended the count/)).waitFor()
    await looked(page, `terminal-muster-over-${language}`)
    await page.getByRole('button', { name: w('返回', 'Back') }).click()
    await page.getByRole('button', { name: w('火警：开始清点', 'Fire: begin counting') }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)(
  '[K14] [SX-09] the keeper of a closed entrance hears that its check is overdue, takes it on and writes down what he found (%s)',
  async language => {
    const w = eitherIn(language)
    const site = await aClosedSite(ran)
    const { estateId, sideGateId } = site
    const username = `guardx${language.slice(0, 2)}`
    await anAccountFor(ran, site, 'guard', username, '赵刚')
    await anAccount(ran.on, estateId, { role: 'manager', name: '陈经理' })
    await ran.on.pool.query(
      `UPDATE gate SET keeper = '赵刚', key_place = '岗亭二号柜', state_at = state_at - interval '9 days' WHERE estate_id = $1 AND id = $2`,
      [estateId, sideGateId],
    )
    await watchExits(ran.on.ctx(system))
    // the house's quiet hours keep it for the morning; this journey runs at any hour
    await ran.on.pool.query(
      `UPDATE message SET deliver_at = now(), delivered_at = now() WHERE estate_id = $1 AND kind = 'gate.exit_late'`,
      [estateId],
    )
    const { page, context, errors } = await open(browser, ran.program.url, 'gate', { language })
    await staffIn(page, username, '/gate')
    await page.getByRole('button', { name: '北门' }).first().click()
    await page.getByRole('button', { name: w(/消息/, /essage/) }).click()
    await page.getByText(w('应急出口逾期未检查：南门', 'Emergency exit not checked: 南门')).waitFor()
    await looked(page, `terminal-exit-message-${language}`)
    await page.getByRole('button', { name: w('我来处理', 'I take it on') }).click()
    await page.getByText(w(/已确认/, /Taken on/)).waitFor()
    await page.getByRole('link', { name: w('查看', 'Open') }).click()
    await page.getByRole('heading', { name: '南门' }).waitFor()
    await looked(page, `terminal-exit-late-${language}`)
    await page.getByRole('button', { name: w('记检查', 'Record a check') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: w('记下', 'Record') })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const messages = async () =>
      (
        await ran.on.pool.query(
          `SELECT acknowledged_at IS NOT NULL AS taken, step FROM message WHERE estate_id = $1 AND kind = 'gate.exit_late'`,
          [estateId],
        )
      ).rows
    expect(await messages()).toEqual([{ taken: true, step: 1 }])
    await page.getByText(w(/上次/, /ast/)).waitFor()
    await looked(page, `terminal-exit-checked-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)
