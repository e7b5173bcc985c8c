/** The manager's day: a post is empty, the bell rings, he takes it on, mends the roster, tells the residents; above him the levels see it. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordIncident } from '../../server/modules/gate/service-incident.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { makeUpDays, rollUp } from '../../server/modules/oversight/service.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { assignDuties } from '../../server/modules/roster/duties.ts'
import { createPost } from '../../server/modules/roster/service.ts'
import { watchAll } from '../../server/modules/roster/watch.ts'
import { anEstate, aRegion } from '../factories.ts'
import { anAttempt, aSite } from '../gate-factories.ts'
import { system, testHouse } from '../harness.ts'
import { assertAxe, type Language, languages, launch, looker, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program } from './program.ts'
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

/** An estate whose gate nobody stands at although the manager has the duty, and an officer two levels above. */
async function anEmptyPost() {
  const n = ++serial
  const regions = await aRegion(program.there)
  const estate = await anEstate(program.there, { regions, name: `翠湖花园${n}` })
  const other = await anEstate(program.there, { regions, name: `柳岸小区${n}` })
  const hire = hiring(program, estate.id, n)
  const manager = await hire('manager', '孙经理', 'manager')
  await hire('guard', '赵队员', 'guard')
  await createAccount(program.there.ctx(system), {
    username: `officer${n}`,
    name: '钱主任',
    password: PASSWORD,
    assignment: { role: 'subdistrict_officer', scope: 'region', targetId: regions.subdistrict },
  })
  const post = await createPost(program.there.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '东门岗',
    covers: [{ from: 0, until: 1440 }],
    unattendedMinutes: 0,
  })
  const now = program.house.clock.now()
  await assignDuties(program.there.ctx(manager), {
    estateId: estate.id,
    duties: [
      {
        postId: post.id,
        accountId: manager.id,
        startsAt: now.subtract({ hours: 1 }).toString(),
        endsAt: now.add({ hours: 1 }).toString(),
      },
    ],
  })
  await watchAll(program.there.ctx(system))
  await makeUpDays(program.there.ctx(system))
  await rollUp(program.there.ctx(system))
  return { n, estate, other, regions }
}

const words = {
  'zh-CN': {
    post: /空岗/,
    bell: /条告警待确认/,
    take: '我来处理',
    taken: /已确认/,
    assign: '排班',
    who: '人员',
    save: '保存排班',
    write: '写通知',
    title: '标题',
    body: '内容',
    publish: '发布',
    noData: '暂无数据',
    act: '现在处理',
  },
  en: {
    post: /Unattended posts/,
    bell: /alarm\(s\) to take on/,
    take: 'I take it on',
    taken: /Taken on/,
    assign: 'Assign',
    who: 'Person',
    save: 'Assign',
    write: 'Write a bulletin',
    title: 'Title',
    body: 'Text',
    publish: 'Publish',
    noData: 'No data',
    act: 'Act now',
  },
} as const

const look = looker('board')

test.each(['zh-CN', 'en'] as Language[])(
  '[S6-45] [SX-09] an empty post reaches its person by the bell, who takes it on (%s)',
  async language => {
    const said = words[language]
    const { n } = await anEmptyPost()
    const visitor = await enter(browser, program, `manager${n}`, 'console', { language })
    const { page } = visitor
    await page.goto('/console/today')
    await page.getByRole('link', { name: said.post }).first().waitFor()
    const figure = page.locator('figure', { hasText: said.post })
    await figure.getByText(said.act).waitFor()
    expect(await figure.textContent()).toContain('孙经理')
    await look(page, `today-${language}`)

    const bell = page.getByRole('button', { name: said.bell })
    await bell.waitFor()
    await bell.click()
    await look(page, `bell-${language}`)
    await page.getByRole('button', { name: said.take }).click()
    await page.getByText(said.taken).waitFor()
    await page.keyboard.press('Escape')
    await bell.waitFor({ state: 'detached' })
    const guard = await enter(browser, program, `guard${n}`, 'gate', { language })
    await guard.page.goto('/gate')
    await guard.page.locator('.no-bell').click()
    await guard.page.locator('dialog[open]').waitFor()
    await assertAxe(guard.page)
    await shot(guard.page, `board-gate-bell-${language}`)
    expect(guard.errors).toEqual([])
    await guard.context.close()

    await page.getByRole('link', { name: said.post }).first().click()
    await page.waitForURL(/\/console\/posts/)
    await page
      .getByRole('cell', { name: /孙经理/ })
      .first()
      .waitFor()
    await look(page, `posts-${language}`)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)

test.each(['zh-CN', 'en'] as Language[])(
  '[S1-02] [S1-23] the manager fills a gap of the week with a click and tells the residents (%s)',
  async language => {
    const said = words[language]
    const { n } = await anEmptyPost()
    const visitor = await enter(browser, program, `manager${n}`, 'console', { language })
    const { page } = visitor
    await page.goto('/console/roster')
    const gaps = page.locator('.ro-gap')
    await gaps.last().waitFor()
    await look(page, `week-${language}`)
    const before = await gaps.count()
    await gaps.last().click()
    await page.getByLabel(said.who, { exact: true }).selectOption({ label: '赵队员' })
    await look(page, `assign-${language}`)
    await page.locator('dialog').getByRole('button', { name: said.save }).click()
    await page.locator('.ro-turn', { hasText: '赵队员' }).waitFor()
    await expect.poll(() => gaps.count()).toBe(before - 1)

    await page.goto('/console/stewards')
    await look(page, `stewards-${language}`)
    await page.goto('/console/bulletins')
    await page.getByRole('button', { name: said.write }).first().click()
    await page.getByLabel(said.title, { exact: true }).fill('<b>停水</b> 𠮷日 22:00–6:00')
    await page.getByLabel(said.body, { exact: true }).fill('3 号楼高区今晚停水，请提前储水。')
    await look(page, `write-${language}`)
    await page.locator('dialog').getByRole('button', { name: said.publish, exact: true }).click()
    await page.locator('.aj-table').getByText('<b>停水</b> 𠮷日 22:00–6:00').waitFor()
    await look(page, `bulletins-${language}`)
    await page.goto('/console/bulletins?tab=explained')
    await page.getByRole('tab', { selected: true }).waitFor()
    await look(page, `explained-${language}`)
    await page.goto('/console/alarms')
    await page.getByText('孙经理').first().waitFor()
    await look(page, `alarms-${language}`)
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  },
)

test.each(['zh-CN', 'en'] as Language[])(
  '[SX-07] the subdistrict sees the sum, opens the part behind it and the estate behind that (%s)',
  async language => {
    const said = words[language]
    const { n, estate, other } = await anEmptyPost()
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1440, height: 900 },
    ]) {
      const visitor = await enter(browser, program, `officer${n}`, 'board', { language, size })
      const { page } = visitor
      await page.goto('/board')
      const figure = page.locator('figure', { hasText: said.post })
      await figure.waitFor()
      expect(await figure.locator('.aj-figure-value').textContent()).toBe('1')
      expect(await figure.textContent()).toContain(`孙经理 · ${estate.name}`)
      expect(await page.locator('figure').count()).toBeLessThanOrEqual(7)
      expect(await page.getByText(said.noData).count()).toBeGreaterThan(0)
      await look(page, `region-${size.width}-${language}`)
      await page.getByRole('link', { name: said.post }).click()
      await page.getByRole('link', { name: '测试社区' }).click()
      await page.getByRole('link', { name: other.name }).waitFor()
      expect(
        (await page.locator('.bo-parts li').allTextContents()).map(x => x.startsWith(estate.name)),
      ).toEqual([true, false])
      await page.getByRole('link', { name: estate.name }).click()
      await page.getByRole('heading', { level: 1, name: new RegExp(estate.name) }).waitFor()
      await page.getByText('孙经理').first().waitFor()
      await look(page, `estate-${size.width}-${language}`)
      expect(visitor.errors).toEqual([])
      await visitor.context.close()
    }
  },
)

const closure = {
  'zh-CN': {
    incidents: '冲卡与闹事',
    inside: '在小区内的登记人员',
    passages: '今日进出',
    ram: '冲卡',
    kind: '访客',
  },
  en: {
    incidents: 'Incidents at the gate',
    inside: 'Registered persons inside',
    passages: 'Passages today',
    ram: 'Ramming',
    kind: 'Visitor',
  },
} as const

test.each(languages)(
  '[S6-48] from an estate’s closure board each figure is one click from what it counts, without names; the desk’s own list comes filtered (%s)',
  async language => {
    const n = ++serial
    const said = closure[language]
    const site = await aSite(program.there)
    const { estateId } = site
    const guest = { kind: 'visitor' as const, name: '周小舟', unit: '1-2-301', reason: '访友' }
    const guard = program.there.ctx(site.guard)
    await register(guard, anAttempt(site, { direction: 'in', persons: [guest] }))
    const now = program.house.clock.now()
    const happened = { estateId, place: '北门', gateId: site.gateId, who: '红衣男子', account: '强行冲卡' }
    await recordIncident(guard, { ...happened, kind: 'ram', happenedAt: now.toString() })
    const before = now.subtract({ hours: 24 }).toString()
    await recordIncident(guard, { ...happened, kind: 'crash', happenedAt: before })
    await createAccount(program.there.ctx(system), {
      username: `officer${n}`,
      name: '钱主任',
      password: PASSWORD,
      assignment: { role: 'subdistrict_officer', scope: 'region', targetId: site.regions.subdistrict },
    })
    await hiring(program, estateId, n)('manager', '孙经理', 'manager')

    const officer = await enter(browser, program, `officer${n}`, 'board', { language })
    const rows = officer.page.locator('tbody tr')
    for (const [figure, word] of [
      [said.incidents, said.ram],
      [said.inside, said.kind],
    ] as const) {
      await officer.page.goto(`/board/closure?p=${estateId}`)
      await officer.page.getByRole('link', { name: figure }).click()
      await rows.first().waitFor()
      expect(await rows.allTextContents()).toEqual([expect.stringContaining(word)])
      const shown = (await officer.page.locator('main').textContent()) ?? ''
      expect(shown).not.toMatch(/周|红衣男子|强行冲卡|1-2-301/)
      await look(officer.page, `behind-${figure === said.inside ? 'inside' : 'incidents'}-${language}`)
    }
    expect(officer.errors).toEqual([])
    await officer.context.close()

    const manager = await enter(browser, program, `manager${n}`, 'console', { language })
    await manager.page.goto(`/console/today?e=${estateId}`)
    await manager.page.getByRole('link', { name: said.passages }).click()
    await manager.page.locator('tbody tr').first().waitFor()
    const today = now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
    expect(await manager.page.locator('input[type="date"]').inputValue()).toBe(today)
    await manager.page.goto(`/console/gate/incidents?e=${estateId}&day=${today}`)
    await manager.page.locator('article').first().waitFor()
    expect(await manager.page.locator('article').count()).toBe(1)
    await look(manager.page, `incidents-${language}`)
    expect(manager.errors).toEqual([])
    await manager.context.close()
  },
)
