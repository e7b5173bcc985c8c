/** Public services with their records, commercial ones with their terms, the directory, and good deeds. */
import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { listDeeds, recogniseDeed, tellDeed } from './deeds.ts'
import { directoryImport } from './directory-sheets.ts'
import { itemPerformance, listPerformance, recordPerformance, warnMissing } from './performance.ts'
import { priceListPrint } from './price-list.ts'
import { createItem, editItem, listItems, requireOrderable, setPrice } from './service.ts'
import { checkEntry, createEntry, listEntries } from './service-directory.ts'
import { servicePlanPrint } from './service-plan.ts'

const t = await testHouse()
const sys = () => t.ctx(system)
const code = (c: string) => ({ code: c })
const HOME = '01900000-0000-7000-8000-000000000000'
const at = (iso: string) => t.clock.set(iso)

async function aService(estateId: string, name: string, more: object = {}) {
  return createItem(sys(), {
    estateId,
    service: 'public',
    name,
    standard: '每日清扫两次',
    clause: '第四条',
    ...more,
  })
}

test('[S3-98] a public service without any record in a month is listed and warned of once; a record ends it', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const [a, b] = [await aService(estateId, '清洁卫生服务'), await aService(estateId, '治安保卫服务')]
  const guard = actor('guard', 'estate', estateId)
  await recordPerformance(t.ctx(guard), { estateId, itemId: a.id, text: '1 至 3 栋楼道清扫' })
  const shown = await listPerformance(sys(), { estateId, month: '2026-03' })
  expect(shown.items.map(i => [i.name, i.records, i.missing])).toEqual([
    ['治安保卫服务', 0, true],
    ['清洁卫生服务', 1, false],
  ])
  expect([shown.recorded, shown.total]).toEqual([1, 2])
  at('2026-03-24T01:00:00Z')
  expect(await warnMissing(sys(), estateId)).toBe(false)
  at('2026-03-25T01:00:00Z')
  expect(await warnMissing(sys(), estateId)).toBe(true)
  expect(await warnMissing(sys(), estateId)).toBe(false)
  const sent = await t.pool.query('SELECT body FROM message WHERE estate_id = $1 AND kind = $2', [
    estateId,
    'catalogue.unrecorded',
  ])
  expect(sent.rows.map(r => r.body.zh)).toEqual([expect.stringContaining('治安保卫服务')])
  await recordPerformance(t.ctx(guard), { estateId, itemId: b.id, text: '夜间巡逻六次', on: '2026-03-24' })
  at('2026-03-31T01:00:00Z')
  expect(await warnMissing(sys(), estateId)).toBe(false)
  // a new month begins without records
  expect((await listPerformance(sys(), { estateId, month: '2026-04' })).recorded).toBe(0)
})

test('[S3-95] [S3-96] [S3-99] every owner, resident and lessee sees the public services: clause, standard, what was done, without order or payment', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const item = await aService(estateId, '清洁卫生服务')
  await recordPerformance(sys(), { estateId, itemId: item.id, text: '垃圾清运' })
  const owner = actor('owner', 'unit', HOME, estateId)
  const own = (role: 'owner' | 'resident' | 'lessee') => t.ctx(actor(role, 'unit', HOME, estateId))
  for (const role of ['owner', 'resident', 'lessee'] as const)
    expect((await listPerformance(own(role), { estateId })).items).toMatchObject([
      { clause: '第四条', standard: '每日清扫两次', records: 1, lastText: '垃圾清运' },
    ])
  expect((await itemPerformance(t.ctx(owner), { estateId, itemId: item.id })).items[0]?.text).toBe('垃圾清运')
  await expect(requireOrderable(t.ctx(owner), estateId, item.id)).rejects.toMatchObject(
    code('catalogue.mandatory'),
  )
  const sheet = await priceListPrint.document(t.ctx(owner), { estateId })
  const rows = sheet.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))
  expect(rows[0]?.[2]).toBe('含在物业服务费内')
  await expect(
    recordPerformance(t.ctx(owner), { estateId, itemId: item.id, text: 'x' }),
  ).rejects.toMatchObject(code('core.forbidden'))
})

test('[S3-97] the office is told which of cleaning, security and upkeep no public service in force covers', async () => {
  const { id: estateId } = await anEstate(t)
  const lacking = async () => (await listPerformance(sys(), { estateId })).lacking
  expect(await lacking()).toEqual(['sanitation', 'security_fire', 'building_equipment'])
  await aService(estateId, '清洁卫生服务', { management: 'sanitation' })
  const guards = await aService(estateId, '治安保卫服务', { management: 'security_fire' })
  await aService(estateId, '绿化养护', { management: 'greening' })
  expect(await lacking()).toEqual(['building_equipment'])
  await aService(estateId, '维修居住区环境服务', { management: 'building_equipment' })
  expect(await lacking()).toEqual([])
  // what is no longer offered covers nothing
  await editItem(sys(), { ...guards, estateId, itemId: guards.id, state: 'ended' })
  expect(await lacking()).toEqual(['security_fire'])
})

test('a record lies not ahead, and belongs to a public service', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const [item, other] = [
    await aService(estateId, '绿化养护'),
    await createItem(sys(), { estateId, service: 'special', name: '保洁' }),
  ]
  const record = (itemId: string, on?: string) =>
    recordPerformance(sys(), { estateId, itemId, text: 'x', ...(on ? { on } : {}) })
  await expect(record(item.id, '2026-03-03')).rejects.toMatchObject(code('catalogue.future'))
  await expect(record(other.id)).rejects.toMatchObject(code('catalogue.not_public'))
})

test('[S3-105] [S3-108] [S3-104] a commercial service is sold once it states hours, delivery, free or paid, and its first day', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const made = await createItem(sys(), {
    estateId,
    service: 'commercial',
    name: '代购',
    provider: '便民超市',
    paid: true,
    startsOn: '2026-03-01',
  })
  const priced = { estateId, itemId: made.id, validFrom: '2026-03-02' }
  await expect(setPrice(sys(), { ...priced, method: 'free' })).rejects.toMatchObject(
    code('catalogue.marked_paid'),
  )
  const one = await setPrice(sys(), { ...priced, method: 'fixed', amount: 500, unit: '次' })
  const order = () => requireOrderable(sys(), estateId, made.id)
  await expect(order()).rejects.toMatchObject(code('catalogue.incomplete'))
  const full = { ...one, estateId, itemId: made.id, hours: '08:00-20:00', delivery: '1 小时内' }
  const whole = await editItem(sys(), full)
  expect((await order()).provider).toBe('便民超市')
  for (const gap of [{ hours: '' }, { delivery: '' }, { paid: null }, { startsOn: null }]) {
    const now = (await listItems(sys(), { estateId })).items[0]!
    await editItem(sys(), { ...full, ...gap, version: now.version })
    await expect(order(), JSON.stringify(gap)).rejects.toMatchObject(code('catalogue.incomplete'))
  }
  await editItem(sys(), { ...full, paid: false, version: whole.version + 4 })
  await expect(setPrice(sys(), { ...priced, method: 'fixed', amount: 1, unit: '次' })).rejects.toMatchObject(
    code('catalogue.marked_free'),
  )
})

test('[S1-42] a price is found by Han, pinyin or initials, the best fit first', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  for (const name of ['日常保洁', '保险柜搬运', '空调清洗'])
    await createItem(sys(), {
      estateId,
      service: 'special',
      name,
      content: name === '空调清洗' ? '含外机保洁' : '',
    })
  const find = async (q: string) => (await listItems(sys(), { estateId, q })).items.map(i => i.name)
  expect(await find('保')).toEqual(['保险柜搬运', '日常保洁', '空调清洗'])
  expect(await find('rcbj')).toEqual(['日常保洁'])
  expect(await find('kongtiao')).toEqual(['空调清洗'])
  expect(await find('baojie')).toEqual(['日常保洁'])
  expect(await find('zzz')).toEqual([])
})

test('[S1-44] [S1-46] an entry keeps who checked it when; unchecked for too long it is flagged, and imported again it is not doubled', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const made = await createEntry(sys(), {
    estateId,
    kind: 'outside',
    name: '开锁',
    body: '持证',
    price: '80 元起',
    source: '公示牌',
  })
  expect([made.stale, made.checkedBy]).toEqual([false, 'test'])
  at('2026-08-29T01:00:00Z')
  expect((await listEntries(sys(), { estateId, stale: 'yes' })).items).toEqual([])
  at('2026-08-30T01:00:00Z')
  expect((await listEntries(sys(), { estateId, stale: 'yes', q: 'ks' })).items.map(e => e.name)).toEqual([
    '开锁',
  ])
  expect((await checkEntry(sys(), { estateId, entryId: made.id })).stale).toBe(false)
  const run = () => {
    const file = directoryImport.begin({ kind: 0, name: 1, body: 2, price: 3 })
    file.read([
      { line: 2, cells: ['中心以外的服务', '开锁', '持证上门', '100 元'] },
      { line: 3, cells: ['部门办事程序与收费', '不动产登记', '携身份证、合同', '80 元/件'] },
    ])
    return file.save(sys(), estateId, 0, 2)
  }
  expect((await run()).map(o => ('did' in o ? o.did : 'bad'))).toEqual(['updated', 'created'])
  expect((await run()).map(o => ('did' in o ? o.did : 'bad'))).toEqual(['same', 'same'])
  expect((await listEntries(sys(), { estateId })).items).toHaveLength(2)
  at('2026-03-02T01:00:00Z')
})

test('[S3-106] a good deed is told by a resident, recognised by the office once, and then seen by the others', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const [owner, other] = [actor('owner', 'unit', HOME, estateId), actor('owner', 'unit', HOME, estateId)]
  const told = await tellDeed(t.ctx(owner), { estateId, staffName: '王师傅', text: '雨天背老人上楼' })
  const seen = async (who: typeof owner) => (await listDeeds(t.ctx(who), { estateId })).items.length
  expect([await seen(owner), await seen(other)]).toEqual([1, 0])
  // a colleague logs one too
  const staff = await tellDeed(t.ctx(actor('guard', 'estate', estateId)), {
    estateId,
    staffName: '李阿姨',
    text: '拾到钱包交还',
  })
  expect((await listDeeds(sys(), { estateId })).items.map(d => d.id)).toContain(staff.id)
  const office = t.ctx(actor('office', 'estate', estateId))
  const recognise = () => recogniseDeed(office, { estateId, deedId: told.id, words: '月度之星' })
  await expect(
    recogniseDeed(t.ctx(owner), { estateId, deedId: told.id, words: '谢谢' }),
  ).rejects.toMatchObject(code('core.forbidden'))
  expect((await recognise()).words).toBe('月度之星')
  await expect(recognise()).rejects.toMatchObject(code('catalogue.recognised'))
  expect(await seen(other)).toBe(1)
})

test('[S3-06] [S3-15] [S3-16] [S3-17] class, item, standard, price: each class with its own rule of ordering', async () => {
  at('2026-03-02T01:00:00Z')
  const { id: estateId } = await anEstate(t)
  const terms = { hours: '08:00-20:00', delivery: '2 小时', paid: true, startsOn: '2026-03-01' }
  const price = { method: 'fixed', amount: 1000, unit: '次', validFrom: '2026-03-02' } as const
  const ordered: Record<string, unknown> = {}
  for (const service of ['public', 'special', 'commercial'] as const) {
    const more = service === 'commercial' ? terms : {}
    const made = await createItem(sys(), {
      estateId,
      service,
      name: `项目 ${service}`,
      standard: '当日完成',
      ...more,
    })
    await setPrice(sys(), { estateId, itemId: made.id, ...price })
    ordered[service] = (await listItems(sys(), { estateId, service })).items.map(i => [
      i.standard,
      i.price?.amount,
      i.allowed.order,
    ])
  }
  expect(ordered).toEqual({
    public: [['当日完成', 1000, 'catalogue.mandatory']],
    special: [['当日完成', 1000, true]],
    commercial: [['当日完成', 1000, true]],
  })
})

test('[S7-02] [S7-03] the year’s service plan prints under quality policy and service concept', async () => {
  const { id: estateId } = await anEstate(t)
  const sheet = await servicePlanPrint.document(sys(), { estateId, year: 2026 })
  for (const said of ['科学规范、竭诚高效、安全礼貌、持续发展', '以人为本']) {
    expect(sheet.footnote).toContain(said)
    expect(JSON.stringify(sheet.blocks[0])).toContain(said)
  }
})

test('[S8-01] [S8-02] public and special services are told apart; special ones stand under clothing, food, housing, travel', async () => {
  const { id: estateId } = await anEstate(t)
  await aService(estateId, '清洁卫生服务')
  const lives = ['clothing', 'food', 'housing', 'travel'] as const
  for (const life of lives)
    await createItem(sys(), { estateId, service: 'special', life, name: `特约 ${life}` })
  const names = async (asked: object) =>
    (await listItems(sys(), { estateId, ...asked })).items.map(i => i.name)
  expect(await names({ service: 'public' })).toEqual(['清洁卫生服务'])
  expect(await names({ service: 'special' })).toHaveLength(4)
  for (const life of lives) expect(await names({ life })).toEqual([`特约 ${life}`])
})
