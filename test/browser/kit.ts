/** What browser journeys share: a real Chromium at the true size of each shell, axe, screenshots. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export const sizes = {
  console: { width: 1440, height: 900 },
  resident: { width: 390, height: 844 },
  field: { width: 390, height: 844 },
  gate: { width: 1024, height: 768 },
  board: { width: 1920, height: 1080 },
} as const

export type Face = keyof typeof sizes
export type Language = 'zh-CN' | 'en'

/** A journey's languages: Chinese in every run, English beside it in the long one. */
export const languages: readonly Language[] = process.env.ANJU_LONG ? ['zh-CN', 'en'] : ['zh-CN']

/**
 * ANJU_SLOW=400: every answer and every file comes this many ms late, and what writes four times as late: finds the
 * journey that looks too early, or leaves a page before its form is sent.
 */
const slow = Number(process.env.ANJU_SLOW ?? 0)

const results = join(import.meta.dirname, '../../test-results')

/** The browser on this machine, or undefined: a journey is then skipped by name. */
export function findChromium(): string | undefined {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  return known.find((path): path is string => !!path && existsSync(path))
}

/** Starts Chromium with nothing but our pages: no sync, no updates, an empty profile. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

export interface OpenOptions {
  language?: Language
  mode?: 'light' | 'dark'
  large?: boolean
  size?: { width: number; height: number }
  /** lets the service worker in: journeys without network */
  offline?: boolean
}

/** A fresh person at a device: own cookies and storage, true size, chosen language. Console errors fail `close`. */
export async function open(
  browser: Browser,
  baseURL: string,
  face: Face,
  options: OpenOptions = {},
): Promise<Visitor> {
  const language = options.language ?? 'zh-CN'
  const context = await browser.newContext({
    baseURL,
    viewport: options.size ?? sizes[face],
    locale: language,
    timezoneId: 'Asia/Shanghai',
    hasTouch: face !== 'console' && face !== 'board',
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: true,
    serviceWorkers: options.offline ? 'allow' : 'block',
  })
  const chosen = JSON.stringify({ language, mode: options.mode ?? 'light', large: options.large ?? false })
  await context.addInitScript(
    text => localStorage.getItem('anju.settings') ?? localStorage.setItem('anju.settings', text),
    chosen,
  )
  if (slow > 0)
    await context.route('**/*', async route => {
      await setTimeout(route.request().method() === 'GET' ? slow : 4 * slow)
      // a page that was left meanwhile has no use for it
      await route.continue().catch(() => {})
    })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', message => {
    // a refused request is the page's to show; the browser's own line about it is no error of ours
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text())
  })
  return { page, context, errors, language }
}

export interface Visitor {
  page: Page
  context: BrowserContext
  /** uncaught errors and console errors so far */
  errors: string[]
  language: Language
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical findings on the page as it stands, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    // put there by the script above
    const { axe: tool } = window as unknown as { axe: typeof axe }
    const result = await tool.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return result.violations
      .filter(each => each.impact === 'serious' || each.impact === 'critical')
      .map(
        each =>
          `${each.id}: ${each.nodes
            .map(node => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
            .slice(0, 4)
            .join(' | ')}`,
      )
  })
  return found
}

/** Throws when axe has a serious or critical finding. */
export async function assertAxe(page: Page): Promise<void> {
  const found = await axeFindings(page)
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.join('\n')}`)
}

/** Writes test-results/<name>.png. */
export async function shot(page: Page, name: string, fullPage = false): Promise<string> {
  mkdirSync(results, { recursive: true })
  const path = join(results, `${name}.png`)
  await page.screenshot({ path, fullPage })
  return path
}

/** Keeps a document beside the pictures: test-results/<name>. */
export function kept(name: string, bytes: Uint8Array): void {
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, name), bytes)
}

/** Throws when the page is wider than its window: something is cut off or scrolls sideways. */
export async function assertFits(page: Page): Promise<void> {
  const [wide, window_] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  if ((wide ?? 0) > (window_ ?? 0))
    throw new Error(`${page.url()} is ${wide} px wide in a window of ${window_} px`)
}

/**
 * How one journey looks at its pages: once the page is quiet (or only loaded, where it never is), a picture under the
 * journey's name; then axe, and that nothing is wider than its window.
 */
export function looker(journey: string, until: 'networkidle' | 'load' = 'networkidle') {
  return async (page: Page, name: string, fullPage = false): Promise<void> => {
    await page.waitForLoadState(until)
    await shot(page, `${journey}-${name}`, fullPage)
    await assertAxe(page)
    await assertFits(page)
  }
}

/** A customer signs with a pointer in the field of the open dialog. */
export async function signs(page: Page): Promise<void> {
  const pad = await page.locator('dialog canvas').boundingBox()
  if (!pad) throw new Error('no field to sign')
  await page.mouse.move(pad.x + 30, pad.y + 40)
  await page.mouse.down()
  for (let i = 1; i <= 20; i++) await page.mouse.move(pad.x + 30 + i * 10, pad.y + 40 + (i % 2) * 40)
  await page.mouse.up()
}
