/**
 * What every measurement shares: a program on a fresh folder with a durable database, a load from a process of its own,
 * pgbench beside it in the same run, one line of JSON. Figures are for comparing inside one run: machines are noisy.
 */
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../server/core/postgres.ts'
import { prepare } from '../server/program.ts'
import { atEnd, folder, remember, remove } from './clean.ts'

export interface BenchDatabase {
  ownerUrl: string
  appUrl: string
  dir: string
  stop(): Promise<void>
}

/** An embedded server as it runs in production (fsync on), migrated, on a folder that goes afterwards. */
export async function database(): Promise<BenchDatabase> {
  const dir = folder()
  const bare = atEnd(() => remove(dir))
  const server = await startEmbedded(dir)
  const stop = async () => {
    done()
    bare()
    await server.stop()
    remove(dir)
  }
  const done = atEnd(stop)
  await prepare(server.ownerUrl)
  return { ownerUrl: server.ownerUrl, appUrl: server.appUrl, dir, stop }
}

/** The machine's own pgbench, or nothing: then the line says so and has no ratio. */
export function findPgbench(): string | undefined {
  const packaged = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .sort()
        .reverse()
        .map(v => `/usr/lib/postgresql/${v}/bin/pgbench`)
    : []
  const onPath = (process.env.PATH ?? '').split(':').map(d => join(d, 'pgbench'))
  return [...packaged, ...onPath].find(p => existsSync(p))
}

export interface PgbenchFigures {
  tool: 'pgbench'
  perSecond: number
  meanMs: number
  p99Ms: number
}

/** Runs statements of a file with pgbench against the same server. `\\set` lines of pgbench may be used, and `given` as `:name`. */
export async function pgbench(
  url: string,
  script: string,
  clients: number,
  seconds: number,
  given: Record<string, string> = {},
): Promise<PgbenchFigures | undefined> {
  const tool = findPgbench()
  if (tool === undefined) return undefined
  const dir = mkdtempSync(join(tmpdir(), 'anju-pgbench-'))
  const done = atEnd(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'script.sql')
  writeFileSync(file, script)
  try {
    const out = await output(tool, [
      ...['-n', '-M', 'prepared', '-f', file, '-c', String(clients), '-j', '2', '-T', String(seconds)],
      // one transaction of ten into the log: enough for a percentile, too little to be felt
      ...['-l', '--log-prefix', join(dir, 'log'), '--sampling-rate', '0.1'],
      ...Object.entries(given).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
      url,
    ])
    return {
      tool: 'pgbench',
      perSecond: Number(/tps = ([\d.]+)/.exec(out)?.[1] ?? 0),
      meanMs: Number(/latency average = ([\d.]+)/.exec(out)?.[1] ?? 0),
      p99Ms: percentile(loggedMs(dir), 99),
    }
  } finally {
    done()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** pgbench's log: client, transaction, microseconds, … on each line. */
function loggedMs(dir: string): number[] {
  return readdirSync(dir)
    .filter(n => n.startsWith('log.'))
    .flatMap(n => readFileSync(join(dir, n), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => Number(line.split(' ')[2]) / 1000)
    .sort((a, b) => a - b)
}

/** What a tool prints; it ends with the measurement. */
function output(tool: string, args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = execFile(tool, args, { encoding: 'utf8' }, (error, out) => {
      over()
      if (error) fail(error)
      else done(out)
    })
    const over = atEnd(() => child.kill('SIGKILL'))
  })
}

export interface LoadPlan {
  base: string
  clients: number
  seconds: number
  headers: Record<string, string>
  /** Drawn in turn; in url or body `{{id}}` becomes a fresh uuid, `{{n}}` the request's number, `{{plate}}` a plate, `{{second}}` now. */
  requests: { method: string; url: string; body?: object }[]
  /** Paces all clients together to so many requests a second; absent: as fast as answers come. */
  perSecond?: number
}

export interface LoadFigures {
  count: number
  perSecond: number
  errors: number
  firstError?: string
  p50: number
  p99: number
  max: number
  /** CPU of the load's own process per request: what it takes from a small machine. */
  cpuMsEach: number
}

/** Sends the plan from a process of its own, so that the load's work is not counted as the program's. */
export function load(plan: LoadPlan): Promise<LoadFigures> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, 'load.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const over = atEnd(() => child.kill('SIGKILL'))
    child.once('message', m => done(m as LoadFigures))
    child.once('error', fail)
    child.once('exit', code => {
      over()
      if (code !== 0) fail(new Error(`load ended with ${code}`))
    })
    child.send(plan)
  })
}

/** Middle of an odd or even list. */
export function median(list: number[]): number {
  const sorted = [...list].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** A percentile of a sorted list, nearest rank. */
export function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0
}

export function machine(): Record<string, unknown> {
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    at: process.env.ANJU_BENCH_AT,
  }
}

export const round = (x: number, digits = 2) => Number(x.toFixed(digits))

/** The one line of a measurement. */
export function print(name: string, figures: object): void {
  process.stdout.write(`${JSON.stringify({ bench: name, ...figures, machine: machine() })}\n`)
}

/** Starts the program as its users do, on a folder of the measurement, and waits for its first good answer. */
export function program(
  dir: string,
  args: string[],
  env: Record<string, string>,
): { ready(url: string): Promise<number>; pid: number; stop(): Promise<void> } {
  const from = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'server', 'main.ts'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  remember(dir, child.pid ?? 0)
  const over = atEnd(() => ended(child))
  return {
    pid: child.pid ?? 0,
    ready: async url => {
      for (let i = 0; i < 3000; i++) {
        const answer = await fetch(url).catch(() => undefined)
        if (answer?.ok) {
          await answer.arrayBuffer()
          return performance.now() - from
        }
        await new Promise(r => setTimeout(r, 20))
      }
      throw new Error('the program did not answer within a minute')
    },
    stop: () => {
      over()
      return ended(child)
    },
  }
}

/** Asks the program to end and waits for it; one that has ended already is fine. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(done => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
