import { expect, test } from 'vitest'
import { anEstate, aRegion } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { censusPrint, profilePrint } from './prints.ts'
import { changeStanding, createEstate, getEstate } from './service.ts'
import { createUnit } from './service-buildings.ts'
import { createOrganisation, editOrganisation, listOrganisations } from './service-organisations.ts'
import * as s from './service-profile.ts'

const t = await testHouse()
const sys = () => t.ctx(system)

test('[S3-01] [S3-03] [S3-04] the profile keeps location, boundaries by direction and indicators', async () => {
  const { id: estateId } = await anEstate(t)
  const indicators = {
    landArea: 3_000_000,
    floorArea: 7_500_000,
    plotRatio: 250,
    greenRatio: 3550,
    households: 1200,
    parkingSpaces: 900,
  }
  const written = await s.writeProfile(sys(), {
    estateId,
    version: 0,
    location: '两区结合部',
    boundaries: { front: '武德路', north: '江津西路', south: '北湖路', west: '' },
    indicators,
  })
  expect(written.boundaries).toEqual({ front: '武德路', north: '江津西路', south: '北湖路' })
  const manager = actor('manager', 'estate', estateId)
  expect(await s.getProfile(t.ctx(manager), { estateId })).toMatchObject({
    location: '两区结合部',
    boundaries: written.boundaries,
    indicators,
  })
  expect(await s.indicator(sys(), estateId, 'households')).toBe(1200)
  await expect(
    s.writeProfile(sys(), { estateId, version: 0, location: null, boundaries: {}, indicators: {} }),
  ).rejects.toMatchObject({ code: 'core.stale' })
})

test('[S3-04] a denominator nobody filled is not there; households fall back to the registered homes', async () => {
  const { id: estateId } = await anEstate(t)
  expect(await s.indicator(sys(), estateId, 'households')).toBeUndefined()
  await createUnit(sys(), { estateId, building: '1', section: '1', number: '101' })
  await createUnit(sys(), { estateId, building: '1', section: '1', number: '102', use: 'shop' })
  expect(await s.indicator(sys(), estateId, 'households')).toBe(1)
  expect(await s.indicator(sys(), estateId, 'parkingSpaces')).toBeUndefined()
})

test('[S3-02] an estate between two districts is seen by both, and by neither of their neighbours', async () => {
  const estate = await anEstate(t)
  const [second, third] = [await aRegion(t), await aRegion(t)]
  const see = async (path: string) =>
    (await t.http(actor('bureau_officer', 'region', path), 'GET', `/api/estates/${estate.id}`)).statusCode
  expect(await see(second.paths.district)).toBe(404)
  await changeStanding(sys(), {
    estateId: estate.id,
    version: 1,
    regionId: estate.regions.neighbourhood,
    furtherRegionIds: [second.district],
    care: 'company',
    companyId: null,
    subjectUnitId: null,
  })
  expect(await see(estate.regions.paths.district)).toBe(200)
  expect(await see(second.paths.district)).toBe(200)
  expect(await see(third.paths.district)).toBe(404)
})

const facts = { care: 'self_managed' as const, buildings: 2, residentialBuildings: 2, households: 80 }

test('[S2-41] [SX-08] a census is checked by another person; a correction is a new version with its reason', async () => {
  const { id: estateId, regions } = await anEstate(t)
  const writer = actor('office', 'estate', estateId)
  const checker = actor('subdistrict_officer', 'region', regions.paths.subdistrict)
  const made = await s.enterCensus(t.ctx(writer), { estateId, baseVersion: 0, facts })
  expect((await getEstate(sys(), { estateId })).care).toBe('company')
  const both = {
    ...writer,
    grants: [...writer.grants, ...checker.grants],
  }
  await expect(s.checkCensus(t.ctx(both), { estateId, censusId: made.id })).rejects.toMatchObject({
    code: 'estate.census_same_person',
  })
  const done = await s.checkCensus(t.ctx(checker), { estateId, censusId: made.id })
  expect(done.checkedBy).toBe(checker.name)
  expect((await getEstate(sys(), { estateId })).care).toBe('self_managed')

  const again = { estateId, baseVersion: 1, facts: { ...facts, households: 81 } }
  await expect(s.enterCensus(t.ctx(writer), again)).rejects.toMatchObject({ code: 'estate.census_reason' })
  await s.enterCensus(t.ctx(writer), { ...again, reason: '漏数一户' })
  await expect(s.enterCensus(t.ctx(writer), { ...again, reason: '再来一次' })).rejects.toMatchObject({
    code: 'core.stale',
  })
  const { items } = await s.listCensus(t.ctx(checker), { estateId })
  expect(items.map(c => [c.version, c.facts.households, c.reason, c.checkedAt !== null])).toEqual([
    [2, 81, '漏数一户', false],
    [1, 80, null, true],
  ])
  expect(items[0]?.allowed.check).toBe(true)
  expect(items[1]?.allowed.check).toBe('estate.census_checked')
})

test('[S2-41] the same figures again, or impossible ones, are refused', async () => {
  const { id: estateId } = await anEstate(t)
  await s.enterCensus(sys(), { estateId, baseVersion: 0, facts })
  await expect(
    s.enterCensus(sys(), { estateId, baseVersion: 1, facts, reason: '重复提交' }),
  ).rejects.toMatchObject({ code: 'estate.census_same' })
  await expect(
    s.enterCensus(sys(), {
      estateId,
      baseVersion: 1,
      facts: { ...facts, residentialBuildings: 3 },
      reason: '改数',
    }),
  ).rejects.toMatchObject({ code: 'estate.census_sums', fields: [{ path: 'facts.residentialBuildings' }] })
})

test('[S6-10] an abandoned estate cannot have a company, from either side', async () => {
  const { regions } = await anEstate(t)
  const company = await createOrganisation(sys(), { kind: 'company', name: `测试物业${regions.city}` })
  const bureau = await createOrganisation(sys(), { kind: 'bureau', name: `测试局${regions.city}` })
  const base = { regionId: regions.neighbourhood, name: '弃管院' }
  await expect(
    createEstate(sys(), { ...base, care: 'abandoned', companyId: company.id }),
  ).rejects.toMatchObject({ code: 'estate.care_company' })
  await expect(createEstate(sys(), { ...base, companyId: bureau.id })).rejects.toMatchObject({
    code: 'estate.not_company',
  })
  const made = await createEstate(sys(), { ...base, companyId: company.id })
  await expect(
    s.enterCensus(sys(), { estateId: made.id, baseVersion: 0, facts: { ...facts, care: 'abandoned' } }),
  ).rejects.toMatchObject({ code: 'estate.care_company' })
})

test('[S6-06] [S6-11] totals of a region are the sum of the regions below and its direct estates', async () => {
  const r = await aRegion(t)
  const company = await createOrganisation(sys(), {
    kind: 'company',
    name: `两处物业${r.city}`,
    staffCount: 40,
  })
  const unit = await createOrganisation(sys(), { kind: 'subject_unit', name: `法院${r.city}` })
  const add = (name: string, regionId: string, more: object) =>
    createEstate(sys(), { name, regionId, ...more })
  await add('甲', r.neighbourhood, { companyId: company.id })
  await add('乙', r.neighbourhood, { companyId: company.id, subjectUnitId: unit.id })
  await add('丙', r.subdistrict, { care: 'abandoned', subjectUnitId: unit.id })
  const officer = t.ctx(actor('bureau_officer', 'region', r.paths.district))
  const { totals, children, direct } = await s.regionCensus(officer, { regionId: r.subdistrict })
  expect(totals).toMatchObject({
    estates: 3,
    care: { company: 2, abandoned: 1, selfManaged: 0 },
    withSubjectUnit: 2,
    companies: 1,
    staff: 40,
    notSurveyed: 3,
  })
  expect(children.map(c => c.totals.estates)).toEqual([2])
  expect(direct.estates).toBe(1)
  await expect(s.regionCensus(officer, { regionId: r.city })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('an organisation’s phone is kept sealed, shown masked, and only replaced when one is sent', async () => {
  const { regions } = await anEstate(t)
  const input = {
    kind: 'brigade' as const,
    name: `扑火大队${regions.city}`,
    staffCount: 300,
    vehicleCount: 70,
  }
  const made = await createOrganisation(sys(), { ...input, contactPhone: '138 1234 5678' })
  expect(made).toMatchObject({ contactPhone: '138****5678', staffCount: 300, vehicleCount: 70 })
  const stored = await t.pool.query('SELECT * FROM organisation WHERE id = $1', [made.id])
  expect(JSON.stringify(stored.rows)).not.toContain('12345678')
  const kept = await editOrganisation(sys(), {
    organisationId: made.id,
    version: 1,
    ...input,
    name: made.name,
  })
  expect(kept.contactPhone).toBe('138****5678')
  await expect(
    createOrganisation(sys(), { ...input, name: '错号', contactPhone: '1381234567' }),
  ).rejects.toMatchObject({ code: 'core.invalid', fields: [{ path: 'contactPhone' }] })
  const audit = await t.pool.query("SELECT after::text FROM audit WHERE subject = 'organisation'")
  expect(JSON.stringify(audit.rows)).not.toContain('13812345678')
})

test('[SX-11] an organisation is found under its old name’s words', async () => {
  const { regions } = await anEstate(t)
  const mark = regions.city.slice(-6)
  await createOrganisation(sys(), { kind: 'company', name: `${mark}物业服务企业` })
  const found = await listOrganisations(sys(), { q: `${mark}物业管理企业` })
  expect(found.items.map(o => o.name)).toEqual([`${mark}物业服务企业`])
})

test('[S3-01] [S3-03] [SX-04] the profile prints with its location, boundaries and indicators, the census with who entered it', async () => {
  const { id: estateId } = await anEstate(t)
  await s.writeProfile(sys(), {
    estateId,
    version: 0,
    location: '两区结合部',
    boundaries: { front: '武德路', south: '北湖路' },
    indicators: { landArea: 3_000_000, greenRatio: 3550, propertyFee: 18_000 },
  })
  const profile = await profilePrint.document(sys(), { estateId })
  expect(JSON.stringify(profile.blocks)).toContain('两区结合部')
  const bounds = profile.blocks.flatMap(b => (b.kind === 'keyValues' ? b.items : []))
  expect(bounds).toContainEqual({ label: '面临', value: '武德路' })
  expect(bounds).toContainEqual({ label: '南', value: '北湖路' })
  const rows = profile.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))
  expect(rows).toEqual([
    ['占地面积（㎡）', '30000.00'],
    ['绿化率', '35.50%'],
    ['物业费（元/㎡·月）', '1.80'],
  ])
  await expect(censusPrint.document(sys(), { estateId })).rejects.toMatchObject({ code: 'core.not_found' })
  await s.enterCensus(sys(), { estateId, baseVersion: 0, facts })
  const census = await censusPrint.document(sys(), { estateId })
  const signed = census.blocks.flatMap(b => (b.kind === 'signatures' ? b.places : []))
  expect(signed.map(p => p.name)).toEqual(['test', undefined])
})
