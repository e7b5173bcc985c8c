/** The files that an import gives out: its empty template, and the bad rows to be corrected. */

import { type CellError, type ColumnDef, EXAMPLE_MARK, NOTE_MARK, type SheetDef } from './sheet.ts'
import { ERROR_HEADER, isErrorHeader } from './sheet-map.ts'
import {
  dropDowns,
  HEADER_STYLE,
  type Language,
  NOTE_STYLE,
  sheetName,
  text,
  toXlsx,
  width,
} from './sheet-xlsx.ts'

/** The empty table of an import: header, a row of notes, an example, drop-downs where the answers are a closed list. */
export async function templateFor<Row extends object>(
  def: SheetDef<Row>,
  language: Language = 'zh',
): Promise<Uint8Array> {
  const columns: ColumnDef[] = def.columns
  const notes = columns.map(column => text(NOTE_MARK + noteOf(column, language), NOTE_STYLE))
  const example = columns.map((column, at) =>
    text((at === 0 ? EXAMPLE_MARK : '') + column.example, EXAMPLE_STYLE),
  )
  const header = columns.map(column =>
    text(column.header[language] + (column.required ? ' *' : ''), HEADER_STYLE),
  )
  const data = [header, notes, example]
  // Empty cells below carry the text format, so that typed phone and ID numbers are not turned into figures.
  for (let row = 0; row < 200; row++) {
    data.push(
      columns.map(column =>
        column.cell === 'number' ? null : { value: undefined, type: String, format: '@' },
      ),
    )
  }
  return await toXlsx([
    {
      data,
      sheet: sheetName(def.title[language]),
      columns: columns.map(column => ({
        width: Math.max(14, width(column.header[language]) + 4, width(column.example) + 2),
      })),
      stickyRowsCount: 1,
      features: [dropDowns(columns, language)],
    },
  ])
}

const EXAMPLE_STYLE = { textColor: '#8a8a8a', fontStyle: 'italic' } as const

function noteOf(column: ColumnDef, language: Language): string {
  const need = column.required ? { zh: '必填', en: 'required' } : { zh: '选填', en: 'optional' }
  const hint = column.hint?.[language] ?? ''
  const choices = column.choices?.map(label => label[language]).join(language === 'zh' ? '、' : ', ') ?? ''
  return [need[language], hint, choices].filter(part => part !== '').join(language === 'zh' ? '；' : '; ')
}

/** The bad rows as they were, each with its reasons in a last column: to be corrected and uploaded again [SX-15]. */
export async function errorFile(
  header: string[],
  rows: { cells: string[]; why: string }[],
  language: Language = 'zh',
): Promise<Uint8Array> {
  const kept = header.map((name, at) => ({ name, at })).filter(({ name }) => !isErrorHeader(name))
  const head = [
    ...kept.map(({ name }) => text(name, HEADER_STYLE)),
    text(ERROR_HEADER[language], HEADER_STYLE),
  ]
  const body = rows.map(row => [
    ...kept.map(({ at }) => text(row.cells[at] ?? '')),
    text(row.why, { textColor: '#b42318', wrap: true }),
  ])
  return await toXlsx([
    {
      data: [head, ...body],
      sheet: sheetName(ERROR_HEADER[language]),
      columns: [...kept.map(({ name }) => ({ width: Math.max(12, width(name) + 4) })), { width: 60 }],
      stickyRowsCount: 1,
    },
  ])
}

/** The errors of one row as one text: `面积：…；姓名：…`. */
export function reasons(
  errors: CellError[],
  columnName: (key: string) => string,
  language: Language,
): string {
  const colon = language === 'zh' ? '：' : ': '
  return errors
    .map(error => (error.column === null ? '' : columnName(error.column) + colon) + error.text[language])
    .join('\n')
}
