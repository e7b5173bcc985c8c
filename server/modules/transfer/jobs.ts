/** Bringing a file in, in the background, and sweeping old files. */
import { z } from 'zod'
import type { Actor } from '../../core/access.ts'
import { mapDbError } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import { type Ctx, type LiveCtx, makeCtx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import type { ImportRun, RegisteredImport, RowOutcome } from '../../core/transfer.ts'
import { actorNow } from '../people/actor-now.ts'
import { readRows } from './reading.ts'
import { CHUNK, type Failure, KEEP_FILES_DAYS, refusedRow } from './rules.ts'
import { placeOf, sheetsOf } from './service.ts'
import * as store from './store.ts'

/** What is refused to the person on a screen is refused to his file; his rights are read again when its turn comes. */
const Payload = z.object({
  estateId: z.uuid(),
  importId: z.uuid(),
  actor: z.custom<Actor>(v => typeof v === 'object'),
})

type Work = { ctx: LiveCtx; row: store.ImportRow; run: ImportRun; at: store.Progress; failures: Failure[] }

/** Rolls everything back: some row of an all-or-nothing file was refused. */
class Refused extends Error {}

/** Runs something in a transaction of its own and, once it is committed, what it left for afterwards. */
async function inTransaction<T>(work: Work, act: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { ctx, row } = work
  const base = makeCtx(ctx.house, { ...ctx, now: ctx.house.clock.now() })
  try {
    const answer = await ctx.house.db.transaction().execute(tx => act(base.on(tx)))
    for (const after of base.state.after) await after()
    return answer
  } catch (error) {
    ctx.house.ring.forget(row.estate_id)
    throw error
  }
}

function count(work: Work, outcomes: RowOutcome[]): void {
  for (const outcome of outcomes) {
    if ('did' in outcome) work.at[outcome.did] += 1
    else {
      work.at.failed += 1
      work.failures.push(outcome)
    }
  }
}

/**
 * What a thrown error says of a row. A database that is away says nothing of it: the job is tried again. Anything
 * unknown is logged, and the row carries the number to quote.
 */
function refused(ctx: LiveCtx, error: unknown): AppError {
  const known = mapDbError(error)
  if (known instanceof AppError) {
    if (known.code === 'core.unavailable') throw known
    return known
  }
  ctx.house.log.error({ err: error, requestId: ctx.requestId }, 'import: a row broke')
  return fail('core.internal', { params: { id: ctx.requestId } })
}

function refusal(line: number, error: AppError): Failure {
  return refusedRow(line, error.code, { zh: error.text('zh'), en: error.text('en') })
}

/** All rows or none: one transaction over the file; every refused row is named, then nothing stays. */
async function runWhole(work: Work): Promise<'done' | 'failed'> {
  const { run, row, ctx } = work
  try {
    await inTransaction(work, async inner => {
      for (let from = 0; from < run.good.length; from += CHUNK) {
        const line = run.good[from]?.line ?? 0
        const outcomes = await run.save(inner, row.estate_id, from, from + CHUNK).catch((error: unknown) => {
          work.failures.push(refusal(line, refused(ctx, error)))
          throw new Refused()
        })
        count(work, outcomes)
        work.at.done = Math.min(from + CHUNK, run.good.length)
        // Progress goes another way than the rows, which nobody sees before the end.
        await store.setProgress(ctx.house.db, row.estate_id, row.id, work.at, ctx.house.clock.now())
        await tell(ctx, row)
      }
      if (work.failures.length > 0) throw new Refused()
      await close(inner, work, 'done')
    })
    return 'done'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    work.at = { ...work.at, created: 0, updated: 0, same: 0, failed: work.failures.length }
    return 'failed'
  }
}

/** Good rows only: each chunk commits with its progress, so a run that was cut off goes on where it stood. */
async function runGood(work: Work): Promise<void> {
  const { run, row, ctx } = work
  for (let from = work.at.done; from < run.good.length; from += CHUNK) {
    const before = { ...work.at }
    const known = work.failures.length
    try {
      await step(work, from, Math.min(from + CHUNK, run.good.length))
    } catch (error) {
      refused(ctx, error)
      work.at = before
      work.failures.length = known
      await oneByOne(work, from, Math.min(from + CHUNK, run.good.length))
    }
    await tell(ctx, row)
  }
}

async function step(work: Work, from: number, to: number): Promise<void> {
  const { run, row } = work
  await inTransaction(work, async inner => {
    count(work, await run.save(inner, row.estate_id, from, to))
    work.at.done = to
    await store.setProgress(inner.db, row.estate_id, row.id, work.at, inner.now)
    await keepFailures(inner, work)
  })
}

/** A chunk was refused as a whole: each of its rows goes alone, and the one at fault is named. */
async function oneByOne(work: Work, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) {
    const before = { ...work.at }
    try {
      await step(work, at, at + 1)
    } catch (error) {
      work.failures.push(refusal(work.run.good[at]?.line ?? 0, refused(work.ctx, error)))
      work.at = { ...before, failed: before.failed + 1, done: at + 1 }
      await inTransaction(work, async inner => {
        await store.setProgress(inner.db, work.row.estate_id, work.row.id, work.at, inner.now)
        await keepFailures(inner, work)
      })
    }
  }
}

/** Reasons may quote what stood in the file, so they are kept sealed. */
async function keepFailures(ctx: Ctx, work: Work): Promise<void> {
  const { row, failures } = work
  if (failures.length === 0) return
  const cipher = await ctx.cipher(row.estate_id)
  await store.setFailures(
    ctx.db,
    row.estate_id,
    row.id,
    cipher.seal('import.failures', JSON.stringify(failures)),
  )
}

async function close(ctx: Ctx, work: Work, state: 'done' | 'failed'): Promise<void> {
  const { row, at, run } = work
  await keepFailures(ctx, work)
  await store.setProgress(ctx.db, row.estate_id, row.id, at, ctx.now)
  await store.finish(ctx.db, row.estate_id, row.id, state, ctx.now)
  await ctx.audit(
    {
      action: state === 'done' ? 'import.finish' : 'import.fail',
      subject: 'import',
      subjectId: row.id,
      after: {
        ...at,
        kind: row.kind,
        mode: row.mode,
        sha256: row.sha256.toString('hex'),
        bad: run.bad.length,
      },
    },
    row.estate_id,
  )
}

function tell(ctx: Ctx, row: store.ImportRow): Promise<void> {
  return ctx.signal({ estateId: row.estate_id, topic: 'import', ref: row.id, accountId: row.made_by })
}

/** Failures of an earlier try of the same run. */
export async function failuresOf(ctx: Ctx, row: store.ImportRow): Promise<Failure[]> {
  if (row.failures === null) return []
  const cipher = await ctx.cipher(row.estate_id)
  return JSON.parse(cipher.open('import.failures', row.failures))
}

async function begin(ctx: LiveCtx, row: store.ImportRow, def: RegisteredImport): Promise<Work> {
  const sheet = (await sheetsOf(ctx, row))[row.sheet]
  if (sheet === undefined) throw new Error(`import ${row.id} lost its sheet`)
  const run = await readRows(def, sheet, row.mapping)
  const { done, created, updated, same, failed } = row
  const again = row.mode === 'good'
  const at = again
    ? { done, created, updated, same, failed }
    : { done: 0, created: 0, updated: 0, same: 0, failed: 0 }
  return { ctx, row, run, at, failures: again ? await failuresOf(ctx, row) : [] }
}

/** Rights may have ended between the upload and its turn. @throws core.forbidden, core.not_found */
async function stillAllowed(ctx: LiveCtx, row: store.ImportRow, def: RegisteredImport): Promise<void> {
  placeOf(ctx, def, row.estate_id === NIL ? undefined : row.estate_id)
}

export const jobs = {
  /** Safe to run twice: a finished import is left alone, a cut-off one goes on, and rows are found by natural key. */
  'transfer.import': job({
    payload: Payload,
    run: async (system, { estateId, importId, actor: asked }) => {
      const actor = await actorNow(system, asked)
      const ctx = makeCtx(system.house, { actor, requestId: system.requestId })
      const row = await store.importById(ctx.db, estateId, importId)
      const def = row && ctx.house.transfers.imports.get(row.kind)
      if (
        !row ||
        !def ||
        !(await store.setState(ctx.db, row, ['queued', 'running'], 'running', null, ctx.now))
      )
        return
      const work = await stillAllowed(ctx, row, def)
        .then(() => begin(ctx, row, def))
        .catch(async (error: unknown) => {
          // The file cannot be read any more: another try would not find it either.
          refused(ctx, error)
          await store.finish(ctx.db, row.estate_id, row.id, 'failed', ctx.now)
        })
      if (work === undefined) return tell(ctx, row)
      if (row.mode === 'good') {
        await runGood(work)
        await inTransaction(work, inner => close(inner, work, 'done'))
      } else if ((await runWhole(work)) === 'failed') {
        await inTransaction(work, inner => close(inner, work, 'failed'))
      }
      await tell(ctx, row)
    },
  }),
}

export const schedules = {
  /** Uploaded files hold personal data and are not kept longer than their list of errors is of use. */
  'transfer.sweep': {
    cron: '40 3 * * *',
    run: async (ctx: Ctx) => {
      const { house } = ctx
      for (const old of await store.oldFiles(house.db, ctx.now.subtract({ hours: 24 * KEEP_FILES_DAYS }))) {
        await house.files.remove(house.db, old.estate_id, old.file_id)
        await store.dropFile(house.db, old.estate_id, old.id)
      }
    },
  },
}
