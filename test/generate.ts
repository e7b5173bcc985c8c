/** Prints db/schema.sql and db/types.ts from the catalogues of a migrated database (no pg_dump is shipped). */
import type pg from 'pg'

interface Column {
  table_name: string
  column_name: string
  type: string
  nullable: boolean
  default_value: string | null
}

const COLUMNS = `SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type,
  NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid) AS default_value
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY c.relname, a.attnum`
const CONSTRAINTS = `SELECT c.relname AS table_name, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND k.contype <> 'n' ORDER BY c.relname, k.contype DESC, k.conname`
const INDEXES = `SELECT c.relname AS table_name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
  ORDER BY c.relname, definition`

const tsTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  numeric: 'string',
  integer: 'number',
  smallint: 'number',
  bigint: 'number',
  'double precision': 'number',
  real: 'number',
  boolean: 'boolean',
  'timestamp with time zone': 'Temporal.Instant',
  jsonb: 'Json',
  json: 'Json',
  bytea: 'Buffer',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'integer[]': 'number[]',
  tsvector: 'string',
}

function typesOf(columns: Column[]): string {
  const tables = Map.groupBy(columns, c => c.table_name)
  const out = [
    '// Generated from the catalogues by `npm test -- test/schema.test.ts` with ANJU_UPDATE=1; do not edit.',
    "import type { Generated } from 'kysely'",
    "import type { Temporal } from 'temporal-polyfill'",
    '',
    '/** jsonb holds what the module that owns the column says. */',
    'type Json = unknown',
    '',
  ]
  const name = (t: string) =>
    t
      .split('_')
      .map(w => w[0]!.toUpperCase() + w.slice(1))
      .join('')
  for (const [table, list] of tables) {
    out.push(`export interface ${name(table)}Table {`)
    for (const c of list) {
      const base = `${tsTypes[c.type] ?? 'string'}${c.nullable ? ' | null' : ''}`
      out.push(
        `  ${/^\w+$/.test(c.column_name) ? c.column_name : `'${c.column_name}'`}: ${c.default_value === null ? base : `Generated<${base}>`}`,
      )
    }
    out.push('}', '')
  }
  out.push('export interface DB {', ...[...tables.keys()].map(t => `  ${t}: ${name(t)}Table`), '}', '')
  return out.join('\n')
}

/** The two generated files' texts. */
export async function generate(client: pg.Client): Promise<{ schema: string; types: string }> {
  const columns = (await client.query<Column>(COLUMNS)).rows
  const constraints = (
    await client.query<{ table_name: string; name: string; definition: string }>(CONSTRAINTS)
  ).rows
  const indexes = (await client.query<{ table_name: string; definition: string }>(INDEXES)).rows
  const parts = ['-- Generated from the catalogues; the shape that the migrations add up to. Compared in CI.']
  for (const [table, list] of Map.groupBy(columns, c => c.table_name)) {
    const lines = list.map(
      c =>
        `  ${c.column_name} ${c.type}${c.nullable ? '' : ' NOT NULL'}${c.default_value === null ? '' : ` DEFAULT ${c.default_value}`}`,
    )
    for (const k of constraints.filter(x => x.table_name === table))
      lines.push(`  CONSTRAINT ${k.name} ${k.definition}`)
    parts.push(
      `CREATE TABLE ${table} (\n${lines.join(',\n')}\n);`,
      ...indexes.filter(i => i.table_name === table).map(i => `${i.definition};`),
    )
  }
  return { schema: `${parts.join('\n')}\n`, types: typesOf(columns) }
}
