/**
 * News for open screens: signal rows of the same transaction, read by every web process each second (and hurried by
 * NOTIFY), sent as server-sent events. A screen that lost its line asks again from the last id it saw.
 */
import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import type { Instant } from './clock.ts'
import type { Db } from './db.ts'
import { type Id, NIL, newId } from './ids.ts'

export interface SignalEntry {
  estateId?: string
  /** What kind of thing changed: `ticket`, `message`, `gate`, `closure`, `post`. */
  topic: string
  /** The record's id. */
  ref: string
  /** Only this account hears it; everybody who may read the topic in that estate otherwise. */
  accountId?: string
}

export interface Signal {
  id: string
  estateId: string
  topic: string
  ref: string
  accountId: string | null
}

export function putSignal(db: Db, now: Instant, entry: SignalEntry): Promise<void> {
  return sql`INSERT INTO signal (estate_id, id, at, topic, ref, account_id)
    VALUES (${entry.estateId ?? NIL}, ${newId<'signal'>(now.epochMilliseconds)}, ${now}, ${entry.topic}, ${entry.ref}, ${entry.accountId ?? null})`
    .execute(db)
    .then(() => undefined)
}

const rights = new WeakMap<object, EventEmitter<{ changed: [] }>>()

/** `changed` is said in this process whenever a session ended or rights changed: open streams look again at once (SX-14). */
export function rightsOf(house: object): EventEmitter<{ changed: [] }> {
  const known = rights.get(house)
  if (known) return known
  const made = new EventEmitter<{ changed: [] }>()
  made.setMaxListeners(0)
  rights.set(house, made)
  return made
}

/** Ids follow time but transactions commit out of order, so each look goes back this far and drops what was seen. */
const OVERLAP_MS = 5000

/** Signals since an id, oldest first; for a screen that reconnects. */
export async function signalsSince(db: Db, lastId: string, limit = 500): Promise<Signal[]> {
  const found = await sql<Signal>`SELECT id, estate_id AS "estateId", topic, ref, account_id AS "accountId"
    FROM signal WHERE id > ${lastId} ORDER BY id LIMIT ${limit}`.execute(db)
  return found.rows
}

/** The smallest UUIDv7 of a millisecond. */
export function idFloor(ms: number): Id<'signal'> {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000` as Id<'signal'>
}

export class Hub extends EventEmitter<{ signal: [Signal] }> {
  readonly #db: Db
  readonly #seen = new Map<string, number>()
  #fromMs: number

  constructor(db: Db, now: Instant) {
    super()
    this.setMaxListeners(0)
    this.#db = db
    this.#fromMs = now.epochMilliseconds
  }

  /** One look; called every second and after a NOTIFY. Sends each signal once. */
  async look(now: Instant): Promise<void> {
    if (this.listenerCount('signal') === 0) {
      this.#fromMs = now.epochMilliseconds
      return
    }
    const news = await signalsSince(this.#db, idFloor(this.#fromMs - OVERLAP_MS), 5000)
    for (const one of news) {
      if (this.#seen.has(one.id)) continue
      this.#seen.set(one.id, now.epochMilliseconds)
      this.emit('signal', one)
    }
    this.#fromMs = now.epochMilliseconds
    for (const [id, at] of this.#seen) if (at < now.epochMilliseconds - 4 * OVERLAP_MS) this.#seen.delete(id)
  }
}

/** Signals are news, not records: a day is enough for any screen to catch up. */
export async function pruneSignals(db: Db, now: Instant): Promise<void> {
  await sql`DELETE FROM signal WHERE at < ${now.subtract({ hours: 24 })}`.execute(db)
}
