/**
 * DESIGN §7: start ≤ 5 s to the first page with the database already initialised; the Node process ≤ 300 MB idle and
 * ≤ 500 MB under load, here under the creation of tickets.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { atEnd, folder, remove } from './clean.ts'
import { creations } from './desk-create.ts'
import { deskWorld } from './desk-kit.ts'
import { load, median, print, program, round } from './kit.ts'

const SECONDS = Number(process.env.ANJU_BENCH_SECONDS ?? 15)

function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return Number.NaN
  }
}

/** The largest resident size seen while tickets are created from 32 places for `SECONDS`. */
async function underLoad(): Promise<{ mb: number; perSecond: number }> {
  const w = await deskWorld()
  try {
    let most = 0
    const look = setInterval(() => {
      most = Math.max(most, residentMb(w.pid))
    }, 100)
    const { perSecond } = await load({
      base: w.base,
      clients: 32,
      seconds: SECONDS,
      headers: w.headers,
      requests: creations(w),
    })
    clearInterval(look)
    return { mb: most, perSecond }
  } finally {
    await w.stop()
  }
}

export async function start(): Promise<void> {
  const dir = folder()
  const over = atEnd(() => remove(dir))
  const port = 20_000 + (process.pid % 20_000)
  const env = {
    ANJU_DATA: dir,
    ANJU_PORT: String(port),
    ANJU_TLS_PORT: 'off',
    NODE_COMPILE_CACHE: join(dir, '.compile-cache'),
  }
  const once = async () => {
    const p = program(dir, ['both'], env)
    const ms = await p.ready(`http://127.0.0.1:${port}/`).catch(async error => {
      await p.stop()
      throw error
    })
    await new Promise(r => setTimeout(r, 2000))
    const mb = residentMb(p.pid)
    await p.stop()
    return { ms, mb }
  }
  const first = await once()
  const later = []
  for (let i = 0; i < 5; i++) later.push(await once())
  over()
  remove(dir)
  const loaded = await underLoad()
  const ms = median(later.map(x => x.ms))
  const mb = median(later.map(x => x.mb))
  print('start', {
    rounds: later.length,
    emptyFolderMs: round(first.ms, 0),
    firstPageMs: round(ms, 0),
    idleMb: round(mb, 0),
    loadedMb: round(loaded.mb, 0),
    loadedPerSecond: loaded.perSecond,
    limits: { firstPageMs: 5000, idleMb: 300, loadedMb: 500 },
    ratio: round(ms / 5000),
    idleRatio: round(mb / 300),
    loadedRatio: round(loaded.mb / 500),
  })
}
