/** Reads .xlsx, .xls, .csv (and the HTML tables that many systems save as .xls) into rows of text. */
import { type CellObject, read, SSF, set_cptable, type WorkSheet } from '@e965/xlsx'
import { AppError } from './errors.ts'
import { EXAMPLE_MARK, NOTE_MARK, type Sheet, type SheetRow, type Workbook } from './sheet.ts'
import { decodeText, delimiterOf, parseDelimited } from './sheet-csv.ts'
import { sheetFail } from './sheet-refusal.ts'
import { safeZip } from './sheet-zip.ts'

/** Limits of one uploaded file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
export const MAX_ROWS = 20_000
const MAX_COLUMNS = 200
/** Titles, units and dates often stand above the header; the header is sought in this many rows. */
const HEADER_SEARCH = 15

/**
 * Reads a spreadsheet. Every cell comes as text: dates as 2026-01-31, numbers without rounding noise, a number of
 * more than 15 digits as 4.3e+17 so that column readers can tell that its end is lost. Merged cells are filled.
 *
 * @throws sheet.too_large, sheet.encrypted, sheet.damaged, sheet.empty, sheet.kind and their like [SX-15]
 */
export async function readSheet(bytes: Uint8Array, filename: string): Promise<Workbook> {
  if (bytes.length > MAX_FILE_BYTES) {
    throw sheetFail('sheet.too_large', { params: { megabytes: (bytes.length / 1_048_576).toFixed(1) } })
  }
  if (bytes.length === 0) throw sheetFail('sheet.empty')
  const kind = kindOf(bytes, filename)
  const encoding = kind === 'csv' || kind === 'html' ? decodeText(bytes) : null
  const tables =
    kind === 'csv'
      ? [csvTable(encoding?.text ?? '')]
      : await workbookTables(bytes, kind, encoding?.text ?? '')
  const sheets = tables.map(sheetOf).filter(sheet => sheet !== null)
  if (sheets.every(sheet => sheet.rows.length === 0)) throw sheetFail('sheet.empty')
  return { sheets, kind, encoding: encoding?.encoding ?? null }
}

type Table = { name: string; rows: SheetRow[] }

function kindOf(bytes: Uint8Array, filename: string): Workbook['kind'] {
  const starts = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'xlsx'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'xls'
  if (starts(0x25, 0x50, 0x44, 0x46) || starts(0xff, 0xd8) || starts(0x89, 0x50) || starts(0x1f, 0x8b))
    throw sheetFail('sheet.kind')
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_000))
  if (/<(html|table|!doctype html)/i.test(head)) return 'html'
  if (/\.(xlsx|xlsm)$/i.test(filename)) throw sheetFail('sheet.damaged')
  return 'csv'
}

function csvTable(text: string): Table {
  return { name: '', rows: parseDelimited(text, delimiterOf(text), MAX_ROWS + HEADER_SEARCH + 2) }
}

async function workbookTables(bytes: Uint8Array, kind: Workbook['kind'], html: string): Promise<Table[]> {
  const options = {
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    sheetRows: MAX_ROWS + HEADER_SEARCH + 2,
  }
  // The code page tables are half a megabyte and only workbooks from before 1997 need them.
  const codepage = kind === 'xls' ? { codepage: 936 } : {}
  if (kind === 'xls') set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  try {
    const book =
      kind === 'html'
        ? read(html, { ...options, type: 'string', raw: true })
        : read(kind === 'xlsx' ? safeZip(bytes) : bytes, { ...options, ...codepage, type: 'array' })
    const date1904 = book.Workbook?.WBProps?.date1904 === true
    const hidden = book.Workbook?.Sheets ?? []
    return book.SheetNames.filter((_, at) => !hidden[at]?.Hidden).map(name => ({
      name,
      rows: tableRows(book.Sheets[name] ?? {}, date1904),
    }))
  } catch (error) {
    if (error instanceof AppError) throw error
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw sheetFail('sheet.encrypted')
    throw sheetFail('sheet.damaged')
  }
}

function tableRows(sheet: WorkSheet, date1904: boolean): SheetRow[] {
  const data: (CellObject | undefined)[][] = sheet['!data'] ?? []
  const first = sheet['!ref']?.match(/^[A-Z]+(\d+)/)
  const rows = Array.from(data, (cells, at) => ({
    line: at + 1,
    cells: Array.from(cells ?? [], cell => cellText(cell, date1904)).slice(0, MAX_COLUMNS),
  }))
  for (const { s: from, e: to } of sheet['!merges'] ?? []) {
    const value = rows[from.r]?.cells[from.c] ?? ''
    if (value === '' || to.c >= MAX_COLUMNS) continue
    for (let row = from.r; row <= Math.min(to.r, rows.length - 1); row++) {
      for (let column = from.c; column <= to.c; column++) {
        const cells = rows[row]?.cells
        if (!cells) continue
        while (cells.length <= column) cells.push('')
        cells[column] = value
      }
    }
  }
  return first ? rows : []
}

/** One cell as text, as a column reader expects it. */
function cellText(cell: CellObject | undefined, date1904: boolean): string {
  const value = cell?.v
  if (cell === undefined || value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (cell.t === 'e') return cell.w ?? '#N/A'
  if (typeof value !== 'number') return String(value)
  const format = typeof cell.z === 'string' ? cell.z : ''
  if (SSF.is_date(format)) return dateText(date1904 ? value + 1462 : value)
  const percent = format.includes('%')
  const shown = percent ? value * 100 : value
  if (Math.abs(shown) >= 1e15) return shown.toExponential()
  return `${Number(shown.toPrecision(15))}${percent ? '%' : ''}`
}

function dateText(serial: number): string {
  const parts = SSF.parse_date_code(serial)
  if (!parts) return String(serial)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(parts.y).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}`
  return serial % 1 === 0 ? day : `${day} ${two(parts.H)}:${two(parts.M)}:${two(Math.floor(parts.S))}`
}

/** Finds the header of a table and parts the rows from it; null for a table without a header and a row below it. */
function sheetOf(table: Table): Sheet | null {
  const filled = table.rows.filter(row => row.cells.some(cell => cell.trim() !== ''))
  const header = headerOf(filled.slice(0, HEADER_SEARCH))
  if (!header) return null
  const rows = filled.slice(filled.indexOf(header) + 1).filter(row => !isTemplateNote(row))
  if (rows.length > MAX_ROWS) throw sheetFail('sheet.too_many_rows', { params: { limit: MAX_ROWS } })
  const width = header.cells.length
  for (const row of rows) while (row.cells.length < width) row.cells.push('')
  return { name: table.name, header: header.cells.map(cell => cell.trim()), headerLine: header.line, rows }
}

/**
 * The header is the first row with nearly as many different words as any row near the top. Where cells of it repeat
 * in the row below, they were merged over two header rows, and the lower row holds the words.
 */
function headerOf(rows: SheetRow[]): SheetRow | null {
  const words = rows.map(
    row => new Set(row.cells.filter(cell => cell.trim() !== '' && !/^[\d\s.,:/-]+$/.test(cell))).size,
  )
  const at = words.findIndex(amount => amount >= 1 && amount >= 0.6 * Math.max(...words))
  const header = rows[at]
  const below = rows[at + 1]
  if (!header) return null
  const repeated =
    below?.cells.filter((cell, column) => cell !== '' && cell === header.cells[column]).length ?? 0
  const grouped = new Set(header.cells).size < header.cells.length
  return below && grouped && repeated > 0 ? below : header
}

function isTemplateNote(row: SheetRow): boolean {
  const filled = row.cells.filter(cell => cell.trim() !== '')
  return filled.every(cell => cell.startsWith(NOTE_MARK)) || (filled[0]?.startsWith(EXAMPLE_MARK) ?? false)
}
