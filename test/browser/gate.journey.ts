/** A guard's shift: takes the post, registers in two taps, works without network, hands out a code; a resident invites. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPassages } from '../../server/modules/gate/service-passage.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { createPost } from '../../server/modules/roster/service.ts'
import { anAttempt, aPerson, type GateSite } from '../gate-factories.ts'
import { actor, system, testHouse } from '../harness.ts'
import { aClosedSite, anAccountFor, type Ran, runProgram } from './gate-estate.ts'
import { assertAxe, assertFits, type Language, launch, open, shot } from './kit.ts'
import { PASSWORD, staffIn } from './program.ts'

const t = await testHouse()
let ran: Ran
let browser: Browser

beforeAll(async () => {
  ran = await runProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await ran?.stop()
})

let serial = 0

/** An estate under closure at any hour, with a post, a guard and one household registered. */
async function aClosedEstate(): Promise<{ site: GateSite; guard: string; household: string }> {
  const guard = `guard${++serial}`
  const site = await aClosedSite(ran)
  await createPost(ran.on.ctx(actor('manager', 'estate', site.estateId)), {
    estateId: site.estateId,
    kind: 'gate',
    name: '北门岗',
    covers: [{ from: 0, until: 1440 }],
  })
  for (const name of ['王小明', '李雷'])
    await register(ran.on.ctx(site.guard), anAttempt(site, { direction: 'in', persons: [aPerson({ name })] }))
  await anAccountFor(ran, site, 'guard', guard)
  return { site, guard, household: site.unit }
}

const words = {
  'zh-CN': {
    north: '北门',
    find: '查找住户',
    masked: /已戴口罩，放行/,
    unmasked: /没戴口罩/,
    out: '出',
    done: /已出/,
    fresh: '新登记',
    purpose: /为保障居民生命安全和身体健康登记出入信息/,
    name: '姓名',
    id: '身份证号',
    mobile: '手机号',
    door: /楼号-单元-门号/,
    to: '外出地点',
    why: '事由',
    post: '到岗',
    here: '没有码，直接到岗',
    present: /在岗：赵刚/,
    waiting: /2 条待上传/,
    visitor: '访客码',
    guest: '访客姓名',
    give: '发访客码',
    sixDigits: '六位访客码',
    opens: /1-2-301/,
    emergency: '紧急通行',
    pass: '立即放行并记录',
    inside: '在内',
  },
  en: {
    north: '北门',
    find: 'Find a person',
    masked: /Mask on: let through/,
    unmasked: /No mask/,
    out: 'Out',
    done: /let out/,
    fresh: 'New person',
    purpose: /Taken to protect residents’ health/,
    name: 'Name',
    id: 'ID number',
    mobile: 'Mobile',
    door: /Building-section-door/,
    to: 'Destination',
    why: 'Reason',
    post: 'Post',
    here: 'No code here: take the post',
    present: /Here: 赵刚/,
    waiting: /2 waiting/,
    visitor: 'Visitor',
    guest: 'Visitor’s name',
    give: 'Give a code',
    sixDigits: 'Six-digit code',
    opens: /1-2-301/,
    emergency: 'Emergency',
    pass: 'Let through now and record',
    inside: 'Inside',
  },
} as const

const plan: [Language, string, { width: number; height: number }, 'light' | 'dark'][] = [
  ['zh-CN', 'tablet', { width: 1024, height: 768 }, 'dark'],
  ['en', 'phone', { width: 390, height: 844 }, 'light'],
]

test.each(plan)(
  '[S6-03, S6-34, S6-42, S6-45, S6-49] a guard’s shift in %s on a %s',
  async (language, device, size, mode) => {
    const { site, guard } = await aClosedEstate()
    const visitor = await open(browser, ran.program.url, 'gate', { language, size, mode, offline: true })
    const { page, context } = visitor
    const w = words[language]
    const name = (part: string) => `gate-${device}-${part}`
    const passages = () =>
      listPassages(ran.on.ctx(site.guard), { estateId: site.estateId, limit: 200 }).then(each => each.items)
    await staffIn(page, guard, '/gate')
    await page.getByRole('button', { name: w.north }).first().click()
    await page.getByLabel(w.find).waitFor()

    // takes the post
    await page.getByRole('link', { name: w.post, exact: true }).click()
    await page.getByRole('button', { name: w.here }).click()
    await page.getByText(w.present).waitFor()
    await shot(page, name('post'))
    await assertAxe(page)
    await page.goBack()

    // a returning resident by door number: two taps after the number
    const goesOut = async () => {
      await page.getByLabel(w.find).fill('1-2-301')
      await page.getByRole('button', { name: /王\*明/ }).click()
      await page.getByRole('button', { name: w.masked }).click()
    }
    await page.getByLabel(w.find).fill('1-2-301')
    await page.getByRole('button', { name: /王\*明/ }).waitFor()
    await shot(page, name('found'))
    await assertAxe(page)
    await assertFits(page)
    await page.getByRole('button', { name: /王\*明/ }).click()
    await shot(page, name('known'))
    await assertAxe(page)
    await page.getByRole('button', { name: w.masked }).click()
    await page.getByText(w.done).first().waitFor()
    expect((await passages())[0]).toMatchObject({
      direction: 'out',
      outcome: 'passed',
      by: '赵刚',
      offline: false,
    })

    // no mask, no passage
    await page.getByLabel(w.find).fill('ll')
    await page.getByRole('button', { name: /李\*/ }).click()
    await page.getByRole('button', { name: w.unmasked }).click()
    await expect
      .poll(async () => (await passages())[0])
      .toMatchObject({ outcome: 'refused', refusal: 'no_mask' })

    // the network is cut: two registrations wait, and arrive once
    const before = (await passages()).length
    await context.setOffline(true)
    await goesOut()
    await page.getByRole('button', { name: w.fresh }).click()
    const person = aPerson({ name: '韩梅梅', phone: '13900001111' })
    const fields = [
      [w.name, person.name],
      [w.id, person.idNumber],
      [w.mobile, person.phone],
      [w.door, person.unit],
      [w.to, person.destination],
      [w.why, person.reason],
    ] as const
    const dialog = page.getByRole('dialog')
    // why it is taken stands above the form, for who is asked
    await dialog.getByText(w.purpose).waitFor()
    for (const [label, value] of fields)
      await dialog.getByLabel(label, typeof label === 'string' ? { exact: true } : {}).fill(value ?? '')
    await shot(page, name('new-offline'))
    await dialog.getByRole('button', { name: w.masked }).click()
    await page.getByText(w.waiting).waitFor()
    await shot(page, name('offline'))
    await assertAxe(page)
    expect(await passages()).toHaveLength(before)
    const kept = await page.evaluate(async () => {
      const all = await indexedDB.databases()
      const text: string[] = []
      for (const { name: db } of all) {
        if (!db) continue
        const opened = await new Promise<IDBDatabase>(done => {
          const asked = indexedDB.open(db)
          asked.onsuccess = () => done(asked.result)
        })
        for (const store of opened.objectStoreNames) {
          const rows = await new Promise<unknown[]>(done => {
            const asked = opened.transaction(store).objectStore(store).getAll()
            asked.onsuccess = () => done(asked.result)
          })
          text.push(JSON.stringify(rows))
        }
        opened.close()
      }
      return text.join()
    })
    expect(kept).not.toContain('韩梅梅')
    expect(kept).not.toContain('13900001111')
    await context.setOffline(false)
    await expect.poll(async () => (await passages()).length, { timeout: 30_000 }).toBe(before + 2)
    await page.getByText(w.waiting).waitFor({ state: 'detached' })
    const late = (await passages()).slice(0, 2)
    expect(late.map(each => [each.offline, each.outcome, each.name])).toEqual([
      [true, 'passed', '韩*梅'],
      [true, 'passed', '王*明'],
    ])

    // a visitor: the home was asked, a code is given and said
    await page.getByRole('link', { name: w.visitor, exact: true }).click()
    await page.getByLabel(w.door).fill('1-2-301')
    await page.getByLabel(w.guest, { exact: true }).fill('周舟')
    await page.getByRole('button', { name: w.give }).click()
    const code = (await page.locator('.gp-big').textContent()) ?? ''
    expect(code).toMatch(/^\d{6}$/)
    await page.getByLabel(w.sixDigits).fill(code === '111111' ? '222222' : '111111')
    await page.getByRole('alert').first().waitFor()
    await shot(page, name('visitor'))
    await assertAxe(page)
    await assertFits(page)

    // emergency passage is never blocked
    await page.goBack()
    await page.getByRole('button', { name: w.emergency }).click()
    await shot(page, name('emergency'))
    await page.getByRole('button', { name: w.pass }).click()
    await expect.poll(async () => (await passages())[0]?.emergency ?? '').toContain('medical')
    await page.getByRole('link', { name: w.inside, exact: true }).click()
    await page.locator('.gp-person').first().waitFor()
    await shot(page, name('inside'))
    await assertAxe(page)
    expect(visitor.errors).toEqual([])
    await context.close()
  },
)

test.each(['zh-CN', 'en'] as Language[])(
  'the desk sees gates and passages, headquarters the closure, in %s',
  async language => {
    const { site } = await aClosedEstate()
    const people = [
      [
        'manager',
        'console',
        { scope: 'estate', estateId: site.estateId },
        ['gates', 'gate/passages', 'gate/inside'],
      ],
      ['headquarters', 'board', { scope: 'region', targetId: site.regions.district }, ['closures']],
    ] as const
    for (const [role, shell, place, pages] of people) {
      const username = `${role}${language === 'en' ? 'en' : 'zh'}`
      await createAccount(ran.on.ctx(system), {
        username,
        name: '周岚',
        password: PASSWORD,
        assignment: { role, ...place },
      })
      const visitor = await open(browser, ran.program.url, shell, { language })
      await staffIn(visitor.page, username, `/${shell}`)
      for (const page of pages) {
        await visitor.page.goto(`/${shell}/${page}?e=${site.estateId}`)
        await visitor.page.locator('.gp-post, tbody tr').first().waitFor()
        await shot(visitor.page, `gate-${page.replace('/', '-')}-${language}`)
        await assertAxe(visitor.page)
        await assertFits(visitor.page)
      }
      expect(visitor.errors).toEqual([])
      await visitor.context.close()
    }
  },
)
