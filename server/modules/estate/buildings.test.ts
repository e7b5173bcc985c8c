import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import * as s from './service-buildings.ts'

const t = await testHouse()
const manager = (estateId: string) => actor('manager', 'estate', estateId)

async function unit(estateId: string, building: string, section: string, number: string, more: object = {}) {
  return s.createUnit(t.ctx(system), { estateId, building, section, number, ...more })
}

test('a unit makes its building and section, is named 1-2-301 and knows its floor', async () => {
  const { id: estateId } = await anEstate(t)
  const made = await unit(estateId, '1', '2', '301', { area: 8950 })
  expect(made).toMatchObject({ label: '1-2-301', floor: 3, area: 8950, use: 'home', state: 'vacant' })
  await unit(estateId, '1', '2', '302', { use: 'shop' })
  const { items } = await s.listBuildings(t.ctx(system), { estateId })
  expect(items).toMatchObject([{ name: '1', units: 2, homes: 1, area: 8950, sections: [{ name: '2' }] }])
})

test('units come in the order people count, and a beginning of the name finds them', async () => {
  const { id: estateId } = await anEstate(t)
  for (const [b, c, n] of [
    ['10', '1', '101'],
    ['2', '1', '1001'],
    ['2', '1', '201'],
    ['1', '1', '101'],
  ] as const)
    await unit(estateId, b, c, n)
  const all = await s.listUnits(t.ctx(system), { estateId })
  expect(all.items.map(u => u.label)).toEqual(['1-1-101', '2-1-201', '2-1-1001', '10-1-101'])
  const found = async (q: string) =>
    (await s.listUnits(t.ctx(system), { estateId, q })).items.map(u => u.label)
  expect(await found('2-1')).toEqual(['2-1-201', '2-1-1001'])
  expect(await found('2栋1单元201')).toEqual(['2-1-201'])
  expect(await found('2栋')).toEqual(['2-1-201', '2-1-1001'])
  expect(await found('201')).toEqual(['2-1-201'])
  expect(await found("'; DROP TABLE unit; --")).toEqual([])
})

test('the same room twice is refused and says which', async () => {
  const { id: estateId } = await anEstate(t)
  await unit(estateId, '1', '1', '101')
  const answer = await t.http(manager(estateId), 'POST', `/api/estates/${estateId}/units`, {
    building: '1',
    section: '1',
    number: '101',
  })
  expect(answer.statusCode).toBe(409)
  expect(answer.json().title).toContain('1-1-101')
})

test('an area of 0, a wrong state and a room with a dash are refused at their fields', async () => {
  const { id: estateId } = await anEstate(t)
  const send = (more: object) =>
    t.http(manager(estateId), 'POST', `/api/estates/${estateId}/units`, {
      building: '1',
      section: '1',
      number: '101',
      ...more,
    })
  for (const [more, path] of [
    [{ area: 0 }, 'area'],
    [{ area: 89.5 }, 'area'],
    [{ state: 'sold' }, 'state'],
    [{ number: '1-1' }, 'number'],
    [{ number: '' }, 'number'],
    [{ building: '<b>' }, 'building'],
  ] as const) {
    const answer = await send(more)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().fields.map((f: { path: string }) => f.path)).toEqual([path])
  }
  expect((await s.listUnits(t.ctx(system), { estateId })).total).toBe(0)
})

test('a stale version changes nothing; every state of the list can be set', async () => {
  const { id: estateId } = await anEstate(t)
  let u = await unit(estateId, '1', '1', '101')
  for (const state of [
    'unsold',
    'not_moved_in',
    'occupied',
    'handed_over',
    'renovating',
    'renovated',
    'let',
    'vacant',
  ] as const) {
    u = await s.editUnit(t.ctx(system), { estateId, unitId: u.id, ...u, state })
    expect(u.state).toBe(state)
  }
  await expect(
    s.editUnit(t.ctx(system), { estateId, unitId: u.id, ...u, version: 1, number: '109' }),
  ).rejects.toMatchObject({ code: 'core.stale' })
  expect((await s.getUnit(t.ctx(system), { estateId, unitId: u.id })).label).toBe('1-1-101')
})

test('a building’s new name goes into the names of its units', async () => {
  const { id: estateId } = await anEstate(t)
  const u = await unit(estateId, '1', '1', '101')
  const [building] = (await s.listBuildings(t.ctx(system), { estateId })).items
  await s.editBuilding(t.ctx(system), {
    estateId,
    buildingId: building!.id,
    version: 1,
    name: 'A座',
    kind: 'residential',
    floors: 18,
  })
  const after = await s.getUnit(t.ctx(system), { estateId, unitId: u.id })
  expect(after).toMatchObject({ label: 'A座-1-101', version: 2 })
})

test('a building with units stays; an empty one goes', async () => {
  const { id: estateId } = await anEstate(t)
  const u = await unit(estateId, '1', '1', '101')
  const remove = () => s.removeBuilding(t.ctx(system), { estateId, buildingId: u.buildingId })
  await expect(remove()).rejects.toMatchObject({ code: 'estate.building_in_use' })
  await s.removeUnit(t.ctx(system), { estateId, unitId: u.id })
  await remove()
  expect((await s.listBuildings(t.ctx(system), { estateId })).items).toEqual([])
})

test('a unit of another estate is not found under this one', async () => {
  const mine = await anEstate(t)
  const other = await anEstate(t)
  const foreign = await unit(other.id, '1', '1', '101')
  const who = manager(mine.id)
  const path = `/api/estates/${mine.id}/units/${foreign.id}`
  expect((await t.http(who, 'GET', path)).statusCode).toBe(404)
  expect((await t.http(who, 'PUT', path, { ...foreign })).statusCode).toBe(404)
  expect((await t.http(who, 'DELETE', path)).statusCode).toBe(404)
  expect((await t.http(who, 'GET', `/api/estates/${other.id}/units`)).statusCode).toBe(404)
})

test('[SX-01] a role for one building sees that building only', async () => {
  const { id: estateId } = await anEstate(t)
  const a = await unit(estateId, '1', '1', '101')
  await unit(estateId, '2', '1', '101')
  const steward = actor('steward', 'building', a.buildingId, estateId)
  const seen = await s.listUnits(t.ctx(steward), { estateId })
  expect(seen.items.map(u => u.label)).toEqual(['1-1-101'])
  expect((await s.listBuildings(t.ctx(steward), { estateId })).items.map(b => b.name)).toEqual(['1'])
})
