/** PostgreSQL through Kysely; how database values become ours. */
import {
  CompiledQuery,
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import type { DB } from '../../db/types.ts'
import { instantText, readInstant } from './clock.ts'
import { AppError, fail } from './errors.ts'

export type Db = Kysely<DB> | Transaction<DB>
export type { DB }
export { sql }

// pg hands an object it does not know to JSON.stringify; an Instant must reach the server as plain text.
Object.defineProperty(Temporal.Instant.prototype, 'toPostgres', {
  value(this: Temporal.Instant) {
    return instantText(this)
  },
})

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, readInstant)
types.setTypeParser(pg.types.builtins.DATE, text => text)
types.setTypeParser(pg.types.builtins.INT8, text => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error(`integer ${text} is past 2^53`)
  return n
})

/** A pool of connections in UTC with a statement limit, so that one bad query cannot hold the house. */
export function openPool(url: string, max: number, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'anju',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    options: '-c timezone=UTC -c role=anju_app -c jit=off',
    ...more,
  })
  // A connection that dies (the database restarted) must not end the program.
  pool.on('error', () => {})
  // The pool hears it only from idle ones; one that is lent out and waiting between two statements speaks for itself.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

const hot = new Map<string, string>()

/**
 * Names a hot statement: each connection prepares it on first use and then neither parses nor plans it again (a
 * creation of nine parts: from 300 to over 600 a second). The text must be a constant: every text stays prepared.
 */
export function hotSql(name: string, text: string): string {
  if (hot.has(text)) throw new Error(`${name} names a text that is already hot`)
  hot.set(text, name)
  return text
}

const SHAPES = 64
const shapes = new Map<string, number>()

/**
 * The same for a statement whose text depends on which filters are set: each text of the family is named, up to 64 of
 * them; what comes later is planned at each call. Values that differ from call to call must be parameters.
 */
export function nameShape(family: string, text: string): void {
  if (hot.has(text)) return
  const n = (shapes.get(family) ?? 0) + 1
  if (n > SHAPES) return
  shapes.set(family, n)
  hot.set(text, `${family}_${n}`)
}

/** pg's client as Kysely uses it; a hot text goes under its name. Cursors are not used in this house. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('cursors are not used')
    const name = hot.get(text)
    return client.query(name ? { name, text, values: [...values] } : { text, values: [...values] })
  }
  return { query, release: destroy => client.release(destroy) }
}

export function openDb(pool: pg.Pool, onQuery?: (sqlText: string) => void): Kysely<DB> {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const connect = async () => {
    const client = await pool.connect()
    const known = clients.get(client) ?? preparing(client)
    clients.set(client, known)
    return known
  }
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } }),
    ...(onQuery ? { log: event => onQuery(event.query.sql) } : {}),
  })
}

/** Runs raw SQL with `$1`-style parameters and typed rows; see `hotSql` for the statements that must be quick. */
export async function rows<Row>(db: Db, text: string, params: readonly unknown[]): Promise<Row[]> {
  const result = await db.executeQuery<Row>(CompiledQuery.raw(text, [...params]))
  return result.rows
}

interface PgError {
  code?: string
  constraint?: string
  message?: string
}

/** The violated constraint's name; Citus leaves the field empty and adds a shard number in the text. */
export function constraintOf(error: unknown): string | undefined {
  const e = error as PgError
  const name = e.constraint || /constraint "([^"]+)"/.exec(e.message ?? '')?.[1]
  return name?.replace(/_\d{5,}$/, '')
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const e = error as PgError
  const duplicate = e.code === '23505' || (e.code === 'XX000' && /duplicate key/.test(e.message ?? ''))
  return duplicate && (constraint === undefined || constraintOf(error) === constraint)
}

/** The server itself refused the statement, so nothing of it was written: a value, a constraint, a deadlock. */
export function isRefusal(error: unknown): boolean {
  return /^(22|23|40)/.test((error as PgError).code ?? '')
}

const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
])

/** A sign no text may hold, a number past the column's range, a day past the calendar: the sender's to mend. */
const unwritable = new Set(['22021', '22P05', '22003', '22008'])

/** Turns what the database refuses into the house's errors; anything else is passed on. */
export function mapDbError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const e = error as PgError
  const log = { sqlstate: e.code, constraint: constraintOf(error), message: e.message }
  if (isUniqueViolation(error))
    return fail('core.conflict', { params: { what: constraintOf(error) ?? '' }, log })
  if (e.code === '23503') return fail('core.not_found', { log })
  if (e.code && unwritable.has(e.code)) return fail('core.malformed', { log })
  if (
    (e.code && away.has(e.code)) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      e.message ?? '',
    )
  )
    return fail('core.unavailable', { log })
  return error
}
