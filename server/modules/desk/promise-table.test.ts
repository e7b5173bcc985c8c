import { describe, expect, test } from 'vitest'
import { aDesk, type Desk, raise } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import * as acts from './acts.ts'
import type { TypedInput } from './contract-promises.ts'
import * as change from './promise-change.ts'
import { findFault, orderFault } from './promise-faults.ts'
import { compare, levelOf } from './promise-standards.ts'
import { history, table } from './promise-table.ts'
import { preview } from './promise-trial.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const see = (d: Desk, on?: string) => table(t.ctx(d.manager), { estateId: d.estateId, ...(on ? { on } : {}) })

const nuisance: TypedInput = {
  kind: 'complaint',
  class: 'conduct',
  clock: 'arrive',
  startsAt: 'received',
  unit: 'minutes',
  amount: 10,
  frames: null,
  frameDays: 'all',
  chosen: false,
  max: null,
  overPolicy: 'refuse',
  soonMinutes: 3,
  escalateMinutes: 5,
}
const set = (d: Desk, more: Partial<TypedInput> = {}, from = '2026-03-02') =>
  change.setRule(t.ctx(d.manager), {
    estateId: d.estateId,
    ...nuisance,
    ...more,
    from,
    reason: '业主大会要求',
  })
const classOf = async (d: Desk, name: string, on?: string) =>
  (await see(d, on)).classes.find(c => c.class === name)

describe('the promise table and its editor', () => {
  test('[S1-32] lists every class with its clocks; the lost limits (1) and (2) stay empty with a warning', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    const got = await see(d)
    expect(got.gaps.map(g => [g.key, g.filled])).toEqual([
      ['desk.complaint_limit_1', false],
      ['desk.complaint_limit_2', false],
    ])
    expect(got.classes.find(c => c.class === 'conduct')).toMatchObject({
      zh: '其他业主行为',
      origin: 'general',
      clocks: [
        { clock: 'arrive', amount: 15, unit: 'minutes', source: 'S1-36', origin: 'general', next: null },
      ],
    })
    expect(got.calendarKnownUpTo).toBe(2026)
  })

  test('[S1-32] a new version holds from its date on; what was promised before keeps its limit; history tells who and why', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    await set(d, {}, '2026-03-03')
    expect((await classOf(d, 'conduct'))?.clocks[0]).toMatchObject({
      amount: 15,
      next: { amount: 10, from: '2026-03-03' },
    })
    local('2026-03-02 23:59:59.999')
    const before = await raise(t, d)
    local('2026-03-03 00:00:00')
    const after = await raise(t, d)
    expect(before.promises[0]?.dueAt).toBe('2026-03-02T16:14:59.999Z')
    expect(after.promises[0]?.dueAt).toBe('2026-03-02T16:10:00Z')
    expect((await reads.get(t.ctx(d.clerk), at(d, before.id))).promises[0]).toMatchObject({ amount: 15 })
    const { items } = await history(t.ctx(d.manager), {
      estateId: d.estateId,
      kind: 'complaint',
      class: 'conduct',
      clock: 'arrive',
    })
    expect(items.map(i => [i.amount, i.from, i.origin, i.madeBy, i.source])).toEqual([
      [10, '2026-03-03', 'estate', d.manager.name, '业主大会要求'],
      [15, '2020-01-01', 'general', 'seed', 'S1-36'],
    ])
    const other = await aDesk(t)
    expect((await classOf(other, 'conduct'))?.clocks[0]).toMatchObject({ amount: 15 })
  })

  test('[S1-32] a correction of the same date replaces; the past cannot be changed; the same again is nothing', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    await set(d, { amount: 12 })
    local('2026-03-02 09:05:00')
    await set(d, { amount: 11 })
    expect((await raise(t, d)).promises[0]?.dueAt).toBe('2026-03-02T01:16:00Z')
    await expect(set(d, { amount: 9 }, '2026-03-01')).rejects.toMatchObject({
      code: 'desk.rule.past',
      params: { from: '2026-03-01', today: '2026-03-02' },
    })
    await expect(set(d, { amount: 11 })).rejects.toMatchObject({ code: 'desk.rule.same' })
  })

  test('[S1-32] a clock is taken away from a date on, and a version that has not begun is withdrawn', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    const key = { estateId: d.estateId, kind: 'complaint', class: 'conduct' } as const
    await set(d, { amount: 12 }, '2026-03-05')
    const next = (await classOf(d, 'conduct'))?.clocks[0]?.next
    await change.withdrawRule(t.ctx(d.manager), { estateId: d.estateId, ruleId: next?.id ?? '' })
    expect((await classOf(d, 'conduct'))?.clocks[0]?.next).toBeNull()
    await change.dropRule(t.ctx(d.manager), {
      ...key,
      clock: 'arrive',
      startsAt: 'received',
      from: '2026-03-04',
      reason: '改由秩序部',
    })
    expect((await classOf(d, 'conduct', '2026-03-03'))?.clocks).toHaveLength(1)
    expect((await classOf(d, 'conduct', '2026-03-04'))?.clocks).toEqual([])
    local('2026-03-04 09:00:00')
    const off = (await history(t.ctx(d.manager), { ...key })).items[0]
    await expect(
      change.withdrawRule(t.ctx(d.manager), { estateId: d.estateId, ruleId: off?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'desk.rule.begun' })
  })

  test('[S1-32] a class in use cannot be deleted but retired from a date; its tickets keep it; an unused one is deleted', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    const add = (zh: string) =>
      change.setClass(t.ctx(d.manager), {
        estateId: d.estateId,
        ...{
          kind: 'complaint',
          zh,
          en: zh,
          subtypes: [{ zh: '异响', en: 'Noise' }],
          from: '2026-03-02',
          reason: '增设',
        },
      })
    const lift = (await add('电梯')).classes.find(c => c.zh === '电梯')?.class ?? ''
    const water = (await add('供水')).classes.find(c => c.zh === '供水')?.class ?? ''
    await expect(add('电梯')).rejects.toMatchObject({ code: 'desk.class.name_taken' })
    await set(d, { class: lift, clock: 'resolve', unit: 'workingDays', amount: 1, soonMinutes: 0 })
    const made = await raise(t, d, { kind: 'complaint', class: lift, text: '电梯异响' })
    expect(made.promises).toMatchObject([{ clock: 'resolve', dueAt: '2026-03-03T16:00:00Z' }])
    const drop = (name: string) =>
      change.deleteClass(t.ctx(d.manager), { estateId: d.estateId, kind: 'complaint', class: name })
    await expect(drop(lift)).rejects.toMatchObject({ code: 'desk.class.in_use', params: { count: 1 } })
    await expect(drop('other')).rejects.toMatchObject({ code: 'desk.class.seed' })
    expect((await drop(water)).classes.map(c => c.zh)).not.toContain('供水')
    await change.retireClass(t.ctx(d.manager), {
      estateId: d.estateId,
      kind: 'complaint',
      class: lift,
      from: '2026-03-10',
      reason: '并入其他',
    })
    expect(await classOf(d, lift)).toMatchObject({ retiredFrom: '2026-03-10', open: 1, total: 1 })
    local('2026-03-09 23:59:59.999')
    await raise(t, d, { kind: 'complaint', class: lift, text: '又响了' })
    local('2026-03-10 00:00:00')
    await expect(raise(t, d, { kind: 'complaint', class: lift, text: '又响了' })).rejects.toMatchObject({
      code: 'desk.class_unknown',
    })
    const kept = await acts.take(t.ctx(d.steward), at(d, made.id))
    expect(kept.class).toBe(lift)
  })

  test('[S1-32] a named class without a limit falls back on “other common parts”, until it gets its own, shorter one', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    const add = (zh: string, more: object) =>
      change.setClass(t.ctx(d.manager), {
        estateId: d.estateId,
        ...{ kind: 'complaint', zh, en: zh, subtypes: [], from: '2026-03-02', reason: '增设' },
        ...more,
      })
    const named = async (zh: string) => (await see(d)).classes.find(c => c.zh === zh)
    await add('供水', { fallback: 'common_repair' })
    const water = (await named('供水'))?.class ?? ''
    expect(await named('供水')).toMatchObject({
      falls: true,
      clocks: [{ clock: 'resolve', unit: 'workingDays', amount: 3, source: 'S1-31' }],
    })
    const dueOf = async () =>
      (await raise(t, d, { kind: 'complaint', class: water, text: '高层停水' })).promises.map(p => [
        p.clock,
        p.dueAt,
      ])
    expect(await dueOf()).toEqual([['resolve', '2026-03-05T16:00:00Z']])
    await set(d, { class: water, clock: 'resolve', amount: 240 })
    expect(await named('供水')).toMatchObject({ falls: false, clocks: [{ unit: 'minutes', amount: 240 }] })
    expect(await dueOf()).toEqual([['resolve', '2026-03-02T05:00:00Z']])
    // taken away by name it promises nothing: the fall-back is for what nobody decided
    local('2026-03-03 09:00:00')
    const off = { estateId: d.estateId, kind: 'complaint', class: water, clock: 'resolve' } as const
    await change.dropRule(t.ctx(d.manager), {
      ...off,
      startsAt: 'received',
      from: '2026-03-03',
      reason: '取消',
    })
    expect(await named('供水')).toMatchObject({ falls: false, clocks: [] })
    for (const fallback of ['no_such', 'general'])
      await expect(add('供暖', { fallback, from: '2026-03-03' })).rejects.toMatchObject({
        code: 'desk.class_unknown',
      })
  })

  test('only who may write rules changes the table; whoever may read it tries a change', async () => {
    local('2026-03-02 09:00:00')
    const d = await aDesk(t)
    const send = (who: typeof d.clerk, path: string, body: object) =>
      t.http(who, 'POST', `/api/estates/${d.estateId}/desk/table/${path}`, body)
    expect((await send(d.clerk, 'rules', { ...nuisance, from: '2026-03-02', reason: 'x' })).statusCode).toBe(
      403,
    )
    expect((await send(d.clerk, 'preview', nuisance)).statusCode).toBe(200)
    expect(
      (await send(actor('manager', 'estate', (await aDesk(t)).estateId), 'preview', nuisance)).statusCode,
    ).toBe(404)
    const bad = await send(d.manager, 'rules', {
      ...nuisance,
      ...{
        frames: [
          { from: '08:00', to: '12:00' },
          { from: '11:30', to: '18:00' },
        ],
        from: '2026-03-02',
        reason: 'x',
      },
    })
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('08:00–12:00 与 11:30–18:00 重叠')
  })
})

describe('what would have been late', () => {
  test('last month’s own tickets under a shorter limit, at the limit kept and one millisecond after late', async () => {
    local('2026-02-10 10:00:00')
    const d = await aDesk(t)
    const arrived = async (start: string, when: string) => {
      local(start)
      const { id } = await raise(t, d)
      await acts.take(t.ctx(d.steward), at(d, id))
      local(when)
      await acts.arrive(t.ctx(d.steward), at(d, id))
      return id
    }
    await arrived('2026-02-10 10:00:00', '2026-02-10 10:10:00')
    const one = await arrived('2026-02-11 10:00:00', '2026-02-11 10:10:00.001')
    await arrived('2026-02-12 10:00:00', '2026-02-12 10:15:00.001')
    await arrived('2026-03-01 00:00:00', '2026-03-01 00:30:00')
    local('2026-03-05 09:00:00')
    const ask = (more: Partial<TypedInput>) =>
      preview(t.ctx(d.manager), { estateId: d.estateId, ...nuisance, ...more })
    expect(await ask({ amount: 10 })).toMatchObject({
      month: '2026-02',
      ...{ tickets: 3, judged: 3, lateNow: 1, lateThen: 2, newlyLate: 1, noLongerLate: 0 },
      items: [{ id: one, lateNow: false, lateThen: true, dueThen: '2026-02-11T02:10:00Z' }],
    })
    expect(await ask({ amount: 20 })).toMatchObject({ lateThen: 0, noLongerLate: 1 })
    const resolve = { clock: 'resolve', unit: 'workingDays', amount: 2, soonMinutes: 0 } as const
    expect(await ask(resolve)).toMatchObject({ lateNow: 0, lateThen: 3, newlyLate: 3 })
  })

  test('a paused stretch is not counted in the trial either', async () => {
    local('2026-02-10 10:00:00')
    const d = await aDesk(t)
    const { id } = await raise(t, d)
    await acts.take(t.ctx(d.steward), at(d, id))
    await acts.pause(t.ctx(d.steward), { ...at(d, id), reason: 'customer_absent' })
    local('2026-02-10 10:30:00')
    await acts.resume(t.ctx(d.steward), at(d, id))
    local('2026-02-10 10:40:00')
    await acts.arrive(t.ctx(d.steward), at(d, id))
    local('2026-03-05 09:00:00')
    const ask = (amount: number) => preview(t.ctx(d.manager), { estateId: d.estateId, ...nuisance, amount })
    expect(await ask(10)).toMatchObject({ judged: 1, lateThen: 0 })
    expect(await ask(9)).toMatchObject({ judged: 1, lateThen: 1 })
  })
})

describe('absurd rules, each refused by its case', () => {
  test.each<[string, Partial<TypedInput>, string]>([
    ['nothing promised', { amount: 0 }, 'desk.rule.amount'],
    ['more than a year', { amount: 525_601 }, 'desk.rule.most'],
    ['250 working days at most', { unit: 'workingDays', amount: 251 }, 'desk.rule.most'],
    ['cap below the limit', { amount: 480, max: 479 }, 'desk.rule.max'],
    ['a reminder before the start', { amount: 10, soonMinutes: 10 }, 'desk.rule.soon'],
    ['four minutes for three', { clock: 'threeMinute', amount: 4, soonMinutes: 1 }, 'desk.rule.threeMinute'],
    ['hours on days', { unit: 'days24', frames: [{ from: '08:00', to: '12:00' }] }, 'desk.rule.frameUnit'],
    ['an end before its start', { frames: [{ from: '18:00', to: '08:00' }] }, 'desk.rule.frame'],
    ['an empty frame', { frames: [{ from: '08:00', to: '08:00' }] }, 'desk.rule.frame'],
    ['24:30', { frames: [{ from: '08:00', to: '24:30' }] }, 'desk.rule.frame'],
  ])('%s', (_name, more, code) => {
    expect(findFault({ ...nuisance, ...more })?.code).toBe(code)
  })
  test('to arrive after all is done contradicts', () => {
    const done = { ...nuisance, clock: 'resolve' as const, amount: 9 }
    expect(orderFault([nuisance, done])?.code).toBe('desk.rule.order')
    expect(orderFault([nuisance, { ...done, amount: 10 }])).toBeNull()
  })
})

describe('the local standard', () => {
  const own = (clock: string, unit: 'minutes' | 'workingDays', amount: number) => ({
    clock,
    unit,
    amount,
    startsAt: 'received',
  })
  test('an own limit that gives more time than DB11/T 751-2025 is told, by its clause', () => {
    const complaint = { kind: 'complaint', urgent: false }
    const verdict = (clocks: ReturnType<typeof own>[]) => compare(complaint, clocks, '2')[0]
    expect(verdict([own('resolve', 'workingDays', 3)])).toMatchObject({
      clause: '4.2.3',
      minutes: 240,
      verdict: 'lower',
    })
    expect(verdict([own('reply', 'minutes', 241)])?.verdict).toBe('lower')
    expect(verdict([own('reply', 'minutes', 240)])?.verdict).toBe('equal')
    expect(verdict([own('reply', 'minutes', 239), own('resolve', 'workingDays', 3)])?.verdict).toBe(
      'stricter',
    )
    expect(verdict([own('arrive', 'minutes', 15)])?.verdict).toBe('none')
    const frames = [{ from: '08:00', to: '18:00' }]
    expect(compare(complaint, [{ ...own('reply', 'minutes', 60), frames }], '1')[0]?.verdict).toBe('lower')
  })
  test('repairs by level, urgent ones fifteen minutes at every level', () => {
    const at90 = [own('arrive', 'minutes', 90)]
    const repair = (level: string | null, urgent = false) => compare({ kind: 'repair', urgent }, at90, level)
    expect(repair('1')[0]).toMatchObject({ minutes: 240, verdict: 'stricter' })
    expect(repair('二级')[0]).toMatchObject({ minutes: 120, verdict: 'stricter' })
    expect(repair('3')[0]).toMatchObject({ minutes: 60, verdict: 'lower' })
    expect(repair('3', true)[1]).toMatchObject({ minutes: 15, verdict: 'lower' })
    expect([levelOf(null), levelOf('三级服务'), levelOf('甲')]).toEqual([null, 3, null])
  })
})

test('[S1-32] a rule for a service level holds in every estate of that level, an estate’s own beats it', async () => {
  local('2026-03-02 09:00:00')
  const [d, own, other] = [await aDesk(t), await aDesk(t), await aDesk(t)]
  for (const x of [d, own])
    await t.pool.query("UPDATE estate SET service_level = '三级', version = version + 1 WHERE id = $1", [
      x.estateId,
    ])
  await set(own, { amount: 9 })
  const admin = actor('administrator', 'system')
  await change.setLevelRule(t.ctx(admin), {
    ...nuisance,
    level: '三级',
    amount: 8,
    from: '2026-03-02',
    reason: '合同等级',
  })
  const limit = async (x: Desk) => (await classOf(x, 'conduct'))?.clocks[0]
  expect(await limit(d)).toMatchObject({ amount: 8, origin: 'level' })
  expect(await limit(own)).toMatchObject({ amount: 9, origin: 'estate' })
  expect(await limit(other)).toMatchObject({ amount: 15, origin: 'general' })
  expect((await raise(t, d)).promises[0]?.dueAt).toBe('2026-03-02T01:08:00Z')
  await expect(
    change.setLevelRule(t.ctx(d.manager), { ...nuisance, level: '三级', from: '2026-03-02', reason: 'x' }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
})
