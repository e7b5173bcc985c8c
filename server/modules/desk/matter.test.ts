import { expect, test } from 'vitest'
import { aColleague, aDesk, type Desk, raise } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import * as acts from './acts.ts'
import { likeness, type Matter, textLikeness } from './alike.ts'
import { answers } from './answers.ts'
import * as closing from './closing.ts'
import * as matter from './matter.ts'
import * as reads from './reads.ts'
import { inFrames, restHours, setRestHours } from './rest.ts'
import { similar } from './similar.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const show = (d: Desk, id: string, who = d.clerk) => reads.get(t.ctx(who), at(d, id))
const lift = { kind: 'complaint', class: 'common_repair' } as const

test('two texts about one thing are alike, about another they are not', () => {
  expect(textLikeness('电梯又坏了，停在三楼', '三楼电梯坏了不动')).toBeGreaterThan(0.3)
  expect(textLikeness('电梯又坏了', '泳池几点开门')).toBe(0)
  expect(textLikeness('', '电梯')).toBe(0)
  const m: Matter = {
    ...lift,
    text: '电梯又坏了',
    unitId: 'a',
    buildingId: 'b',
    accusedUnitId: null,
    place: null,
  }
  expect(likeness(m, m)).toBe(100)
  expect(likeness(m, { ...m, unitId: 'x', text: '电梯坏了' })).toBeGreaterThanOrEqual(60)
  expect(likeness(m, { ...m, unitId: 'x', text: '楼道灯不亮' })).toBeLessThan(40)
  expect(likeness(m, { ...m, unitId: null, buildingId: null, text: '泳池几点开门', kind: 'inquiry' })).toBe(0)
})

test('while a second caller tells of the same lift, the first ticket is shown; another building’s or last season’s is not', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const first = await raise(t, d, { ...lift, text: '2单元电梯停在三楼不动了' })
  await raise(t, d, { kind: 'inquiry', class: 'general', text: '泳池几点开门' })
  const ask = { estateId: d.estateId, text: '电梯停在三楼，门打不开', ...lift, unitId: d.neighbour }
  const found = await similar(t.ctx(d.clerk), ask)
  expect(found.items.map(i => i.number)).toEqual([first.number])
  expect((await similar(t.ctx(d.clerk), { ...ask, text: '单车棚漏雨' })).items).toEqual([])
  local('2026-04-01 10:00:00.001')
  expect((await similar(t.ctx(d.clerk), ask)).items).toEqual([])
  expect((await similar(t.ctx(d.clerk), { estateId: d.estateId })).items).toEqual([])
})

test('[S1-37] an employee who lives where a complaint points to is not shown it as a similar matter', async () => {
  const d = await aDesk(t)
  await raise(t, d)
  const ask = { estateId: d.estateId, text: '楼上深夜噪音很大', unitId: d.home, accusedRoom: '1-2-302' }
  expect((await similar(t.ctx(d.clerk), ask)).items).toHaveLength(1)
  const guard = actor('guard', 'estate', d.estateId)
  const livesThere = { ...guard, grants: [...guard.grants, ...d.accused.grants] }
  expect((await similar(t.ctx(livesThere), ask)).items).toEqual([])
})

test('who comes back on a matter is counted on it, and its handler hears of it', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { ...lift, text: '电梯坏了' })
  await acts.take(t.ctx(d.steward), at(d, id))
  await matter.again(t.ctx(d.clerk), { ...at(d, id), text: '业主再次来电，问何时修好', channel: 'phone' })
  const seen = await matter.again(t.ctx(d.clerk), { ...at(d, id), text: '又来电' })
  expect(seen).toMatchObject({ repeats: 2, state: 'taken' })
  expect(seen.course.at(-2)).toMatchObject({ act: 'again', text: '业主再次来电，问何时修好' })
  const rows = await t.pool.query(
    "SELECT account_id FROM message WHERE kind = 'ticket.again' AND ref_id = $1",
    [id],
  )
  expect(rows.rows.map(r => r.account_id)).toEqual([d.steward.id, d.steward.id])
  const list = await reads.list(t.ctx(d.clerk), { estateId: d.estateId, mark: 'repeated' })
  expect(list.items.map(i => i.id)).toEqual([id])
})

test('a resident adds to his own request; a closed one he opens again instead', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加装快递柜' }, d.resident)
  expect(await matter.myAgain(t.ctx(d.resident), { ...at(d, id), text: '补充：放在东门' })).toMatchObject({
    repeats: 1,
  })
  await expect(matter.myAgain(t.ctx(d.accused), { ...at(d, id), text: '…' })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  await closing.refuse(t.ctx(d.manager), { ...at(d, id), reason: '消防通道' })
  await expect(matter.myAgain(t.ctx(d.resident), { ...at(d, id), text: '…' })).rejects.toMatchObject({
    code: 'desk.closed',
  })
})

test('two tickets of one matter are joined: both courses whole, both customers told, lateness kept, reopened apart', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const other = actor('owner', 'unit', d.neighbour, d.estateId)
  const main = await raise(t, d, { ...lift, text: '电梯坏了' }, d.resident)
  const second = await raise(
    t,
    d,
    { ...lift, text: '电梯停了，我家老人下不了楼', unitId: d.neighbour },
    other,
  )
  const joined = await matter.join(t.ctx(d.clerk), {
    ...at(d, second.id),
    intoId: main.id,
    reason: '同一部电梯',
  })
  expect(joined).toMatchObject({
    state: 'closed',
    outcome: 'joined',
    satisfied: null,
    joinedTo: { id: main.id, number: main.number, state: 'received' },
  })
  const seen = await show(d, main.id)
  expect(seen.joined.map(j => j.number)).toEqual([second.number])
  expect(seen).toMatchObject({ repeats: 1, state: 'received' })
  expect(seen.course.at(-1)).toMatchObject({ act: 'join', text: '同一部电梯', data: { from: second.number } })
  const told = async () =>
    (
      await t.pool.query("SELECT account_id FROM message WHERE kind = 'ticket.joined' AND estate_id = $1", [
        d.estateId,
      ])
    ).rows.map(r => r.account_id)
  expect((await told()).sort()).toEqual([d.resident.id, other.id].sort())
  const mine = await reads.myGet(t.ctx(other), at(d, second.id))
  expect(mine.joinedTo?.number).toBe(main.number)
  expect(JSON.stringify(mine)).not.toContain('电梯坏了')
  await expect(
    matter.join(t.ctx(d.clerk), { ...at(d, main.id), intoId: second.id, reason: '…' }),
  ).rejects.toMatchObject({ code: 'desk.join_closed' })
  await expect(
    matter.join(t.ctx(d.clerk), { ...at(d, main.id), intoId: main.id, reason: '…' }),
  ).rejects.toMatchObject({ code: 'desk.same_ticket' })
  await closing.refuse(t.ctx(d.manager), { ...at(d, main.id), reason: '电梯已报废' })
  expect(await told()).toHaveLength(3)
  const apart = await closing.myReopen(t.ctx(other), { ...at(d, second.id), reason: '没有解决' })
  expect(apart).toMatchObject({ state: 'received', joinedTo: null, round: 2 })
})

test('a customer without an account is called: the joined course says so', async () => {
  const d = await aDesk(t)
  const main = await raise(t, d, { ...lift, text: '电梯坏了', requesterPhone: '13800138000' })
  const second = await raise(t, d, { ...lift, text: '电梯停了', requesterPhone: '13900139000' })
  const joined = await matter.join(t.ctx(d.clerk), {
    ...at(d, second.id),
    intoId: main.id,
    reason: '同一件事',
  })
  expect(joined.course.at(-1)?.data).toMatchObject({ into: main.number, call: true })
  expect((await show(d, main.id)).course.at(-1)?.data).toMatchObject({ from: second.number, call: true })
})

test('tickets that stay apart are linked, once, and each shows the other', async () => {
  const d = await aDesk(t)
  const a = await raise(t, d, { ...lift, text: '电梯坏了' })
  const b = await raise(t, d, { kind: 'repair', class: 'common', text: '井道渗水' })
  await matter.link(t.ctx(d.clerk), { ...at(d, a.id), otherId: b.id })
  const again = await matter.link(t.ctx(d.clerk), { ...at(d, a.id), otherId: b.id })
  expect(again.links.map(l => l.number)).toEqual([b.number])
  expect((await show(d, b.id)).links.map(l => l.number)).toEqual([a.number])
  const far = await aDesk(t)
  const c = await raise(t, far, { ...lift, text: '…' })
  await expect(matter.link(t.ctx(d.clerk), { ...at(d, a.id), otherId: c.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[S8-07] the first receiver changes only by a manager, with a reason, in the course, both told', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加装快递柜' }, d.steward)
  const next = await aColleague(t, d.estateId, 'cleaner', '李阿姨')
  const ask = { ...at(d, id), accountId: next.id, reason: '王师傅离职' }
  await expect(matter.receiver(t.ctx(d.clerk), ask)).rejects.toMatchObject({ code: 'core.forbidden' })
  await expect(matter.receiver(t.ctx(d.manager), { ...ask, accountId: newId() })).rejects.toMatchObject({
    code: 'roster.no_staff',
  })
  await expect(matter.receiver(t.ctx(d.manager), { ...ask, accountId: d.steward.id })).rejects.toMatchObject({
    code: 'desk.same_receiver',
  })
  const changed = await matter.receiver(t.ctx(d.manager), ask)
  expect(changed).toMatchObject({ firstReceiver: '李阿姨' })
  expect(changed.course.at(-1)).toMatchObject({
    act: 'receiver',
    text: '王师傅离职',
    data: { from: d.steward.name, to: '李阿姨' },
  })
  const told = await t.pool.query(
    "SELECT account_id FROM message WHERE kind = 'ticket.receiver' AND ref_id = $1",
    [id],
  )
  expect(told.rows.map(r => r.account_id).sort()).toEqual([d.steward.id, next.id].sort())
})

test('[S8-10] the proposer is told two days at intake, and the words are kept with the due time', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加装快递柜' }, d.steward)
  expect(made.told?.zh).toContain('2 天内反馈处理结果（3月4日 10:00 前）')
  expect((await show(d, made.id)).told).toEqual(made.told)
  const small = await raise(t, d, { ...lift, text: '门禁坏了' })
  expect(small.told?.zh).toBe('3 个工作日内办结（3月5日 24:00 前）')
  const quick = await raise(t, d, { kind: 'order', class: 'onsite', text: '搬行李', place: '大堂' })
  expect(quick.told?.en).toBe('arrival within three minutes (by 2026-03-02 10:03)')
})

test('[S8-08] any employee of any post takes a suggestion and finds it among his own with its state', async () => {
  const d = await aDesk(t)
  for (const role of [
    ...(['manager', 'duty_director', 'office', 'front_desk', 'steward', 'cashier', 'storekeeper'] as const),
    ...(['area_keeper', 'repair_worker', 'cleaner', 'gardener', 'guard', 'employee'] as const),
    'command_operator' as const,
  ]) {
    const who = await aColleague(t, d.estateId, role)
    const made = await raise(t, d, { kind: 'suggestion', class: 'service', text: '多种些花' }, who)
    const mine = await reads.list(t.ctx(who), { estateId: d.estateId, mine: 'received', show: 'all' })
    expect(mine.items).toMatchObject([{ id: made.id, state: 'received', firstReceiver: who.name }])
  }
})

test('[S8-09] every suggestion stands in one office queue, with the time at which the office had it', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { kind: 'suggestion', class: 'service', text: '多种些花' }, d.steward)
  const own = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加座椅' }, d.resident)
  const queue = await reads.list(t.ctx(d.clerk), { estateId: d.estateId, kind: 'suggestion' })
  expect(queue.items.map(i => i.id).sort()).toEqual([made.id, own.id].sort())
  expect((await show(d, made.id)).officeAt).toBe('2026-03-02T02:00:00Z')
})

test('[S1-35] rest hours are the estate’s own: over midnight, from today on, noted on a complaint that came within them', async () => {
  expect(inFrames([{ from: '22:00', to: '07:00' }], '22:00')).toBe(true)
  expect(inFrames([{ from: '22:00', to: '07:00' }], '06:59')).toBe(true)
  expect(inFrames([{ from: '22:00', to: '07:00' }], '07:00')).toBe(false)
  expect(inFrames([{ from: '12:00', to: '14:00' }], '14:00')).toBe(false)
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const before = await raise(t, d)
  expect((await show(d, before.id)).restHours).toBeNull()
  const frames = [
    { from: '12:00', to: '14:00' },
    { from: '22:00', to: '07:00' },
  ]
  await expect(setRestHours(t.ctx(d.clerk), { estateId: d.estateId, frames })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await expect(
    setRestHours(t.ctx(d.manager), { estateId: d.estateId, frames: [{ from: '12:00', to: '12:00' }] }),
  ).rejects.toMatchObject({ code: 'desk.rest_frame' })
  expect(await setRestHours(t.ctx(d.manager), { estateId: d.estateId, frames })).toEqual({
    frames,
    now: true,
  })
  expect((await show(d, (await raise(t, d)).id)).restHours).toBe(true)
  const far = await aDesk(t)
  expect((await restHours(t.ctx(far.clerk), { estateId: far.estateId })).frames).toEqual([])
  local('2026-03-03 09:00:00')
  expect((await show(d, (await raise(t, d)).id)).restHours).toBe(false)
  expect((await show(d, before.id)).restHours).toBe(true)
})

test('a nuisance complaint refers to the renovation file of the unit complained of, other tickets do not', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { subtype: 'renovation_smell' } as never)
  const noted = await matter.renovation(t.ctx(d.steward), { ...at(d, id), ref: '装修许可 2026-017' })
  expect(noted).toMatchObject({ renovationRef: '装修许可 2026-017', subtype: 'renovation_smell' })
  const other = await raise(t, d, { kind: 'repair', class: 'home', text: '水管' })
  await expect(matter.renovation(t.ctx(d.steward), { ...at(d, other.id), ref: 'x' })).rejects.toMatchObject({
    code: 'desk.no_renovation',
  })
})

test('[S1-38] who accepts an other complaint gives its limit then and there', async () => {
  const d = await aDesk(t)
  const other = { kind: 'complaint', class: 'other', text: '绿化带有异味' } as const
  const open = await raise(t, d, other)
  await expect(acts.take(t.ctx(d.steward), at(d, open.id))).rejects.toMatchObject({
    code: 'desk.limit_needed',
  })
  await acts.take(t.ctx(d.steward), { ...at(d, open.id), limit: { amount: 120 } })
  const given = await raise(t, d, { ...other, limit: { amount: 60 } })
  expect(await acts.take(t.ctx(d.steward), at(d, given.id))).toMatchObject({ state: 'taken' })
})

test('[S1-41] [S1-47] a month’s inquiries: at once, later in time, late, and times agreed past the rule with the reason', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const ask = { kind: 'inquiry', class: 'general', text: '几点开门' } as const
  await raise(t, d, { ...ask, answer: '九点' })
  const later = await raise(t, d, ask)
  const late = await raise(t, d, ask)
  await raise(t, d, ask)
  t.clock.advance({ minutes: 30 })
  await closing.reply(t.ctx(d.clerk), { ...at(d, later.id), text: '九点' })
  t.clock.advance({ milliseconds: 1 })
  await closing.reply(t.ctx(d.clerk), { ...at(d, late.id), text: '九点' })
  const slow = { kind: 'inquiry', class: 'department', text: '怎样过户燃气' } as const
  await expect(raise(t, d, { ...slow, limit: { amount: 3 } })).rejects.toMatchObject({
    code: 'desk.limit.reason',
  })
  const agreed = await raise(t, d, { ...slow, limit: { amount: 3, reason: '燃气公司周四答复' } })
  await raise(t, d, { ...slow, limit: { amount: 2 } })
  const found = await answers(t.ctx(d.clerk), { estateId: d.estateId, month: '2026-03' })
  const general = found.rows.find(r => r.class === 'general')
  expect(general).toMatchObject({
    total: 4,
    atOnce: { count: 1, of: 4, basisPoints: 2500 },
    laterInTime: { count: 1 },
    late: { count: 2 },
    open: 0,
  })
  expect(found.rows.at(-1)).toMatchObject({ class: '', total: 6, open: 2 })
  expect(found.beyond).toMatchObject([
    { number: agreed.number, amount: 3, max: 2, unit: 'workingDays', reason: '燃气公司周四答复' },
  ])
  const listed = await reads.list(t.ctx(d.clerk), { estateId: d.estateId, mark: 'beyond' })
  expect(listed.items.map(i => i.id)).toEqual([agreed.id])
  // agreed on later it is the same: a reason, and a line in the list
  const talked = await raise(t, d, slow)
  const until = (more: object) =>
    acts.setLimit(t.ctx(d.clerk), { ...at(d, talked.id), clock: 'reply', limit: { amount: 3, ...more } })
  await expect(until({})).rejects.toMatchObject({ code: 'desk.limit.reason' })
  await until({ reason: '业主同意等到周四' })
  const again = await answers(t.ctx(d.clerk), { estateId: d.estateId, month: '2026-03' })
  expect(again.beyond.map(b => [b.number, b.reason])).toEqual(
    expect.arrayContaining([
      [agreed.number, '燃气公司周四答复'],
      [talked.number, '业主同意等到周四'],
    ]),
  )
  expect((await answers(t.ctx(d.clerk), { estateId: d.estateId, month: '2026-02' })).rows).toMatchObject([
    { class: '', total: 0, atOnce: { basisPoints: null } },
  ])
})

test('[S1-43] a quotation on site shows each step with its actor and time; the reply counts anew from the consent', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'inquiry', class: 'charge', text: '改水管多少钱' })
  await acts.take(t.ctx(d.clerk), at(d, id))
  t.clock.advance({ minutes: 20 })
  const agreed = await acts.consent(t.ctx(d.clerk), { ...at(d, id), text: '同意今天上门' })
  const running = agreed.promises.filter(p => p.stoppedAt === null)
  expect(running.map(p => [p.clock, p.dueAt])).toEqual([
    ['arrive', '2026-03-02T02:50:00Z'],
    ['reply', '2026-03-02T02:50:00Z'],
  ])
  t.clock.advance({ minutes: 2 })
  await acts.assign(t.ctx(d.clerk), { ...at(d, id), accountId: d.steward.id })
  await acts.take(t.ctx(d.steward), at(d, id))
  t.clock.advance({ minutes: 10 })
  await acts.arrive(t.ctx(d.steward), at(d, id))
  await acts.quote(t.ctx(d.steward), { ...at(d, id), fee: 12000 })
  t.clock.advance({ minutes: 3 })
  const done = await closing.reply(t.ctx(d.steward), { ...at(d, id), text: '120 元', how: 'face' })
  expect(done).toMatchObject({ state: 'closed', late: false })
  expect(done.steps).toEqual([
    { step: 'consent', at: '2026-03-02T02:20:00Z', by: d.clerk.name },
    { step: 'sent', at: '2026-03-02T02:22:00Z', by: d.steward.name },
    { step: 'arrived', at: '2026-03-02T02:32:00Z', by: d.steward.name },
    { step: 'fee', at: '2026-03-02T02:32:00Z', by: d.steward.name },
    { step: 'replied', at: '2026-03-02T02:35:00Z', by: d.steward.name },
  ])
})

test('a hand-over is visible until its receiver takes it: who, to whom, why', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { ...lift, text: '电梯坏了' })
  await acts.take(t.ctx(d.clerk), at(d, id))
  const moved = await acts.handover(t.ctx(d.clerk), {
    ...at(d, id),
    accountId: d.steward.id,
    reason: '工程部的事',
  })
  expect(moved.handover).toMatchObject({ from: d.clerk.name, to: d.steward.name, reason: '工程部的事' })
  expect(await acts.take(t.ctx(d.steward), at(d, id))).toMatchObject({
    handover: null,
    assignee: d.steward.name,
  })
})

test('two people take one ticket: the second is told who has it', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { ...lift, text: '电梯坏了' })
  const second = await aColleague(t, d.estateId, 'repair_worker')
  const both = await Promise.allSettled([
    acts.take(t.ctx(d.steward), at(d, id)),
    acts.take(t.ctx(second), at(d, id)),
  ])
  expect(both.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = both.find(r => r.status === 'rejected')
  const has = (await show(d, id)).assignee
  expect(lost?.reason).toMatchObject({ code: 'desk.taken', params: { name: has } })
})

test('a caller is found by his phone, by its last four digits and by his room, as the register finds persons', async () => {
  const d = await aDesk(t)
  const a = await raise(t, d, { ...lift, text: '电梯坏了', requesterPhone: '+86 138-0013 8123' })
  await raise(t, d, { kind: 'repair', class: 'home', text: '水管', unitId: d.neighbour })
  const find = async (q: string) =>
    (await reads.list(t.ctx(d.clerk), { estateId: d.estateId, q, show: 'all' })).items.map(i => i.id)
  expect(await find('13800138123')).toEqual([a.id])
  expect(await find('138 0013 8123')).toEqual([a.id])
  expect(await find('8123')).toEqual([a.id])
  expect(await find('9999')).toEqual([])
  expect(await find('1-2-301')).toEqual([a.id])
  expect(await find(a.number)).toEqual([a.id])
})

test('10,000 characters are taken, one more is refused', async () => {
  const d = await aDesk(t)
  const long = '漏'.repeat(10_000)
  const made = await raise(t, d, { ...lift, text: long })
  expect((await show(d, made.id)).text).toBe(long)
  await expect(raise(t, d, { ...lift, text: `${long}漏` })).rejects.toMatchObject({ code: 'core.invalid' })
})
