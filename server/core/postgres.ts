import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { lockFolder } from './folder-lock.ts'
import { binaries, clusterHome, type ServerUser, serverUser } from './postgres-home.ts'
import { type Cluster, findOrphan, pgdata, startServer, stopServer } from './postgres-server.ts'
import { isAlive } from './process-id.ts'

/** A running embedded server. */
export interface Embedded {
  /** connection of the owner of the schema: migrations, backups, jobs of the operator */
  ownerUrl: string
  /** connection of requests: no superuser, cannot create anything */
  appUrl: string
  /** folder of the server's binaries */
  bin: string
  /** process id of the running server; it changes when the server was restarted after a crash */
  pid(): number
  /** stops the server cleanly and gives the folder back */
  stop(): Promise<void>
}

/** Options of {@link startEmbedded}. */
export interface EmbeddedOptions {
  log?(message: string): void
  /** no fsync: for tests, whose data may be lost */
  fast?: boolean
}

interface Secrets {
  port: number
  superuser: string
  owner: string
  app: string
  /** set once roles and the database exist */
  ready: boolean
}

const SUPERUSER = 'anju_root'
const run = promisify(execFile)

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const s = createServer()
    s.once('error', fail)
    s.listen(0, '127.0.0.1', () => {
      const at = s.address()
      s.close(() => (at && typeof at === 'object' ? done(at.port) : fail(new Error('no port'))))
    })
  })
}

function url(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

function writePrivate(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

async function loadSecrets(file: string): Promise<Secrets> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const word = () => randomBytes(24).toString('base64url')
  const made = { port: await freePort(), superuser: word(), owner: word(), app: word(), ready: false }
  writePrivate(file, JSON.stringify(made))
  return made
}

/** The connections of the embedded server that another process of this folder runs: for commands on a live system. */
export function runningEmbedded(dataDir: string): { ownerUrl: string; appUrl: string } {
  const s = JSON.parse(readFileSync(join(resolve(dataDir), 'postgres.json'), 'utf8')) as Secrets
  return {
    ownerUrl: url('anju_owner', s.owner, s.port, 'anju'),
    appUrl: url('anju_app', s.app, s.port, 'anju'),
  }
}

/** Makes the cluster beside its place and renames it, so that a kill in the middle leaves nothing half made. */
async function initialise(
  bin: string,
  home: string,
  user: ServerUser | undefined,
  password: string,
  fast: boolean,
) {
  for (const left of readdirSync(home)) {
    if (left.startsWith('init-')) rmSync(join(home, left), { recursive: true, force: true })
  }
  const made = join(home, `init-${process.pid}`)
  const word = join(home, `init-word-${process.pid}`)
  writeFileSync(word, `${password}\n`, { mode: 0o600 })
  if (user) chownSync(word, user.uid, user.gid)
  const ctype = process.platform === 'linux' ? 'C.UTF-8' : process.platform === 'win32' ? 'C' : 'en_US.UTF-8'
  const flags = ['-D', made, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${word}`, '-E', 'UTF8']
  // Order and case by the built-in provider, the same on every system; the ctype of the system is still needed,
  // because trigram search takes Chinese letters for letters only under a UTF-8 ctype.
  flags.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`)
  flags.push('--no-instructions', ...(fast ? ['--no-sync'] : ['--data-checksums']))
  try {
    await run(join(bin, 'initdb'), flags, {
      cwd: home,
      env: { ...process.env, LC_ALL: '', LANG: '' },
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    })
  } finally {
    rmSync(word, { force: true })
  }
  renameSync(made, pgdata(home))
}

/** Roles and the database; safe to run again when an earlier first start was killed half way. */
async function prepare(s: Secrets): Promise<void> {
  const db = new pg.Client({ connectionString: url(SUPERUSER, s.superuser, s.port, 'postgres') })
  await db.connect()
  try {
    const role = async (name: string, password: string, powers: string) => {
      const has = await db.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name])
      const verb = has.rowCount ? 'ALTER' : 'CREATE'
      await db.query(
        `${verb} ROLE ${name} LOGIN NOSUPERUSER ${powers} PASSWORD ${db.escapeLiteral(password)}`,
      )
    }
    await role('anju_owner', s.owner, 'CREATEDB CREATEROLE')
    await role('anju_app', s.app, 'NOCREATEDB NOCREATEROLE')
    const has = await db.query("SELECT 1 FROM pg_database WHERE datname = 'anju'")
    if (!has.rowCount) await db.query('CREATE DATABASE anju OWNER anju_owner')
    await db.query('REVOKE CONNECT, TEMPORARY ON DATABASE anju FROM PUBLIC')
    await db.query('GRANT CONNECT ON DATABASE anju TO anju_app')
  } finally {
    await db.end()
  }
}

/** Whether the server at this port is the one of this cluster and lets us in. */
async function answers(s: Secrets, home: string): Promise<boolean> {
  const db = new pg.Client({
    connectionString: url(SUPERUSER, s.superuser, s.port, 'postgres'),
    connectionTimeoutMillis: 3000,
  })
  db.on('error', () => {})
  try {
    await db.connect()
    const r = await db.query<{ data_directory: string }>('SHOW data_directory')
    return r.rows[0]?.data_directory === pgdata(home)
  } catch {
    return false
  } finally {
    await db.end().catch(() => {})
  }
}

/** Takes over a server that outlived a killed program; one that does not answer is stopped and started anew. */
async function attachOrStart(
  c: Cluster,
  s: Secrets,
  log: (m: string) => void,
): Promise<{ pid: number; port: number }> {
  const orphan = findOrphan(c.home)
  if (orphan) {
    if (orphan.ready && (await answers({ ...s, port: orphan.port }, c.home))) {
      log(`接管正在运行的数据库(进程 ${orphan.pid})/ took over the running database (process ${orphan.pid})`)
      return orphan
    }
    log(
      `停止没有应答的数据库(进程 ${orphan.pid})/ stopping a database that does not answer (process ${orphan.pid})`,
    )
    await stopServer(orphan.pid)
  }
  return startServer(c, freePort)
}

/**
 * Starts the embedded PostgreSQL of this data folder (made at the first start) and returns its connections.
 * One program per folder; a server that outlived a `kill -9` of the program is taken over; one that dies is started
 * again on the same port while the program lives. `stop()` on SIGTERM and SIGINT is the caller's part.
 * @throws FolderInUse when another program holds the folder; Error with the next step when it cannot start
 */
export async function startEmbedded(dataDir: string, opts: EmbeddedOptions = {}): Promise<Embedded> {
  const log = opts.log ?? (() => {})
  const dir = resolve(dataDir)
  // As root the database runs as another user, who has to walk through; what is secret in the folder is closed itself.
  mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const unlock = await lockFolder(dir)
  try {
    const user = serverUser(log)
    const bin = await binaries(user, log)
    const home = clusterHome(dir, user, log)
    const file = join(dir, 'postgres.json')
    const secrets = await loadSecrets(file)
    const fast = opts.fast ?? false
    if (!existsSync(pgdata(home))) {
      secrets.ready = false
      await initialise(bin, home, user, secrets.superuser, fast)
    }
    const cluster: Cluster = { bin, home, user, port: secrets.port, fast }
    const server = await attachOrStart(cluster, secrets, log)
    const fresh = !secrets.ready
    if (fresh) await prepare({ ...secrets, port: server.port })
    if (fresh || server.port !== secrets.port) {
      Object.assign(secrets, { port: server.port, ready: true })
      writePrivate(file, JSON.stringify(secrets))
    }
    return watch({ ...cluster, port: server.port }, server.pid, secrets, unlock, log)
  } catch (e) {
    unlock()
    throw e
  }
}

function watch(
  c: Cluster,
  first: number,
  s: Secrets,
  unlock: () => void,
  log: (m: string) => void,
): Embedded {
  let pid = first
  let stopping = false
  let restarting: Promise<void> | undefined
  const restart = async () => {
    log('数据库意外停止,正在重新启动 / the database stopped unexpectedly, starting it again')
    try {
      // The pools know this port, so it is the only one that helps.
      const again = await startServer(c, () => Promise.resolve(c.port))
      pid = again.pid
      if (stopping) await stopServer(pid)
    } catch (e) {
      log(String(e))
    }
  }
  const timer = setInterval(() => {
    if (stopping || restarting || isAlive(pid)) return
    restarting = restart().finally(() => {
      restarting = undefined
    })
  }, 500)
  timer.unref()
  const onExit = () => {
    // The program leaves without stop(), by a fatal error: do not leave the server behind.
    try {
      process.kill(pid, 'SIGINT')
    } catch {
      // gone already
    }
    unlock()
  }
  process.once('exit', onExit)
  return {
    ownerUrl: url('anju_owner', s.owner, c.port, 'anju'),
    appUrl: url('anju_app', s.app, c.port, 'anju'),
    bin: c.bin,
    pid: () => pid,
    stop: async () => {
      if (stopping) return
      stopping = true
      clearInterval(timer)
      process.off('exit', onExit)
      await restarting
      await stopServer(pid)
      unlock()
    },
  }
}
