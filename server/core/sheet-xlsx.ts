/** The parts of an .xlsx that templates, error files and lists share: text cells, styles, drop-downs. */
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
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;&quot;')
}
