/** A guard is taken off during his shift: his tablet forgets at the next contact, what he registered stays his. */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../server/modules/gate/service-register.ts'
import { closeAccount, endRole } from '../../server/modules/people/accounts.ts'
import { anAttempt, aPerson, type GateSite } from '../gate-factories.ts'
import { system, testHouse } from '../harness.ts'
import {
  aClosedSite,
  anAccountFor,
  beginShift,
  eitherIn,
  keptByGuard,
  queuedOnDisk,
  type Ran,
  runProgram,
} from './gate-estate.ts'
import { assertAxe, assertFits, type Language, languages, launch, open, shot } from './kit.ts'
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

async function aTablet(
  name: string,
  language: Language,
): Promise<{ site: GateSite; page: Page; errors: string[] }> {
  const username = `${name}${language.slice(0, 2)}`
  const site = await aClosedSite(ran)
  for (const name of ['王小明', '李雷'])
    await register(ran.on.ctx(site.guard), anAttempt(site, { direction: 'in', persons: [aPerson({ name })] }))
  const { page, errors } = await open(browser, ran.program.url, 'gate', { offline: true, language })
  const account = await anAccountFor(ran, site, 'guard', username, '赵刚')
  accounts.set(username, { id: account.id, assignmentId: account.assignments[0]?.id ?? '' })
  await staffIn(page, username, '/gate')
  await beginShift(page, '161803', language)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return { site, page, errors }
}

const accounts = new Map<string, { id: string; assignmentId: string }>()
const accountOf = (username: string) => accounts.get(username) ?? { id: '', assignmentId: '' }

async function letOut(page: Page, initials: string, language: Language): Promise<void> {
  const w = eitherIn(language)
  await page.getByLabel(w('查找住户', 'Find a person')).fill(initials)
  await page.locator('.gp-person').first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: w(/已戴口罩，放行/, /Mask on: let through/) })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

const passages = async (site: GateSite) =>
  (
    await ran.on.pool.query(
      'SELECT by_name, outcome FROM passage WHERE estate_id = $1 AND offline ORDER BY at, id',
      [site.estateId],
    )
  ).rows

test.each(languages)(
  '[SX-14, S6-49] a guard whose role ends: his tablet is empty at the next contact, his records reach the server under his name, those he made after it are kept apart (%s)',
  async language => {
    const w = eitherIn(language)
    const { site, page, errors } = await aTablet('offgoing', language)
    await page.context().setOffline(true)
    await letOut(page, 'wxm', language)
    expect(await page.evaluate(keptByGuard)).toBeGreaterThan(0)
    const { id: accountId, assignmentId } = accountOf(`offgoing${language.slice(0, 2)}`)
    await endRole(ran.on.ctx(system), { accountId, assignmentId, reason: '离岗' })
    await letOut(page, 'll', language)
    await page.getByText(w('2 条待上传', '2 waiting')).waitFor()
    expect(await passages(site)).toEqual([])

    await page.context().setOffline(false)
    await expect.poll(() => page.evaluate(keptByGuard), { timeout: 30_000 }).toBe(0)
    await expect.poll(() => page.locator('.gp-person').count()).toBe(0)
    await page.getByText(w('您已不在这里值守', 'You no longer guard this estate')).waitFor()
    await shot(page, `relief-taken-off-${language}`)
    expect(await page.locator('main').getByText('王*明').count()).toBe(0)
    await expect
      .poll(() => passages(site), { timeout: 30_000 })
      .toEqual([{ by_name: '赵刚', outcome: 'passed' }])
    const apart = async () =>
      (await ran.on.pool.query('SELECT code, made_by FROM gate_stray WHERE estate_id = $1', [site.estateId]))
        .rows
    await expect.poll(apart).toEqual([{ code: 'gate.maker_ended', made_by: '赵刚' }])
    await expect.poll(() => page.locator('.aj-pending').count()).toBe(0)
    // without network again nothing of it comes back
    await page.context().setOffline(true)
    await page.reload()
    await page.waitForTimeout(500)
    expect(await page.locator('.gp-person').count()).toBe(0)
    expect(await page.evaluate(keptByGuard)).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  },
)

test.each(languages)(
  '[SX-14, S6-34] a guard whose account is closed: the next guard signs in on the same tablet and brings his records, which stay his (%s)',
  async language => {
    const w = eitherIn(language)
    const { site, page, errors } = await aTablet('closing', language)
    await page.context().setOffline(true)
    await letOut(page, 'wxm', language)
    await page.getByText(w('1 条待上传', '1 waiting')).waitFor()
    await closeAccount(ran.on.ctx(system), {
      accountId: accountOf(`closing${language.slice(0, 2)}`).id,
      reason: '离职',
    })
    await page.context().setOffline(false)
    await expect.poll(() => page.evaluate(keptByGuard), { timeout: 30_000 }).toBe(0)
    await shot(page, `relief-account-closed-${language}`)
    expect(await page.locator('main').getByText('王*明').count()).toBe(0)
    expect(await passages(site)).toEqual([])

    await anAccountFor(ran, site, 'guard', `oncoming${language.slice(0, 2)}`, '孙强')
    await staffIn(page, `oncoming${language.slice(0, 2)}`, '/gate')
    await expect
      .poll(() => passages(site), { timeout: 30_000 })
      .toEqual([{ by_name: '赵刚', outcome: 'passed' }])
    await expect.poll(() => page.locator('.aj-pending').count()).toBe(0)
    const audit = await ran.on.pool.query(
      "SELECT actor_name, after->>'broughtBy' AS by FROM audit WHERE estate_id = $1 AND action = 'gate.register' AND after->>'offline' = 'true'",
      [site.estateId],
    )
    expect(audit.rows).toEqual([{ actor_name: '赵刚', by: '孙强' }])
    await letOut(page, 'll', language)
    expect(errors).toEqual([])
    await page.context().close()
  },
)

test.each(languages)(
  '[S6-32, SX-13, SX-14] an incident filed without network waits sealed on the tablet and is at the server once, with its photo, when the network is back (%s)',
  async language => {
    const w = eitherIn(language)
    const { site, page, errors } = await aTablet('filing', language)
    const filed = async () =>
      (
        await ran.on.pool.query(
          'SELECT kind, place, made_name, cardinality(photos) AS photos, police_number FROM gate_incident WHERE estate_id = $1',
          [site.estateId],
        )
      ).rows
    await page.context().setOffline(true)
    await page.getByRole('link', { name: w('闯岗', 'Incident') }).click()
    await page.getByRole('heading', { name: w('记录闯岗、冲卡', 'Record a breach') }).waitFor()
    await page.getByRole('radio', { name: w('冲卡', 'Ramming') }).check({ force: true })
    await page.getByLabel(w('地点', 'Place')).fill('北门')
    await page.getByLabel(w('车牌号', 'Plate')).fill('黑N12345')
    await page.getByLabel(w('经过', 'What happened'), { exact: true }).fill('红色轿车撞断栏杆后驶入')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'broken.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 640, height: 480, channels: 3, background: '#a33' } })
        .jpeg()
        .toBuffer(),
    })
    await page.locator('.aj-photo img').waitFor()
    await page.getByRole('button', { name: w('记录并留证', 'Record') }).click()
    await page
      .getByText(
        w(
          '没有网络，已加密存在本机，有网后自动上传',
          'No network: kept sealed on this device, sent when the line is back',
        ),
      )
      .waitFor()
    await page.getByText(w('2 条待上传', '2 waiting')).click()
    await page.getByText(w('事件：冲卡', 'Incident: Ramming'), { exact: true }).waitFor()
    await page.getByText(w('事件：冲卡 · 照片 1', 'Incident: Ramming · Photo 1')).waitFor()
    await assertAxe(page)
    await assertFits(page)
    await shot(page, `relief-incident-waits-${language}`)
    // what lies on the disk tells nobody what happened
    const onDisk = await page.evaluate(queuedOnDisk)
    expect(onDisk).toContain('gate/incidents/late')
    expect(onDisk).not.toMatch(/红色轿车|黑N12345/)
    expect(await filed()).toEqual([])

    await page.context().setOffline(false)
    const once = [{ kind: 'ram', place: '北门', made_name: '赵刚', photos: 1, police_number: null }]
    await expect.poll(filed, { timeout: 30_000 }).toEqual(once)
    await expect.poll(() => page.locator('.aj-pending').count()).toBe(0)
    expect(await page.evaluate(queuedOnDisk)).toBe('[]')
    // a tab that comes back sends nothing again
    await page.reload()
    await page.waitForLoadState('networkidle')
    expect(await filed()).toEqual(once)

    const desk = await open(browser, ran.program.url, 'console', { language })
    await anAccountFor(ran, site, 'front_desk', `reading${language.slice(0, 2)}`, '前台小周')
    await staffIn(desk.page, `reading${language.slice(0, 2)}`, '/console')
    await desk.page.goto(`/console/gate/incidents?e=${site.estateId}`)
    await desk.page.getByText('红色轿车撞断栏杆后驶入').waitFor()
    const width = () => desk.page.locator('.gp-thumb').evaluate(img => (img as HTMLImageElement).naturalWidth)
    await expect.poll(width).toBe(640)
    await shot(desk.page, `relief-incident-desk-${language}`)
    expect([...errors, ...desk.errors]).toEqual([])
    await desk.context.close()
    await page.context().close()
  },
)
