/**
 * What a module says of its imports, its lists and its documents; the transfer room does the rest: templates, upload,
 * mapping, errors, progress, exports and prints (SX-15, SX-04). A module names them in `imports`, `lists`, `prints`.
 */
import type { z } from 'zod'
import type { Permission } from './access.ts'
import type { Bilingual } from './formats.ts'
import type { Ctx } from './house.ts'
import { NIL } from './ids.ts'
import type { PrintDocument } from './print.ts'
import type { BadRow, CellError, ColumnDef, GoodRow, Mapping, SheetDef, SheetRow } from './sheet.ts'
import type { CellKind, CellValue, ListColumn } from './sheet-list.ts'
import { mappingErrors, rowReader, suggestMapping } from './sheet-map.ts'
import { templateFor } from './sheet-template.ts'
import type { Language } from './sheet-xlsx.ts'

/**
 * Where it belongs: `estate` is called with an estate that the caller's permission reaches; `house` has none (lists of
 * estates), there the module narrows by `ctx.scopeWhere(permission)` or refuses row by row with `ctx.reach`.
 */
export type TransferScope = 'estate' | 'house'

/** What became of one row, or why it was refused and how to mend it. */
export type RowOutcome =
  | { line: number; did: 'created' | 'updated' | 'same' }
  | { line: number; errors: CellError[] }

/**
 * One kind of import. Row is a type alias (no interface), its optional keys are columns that may stay empty.
 * `save` gets up to 500 sound rows, in the file's order, inside a transaction; it must find what is there by the
 * natural key, so that the same file again creates nothing. It answers one outcome per row, and refuses a row BEFORE
 * it writes any of it. It need not audit row by row: the run is audited with the file's fingerprint and its counts;
 * `ctx.audit` what concerns rights or single persons. `estateId` is the nil id for scope `house`.
 */
export interface ImportDef<Row extends object> extends SheetDef<Row> {
  permission: Permission
  scope: TransferScope
  save(ctx: Ctx, estateId: string, rows: GoodRow<Row>[]): Promise<RowOutcome[]>
}

/** An import whose row type is closed over: what the registry and the transfer room hold. */
export interface RegisteredImport {
  key: string
  title: Bilingual
  permission: Permission
  scope: TransferScope
  columns: ColumnDef[]
  suggest(header: string[]): Mapping
  mappingErrors(mapping: Mapping, width: number): CellError[]
  template(language: Language): Promise<Uint8Array>
  /** Begins reading a file's rows; `read` may be called in pieces, `save` brings good rows `from`..`to` in. */
  begin(mapping: Mapping): ImportRun
}

/** One file on its way in. */
export interface ImportRun {
  read(rows: SheetRow[]): void
  readonly good: readonly { line: number; key: string; row: object }[]
  readonly bad: readonly BadRow[]
  save(ctx: Ctx, estateId: string, from: number, to: number): Promise<RowOutcome[]>
}

/** Registers an import: `imports: [importDef<Unit>({...})]`. */
export function importDef<Row extends object>(def: ImportDef<Row>): RegisteredImport {
  return {
    key: def.key,
    title: def.title,
    permission: def.permission,
    scope: def.scope,
    columns: def.columns,
    suggest: header => suggestMapping(header, def),
    mappingErrors: (mapping, width) => mappingErrors(mapping, width, def),
    template: language => templateFor(def, language),
    begin: mapping => {
      const reader = rowReader(mapping, def)
      return {
        read: reader.read,
        good: reader.good,
        bad: reader.bad,
        save: (ctx, estateId, from, to) => def.save(ctx, estateId, reader.good.slice(from, to)),
      }
    },
  }
}

/** What a list or document is asked with: the query of the screen, `estateId` for scope `estate`. */
export type Asked<Query extends z.ZodObject> = z.output<Query> & { estateId: string }

/**
 * One list that can be exported: the columns of the screen, in its order, and all rows that its filters give. `rows`
 * is called with the parsed query; it reads page after page (see `pages`) and never leaves the caller's scope. Write
 * `rows` before `columns`: the compiler learns the row's type from it.
 */
export interface ListDef<Row, Query extends z.ZodObject> {
  key: string
  title: Bilingual
  permission: Permission
  scope: TransferScope
  query: Query
  rows(ctx: Ctx, asked: Asked<Query>): AsyncIterable<Row> | Promise<Iterable<Row>>
  columns: ListColumn<Row>[]
}

/** A list whose row type is closed over. */
export interface RegisteredList {
  key: string
  title: Bilingual
  permission: Permission
  scope: TransferScope
  query: z.ZodObject
  columns: { key: string; header: Bilingual; kind: CellKind; width?: number }[]
  /** The cells of every row, columns in the order of `columns`. @throws ZodError when the query is wrong */
  cells(ctx: Ctx, asked: object): AsyncIterable<CellValue[]>
}

/** Registers a list: `lists: [listDef({...})]`. */
export function listDef<Row, Query extends z.ZodObject>(def: ListDef<Row, Query>): RegisteredList {
  return {
    key: def.key,
    title: def.title,
    permission: def.permission,
    scope: def.scope,
    query: def.query,
    columns: def.columns.map(({ key, header, kind, width }) => ({
      key,
      header,
      kind,
      ...(width ? { width } : {}),
    })),
    cells: async function* (ctx, asked) {
      for await (const row of await def.rows(ctx, ask(def, asked)))
        yield def.columns.map(column => column.cell(row, ctx.lang))
    },
  }
}

function ask<Query extends z.ZodObject>(
  def: { query: Query; scope: TransferScope },
  asked: object,
): Asked<Query> {
  const estateId = 'estateId' in asked && typeof asked.estateId === 'string' ? asked.estateId : NIL
  return { ...def.query.parse(asked), estateId }
}

/** One document that can be printed as PDF, Word letter or print sheet. */
export interface PrintDef<Query extends z.ZodObject> {
  key: string
  title: Bilingual
  permission: Permission
  scope: TransferScope
  query: Query
  document(ctx: Ctx, asked: Asked<Query>): Promise<PrintDocument>
}

/** A document whose query type is closed over. */
export interface RegisteredPrint {
  key: string
  title: Bilingual
  permission: Permission
  scope: TransferScope
  query: z.ZodObject
  document(ctx: Ctx, asked: object): Promise<PrintDocument>
}

/** Registers a document: `prints: [printDef({...})]`. */
export function printDef<Query extends z.ZodObject>(def: PrintDef<Query>): RegisteredPrint {
  return { ...def, document: async (ctx, asked) => def.document(ctx, ask(def, asked)) }
}

/** All rows of a paged read, page after page: `pages(offset => list(ctx, { ...asked, offset, limit: 500 }))`. */
export async function* pages<Row>(
  read: (offset: number) => Promise<{ items: Row[]; total?: number }>,
): AsyncGenerator<Row> {
  for (let offset = 0; ; ) {
    const { items } = await read(offset)
    if (items.length === 0) return
    yield* items
    offset += items.length
  }
}

/** What one row would bring about in another room, beside what the import itself writes. */
export type Foretold = { line: number; text: Bilingual }

/**
 * What an import means for a room that stands above its own: said in the preview, before anything is written. `key` is the
 * import's, `Row` the part of its rows that this room looks at; `tell` writes nothing.
 */
export interface ForetellDef<Row extends object> {
  key: string
  tell(ctx: Ctx, estateId: string, rows: { line: number; row: Row }[]): Promise<Foretold[]>
}

/** One whose row type is closed over. */
export interface RegisteredForetell {
  key: string
  tell(ctx: Ctx, estateId: string, rows: readonly { line: number; row: object }[]): Promise<Foretold[]>
}

/** Registers it: `foretells: [foretellDef<Row>({...})]`. */
export function foretellDef<Row extends object>(def: ForetellDef<Row>): RegisteredForetell {
  return {
    key: def.key,
    tell: (ctx, estateId, rows) => def.tell(ctx, estateId, rows as { line: number; row: Row }[]),
  }
}

/** What a module gives to the transfer room. */
interface Given {
  imports?: RegisteredImport[]
  lists?: RegisteredList[]
  prints?: RegisteredPrint[]
  foretells?: RegisteredForetell[]
}

/** Every import, list and document of the house by key; start-up fails when a key is used twice. */
export class TransferTable {
  readonly imports = new Map<string, RegisteredImport>()
  readonly lists = new Map<string, RegisteredList>()
  readonly prints = new Map<string, RegisteredPrint>()

  /** by the key of the import */
  readonly foretells = new Map<string, RegisteredForetell[]>()

  add(from: Given): void {
    put(this.imports, from.imports, 'import')
    put(this.lists, from.lists, 'list')
    put(this.prints, from.prints, 'document')
    for (const def of from.foretells ?? [])
      this.foretells.set(def.key, [...(this.foretells.get(def.key) ?? []), def])
  }
}

function put<T extends { key: string }>(into: Map<string, T>, defs: T[] | undefined, what: string): void {
  for (const def of defs ?? []) {
    if (into.has(def.key)) throw new Error(`${what} ${def.key} is declared twice`)
    into.set(def.key, def)
  }
}
