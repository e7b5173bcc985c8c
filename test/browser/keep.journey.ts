/** How long ordinary registrations are kept is chosen and hung up; a charger is entered at the desk for who has no phone. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/core/ids.ts'
import { forgetRegistrations } from '../../server/modules/gate/service-keep.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { addSpace } from '../../server/modules/parking/lots.ts'
import { addPermit } from '../../server/modules/parking/permits.ts'
import { anAccount } from '../factories.ts'
import { aSite } from '../gate-factories.ts'
import { system, testHouse } from '../harness.ts'
import { aYard } from '../parking.ts'
import { languages, launch, looker, open } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

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

const words = {
  'zh-CN': {
    kept: '平时登记保存多久？',
    change: '更改保存天数',
    save: '保存',
    days: /保存 45 天，到期/,
    erased: /删除 2 条/,
    enter: '代录申请',
    find: '查找车位',
    by: '前台小林 代录',
    back: '代为撤回',
    gone: '已撤回',
  },
  en: {
    kept: 'How long are ordinary registrations kept?',
    change: 'Change the days kept',
    save: 'Save',
    days: /kept for 45 days/,
    erased: /: 2 deleted/,
    enter: 'Enter an application',
    find: 'Find the space',
    by: 'entered by 前台小林',
    back: 'Take back for the home',
    gone: 'Taken back',
  },
} as const

const looked = looker('keep')

async function aPlace(name: string) {
  const { there } = program
  const site = await aSite(there, { name })
  const y = await aYard(there, { estateId: site.estateId })
  const staff = async (role: 'manager' | 'front_desk', who: string) =>
    (await anAccount(there, site.estateId, { role, name: who, password: PASSWORD })).username
  const space = await addSpace(there.ctx(system), {
    ...{ estateId: site.estateId, lotId: y.lotId, level: 'B1' },
    ...{ number: 'B1-001', ground: 'planned', use: 'car' },
  })
  await addPermit(there.ctx(system), {
    ...{
      estateId: site.estateId,
      lotId: y.lotId,
      kind: 'sale',
      room: site.unit,
      spaceIds: [space.id],
      price: 0,
    },
    from: program.house.clock.now().subtract({ hours: 48 }).toString(),
  })
  return { site, manager: await staff('manager', '陈经理'), desk: await staff('front_desk', '前台小林') }
}

test.each(languages)(
  '[F-13] ordinary registrations: the days are chosen by a paper, the night’s deletion is shown, the notice hangs (%s)',
  async language => {
    const w = words[language]
    const { site, manager } = await aPlace(language === 'en' ? 'Linden Court' : '椰林苑')
    const { there } = program
    await register(there.ctx(site.guard), {
      ...{ estateId: site.estateId, clientId: newId(), gateId: site.gateId, direction: 'in' },
      persons: [{ kind: 'visitor', name: '周舟', unit: site.unit, reason: '访友' }],
    })
    const later = program.house.clock.now().add({ hours: 91 * 24 })
    await forgetRegistrations({ ...there.ctx(system), now: later }, site.estateId)
    const { page, errors, context } = await open(browser, program.url, 'console', { language })
    await staffIn(page, manager, '/console/gates')
    const kept = page.locator('section', { has: page.getByRole('heading', { name: w.kept }) })
    await kept.getByText(w.erased).waitFor()
    await kept.getByRole('button', { name: w.change }).click()
    await page.locator('dialog [name="days"]').fill('45')
    await page.locator('dialog [name="source"]').fill('物业服务合同第8条')
    await looked(page, `days-${language}`)
    await page.locator('dialog').getByRole('button', { name: w.save, exact: true }).click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await kept.getByText(w.days).waitFor()
    await looked(page, `gates-${language}`, true)
    const href = await kept.getByRole('link').getAttribute('href')
    const pdf = await page.request.get(href ?? '')
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])
    expect(errors).toEqual([])
    await context.close()
  },
)

test.each(languages)(
  '[SX-12] [F-11] a charger asked for at the desk: the home, its space, who asks; the mark stands beside it (%s)',
  async language => {
    const w = words[language]
    const { site, desk } = await aPlace(language === 'en' ? 'Maple Court' : '枫林苑')
    const { page, errors, context } = await open(browser, program.url, 'console', { language })
    await staffIn(page, desk, '/console/parking/chargers')
    await page.getByRole('button', { name: w.enter, exact: true }).click()
    await page.locator('dialog [name="room"]').fill(site.unit)
    await page.getByRole('button', { name: w.find, exact: true }).click()
    await page.locator('dialog [name="askedBy"]').fill('王秀英')
    await looked(page, `charger-enter-${language}`)
    await page.locator('dialog button[type="submit"]').click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.getByText(site.unit).first().click()
    await page.getByText(w.by).first().waitFor()
    await looked(page, `charger-entered-${language}`)
    await page.getByRole('button', { name: w.back, exact: true }).click()
    await page.locator('dialog [name="reason"]').fill('改买油车')
    await page.locator('dialog button[type="submit"]').click()
    await page.locator('dialog [name="reason"]').waitFor({ state: 'detached' })
    await page.getByText(w.gone).locator('visible=true').first().waitFor()
    const found = await t.pool.query(
      'SELECT state, asked_by, entered_by, account_id FROM parking_charger WHERE estate_id = $1',
      [site.estateId],
    )
    expect(found.rows).toEqual([
      { state: 'withdrawn', asked_by: '王秀英', entered_by: '前台小林', account_id: null },
    ])
    expect(errors).toEqual([])
    await context.close()
  },
)
