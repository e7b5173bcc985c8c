/** Builds the HTTP app from the modules; tests use it without a port. */
import { randomUUID } from 'node:crypto'
import fastifySwagger from '@fastify/swagger'
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import type pg from 'pg'
import { pino } from 'pino'
import type { Actor, EstatePlace } from './core/access.ts'
import type { Clock } from './core/clock.ts'
import { systemClock } from './core/clock.ts'
import type { Config } from './core/config.ts'
import { KeyRing, masterKey } from './core/crypto.ts'
import { openDb } from './core/db.ts'
import { FileVault } from './core/files.ts'
import type { House } from './core/house.ts'
import { type Authenticate, addRoute, type BoundRoute, jsonSchemaTransform, setUpHttp } from './core/http.ts'
import { JobTable } from './core/jobs.ts'
import type { Module } from './core/module.ts'
import { TransferTable } from './core/transfer.ts'
import { pathsOfRegions, placesOfEstates } from './modules/estate/store.ts'
import { modules as allModules } from './modules.ts'

/** Personal data never reaches a log line: bodies are not logged, and these headers are cut. */
const redact = [
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["x-api-key"]',
  '*.password',
  '*.phone',
  '*.id_number',
]

/** Installs the services that every use case stands on. */
export async function buildHouse(
  config: Config,
  pool: pg.Pool,
  clock: Clock = systemClock,
  modules: Module[] = allModules,
): Promise<House> {
  const db = openDb(pool)
  const ring = new KeyRing(await masterKey(config.dataDir, config.masterKey), config.dataDir)
  const log = pino({ level: config.log, redact, base: undefined }, pino.destination({ dest: 2, sync: true }))
  const jobs = new JobTable()
  const transfers = new TransferTable()
  for (const m of modules) {
    jobs.add(m.jobs ?? {}, m.schedules ?? {})
    transfers.add(m)
  }
  let places = new Map<string, EstatePlace>()
  let regions = new Map<string, string>()
  const house: House = {
    db,
    ring,
    clock,
    config,
    log,
    jobs,
    transfers,
    files: new FileVault(config.dataDir, ring),
    directory: id => places.get(id),
    regionPath: id => regions.get(id),
    refreshDirectory: async () => {
      places = new Map((await placesOfEstates(db)).map(p => [p.id, p]))
      regions = await pathsOfRegions(db)
    },
  }
  await house.refreshDirectory()
  return house
}

export const nobody: Actor = { kind: 'nobody' }

export interface AppOptions {
  authenticate?: Authenticate
  modules?: Module[]
  /** Answers an unknown address outside the API. */
  page?: (reply: FastifyReply) => unknown
  /** Runs after the API routes are there: static files, docs pages. */
  more?: (app: FastifyInstance) => Promise<void>
}

/** All bound routes of the given modules, in order. */
export function routesOf(modules: Module[] = allModules): BoundRoute[] {
  return modules.flatMap(m => m.routes)
}

export async function buildApp(house: House, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: house.log.child({}, { level: house.config.log === 'debug' ? 'debug' : 'warn' }),
    // a child logger for each request costs more than it tells: log lines name the request themselves
    childLoggerFactory: logger => logger,
    genReqId: () => randomUUID(),
    trustProxy: house.config.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
    bodyLimit: 1024 * 1024,
  }) as unknown as FastifyInstance
  await setUpHttp(app, house, options.page)
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Anju 安居', version: '0.1.0', license: { name: 'Apache-2.0' } },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(async api => {
    for (const route of routesOf(options.modules))
      addRoute(api, house, options.authenticate ?? (async () => nobody), route)
  })
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))
  if (options.more) await options.more(app)
  return app
}
