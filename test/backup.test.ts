import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { backup } from '../server/backup/backup.ts'
import { tables } from '../server/backup/catalog.ts'
import { BackupError } from '../server/backup/format.ts'
import { restore } from '../server/backup/restore.ts'
import { prepareQueue } from '../server/core/jobs.ts'

const now = Temporal.Instant.from('2026-11-22T04:00:00Z')
const KEY = 'ab'.repeat(32)
const estate = randomUUID()
let admin: pg.Client
let dir = ''
const made: string[] = []

async function database(template?: string): Promise<string> {
  const name = `anju_t_b_${randomUUID().slice(0, 8)}`
  await admin.query('SELECT pg_advisory_lock(718283)')
  await admin.query(
    `CREATE DATABASE ${name} ${template ? `TEMPLATE ${template}` : "ENCODING 'UTF8' TEMPLATE template0"}`,
  )
  await admin.query('SELECT pg_advisory_unlock(718283)')
  made.push(name)
  const url = new URL(inject('ownerUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function withClient<T>(url: string, use: (c: pg.Client) => Promise<T>): Promise<T> {
  const c = new pg.Client({ connectionString: url })
  await c.connect()
  try {
    return await use(c)
  } finally {
    await c.end()
  }
}

/** One fact in two tables in one transaction, one of them partitioned: a torn snapshot would show one without the other. */
async function write(c: pg.Client, text: string): Promise<void> {
  const id = randomUUID()
  await c.query('BEGIN')
  await c.query(
    "INSERT INTO outbox (estate_id, id, at, kind, payload) VALUES ($1, $2, now(), 'test.job', $3)",
    [estate, id, JSON.stringify({ text })],
  )
  await c.query(
    `INSERT INTO audit (estate_id, at, id, actor_kind, actor_name, action, subject, subject_id, request_id, reason, sealed)
     VALUES ($1, now(), $2, 'system', 'test', 'x', 'y', 'z', 'r', $3, $4)`,
    [estate, id, text, Buffer.from([0, 10, 92, 255])],
  )
  await c.query('COMMIT')
}

/** Row count and order-free checksum of every table. */
async function sums(url: string): Promise<Record<string, string>> {
  return withClient(url, async c => {
    const found: Record<string, string> = {}
    for (const t of await tables(c)) {
      const { rows } = await c.query<{ s: string }>(
        `SELECT count(*) || ':' || coalesce(sum(hashtextextended(x::text, 0)), 0) AS s FROM ${t.name} x`,
      )
      found[t.name] = rows[0]!.s
    }
    return found
  })
}

function folder(name: string): string {
  const at = join(dir, name)
  mkdirSync(at, { recursive: true })
  return at
}

/** A data folder with a key, a closure's key and two stored files. */
function livingFolder(): string {
  const data = folder('data')
  mkdirSync(join(data, 'keys/closures'), { recursive: true })
  writeFileSync(join(data, 'keys/master.key'), KEY)
  writeFileSync(join(data, 'keys/closures/c.key'), 'secret of a closure')
  mkdirSync(join(data, 'files/e/0f'), { recursive: true })
  writeFileSync(join(data, 'files/e/0f/photo'), Buffer.alloc(700_000, 7))
  writeFileSync(join(data, 'files/e/0f/empty'), '')
  writeFileSync(join(data, 'files/e/0f/half.part'), 'not finished')
  return data
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('ownerUrl') })
  await admin.connect()
})
afterAll(async () => {
  for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.end()
})
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'anju-backup-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a backup taken while four writers run is one moment: no fact is torn, nothing is in it that was not committed', async () => {
  const source = await database(inject('template'))
  let running = true
  const writers = Array.from({ length: 4 }, () =>
    withClient(source, async c => {
      while (running) await write(c, '电梯困人 𠮷㛃 \\ \t "引号"\n下一行')
    }),
  )
  const count = () =>
    withClient(source, async c => Number((await c.query('SELECT count(*) AS n FROM outbox')).rows[0].n))
  await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(200)
  const file = join(dir, 'b.anju')
  const said = await backup({ ownerUrl: source, dataDir: folder('data'), file, now })
  running = false
  await Promise.all(writers)
  const target = await database()
  await restore({ ownerUrl: target, dataDir: folder('new'), file })
  const facts = (url: string) =>
    withClient(url, async c => {
      const { rows } = await c.query<{ o: string | null; a: string | null }>(
        'SELECT o.id AS o, a.id AS a FROM outbox o FULL JOIN audit a ON a.estate_id = o.estate_id AND a.id = o.id',
      )
      return rows
    })
  const restored = await facts(target)
  expect(restored.length).toBeGreaterThan(200)
  expect(restored.filter(r => r.o !== r.a)).toEqual([])
  const after = new Set((await facts(source)).map(r => r.o))
  expect(restored.filter(r => !after.has(r.o!))).toEqual([])
  expect(said.rows).toBeGreaterThanOrEqual(restored.length * 2)
})

test('a restore gives back every table, file and key, but no closure key; the schema can be written to again', async () => {
  const source = await database(inject('template'))
  await withClient(source, async c => {
    await c.query("SELECT app.ensure_month('audit', '2026-11-01'), app.ensure_month('audit', '2031-05-01')")
    for (let n = 0; n < 50; n++) await write(c, `第 ${n} 条 \u{20BB7} \\N \b`)
  })
  const file = join(dir, 'b.anju')
  const said = await backup({ ownerUrl: source, dataDir: livingFolder(), file, now })
  expect(said).toMatchObject({ files: 2, keysFile: `${file}.keys` })
  for (const f of [file, `${file}.keys`]) expect(statSync(f).mode & 0o077).toBe(0)
  const target = await database()
  const data = folder('new')
  await restore({ ownerUrl: target, dataDir: data, file })
  expect(await sums(target)).toEqual(await sums(source))
  expect(readFileSync(join(data, 'files/e/0f/photo')).equals(Buffer.alloc(700_000, 7))).toBe(true)
  expect(existsSync(join(data, 'files/e/0f/empty'))).toBe(true)
  expect(existsSync(join(data, 'files/e/0f/half.part'))).toBe(false)
  expect(readFileSync(join(data, 'keys/master.key'), 'utf8')).toBe(KEY)
  expect(existsSync(join(data, 'keys/closures'))).toBe(false)
  expect(readFileSync(`${file}.keys`, 'utf8')).not.toContain('secret of a closure')
  await withClient(target, c => write(c, 'goes on'))
  const constraints = (url: string) =>
    withClient(
      url,
      async c =>
        (await c.query('SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2')).rows,
    )
  expect(await constraints(target)).toEqual(await constraints(source))
})

test('half a file, a changed byte and a foreign file are refused before anything is touched', async () => {
  const source = await database(inject('template'))
  await withClient(source, c => write(c, 'x'))
  const file = join(dir, 'b.anju')
  await backup({ ownerUrl: source, dataDir: folder('data'), file, now })
  const whole = readFileSync(file)
  const target = await database()
  const changed = Buffer.from(whole)
  changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1
  const bad: Record<string, Buffer> = {
    half: whole.subarray(0, whole.length >> 1),
    lastByteMissing: whole.subarray(0, whole.length - 1),
    changed,
    foreign: Buffer.from('PK\u0003\u0004 something else entirely'),
    empty: Buffer.alloc(0),
  }
  for (const [name, bytes] of Object.entries(bad)) {
    writeFileSync(join(dir, name), bytes)
    const refused = restore({ ownerUrl: target, dataDir: folder('new'), file: join(dir, name) })
    await expect(refused, name).rejects.toBeInstanceOf(BackupError)
  }
  await withClient(target, async c => expect(await tables(c)).toEqual([]))
  await restore({ ownerUrl: target, dataDir: folder('new'), file })
})

test('a database in use is not overwritten; a restore that was killed half way is done again', async () => {
  const source = await database(inject('template'))
  await withClient(source, c => write(c, 'x'))
  const file = join(dir, 'b.anju')
  await backup({ ownerUrl: source, dataDir: folder('data'), file, now })
  const before = await sums(source)
  await expect(restore({ ownerUrl: source, dataDir: folder('new'), file })).rejects.toThrow(/ANJU_DATA/)
  await withClient(source, c => c.query('CREATE SCHEMA anju_restore'))
  await expect(restore({ ownerUrl: source, dataDir: folder('new'), file })).rejects.toThrow(/ANJU_DATA/)
  expect(await sums(source)).toEqual(before)
  const killed = await database(inject('template'))
  await withClient(killed, c => c.query('CREATE SCHEMA anju_restore'))
  await restore({ ownerUrl: killed, dataDir: folder('new'), file })
  expect(await sums(killed)).toEqual(before)
})

test('without its key, or with another one, a backup is refused and says what to do', async () => {
  const source = await database(inject('template'))
  const file = join(dir, 'b.anju')
  await backup({ ownerUrl: source, dataDir: livingFolder(), file, now })
  const keys = readFileSync(`${file}.keys`, 'utf8')
  rmSync(`${file}.keys`)
  const target = await database()
  const data = folder('new')
  await expect(restore({ ownerUrl: target, dataDir: data, file })).rejects.toThrow(/--keys/)
  writeFileSync(join(dir, 'other.keys'), keys.replace(KEY, 'cd'.repeat(32)))
  const wrong = restore({ ownerUrl: target, dataDir: data, file, keysFile: join(dir, 'other.keys') })
  await expect(wrong).rejects.toThrow(/does not belong/)
  writeFileSync(join(dir, 'right.keys'), keys)
  await restore({ ownerUrl: target, dataDir: data, file, keysFile: join(dir, 'right.keys') })
  expect(readFileSync(join(data, 'keys/master.key'), 'utf8')).toBe(KEY)
})

test('jobs that wait in the queue come back as outbox rows; finished and scheduled ones do not', async () => {
  const source = await database(inject('template'))
  const job = (state: string, data: object) =>
    withClient(source, async c => {
      const id = randomUUID()
      await c.query("INSERT INTO pgboss.job (id, name, data, state) VALUES ($1, 'anju', $2, $3)", [
        id,
        JSON.stringify(data),
        state,
      ])
      return id
    })
  await withClient(source, c => prepareQueue(source, c))
  const waiting = await job('created', { kind: 'desk.remind', payload: { ticket: '𠮷' } })
  const running = await job('active', { kind: 'desk.remind', payload: { ticket: 'b' } })
  await job('completed', { kind: 'desk.remind', payload: { ticket: 'c' } })
  await job('created', { kind: 'core.prune', payload: {}, scheduled: true })
  const file = join(dir, 'b.anju')
  await backup({ ownerUrl: source, dataDir: folder('data'), file, now })
  const target = await database()
  await restore({ ownerUrl: target, dataDir: folder('new'), file })
  const rows = await withClient(
    target,
    async c => (await c.query('SELECT id, kind, payload FROM outbox')).rows,
  )
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  expect(rows.sort(byId)).toEqual(
    [
      { id: waiting, kind: 'desk.remind', payload: { ticket: '𠮷' } },
      { id: running, kind: 'desk.remind', payload: { ticket: 'b' } },
    ].sort(byId),
  )
})
