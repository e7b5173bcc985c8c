import { expect, test } from 'vitest'
import { aDesk, type Desk, raise } from '../../../test/desk.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import * as reads from './reads.ts'
import { ringAll } from './tell.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const show = (d: Desk, id: string) => reads.get(t.ctx(d.clerk), at(d, id))

/** Puts somebody on duty the whole of March 2026. */
async function onDuty(d: Desk, kind: string, name: string, superior?: { id: string; name: string }) {
  const id = newId()
  await t.pool.query(
    `INSERT INTO duty (estate_id, id, kind, account_id, name, superior_id, superior_name, starts_at, ends_at, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '2026-03-01T00:00:00+08:00', '2026-04-01T00:00:00+08:00', 'test')`,
    [d.estateId, newId(), kind, id, name, superior?.id ?? null, superior?.name ?? null],
  )
  return { id, name }
}

test('[SX-09] the one on duty is named and told at once; before, at and after the limit somebody named is alarmed', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const manager = await onDuty(d, 'management', '陈经理')
  const steward = await onDuty(d, 'complaints', '王师傅', manager)
  const { id } = await raise(t, d)
  await t.drain()
  expect(await show(d, id)).toMatchObject({ assignee: '王师傅', assigneeId: steward.id, state: 'received' })
  const stages = async () => (await show(d, id)).alarms.map(a => [a.stage, a.to])
  expect(await stages()).toEqual([['told', '王师傅']])
  const ring = async (s: string) => {
    local(s)
    await ringAll(t.ctx(system))
    return (await stages()).length
  }
  expect(await ring('2026-03-02 22:49:59.999')).toBe(1)
  expect(await ring('2026-03-02 22:50:00')).toBe(2)
  expect(await ring('2026-03-02 22:55:00')).toBe(2)
  expect(await ring('2026-03-02 22:55:00.001')).toBe(3)
  expect(await ring('2026-03-02 23:00:00')).toBe(3)
  expect(await ring('2026-03-02 23:00:00.001')).toBe(4)
  expect(await ring('2026-03-03 08:00:00')).toBe(4)
  expect(await stages()).toEqual([
    ['told', '王师傅'],
    ['soon', '王师傅'],
    ['due', '王师傅'],
    ['escalated', '陈经理'],
  ])
  const told = await t.pool.query('SELECT title, body FROM message WHERE ref_id = $1 ORDER BY at LIMIT 1', [
    id,
  ])
  expect(told.rows[0].title.zh).toContain('其他业主行为')
  expect(told.rows[0].body.zh).toBe('地点 1-2-302，03-02 22:55 前到场，请接单')
  expect(JSON.stringify(told.rows)).not.toContain('噪音很大')
})

test('[SX-09] what is met, paused or closed rings no more, and running the job twice tells once', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const met = await raise(t, d)
  const paused = await raise(t, d)
  await t.drain()
  for (const { id } of [met, paused]) await acts.take(t.ctx(d.steward), at(d, id))
  await acts.arrive(t.ctx(d.steward), at(d, met.id))
  await acts.pause(t.ctx(d.steward), { ...at(d, paused.id), reason: 'customer_absent' })
  local('2026-03-02 12:00:00')
  await ringAll(t.ctx(system))
  for (const { id } of [met, paused]) expect((await show(d, id)).alarms.map(a => a.stage)).toEqual(['told'])
  await t.house.jobs.jobs.get('desk.created')!.run(t.ctx(system), { estateId: d.estateId, ticketId: met.id })
  expect((await show(d, met.id)).alarms).toHaveLength(1)
})

test('[SX-09] nothing of a working-day promise is sent at midnight', async () => {
  local('2025-09-30 16:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '单元门坏' })
  await t.drain()
  // 9, 10 and 11 October are the three working days; Sunday 12 October is none
  const stages = async (s: string) => {
    local(s)
    await ringAll(t.ctx(system))
    return (await show(d, id)).alarms.map(a => a.stage)
  }
  expect(await stages('2025-10-11 08:59:59.999')).toEqual(['told'])
  expect(await stages('2025-10-11 09:00:00')).toEqual(['told', 'soon'])
  expect(await stages('2025-10-12 23:00:00')).toEqual(['told', 'soon'])
  expect(await stages('2025-10-13 08:59:59.999')).toEqual(['told', 'soon'])
  expect(await stages('2025-10-13 09:00:00')).toEqual(['told', 'soon', 'due'])
})

test('[SX-09] with nobody on the roster the alarm stands without a name, and is not lost', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  await t.drain()
  expect((await show(d, id)).alarms).toMatchObject([{ stage: 'told', to: null }])
})

test('[S1-32] the table holds the mission’s numbers, each with its source', async () => {
  const d = await aDesk(t)
  const { items } = await reads.classes(t.ctx(d.clerk), { estateId: d.estateId })
  const table = items.flatMap(c =>
    c.promises.map(
      p =>
        `${c.kind}/${c.class} ${p.clock} ${p.amount} ${p.unit}${p.max ? ` max ${p.max} ${p.overPolicy}` : ''} ${p.source}`,
    ),
  )
  expect(table).toEqual([
    'complaint/common_repair resolve 3 workingDays S1-31',
    'complaint/conduct arrive 15 minutes S1-36',
    'complaint/other arrive 480 minutes max 480 refuse S1-39',
    'inquiry/general reply 30 minutes S1-41',
    'inquiry/charge reply 30 minutes S1-43',
    'inquiry/outside reply 30 minutes S1-45',
    'inquiry/department reply 2 workingDays max 2 reason S1-47',
    'repair/home resolve 2 days24 max 7 approval S8-16',
    'repair/common resolve 3 workingDays S1-31',
    'suggestion/service feedback 2 days24 S8-10',
    'suggestion/service resolve 2 days24 max 7 approval S8-16',
    'order/onsite threeMinute 3 minutes S8-24',
    'order/special resolve 2 days24 max 7 approval S8-16',
  ])
  const figures = await t.pool.query("SELECT body FROM rule_set WHERE kind = 'desk.followup'")
  expect(figures.rows[0].body).toEqual({ normalPercent: 50, majorPercent: 100, satisfactionPercent: 90 })
})

test('[S1-32] an estate adds a named class with a shorter limit; a class no longer offered still shows on its tickets', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const old = await raise(t, d, { kind: 'repair', class: 'home', text: '灯不亮' })
  const rule = (kind: string, body: object, until: string | null = null) =>
    t.pool.query(
      `INSERT INTO rule_set (id, kind, jurisdiction, estate_id, effective_from, effective_until, body, source, made_by, made_at)
       VALUES ($1, $2, 'CN', $3, '2026-01-01', $4, $5, 'estate', 'test', now())`,
      [newId(), kind, d.estateId, until, body],
    )
  await rule('desk.class', { kind: 'complaint', class: 'common_repair.lift', zh: '电梯', en: 'Lift' })
  await rule('desk.promise', {
    ...{
      kind: 'complaint',
      class: 'common_repair.lift',
      clock: 'resolve',
      startsAt: 'received',
      unit: 'workingDays',
    },
    ...{ amount: 1, soonMinutes: 0, escalateMinutes: 60 },
  })
  const { forgetRules } = await import('./rulebook.ts')
  forgetRules(t.house)
  const made = await raise(t, d, { kind: 'complaint', class: 'common_repair.lift', text: '电梯异响' })
  expect(made.promises).toMatchObject([{ clock: 'resolve', dueAt: '2026-03-03T16:00:00Z' }])
  const other = await aDesk(t)
  await expect(
    raise(t, other, { kind: 'complaint', class: 'common_repair.lift', text: '电梯' }),
  ).rejects.toMatchObject({ code: 'desk.class_unknown' })
  expect(await show(d, old.id)).toMatchObject({ class: 'home' })
})

test('the queue: sorted by time left, late and soon exact, pages and filters', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const slow = await raise(t, d, { kind: 'complaint', class: 'other', text: '有异味' })
  const fast = await raise(t, d)
  const shut = await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点关门', answer: '十点' })
  const ids = async (q: object = {}) =>
    (await reads.list(t.ctx(d.clerk), { estateId: d.estateId, ...q })).items.map(i => i.id)
  expect(await ids()).toEqual([fast.id, slow.id])
  expect(await ids({ show: 'closed' })).toEqual([shut.id])
  expect(await ids({ show: 'all' })).toHaveLength(3)
  expect(await ids({ kind: 'complaint', class: 'other' })).toEqual([slow.id])
  expect(await ids({ limit: 1, offset: 1 })).toEqual([slow.id])
  local('2026-03-02 10:09:59.999')
  expect(await ids({ show: 'soon' })).toEqual([])
  local('2026-03-02 10:10:00')
  expect(await ids({ show: 'soon' })).toEqual([fast.id])
  local('2026-03-02 10:15:00')
  expect(await ids({ show: 'late' })).toEqual([])
  local('2026-03-02 10:15:00.001')
  expect(await ids({ show: 'late' })).toEqual([fast.id])
  await acts.take(t.ctx(d.steward), { ...at(d, slow.id), limit: { amount: 480 } })
  const mine = await reads.list(t.ctx(d.steward), { estateId: d.estateId, mine: 'assigned' })
  expect(mine).toMatchObject({ total: 1, more: false, items: [{ id: slow.id, assignee: d.steward.name }] })
})

test('two Han characters, one, a number, a room or a Latin word find the ticket; another estate’s never', async () => {
  const d = await aDesk(t)
  const other = await aDesk(t)
  const text = '卫生间漏水，WiFi 也断了 𠮷野家楼下'
  const made = await raise(t, d, { kind: 'repair', class: 'home', text })
  await raise(t, other, { kind: 'repair', class: 'home', text })
  await raise(t, d, { kind: 'repair', class: 'home', text: '灯不亮', unitId: d.neighbour })
  const find = async (q: string) =>
    (await reads.list(t.ctx(d.clerk), { estateId: d.estateId, show: 'all', q })).items.map(i => i.id)
  for (const q of [
    '漏水',
    '漏',
    '水',
    '生间漏',
    'wifi',
    'WIFI',
    'wi',
    '𠮷野',
    '𠮷',
    made.number,
    '1-2-301',
  ]) {
    expect([q, await find(q)]).toEqual([q, [made.id]])
  }
  for (const q of ["漏水' | 灯", '水漏', '漏断', "';--", '%', '**', '1-2-303'])
    expect([q, await find(q)]).toEqual([q, []])
})

test('bad input is refused by name and leaves nothing behind', async () => {
  const d = await aDesk(t)
  const send = (body: object) => t.http(d.clerk, 'POST', `/api/estates/${d.estateId}/tickets`, body)
  const good = { kind: 'repair', class: 'home', text: '漏水', unitId: d.home }
  for (const [body, status] of [
    [{ ...good, text: '字'.repeat(10_001) }, 400],
    [{ ...good, text: '   ' }, 400],
    [{ ...good, unitId: newId() }, 404],
    [{ ...good, class: 'no_such' }, 422],
    [{ ...good, kind: 'bribe' }, 400],
    [{ ...good, requesterPhone: '<script>' }, 400],
    [{ kind: 'complaint', class: 'conduct', text: '吵' }, 422],
    [{ kind: 'complaint', class: 'conduct', text: '吵', unitId: d.home, accusedUnitId: d.home }, 422],
  ] as const) {
    expect([body.text.length, (await send(body)).statusCode]).toEqual([body.text.length, status])
  }
  const html = await send({ ...good, text: "<img onerror=alert(1)> Robert'); DROP TABLE ticket;-- 𠮷😀" })
  expect(html.statusCode).toBe(200)
  expect((await show(d, html.json().id)).text).toBe(
    "<img onerror=alert(1)> Robert'); DROP TABLE ticket;-- 𠮷😀",
  )
  const elsewhere = await aDesk(t)
  expect((await t.http(d.clerk, 'GET', `/api/estates/${elsewhere.estateId}/tickets`)).statusCode).toBe(404)
  const count = await t.pool.query('SELECT count(*) AS n FROM ticket WHERE estate_id = $1', [d.estateId])
  expect(Number(count.rows[0].n)).toBe(1)
  await closing.reply(t.ctx(d.clerk), { ...at(d, html.json().id), text: '收到' })
})

test('[SX-09] a promise that was paused and runs on is reminded again before its new limit; a reminder is not urgent', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  await onDuty(d, 'complaints', '王师傅')
  const { id } = await raise(t, d)
  await t.drain()
  await acts.take(t.ctx(d.steward), at(d, id))
  const ring = async (s: string) => {
    local(s)
    await ringAll(t.ctx(system))
    return (await show(d, id)).alarms.map(a => a.stage)
  }
  expect(await ring('2026-03-02 10:10:00')).toEqual(['told', 'soon'])
  local('2026-03-02 10:12:00')
  await acts.pause(t.ctx(d.steward), { ...at(d, id), reason: 'customer_absent' })
  expect(await ring('2026-03-02 11:00:00')).toEqual(['told', 'soon'])
  await acts.resume(t.ctx(d.steward), at(d, id))
  // three minutes remained: the new limit is 11:03, its reminder at once
  expect(await ring('2026-03-02 11:00:00')).toEqual(['told', 'soon', 'soon'])
  expect(await ring('2026-03-02 11:03:00')).toEqual(['told', 'soon', 'soon'])
  expect(await ring('2026-03-02 11:03:00.001')).toEqual(['told', 'soon', 'soon', 'due'])
  const urgent = await t.pool.query('SELECT kind, urgent FROM message WHERE ref_id = $1 ORDER BY at, kind', [
    id,
  ])
  expect(urgent.rows.map(r => [r.kind, r.urgent])).toEqual([
    ['ticket.new', true],
    ['ticket.soon', false],
    ['ticket.soon', false],
    ['ticket.due', true],
  ])
})

test('[SX-09] after the limit the handler’s own superior is alarmed, before the manager', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  await onDuty(d, 'management', '陈经理')
  await onDuty(d, 'complaints', '王师傅', { id: newId(), name: '李班长' })
  const { id } = await raise(t, d)
  await t.drain()
  for (const s of ['2026-03-02 10:15:00.001', '2026-03-02 10:20:00.001', '2026-03-02 10:30:00']) {
    local(s)
    await ringAll(t.ctx(system))
  }
  const alarms = (await show(d, id)).alarms.map(a => [a.stage, a.to])
  expect(alarms.filter(([stage]) => stage === 'due' || stage === 'escalated')).toEqual([
    ['due', '王师傅'],
    ['escalated', '李班长'],
  ])
})

test('an inquiry answered while its clock stands ends the pause, so that a reopened one runs', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点关门' })
  await acts.take(t.ctx(d.steward), at(d, id))
  await acts.pause(t.ctx(d.steward), { ...at(d, id), reason: 'authority' })
  local('2026-03-02 10:30:00')
  await closing.reply(t.ctx(d.steward), { ...at(d, id), text: '十点' })
  local('2026-03-03 09:00:00')
  await closing.reopen(t.ctx(d.clerk), { ...at(d, id), reason: '还要问' })
  await acts.take(t.ctx(d.steward), at(d, id))
  await acts.pause(t.ctx(d.steward), { ...at(d, id), reason: 'authority' })
  local('2026-03-03 09:10:00')
  const seen = await acts.resume(t.ctx(d.steward), at(d, id))
  // thirty minutes from the reopening and the ten it stood; the night between is not pending
  expect(seen).toMatchObject({ dueAt: '2026-03-03T01:40:00Z', paused: false })
})
