/** The mission's county as a fixture: its figures, single entrances, a week of rosters, and one day rolled up to headquarters. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type CountyDay, makeCounty, registrations } from '../../bench/county-day.ts'
import { sumParts } from '../../server/modules/gate/rules-report.ts'
import { readReport, submitReport } from '../../server/modules/gate/service-report.ts'
import { rollup } from '../../server/modules/gate/service-rollup.ts'
import { gapsOf } from '../../server/modules/roster/duties.ts'
import { actor, testHouse } from '../harness.ts'

const t = await testHouse()
const day = '2026-03-02'
const REGISTRATIONS = process.env.ANJU_LONG ? 120_000 : 12_000
let c: CountyDay

beforeAll(async () => {
  c = await makeCounty(t.house.db, day)
  await t.house.refreshDirectory()
  await registrations(t.house.db, day, REGISTRATIONS)
  t.clock.set(`${day}T21:00:00+08:00`)
})

test('[SX-16] 165 estates, 131 with brigade, each with one entrance kept and a post there', async () => {
  const found = await sql<{ estates: number; brigade: number; entrances: number; posts: number }>`
    SELECT (SELECT count(*)::int FROM estate) AS estates, (SELECT count(*)::int FROM post WHERE 'brigade' = ANY(demands)) AS brigade,
      (SELECT count(*)::int FROM (SELECT estate_id FROM gate WHERE state <> 'closed' GROUP BY estate_id HAVING count(*) = 1) x) AS entrances,
      (SELECT count(DISTINCT estate_id)::int FROM post) AS posts`.execute(t.house.db)
  expect(found.rows[0]).toEqual({ estates: 165, brigade: 131, entrances: 165, posts: 165 })
})

test('[SX-16] [S6-44] the rosters of a week leave no gap at any post, nor in any party it demands', async () => {
  const from = t.clock.now().subtract({ hours: 21 })
  let gaps = 0
  for (const id of c.estates)
    gaps += (await gapsOf(t.ctx({ kind: 'system', name: '' }), id, from, from.add({ hours: 168 }))).length
  expect(gaps).toBe(0)
})

test('[SX-16] [S6-46] [S6-47] [S6-48] one day’s registrations reach headquarters, and every level is the sum of the level below', async () => {
  const submit = (
    role: Parameters<typeof actor>[0],
    path: string,
    regionId: string,
    level: 'neighbourhood' | 'town' | 'group' | 'headquarters',
  ) => submitReport(t.ctx(actor(role, 'region', path)), { regionId, level, day })
  const low = []
  for (const [i, id] of c.neighbourhoods.entries())
    low.push(await submit('neighbourhood_officer', c.paths.neighbourhoods[i]!, id, 'neighbourhood'))
  const town = await submit('subdistrict_officer', c.paths.subdistrict, c.subdistrict, 'town')
  const group = await submit('coordination_group', c.paths.district, c.district, 'group')
  const top = await submit('headquarters', c.paths.district, c.district, 'headquarters')
  const f = top.figures
  expect(f.estates).toBe(165)
  expect(f.personsIn + f.personsOut + f.vehiclesIn + f.vehiclesOut + f.refusals).toBe(REGISTRATIONS)
  expect(Object.values(f.reasons).reduce((n, x) => n + x, 0)).toBe(f.refusals)
  for (const level of [...low, town, group, top]) expect(level.figures).toEqual(sumParts(level.parts))
  expect(sumParts(low)).toEqual(top.figures)
  expect(town.figures).toEqual(group.figures)
  // the board of the same day, summed another way, says the same
  const board = await rollup(t.ctx(actor('headquarters', 'region', c.paths.district)), {
    regionId: c.district,
    from: day,
    until: day,
  })
  for (const k of ['personsIn', 'personsOut', 'vehiclesIn', 'vehiclesOut', 'refusals'] as const)
    expect(board.total[k]).toBe(f[k])
  const estates = low.flatMap(l => l.parts)
  expect(estates).toHaveLength(165)
  const one = await readReport(t.ctx(actor('headquarters', 'region', c.paths.district)), {
    regionId: c.neighbourhoods[0]!,
    level: 'neighbourhood',
    day,
  })
  expect(one.versions[0]!.intact).toBe(true)
})
