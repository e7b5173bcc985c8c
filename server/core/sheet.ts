/** The words of the sheet engine: what is read from a file, and what a list says of its columns. */
import type { Bilingual, Parsed } from './formats.ts'

/** Marks of the rows that the template itself brings; they are never data. */
export const NOTE_MARK = '※'
export const EXAMPLE_MARK = '例：'

/** One row of a file: its line as the spreadsheet counts (the header is line 1 or later) and its cells as text. */
export type SheetRow = { line: number; cells: string[] }

/** One sheet of a file: the header row and the rows below it, blank rows and template notes left out. */
export type Sheet = { name: string; header: string[]; headerLine: number; rows: SheetRow[] }

/** A file that was read. */
export type Workbook = { sheets: Sheet[]; kind: 'xlsx' | 'xls' | 'csv' | 'html'; encoding: string | null }

/** A column reader: text of one cell in, value or an explained refusal out. */
export type CellReader<T> = {
  parse(cell: string): Parsed<T>
  /** what may be written here, for the notes row of the template */
  hint?: Bilingual
  /** closed list of answers, offered as a drop-down in the template */
  choices?: Bilingual[]
  /** the cell format of templates and exports; text keeps leading zeros and long numbers */
  cell?: 'text' | 'date' | 'number'
}

/** One column of an import, bound to the key of the row that it fills. */
export type ColumnDef<Key extends string = string, T = unknown> = CellReader<T> & {
  key: Key
  header: Bilingual
  /** further names of this column in foreign files; compared without blanks, signs and case */
  aliases: string[]
  required: boolean
  example: string
  /** the value that others read of a person (ID number, phone): never shown in previews and error lists in full */
  sensitive?: boolean
}

type ColumnOf<Row> = { [K in keyof Row & string]-?: ColumnDef<K, Exclude<Row[K], undefined>> }[keyof Row &
  string]

/** What an import of one kind of row wants. Row is a type alias, its optional keys are columns that may stay empty. */
export type SheetDef<Row extends object = Record<string, unknown>> = {
  key: string
  title: Bilingual
  columns: ColumnOf<Row>[]
  /** rows of the same natural key are the same thing: found twice in a file they are duplicates */
  naturalKey(row: Row): string
  /** rules between the columns of one row; an empty list when the row is sound */
  check?(row: Row): CellError[]
}

/** What is wrong with one cell (or, without a column, with the row) and how to mend it. */
export type CellError = { column: string | null; code: string; text: Bilingual }

/** Our column key → the column number of the file, from 0. Columns that are not in it are not imported. */
export type Mapping = Record<string, number>

/** A sound row. */
export type GoodRow<Row> = { line: number; row: Row; key: string }

/** A row with errors, its cells as they were in the file. */
export type BadRow = { line: number; cells: string[]; errors: CellError[] }

/** The outcome of reading all rows against a definition. */
export type Validated<Row> = { good: GoodRow<Row>[]; bad: BadRow[] }
