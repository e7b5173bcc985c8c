/** Fencing, repairs, disinfection and grid work on a real database. */
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { anAccount, aUnit } from '../../../test/factories.ts'
import { START, testHouse } from '../../../test/harness.ts'
import { aTown, type Town } from '../../../test/response-factories.ts'
import type { Ctx } from '../../core/house.ts'
import { getGrid, reportGrid, setGrid } from './grid.ts'
import { disinfectionGap, doneFault, isLate, minutesUsed, taskRefusal } from './rules-task.ts'
import {
  addTask,
  assignTask,
  cancelTask,
  estateTasks,
  finishTask,
  regionTasks,
  returnTask,
  seeTask,
  startTask,
} from './tasks.ts'
import { disinfection, planDisinfection, planFencing } from './tasks-region.ts'

const t = await testHouse()
beforeEach(() => t.clock.set(START))

const photo = async () => ({
  filename: 'a.jpg',
  mediaType: 'image/jpeg',
  bytes: await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer(),
})

describe('the rules', () => {
  test('[S6-16] time used is told, or start to end by one clock, cut to whole minutes; none without a start', () => {
    const m = (min: number, ms = 0) => min * 60_000 + ms
    expect(minutesUsed(25, { server: null, device: null }, { server: m(9), device: null })).toBe(25)
    expect(minutesUsed(undefined, { server: m(1), device: null }, { server: m(31, -1), device: null })).toBe(
      29,
    )
    expect(minutesUsed(undefined, { server: m(1), device: null }, { server: m(31), device: null })).toBe(30)
    // sent together when the network came back: the phone's clock says how long it took
    expect(minutesUsed(undefined, { server: m(90), device: m(5) }, { server: m(90), device: m(50) })).toBe(45)
    expect(minutesUsed(undefined, { server: null, device: null }, { server: m(9), device: m(9) })).toBeNull()
  })

  test('[S6-14] [S6-16] [S6-23] fence and repair want a photo, material and cost; nought is a cost', () => {
    expect(doneFault('fence', { photos: 0, material: '彩钢板', cost: 0 })).toBe('response.task_photo')
    expect(doneFault('fence', { photos: 1, material: '', cost: 0 })).toBe('response.task_costs')
    expect(doneFault('repair', { photos: 1, material: '合页' })).toBe('response.task_costs')
    expect(doneFault('fence', { photos: 1, material: '彩钢板', cost: 0 })).toBeUndefined()
    expect(doneFault('disinfect', { photos: 1 })).toBeUndefined()
  })

  test('work is late from the day after its last day, and only while open', () => {
    expect(isLate('planned', '2026-03-02', '2026-03-02')).toBe(false)
    expect(isLate('started', '2026-03-02', '2026-03-03')).toBe(true)
    expect(isLate('done', '2026-03-02', '2026-03-03')).toBe(false)
  })

  test('[S6-24] an abandoned estate has a gap while nothing is planned or nothing done', () => {
    expect(disinfectionGap([])).toBe('not_planned')
    expect(disinfectionGap(['cancelled'])).toBe('not_planned')
    expect(disinfectionGap(['planned', 'cancelled'])).toBe('not_done')
    expect(disinfectionGap(['done'])).toBeUndefined()
    expect(disinfectionGap(['seen', 'planned'])).toBeUndefined()
  })

  test('who did the work does not see it, and another’s task is not mine', () => {
    const done = { state: 'done', workerId: 'a', doneBy: 'a' } as const
    expect(taskRefusal('see', done, 'a')).toBe('response.task_own')
    expect(taskRefusal('see', done, 'b')).toBe(true)
    expect(taskRefusal('start', { state: 'planned', workerId: 'a', doneBy: null }, 'b')).toBe(
      'response.task_not_yours',
    )
    expect(taskRefusal('done', { ...done, state: 'seen' }, 'a')).toBe('response.task_state')
  })
})

const workerAt = async (w: Town, estateId: string) => {
  const account = await anAccount(t, estateId, { role: 'grid_worker' })
  return { ...account, town: w }
}

test('[S6-14] [S6-16] every estate gets one fencing task of the bureau; start, done, time, material, cost and photo stand in its record', async () => {
  const w = await aTown(t)
  const plan = () =>
    planFencing(t.ctx(w.bureau), {
      regionId: w.regions.district,
      organisation: '县住建局',
      dueOn: '2026-03-04',
    })
  expect(await plan()).toEqual({ made: 4, had: 0 })
  expect(await plan()).toEqual({ made: 0, had: 4 })
  const { actor: worker } = await workerAt(w, w.managed)
  const { items } = await estateTasks(t.ctx(worker), { estateId: w.managed, mine: 'yes' })
  const at = { estateId: w.managed, taskId: items[0]!.id }
  await startTask(t.ctx(worker), at)
  t.clock.advance({ minutes: 90 })
  await expect(
    finishTask(t.ctx(worker), { ...at, material: '彩钢板 40 米', cost: 128_000 }),
  ).rejects.toMatchObject({ code: 'response.task_photo' })
  const done = await finishTask(t.ctx(worker), {
    ...at,
    material: '彩钢板 40 米',
    cost: 128_000,
    upload: await photo(),
  })
  expect(done).toMatchObject({
    state: 'done',
    minutes: 90,
    material: '彩钢板 40 米',
    cost: 128_000,
    organisation: '县住建局',
  })
  expect(done.photos).toHaveLength(1)
  // not right: back with the reason, then done anew and seen by the bureau
  const returned = await returnTask(t.ctx(w.bureau), { ...at, version: done.version, reason: '东侧有缺口' })
  expect(returned).toMatchObject({ state: 'started', returned: '东侧有缺口' })
  const again = await finishTask(t.ctx(worker), {
    ...at,
    material: '彩钢板 42 米',
    cost: 130_000,
    upload: await photo(),
  })
  expect(again.photos).toHaveLength(2)
  expect(await seeTask(t.ctx(w.bureau), { ...at, version: again.version })).toMatchObject({
    state: 'seen',
    seenBy: '住建局',
  })
  const list = await regionTasks(t.ctx(w.bureau), { regionId: w.regions.district, kind: 'fence' })
  expect(list.sums).toMatchObject({ all: 4, done: 1, toSee: 0, cost: 130_000, notFenced: 0 })
})

test('[S6-23] a repair is given to a person, who alone may do it; the same answer when the phone sends it again', async () => {
  const w = await aTown(t)
  const one = await workerAt(w, w.self)
  const other = await workerAt(w, w.self)
  const task = await addTask(t.ctx(w.bureau), {
    estateId: w.self,
    kind: 'repair',
    title: '北侧围挡被风吹倒',
    dueOn: '2026-03-03',
    organisation: '县住建局',
    workerId: one.id,
  })
  const at = { estateId: w.self, taskId: task.id }
  await expect(startTask(t.ctx(other.actor), at)).rejects.toMatchObject({ code: 'response.task_not_yours' })
  const given = await assignTask(t.ctx(w.bureau), { ...at, version: task.version, workerId: other.id })
  expect(given.worker).toBe(other.actor.name)
  const phone = (): Ctx => t.ctx(other.actor, { clientId: 'phone-1' })
  const upload = await photo()
  const send = () => finishTask(phone(), { ...at, minutes: 40, material: '立柱 2 根', cost: 0, upload })
  const first = await send()
  expect(await send()).toEqual(first)
  expect(first).toMatchObject({ minutes: 40, cost: 0, doneBy: other.actor.name })
  await expect(
    cancelTask(t.ctx(w.bureau), { ...at, version: first.version, reason: '不用了' }),
  ).rejects.toMatchObject({ code: 'response.task_state' })
})

test('[S6-24] abandoned estates are planned day by day, records stand per neighbourhood and day, gaps are named', async () => {
  const w = await aTown(t)
  const at = { regionId: w.regions.district }
  const plan = (from: string, until: string) =>
    planDisinfection(t.ctx(w.bureau), { ...at, organisation: '县住建局', from, until })
  const none = await disinfection(t.ctx(w.bureau), at)
  expect(none.items[0]).toMatchObject({
    abandoned: 2,
    done: 0,
    gaps: [{ why: 'not_planned' }, { why: 'not_planned' }],
  })
  expect(await plan('2026-03-02', '2026-03-04')).toEqual({ estates: 2, days: 3, made: 6 })
  expect(await plan('2026-03-04', '2026-03-05')).toMatchObject({ made: 2 })
  await expect(plan('2026-03-02', '2026-03-01')).rejects.toMatchObject({ code: 'response.period' })
  await expect(plan('2026-03-02', '2026-04-02')).rejects.toMatchObject({ code: 'response.period' })
  const { actor: worker } = await workerAt(w, w.abandoned)
  const { items } = await estateTasks(t.ctx(worker), { estateId: w.abandoned, kind: 'disinfect' })
  await finishTask(t.ctx(worker), { estateId: w.abandoned, taskId: items[0]!.id, upload: await photo() })
  const records = await regionTasks(t.ctx(w.bureau), { ...at, kind: 'disinfect', state: 'done' })
  expect(records.items).toMatchObject([
    { estateId: w.abandoned, organisation: '县住建局', dueOn: '2026-03-02', doneBy: worker.name },
  ])
  const day = await disinfection(t.ctx(w.bureau), { ...at, day: '2026-03-02' })
  expect(day.items[0]).toMatchObject({ planned: 2, done: 1, gaps: [{ name: '法院家属院', why: 'not_done' }] })
})

test('[S6-21] a grid worker has a grid of buildings, tasks of his own and reports of the day', async () => {
  const w = await aTown(t)
  await aUnit(t, w.managed, '1-1-101')
  await aUnit(t, w.managed, '2-1-101')
  const { actor: worker, id } = await workerAt(w, w.managed)
  const { buildings } = await getGrid(t.ctx(w.officer), { estateId: w.managed })
  const grid = await setGrid(t.ctx(w.officer), {
    estateId: w.managed,
    accountId: id,
    grid: '第一网格',
    buildings: [buildings[0]!.id],
    from: '2026-03-02',
  })
  expect(grid).toMatchObject({ grid: '第一网格', buildings: [{ name: '1' }] })
  expect((await getGrid(t.ctx(w.officer), { estateId: w.managed })).uncovered).toEqual(['2'])
  await addTask(t.ctx(w.officer), {
    estateId: w.managed,
    kind: 'grid',
    title: '逐户核对人数',
    dueOn: '2026-03-02',
    organisation: '社区',
    workerId: id,
  })
  const mine = await estateTasks(t.ctx(worker), { estateId: w.managed, mine: 'yes' })
  expect(mine.items).toMatchObject([
    { title: '逐户核对人数', allowed: { done: true, see: 'core.forbidden' } },
  ])
  await reportGrid(t.ctx(worker), {
    estateId: w.managed,
    day: '2026-03-02',
    visited: 36,
    notMet: 2,
    needs: '一户缺药',
  })
  expect((await getGrid(t.ctx(w.officer), { estateId: w.managed })).reports).toMatchObject([
    { name: worker.name, visited: 36, notMet: 2, needs: '一户缺药' },
  ])
  // a stranger of another town sees neither
  const far = await aTown(t)
  await expect(getGrid(t.ctx(far.officer), { estateId: w.managed })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})
