import { expect, test } from 'vitest'
import { anEstate, aRegion } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { createEstate, createRegion, listEstates, listRegions } from './service.ts'

const t = await testHouse()

test('[SX-01] a region stands exactly one level below its parent', async () => {
  const r = await aRegion(t)
  await expect(
    createRegion(t.ctx(system), { parentId: r.city, kind: 'neighbourhood', code: 'x1', name: '越级社区' }),
  ).rejects.toMatchObject({ code: 'estate.region_level' })
  const grid = await createRegion(t.ctx(system), {
    parentId: r.neighbourhood,
    kind: 'grid',
    code: 'g1',
    name: '第一网格',
  })
  expect(grid.path).toBe(`${r.paths.neighbourhood}g1/`)
})

test('[SX-01] rights follow the tree: an officer sees the estates below his region and no others', async () => {
  const mine = await anEstate(t)
  const other = await anEstate(t)
  const officer = actor('subdistrict_officer', 'region', mine.regions.paths.subdistrict)
  const seen = await listEstates(t.ctx(officer), {})
  expect(seen.items.map(e => e.id)).toEqual([mine.id])
  expect((await t.http(officer, 'GET', `/api/estates/${mine.id}`)).statusCode).toBe(200)
  expect((await t.http(officer, 'GET', `/api/estates/${other.id}`)).statusCode).toBe(404)
  const tree = await listRegions(t.ctx(officer), {})
  expect(tree.items.map(r => r.kind)).toEqual(['city', 'district', 'subdistrict', 'neighbourhood'])
})

test('an estate name is taken once in a neighbourhood, and the refusal says so in the reader’s language', async () => {
  const made = await anEstate(t)
  await expect(
    createEstate(t.ctx(system), { regionId: made.regions.neighbourhood, name: made.name }),
  ).rejects.toMatchObject({ code: 'estate.name_taken' })
  const admin = actor('administrator', 'system')
  const answer = await t.http(
    admin,
    'POST',
    '/api/estates',
    { regionId: made.regions.neighbourhood, name: made.name },
    { 'accept-language': 'en' },
  )
  expect(answer.statusCode).toBe(409)
  expect(answer.json().title).toContain(made.name)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('[S2-29] courtyards and single buildings are estates too', async () => {
  const { regions } = await anEstate(t)
  for (const kind of ['courtyard', 'single_building'] as const) {
    const made = await createEstate(t.ctx(system), {
      regionId: regions.neighbourhood,
      name: `零散-${kind}`,
      kind,
      care: 'self_managed',
    })
    expect(made.kind).toBe(kind)
  }
})

test('the same request id again gets the first answer, not a second estate', async () => {
  const r = await aRegion(t)
  const admin = actor('administrator', 'system')
  const send = () =>
    t.http(
      admin,
      'POST',
      '/api/estates',
      { regionId: r.neighbourhood, name: '重复提交苑' },
      { 'x-client-id': 'client-0001-estate' },
    )
  const [first, second] = await Promise.all([send(), send()])
  expect(first.statusCode).toBe(200)
  expect(second.json()).toEqual(first.json())
})
