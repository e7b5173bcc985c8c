import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate, aPerson, aPhone, aUnit } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { idCheckSign } from '../../core/formats.ts'
import { newId } from '../../core/ids.ts'
import { addHousehold, addMember, addOwners, endHousehold, endMember, endOwner, unitCard } from './homes.ts'
import { personsList } from './imports.ts'
import { nameKeys } from './names.ts'
import { createPerson, editPerson, getPerson, listPersons, revealPerson } from './persons.ts'
import { compareToWhole } from './rules.ts'
import { guessKinds } from './rules-search.ts'
import { searchAll } from './search.ts'
import { addConsent, addVehicle, endVehicle, withdrawConsent } from './vehicles.ts'

const t = await testHouse()
const desk = (estateId: string) => t.ctx(actor('front_desk', 'estate', estateId))
let serial = 100
const anId = () => {
  const first = `46010519900307${String(++serial)}`
  return first + idCheckSign(first)
}

test('phone and ID number stand nowhere in clear, and are shown masked', async () => {
  const e = await anEstate(t)
  const phone = aPhone()
  const idNumber = anId()
  const made = await createPerson(desk(e.id), { estateId: e.id, name: '林晓燕', phone, idNumber })
  expect(made.phone).toBe(`199****${phone.slice(-4)}`)
  expect(made.idNumber).toBe(`460***********${idNumber.slice(-4)}`)
  expect(made.birthYear).toBe(1990)
  const bytes = (value: string) => [
    value,
    Buffer.from(value).toString('hex'),
    Buffer.from(value).toString('base64'),
  ]
  for (const table of ['person', 'phone_claim', 'audit', 'request', 'outbox']) {
    const rows = await t.pool.query(`SELECT to_jsonb(x)::text AS line FROM ${table} x`)
    for (const { line } of rows.rows)
      for (const value of [...bytes(phone), ...bytes(idNumber)]) expect(line, table).not.toContain(value)
  }
})

test('a value is shown in full only for a purpose, and leaves who, what and why in the audit', async () => {
  const e = await anEstate(t)
  const p = await aPerson(t, e.id)
  const who = actor('front_desk', 'estate', e.id)
  await expect(
    revealPerson(t.ctx(who), { estateId: e.id, personId: p.id, field: 'phone', purpose: ' ' }),
  ).rejects.toMatchObject({ code: 'core.invalid' })
  await expect(
    revealPerson(t.ctx(actor('guard', 'estate', e.id)), {
      estateId: e.id,
      personId: p.id,
      field: 'phone',
      purpose: '漏水通知',
    }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  const seen = await revealPerson(t.ctx(who), {
    estateId: e.id,
    personId: p.id,
    field: 'phone',
    purpose: '漏水通知',
  })
  expect(seen.value).toBe(p.phone)
  const rows = await t.pool.query(
    `SELECT actor_id, reason, after FROM audit WHERE action = 'person.reveal' AND subject_id = $1`,
    [p.id],
  )
  expect(rows.rows).toEqual([{ actor_id: who.id, reason: '漏水通知', after: { field: 'phone' } }])
  await expect(
    revealPerson(t.ctx(who), { estateId: e.id, personId: p.id, field: 'idNumber', purpose: '核对' }),
  ).rejects.toMatchObject({ code: 'people.nothing_to_reveal' })
})

test('the same ID number is the same person, once per estate; the same name and phone is asked about', async () => {
  const e = await anEstate(t)
  const other = await anEstate(t)
  const idNumber = anId()
  const phone = aPhone()
  const first = await createPerson(desk(e.id), { estateId: e.id, name: '吴海', idNumber, phone })
  await expect(
    createPerson(desk(e.id), { estateId: e.id, name: '吴海洋', idNumber: idNumber.toLowerCase() }),
  ).rejects.toMatchObject({ code: 'people.person_exists', params: { name: '吴海', personId: first.id } })
  await expect(createPerson(desk(e.id), { estateId: e.id, name: ' 吴 海 ', phone })).rejects.toMatchObject({
    code: 'people.person_alike',
  })
  await createPerson(desk(e.id), { estateId: e.id, name: '吴海', phone, evenIfAlike: true })
  await createPerson(desk(other.id), { estateId: other.id, name: '吴海', idNumber, phone })
})

test.each([
  ['a wrong check sign', { idNumber: '460105199003071230' }],
  ['17 digits', { idNumber: '46010519900307123' }],
  ['a phone of 10 digits', { phone: '1380013800' }],
  ['an empty name', { name: '  ' }],
  ['a name that writes backwards', { name: 'abc\u202edef' }],
])('%s is refused with the field named', async (_, bad) => {
  const e = await anEstate(t)
  const run = createPerson(desk(e.id), { estateId: e.id, name: '陈静', ...bad })
  await expect(run).rejects.toMatchObject({
    code: 'core.invalid',
    fields: [{ path: Object.keys(bad)[0] }],
  })
})

test('names with rare Han, emoji, HTML and SQL are kept as typed and found again', async () => {
  const e = await anEstate(t)
  for (const name of [
    '𠮷田㛃',
    '李🏠',
    '<script>alert(1)</script>',
    "'; DROP TABLE person; --",
    '阿依古丽·买买提',
  ]) {
    const p = await aPerson(t, e.id, { name })
    expect((await getPerson(desk(e.id), { estateId: e.id, personId: p.id })).name).toBe(name)
    const found = await searchAll(desk(e.id), { estateId: e.id, q: name, kind: 'name' })
    expect(
      found.items.map(i => i.id),
      name,
    ).toEqual([p.id])
  }
})

test.each([
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['欧阳娜娜', 'ouyangnana', 'oynn'],
  ['吕布', 'lvbu', 'lb'],
  ['John Smith', 'johnsmith', 'js'],
])('%s is found by %s and %s', (name, pinyin, initials) => {
  expect(nameKeys(name)).toEqual({ pinyin, initials })
})

test('[S7-09] owner and user are different: a lessee’s tie is none of ownership', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id, { lease: true })
  const card = await unitCard(desk(e.id), { estateId: e.id, unitId: h.unitId })
  expect(card.owners.map(o => [o.tie, o.personId, o.share])).toEqual([
    ['owner', h.owner.id, { part: 1, whole: 1 }],
  ])
  expect(card.households.map(x => [x.kind, x.members.map(m => [m.tie, m.personId])])).toEqual([
    ['lease', [['lessee', h.other.id]]],
  ])
  const lessees = await listPersons(desk(e.id), { estateId: e.id, tie: 'lessee' })
  expect(lessees.items.map(p => p.id)).toEqual([h.other.id])
  const owners = await listPersons(desk(e.id), { estateId: e.id, tie: 'owner' })
  expect(owners.items.map(p => p.id)).toEqual([h.owner.id])
})

test('[S7-09] shares of a unit are exact and never pass the whole', async () => {
  expect(
    compareToWhole([
      { part: 1, whole: 3 },
      { part: 1, whole: 3 },
      { part: 1, whole: 3 },
    ]),
  ).toBe(0)
  expect(
    compareToWhole([
      { part: 3333, whole: 10000 },
      { part: 3333, whole: 10000 },
      { part: 3334, whole: 10000 },
    ]),
  ).toBe(0)
  expect(
    compareToWhole([
      { part: 1, whole: 3 },
      { part: 6667, whole: 10000 },
    ]),
  ).toBe(1)
  expect(
    compareToWhole([
      { part: 1, whole: 3 },
      { part: 6666, whole: 10000 },
    ]),
  ).toBe(-1)
  const e = await anEstate(t)
  const unitId = await aUnit(t, e.id)
  const [a, b] = [await aPerson(t, e.id, { name: '甲' }), await aPerson(t, e.id, { name: '乙' })]
  const half = { part: 1, whole: 2 }
  await addOwners(desk(e.id), { estateId: e.id, unitId, owners: [{ personId: a.id, share: half }] })
  expect((await unitCard(desk(e.id), { estateId: e.id, unitId })).sharesWhole).toBe(false)
  await expect(
    addOwners(desk(e.id), {
      estateId: e.id,
      unitId,
      owners: [{ personId: b.id, share: { part: 501, whole: 1000 } }],
    }),
  ).rejects.toMatchObject({ code: 'people.shares_over' })
  await addOwners(desk(e.id), { estateId: e.id, unitId, owners: [{ personId: b.id, share: half }] })
  expect((await unitCard(desk(e.id), { estateId: e.id, unitId })).sharesWhole).toBe(true)
})

test('two desks that register the other half at once do not make three halves', async () => {
  const e = await anEstate(t)
  const unitId = await aUnit(t, e.id)
  const people = await Promise.all([1, 2, 3].map(i => aPerson(t, e.id, { name: `共有人${i}` })))
  const done = await Promise.allSettled(
    people.map(p =>
      addOwners(desk(e.id), {
        estateId: e.id,
        unitId,
        owners: [{ personId: p.id, share: { part: 1, whole: 2 } }],
      }),
    ),
  )
  expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(2)
})

test('[SX-14] a sale ends the earlier owner at the instant the new one begins; the history stays', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const buyer = await aPerson(t, e.id, { name: '买主' })
  t.clock.advance({ hours: 1 })
  await addOwners(desk(e.id), {
    estateId: e.id,
    unitId: h.unitId,
    owners: [{ personId: buyer.id }],
    sale: true,
    reason: '过户',
  })
  const card = await unitCard(desk(e.id), { estateId: e.id, unitId: h.unitId })
  expect(card.owners.map(o => o.personId)).toEqual([buyer.id])
  const past = card.past.find(p => p.tie === 'owner')
  expect(past).toMatchObject({ personId: h.owner.id, until: card.owners[0]?.from, endReason: '过户' })
})

test('[SX-14] a household that moves out is history; each member and the whole can end once', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const aunt = await aPerson(t, e.id, { name: '姑姑' })
  const tie = await addMember(desk(e.id), {
    estateId: e.id,
    householdId: h.householdId,
    personId: aunt.id,
    relation: 'relative',
  })
  await expect(
    addMember(desk(e.id), { estateId: e.id, householdId: h.householdId, personId: aunt.id }),
  ).rejects.toMatchObject({ code: 'people.tie_there' })
  const ended = await endMember(desk(e.id), { estateId: e.id, tieId: tie.id, reason: '搬走' })
  expect(ended).toMatchObject({ live: false, endReason: '搬走' })
  await expect(endMember(desk(e.id), { estateId: e.id, tieId: tie.id })).rejects.toMatchObject({
    code: 'people.tie_over',
  })
  expect(await endHousehold(desk(e.id), { estateId: e.id, householdId: h.householdId })).toEqual({ ended: 2 })
  await expect(
    endHousehold(desk(e.id), { estateId: e.id, householdId: h.householdId }),
  ).rejects.toMatchObject({ code: 'people.tie_over' })
  const card = await unitCard(desk(e.id), { estateId: e.id, unitId: h.unitId })
  expect(card.households).toEqual([])
  expect(card.past.filter(p => p.tie === 'resident')).toHaveLength(3)
})

test('a unit, a person or a tie of another estate is not found', async () => {
  const a = await anEstate(t)
  const b = await anEstate(t)
  const there = await aHousehold(t, b.id)
  const here = await aPerson(t, a.id)
  const unitId = await aUnit(t, a.id)
  const missing = { code: 'core.not_found' }
  await expect(
    addOwners(desk(a.id), { estateId: a.id, unitId: there.unitId, owners: [{ personId: here.id }] }),
  ).rejects.toMatchObject(missing)
  await expect(
    addOwners(desk(a.id), { estateId: a.id, unitId, owners: [{ personId: there.owner.id }] }),
  ).rejects.toMatchObject(missing)
  await expect(getPerson(desk(a.id), { estateId: a.id, personId: there.owner.id })).rejects.toMatchObject(
    missing,
  )
  await expect(
    endHousehold(desk(a.id), { estateId: a.id, householdId: there.householdId }),
  ).rejects.toMatchObject(missing)
  await expect(endOwner(desk(a.id), { estateId: a.id, tieId: newId() })).rejects.toMatchObject(missing)
})

test('whose role holds in one building finds the people of that building only', async () => {
  const e = await anEstate(t)
  const one = await aHousehold(t, e.id, { label: '1-1-101', owner: '一栋主' })
  const two = await aHousehold(t, e.id, { label: '2-1-101', owner: '二栋主' })
  const building = await t.pool.query(`SELECT building_id FROM unit WHERE estate_id = $1 AND id = $2`, [
    e.id,
    one.unitId,
  ])
  const steward = t.ctx(actor('steward', 'building', building.rows[0].building_id, e.id))
  const found = await listPersons(steward, { estateId: e.id })
  expect(found.items.map(p => p.id).sort()).toEqual([one.owner.id, one.other.id].sort())
  await expect(getPerson(steward, { estateId: e.id, personId: two.owner.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  await expect(unitCard(steward, { estateId: e.id, unitId: two.unitId })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  expect((await searchAll(steward, { estateId: e.id, q: '栋主' })).items.map(i => i.id)).toEqual([
    one.owner.id,
  ])
})

test('what two people change at once is told to the second', async () => {
  const e = await anEstate(t)
  const p = await aPerson(t, e.id)
  const edit = (name: string) => editPerson(desk(e.id), { estateId: e.id, personId: p.id, version: 1, name })
  await edit('林小燕')
  await expect(edit('林晓艳')).rejects.toMatchObject({ code: 'core.stale' })
  const now = await getPerson(desk(e.id), { estateId: e.id, personId: p.id })
  expect([now.name, now.phone]).toEqual(['林小燕', `199****${p.phone?.slice(-4)}`])
})

test('a plate is registered once at a time, however it is written', async () => {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const car = await addVehicle(desk(e.id), { estateId: e.id, plate: '琼a·12345', unitId: h.unitId })
  expect(car.plate).toBe('琼A12345')
  await expect(addVehicle(desk(e.id), { estateId: e.id, plate: '琼A12345' })).rejects.toMatchObject({
    code: 'people.plate_there',
    params: { place: '1-2-301' },
  })
  await endVehicle(desk(e.id), { estateId: e.id, vehicleId: car.id })
  await addVehicle(desk(e.id), { estateId: e.id, plate: '琼A12345' })
})

test('a consent holds until, not at, its end, and not after it is withdrawn', async () => {
  const e = await anEstate(t)
  const p = await aPerson(t, e.id)
  const until = t.clock.now().add({ hours: 24 })
  const given = await addConsent(desk(e.id), {
    estateId: e.id,
    personId: p.id,
    purpose: 'health',
    until: until.toString(),
  })
  const live = async () =>
    (await getPerson(desk(e.id), { estateId: e.id, personId: p.id })).consents.map(c => c.live)
  expect(given.live).toBe(true)
  t.clock.set(until.subtract({ milliseconds: 1 }))
  expect(await live()).toEqual([true])
  t.clock.set(until)
  expect(await live()).toEqual([false])
  t.clock.set(until.subtract({ hours: 1 }))
  await withdrawConsent(desk(e.id), { estateId: e.id, consentId: given.id })
  expect(await live()).toEqual([false])
})

test.each([
  ['1-2-301', ['room', 'plate', 'name']],
  ['1栋2单元', ['room', 'plate', 'name']],
  ['张三', ['name', 'room']],
  ['zs', ['name']],
  ['13812345678', ['phone']],
  ['1234', ['room', 'phone', 'plate']],
  ['琼A1', ['plate']],
  ['460105199003071213', ['id']],
])('the box takes %s for %j', (q, kinds) => {
  expect(guessKinds(q)).toEqual(kinds)
})

test('one box finds a home by room, name, pinyin, initials, phone, its last four, plate and ID number', async () => {
  const e = await anEstate(t)
  const idNumber = anId()
  const phone = aPhone()
  const unitId = await aUnit(t, e.id, '1-2-301')
  await aHousehold(t, e.id, { label: '1-2-302', owner: '张四' })
  const p = await createPerson(desk(e.id), { estateId: e.id, name: '欧阳娜娜', phone, idNumber })
  await addHousehold(desk(e.id), { estateId: e.id, unitId, kind: 'own', members: [{ personId: p.id }] })
  await addVehicle(desk(e.id), { estateId: e.id, plate: '琼AD12345', unitId, personId: p.id })
  const search = async (q: string, kind?: 'plate') =>
    (await searchAll(desk(e.id), { estateId: e.id, q, ...(kind ? { kind } : {}) })).items
  for (const q of [
    '欧阳',
    '娜娜',
    'ouyangna',
    'Ou Yang',
    'oynn',
    phone,
    `+86 ${phone}`,
    phone.slice(-4),
    idNumber,
  ]) {
    const found = await search(q)
    expect(
      found.map(i => i.personId),
      q,
    ).toContain(p.id)
    expect(found.find(i => i.personId === p.id)?.unitId, q).toBe(unitId)
  }
  for (const q of ['1-2-301', '1栋2单元301', '01-02-0301', '301'])
    expect(
      (await search(q)).map(i => i.id),
      q,
    ).toContain(unitId)
  expect((await search('1-2-')).filter(i => i.kind === 'room').map(i => i.title)).toEqual([
    '1-2-301',
    '1-2-302',
  ])
  for (const q of ['琼AD12345', '琼AD1', 'd12345', '12345'])
    expect(
      (await search(q)).map(i => i.title),
      q,
    ).toContain('琼AD12345')
  expect(await search('13900000000')).toEqual([])
  expect(await search("' OR 1=1 --")).toEqual([])
  expect(await search('%')).toEqual([])
})

test('the list of persons is narrowed by text, tie, building and what is missing', async () => {
  const e = await anEstate(t)
  const a = await aHousehold(t, e.id, { label: '1-1-101', owner: '赵一' })
  await aHousehold(t, e.id, { label: '2-1-101', owner: '钱二', lease: true })
  const bare = await aPerson(t, e.id, { name: '孙三', phone: null })
  const list = async (more: object) =>
    (await listPersons(desk(e.id), { estateId: e.id, ...more })).items.map(p => p.name)
  expect(await list({})).toEqual(['王家人', '赵一', '陈租客', '钱二'])
  expect(await list({ sort: 'name' })).toEqual(['陈租客', '钱二', '王家人', '赵一'])
  expect(await list({ q: '2-1' })).toEqual(['陈租客', '钱二'])
  expect(await list({ q: 'zhao' })).toEqual(['赵一'])
  expect(await list({ state: 'past' })).toEqual(['孙三'])
  expect(await list({ state: 'all', missing: 'phone' })).toEqual(['孙三'])
  await endHousehold(t.ctx(system), { estateId: e.id, householdId: a.householdId })
  expect(await list({ tie: 'resident' })).toEqual([])
  expect(await list({ tie: 'resident', state: 'past' })).toEqual(['王家人', '赵一'])
  expect(bare.name).toBe('孙三')
})

test('[SX-12] the list of persons and its export say who entered each of them', async () => {
  const e = await anEstate(t)
  const { actor: clerk } = await anAccount(t, e.id, { role: 'front_desk', name: '前台小陈' })
  await createPerson(t.ctx(clerk), { estateId: e.id, name: '林晓燕', phone: aPhone() })
  await createPerson(t.ctx(system), { estateId: e.id, name: '陈建国', phone: aPhone() })
  const asked = { estateId: e.id, state: 'all', sort: 'name' } as const
  const { items } = await listPersons(t.ctx(clerk), asked)
  expect(items.map(p => [p.name, p.enteredBy])).toEqual([
    ['陈建国', null],
    ['林晓燕', '前台小陈'],
  ])
  const rows: unknown[][] = []
  for await (const row of personsList.cells(t.ctx(clerk), asked)) rows.push(row)
  const at = personsList.columns.findIndex(c => c.key === 'enteredBy')
  expect(rows.map(r => r[at])).toEqual([null, '前台小陈'])
})
