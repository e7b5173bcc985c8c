/** The running program: its database, its house, its doors and its worker, started and stopped together. */
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { buildApp, buildHouse } from './app.ts'
import { sealAudit } from './core/audit.ts'
import { systemClock } from './core/clock.ts'
import type { Config } from './core/config.ts'
import { openPool } from './core/db.ts'
import { Demand } from './core/demand.ts'
import { FolderInUse } from './core/folder-lock.ts'
import { type House, makeCtx } from './core/house.ts'
import { prepareQueue, Worker } from './core/jobs.ts'
import { giveBackMemory } from './core/memory.ts'
import { migrate } from './core/migrate.ts'
import { runningEmbedded, startEmbedded } from './core/postgres.ts'
import { pruneSignals } from './core/realtime.ts'
import { ensureMonths } from './core/upkeep.ts'
import { certificates, type HttpsDoor, openHttps, serveAuthority } from './https.ts'
import { authenticator } from './modules/people/sessions.ts'
import { modules } from './modules.ts'
import { page, serveWeb } from './web.ts'

interface Database {
  ownerUrl: string
  appUrl: string
  stop(): Promise<void>
}

/**
 * The own embedded server, or the one that the configuration names.
 * @param live a command that may work beside the running program, on its embedded server
 * @throws FolderInUse when another program holds the data folder and the command may not work beside it
 */
export async function openDatabase(
  config: Config,
  say: (m: string) => void,
  live = false,
): Promise<Database> {
  if (config.databaseUrl)
    return {
      ownerUrl: config.ownerUrl ?? config.databaseUrl,
      appUrl: config.databaseUrl,
      stop: async () => {},
    }
  try {
    return await startEmbedded(config.dataDir, { log: say })
  } catch (error) {
    if (live && error instanceof FolderInUse)
      return { ...runningEmbedded(config.dataDir), stop: async () => {} }
    throw error
  }
}

/** Applies what is new and prepares the job queue and the coming months' partitions. */
export async function prepare(ownerUrl: string, now = systemClock.now()): Promise<string[]> {
  const done = await migrate(ownerUrl)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await prepareQueue(ownerUrl, client)
    await ensureMonths((table, month) => client.query('SELECT app.ensure_month($1, $2)', [table, month]), now)
  } finally {
    await client.end()
  }
  return done
}

export interface Running {
  house: House
  app: FastifyInstance
  url: string
  stop(): Promise<void>
}

/**
 * Starts the whole program in this process and answers when it serves.
 * @param first runs before the first request is taken (the demo fills its town)
 */
export async function run(
  mode: 'web' | 'worker' | 'both',
  config: Config,
  say: (m: string) => void,
  first?: (house: House) => Promise<void>,
): Promise<Running> {
  const database = await openDatabase(config, say)
  await prepare(database.ownerUrl)
  const pool = openPool(database.appUrl, config.pool)
  const house = await buildHouse(config, pool)
  for (const m of modules) await m.start?.(house)
  await first?.(house)
  const tls = config.tlsPort === 'off' || mode === 'worker' ? undefined : await certificates(config.dataDir)
  let door: HttpsDoor | undefined
  const demand = new Demand()
  const app = await buildApp(house, {
    authenticate: authenticator(house),
    page,
    more: async web => {
      web.addHook('onRequest', async () => demand.came())
      await serveWeb(web, house, pool)
      if (tls) serveAuthority(web, tls, () => door?.port ?? 0)
    },
  })
  const worker =
    mode === 'web'
      ? undefined
      : new Worker(
          house,
          pool,
          name => makeCtx(house, { actor: { kind: 'system', name } }),
          [() => sealAudit(house.db)],
          demand,
        )
  await worker?.start()
  const pruning = setInterval(() => void pruneSignals(house.db, house.clock.now()).catch(() => {}), 3_600_000)
  let url = ''
  if (mode !== 'worker') {
    await app.ready()
    giveBackMemory()
    await app.listen({ host: config.host, port: config.port })
    if (tls && config.tlsPort !== 'off')
      door = await openHttps(app, tls, config.host, config.tlsPort, () => certificates(config.dataDir))
    const address = app.server.address()
    url =
      config.publicUrl ??
      `http://127.0.0.1:${typeof address === 'object' && address ? address.port : config.port}`
  }
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= (async () => {
      clearInterval(pruning)
      await door?.close()
      await app.close()
      await worker?.stop()
      for (const m of modules) await m.stop?.()
      await house.db.destroy()
      await database.stop()
    })()
    return stopping
  }
  return { house, app, url, stop }
}
