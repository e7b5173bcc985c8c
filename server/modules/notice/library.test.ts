/** The library: versions, approval by another, acknowledgement, effect check, and what residents see of it. */
import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { assignSteward, saveCard } from '../roster/stewards.ts'
import {
  acknowledgeDocument,
  addDocument,
  approveVersion,
  getDocument,
  listLibrary,
  refuseVersion,
  writeVersion,
} from './library.ts'
import {
  getPolicy,
  getStewardService,
  reviewDocument,
  tellReviews,
  withdrawDocument,
} from './library-reviews.ts'
import { prints } from './prints.ts'
import { nextReview, reviewDue } from './rules-library.ts'

const t = await testHouse()

async function setup() {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const estate = await anEstate(t)
  const { actor: office } = await anAccount(t, estate.id, { role: 'office', name: '李办公' })
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager', name: '孙经理' })
  const { actor: guard } = await anAccount(t, estate.id, { role: 'guard', name: '赵队员' })
  const home = await aHousehold(t, estate.id)
  const owner = actor('owner', 'unit', home.unitId, estate.id)
  const at = { estateId: estate.id }
  const add = (more: object = {}) =>
    addDocument(t.ctx(office), {
      ...at,
      kind: 'rule',
      title: '门岗值守制度',
      code: 'AJ-ZD-03',
      body: '二十四小时值守，交接签字。',
      acknowledge: true,
      ...more,
    })
  const approve = (documentId: string, version = 1, effectiveFrom = '2026-03-02') =>
    approveVersion(t.ctx(manager), { ...at, documentId, version: String(version), effectiveFrom })
  return { at, office, manager, guard, owner, add, approve }
}

test('[S7-18] a rule holds once somebody else approved it; a new version is acknowledged anew', async () => {
  const { at, office, manager, guard, add, approve } = await setup()
  const made = await add()
  const shown = async () => (await listLibrary(t.ctx(guard), at)).items.map(d => [d.title, d.acknowledged])
  expect(await shown()).toEqual([])
  await expect(getDocument(t.ctx(guard), { ...at, documentId: made.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  const mine = await addDocument(t.ctx(manager), { ...at, kind: 'rule', title: '自己写的', body: '一' })
  await expect(approve(mine.id)).rejects.toMatchObject({ code: 'notice.own_version' })
  await expect(
    approveVersion(t.ctx(office), { ...at, documentId: made.id, version: '1', effectiveFrom: '2026-03-02' }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  await approve(made.id)
  await expect(approve(made.id)).rejects.toMatchObject({ code: 'notice.decided' })
  expect(await shown()).toEqual([['门岗值守制度', false]])
  const ack = (version: number) => acknowledgeDocument(t.ctx(guard), { ...at, documentId: made.id, version })
  await ack(1)
  expect(await shown()).toEqual([['门岗值守制度', true]])
  const row = (await listLibrary(t.ctx(office), at)).items.find(d => d.id === made.id)
  expect(row?.acknowledgements).toEqual({ done: 1, of: 3 })
  const next = await writeVersion(t.ctx(office), {
    ...at,
    documentId: made.id,
    body: '二十四小时值守，交接签字，每两小时巡查。',
    changeNote: '增加巡查',
  })
  expect([next.current?.version, next.draft?.version]).toEqual([1, 2])
  expect((await getDocument(t.ctx(guard), { ...at, documentId: made.id })).body).not.toContain('巡查')
  await approve(made.id, 2)
  expect(await shown()).toEqual([['门岗值守制度', false]])
  await expect(ack(1)).rejects.toMatchObject({ code: 'notice.other_version' })
  const kept = await getDocument(t.ctx(office), { ...at, documentId: made.id })
  expect(kept.versions.map(v => [v.version, v.state, v.approvedBy])).toEqual([
    [2, 'approved', '孙经理'],
    [1, 'replaced', '孙经理'],
  ])
  expect(kept.people?.map(p => [p.name, p.at !== null])).toContainEqual(['赵队员', false])
})

test('[S7-18] a version sent back keeps its reason, and the next draft is a new version', async () => {
  const { at, office, manager, add, approve } = await setup()
  const made = await add()
  await refuseVersion(t.ctx(manager), { ...at, documentId: made.id, version: '1', reason: '缺交接时间' })
  await writeVersion(t.ctx(office), { ...at, documentId: made.id, body: '补上', changeNote: '补交接时间' })
  await approve(made.id, 2)
  const { versions } = await getDocument(t.ctx(office), { ...at, documentId: made.id })
  expect(versions.map(v => [v.version, v.state, v.refused])).toEqual([
    [2, 'approved', null],
    [1, 'refused', '缺交接时间'],
  ])
})

test('[S7-19] the effect of a rule is checked: its owner is told on the day, once, and the next day is set', async () => {
  const { at, office, guard, add, approve } = await setup()
  const made = await add({ reviewMonths: 6, ownerId: guard.id })
  await approve(made.id, 1, '2026-03-02')
  const told = () =>
    t.pool
      .query<{ name: string }>(`SELECT name FROM message WHERE estate_id = $1 AND kind = 'library.review'`, [
        at.estateId,
      ])
      .then(r => r.rows.map(m => m.name))
  t.clock.set('2026-09-01T23:59:59.999+08:00')
  await tellReviews(t.ctx(system))
  expect(await told()).toEqual([])
  t.clock.set('2026-09-02T09:05:00+08:00')
  await tellReviews(t.ctx(system))
  await tellReviews(t.ctx(system))
  expect(await told()).toEqual(['赵队员'])
  const review = { ...at, documentId: made.id, result: 'partly' as const, finding: '夜间交接漏签 3 次' }
  await expect(reviewDocument(t.ctx(office), { ...review, onDate: '2026-09-03' })).rejects.toMatchObject({
    code: 'notice.review_ahead',
  })
  const done = await reviewDocument(t.ctx(office), {
    ...review,
    onDate: '2026-09-02',
    measure: '班长每日抽查',
  })
  expect(done).toMatchObject({
    nextReview: '2027-03-02',
    reviewDue: false,
    reviews: [{ result: 'partly', version: 1, measure: '班长每日抽查', by: '李办公' }],
  })
  expect(nextReview('2026-08-31', 6)).toBe('2027-02-28')
  expect(nextReview('2026-08-31', 0)).toBeNull()
  expect([reviewDue('2026-03-02', '2026-03-01'), reviewDue('2026-03-02', '2026-03-02')]).toEqual([
    false,
    true,
  ])
})

test('[S7-20] [S3-05] a rule cites its legal basis, also a law of the library; one of elsewhere is refused', async () => {
  const { at, add, approve, owner, office } = await setup()
  const other = await setup()
  const law = await add({ kind: 'law', title: '物业管理条例', acknowledge: false, openToResidents: true })
  await approve(law.id)
  const basis = [{ text: '物业管理条例第四十七条', documentId: law.id }, { text: '民法典第九百四十二条' }]
  const rule = await add({ basis })
  expect(rule.basis).toEqual([basis[0], { ...basis[1], documentId: null }])
  await expect(other.add({ basis })).rejects.toMatchObject({ code: 'notice.basis' })
  await approve(rule.id)
  expect((await listLibrary(t.ctx(owner), at)).items.map(d => d.title)).toEqual(['物业管理条例'])
  await expect(getDocument(t.ctx(owner), { ...at, documentId: rule.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  const found = await listLibrary(t.ctx(office), { ...at, q: '交接签字' })
  expect(found.items.map(d => d.title)).toContain('门岗值守制度')
})

test('[S7-02] [S7-03] quality policy and service concept stand from the first day, are the estate’s own once approved, and are printed on plans', async () => {
  const { at, guard, owner, add, approve, office, manager } = await setup()
  const policy = () => getPolicy(t.ctx(owner), at)
  expect(await policy()).toMatchObject({
    quality: { zh: '科学规范、竭诚高效、安全礼貌、持续发展', own: false },
    concept: { zh: '以人为本', own: false },
  })
  const own = await add({
    kind: 'quality',
    title: '质量方针',
    body: '用心服务，每日进步',
    openToResidents: true,
  })
  expect((await policy()).quality.own).toBe(false)
  await approve(own.id)
  expect((await policy()).quality).toMatchObject({ zh: '用心服务，每日进步', own: true })
  await expect(add({ kind: 'quality', title: '又一个' })).rejects.toMatchObject({
    code: 'notice.library_one',
  })
  const done = await acknowledgeDocument(t.ctx(guard), { ...at, documentId: own.id, version: 1 })
  expect(done.acknowledged).toBe(true)
  const plan = prints.find(p => p.key === 'bulletin-plan')
  const foot = '质量方针：用心服务，每日进步 · 服务理念：'
  expect((await plan?.document(t.ctx(office), at))?.footnote).toBe(`${foot}以人为本`)
  // the concept likewise: shown to staff and residents once approved, acknowledged, printed
  const said = await add({
    kind: 'concept',
    title: '服务理念',
    body: '业户的事，当日的事',
    openToResidents: true,
  })
  await approve(said.id)
  for (const who of [guard, owner])
    expect(await getPolicy(t.ctx(who), at)).toMatchObject({
      quality: { zh: '用心服务，每日进步' },
      concept: { zh: '业户的事，当日的事', own: true },
    })
  await acknowledgeDocument(t.ctx(guard), { ...at, documentId: said.id, version: 1 })
  for (const one of [own, said])
    expect((await getDocument(t.ctx(office), { ...at, documentId: one.id })).people).toContainEqual(
      expect.objectContaining({ name: '赵队员', at: '2026-03-02T01:00:00Z' }),
    )
  const week = prints.find(p => p.key === 'roster-week')
  const roster = await week?.document(t.ctx(manager), { ...at, monday: '2026-03-02' })
  expect([roster?.footnote, roster?.title]).toEqual([
    `${foot}业户的事，当日的事`,
    expect.stringContaining('值班表'),
  ])
  await withdrawDocument(t.ctx(manager), { ...at, documentId: own.id, reason: '换新' })
  expect((await policy()).quality.own).toBe(false)
})

test('[S1-04] the steward service has a page for residents and a leaflet: what it offers, who, how to reach', async () => {
  const { at, manager, owner } = await setup()
  const { id: steward } = await anAccount(t, at.estateId, { role: 'steward', name: '林管家' })
  const found = await t.pool.query<{ id: string }>('SELECT id FROM building WHERE estate_id = $1', [
    at.estateId,
  ])
  const buildingId = found.rows[0]?.id ?? ''
  await assignSteward(t.ctx(manager), { ...at, buildingId, accountId: steward, fromDate: '2026-03-01' })
  await saveCard(t.ctx(manager), { ...at, accountId: steward, phone: '0456-5510011', strengths: '俄语' })
  const page = await getStewardService(t.ctx(owner), at)
  for (const said of ['管家为您做什么', '受理报修、投诉和建议', '怎样找到管家'])
    expect(page.text.zh).toContain(said)
  expect(page.stewards).toMatchObject([{ name: '林管家', buildings: ['1'], phone: '0456-5510011' }])
  const leaflet = prints.find(p => p.key === 'steward-service')
  const spec = await leaflet?.document(t.ctx(owner), at)
  expect(spec?.title).toBe('秘书管家服务')
  for (const said of ['管家为您做什么', '怎样找到管家', '林管家', '0456-5510011'])
    expect(JSON.stringify(spec?.blocks)).toContain(said)
})
