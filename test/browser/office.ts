/** An office on its first day: the estate as the set-up page makes it, its administrator, and the tables it has in Excel. */
import { utils, write } from '@e965/xlsx'
import { expect } from 'vitest'
import { PASSWORD, type Program } from './program.ts'

/** The administrator whom the set-up makes; signs in with the journeys' password. */
export const administrator = { username: 'admin', name: '周岚', password: PASSWORD }

/** Sets an empty program up: the administrator, four regions, 翠湖花园. */
export async function setUp(program: Program): Promise<void> {
  const region = { city: '示例市', district: '湖滨区', subdistrict: '翠湖街道', neighbourhood: '第一社区' }
  const made = await fetch(`${program.url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anju': '1' },
    body: JSON.stringify({ administrator, region, estate: { name: '翠湖花园', kind: 'compound' } }),
  })
  expect(made.status, await made.text()).toBe(200)
}

/** Rows as the .xlsx a person picks in the browser. */
export function workbook(rows: unknown[][], sheet: string, name: string) {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), sheet)
  const buffer: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' })
  return { name, mimeType: 'application/octet-stream', buffer }
}
