import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import {
  changeBulletin,
  listBulletins,
  publishDue,
  readBulletin,
  withdrawBulletin,
  writeBulletin,
} from './bulletins.ts'
import { addCategory, listCategories } from './categories.ts'
import { missedDates, nextAfter, reaches } from './rules-bulletins.ts'
import { alarmMissed, listExplanations, listSchedules, logExplanation, planBulletin } from './schedules.ts'

const t = await testHouse()

async function setup() {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const estate = await anEstate(t)
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager', name: '孙经理' })
  const unitOf = async (name: string) => {
    const [building, section, unit] = [newId<'building'>(), newId<'section'>(), newId<'unit'>()]
    await sql`INSERT INTO building (estate_id, id, name) VALUES (${estate.id}, ${building}, ${name})`.execute(
      t.house.db,
    )
    await sql`INSERT INTO section (estate_id, id, building_id, name) VALUES (${estate.id}, ${section}, ${building}, '1')`.execute(
      t.house.db,
    )
    await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label)
      VALUES (${estate.id}, ${unit}, ${building}, ${section}, '301', ${`${name}-1-301`})`.execute(t.house.db)
    return { building, unit, owner: actor('owner', 'unit', unit, estate.id) }
  }
  return { estate, manager, unitOf }
}

const everybody = { to: 'all' as const }
const words = { title: '停水通知', body: '今晚 22:00–次日 6:00 停水' }

test('[S1-23] a bulletin keeps sender, time, audience and counts each reader once', async () => {
  const { estate, manager, unitOf } = await setup()
  const one = await unitOf('1')
  const two = await unitOf('2')
  const made = await writeBulletin(t.ctx(manager), {
    estateId: estate.id,
    category: 'notice',
    ...words,
    audience: { to: 'residents', buildings: [one.building] },
    when: 'now',
  })
  expect(made).toMatchObject({
    state: 'sent',
    sender: '孙经理',
    sentAt: '2026-03-02T01:00:00Z',
    audience: { to: 'residents', buildings: [one.building] },
    reads: 0,
  })
  const at = { estateId: estate.id, bulletinId: made.id }
  await readBulletin(t.ctx(one.owner), at)
  await readBulletin(t.ctx(one.owner), at)
  await expect(readBulletin(t.ctx(two.owner), at)).rejects.toMatchObject({ code: 'core.not_found' })
  expect((await listBulletins(t.ctx(manager), { estateId: estate.id })).items[0]?.reads).toBe(1)
  const seen = await listBulletins(t.ctx(one.owner), { estateId: estate.id })
  expect([seen.items.length, seen.unread, seen.items[0]?.reads]).toEqual([1, 0, null])
  expect((await listBulletins(t.ctx(two.owner), { estateId: estate.id })).items).toEqual([])
})

test('[S1-23] a bulletin is published at its time, not a millisecond earlier, and then cannot be changed', async () => {
  const { estate, manager, unitOf } = await setup()
  const { owner } = await unitOf('1')
  const draft = {
    estateId: estate.id,
    category: 'notice',
    ...words,
    audience: everybody,
    when: 'later' as const,
  }
  await expect(
    writeBulletin(t.ctx(manager), { ...draft, publishAt: '2026-03-02T09:00:00+08:00' }),
  ).rejects.toMatchObject({ code: 'notice.past' })
  const made = await writeBulletin(t.ctx(manager), { ...draft, publishAt: '2026-03-02T10:00:00+08:00' })
  const shown = async () => (await listBulletins(t.ctx(owner), { estateId: estate.id })).items.length
  t.clock.set('2026-03-02T09:59:59.999+08:00')
  await publishDue(t.ctx(system), estate.id, made.id)
  expect(await shown()).toBe(0)
  t.clock.set('2026-03-02T10:00:00.000+08:00')
  await publishDue(t.ctx(system), estate.id, made.id)
  await publishDue(t.ctx(system), estate.id, made.id)
  expect(await shown()).toBe(1)
  await expect(
    changeBulletin(t.ctx(manager), { ...draft, when: 'now', bulletinId: made.id, version: made.version + 1 }),
  ).rejects.toMatchObject({ code: 'notice.sent' })
  await withdrawBulletin(t.ctx(manager), { estateId: estate.id, bulletinId: made.id, reason: '内容有误' })
  expect(await shown()).toBe(0)
})

test('[S1-23] a missed date alarms the responsible person once, from the first moment of the next day', async () => {
  const { estate, manager } = await setup()
  const { id: writer } = await anAccount(t, estate.id, { role: 'steward', name: '林管家' })
  const plan = await planBulletin(t.ctx(manager), {
    estateId: estate.id,
    category: 'service',
    title: '社区月报',
    everyDays: 7,
    firstDue: '2026-03-05',
    audience: everybody,
    accountId: writer,
  })
  const told = () =>
    t.pool
      .query<{ name: string }>(`SELECT name FROM message WHERE estate_id = $1 AND kind = 'bulletin.missed'`, [
        estate.id,
      ])
      .then(r => r.rows.map(m => m.name))
  t.clock.set('2026-03-05T23:59:59.999+08:00')
  await alarmMissed(t.ctx(system))
  expect(await told()).toEqual([])
  t.clock.set('2026-03-06T00:00:00.000+08:00')
  await alarmMissed(t.ctx(system))
  await alarmMissed(t.ctx(system))
  expect(await told()).toEqual(['林管家'])
  await writeBulletin(t.ctx(manager), {
    estateId: estate.id,
    category: 'service',
    ...words,
    audience: everybody,
    when: 'now',
    scheduleId: plan.id,
  })
  const { items } = await listSchedules(t.ctx(manager), { estateId: estate.id })
  expect(items[0]).toMatchObject({ nextDue: '2026-03-12', missed: ['2026-03-05'], name: '林管家' })
})

test('[S1-23] a schedule belongs to its building: only a bulletin that reaches all of it serves the date', async () => {
  const { estate, manager, unitOf } = await setup()
  const [one, two] = [await unitOf('1'), await unitOf('2')]
  const { id: writer } = await anAccount(t, estate.id, { role: 'steward', name: '林管家' })
  const to = (...buildings: string[]) => ({ to: 'residents' as const, buildings })
  const plan = await planBulletin(t.ctx(manager), {
    estateId: estate.id,
    category: 'service',
    title: '1 栋周报',
    everyDays: 7,
    firstDue: '2026-03-05',
    audience: to(one.building),
    accountId: writer,
  })
  const write = (audience: object) =>
    writeBulletin(t.ctx(manager), {
      estateId: estate.id,
      category: 'service',
      ...words,
      audience: audience as never,
      when: 'now',
      scheduleId: plan.id,
    })
  const due = async () => (await listSchedules(t.ctx(manager), { estateId: estate.id })).items[0]?.nextDue
  for (const narrow of [
    to(two.building),
    { to: 'staff' as const },
    { ...to(one.building), homes: ['lease'] },
  ])
    await expect(write(narrow)).rejects.toMatchObject({ code: 'notice.schedule_audience' })
  expect(await due()).toBe('2026-03-05')
  await write(to(one.building, two.building))
  expect(await due()).toBe('2026-03-12')
  const all = { to: 'all' as const, buildings: [], roles: [] }
  expect(reaches(all, { ...all, to: 'residents' })).toBe(true)
  expect(reaches({ ...all, to: 'residents' }, all)).toBe(false)
  expect(reaches({ ...all, buildings: ['1'] }, all)).toBe(false)
})

test('[S1-23] due dates: the due day counts to its end, a very late one serves the date it reaches', () => {
  expect(missedDates('2026-03-05', 7, '2026-03-05')).toEqual([])
  expect(missedDates('2026-03-05', 7, '2026-03-13')).toEqual(['2026-03-05', '2026-03-12'])
  expect(nextAfter('2026-03-05', 7, '2026-03-04')).toBe('2026-03-12')
  expect(nextAfter('2026-03-05', 7, '2026-03-12')).toBe('2026-03-19')
})

test('[S1-24] [S1-25] [S1-26] the named categories are there, and an estate adds its own', async () => {
  const { estate, manager } = await setup()
  const other = await setup()
  const common = (await listCategories(t.ctx(manager), { estateId: estate.id })).items.map(c => c.zh)
  for (const zh of [
    '物业法规政策',
    '企业新闻',
    '相关政策',
    '制度改革最新动态',
    '天气预报',
    '健康信息',
    '安全常识',
    '最新服务信息',
  ])
    expect(common).toContain(zh)
  const own = await addCategory(t.ctx(manager), { estateId: estate.id, zh: '社区食堂', en: 'Canteen' })
  const write = (category: string) =>
    writeBulletin(t.ctx(manager), {
      estateId: estate.id,
      category,
      ...words,
      audience: everybody,
      when: 'now',
    })
  expect((await write(own.key)).category).toBe(own.key)
  await expect(
    addCategory(t.ctx(manager), { estateId: estate.id, zh: '社区食堂', en: 'x' }),
  ).rejects.toMatchObject({ code: 'notice.category_exists' })
  await expect(
    writeBulletin(t.ctx(other.manager), {
      estateId: other.estate.id,
      category: own.key,
      ...words,
      audience: everybody,
      when: 'draft',
    }),
  ).rejects.toMatchObject({ code: 'notice.category' })
})

test('[S1-24] an explanation given face to face is logged with household, topic and date', async () => {
  const { estate, manager, unitOf } = await setup()
  const { unit } = await unitOf('1')
  await logExplanation(t.ctx(manager), {
    estateId: estate.id,
    unitId: unit,
    topic: '物业费构成',
    onDate: '2026-03-01',
  })
  expect((await listExplanations(t.ctx(manager), { estateId: estate.id, unitId: unit })).items).toMatchObject(
    [{ unit: '1-1-301', topic: '物业费构成', onDate: '2026-03-01', by: '孙经理' }],
  )
})
