/**
 * An office brings its real estate in: the table it has, with errors, mended and imported again; then it sees its
 * units, the picture of a building, the census, the open places and the price list.
 */
import { readFile } from 'node:fs/promises'
import { read, utils } from '@e965/xlsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse } from '../harness.ts'
import { type Language, launch, looker, open } from './kit.ts'
import { administrator, setUp, workbook } from './office.ts'
import { aProgram, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser

beforeAll(async () => {
  program = await aProgram(t)
  await setUp(program)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const looked = looker('estate')

const words = {
  'zh-CN': {
    kind: '房屋',
    good: /只导入正确的 \d+ 行/,
    errors: /下载未导入的 3 行/,
    all: /导入全部 2 行/,
    save: '保存',
    buildings: '楼栋',
    census: '摸底数据',
    begin: '填报摸底数据',
    send: '提交，等待复核',
    starter: '加入方案中的常用项目',
    setPrice: '标价',
    noPrice: '暂未标价',
  },
  en: {
    kind: 'Units',
    good: /Import the good rows only \(\d+\)/,
    errors: /Download the rows left out \(3\)/,
    all: /Import all rows \(2\)/,
    save: 'Save',
    buildings: 'Buildings',
    census: 'Census',
    begin: 'Correct it',
    send: 'Send for checking',
    starter: 'Add the items of the plan',
    setPrice: 'Set a price',
    noPrice: 'Not priced yet',
  },
} as const

const table = (rows: unknown[][], name: string) => workbook(rows, '房屋', name)

/** Two sections of six floors as the office has them, with a title row, a running number and five slips. */
function officeTable(building: string): unknown[][] {
  const rows: unknown[][] = [['翠湖花园房屋台账'], ['序号', '房屋编号', '建筑面积', '房屋性质', '入住状态']]
  for (let floor = 1; floor <= 6; floor++)
    for (const section of [1, 2])
      for (const place of [1, 2])
        rows.push([
          rows.length - 1,
          `${building}栋${section}单元${floor}0${place}`,
          88.5 + place,
          floor === 1 && section === 1 ? '商铺' : '住宅',
          ['已入住', '出租', '装修中', '空置', '未入住', '已入住'][floor - 1],
        ])
  rows.push([25, `${building}栋1单元101`, 90, '住宅', '已入住'])
  rows.push([26, `${building}-2-701`, 0, '住宅', '已入住'])
  rows.push([27, `${building}-2-702`, '九十', '住宅', '已入住'])
  return rows
}

const ends: Language[] = ['zh-CN', 'en']

test.each(ends)(
  '[SX-15] the office imports its houses, mends, imports again and sees them (%s)',
  async language => {
    const said = words[language]
    const building = language === 'en' ? 'B' : '1'
    const visitor = await open(browser, program.url, 'console', { language })
    const { page } = visitor
    const look = (name: string) => looked(page, `${name}-${language}`)
    await signIn(page, '/console/units')
    await look('units-empty')
    await upload(page, said.kind, table(officeTable(building), '房屋台账.xlsx'))
    await page.getByRole('button', { name: said.good }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: said.errors }).click()
    const file = await (await download).path()
    await look('import-done')
    await upload(page, said.kind, table(mend(await readFile(file)), '改好.xlsx'))
    await page.getByRole('button', { name: said.all }).click()
    await page.locator('.tr-figures').waitFor()

    await page.goto(`/console/units?q=${building}-`)
    await page.getByText(`${building}-2-702`).waitFor()
    expect(await page.locator('.aj-table tbody tr').count()).toBe(26)
    await look('units')
    await page.locator('.aj-table tbody tr').first().click()
    await page.locator('.aj-drawer input[name=area]').fill('91.25')
    await look('unit')
    await page.keyboard.press('Enter')
    await page.getByText('91.25').first().waitFor()

    await page.goto('/console/estate')
    await look('profile')
    await page.getByRole('tab', { name: said.buildings }).click()
    await page.getByRole('button', { name: building, exact: true }).click()
    await page.locator('.es-cell').first().waitFor()
    expect(await page.locator('.es-cell').count()).toBe(26)
    await look('block')
    await page.getByRole('tab', { name: said.census }).click()
    await look('census')
    await page.getByRole('button', { name: said.begin }).click()
    const number = language === 'en' ? '2' : '1'
    await page.locator('input[name=buildings]').fill(number)
    await page.locator('input[name=residentialBuildings]').fill(number)
    await page.locator('input[name=sections]').fill('4')
    if (language === 'en') await page.locator('input[name=reason]').fill('One more building')
    await look('census-form')
    await page.getByRole('button', { name: said.send }).click()
    await page.locator('.es-table').waitFor()
    await look('census-sent')
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)

test.each(ends)(
  '[SX-10] [S8-03] open places are named and filled; items are priced before they are sold (%s)',
  async language => {
    const said = words[language]
    const visitor = await open(browser, program.url, 'console', { language })
    const { page } = visitor
    const look = (name: string) => looked(page, `${name}-${language}`)
    await signIn(page, '/console/settings')
    const fields = page.locator('.es-setting')
    await fields.first().waitFor()
    const before = await page.locator('.es-setting blockquote').count()
    expect(before).toBeGreaterThanOrEqual(12)
    const waiting = page.locator('.es-setting', { has: page.locator('.aj-state') })
    const empty = await waiting.count()
    await look('settings')
    await waiting.nth(0).locator('input').first().fill('30')
    await waiting.nth(0).getByRole('button', { name: said.save }).click()
    await expect.poll(() => waiting.count()).toBe(empty - 1)

    await page.goto('/console/regions')
    await page.locator('.es-figures').waitFor()
    await look('regions')
    await page.goto('/console/estates')
    await page.getByText('翠湖花园').first().waitFor()
    await look('estates')
    await page.goto('/console/organisations')
    await look('organisations')

    await page.goto('/console/catalogue')
    await look('catalogue-begin')
    const starter = page.getByRole('button', { name: said.starter })
    const unpriced = page.locator('.aj-table tbody tr', { hasText: said.noPrice })
    await starter.or(unpriced.first()).first().waitFor()
    if (await starter.isVisible()) await starter.click()
    await unpriced.first().waitFor()
    const left = await unpriced.count()
    await unpriced.last().click()
    await page.locator('.aj-drawer').getByRole('button', { name: said.setPrice }).click()
    await page.locator('.aj-drawer input[name=amount]').fill('30')
    await look('price')
    await page.locator('.aj-drawer input[name=amount]').press('Enter')
    await expect.poll(() => unpriced.count()).toBe(left - 1)
    await look('catalogue')
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)

const signIn = (page: Page, next: string) =>
  staffIn(page, administrator.username, next, path => path === next)

async function upload(page: Page, kind: string, file: ReturnType<typeof table>): Promise<void> {
  await page.goto('/console/imports')
  // the chosen one carries a sign before its word, so its name is not exactly the word
  await page.locator('.aj-choices label', { hasText: kind }).first().click()
  await page.locator('input[type=file]').setInputFiles(file)
  await page.waitForURL(/imports\/[0-9a-f-]{36}/)
}

/** The list of errors as the office corrects it: the double row out, the areas as they are. */
function mend(bytes: Buffer): unknown[][] {
  const book = read(bytes, { type: 'buffer' })
  const rows: unknown[][] = utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 })
  const [header = [], ...body] = rows
  const area = header.indexOf('建筑面积')
  const left = body.filter(row => !String(row[header.indexOf('房屋编号')]).includes('1单元101'))
  return [header, ...left.map(row => row.map((cell, at) => (at === area ? '92.5' : cell)))]
}
