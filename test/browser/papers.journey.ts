/** The desk's papers, each opened as a print sheet from the screen where its record stands. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as acts from '../../server/modules/desk/acts.ts'
import * as closing from '../../server/modules/desk/closing.ts'
import { createTicket } from '../../server/modules/desk/create.ts'
import { decideProposal, listProposals, propose } from '../../server/modules/desk/order-proposal.ts'
import { recordConduct } from '../../server/modules/notice/conduct.ts'
import { aSignature, upload } from '../desk.ts'
import { anAccount, anEstate, aUnit } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { languages, launch, looker, open, shot } from './kit.ts'
import { aProgram, inAndTo, PASSWORD, type Program } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let manager: string
let estateId: string
let complaint: { id: string; number: string }
let suggestion: { id: string; number: string }

beforeAll(async () => {
  program = await aProgram(t)
  const there = program.there
  estateId = (await anEstate(there, { name: '翠湖花园' })).id
  const unitId = await aUnit(there, estateId, '1-2-301')
  const accusedUnitId = await aUnit(there, estateId, '1-2-302')
  const made = await anAccount(there, estateId, { role: 'manager', name: '陈经理', password: PASSWORD })
  manager = made.username
  const now = program.house.clock.now()
  const ctx = (minutes: number) => there.ctx(made.actor, { now: now.subtract({ minutes }) })
  complaint = await createTicket(ctx(60), {
    estateId,
    kind: 'complaint',
    class: 'conduct',
    subtype: 'rest_noise',
    text: '楼上深夜用电钻，孩子睡不着，已经是这个月第三次了。',
    unitId,
    accusedUnitId,
    requesterName: '王晓燕',
    requesterPhone: '13800138000',
  } as Parameters<typeof createTicket>[1])
  const one = { estateId, ticketId: complaint.id }
  await acts.take(ctx(58), one)
  await acts.arrive(ctx(51), one)
  await closing.handle(ctx(40), { ...one, text: '已劝停，明早九点以后再施工，留了联系电话', how: 'face' })
  const signature = { satisfied: true, rating: 5, ...upload(await aSignature()) }
  await closing.sign(ctx(38), { ...one, ...signature } as Parameters<typeof closing.sign>[1])
  suggestion = await createTicket(ctx(300), {
    estateId,
    kind: 'suggestion',
    class: 'service',
    text: '大堂备两把轮椅，给腿脚不便的老人借用。',
    unitId,
    requesterName: '王晓燕',
    requesterPhone: '13800138000',
  } as Parameters<typeof createTicket>[1])
  const two = { estateId, ticketId: suggestion.id }
  await acts.take(ctx(290), two)
  await acts.postpone(ctx(200), {
    ...two,
    until: now.add({ hours: 72 }).toString(),
    reason: '等供应商报价',
    customerAnswer: '可以等几天',
    agreed: true,
  })
  await propose(ctx(150), { ...two, name: '轮椅借用', service: 'commercial', life: 'travel' })
  const [p] = (await listProposals(ctx(140), { estateId })).items
  await decideProposal(ctx(130), {
    estateId,
    itemId: p?.itemId ?? '',
    decision: 'accepted',
    reason: '物业出资购置两把，放在大堂',
  })
  await closing.handle(ctx(100), { ...two, text: '已电话告知，轮椅下周到位', how: 'phone' })
  await recordConduct(ctx(30), {
    estateId,
    kind: 'fire_passage',
    room: '1-2-302',
    what: '装修材料堆在楼道，堵住消防通道，要求当晚清走。',
    place: '1 栋 2 单元 3 层楼道',
    result: 'refused',
    resultNote: '称明天再搬',
    article: '第五条',
  })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const looked = looker('papers')
const words = {
  'zh-CN': { sheet: '打印页', slip: '投诉登记单', table: '时限表', case: '建议办理单', conduct: '劝阻记录' },
  en: {
    sheet: 'Print sheet',
    slip: 'Complaint slip',
    table: 'Table of limits',
    case: 'Suggestion case',
    conduct: 'Dissuasion record',
  },
} as const

/** Opens the print sheet that stands beside this paper's name, and hands it to `see`. */
async function sheetOf(page: Page, paper: string, word: string, see: (sheet: Page) => Promise<void>) {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('group', { name: paper }).getByRole('link', { name: word }).click()
  const sheet = await opened
  await sheet.waitForLoadState()
  await see(sheet)
  await sheet.close()
}

test.each(languages)(
  '[SX-04] slip, suggestion case, dissuasion record and table of limits open as print sheets from their screens (%s)',
  async language => {
    const w = words[language]
    const desk = await open(browser, program.url, 'console', { language })
    await inAndTo(desk.page, manager, `/console/tickets?e=${estateId}&show=all&open=${complaint.id}`)
    const paper = (name: string, heading: string, said: string) =>
      sheetOf(desk.page, name, w.sheet, async sheet => {
        await sheet.setViewportSize({ width: 794, height: 1123 })
        expect(await sheet.locator('body').textContent()).toContain(said)
        await shot(sheet, `papers-${heading}-${language}`, true)
      })
    await desk.page.getByRole('group', { name: w.slip }).scrollIntoViewIfNeeded()
    await looked(desk.page, `drawer-${language}`)
    await paper(w.slip, 'slip', '138****8000')
    await desk.page.goto(`/console/tickets?e=${estateId}&show=all&open=${suggestion.id}`)
    await paper(w.case, 'case', '物业出资购置两把，放在大堂')
    await desk.page.goto('/console/suggest')
    await desk.page.getByRole('group', { name: w.case }).waitFor()
    await looked(desk.page, `suggest-${language}`)
    await desk.page.goto('/console/proposals')
    await desk.page.getByRole('group', { name: w.case }).waitFor()
    await looked(desk.page, `proposals-${language}`)
    await desk.page.goto('/console/promises')
    await desk.page.getByRole('table').waitFor()
    await looked(desk.page, `promises-${language}`)
    await paper(w.table, 'table', language === 'en' ? '15 minutes' : '15 分钟')
    await desk.page.goto('/console/conduct')
    await desk.page.getByRole('row', { name: /1-2-302/ }).click()
    await desk.page.getByRole('group', { name: w.conduct }).scrollIntoViewIfNeeded()
    await looked(desk.page, `conduct-page-${language}`)
    await paper(w.conduct, 'conduct', '称明天再搬')
    await desk.context.close()
  },
)
