/** What a backup has to know of a database, read from the catalogues. All names come out quoted and qualified. */
import type pg from 'pg'

/** Not ours to carry: the queue is rebuilt at start (waiting jobs are saved as outbox rows), the list of migrations by migrating. */
const SKIP = "('pg_catalog', 'information_schema', 'pgboss', 'app')"

export interface TableShape {
  name: string
  columns: string[]
}

export interface Sequence {
  name: string
  value: string
}

export interface Partition {
  name: string
  parent: string
  bound: string
}

export interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** Every table with its written columns; partitions are read through their parent. */
export async function tables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name,
           array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ${SKIP} AND n.nspname NOT LIKE 'pg\\_%'
     GROUP BY n.nspname, c.relname
     ORDER BY 1`)
  return rows
}

export async function sequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value
      FROM pg_sequences WHERE last_value IS NOT NULL AND schemaname NOT IN ${SKIP} ORDER BY 1`)
  return rows
}

/** Months of append-only tables: made while running, so no migration makes them again. */
export async function partitions(client: pg.Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', pn.nspname, p.relname) AS parent,
           pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r'
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = i.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace
     WHERE c.relispartition AND pn.nspname NOT IN ${SKIP}
     ORDER BY 1`)
  return rows
}

export async function foreignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT format('%I.%I', n.nspname, t.relname) AS table, quote_ident(c.conname) AS name,
           pg_get_constraintdef(c.oid) AS definition
      FROM pg_constraint c
      JOIN pg_class t ON t.oid = c.conrelid
      JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE c.contype = 'f' AND c.conparentid = 0 AND n.nspname NOT IN ${SKIP}
     ORDER BY 1, 2`)
  return rows
}

export async function migrations(client: pg.Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM app.migration ORDER BY name',
  )
  return rows
}
