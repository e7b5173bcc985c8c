/** The parts of an .xlsx that templates, error files and lists share: text cells, styles, drop-downs. */
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'
import writeXlsxFile, { type Cell, type Row as XlsxRow } from 'write-excel-file/node'
import type { Bilingual } from './formats.ts'
import type { ColumnDef } from './sheet.ts'

/** The language of a file: its header, notes and error texts. */
export type Language = keyof Bilingual

type SheetFeature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number]

const FONT = { fontFamily: '等线', fontSize: 11 }

/** The look of a header row. */
export const HEADER_STYLE = {
  fontWeight: 'bold',
  backgroundColor: '#e6f2f0',
  bottomBorderStyle: 'thin',
  wrap: true,
} as const

/** The look of notes: small and grey. */
export const NOTE_STYLE = { textColor: '#666666', wrap: true, alignVertical: 'top', fontSize: 9 } as const

/** A text cell; never a formula, whatever it begins with. */
export function text(value: string, style: object = {}): Cell {
  return { value: cellText(value), type: String, format: '@', ...style }
}

/** What XML and Excel can hold: no control signs, no halves of surrogate pairs, 32,767 letters at most. */
function cellText(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\p{Cc}--[\n\t]]|[\ufffe\uffff]/gv, '')
    .slice(0, 32_767)
}

/** A sheet name: at most 31 letters, none of the signs that Excel refuses. */
export function sheetName(title: string): string {
  return (
    title
      .replace(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet1'
  )
}

/** Width in letters, a Han character counting two. */
export function width(value: string): number {
  return [...value].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? 2 : 1), 0)
}

/** One sheet to write. */
export type SheetToWrite = {
  data: XlsxRow[]
  sheet: string
  columns: { width: number }[]
  stickyRowsCount: number
  features?: SheetFeature[]
}

/** The sheets as the bytes of one .xlsx file. */
export async function toXlsx(sheets: SheetToWrite[]): Promise<Uint8Array> {
  const features = sheets.flatMap(sheet => sheet.features ?? [])
  const written = writeXlsxFile(sheets, { ...FONT, features })
  return await written.toBuffer()
}

/**
 * Puts rows in the place of the sample row, which carries two cells for each column: the style of its texts and that of
 * its numbers. The file is packed while its rows are written, so it is never in memory as a whole. Texts are written
 * inline and as texts, so nothing in them is ever a formula.
 */
export function withRows(
  skeleton: Uint8Array,
  sampleRow: number,
  rows: Iterable<(number | string | null)[]>,
): Uint8Array {
  const packed: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    packed.push(chunk)
  })
  for (const [name, bytes] of Object.entries(unzipSync(skeleton))) {
    const part = new ZipDeflate(name, { level: 6 })
    zip.add(part)
    if (name === 'xl/worksheets/sheet1.xml') pushRows(part, strFromU8(bytes), sampleRow, rows)
    else part.push(bytes, true)
  }
  zip.end()
  return new Uint8Array(Buffer.concat(packed))
}

function pushRows(
  part: ZipDeflate,
  sheet: string,
  sampleRow: number,
  rows: Iterable<(number | string | null)[]>,
): void {
  const sample = new RegExp(`<row r="${sampleRow}">(.*?)</row>`, 's').exec(sheet)
  if (!sample) throw new Error('the sheet lost its sample row')
  const styles = [...(sample[1] ?? '').matchAll(/ s="(\d+)"/g)].map(match => match[1] ?? '0')
  part.push(strToU8(sheet.slice(0, sample.index)))
  let lines = ''
  let at = sampleRow
  for (const cells of rows) {
    lines += `<row r="${at}">${cells.map((value, column) => cellXml(value, at, column, styles)).join('')}</row>`
    at += 1
    if (lines.length < 200_000) continue
    part.push(strToU8(lines))
    lines = ''
  }
  part.push(strToU8(lines + sheet.slice(sample.index + sample[0].length)), true)
}

function cellXml(value: number | string | null, row: number, column: number, styles: string[]): string {
  if (value === null || value === '') return ''
  const place = `<c r="${columnLetter(column)}${row}" s="${styles[column * 2 + (typeof value === 'number' ? 1 : 0)]}"`
  if (typeof value === 'number') return `${place}><v>${value}</v></c>`
  return `${place} t="inlineStr"><is><t xml:space="preserve">${escapeText(cellText(value))}</t></is></c>`
}

function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Drop-down lists of the closed answers in the template, for the rows below the example. */
export function dropDowns(columns: ColumnDef[], language: Language): SheetFeature {
  const lists = columns.flatMap((column, at) => {
    const labels = column.choices?.map(label => label[language]) ?? []
    // Excel holds at most 255 letters in a list, and the comma parts its items.
    if (labels.length === 0 || labels.join(',').length > 255 || labels.some(label => label.includes(',')))
      return []
    const letter = columnLetter(at)
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letter}4:${letter}20003"><formula1>"${labels.map(escapeXml).join(',')}"</formula1></dataValidation>`,
    ]
  })
  if (lists.length === 0) return {}
  const xml = `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: content => content.replace('</sheetData>', `</sheetData>${xml}`),
        },
      },
    },
  }
}

function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter
}

function escapeXml(value: string): string {
  return escapeText(value).replaceAll('"', '&quot;&quot;')
}
