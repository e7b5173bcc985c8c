/**
 * Forward-only migrations: db/migrations/NNNN_module_what.sql, one statement per query (Citus refuses several in
 * one), all through the owner's connection, each file in one transaction.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('../../db/migrations/', import.meta.url)

/** Splits a file into statements: a `;` at the end of a line ends one, except inside `$$ … $$`. */
export function statements(file: string): string[] {
  const found: string[] = []
  let current: string[] = []
  let quoted = false
  for (const line of file.split('\n')) {
    if (/^\s*--/.test(line) && !quoted) continue
    current.push(line)
    if ((line.match(/\$\$/g)?.length ?? 0) % 2 === 1) quoted = !quoted
    if (!quoted && /;\s*$/.test(line)) {
      found.push(current.join('\n').trim().replace(/;$/, ''))
      current = []
    }
  }
  const rest = current.join('\n').trim()
  if (rest) found.push(rest)
  return found.filter(s => s !== '')
}

const bootstrap = [
  'CREATE SCHEMA IF NOT EXISTS app',
  `CREATE TABLE IF NOT EXISTS app.migration (
     name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  // The helpers do nothing without the extension, so one set of files serves every PostgreSQL.
  `CREATE OR REPLACE FUNCTION app.distribute(t text) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN
       EXECUTE format('SELECT create_distributed_table(%L, ''estate_id'')', t);
     END IF;
   END $$`,
  `CREATE OR REPLACE FUNCTION app.replicate(t text) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN
       EXECUTE format('SELECT create_reference_table(%L)', t);
     END IF;
   END $$`,
  `DO $$ BEGIN
     IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anju_app') THEN
       CREATE ROLE anju_app NOLOGIN;
       EXECUTE format('GRANT anju_app TO %I', current_user);
     END IF;
   END $$`,
]

/** The running program's rights: it reads and writes rows, but cannot change or remove what is audited. */
const grants = [
  'GRANT USAGE ON SCHEMA public, app TO anju_app',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO anju_app',
  'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO anju_app',
  'GRANT SELECT ON app.migration TO anju_app',
  'REVOKE UPDATE, DELETE, TRUNCATE ON audit, audit_seal, audit_head FROM anju_app',
]

/**
 * Brings a database to the newest shape; safe to run at every start and by several processes at once.
 * @param ownerUrl a role that owns the schema
 * @param options.only names to apply and no others: a restore rebuilds the shape its backup had
 * @returns the names applied now
 * @throws Error when an applied file was changed afterwards
 */
export async function migrate(
  ownerUrl: string,
  options: { only?: ReadonlySet<string> } = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'anju-migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(718281)')
    for (const statement of bootstrap) await client.query(statement)
    const applied = new Map<string, string>(
      (
        await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM app.migration')
      ).rows.map(r => [r.name, r.sha256]),
    )
    const names = (await readdir(folder))
      .filter(n => n.endsWith('.sql') && (options.only?.has(n) ?? true))
      .sort()
    const done: string[] = []
    for (const name of names) {
      const text = await readFile(new URL(name, folder), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === sha256) continue
      if (before !== undefined)
        throw new Error(`migration ${name} was changed after it had been applied; add a new file instead`)
      await applyFile(client, name, text, sha256)
      done.push(name)
    }
    if (done.length > 0) for (const statement of grants) await client.query(statement)
    return done
  } finally {
    await client.end()
  }
}

async function applyFile(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('BEGIN')
  try {
    for (const statement of statements(text)) {
      try {
        await client.query(statement)
      } catch (error) {
        throw new Error(`migration ${name}: ${(error as Error).message}\n${statement}`)
      }
    }
    await client.query('INSERT INTO app.migration (name, sha256) VALUES ($1, $2)', [name, sha256])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
