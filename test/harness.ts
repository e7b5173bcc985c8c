/**
 * A whole house on a database of its own, cloned from the migrated template: real PostgreSQL, our own code unmocked,
 * the clock in the test's hand. One database per test file, one estate per test.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { buildApp, buildHouse, nobody } from '../server/app.ts'
import type { Actor, Grant, Role, ScopeKind } from '../server/core/access.ts'
import { ManualClock } from '../server/core/clock.ts'
import { readConfig } from '../server/core/config.ts'
import { openPool } from '../server/core/db.ts'
import { type CallOptions, type Ctx, type House, makeCtx } from '../server/core/house.ts'
import { newId } from '../server/core/ids.ts'
import { moveOutbox, runJob } from '../server/core/jobs.ts'

/** A Monday morning, a working day. */
export const START = '2026-03-02T01:00:00Z'

export interface TestHouse {
  house: House
  clock: ManualClock
  app: FastifyInstance
  pool: pg.Pool
  /** the owner's connection string of this file's database, for what the program itself may not do */
  ownerUrl: string
  /** A context as this actor, now. */
  ctx(actor: Actor, more?: Partial<CallOptions>): Ctx
  /** A request over HTTP as this actor. */
  http(
    actor: Actor,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  /** Runs every waiting job that is due, and what those ask for; answers how many. */
  drain(): Promise<number>
}

export const system: Actor = { kind: 'system', name: 'test' }

/** Somebody who holds one role at one place. */
export function actor(
  role: Role,
  scope: ScopeKind,
  target = '',
  estateId?: string,
): Actor & { kind: 'account' } {
  const grant: Grant = { role, scope, target, ...(estateId ? { estateId } : {}) }
  return {
    kind: 'account',
    id: newId<'account'>(),
    name: `测试·${role}`,
    grants: [grant],
    sessionId: newId(),
  }
}

const withDatabase = (url: string, name: string) => {
  const u = new URL(url)
  u.pathname = `/${name}`
  return u.href
}

/** Opens the house for a test file; everything is closed and dropped after it. */
export async function testHouse(): Promise<TestHouse> {
  const ownerUrl = inject('ownerUrl')
  const name = `anju_t_${newId().replaceAll('-', '').slice(-20)}`
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  // Two files may clone at the same moment; the template must have no other session meanwhile.
  await owner.query('SELECT pg_advisory_lock(718283)')
  await owner.query(`CREATE DATABASE ${name} TEMPLATE ${inject('template')}`)
  await owner.query('SELECT pg_advisory_unlock(718283)')
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-house-'))
  const clock = new ManualClock(START)
  const config = { ...readConfig({ ANJU_LOG: process.env.ANJU_LOG ?? 'silent' }), dataDir }
  const pool = openPool(withDatabase(inject('appUrl'), name), 8)
  const house = await buildHouse(config, pool, clock)
  const actors = new Map<string, Actor>()
  const authenticate = async (request: FastifyRequest) =>
    actors.get(String(request.headers['x-test-actor'])) ?? nobody
  const app = await buildApp(house, { authenticate })
  await app.ready()
  const context = (who: Actor, more: Partial<CallOptions> = {}) => makeCtx(house, { actor: who, ...more })

  const drain = async () => {
    let count = 0
    for (;;) {
      const due: { kind: string; payload: object }[] = []
      await moveOutbox(house.db, async (_tx, rows) => {
        due.push(...rows)
      })
      if (due.length === 0) return count
      for (const one of due)
        await runJob(house, context({ kind: 'system', name: one.kind }), one.kind, one.payload)
      count += due.length
    }
  }

  afterAll(async () => {
    await app.close()
    await house.db.destroy()
    // A session that is still closing holds the database for a moment; the next run sweeps what stays.
    await owner.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => {})
    await owner.end()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    house,
    clock,
    app,
    pool,
    ownerUrl: withDatabase(ownerUrl, name),
    ctx: context,
    http: (who, method, url, body, headers) => {
      const id = 'id' in who ? who.id : who.kind
      actors.set(id, who)
      return app.inject({
        method,
        url,
        headers: { 'x-test-actor': id, 'x-anju': '1', ...headers },
        ...(body ? { payload: body } : {}),
      })
    },
    drain,
  }
}
