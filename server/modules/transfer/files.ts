/** What leaves as a file: templates, lists of errors, exports and prints. Each that holds data is audited. */
import type { FastifyReply } from 'fastify'
import { ZodError } from 'zod'
import { aside } from '../../core/aside.ts'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx, LiveCtx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import type { PrintDocument, Printed } from '../../core/print.ts'
import { toHtml } from '../../core/print-html.ts'
import type { CellError } from '../../core/sheet.ts'
import {
  type CellValue,
  type PackedRows,
  shownValue,
  type TableHead,
  unpacked,
} from '../../core/sheet-list.ts'
import { reasons } from '../../core/sheet-template.ts'
import type { RegisteredList } from '../../core/transfer.ts'
import { fieldErrors } from '../../core/verb.ts'
import { estateById } from '../estate/store.ts'
import { transferFail } from './contract.ts'
import { failuresOf } from './jobs.ts'
import { readRows } from './reading.ts'
import { importOf, load, placeOf, sheetsOf } from './service.ts'

type Input = Record<string, unknown>

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const TYPES = {
  xlsx: XLSX,
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
} as const
type Format = keyof typeof TYPES

/** Rows of one exported table, and of one printed list. */
export const EXPORT_LIMIT = 100_000
export const PRINT_LIMIT = 5_000
const PACK = 1_000

const text = (input: Input, name: string): string | undefined => {
  const value = input[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function send(reply: FastifyReply, name: string, format: Format, bytes: Uint8Array | string) {
  const file = `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')}.${format}`
  const place = format === 'html' || format === 'pdf' ? 'inline' : 'attachment'
  return reply
    .type(TYPES[format])
    .header('content-disposition', `${place}; filename*=UTF-8''${encodeURIComponent(file)}`)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    .send(typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** The empty table of an import. */
export async function template(ctx: LiveCtx, input: Input, reply: FastifyReply): Promise<unknown> {
  const def = importOf(ctx, String(input.kind))
  placeOf(ctx, def, text(input, 'estateId'))
  const { lang } = ctx
  const name = lang === 'zh' ? `${def.title.zh}导入模板` : `${def.title.en} import template`
  return send(reply, name, 'xlsx', await def.template(lang))
}

/** The rows that did not go in, as they were, with their reasons. */
export async function errors(ctx: LiveCtx, input: Input, reply: FastifyReply): Promise<unknown> {
  const { row, def } = await load(ctx, {
    importId: String(input.importId),
    estateId: text(input, 'estateId'),
  })
  const sheet = (await sheetsOf(ctx, row))[row.sheet]
  if (sheet === undefined) throw fail('core.not_found')
  const { lang } = ctx
  const { bad } = await readRows(def, sheet, row.mapping)
  const failed = new Map((await failuresOf(ctx, row)).map(failure => [failure.line, failure.errors]))
  const names = new Map(def.columns.map(column => [column.key, column.header[lang]]))
  const why = (found: CellError[]) => reasons(found, key => names.get(key) ?? key, lang)
  const refused = sheet.rows.flatMap(({ line, cells }) => {
    const found = failed.get(line)
    return found ? [{ line, cells, errors: found }] : []
  })
  const rows = [...bad, ...refused].sort((a, b) => a.line - b.line)
  const lines = rows.map(one => ({ cells: one.cells, why: why(one.errors) }))
  const bytes = await aside('errorFile', sheet.header, lines, lang)
  await ctx.audit(
    { action: 'import.errors', subject: 'import', subjectId: row.id, after: { rows: rows.length } },
    row.estate_id,
  )
  const base = row.file_name.replace(/\.\w+$/, '')
  return send(reply, lang === 'zh' ? `${base} 错误清单` : `${base} errors`, 'xlsx', bytes)
}

/** A list with the filters and columns of its screen [SX-15]. */
export async function exportList(ctx: LiveCtx, input: Input, reply: FastifyReply): Promise<unknown> {
  const def = ctx.house.transfers.lists.get(String(input.list))
  if (def === undefined) throw fail('core.not_found')
  const estateId = placeOf(ctx, def, text(input, 'estateId'), false)
  const format = input.format === 'csv' || input.format === 'pdf' ? input.format : 'xlsx'
  const language = ctx.lang
  const { columns, packs, rows } = await collect(
    ctx,
    def,
    input,
    format === 'pdf' ? PRINT_LIMIT : EXPORT_LIMIT,
  )
  await ctx.audit(
    {
      action: format === 'pdf' ? 'transfer.print' : 'transfer.export',
      subject: 'list',
      subjectId: def.key,
      after: { format, rows, columns: columns.map(column => column.key) },
      // A filter may be a name or a phone number.
      sensitive: { filters: JSON.stringify(input) },
    },
    estateId,
  )
  const who = 'name' in ctx.actor ? ctx.actor.name : ''
  const when = ctx.now
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
  const words = language === 'zh' ? ['导出人', '导出时间', '行数'] : ['Exported by', 'Exported at', 'Rows']
  const meta = [who, when, String(rows)].map((value, at) => ({ label: words[at] ?? '', value }))
  const table: TableHead = { title: def.title[language], columns, meta, language }
  const name = `${def.title[language]} ${localDate(ctx.now)}`
  if (format === 'csv') return send(reply, name, 'csv', await aside('tableToCsv', table, packs))
  if (format === 'xlsx') return send(reply, name, 'xlsx', await aside('tableToXlsx', table, packs))
  const printed = await aside('toPdf', await listSheet(ctx, table, packs, estateId, `${who} ${when}`))
  return sendPrinted(reply, name, printed)
}

async function collect(
  ctx: Ctx,
  def: RegisteredList,
  input: Input,
  limit: number,
): Promise<{ columns: TableHead['columns']; packs: PackedRows; rows: number }> {
  const wanted = text(input, 'columns')?.split(',')
  const chosen = wanted
    ? wanted.flatMap(key => def.columns.flatMap((column, at) => (column.key === key ? [{ column, at }] : [])))
    : def.columns.map((column, at) => ({ column, at }))
  const packs: PackedRows = []
  let rows = 0
  let open: CellValue[][] = []
  try {
    for await (const cells of def.cells(ctx, input)) {
      if (rows >= limit) throw transferFail('transfer.too_many_rows', { params: { limit } })
      rows += 1
      open.push(chosen.map(({ at }) => cells[at]))
      if (open.length < PACK) continue
      packs.push(JSON.stringify(open))
      open = []
    }
  } catch (error) {
    throw asFieldErrors(error)
  }
  packs.push(JSON.stringify(open))
  return { columns: chosen.map(({ column }) => column), packs, rows }
}

/** A list or document was asked with a wrong query: the fields are named as everywhere. */
function asFieldErrors(error: unknown): unknown {
  if (!(error instanceof ZodError)) return error
  const fields = fieldErrors(error)
  return fail('core.invalid', { params: { count: fields.length }, fields })
}

/** A list as a printed sheet: lying when it has many columns. */
async function listSheet(
  ctx: Ctx,
  table: TableHead,
  packs: PackedRows,
  estateId: string,
  footnote: string,
): Promise<PrintDocument> {
  const language = table.language ?? 'zh'
  const estate = estateId === NIL ? undefined : await estateById(ctx.db, estateId)
  const numbers = new Set(['integer', 'money', 'area', 'percent'])
  return {
    title: table.title,
    unit: estate?.name ?? (language === 'zh' ? '安居' : 'Anju'),
    date: localDate(ctx.now).toString(),
    paper: table.columns.length > 6 ? 'A4-landscape' : 'A4',
    language,
    footnote,
    blocks: [
      {
        kind: 'table',
        columns: table.columns.map(column => ({
          header: column.header[language],
          width: column.width ?? (column.kind === 'text' ? 18 : 12),
          align: numbers.has(column.kind) ? 'right' : 'left',
        })),
        rows: Array.from(unpacked(packs), row =>
          table.columns.map((column, at) => shownValue(row[at], column.kind, language)),
        ),
      },
    ],
  }
}

/** The screen warns when characters were printed as 〓. */
function sendPrinted(reply: FastifyReply, name: string, printed: Printed) {
  if (printed.missing.length > 0)
    void reply.header('x-anju-missing', encodeURIComponent(printed.missing.join('')))
  return send(reply, name, 'pdf', printed.bytes)
}

/** A document of some room, as PDF, Word letter or print sheet [SX-04]. */
export async function print(ctx: LiveCtx, input: Input, reply: FastifyReply): Promise<unknown> {
  const def = ctx.house.transfers.prints.get(String(input.document))
  if (def === undefined) throw fail('core.not_found')
  const estateId = placeOf(ctx, def, text(input, 'estateId'), false)
  const format = input.format === 'docx' || input.format === 'html' ? input.format : 'pdf'
  const made = await def.document(ctx, input).catch((error: unknown) => {
    throw asFieldErrors(error)
  })
  const spec = { language: ctx.lang, ...made }
  await ctx.audit(
    {
      action: 'transfer.print',
      subject: 'document',
      subjectId: def.key,
      after: { format, title: spec.title, number: spec.number ?? null },
      sensitive: { asked: JSON.stringify(input) },
    },
    estateId,
  )
  const name = [spec.title, spec.number ?? spec.date].join(' ')
  if (format === 'html') return send(reply, name, 'html', toHtml(spec))
  if (format === 'docx') return send(reply, name, 'docx', await aside('toDocx', spec))
  return sendPrinted(reply, name, await aside('toPdf', spec))
}
