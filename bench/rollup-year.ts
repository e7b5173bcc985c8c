/** The board over a year: 244 estates, the hours and days as the gate keeps them, and 10 million passages behind them. */
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { stopwatch } from '../server/core/clock.ts'
import type { DB } from '../server/core/db.ts'
import { NIL } from '../server/core/ids.ts'
import { rollup as regionRollup } from '../server/modules/gate/service-rollup.ts'
import { makeCounty } from './county-day.ts'
import { database, median, print, round } from './kit.ts'
import { aHouse, asOfficer } from './rollup-kit.ts'

/** Fewer for a small or busy machine: ANJU_BENCH_PASSAGES=2000000. */
const PASSAGES = Number(process.env.ANJU_BENCH_PASSAGES ?? 10_000_000)
const ESTATES = 244
const MONTHS = 12
const FIRST = Date.UTC(2025, 0, 1)

/**
 * A month of passages as a table of its own without WAL and index, then taken in as the partition it is: row by row under
 * three indexes the ten millions took longer than anybody waits.
 */
async function fillMonth(owner: pg.Client, month: number, count: number): Promise<void> {
  const at = (m: number) => new Date(Date.UTC(2025, m, 1)).toISOString()
  const table = `part.passage_2025_${String(month + 1).padStart(2, '0')}`
  await owner.query(`CREATE UNLOGGED TABLE ${table} (LIKE passage INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`)
  await owner.query(
    `INSERT INTO ${table} (estate_id, at, id, attempt_id, gate_id, direction, subject, outcome, by_id, by_name)
     SELECT g.estates[1 + s.n % ${ESTATES}], $1::timestamptz + (s.n::float8 / ${count}) * ($2::timestamptz - $1::timestamptz),
       gen_random_uuid(), gen_random_uuid(), g.gates[1 + s.n % ${ESTATES}], CASE WHEN s.n % 2 = 0 THEN 'out' ELSE 'in' END, 'person', 'passed', 'bench', 'bench'
     FROM generate_series(0, ${count - 1}) s(n), (SELECT array_agg(estate_id ORDER BY estate_id) AS estates, array_agg(id ORDER BY estate_id) AS gates
       FROM gate WHERE kind = 'main') g`,
    [at(month), at(month + 1)],
  )
  await owner.query(
    `ALTER TABLE passage ATTACH PARTITION ${table} FOR VALUES FROM ('${at(month)}') TO ('${at(month + 1)}')`,
  )
}

/** The hours of a year, two terminals' slots each, and the days closed from them. */
async function fillFigures(owner: pg.Client): Promise<void> {
  for (let month = 0; month < MONTHS; month++)
    await owner.query(
      `INSERT INTO gate_hour (estate_id, day, hour, slot, persons_in, persons_out)
       SELECT e.id, d.day::date, h.hour, s.slot, 2, 2 FROM estate e, generate_series($1::date, $1::date + interval '1 month - 1 day', interval '1 day') d(day),
         generate_series(7, 20) h(hour), generate_series(0, 1) s(slot)`,
      [new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10)],
    )
  await owner.query(`INSERT INTO gate_day (estate_id, day, persons_in, persons_out)
    SELECT estate_id, day, sum(persons_in), sum(persons_out) FROM gate_hour GROUP BY 1, 2`)
  await owner.query('INSERT INTO gate_day (estate_id, day) VALUES ($1, $2)', [NIL, '2025-12-30'])
  await owner.query('ANALYZE gate_hour, gate_day, estate')
}

async function onlyEstates(db: Kysely<DB>, spare: string[]): Promise<void> {
  await sql`DELETE FROM closure`.execute(db)
  for (const table of ['duty', 'post', 'gate'])
    await sql`DELETE FROM ${sql.table(table)} WHERE estate_id = ANY(${spare}::uuid[])`.execute(db)
  await sql`DELETE FROM estate WHERE id = ANY(${spare}::uuid[])`.execute(db)
}

/** The owner's connection: a fill may take as long as it takes. */
async function fill(url: string): Promise<void> {
  const owner = new pg.Client({
    ...{ connectionString: url, statement_timeout: 0 },
    options: '-c timezone=UTC -c synchronous_commit=off -c maintenance_work_mem=256MB',
  })
  await owner.connect()
  try {
    await fillFigures(owner)
    const all = Date.UTC(2026, 0, 1) - FIRST
    const until = (m: number) => Math.round((PASSAGES * (Date.UTC(2025, m, 1) - FIRST)) / all)
    for (let month = 0; month < MONTHS; month++) {
      const count = until(month + 1) - until(month)
      if (count > 0) await fillMonth(owner, month, count)
    }
  } finally {
    await owner.end()
  }
}

/** Reads headquarters' board of the whole year; its last day is still open and comes from the hours. */
export async function rollupYear(): Promise<void> {
  const db = await database()
  const { house, clock } = await aHouse(db.appUrl, db.dir, '2026-01-01T12:00:00+08:00')
  try {
    const c = await makeCounty(house.db, '2026-01-01', 2)
    await onlyEstates(house.db, c.estates.slice(ESTATES))
    await house.refreshDirectory()
    const filling = stopwatch()
    await fill(db.ownerUrl)
    const fillSeconds = round(filling() / 1000, 1)
    const ctx = () => asOfficer(house, 'headquarters', c.paths.district)
    const ask = { regionId: c.district, from: '2025-01-01', until: '2025-12-31' }
    await regionRollup(ctx(), ask)
    const took: number[] = []
    let answer = await regionRollup(ctx(), ask)
    for (let n = 0; n < 20; n++) {
      const watch = stopwatch()
      answer = await regionRollup(ctx(), ask)
      took.push(watch())
    }
    const ms = round(median(took))
    print('rollup-year', {
      estates: answer.estates,
      days: 365,
      persons: answer.total.personsIn + answer.total.personsOut,
      passagesBehind: PASSAGES,
      fillSeconds,
      p50Ms: ms,
      maxMs: round(Math.max(...took)),
      rounds: took.length,
      at: clock.now().toString(),
      limits: { p50Ms: 200 },
      ratio: round(200 / ms),
    })
  } finally {
    await house.db.destroy()
    await db.stop()
  }
}
