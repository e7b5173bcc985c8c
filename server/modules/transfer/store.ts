/** The tables of imports. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Mapping } from '../../core/sheet.ts'
import type { ImportState } from './rules.ts'

export interface ImportRow {
  estate_id: string
  id: string
  kind: string
  state: ImportState
  file_id: string | null
  file_name: string
  sha256: Buffer
  sheets: { name: string; header: string[]; rows: number }[]
  sheet: number
  mapping: Mapping
  remembered: boolean
  mode: 'all' | 'good' | null
  total: number
  bad: number
  done: number
  created: number
  updated: number
  same: number
  failed: number
  failures: Buffer | null
  made_by: string
  made_by_name: string
  made_at: Instant
  finished_at: Instant | null
  moved_at: Instant | null
}

const columns = sql`estate_id, id, kind, state, file_id, file_name, sha256, sheets, sheet, mapping, remembered, mode,
  total, bad, done, created, updated, same, failed, failures, made_by, made_by_name, made_at, finished_at, moved_at`

export type NewImport = Omit<
  ImportRow,
  | 'state'
  | 'mode'
  | 'done'
  | 'created'
  | 'updated'
  | 'same'
  | 'failed'
  | 'failures'
  | 'finished_at'
  | 'moved_at'
>

export async function insertImport(db: Db, r: NewImport): Promise<void> {
  await sql`INSERT INTO import_run (estate_id, id, kind, state, file_id, file_name, sha256, sheets, sheet, mapping, remembered, total, bad, made_by, made_by_name, made_at)
    VALUES (${r.estate_id}, ${r.id}, ${r.kind}, 'uploaded', ${r.file_id}, ${r.file_name}, ${r.sha256}, ${JSON.stringify(r.sheets)}::jsonb, ${r.sheet},
      ${JSON.stringify(r.mapping)}::jsonb, ${r.remembered}, ${r.total}, ${r.bad}, ${r.made_by}, ${r.made_by_name}, ${r.made_at})`.execute(
    db,
  )
}

export async function importById(db: Db, estateId: string, id: string): Promise<ImportRow | undefined> {
  const found =
    await sql<ImportRow>`SELECT ${columns} FROM import_run WHERE estate_id = ${estateId} AND id = ${id}`.execute(
      db,
    )
  return found.rows[0]
}

/** The latest fifty; `madeBy` narrows to one person's own. */
export async function latestImports(db: Db, estateId: string, madeBy: string | null): Promise<ImportRow[]> {
  const found = await sql<ImportRow>`SELECT ${columns} FROM import_run
    WHERE estate_id = ${estateId} AND state <> 'discarded' AND (${madeBy}::text IS NULL OR made_by = ${madeBy})
    ORDER BY made_at DESC, id LIMIT 50`.execute(db)
  return found.rows
}

/** Sets the mapping while nothing has begun. @returns false when it has */
export async function setMapping(
  db: Db,
  r: Pick<ImportRow, 'estate_id' | 'id' | 'sheet' | 'mapping' | 'total' | 'bad'>,
): Promise<boolean> {
  const done =
    await sql`UPDATE import_run SET sheet = ${r.sheet}, mapping = ${JSON.stringify(r.mapping)}::jsonb, remembered = false,
    total = ${r.total}, bad = ${r.bad} WHERE estate_id = ${r.estate_id} AND id = ${r.id} AND state = 'uploaded'`.execute(
      db,
    )
  return done.numAffectedRows === 1n
}

/** Moves it on from one of the expected states. @returns false when it stood in none of them */
export async function setState(
  db: Db,
  r: Pick<ImportRow, 'estate_id' | 'id'>,
  from: ImportState[],
  to: ImportState,
  mode: 'all' | 'good' | null = null,
  at: Instant | null = null,
): Promise<boolean> {
  const done =
    await sql`UPDATE import_run SET state = ${to}, moved_at = coalesce(${at}, moved_at), mode = coalesce(${mode}, mode)
    WHERE estate_id = ${r.estate_id} AND id = ${r.id} AND state = ANY(${from}::text[])`.execute(db)
  return done.numAffectedRows === 1n
}

export interface Progress {
  done: number
  created: number
  updated: number
  same: number
  failed: number
}

export async function setProgress(
  db: Db,
  estateId: string,
  id: string,
  p: Progress,
  at: Instant,
): Promise<void> {
  await sql`UPDATE import_run SET moved_at = ${at}, done = ${p.done}, created = ${p.created}, updated = ${p.updated}, same = ${p.same}, failed = ${p.failed}
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export async function setFailures(
  db: Db,
  estateId: string,
  id: string,
  failures: Buffer | null,
): Promise<void> {
  await sql`UPDATE import_run SET failures = ${failures} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

export async function finish(
  db: Db,
  estateId: string,
  id: string,
  state: 'done' | 'failed',
  now: Instant,
): Promise<void> {
  await sql`UPDATE import_run SET state = ${state}, finished_at = ${now} WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** Forgets the file of an import. */
export async function dropFile(db: Db, estateId: string, id: string): Promise<void> {
  await sql`UPDATE import_run SET file_id = NULL, failures = NULL WHERE estate_id = ${estateId} AND id = ${id}`.execute(
    db,
  )
}

/** Imports whose file has been kept long enough. */
export async function oldFiles(
  db: Db,
  before: Instant,
): Promise<{ estate_id: string; id: string; file_id: string }[]> {
  const found = await sql<{ estate_id: string; id: string; file_id: string }>`
    SELECT estate_id, id, file_id FROM import_run WHERE made_at < ${before} AND file_id IS NOT NULL LIMIT 1000`.execute(
    db,
  )
  return found.rows
}

export async function rememberedMapping(
  db: Db,
  ownerId: string,
  kind: string,
  signature: string,
): Promise<Mapping | undefined> {
  const found = await sql<{ mapping: Mapping }>`SELECT mapping FROM import_mapping
    WHERE owner_id = ${ownerId} AND kind = ${kind} AND signature = ${signature}`.execute(db)
  return found.rows[0]?.mapping
}

export async function rememberMapping(
  db: Db,
  r: { ownerId: string; kind: string; signature: string; mapping: Mapping; by: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO import_mapping (owner_id, kind, signature, mapping, used_by, used_at)
    VALUES (${r.ownerId}, ${r.kind}, ${r.signature}, ${JSON.stringify(r.mapping)}::jsonb, ${r.by}, ${r.at})
    ON CONFLICT (owner_id, kind, signature) DO UPDATE SET mapping = excluded.mapping, used_by = excluded.used_by, used_at = excluded.used_at`.execute(
    db,
  )
}
