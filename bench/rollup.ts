/**
 * DESIGN §7, the boards. The county's day of 120,000 registrations: what is held against the limit is headquarters reading
 * its board, from the hours of a day that is still open; the submissions of the same evening, five neighbourhoods to
 * headquarters, are printed beside it. Then the year (rollup-year.ts).
 */
import { sql } from 'kysely'
import type { Role } from '../server/core/access.ts'
import { stopwatch } from '../server/core/clock.ts'
import type { House } from '../server/core/house.ts'
import type { ReportLevelName } from '../server/modules/gate/contract-report.ts'
import { submitReport } from '../server/modules/gate/service-report.ts'
import { rollup as regionRollup } from '../server/modules/gate/service-rollup.ts'
import { type CountyDay, makeCounty, registrations } from './county-day.ts'
import { database, median, print, round } from './kit.ts'
import { aHouse, asOfficer } from './rollup-kit.ts'
import { rollupYear } from './rollup-year.ts'

const REGISTRATIONS = Number(process.env.ANJU_BENCH_REGISTRATIONS ?? 120_000)
const ROUNDS = 7
const READS = 5
const FIRST_DAY = '2026-03-02'

/** The whole evening: five neighbourhoods at once, then the town, the coordination group, headquarters. */
async function evening(house: House, c: CountyDay, day: string) {
  const submit = (role: Role, path: string, regionId: string, level: ReportLevelName) =>
    submitReport(asOfficer(house, role, path), { regionId, level, day })
  await Promise.all(
    c.neighbourhoods.map((id, i) =>
      submit('neighbourhood_officer', c.paths.neighbourhoods[i] ?? '', id, 'neighbourhood'),
    ),
  )
  await submit('subdistrict_officer', c.paths.subdistrict, c.subdistrict, 'town')
  await submit('coordination_group', c.paths.district, c.district, 'group')
  return submit('headquarters', c.paths.district, c.district, 'headquarters')
}

const dayAfter = (n: number) => new Date(Date.parse(FIRST_DAY) + n * 86_400_000).toISOString().slice(0, 10)

async function countyDay(): Promise<void> {
  const db = await database()
  const { house, clock } = await aHouse(db.appUrl, db.dir, `${FIRST_DAY}T21:00:00+08:00`)
  try {
    const c = await makeCounty(house.db, FIRST_DAY)
    await house.refreshDirectory()
    const reads: number[] = []
    const evenings: number[] = []
    const counted = new Set<number>()
    for (let n = 0; n < ROUNDS; n++) {
      const day = dayAfter(n)
      await registrations(house.db, day, REGISTRATIONS)
      await sql`ANALYZE passage, gate_hour`.execute(house.db).catch(() => {})
      clock.set(`${day}T21:00:00+08:00`)
      for (let i = 0; i < READS; i++) {
        const watch = stopwatch()
        const { total: t } = await regionRollup(asOfficer(house, 'headquarters', c.paths.district), {
          ...{ regionId: c.district, from: day, until: day },
        })
        reads.push(watch())
        counted.add(t.personsIn + t.personsOut + t.vehiclesIn + t.vehiclesOut + t.refusals)
      }
      const watch = stopwatch()
      const { figures: f } = await evening(house, c, day)
      evenings.push(watch())
      counted.add(f.personsIn + f.personsOut + f.vehiclesIn + f.vehiclesOut + f.refusals)
    }
    const ms = round(median(reads))
    print('rollup-county', {
      estates: c.estates.length,
      // one figure only: the board, the report and the fill agree
      registrations: [...counted],
      ...{ p50Ms: ms, maxMs: round(Math.max(...reads)), reads: reads.length },
      evening: {
        submissions: c.neighbourhoods.length + 3,
        ...{ p50Ms: round(median(evenings)), maxMs: round(Math.max(...evenings)), rounds: ROUNDS },
      },
      limits: { p50Ms: 300 },
      ratio: round(300 / ms),
    })
  } finally {
    await house.db.destroy()
    await db.stop()
  }
}

export async function rollup(): Promise<void> {
  await countyDay()
  await rollupYear()
}
