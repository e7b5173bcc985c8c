/** Use cases of imports: upload, map, run, discard, and what can be seen of them. */

import type { Permission } from '../../core/access.ts'
import { reachAnywhere } from '../../core/access.ts'
import { sha256 } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import type { Sheet } from '../../core/sheet.ts'
import { headerSignature } from '../../core/sheet-map.ts'
import type { RegisteredImport, TransferScope } from '../../core/transfer.ts'
import { query, verb } from '../../core/verb.ts'
import { transferApi, transferFail } from './contract.ts'
import { bestSheet, previewOf, readFile, suggested } from './reading.ts'
import { actions, allowed, type ImportAction, STUCK_MINUTES } from './rules.ts'
import * as store from './store.ts'

/**
 * The estate a definition is used for, or the nil id for those of the whole house.
 * @throws core.not_found and core.forbidden as everywhere, transfer.estate_wanted
 */
export function placeOf(
  ctx: Ctx,
  def: { scope: TransferScope; permission: Permission },
  estateId: string | undefined,
  whole = true,
): string {
  if (def.scope === 'house') {
    reachAnywhere(ctx.actor, def.permission)
    return NIL
  }
  if (estateId === undefined) throw transferFail('transfer.estate_wanted')
  const reach = ctx.reach(def.permission, estateId)
  // Lists and documents narrow to single buildings and units themselves; a table of rows for a whole estate cannot.
  if (whole && reach !== 'estate') throw fail('core.forbidden')
  return estateId
}

function actorId(ctx: Ctx): string {
  return 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
}

/** @throws core.not_found for a key that no room has */
export function importOf(ctx: Ctx, key: string): RegisteredImport {
  const def = ctx.house.transfers.imports.get(key)
  if (def === undefined) throw fail('core.not_found')
  return def
}

/** An import with its definition. What belongs to no estate is seen by its maker only. */
export async function load(
  ctx: Ctx,
  input: { importId: string; estateId?: string | undefined },
): Promise<{ row: store.ImportRow; def: RegisteredImport }> {
  const row = await store.importById(ctx.db, input.estateId ?? NIL, input.importId)
  if (row === undefined) throw fail('core.not_found')
  const def = importOf(ctx, row.kind)
  placeOf(ctx, def, input.estateId)
  if (row.estate_id === NIL && row.made_by !== actorId(ctx)) throw fail('core.not_found')
  return { row, def }
}

/** Whether a run shows no sign of life any more. */
function stuck(ctx: Pick<Ctx, 'now'>, row: store.ImportRow): boolean {
  const moved = row.moved_at ?? row.made_at
  const quiet = ctx.now.epochMilliseconds - moved.epochMilliseconds
  return (row.state === 'queued' || row.state === 'running') && quiet > STUCK_MINUTES * 60_000
}

export function present(ctx: Pick<Ctx, 'now'>, row: store.ImportRow, def: RegisteredImport) {
  return {
    id: row.id,
    estateId: row.estate_id === NIL ? null : row.estate_id,
    kind: row.kind,
    title: def.title,
    state: row.state,
    fileName: row.file_name,
    sheets: row.sheets,
    sheet: row.sheet,
    mapping: row.mapping,
    remembered: row.remembered,
    mode: row.mode,
    counts: {
      total: row.total,
      bad: row.bad,
      done: row.done,
      created: row.created,
      updated: row.updated,
      same: row.same,
      failed: row.failed,
    },
    madeBy: row.made_by_name,
    madeAt: row.made_at.toString(),
    finishedAt: row.finished_at?.toString() ?? null,
    stuck: stuck(ctx, row),
    allowed: Object.fromEntries(
      (Object.keys(actions) as ImportAction[]).map(action => [
        action,
        allowed(action, row.state, row.file_id !== null),
      ]),
    ),
  }
}

function insist(action: ImportAction, row: store.ImportRow): void {
  const answer = allowed(action, row.state, row.file_id !== null)
  if (answer === 'transfer.file_gone') throw transferFail('transfer.file_gone')
  if (answer !== true) throw transferFail('transfer.state')
}

/** The uploaded file, read again. */
export async function sheetsOf(ctx: Ctx, row: store.ImportRow): Promise<Sheet[]> {
  if (row.file_id === null) throw transferFail('transfer.file_gone')
  const file = await ctx.house.files.get(ctx.db, row.estate_id, row.file_id)
  return (await readFile(file.bytes, row.file_name)).sheets
}

async function sheetOf(ctx: Ctx, row: store.ImportRow, at: number): Promise<Sheet> {
  const sheet = (await sheetsOf(ctx, row))[at]
  if (sheet === undefined) throw fail('core.not_found')
  return sheet
}

/** Whose habits are remembered: the company's that runs the estate, else the estate's or the person's own. */
function mappingOwner(ctx: Ctx, estateId: string): string {
  if (estateId === NIL) return 'id' in ctx.actor ? ctx.actor.id : NIL
  return ctx.house.directory(estateId)?.organisations[0] ?? estateId
}

function signatureOf(sheet: Pick<Sheet, 'header'>): string {
  return sha256(Buffer.from(headerSignature(sheet.header))).toString('hex')
}

/** Keeps a whole mapping for the next file with this header. Called first: it is a reference table (Citus). */
function remember(ctx: Ctx, row: store.ImportRow, sheet: Pick<Sheet, 'header'>): Promise<void> {
  return store.rememberMapping(ctx.db, {
    ownerId: mappingOwner(ctx, row.estate_id),
    kind: row.kind,
    signature: signatureOf(sheet),
    mapping: row.mapping,
    by: actorId(ctx),
    at: ctx.now,
  })
}

export const listKinds = query(
  'transfer.kinds',
  transferApi['GET /api/imports/kinds'],
  async (ctx, input) => ({
    items: [...ctx.house.transfers.imports.values()]
      .filter(def => def.scope === (input.estateId === undefined ? 'house' : 'estate'))
      .filter(def => usable(ctx, def, input.estateId))
      .map(def => ({
        key: def.key,
        title: def.title,
        scope: def.scope,
        columns: def.columns.map(column => ({
          key: column.key,
          header: column.header,
          required: column.required,
          example: column.example,
          hint: column.hint ?? null,
          choices: column.choices ?? [],
        })),
      })),
  }),
)

function usable(ctx: Ctx, def: RegisteredImport, estateId: string | undefined): boolean {
  try {
    placeOf(ctx, def, estateId)
    return true
  } catch {
    return false
  }
}

export const listImports = query('transfer.list', transferApi['GET /api/imports'], async (ctx, input) => {
  const own = input.estateId === undefined ? actorId(ctx) : null
  const rows = await store.latestImports(ctx.db, input.estateId ?? NIL, own)
  return {
    items: rows.flatMap(row => {
      const def = ctx.house.transfers.imports.get(row.kind)
      return def && usable(ctx, def, input.estateId) ? [present(ctx, row, def)] : []
    }),
  }
})

/** Takes a file in: read, kept encrypted, mapped as before or by its names, and judged row by row [SX-15]. */
export const upload = verb('transfer.upload', transferApi['POST /api/imports'], async (ctx, input) => {
  const def = importOf(ctx, input.kind)
  const estateId = placeOf(ctx, def, input.estateId)
  const file = input.upload
  if (file === undefined) throw transferFail('transfer.no_file')
  const book = await readFile(file.bytes, file.filename)
  const at = bestSheet(def, book)
  const sheet = book.sheets[at]
  if (sheet === undefined) throw fail('core.not_found')
  const known = await store.rememberedMapping(
    ctx.db,
    mappingOwner(ctx, estateId),
    def.key,
    signatureOf(sheet),
  )
  const usableKnown = known !== undefined && def.mappingErrors(known, sheet.header.length).length === 0
  const mapping = usableKnown ? known : suggested(def, sheet)
  const preview = await previewOf(ctx, def, estateId, sheet, mapping)
  const by = actorId(ctx)
  const stored = await ctx.house.files.put(
    ctx.db,
    ctx.now,
    estateId,
    file.bytes,
    'application/octet-stream',
    by,
    'import',
  )
  const id = newId<'import'>(ctx.now.epochMilliseconds)
  const row = {
    estate_id: estateId,
    id,
    kind: def.key,
    file_id: stored.id,
    file_name: file.filename.slice(0, 200),
    sha256: sha256(file.bytes),
    sheets: book.sheets.map(one => ({ name: one.name, header: one.header, rows: one.rows.length })),
    sheet: at,
    mapping,
    remembered: usableKnown,
    total: sheet.rows.length,
    bad: preview.bad,
    made_by: by,
    made_by_name: 'name' in ctx.actor ? ctx.actor.name : '',
    made_at: ctx.now,
  }
  await store.insertImport(ctx.db, row)
  await ctx.audit(
    {
      action: 'import.upload',
      subject: 'import',
      subjectId: id,
      after: { kind: def.key, file: row.file_name, sha256: row.sha256.toString('hex'), rows: row.total },
    },
    estateId,
  )
  return { import: await reread(ctx, estateId, id, def), preview }
})

async function reread(ctx: Ctx, estateId: string, id: string, def: RegisteredImport) {
  const row = await store.importById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return present(ctx, row, def)
}

export const getImport = query(
  'transfer.get',
  transferApi['GET /api/imports/:importId'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    return present(ctx, row, def)
  },
)

export const getPreview = query(
  'transfer.preview',
  transferApi['GET /api/imports/:importId/preview'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    return previewOf(ctx, def, row.estate_id, await sheetOf(ctx, row, row.sheet), row.mapping)
  },
)

/** Another sheet, or other columns; the rows are judged anew. */
export const mapColumns = verb(
  'transfer.map',
  transferApi['PUT /api/imports/:importId'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    insist('map', row)
    const sheet = await sheetOf(ctx, row, input.sheet)
    const keys = new Set(def.columns.map(column => column.key))
    const mapping = Object.fromEntries(Object.entries(input.mapping).filter(([key]) => keys.has(key)))
    const preview = await previewOf(ctx, def, row.estate_id, sheet, mapping)
    const next = { ...row, sheet: input.sheet, mapping, total: sheet.rows.length, bad: preview.bad }
    if (preview.mappingErrors.length === 0) await remember(ctx, next, sheet)
    if (!(await store.setMapping(ctx.db, next))) throw transferFail('transfer.state')
    await ctx.audit(
      { action: 'import.map', subject: 'import', subjectId: row.id, after: { sheet: input.sheet, mapping } },
      row.estate_id,
    )
    return { import: await reread(ctx, row.estate_id, row.id, def), preview }
  },
)

/** Sends an upload on its way; the job does it, with this person's rights [SX-15]. */
export const runImport = verb(
  'transfer.run',
  transferApi['POST /api/imports/:importId/run'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    insist('run', row)
    const sheet = row.sheets[row.sheet]
    if (sheet === undefined || def.mappingErrors(row.mapping, sheet.header.length).length > 0) {
      throw transferFail('transfer.mapping')
    }
    if (row.total - row.bad <= 0) throw transferFail('transfer.nothing')
    if (input.mode === 'all' && row.bad > 0) {
      throw transferFail('transfer.has_errors', { params: { count: row.bad } })
    }
    await remember(ctx, row, sheet)
    if (!(await store.setState(ctx.db, row, ['uploaded'], 'queued', input.mode, ctx.now)))
      throw transferFail('transfer.state')
    await ctx.audit(
      {
        action: 'import.start',
        subject: 'import',
        subjectId: row.id,
        after: { mode: input.mode, rows: row.total, bad: row.bad },
      },
      row.estate_id,
    )
    await ctx.enqueue(
      'transfer.import',
      { estateId: row.estate_id, importId: row.id, actor: ctx.actor },
      { estateId: row.estate_id, key: `import:${row.id}` },
    )
    return reread(ctx, row.estate_id, row.id, def)
  },
)

/** Gives an upload up and removes its file. */
export const discard = verb(
  'transfer.discard',
  transferApi['POST /api/imports/:importId/discard'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    insist('discard', row)
    if (!(await store.setState(ctx.db, row, ['uploaded'], 'discarded'))) throw transferFail('transfer.state')
    await store.dropFile(ctx.db, row.estate_id, row.id)
    await ctx.audit(
      { action: 'import.discard', subject: 'import', subjectId: row.id, before: { state: row.state } },
      row.estate_id,
    )
    const { house } = ctx
    const { file_id: fileId, estate_id: estateId } = row
    ctx.afterCommit(async () => {
      if (fileId !== null) await house.files.remove(house.db, estateId, fileId)
    })
    return reread(ctx, row.estate_id, row.id, def)
  },
)

/** Takes up a run that stands still, with the rights of who asks; rows are found by natural key, so none comes twice. */
export const runAgain = verb(
  'transfer.again',
  transferApi['POST /api/imports/:importId/again'],
  async (ctx, input) => {
    const { row, def } = await load(ctx, input)
    insist('again', row)
    if (!stuck(ctx, row)) throw transferFail('transfer.state')
    if (!(await store.setState(ctx.db, row, ['queued', 'running'], 'queued', null, ctx.now)))
      throw transferFail('transfer.state')
    await ctx.audit(
      {
        action: 'import.again',
        subject: 'import',
        subjectId: row.id,
        before: { state: row.state, done: row.done },
      },
      row.estate_id,
    )
    await ctx.enqueue(
      'transfer.import',
      { estateId: row.estate_id, importId: row.id, actor: ctx.actor },
      { estateId: row.estate_id, key: `import:${row.id}:${ctx.now.epochMilliseconds}` },
    )
    return reread(ctx, row.estate_id, row.id, def)
  },
)
