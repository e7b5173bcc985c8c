/** The built web app, the API's document and page, health and metrics: everything that is not a module's route. */
import { timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type pg from 'pg'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { stopwatch } from './core/clock.ts'
import { fail } from './core/errors.ts'
import type { House } from './core/house.ts'
import { liveOf } from './modules/notice/live.ts'

const root = join(import.meta.dirname, '..', 'dist', 'web')

/**
 * With a token set, who sends it; without one, this machine only. A request that came through a proxy on this machine is
 * not this machine's.
 */
export function mayMeasure(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = Buffer.from(request.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${token}`)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const near = /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
  return near && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined
}

/**
 * Pages run scripts of this house only: no inline script, none from elsewhere. Styles are also made by the components
 * themselves; photos before they are sent are blobs.
 */
export const contentPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** `/readyz` answers 200 only while the database does; `/metrics` carries no personal data (routes, not addresses). */
function observe(app: FastifyInstance, house: House, pool: pg.Pool): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'anju_http_seconds',
    help: 'Request duration',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
  })
  new Gauge({
    name: 'anju_db_connections',
    help: 'Pool connections',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'total' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  app.addHook('onResponse', (request, reply, done) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    done()
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayMeasure(request, house.config.metricsToken)) throw fail('core.not_found')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const took = stopwatch()
    try {
      await sql`SELECT 1`.execute(house.db)
      return { ready: true, ms: Math.round(took()) }
    } catch {
      return reply.code(503).send({ ready: false })
    }
  })
}

/** Any unknown address outside the API is a page of the app. */
export function page(reply: FastifyReply): unknown {
  if (!existsSync(root)) return reply.code(404).send('web app not built')
  return reply
    .header('cache-control', 'no-cache')
    .header('content-security-policy', contentPolicy)
    .sendFile('index.html')
}

export async function serveWeb(app: FastifyInstance, house: House, pool: pg.Pool): Promise<void> {
  observe(app, house, pool)
  // An open stream of news would hold the stop for a minute.
  app.addHook('preClose', async () => liveOf(house).close())
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: contentPolicy })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin')
  })
  if (!existsSync(root)) return
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    maxAge: '1y',
    immutable: true,
    setHeaders(reply, path) {
      if (path.endsWith('.html') || path.endsWith('sw.js') || path.endsWith('.webmanifest'))
        reply.header('cache-control', 'no-cache')
      if (path.endsWith('.html')) reply.header('content-security-policy', contentPolicy)
    },
  })
}
