/**
 * What a measurement leaves behind goes with it: on Ctrl-C, on being ended from outside, on an error; and after a hard
 * kill, which nobody can answer, the next measurement finds and ends what stands there.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopServer } from '../server/core/postgres-server.ts'
import { isAlive } from '../server/core/process-id.ts'

const PREFIX = 'anju-bench-'
const duties = new Set<() => unknown>()

/** Runs `duty` when the measurement ends early. @returns takes the duty back, when it was done in good order */
export function atEnd(duty: () => unknown): () => void {
  duties.add(duty)
  return () => void duties.delete(duty)
}

let leaving = false

/** Does what is still due, the latest first, and ends. */
async function leave(code: number): Promise<void> {
  if (leaving) return
  leaving = true
  for (const duty of [...duties].reverse())
    await Promise.resolve()
      .then(duty)
      .catch(() => {})
  process.exit(code)
}

/** Called once, by the measurement's own process. */
export function cleanUpAlways(): void {
  process.on('SIGINT', () => void leave(130))
  process.on('SIGTERM', () => void leave(143))
  process.on('SIGHUP', () => void leave(129))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, error => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      void leave(1)
    })
}

/** A folder of this measurement; `pids` in it names it and the programs that it started. */
export function folder(): string {
  sweep()
  const dir = mkdtempSync(join(tmpdir(), PREFIX))
  remember(dir, process.pid)
  return dir
}

/** Notes a process that lives on this folder, the measurement's own first. */
export function remember(dir: string, pid: number): void {
  writeFileSync(join(dir, 'pids'), `${pid}\n`, { flag: 'a' })
}

/** Takes the folder away; what a program writes at its last moment may need a second try. */
export function remove(dir: string): void {
  rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

const ours = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('server', 'main.ts'))
  } catch {
    return false
  }
}

function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter(n => n.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name)
    const pids = existsSync(join(dir, 'pids')) ? readFileSync(join(dir, 'pids'), 'utf8') : ''
    const [owner, ...programs] = pids.split('\n').filter(Boolean).map(Number)
    if (owner === undefined || isAlive(owner)) continue
    for (const pid of programs) if (ours(pid)) process.kill(pid, 'SIGKILL')
    const file = join(dir, 'postgres', 'pgdata', 'postmaster.pid')
    const server = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
    if (server > 0 && isAlive(server)) void stopServer(server).finally(() => remove(dir))
    else remove(dir)
  }
}
