import { expect, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { nameReporter } from '../gate/report-watch.ts'
import { listIncidents, recordIncident } from '../gate/service-incident.ts'
import { listPassages } from '../gate/service-passage.ts'
import { register } from '../gate/service-register.ts'
import { submitReport } from '../gate/service-report.ts'
import { createAccount } from '../people/accounts.ts'
import { LATE_REPORTS } from './closure.ts'
import { figuresOf, MOST_FIGURES } from './registry.ts'
import { estateBoard, regionBoard, rollUp } from './service.ts'
import { watchIncidents, watchInside } from './watch.ts'

const t = await testHouse()

/** An estate under closure with two passages, a refusal and an incident, and its officers. */
async function aDay() {
  hour(t.clock, '09:00:00.000')
  const site = await aSite(t)
  await close(t, site)
  const go = (more: object) => register(t.ctx(site.guard), anAttempt(site, more))
  await go({})
  await go({ persons: [aPerson({ mask: false })] })
  await go({ direction: 'in', persons: [{ ...aPerson(), kind: 'visitor', reason: '做客' }] })
  await recordIncident(t.ctx(site.guard), {
    estateId: site.estateId,
    kind: 'crash',
    happenedAt: t.clock.now().toString(),
    place: '东门',
    who: '一名男子',
    account: '推开栏杆',
  })
  const { paths } = site.regions
  return {
    site,
    regions: site.regions,
    neighbourhood: { ...actor('neighbourhood_officer', 'region', paths.neighbourhood), name: '孙宁' },
    headquarters: actor('headquarters', 'region', paths.district),
  }
}

test('[S6-48] the board of closed management has at most seven figures, its sums go from estate to county, and the estate has none of the levels’ figures', async () => {
  expect(figuresOf('closure').length + 1).toBeLessThanOrEqual(MOST_FIGURES)
  const d = await aDay()
  await rollUp(t.ctx(system))
  const up = [d.regions.neighbourhood, d.regions.subdistrict, d.regions.district]
  const wanted = {
    'gate.persons': [1, 1],
    'gate.vehicles': [0, 0],
    'gate.refusals': [1, null],
    'gate.incidents': [1, null],
    'roster.unattended': undefined,
    'gate.inside': [1, null],
  }
  for (const regionId of up) {
    const board = await regionBoard(t.ctx(d.headquarters), { regionId, of: 'closure' })
    expect(board.figures.map(f => f.key)).toEqual([...Object.keys(wanted), LATE_REPORTS])
    for (const [key, pair] of Object.entries(wanted)) {
      const f = board.figures.find(one => one.key === key)
      expect(f?.sums ? [f.sums.numerator, f.sums.denominator] : undefined, key).toEqual(pair)
    }
    expect(board.children[0]?.values['gate.persons']).toEqual({ value: 2, numerator: 1, denominator: 1 })
    // masked above the estate: no name, plate or number of who passed
    expect(JSON.stringify(board)).not.toMatch(/一名男子|推开栏杆/)
  }
  const own = await estateBoard(t.ctx(d.headquarters), { estateId: d.site.estateId, of: 'closure' })
  expect(own.figures.map(f => f.key)).toEqual(Object.keys(wanted))
  expect(own.figures[0]?.sums).toEqual({ numerator: 1, denominator: 1 })
})

test('[S6-48] each figure of an estate’s closure leads to exactly what it counts: at the desk, and without names above', async () => {
  const d = await aDay()
  const { estateId } = d.site
  const yesterday = t.clock.now().subtract({ hours: 24 })
  await recordIncident(t.ctx(d.site.guard), {
    estateId,
    kind: 'ram',
    happenedAt: yesterday.toString(),
    place: '东门',
    account: '昨天的事',
  })
  const { figures } = await estateBoard(t.ctx(d.headquarters), { estateId, of: 'closure' })
  const [desk, above] = [t.ctx(actor('manager', 'estate', estateId)), t.ctx(d.headquarters)]
  const figure = (key: string) => figures.find(f => f.key === key)
  const asked = (key: string) => Object.fromEntries(new URLSearchParams(figure(key)?.list.split('?')[1]))
  expect(asked('gate.incidents')).toEqual({ day: '2026-03-02' })
  expect(asked('gate.vehicles')).toEqual({ day: '2026-03-02', outcome: 'passed', subject: 'vehicle' })

  const incidents = await listIncidents(desk, { estateId, ...asked('gate.incidents') })
  expect([figure('gate.incidents')?.value, incidents.items.map(i => i.kind)]).toEqual([1, ['crash']])
  expect((await listIncidents(desk, { estateId })).items).toHaveLength(2)
  expect((await listIncidents(desk, { estateId, state: 'handed' })).items).toEqual([])
  const passages = await listPassages(desk, { estateId, ...asked('gate.persons') })
  expect([figure('gate.persons')?.value, passages.total]).toEqual([2, 2])
  const here = { atEstate: estateId }
  const watched = await watchIncidents(above, here)
  expect(watched).toMatchObject({ total: 1, items: [{ kind: 'crash', state: 'open' }] })
  expect((await watchIncidents(above, { ...here, day: '2026-03-01' })).items.map(i => i.kind)).toEqual([
    'ram',
  ])
  expect((await watchIncidents(above, { ...here, kind: 'ram' })).total).toBe(0)
  const people = await watchInside(above, here)
  expect(people).toMatchObject({ total: 1, items: [{ kind: 'visitor', overstay: false }] })
  expect(figure('gate.inside')?.value).toBe(1)
  expect((await watchInside(above, { ...here, show: 'overstay' })).total).toBe(0)
  expect((await watchInside(above, { ...here, kind: 'resident' })).total).toBe(0)
  expect(JSON.stringify([watched, people])).not.toMatch(/一名男子|推开栏杆|1-2-301|做客|东门/)
  // an officer of elsewhere sees none of it
  const other = await aDay()
  const elsewhere = t.ctx(actor('headquarters', 'region', other.regions.paths.district))
  expect([(await watchIncidents(elsewhere, here)).total, (await watchInside(elsewhere, here)).total]).toEqual(
    [0, 0],
  )
})

test('[S6-48] a level is late one millisecond after its time and stays counted when it reports later; the board names who owes it', async () => {
  const d = await aDay()
  const day = '2026-03-02'
  const { account } = await createAccount(t.ctx(system), {
    username: 'sunning',
    name: '孙宁',
    password: 'kite-river-2718',
    assignment: { role: 'neighbourhood_officer', scope: 'region', targetId: d.regions.neighbourhood },
  })
  const at = { regionId: d.regions.neighbourhood, level: 'neighbourhood' as const }
  await nameReporter(t.ctx(d.neighbourhood), { ...at, accountId: account.id })
  const board = (regionId: string) => regionBoard(t.ctx(d.headquarters), { regionId, of: 'closure' })
  const late = async (regionId: string) => {
    const b = await board(regionId)
    const f = b.figures.find(one => one.key === LATE_REPORTS)
    return { value: f?.value, last: f?.trend.at(-1), acts: b.acts.filter(a => a.figure === LATE_REPORTS) }
  }
  // a fortnight ago there was no closure: nobody owed anything, and that is no 0
  const trend = (await board(d.regions.district)).figures.find(f => f.key === LATE_REPORTS)?.trend
  expect([trend?.length, trend?.[0]?.value, trend?.at(-1)?.value]).toEqual([14, null, null])
  hour(t.clock, '21:30:00.000')
  expect(await late(d.regions.neighbourhood)).toEqual({ value: 0, last: { day, value: 0 }, acts: [] })
  hour(t.clock, '21:30:00.001')
  const after = await late(d.regions.district)
  expect(after).toMatchObject({
    value: 1,
    last: { day, value: 1 },
    acts: [{ person: '孙宁', estateId: null, title: { zh: expect.stringContaining('社区') } }],
  })
  const town = await board(d.regions.subdistrict)
  expect(town.children.map(c => c.values[LATE_REPORTS]?.value)).toEqual([1])
  await submitReport(t.ctx(d.neighbourhood), { ...at, day })
  const came = await late(d.regions.district)
  expect([came.value, came.acts]).toEqual([1, []])
})
