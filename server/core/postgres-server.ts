import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerUser } from './postgres-home.ts'
import { commandOf, isAlive } from './process-id.ts'

/** What is needed to run one cluster. */
export interface Cluster {
  bin: string
  home: string
  user: ServerUser | undefined
  port: number
  /** fsync off and little memory: tests only */
  fast: boolean
}

const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 30_000

export function pgdata(home: string): string {
  return join(home, 'pgdata')
}

/** MB for a small machine: an eighth of the memory, between 64 and 512. */
function sharedBuffers(): number {
  return Math.max(64, Math.min(512, Math.round(totalmem() / 1024 / 1024 / 8)))
}

function settings(c: Cluster): string[] {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    shared_buffers: `${c.fast ? 128 : sharedBuffers()}MB`,
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    idle_in_transaction_session_timeout: '60s',
    log_min_messages: 'warning',
    // Statements can hold personal data: an error's own text is enough for the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    cluster_name: 'anju',
  }
  if (c.fast) Object.assign(all, { fsync: 'off', full_page_writes: 'off' })
  return Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])
}

/** Reads postmaster.pid: process id, port, and whether the server says it is ready. */
export function postmaster(home: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(pgdata(home), 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/**
 * The server left running by a killed program, if there is one. A postmaster.pid whose process is gone, or is
 * something else (the number was used again after a power cut), is removed: PostgreSQL itself would refuse to start
 * when the other process belongs to the same user.
 */
export function findOrphan(home: string): { pid: number; port: number; ready: boolean } | undefined {
  const pm = postmaster(home)
  if (!pm) return undefined
  const command = commandOf(pm.pid)
  const ours =
    command === '' ? isAlive(pm.pid) : command.includes('postgres') && command.includes(pgdata(home))
  if (ours && isAlive(pm.pid)) return pm
  rmSync(join(pgdata(home), 'postmaster.pid'), { force: true })
  return undefined
}

function openLog(home: string): number {
  const file = join(home, 'postgres.log')
  if (logSize(home) > 10_000_000) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** What the server wrote since its log had this many bytes. */
function said(home: string, since: number): string {
  const file = join(home, 'postgres.log')
  return existsSync(file) ? readFileSync(file).subarray(since).toString('utf8').slice(-2000) : ''
}

function logSize(home: string): number {
  return statSync(join(home, 'postgres.log'), { throwIfNoEntry: false })?.size ?? 0
}

/** Runs one attempt; resolves with the process id once the server is ready, or undefined when it gave up. */
async function attempt(c: Cluster): Promise<number | undefined> {
  const log = openLog(c.home)
  const child = spawn(join(c.bin, 'postgres'), ['-D', pgdata(c.home), '-p', String(c.port), ...settings(c)], {
    // Its own session: Ctrl-C at the terminal must reach the program first, which stops the server last.
    detached: true,
    stdio: ['ignore', log, log],
    cwd: pgdata(c.home),
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin', ...(process.platform === 'win32' ? process.env : {}) },
    ...(c.user ? { uid: c.user.uid, gid: c.user.gid } : {}),
  })
  closeSync(log)
  child.unref()
  let gone = false
  child.on('exit', () => {
    gone = true
  })
  child.on('error', () => {
    gone = true
  })
  const deadline = performance.now() + START_LIMIT_MS
  while (!gone && performance.now() < deadline) {
    const pm = postmaster(c.home)
    if (pm?.ready && pm.pid === child.pid) return pm.pid
    await sleep(15)
  }
  if (!gone && child.pid) process.kill(child.pid, 'SIGQUIT')
  return undefined
}

/**
 * Starts the server and waits until it takes connections. When a killed postmaster's last children still hold the
 * shared memory, or the remembered port was taken meanwhile, it tries again (`newPort` gives another one).
 * @throws Error with the end of the server's log after several failures
 */
export async function startServer(
  c: Cluster,
  newPort: () => Promise<number>,
): Promise<{ pid: number; port: number }> {
  let at = c
  let last = ''
  for (let n = 0; n < 20; n++) {
    const before = logSize(c.home)
    const pid = await attempt(at)
    if (pid !== undefined) return { pid, port: at.port }
    last = said(c.home, before)
    if (/could not bind|Address already in use/.test(last)) at = { ...at, port: await newPort() }
    else if (!/shared memory block|lock file .* already exists/.test(last)) break
    await sleep(500)
  }
  throw new Error(
    `数据库没有启动,日志在 ${join(c.home, 'postgres.log')}。\n` +
      `The database did not start; its log is ${join(c.home, 'postgres.log')}:\n${last}`,
  )
}

/** Stops the server: open sessions are cut and work is written down (fast); after 30 s without that (immediate). */
export async function stopServer(pid: number): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name)
    } catch {
      // already gone
    }
  }
  signal('SIGINT')
  const deadline = performance.now() + STOP_LIMIT_MS
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      signal('SIGQUIT')
      await sleep(1000)
      return
    }
    await sleep(10)
  }
}
