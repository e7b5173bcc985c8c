/** A household says and withdraws what it likes on the phone; its steward reads it and is helped by it; a copy leaves at the desk. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTicket } from '../../server/modules/desk/create.ts'
import { assignRole } from '../../server/modules/people/accounts.ts'
import { giveMine } from '../../server/modules/people/profile-own.ts'
import { assignSteward } from '../../server/modules/roster/stewards.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { actor, system, testHouse } from '../harness.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, inAndTo, PASSWORD, type Program } from './program.ts'
import { anAccountOfPhone } from './staff.ts'

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

/** An estate of its own for each journey: people, a steward with his building, and a repair that waits for him. */
async function aTown(tag: string) {
  const e = await anEstate(program.there, { name: '翠湖花园' })
  const h = await aHousehold(program.there, e.id, { owner: '欧阳晓燕' })
  await aHousehold(program.there, e.id, { label: '1-2-302', owner: '钱一鸣' })
  const staff = (role: 'steward' | 'front_desk' | 'manager', name: string) =>
    anAccount(program.there, e.id, { role, name, password: PASSWORD })
  const steward = await staff('steward', '管家小陈')
  const clerk = await staff('front_desk', '前台小周')
  const manager = await staff('manager', '项目经理')
  const { rows } = await t.pool.query('SELECT building_id FROM unit WHERE id = $1', [h.unitId])
  await assignSteward(program.there.ctx(system), {
    estateId: e.id,
    buildingId: rows[0].building_id,
    accountId: steward.id,
    fromDate: '2026-01-01',
  })
  const owner = `owner.${tag}`
  await anAccountOfPhone(program, owner, '欧阳晓燕', h.owner.phone)
  const ticket = await createTicket(program.there.ctx(clerk.actor), {
    estateId: e.id,
    kind: 'repair',
    class: 'home',
    text: '厨房水龙头漏水',
    unitId: h.unitId,
  })
  return {
    e,
    h,
    owner,
    steward: steward.username,
    stewardId: steward.id,
    clerk: clerk.username,
    clerkActor: clerk.actor,
    manager: manager.username,
    ticket,
  }
}

const looked = looker('profile')

const words = {
  'zh-CN': {
    habits: '填写 生活习惯',
    health: '填写 身体情况',
    change: '修改 身体情况',
    withdraw: '撤回 生活习惯',
    declineFood: '不想说 饮食偏爱',
    save: '同意并保存',
    needed: '敏感信息须勾选单独同意才能保存',
    wiped: '已撤回，内容已清除',
    yes: '撤回',
    ask: '请前台给一份纸质副本',
    hints: '这户人家的提示',
    steward: '作为本楼礼宾助理查阅',
    finish: '已交付，办结',
    settled: '已办结，副本已交付',
    look: '查阅并留痕',
    addFlag: '增加特殊情况',
    flags: '需要我们留意的情况',
    alone: '老人独居',
  },
  en: {
    habits: 'Fill in Living habits',
    health: 'Fill in Physical condition',
    change: 'Change Physical condition',
    withdraw: 'Withdraw Living habits',
    declineFood: 'Rather not say Food preferences',
    save: 'Consent and save',
    needed: 'Sensitive information needs this separate consent',
    wiped: 'Withdrawn; the content is wiped',
    yes: 'Withdraw',
    ask: 'Ask the desk for a copy on paper',
    hints: 'About this household',
    steward: 'read it as steward of the building',
    finish: 'Handed over, settle',
    settled: 'Settled; the copy was handed over',
    look: 'Read and leave a note',
    addFlag: 'Add a circumstance',
    flags: 'What we should heed',
    alone: 'Elderly',
  },
} as const

test.each(languages)(
  '[K6] [S1-20] [S1-22] a household consents and withdraws on the phone, the steward is helped by it, the copy leaves at the desk (%s)',
  async language => {
    const w = words[language]
    const town = await aTown(language)
    const phone = await open(browser, program.url, 'resident', { language })
    const { page } = phone
    await inAndTo(page, town.owner, '/resident/household')
    await page.getByRole('button', { name: w.habits, exact: true }).click()
    await page.getByRole('dialog').locator('textarea').fill('午休一点到两点')
    await looked(page, `entry-${language}`)
    await page.getByRole('button', { name: w.save }).click()
    await page.locator('.pf-item p', { hasText: '午休一点到两点' }).waitFor()
    await page.getByRole('button', { name: w.declineFood, exact: true }).click()
    await page.getByRole('button', { name: w.health, exact: true }).first().click()
    await page.getByRole('dialog').locator('textarea').fill('膝盖不便')
    await page.getByRole('button', { name: w.save }).click()
    await page.getByText(w.needed).waitFor()
    await looked(page, `health-refused-${language}`)
    await page.getByRole('dialog').locator('.pf-consent input').check()
    await page.getByRole('button', { name: w.save }).click()
    await page.locator('.pf-item p', { hasText: '膝盖不便' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await looked(page, `mine-${language}`, true)

    const field = await open(browser, program.url, 'field', { language })
    await inAndTo(field.page, town.steward, '/field/households')
    await field.page.getByText('1-2-302').waitFor()
    await looked(field.page, `list-${language}`)
    await field.page.getByText('1-2-301').click()
    await field.page.getByText('膝盖不便').first().waitFor()
    await looked(field.page, `one-${language}`)
    await field.page.goto(`/field/tasks/${town.ticket.id}`)
    await field.page.getByRole('region', { name: w.hints }).getByText('午休一点到两点').waitFor()
    await looked(field.page, `hint-${language}`)

    await page.reload()
    await page.getByText(w.steward).first().waitFor()
    await page.getByRole('button', { name: w.withdraw, exact: true }).click()
    await looked(page, `withdraw-${language}`)
    await page.getByRole('dialog').getByRole('button', { name: w.yes, exact: true }).click()
    await page.getByText(w.wiped).waitFor()
    await page.locator('.pf-item p', { hasText: '午休一点到两点' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: w.ask }).click()
    await page.getByRole('button', { name: w.ask }).scrollIntoViewIfNeeded()
    await looked(page, `rights-${language}`)
    await field.page.reload()
    await field.page.getByRole('region', { name: w.hints }).getByText('膝盖不便').waitFor()
    expect(await field.page.getByText('午休一点到两点').count()).toBe(0)
    expect([...phone.errors, ...field.errors]).toEqual([])
    await phone.context.close()
    await field.context.close()

    const desk = await open(browser, program.url, 'console', { language })
    await inAndTo(desk.page, town.clerk, `/console/households/${town.h.householdId}`)
    await desk.page.getByRole('heading', { level: 1 }).waitFor()
    await desk.page.locator('.pf-list li').first().waitFor()
    expect(await desk.page.content()).not.toContain('膝盖不便')
    await looked(desk.page, `desk-${language}`)
    await desk.page.goto('/console/data-requests')
    await desk.page.getByRole('row', { name: /1-2-301/ }).click()
    const pdf = desk.page.getByRole('link', { name: /PDF/ })
    await pdf.waitFor()
    await looked(desk.page, `request-${language}`)
    const file = await desk.context.request.get(
      new URL((await pdf.getAttribute('href')) ?? '', program.url).href,
    )
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf'])
    await desk.page.getByRole('button', { name: w.finish }).click()
    await desk.page.getByText(w.settled).waitFor()
    expect(desk.errors).toEqual([])
    await desk.context.close()
  },
)

test.each(languages)(
  '[S3-31] the manager sees figures, opens one household for a reason, and writes what a flag leads to (%s)',
  async language => {
    const w = words[language]
    const town = await aTown(`b${language}`)
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await inAndTo(page, town.manager, '/console/profile-figures')
    await page.getByText('管家小陈').waitFor()
    await page.locator('input[name="unit"]').fill('1-2-301')
    await page.locator('input[name="purpose"]').fill('处理投诉 26-000123')
    await page.getByRole('button', { name: w.look }).click()
    await page.getByRole('region', { name: '1-2-301' }).waitFor()
    expect(await page.content()).not.toContain('膝盖不便')
    await looked(page, `figures-${language}`)
    await page.goto('/console/profile-fields')
    await page.getByRole('button', { name: w.addFlag }).click()
    await page.getByRole('dialog').locator('input[name="zh"]').fill('有导盲犬')
    await page.getByRole('dialog').locator('input[name="en"]').fill('Guide dog at home')
    await page.getByRole('dialog').locator('form > div > div > button').last().click()
    await page.getByRole('dialog').locator('fieldset input.aj-input').first().fill('不逗弄、不喂食导盲犬')
    await page
      .getByRole('dialog')
      .locator('fieldset input.aj-input')
      .nth(1)
      .fill('Do not pet or feed the dog')
    await looked(page, `field-${language}`)
    await page.getByRole('dialog').locator('button[type="submit"]').click()
    await page.getByText(language === 'en' ? 'Do not pet or feed the dog' : '不逗弄、不喂食导盲犬').waitFor()
    await looked(page, `fields-${language}`)
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)(
  '[S3-31] [S1-22] an order at the desk shows the measure and the reason to the steward of the house, nothing to another desk (%s)',
  async language => {
    const w = words[language]
    const town = await aTown(language === 'en' ? 'c-en' : 'c-zh')
    const owner = await program.house.db
      .selectFrom('account')
      .select(['id', 'name'])
      .where('username', '=', town.owner)
      .executeTakeFirstOrThrow()
    await giveMine(
      program.there.ctx({ ...actor('owner', 'unit', town.h.unitId, town.e.id), id: owner.id as never }),
      {
        estateId: town.e.id,
        householdId: town.h.householdId,
        field: 'elderly_alone',
        value: 'yes',
        separate: true,
      },
    )
    // the steward of the house also keeps the desk this week
    await assignRole(program.there.ctx(system), {
      accountId: town.stewardId,
      role: 'front_desk',
      scope: 'estate',
      targetId: town.e.id,
      estateId: town.e.id,
    })
    const order = await createTicket(program.there.ctx(town.clerkActor), {
      estateId: town.e.id,
      kind: 'order',
      class: 'onsite',
      text: '代搬家具',
      place: '家中',
      unitId: town.h.unitId,
    })
    const seen = async (username: string) => {
      const desk = await open(browser, program.url, 'console', { language })
      await inAndTo(desk.page, username, `/console/orders?show=all&open=${order.id}`)
      await desk.page.locator('.aj-drawer, dialog').getByText('代搬家具').first().waitFor()
      await desk.page.waitForLoadState('networkidle')
      return desk
    }
    const steward = await seen(town.steward)
    await steward.page.getByRole('region', { name: w.hints }).getByText(w.alone).waitFor()
    await looked(steward.page, `order-${language}`)
    const clerk = await seen(town.clerk)
    expect(await clerk.page.getByRole('region', { name: w.hints }).count()).toBe(0)
    expect(await clerk.page.content()).not.toContain(w.alone)
    await looked(clerk.page, `order-clerk-${language}`)
    expect([...steward.errors, ...clerk.errors]).toEqual([])
    await steward.context.close()
    await clerk.context.close()
  },
)
