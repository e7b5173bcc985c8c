/**
 * The agent's line to the server: facts down, events up, barrier commands and health. One turn at a time; a line that is
 * cut leaves everything where it was, and the next turn goes on from there.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { EdgeClock } from './clock.ts'
import type { Disk } from './disk.ts'
import type { EdgeCommand, EdgeFacts } from './facts.ts'
import type { Pictures } from './pictures.ts'

/** Seconds between turns while the server answers; a cut line is tried again after 1, 2, 4 … 15 seconds. */
const BEAT_MS = 1000
const MOST_WAIT_MS = 15_000
const BATCH = 100
const BATCHES = 10
const TIMEOUT_MS = 10_000
/** longer than the server holds its answer */
const WAIT_MS = 30_000
const QUICK_MS = 500

export interface Health {
  unkept: number
  full: boolean
  p50Ms: number | null
  p99Ms: number | null
}

export interface LinkOptions {
  url: string
  key: string
  disk: Disk
  pictures: Pictures
  clock: EdgeClock
  version: string
  health: () => Health
  /** carries a command to the camera on this LAN; its outcome goes back to the server */
  carry: (command: EdgeCommand) => Promise<{
    state: 'accepted' | 'failed'
    answer: string | null
    position: 'opened' | 'closed' | 'no_signal' | null
  }>
  /** facts were learnt */
  learnt: () => void
  /** the server knows this key no more */
  revoked: () => void
}

export class LinkError extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the server answered ${status}`)
    this.status = status
  }
}

export class Link {
  readonly #o: LinkOptions
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false
  readonly #ending = new AbortController()
  #failures = 0
  /** milliseconds (steady counter) of the last answer; null before the first */
  heardAt: number | null = null

  constructor(options: LinkOptions) {
    this.#o = options
  }

  start(): void {
    const next = () => {
      if (this.#stopped) return
      const calm = this.#o.disk.backlog().events < BATCH ? BEAT_MS : 0
      const wait = this.#failures === 0 ? calm : Math.min(MOST_WAIT_MS, 1000 * 2 ** (this.#failures - 1))
      this.#timer = setTimeout(
        () =>
          void this.turn()
            .catch(() => {})
            .finally(next),
        wait,
      )
    }
    void this.turn()
      .catch(() => {})
      .finally(next)
    void this.#listen()
  }

  /** Asks for barrier commands; the server holds its answer until a guard wants something moved. */
  async #listen(): Promise<void> {
    while (!this.#stopped) {
      const from = this.#o.clock.counter()
      try {
        const { commands } = await this.#ask<{ commands: EdgeCommand[] }>('POST', 'wait', {}, WAIT_MS)
        for (const command of commands) await this.#carry(command)
        // a server that holds nothing must not be asked without a pause
        if (commands.length > 0 || this.#o.clock.counter() - from > QUICK_MS) continue
      } catch {
        // the turns say how the line is
      }
      await sleep(BEAT_MS, undefined, { signal: this.#ending.signal }).catch(() => {})
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#ending.abort()
    clearTimeout(this.#timer)
    await this.#running?.catch(() => {})
  }

  get cut(): boolean {
    return this.#failures > 0 || this.heardAt === null
  }

  /** One turn: health and commands, facts when they are old, then as many events as wait. */
  turn(): Promise<void> {
    this.#running ??= this.#turn()
      .then(
        () => {
          this.#failures = 0
        },
        error => {
          this.#failures += 1
          if (error instanceof LinkError && (error.status === 404 || error.status === 401)) this.#o.revoked()
          throw error
        },
      )
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  async #turn(): Promise<void> {
    const { disk, clock, learnt } = this.#o
    const { stale, commands } = await this.#beat()
    for (const command of commands) await this.#carry(command)
    if (stale) {
      const cursor = disk.read('cursor')
      const facts = await this.#ask<EdgeFacts>(
        'GET',
        `facts${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      disk.learn(facts)
      learnt()
    }
    await this.push()
    await this.#pictures()
    disk.prune(clock.now() - 7 * 86_400_000)
  }

  async #beat(): Promise<{ stale: boolean; commands: EdgeCommand[] }> {
    const { disk, clock, health, version, pictures } = this.#o
    const { events, oldestMs } = disk.backlog()
    const h = health()
    const asked = clock.counter()
    const answer = await this.#ask<{ nowMs: number; stale: boolean; commands: EdgeCommand[] }>(
      'POST',
      'beat',
      {
        backlog: events,
        oldestMs,
        disk: h.full ? 'full' : 'ok',
        unkept: h.unkept,
        pictures: pictures.waiting,
        picturesLost: pictures.lost,
        driftMs: Number(disk.read('difference') ?? 0),
        p50Ms: h.p50Ms,
        p99Ms: h.p99Ms,
        version,
        cursor: disk.read('cursor') ?? null,
      },
    )
    this.heardAt = clock.counter()
    const difference = String(clock.hear(answer.nowMs, asked))
    // written only when it changed by more than noise: a full disk must not end the turn
    if (Math.abs(Number(disk.read('difference') ?? Number.POSITIVE_INFINITY) - Number(difference)) > 50) {
      try {
        disk.write('difference', difference)
      } catch {
        // kept at the next turn that has room
      }
    }
    return answer
  }

  async #carry(command: EdgeCommand): Promise<void> {
    const outcome = await this.#o.carry(command)
    await this.#ask('POST', `commands/${command.id}`, outcome)
  }

  /**
   * Sends what waits, oldest first; an event is forgotten here when the server says it has it. After a thousand it lets
   * the next beat in between: a command of the guard must not wait behind a week's queue.
   */
  async push(): Promise<void> {
    const { disk } = this.#o
    for (let batch = 0; batch < BATCHES; batch++) {
      const events = disk.waiting(BATCH)
      if (events.length === 0) return
      const { results } = await this.#ask<{ results: { id: string; outcome: string }[] }>('POST', 'events', {
        events: events.map(e => ({
          id: e.id,
          deviceId: e.deviceId,
          record: e.record,
          atMs: e.atMs,
          sealed: JSON.parse(e.box) as object,
        })),
      })
      const done = results.map(r => r.id)
      if (done.length === 0) return
      disk.sent(done)
    }
  }

  /** Pictures go behind the events, oldest first; a new event or a beat does not wait for more than one. */
  async #pictures(): Promise<void> {
    const { disk, pictures } = this.#o
    const from = this.#o.clock.counter()
    while (disk.backlog().events === 0 && this.#o.clock.counter() - from < BEAT_MS) {
      const one = pictures.next()
      if (!one) return
      const { outcome } = await this.#ask<{ outcome: 'stored' | 'later' | 'gone' }>(
        'POST',
        'pictures',
        { eventId: one.eventId, atMs: one.atMs, sealed: one.sealed },
        WAIT_MS,
      )
      if (outcome === 'later') return
      pictures.drop(one.name)
    }
  }

  async #ask<T>(method: 'GET' | 'POST', path: string, body?: object, patience = TIMEOUT_MS): Promise<T> {
    const { url, key } = this.#o
    const answer = await fetch(`${url.replace(/\/$/, '')}/api/edge/${key}/${path}`, {
      method,
      signal: AbortSignal.any([AbortSignal.timeout(patience), this.#ending.signal]),
      headers: { 'x-anju': 'edge', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new LinkError(answer.status)
    }
    return (await answer.json()) as T
  }
}
