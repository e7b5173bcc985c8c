/** The five shells and every UI part in them: both languages, both modes, true sizes, by keyboard, with axe. */
import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sizes as weigh } from '../../bench/size.ts'
import { assertAxe, assertFits, type Face, launch, type OpenOptions, open, shot } from './kit.ts'
import { startPreview } from './preview.ts'

let browser: Browser
let server: Server
let url: string

beforeAll(async () => {
  ;({ url, server } = await startPreview())
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

const tablet = { width: 1024, height: 768 }
const phone = { width: 390, height: 844 }
const plan: [string, Face, string, OpenOptions][] = [
  ['console', 'console', '/console/kit', { language: 'zh-CN' }],
  ['console-night', 'console', '/console/kit', { language: 'en', mode: 'dark' }],
  ['list', 'console', '/console/kit-table', { language: 'zh-CN' }],
  ['list-night', 'console', '/console/kit-table', { language: 'en', mode: 'dark' }],
  ['controls', 'console', '/console/kit-desk', { language: 'zh-CN' }],
  ['controls-night', 'console', '/console/kit-desk', { language: 'en', mode: 'dark' }],
  ['resident', 'resident', '/resident/kit', { language: 'zh-CN' }],
  ['resident-large', 'resident', '/resident/kit', { language: 'en', large: true }],
  ['field-night', 'field', '/field/kit', { language: 'zh-CN', mode: 'dark' }],
  ['field', 'field', '/field/kit', { language: 'en' }],
  ['gate-night', 'gate', '/gate/kit', { language: 'zh-CN', mode: 'dark', size: tablet }],
  ['gate-phone', 'gate', '/gate/kit', { language: 'en', size: phone }],
  ['board', 'board', '/board/kit-figures', { language: 'zh-CN' }],
  ['board-night', 'board', '/board/kit-figures', { language: 'en', mode: 'dark' }],
  ['sign-in', 'resident', '/sign-in', { language: 'zh-CN' }],
  ['sign-in-desk', 'console', '/sign-in', { language: 'en' }],
  ['set-up', 'console', '/setup', { language: 'zh-CN' }],
  ['install', 'resident', '/install', { language: 'en' }],
]

describe('each face', () => {
  test.each(plan)('%s: readable by all, nothing cut off, no error', async (name, face, path, options) => {
    const visitor = await open(browser, url, face, options)
    await visitor.page.goto(path)
    await visitor.page.locator('h1').first().waitFor()
    await visitor.page.waitForLoadState('networkidle')
    await shot(visitor.page, `shells-${name}`)
    await assertAxe(visitor.page)
    await assertFits(visitor.page)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  })
})

describe('the desk by keyboard', () => {
  test('forty rows at 1440×900; ↑ ↓ Enter Esc, / and Ctrl+K; the address keeps what was chosen', async () => {
    const { page, context } = await open(browser, url, 'console')
    await page.goto('/console/kit-table')
    await page.locator('tbody tr').first().waitFor()
    const visible = await page.evaluate(() => {
      const box = document.querySelector('.aj-table-scroll')?.getBoundingClientRect()
      const rows = [...document.querySelectorAll('tbody tr')].map(row => row.getBoundingClientRect().bottom)
      return rows.filter(bottom => bottom <= (box?.bottom ?? 0)).length
    })
    expect(visible).toBeGreaterThanOrEqual(40)

    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const drawer = page.locator('aside.aj-drawer')
    await expect.poll(() => drawer.locator('h2').textContent()).toBe('翠湖花园 3 期')
    expect(page.url()).toContain('open=')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => drawer.locator('h2').textContent()).toBe('翠湖花园 4 期')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.querySelector('th')?.textContent)).toBe(
      '翠湖花园 4 期',
    )

    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await page.keyboard.type('部件')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/console/kit')
    await page.keyboard.press('Control+k')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await context.close()
  })

  test('a filter is a chip, stays in the address, and Back finds the whole list again', async () => {
    const { page, context } = await open(browser, url, 'console')
    await page.goto('/console/kit-table')
    await page.getByRole('searchbox', { name: '名称' }).fill('12')
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('12')
    await page.getByText('第 1–3 条，共 3 条').waitFor()
    await page.reload()
    await page.getByText('第 1–3 条，共 3 条').waitFor()
    await page.getByRole('button', { name: '去掉条件 名称：12' }).click()
    await page.getByText('共 120 条').waitFor()
    await context.close()
  })
})

describe('a form', () => {
  test('shows errors at their fields, focuses the first, and keeps what was typed over a reload', async () => {
    const { page, context } = await open(browser, url, 'resident')
    await page.goto('/resident/kit')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('请填写房号，例如 1-2-301').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('room')
    await page.getByLabel('房号').fill('1-2-301')
    await page.keyboard.press('Enter')
    await page.getByText('请写明发生了什么').waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('房号').inputValue()).toBe('1-2-301')
    await context.close()
  })

  test('an ended session asks to sign in again, over the page that stays', async () => {
    const { page, context } = await open(browser, url, 'console')
    await page.goto('/console/kit')
    await page.getByLabel('房号').fill('1-2-301')
    await page.evaluate(() => window.dispatchEvent(new Event('anju:session-ended')))
    const dialog = page.getByRole('dialog', { name: '登录已结束' })
    await dialog.waitFor()
    expect(await dialog.getByRole('link', { name: '重新登录' }).getAttribute('href')).toBe(
      '/sign-in?next=%2Fconsole%2Fkit',
    )
    expect(await page.getByLabel('房号').inputValue()).toBe('1-2-301')
    await context.close()
  })
})

describe('signing', () => {
  test('a dot is no signature, a name is', async () => {
    const { page, context } = await open(browser, url, 'field')
    await page.goto('/field/kit')
    const pad = page.getByRole('img', { name: '请住户在这里签字' })
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error('no pad')
    await page.mouse.click(box.x + 50, box.y + 50)
    await page.getByText('请写出完整的签名').waitFor()
    await page.mouse.move(box.x + 40, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 200, box.y + 110, { steps: 12 })
    await page.mouse.up()
    await page.getByRole('img', { name: '请住户在这里签字：已签' }).waitFor()
    await context.close()
  })
})

test('on a phone a question is asked and a sentence said', async () => {
  const { page, context, errors } = await open(browser, url, 'resident')
  await page.goto('/resident/kit-phone')
  await page.getByRole('button', { name: '改约' }).click()
  await page.getByText('改约到明天上午？').waitFor()
  await expect
    .poll(() =>
      page
        .locator('.adm-center-popup-wrap > *')
        .first()
        .evaluate(box => getComputedStyle(box).opacity),
    )
    .toBe('1')
  await shot(page, 'shells-phone-question')
  await assertAxe(page)
  await page.getByRole('button', { name: '改约' }).last().click()
  await page.getByRole('status').getByText('已改约').waitFor()
  await page.getByRole('button', { name: '选择时间' }).click()
  await page.getByText('就这个时间').waitFor()
  await shot(page, 'shells-phone-picker')
  expect(errors).toEqual([])
  await context.close()
})

test('a shell without a first page of its own begins with the first of its menu', async () => {
  const { page, context } = await open(browser, url, 'field')
  await page.goto('/field')
  await expect.poll(() => new URL(page.url()).pathname.length).toBeGreaterThan('/field'.length)
  await page.locator('h1').first().waitFor()
  await context.close()
})

test('language and night are chosen by hand, at once and for the next visit', async () => {
  const { page, context } = await open(browser, url, 'gate')
  await page.goto('/gate/kit')
  await page.getByRole('heading', { name: '这些部件长什么样？' }).waitFor()
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'What do the parts look like?' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe('dark')
  await page.reload()
  await page.getByRole('heading', { name: 'What do the parts look like?' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe('dark')
  await context.close()
})

test('without network the terminal starts from what it kept, and says so', async () => {
  const { page, context } = await open(browser, url, 'gate', { offline: true })
  await page.goto('/gate/kit')
  await page.getByRole('heading', { name: '这些部件长什么样？' }).waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const wanted: string[] = await (await fetch('/precache.json')).json()
    const cache = await caches.open('anju-shell-1')
    for (let tries = 0; tries < 100 && (await cache.keys()).length < wanted.length; tries++)
      await new Promise(resolve => setTimeout(resolve, 100))
  })
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('heading', { name: '这些部件长什么样？' }).waitFor()
  await page.getByText('没有网络，可以照常登记').waitFor()
  await shot(page, 'shells-gate-offline')
  await context.close()
})

test('the check for readers finds what is wrong', async () => {
  const { page, context } = await open(browser, url, 'console')
  await page.setContent(
    '<html lang="zh-CN"><title>x</title><body><p style="color:#ccc;background:#fff">看不清</p><button></button></body></html>',
  )
  await expect(assertAxe(page)).rejects.toThrow(
    /color-contrast[\s\S]*button-name|button-name[\s\S]*color-contrast/,
  )
  await context.close()
})

test('JavaScript and styles of each shell keep to their budget', () => {
  const over = weigh().filter(each => !each.ok)
  expect(over).toEqual([])
})
