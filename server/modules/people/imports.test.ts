import { expect, test } from 'vitest'
import { anEstate, aUnit } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { idCheckSign } from '../../core/formats.ts'
import { makeCtx } from '../../core/house.ts'
import { unitCard } from './homes.ts'
import { ownersImport, residentsImport, vehiclesImport } from './imports.ts'
import { listPersons } from './persons.ts'
import { registerPeople } from './register.ts'

const t = await testHouse()
const ID = `46010519900307123${idCheckSign('46010519900307123')}`

async function run(def: typeof ownersImport, estateId: string, header: string[], lines: string[][]) {
  const mapping = def.suggest(header)
  const reader = def.begin(mapping)
  reader.read(lines.map((cells, i) => ({ line: i + 2, cells })))
  const outcomes = await t.house.db
    .transaction()
    .execute(tx =>
      reader.save(
        makeCtx(t.house, { actor: actor('office', 'estate', estateId) }).on(tx),
        estateId,
        0,
        reader.good.length,
      ),
    )
  return {
    did: outcomes.map(o => ('did' in o ? o.did : o.errors[0]?.code)),
    bad: reader.bad.map(b => b.errors.map(e => e.code).join()),
  }
}
const desk = (estateId: string) => t.ctx(actor('front_desk', 'estate', estateId))

const owners = ['房号', '业主姓名', '手机号', '身份证号', '产权比例']
const lines = [
  ['1栋2单元301', '林晓燕', '199 0001 2345', ID, '1/2'],
  ['1-2-301', '王海', '19900012346', '', '50%'],
  ['1-2-302', '林晓燕', '19900012345', ID, ''],
]

test('[S7-09] owners of a file are registered once, with shares; the same file again changes nothing', async () => {
  const e = await anEstate(t)
  const unitId = await aUnit(t, e.id, '1-2-301')
  await aUnit(t, e.id, '1-2-302')
  expect(await run(ownersImport, e.id, owners, lines)).toEqual({
    did: ['created', 'created', 'created'],
    bad: [],
  })
  expect(
    (await listPersons(desk(e.id), { estateId: e.id })).items.map(p => [p.name, p.units.length]),
  ).toEqual([
    ['林晓燕', 2],
    ['王海', 1],
  ])
  expect((await unitCard(desk(e.id), { estateId: e.id, unitId })).sharesWhole).toBe(true)
  expect((await run(ownersImport, e.id, owners, lines)).did).toEqual(['same', 'same', 'same'])
  const changed = [['1-2-301', '王海', '19900019999', '', '50%']]
  expect((await run(ownersImport, e.id, owners, changed)).did).toEqual(['updated'])
  expect(
    (await listPersons(desk(e.id), { estateId: e.id, q: '19900019999' })).items.map(p => p.name),
  ).toEqual(['王海'])
})

test('a row is refused with how to mend it: unknown room, a share too many, a wrong ID number, no name', async () => {
  const e = await anEstate(t)
  await aUnit(t, e.id, '1-2-301')
  const answer = await run(ownersImport, e.id, owners, [
    ['9-9-999', '陈静', '', '', ''],
    ['1-2-301', '林晓燕', '', '', ''],
    ['1-2-301', '王海', '', '', '1/100'],
    ['1-2-301', '李明', '', '460105199003071230', ''],
    ['1-2-301', '', '', '', ''],
  ])
  expect(answer.did).toEqual(['person.room', 'created', 'person.share'])
  expect(answer.bad).toHaveLength(2)
})

test('residents and lessees go into households of their unit', async () => {
  const e = await anEstate(t)
  const unitId = await aUnit(t, e.id, '1-2-301')
  await run(ownersImport, e.id, owners, [lines[0] ?? []])
  const header = ['房号', '姓名', '电话', '居住类型', '与户主关系', '入住日期']
  const rows = [
    ['1-2-301', '林晓燕', '19900012345', '自住', '本人', '2024-06-01'],
    ['1-2-301', '王小宝', '', '住户', '子女', ''],
    ['1-2-301', '陈租客', '19900012347', '租户', '', ''],
  ]
  expect((await run(residentsImport, e.id, header, rows)).did).toEqual(['created', 'created', 'created'])
  expect((await run(residentsImport, e.id, header, rows)).did).toEqual(['same', 'same', 'same'])
  const card = await unitCard(desk(e.id), { estateId: e.id, unitId })
  expect(card.households.map(h => [h.kind, h.members.map(m => [m.person, m.relation])])).toEqual([
    [
      'own',
      [
        ['林晓燕', 'self'],
        ['王小宝', 'child'],
      ],
    ],
    ['lease', [['陈租客', 'other']]],
  ])
  expect(card.persons.filter(p => p.name === '林晓燕')).toHaveLength(1)
  expect(card.households[0]?.from).toBe('2024-05-31T16:00:00Z')
})

test('vehicles go to their room and owner, and move when the file says so', async () => {
  const e = await anEstate(t)
  await aUnit(t, e.id, '1-2-301')
  await aUnit(t, e.id, '1-2-302')
  await run(ownersImport, e.id, owners, [lines[0] ?? []])
  const header = ['车牌号', '房号', '车主姓名']
  expect((await run(vehiclesImport, e.id, header, [['琼a·12345', '1-2-301', '林晓燕']])).did).toEqual([
    'created',
  ])
  expect((await run(vehiclesImport, e.id, header, [['琼A12345', '1-2-301', '林晓燕']])).did).toEqual(['same'])
  expect((await run(vehiclesImport, e.id, header, [['琼A12345', '1-2-302', '']])).did).toEqual(['updated'])
})

test('two persons of one name and two numbers stay two; a father is not his son', async () => {
  const e = await anEstate(t)
  await aUnit(t, e.id, '1-2-301')
  const other = `46010519600307123${idCheckSign('46010519600307123')}`
  const ctx = () => desk(e.id)
  const one = { room: '1-2-301', name: '王伟', tie: 'owner' as const, share: { part: 1, whole: 2 } }
  const done = await t.house.db.transaction().execute(tx =>
    registerPeople(makeCtx(t.house, { actor: actor('office', 'estate', e.id) }).on(tx), e.id, [
      { ...one, idNumber: ID },
      { ...one, idNumber: other },
    ]),
  )
  expect(done.map(d => 'did' in d && d.did)).toEqual(['created', 'created'])
  expect((await listPersons(ctx(), { estateId: e.id })).total).toBe(2)
})

test('headers of foreign files are recognised', () => {
  expect(
    Object.keys(residentsImport.suggest(['房屋号', '住户姓名', '联系电话', '身份证', '租住', '关系'])),
  ).toEqual(expect.arrayContaining(['room', 'name', 'phone', 'idNumber', 'relation']))
})
