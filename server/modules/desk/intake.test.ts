import { expect, test } from 'vitest'
import { aColleague, aDesk, type Desk, raise } from '../../../test/desk.ts'
import { testHouse } from '../../../test/harness.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import { wall } from './promise-wall.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const wish = { kind: 'suggestion', class: 'service', text: '加装快递柜' } as const

test('[S1-30] repair of common parts is a class of its own, and the complainant sees its limit before and after he complains', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { items } = await reads.classes(t.ctx(d.resident), { estateId: d.estateId })
  expect(items.find(c => c.kind === 'complaint' && c.class === 'common_repair')).toMatchObject({
    zh: '公共部分维修',
    promises: [{ clock: 'resolve', unit: 'workingDays', amount: 3 }],
  })
  const made = await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '门禁坏了' }, d.resident)
  const mine = await reads.myGet(t.ctx(d.resident), at(d, made.id))
  expect(mine.promises).toMatchObject([
    { clock: 'resolve', unit: 'workingDays', amount: 3, state: 'running' },
  ])
  expect(mine.told?.zh).toContain('3 个工作日内办结')
})

test('[S1-31] the list of late ones is exact: on it from the first millisecond after the third working day, not before', async () => {
  local('2025-09-29 15:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '门禁坏了' })
  const late = async () =>
    (await reads.list(t.ctx(d.clerk), { estateId: d.estateId, show: 'late' })).items.map(i => i.id)
  // 30 September, then 9 and 10 October: the festival lies between
  local('2025-10-11 00:00:00')
  expect(await late()).toEqual([])
  local('2025-10-11 00:00:00.001')
  expect(await late()).toEqual([id])
  await acts.take(t.ctx(d.steward), at(d, id))
  expect(await closing.handle(t.ctx(d.steward), { ...at(d, id), text: '已修好' })).toMatchObject({
    late: true,
  })
})

test('[S1-33] the conduct of other owners is a class of its own that wants the room complained of', async () => {
  const d = await aDesk(t)
  const { items } = await reads.classes(t.ctx(d.clerk), { estateId: d.estateId })
  const conduct = items.find(c => c.kind === 'complaint' && c.class === 'conduct')
  expect(conduct?.accused).toBe('required')
  expect(conduct?.subtypes.map(s => s.key)).toEqual(
    expect.arrayContaining(['renovation_smell', 'renovation_noise', 'rest_noise']),
  )
  const bare = { kind: 'complaint', class: 'conduct', text: '装修异味' } as const
  await expect(raise(t, d, bare)).rejects.toMatchObject({ code: 'desk.accused_needed' })
  const made = await raise(t, d, { ...bare, accusedRoom: '1栋2单元302室' })
  expect(await reads.get(t.ctx(d.clerk), at(d, made.id))).toMatchObject({
    accusedUnit: '1-2-302',
    unit: '1-2-301',
  })
  await expect(raise(t, d, { ...bare, accusedRoom: '9-9-999' })).rejects.toMatchObject({
    code: 'desk.room_unknown',
  })
})

test('[S1-45] services outside the centre: answered at once, else within 30 minutes to the millisecond', async () => {
  const d = await aDesk(t)
  const ask = { kind: 'inquiry', class: 'outside', text: '附近哪里配钥匙' } as const
  expect(await raise(t, d, { ...ask, answer: '东门五金店，20 元' })).toMatchObject({ state: 'closed' })
  for (const [ms, late] of [
    [0, false],
    [1, true],
  ] as const) {
    local('2026-03-02 10:00:00')
    const { id } = await raise(t, d, ask)
    t.clock.advance({ minutes: 30, milliseconds: ms })
    expect(await closing.reply(t.ctx(d.clerk), { ...at(d, id), text: '东门五金店' })).toMatchObject({ late })
  }
})

test('[S8-12] [S8-16] a suggestion has its completion time at intake: two days unless one, or up to seven, is promised', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const due = async (limit?: number) =>
    (await raise(t, d, { ...wish, ...(limit ? { limit: { amount: limit } } : {}) })).promises.find(
      p => p.clock === 'resolve',
    )?.dueAt
  expect(await due()).toBe('2026-03-04T02:00:00Z')
  expect(await due(1)).toBe('2026-03-03T02:00:00Z')
  expect(await due(7)).toBe('2026-03-09T02:00:00Z')
})

test('[S8-14] the customer hears of a delay before the time is over: reason, new time and his answer are kept', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, wish, d.resident)
  local('2026-03-04 10:00:00')
  const put = {
    ...at(d, id),
    until: '2026-03-05T10:00:00+08:00',
    reason: '供货推迟',
    customerAnswer: '可以，周四前装好',
    agreed: true,
  }
  await expect(acts.postpone(t.ctx(d.clerk), { ...put, customerAnswer: '' })).rejects.toMatchObject({
    code: 'core.invalid',
  })
  const moved = await acts.postpone(t.ctx(d.clerk), put)
  expect(moved.course.at(-1)).toMatchObject({
    act: 'postpone',
    at: '2026-03-04T02:00:00Z',
    text: '供货推迟',
    data: { until: put.until, customerAnswer: '可以，周四前装好', agreed: true },
  })
  // his own phone says the new time, and his request the reason
  const told = await t.pool.query("SELECT account_id, body FROM message WHERE kind = 'ticket.postponed'")
  expect(told.rows).toMatchObject([
    { account_id: d.resident.id, body: { zh: expect.stringContaining('03-05 10:00') } },
  ])
  expect((await reads.myGet(t.ctx(d.resident), at(d, id))).course.at(-1)?.text).toBe('供货推迟')
  const { id: other } = await raise(t, d, wish)
  local('2026-03-06 10:00:00.001')
  await expect(
    acts.postpone(t.ctx(d.clerk), { ...put, ticketId: other, until: '2026-03-07T10:00:00+08:00' }),
  ).rejects.toMatchObject({ code: 'desk.postpone.late' })
})

test('[S8-22] what the first receiver takes is with the office at the same instant, stamped', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const guard = await aColleague(t, d.estateId, 'guard')
  for (const more of [wish, { kind: 'order', class: 'onsite', text: '搬行李', place: '大堂' } as const]) {
    const made = await raise(t, d, more, guard)
    expect(await reads.get(t.ctx(d.clerk), at(d, made.id))).toMatchObject({
      firstReceiver: guard.name,
      receivedAt: '2026-03-02T02:00:00Z',
      officeAt: '2026-03-02T02:00:00Z',
    })
  }
})

test('[S7-22] a proposal of the company’s own people and one of an owner are tracked alike', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const gardener = await aColleague(t, d.estateId, 'gardener')
  const ours = await raise(t, d, { ...wish, channel: 'patrol' }, gardener)
  const theirs = await raise(t, d, wish, d.resident)
  expect(ours.promises).toEqual(theirs.promises)
  const queue = await reads.list(t.ctx(d.clerk), { estateId: d.estateId, kind: 'suggestion' })
  expect(queue.items.map(i => [i.id, i.channel]).sort()).toEqual(
    [
      [ours.id, 'patrol'],
      [theirs.id, 'app'],
    ].sort(),
  )
})

test('[S7-23] what an owner requires becomes a task with a name and a reply that he reads', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { ...wish, text: '全体业主要求重划车位' }, d.resident)
  expect(await acts.take(t.ctx(d.steward), at(d, id))).toMatchObject({ assignee: d.steward.name })
  await closing.reply(t.ctx(d.steward), { ...at(d, id), text: '本周出方案，周五公示', how: 'message' })
  const mine = await reads.myGet(t.ctx(d.resident), at(d, id))
  expect(mine.promises.find(p => p.clock === 'feedback')?.state).toBe('kept')
  expect(mine.course.at(-1)).toMatchObject({ act: 'reply', text: '本周出方案，周五公示', by: d.steward.name })
})

test('[S7-24] every kind of request runs through the one desk: one queue, one course, one count', async () => {
  const d = await aDesk(t)
  await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '门禁' })
  await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点' })
  await raise(t, d, { kind: 'repair', class: 'home', text: '水管' }, d.resident)
  await raise(t, d, wish)
  await raise(t, d, { kind: 'order', class: 'onsite', text: '搬行李', place: '大堂' })
  const queue = await reads.list(t.ctx(d.clerk), { estateId: d.estateId })
  expect(queue.total).toBe(5)
  expect(new Set(queue.items.map(i => i.kind)).size).toBe(5)
  // their promises stand on one wall, and whoever handles takes any of them
  const { calls, clocks } = await wall(t.ctx(d.clerk), { estateId: d.estateId })
  const onTheWall = new Set([...calls, ...clocks].map(c => c.ticketId))
  expect([...onTheWall].sort()).toEqual(queue.items.map(i => i.id).sort())
  for (const { id } of queue.items)
    expect(await acts.take(t.ctx(d.steward), at(d, id))).toMatchObject({ state: 'taken' })
})
