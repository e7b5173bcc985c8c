import { beforeEach, expect, test } from 'vitest'
import { anEstate, aRegion, type Regions } from '../../../test/factories.ts'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { createRegion } from '../estate/service.ts'
import { createAccount } from '../people/accounts.ts'
import { createPost } from '../roster/service.ts'
import { watchAll } from '../roster/watch.ts'
import type { ReportLevelName } from './contract-report.ts'
import { schedules } from './jobs.ts'
import { reportLists, reportPrints } from './prints-report.ts'
import { listReports, nameReporter } from './report-watch.ts'
import { sumParts } from './rules-report.ts'
import { recordIncident } from './service-incident.ts'
import { register } from './service-register.ts'
import { correctReport, readReport, submitReport } from './service-report.ts'

const t = await testHouse()
const day = '2026-03-02'
let site: GateSite
let regions: Regions
let second: string
const go = (s: GateSite, more: object = {}) => register(t.ctx(s.guard), anAttempt(s, more))
const named = (role: Parameters<typeof actor>[0], path: string, name: string) => ({
  ...actor(role, 'region', path),
  name,
})

/** The officer of a level, by name. */
function officer(level: ReportLevelName) {
  const { neighbourhood, subdistrict, district } = regions.paths
  return {
    neighbourhood: named('neighbourhood_officer', neighbourhood, '社区·孙宁'),
    town: named('subdistrict_officer', subdistrict, '镇·何平'),
    group: named('coordination_group', district, '协调组·段青'),
    headquarters: named('headquarters', district, '指挥部·韩立'),
  }[level]
}
const regionOf = (level: ReportLevelName) =>
  ({
    neighbourhood: regions.neighbourhood,
    town: regions.subdistrict,
    group: regions.district,
    headquarters: regions.district,
  })[level]

const at = (level: ReportLevelName, regionId = regionOf(level)) => ({ regionId, level, day })
const submit = (level: ReportLevelName, more: object = {}) =>
  submitReport(t.ctx(officer(level)), { ...at(level), ...more })
const read = (level: ReportLevelName) => readReport(t.ctx(officer('headquarters')), at(level))

/** The second neighbourhood's officer submits. */
const submitSecond = () => {
  const who = named('neighbourhood_officer', t.house.regionPath(second) ?? '', '社区·田雨')
  return submitReport(t.ctx(who), at('neighbourhood', second))
}

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  regions = site.regions
  await close(t, site)
  second = (
    await createRegion(t.ctx(system), {
      parentId: regions.subdistrict,
      kind: 'neighbourhood',
      code: newId().slice(-8),
      name: '第二社区',
    })
  ).id
})

/** Passages in two neighbourhoods; an estate without any beside them. */
async function aDay() {
  const other = await aSite(t, { regions: { ...regions, neighbourhood: second } })
  await close(t, other)
  await anEstate(t, { regions })
  await go(site)
  await go(site, { persons: [aPerson({ mask: false })] })
  await go(site, { persons: [aPerson({ mask: false }), aPerson()] })
  await go(other, { direction: 'in', persons: [{ ...aPerson(), kind: 'visitor', reason: '做客' }] })
  await go(other, { direction: 'in', emergency: { kind: 'medical', reason: '产妇' }, persons: [aPerson()] })
  await recordIncident(t.ctx(other.guard), {
    estateId: other.estateId,
    kind: 'crash',
    place: '北门',
    account: '闯岗',
  })
  return other
}

test('[S6-46] [S6-47] [S6-48] from the estates’ records to headquarters: each level is submitted by its named person and is the sum of the level below', async () => {
  await aDay()
  hour(t.clock, '21:00:00.000')
  await submit('neighbourhood')
  await submitSecond()
  await submit('town')
  await submit('group')
  const top = await submit('headquarters')
  expect(top.figures).toMatchObject({
    estates: 3,
    closed: 2,
    personsIn: 2,
    personsOut: 1,
    // two attempts, one of them of two persons: each person counts
    refusals: 3,
    emergencies: 1,
    incidents: 1,
    inside: 2,
    reasons: { no_mask: 3 },
  })
  for (const level of ['headquarters', 'group', 'town', 'neighbourhood'] as const) {
    const shown = await read(level)
    expect(shown.figures).toEqual(sumParts(shown.parts))
    expect(shown.versions).toMatchObject([{ version: 1, by: officer(level).name, late: false, intact: true }])
    for (const part of shown.parts.filter(p => p.level !== null)) {
      const lower = await readReport(t.ctx(officer('headquarters')), at(part.level!, part.id))
      expect(part).toMatchObject({ figures: lower.figures, hash: lower.versions[0]!.hash })
    }
  }
})

test('[S6-46] the day ends at the cut: at 21:00 it can be submitted, a millisecond before not, and what comes after is the next day’s', async () => {
  await go(site)
  hour(t.clock, '20:59:59.999')
  await expect(submit('neighbourhood')).rejects.toMatchObject({ code: 'gate.report_early' })
  await go(site, { emergency: { kind: 'medical', reason: '急救' } })
  hour(t.clock, '21:00:00.000')
  await go(site, { emergency: { kind: 'medical', reason: '急救' } })
  expect((await submit('neighbourhood')).figures).toMatchObject({ personsOut: 2 })
  t.clock.set('2026-03-03T21:00:00+08:00')
  const next = await submitReport(t.ctx(officer('neighbourhood')), {
    ...at('neighbourhood'),
    day: '2026-03-03',
  })
  expect(next.figures).toMatchObject({ personsOut: 1, emergencies: 1 })
})

test('[S6-48] a report at its time is kept, one millisecond later it is late', async () => {
  hour(t.clock, '21:30:00.000')
  expect((await read('neighbourhood')).state).toBe('due')
  expect((await submit('neighbourhood')).state).toBe('kept')
  hour(t.clock, '22:00:00.001')
  expect((await read('town')).state).toBe('late')
  expect((await submit('town')).state).toBe('kept_late')
})

test('[SX-08] submitted twice, the same version is answered; it is frozen whatever the records become', async () => {
  await go(site)
  hour(t.clock, '21:10:00.000')
  const [a, b] = await Promise.all([submit('neighbourhood'), submit('neighbourhood')])
  const again = await submit('neighbourhood')
  for (const one of [a, b, again]) {
    expect(one.versions).toHaveLength(1)
    expect(one.versions[0]!.hash).toBe(a.versions[0]!.hash)
  }
  await t.pool.query(`UPDATE gate_hour SET persons_out = persons_out + 7 WHERE estate_id = $1`, [
    site.estateId,
  ])
  expect((await read('neighbourhood')).figures.personsOut).toBe(1)
})

test('[SX-08] a registration that a tablet sends after the report is shown as a difference and needs a version with a reason', async () => {
  await go(site)
  hour(t.clock, '21:10:00.000')
  await submit('neighbourhood')
  await expect(
    correctReport(t.ctx(officer('neighbourhood')), { ...at('neighbourhood'), version: 1, reason: '补录' }),
  ).rejects.toMatchObject({ code: 'gate.report_same' })
  await t.pool.query(`UPDATE gate_hour SET persons_out = persons_out + 1 WHERE estate_id = $1`, [
    site.estateId,
  ])
  const before = await read('neighbourhood')
  expect(before.differences).toEqual([
    { id: site.estateId, name: site.name, figure: 'personsOut', was: 1, now: 2 },
  ])
  await submit('town', { note: '第二社区无封闭小区' })
  const corrected = await correctReport(t.ctx(officer('neighbourhood')), {
    ...at('neighbourhood'),
    version: 1,
    reason: '南门平板断网，20:40 的登记晚到',
  })
  expect(corrected).toMatchObject({ figures: { personsOut: 2 }, differences: [] })
  expect(corrected.versions.map(v => [v.version, v.reason])).toEqual([
    [2, '南门平板断网，20:40 的登记晚到'],
    [1, null],
  ])
  const first = await readReport(t.ctx(officer('headquarters')), { ...at('neighbourhood'), version: 1 })
  expect(first.figures.personsOut).toBe(1)
  expect((await read('town')).differences).toMatchObject([{ figure: 'personsOut', was: 1, now: 2 }])
  await expect(
    correctReport(t.ctx(officer('neighbourhood')), { ...at('neighbourhood'), version: 1, reason: '再改' }),
  ).rejects.toMatchObject({ code: 'core.stale' })
})

test('[SX-08] a version that was changed in the database does not give its hash any more', async () => {
  await go(site)
  hour(t.clock, '21:10:00.000')
  await submit('neighbourhood')
  await t.pool.query(
    `UPDATE gate_report SET figures = jsonb_set(figures, '{personsOut}', '0') WHERE region_id = $1`,
    [regions.neighbourhood],
  )
  expect((await read('neighbourhood')).versions[0]).toMatchObject({ intact: false })
})

test('[S6-47] the town does not report over a neighbourhood that is missing unless it says why, and sees its late report as a difference', async () => {
  const other = await aSite(t, { regions: { ...regions, neighbourhood: second } })
  await close(t, other)
  await go(site)
  await go(other)
  hour(t.clock, '21:40:00.000')
  await submit('neighbourhood')
  await expect(submit('town')).rejects.toMatchObject({ code: 'gate.report_missing' })
  const town = await submit('town', { note: '第二社区停电，电话报数后补' })
  expect(town).toMatchObject({ missing: ['第二社区'], figures: { personsOut: 1, estates: 1 } })
  await submitSecond()
  expect((await read('town')).differences).toEqual([
    { id: second, name: '第二社区', figure: 'report', was: null, now: 1 },
  ])
  const fixed = await correctReport(t.ctx(officer('town')), {
    ...at('town'),
    version: 1,
    reason: '第二社区已补报',
  })
  expect(fixed).toMatchObject({ missing: [], figures: { personsOut: 2, estates: 2 } })
})

test('[S6-48] nobody reports for a level but its own officer, and outside his region nobody sees it', async () => {
  hour(t.clock, '21:10:00.000')
  for (const who of ['town', 'headquarters'] as const)
    await expect(submitReport(t.ctx(officer(who)), at('neighbourhood'))).rejects.toMatchObject({
      code: 'gate.report_level',
    })
  const elsewhere = await aRegion(t)
  const stranger = actor('neighbourhood_officer', 'region', elsewhere.paths.neighbourhood)
  await expect(submitReport(t.ctx(stranger), at('neighbourhood'))).rejects.toMatchObject({
    code: 'core.not_found',
  })
  await expect(readReport(t.ctx(stranger), at('neighbourhood'))).rejects.toMatchObject({
    code: 'core.not_found',
  })
  expect((await listReports(t.ctx(stranger), { day })).items.map(i => i.region.id)).toEqual([
    elsewhere.neighbourhood,
  ])
})

async function anOfficer(role: 'neighbourhood_officer', name: string) {
  const username = `r${newId().slice(-8)}`
  const made = await createAccount(t.ctx(system), {
    username,
    name,
    password: 'kite-river-2718',
    assignment: { role, scope: 'region', targetId: regions.neighbourhood },
  } as never)
  return made.account.id
}

test('[S6-48] [SX-09] before its time the named person is reminded, at the millisecond after it alarmed, once; the report takes it back', async () => {
  const first = await anOfficer('neighbourhood_officer', '周敏')
  const deputy = await anOfficer('neighbourhood_officer', '吴江')
  await nameReporter(t.ctx(officer('neighbourhood')), {
    regionId: regions.neighbourhood,
    level: 'neighbourhood',
    accountId: first,
    deputyId: deputy,
  })
  const told = async () =>
    (
      await t.pool.query<{ kind: string; name: string; withdrawn_at: unknown; chain: { name: string }[] }>(
        `SELECT kind, name, withdrawn_at, chain FROM message WHERE estate_id = $1 AND ref_id LIKE $2 ORDER BY at`,
        [site.estateId, `${regions.neighbourhood}/%`],
      )
    ).rows
  const watch = async (time: string) => {
    hour(t.clock, time)
    for (let i = 0; i < 2; i++) await schedules['gate.reports']!.run(t.ctx(system))
    await t.drain()
    return told()
  }
  expect(await watch('21:19:59.999')).toEqual([])
  expect(await watch('21:20:00.000')).toMatchObject([{ kind: 'report.due', name: '周敏' }])
  expect(await watch('21:30:00.000')).toHaveLength(1)
  const late = await watch('21:30:00.001')
  expect(late).toMatchObject([
    { kind: 'report.due' },
    { kind: 'report.late', name: '周敏', withdrawn_at: null },
  ])
  expect(late[1]!.chain[0]).toMatchObject({ name: '吴江' })
  const seen = await listReports(t.ctx(officer('headquarters')), { day })
  expect(seen.items.find(i => i.region.id === regions.neighbourhood)).toMatchObject({
    state: 'late',
    person: { name: '周敏' },
  })
  expect(seen.items.find(i => i.level === 'town')).toMatchObject({ missing: 1 })
  await submit('neighbourhood')
  await t.drain()
  for (const m of await told()) expect(m.withdrawn_at).not.toBeNull()
})

test('[S6-46] the report is printed in the official form with room for the seal, and given out as a table whose total is the sum', async () => {
  await aDay()
  hour(t.clock, '21:10:00.000')
  const sent = await submit('neighbourhood')
  const ctx = t.ctx(officer('neighbourhood'))
  const paper = await reportPrints[0]!.document(ctx, at('neighbourhood'))
  expect(paper).toMatchObject({
    title: '2026年3月2日小区封闭管理信息日汇总表',
    redHeader: '测试社区',
    number: '20260302-1',
  })
  const table = paper.blocks.find(b => b.kind === 'table')!
  expect(table.rows).toHaveLength(2)
  expect(table.footer!.slice(1)).toEqual(['2', '1', '0', '1', '0', '0', '3', '0', '0', '0', '0'])
  expect(JSON.stringify(paper.blocks)).toContain(sent.versions[0]!.hash)
  expect(paper.blocks.find(b => b.kind === 'signatures')!.places.some(p => p.seal)).toBe(true)
  const list = reportLists.find(l => l.key === 'gate.report')!
  const rows = []
  for await (const row of list.cells(ctx, at('neighbourhood'))) rows.push(row)
  for (let i = 2; i < 13; i++)
    expect(rows.at(-1)![i]).toBe(rows.slice(0, -1).reduce((n, r) => n + Number(r[i]), 0))
  const stranger = actor('neighbourhood_officer', 'region', (await aRegion(t)).paths.neighbourhood)
  await expect(reportPrints[0]!.document(t.ctx(stranger), at('neighbourhood'))).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[S6-46] an empty post and vehicles both ways stand in the day’s summary of the neighbourhood', async () => {
  await createPost(t.ctx(actor('manager', 'estate', site.estateId)), {
    estateId: site.estateId,
    kind: 'gate',
    name: '北门岗',
    covers: [{ from: 0, until: 1440 }],
    unattendedMinutes: 10,
  })
  hour(t.clock, '09:10:00.001')
  await watchAll(t.ctx(system))
  await t.drain()
  const vehicle = { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 1 }
  await go(site, { vehicle })
  await go(site, { vehicle, direction: 'in' })
  hour(t.clock, '21:00:00.000')
  expect((await submit('neighbourhood')).figures).toMatchObject({
    unattended: 1,
    personsOut: 1,
    personsIn: 1,
    vehiclesOut: 1,
    vehiclesIn: 1,
    incidents: 0,
    refusals: 0,
  })
})
