/**
 * A write over HTTP beside pgbench running the same statement on the same server. The two take turns, three rounds each,
 * so that what else the machine does falls on both; the ratio is the middle one of the rounds.
 */
import type { DeskWorld } from './desk-kit.ts'
import {
  type LoadFigures,
  type LoadPlan,
  load,
  median,
  type PgbenchFigures,
  pgbench,
  print,
  round,
} from './kit.ts'

const SECONDS = Number(process.env.ANJU_BENCH_SECONDS ?? 15)
const ROUNDS = 3

export interface Beside {
  name: string
  clients: number
  requests: LoadPlan['requests']
  /** pgbench's script, and its variables that are the same in every call */
  peer: { sql: string; given: Record<string, string> }
  limits: Record<string, number>
}

interface Round {
  ours: LoadFigures
  program: number
  database: number
  peer: (PgbenchFigures & { cpu: number }) | undefined
}

/** Runs both and prints the line. `cpuRatio` is the peer's CPU per commit by ours: it hardly moves when the machine is busy. */
export async function beside(w: DeskWorld, b: Beside): Promise<void> {
  const plan = { base: w.base, clients: b.clients, headers: w.headers, requests: b.requests }
  const seconds = Math.max(2, Math.ceil(SECONDS / ROUNDS))
  await load({ ...plan, seconds: 3 })
  // as autovacuum does within a new house's first minute
  await w.db.query('ANALYZE')
  await load({ ...plan, seconds: 1 })
  const rounds: Round[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const before = w.cpu()
    const ours = await load({ ...plan, seconds })
    const after = w.cpu()
    const peer = await pgbench(w.ownerUrl, b.peer.sql, b.clients, seconds, b.peer.given)
    const used = w.cpu().databaseMs - after.databaseMs
    rounds.push({
      ours,
      program: (after.programMs - before.programMs) / ours.count,
      database: (after.databaseMs - before.databaseMs) / ours.count,
      peer: peer && { ...peer, cpu: used / (peer.perSecond * seconds) },
    })
  }
  const mid = (pick: (r: Round) => number) => round(median(rounds.map(pick)))
  const failed = rounds.find(r => r.ours.errors > 0)
  print(b.name, {
    clients: b.clients,
    rounds: rounds.length,
    perSecond: mid(r => r.ours.perSecond),
    errors: rounds.reduce((sum, r) => sum + r.ours.errors, 0),
    ...(failed?.ours.firstError ? { firstError: failed.ours.firstError } : {}),
    p50Ms: mid(r => r.ours.p50),
    p99Ms: mid(r => r.ours.p99),
    programCpuMsEach: mid(r => r.program),
    databaseCpuMsEach: mid(r => r.database),
    clientCpuMsEach: mid(r => r.ours.cpuMsEach),
    limits: b.limits,
    ...(rounds.every(r => r.peer)
      ? {
          peer: {
            tool: 'pgbench',
            perSecond: mid(r => r.peer!.perSecond),
            meanMs: mid(r => r.peer!.meanMs),
            p99Ms: mid(r => r.peer!.p99Ms),
            databaseCpuMsEach: mid(r => r.peer!.cpu),
          },
          ratio: mid(r => r.ours.perSecond / r.peer!.perSecond),
          p99Ratio: mid(r => r.ours.p99 / r.peer!.p99Ms),
          cpuRatio: mid(r => r.peer!.cpu / (r.program + r.database + r.ours.cpuMsEach)),
        }
      : { peer: 'pgbench is not installed: no ratio' }),
  })
}
