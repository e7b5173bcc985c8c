/** Imports, exports and prints of every room: what may be asked and answered (SX-15, SX-04). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const transferFail = defineErrors({
  'transfer.no_file': {
    status: 400,
    zh: '没有收到文件，请选择一个表格文件再上传',
    en: 'No file arrived; choose a table and upload it again',
  },
  'transfer.estate_wanted': { status: 400, zh: '请先选择小区', en: 'Choose an estate first' },
  'transfer.state': {
    status: 409,
    zh: '这次导入已开始或已结束，不能再改；需要时请重新上传文件',
    en: 'This import has begun or ended and cannot be changed; upload the file again if needed',
  },
  'transfer.mapping': {
    status: 422,
    zh: '还有必填列没有对应，请先在“对应列”一步选好',
    en: 'A required column has no column of the file; choose it first',
  },
  'transfer.has_errors': {
    status: 422,
    zh: '有 {count} 行有错误，不能整份导入。请改正后重新上传，或选择只导入正确的行',
    en: '{count} row(s) have errors, so the file cannot go in as a whole; mend them and upload again, or import the good rows only',
  },
  'transfer.nothing': {
    status: 422,
    zh: '没有可以导入的行，请下载错误清单改正后重新上传',
    en: 'No row can be imported; download the list of errors, mend and upload again',
  },
  'transfer.file_gone': {
    status: 410,
    zh: '上传的文件已按保存期限删除，请重新上传',
    en: 'The uploaded file was removed at the end of its keeping time; upload it again',
  },
  'transfer.too_many_rows': {
    status: 413,
    zh: '超过 {limit} 行，请缩小筛选范围后再导出',
    en: 'More than {limit} rows; narrow the filters and export again',
  },
})

const Both = z.object({ zh: z.string(), en: z.string() })

export const ImportKind = z.object({
  key: z.string(),
  title: Both,
  scope: z.enum(['estate', 'house']),
  columns: z.array(
    z.object({
      key: z.string(),
      header: Both,
      required: z.boolean(),
      example: z.string(),
      hint: Both.nullable(),
      choices: z.array(Both),
    }),
  ),
})

export const importStates = ['uploaded', 'queued', 'running', 'done', 'failed', 'discarded'] as const

export const Import = z.object({
  id: z.uuid(),
  estateId: z.uuid().nullable(),
  kind: z.string(),
  title: Both,
  state: z.enum(importStates),
  fileName: z.string(),
  sheets: z.array(z.object({ name: z.string(), header: z.array(z.string()), rows: z.int() })),
  sheet: z.int(),
  mapping: z.record(z.string(), z.int()),
  /** the mapping is one that was used before for such a file */
  remembered: z.boolean(),
  mode: z.enum(['all', 'good']).nullable(),
  counts: z.object({
    total: z.int(),
    bad: z.int(),
    done: z.int(),
    created: z.int(),
    updated: z.int(),
    same: z.int(),
    failed: z.int(),
  }),
  madeBy: z.string(),
  madeAt: z.string(),
  finishedAt: z.string().nullable(),
  /** each action: true, or the refusal code that its button explains */
  /** Running without a sign of life for ten minutes: it can be taken up again. */
  stuck: z.boolean(),
  allowed: z.record(z.string(), z.union([z.literal(true), z.string()])),
})

const CellProblem = z.object({ column: z.string().nullable(), code: z.string(), text: Both })

export const Preview = z.object({
  good: z.int(),
  bad: z.int(),
  mappingErrors: z.array(CellProblem),
  /** the first rows with errors, their cells by column of ours, personal values masked */
  errors: z.array(
    z.object({ line: z.int(), cells: z.record(z.string(), z.string()), errors: z.array(CellProblem) }),
  ),
  /** what sound rows would bring about beyond themselves, the first of them; `changed` counts all */
  changes: z.array(z.object({ line: z.int(), text: Both })),
  changed: z.int(),
  /** the first rows of the file, cells by column of ours, personal values masked */
  sample: z.array(z.object({ line: z.int(), cells: z.record(z.string(), z.string()) })),
})

const InEstate = z.object({ estateId: z.uuid().optional() })
const OneImport = z.object({ importId: z.uuid() })
const Both2 = z.object({ import: Import, preview: Preview })
const Lang = z.enum(['zh', 'en']).optional()

export const transferApi = endpoints({
  'GET /api/imports/kinds': {
    permission: 'estate.import',
    summary: 'What can be imported here, with the columns of each template',
    query: InEstate,
    response: z.object({ items: z.array(ImportKind) }),
  },
  'GET /api/imports/template/:kind': {
    permission: 'estate.import',
    summary: 'The empty table of an import (.xlsx)',
    params: z.object({ kind: z.string().max(60) }),
    query: InEstate.extend({ lang: Lang }),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  'GET /api/imports': {
    permission: 'estate.import',
    summary: 'The latest imports',
    query: InEstate,
    response: z.object({ items: z.array(Import) }),
  },
  'POST /api/imports': {
    permission: 'estate.import',
    summary: 'Upload a table; answers which column seems to fill which, and the first errors',
    upload: true,
    bodyLimit: 11 * 1024 * 1024,
    body: InEstate.extend({ kind: z.string().max(60) }),
    response: Both2,
  },
  'GET /api/imports/:importId': {
    permission: 'estate.import',
    summary: 'One import: state, progress, outcome',
    params: OneImport,
    query: InEstate,
    response: Import,
  },
  'GET /api/imports/:importId/preview': {
    permission: 'estate.import',
    summary: 'The first rows and errors of an upload under its present mapping',
    params: OneImport,
    query: InEstate,
    response: Preview,
  },
  'PUT /api/imports/:importId': {
    permission: 'estate.import',
    summary: 'Choose the sheet and which column fills which',
    params: OneImport,
    body: InEstate.extend({
      sheet: z.int().min(0).max(200),
      mapping: z.record(z.string().max(60), z.int().min(0).max(200)),
    }),
    response: Both2,
  },
  'POST /api/imports/:importId/run': {
    permission: 'estate.import',
    summary: 'Import all rows or none, or the good rows only',
    params: OneImport,
    body: InEstate.extend({ mode: z.enum(['all', 'good']) }),
    response: Import,
    idempotent: true,
  },
  'POST /api/imports/:importId/again': {
    permission: 'estate.import',
    summary: 'Take up a run that stands still',
    params: OneImport,
    body: InEstate,
    response: Import,
  },
  'POST /api/imports/:importId/discard': {
    permission: 'estate.import',
    summary: 'Give an upload up; its file is removed',
    params: OneImport,
    body: InEstate,
    response: Import,
    idempotent: true,
  },
  'GET /api/imports/:importId/errors': {
    permission: 'estate.import',
    summary:
      'The rows that were not imported, each with its reasons (.xlsx), to be mended and uploaded again',
    params: OneImport,
    query: InEstate.extend({ lang: Lang }),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  'GET /api/exports/:list': {
    permission: 'transfer.export',
    summary: 'A list with the filters and columns of its screen, as .xlsx, .csv or PDF',
    params: z.object({ list: z.string().max(60) }),
    query: InEstate.extend({
      format: z.enum(['xlsx', 'csv', 'pdf']).default('xlsx'),
      columns: z.string().max(2000).optional(),
      lang: Lang,
    }).loose(),
    produces: 'application/octet-stream',
  },
  'GET /api/prints/:document': {
    permission: 'signed-in',
    summary: 'A document as PDF, Word letter or print sheet; each has a permission of its own',
    params: z.object({ document: z.string().max(60) }),
    query: InEstate.extend({ format: z.enum(['pdf', 'docx', 'html']).default('pdf'), lang: Lang }).loose(),
    produces: 'application/octet-stream',
  },
})
