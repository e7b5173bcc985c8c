/**
 * Jobs are rows of the transaction that asks for them (outbox); a mover hands them to pg-boss in a second transaction,
 * so a crash between the two loses nothing. Handlers must be safe to run twice.
 */
import { setTimeout as rest } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Instant } from './clock.ts'
import { type Db, rows as queryRows } from './db.ts'
import type { Demand } from './demand.ts'
import type { Ctx, House } from './house.ts'
import { NIL, newId } from './ids.ts'

export interface JobDef<P = unknown> {
  payload: z.ZodType<P>
  run(ctx: Ctx, payload: P): Promise<void>
  retryLimit?: number
}

export interface ScheduleDef {
  /** Cron in the zone Asia/Shanghai, minute resolution. */
  cron: string
  run(ctx: Ctx): Promise<void>
}

/** All handlers of the house by kind; start-up fails when one is missing or named twice. */
export class JobTable {
  readonly jobs = new Map<string, JobDef>()
  readonly schedules = new Map<string, ScheduleDef>()

  add(jobs: Record<string, JobDef>, schedules: Record<string, ScheduleDef> = {}): void {
    for (const [kind, def] of Object.entries(jobs)) {
      if (this.jobs.has(kind)) throw new Error(`job ${kind} has two handlers`)
      this.jobs.set(kind, def)
    }
    for (const [kind, def] of Object.entries(schedules)) {
      if (this.schedules.has(kind)) throw new Error(`schedule ${kind} is declared twice`)
      this.schedules.set(kind, def)
    }
  }
}

/** Keeps a payload's type between its schema and its handler. */
export function job<P>(def: JobDef<P>): JobDef {
  return def as JobDef
}

export interface JobOptions {
  estateId?: string
  /** Not before this instant. */
  runAt?: Instant
  /** A deterministic key: the same key while one waits is the same job. */
  key?: string
}

/** @throws Error when no handler of that kind exists: such a job would never run. */
export function putOutbox(
  db: Db,
  table: JobTable,
  now: Instant,
  kind: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  if (!table.jobs.has(kind)) throw new Error(`no handler for job ${kind}`)
  return sql`INSERT INTO outbox (estate_id, id, at, kind, payload, run_at, key)
    VALUES (${options.estateId ?? NIL}, ${newId(now.epochMilliseconds)}, ${now}, ${kind}, ${JSON.stringify(payload)}::jsonb, ${options.runAt ?? null}, ${options.key ?? null})`
    .execute(db)
    .then(() => undefined)
}

interface OutboxRow {
  estate_id: string
  id: string
  kind: string
  payload: object
  run_at: Temporal.Instant | null
  key: string | null
}

/** Takes waiting rows estate by estate (Citus cannot lock across estates) and gives each batch to `put` in the same transaction. */
export async function moveOutbox(
  db: Db,
  put: (tx: Db, rows: OutboxRow[]) => Promise<void>,
  limit = 500,
): Promise<number> {
  const waiting = await sql<{
    estate_id: string
    id: string
  }>`SELECT estate_id, id FROM outbox ORDER BY at LIMIT ${limit}`.execute(db)
  const byEstate = Map.groupBy(waiting.rows, r => r.estate_id)
  let moved = 0
  for (const [estateId, group] of byEstate) {
    moved += await db.transaction().execute(async tx => {
      const taken =
        await sql<OutboxRow>`DELETE FROM outbox WHERE estate_id = ${estateId} AND id = ANY(${group.map(r => r.id)}::uuid[])
        RETURNING estate_id, id, kind, payload, run_at, key`.execute(tx)
      if (taken.rows.length > 0) await put(tx, taken.rows)
      return taken.rows.length
    })
  }
  return moved
}

const QUEUE = 'anju'
/** How many jobs are worked on at a time. */
const HANDS = 4
/** While so many requests a second come to this process, a pair of hands rests between two jobs: people and barriers first. */
const BUSY_PER_SECOND = 200
const REST_MS = 50

/** Installs pg-boss's schema and our queue with the owner's rights, and lets the program's role use them. */
export async function prepareQueue(ownerUrl: string, client: pg.Client): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue(QUEUE, { retryLimit: 5, retryBackoff: true, retryDelay: 5 })
  await boss.stop({ graceful: false })
  await client.query('GRANT USAGE ON SCHEMA pgboss TO anju_app')
  await client.query('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO anju_app')
  await client.query('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO anju_app')
}

interface JobEnvelope {
  kind: string
  payload: object
  scheduled?: true
}

/** The worker side of one process: mover, handlers, schedules, sealer. */
export class Worker {
  readonly #house: House
  readonly #boss: PgBoss
  readonly #context: (name: string) => Ctx
  readonly #everySecond: (() => Promise<unknown>)[]
  readonly #demand: Demand | undefined
  #timer: NodeJS.Timeout | undefined
  #turning: Promise<void> | undefined
  #stopped = false

  constructor(
    house: House,
    pool: pg.Pool,
    context: (name: string) => Ctx,
    everySecond: (() => Promise<unknown>)[],
    demand?: Demand,
  ) {
    this.#house = house
    this.#demand = demand
    this.#context = context
    this.#everySecond = everySecond
    this.#boss = new PgBoss({
      db: { executeSql: async (text, values) => await pool.query(text, values as unknown[]) },
      migrate: false,
      createSchema: false,
      reindex: false,
      monitorVacuum: false,
    })
    this.#boss.on('error', error => house.log.warn({ err: error }, 'job queue'))
  }

  async start(): Promise<void> {
    await this.#boss.start()
    for (let n = 0; n < HANDS; n++) await this.#takeUp()
    for (const [kind, def] of this.#house.jobs.schedules)
      await this.#boss.schedule(
        QUEUE,
        def.cron,
        { kind, payload: {}, scheduled: true },
        { key: kind, tz: 'Asia/Shanghai', singletonKey: kind },
      )
    this.#turn()
  }

  /**
   * One pair of hands. It polls an idle queue twice a second; after a job it looks again at once: with the pause after
   * each job the four of them did eight jobs a second, and what came after a rush waited minutes. Under a rush it rests.
   */
  async #takeUp(): Promise<void> {
    let hand = ''
    hand = await this.#boss.work<JobEnvelope>(
      QUEUE,
      { batchSize: 1, pollingIntervalSeconds: 0.5 },
      async ([one]) => {
        try {
          if (one) await this.#run(one.data)
        } finally {
          if ((this.#demand?.perSecond() ?? 0) > BUSY_PER_SECOND) await rest(REST_MS)
          this.#boss.notifyWorker(hand)
        }
      },
    )
  }

  #turn(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#turning = this.#move().finally(() => this.#turn())
    }, 300)
  }

  async #move(): Promise<void> {
    try {
      await moveOutbox(this.#house.db, (tx, rows) => this.#put(tx, rows))
      for (const act of this.#everySecond) await act()
    } catch (error) {
      this.#house.log.warn({ err: error }, 'mover: will try again')
    }
  }

  async #put(tx: Db, rows: OutboxRow[]): Promise<void> {
    const jobs = rows.map(r => ({
      id: r.id,
      data: { kind: r.kind, payload: r.payload } satisfies JobEnvelope,
      ...(r.run_at ? { startAfter: r.run_at.toString() } : {}),
      ...(r.key ? { singletonKey: r.key } : {}),
    }))
    await this.#boss.insert(QUEUE, jobs as never, {
      db: {
        executeSql: async (text: string, values?: unknown[]) => ({
          rows: await queryRows(tx, text, values ?? []),
        }),
      },
    })
  }

  async #run(envelope: JobEnvelope): Promise<void> {
    const ctx = this.#context(envelope.kind)
    if (envelope.scheduled) return this.#house.jobs.schedules.get(envelope.kind)?.run(ctx)
    await runJob(this.#house, ctx, envelope.kind, envelope.payload)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#turning
    await this.#boss.stop({ graceful: true, timeout: 5000 })
  }
}

/** Runs one job by kind, its payload checked. */
export async function runJob(house: House, ctx: Ctx, kind: string, payload: object): Promise<void> {
  const def = house.jobs.jobs.get(kind)
  if (def === undefined) throw new Error(`no handler for job ${kind}`)
  await def.run(ctx, def.payload.parse(payload))
}
