/** Headquarters' evening: a neighbourhood submits, another is late and seen at once, the town says why, the day reaches the top. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/core/ids.ts'
import type { Role } from '../../server/core/roles.ts'
import { createRegion } from '../../server/modules/estate/service.ts'
import { beginClosure } from '../../server/modules/gate/service-closure.ts'
import { setHours } from '../../server/modules/gate/service-gate.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { rollUp } from '../../server/modules/oversight/service.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { aRegion, type Regions } from '../factories.ts'
import { anAttempt, aPerson, aSite, paper } from '../gate-factories.ts'
import { actor, system, type TestHouse, testHouse } from '../harness.ts'
import { assertAxe, assertFits, type Language, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let on: TestHouse
let serial = 0

beforeAll(async () => {
  program = await aProgram(t)
  on = program.there
  browser = await launch()
  // the reporting day ends with the hour that is over; the neighbourhoods were due at once, those above by midnight
  const local = program.house.clock.now().toZonedDateTimeISO('Asia/Shanghai')
  const cut = local.hour === 0 ? 24 : local.hour
  const rule = {
    cutHour: cut,
    due: {
      neighbourhood: `${String(cut % 24).padStart(2, '0')}:00`,
      town: '23:59',
      group: '23:59',
      headquarters: '23:59',
    },
    remindMinutes: 10,
    escalateMinutes: 10,
  }
  await t.pool.query(
    `INSERT INTO rule_set (id, kind, jurisdiction, effective_from, body, source, made_by, made_at) VALUES ($1, 'gate.report', 'CN', '2020-01-02', $2, 'journey', 'test', now())`,
    [newId(), JSON.stringify(rule)],
  )
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

/** A closed estate with passages in the hours before the cut. */
async function aClosedEstate(regions: Regions, passages: number): Promise<string> {
  const site = await aSite(on, { regions })
  const before = program.house.clock.now().subtract({ hours: 2 })
  await setHours(on.ctx(actor('manager', 'estate', site.estateId)), {
    estateId: site.estateId,
    from: '00:00',
    until: '24:00',
    fromDate: '2020-01-01',
    source: '全天通行',
  })
  await beginClosure(on.ctx(actor('headquarters', 'region', regions.paths.district)), {
    estateId: site.estateId,
    ...paper,
    number: `防控〔2026〕${newId().slice(-6)}号`,
    startsAt: before.subtract({ hours: 48 }).toString(),
    endsAt: before.add({ hours: 24 * 14 }).toString(),
    reason: '疫情防控',
    purposeZh: '登记出入。',
    purposeEn: 'Passages are registered.',
    entranceGateId: site.gateId,
  })
  for (let i = 0; i < passages; i++)
    await register(
      on.ctx(site.guard, { now: before }),
      anAttempt(site, i === 0 ? { persons: [aPerson({ mask: false })] } : {}),
    )
  return site.estateId
}

async function aCounty() {
  const n = ++serial
  const regions = await aRegion(on)
  const second = await createRegion(on.ctx(system), {
    parentId: regions.subdistrict,
    kind: 'neighbourhood',
    code: newId().slice(-8),
    name: '河西社区',
  })
  await aClosedEstate(regions, 5)
  await aClosedEstate(regions, 3)
  await aClosedEstate({ ...regions, neighbourhood: second.id }, 4)
  const hire = async (role: Role, name: string, targetId: string) => {
    const username = `${role.replaceAll('_', '')}${n}`
    const assignment = { role, scope: 'region' as const, targetId }
    await createAccount(on.ctx(system), { username, name, password: PASSWORD, assignment })
    return username
  }
  return {
    neighbourhood: await hire('neighbourhood_officer', '孙宁', regions.neighbourhood),
    town: await hire('subdistrict_officer', '何平', regions.subdistrict),
    group: await hire('coordination_group', '段青', regions.district),
    headquarters: await hire('headquarters', '韩立', regions.district),
  }
}

const words = {
  'zh-CN': {
    submit: /^报送 /,
    late: '逾期未报',
    wasMissing: /下级未报：河西社区/,
    why: '为什么先报？',
    name: '指定',
    person: '报送人（逾期时先通知）',
    save: '确定',
  },
  en: {
    submit: /^Submit /,
    late: 'late (due',
    wasMissing: /Missing below: 河西社区/,
    why: 'Why report without them?',
    name: 'Name',
    person: 'Reporter (told first when late)',
    save: 'Save',
  },
}

async function judged(page: Page, name: string): Promise<void> {
  await assertAxe(page)
  await assertFits(page)
  await shot(page, name)
}

async function evening(language: Language): Promise<void> {
  const w = words[language]
  const tag = language === 'en' ? '-en' : ''
  const people = await aCounty()
  const officer = async (username: string) => {
    const visitor = await open(browser, program.url, 'board', { language })
    await staffIn(visitor.page, username, '/board')
    await visitor.page.goto('/board/reports')
    return visitor
  }
  const done = async (visitor: Awaited<ReturnType<typeof officer>>) => {
    expect(visitor.errors).toEqual([])
    await visitor.context.close()
  }
  const total = (page: Page) => page.locator('.rp-sums tfoot tr').first().locator('td').allTextContents()

  const first = await officer(people.neighbourhood)
  await first.page.getByRole('button', { name: w.name, exact: true }).click()
  await first.page.getByLabel(w.person).selectOption({ label: '孙宁' })
  await first.page.getByRole('button', { name: w.save, exact: true }).click()
  await judged(first.page, `report-neighbourhood${tag}`)
  await first.page.getByRole('button', { name: w.submit }).click()
  await first.page.locator('.rp-versions').waitFor()
  expect((await total(first.page)).slice(0, 4)).toEqual(['2', '2', '0', '6'])
  await done(first)

  const town = await officer(people.town)
  await town.page.getByText(w.wasMissing).waitFor()
  await town.page.locator('.rp-line', { hasText: '河西社区' }).getByText(w.late).waitFor()
  await judged(town.page, `report-town${tag}`)
  await town.page.getByLabel(w.why).fill('河西社区停电，先报其余社区')
  await town.page.getByRole('button', { name: w.submit }).click()
  await town.page.locator('.rp-versions').waitFor()
  await done(town)

  for (const who of ['group', 'headquarters'] as const) {
    const visitor = await officer(people[who])
    await visitor.page.getByRole('button', { name: w.submit }).click()
    await visitor.page.locator('.rp-versions').waitFor()
    expect((await total(visitor.page)).slice(0, 4)).toEqual(['2', '2', '0', '6'])
    await judged(visitor.page, `report-${who}${tag}`)
    await done(visitor)
  }
  await rollUp(on.ctx(system))
}

for (const language of languages)
  test(`[S6-46] [S6-47] [S6-48] ${language}: the day climbs from the neighbourhood to headquarters, each with one act; a late one is seen by all above`, () =>
    evening(language))
