/**
 * What a guard's hand does at the terminal, counted in the browser itself: taps, keystrokes and seconds of each journey.
 * The taps are a promise and asserted; the seconds are told in one line of JSON.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../server/modules/gate/service-register.ts'
import { anAttempt, aPerson, type GateSite } from '../gate-factories.ts'
import { testHouse } from '../harness.ts'
import { aClosedSite, anAccountFor, beginShift, type Ran, runProgram } from './gate-estate.ts'
import { launch, open } from './kit.ts'
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

interface Counted {
  taps: number
  keys: number
}

declare global {
  interface Window {
    ajCounted: Counted
  }
}

/** Counts what a hand really did: trusted clicks (not those that a key or a label makes) and trusted keystrokes. */
function countHand(): void {
  window.ajCounted = { taps: 0, keys: 0 }
  document.addEventListener('pointerdown', event => event.isTrusted && window.ajCounted.taps++, true)
  document.addEventListener('keydown', event => event.isTrusted && window.ajCounted.keys++, true)
}

/** One journey from the first tap to the closed dialog, and the row it left. */
async function journey(
  page: Page,
  told: Record<string, Counted & { seconds: number }>,
  name: string,
  walk: () => Promise<void>,
): Promise<Counted> {
  await page.evaluate(() => {
    window.ajCounted = { taps: 0, keys: 0 }
  })
  const begun = performance.now()
  await walk()
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  const counted = await page.evaluate(() => window.ajCounted)
  told[name] = { ...counted, seconds }
  return counted
}

async function last(site: GateSite, subjects = 1) {
  const found = await ran.on.pool.query(
    `SELECT subject, direction, outcome, refusal, emergency, pass_id IS NOT NULL AS by_pass FROM passage
     WHERE estate_id = $1 ORDER BY at DESC, id DESC LIMIT $2`,
    [site.estateId, subjects],
  )
  return found.rows
}

test('[S6-49, S6-34, S6-41, S6-42, S6-43, K1] a returning resident passes in at most three taps, every journey in few', async () => {
  const site = await aClosedSite(ran)
  const known = async (name: string, phone: string, plate?: string) =>
    register(
      ran.on.ctx(site.guard),
      anAttempt(site, {
        direction: 'in',
        persons: [aPerson({ name, phone })],
        ...(plate
          ? { vehicle: { plate, licenceChecked: true, drivingLicenceChecked: true, occupants: 1 } }
          : {}),
      }),
    )
  await known('王小明', '13800001234')
  await known('李雷', '13800004711')
  await known('周舟', '13800008888', '黑N12345')
  await known('韩雪', '13800007777', '黑N12345')
  await anAccountFor(ran, site, 'guard', 'tapper')
  const { page, context, errors } = await open(browser, ran.program.url, 'gate', { offline: true })
  await context.addInitScript(countHand)
  await staffIn(page, 'tapper', '/gate')
  await beginShift(page, '141421')
  const told: Record<string, Counted & { seconds: number }> = {}
  const question = page.getByLabel('查找住户')
  const dialog = page.getByRole('dialog')
  const closed = () => dialog.waitFor({ state: 'detached' })

  const returning = (by: string, person: RegExp) => async () => {
    await question.tap()
    await page.keyboard.type(by)
    await page.locator('.gp-person', { hasText: person }).first().tap()
    await dialog.getByRole('button', { name: /已戴口罩，放行/ }).tap()
    await closed()
  }
  for (const [name, by, person, direction] of [
    ['door number out', '12301', /王\*明/, 'out'],
    ['door number in', '12301', /王\*明/, 'in'],
    ['initials', 'll', /李\*/, 'out'],
    ['last four digits', '4711', /李\*/, 'in'],
    ['plate', '12345', /周\*/, 'out'],
  ] as const) {
    const { taps } = await journey(page, told, name, returning(by, person))
    expect(taps, name).toBeLessThanOrEqual(3)
    expect(await last(site), name).toMatchObject([{ subject: 'person', direction, outcome: 'passed' }])
  }

  const vehicle = await journey(page, told, 'vehicle with two occupants', async () => {
    await page.getByRole('button', { name: '车辆' }).tap()
    await dialog.getByLabel('车牌号').tap()
    await page.keyboard.type('黑N12345')
    for (const paper of [/行驶证/, /驾驶证/]) await dialog.locator('.gp-check', { hasText: paper }).tap()
    await dialog.getByRole('button', { name: /周\*/ }).tap()
    await dialog.getByRole('button', { name: /韩\*/ }).tap()
    await dialog.getByRole('button', { name: /已戴口罩，放行/ }).tap()
    await closed()
  })
  expect(vehicle.taps).toBeLessThanOrEqual(7)
  expect((await last(site, 3)).map(row => row.subject).sort()).toEqual(['person', 'person', 'vehicle'])

  const refusal = await journey(page, told, 'refusal', async () => {
    await question.tap()
    await page.keyboard.type('12301')
    await page.locator('.gp-person', { hasText: /王\*明/ }).tap()
    await dialog.getByRole('button', { name: '其他原因不放行' }).tap()
    await dialog.getByRole('button', { name: '不放行，记录原因' }).tap()
    await closed()
  })
  expect(refusal.taps).toBeLessThanOrEqual(4)
  expect(await last(site)).toMatchObject([{ outcome: 'refused', refusal: 'stranger' }])

  const unmasked = await journey(page, told, 'no mask', async () => {
    await question.tap()
    await page.keyboard.type('ll')
    await page.locator('.gp-person', { hasText: /李\*/ }).tap()
    await dialog.getByRole('button', { name: /没戴口罩/ }).tap()
    await closed()
  })
  expect(unmasked.taps).toBeLessThanOrEqual(3)
  expect(await last(site)).toMatchObject([{ outcome: 'refused', refusal: 'no_mask' }])

  const emergency = await journey(page, told, 'emergency', async () => {
    await page.getByRole('button', { name: '紧急通行' }).tap()
    await dialog.getByRole('button', { name: '立即放行并记录' }).tap()
    await closed()
  })
  expect(emergency.taps).toBeLessThanOrEqual(2)
  expect(await last(site)).toMatchObject([
    { outcome: 'passed', emergency: expect.stringContaining('medical') },
  ])

  // a code that the home was asked for, then the visitor with everything a closure asks of a new person
  await page.getByRole('link', { name: '访客码', exact: true }).tap()
  await page
    .getByLabel(/楼号-单元-门号/)
    .first()
    .fill('1-2-301')
  await page.getByLabel('访客姓名', { exact: true }).fill('韩梅梅')
  await page.getByRole('button', { name: '发访客码' }).tap()
  const code = (await page.locator('.gp-big').textContent()) ?? ''
  const guest = aPerson({ name: '韩梅梅', phone: '13900001111' })
  const visitor = await journey(page, told, 'visitor by code', async () => {
    await page.getByLabel('六位访客码').tap()
    await page.keyboard.type(code)
    for (const [label, value] of [
      ['姓名', guest.name],
      ['身份证号', guest.idNumber],
      ['手机号', guest.phone],
    ] as const) {
      await page.getByLabel(label, { exact: true }).tap()
      await page.keyboard.type(value ?? '')
    }
    await page.getByRole('button', { name: /已戴口罩，放行/ }).tap()
    await expect.poll(async () => (await last(site))[0]).toMatchObject({ by_pass: true, outcome: 'passed' })
  })
  expect(visitor.taps).toBeLessThanOrEqual(6)
  console.log(JSON.stringify({ journey: 'taps', ...told }))
  expect(errors).toEqual([])
  await context.close()
})
