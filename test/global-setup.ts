import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../server/core/postgres.ts'
import { stopServer } from '../server/core/postgres-server.ts'
import { isAlive } from '../server/core/process-id.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** owner connection to the maintenance database of the test server; clone `anju_template` for a test file */
    ownerUrl: string
    /** connection of requests on the same server; put the cloned database's name into it */
    appUrl: string
    /** migrated database to clone */
    template: string
  }
}

const PREFIX = 'anju-test-'
const TEMPLATE = 'anju_template'

/** Folders of test runs that were killed: their server still runs and their files are still there. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter(n => n.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name)
    const lock = join(dir, 'anju.lock')
    if (!existsSync(lock) || isAlive(Number(readFileSync(lock, 'utf8').split('\n')[0]))) continue
    const postmaster = join(dir, 'postgres', 'pgdata', 'postmaster.pid')
    if (existsSync(postmaster)) await stopServer(Number(readFileSync(postmaster, 'utf8').split('\n')[0]))
    rmSync(dir, { recursive: true, force: true })
  }
}

async function template(ownerUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  await db.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`)
  // An earlier run that was killed may have left its clones on a server of one's own.
  const left = await db.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'anju\\_t\\_%'",
  )
  for (const row of left.rows)
    await db.query(`DROP DATABASE IF EXISTS ${db.escapeIdentifier(row.datname)} WITH (FORCE)`)
  await db.query(`CREATE DATABASE ${TEMPLATE} ENCODING 'UTF8' TEMPLATE template0`)
  await db.end()
  const migrations = join(import.meta.dirname, '..', 'server', 'core', 'migrate.ts')
  if (!existsSync(migrations)) return
  const { migrate } = (await import(migrations)) as { migrate(url: string): Promise<string[]> }
  const url = new URL(ownerUrl)
  url.pathname = `/${TEMPLATE}`
  await migrate(url.href)
}

/**
 * One server for the whole run, with a migrated template that each test file clones. TEST_DATABASE_URL names an own
 * server instead: its user must be allowed to create databases and roles (CI runs the service tests there once more).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env.TEST_DATABASE_URL
  if (own) {
    const app = process.env.TEST_APP_DATABASE_URL ?? own
    await template(own)
    project.provide('ownerUrl', own)
    project.provide('appUrl', app)
    project.provide('template', TEMPLATE)
    return async () => {}
  }
  await sweep()
  const dir = mkdtempSync(join(tmpdir(), PREFIX))
  const server = await startEmbedded(dir, { fast: true })
  await template(server.ownerUrl)
  project.provide('ownerUrl', server.ownerUrl)
  project.provide('appUrl', server.appUrl)
  project.provide('template', TEMPLATE)
  return async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
