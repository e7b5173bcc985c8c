/**
 * The pictures of README.md, of a running demo town: `npm run demo -- --json | node test/browser/pictures.ts`.
 * Signs in as the first account of each shell and writes docs/images/<shell>.png at the shell's true size.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Face, findChromium, launch, open } from './kit.ts'

interface Demo {
  url: string
  accounts: { role: string; username: string; password: string; shell: Face }[]
}

/** Whose screen stands for the shell, where several roles share it. */
const faces: [Face, string[]][] = [
  ['console', ['front_desk', 'manager']],
  ['board', ['headquarters', 'subdistrict_officer']],
  ['gate', ['guard']],
  ['field', ['steward', 'repair']],
  ['resident', ['owner', 'resident']],
]

async function firstLine(): Promise<Demo> {
  for await (const line of createInterface({ input: process.stdin }))
    if (line.startsWith('{')) return JSON.parse(line)
  throw new Error('no line of JSON: start the demo with --json')
}

if (!findChromium()) throw new Error('no Chromium: set CHROMIUM_PATH')
const demo = await firstLine()
const images = join(import.meta.dirname, '../../docs/images')
mkdirSync(images, { recursive: true })
const browser = await launch()
for (const [face, roles] of faces) {
  const account =
    demo.accounts.find(each => each.shell === face && roles.includes(each.role)) ??
    demo.accounts.find(each => each.shell === face)
  if (!account) {
    process.stderr.write(`no account for ${face}\n`)
    continue
  }
  const { page, context } = await open(browser, demo.url, face)
  await page.goto('/sign-in')
  const entered = await page.evaluate(
    async ({ username, password }) => {
      const headers = { 'content-type': 'application/json', 'x-anju': '1' }
      const body = JSON.stringify({ username, password })
      return (await fetch('/api/sign-in', { method: 'POST', headers, body })).ok
    },
    { username: account.username, password: account.password },
  )
  if (!entered) process.stderr.write(`${account.username} could not sign in\n`)
  await page.goto(`/${face}`)
  await page
    .locator('h1')
    .first()
    .waitFor()
    .catch(() => process.stderr.write(`${face} shows no heading\n`))
  // a gate terminal first asks at which gate it stands
  const choice = page.locator('main button', { hasNotText: '封闭' })
  if (face === 'gate' && (await page.getByRole('heading', { name: '哪个出入口' }).count()) > 0)
    await choice.first().click()
  await page.waitForTimeout(2500)
  await page.screenshot({ path: join(images, `${face}.png`) })
  process.stdout.write(`${face}: ${account.role}\n`)
  await context.close()
}
await browser.close()
process.exit(0)
