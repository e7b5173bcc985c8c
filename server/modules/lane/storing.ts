/**
 * Stored before answered: events of an estate that arrive while a statement is under way go together into the next one,
 * so that a busy gate pays one commit for many cars. While the database is away they go to the journal (`journal.ts`).
 */
import { mapDbError } from '../../core/db.ts'
import { AppError } from '../../core/errors.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Journal } from './journal.ts'
import { type EventItem, type Stored, storeEvents } from './store-event.ts'

const MOST = 128
/** Statements under way at once for an estate: while one waits for the disk the next is being worked. */
const SLOTS = 3
/** A camera waits some five seconds; past this the journal takes the event. */
const PATIENCE_MS = 2500
/** After the database failed, events go to the journal at once for so long; the journal's emptying looks for it. */
const AWAY_MS = 1000

interface Waiting {
  item: Omit<EventItem, 'n'>
  done(stored: Stored): void
  failed(error: unknown): void
}

class Lane {
  readonly waiting: Waiting[] = []
  running = false
}

export class Storing {
  readonly #house: House
  readonly #lanes = new Map<string, Lane>()
  readonly journal: Journal
  #awayUntil = 0
  #timer: NodeJS.Timeout | undefined

  constructor(house: House) {
    this.#house = house
    this.journal = new Journal(house)
  }

  /** Empties the journal, now and whenever the database is back. */
  start(): void {
    const turn = () => {
      this.#timer = setTimeout(
        () =>
          void this.empty()
            .catch(() => {})
            .finally(() => this.#timer && turn()),
        1000,
      )
      this.#timer.unref()
    }
    turn()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.journal.settled()
  }

  /**
   * Stores one event; answers when it is on disk.
   * @returns what is stored, or 'journal' when it lies in the journal until the database is back
   * @throws core.unavailable when neither could take it
   */
  async store(estateId: string, key: Buffer, item: Omit<EventItem, 'n'>): Promise<Stored | 'journal'> {
    if (item.device === null) return this.#database(estateId, item)
    if (performance.now() < this.#awayUntil) return this.#keep(estateId, key, item)
    let patience: NodeJS.Timeout | undefined
    const late = new Promise<'late'>(done => {
      patience = setTimeout(() => done('late'), PATIENCE_MS)
    })
    try {
      const stored = await Promise.race([this.#database(estateId, item), late])
      if (stored !== 'late') return stored
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'core.unavailable') throw error
    } finally {
      clearTimeout(patience)
    }
    this.#awayUntil = performance.now() + AWAY_MS
    return this.#keep(estateId, key, item)
  }

  async #keep(estateId: string, key: Buffer, item: Omit<EventItem, 'n'>): Promise<'journal'> {
    await this.journal.add(estateId, key, item)
    return 'journal'
  }

  #database(estateId: string, item: Omit<EventItem, 'n'>): Promise<Stored> {
    // by lane, so that two statements under way never meet in a lane's counters
    const slot = `${estateId} ${Number.parseInt(item.lane.slice(-2), 16) % SLOTS}`
    const lane = this.#lanes.get(slot) ?? new Lane()
    this.#lanes.set(slot, lane)
    return new Promise((done, failed) => {
      lane.waiting.push({ item, done, failed })
      if (!lane.running) void this.#run(estateId, lane)
    })
  }

  async #run(estateId: string, lane: Lane): Promise<void> {
    lane.running = true
    // what arrives in the same turn of the loop goes along
    await new Promise(done => setImmediate(done))
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, MOST)
      try {
        const stored = await this.#write(
          estateId,
          batch.map(w => w.item),
        )
        for (const [n, w] of batch.entries())
          w.done(stored[n] ?? { n, fresh: false, event_id: null, event_ms: null, outcome: null, code: null })
      } catch (error) {
        await this.#singly(estateId, batch, error)
      }
    }
    lane.running = false
  }

  /** One bad item must not take the others of its batch along. */
  async #singly(estateId: string, batch: Waiting[], error: unknown): Promise<void> {
    const said = mapDbError(error)
    if ((said instanceof AppError && said.code === 'core.unavailable') || batch.length === 1) {
      for (const w of batch) w.failed(said)
      return
    }
    for (const w of batch)
      await this.#write(estateId, [w.item]).then(
        ([one]) =>
          w.done(one ?? { n: 0, fresh: false, event_id: null, event_ms: null, outcome: null, code: null }),
        e => w.failed(mapDbError(e)),
      )
  }

  async #write(estateId: string, items: readonly Omit<EventItem, 'n'>[]): Promise<Stored[]> {
    const now = this.#house.clock.now()
    const numbered = items.map((item, n) => ({ ...item, n }))
    const more = { signalId: newId<'signal'>(now.epochMilliseconds), now: now.toString(), requestId: newId() }
    for (let attempt = 1; ; attempt++) {
      try {
        const stored = await storeEvents(this.#house.db, estateId, numbered, more)
        return stored.sort((a, b) => a.n - b.n)
      } catch (error) {
        const code = (error as { code?: string }).code
        // two processes met in the same counters: the loser goes once more
        if (attempt >= 4 || (code !== '40P01' && code !== '40001')) throw error
      }
    }
  }

  /** Moves what lies in the journal into the database. @returns how many events */
  async empty(): Promise<number> {
    const moved = await this.journal.empty((estateId, item) => this.#database(estateId, item))
    if (moved > 0) this.#awayUntil = 0
    return moved
  }
}

const stores = new WeakMap<House, Storing>()

export function storingOf(house: House): Storing {
  const known = stores.get(house)
  if (known) return known
  const made = new Storing(house)
  stores.set(house, made)
  return made
}
