/** The agent as the gatehouse runs it: its own process, which a test starts, kills and starts again on the same folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../edge/main.ts')

/** A port that nobody has at the moment; a camera's address must outlive its agent's restarts. */
export function freePort(): Promise<number> {
  return new Promise(done => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const at = s.address()
      s.close(() => done(typeof at === 'object' && at ? at.port : 0))
    })
  })
}

export class AgentProcess {
  readonly port: number
  readonly #dataDir: string
  #child: ChildProcess | undefined
  #said = ''

  constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir
    this.port = port
  }

  start(): void {
    const env = {
      ...process.env,
      ANJU_EDGE_DATA: this.#dataDir,
      ANJU_EDGE_HOST: '127.0.0.1',
      ANJU_EDGE_PORT: String(this.port),
    }
    this.#said = ''
    this.#child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (part: Buffer) => {
        this.#said = (this.#said + part.toString()).slice(-4000)
      })
  }

  /** Waits until it answers cameras. @returns milliseconds; @throws Error with its last words */
  async ready(): Promise<number> {
    const from = performance.now()
    while (performance.now() - from < 30_000) {
      if (this.#said.includes(`:${this.port}`)) return performance.now() - from
      if (this.#child?.exitCode != null) break
      await new Promise(done => setTimeout(done, 10))
    }
    throw new Error(`the agent does not start:\n${this.#said}`)
  }

  /** Ends the process and waits until it is gone; SIGKILL leaves it no last act. */
  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill(signal)
    await gone
  }
}
