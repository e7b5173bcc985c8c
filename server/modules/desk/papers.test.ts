/** The papers of the desk: what stands in them, in both languages, and who may have them. */
import { expect, test } from 'vitest'
import { aDesk, aSignature, type Desk, raise, upload } from '../../../test/desk.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import type { PrintBlock, PrintDocument } from '../../core/print.ts'
import { toPdf } from '../../core/print-pdf.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import { decideProposal, listProposals, propose, tellProposer } from './order-proposal.ts'
import { setClass, setRule } from './promise-change.ts'
import { promiseTableSheet } from './promise-sheet.ts'
import { suggestionCase, ticketSlip } from './ticket-sheets.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })

const rowsOf = (doc: PrintDocument) => doc.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))
const factsOf = (doc: PrintDocument): Record<string, string> =>
  Object.fromEntries(
    doc.blocks.flatMap(b => (b.kind === 'keyValues' ? b.items.map(i => [i.label, i.value]) : [])),
  )
const said = (doc: PrintDocument) => JSON.stringify(doc.blocks.filter(b => b.kind !== 'signatures'))
const places = (doc: PrintDocument) =>
  doc.blocks.flatMap((b: PrintBlock) => (b.kind === 'signatures' ? b.places : []))
const status = async (d: Desk, who: Parameters<typeof t.http>[0], address: string) =>
  (await t.http(who, 'GET', `/api/prints/${address}&estateId=${d.estateId}`)).statusCode

/** The nuisance of 1-2-302, raised by 1-2-301: taken, arrived 16 minutes late, explained. */
async function aNuisance() {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { requesterName: '王某', requesterPhone: '138 0013 8000' })
  await acts.take(t.ctx(d.steward), at(d, id))
  t.clock.advance({ minutes: 16 })
  await acts.arrive(t.ctx(d.steward), at(d, id))
  await closing.handle(t.ctx(d.steward), { ...at(d, id), text: '已劝停，九点后再施工', how: 'face' })
  return { d, id }
}

test('[SX-04] [S1-36] the complaint slip says who, room, matter, limit, course and result, and has room to sign', async () => {
  const { d, id } = await aNuisance()
  const open = await ticketSlip.document(t.ctx(d.clerk), at(d, id))
  expect(open).toMatchObject({ title: '投诉登记单', date: '2026-03-02' })
  expect(open.number).toMatch(/^26-\d{6}$/)
  expect(factsOf(open)).toMatchObject({
    反映人: '王某 138****8000',
    房号: '1-2-301',
    被反映房号: '1-2-302',
    受理时间: '2026-03-02 22:40',
    处理人: d.steward.name,
    结果: '—',
  })
  expect(rowsOf(open)).toContainEqual([
    '到场',
    '15 分钟',
    '2026-03-02 22:40',
    '2026-03-02 22:55',
    '2026-03-02 22:56',
    '逾期',
  ])
  expect(rowsOf(open)).toContainEqual([
    '2026-03-02 22:56',
    '处理完毕',
    d.steward.name,
    '当面；已劝停，九点后再施工',
  ])
  expect(said(open)).toContain('楼上深夜噪音很大')
  expect(places(open)[0]).toEqual({ label: '业户签字', date: true })
  expect(places(open).at(-1)).toMatchObject({ seal: true })

  await closing.sign(t.ctx(d.steward), {
    ...at(d, id),
    satisfied: true,
    rating: 5,
    ...upload(await aSignature()),
  } as never)
  const signed = await ticketSlip.document(t.ctx(d.clerk), at(d, id))
  expect(factsOf(signed)).toMatchObject({
    结果: '业户满意',
    业户意见: '满意，评分 5 分',
    签字时间: '2026-03-02 22:56',
  })
  expect(places(signed)[0]?.image?.length).toBeGreaterThan(100)
  expect((await toPdf(signed)).missing).toEqual([])
  const english = await ticketSlip.document({ ...t.ctx(d.clerk), lang: 'en' }, at(d, id))
  expect([english.title, factsOf(english).Outcome]).toEqual(['Complaint slip', 'Satisfied'])
  expect(rowsOf(english)).toContainEqual(expect.arrayContaining(['Arrival', '15 minutes', 'Late']))
})

test('[SX-04] [S1-37] the slip warns that it names the complainant, and tells him who is complained of nothing', async () => {
  const { d, id } = await aNuisance()
  expect(said(await ticketSlip.document(t.ctx(d.clerk), at(d, id)))).toContain('不得交给或出示给被反映的一方')
  // a colleague who lives where the complaint points to prints what his screen shows him, and no more
  const neighbour = { ...d.steward, grants: [...d.steward.grants, ...d.accused.grants] }
  const paper = said(await ticketSlip.document(t.ctx(neighbour), at(d, id)))
  for (const secret of ['王某', '8000', '1-2-301', '楼上深夜', '已劝停']) expect(paper).not.toContain(secret)
  expect(paper).toContain('1-2-302')

  const address = `ticket-slip?ticketId=${id}`
  expect(await status(d, d.clerk, address)).toBe(200)
  expect(await status(d, d.accused, address)).toBe(403)
  expect(await status(d, { kind: 'nobody' }, address)).toBe(401)
  expect(await status(d, (await aDesk(t)).clerk, address)).toBe(404)
  const audit = await t.pool.query(
    `SELECT after FROM audit WHERE estate_id = $1 AND action = 'transfer.print' AND subject_id = 'ticket-slip'`,
    [d.estateId],
  )
  expect(audit.rows).toHaveLength(1)
})

test('[SX-04] [S8-14] [S8-18] the case of a suggestion says its words, the one postponement, decision, reason and answer', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'suggestion', class: 'service', text: '希望有轮椅借用' })
  const bare = await suggestionCase.document(t.ctx(d.clerk), at(d, id))
  expect(said(bare)).toContain('没有推迟')
  expect(said(bare)).toContain('没有转为服务项目')
  const office = actor('office', 'estate', d.estateId)
  await acts.take(t.ctx(d.clerk), at(d, id))
  await acts.postpone(t.ctx(d.clerk), {
    ...at(d, id),
    until: '2026-03-06T10:00:00+08:00',
    reason: '等待报价',
    customerAnswer: '可以等',
    agreed: true,
  })
  await propose(t.ctx(office), { ...at(d, id), name: '轮椅借用', service: 'commercial', life: 'travel' })
  const [p] = (await listProposals(t.ctx(office), { estateId: d.estateId })).items
  const key = { estateId: d.estateId, itemId: p!.itemId }
  await decideProposal(t.ctx(office), { ...key, decision: 'declined', reason: '暂无经费' })
  await tellProposer(t.ctx(d.clerk), { ...key, how: 'phone' })
  await closing.handle(t.ctx(d.clerk), { ...at(d, id), text: '已说明经费安排', how: 'phone' })
  const doc = await suggestionCase.document(t.ctx(d.clerk), at(d, id))
  expect(doc.title).toBe('建议办理单')
  expect(factsOf(doc)).toMatchObject({
    首接责任人: d.clerk.name,
    新的完成时间: '2026-03-06 10:00',
    业户答复: '同意 可以等',
    拟开通项目: '轮椅借用',
    决定: '暂不采纳',
    告知建议人: `${d.clerk.name} 电话 2026-03-02 10:00`,
  })
  for (const word of ['希望有轮椅借用', '等待报价', '暂无经费']) expect(said(doc)).toContain(word)
  expect(rowsOf(doc)).toContainEqual(['2026-03-02 10:00', '电话', '已说明经费安排', d.clerk.name])
  expect(rowsOf(doc)).toContainEqual(expect.arrayContaining(['办结', '2026-03-04 10:00', '已推迟']))
  expect(places(doc).map(x => x.label)).toEqual(['业户签字', '处理人', '物业服务企业'])
  expect((await suggestionCase.document({ ...t.ctx(d.clerk), lang: 'en' }, at(d, id))).title).toBe(
    'Case of a suggestion',
  )

  const address = `suggestion-case?ticketId=${id}`
  expect(await status(d, d.clerk, address)).toBe(200)
  expect(await status(d, d.resident, address)).toBe(403)
  expect(await status(d, (await aDesk(t)).manager, address)).toBe(404)
  const other = await raise(t, d)
  expect(await status(d, d.clerk, `suggestion-case?ticketId=${other.id}`)).toBe(404)
})

test('[SX-04] [S1-32] the table of limits lists every class as in force on the date, with what comes next', async () => {
  local('2026-03-02 09:00:00')
  const d = await aDesk(t)
  await setRule(t.ctx(d.manager), {
    estateId: d.estateId,
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
    from: '2026-04-01',
    reason: '业主大会要求',
  })
  const water = {
    kind: 'complaint',
    zh: '供水',
    en: 'Water',
    subtypes: [],
    fallback: 'common_repair',
  } as const
  await setClass(t.ctx(d.manager), {
    estateId: d.estateId,
    ...water,
    from: '2026-03-02',
    reason: '增设',
  } as Parameters<typeof setClass>[1])
  const on = async (day: string) =>
    promiseTableSheet.document(t.ctx(d.manager), { estateId: d.estateId, on: day })
  const arrival = (doc: PrintDocument) => rowsOf(doc).find(r => r[0] === '其他业主行为')
  const now = await on('2026-03-02')
  expect(now.title).toContain('时限表')
  expect(said(now)).toContain('2026年3月2日有效')
  expect(arrival(now)).toEqual([
    '其他业主行为',
    '到场',
    '15 分钟',
    '按分钟，夜间节假日照计',
    '2026-04-01 起为 10 分钟',
  ])
  expect(arrival(await on('2026-04-01'))?.slice(2)).toEqual(['10 分钟', '按分钟，夜间节假日照计', ''])
  // a class without a limit of its own says whose limit holds
  expect(rowsOf(now)).toContainEqual(expect.arrayContaining(['供水', '3 个工作日', '按“公共部分维修”的时限']))
  expect(rowsOf(now).filter(r => r[2] === '没有规定时限').length).toBeGreaterThan(0)
  expect(places(now)).toMatchObject([{ seal: true }])
  expect((await toPdf(now)).missing).toEqual([])

  const address = 'promise-table?on=2026-03-02&format=html'
  expect(await status(d, d.manager, address)).toBe(200)
  expect(await status(d, d.resident, address)).toBe(403)
  expect(await status(d, (await aDesk(t)).manager, address)).toBe(404)
})
