/** DESIGN §7: start ≤ 5 s to the first page with the database already initialised; idle memory of the Node process ≤ 300 MB. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, print, program, round } from './kit.ts'

function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return Number.NaN
  }
}

export async function start(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'anju-start-'))
  const port = 20_000 + (process.pid % 20_000)
  const env = {
    ANJU_DATA: dir,
    ANJU_PORT: String(port),
    ANJU_TLS_PORT: 'off',
    NODE_COMPILE_CACHE: join(dir, '.compile-cache'),
  }
  const once = async () => {
    const p = program(['both'], env)
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
  rmSync(dir, { recursive: true, force: true })
  const ms = median(later.map(x => x.ms))
  const mb = median(later.map(x => x.mb))
  print('start', {
    runs: later.length,
    emptyFolderMs: round(first.ms, 0),
    firstPageMs: round(ms, 0),
    limitMs: 5000,
    ratio: round(ms / 5000),
    idleMb: round(mb, 0),
    idleLimitMb: 300,
    idleRatio: round(mb / 300),
  })
}
