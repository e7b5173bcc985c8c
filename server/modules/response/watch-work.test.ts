/** Deadlines of a closure's work: called to mind before, alarmed after, up when nobody answers, taken back when done. */
import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { aSite, close } from '../../../test/gate-factories.ts'
import { actor, START, system, testHouse } from '../../../test/harness.ts'
import { aTown, type Town } from '../../../test/response-factories.ts'
import { checkCensus, enterCensus } from '../estate/service-profile.ts'
import { createAccount } from '../people/accounts.ts'
import { addCase, checkCase } from './care.ts'
import { closePatrol, planPatrol } from './patrols.ts'
import { beginSurvey } from './survey.ts'
import { addTask, finishTask, returnTask } from './tasks.ts'
import { watchSoon, watchWork } from './watch-work.ts'

const t = await testHouse()
beforeEach(() => t.clock.set(START))
let serial = 0

async function somebody(name: string, assignment: Parameters<typeof createAccount>[1]['assignment']) {
  const { account } = await createAccount(t.ctx(system), {
    username: `work${++serial}`,
    name,
    password: 'kite-river-2718',
    assignment,
  })
  return account.id
}

/** Everything told about a topic in one estate, as [what, to whom, who follows, withdrawn]. */
async function told(estateId: string, topic: string) {
  await t.drain()
  const { rows } = await t.pool.query<{
    kind: string
    name: string | null
    chain: { name: string }[]
    withdrawn_at: unknown
  }>(
    'SELECT kind, name, chain, withdrawn_at FROM message WHERE estate_id = $1 AND ref_topic = $2 AND step = 1 ORDER BY at, id',
    [estateId, topic],
  )
  return rows.map(m => [
    m.kind.split('.')[1],
    m.name,
    m.chain.map(c => c.name).slice(0, 2),
    m.withdrawn_at !== null,
  ])
}

const photo = async () => ({
  filename: 'a.jpg',
  mediaType: 'image/jpeg',
  bytes: await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer(),
})

async function aTask(w: Town, more: object = {}) {
  const asked = await somebody('住建局·段工', {
    role: 'bureau_officer',
    scope: 'region',
    targetId: w.regions.district,
  })
  const workerId = await somebody('网格员·小赵', {
    role: 'grid_worker',
    scope: 'estate',
    estateId: w.managed,
  })
  const by = { ...w.bureau, id: asked, name: '住建局·段工' }
  const task = await addTask(t.ctx(by), {
    estateId: w.managed,
    kind: 'fence',
    title: '西侧围挡',
    dueOn: '2026-03-03',
    organisation: '县住建局',
    workerId,
    ...more,
  })
  const worker = { ...actor('grid_worker', 'estate', w.managed), id: workerId, name: '网格员·小赵' }
  return { by, worker, at: { estateId: w.managed, taskId: task.id } }
}

test('[SX-09] a task is called to mind on its last day, alarmed from the day after with who asked for it behind, once each, and done it is over', async () => {
  const w = await aTown(t)
  const { by, worker, at } = await aTask(w)
  const watch = async (time: string) => {
    t.clock.set(time)
    for (let i = 0; i < 2; i++) await watchWork(t.ctx(system))
    return told(w.managed, 'response_task')
  }
  expect(await watch('2026-03-02T23:59:59.999+08:00')).toEqual([])
  const due = ['due', '网格员·小赵', [], false]
  expect(await watch('2026-03-03T00:00:00.000+08:00')).toEqual([due])
  expect(await watch('2026-03-03T23:59:59.999+08:00')).toEqual([due])
  const late = ['late', '网格员·小赵', ['住建局·段工'], false]
  expect(await watch('2026-03-04T00:00:00.000+08:00')).toEqual([due, late])
  const done = await finishTask(t.ctx(worker), {
    ...at,
    minutes: 30,
    material: '彩钢板',
    cost: 0,
    upload: await photo(),
  })
  expect((await told(w.managed, 'response_task')).map(m => m[3])).toEqual([true, true])
  expect(await watch('2026-03-05T09:00:00+08:00')).toHaveLength(2)
  // sent back it is late again, and told again
  await returnTask(t.ctx(by), { ...at, version: done.version, reason: '有缺口' })
  expect((await watch('2026-03-05T10:00:00+08:00')).filter(m => !m[3])).toEqual([late])
})

test('[SX-09] a task of nobody is told to who manages the estate, and nobody answering it goes up', async () => {
  const w = await aTown(t)
  await aTask(w, { workerId: undefined })
  t.clock.set('2026-03-04T09:00:00+08:00')
  await watchWork(t.ctx(system))
  expect(await told(w.managed, 'response_task')).toEqual([['late', '住建局·段工', [], false]])
  const found = await t.pool.query(
    "SELECT escalate_minutes FROM message WHERE estate_id = $1 AND kind = 'response_task.late'",
    [w.managed],
  )
  expect(found.rows).toEqual([{ escalate_minutes: 60 }])
})

test('[SX-09] [S6-04] a survey round is called to mind on its last day, the day after the town and its bureau hear too; checked it is over', async () => {
  const w = await aTown(t)
  await somebody('社区·孙宁', { role: 'neighbourhood_officer', scope: 'region', targetId: w.neighbourhood })
  await somebody('镇·何平', {
    role: 'subdistrict_officer',
    scope: 'region',
    targetId: w.regions.subdistrict,
  })
  await beginSurvey(t.ctx(w.bureau), {
    regionId: w.regions.district,
    title: '全县小区摸底',
    bureau: '县住建局',
    town: '奇克镇',
    startsOn: '2026-03-02',
    dueOn: '2026-03-04',
  })
  const all = [w.managed, w.self, w.abandoned, w.court]
  const watch = async (time: string) => {
    t.clock.set(time)
    for (let i = 0; i < 2; i++) await watchWork(t.ctx(system))
    const found = []
    for (const id of all) found.push(...(await told(id, 'response_survey')))
    return found
  }
  expect(await watch('2026-03-03T23:59:59.999+08:00')).toEqual([])
  expect(await watch('2026-03-04T00:00:00.000+08:00')).toEqual([['due', '社区·孙宁', [], false]])
  const late = await watch('2026-03-05T00:00:00.000+08:00')
  expect(late.map(m => [m[0], m[1], m[3]])).toEqual([
    ['due', '社区·孙宁', false],
    ['late', '社区·孙宁', false],
  ])
  expect(late[1]?.[2]).toContain('镇·何平')
  for (const estateId of all) {
    const care = estateId === w.managed ? 'company' : estateId === w.self ? 'self_managed' : 'abandoned'
    const facts = { care, buildings: 1, residentialBuildings: 1, sections: 1, households: 10 } as const
    const made = await enterCensus(t.ctx(w.bureau), { estateId, baseVersion: 0, facts })
    await checkCensus(t.ctx(w.town), { estateId, censusId: made.id })
  }
  expect((await watch('2026-03-05T01:15:00+08:00')).map(m => m[3])).toEqual([true, true])
})

test('[SX-09] [J-03] a check of somebody isolated is called to mind an hour before, alarmed at its minute, and made it is over; no name goes out', async () => {
  const site = await aSite(t)
  await close(t, site)
  const workerId = await somebody('网格员·小钱', {
    role: 'grid_worker',
    scope: 'estate',
    estateId: site.estateId,
  })
  await somebody('社区·田雨', {
    role: 'neighbourhood_officer',
    scope: 'region',
    targetId: site.regions.neighbourhood,
  })
  const officer = actor('neighbourhood_officer', 'region', site.regions.paths.neighbourhood)
  const made = await addCase(t.ctx(officer), {
    estateId: site.estateId,
    kind: 'isolation',
    unit: '1-2-301',
    name: '王小明',
    phone: '13812345678',
    health: '低烧',
    startOn: '2026-03-02',
    workerId,
  })
  const watch = async (time: string) => {
    t.clock.set(`2026-03-02T${time}+08:00`)
    for (let i = 0; i < 2; i++) await watchSoon(t.ctx(system))
    return told(site.estateId, 'response_check')
  }
  expect(await watch('10:59:59.999')).toEqual([])
  const due = ['due', '网格员·小钱', [], false]
  expect(await watch('11:00:00.000')).toEqual([due])
  expect(await watch('11:59:59.999')).toEqual([due])
  expect(await watch('12:00:00.000')).toEqual([due, ['missed', '网格员·小钱', ['社区·田雨'], false]])
  const said = await t.pool.query("SELECT m::text AS said FROM message m WHERE ref_topic = 'response_check'")
  for (const { said: text } of said.rows) expect(text).not.toMatch(/王小明|13812345678|1-2-301/)
  const worker = { ...actor('grid_worker', 'estate', site.estateId), id: workerId, name: '网格员·小钱' }
  await checkCase(t.ctx(worker), {
    estateId: site.estateId,
    caseId: made.id,
    day: '2026-03-02',
    turn: 1,
    temperature: '36.5',
  })
  expect((await watch('12:05:00.000')).map(m => m[3])).toEqual([true, true])
})

test('[SX-09] [S6-31] who planned a patrol is reminded an hour before its end, alarmed a millisecond after it, and noted it is over', async () => {
  const w = await aTown(t)
  const id = await somebody('公安局·唐队', { role: 'police', scope: 'region', targetId: w.regions.district })
  const police = { ...w.police, id, name: '公安局·唐队' }
  const at = { regionId: w.regions.district }
  const patrol = await planPatrol(t.ctx(police), {
    ...at,
    startsAt: '2026-03-02T20:00:00+08:00',
    endsAt: '2026-03-02T23:00:00+08:00',
    route: '通江街—沿江路',
    leader: '赵队长',
    officers: 6,
  })
  const watch = async (time: string) => {
    t.clock.set(`2026-03-02T${time}+08:00`)
    for (let i = 0; i < 2; i++) await watchSoon(t.ctx(system))
    await t.drain()
    const { rows } = await t.pool.query(
      "SELECT kind, name, withdrawn_at IS NOT NULL AS over FROM message WHERE ref_topic = 'response_patrol' AND ref_id = $1 ORDER BY at, id",
      [patrol.id],
    )
    return rows.map(m => [m.kind, m.name, m.over])
  }
  const due = ['response_patrol.due', '公安局·唐队', false]
  expect(await watch('21:59:59.999')).toEqual([])
  expect(await watch('22:00:00.000')).toEqual([due])
  expect(await watch('23:00:00.000')).toEqual([due])
  expect(await watch('23:00:00.001')).toEqual([due, ['response_patrol.late', '公安局·唐队', false]])
  await closePatrol(t.ctx(police), { ...at, patrolId: patrol.id, state: 'done', note: '无异常', version: 1 })
  expect((await watch('23:05:00.000')).map(m => m[2])).toEqual([true, true])
})
