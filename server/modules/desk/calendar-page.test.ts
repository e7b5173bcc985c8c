import { expect, test } from 'vitest'
import { aDesk, raise } from '../../../test/desk.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { calendarYears, previewNotice } from './calendar-page.ts'
import { recountYear } from './calendar-recount.ts'
import { uploadNotice } from './notices.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const text =
  '国务院办公厅关于2027年部分节假日安排的通知。元旦：1月1日至3日放假，共3天。国庆节：10月1日至7日放假，共7天。'
const file = (name: string, content: string) => ({
  upload: { filename: name, mediaType: 'application/octet-stream', bytes: Buffer.from(content) },
})

test('[SX-05] the page tells up to which year days are known, who waits, and what a notice would say before it is kept', async () => {
  local('2026-12-30 10:00:00')
  const d = await aDesk(t)
  const made = await raise(t, d, { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' })
  const before = await calendarYears(t.ctx(d.clerk), {})
  expect(before).toMatchObject({ knownUpTo: 2026, thisYear: 2026, waiting: [{ year: 2027, tickets: 1 }] })
  expect(before.years.find(y => y.year === 2026)).toMatchObject({ workingDays: 248, madeBy: null })
  await expect(previewNotice(t.ctx(d.manager), { text })).rejects.toMatchObject({ code: 'core.forbidden' })
  const seen = await previewNotice(t.ctx(system), { text })
  expect(seen).toMatchObject({ year: 2027, waiting: 1, replaces: null })
  expect(seen.missing).toEqual(['春节', '清明节', '劳动节', '端午节', '中秋节'])
  expect(seen.days).toHaveLength(10)
  // nothing is kept by looking
  expect((await calendarYears(t.ctx(d.clerk), {})).knownUpTo).toBe(2026)
  const admin = actor('administrator', 'system')
  await uploadNotice(t.ctx(admin), { text: seen.text, source: '国办发明电〔2026〕1号' })
  await t.drain()
  const after = await calendarYears(t.ctx(d.clerk), {})
  expect(after).toMatchObject({ knownUpTo: 2027, waiting: [] })
  expect(after.years[0]).toMatchObject({ year: 2027, source: '国办发明电〔2026〕1号', madeBy: admin.name })
  // 31 December, 4 and 5 January
  expect(await reads.get(t.ctx(d.clerk), { estateId: d.estateId, ticketId: made.id })).toMatchObject({
    dueAt: '2027-01-05T16:00:00Z',
  })
  const again = await previewNotice(t.ctx(system), file('n.csv', `${seen.text}\n2027-02-06,春节,off`))
  expect(again.replaces).toMatchObject({ added: [{ date: '2027-02-06' }], removed: [] })
})

test('[SX-05] a broken notice is refused by its line, a foreign file by its kind', async () => {
  const look = (name: string, content: string) => previewNotice(t.ctx(system), file(name, content))
  await expect(look('a.txt', '2027-02-30,春节,off')).rejects.toMatchObject({ code: 'calendar.notice.date' })
  await expect(look('a.csv', 'date,name,kind\n2027-01-04,元旦,work')).rejects.toMatchObject({
    code: 'calendar.notice.weekendWork',
  })
  await expect(look('a.json', '{"days": [')).rejects.toMatchObject({ code: 'calendar.notice.line' })
  await expect(look('a.pdf', '%PDF-1.7')).rejects.toMatchObject({ code: 'sheet.kind' })
  await expect(previewNotice(t.ctx(system), { text: '' })).rejects.toMatchObject({
    code: 'calendar.notice.empty',
  })
})

test('[SX-05] a region’s notice adds its days for its estates alone, and makes no unpublished year known', async () => {
  local('2026-03-02 10:00:00')
  const here = await aDesk(t)
  const there = await aDesk(t)
  const setCode = (estateId: string, code: string) =>
    t.pool.query(
      'UPDATE region SET code = $2, version = version + 1 WHERE id = (SELECT region_id FROM estate WHERE id = $1)',
      [estateId, code],
    )
  await setCode(here.estateId, '451022100')
  await setCode(there.estateId, '460105')
  const admin = t.ctx(actor('administrator', 'system'))
  const guangxi = { jurisdiction: 'CN-45' }
  const days = '2026-04-20,三月三,off\n2026-04-21,三月三,off'
  const seen = await previewNotice(admin, { ...guangxi, text: days })
  expect(seen).toMatchObject({ year: 2026, workingDays: 246, replaces: null, missing: [] })
  await uploadNotice(admin, { ...guangxi, text: days, source: '桂政发〔2014〕17号' })
  const year = async (jurisdiction?: string) =>
    (await calendarYears(t.ctx(here.clerk), jurisdiction ? { jurisdiction } : {})).years.find(
      y => y.year === 2026,
    )
  expect(await year()).toMatchObject({ workingDays: 248, regional: [] })
  expect(await year('CN-451022100')).toMatchObject({
    workingDays: 246,
    regional: [{ jurisdiction: 'CN-45', source: '桂政发〔2014〕17号', days: 2 }],
  })
  expect((await calendarYears(t.ctx(here.clerk), {})).areas).toEqual(['CN-45'])
  // three working days over the regional days off, in Guangxi only
  local('2026-04-17 10:00:00')
  const repair = { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' } as const
  const due = async (d: typeof here) => {
    const made = await raise(t, d, repair)
    return (await reads.get(t.ctx(d.clerk), { estateId: d.estateId, ticketId: made.id })).dueAt
  }
  expect([await due(here), await due(there)]).toEqual(['2026-04-24T16:00:00Z', '2026-04-22T16:00:00Z'])
  await uploadNotice(admin, { ...guangxi, text: '2028-04-20,三月三,off', source: '测试' })
  const after = await calendarYears(t.ctx(here.clerk), { jurisdiction: 'CN-45' })
  expect(after.years.some(y => y.year === 2028)).toBe(false)
  expect((await previewNotice(admin, { ...guangxi, text: '2028-04-20,三月三,off' })).workingDays).toBeNull()
})

test('[SX-05] a notice that replaces a known year counts running promises anew, each in its course and in the audit log', async () => {
  local('2026-05-11 10:00:00')
  const here = await aDesk(t)
  const admin = t.ctx(actor('administrator', 'system'))
  const repair = { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' } as const
  const made = await raise(t, here, repair)
  const done = await raise(t, here, repair)
  const noise = await raise(t, here)
  const of = (id: string) => reads.get(t.ctx(here.clerk), { estateId: here.estateId, ticketId: id })
  // 12, 13 and 14 May
  expect((await of(made.id)).dueAt).toBe('2026-05-14T16:00:00Z')
  const before = { noise: await of(noise.id), done: await of(done.id) }
  await t.pool.query('UPDATE ticket_promise SET met_at = start_at WHERE ticket_id = $1', [done.id])
  const year = (await calendarYears(admin, {})).years.find(y => y.year === 2026)!
  const lines = (more: string[]) =>
    [...year.days.map(d => `${d.date},${d.name.replaceAll(',', '、')},${d.kind}`), ...more].join('\n')
  const replaced = lines(['2026-05-13,临时放假,off'])
  local('2026-05-11 11:00:00')
  const seen = await previewNotice(t.ctx(system), { text: replaced })
  expect(seen).toMatchObject({ moves: 1, replaces: { added: [{ date: '2026-05-13' }], removed: [] } })
  expect((await previewNotice(t.ctx(system), { text: lines(['2026-05-15,临时放假,off']) })).moves).toBe(0)
  // looking moves nothing
  expect((await of(made.id)).dueAt).toBe('2026-05-14T16:00:00Z')
  await uploadNotice(t.ctx(actor('administrator', 'system')), {
    text: replaced,
    source: '国办发明电〔2026〕9号',
  })
  await t.drain()
  const after = await of(made.id)
  expect(after).toMatchObject({ dueAt: '2026-05-15T16:00:00Z', dueState: 'running' })
  const move = { from: '2026-05-14T16:00:00Z', to: '2026-05-15T16:00:00Z', year: 2026 }
  expect(after.promises.find(p => p.clock === after.dueClock)?.moves).toMatchObject([
    { ...move, source: '国办发明电〔2026〕9号' },
  ])
  expect(after.course.filter(e => e.act === 'calendar')).toHaveLength(1)
  expect((await of(noise.id)).dueAt).toBe(before.noise.dueAt)
  expect((await of(noise.id)).course).toEqual(before.noise.course)
  expect((await of(done.id)).course).toEqual(before.done.course)
  const audits = await t.pool.query(
    "SELECT count(*)::int AS n FROM audit WHERE action = 'ticket.calendar' AND subject_id = $1",
    [made.id],
  )
  expect(audits.rows[0].n).toBe(1)
  // the same job again changes nothing
  const ref = { year: 2026, jurisdiction: 'CN', source: '国办发明电〔2026〕9号' }
  const version = t.clock.now().epochMilliseconds
  expect(await recountYear(t.ctx(system), { ...ref, version })).toBe(0)
  // at the new limit in time, a millisecond later late
  local('2026-05-16 00:00:00')
  expect((await of(made.id)).dueState).not.toBe('late')
  local('2026-05-16 00:00:00.001')
  expect((await of(made.id)).dueState).toBe('late')
})

test('[SX-05] a region’s notice moves the running promises of its estates alone', async () => {
  local('2026-06-08 10:00:00')
  const [here, there] = [await aDesk(t), await aDesk(t)]
  await t.pool.query(
    "UPDATE region SET code = '540102', version = version + 1 WHERE id = (SELECT region_id FROM estate WHERE id = $1)",
    [here.estateId],
  )
  const repair = { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' } as const
  const [one, two] = [await raise(t, here, repair), await raise(t, there, repair)]
  const dues = async () => [
    (await reads.get(t.ctx(here.clerk), { estateId: here.estateId, ticketId: one.id })).dueAt,
    (await reads.get(t.ctx(there.clerk), { estateId: there.estateId, ticketId: two.id })).dueAt,
  ]
  expect(await dues()).toEqual(['2026-06-11T16:00:00Z', '2026-06-11T16:00:00Z'])
  const admin = actor('administrator', 'system')
  const tibet = { jurisdiction: 'CN-54', text: '2026-06-10,萨嘎达瓦节,off' }
  expect((await previewNotice(t.ctx(system), tibet)).moves).toBe(1)
  await uploadNotice(t.ctx(admin), { ...tibet, source: '藏政办发' })
  await t.drain()
  expect(await dues()).toEqual(['2026-06-12T16:00:00Z', '2026-06-11T16:00:00Z'])
})
