/** From an uploaded file to rows that are read against a definition, and what of them is shown. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { z } from 'zod'
import { aside } from '../../core/aside.ts'
import type { Ctx } from '../../core/house.ts'
import type { Mapping, Sheet, Workbook } from '../../core/sheet.ts'
import { isErrorHeader } from '../../core/sheet-map.ts'
import type { Foretold, ImportRun, RegisteredImport } from '../../core/transfer.ts'
import type { Preview } from './contract.ts'
import { CHUNK, PREVIEW_CHANGES, PREVIEW_ERRORS, PREVIEW_ROWS, shownCells } from './rules.ts'

/** Reads a file in the thread beside the program. @throws sheet.* */
export function readFile(bytes: Uint8Array, filename: string): Promise<Workbook> {
  return aside('readSheet', bytes, filename)
}

/** The mapping that the names propose; the reasons column of our own error file is never one of it. */
export function suggested(def: RegisteredImport, sheet: Sheet): Mapping {
  return def.suggest(sheet.header.map(name => (isErrorHeader(name) ? '' : name)))
}

/** The sheet that fits an import best: most required columns found, then most rows. */
export function bestSheet(def: RegisteredImport, book: Workbook): number {
  const required = def.columns.filter(column => column.required).map(column => column.key)
  const ranked = book.sheets.map((sheet, at) => {
    const mapping = suggested(def, sheet)
    return { at, found: required.filter(key => key in mapping).length, rows: sheet.rows.length }
  })
  ranked.sort((a, b) => b.found - a.found || b.rows - a.rows || a.at - b.at)
  return ranked[0]?.at ?? 0
}

/** Reads all rows, letting other requests pass between the chunks. */
export async function readRows(def: RegisteredImport, sheet: Sheet, mapping: Mapping): Promise<ImportRun> {
  const run = def.begin(mapping)
  for (let from = 0; from < sheet.rows.length; from += CHUNK) {
    run.read(sheet.rows.slice(from, from + CHUNK))
    await breathe()
  }
  return run
}

/** What the screen shows before anything is imported. Without a whole mapping no row is judged. */
export async function previewOf(
  ctx: Ctx,
  def: RegisteredImport,
  estateId: string,
  sheet: Sheet,
  mapping: Mapping,
): Promise<z.input<typeof Preview>> {
  const sample = sheet.rows
    .slice(0, PREVIEW_ROWS)
    .map(row => ({ line: row.line, cells: shownCells(row, mapping, def.columns) }))
  const mappingErrors = def.mappingErrors(mapping, sheet.header.length)
  const nothing = { changes: [], changed: 0 }
  if (mappingErrors.length > 0) return { good: 0, bad: 0, mappingErrors, errors: [], ...nothing, sample }
  const { good, bad } = await readRows(def, sheet, mapping)
  const errors = bad
    .slice(0, PREVIEW_ERRORS)
    .map(row => ({ line: row.line, cells: shownCells(row, mapping, def.columns), errors: row.errors }))
  const told = await foretold(ctx, def, estateId, good)
  const changes = told.slice(0, PREVIEW_CHANGES)
  return { good: good.length, bad: bad.length, mappingErrors, errors, changes, changed: told.length, sample }
}

/** What other rooms say the rows would bring about there, in the order of the file. */
async function foretold(
  ctx: Ctx,
  def: RegisteredImport,
  estateId: string,
  good: ImportRun['good'],
): Promise<Foretold[]> {
  const told: Foretold[] = []
  for (const { tell } of ctx.house.transfers.foretells.get(def.key) ?? [])
    for (let from = 0; from < good.length; from += CHUNK)
      told.push(...(await tell(ctx, estateId, good.slice(from, from + CHUNK))))
  return told.sort((a, b) => a.line - b.line)
}
