/** Where the mission's chapters meet (K3, K4) and where two people act on one thing at once. */
import { expect, test } from 'vitest'
import { aDesk, type Desk, raise } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { AppError } from '../../core/errors.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import * as matter from './matter.ts'
import * as reads from './reads.ts'
import { rulesOf } from './rulebook.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const seen = (d: Desk, id: string) => reads.get(t.ctx(d.clerk), at(d, id))
const DAY = 24 * 60 * 60 * 1000

test('[K3] feedback within two days may be interim; the completion keeps its own date, one postponement, seven days at most', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const wish = { kind: 'suggestion', class: 'service', text: '加装快递柜' } as const
  const made = await seen(d, (await raise(t, d, { ...wish, limit: { amount: 5 } })).id)
  const ms = (iso: string | null) => Date.parse(iso ?? '') - Date.parse(made.receivedAt)
  const of = (name: string, all = made.promises) => all.find(p => p.clock === name && p.state !== 'stopped')
  // two clocks of one matter, the nearer one leads
  expect(ms(of('feedback')?.dueAt ?? null)).toBe(2 * DAY)
  expect(ms(of('resolve')?.dueAt ?? null)).toBe(5 * DAY)
  expect(made.dueAt).toBe(of('feedback')?.dueAt)
  await acts.take(t.ctx(d.clerk), at(d, made.id))
  local('2026-03-04 10:00:00')
  const told = await closing.reply(t.ctx(d.clerk), {
    ...at(d, made.id),
    text: '已报采购，7 日前装好',
    how: 'phone',
  })
  expect(of('feedback', told.promises)?.state).toBe('kept')
  expect(told).toMatchObject({ state: 'taken', dueAt: of('resolve')?.dueAt })
  const later = { ...at(d, made.id), reason: '等待供货', customerAnswer: '同意', agreed: true }
  const eighth = { ...later, until: '2026-03-09T10:00:00.001+08:00' }
  await expect(acts.postpone(t.ctx(d.clerk), eighth)).rejects.toMatchObject({ code: 'desk.limit.approval' })
  await acts.postpone(t.ctx(d.clerk), { ...later, until: '2026-03-09T10:00:00+08:00' })
  await expect(acts.postpone(t.ctx(d.manager), eighth)).rejects.toMatchObject({
    code: 'desk.postpone.second',
  })
  // without a word of the handler: two days, and above seven only special with a manager's approval
  const plain = await seen(d, (await raise(t, d, wish)).id)
  expect(Date.parse(plain.dueAt ?? '') - Date.parse(plain.receivedAt)).toBe(2 * DAY)
  const special = { ...wish, limit: { amount: 8, reason: '需采购' } }
  await expect(raise(t, d, special)).rejects.toMatchObject({ code: 'desk.limit.approval' })
  expect((await raise(t, d, special, d.manager)).promises.some(p => p.clock === 'resolve')).toBe(true)
})

test('[K4] three minutes are for service on site alone; complaints and inquiries keep their own table, the stricter limit leads', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const rules = await rulesOf(t.house, d.estateId, t.clock.now())
  const quick = rules.classes.filter(c =>
    rules.promises(c.kind, c.class).some(p => p.clock === 'threeMinute'),
  )
  expect(quick.map(c => `${c.kind}/${c.class}`)).toEqual(['order/onsite'])
  const call = await raise(t, d, { kind: 'order', class: 'onsite', text: '抬轮椅', place: '3 号楼大堂' })
  const due = async (made: { id: string }) => (await seen(d, made.id)).dueAt
  expect(await due(call)).toBe('2026-03-02T02:03:00Z')
  expect(await due(await raise(t, d))).toBe('2026-03-02T02:15:00Z')
  const asked = { kind: 'inquiry', class: 'general', text: '几点关门' } as const
  expect(await due(await raise(t, d, asked))).toBe('2026-03-02T02:30:00Z')
  // where several limits run, the earliest is the one that is shown and sorted by
  for (const c of rules.classes.filter(x => !x.catalogue && x.accused !== 'required')) {
    const made = await raise(t, d, { kind: c.kind, class: c.class, text: '核对', unitId: d.home })
    const open = made.promises.flatMap(p => (p.dueAt && p.state !== 'stopped' ? [p.dueAt] : []))
    expect(await due(made), `${c.kind}/${c.class}`).toBe(open.sort()[0] ?? null)
  }
  // one class at a time: called a complaint, the three minutes are over and its own limit stands
  const other = await acts.changeClass(t.ctx(d.clerk), {
    ...at(d, call.id),
    kind: 'complaint',
    class: 'common_repair',
    reason: '是投诉',
  })
  expect(other.promises.filter(p => p.clock === 'threeMinute').map(p => p.state)).toEqual(['stopped'])
})

test('two people join two tickets into each other at once: one joins, the other is told, nobody is thrown out', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const lift = { kind: 'complaint', class: 'common_repair', text: '电梯坏了' } as const
  const second = actor('front_desk', 'estate', d.estateId)
  for (let i = 0; i < 6; i++) {
    const [one, two] = [await raise(t, d, lift), await raise(t, d, lift)]
    const tried = await Promise.allSettled([
      matter.join(t.ctx(d.clerk), { ...at(d, one.id), intoId: two.id, reason: '同一件事' }),
      matter.join(t.ctx(second), { ...at(d, two.id), intoId: one.id, reason: '同一件事' }),
    ])
    const refused = tried.flatMap(x => (x.status === 'rejected' ? [x.reason] : []))
    expect(refused.map(e => (e instanceof AppError ? e.code : String(e)))).toEqual([
      expect.stringMatching(/^desk\.(join_closed|closed)/),
    ])
    const states = await Promise.all(
      [one, two].map(async x => (await reads.get(t.ctx(d.clerk), at(d, x.id))).state),
    )
    expect(states.sort()).toEqual(['closed', 'received'])
  }
})
