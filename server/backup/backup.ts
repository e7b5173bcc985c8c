/** npm run backup: one moment of the whole system in one file, taken while it runs. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import pg from 'pg'
import type { Instant } from '../core/clock.ts'
import { migrations, type Partition, partitions, type Sequence, sequences, tables } from './catalog.ts'
import { copyOut } from './copy.ts'
import { BackupWriter } from './format.ts'
import { keyMark, saveKeys } from './keys.ts'

export interface Header {
  anju: 'backup'
  version: 1
  at: string
  server: string
  migrations: { name: string; sha256: string }[]
  partitions: Partition[]
  sequences: Sequence[]
  keyMark: string | undefined
}

export interface BackupRequest {
  /** a role that owns the tables */
  ownerUrl: string
  dataDir: string
  file: string
  now: Instant
}

export interface BackupResult {
  tables: number
  rows: number
  files: number
  bytes: number
  /** the keys file written beside the backup, if the keys are files */
  keysFile: string | undefined
}

/**
 * Jobs that wait in the queue or were running go along as the outbox rows that they came from. Handlers are safe to
 * run twice, so one that was just running is run again.
 */
const WAITING_JOBS = `
  SELECT '00000000-0000-0000-0000-000000000000'::uuid, id, created_on, data ->> 'kind', data -> 'payload', start_after, singleton_key
    FROM pgboss.job
   WHERE state IN ('created', 'retry', 'active') AND data ->> 'kind' IS NOT NULL AND data ->> 'scheduled' IS NULL`
const OUTBOX = {
  name: 'public.outbox',
  columns: ['estate_id', 'id', 'at', 'kind', 'payload', 'run_at', 'key'],
}

/**
 * Writes a backup of database and files. The database part is one snapshot: what was committed before it is in,
 * nothing else. Files are read after it, so every file that a row of the snapshot names is in unless it was removed
 * meanwhile.
 */
export async function backup(request: BackupRequest): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: request.ownerUrl, application_name: 'anju-backup' })
  client.on('error', () => {})
  await client.connect()
  const out = new BackupWriter(request.file)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
      SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'iso_8601'`)
    const header: Header = {
      anju: 'backup',
      version: 1,
      at: request.now.toString(),
      server: (await client.query<{ v: string }>("SELECT current_setting('server_version') AS v")).rows[0]!.v,
      migrations: await migrations(client),
      partitions: await partitions(client),
      sequences: await sequences(client),
      keyMark: await keyMark(request.dataDir),
    }
    await out.frame('H', header)
    const result = await writeTables(client, out)
    await client.query('COMMIT')
    const files = await writeFiles(join(request.dataDir, 'files'), out)
    await out.finish()
    const keysFile = `${request.file}.keys`
    const hasKeys = await saveKeys(request.dataDir, keysFile)
    const { size } = await stat(request.file)
    return { ...result, files, bytes: size, keysFile: hasKeys ? keysFile : undefined }
  } catch (e) {
    await out.abort()
    throw e
  } finally {
    await client.end()
  }
}

async function writeTables(client: pg.Client, out: BackupWriter): Promise<{ tables: number; rows: number }> {
  const all = await tables(client)
  let rows = 0
  const write = async (table: { name: string; columns: string[] }, query: string) => {
    await out.frame('T', table)
    const count = await copyOut(client, `COPY (${query}) TO STDOUT`, chunk => out.frame('D', chunk))
    await out.frame('E', { rows: count })
    rows += count
  }
  for (const t of all) await write(t, `SELECT ${t.columns.join(', ')} FROM ${t.name}`)
  const queue = await client.query<{ there: boolean }>(
    "SELECT to_regclass('pgboss.job') IS NOT NULL AS there",
  )
  if (queue.rows[0]?.there && all.some(t => t.name === OUTBOX.name)) await write(OUTBOX, WAITING_JOBS)
  return { tables: all.length, rows }
}

async function writeFiles(folder: string, out: BackupWriter): Promise<number> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  let count = 0
  for (const entry of found) {
    if (!entry.isFile() || entry.name.endsWith('.part')) continue
    const path = join(entry.parentPath, entry.name)
    // Removed since the listing: its row is gone too, or the sweep found it without one.
    if (!(await stat(path).catch(() => undefined))) continue
    await out.frame('F', { path: relative(folder, path).split(sep).join('/') })
    let size = 0
    for await (const chunk of createReadStream(path, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      await out.frame('D', chunk)
      size += chunk.length
    }
    await out.frame('E', { size })
    count++
  }
  return count
}
