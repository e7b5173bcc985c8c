/** The five shells under the content policy: no page needs an inline or foreign script, in either language. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../server/core/roles.ts'
import { anAccount, anEstate } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { type Face, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let estateId: string

beforeAll(async () => {
  program = await aProgram(t, {}, 'web')
  estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const faces: [Face, Role][] = [
  ['console', 'manager'],
  ['gate', 'guard'],
  ['field', 'repair_worker'],
  ['board', 'manager'],
]

test.each(faces)('the shell %s works without inline scripts', async (face, role) => {
  const { username } = await anAccount(program.there, estateId, { role, password: PASSWORD })
  for (const language of languages) {
    const visitor = await open(browser, program.url, face, { language })
    const answer = await visitor.page.goto('/')
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';")
    await staffIn(visitor.page, username, `/${face}`)
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
