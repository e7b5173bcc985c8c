/** The work plan and instructions: versions, addressees, receipts; the survey round; patrols. */
import { expect, test } from 'vitest'
import { county } from '../../../sim/county.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aTown, type Town } from '../../../test/response-factories.ts'
import { checkCensus, enterCensus } from '../estate/service-profile.ts'
import {
  changePaper,
  estatePapers,
  getPaper,
  listPapers,
  readAtEstate,
  readInRegion,
  sendPaper,
  writePaper,
} from './papers.ts'
import { closePatrol, listPatrols, planPatrol } from './patrols.ts'
import { type Surveyed, stepOf, sumFaults, surveyLate, surveySum } from './rules-survey.ts'
import { beginSurvey, closeSurvey, getSurvey, surveyEstates } from './survey.ts'

const t = await testHouse()
const body = {
  survey: '逐小区摸底',
  fencing: '围挡到位',
  responsibilities: '包保到人',
  gateRules: '七时至二十一时',
  reporting: '每日汇总',
}

test('[S6-02] the plan has five sections and versions, goes to all units, and shows who has not read it', async () => {
  const w = await aTown(t)
  const at = { regionId: w.regions.district }
  const plan = { kind: 'plan' as const, title: '封闭管理工作方案', body, dueOn: '2026-03-02' }
  const draft = await writePaper(t.ctx(w.headquarters), { ...at, paper: plan })
  await changePaper(t.ctx(w.headquarters), {
    ...at,
    paperId: draft.id,
    paper: { ...plan, body: { ...body, reporting: '每日十九时前汇总' } },
    revision: draft.revision,
  })
  for (const section of ['survey', 'fencing', 'responsibilities', 'gateRules', 'reporting'])
    await expect(
      writePaper(t.ctx(w.headquarters), { ...at, paper: { ...plan, body: { ...body, [section]: '' } } }),
      section,
    ).rejects.toMatchObject({ code: 'core.invalid' })
  const sent = await sendPaper(t.ctx(w.headquarters), { ...at, paperId: draft.id, revision: 2 })
  expect(sent.receipts.map(u => `${u.kind} ${u.name.replace(/\d+$/, '')}`).sort()).toEqual([
    'estate 自管小区',
    'organisation 县扑火大队',
    'organisation 县法院',
    'organisation 安和物业',
    'region 测试社区',
    'region 测试街道',
  ])
  await expect(
    changePaper(t.ctx(w.headquarters), { ...at, paperId: draft.id, paper: plan, revision: 3 }),
  ).rejects.toMatchObject({ code: 'response.paper_state' })
  // read by the neighbourhood, the brigade's bureau and the company's manager; a guard does not speak for his company
  await readInRegion(t.ctx(w.officer), { regionId: w.neighbourhood, paperId: draft.id })
  await readInRegion(t.ctx(w.forestry), { ...at, paperId: draft.id, brigadeId: w.brigade })
  const manager = actor('manager', 'organisation', w.company)
  const guard = actor('guard', 'estate', w.managed)
  expect((await estatePapers(t.ctx(manager), { estateId: w.managed })).items).toMatchObject([
    { title: '封闭管理工作方案', unit: { readAt: null }, allowed: { read: true } },
  ])
  await expect(readAtEstate(t.ctx(guard), { estateId: w.managed, paperId: draft.id })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await readAtEstate(t.ctx(manager), { estateId: w.managed, paperId: draft.id, reply: '已传达' })
  t.clock.advance({ hours: 24 })
  const seen = await getPaper(t.ctx(w.headquarters), { ...at, paperId: draft.id })
  expect(seen).toMatchObject({ units: 6, read: 3, version: 1, body: { reporting: '每日十九时前汇总' } })
  expect(seen.receipts.filter(u => u.late)).toHaveLength(3)
  // the next version replaces it and must be read anew
  const next = await writePaper(t.ctx(w.headquarters), {
    ...at,
    paper: plan,
    series: sent.series,
    reason: '时间调整',
  })
  expect(next.version).toBe(2)
  await sendPaper(t.ctx(w.headquarters), { ...at, paperId: next.id, revision: next.revision })
  const list = await listPapers(t.ctx(w.officer), { regionId: w.neighbourhood })
  expect(list.received.map(r => [r.version, r.unit.readAt])).toEqual([[2, null]])
})

test('[S6-20] a neighbourhood guides the registration of its own estates: its plan stands at each gate, also where the brigade is alone', async () => {
  const w = await aTown(t)
  const at = { regionId: w.neighbourhood }
  const plan = { kind: 'plan' as const, title: '本社区出入登记办法', body }
  const draft = await writePaper(t.ctx(w.officer), { ...at, paper: plan })
  const sent = await sendPaper(t.ctx(w.officer), { ...at, paperId: draft.id, revision: draft.revision })
  expect(sent.receipts.map(u => u.id).sort()).toEqual([w.company, w.unit, w.brigade, w.self].sort())
  for (const [estateId, role, may] of [
    [w.managed, 'manager', true],
    [w.self, 'manager', true],
    [w.court, 'subject_unit', true],
    [w.abandoned, 'brigade_member', 'core.forbidden'],
    [w.managed, 'guard', 'core.forbidden'],
  ] as const) {
    const seen = await estatePapers(t.ctx(actor(role, 'estate', estateId)), { estateId })
    expect(seen.items, role).toMatchObject([
      { title: '本社区出入登记办法', body: { gateRules: '七时至二十一时' }, allowed: { read: may } },
    ])
  }
  await readInRegion(t.ctx(w.forestry), {
    regionId: w.regions.district,
    paperId: draft.id,
    brigadeId: w.brigade,
  })
  expect((await getPaper(t.ctx(w.officer), { ...at, paperId: draft.id })).read).toBe(1)
  // another neighbourhood's estates and officer hear nothing of it
  const far = await aTown(t)
  const there = actor('manager', 'estate', far.self)
  expect((await estatePapers(t.ctx(there), { estateId: far.self })).items).toEqual([])
  await expect(writePaper(t.ctx(far.officer), { ...at, paper: plan })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[S6-22] an instruction of the bureau goes to the companies and is confirmed by each', async () => {
  const w = await aTown(t)
  const at = { regionId: w.regions.district }
  const paper = { kind: 'instruction' as const, title: '加派人手', body: { text: '每个出入口不少于两人' } }
  const draft = await writePaper(t.ctx(w.bureau), { ...at, paper })
  const sent = await sendPaper(t.ctx(w.bureau), { ...at, paperId: draft.id, revision: draft.revision })
  expect(sent.receipts.map(u => u.id)).toEqual([w.company])
  const manager = actor('manager', 'organisation', w.company)
  const unit = await readAtEstate(t.ctx(manager), { estateId: w.managed, paperId: draft.id, reply: '已落实' })
  expect(unit).toMatchObject({ reply: '已落实', readBy: manager.name })
  expect(await getPaper(t.ctx(w.bureau), { ...at, paperId: draft.id })).toMatchObject({ units: 1, read: 1 })
  // an estate whom it does not concern finds nothing
  const court = actor('manager', 'estate', w.court)
  expect((await estatePapers(t.ctx(court), { estateId: w.court })).items).toEqual([])
  await expect(readAtEstate(t.ctx(court), { estateId: w.court, paperId: draft.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

const lines: Surveyed[] = county().map(e => ({
  care: e.care,
  companyId: e.company === undefined ? null : `c${e.company}`,
  companyStaff: e.company === undefined ? null : 10,
  hasSubjectUnit: e.subjectUnit !== undefined,
  buildings: e.buildings,
  sections: e.buildings * 3,
  households: 40,
  step: 'checked',
}))

test('[S6-06] [S6-07] [S6-08] [S6-09] [S6-10] the county’s survey: 118 with a company and 47 without, 9 companies once each, sums that agree', () => {
  const whole = surveySum(lines)
  expect(whole).toMatchObject({
    estates: 165,
    buildings: 266,
    sections: 798,
    company: 118,
    abandoned: 33,
    selfManaged: 14,
    withCompany: 118,
    withoutCompany: 47,
    subject: 34,
    companies: 9,
    staff: 90,
  })
  expect(sumFaults(whole, [surveySum(lines.slice(0, 80)), surveySum(lines.slice(80))])).toEqual([])
  expect(sumFaults(whole, [surveySum(lines.slice(0, 80)), surveySum(lines.slice(81))])).toContain('estates')
  expect(sumFaults({ ...whole, abandoned: 32 }, [])).toEqual(['class'])
  expect(sumFaults(surveySum([{ ...lines[0]!, companyId: null }]), [])).toEqual(['company'])
})

test('[S6-04] only a census entered since the round began counts, and the estate is late from the day after', () => {
  const round = { startsOn: '2026-03-02' }
  expect(stepOf(undefined, round)).toBe('none')
  expect(stepOf({ madeOn: '2026-03-01', checked: true }, round)).toBe('none')
  expect(stepOf({ madeOn: '2026-03-02', checked: false }, round)).toBe('unchecked')
  expect(stepOf({ madeOn: '2026-03-02', checked: true }, round)).toBe('checked')
  expect(surveyLate('unchecked', '2026-03-05', '2026-03-05')).toBe(false)
  expect(surveyLate('unchecked', '2026-03-05', '2026-03-06')).toBe(true)
  expect(surveyLate('checked', '2026-03-05', '2026-03-06')).toBe(false)
})

async function survey(
  w: Town,
  estateId: string,
  care: 'company' | 'abandoned' | 'self_managed',
  checked = true,
) {
  const facts = { care, buildings: 2, residentialBuildings: 2, sections: 6, households: 60 }
  const made = await enterCensus(t.ctx(w.bureau), { estateId, baseVersion: 0, facts })
  if (checked) await checkCensus(t.ctx(w.town), { estateId, censusId: made.id })
  return made.id
}

test('[S6-04] [S6-08] [SX-08] a round over all estates names the late ones, closes only when whole, and a correction is the next version', async () => {
  const w = await aTown(t)
  const at = { regionId: w.regions.district }
  const begin = () =>
    beginSurvey(t.ctx(w.bureau), {
      ...at,
      title: '全县小区摸底',
      bureau: '县住建局',
      town: '奇克镇',
      startsOn: '2026-03-02',
      dueOn: '2026-03-04',
    })
  const round = await begin()
  await expect(begin()).rejects.toMatchObject({ code: 'response.round_open' })
  await survey(w, w.managed, 'company')
  await survey(w, w.self, 'self_managed')
  await survey(w, w.abandoned, 'abandoned')
  const last = await survey(w, w.court, 'abandoned', false)
  const close = (version: number, reason?: string) =>
    closeSurvey(t.ctx(w.bureau), { ...at, roundId: round.id, version, ...(reason ? { reason } : {}) })
  await expect(close(1)).rejects.toMatchObject({ code: 'response.round_unchecked' })
  t.clock.set('2026-03-05T01:00:00Z')
  const list = await surveyEstates(t.ctx(w.officer), { regionId: w.neighbourhood })
  expect(list.items.map(e => [e.name, e.step, e.late, e.sections])).toEqual([
    ['法院家属院', 'unchecked', true, 6],
    ...['弃管小区', '物业小区', '自管小区']
      .sort((a, b) => list.items.findIndex(e => e.name === a) - list.items.findIndex(e => e.name === b))
      .map(name => [name, 'checked', false, 6]),
  ])
  await checkCensus(t.ctx(w.town), { estateId: w.court, censusId: last })
  const closed = await close(1)
  expect(closed).toMatchObject({
    state: 'closed',
    results: [{ version: 1, figures: { estates: 4, sections: 24, staff: 30 } }],
  })
  await expect(close(2)).rejects.toMatchObject({ code: 'response.round_reason' })
  await expect(close(2, '再看一遍')).rejects.toMatchObject({ code: 'response.round_same' })
  const again = await enterCensus(t.ctx(w.bureau), {
    estateId: w.court,
    baseVersion: 1,
    facts: { care: 'abandoned', buildings: 3, residentialBuildings: 3, sections: 9, households: 90 },
    reason: '漏报一栋',
  })
  await checkCensus(t.ctx(w.town), { estateId: w.court, censusId: again.id })
  const corrected = await close(2, '漏报一栋')
  expect(corrected.results.map(r => [r.version, r.figures.sections, r.reason])).toEqual([
    [2, 27, '漏报一栋'],
    [1, 24, null],
  ])
  expect(await getSurvey(t.ctx(w.headquarters), at)).toMatchObject({ faults: [], sums: { buildings: 9 } })
})

test('[S6-31] the police plan patrols in the town and note what they found, once', async () => {
  const w = await aTown(t)
  const at = { regionId: w.regions.district }
  t.clock.set('2026-03-02T01:00:00Z')
  const patrol = await planPatrol(t.ctx(w.police), {
    ...at,
    startsAt: '2026-03-02T20:00:00+08:00',
    endsAt: '2026-03-02T23:00:00+08:00',
    route: '通江街—沿江路',
    leader: '赵队长',
    officers: 6,
  })
  await expect(
    planPatrol(t.ctx(w.officer), {
      ...at,
      startsAt: patrol.startsAt,
      endsAt: patrol.endsAt,
      route: 'x',
      leader: 'y',
      officers: 1,
    }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  const late = async () => (await listPatrols(t.ctx(w.police), at)).items[0]?.late
  t.clock.set('2026-03-02T15:00:00Z')
  expect(await late()).toBe(false)
  t.clock.advance({ milliseconds: 1 })
  expect(await late()).toBe(true)
  const done = await closePatrol(t.ctx(w.police), {
    ...at,
    patrolId: patrol.id,
    state: 'done',
    note: '劝离聚集两处',
    incidents: 2,
    version: 1,
  })
  expect(done).toMatchObject({ state: 'done', incidents: 2, late: false, closedBy: '公安局' })
  await expect(
    closePatrol(t.ctx(w.police), { ...at, patrolId: patrol.id, state: 'done', note: '再记', version: 2 }),
  ).rejects.toMatchObject({ code: 'response.patrol_state' })
})
