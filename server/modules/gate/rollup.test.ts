import { beforeEach, expect, test } from 'vitest'
import { anEstate, aRegion } from '../../../test/factories.ts'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { createRegion } from '../estate/service.ts'
import { schedules } from './jobs.ts'
import { incidentLists, incidentPrints } from './prints-incident.ts'
import { addPhoto, handIncident, listIncidents, recordIncident } from './service-incident.ts'
import { register } from './service-register.ts'
import { days, hours, rollup, sumOf } from './service-rollup.ts'

const t = await testHouse()
let site: GateSite
const go = (s: GateSite, more: object = {}) => register(t.ctx(s.guard), anAttempt(s, more))
const officer = () => actor('headquarters', 'region', site.regions.paths.city)

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  await close(t, site)
})

test('[S6-46..48] each level’s figures equal the sum of the level below', async () => {
  const second = await aSite(t, { regions: site.regions })
  await close(t, second)
  const code = `n${site.estateId.slice(-6)}`
  const next = await createRegion(t.ctx(system), {
    parentId: site.regions.subdistrict,
    kind: 'neighbourhood',
    code,
    name: '第二社区',
  })
  const third = await aSite(t, { regions: { ...site.regions, neighbourhood: next.id } })
  await anEstate(t, { regions: site.regions })
  await go(site)
  await go(site, { direction: 'in' })
  await go(second, { persons: [aPerson({ mask: false })] })
  await go(third, {
    direction: 'in',
    persons: [{ kind: 'visitor', name: '李雷', unit: '1-2-301', reason: '做客' }],
  })
  await recordIncident(t.ctx(site.guard), {
    estateId: site.estateId,
    kind: 'crash',
    place: '北门',
    account: '强行闯岗',
  })
  const at = (regionId: string) => rollup(t.ctx(officer()), { regionId })
  const neighbourhood = await at(site.regions.neighbourhood)
  expect(neighbourhood).toMatchObject({
    estates: 3,
    closed: 2,
    total: { personsIn: 1, personsOut: 1, refusals: 1, incidents: 1 },
  })
  const town = await at(site.regions.subdistrict)
  expect(town).toMatchObject({
    estates: 4,
    total: { personsIn: 2, personsOut: 1, refusals: 1, incidents: 1 },
  })
  expect(town.children.map(c => c.name).sort()).toEqual(['测试社区', '第二社区'])
  for (const level of [neighbourhood, town, await at(site.regions.district), await at(site.regions.city)]) {
    expect(sumOf(level.children)).toEqual(level.total)
    expect(level.children.reduce((n, c) => n + c.estates, 0)).toBe(level.estates)
  }
  expect(town.children.find(c => c.id === site.regions.neighbourhood)).toMatchObject(neighbourhood.total)
  expect((await at(site.regions.city)).days).toMatchObject([{ day: '2026-03-02', personsIn: 2 }])
})

test('[S3-02] an estate counts under its further supervising region too, and above both of them once', async () => {
  const code = `n${newId().slice(-6)}`
  const next = await createRegion(t.ctx(system), {
    parentId: site.regions.subdistrict,
    kind: 'neighbourhood',
    code,
    name: '第二社区',
  })
  await t.pool.query('INSERT INTO estate_supervision (estate_id, region_id) VALUES ($1, $2)', [
    site.estateId,
    next.id,
  ])
  await go(site)
  const at = (regionId: string) => rollup(t.ctx(officer()), { regionId })
  const parts = (await at(site.regions.subdistrict)).children
  expect(parts.map(c => [c.name, c.estates, c.personsOut]).sort()).toEqual([
    ['测试社区', 1, 1],
    ['第二社区', 1, 1],
  ])
  expect(await at(next.id)).toMatchObject({ estates: 1, total: { personsOut: 1 } })
  for (const above of [site.regions.subdistrict, site.regions.city])
    expect(await at(above)).toMatchObject({ estates: 1, closed: 1, total: { personsOut: 1 } })
  expect((await at(site.regions.city)).days.at(-1)).toMatchObject({ personsOut: 1 })
})

test('[S6-48] outside his region nobody sees a figure', async () => {
  const other = await aRegion(t)
  await expect(rollup(t.ctx(officer()), { regionId: other.subdistrict })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('passages per hour are those of the local hour', async () => {
  hour(t.clock, '09:59:59.999')
  await go(site)
  hour(t.clock, '10:00:00.000')
  await go(site)
  const day = await hours(t.ctx(site.guard), { estateId: site.estateId })
  expect(day.hours[9]).toMatchObject({ hour: 9, personsOut: 1 })
  expect(day.hours[10]).toMatchObject({ hour: 10, personsOut: 1 })
  expect(day.hours).toHaveLength(24)
  expect(day.total.personsOut).toBe(2)
})

test('a closed day keeps its figures, and closing again changes nothing', async () => {
  await go(site)
  const before = await days(t.ctx(site.guard), { estateId: site.estateId })
  t.clock.set('2026-03-06T04:00:00+08:00')
  for (let i = 0; i < 2; i++) await schedules['gate.close_days']!.run(t.ctx(system))
  t.clock.set('2026-03-06T09:00:00+08:00')
  await go(site)
  const after = await days(t.ctx(site.guard), { estateId: site.estateId })
  expect(after.items).toMatchObject([{ ...before.items[0] }, { day: '2026-03-06', personsOut: 1 }])
  const region = await rollup(t.ctx(officer()), {
    regionId: site.regions.city,
    from: '2026-03-01',
    until: '2026-03-06',
  })
  expect(region.total.personsOut).toBe(2)
})

test('[S6-32] an incident has place, time, person, vehicle, photo, police number and result, and is not changed once closed', async () => {
  const made = await recordIncident(t.ctx(site.guard), {
    estateId: site.estateId,
    kind: 'ram',
    happenedAt: '2026-03-02T08:50:00+08:00',
    gateId: site.gateId,
    place: '北门机动车道',
    who: '驾驶人，男，约四十岁',
    plate: '琼A12345',
    account: '拒绝登记，驾车冲撞道闸后驶离',
  })
  expect(made).toMatchObject({
    state: 'open',
    kind: 'ram',
    happenedAt: '2026-03-02T00:50:00Z',
    gateId: site.gateId,
    place: '北门机动车道',
    who: '驾驶人，男，约四十岁',
    plate: '琼A12345',
    account: '拒绝登记，驾车冲撞道闸后驶离',
    madeBy: site.guard.name,
  })
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  )
  const upload = { filename: 'a.png', mediaType: 'image/png', bytes: png }
  const photo = await addPhoto(t.ctx(site.guard), { estateId: site.estateId, id: made.id, upload } as never)
  expect(photo.photos).toHaveLength(1)
  const handed = await handIncident(t.ctx(site.guard), {
    estateId: site.estateId,
    id: made.id,
    policeNumber: '110-20260302-17',
    version: photo.version,
  })
  expect(handed).toMatchObject({
    state: 'handed',
    policeNumber: '110-20260302-17',
    handedAt: '2026-03-02T01:00:00Z',
  })
  const done = await handIncident(t.ctx(actor('police', 'estate', site.estateId)), {
    estateId: site.estateId,
    id: made.id,
    result: '警告，责令赔偿道闸',
    version: handed.version,
  })
  expect(done).toMatchObject({ state: 'closed', result: '警告，责令赔偿道闸' })
  const [sheet] = incidentPrints
  const at = { estateId: site.estateId, id: made.id }
  const paper = await sheet!.document(t.ctx(site.guard), at)
  expect(paper).toMatchObject({ number: made.number, unit: site.name })
  const said = JSON.stringify(paper.blocks.filter(b => b.kind !== 'image'))
  for (const text of [
    '冲卡',
    '2026-03-02 08:50',
    '北门机动车道',
    '驾驶人，男，约四十岁',
    '琼A12345',
    '拒绝登记，驾车冲撞道闸后驶离',
    '110-20260302-17',
    '警告，责令赔偿道闸',
    '接收民警',
  ])
    expect(said).toContain(text)
  expect(paper.blocks.filter(b => b.kind === 'image')).toHaveLength(1)
  const elsewhere = actor('guard', 'estate', (await anEstate(t)).id)
  await expect(sheet!.document(t.ctx(elsewhere), at)).rejects.toMatchObject({ code: 'core.not_found' })
  const rows = []
  for await (const row of incidentLists[0]!.cells(t.ctx(site.guard), { estateId: site.estateId }))
    rows.push(row)
  expect(rows.map(row => [row[0], row[2], row[3]])).toEqual([[made.number, '冲卡', '北门机动车道']])
  await expect(
    handIncident(t.ctx(site.guard), {
      estateId: site.estateId,
      id: made.id,
      result: '再改',
      version: done.version,
    }),
  ).rejects.toMatchObject({ code: 'gate.incident_state' })
  expect((await listIncidents(t.ctx(site.guard), { estateId: site.estateId })).items).toHaveLength(1)
  expect((await days(t.ctx(site.guard), { estateId: site.estateId })).total.incidents).toBe(1)
  const raw = await t.pool.query('SELECT count(*) FROM gate_incident x WHERE x::text ~ $1', ['琼A12345'])
  expect(Number(raw.rows[0].count)).toBe(0)
})

test('[S6-32] crashing the gate, ramming it and any other non-cooperation are kinds of incident, each counted', async () => {
  for (const kind of ['crash', 'ram', 'dispute', 'other'] as const)
    await recordIncident(t.ctx(site.guard), {
      estateId: site.estateId,
      kind,
      place: '北门',
      account: '不配合登记',
    })
  const { items } = await listIncidents(t.ctx(site.guard), { estateId: site.estateId })
  expect(items.map(i => i.kind).sort()).toEqual(['crash', 'dispute', 'other', 'ram'])
  expect((await days(t.ctx(site.guard), { estateId: site.estateId })).total.incidents).toBe(4)
})
