import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate, aUnit } from '../../../test/factories.ts'
import { anAttempt, aSite, aPerson as aVisitor } from '../../../test/gate-factories.ts'
import { actor, START, system, type TestHouse, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { writeProfile } from '../estate/service-profile.ts'
import { listSurveys } from '../followup/survey.ts'
import { register } from '../gate/service-register.ts'
import { addVehicle, endVehicle } from '../people/vehicles.ts'
import { addGarage } from './garage.ts'
import * as project from './garage-project.ts'
import { projectPrints } from './garage-project-prints.ts'
import { carried, greenNet, projectAllowed } from './garage-project-rules.ts'
import * as special from './garage-special.ts'
import { recordAccident, recordTiming } from './order-accident.ts'
import * as plan from './plan.ts'
import { parseMoment } from './plan-import.ts'
import * as report from './report.ts'
import { bandOf, demandMet, isOld, peakOf, perHundred, shortageOf } from './report-rules.ts'

const t: TestHouse = await testHouse()
const code = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    error => (error as { code: string }).code,
  )

describe('rules', () => {
  test('[S4-02] [S4-03] ratio to one decimal, shortage never below nothing, ages with the limit in the older band', () => {
    expect(perHundred(725, 1447)).toBe(50.1)
    expect(perHundred(1, 0)).toBeNull()
    expect(shortageOf(100, 100)).toBe(0)
    expect(shortageOf(101, 100)).toBe(1)
    const bands = [1990, 2000, 2010, 2020]
    expect([1990, 1991, 2000, 2001, 2021, null].map(y => bandOf(y, bands))).toEqual([
      '≤1990',
      '1991–2000',
      '1991–2000',
      '2001–2010',
      '>2020',
      '?',
    ])
    expect([2000, 2001, null].map(y => isOld(y, { oldUntil: 2000 }))).toEqual([true, false, null])
  })

  test('[S4-15] demand met: cut, at most all, nothing to meet when nobody waits', () => {
    expect(demandMet(60, 90)).toBe(66)
    expect(demandMet(90, 60)).toBe(100)
    expect(demandMet(60, 0)).toBeNull()
  })

  test('[S4-06] five minutes as means of the days; the busiest is named', () => {
    const p = peakOf(
      [
        { slot: 216, direction: 'in', n: 30 },
        { slot: 217, direction: 'in', n: 10 },
        { slot: 90, direction: 'out', n: 29 },
      ],
      2,
    )
    expect(p.in[216]).toBe(15)
    expect(p.busiest).toEqual({ slot: 216, direction: 'in', cars: 15 })
    expect(peakOf([], 7).busiest).toBeNull()
  })

  test('[S4-13] two thirds take part and three quarters of them agree, exact at both limits', () => {
    const rule = { part: [2, 3] as [number, number], agree: [3, 4] as [number, number] }
    const all = { area: 30_000, heads: 300 }
    const vote = { area: 20_000, areaFor: 15_000, heads: 200, headsFor: 150 }
    expect(carried(all, vote, rule)).toBe(true)
    expect(carried(all, { ...vote, area: 19_999 }, rule)).toBe(false)
    expect(carried(all, { ...vote, heads: 199 }, rule)).toBe(false)
    expect(carried(all, { ...vote, areaFor: 14_999 }, rule)).toBe(false)
    expect(carried(all, { ...vote, headsFor: 149 }, rule)).toBe(false)
  })

  test('[S4-14] two options are needed before one is chosen; green that is replaced is not lost', () => {
    const f = { state: 'draft' as const, options: 1, chosen: false, approvals: 0 }
    expect(projectAllowed('choose', f)).toBe('project.two_options')
    expect(projectAllowed('choose', { ...f, options: 2 })).toBe(true)
    expect(projectAllowed('build', { ...f, state: 'approval' })).toBe('project.no_approval')
    expect(projectAllowed('use', f)).toBe('project.order')
    expect(greenNet(500, 200)).toBe(300)
    expect(greenNet(200, 500)).toBe(0)
  })

  test('moments of a table: written, with slashes, as a day number; nonsense is told', () => {
    const read = (text: string) => {
      const p = parseMoment(text)
      return p.ok ? p.value : p.code
    }
    expect(read('2026-03-02 18:05')).toBe('2026-03-02T10:05:00Z')
    expect(read('2026/3/2 18:05:30')).toBe('2026-03-02T10:05:30Z')
    expect(read('46083.75')).toBe('2026-03-02T10:00:00Z')
    expect(read('2026-02-30 10:00')).toBe('moment.shape')
    expect(read('gestern')).toBe('moment.shape')
  })
})

const garageOf = (estateId: string, manager: ReturnType<typeof actor>, perLevel = 10) =>
  addGarage(t.ctx(manager), {
    estateId,
    name: '1号立体车库',
    kind: 'lift_slide',
    place: '3 栋北侧',
    levels: 6,
    perLevel,
    machines: 2,
    cycleSeconds: 90,
    landArea: 60_000,
    max: { length: 5000, width: 1850, height: 1550, weight: 1700 },
    registration: '车库琼A00001',
    keeper: '周安全',
    rescue: '0898-96333',
    inspectedUntil: '2027-03-01',
    inUseFrom: '2026-01-01',
  })

describe('numbers', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-01] [S4-02] [S4-04] [S4-12] vehicles by month, ratio, shortage, complaints, land per space', async () => {
    const estate = await anEstate(t)
    const manager = actor('manager', 'estate', estate.id)
    const unitId = await aUnit(t, estate.id, '1-2-301')
    await aUnit(t, estate.id, '1-2-302')
    const car = (plate: string) =>
      addVehicle(t.ctx(system), { estateId: estate.id, plate, kind: 'car', unitId })
    t.clock.set('2025-12-31T12:00:00+08:00')
    const first = await car('琼A00001')
    t.clock.set('2026-02-10T12:00:00+08:00')
    await car('琼A00002')
    await car('琼A00003')
    await addVehicle(t.ctx(system), { estateId: estate.id, plate: '琼A0000X', kind: 'motorcycle', unitId })
    t.clock.set('2026-03-01T12:00:00+08:00')
    await endVehicle(t.ctx(system), { estateId: estate.id, vehicleId: first.id, reason: '卖车' })
    t.clock.set(START)
    const numbers = await report.parkingNumbers(t.ctx(manager), { estateId: estate.id })
    expect(numbers).toMatchObject({
      households: 2,
      cars: 2,
      motorcycles: 1,
      spaces: 0,
      shortage: 2,
      perHousehold: 0,
      perCar: 0,
    })
    expect(numbers.months.slice(-4)).toEqual([
      { month: '2025-12', cars: 1, added: 1 },
      { month: '2026-01', cars: 1, added: 0 },
      { month: '2026-02', cars: 3, added: 2 },
      { month: '2026-03', cars: 2, added: -1 },
    ])
    await garageOf(estate.id, manager)
    const after = await report.parkingNumbers(t.ctx(manager), { estateId: estate.id })
    expect(after).toMatchObject({ spaces: 60, mechanical: 60, shortage: 0, perHousehold: 3000 })
    expect(after.facilities).toEqual([{ name: '1号立体车库', spaces: 60, landArea: 60_000, perSpace: 1000 }])
  })

  test('[S3-04] the households of the profile are the denominator of the ratio, whatever the register counts', async () => {
    const estate = await anEstate(t)
    const manager = actor('manager', 'estate', estate.id)
    await aUnit(t, estate.id, '1-2-301')
    await garageOf(estate.id, manager)
    const ratio = async () => {
      const n = await report.parkingNumbers(t.ctx(manager), { estateId: estate.id })
      return [n.households, n.perHousehold]
    }
    expect(await ratio()).toEqual([1, 6000])
    const indicators = { households: 240 }
    await writeProfile(t.ctx(manager), {
      estateId: estate.id,
      version: 0,
      location: null,
      boundaries: {},
      indicators,
    })
    expect(await ratio()).toEqual([240, 25])
  })

  test('[S4-02] [S4-03] the board: only estates of the scope, by shortage, and the ages side by side', async () => {
    const old = await anEstate(t)
    const young = await anEstate(t, { regions: old.regions })
    const elsewhere = await anEstate(t)
    for (const [estate, year] of [
      [old, 1995],
      [young, 2015],
      [elsewhere, 1995],
    ] as const) {
      await sql`INSERT INTO estate_profile (estate_id, indicators, changed_at) VALUES (${estate.id}, ${JSON.stringify({ builtYear: year, households: 100 })}::jsonb, now())
        ON CONFLICT (estate_id) DO UPDATE SET indicators = excluded.indicators`.execute(t.house.db)
    }
    const unitId = await aUnit(t, old.id)
    await addVehicle(t.ctx(system), { estateId: old.id, plate: '琼B00001', kind: 'car', unitId })
    const bureau = actor('bureau_officer', 'region', old.regions.paths.district)
    const board = await report.parkingBoard(t.ctx(bureau), {})
    expect(board.items.map(e => [e.estateId, e.shortage, e.band, e.old])).toEqual([
      [old.id, 1, '1991–2000', true],
      [young.id, 0, '2011–2020', false],
    ])
    expect(board.ages.map(a => [a.band, a.estates, a.shortage])).toEqual([
      ['1991–2000', 1, 1],
      ['2011–2020', 1, 0],
    ])
    expect(board.sums).toMatchObject({ estates: 2, households: 200, short: 1 })
    expect((await report.parkingBoard(t.ctx(bureau), { age: '2011–2020' })).total).toBe(1)
  })

  test('[S4-06] passages of a gate by five minutes beside the fortnight before; timings of a car', async () => {
    const site = await aSite(t)
    const manager = actor('manager', 'estate', site.estateId)
    const { idNumber: _idOnlyUnderClosure, ...guest } = aVisitor()
    const drive = (at: string, plate: string, direction: 'in' | 'out' = 'in') => {
      t.clock.set(at)
      return register(t.ctx(site.guard), {
        ...anAttempt(site, { clientId: newId(), direction, persons: [guest] }),
        vehicle: { plate, licenceChecked: false, drivingLicenceChecked: false, occupants: 1 },
      })
    }
    await drive('2026-02-20T18:02:00+08:00', '琼C00001')
    await drive('2026-03-09T18:00:00+08:00', '琼C00002')
    await drive('2026-03-09T18:04:59.999+08:00', '琼C00003')
    await drive('2026-03-09T18:05:00+08:00', '琼C00004')
    const timing = (millis: number) =>
      recordTiming(t.ctx(manager), {
        estateId: site.estateId,
        gateId: site.gateId,
        direction: 'in',
        method: 'card',
        millis,
        queue: 4,
      })
    await timing(9000)
    await timing(12_000)
    t.clock.set('2026-03-10T01:00:00Z')
    const peak = await report.parkingPeak(t.ctx(manager), { estateId: site.estateId, gateId: site.gateId })
    expect(peak.source).toBe('passages')
    expect(peak.now.in[216]).toBe(Math.round((2 * 100) / 14) / 100)
    expect(peak.now.in[217]).toBe(Math.round(100 / 14) / 100)
    expect(peak.before.in[216]).toBe(Math.round(100 / 14) / 100)
    expect(peak.now.timing).toEqual([{ method: 'card', count: 2, seconds: 10.5, queue: 4 }])
    const other = await report.parkingPeak(t.ctx(manager), {
      estateId: site.estateId,
      gateId: site.sideGateId,
    })
    expect(other.now.busiest).toBeNull()
  })

  test('[S4-10] fees of the month beside the work of the month', async () => {
    const estate = await anEstate(t)
    await aHousehold(t, estate.id)
    const manager = (await anAccount(t, estate.id, { role: 'manager' })).actor
    await recordAccident(t.ctx(manager), {
      estateId: estate.id,
      kind: 'damage',
      zone: '东区',
      place: 'B1',
      what: '刮擦',
    })
    const month = await report.parkingWork(t.ctx(manager), { estateId: estate.id })
    expect(month).toMatchObject({
      month: '2026-03',
      charged: 0,
      work: { accidents: 1, accidentsClosed: 0, violations: 0 },
    })
  })
})

const option = (name: string, more: object = {}) => ({
  name,
  kind: 'lift_slide' as const,
  site: '3 栋北侧空地',
  siteKind: 'vacant' as const,
  landArea: 30_000,
  greenLost: 0,
  greenReplaced: 0,
  spaces: 60,
  spacesLost: 10,
  cost: 150_000_000,
  ...more,
})

test('[S4-21] the yearly survey asks how content people are with parking; the weights still make a hundred', async () => {
  const estate = await anEstate(t)
  const manager = actor('manager', 'estate', estate.id)
  const { questions } = await listSurveys(t.ctx(manager), { estateId: estate.id })
  expect(questions.map(q => q.key)).toContain('parking')
  expect(questions.reduce((sum, q) => sum + q.weight, 0)).toBe(100)
})

describe('a garage project', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-13] [S4-14] from two alternatives to the garage in use; nothing is skipped, the green is stated', async () => {
    const estate = await anEstate(t)
    const manager = actor('manager', 'estate', estate.id)
    const ctx = () => t.ctx(manager)
    const begun = await project.beginProject(ctx(), {
      estateId: estate.id,
      name: '北侧立体车库',
      need: '轮候 40 户，夜间缺位 60',
    })
    const ids = { estateId: estate.id, projectId: begun.id }
    await project.addOption(ctx(), { ...ids, ...option('甲：空地升降横移') })
    const choose = (optionId: string) => project.chooseOption(ctx(), { ...ids, optionId, reason: '不占绿地' })
    const one = await project.getProject(ctx(), ids)
    expect(await code(choose(one.options[0]?.id ?? ''))).toBe('project.two_options')
    expect(await code(project.addOption(ctx(), { ...ids, ...option('乙', { greenLost: 5000 }) }))).toBe(
      'project.green',
    )
    const two = await project.addOption(ctx(), {
      ...ids,
      ...option('乙：占绿地垂直升降', { greenLost: 5000, greenReplaced: 2000, greenHow: '屋顶绿化' }),
    })
    expect(two.options.map(o => [o.name.slice(0, 1), o.greenNet, o.added, o.landPerSpace])).toEqual([
      ['乙', 3000, 50, 500],
      ['甲', 0, 50, 500],
    ])
    const chosen = await choose(two.options.find(o => o.greenNet === 0)?.id ?? '')
    expect(chosen.state).toBe('voting')
    const vote = (headsFor: number) =>
      project.recordVote(ctx(), {
        ...ids,
        on: '2026-03-02',
        document: '业主大会决议 3 号',
        allArea: 3000,
        area: 2000,
        areaFor: 1500,
        allHeads: 30,
        heads: 20,
        headsFor,
      })
    expect(await code(vote(14))).toBe('project.not_carried')
    await vote(15)
    expect(await code(project.beginBuilding(ctx(), { ...ids, note: '先开工' }))).toBe('project.no_approval')
    await project.addApproval(ctx(), {
      ...ids,
      what: '规划许可',
      issuer: '县自规局',
      number: '〔2026〕8号',
      on: '2026-03-02',
    })
    await project.beginBuilding(ctx(), { ...ids, note: '施工单位进场' })
    await project.acceptProject(ctx(), { ...ids, on: '2026-03-02', by: '建设单位、监理、物业' })
    await project.inspectProject(ctx(), { ...ids, on: '2026-03-02', report: 'TJ-1', until: '2028-03-01' })
    const g = await garageOf(estate.id, manager)
    const used = await project.useProject(ctx(), { ...ids, garageId: g.id })
    expect(used).toMatchObject({ state: 'in_use', garageId: g.id })
    expect(used.steps).toHaveLength(10)
    expect(await code(project.dropProject(ctx(), { ...ids, reason: '不做了' }))).toBe('project.over')
  })

  test('[S3-42] a plan of its own: written, approved by somebody else, done step by step', async () => {
    const estate = await anEstate(t)
    const author = { ...actor('office', 'estate', estate.id), name: '办公室' }
    const boss = { ...actor('manager', 'estate', estate.id), name: '陈经理' }
    const made = await special.writePlan(t.ctx(author), {
      estateId: estate.id,
      title: '立体车库专项管理方案',
      text: '车库由持证人员操作，每班检查一次，雨季加强排水检查。',
      steps: [
        { what: '操作人员培训', who: '周安全', dueOn: '2026-03-10' },
        { what: '应急演练', who: '陈经理', dueOn: '2026-03-20' },
      ],
    })
    const ids = { estateId: estate.id, planId: made.id }
    expect(made).toMatchObject({ title: '立体车库专项管理方案', state: 'draft', madeBy: '办公室' })
    expect(made.allowed.approve).toBe('project.own_plan')
    expect(await code(special.approvePlan(t.ctx(author), ids))).toBe('project.own_plan')
    expect(await code(special.doStep(t.ctx(boss), { ...ids, step: 0, doneOn: '2026-03-09' }))).toBe(
      'project.plan_state',
    )
    expect((await special.approvePlan(t.ctx(boss), ids)).approvedBy).toBe('陈经理')
    await special.doStep(t.ctx(boss), { ...ids, step: 0, doneOn: '2026-03-09' })
    expect((await special.doStep(t.ctx(boss), { ...ids, step: 1, doneOn: '2026-03-19' })).state).toBe('done')
    const print = projectPrints.find(p => p.key === 'garage-plan')
    const paper = await print?.document(t.ctx(boss), ids)
    const shown = JSON.stringify(paper)
    for (const said of [
      '立体车库专项管理方案',
      '雨季加强排水检查',
      '应急演练',
      '周安全',
      '2026-03-19',
      '陈经理',
    ])
      expect(shown).toContain(said)
    expect(paper?.footnote).toContain('质量方针')
  })
})

describe('a scenario', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-06] [S4-02] saved, played in the background on the measured arrivals, with its model and bands', async () => {
    const estate = await anEstate(t)
    const manager = actor('manager', 'estate', estate.id)
    const variant = {
      name: '现状',
      spaces: 20,
      mechanical: 0,
      machines: 0,
      cycleSeconds: 90,
      lanesIn: 1,
      lanesOut: 1,
      reading: 'card' as const,
      room: 4,
      growth: 0,
      standing: 0,
    }
    const ask = {
      estateId: estate.id,
      name: '加建 60 位',
      source: 'table' as const,
      days: 'all' as const,
      lookAt: 1080,
      replications: 20,
      variants: [variant, { ...variant, name: '加 60 位', mechanical: 60, machines: 2 }],
    }
    expect(await code(plan.addScenario(t.ctx(manager), ask))).toBe('plan.no_data')
    const rows = Array.from({ length: 400 }, (_, n) => {
      const day = 1 + (n % 20)
      const minute = n % 45
      return {
        ref: String(n),
        in: `2026-02-${String(day).padStart(2, '0')}T18:${String(minute).padStart(2, '0')}:00+08:00`,
        out: `2026-02-${String(day + 1).padStart(2, '0')}T07:${String(minute).padStart(2, '0')}:00+08:00`,
      }
    })
    await sql`INSERT INTO plan_stay (estate_id, ref, in_at, out_at) SELECT ${estate.id}, r.ref, r.i, r.o FROM unnest(${rows.map(r => r.ref)}::text[], ${rows.map(r => r.in)}::timestamptz[], ${rows.map(r => r.out)}::timestamptz[]) AS r(ref, i, o)`.execute(
      t.house.db,
    )
    expect(
      await code(
        plan.addScenario(t.ctx(manager), {
          ...ask,
          replications: 1000,
          variants: Array.from({ length: 4 }, () => variant),
        }),
      ),
    ).toBe('plan.too_much')
    const made = await plan.addScenario(t.ctx(manager), ask)
    expect(made).toMatchObject({ state: 'queued', progress: 0 })
    await t.drain()
    const done = await plan.getScenario(t.ctx(manager), { estateId: estate.id, scenarioId: made.id })
    expect(done).toMatchObject({ state: 'done', progress: 100 })
    const [now, more] = done.answer?.variants ?? []
    expect(now?.figures.shortMost.mean).toBe(0)
    expect(more?.change.queueIn).toEqual({ mean: 0, lo: 0, hi: 0 })
    expect(now?.figures.queueIn.hi).toBeGreaterThanOrEqual(now?.figures.queueIn.lo ?? 1)
    expect(done.model.join('')).toContain('M/D/1')
    const before = JSON.stringify(done.answer)
    await plan.playScenario(t.ctx(system), estate.id, made.id)
    expect(
      JSON.stringify(
        (await plan.getScenario(t.ctx(manager), { estateId: estate.id, scenarioId: made.id })).answer,
      ),
    ).toBe(before)
  })
})
