/**
 * The kill run: the real program on a fresh folder, writers with a journal beside it, kill -9 at random moments of
 * the program, of its database, or of both. At the end every answered write must be there, none twice, each with
 * its audit row.
 *
 * node test/kill/run.ts [KILLS] [SEED]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runningEmbedded } from '../../server/core/postgres.ts'
import { postmaster } from '../../server/core/postgres-server.ts'
import { freePort } from '../edge-agent.ts'
import { Program } from './program.ts'
import { signIn } from './sign-in.ts'
import { targets } from './target.ts'
import type { Entry } from './writer.ts'

export interface KillOptions {
  kills: number
  seed: number
  /** how long the database stands still once under load, as on a disk that hangs */
  freezeMs: number
  log?(message: string): void
}

/** What the run found; the lists name the client ids and are empty when the program kept its word. */
export interface KillReport {
  kills: number
  seed: number
  answered: number
  /** answers that came only after a repeat of the same request */
  repeated: number
  refused: string[]
  lost: string[]
  twice: string[]
  /** answered with another id than the row has */
  strange: string[]
  unaudited: number
  /** restarts that served again, and how long the slowest took, in milliseconds */
  restarts: number
  slowestMs: number
}

type Victim = 'program' | 'database' | 'both'

/** Mulberry32: small, seeded, good enough to spread moments. */
function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

async function strike(program: Program, victim: Victim, duringStart: boolean, wait: number): Promise<number> {
  await sleep(wait)
  if (victim === 'database') {
    // The program lives on and has to bring its database back by itself.
    program.killDatabase()
    await sleep(1500)
    return program.ready()
  }
  if (victim === 'both') program.killDatabase()
  await program.kill('SIGKILL')
  program.start()
  if (duringStart) {
    await sleep(wait % 700)
    await program.kill('SIGKILL')
    program.start()
  }
  return program.ready()
}

/** Runs it in a temporary folder. @returns what was found; the caller judges */
export async function killRun(options: KillOptions): Promise<KillReport> {
  const log = options.log ?? (() => {})
  const dir = mkdtempSync(join(tmpdir(), 'anju-kill-'))
  // Open to the database's own user, when this runs as root: else the cluster would go to /var/lib and stay there.
  chmodSync(dir, 0o711)
  const data = join(dir, 'data')
  const journal = join(dir, 'journal')
  const next = random(options.seed)
  const program = new Program(data, await freePort())
  let writer: ChildProcess | undefined
  try {
    program.start()
    await program.ready()
    const { headers, estateId } = await signIn(program.url)
    const script = join(import.meta.dirname, 'writer.ts')
    writer = spawn(process.execPath, [script, program.url, journal, JSON.stringify(headers), '4', estateId], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    let slowest = 0
    for (let n = 1; n <= options.kills; n++) {
      const dice = next()
      const victim: Victim = dice < 0.55 ? 'program' : dice < 0.85 ? 'both' : 'database'
      const ms = await strike(program, victim, next() < 0.2, 100 + next() * 1400)
      slowest = Math.max(slowest, ms)
      log(`kill ${n}/${options.kills}: ${victim}, serves again after ${Math.round(ms)} ms`)
    }
    await program.freezeDatabase(options.freezeMs)
    await sleep(300)
    log(`database stood still for ${options.freezeMs} ms`)
    const ended = new Promise(done => writer?.once('exit', done))
    writer.kill('SIGTERM')
    await ended
    writer = undefined
    const report = await judge(data, journal, estateId)
    return {
      kills: options.kills,
      seed: options.seed,
      ...report,
      restarts: options.kills,
      slowestMs: Math.round(slowest),
    }
  } finally {
    writer?.kill('SIGKILL')
    await program.kill('SIGTERM')
    const left = postmaster(join(data, 'postgres'))
    if (left) process.kill(left.pid, 'SIGQUIT')
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

async function judge(data: string, journal: string, estateId: string) {
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean) : []
  const entries = lines.map(l => JSON.parse(l) as Entry)
  const db = new pg.Client({ connectionString: runningEmbedded(data).ownerUrl })
  await db.connect()
  try {
    const rows: { client_id: string; id: string }[] = []
    const actions: string[] = []
    for (const target of targets(estateId)) {
      rows.push(...(await db.query<{ client_id: string; id: string }>(target.rows)).rows)
      actions.push(target.action)
    }
    const found = Map.groupBy(rows, r => r.client_id)
    const answered = entries.filter(e => e.id !== undefined)
    const audits = await db.query<{ id: string }>(
      'SELECT subject_id AS id FROM audit WHERE action = ANY($1)',
      [actions],
    )
    const audited = new Set(audits.rows.map(r => r.id))
    return {
      answered: answered.length,
      repeated: answered.filter(e => e.tries > 1).length,
      refused: entries.flatMap(e => (e.refused ? [`${e.clientId} ${e.refused}`] : [])),
      lost: answered.filter(e => !found.has(e.clientId)).map(e => e.clientId),
      twice: [...found].filter(([, list]) => list.length > 1).map(([id]) => id),
      strange: answered
        .filter(e => found.has(e.clientId) && found.get(e.clientId)?.[0]?.id !== e.id)
        .map(e => e.clientId),
      unaudited: rows.filter(r => !audited.has(r.id)).length,
    }
  } finally {
    await db.end()
  }
}

if (import.meta.filename === process.argv[1]) {
  const [kills = '50', seed = '1'] = process.argv.slice(2)
  const report = await killRun({
    kills: Number(kills),
    seed: Number(seed),
    freezeMs: 10_000,
    log: m => console.error(m),
  })
  console.log(JSON.stringify(report))
  const faults = [report.refused, report.lost, report.twice, report.strange].flat().length + report.unaudited
  process.exitCode = faults === 0 && report.answered > 0 ? 0 : 1
}
