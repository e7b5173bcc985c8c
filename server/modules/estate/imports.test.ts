import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anEstate, aRegion } from '../../../test/factories.ts'
import { actor, system, type TestHouse, testHouse } from '../../../test/harness.ts'
import type { Actor } from '../../core/access.ts'
import { NIL } from '../../core/ids.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { toXlsx } from '../../core/sheet-xlsx.ts'
import type { RegisteredImport, RowOutcome } from '../../core/transfer.ts'
import { within } from '../../core/within.ts'
import { estatesImport } from './import-estates.ts'
import { unitsImport } from './import-units.ts'
import { listEstates } from './service.ts'
import { listUnits } from './service-buildings.ts'
import { getProfile } from './service-profile.ts'

const t = await testHouse()

/** Runs a table through an import as the transfer room does: read, map, save in pieces of 500, in one transaction. */
async function run(
  house: TestHouse,
  def: RegisteredImport,
  table: { header: string[]; rows: string[][] },
  estateId = NIL,
  who: Actor = system,
) {
  const mapping = def.suggest(table.header)
  expect(def.mappingErrors(mapping, table.header.length)).toEqual([])
  const begun = def.begin(mapping)
  begun.read(table.rows.map((cells, at) => ({ line: at + 2, cells })))
  const outcomes: RowOutcome[] = []
  await within(house.ctx(who), async ctx => {
    for (let from = 0; from < begun.good.length; from += 500)
      outcomes.push(...(await begun.save(ctx, estateId, from, from + 500)))
  })
  const count = (did: string) => outcomes.filter(o => 'did' in o && o.did === did).length
  return {
    bad: begun.bad,
    refused: outcomes.filter(o => 'errors' in o),
    created: count('created'),
    updated: count('updated'),
    same: count('same'),
  }
}

const header = ['房屋编号', '面积', '类型', '入住状态']

test('[SX-15] units come in with their buildings and sections, and the same file again creates nothing', async () => {
  const { id: estateId } = await anEstate(t)
  const table = {
    header,
    rows: [
      ['1栋2单元301', '89.5', '住宅', '已入住'],
      ['1-2-302', '９０．２５㎡', '', '空置'],
      ['1号楼2单元3层03室', '120', '商铺', '出租'],
      ['A座-1203', '', '', ''],
    ],
  }
  expect(await run(t, unitsImport, table, estateId)).toMatchObject({ created: 4, bad: [], refused: [] })
  expect(await run(t, unitsImport, table, estateId)).toMatchObject({ created: 0, updated: 0, same: 4 })
  const { items } = await listUnits(t.ctx(system), { estateId })
  expect(items.map(u => [u.label, u.area, u.use, u.state, u.floor])).toEqual([
    ['1-2-301', 8950, 'home', 'occupied', 3],
    ['1-2-302', 9025, 'home', 'vacant', 3],
    ['1-2-303', 12000, 'shop', 'let', 3],
    ['A-1203', null, 'home', 'vacant', 12],
  ])
  const mended = {
    header,
    rows: [
      ['1-2-301', '91', '', ''],
      ['A-1203', '88', '', ''],
    ],
  }
  expect(await run(t, unitsImport, mended, estateId)).toMatchObject({ created: 0, updated: 2 })
  const after = await listUnits(t.ctx(system), { estateId, q: '1-2-301' })
  expect(after.items[0]).toMatchObject({ area: 9100, state: 'occupied' })
})

test('[SX-15] building, section and number in columns of their own are the same rooms', async () => {
  const { id: estateId } = await anEstate(t)
  const split = {
    header: ['楼号', '单元号', '房间号', '建筑面积（㎡）'],
    rows: [['3栋', '1单元', '201', '80']],
  }
  expect(await run(t, unitsImport, split, estateId)).toMatchObject({ created: 1 })
  expect(await run(t, unitsImport, { header, rows: [['3-1-201', '80', '', '']] }, estateId)).toMatchObject({
    same: 1,
  })
})

test('[SX-15] duplicate rooms, an area of 0 and wrong types are told row by row and how to mend them', async () => {
  const { id: estateId } = await anEstate(t)
  const out = await run(
    t,
    unitsImport,
    {
      header,
      rows: [
        ['1-1-101', '80', '', ''],
        ['1栋1单元101', '81', '', ''],
        ['1-1-102', '0', '', ''],
        ['1-1-103', '八十', '', ''],
        ['1-1-104', '-5', '', ''],
        ['1-1-105', '80', '城堡', ''],
        ['', '80', '', ''],
        ['??', '80', '', ''],
      ],
    },
    estateId,
  )
  expect(out.created).toBe(1)
  expect(out.bad.map(b => [b.line, b.errors[0]?.code])).toEqual([
    [3, 'row.duplicate'],
    [4, 'area.zero'],
    [5, 'number.shape'],
    [6, 'area.zero'],
    [7, 'choice.unknown'],
    [8, 'unit.room'],
    [9, 'room.shape'],
  ])
  for (const { errors } of out.bad) for (const e of errors) expect([e.text.zh, e.text.en]).not.toContain('')
})

test('[SX-15] an import writes only under its own estate', async () => {
  const [mine, other] = [await anEstate(t), await anEstate(t)]
  const table = { header, rows: [['1-1-101', '80', '', '']] }
  await run(t, unitsImport, table, other.id)
  await run(t, unitsImport, { header, rows: [['1-1-101', '99', '', '']] }, mine.id)
  const { items } = await listUnits(t.ctx(system), { estateId: other.id })
  expect(items.map(u => u.area)).toEqual([8000])
})

test('[SX-15] 5,000 rooms go in as one transaction, and half of them already there make no second ones', async () => {
  const { id: estateId } = await anEstate(t)
  const rows = Array.from({ length: 5000 }, (_, n) => [
    `${1 + Math.floor(n / 200)}-${1 + (Math.floor(n / 100) % 2)}-${1 + (Math.floor(n / 4) % 25)}0${1 + (n % 4)}`,
    '88.8',
    '',
    '',
  ])
  expect(await run(t, unitsImport, { header, rows: rows.slice(0, 2500) }, estateId)).toMatchObject({
    created: 2500,
  })
  expect(await run(t, unitsImport, { header, rows }, estateId)).toMatchObject({
    created: 2500,
    same: 2500,
    bad: [],
  })
  expect((await listUnits(t.ctx(system), { estateId })).total).toBe(5000)
})

test('a wrong or half .xlsx is refused as a whole and says what to do', async () => {
  const whole = await toXlsx([
    {
      data: [header.map(h => ({ value: h })), [{ value: '1-1-101' }, { value: '80' }, null, null]],
      sheet: '房屋',
      columns: [],
      stickyRowsCount: 0,
    },
  ])
  expect((await readSheet(whole, '房屋.xlsx')).sheets[0]?.rows).toHaveLength(1)
  for (const bytes of [whole.slice(0, whole.length / 2), new Uint8Array([80, 75, 3, 4, 1, 2, 3])])
    await expect(readSheet(bytes, '房屋.xlsx')).rejects.toMatchObject({ code: 'sheet.damaged' })
})

const cityHeader = [
  '城市',
  '行政区',
  '街道',
  '社区',
  '小区名称',
  '物业公司',
  '管理方式',
  '户数',
  '物业费',
  '建成年代',
]

test('[SX-15] [S6-10] a city list makes regions, companies and estates once; a later file lays its news over them', async () => {
  const city = `试市${(await aRegion(t)).city.slice(-6)}`
  const row = (name: string, ...more: string[]) => [city, '甲区', '乙街道', '丙社区', name, ...more]
  const table = {
    header: cityHeader,
    rows: [
      row('一号院', '好物业', '', '300', '1.80', '2008年'),
      row('二号院', '', '弃管', '80', '', '1985'),
      row('三号院', '好物业', '', '', '', ''),
      row('四号院', '好物业', '弃管', '', '', ''),
      row('五号院', '', '', '', '205', ''),
      [city, '', '乙街道', '', '六号院', '', '', '', '', ''],
    ],
  }
  const first = await run(t, estatesImport, table)
  expect(first).toMatchObject({ created: 3, refused: [] })
  expect(first.bad.map(b => b.errors[0]?.code)).toEqual([
    'estate.care_company',
    'fee.range',
    'estate.region_gap',
  ])
  expect(await run(t, estatesImport, table)).toMatchObject({ created: 0, updated: 0, same: 3 })
  const news = { header: cityHeader, rows: [row('三号院', '好物业', '', '120', '', '')] }
  expect(await run(t, estatesImport, news)).toMatchObject({ created: 0, updated: 1 })
  const { items } = await listEstates(t.ctx(system), { q: '号院', sort: 'region' })
  const mine = items.filter(e => e.regionNames[0] === city)
  expect(mine.map(e => [e.name, e.care, e.companyName])).toEqual(
    expect.arrayContaining([
      ['一号院', 'company', '好物业'],
      ['二号院', 'abandoned', null],
      ['三号院', 'company', '好物业'],
    ]),
  )
  const third = mine.find(e => e.name === '三号院')
  expect((await getProfile(t.ctx(system), { estateId: third!.id })).indicators).toEqual({ households: 120 })
})

test('[SX-01] a bureau’s officer brings in his district; a row of the next one is refused and makes nothing', async () => {
  const r = await aRegion(t)
  await t.pool.query('UPDATE region SET name = $2 WHERE id = $1', [r.city, `限市${r.city.slice(-6)}`])
  const officer = actor('bureau_officer', 'region', r.paths.district)
  const city = `限市${r.city.slice(-6)}`
  const table = {
    header: cityHeader,
    rows: [
      [city, '测试区', '测试街道', '测试社区', '本区院', '', '', '', '', ''],
      [city, '别的区', '别的街道', '别的社区', '外区院', '外区公司', '', '', '', ''],
    ],
  }
  const out = await run(t, estatesImport, table, NIL, officer)
  expect(out).toMatchObject({ created: 1, refused: [{ line: 3 }] })
  const left = await t.pool.query(
    "SELECT name FROM region WHERE name = '别的区' UNION SELECT name FROM organisation WHERE name = '外区公司'",
  )
  expect(left.rows).toEqual([])
})

const shared = join(
  process.env.ANJU_SHARED ?? join(import.meta.dirname, '../../../../shared'),
  'data/communities/communities_5cities.csv',
)

test.skipIf(!existsSync(shared))(
  '[SX-15] the real list of 5,815 estates of five cities goes in; what is dirty is named, the second time nothing is new',
  async () => {
    const { sheets } = await readSheet(readFileSync(shared), 'communities_5cities.csv')
    const sheet = sheets[0]!
    expect(sheet.rows).toHaveLength(5815)
    const mapping = estatesImport.suggest(sheet.header)
    expect(Object.keys(mapping)).toEqual(
      expect.arrayContaining(['city', 'district', 'name', 'company', 'households', 'fee']),
    )
    const table = { header: sheet.header, rows: sheet.rows.map(r => r.cells) }
    const first = await run(t, estatesImport, table)
    expect(first.created + first.bad.length).toBe(5815)
    expect(first.bad.length / 5815).toBeLessThan(0.1)
    const codes = new Set(first.bad.flatMap(b => b.errors.map(e => e.code)))
    expect(codes).toContain('fee.range')
    const second = await run(t, estatesImport, table)
    expect(second).toMatchObject({ created: 0, updated: 0, same: first.created })
  },
)
