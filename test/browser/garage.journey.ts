/** A mechanical garage: a car fetched from the phone, somebody trapped until the restart; and a question to the planner. */
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGate } from '../../server/modules/gate/service-gate.ts'
import { addGarage, setSlot } from '../../server/modules/parking/garage.ts'
import { addPoint } from '../../server/modules/parking/operator-safety.ts'
import { aHousehold, anAccount, anEstate } from '../factories.ts'
import { system, testHouse } from '../harness.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let manager: string
let operator: string
let estateId: string

const day = (n: number) =>
  new Date(Date.parse(program.house.clock.now().toString()) + n * 86_400_000 + 8 * 3_600_000)
    .toISOString()
    .slice(0, 10)

beforeAll(async () => {
  program = await aProgram(t)
  estateId = (await anEstate(program.there, { name: '翠湖花园' })).id
  await aHousehold(program.there, estateId, { owner: '林晓燕' })
  const staff = { password: PASSWORD }
  manager = (await anAccount(program.there, estateId, { role: 'manager', name: '陈经理', ...staff })).username
  operator = (await anAccount(program.there, estateId, { role: 'repair_worker', name: '吴师傅', ...staff }))
    .username
  const ctx = () => program.there.ctx(system)
  await addGate(ctx(), { estateId, name: '北门', kind: 'main' })
  await addPoint(ctx(), { estateId, name: 'B1 配电房', place: '地库东侧' })
  for (const name of ['1号立体车库', '2号立体车库']) {
    const made = await addGarage(ctx(), {
      estateId,
      name,
      kind: 'lift_slide',
      place: '3 栋北侧',
      levels: 2,
      perLevel: 4,
      machines: 1,
      cycleSeconds: 90,
      landArea: 12_000,
      max: { length: 5000, width: 1850, height: 1550, weight: 1700 },
      registration: '车库 0001',
      keeper: '周安全',
      rescue: '0000-96333',
      inspectedUntil: day(200),
      inUseFrom: day(-100),
    })
    await setSlot(ctx(), {
      estateId,
      garageId: made.id,
      code: '1-01',
      blocked: false,
      room: '1-2-301',
      car: { length: 4700, width: 1800, height: 1480, weight: 1500 },
    })
  }
  // twelve evenings of 60 cars that come home within half an hour and leave in the morning
  const rows = Array.from({ length: 12 * 60 }, (_, n) => ({
    d: Math.floor(n / 60),
    m: n % 30,
    ref: String(n),
  }))
  await sql`INSERT INTO plan_stay (estate_id, ref, in_at, out_at) SELECT ${estateId}, r.ref, '2026-03-02T18:00:00+08:00'::timestamptz + r.d * interval '1 day' + r.m * interval '1 minute',
    '2026-03-03T07:20:00+08:00'::timestamptz + r.d * interval '1 day' + r.m * interval '1 minute'
    FROM unnest(${rows.map(r => r.ref)}::text[], ${rows.map(r => r.d)}::int[], ${rows.map(r => r.m)}::int[]) AS r(ref, d, m)`.execute(
    program.house.db,
  )
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await program?.end()
})

const words = {
  'zh-CN': {
    fetch: '代为取车',
    slot: '车位',
    begin: '开始取车',
    ready: '已到出口',
    taken: '已开走',
    trapped: '有人被困',
    alarm: '立即报警',
    call: '已呼叫救援',
    who: '呼叫了谁',
    arrive: '救援到场',
    free: '人已救出',
    repair: '修理完成',
    cause: '原因',
    fix: '处理',
    by: '修理人',
    inspect: '故障后检验',
    on: '检验日期',
    result: '结论',
    report: '报告编号',
    body: '检验机构',
    close: '办结',
    accountable: '谁对此负责',
    start: '启用',
    reason: '原因',
    open: '打开',
    kept: /30 分钟内到场/,
    runs: '运行',
    make: '新建方案',
    table: '上传的表',
    add60: '+60 机械车位',
    lane: '+1 进口车道',
    plates: '改车牌识别',
    run: '开始推演',
    model: '模型说明',
    figure: '指标',
    violation: '记录违规',
    type: '违规种类',
    plate: '车牌',
    zone: '区域',
    place: '位置',
    recorded: '已记录，在册车主已通知',
  },
  en: {
    fetch: 'Fetch a car',
    slot: 'Slot',
    begin: 'Begin',
    ready: 'It stands ready',
    taken: 'Taken',
    trapped: 'Somebody trapped',
    alarm: 'Alarm now',
    call: 'Rescue called',
    who: 'Who was called',
    arrive: 'Rescue is there',
    free: 'They are out',
    repair: 'Repaired',
    cause: 'Cause',
    fix: 'Repair',
    by: 'Repaired by',
    inspect: 'Inspect',
    on: 'Day',
    result: 'Result',
    report: 'Report no.',
    body: 'Inspected by',
    close: 'Close the fault',
    accountable: 'Who answers for it',
    start: 'Start',
    reason: 'Reason',
    open: 'Open',
    kept: /there in time/,
    runs: 'Running',
    make: 'New scenario',
    table: 'the table',
    add60: '+60 mechanical',
    lane: '+1 entry lane',
    plates: 'Plates, no cards',
    run: 'Run it',
    model: 'The model',
    figure: 'Figure',
    violation: 'Record',
    type: 'Kind of violation',
    plate: 'Plate',
    zone: 'Zone',
    place: 'Place',
    recorded: 'Recorded; a registered owner is told',
  },
} as const

test.each(languages)(
  '[S4-11] a car is fetched; somebody is trapped: alarm, rescue, repair, inspection, restart (%s)',
  async language => {
    const w = words[language]
    const name = language === 'en' ? '2号立体车库' : '1号立体车库'
    const field = await open(browser, program.url, 'field', { language })
    const { page } = field
    await staffIn(page, operator, '/field/garage')
    await page.getByText(name, { exact: true }).first().click()
    const tap = (label: string) => page.getByRole('button', { name: label, exact: true }).first().click()
    const send = (label: string) =>
      page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
    const done = () => page.getByRole('dialog').waitFor({ state: 'detached' })
    await tap(w.fetch)
    await page.getByLabel(w.slot, { exact: true }).selectOption('1-01')
    await send(w.fetch)
    await done()
    await tap(w.begin)
    await tap(w.ready)
    await page.getByRole('button', { name: w.taken, exact: true }).waitFor()
    await shot(page, `garage-floor-${language}`)
    await tap(w.taken)
    await tap(w.trapped)
    await shot(page, `garage-alarm-${language}`)
    await send(w.alarm)
    await done()
    await page.getByRole('button', { name: w.call, exact: true }).waitFor()
    await assertAxe(page)
    await assertFits(page)
    await tap(w.call)
    await page.getByLabel(w.who).fill('119')
    await send(w.call)
    await done()
    await page.getByRole('timer').waitFor()
    await shot(page, `garage-rescue-${language}`, true)
    for (const step of [w.arrive, w.free]) {
      await tap(step)
      await send(step)
      await done()
    }
    await page.getByText(w.kept).first().waitFor()
    await tap(w.repair)
    await page.getByLabel(w.cause, { exact: true }).fill('限位开关松动')
    await page.getByLabel(w.fix, { exact: true }).fill('更换并试运行')
    await page.getByLabel(w.by, { exact: true }).fill('王工')
    await send(w.repair)
    await done()
    await page.goto(`${program.url}/field/parking-order`)
    await page.getByLabel(w.type, { exact: true }).selectOption('green')
    await page.getByLabel(w.plate, { exact: true }).fill('琼A12345')
    await page.getByLabel(w.zone, { exact: true }).selectOption({ index: 1 })
    await page.getByLabel(w.place, { exact: true }).fill('中心花园')
    const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#583' } })
      .jpeg()
      .toBuffer()
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.locator('.aj-photo img').waitFor()
    await shot(page, `order-floor-${language}`, true)
    await page.getByRole('button', { name: w.violation, exact: true }).click()
    await page.getByText(w.recorded).waitFor()
    await assertAxe(page)
    await assertFits(page)
    await page.goto(`${program.url}/field/garage-patrol`)
    await page.getByText('B1 配电房').waitFor()
    await shot(page, `garage-patrol-${language}`)
    await assertAxe(page)
    await field.context.close()

    const desk = await open(browser, program.url, 'console', { language })
    const office = desk.page
    await staffIn(office, manager, '/console/garages')
    await office.getByText(name).first().waitFor()
    await shot(office, `garages-${language}`)
    await assertAxe(office)
    await office
      .locator('.pg-card', { hasText: name })
      .getByRole('button', { name: w.open, exact: true })
      .click()
    const press = (label: string) => office.getByRole('button', { name: label, exact: true }).first().click()
    const form = office.locator('dialog.aj-dialog form')
    await press(w.inspect)
    await form.getByLabel(w.on, { exact: true }).fill(day(0))
    await form.getByLabel(w.result, { exact: true }).selectOption('yes')
    await form.getByLabel(w.report, { exact: true }).fill('TJ-1')
    await form.getByLabel(w.body, { exact: true }).fill('省特检院')
    await form.getByRole('button', { name: w.inspect, exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await shot(office, `garage-view-${language}`)
    await press(w.close)
    await form.getByLabel(w.accountable).fill('维保单位')
    await form.getByRole('button', { name: w.close, exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await press(w.start)
    await form.getByLabel(w.reason, { exact: true }).fill('检验合格')
    await form.getByRole('button', { name: w.start, exact: true }).click()
    await form.waitFor({ state: 'detached' })
    const row = await sql<{
      state: string
    }>`SELECT state FROM garage WHERE estate_id = ${estateId} AND name = ${name}`.execute(program.house.db)
    expect(row.rows[0]?.state).toBe('running')
    for (const path of ['parking/order', 'parking/numbers', 'garage-projects', 'parking/operators']) {
      await office.goto(`${program.url}/console/${path}`)
      await office.locator('h1').first().waitFor()
      await office.waitForTimeout(600)
      await shot(office, `parking-${path.replace('/', '-')}-${language}`)
      await assertAxe(office)
      await assertFits(office)
    }
    expect([...field.errors, ...desk.errors]).toEqual([])
    await desk.context.close()
  },
)

test.each(languages)(
  '[S4-06] the planner: as it is, 60 more spaces, one more lane, plates for cards, with bands and model (%s)',
  async language => {
    const w = words[language]
    const { page, context, errors } = await open(browser, program.url, 'console', { language })
    await staffIn(page, manager, '/console/parking/plan')
    await page.getByRole('button', { name: w.make, exact: true }).click()
    for (const change of [w.add60, w.lane, w.plates])
      await page.getByRole('button', { name: change, exact: true }).click()
    await shot(page, `plan-form-${language}`)
    await assertAxe(page)
    await page.getByRole('button', { name: w.run, exact: true }).click()
    await page.getByRole('columnheader', { name: w.figure, exact: true }).waitFor({ timeout: 60_000 })
    await page.locator('section > div svg').first().waitFor()
    await page.getByRole('heading', { name: w.model }).waitFor()
    await shot(page, `plan-answer-${language}`, true)
    await assertAxe(page)
    await assertFits(page)
    const kept = await sql<{
      answer: {
        variants: { name: string; figures: { shortMost: { mean: number }; queueIn: { mean: number } } }[]
      }
    }>`
    SELECT answer FROM plan_scenario WHERE estate_id = ${estateId} ORDER BY made_at DESC LIMIT 1`.execute(
      program.house.db,
    )
    const [now, spaces, , plates] = kept.rows[0]?.answer.variants ?? []
    expect(spaces?.figures.shortMost.mean).toBeLessThan(now?.figures.shortMost.mean ?? 0)
    expect(plates?.figures.queueIn.mean).toBeLessThan(now?.figures.queueIn.mean ?? 0)
    expect(errors).toEqual([])
    await context.close()
  },
)
