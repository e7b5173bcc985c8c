/** What may be done with an upload in which state, and what of it may be shown. Pure. */
import type { Bilingual } from '../../core/formats.ts'
import type { CellError, ColumnDef, Mapping, SheetRow } from '../../core/sheet.ts'
import type { importStates } from './contract.ts'

export type ImportState = (typeof importStates)[number]

/** action → the states it may be done in, and the refusal code otherwise. */
export const actions = {
  map: { from: ['uploaded'], refusal: 'transfer.state' },
  run: { from: ['uploaded'], refusal: 'transfer.state' },
  discard: { from: ['uploaded'], refusal: 'transfer.state' },
  again: { from: ['queued', 'running'], refusal: 'transfer.state' },
  errors: { from: ['uploaded', 'done', 'failed'], refusal: 'transfer.state' },
} as const satisfies Record<string, { from: readonly ImportState[]; refusal: string }>

export type ImportAction = keyof typeof actions

/** True, or the refusal code. */
export function allowed(action: ImportAction, state: ImportState, hasFile: boolean): true | string {
  const rule: { from: readonly ImportState[]; refusal: string } = actions[action]
  if (!rule.from.includes(state)) return rule.refusal
  return hasFile ? true : 'transfer.file_gone'
}

/** An import without a sign of life for this long may be taken up again. */
export const STUCK_MINUTES = 10

/** Uploaded files hold personal data; they are kept this long, for their list of errors, and then removed. */
export const KEEP_FILES_DAYS = 30

/** Rows brought in by one transaction of the mode that takes good rows only, and between two signs of progress. */
export const CHUNK = 500

/** How many rows of the file, and of the errors, a preview shows. */
export const PREVIEW_ROWS = 5
export const PREVIEW_ERRORS = 50
/** Consequences shown in a preview. */
export const PREVIEW_CHANGES = 50

/** A personal value as a preview shows it: its beginning and end. */
export function masked(value: string): string {
  const signs = [...value]
  if (signs.length <= 4) return '*'.repeat(signs.length)
  const kept = signs.length >= 11 ? 3 : 1
  return [...signs.slice(0, kept), '****', ...signs.slice(signs.length >= 11 ? -4 : -1)].join('')
}

/** The cells of a file's row by our columns, as a preview shows them. */
export function shownCells(
  row: Pick<SheetRow, 'cells'>,
  mapping: Mapping,
  columns: ColumnDef[],
): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const column of columns) {
    const at = mapping[column.key]
    const cell = at === undefined ? '' : (row.cells[at] ?? '')
    if (at !== undefined) shown[column.key] = (column.sensitive ? masked(cell) : cell).slice(0, 200)
  }
  return shown
}

/** A row that the room refused while it was brought in. */
export type Failure = { line: number; errors: CellError[] }

/** The error of a row for which a whole chunk was refused. */
export function refusedRow(line: number, code: string, text: Bilingual): Failure {
  return { line, errors: [{ column: null, code, text }] }
}
