/** Swaps, week templates, establishment and certificates. */
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { assignDuties, listDuties } from './duties.ts'
import { weekPrint } from './prints.ts'
import { aroundTheClock, lobbyFault } from './rules-lobbies.ts'
import { certificateState } from './rules-staffing.ts'
import { laidOver, templateOf } from './rules-turns.ts'
import { createPost } from './service.ts'
import { addCertificate, endCertificate, setStaffing, staffing } from './staffing.ts'
import { answerSwap, askSwap, decideSwap, listSwaps, withdrawSwap } from './swaps.ts'
import { applyTemplate, keepTemplate, listTemplates } from './templates.ts'

const t = await testHouse()
const MONDAY = '2026-03-02T09:00:00+08:00'

async function setup() {
  t.clock.set(MONDAY)
  const estate = await anEstate(t)
  const hire = async (role: 'manager' | 'guard', name: string) =>
    (await anAccount(t, estate.id, { role, name })).actor
  const manager = await hire('manager', '孙经理')
  const guard = await hire('guard', '赵队员')
  const other = await hire('guard', '钱队员')
  const post = await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '东门岗',
    covers: [{ from: 0, until: 1440 }],
  })
  const at = { estateId: estate.id }
  const turn = async (who: { id: string }, from: string, until: string) => {
    const { items } = await assignDuties(t.ctx(manager), {
      ...at,
      duties: [{ postId: post.id, accountId: who.id, startsAt: from, endsAt: until }],
    })
    return items[0]?.id ?? ''
  }
  const names = async () =>
    (
      await listDuties(t.ctx(manager), {
        ...at,
        from: '2026-03-02T00:00:00+08:00',
        until: '2026-03-23T00:00:00+08:00',
      })
    ).items.map(d => [d.startsAt.slice(5, 13), d.name])
  return { at, estate, manager, guard, other, post, turn, names }
}

test('a swap is asked, agreed and approved before the turns change hands; nobody else can answer', async () => {
  const { at, manager, guard, other, turn, names } = await setup()
  const mine = await turn(guard, '2026-03-03T08:00:00+08:00', '2026-03-03T16:00:00+08:00')
  const theirs = await turn(other, '2026-03-04T08:00:00+08:00', '2026-03-04T16:00:00+08:00')
  const ask = (more: object = {}) =>
    askSwap(t.ctx(guard), { ...at, dutyId: mine, toId: other.id, reason: '家中有事', ...more })
  await expect(ask({ toId: guard.id })).rejects.toMatchObject({ code: 'roster.swap_own' })
  await expect(ask({ dutyId: theirs })).rejects.toMatchObject({ code: 'roster.not_yours' })
  const made = await ask({ returnId: theirs })
  await expect(ask()).rejects.toMatchObject({ code: 'roster.swap_open' })
  const swap = { ...at, swapId: made.id }
  await expect(decideSwap(t.ctx(manager), { ...swap, approve: true })).rejects.toMatchObject({
    code: 'roster.swap_state',
  })
  await expect(answerSwap(t.ctx(guard), { ...swap, agree: true })).rejects.toMatchObject({
    code: 'roster.swap_not_yours',
  })
  await answerSwap(t.ctx(other), { ...swap, agree: true })
  await expect(decideSwap(t.ctx(other), { ...swap, approve: true })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  expect(await names()).toEqual([
    ['03-03T00', '赵队员'],
    ['03-04T00', '钱队员'],
  ])
  await decideSwap(t.ctx(manager), { ...swap, approve: true })
  expect(await names()).toEqual([
    ['03-03T00', '钱队员'],
    ['03-04T00', '赵队员'],
  ])
  expect((await listSwaps(t.ctx(guard), at)).items).toMatchObject([
    { state: 'approved', decidedBy: '孙经理' },
  ])
  await t.drain()
  const told = await t.pool.query<{ name: string }>(
    `SELECT name FROM message WHERE estate_id = $1 AND kind = 'duty.swap' ORDER BY at, name`,
    [at.estateId],
  )
  expect(told.rows.map(m => m.name).sort()).toEqual(['孙经理', '赵队员', '钱队员', '钱队员'].sort())
})

test('nobody is swapped into two places, and a turn that has begun stays', async () => {
  const { at, manager, guard, other, turn } = await setup()
  const mine = await turn(guard, '2026-03-03T08:00:00+08:00', '2026-03-03T16:00:00+08:00')
  await turn(other, '2026-03-03T15:00:00+08:00', '2026-03-03T20:00:00+08:00')
  const ask = (dutyId: string) => askSwap(t.ctx(guard), { ...at, dutyId, toId: other.id, reason: '家中有事' })
  await expect(ask(mine)).rejects.toMatchObject({ code: 'roster.overlap' })
  const late = await turn(guard, '2026-03-04T08:00:00+08:00', '2026-03-04T16:00:00+08:00')
  const made = await ask(late)
  await answerSwap(t.ctx(other), { ...at, swapId: made.id, agree: true })
  t.clock.set('2026-03-04T07:59:59.999+08:00')
  const second = { ...at, swapId: made.id }
  t.clock.set('2026-03-04T08:00:00.000+08:00')
  await expect(decideSwap(t.ctx(manager), { ...second, approve: true })).rejects.toMatchObject({
    code: 'roster.swap_begun',
  })
  expect((await withdrawSwap(t.ctx(guard), second)).state).toBe('withdrawn')
})

test('[S1-02] a week kept as template is laid over another; who is busy is named and left out, and his hours print as a gap', async () => {
  const { at, manager, guard, other, turn, names } = await setup()
  await turn(guard, '2026-03-02T20:00:00+08:00', '2026-03-03T08:00:00+08:00')
  await turn(other, '2026-03-03T08:00:00+08:00', '2026-03-03T20:00:00+08:00')
  const keep = () => keepTemplate(t.ctx(manager), { ...at, name: '两班', monday: '2026-03-02' })
  const made = await keep()
  expect(made).toMatchObject({ turns: 2, people: 2 })
  await expect(keep()).rejects.toMatchObject({ code: 'roster.template_name' })
  await expect(
    keepTemplate(t.ctx(manager), { ...at, name: '空', monday: '2026-04-06' }),
  ).rejects.toMatchObject({ code: 'roster.template_empty' })
  await turn(guard, '2026-03-09T22:00:00+08:00', '2026-03-09T23:00:00+08:00')
  const laid = await applyTemplate(t.ctx(manager), {
    ...at,
    templateId: made.id,
    monday: '2026-03-09',
    weeks: 2,
  })
  expect(laid).toMatchObject({ made: 3, left: [{ name: '赵队员', at: '2026-03-09T12:00:00Z', why: 'busy' }] })
  expect((await names()).filter(([when]) => (when ?? '') >= '03-10')).toEqual([
    ['03-10T00', '钱队员'],
    ['03-16T12', '赵队员'],
    ['03-17T00', '钱队员'],
  ])
  expect((await listTemplates(t.ctx(guard), at)).items.map(x => x.name)).toEqual(['两班'])
  const paper = weekPrint
  const spec = await paper?.document(t.ctx(guard), { ...at, monday: '2026-03-09' })
  expect(JSON.stringify(spec?.blocks)).toContain('08:00–20:00 钱队员')
  expect(JSON.stringify(spec?.blocks)).toContain('〔缺〕')
})

test('a turn over midnight keeps its hours of the wall clock in a template', () => {
  const zone = 'Asia/Shanghai'
  const at = (text: string) => Temporal.Instant.from(text)
  const none = { post_id: null, kind: 'repair', party: 'company', account_id: 'a', name: '甲' }
  const [one] = templateOf(
    [
      {
        ...none,
        superior_id: null,
        superior_name: null,
        starts_at: at('2026-03-08T22:00:00+08:00'),
        ends_at: at('2026-03-09T06:00:00+08:00'),
      },
    ],
    Temporal.PlainDate.from('2026-03-02'),
    zone,
  )
  if (one === undefined) throw new Error('no turn')
  expect(one).toMatchObject({ day: 6, from: 1320, minutes: 480 })
  const laid = laidOver(one, Temporal.PlainDate.from('2026-12-28'), zone)
  expect([laid.starts.toString(), laid.ends.toString()]).toEqual([
    '2027-01-03T14:00:00Z',
    '2027-01-03T22:00:00Z',
  ])
})

test('[S1-01] [S1-02] what a lobby lacks: a post, a person, the whole day, an hour', () => {
  const whole = [{ from: 0, until: 1440 }]
  expect(aroundTheClock(whole)).toBe(true)
  expect(
    aroundTheClock([
      { from: 480, until: 1440 },
      { from: 0, until: 480 },
    ]),
  ).toBe(true)
  expect(
    aroundTheClock([
      { from: 0, until: 480 },
      { from: 481, until: 1440 },
    ]),
  ).toBe(false)
  expect(aroundTheClock([{ from: 0, until: 1439 }])).toBe(false)
  const fault = (more: object) =>
    lobbyFault({ hasPost: true, covers: whole, persons: 3, gap: false, ...more })
  expect(fault({})).toBeNull()
  expect(fault({ hasPost: false })).toBe('no_post')
  expect(fault({ persons: 0, gap: true })).toBe('no_person')
  expect(fault({ covers: [{ from: 480, until: 1200 }] })).toBe('not_around')
  expect(fault({ gap: true })).toBe('gap')
})

test('[S7-32] establishment by role against who is there, and who holds the certificate on the day', async () => {
  const { at, manager, guard, other } = await setup()
  const row = async () => (await staffing(t.ctx(manager), at)).items.find(r => r.title.zh === '秩序维护员')
  expect(await row()).toMatchObject({ headcount: null, actual: 2, certified: 0 })
  await setStaffing(t.ctx(manager), { ...at, role: 'guard', headcount: 3, certificate: '保安员证' })
  const add = (accountId: string, validUntil: string | null) =>
    addCertificate(t.ctx(manager), { ...at, accountId, kind: '保安员证', validUntil })
  await add(guard.id, '2026-03-02')
  const old = await add(other.id, '2026-03-01')
  expect(old.state).toBe('expired')
  expect(await row()).toMatchObject({ headcount: 3, actual: 2, certificate: '保安员证', certified: 1 })
  t.clock.set('2026-03-03T00:00:00+08:00')
  expect((await row())?.certified).toBe(0)
  const made = await add(other.id, null)
  expect((await row())?.certified).toBe(1)
  await endCertificate(t.ctx(manager), { ...at, certificateId: made.id })
  expect((await row())?.certified).toBe(0)
  expect(certificateState('2026-05-01', '2026-03-02')).toBe('valid')
  expect(certificateState('2026-04-30', '2026-03-02')).toBe('soon')
  expect(certificateState('2026-03-01', '2026-03-02')).toBe('expired')
})
