/** The whole program as a process of its own, for runs that kill it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postmaster } from '../../server/core/postgres-server.ts'

const main = join(import.meta.dirname, '../../server/main.ts')

/** The program as it is installed, its own database with it; killed and started again on the same folder. */
export class Program {
  readonly #dir: string
  readonly #port: number
  #child: ChildProcess | undefined
  #said = ''
  constructor(dir: string, port: number) {
    this.#dir = dir
    this.#port = port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  start(): void {
    const env = { ...process.env, ANJU_DATA: this.#dir, ANJU_PORT: String(this.#port), ANJU_TLS_PORT: 'off' }
    this.#child = spawn(process.execPath, [main, 'both'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const s of [this.#child.stdout, this.#child.stderr]) {
      s?.on('data', (d: Buffer) => {
        this.#said = (this.#said + d.toString()).slice(-4000)
      })
    }
  }

  /** Waits until it serves. @returns milliseconds; @throws Error with its last words when it left or took too long */
  async ready(): Promise<number> {
    const from = performance.now()
    while (performance.now() - from < 120_000) {
      const ok = await fetch(`${this.url}/readyz`)
        .then(r => r.ok)
        .catch(() => false)
      if (ok) return performance.now() - from
      if (this.#child?.exitCode != null) break
      await sleep(30)
    }
    throw new Error(`the program does not serve:\n${this.#said}`)
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill(signal)
    await gone
  }

  /** Stops every process of the database and lets them go on later. */
  async freezeDatabase(ms: number): Promise<void> {
    const pm = postmaster(join(this.#dir, 'postgres'))
    if (!pm) return
    const listed = spawnSync('pgrep', ['-P', String(pm.pid)], { encoding: 'utf8' }).stdout
    const all = [pm.pid, ...listed.split('\n').filter(Boolean).map(Number)]
    const each = (signal: NodeJS.Signals) => {
      for (const pid of all) {
        try {
          process.kill(pid, signal)
        } catch {
          // a backend that ended meanwhile
        }
      }
    }
    each('SIGSTOP')
    try {
      await sleep(ms)
    } finally {
      each('SIGCONT')
    }
  }

  killDatabase(): void {
    const pm = postmaster(join(this.#dir, 'postgres'))
    if (pm) process.kill(pm.pid, 'SIGKILL')
  }
}
