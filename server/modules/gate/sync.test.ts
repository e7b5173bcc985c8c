import { createECDH } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { aPerson as aResident } from '../../../test/factories.ts'
import {
  anAttempt,
  anIdNumber,
  aPerson,
  aSite,
  close,
  type GateSite,
  hour,
  paper,
  type SealKey,
  seal,
} from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { addHousehold } from '../people/homes.ts'
import { liftClosure } from './service-closure.ts'
import { addTerminal, invite, issuePass, revokeTerminal } from './service-pass.ts'
import { listPassages } from './service-passage.ts'
import { type RegisterInput, register } from './service-register.ts'
import { days } from './service-rollup.ts'
import { site as siteVerb, snapshot } from './service-snapshot.ts'
import { dropStray, enterStray, listStray } from './service-stray.ts'
import { sync } from './service-sync.ts'

const t = await testHouse()
let site: GateSite
let closed: { id: string; version: number }

const keyNow = async (): Promise<SealKey> =>
  (await siteVerb(t.ctx(site.guard), { estateId: site.estateId })).sealTo
const record = async (more: Partial<RegisterInput> = {}, deviceAt = '2026-03-02T08:30:00+08:00') => {
  const { estateId: _, ...attempt } = anAttempt(site, { decided: 'passed', deviceAt, ...more })
  return { clientId: attempt.clientId, deviceAt, sealed: seal(attempt, await keyNow()) }
}
const push = (records: Awaited<ReturnType<typeof record>>[], terminalId?: string) =>
  sync(t.ctx(site.guard), { estateId: site.estateId, records, ...(terminalId ? { terminalId } : {}) })
const list = () => listPassages(t.ctx(site.guard), { estateId: site.estateId })

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  closed = await close(t, site)
})

test('[S6-49] [SX-06] [SX-13] records queued without network arrive in order, once, with device time beside server time', async () => {
  const records = [
    await record(),
    await record({ direction: 'in' }),
    await record({ persons: [aPerson({ mask: false })] }),
  ]
  expect((await push(records)).results.map(r => r.outcome)).toEqual(['stored', 'stored', 'stored'])
  expect((await push(records)).results.map(r => r.outcome)).toEqual(['repeat', 'repeat', 'repeat'])
  const { items, total } = await list()
  expect(total).toBe(3)
  expect(items.map(i => [i.direction, i.outcome])).toEqual([
    ['out', 'refused'],
    ['in', 'passed'],
    ['out', 'passed'],
  ])
  expect(items[2]).toMatchObject({
    offline: true,
    at: '2026-03-02T01:00:00Z',
    deviceAt: '2026-03-02T00:30:00Z',
  })
  expect((await days(t.ctx(site.guard), { estateId: site.estateId })).total).toMatchObject({
    personsOut: 1,
    personsIn: 1,
    refusals: 1,
  })
})

test('a record that was sent at once and again from the queue is one passage', async () => {
  const one = await record()
  const { estateId: _, ...attempt } = anAttempt(site)
  const online = await register(t.ctx(site.guard), {
    ...attempt,
    estateId: site.estateId,
    clientId: one.clientId,
  })
  expect(online.outcome).toBe('passed')
  expect((await push([one])).results).toEqual([{ clientId: one.clientId, outcome: 'repeat' }])
  expect((await list()).total).toBe(1)
})

test('[S6-33, SX-06] the hours are judged by when it happened; what a rule would have stopped is marked, not lost', async () => {
  hour(t.clock, '21:30:00.000')
  const inTime = await record({}, '2026-03-02T20:59:59.999+08:00')
  const late = await record({}, '2026-03-02T21:00:00.000+08:00')
  expect((await push([inTime, late])).results).toEqual([
    { clientId: inTime.clientId, outcome: 'stored' },
    { clientId: late.clientId, outcome: 'conflict', code: 'outside_hours' },
  ])
  expect((await list()).items[0]).toMatchObject({ outcome: 'passed', conflict: 'outside_hours' })
})

test('[SX-06] a clock that runs ahead or is days behind is not believed: the day counted is the server’s', async () => {
  await push([
    await record({}, '2026-03-09T10:00:00+08:00'),
    await record({ direction: 'in' }, '2020-01-01T10:00:00+08:00'),
  ])
  const { items } = await days(t.ctx(site.guard), { estateId: site.estateId })
  expect(items).toMatchObject([{ day: '2026-03-02', personsOut: 1, personsIn: 1 }])
})

test('a pass used at another gate meanwhile is a conflict', async () => {
  const made = await issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '李雷' })
  const visit = {
    direction: 'in' as const,
    persons: [aPerson({ kind: 'visitor', unit: undefined })],
    passId: made.id,
  }
  const queued = await record(visit, '2026-03-02T09:00:00+08:00')
  expect((await register(t.ctx(site.guard), anAttempt(site, visit))).outcome).toBe('passed')
  expect((await push([queued])).results).toMatchObject([{ outcome: 'conflict', code: 'pass_used' }])
})

test('a box that cannot be opened, a unit that is none and half a record are kept apart for a person, and nothing else waits for them', async () => {
  const foreign = createECDH('prime256v1')
  foreign.generateKeys()
  const key = await keyNow()
  const broken = {
    clientId: newId(),
    sealed: seal({}, { ...key, publicKey: foreign.getPublicKey('base64') }),
  }
  const noUnit = await record({ persons: [aPerson({ unit: '9-9-999' })] })
  const half = { clientId: newId(), sealed: seal({ direction: 'sideways' }, key) }
  const traversal = { clientId: newId(), sealed: { ...(await record()).sealed, kid: 'c:../../master' } }
  const good = await record()
  const { results } = await push([
    broken as typeof good,
    noUnit,
    half as typeof good,
    traversal as typeof good,
    good,
  ])
  expect(results.map(r => [r.outcome, r.code])).toEqual([
    ['kept_apart', 'gate.record_unreadable'],
    ['kept_apart', 'gate.unit_unknown'],
    ['kept_apart', 'gate.record_unreadable'],
    ['kept_apart', 'gate.record_unreadable'],
    ['stored', undefined],
  ])
  const { items } = await listStray(t.ctx(actor('manager', 'estate', site.estateId)), {
    estateId: site.estateId,
  })
  expect(items).toHaveLength(4)
  const told = items.find(i => i.code === 'gate.unit_unknown')
  expect(told?.record).toMatchObject({ direction: 'out', units: ['9-9-999'] })
  expect(JSON.stringify(told)).not.toContain('"name":"林')
  expect(items.filter(i => i.record === null).length).toBe(3)
})

test('[SX-13] the desk enters a kept-apart record after all with the right unit, once; nobody decides it twice', async () => {
  const noUnit = await record({ persons: [aPerson({ unit: '9-9-999' })] })
  await push([noUnit])
  const manager = t.ctx(actor('manager', 'estate', site.estateId))
  const which = { estateId: site.estateId, clientId: noUnit.clientId }
  await expect(enterStray(manager, which)).rejects.toMatchObject({ code: 'gate.unit_unknown' })
  expect(await enterStray(manager, { ...which, unit: '1-2-301' })).toMatchObject({ conflict: null })
  expect(await list()).toMatchObject({ total: 1, items: [{ unit: '1-2-301', offline: true }] })
  await expect(dropStray(manager, { ...which, reason: '重复' })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  expect((await listStray(manager, which)).items).toEqual([])
})

test('[SX-13] of several kept-apart records the one chosen is entered, not the newest', async () => {
  const stray = (name: string) => record({ persons: [aPerson({ name, unit: '9-9-999' })] })
  const chosen = await stray('先来的')
  const newest = await stray('后来的')
  await push([chosen])
  hour(t.clock, '09:01:00.000')
  await push([newest])
  const manager = t.ctx(actor('manager', 'estate', site.estateId))
  const which = { estateId: site.estateId, clientId: chosen.clientId, unit: '1-2-301' }
  expect((await enterStray(manager, which)).clientId).toBe(chosen.clientId)
  const left = await listStray(manager, { estateId: site.estateId })
  expect(left.items.map(each => each.clientId)).toEqual([newest.clientId])
  expect((await list()).items.map(each => each.name?.[0])).toEqual(['先'])
})

test('[S6-50] a record of a closure that was lifted meanwhile is kept apart', async () => {
  const queued = await record()
  await liftClosure(t.ctx(actor('headquarters', 'region', site.regions.paths.district)), {
    estateId: site.estateId,
    id: closed.id,
    version: closed.version,
    ...paper,
    number: newId(),
    reason: '解除',
  })
  expect((await push([queued])).results).toMatchObject([{ outcome: 'kept_apart', code: 'gate.closure_over' }])
  expect((await list()).total).toBe(0)
})

test('[S6-49] the snapshot finds a resident by door, initials, last four and plate, and holds no full name, ID or phone', async () => {
  const person = aPerson()
  await register(
    t.ctx(site.guard),
    anAttempt(site, {
      persons: [person],
      vehicle: { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 1 },
    }),
  )
  const held = await snapshot(t.ctx(site.guard), { estateId: site.estateId })
  expect(held.people).toMatchObject([
    {
      unit: '1-2-301',
      name: '王*明',
      initials: 'wxm',
      last4: '5678',
      plate: '琼A12345',
      last: 'out',
      destination: '县医院',
      reason: '就医',
    },
  ])
  const text = JSON.stringify(held)
  for (const secret of [person.idNumber!, '13812345678', '王小明']) expect(text).not.toContain(secret)
  const later = await snapshot(t.ctx(site.guard), {
    estateId: site.estateId,
    since: '2026-03-02T09:00:00.001+08:00',
  })
  expect(later).toMatchObject({ people: [], partial: true })
})

test('a revoked terminal is told so at its next contact, and what it sends is not taken', async () => {
  const manager = actor('manager', 'estate', site.estateId)
  const terminal = await addTerminal(t.ctx(site.guard), {
    estateId: site.estateId,
    name: '北门平板',
    gateId: site.gateId,
  })
  expect((await push([await record()], terminal.id)).results).toMatchObject([{ outcome: 'stored' }])
  await revokeTerminal(t.ctx(manager), { estateId: site.estateId, id: terminal.id })
  const queued = await record()
  await expect(push([queued], terminal.id)).rejects.toMatchObject({ code: 'gate.terminal_revoked' })
  await expect(
    snapshot(t.ctx(site.guard), { estateId: site.estateId, terminalId: terminal.id }),
  ).rejects.toMatchObject({ code: 'gate.terminal_revoked' })
})

test('[S6-49] a resident of the register is found at the gate before he ever passed it, and passes by two taps', async () => {
  const [person] = [await aResident(t, site.estateId, { name: '欧阳晓燕' })]
  await addHousehold(t.ctx(system), {
    estateId: site.estateId,
    unitId: site.unitId,
    kind: 'own',
    members: [{ personId: person.id, relation: 'self' }],
  })
  const read = async () => (await snapshot(t.ctx(site.guard), { estateId: site.estateId })).people
  const [found] = await read()
  expect(found).toMatchObject({
    id: person.id,
    unit: '1-2-301',
    initials: 'oyxy',
    last4: person.phone?.slice(-4),
    fromRegister: true,
  })
  expect(JSON.stringify(found)).not.toContain('欧阳晓燕')
  const trip = { mask: true, destination: '县医院', reason: '就医', idNumber: anIdNumber() }
  const gone = anAttempt(site, { persons: [{ kind: 'resident', personId: person.id, ...trip }] })
  expect((await register(t.ctx(site.guard), gone)).outcome).toBe('passed')
  expect((await read()).map(p => [p.fromRegister, p.last])).toEqual([[false, 'out']])
  const stranger = anAttempt(site, { persons: [{ kind: 'resident', personId: newId(), ...trip }] })
  await expect(register(t.ctx(site.guard), stranger)).rejects.toMatchObject({ code: 'core.not_found' })
})

test('the resident who invited is told when his visitor comes in, once and only then', async () => {
  const host = actor('resident', 'unit', site.unitId, site.estateId)
  const pass = await invite(t.ctx(host), { estateId: site.estateId, guest: '李雷' })
  const told = async () =>
    (await t.pool.query('SELECT title FROM message WHERE account_id = $1', [host.id])).rows
  const visit = {
    passCode: pass.code ?? '',
    direction: 'in' as const,
    persons: [aPerson({ kind: 'visitor' })],
  }
  await register(t.ctx(site.guard), anAttempt(site, { ...visit, persons: [aPerson({ mask: false })] }))
  await t.drain()
  expect(await told()).toEqual([])
  await register(t.ctx(site.guard), anAttempt(site, visit))
  await t.drain()
  expect(await told()).toMatchObject([{ title: { zh: '您的访客已进小区' } }])
})

test('[S6-47] the figure of refusals is the list it leads to: each person and the vehicle, on the day on which it happened', async () => {
  const car = { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 2 }
  const two = { vehicle: car, persons: [aPerson(), aPerson({ mask: false })], decided: 'refused' as const }
  t.clock.set('2026-03-03T00:10:00.000+08:00')
  await push([
    await record(two, '2026-03-02T23:59:59.999+08:00'),
    await record(two, '2026-03-03T00:00:00.000+08:00'),
    await record(
      { persons: [aPerson({ mask: false })], decided: 'refused' },
      '2026-03-03T00:00:00.000+08:00',
    ),
  ])
  const told = async (day: string) => {
    const at = { estateId: site.estateId }
    const figure = await days(t.ctx(site.guard), { ...at, from: day, until: day })
    const shown = await listPassages(t.ctx(site.guard), { ...at, day, outcome: 'refused' })
    return [figure.total.refusals, shown.total, shown.items.filter(p => p.subject === 'vehicle').length]
  }
  expect(await told('2026-03-02')).toEqual([3, 3, 1])
  expect(await told('2026-03-03')).toEqual([4, 4, 1])
})
