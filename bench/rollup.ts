/** DESIGN §7, the boards: a county's day of 120,000 registrations to headquarters, and 244 estates over a year with 10 million passages behind them. */
import { sql } from 'kysely'
import { buildHouse } from '../server/app.ts'
import type { Actor, Role } from '../server/core/access.ts'
import { ManualClock, stopwatch } from '../server/core/clock.ts'
import { readConfig } from '../server/core/config.ts'
import { openPool } from '../server/core/db.ts'
import { type House, makeCtx } from '../server/core/house.ts'
import { newId } from '../server/core/ids.ts'
import type { ReportLevelName } from '../server/modules/gate/contract-report.ts'
import { submitReport } from '../server/modules/gate/service-report.ts'
import { rollup as regionRollup } from '../server/modules/gate/service-rollup.ts'
import { type CountyDay, makeCounty, registrations } from './county-day.ts'
import { database, print, round } from './kit.ts'

const REGISTRATIONS = Number(process.env.ANJU_BENCH_REGISTRATIONS ?? 120_000)
const PASSAGES = Number(process.env.ANJU_BENCH_PASSAGES ?? 10_000_000)
const ROUNDS = 7
const FIRST_DAY = '2026-03-02'

const officer = (role: Role, path: string): Actor => ({
  kind: 'account',
  id: newId<'account'>(),
  name: '测量',
  grants: [{ role, scope: 'region', target: path }],
  sessionId: newId(),
})

/** A house whose clock stands where the measurement puts it, for callers that need no port. */
async function aHouse(url: string, dir: string) {
  const clock = new ManualClock(`${FIRST_DAY}T21:00:00+08:00`)
  const config = { ...readConfig({ ANJU_LOG: 'silent' }), dataDir: dir }
  const pool = openPool(url, 8)
  return { house: await buildHouse(config, pool, clock), clock }
}

/** The whole evening: five neighbourhoods at once, then the town, the coordination group, headquarters. */
async function evening(house: House, c: CountyDay, day: string) {
  const submit = (role: Role, path: string, regionId: string, level: ReportLevelName) =>
    submitReport(makeCtx(house, { actor: officer(role, path) }), { regionId, level, day })
  await Promise.all(
    c.neighbourhoods.map((id, i) =>
      submit('neighbourhood_officer', c.paths.neighbourhoods[i] ?? '', id, 'neighbourhood'),
    ),
  )
  await submit('subdistrict_officer', c.paths.subdistrict, c.subdistrict, 'town')
  await submit('coordination_group', c.paths.district, c.district, 'group')
  return submit('headquarters', c.paths.district, c.district, 'headquarters')
}

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
const dayAfter = (n: number) => new Date(Date.parse(FIRST_DAY) + n * 86_400_000).toISOString().slice(0, 10)

async function countyDay(): Promise<void> {
  const db = await database()
  const { house, clock } = await aHouse(db.appUrl, db.dir)
  try {
    const c = await makeCounty(house.db, FIRST_DAY)
    await house.refreshDirectory()
    const took: number[] = []
    let registered = 0
    for (let n = 0; n < ROUNDS; n++) {
      const day = dayAfter(n)
      await registrations(house.db, day, REGISTRATIONS)
      await sql`ANALYZE passage, gate_hour`.execute(house.db).catch(() => {})
      clock.set(`${day}T21:00:00+08:00`)
      const watch = stopwatch()
      const top = await evening(house, c, day)
      took.push(watch())
      const f = top.figures
      registered = f.personsIn + f.personsOut + f.vehiclesIn + f.vehiclesOut + f.refusals
    }
    const ms = round(median(took))
    print('rollup-county', {
      estates: c.estates.length,
      registrations: registered,
      submissions: c.neighbourhoods.length + 3,
      p50Ms: ms,
      maxMs: round(Math.max(...took)),
      rounds: ROUNDS,
      limits: { p50Ms: 300 },
      ratio: round(300 / ms),
    })
  } finally {
    await house.db.destroy()
    await db.stop()
  }
}

/** A year of days as the gate closes them, and the passages behind them spread over it; the board may not look at those. */
async function year(): Promise<void> {
  const db = await database()
  const { house, clock } = await aHouse(db.appUrl, db.dir)
  try {
    const c = await makeCounty(house.db, '2026-01-01', 2)
    await sql`DELETE FROM closure`.execute(house.db)
    // 244 estates, as the mission's other city has
    const spare = c.estates.slice(244)
    for (const table of ['duty', 'post', 'gate'])
      await sql`DELETE FROM ${sql.table(table)} WHERE estate_id = ANY(${spare}::uuid[])`.execute(house.db)
    await sql`DELETE FROM estate WHERE id = ANY(${spare}::uuid[])`.execute(house.db)
    await house.refreshDirectory()
    const step = 200_000
    for (let from = 0; from < PASSAGES; from += step)
      await sql`WITH e AS (SELECT g.estate_id, g.id AS gate_id, row_number() OVER (ORDER BY g.estate_id) - 1 AS n, count(*) OVER () AS of FROM gate g WHERE g.kind = 'main')
        INSERT INTO passage (estate_id, at, id, attempt_id, gate_id, direction, subject, outcome, by_id, by_name)
        SELECT e.estate_id, timestamptz '2025-01-01T00:00:00Z' + (s.n::float8 / ${PASSAGES}) * interval '365 days', gen_random_uuid(), gen_random_uuid(), e.gate_id,
          CASE WHEN s.n % 2 = 0 THEN 'out' ELSE 'in' END, 'person', 'passed', 'bench', 'bench'
        FROM generate_series(${from}::int, ${Math.min(from + step, PASSAGES)}::int - 1) s(n) JOIN e ON e.n = s.n % e.of`.execute(
        house.db,
      )
    await sql`INSERT INTO gate_day (estate_id, day, persons_in, persons_out)
      SELECT e.id, d.day::date, 56, 56 FROM estate e, generate_series(date '2025-01-01', date '2025-12-31', interval '1 day') d(day)`.execute(
      house.db,
    )
    await sql`INSERT INTO gate_day (estate_id, day) VALUES ('00000000-0000-0000-0000-000000000000', '2025-12-31')`.execute(
      house.db,
    )
    clock.set('2026-01-01T12:00:00+08:00')
    const ctx = () => makeCtx(house, { actor: officer('headquarters', c.paths.district) })
    const ask = { regionId: c.district, from: '2025-01-01', until: '2025-12-31' }
    await regionRollup(ctx(), ask)
    const took: number[] = []
    let estates = 0
    for (let n = 0; n < 20; n++) {
      const watch = stopwatch()
      estates = (await regionRollup(ctx(), ask)).estates
      took.push(watch())
    }
    const ms = round(median(took))
    print('rollup-year', {
      estates,
      days: 365,
      passagesBehind: PASSAGES,
      p50Ms: ms,
      maxMs: round(Math.max(...took)),
      rounds: took.length,
      limits: { p50Ms: 200 },
      ratio: round(200 / ms),
    })
  } finally {
    await house.db.destroy()
    await db.stop()
  }
}

export async function rollup(): Promise<void> {
  await countyDay()
  await year()
}
