/** Isolation and care: two checks a day, only for who looks after the person, gone with the closure; dispatch; review. */
import { beforeEach, describe, expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { aSite, close } from '../../../test/gate-factories.ts'
import { actor, START, testHouse } from '../../../test/harness.ts'
import { liftClosure, listClosures } from '../gate/service-closure.ts'
import { eraseClosure } from '../gate/service-end.ts'
import { checkIn } from '../roster/presence.ts'
import { createPost } from '../roster/service.ts'
import { addCase, addNeed, bringNeed, checkCase, endCase, getCase, giveCase, revealCase } from './care.ts'
import { listCare, myCare } from './care-list.ts'
import { arrived, callBack, iArrived, mySent, send, watch } from './dispatch.ts'
import { listReviews, review } from './reviews.ts'
import { type CareRule, endOn, turnsOf, turnUntil } from './rules-care.ts'
import { needOf, reviewDue, reviewState, shortBy } from './rules-watch.ts'
import { countCare } from './store-care.ts'

const t = await testHouse()
beforeEach(() => t.clock.set(START))

const rule: CareRule = { isolationDays: 14, isolationChecks: 2, careChecks: 1, until: ['12:00', '20:00'] }

describe('[J-03] the rules of isolation', () => {
  test('it ends on the day 14 days after it began', () => {
    expect(endOn('2026-02-20', rule)).toBe('2026-03-06')
  })

  test('two checks a day, the first until noon, the second until eight; kept a minute before, missed at the minute', () => {
    const c = { startOn: '2026-03-01', endOn: '2026-03-15', checks: 2 }
    const states = (time: string, made: number[] = []) =>
      turnsOf(c, made, '2026-03-02', time, rule).map(turn => turn.state)
    expect(states('11:59')).toEqual(['open', 'open'])
    expect(states('12:00')).toEqual(['missed', 'open'])
    expect(states('12:00', [1])).toEqual(['done', 'open'])
    expect(states('19:59', [1])).toEqual(['done', 'open'])
    expect(states('20:00', [1])).toEqual(['done', 'missed'])
  })

  test('none before the first day or from the last on', () => {
    const c = { startOn: '2026-03-01', endOn: '2026-03-15', checks: 2 }
    expect(turnsOf(c, [], '2026-02-28', '09:00', rule)).toEqual([])
    expect(turnsOf(c, [], '2026-03-14', '09:00', rule)).toHaveLength(2)
    expect(turnsOf(c, [], '2026-03-15', '09:00', rule)).toEqual([])
    expect(turnsOf({ ...c, endOn: null }, [], '2027-01-01', '09:00', rule)).toHaveLength(2)
  })

  test('one check a day is due by the last time of the day', () => {
    expect(turnUntil(1, 1, rule)).toBe('20:00')
    expect(turnUntil(1, 2, rule)).toBe('12:00')
  })
})

test('[S6-20] an open estate wants nobody, a closed one is empty, short or kept', () => {
  expect(needOf(false, 0, 1)).toBe('open')
  expect(needOf(true, 0, 1)).toBe('empty')
  expect(needOf(true, 1, 2)).toBe('short')
  expect(needOf(true, 2, 2)).toBe('kept')
  expect([shortBy(false, 0, 2), shortBy(true, 1, 2), shortBy(true, 3, 2)]).toEqual([0, 1, 0])
})

test('[J-08] a review is due seven days after the last, late the day after', () => {
  expect(reviewDue('2026-03-01', undefined, 7)).toBe('2026-03-08')
  expect(reviewDue('2026-03-01', '2026-03-09', 7)).toBe('2026-03-16')
  expect(['2026-03-07', '2026-03-08', '2026-03-09'].map(day => reviewState('2026-03-08', day))).toEqual([
    'early',
    'due',
    'late',
  ])
})

async function aClosed() {
  const site = await aSite(t)
  const closure = await close(t, site)
  const account = await anAccount(t, site.estateId, { role: 'grid_worker', name: '网格员小赵' })
  const officer = {
    ...actor('neighbourhood_officer', 'region', site.regions.paths.neighbourhood),
    name: '社区',
  }
  return { ...site, closure, worker: account.actor, workerId: account.id, officer }
}

const person = {
  kind: 'isolation' as const,
  unit: '1-2-301',
  name: '王小明',
  phone: '13812345678',
  health: '低烧两天',
  startOn: '2026-03-02',
}

test('[J-03] an isolated person has an end, two checks a day and supplies; only the worker and the neighbourhood know who it is', async () => {
  const s = await aClosed()
  const at = { estateId: s.estateId }
  const made = await addCase(t.ctx(s.officer), { ...at, ...person, workerId: s.workerId })
  expect(made).toMatchObject({ endOn: '2026-03-16', name: '王*明', unit: '1-2-301', worker: '网格员小赵' })
  const one = { ...at, caseId: made.id }
  const mine = await myCare(t.ctx(s.worker), at)
  expect(mine.items[0]?.today).toEqual([
    { turn: 1, state: 'open', until: '12:00' },
    { turn: 2, state: 'open', until: '20:00' },
  ])
  const check = (turn: number, day = '2026-03-02') =>
    checkCase(t.ctx(s.worker), { ...one, day, turn, temperature: '37.5', signs: '咳嗽', alarm: true })
  await check(1)
  await expect(check(1)).rejects.toMatchObject({ code: 'response.checked_already' })
  await expect(check(3)).rejects.toMatchObject({ code: 'response.no_such_check' })
  await expect(check(1, '2026-03-03')).rejects.toMatchObject({ code: 'response.no_such_check' })
  await addNeed(t.ctx(s.worker), { ...one, kind: 'medicine', what: '退烧药', dueOn: '2026-03-02' })
  const detail = await getCase(t.ctx(s.worker), one)
  expect(detail).toMatchObject({
    alarm: true,
    needs: 1,
    checks: [{ temperature: '37.5', signs: '咳嗽' }],
    need: [{ what: '退烧药', broughtBy: null }],
  })
  await bringNeed(t.ctx(s.worker), { ...one, needId: detail.need[0]!.id })
  expect((await listCare(t.ctx(s.officer), { regionId: s.regions.neighbourhood })).sums).toMatchObject({
    isolation: 1,
    alarms: 1,
    needs: 0,
    missed: 0,
  })
  t.clock.set('2026-03-02T12:00:00Z')
  const late = await listCare(t.ctx(s.officer), { regionId: s.regions.neighbourhood, missed: 'yes' })
  expect(late.items.map(c => c.id)).toEqual([made.id])
  // the full name only with a purpose, and not for another grid worker
  expect(await revealCase(t.ctx(s.worker), { ...one, purpose: '电话问询' })).toMatchObject({
    name: '王小明',
    phone: '13812345678',
    health: '低烧两天',
  })
  const other = (await anAccount(t, s.estateId, { role: 'grid_worker' })).actor
  for (const call of [
    () => getCase(t.ctx(other), one),
    () => revealCase(t.ctx(other), { ...one, purpose: '看看' }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'response.case_not_yours' })
  const given = await giveCase(t.ctx(s.officer), { ...one, version: made.version, workerId: other.id })
  expect((await myCare(t.ctx(s.worker), at)).items).toEqual([])
  await endCase(t.ctx(s.officer), { ...one, version: given.version })
  await expect(checkCase(t.ctx(other), { ...one, day: '2026-03-02', turn: 2 })).rejects.toMatchObject({
    code: 'response.case_ended',
  })
})

test('[J-01] [J-03] nothing of a person stands in clear, and nobody is listed without a closure', async () => {
  const s = await aClosed()
  const made = await addCase(t.ctx(s.officer), {
    estateId: s.estateId,
    ...person,
    kind: 'care',
    workerId: s.workerId,
  })
  expect(made).toMatchObject({ endOn: null, today: [{ turn: 1, until: '20:00' }] })
  const rows = await t.pool.query(
    'SELECT c::text AS row FROM care_case c UNION ALL SELECT a::text FROM audit a',
  )
  const all = rows.rows.map(r => String(r.row)).join('\n')
  for (const secret of ['王小明', '13812345678', '低烧']) expect(all).not.toContain(secret)
  const free = await aSite(t)
  const officer = actor('neighbourhood_officer', 'region', free.regions.paths.neighbourhood)
  await expect(
    addCase(t.ctx(officer), { estateId: free.estateId, ...person, workerId: s.workerId }),
  ).rejects.toMatchObject({ code: 'response.no_closure' })
})

test('[S6-50] [J-03] when the closure’s data is deleted, isolation and care go too and are counted on the certificate', async () => {
  const s = await aClosed()
  const at = { estateId: s.estateId }
  const made = await addCase(t.ctx(s.officer), { ...at, ...person, workerId: s.workerId })
  const one = { ...at, caseId: made.id }
  await checkCase(t.ctx(s.worker), { ...one, day: '2026-03-02', turn: 1 })
  await addNeed(t.ctx(s.worker), { ...one, kind: 'food', what: '米面', dueOn: '2026-03-02' })
  const head = { ...actor('headquarters', 'region', s.regions.paths.district), name: '指挥部甲' }
  const second = { ...actor('headquarters', 'region', s.regions.paths.district), name: '指挥部乙' }
  const closure = { ...at, id: s.closure.id }
  await liftClosure(t.ctx(head), {
    ...closure,
    version: s.closure.version,
    issuer: '县指挥部',
    number: '解〔2026〕1号',
    decidedOn: '2026-03-02',
    scope: '全县',
    reason: '疫情结束',
  })
  await eraseClosure(t.ctx(head), closure)
  await eraseClosure(t.ctx(second), closure)
  // the key is gone at once; until the job has run the rows say nothing
  await expect(getCase(t.ctx(s.worker), one)).rejects.toMatchObject({ code: 'response.data_gone' })
  expect((await myCare(t.ctx(s.worker), at)).items).toEqual([])
  const left = () => countCare(t.house.db, s.estateId, s.closure.id)
  expect(await left()).toEqual({ careCases: 1, careChecks: 1, careNeeds: 1 })
  await t.drain()
  expect(await left()).toEqual({ careCases: 0, careChecks: 0, careNeeds: 0 })
  const certificate = async () =>
    (await listClosures(t.ctx(head), at)).items.find(c => c.id === s.closure.id)?.erasure
  const counts = {
    before: { careCases: 1, careChecks: 1, careNeeds: 1, registrants: 0 },
    after: { careCases: 0 },
  }
  expect(await certificate()).toMatchObject(counts)
  // run again (a job may be), the first counts stand
  await t.ctx(second).enqueue('closure.erased', { estateId: s.estateId, closureId: s.closure.id })
  await t.drain()
  expect(await certificate()).toMatchObject(counts)
})

test('[S6-20] the neighbourhood sees who is where and which estate lacks people, sends somebody and calls him back', async () => {
  const s = await aClosed()
  const at = { estateId: s.estateId }
  const see = () => watch(t.ctx(s.officer), { regionId: s.regions.neighbourhood })
  expect(await see()).toMatchObject({ items: [{ need: 'empty', short: 1 }], sums: { closed: 1, empty: 1 } })
  const sent = await send(t.ctx(s.officer), { ...at, accountId: s.workerId, work: '到北门支援', hours: 4 })
  const twice = send(t.ctx(s.officer), { ...at, accountId: s.workerId, work: '再派', hours: 1 })
  await expect(twice).rejects.toMatchObject({ code: 'response.dispatch_busy' })
  // on the way is not there
  expect((await see()).items[0]).toMatchObject({
    need: 'empty',
    sent: [{ name: '网格员小赵', state: 'sent' }],
  })
  const there = await arrived(t.ctx(s.worker), { ...at, dispatchId: sent.id, version: sent.version })
  expect((await see()).items[0]).toMatchObject({ need: 'kept', short: 0 })
  await callBack(t.ctx(s.officer), { ...at, dispatchId: sent.id, version: there.version })
  expect((await see()).items[0]).toMatchObject({ need: 'empty', sent: [] })
  const post = await createPost(t.ctx(actor('manager', 'estate', s.estateId)), {
    ...at,
    kind: 'gate',
    name: '北门岗',
    covers: [{ from: 420, until: 1260 }],
  })
  const guard = await anAccount(t, s.estateId, { role: 'guard', name: '老马' })
  await checkIn(t.ctx(guard.actor), { ...at, postId: post.id })
  expect((await see()).items[0]).toMatchObject({ need: 'kept', present: [{ name: '老马', post: '北门岗' }] })
})

test('[S6-20, SX-13] who was sent says himself that he has arrived, also later at the time of his phone, once, and nobody else does it for him', async () => {
  const s = await aClosed()
  const sent = await send(t.ctx(s.officer), {
    estateId: s.estateId,
    accountId: s.workerId,
    work: '到北门支援',
    hours: 4,
  })
  // he need hold no role at that estate
  const outsider = { ...s.worker, grants: [] }
  expect((await mySent(t.ctx(outsider), {})).items).toMatchObject([
    { id: sent.id, state: 'sent', work: '到北门支援' },
  ])
  expect((await mySent(t.ctx(s.officer), {})).items).toEqual([])
  const at = { estateId: s.estateId, dispatchId: sent.id }
  await expect(iArrived(t.ctx(s.officer), at)).rejects.toMatchObject({ code: 'core.not_found' })
  const deviceTime = t.clock.now().add({ minutes: 10 })
  t.clock.advance({ minutes: 90 })
  const late = () => iArrived(t.ctx(outsider, { deviceTime }), at)
  expect(await late()).toMatchObject({ state: 'arrived' })
  expect(await late()).toMatchObject({ state: 'arrived' })
  const kept = await t.pool.query('SELECT arrived_at, version FROM dispatch WHERE id = $1', [sent.id])
  expect(kept.rows).toMatchObject([{ version: 2 }])
  expect(String(kept.rows[0].arrived_at)).toBe(String(deviceTime))
  expect((await watch(t.ctx(s.officer), { regionId: s.regions.neighbourhood })).items[0]).toMatchObject({
    need: 'kept',
  })
  t.clock.advance({ hours: 3 })
  expect((await mySent(t.ctx(outsider), {})).items).toEqual([])
})

test('[J-08] headquarters is asked each week whether the closure is still proportionate; the answer stands with its reasons', async () => {
  const s = await aClosed()
  const head = { ...actor('headquarters', 'region', s.regions.paths.district), name: '指挥部' }
  const at = { regionId: s.regions.district }
  const before = await listReviews(t.ctx(head), at)
  // closed on 1 March, so the first review is due on the 8th
  expect(before.due).toMatchObject([{ dueOn: '2026-03-08', late: false, estates: 1 }])
  const { decision } = before.due[0]!
  const make = () => review(t.ctx(head), { ...at, decision, result: 'ease', note: '三天无新增，放宽快递' })
  await expect(make()).rejects.toMatchObject({ code: 'response.review_early' })
  t.clock.set('2026-03-09T01:00:00Z')
  expect((await listReviews(t.ctx(head), at)).due[0]?.late).toBe(true)
  expect(await make()).toEqual({ reviewed: 1 })
  expect(await listReviews(t.ctx(s.officer), { regionId: s.regions.neighbourhood })).toMatchObject({
    due: [{ dueOn: '2026-03-16', late: false }],
    made: [{ result: 'ease', note: '三天无新增，放宽快递', by: '指挥部', dueOn: '2026-03-08' }],
  })
})
