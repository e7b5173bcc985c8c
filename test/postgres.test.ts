import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { FolderInUse } from '../server/core/folder-lock.ts'
import { type Embedded, startEmbedded } from '../server/core/postgres.ts'
import { postmaster } from '../server/core/postgres-server.ts'
import { isAlive } from '../server/core/process-id.ts'

const folders: string[] = []
const running: Embedded[] = []
const children: ChildProcess[] = []

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'anju-pg-'))
  folders.push(dir)
  return dir
}

async function start(dir: string): Promise<Embedded> {
  const e = await startEmbedded(dir, { fast: true })
  running.push(e)
  return e
}

/** Starts the server from another program, which lives until it is killed. */
async function startElsewhere(dir: string): Promise<ChildProcess> {
  const module = JSON.stringify(join(import.meta.dirname, '../server/core/postgres.ts'))
  const text = `const { startEmbedded } = await import(${module})
    await startEmbedded(${JSON.stringify(dir)}, { fast: true })
    process.stdout.write('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await new Promise<void>((done, fail) => {
    child.stdout?.once('data', () => done())
    child.once('exit', code => fail(new Error(`the other program left with ${code}`)))
  })
  child.removeAllListeners('exit')
  return child
}

async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise(done => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return (await db.query<T>(text)).rows
  } finally {
    await db.end()
  }
}

afterEach(async () => {
  for (const c of children.splice(0)) if (c.exitCode === null && c.signalCode === null) await killHard(c)
  for (const e of running.splice(0)) await e.stop()
  for (const f of folders.splice(0)) {
    const left = postmaster(join(f, 'postgres'))
    if (left && isAlive(left.pid)) process.kill(left.pid, 'SIGQUIT')
    rmSync(f, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
})

test('the embedded server is UTF-8, splits Chinese into trigrams, listens on this machine only', async () => {
  const e = await start(folder())
  const [row] = await query<{ enc: string; addr: string; sums: number }>(
    e.ownerUrl,
    "SELECT current_setting('server_encoding') enc, current_setting('listen_addresses') addr, 0 sums",
  )
  expect(row).toMatchObject({ enc: 'UTF8', addr: '127.0.0.1' })
  await query(e.ownerUrl, 'CREATE EXTENSION pg_trgm')
  const [hit] = await query<{ n: number }>(e.ownerUrl, "SELECT cardinality(show_trgm('物业服务')) AS n")
  expect(hit?.n).toBeGreaterThan(2)
})

test('the role of requests is no superuser and cannot create anything; a wrong password is refused', async () => {
  const e = await start(folder())
  const [role] = await query<Record<string, boolean>>(
    e.appUrl,
    'SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  )
  expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false })
  await expect(query(e.appUrl, 'CREATE TABLE x (a int)')).rejects.toMatchObject({ code: '42501' })
  await expect(query(e.appUrl, 'CREATE TEMPORARY TABLE x (a int)')).rejects.toMatchObject({ code: '42501' })
  const wrong = new URL(e.ownerUrl)
  wrong.password = 'anju'
  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a second instance on the same folder is refused and told which process has it', async () => {
  const dir = folder()
  const other = await startElsewhere(dir)
  const refused = await startEmbedded(dir, { fast: true }).catch((x: unknown) => x)
  expect(refused).toBeInstanceOf(FolderInUse)
  expect((refused as FolderInUse).pid).toBe(other.pid)
  expect(String(refused)).toContain(`进程 ${other.pid}`)
  expect(String(refused)).toContain(`process ${other.pid}`)
})

test('of two that start at once on a folder with a dead lock, one gets it', async () => {
  const dir = folder()
  writeFileSync(join(dir, 'anju.lock'), '999999\nno-such-boot:1\nhere\n')
  writeFileSync(
    join(dir, 'anju.lock'),
    readFileSync(join(dir, 'anju.lock'), 'utf8').replace('here', (await import('node:os')).hostname()),
  )
  const both = await Promise.allSettled([start(dir), start(dir)])
  expect(both.map(b => b.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('after kill -9 of the program its server is taken over and nothing is lost', async () => {
  const dir = folder()
  const other = await startElsewhere(dir)
  const s = JSON.parse(readFileSync(join(dir, 'postgres.json'), 'utf8')) as { owner: string; port: number }
  const url = `postgres://anju_owner:${s.owner}@127.0.0.1:${s.port}/anju`
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS n')
  const server = postmaster(join(dir, 'postgres'))?.pid
  await killHard(other)
  const again = await start(dir)
  expect(again.pid()).toBe(server)
  expect(again.ownerUrl).toBe(url)
  expect(await query(again.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
})

test('after kill -9 of program and server the folder starts again with what was committed', async () => {
  const dir = folder()
  const other = await startElsewhere(dir)
  const s = JSON.parse(readFileSync(join(dir, 'postgres.json'), 'utf8')) as { owner: string; port: number }
  await query(
    `postgres://anju_owner:${s.owner}@127.0.0.1:${s.port}/anju`,
    'CREATE TABLE kept AS SELECT 7 AS n',
  )
  const pm = postmaster(join(dir, 'postgres'))
  await killHard(other)
  process.kill(pm?.pid ?? 0, 'SIGKILL')
  const again = await start(dir)
  expect(await query(again.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
})

test('a postmaster.pid left by a power cut, whose number another program has now, does not block the start', async () => {
  const dir = folder()
  const first = await start(dir)
  await first.stop()
  const file = join(dir, 'postgres', 'pgdata', 'postmaster.pid')
  writeFileSync(file, `${process.pid}\n${dir}/postgres/pgdata\n1\n5432\n\n127.0.0.1\n\nready   \n`)
  const again = await start(dir)
  expect(again.pid()).not.toBe(process.pid)
  expect(await query(again.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a first start that was killed in the middle is done again', async () => {
  const dir = folder()
  const first = await start(dir)
  await first.stop()
  // What such a kill leaves: half a cluster beside the place, passwords written, roles never made.
  rmSync(join(dir, 'postgres', 'pgdata'), { recursive: true })
  mkdirSync(join(dir, 'postgres', 'init-1'))
  writeFileSync(join(dir, 'postgres', 'init-1', 'PG_VERSION'), '18\n')
  const again = await start(dir)
  expect(await query(again.appUrl, 'SELECT current_user::text AS who')).toEqual([{ who: 'anju_app' }])
  expect(existsSync(join(dir, 'postgres', 'init-1'))).toBe(false)
})

test('a server that dies while the program lives is started again on the same port', async () => {
  const e = await start(folder())
  const before = e.pid()
  process.kill(before, 'SIGKILL')
  await expect
    .poll(() => query(e.appUrl, 'SELECT 1 AS one').catch(() => []), { timeout: 15_000, interval: 200 })
    .toEqual([{ one: 1 }])
  expect(e.pid()).not.toBe(before)
})

test('stop leaves no process, no lock and a cleanly closed cluster', async () => {
  const dir = folder()
  const e = await start(dir)
  const pid = e.pid()
  await e.stop()
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(join(dir, 'anju.lock'))).toBe(false)
  expect(existsSync(join(dir, 'postgres', 'pgdata', 'postmaster.pid'))).toBe(false)
  await e.stop()
})
