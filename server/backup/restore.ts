/** npm run restore: a backup into an empty database and an empty files folder. */
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { migrate } from '../core/migrate.ts'
import type { Header } from './backup.ts'
import { foreignKeys, tables } from './catalog.ts'
import { copyIn } from './copy.ts'
import { BackupError, type Frame, readFrames } from './format.ts'
import { keyMark, putKeys, readKeys } from './keys.ts'

export interface RestoreRequest {
  ownerUrl: string
  dataDir: string
  file: string
  /** keys file; `<file>.keys` when it lies there */
  keysFile?: string | undefined
  /** go on without the key: what is encrypted stays unreadable */
  withoutKeys?: boolean
}

export interface RestoreResult {
  at: string
  tables: number
  rows: number
  files: number
}

/** Marks a restore under way, so that one that was killed is cleared away and done again. */
const MARK = 'anju_restore'

/**
 * Checks the whole file first, then rebuilds the schema by the migrations that the backup had, loads the rows in one
 * transaction, and applies newer migrations at the end.
 * @throws BackupError when the file is damaged, the target is not empty, or the key is not the one of the backup
 */
export async function restore(request: RestoreRequest): Promise<RestoreResult> {
  const header = await verify(request.file)
  const keys = await chooseKeys(request, header)
  const filesDir = join(request.dataDir, 'files')
  const client = new pg.Client({ connectionString: request.ownerUrl, application_name: 'anju-restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await mustBeEmpty(client, filesDir)
    await client.query(`CREATE SCHEMA ${MARK}`)
    try {
      await migrate(request.ownerUrl, { only: new Set(header.migrations.map(m => m.name)) })
      await sameMigrations(client, header)
      if (keys) await putKeys(request.dataDir, keys)
      const result = await load(client, request.file, header, filesDir)
      await migrate(request.ownerUrl)
      return { at: header.at, ...result }
    } catch (e) {
      await clear(client, filesDir).catch(() => {})
      throw e
    }
  } finally {
    await client.end()
  }
}

/** Reads the file to its end. @returns its header */
async function verify(file: string): Promise<Header> {
  let header: Header | undefined
  for await (const frame of readFrames(file)) {
    if (frame.type === 'H') header = JSON.parse(frame.body.toString()) as Header
  }
  if (header?.anju !== 'backup' || header.version !== 1) {
    throw new BackupError(
      '这份备份来自更新的版本,请先升级本程序。',
      'This backup comes from a newer version: upgrade the program first.',
    )
  }
  return header
}

async function chooseKeys(
  request: RestoreRequest,
  header: Header,
): Promise<Record<string, string> | undefined> {
  if (header.keyMark === undefined || request.withoutKeys) return undefined
  if ((await keyMark(request.dataDir)) === header.keyMark) return undefined
  const file = request.keysFile ?? `${request.file}.keys`
  if (!existsSync(file)) {
    throw new BackupError(
      `缺少密钥文件 ${file}:没有它,加密的内容无法读取。请用 --keys 指明,或设置 ANJU_MASTER_KEY;确要放弃请加 --without-keys。`,
      `The keys file ${file} is missing; without it nothing encrypted can be read. Name it with --keys, or set ANJU_MASTER_KEY; to go on without it say --without-keys.`,
    )
  }
  const { bundle, mark } = await readKeys(file)
  if (mark !== header.keyMark) {
    throw new BackupError(
      `密钥文件 ${file} 不属于这份备份。请找出备份时一同写出的密钥文件。`,
      `The keys file ${file} does not belong to this backup. Find the one that was written with it.`,
    )
  }
  if (existsSync(join(request.dataDir, 'keys/master.key'))) {
    throw new BackupError(
      `${request.dataDir} 已有另一个主密钥。请恢复到一个新的数据目录。`,
      `${request.dataDir} already has another master key. Restore into a new data folder.`,
    )
  }
  return bundle
}

async function mustBeEmpty(client: pg.Client, filesDir: string): Promise<void> {
  const half = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [MARK])
  // The mark goes away with the rows' commit; rows in audit beside it mean that the program was used since.
  const used = await client.query<{ there: boolean }>(
    "SELECT to_regclass('public.audit') IS NOT NULL AS there",
  )
  const audited = used.rows[0]?.there === true && (await client.query('SELECT 1 FROM audit LIMIT 1')).rowCount
  if (half.rowCount && !audited) return clear(client, filesDir)
  if ((await tables(client)).length > 0 || (await readdir(filesDir).catch(() => [])).length > 0) {
    throw new BackupError(
      '恢复只能进入空的数据库和空的数据目录。请用 ANJU_DATA 指定一个新目录(或新建一个数据库)后重试。',
      'A restore goes into an empty database and an empty data folder only. Name a new folder with ANJU_DATA (or make a new database) and try again.',
    )
  }
}

async function clear(client: pg.Client, filesDir: string): Promise<void> {
  await client.query('ROLLBACK')
  await rm(filesDir, { recursive: true, force: true })
  for (const schema of ['part', 'app', MARK]) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
  await client.query('DROP SCHEMA IF EXISTS public CASCADE')
  await client.query('CREATE SCHEMA public')
}

async function sameMigrations(client: pg.Client, header: Header): Promise<void> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM app.migration',
  )
  const here = new Map(rows.map(r => [r.name, r.sha256]))
  const missing = header.migrations.find(m => here.get(m.name) !== m.sha256)
  if (!missing) return
  throw new BackupError(
    `这份备份需要本程序没有的迁移 ${missing.name}。请用备份时的版本或更新的版本恢复。`,
    `This backup needs the migration ${missing.name}, which this program does not have. Restore with the version of the backup or a newer one.`,
  )
}

async function load(client: pg.Client, file: string, header: Header, filesDir: string) {
  await client.query('BEGIN')
  await client.query('SET LOCAL statement_timeout = 0')
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0')
  const keys = await foreignKeys(client)
  for (const k of keys) await client.query(`ALTER TABLE ${k.table} DROP CONSTRAINT ${k.name}`)
  const known = await tables(client)
  // Migrations seed rule sets; the backup holds them as they were, with what was changed since.
  if (known.length > 0) await client.query(`TRUNCATE ${known.map(t => t.name).join(', ')}`)
  for (const p of header.partitions) {
    await client.query(`CREATE TABLE IF NOT EXISTS ${p.name} PARTITION OF ${p.parent} ${p.bound}`)
  }
  const count = await loadFrames(client, file, filesDir)
  for (const s of header.sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint)', [s.name, s.value])
  for (const k of keys) await client.query(`ALTER TABLE ${k.table} ADD CONSTRAINT ${k.name} ${k.definition}`)
  await client.query(`DROP SCHEMA ${MARK}`)
  await client.query('COMMIT')
  await client.query('ANALYZE')
  return count
}

async function loadFrames(client: pg.Client, file: string, filesDir: string) {
  const frames = readFrames(file)
  const count = { tables: 0, rows: 0, files: 0 }
  const names = new Set<string>()
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    const { type, body } = next.value
    if (type === 'T') {
      const t = JSON.parse(body.toString()) as { name: string; columns: string[] }
      const part = section(frames)
      const rows = await copyIn(client, `COPY ${t.name} (${t.columns.join(', ')}) FROM STDIN`, part.data)
      expectSame(t.name, rows, part.end().rows)
      count.rows += rows
      names.add(t.name)
    } else if (type === 'F') {
      const f = JSON.parse(body.toString()) as { path: string }
      const part = section(frames)
      const size = await writeOne(filesDir, f.path, part.data)
      expectSame(f.path, size, part.end().size)
      count.files++
    }
  }
  return { ...count, tables: names.size }
}

/** The data of one table or file, up to its end frame, whose content is there afterwards. */
function section(frames: AsyncGenerator<Frame>) {
  let end: { rows?: number; size?: number } = {}
  async function* data(): AsyncGenerator<Buffer> {
    for (;;) {
      const next = await frames.next()
      if (next.done) return
      if (next.value.type === 'E') {
        end = JSON.parse(next.value.body.toString()) as typeof end
        return
      }
      yield next.value.body
    }
  }
  return { data: data(), end: () => end }
}

function expectSame(what: string, got: number, said: number | undefined): void {
  if (got === said) return
  throw new BackupError(
    `${what} 恢复了 ${got},备份中是 ${said}:已全部撤销。`,
    `${what}: restored ${got}, the backup says ${said}; all of it was taken back.`,
  )
}

async function writeOne(filesDir: string, path: string, data: AsyncIterable<Buffer>): Promise<number> {
  if (path.split('/').some(p => p === '..' || p === '')) throw new Error(`bad path in backup: ${path}`)
  const target = join(filesDir, path)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const out = await open(target, 'w', 0o600)
  let size = 0
  try {
    for await (const chunk of data) {
      await out.write(chunk)
      size += chunk.length
    }
    await out.sync()
  } finally {
    await out.close()
  }
  return size
}
