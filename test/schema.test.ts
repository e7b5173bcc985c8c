import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migrate } from '../server/core/migrate.ts'
import { generate } from './generate.ts'
import { testHouse } from './harness.ts'

const t = await testHouse()
const schemaFile = new URL('../db/schema.sql', import.meta.url)
const typesFile = new URL('../db/types.ts', import.meta.url)

async function generated() {
  const client = new pg.Client({ connectionString: t.ownerUrl })
  await client.connect()
  const made = await generate(client)
  await client.end()
  return made
}

test('db/schema.sql and db/types.ts are what the migrations add up to', async () => {
  const made = await generated()
  if (process.env.ANJU_UPDATE) {
    writeFileSync(schemaFile, made.schema)
    writeFileSync(typesFile, made.types)
  }
  expect(readFileSync(schemaFile, 'utf8')).toBe(made.schema)
  expect(readFileSync(typesFile, 'utf8')).toBe(made.types)
})

test('migrating again changes nothing', async () => {
  expect(await migrate(t.ownerUrl)).toEqual([])
})

test('every table with an estate_id has it first in its primary key and in every unique and foreign key between such tables', async () => {
  const reference = [
    'estate',
    'estate_supervision',
    'rule_set',
    'setting',
    'role_assignment',
    'api_key',
    'phone_claim',
  ]
  const found = await t.pool.query<{
    table_name: string
    name: string
    kind: string
    columns: string[]
    target: string | null
  }>(`
    SELECT c.relname AS table_name, k.conname AS name, k.contype AS kind, f.relname AS target,
      (SELECT array_agg(a.attname::text ORDER BY o.ord) FROM unnest(k.conkey) WITH ORDINALITY o(num, ord) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.num) AS columns
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class f ON f.oid = k.confrelid
    WHERE n.nspname = 'public' AND k.contype IN ('p', 'u', 'f')
      AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'estate_id')`)
  const bad = found.rows
    .filter(
      k =>
        !reference.includes(k.table_name) &&
        !(k.kind === 'f' && k.columns[0] !== 'estate_id' && !/estate_id/.test(String(k.target))),
    )
    .filter(k => (k.kind === 'p' ? k.columns[0] !== 'estate_id' : !k.columns.includes('estate_id')))
  expect(bad.map(k => `${k.table_name}.${k.name}`)).toEqual([])
})
