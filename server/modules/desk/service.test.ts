import { expect, test } from 'vitest'
import { aColleague, aDesk, aSignature, type Desk, raise, upload } from '../../../test/desk.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import { deskLists } from './lists.ts'
import { calendar, uploadNotice } from './notices.ts'
import { wall } from './promise-wall.ts'
import * as reads from './reads.ts'

const t = await testHouse()
/** Local time of the estate. */
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const show = (d: Desk, id: string, who = d.clerk) => reads.get(t.ctx(who), at(d, id))

test('[S1-03] a ticket has a number, a channel, a time, a recipient and its promises at once', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { channel: 'visit' })
  expect(made.number).toMatch(/^26-\d{6}$/)
  expect(made.promises).toEqual([
    { clock: 'arrive', dueAt: '2026-03-02T14:55:00Z', state: 'running', unpublishedYear: null },
  ])
  const seen = await show(d, made.id)
  expect(seen).toMatchObject({
    channel: 'visit',
    receivedAt: '2026-03-02T14:40:00Z',
    firstReceiver: d.clerk.name,
    state: 'received',
  })
  const next = await raise(t, d)
  expect(Number(next.number.slice(3))).toBe(Number(made.number.slice(3)) + 1)
})

test('[S1-03] an inquiry and a service request are two kinds of intake; each has number, channel, time and recipient', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const asked = { kind: 'inquiry', class: 'general', text: '泳池几点开门', channel: 'phone' } as const
  const wanted = { kind: 'order', class: 'onsite', text: '搬行李', place: '大堂', channel: 'visit' } as const
  for (const intake of [asked, wanted]) {
    const made = await raise(t, d, intake)
    expect(await show(d, made.id)).toMatchObject({
      kind: intake.kind,
      number: expect.stringMatching(/^26-\d{6}$/),
      channel: intake.channel,
      receivedAt: '2026-03-02T14:40:00Z',
      firstReceiver: d.clerk.name,
    })
    const ofKind = await reads.list(t.ctx(d.clerk), { estateId: d.estateId, kind: intake.kind })
    expect(ofKind.items.map(i => i.id)).toEqual([made.id])
  }
})

test('[S1-02] requests are taken at every hour of the day, on a holiday too, each with its time', async () => {
  const d = await aDesk(t)
  const asked = { kind: 'inquiry', class: 'general', text: '几点开门' } as const
  for (let hour = 0; hour < 24; hour++) {
    local(`2026-02-17 ${String(hour).padStart(2, '0')}:30:00`)
    const { id } = await raise(t, d, asked, hour % 2 === 0 ? d.clerk : d.resident)
    expect((await show(d, id)).receivedAt).toBe(t.clock.now().toString())
  }
})

test('[S1-36] a nuisance complaint wants a steward on site within 15 minutes: at 15:00 kept, a millisecond later late', async () => {
  const d = await aDesk(t)
  for (const [arrival, state] of [
    ['22:55:00', 'kept'],
    ['22:55:00.001', 'late'],
  ] as const) {
    local('2026-03-02 22:40:00')
    const { id } = await raise(t, d)
    await acts.take(t.ctx(d.steward), at(d, id))
    local(`2026-03-02 ${arrival}`)
    const there = await acts.arrive(t.ctx(d.steward), at(d, id))
    expect(there.promises[0]).toMatchObject({ clock: 'arrive', state })
    expect(there).toMatchObject({
      state: 'arrived',
      late: state === 'late',
      accusedUnit: '1-2-302',
      unit: '1-2-301',
    })
  }
})

test('[S1-36] the whole way: taken, arrived, recorded with a photo, explained, signed, closed', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { requesterName: '王某', requesterPhone: '138 0013 8000' })
  const by = () => {
    t.clock.advance({ seconds: 20 })
    return t.ctx(d.steward)
  }
  await acts.take(by(), at(d, id))
  t.clock.advance({ minutes: 9 })
  await acts.arrive(by(), at(d, id))
  await closing.record(by(), { ...at(d, id), text: '电钻声', ...upload(await aSignature()) } as never)
  t.clock.advance({ minutes: 5 })
  await closing.handle(by(), { ...at(d, id), text: '已劝停，明早九点后再施工', how: 'face' })
  const done = await closing.sign(by(), {
    ...at(d, id),
    satisfied: true,
    rating: 5,
    ...upload(await aSignature()),
  } as never)
  expect(done).toMatchObject({ state: 'closed', outcome: 'satisfied', rating: 5, late: false, dueAt: null })
  expect(done).toMatchObject({
    takenAt: '2026-03-02T14:40:20Z',
    arrivedAt: '2026-03-02T14:49:40Z',
    handledAt: '2026-03-02T14:55:20Z',
  })
  expect(done.files.map(f => f.use)).toEqual(['photo', 'signature'])
  expect(done.course.map(e => e.act)).toEqual(['take', 'arrive', 'record', 'handle', 'sign'])
  expect(done.requester).toMatchObject({ name: '王某', phone: '138****8000' })
  const audit = await t.pool.query(
    "SELECT action FROM audit WHERE subject = 'ticket' AND subject_id = $1 ORDER BY at, id",
    [id],
  )
  expect(audit.rows.map(r => r.action)).toEqual([
    'ticket.create',
    'ticket.take',
    'ticket.arrive',
    'ticket.record',
    'ticket.handle',
    'ticket.sign',
  ])
  const clear = await t.pool.query(
    'SELECT 1 FROM ticket WHERE id = $1 AND position($2 in requester_phone::text) > 0',
    [id, '13800138000'],
  )
  expect(clear.rowCount).toBe(0)
})

test('[S1-37] the complained-of party sees neither the ticket nor, as an employee, who complained', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { requesterName: '李某' })
  await expect(reads.myGet(t.ctx(d.accused), at(d, id))).rejects.toMatchObject({ code: 'core.not_found' })
  const guard = actor('guard', 'estate', d.estateId)
  const livesThere = { ...guard, grants: [...guard.grants, ...d.accused.grants] }
  const seen = await show(d, id, livesThere)
  expect(seen).toMatchObject({ unit: null, requester: null, text: '', enteredBy: null, course: [] })
  const row = (await reads.list(t.ctx(livesThere), { estateId: d.estateId })).items.find(r => r.id === id)
  expect(row).toMatchObject({ unit: null, text: '' })
  // nor on the wall, nor in the exported queue
  const exported: unknown[] = []
  for await (const cells of deskLists[0]!.cells(t.ctx(livesThere), { estateId: d.estateId }))
    exported.push(cells)
  const elsewhere = [await wall(t.ctx(livesThere), { estateId: d.estateId }), exported]
  for (const shown of elsewhere.map(x => JSON.stringify(x))) {
    expect(shown).toContain(row?.number)
    for (const secret of ['1-2-301', '李某', '楼上深夜噪音很大']) expect(shown).not.toContain(secret)
  }
  expect((await show(d, id, guard)).requester).toMatchObject({ name: '李某' })
  const open = await raise(t, d, { requesterName: '李某', revealToAccused: true })
  expect((await show(d, open.id, livesThere)).requester).toMatchObject({ name: '李某' })
})

test('the same client id makes one ticket, also when both requests come at once', async () => {
  const d = await aDesk(t)
  const clientId = newId()
  const [a, b] = await Promise.all([raise(t, d, { clientId }), raise(t, d, { clientId })])
  expect(b).toEqual(a)
  expect(await raise(t, d, { clientId })).toEqual(a)
  const count = await t.pool.query('SELECT count(*) AS n FROM ticket WHERE estate_id = $1', [d.estateId])
  expect(Number(count.rows[0].n)).toBe(1)
  await expect(raise(t, d, { clientId }, d.steward)).rejects.toMatchObject({ code: 'core.reused_client_id' })
})

test('a resident raises for his own home only, and cannot answer or set limits himself', async () => {
  const d = await aDesk(t)
  const mine = await raise(t, d, { kind: 'repair', class: 'home', text: '水管漏水' }, d.resident)
  const seen = await reads.myGet(t.ctx(d.resident), at(d, mine.id))
  expect(seen).toMatchObject({ channel: 'app', unit: '1-2-301', firstReceiver: null, alarms: [] })
  expect((await reads.myList(t.ctx(d.resident), { estateId: d.estateId })).items.map(i => i.id)).toEqual([
    mine.id,
  ])
  await expect(
    raise(t, d, { unitId: d.neighbour, kind: 'repair', class: 'home' }, d.resident),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(
    raise(t, d, { kind: 'inquiry', class: 'general', answer: '好' }, d.resident),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  await expect(reads.get(t.ctx(d.resident), at(d, mine.id))).rejects.toMatchObject({ code: 'core.forbidden' })
})

test('[SX-12] staff enters for somebody who cannot, with a mark and his own name', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { onBehalf: true, channel: 'paper' })
  expect(await show(d, id)).toMatchObject({ onBehalf: true, enteredBy: d.clerk.name })
  const own = await raise(t, d, { onBehalf: true, kind: 'repair', class: 'home' }, d.resident)
  expect(await show(d, own.id)).toMatchObject({ onBehalf: false, enteredBy: null })
})

test('[S1-39] other complaints: 480 minutes may be promised, 481 are refused; [S1-38] the handler sets it at acceptance', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const other = { kind: 'complaint', class: 'other', text: '绿化带有异味' } as const
  await expect(raise(t, d, { ...other, limit: { amount: 481 } })).rejects.toMatchObject({
    code: 'desk.limit.over',
  })
  const given = await raise(t, d, { ...other, limit: { amount: 480 } })
  expect(given.promises).toMatchObject([{ clock: 'arrive', dueAt: '2026-03-02T10:00:00Z' }])
  const later = await raise(t, d, other)
  const taken = await acts.take(t.ctx(d.steward), { ...at(d, later.id), limit: { amount: 90 } })
  expect(taken.promises.filter(p => p.stoppedAt === null)).toMatchObject([
    { amount: 90, dueAt: '2026-03-02T03:30:00Z' },
  ])
  await expect(
    acts.setLimit(t.ctx(d.steward), { ...at(d, later.id), clock: 'arrive', limit: { amount: 481 } }),
  ).rejects.toMatchObject({ code: 'desk.limit.over' })
  const fixed = await raise(t, d)
  await expect(
    acts.setLimit(t.ctx(d.steward), { ...at(d, fixed.id), clock: 'arrive', limit: { amount: 60 } }),
  ).rejects.toMatchObject({ code: 'desk.limit_fixed' })
})

test('[S1-41] an inquiry answered at once is closed at once; later it has 30 minutes', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const ask = { kind: 'inquiry', class: 'general', text: '游泳池几点开门' } as const
  const now = await raise(t, d, { ...ask, answer: '上午九点' })
  expect(await show(d, now.id)).toMatchObject({
    state: 'closed',
    outcome: 'answered',
    atOnce: true,
    late: false,
  })
  const later = await raise(t, d, ask)
  expect(later.promises).toMatchObject([{ clock: 'reply', dueAt: '2026-03-02T02:30:00Z' }])
  t.clock.advance({ minutes: 30 })
  const done = await closing.reply(t.ctx(d.clerk), { ...at(d, later.id), text: '上午九点', how: 'phone' })
  expect(done).toMatchObject({ state: 'closed', atOnce: false, late: false })
  const late = await raise(t, d, ask)
  t.clock.advance({ minutes: 30, milliseconds: 1 })
  expect(
    await closing.reply(t.ctx(d.clerk), { ...at(d, late.id), text: '九点', how: 'phone' }),
  ).toMatchObject({ late: true })
})

test('[S1-40] a matter internal to the centre goes to a manager and is not answered at the desk', async () => {
  const d = await aDesk(t)
  const ask = { kind: 'inquiry', class: 'internal', text: '经理工资多少' } as const
  await expect(raise(t, d, { ...ask, answer: '不知道' })).rejects.toMatchObject({ code: 'desk.internal' })
  const boss = await aColleague(t, d.estateId, 'manager', '陈经理')
  // somebody is on duty at the desk, and an ordinary inquiry would be his
  await t.pool.query(
    `INSERT INTO duty (estate_id, id, kind, account_id, name, starts_at, ends_at, made_by)
     VALUES ($1, $2, 'desk', $3, $4, '2020-01-01T00:00:00+08:00', '2030-01-01T00:00:00+08:00', 'test')`,
    [d.estateId, newId(), d.clerk.id, d.clerk.name],
  )
  const plain = await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点开门' })
  await t.drain()
  expect((await show(d, plain.id)).assigneeId).toBe(d.clerk.id)
  const { id } = await raise(t, d, ask)
  await t.drain()
  expect(await show(d, id)).toMatchObject({ assignee: '陈经理', assigneeId: boss.id })
  const told = await t.pool.query(
    "SELECT account_id FROM message WHERE kind = 'ticket.new' AND ref_id = $1",
    [id],
  )
  expect(told.rows).toEqual([{ account_id: boss.id }])
  for (const who of [d.clerk, d.steward])
    await expect(closing.reply(t.ctx(who), { ...at(d, id), text: '…' })).rejects.toMatchObject({
      code: 'desk.internal',
    })
  expect(await closing.reply(t.ctx(d.manager), { ...at(d, id), text: '由公司公示' })).toMatchObject({
    state: 'closed',
  })
})

test('[S1-43] nobody is sent to fix a fee without the owner’s consent; then 30 minutes to the site', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'inquiry', class: 'charge', text: '改水管多少钱' })
  const who = { accountId: d.steward.id }
  await expect(acts.assign(t.ctx(d.clerk), { ...at(d, id), ...who })).rejects.toMatchObject({
    code: 'desk.no_consent',
  })
  await acts.take(t.ctx(d.steward), at(d, id))
  await expect(acts.arrive(t.ctx(d.steward), at(d, id))).rejects.toMatchObject({ code: 'desk.no_consent' })
  t.clock.advance({ minutes: 5 })
  const agreed = await acts.consent(t.ctx(d.steward), at(d, id))
  expect(agreed.promises.find(p => p.clock === 'arrive')).toMatchObject({ dueAt: '2026-03-02T02:35:00Z' })
  await expect(acts.quote(t.ctx(d.steward), { ...at(d, id), fee: 12000 })).rejects.toMatchObject({
    code: 'desk.not_arrived',
  })
  t.clock.advance({ minutes: 10 })
  await acts.arrive(t.ctx(d.steward), at(d, id))
  expect(await acts.quote(t.ctx(d.steward), { ...at(d, id), fee: 12000 })).toMatchObject({ quotedFee: 12000 })
  expect(await closing.reply(t.ctx(d.steward), { ...at(d, id), text: '120 元', how: 'face' })).toMatchObject({
    state: 'closed',
    late: false,
  })
})

test('[S8-07] the first receiver is stored for good, and a hand-over is visible', async () => {
  const d = await aDesk(t)
  const { id } = await raise(
    t,
    d,
    { kind: 'suggestion', class: 'service', text: '建议增加快递柜' },
    d.steward,
  )
  await acts.take(t.ctx(d.clerk), at(d, id))
  const reason = '由工程部跟进'
  const zhang = await aColleague(t, d.estateId, 'repair_worker', '张师傅')
  const moved = await acts.handover(t.ctx(d.clerk), { ...at(d, id), accountId: zhang.id, reason })
  expect(moved).toMatchObject({ firstReceiver: d.steward.name, assignee: '张师傅', state: 'received' })
  expect(moved.officeAt).not.toBeNull()
  expect(moved.course.at(-1)).toMatchObject({
    act: 'handover',
    by: d.clerk.name,
    data: { from: d.clerk.name, to: '张师傅' },
  })
})

test('a ticket goes only to somebody who works at the estate, by the name the roster knows', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  const elsewhere = await aColleague(t, (await aDesk(t)).estateId, 'steward', '外人')
  for (const accountId of [newId(), elsewhere.id])
    await expect(acts.assign(t.ctx(d.clerk), { ...at(d, id), accountId })).rejects.toMatchObject({
      code: 'roster.no_staff',
    })
  const forged = { ...at(d, id), accountId: d.steward.id, name: '假名' }
  expect(await acts.assign(t.ctx(d.clerk), forged)).toMatchObject({ assignee: d.steward.name })
})

test('[S8-10] a suggestion is fed back within two days; [S8-15] one postponement, before the time, a second is refused', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { kind: 'suggestion', class: 'service', text: '建议增加快递柜' })
  expect(made.promises).toMatchObject([
    { clock: 'feedback', dueAt: '2026-03-04T02:00:00Z' },
    { clock: 'resolve', dueAt: '2026-03-04T02:00:00Z' },
  ])
  const ask = { ...at(d, made.id), reason: '等待供货', customerAnswer: '同意', agreed: true }
  const by = t.ctx(d.clerk)
  await expect(acts.postpone(by, { ...ask, until: '2026-03-04T10:00:00+08:00' })).rejects.toMatchObject({
    code: 'desk.postpone.earlier',
  })
  await expect(acts.postpone(by, { ...ask, until: '2026-03-09T10:00:00.001+08:00' })).rejects.toMatchObject({
    code: 'desk.limit.approval',
  })
  const moved = await acts.postpone(by, { ...ask, until: '2026-03-09T10:00:00+08:00' })
  const resolve = moved.promises.filter(p => p.clock === 'resolve')
  expect(resolve).toMatchObject([
    { state: 'stopped', stopReason: 'postponed' },
    { state: 'running', dueAt: '2026-03-09T02:00:00Z', postponedFrom: '2026-03-04T02:00:00Z' },
  ])
  expect(moved.allowed.postpone).toBe('desk.postpone.second')
  await expect(acts.postpone(by, { ...ask, until: '2026-03-09T11:00:00+08:00' })).rejects.toMatchObject({
    code: 'desk.postpone.second',
  })
  const late = await raise(t, d, { kind: 'suggestion', class: 'service', text: '另一条' })
  t.clock.advance({ hours: 48, milliseconds: 1 })
  await expect(
    acts.postpone(t.ctx(d.clerk), { ...ask, ticketId: late.id, until: '2026-03-06T10:00:00+08:00' }),
  ).rejects.toMatchObject({ code: 'desk.postpone.late' })
})

test('[S8-11] it closes only satisfied: not satisfied starts again, a final refusal is a manager’s and counts as not satisfied', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'suggestion', class: 'service', text: '建议' })
  const by = () => t.ctx(d.clerk)
  await acts.take(by(), at(d, id))
  await closing.handle(by(), { ...at(d, id), text: '已解释', how: 'phone' })
  t.clock.advance({ hours: 30 })
  const again = await closing.sign(by(), { ...at(d, id), satisfied: false, text: '没有解决' })
  expect(again).toMatchObject({ state: 'taken', round: 2, satisfied: false, closedAt: null })
  expect(again.promises.filter(p => p.round === 2)).toMatchObject([
    { clock: 'feedback', dueAt: '2026-03-05T08:00:00Z' },
    { clock: 'resolve', dueAt: '2026-03-05T08:00:00Z' },
  ])
  expect(again.promises.filter(p => p.round === 1).map(p => p.state)).toEqual(['kept', 'kept'])
  // an answer alone closes nothing, and the first receiver has it before him until the end
  expect((await closing.reply(by(), { ...at(d, id), text: '再等等', how: 'phone' })).state).toBe('taken')
  const tracked = async () =>
    (await reads.list(by(), { estateId: d.estateId, mine: 'received' })).items.map(i => i.id)
  expect(await tracked()).toEqual([id])
  await expect(closing.refuse(by(), { ...at(d, id), reason: '无法实现' })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  const end = await closing.refuse(t.ctx(d.manager), { ...at(d, id), reason: '消防通道不可占用' })
  expect(end).toMatchObject({ state: 'closed', outcome: 'refused', satisfied: false })
  expect(await tracked()).toEqual([])
})

test('[S8-19] satisfied wants the customer’s signature, and an empty one is none', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  const by = () => t.ctx(d.steward)
  await acts.take(by(), at(d, id))
  await acts.arrive(by(), at(d, id))
  await closing.handle(by(), { ...at(d, id), text: '已劝停' })
  await expect(closing.sign(by(), { ...at(d, id), satisfied: true })).rejects.toMatchObject({
    code: 'desk.signature_needed',
  })
  const blank = upload(await aSignature(false))
  await expect(
    closing.sign(by(), { ...at(d, id), satisfied: true, ...blank } as never),
  ).rejects.toMatchObject({ code: 'desk.signature_empty' })
  const text = upload(Buffer.from('<svg onload=alert(1)>'))
  await expect(closing.sign(by(), { ...at(d, id), satisfied: true, ...text } as never)).rejects.toMatchObject(
    { code: 'core.media_type' },
  )
})

test('[S8-24] three minutes from reception to arrival: 3:00 in time; [S8-25] explained and agreed before, it is no breach', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const service = { kind: 'order', class: 'onsite', text: '请来大堂帮忙搬行李', place: '大堂' } as const
  const { id } = await raise(t, d, service)
  await acts.take(t.ctx(d.steward), at(d, id))
  t.clock.advance({ minutes: 3 })
  expect((await acts.arrive(t.ctx(d.steward), at(d, id))).promises).toMatchObject([
    { clock: 'threeMinute', state: 'kept' },
  ])
  const busy = await raise(t, d, service)
  t.clock.advance({ minutes: 2 })
  const said = { text: '人手都在外', customerAnswer: '可以，十分钟内来就行', agreed: true, minutes: 10 }
  const agreed = await acts.explain(t.ctx(d.clerk), { ...at(d, busy.id), ...said })
  expect(agreed.promises).toMatchObject([
    { clock: 'threeMinute', state: 'stopped' },
    { clock: 'arrive', state: 'running', dueAt: '2026-03-02T02:15:00Z' },
  ])
  expect(agreed.course.at(-1)).toMatchObject({
    act: 'explain',
    text: '人手都在外',
    data: { customerAnswer: '可以，十分钟内来就行', agreed: true },
  })
  // without the customer's word nothing is recorded; without his consent the three minutes run on
  const other = await raise(t, d, service)
  const ask = { ...at(d, other.id), ...said }
  await expect(acts.explain(t.ctx(d.clerk), { ...ask, customerAnswer: ' ' })).rejects.toMatchObject({
    code: 'core.invalid',
  })
  const refused = await acts.explain(t.ctx(d.clerk), { ...ask, customerAnswer: '不行', agreed: false })
  expect(refused.promises).toMatchObject([{ clock: 'threeMinute', state: 'running' }])
  expect(refused.course.at(-1)?.data).toEqual({ customerAnswer: '不行', agreed: false })
  const tooLate = await raise(t, d, service)
  t.clock.advance({ minutes: 3, milliseconds: 1 })
  await expect(acts.explain(t.ctx(d.clerk), { ...at(d, tooLate.id), ...said })).rejects.toMatchObject({
    code: 'desk.explain.late',
  })
  expect((await show(d, other.id)).promises).toMatchObject([{ clock: 'threeMinute', state: 'late' }])
})

test('a listed pause stops the clocks and gives back what remained; an unlisted reason is refused', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  const by = () => t.ctx(d.steward)
  await acts.take(by(), at(d, id))
  t.clock.advance({ minutes: 5 })
  await expect(acts.pause(by(), { ...at(d, id), reason: 'lunch' })).rejects.toMatchObject({
    code: 'desk.pause_reason',
  })
  const held = await acts.pause(by(), { ...at(d, id), reason: 'customer_absent' })
  expect(held).toMatchObject({ paused: true, dueAt: null, dueState: 'stopped' })
  expect(held.allowed).toMatchObject({ handle: 'desk.paused', pause: 'desk.paused', resume: true })
  t.clock.advance({ hours: 2 })
  const on = await acts.resume(by(), at(d, id))
  expect(on).toMatchObject({ paused: false, dueAt: '2026-03-02T04:15:00Z' })
  expect(on.promises[0]!.segments.map(s => s.kind)).toEqual(['counted', 'paused', 'counted'])
})

test('two people take one ticket: the second is told who has it; nobody arrives before taking', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  await expect(acts.arrive(t.ctx(d.steward), at(d, id))).rejects.toMatchObject({ code: 'desk.not_taken' })
  const other = actor('steward', 'estate', d.estateId)
  const both = await Promise.allSettled([
    acts.take(t.ctx(d.steward), at(d, id)),
    acts.take(t.ctx(other), at(d, id)),
  ])
  expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  const lost = both.find(r => r.status === 'rejected')
  expect(lost?.reason).toMatchObject({ code: 'desk.taken' })
  const guard = actor('guard', 'estate', d.estateId)
  await expect(acts.arrive(t.ctx(guard), at(d, id))).rejects.toMatchObject({ code: 'desk.not_yours' })
  const seen = await show(d, id)
  await expect(
    acts.severity(t.ctx(d.clerk), {
      ...at(d, id),
      severity: 'major',
      reason: '第三次',
      version: seen.version - 1,
    }),
  ).rejects.toMatchObject({ code: 'core.stale' })
  expect(
    await acts.severity(t.ctx(d.clerk), {
      ...at(d, id),
      severity: 'major',
      reason: '第三次',
      version: seen.version,
    }),
  ).toMatchObject({ severity: 'major' })
})

test('a change of class keeps the old promises in the course and never promises later than before', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'complaint', class: 'other', text: '楼道有响声' })
  t.clock.advance({ hours: 1 })
  const change = {
    ...at(d, id),
    kind: 'complaint',
    class: 'conduct',
    subtype: 'rest_noise',
    reason: '是邻居施工',
  } as const
  await expect(acts.changeClass(t.ctx(d.clerk), change)).rejects.toMatchObject({
    code: 'desk.accused_needed',
  })
  const now = await acts.changeClass(t.ctx(d.clerk), { ...change, accusedUnitId: d.neighbour })
  expect(now.promises).toMatchObject([
    { amount: 480, state: 'stopped', stopReason: 'class' },
    { amount: 15, dueAt: '2026-03-02T03:15:00Z' },
  ])
})

test('[SX-05] a promise into an unpublished year says so, and the uploaded notice completes it', async () => {
  local('2026-12-30 10:00:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' })
  expect(made.promises).toEqual([{ clock: 'resolve', dueAt: null, state: 'running', unpublishedYear: 2027 }])
  const before = await calendar(t.ctx(d.clerk), {})
  expect(before.knownUpTo).toBe(2026)
  await expect(
    uploadNotice(t.ctx(d.manager), { text: '2027-01-01,元旦,off', source: 'x' }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  await expect(
    uploadNotice(t.ctx(system), { text: '2027-01-01,元旦,off\n2027-01-04,元旦,work', source: 'x' }),
  ).rejects.toMatchObject({ code: 'calendar.notice.weekendWork' })
  const notice = '2027-01-01,元旦,off\n2027-01-02,元旦,off\n2027-01-03,元旦,off\n2027-10-01,国庆节,off'
  expect(await uploadNotice(t.ctx(system), { text: notice, source: '国办发明电' })).toMatchObject({
    year: 2027,
    days: 4,
  })
  await t.drain()
  expect((await calendar(t.ctx(d.clerk), {})).knownUpTo).toBe(2027)
  // 31 December, then 4 and 5 January: the limit is the last midnight
  expect(await show(d, made.id)).toMatchObject({ dueAt: '2027-01-05T16:00:00Z' })
})
