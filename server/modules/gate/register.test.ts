import { beforeEach, describe, expect, test } from 'vitest'
import {
  anAttempt,
  anIdNumber,
  aPerson,
  aSite,
  close,
  type GateSite,
  hour,
} from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { emergencies } from './contract-passage.ts'
import { liftClosure, listClosures } from './service-closure.ts'
import { inside, listPassages, reveal } from './service-passage.ts'
import { type RegisterInput, register } from './service-register.ts'
import { days } from './service-rollup.ts'

const t = await testHouse()
let site: GateSite
let closed: Awaited<ReturnType<typeof close>>
const send = (more: Partial<RegisterInput> = {}) => register(t.ctx(site.guard), anAttempt(site, more))
const list = (query: object = {}) => listPassages(t.ctx(site.guard), { estateId: site.estateId, ...query })
const figures = async () => (await days(t.ctx(site.guard), { estateId: site.estateId })).total

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  closed = await close(t, site)
})

describe('a person', () => {
  test('[S6-34..38] is registered in both directions with direction, gate, time, guard and all five items, masked', async () => {
    const person = aPerson()
    const out = await send({ persons: [person] })
    expect(out.outcome).toBe('passed')
    hour(t.clock, '11:30:00.000')
    await send({
      direction: 'in',
      persons: [{ kind: 'resident', registrantId: out.persons[0]!.registrantId!, mask: true }],
    })
    const { items, total } = await list()
    expect(total).toBe(2)
    expect(items.map(i => [i.direction, i.gate, i.by, i.at])).toEqual([
      ['in', '北门', site.guard.name, '2026-03-02T03:30:00Z'],
      ['out', '北门', site.guard.name, '2026-03-02T01:00:00Z'],
    ])
    expect(items[1]).toMatchObject({
      name: '王*明',
      idNumber: `460***********${person.idNumber!.slice(-4)}`,
      phone: '138****5678',
      unit: '1-2-301',
      destination: '县医院',
      reason: '就医',
      missing: null,
    })
    expect(await figures()).toMatchObject({ personsIn: 1, personsOut: 1, refusals: 0 })
  })

  test('[S6-35..38] without one of the items is not let through, and the answer names the missing field', async () => {
    for (const field of ['name', 'idNumber', 'phone', 'unit', 'destination', 'reason'] as const) {
      const { [field]: _, ...rest } = aPerson()
      await expect(send({ persons: [rest as RegisterInput['persons'][number]] })).rejects.toMatchObject({
        code: 'core.invalid',
        fields: [{ path: `persons.0.${field}` }],
      })
    }
    expect((await list()).total).toBe(0)
  })

  test('[S6-35] an ID number with a wrong checksum and a unit that does not exist are refused with what to mend', async () => {
    const wrong = anIdNumber().replace(/.$/, last => (last === '1' ? '2' : '1'))
    await expect(send({ persons: [aPerson({ idNumber: wrong })] })).rejects.toMatchObject({
      fields: [{ path: 'persons.0.idNumber', code: 'id.check' }],
    })
    await expect(send({ persons: [aPerson({ unit: '9-9-999' })] })).rejects.toMatchObject({
      code: 'gate.unit_unknown',
      params: { unit: '9-9-999' },
    })
  })

  test.each(['in', 'out'] as const)(
    '[S6-42] without mask is refused %s, and the refusal is recorded',
    async direction => {
      const answer = await send({ direction, persons: [aPerson({ mask: false })] })
      expect(answer).toMatchObject({ outcome: 'refused', refusal: 'no_mask' })
      expect((await list({ outcome: 'refused' })).items).toMatchObject([{ refusal: 'no_mask', direction }])
      expect((await list({ outcome: 'passed' })).total).toBe(0)
      expect(await figures()).toMatchObject({ personsIn: 0, personsOut: 0, refusals: 1 })
      const row = await t.pool.query(
        "SELECT count(*) FROM passage WHERE estate_id = $1 AND outcome = 'passed' AND mask = false",
        [site.estateId],
      )
      expect(Number(row.rows[0].count)).toBe(0)
    },
  )

  test('[S6-42] is asked about the mask: no answer is no passage', async () => {
    await expect(send({ persons: [aPerson({ mask: undefined })] })).rejects.toMatchObject({
      fields: [{ path: 'persons.0.mask' }],
    })
  })

  test('[S6-49] [K7] registered twice by ID number is one person, and returning needs only the mask', async () => {
    const person = aPerson()
    const first = await send({ persons: [person] })
    const second = await send({ direction: 'in', persons: [{ ...person, phone: '13900000000' }] })
    expect(second.persons[0]!.registrantId).toBe(first.persons[0]!.registrantId)
    const count = await t.pool.query('SELECT count(*) FROM registrant WHERE estate_id = $1', [site.estateId])
    expect(Number(count.rows[0].count)).toBe(1)
    const again = await send({
      persons: [
        {
          kind: 'resident',
          registrantId: first.persons[0]!.registrantId!,
          destination: '超市',
          reason: '买菜',
          mask: true,
        },
      ],
    })
    expect(again.outcome).toBe('passed')
  })

  test('[S6-34] who comes in twice without leaving shows a missing exit, who leaves twice a missing entry', async () => {
    const first = await send({ direction: 'in' })
    const known = {
      kind: 'resident' as const,
      registrantId: first.persons[0]!.registrantId!,
      mask: true,
      destination: '超市',
      reason: '买菜',
    }
    expect((await send({ direction: 'in', persons: [known] })).persons[0]!.missing).toBe('exit')
    expect((await send({ direction: 'out', persons: [known] })).persons[0]!.missing).toBeNull()
    expect((await send({ direction: 'out', persons: [known] })).persons[0]!.missing).toBe('entry')
    expect((await list({ only: 'missing' })).total).toBe(2)
    expect((await inside(t.ctx(site.guard), { estateId: site.estateId })).missingToday).toBe(2)
  })

  test('[S6-34] who is in and who is out now follows each passage', async () => {
    const first = await send({ direction: 'in' })
    expect((await inside(t.ctx(site.guard), { estateId: site.estateId })).items).toMatchObject([
      { name: '王*明', unit: '1-2-301', gate: '北门' },
    ])
    await send({
      persons: [
        {
          kind: 'resident',
          registrantId: first.persons[0]!.registrantId!,
          mask: true,
          destination: '超市',
          reason: '买菜',
        },
      ],
    })
    expect((await inside(t.ctx(site.guard), { estateId: site.estateId })).total).toBe(0)
  })

  test('the same request again is the same passage, also while it is on its way', async () => {
    const attempt = anAttempt(site)
    const [a, b] = await Promise.all([
      register(t.ctx(site.guard), attempt),
      register(t.ctx(site.guard), attempt),
    ])
    expect(b).toEqual(a)
    expect(await register(t.ctx(site.guard), attempt)).toEqual(a)
    expect((await list()).total).toBe(1)
    expect((await figures()).personsOut).toBe(1)
  })
})

describe('a vehicle', () => {
  const vehicle = { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 2 }

  test('[S6-39..41] is registered with both licences checked and a record for every occupant', async () => {
    const answer = await send({
      vehicle,
      persons: [aPerson(), aPerson({ name: '李雷', phone: '13711112222' })],
    })
    expect(answer).toMatchObject({ outcome: 'passed' })
    const { items } = await list()
    expect(items.filter(i => i.subject === 'vehicle')).toMatchObject([{ plate: '琼A·***45', occupants: 2 }])
    expect(items.filter(i => i.subject === 'person')).toHaveLength(2)
    expect(await figures()).toMatchObject({ vehiclesOut: 1, personsOut: 2 })
    expect((await list({ plate: '琼A·12345' })).total).toBe(3)
  })

  test.each([1, 3])('[S6-41] with %d occupants and two records is not let through', async stated => {
    await expect(
      send({ vehicle: { ...vehicle, occupants: stated }, persons: [aPerson(), aPerson()] }),
    ).rejects.toMatchObject({
      code: 'gate.occupants',
      params: { stated, given: 2 },
    })
    expect((await list()).total).toBe(0)
  })

  test('[S6-41] every occupant is asked the same items as on foot', async () => {
    for (const field of ['idNumber', 'phone', 'unit', 'destination', 'reason'] as const) {
      const { [field]: _, ...rest } = aPerson()
      await expect(
        send({ vehicle, persons: [aPerson(), rest as RegisterInput['persons'][number]] }),
      ).rejects.toMatchObject({ code: 'core.invalid', fields: [{ path: `persons.1.${field}` }] })
    }
    expect((await list()).total).toBe(0)
  })

  test('[S6-34] twice in without leaving shows a missing exit, twice out a missing entry; a refused one is no passage', async () => {
    const drive = (direction: 'in' | 'out', more: object = {}) =>
      send({ direction, vehicle: { ...vehicle, occupants: 1, ...more }, persons: [aPerson()] })
    expect((await drive('in')).vehicleMissing).toBeNull()
    expect((await drive('out', { licenceChecked: false })).outcome).toBe('refused')
    hour(t.clock, '10:00:00.000')
    // another occupant each time: it is the vehicle that is told, not who sits in it
    expect(await drive('in', { plate: '琼A·12345' })).toMatchObject({
      vehicleMissing: 'exit',
      persons: [{ missing: null }],
    })
    hour(t.clock, '11:00:00.000')
    expect((await drive('out')).vehicleMissing).toBeNull()
    hour(t.clock, '12:00:00.000')
    expect((await drive('out')).vehicleMissing).toBe('entry')
    expect((await drive('in', { plate: '琼A54321' })).vehicleMissing).toBeNull()
    const { items } = await list({ only: 'missing', subject: 'vehicle' })
    expect(items.map(i => [i.direction, i.missing, i.plate, i.gate, i.by, i.at])).toEqual([
      ['out', 'entry', '琼A·***45', '北门', site.guard.name, '2026-03-02T04:00:00Z'],
      ['in', 'exit', '琼A·***45', '北门', site.guard.name, '2026-03-02T02:00:00Z'],
    ])
  })

  test('[S6-43] with one occupant without mask is refused whole', async () => {
    const answer = await send({ vehicle, persons: [aPerson(), aPerson({ mask: false })] })
    expect(answer).toMatchObject({ outcome: 'refused', refusal: 'no_mask' })
    const { items } = await list()
    expect(items.map(i => i.outcome)).toEqual(['refused', 'refused', 'refused'])
    // two persons and their vehicle, as the list shows them
    expect(await figures()).toMatchObject({ vehiclesOut: 0, personsOut: 0, refusals: 3 })
  })

  test.each([
    { licenceChecked: false, drivingLicenceChecked: true },
    { licenceChecked: true, drivingLicenceChecked: false },
  ])('[S6-39, S6-40] whose licences were not both checked is refused: %o', async papers => {
    const answer = await send({ vehicle: { ...vehicle, ...papers, occupants: 1 } })
    expect(answer).toMatchObject({ outcome: 'refused', refusal: 'licence' })
  })

  test('a passage without a person or a vehicle does not exist', async () => {
    await expect(send({ persons: [] })).rejects.toMatchObject({ code: 'gate.nobody' })
  })
})

describe('hours', () => {
  test.each([
    ['06:59:59.999', 'refused'],
    ['07:00:00.000', 'passed'],
    ['20:59:59.999', 'passed'],
    ['21:00:00.000', 'refused'],
  ])('[S6-33, K1] ordinary passage at %s is %s', async (time, outcome) => {
    hour(t.clock, time)
    expect((await send()).outcome).toBe(outcome)
  })

  test('[K1] emergency passage is never blocked: at night, at a closed gate, without mask, papers or names; kind and reason stay', async () => {
    hour(t.clock, '23:15:00.000')
    const answer = await send({
      gateId: site.sideGateId,
      direction: 'in',
      persons: [],
      vehicle: { plate: '琼A120急', licenceChecked: false, drivingLicenceChecked: false, occupants: 3 },
      emergency: { kind: 'medical', reason: '3栋老人胸痛，120 急救' },
    })
    expect(answer).toMatchObject({ outcome: 'passed', refusal: null })
    const walk = await send({
      persons: [{ kind: 'worker', mask: false }],
      emergency: { kind: 'fire', reason: '消防' },
    })
    expect(walk.outcome).toBe('passed')
    expect((await list({ only: 'emergency' })).items.map(i => i.emergency)).toContain(
      'medical: 3栋老人胸痛，120 急救',
    )
    expect((await figures()).emergencies).toBe(2)
  })
})

test.each(emergencies)(
  '[K1] emergency of kind %s passes at night with its reason, and is refused without one',
  async kind => {
    hour(t.clock, '23:15:00.000')
    await expect(send({ emergency: { kind, reason: '' } })).rejects.toMatchObject({ code: 'core.invalid' })
    expect((await send({ emergency: { kind, reason: '抢修水管' } })).outcome).toBe('passed')
    expect((await list()).items.map(i => i.emergency)).toEqual([`${kind}: 抢修水管`])
  },
)

test('[K1] medical, police, fire, utilities and shift workers are kinds of emergency', () => {
  expect(emergencies).toEqual(expect.arrayContaining(['medical', 'police', 'fire', 'utility', 'shift']))
})

describe('without a closure', () => {
  beforeEach(async () => {
    await liftClosure(t.ctx(actor('headquarters', 'region', site.regions.paths.district)), {
      estateId: site.estateId,
      id: closed.id,
      version: closed.version,
      issuer: '县疫情防控工作领导小组',
      number: `解除〔2026〕${newId().slice(-6)}号`,
      decidedOn: '2026-03-02',
      scope: '全县住宅小区',
      reason: '疫情结束',
    })
  })

  test('[K7, S6-35, S6-39] ID numbers and licences are not taken', async () => {
    await expect(send()).rejects.toMatchObject({ code: 'gate.id_outside_closure' })
    await expect(
      send({
        persons: [],
        vehicle: { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: false, occupants: 1 },
      }),
    ).rejects.toMatchObject({ code: 'gate.id_outside_closure' })
    const visitor = { kind: 'visitor' as const, name: '李雷', unit: '1-2-301', reason: '走亲戚' }
    expect((await send({ direction: 'in', persons: [visitor] })).outcome).toBe('passed')
    hour(t.clock, '22:00:00.000')
    expect((await send({ direction: 'in', persons: [visitor] })).outcome).toBe('passed')
  })

  test('[S0-01] the closure stands in the list with who ended it, when, why and by which document', async () => {
    const { items } = await listClosures(t.ctx(site.guard), { estateId: site.estateId })
    expect(items).toMatchObject([
      { state: 'lifted', inForce: false, lift: { reason: '疫情结束', at: '2026-03-02T01:00:00Z' } },
    ])
  })
})

test('a refusal by the guard is recorded with its reason and note', async () => {
  await send({
    direction: 'in',
    persons: [{ kind: 'visitor', name: '陌生人' }],
    refuse: { reason: 'stranger', note: '说不出找谁' },
  })
  expect((await list()).items).toMatchObject([
    { outcome: 'refused', refusal: 'stranger', note: '说不出找谁', name: '陌*人' },
  ])
})

test('[S6-35] [SX-03] one field in full only by a recorded look with a purpose; nothing personal stands in clear in the database', async () => {
  const person = aPerson()
  await send({ persons: [person] })
  const { items } = await list()
  const manager = actor('manager', 'estate', site.estateId)
  const look = {
    estateId: site.estateId,
    id: items[0]!.id,
    at: items[0]!.at,
    field: 'idNumber' as const,
    purpose: '流调核查',
  }
  expect(await reveal(t.ctx(manager), look)).toEqual({ value: person.idNumber })
  await expect(reveal(t.ctx(site.guard), look)).rejects.toMatchObject({ code: 'core.forbidden' })
  const trace = await t.pool.query(
    "SELECT reason, after FROM audit WHERE estate_id = $1 AND action = 'gate.reveal'",
    [site.estateId],
  )
  expect(trace.rows).toMatchObject([{ reason: '流调核查', after: { field: 'idNumber' } }])
  for (const table of ['passage', 'registrant', 'audit', 'request']) {
    const found = await t.pool.query(
      `SELECT count(*) FROM ${table} x WHERE estate_id = $1 AND x::text ~ $2`,
      [site.estateId, `${person.idNumber}|13812345678|王小明`],
    )
    expect(Number(found.rows[0].count), table).toBe(0)
  }
})

test('each registration leaves one audit row in the same statement', async () => {
  const answer = await send()
  const found = await t.pool.query(
    "SELECT subject_id, actor_id FROM audit WHERE estate_id = $1 AND action = 'gate.register'",
    [site.estateId],
  )
  expect(found.rows).toEqual([{ subject_id: answer.attemptId, actor_id: site.guard.id }])
})
