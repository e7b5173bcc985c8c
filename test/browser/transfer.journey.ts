/** An office brings a table in: a foreign file with errors, mended in its own list of errors, twice without doubles. */
import { readFile } from 'node:fs/promises'
import { read, utils } from '@e965/xlsx'
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/core/ids.ts'
import * as column from '../../server/core/sheet-columns.ts'
import { importDef } from '../../server/core/transfer.ts'
import { testHouse } from '../harness.ts'
import { languages, launch, looker, open } from './kit.ts'
import { administrator, setUp, workbook } from './office.ts'
import { aProgram, type Program, staffIn } from './program.ts'

type Building = { name: string; floors: number; phone?: string }

const buildings = importDef<Building>({
  key: 'journey.buildings',
  title: { zh: '楼栋', en: 'Buildings' },
  permission: 'estate.import',
  scope: 'estate',
  columns: [
    {
      key: 'name',
      header: { zh: '楼栋', en: 'Building' },
      aliases: [],
      required: true,
      example: '1',
      ...column.text(20),
    },
    {
      key: 'floors',
      header: { zh: '层数', en: 'Floors' },
      aliases: [],
      required: true,
      example: '18',
      ...column.count({ min: 1, max: 200 }),
    },
    {
      key: 'phone',
      header: { zh: '楼栋长电话', en: 'Phone of its warden' },
      aliases: [],
      required: false,
      example: '13812345678',
      ...column.phone(),
      sensitive: true,
    },
  ],
  naturalKey: row => row.name,
  save: async (ctx, estateId, rows) =>
    Promise.all(
      rows.map(async ({ line, row }) => {
        const made = await sql<{
          fresh: boolean
        }>`INSERT INTO building (estate_id, id, name, floors) VALUES (${estateId}, ${newId()}, ${row.name}, ${row.floors})
          ON CONFLICT (estate_id, name) DO UPDATE SET floors = excluded.floors RETURNING (xmax = 0) AS fresh`.execute(
          ctx.db,
        )
        return { line, did: made.rows[0]?.fresh ? ('created' as const) : ('same' as const) }
      }),
    ),
})

const t = await testHouse()
let program: Program
let browser: Browser

beforeAll(async () => {
  program = await aProgram(t)
  program.house.transfers.add({ imports: [buildings] })
  await setUp(program)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const looked = looker('transfer')

const words = {
  'zh-CN': {
    user: '用户名',
    password: '密码',
    signIn: '登录',
    good: /只导入正确的 2 行/,
    all: /导入全部 1 行/,
    errors: /下载未导入的 1 行/,
    list: '下载错误清单',
    kind: '楼栋',
  },
  en: {
    user: 'User name',
    password: 'Password',
    signIn: 'Sign in',
    good: /Import the good rows only \(2\)/,
    all: /Import all rows \(1\)/,
    errors: /Download the rows left out \(1\)/,
    list: 'Download the errors',
    kind: 'Buildings',
  },
} as const

const table = (rows: unknown[][], name: string) => workbook(rows, '楼栋表', name)

test.each(languages)(
  '[SX-15] a foreign table with errors, mended and uploaded again (%s)',
  async language => {
    const said = words[language]
    const visitor = await open(browser, program.url, 'console', { language })
    const { page } = visitor
    const look = (name: string) => looked(page, `${name}-${language}`)
    await staffIn(page, administrator.username, '/console/imports')
    await page.getByRole('radio', { name: said.kind, exact: true }).check()
    await look('start')
    const other = `${language}1`
    await page
      .locator('input[type=file]')
      .setInputFiles(
        table(
          [
            ['翠湖花园楼栋表'],
            ['序号', '哪一栋', '共几层', '电话'],
            [1, other, 18, 13812345678],
            [2, `${language}2`, 0, ''],
            [3, `${language}3`, 6, ''],
          ],
          '楼栋.xlsx',
        ),
      )
    await page.waitForURL(/imports\/[0-9a-f-]{36}/)
    await look('map')
    const selects = page.locator('.tr-map select')
    await selects.nth(0).selectOption({ label: '哪一栋' })
    await expect.poll(() => page.locator('.tr-map select').nth(0).inputValue()).toBe('1')
    await selects.nth(1).selectOption({ label: '共几层' })
    await page.getByRole('button', { name: said.good }).waitFor()
    expect(await page.locator('.tr-sample').allTextContents()).toContain('138****5678')
    await look('check')
    await page.getByRole('button', { name: said.good }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: said.errors }).click()
    const file = await (await download).path()
    await look('done')

    const book = read(await readFile(file), { type: 'buffer' })
    const rows: unknown[][] = utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 })
    expect(rows).toHaveLength(2)
    const mended = rows.map((row, at) =>
      at === 0 ? row : row.map((cell, place) => (place === 2 ? '9' : cell)),
    )
    await page.goto('/console/imports')
    await page.getByRole('radio', { name: said.kind, exact: true }).check()
    await page.locator('input[type=file]').setInputFiles(table(mended, '改好.xlsx'))
    await page.waitForURL(/imports\/[0-9a-f-]{36}/)
    await page.getByRole('button', { name: said.all }).click()
    await page.locator('.tr-figures').waitFor()
    await look('mended')
    const stored = await sql<{
      name: string
      floors: number
    }>`SELECT name, floors FROM building WHERE name LIKE ${`${language}%`} ORDER BY name`.execute(t.house.db)
    expect(stored.rows.map(row => [row.name, row.floors])).toEqual([
      [other, 18],
      [`${language}2`, 9],
      [`${language}3`, 6],
    ])
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)
