/** The five shells under the content policy: no page needs an inline or foreign script, in either language. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../server/core/config.ts'
import { makeCtx } from '../../server/core/house.ts'
import type { Role } from '../../server/core/roles.ts'
import { type Running, run } from '../../server/main.ts'
import { anAccount, anEstate } from '../factories.ts'
import { type TestHouse, testHouse } from '../harness.ts'
import { type Face, languages, launch, open, shot } from './kit.ts'

const t = await testHouse()
const dataDir = mkdtempSync(join(tmpdir(), 'anju-door-'))
const PASSWORD = 'Quiet-River-31'
let program: Running
let browser: Browser
let estateId: string
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
  program = await run('web', { ...config, dataDir, databaseUrl: appUrl.href, ownerUrl: t.ownerUrl }, () => {})
  there = { ...t, house: program.house, ctx: (who, more) => makeCtx(program.house, { actor: who, ...more }) }
  estateId = (await anEstate(there, { name: '翠湖花园' })).id
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function signIn(page: Page, username: string, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${next}`)
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname.startsWith(next))
}

const faces: [Face, Role][] = [
  ['console', 'manager'],
  ['gate', 'guard'],
  ['field', 'repair_worker'],
  ['board', 'manager'],
]

test.each(faces)('the shell %s works without inline scripts', async (face, role) => {
  const { username } = await anAccount(there, estateId, { role, password: PASSWORD })
  for (const language of languages) {
    const visitor = await open(browser, program.url, face, { language })
    const answer = await visitor.page.goto('/')
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';")
    await signIn(visitor.page, username, `/${face}`)
    await visitor.page.waitForLoadState('networkidle')
    await shot(visitor.page, `door-${face}-${language}`)
    expect(await visitor.page.locator('#root').textContent()).not.toBe('')
    // the browser says each refused script or style on its console
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  }
})

test('an inline script that came into the page does not run', async () => {
  const visitor = await open(browser, program.url, 'console')
  await visitor.page.goto('/')
  await visitor.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = "document.title = 'taken over'"
    document.body.append(script)
  })
  expect(await visitor.page.title()).not.toBe('taken over')
  await visitor.context.close()
})

test('the resident’s sign-in page and the API’s own page open under the policy', async () => {
  const visitor = await open(browser, program.url, 'resident')
  await visitor.page.goto('/resident')
  await visitor.page.waitForLoadState('networkidle')
  await shot(visitor.page, 'door-resident')
  expect(visitor.errors).toEqual([])
  const docs = await visitor.page.goto('/api/docs')
  expect(docs?.status()).toBe(200)
  await visitor.page.waitForLoadState('networkidle')
  expect(visitor.errors).toEqual([])
  await visitor.context.close()
})
