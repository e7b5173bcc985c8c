import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { anEstate, aRegion } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { figureValue } from '../../core/figures.ts'
import { newId } from '../../core/ids.ts'
import { createRegion } from '../estate/service.ts'
import { createPost } from '../roster/service.ts'
import { watchAll } from '../roster/watch.ts'
import { figures, figuresOf, MOST_FIGURES } from './registry.ts'
import { dayOf, sumOf, trendDays, trendOf } from './rules.ts'
import { estateBoard, listBoards, regionBoard, rollUp } from './service.ts'

const t = await testHouse()

const buildings = async (estateId: string, count: number, stewards: number) => {
  for (let i = 0; i < count; i++) {
    const id = newId<'building'>()
    await sql`INSERT INTO building (estate_id, id, name) VALUES (${estateId}, ${id}, ${String(i)})`.execute(
      t.house.db,
    )
    if (i < stewards)
      await sql`INSERT INTO stewardship (estate_id, id, building_id, account_id, name, from_date, made_by, made_at)
        VALUES (${estateId}, ${newId()}, ${id}, ${newId()}, '林管家', '2026-01-01', 'test', ${t.clock.now()})`.execute(
        t.house.db,
      )
  }
}

const figure = <F extends { key: string }>(board: { figures: F[] }, key: string): F => {
  const found = board.figures.find(f => f.key === key)
  if (found === undefined) throw new Error(`no figure ${key}`)
  return found
}

test('[SX-07] a rate is the quotient of sums; nothing to divide by is no data, never 0 or 100 %', () => {
  expect(figureValue('percent', 0, 0)).toBeNull()
  expect(figureValue('percent', 3, null)).toBeNull()
  expect(figureValue('count', 0, null)).toBe(0)
  expect(figureValue('percent', 1, 1)).toBe(100)
  expect(figureValue('minutes', 45, 3)).toBe(15)
  const sum = sumOf([
    { numerator: 1, denominator: 1 },
    { numerator: 0, denominator: 9 },
  ])
  expect(sum && figureValue('percent', sum.numerator, sum.denominator)).toBe(10)
  expect(sumOf([])).toBeNull()
})

test('[SX-07] every figure says numerator, period, exclusions in both languages, and every rate its denominator', () => {
  for (const f of figures) {
    for (const part of [f.title, f.numerator, f.period, f.exclusions]) {
      expect(part.zh, f.key).toMatch(/[\u4e00-\u9fff]/)
      expect(part.en.length, f.key).toBeGreaterThan(2)
    }
    expect(f.denominator !== undefined, f.key).toBe(f.unit !== 'count')
  }
  expect(new Set(figures.map(f => f.key)).size).toBe(figures.length)
  for (const board of ['estate', 'region', 'closure'] as const)
    expect(figuresOf(board).length).toBeLessThanOrEqual(MOST_FIGURES)
})

test('the trend has fourteen days, a day without a row is a gap, and a day begins at local midnight', () => {
  const days = trendDays('2026-03-02')
  expect([days.length, days[0], days[13]]).toEqual([14, '2026-02-17', '2026-03-02'])
  const one = { day: '2026-03-01', figure: 'x', numerator: 2, denominator: 4 }
  const trend = trendOf({ key: 'x', unit: 'percent' }, [one], days)
  expect(trend.slice(-2).map(p => p.value)).toEqual([50, null])
  t.clock.set('2026-03-01T16:00:00.000Z')
  expect(dayOf(t.clock.now(), 'Asia/Shanghai').date).toBe('2026-03-02')
  t.clock.set('2026-03-01T15:59:59.999Z')
  expect(dayOf(t.clock.now(), 'Asia/Shanghai').date).toBe('2026-03-01')
})

test('[SX-07] each level is the sum of the level below, down to the estates', async () => {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const regions = await aRegion(t)
  const second = await createRegion(t.ctx(system), {
    parentId: regions.subdistrict,
    kind: 'neighbourhood',
    code: 'zz9',
    name: '第二社区',
  })
  const [a, b] = [await anEstate(t, { regions }), await anEstate(t, { regions })]
  const c = await anEstate(t, {
    regions: { ...regions, neighbourhood: second.id },
  })
  await buildings(a.id, 1, 1)
  await buildings(b.id, 9, 0)
  await rollUp(t.ctx(system))
  const officer = actor('subdistrict_officer', 'region', regions.paths.subdistrict)
  const high = await regionBoard(t.ctx(officer), { regionId: regions.subdistrict })
  const low = await regionBoard(t.ctx(officer), { regionId: regions.neighbourhood })
  expect(figure(high, 'roster.stewards')).toMatchObject({
    value: 10,
    sums: { numerator: 1, denominator: 10 },
    estates: { with: 2, all: 3 },
  })
  expect(low.children.map(e => e.values['roster.stewards']?.value).sort()).toEqual([0, 100])
  expect(high.children.map(e => [e.name, e.values['roster.stewards']?.numerator])).toEqual([
    ['测试社区', 1],
    ['第二社区', undefined],
  ])
  expect(high.above).toEqual([])
  const empty = await regionBoard(t.ctx(officer), { regionId: second.id })
  expect(figure(empty, 'roster.stewards')).toMatchObject({
    value: null,
    sums: null,
    estates: { with: 0, all: 1 },
  })
  expect(empty.children.map(e => e.id)).toEqual([c.id])
})

test('[SX-07] a day’s row follows what is true: what went away is taken from the sum again', async () => {
  t.clock.set('2026-03-03T09:00:00+08:00')
  const estate = await anEstate(t)
  await buildings(estate.id, 2, 2)
  await rollUp(t.ctx(system))
  await sql`DELETE FROM stewardship WHERE estate_id = ${estate.id}`.execute(t.house.db)
  await sql`DELETE FROM building WHERE estate_id = ${estate.id}`.execute(t.house.db)
  t.clock.advance({ minutes: 5 })
  await rollUp(t.ctx(system))
  const officer = actor('subdistrict_officer', 'region', estate.regions.paths.subdistrict)
  const board = await regionBoard(t.ctx(officer), { regionId: estate.regions.subdistrict })
  expect(figure(board, 'roster.stewards').value).toBeNull()
})

test('[S6-45] the board names who must act at an unattended post, on the manager’s board and above', async () => {
  t.clock.set('2026-03-04T09:00:00+08:00')
  const estate = await anEstate(t)
  const manager = actor('manager', 'estate', estate.id)
  const quiet = await estateBoard(t.ctx(manager), { estateId: estate.id })
  expect(figure(quiet, 'roster.unattended')).toMatchObject({ value: null, sums: null })
  await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '东门岗',
    covers: [{ from: 0, until: 1440 }],
  })
  const kept = await estateBoard(t.ctx(manager), { estateId: estate.id })
  expect([figure(kept, 'roster.unattended').value, kept.acts]).toEqual([0, []])
  t.clock.advance({ minutes: 10, milliseconds: 1 })
  await watchAll(t.ctx(system))
  await t.drain()
  const board = await estateBoard(t.ctx(manager), { estateId: estate.id })
  expect(figure(board, 'roster.unattended').value).toBe(1)
  expect(board.acts).toMatchObject([
    { figure: 'roster.unattended', title: { zh: '空岗：东门岗' }, estateId: estate.id, person: null },
  ])
  await rollUp(t.ctx(system))
  const officer = actor('neighbourhood_officer', 'region', estate.regions.paths.neighbourhood)
  const above = await regionBoard(t.ctx(officer), { regionId: estate.regions.neighbourhood })
  expect(above.acts.map(a => a.estate)).toEqual([estate.name])
  const below = await estateBoard(t.ctx(officer), { estateId: estate.id })
  expect(below.above.map(p => p.id)).toEqual([estate.regions.neighbourhood])
  expect((await listBoards(t.ctx(officer), {})).regions.map(r => r.id)).toEqual([
    estate.regions.neighbourhood,
  ])
  await expect(
    t.http(officer, 'GET', `/api/regions/${estate.regions.subdistrict}/board`),
  ).resolves.toMatchObject({ statusCode: 404 })
})
