/** Messages about reviews that are due or late, and about plans that lie unread. */
import { beforeEach, expect, test } from 'vitest'
import { hour } from '../../../test/gate-factories.ts'
import { actor, START, system, testHouse } from '../../../test/harness.ts'
import { aTown, type Town } from '../../../test/response-factories.ts'
import { beginRegionClosure } from '../gate/service-closure.ts'
import { addGate } from '../gate/service-gate.ts'
import { createAccount } from '../people/accounts.ts'
import { readAtEstate, sendPaper, writePaper } from './papers.ts'
import { listReviews, review } from './reviews.ts'
import { watchDue } from './watch-due.ts'

const t = await testHouse()
let w: Town
let serial = 0
beforeEach(async () => {
  t.clock.set(START)
  hour(t.clock, '09:00:00.000')
  w = await aTown(t)
})

async function somebody(name: string, assignment: Parameters<typeof createAccount>[1]['assignment']) {
  const { account } = await createAccount(t.ctx(system), {
    username: `due${++serial}`,
    name,
    password: 'kite-river-2718',
    assignment,
  })
  return account.id
}

const told = async (accountId: string) => {
  await watchDue(t.ctx(system))
  await t.drain()
  const found = await t.pool.query<{ title: { zh: string } }>(
    'SELECT title FROM message WHERE account_id = $1 ORDER BY at, id',
    [accountId],
  )
  return found.rows.map(row => row.title.zh)
}

test('[J-08] headquarters is told on the day of a review and once more when it is late, never twice', async () => {
  const head = await somebody('指挥部·韩立', {
    role: 'headquarters',
    scope: 'region',
    targetId: w.regions.district,
  })
  for (const estateId of [w.managed, w.self])
    await addGate(t.ctx(system), { estateId, name: '北门', kind: 'main' })
  const number = `防控〔2026〕${++serial}号`
  await beginRegionClosure(t.ctx(w.headquarters), {
    regionId: w.regions.district,
    issuer: '指挥部',
    number,
    decidedOn: '2026-03-01',
    scope: '全县',
    startsAt: '2026-03-02T06:00:00+08:00',
    endsAt: '2026-04-02T06:00:00+08:00',
    reason: '疫情防控',
    purposeZh: '疫情防控',
  })
  t.clock.set('2026-03-08T23:59:59.999+08:00')
  expect(await told(head)).toEqual([])
  t.clock.set('2026-03-09T00:00:00+08:00')
  expect(await told(head)).toEqual([`今天复核封闭措施：${number}`])
  expect(await told(head)).toHaveLength(1)
  t.clock.set('2026-03-10T00:00:00+08:00')
  expect(await told(head)).toEqual([`今天复核封闭措施：${number}`, `封闭复核已逾期：${number}`])
  const at = { regionId: w.regions.district }
  const decision = (await listReviews(t.ctx(w.headquarters), at)).due.find(d => d.decision === number)
  expect(decision?.late).toBe(true)
  await review(t.ctx(w.headquarters), { ...at, decision: number, result: 'keep', note: '仍有新增，维持措施' })
  await t.drain()
  const open = await t.pool.query('SELECT 1 FROM message WHERE account_id = $1 AND withdrawn_at IS NULL', [
    head,
  ])
  expect(open.rows).toEqual([])
})

test('[S6-02] who has not confirmed a plan after a day is told once, and its sender too; who confirmed is not', async () => {
  const sender = await somebody('指挥部·韩立', {
    role: 'headquarters',
    scope: 'region',
    targetId: w.regions.district,
  })
  const officer = await somebody('社区·孙宁', {
    role: 'neighbourhood_officer',
    scope: 'region',
    targetId: w.neighbourhood,
  })
  const manager = await somebody('周经理', { role: 'manager', scope: 'estate', estateId: w.managed })
  const other = await somebody('自管·吴江', { role: 'manager', scope: 'estate', estateId: w.self })
  const head = { ...w.headquarters, id: sender, name: '指挥部·韩立' }
  const at = { regionId: w.regions.district }
  const body = {
    survey: '逐小区摸底',
    fencing: '围挡到位',
    responsibilities: '包保到人',
    gateRules: '七时至二十一时',
    reporting: '每日汇总',
  }
  const title = `封闭管理工作方案${++serial}`
  const draft = await writePaper(t.ctx(head), {
    ...at,
    paper: { kind: 'plan', title, body, dueOn: '2026-03-04' },
  })
  await sendPaper(t.ctx(head), { ...at, paperId: draft.id, revision: draft.revision })
  await readAtEstate(t.ctx(actor('manager', 'organisation', w.company)), {
    estateId: w.managed,
    paperId: draft.id,
    reply: '已传达',
  })
  const asked = `请确认收到：${title} v1`
  const of = async (id: string) => (await told(id)).filter(text => text.includes(title))
  t.clock.set('2026-03-03T08:59:59.999+08:00')
  expect(await of(officer)).toEqual([])
  t.clock.set('2026-03-03T09:00:00+08:00')
  expect(await of(officer)).toEqual([asked])
  expect(await of(officer)).toEqual([asked])
  expect(await of(other)).toEqual([asked])
  // his company has confirmed
  expect(await of(manager)).toEqual([])
  const unconfirmed = await of(sender)
  expect(unconfirmed).toHaveLength(5)
  expect(unconfirmed.some(text => text.startsWith('安和物业'))).toBe(false)
})
