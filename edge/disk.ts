/**
 * The agent's memory: one SQLite file that survives kill -9 (journal in WAL, every commit on the disk). Facts of the
 * server, the cars inside, and the queue of events that the server has not taken yet. An event is in the queue before
 * its camera is answered.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Right } from '../server/modules/lane/decide.ts'
import type { EdgeFacts, EdgePosition, EdgeSite } from './facts.ts'

export interface QueuedEvent {
  /** the server keeps an event once per id, whatever is sent twice */
  id: string
  deviceId: string
  record: string
  /** sealed to the server's key: what lies on this disk tells no plate */
  box: string
  atMs: number
}

export interface Moved {
  tag: string
  direction: 'in' | 'out'
  ms: number
  laneId: string
}

/** The disk has no room (or the file its largest size): decisions go on, nothing new is kept. */
export class DiskFull extends Error {}

const schema = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fact_right (id TEXT PRIMARY KEY, tag TEXT NOT NULL, stay_group TEXT, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS fact_right_tag ON fact_right (tag);
  CREATE INDEX IF NOT EXISTS fact_right_group ON fact_right (stay_group) WHERE stay_group IS NOT NULL;
  CREATE TABLE IF NOT EXISTS position (tag TEXT PRIMARY KEY, direction TEXT NOT NULL, ms INTEGER NOT NULL, lane TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS seen (device TEXT NOT NULL, record TEXT NOT NULL, ms INTEGER NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (device, record)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS seen_ms ON seen (ms);
  CREATE TABLE IF NOT EXISTS queue (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, device TEXT NOT NULL, record TEXT NOT NULL,
    box TEXT NOT NULL, ms INTEGER NOT NULL);
`

export class Disk {
  readonly #db: DatabaseSync
  readonly #ready = new Map<string, StatementSync>()

  /** @param pages the largest number of 4 KB pages of the file; absent: as much as the disk holds */
  constructor(file: string, pages?: number) {
    this.#db = new DatabaseSync(file)
    this.#db.exec(schema)
    if (pages !== undefined) this.limit(pages)
  }

  /** Sets the largest size in pages; a smaller one than is used stops growth at once. */
  limit(pages: number): void {
    this.#db.exec(`PRAGMA max_page_count = ${Math.trunc(pages)}`)
  }

  pages(): number {
    return Number((this.#db.prepare('PRAGMA page_count').get() as { page_count: number }).page_count)
  }

  #run(text: string): StatementSync {
    const known = this.#ready.get(text)
    if (known) return known
    const made = this.#db.prepare(text)
    this.#ready.set(text, made)
    return made
  }

  #together<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const done = work()
      this.#db.exec('COMMIT')
      return done
    } catch (error) {
      // a full disk has rolled back by itself
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw isFull(error) ? new DiskFull('disk full') : error
    }
  }

  read(key: string): string | undefined {
    return (this.#run('SELECT value FROM kept WHERE key = ?').get(key) as { value: string } | undefined)
      ?.value
  }

  write(key: string, value: string): void {
    this.#run('INSERT INTO kept VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(
      key,
      value,
    )
  }

  site(): EdgeSite | undefined {
    const text = this.read('site')
    return text === undefined ? undefined : (JSON.parse(text) as EdgeSite)
  }

  /** Takes what the server sent, whole or since the cursor; half of it is never seen. */
  learn(f: EdgeFacts): void {
    this.#together(() => {
      if (f.whole) {
        this.#db.exec('DELETE FROM fact_right')
        this.#db.exec('DELETE FROM position')
      }
      this.write('site', JSON.stringify(f.site))
      this.write('cursor', f.cursor)
      const put = this.#run(
        'INSERT INTO fact_right VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET tag = excluded.tag, stay_group = excluded.stay_group, body = excluded.body',
      )
      for (const { tag, ...right } of f.rights)
        put.run(right.id, tag, right.group?.id ?? null, JSON.stringify(right))
      const end = this.#run('DELETE FROM fact_right WHERE id = ?')
      for (const id of f.ended) end.run(id)
      for (const p of f.positions) this.#move(p)
    })
  }

  /** A later word of the same car wins, whoever says it. */
  #move(p: EdgePosition): void {
    this.#run(
      `INSERT INTO position VALUES (?, ?, ?, ?) ON CONFLICT (tag) DO UPDATE SET direction = excluded.direction, ms = excluded.ms, lane = excluded.lane
       WHERE excluded.ms >= position.ms`,
    ).run(p.tag, p.direction, p.ms, p.laneId)
  }

  rightsOf(tag: string): Right[] {
    return (this.#run('SELECT body FROM fact_right WHERE tag = ?').all(tag) as { body: string }[]).map(
      r => JSON.parse(r.body) as Right,
    )
  }

  lastOf(tag: string): { direction: 'in' | 'out'; ms: number; laneId: string } | null {
    const row = this.#run('SELECT direction, ms, lane FROM position WHERE tag = ?').get(tag) as
      | { direction: 'in' | 'out'; ms: number; lane: string }
      | undefined
    return row ? { direction: row.direction, ms: row.ms, laneId: row.lane } : null
  }

  /** Whether a plate of this tag has a right or is inside. */
  isKnown(tag: string): boolean {
    return (
      this.#run('SELECT 1 FROM fact_right WHERE tag = ? LIMIT 1').get(tag) !== undefined ||
      this.#run("SELECT 1 FROM position WHERE tag = ? AND direction = 'in'").get(tag) !== undefined
    )
  }

  /** How many other cars of a household's group are inside. */
  groupInside(groupId: string, exceptTag: string): number {
    const row = this.#run(
      `SELECT count(DISTINCT p.tag) AS n FROM fact_right r JOIN position p ON p.tag = r.tag
       WHERE r.stay_group = ? AND p.direction = 'in' AND p.tag <> ?`,
    ).get(groupId, exceptTag) as { n: number }
    return Number(row.n)
  }

  /** The answer that a device's record got before. */
  seen(deviceId: string, record: string): { answer: string; ms: number } | undefined {
    return this.#run('SELECT answer, ms FROM seen WHERE device = ? AND record = ?').get(deviceId, record) as
      | { answer: string; ms: number }
      | undefined
  }

  /**
   * Keeps an event, the answer it gets and where the car now is, in one commit on the disk.
   * @throws DiskFull
   */
  take(event: QueuedEvent, answer: string, moved: Moved | undefined): void {
    this.#together(() => {
      this.#run('INSERT INTO queue (id, device, record, box, ms) VALUES (?, ?, ?, ?, ?)').run(
        event.id,
        event.deviceId,
        event.record,
        event.box,
        event.atMs,
      )
      this.#run('INSERT INTO seen VALUES (?, ?, ?, ?)').run(event.deviceId, event.record, event.atMs, answer)
      if (moved) this.#move(moved)
    })
  }

  /** The oldest events, in the order in which they were taken. */
  waiting(limit: number): QueuedEvent[] {
    return (
      this.#run('SELECT id, device, record, box, ms FROM queue ORDER BY seq LIMIT ?').all(limit) as {
        id: string
        device: string
        record: string
        box: string
        ms: number
      }[]
    ).map(r => ({ id: r.id, deviceId: r.device, record: r.record, box: r.box, atMs: r.ms }))
  }

  /** The server has these: they are gone here. */
  sent(ids: readonly string[]): void {
    this.#together(() => {
      const gone = this.#run('DELETE FROM queue WHERE id = ?')
      for (const id of ids) gone.run(id)
    })
  }

  backlog(): { events: number; oldestMs: number | null } {
    const row = this.#run('SELECT count(*) AS n, min(ms) AS oldest FROM queue').get() as {
      n: number
      oldest: number | null
    }
    return { events: Number(row.n), oldestMs: row.oldest === null ? null : Number(row.oldest) }
  }

  /** Forgets answers older than this; a camera repeats within minutes, replays of weeks are told by the server. */
  prune(beforeMs: number): void {
    this.#run('DELETE FROM seen WHERE ms < ?').run(beforeMs)
  }

  close(): void {
    this.#db.close()
  }
}

function isFull(error: unknown): boolean {
  const e = error as { errcode?: number; code?: string; message?: string }
  return e.errcode === 13 || e.code === 'ENOSPC' || /full/i.test(e.message ?? '')
}
