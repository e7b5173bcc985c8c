/** Exports of lists: .xlsx with real numbers and dates, and .csv. */
import { Temporal } from 'temporal-polyfill'
import type { Row as XlsxRow } from 'write-excel-file/node'
import type { Bilingual } from './formats.ts'
import {
  HEADER_STYLE,
  type Language,
  NOTE_STYLE,
  sheetName,
  text,
  toXlsx,
  width,
  withRows,
} from './sheet-xlsx.ts'

/** How the cells of an exported column are written. Money comes in fen, area in 0.01 m², dates as ISO text. */
export type CellKind = 'text' | 'integer' | 'money' | 'area' | 'date' | 'instant' | 'percent' | 'yesNo'

/** The value of a cell as the program holds it. */
export type CellValue = string | number | boolean | null | undefined

/** One column of an exported list; `cell` gives the value as the program holds it. */
export type ListColumn<Row> = {
  key: string
  header: Bilingual
  kind: CellKind
  /** width in letters; by kind when left out */
  width?: number
  /** `lang` is the reader's, for what is a word: `labels[row.state][lang]` */
  cell(row: Row, lang: 'zh' | 'en'): CellValue
}

/** Lines above the table of an export: what was asked for, by whom and when. */
export type ExportMeta = { label: string; value: string }[]

/** The head of a table to write. */
export type TableHead = {
  title: string
  columns: Pick<ListColumn<never>, 'key' | 'header' | 'kind' | 'width'>[]
  meta?: ExportMeta
  language?: Language
}

/**
 * Rows on their way to the thread that writes them: the JSON of up to some thousand rows each. A string crosses to a
 * thread at once, where 100,000 arrays would hold everybody else up for half a second.
 */
export type PackedRows = string[]

/** The rows of a pack, as they were. */
export function* unpacked(packs: PackedRows): Generator<CellValue[]> {
  for (const pack of packs) yield* JSON.parse(pack) as CellValue[][]
}

const ZONE = 'Asia/Shanghai'

const FORMATS: Partial<Record<CellKind, string>> = {
  integer: '#,##0',
  money: '#,##0.00',
  area: '#,##0.00',
  date: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm',
  percent: '0.0%',
  text: '@',
}
const WIDTHS: Record<CellKind, number> = {
  text: 18,
  integer: 10,
  money: 13,
  area: 11,
  date: 12,
  instant: 17,
  percent: 9,
  yesNo: 6,
}

/**
 * A table as .xlsx: title, meta lines, bold frozen header, real numbers and dates. The library writes the head and one
 * sample row, our own lines repeat the sample's styles: 100,000 rows take seconds and no gigabyte.
 */
export async function tableToXlsx(table: TableHead, packs: PackedRows): Promise<Uint8Array> {
  const language = table.language ?? 'zh'
  const data: XlsxRow[] = [[text(table.title, { fontWeight: 'bold', fontSize: 14 })]]
  // One cell, so that nobody who reads the file again takes these words for its header.
  const colon = language === 'zh' ? '：' : ': '
  const meta = (table.meta ?? []).map(({ label, value }) => label + colon + value).join('　')
  if (meta !== '') data.push([text(meta, { ...NOTE_STYLE, wrap: false })])
  data.push(table.columns.map(column => text(column.header[language], HEADER_STYLE)))
  const above = data.length
  data.push(
    table.columns.flatMap(({ kind }) => [text(''), { value: 0, type: Number, format: FORMATS[kind] ?? '0' }]),
  )
  const skeleton = await toXlsx([
    {
      data,
      sheet: sheetName(table.title),
      columns: table.columns.map(column => ({
        width: column.width ?? Math.max(WIDTHS[column.kind], width(column.header[language]) + 3),
      })),
      stickyRowsCount: above,
    },
  ])
  return withRows(skeleton, above + 1, xlsxRows(table, packs))
}

/** Each row as its cells: a number, or a text. */
function* xlsxRows(table: TableHead, packs: PackedRows): Generator<(number | string | null)[]> {
  const language = table.language ?? 'zh'
  for (const row of unpacked(packs)) {
    yield table.columns.map((column, at) => xlsxValue(row[at], column.kind, language))
  }
}

/** A table as .csv: UTF-8 with its mark (so that Excel reads Chinese), texts guarded against formulas. */
export async function tableToCsv(table: TableHead, packs: PackedRows): Promise<string> {
  const language = table.language ?? 'zh'
  const lines = [`\ufeff${table.columns.map(column => csvCell(column.header[language])).join(',')}`]
  for (const row of unpacked(packs)) {
    lines.push(table.columns.map((column, at) => csvValue(row[at], column.kind, language)).join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

/** A cell as it is printed: the text of the .csv without its guard. */
export function shownValue(value: CellValue, kind: CellKind, language: Language): string {
  if (typeof value === 'string' && kind !== 'instant') return value
  return csvValue(value, kind, language)
}

/** One cell of an .xlsx: a number where the column is one, else a text; nothing is ever a formula. */
function xlsxValue(value: CellValue, kind: CellKind, language: Language): number | string | null {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'yesNo') return yesNo(value, language)
  if (typeof value === 'number') return scale(value, kind) ?? String(value)
  return (kind === 'date' ? dayNumber(String(value)) : instantNumber(String(value), kind)) ?? String(value)
}

function scale(value: number, kind: CellKind): number | null {
  if (kind === 'money' || kind === 'area') return value / 100
  return kind === 'text' ? null : value
}

function dayNumber(iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  return Temporal.PlainDate.from('1899-12-30').until(Temporal.PlainDate.from(iso)).days
}

function instantNumber(iso: string, kind: CellKind): number | null {
  if (kind !== 'instant' || !/^\d{4}-\d{2}-\d{2}T/.test(iso)) return null
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(ZONE)
  const day = dayNumber(local.toPlainDate().toString()) ?? 0
  return day + (local.hour * 3600 + local.minute * 60 + local.second) / 86_400
}

function csvValue(value: CellValue, kind: CellKind, language: Language): string {
  if (value === null || value === undefined) return ''
  if (kind === 'yesNo') return csvCell(yesNo(value, language))
  if (kind === 'instant' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) {
    const local = Temporal.Instant.from(value).toZonedDateTimeISO(ZONE).toPlainDateTime()
    return local.toString({ smallestUnit: 'second' }).replace('T', ' ')
  }
  if (typeof value === 'number' && kind !== 'text') {
    if (kind === 'money' || kind === 'area') return (value / 100).toFixed(2)
    return kind === 'percent' ? `${(value * 100).toFixed(1)}%` : String(value)
  }
  return csvCell(String(value))
}

function yesNo(value: CellValue, language: Language): string {
  const labels = value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  return labels[language]
}

/** A CSV text: quoted where needed; a leading =, +, -, @, tab or CR gets a quote before it, or Excel would run it. */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
