/** What the estate tells its people: a missed date, an urgent bulletin read and corrected, the rules that hold. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarmMissed } from '../../server/modules/notice/schedules.ts'
import { aHousehold, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'
import { languages, launch, looker } from './kit.ts'
import { aProgram, type Program } from './program.ts'
import { enter, hiring } from './staff.ts'

const t = await testHouse()
let program: Program
let browser: Browser

beforeAll(async () => {
  program = await aProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

let serial = 0

async function anEstateWithPeople() {
  const n = ++serial
  const estate = await anEstate(program.there, { name: `翠湖花园${n}` })
  const hire = hiring(program, estate.id, n)
  await hire('office', '李办公', 'office')
  await hire('manager', '孙经理', 'manager')
  await hire('guard', '赵队员', 'guard')
  const home = await aHousehold(program.there, estate.id, { label: '1-1-301' })
  await aHousehold(program.there, estate.id, { label: '1-1-302', lease: true })
  await hire('owner', '林业主', 'owner', home.unitId)
  return { n, estate }
}

const look = looker('notice')

const words = {
  'zh-CN': {
    plan: '新建定期通报',
    title: '标题',
    first: '第一次应发日期',
    who: '责任人',
    late: /应发未发，李办公/,
    write: '写通知',
    body: '内容',
    urgent: /^紧急/,
    publish: '发布',
    strip: '紧急',
    read: /2 户中 1 户已读/,
    unread: /未读 1 户/,
    correct: '更正',
    reason: '更正原因',
    send: '发布更正',
    corrected: '已更正',
    add: '新增文件',
    name: '名称',
    text: '正文',
    basis: /^依据/,
    submit: '提交审批',
    waits: /第 1 版待批准/,
    approve: '批准',
    holds: /已批准/,
    acknowledge: '我已阅读并理解',
    done: '已确认',
    counted: /1\/3 人已确认/,
    policy: '科学规范、竭诚高效、安全礼貌、持续发展',
  },
  en: {
    plan: 'Plan a regular bulletin',
    title: 'Title',
    first: 'First due',
    who: 'Responsible',
    late: /was due.*李办公|李办公/,
    write: 'Write a bulletin',
    body: 'Text',
    urgent: /^Urgent/,
    publish: 'Publish',
    strip: 'Urgent',
    read: /1 of 2 households have read it/,
    unread: /1 have not read it/,
    correct: 'Correct',
    reason: 'Reason',
    send: 'Publish the correction',
    corrected: 'Corrected',
    add: 'Add a document',
    name: 'Name',
    text: 'Text',
    basis: /^Legal basis/,
    submit: 'Send for approval',
    waits: /Version 1 waits for approval/,
    approve: 'Approve',
    holds: /Approved, in force/,
    acknowledge: 'I have read and understood it',
    done: 'Acknowledged',
    counted: /1\/3 acknowledged/,
    policy: 'By science and rule, wholeheartedly and efficiently, safely and politely, always getting better',
  },
} as const

test.each(languages)(
  '[S1-23] a missed date reaches its person; an urgent bulletin is read on the phone, counted by household, corrected (%s)',
  async language => {
    const said = words[language]
    const { n } = await anEstateWithPeople()
    const visitor = await enter(browser, program, `office${n}`, 'console', { language })
    const { page } = visitor
    const dialog = page.locator('dialog[open]')
    await page.goto('/console/bulletins?tab=regular')
    await page.getByRole('button', { name: said.plan }).click()
    await dialog.getByLabel(said.title, { exact: true }).fill('社区周报')
    await dialog.getByLabel(said.first).fill('2026-01-05')
    await dialog.getByLabel(said.who).selectOption({ label: '李办公' })
    await look(page, `plan-${language}`)
    await dialog.getByRole('button', { name: said.plan }).click()
    await dialog.waitFor({ state: 'detached' })
    await alarmMissed(program.there.ctx(system))
    await page.reload()
    await page.getByText(said.late).first().waitFor()
    await look(page, `missed-${language}`)

    await page.goto('/console/bulletins')
    await page.getByRole('button', { name: said.write }).first().click()
    await dialog.getByLabel(said.title, { exact: true }).fill('今晚停水')
    await dialog.getByLabel(said.body, { exact: true }).fill('22:00 起停水，请储水。')
    await dialog.getByLabel(said.urgent).check()
    await look(page, `write-${language}`)
    await dialog.getByRole('button', { name: said.publish, exact: true }).click()
    await page.locator('.aj-table').getByText('今晚停水').waitFor()

    const phone = await enter(browser, program, `owner${n}`, 'resident', { language })
    await phone.page.goto('/resident')
    await phone.page.getByRole('region', { name: said.strip }).getByText('今晚停水').waitFor()
    await look(phone.page, `urgent-${language}`)
    await phone.page.getByRole('region', { name: said.strip }).getByText('今晚停水').click()
    await phone.page.locator('dialog[open]').getByText('22:00 起停水').waitFor()
    await look(phone.page, `open-${language}`)

    await page.locator('.aj-table').getByText('今晚停水').click()
    await page.getByText(said.read).waitFor()
    await page.getByText(said.unread).click()
    await page.getByText('1-1-302', { exact: false }).first().waitFor()
    await look(page, `readers-${language}`)
    await page.getByRole('button', { name: said.correct, exact: true }).click()
    await dialog.getByLabel(said.body, { exact: true }).fill('改为 23:00 起停水，请储水。')
    await dialog.getByLabel(said.reason).fill('时间有误')
    await dialog.getByRole('button', { name: said.send }).click()
    await dialog.waitFor({ state: 'detached' })
    await phone.page.goto('/resident/notices')
    await phone.page.getByText(said.corrected).waitFor()
    await look(phone.page, `corrected-${language}`)
    expect([...visitor.errors, ...phone.errors]).toEqual([])
    await phone.context.close()
    await visitor.context.close()
  },
)

test.each(languages)(
  '[S7-02] [S7-18] [S7-20] a rule is written, approved by another, acknowledged at the gate; the policy stands above (%s)',
  async language => {
    const said = words[language]
    const { n } = await anEstateWithPeople()
    const office = await enter(browser, program, `office${n}`, 'console', { language })
    const { page } = office
    const dialog = page.locator('dialog[open]')
    await page.goto('/console/library')
    await page.getByText(said.policy).waitFor()
    await page.getByRole('button', { name: said.add }).click()
    await dialog.getByLabel(said.name, { exact: true }).fill('门岗交接班制度')
    await dialog.getByLabel(said.text, { exact: true }).fill('一、接班人到岗打卡后交班人方可离岗。')
    await dialog.getByLabel(said.basis).fill('物业管理条例第四十六条')
    await look(page, `rule-${language}`)
    await dialog.getByRole('button', { name: said.submit }).click()
    await page.getByText(said.waits).first().waitFor()
    await office.context.close()

    const manager = await enter(browser, program, `manager${n}`, 'console', { language })
    await manager.page.goto('/console/library')
    await manager.page.getByText('门岗交接班制度').click()
    const shown = manager.page.locator('dialog[open]')
    await shown.getByRole('button', { name: said.approve, exact: true }).click()
    await shown.last().getByRole('button', { name: said.approve, exact: true }).last().click()
    await manager.page.getByText(said.holds).waitFor()

    const guard = await enter(browser, program, `guard${n}`, 'gate', { language })
    await guard.page.goto('/gate/library')
    await guard.page.getByText('门岗交接班制度').click()
    await look(guard.page, `gate-rule-${language}`)
    await guard.page.getByRole('button', { name: said.acknowledge }).click()
    await guard.page.keyboard.press('Escape')
    await guard.page.getByText(said.done, { exact: true }).first().waitFor()
    expect(guard.errors).toEqual([])
    await guard.context.close()
    await manager.page.goto('/console/library')
    await manager.page.getByText(said.counted).first().waitFor()
    await look(manager.page, `library-${language}`)
    expect(manager.errors).toEqual([])
    await manager.context.close()

    const phone = await enter(browser, program, `owner${n}`, 'resident', { language })
    await phone.page.goto('/resident/library')
    await phone.page.getByText(said.policy).waitFor()
    expect(await phone.page.getByText('门岗交接班制度').count()).toBe(0)
    await look(phone.page, `phone-library-${language}`)
    await phone.context.close()
  },
)
