import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson as aResident } from '../../../test/factories.ts'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { createAccount, linkPhone } from '../people/accounts.ts'
import { addHousehold } from '../people/homes.ts'
import { answerByWord, answerMine, askHome, askState, listAsks, myGate } from './service-ask.ts'
import { myPassages } from './service-mine.ts'
import { beginMuster, endMuster, headcount, oneMuster, tickMuster } from './service-muster.ts'
import { alarmOverstays, endParcel, listParcels, takeParcel } from './service-parcel.ts'
import { issuePass } from './service-pass.ts'
import { endPermit, issuePermit, listPermits, setPermitRule } from './service-permit.ts'
import { register, registerOne } from './service-register.ts'
import { snapshot } from './service-snapshot.ts'

const t = await testHouse()
let site: GateSite
const guard = () => t.ctx(site.guard)
const manager = () => t.ctx(actor('manager', 'estate', site.estateId))
const desk = () => t.ctx(actor('front_desk', 'estate', site.estateId))
const estateId = () => site.estateId

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

let homes = 0

/** A home with one person whose phone signs in. */
async function aHome(name = '王小明', phone = `1390000${String(++homes).padStart(4, '0')}`) {
  const person = await aResident(t, site.estateId, { name, phone })
  await addHousehold(t.ctx(system), {
    estateId: site.estateId,
    unitId: site.unitId,
    kind: 'own',
    members: [{ personId: person.id, relation: 'self' }],
  })
  const resident = actor('resident', 'unit', site.unitId, site.estateId)
  const { account } = await createAccount(t.ctx(system), {
    username: `r${resident.id.slice(-12)}`,
    name,
    password: 'kite-river-2718',
    assignment: { role: 'resident', scope: 'unit', targetId: site.unitId, estateId: site.estateId },
  })
  resident.id = account.id
  await linkPhone(t.ctx(system), account.id, phone)
  return resident
}

describe('[J-03] quotas of a closure', () => {
  const rule = (more: object = {}) =>
    setPermitRule(manager(), {
      estateId: site.estateId,
      per: 'household',
      outings: 1,
      everyDays: 2,
      required: false,
      days: { household: 28, worker: 30, shift: 30 },
      beyondHours: ['shift'],
      fromDate: '2026-03-01',
      source: '防控决定：每户每两天一人外出一次',
      ...more,
    })
  const out = (more: object = {}) => register(guard(), anAttempt(site, { direction: 'out', ...more }))

  test('[W24] one person of a home every two days: the second is refused with how often and from when; free again at the third day’s first instant', async () => {
    await close(t, site)
    await rule()
    expect((await out()).outcome).toBe('passed')
    const second = await out({ persons: [aPerson({ name: '李雷' })] })
    expect(second).toMatchObject({
      refusal: 'quota',
      quota: { used: 1, outings: 1, everyDays: 2, next: '2026-03-04' },
    })
    expect((await register(guard(), anAttempt(site, { direction: 'in' }))).outcome).toBe('passed')
    t.clock.set('2026-03-03T20:59:59.999+08:00')
    expect((await out()).refusal).toBe('quota')
    t.clock.set('2026-03-04T07:00:00.000+08:00')
    expect((await out()).outcome).toBe('passed')
  })

  test('visitors and workers take nothing from a home; an emergency neither', async () => {
    await close(t, site)
    await rule()
    for (const kind of ['visitor', 'worker'] as const)
      expect((await out({ persons: [aPerson({ kind })] })).outcome).toBe('passed')
    expect((await out({ emergency: { kind: 'medical', reason: '急救' } })).outcome).toBe('passed')
    expect((await out()).outcome).toBe('passed')
    expect((await out({ emergency: { kind: 'medical', reason: '急救' } })).outcome).toBe('passed')
    expect((await out()).refusal).toBe('quota')
  })

  test('two of a home at two gates in one moment: one goes', async () => {
    await close(t, site)
    await rule()
    const all = await Promise.all([1, 2, 3, 4].map(() => out({ persons: [aPerson()] })))
    expect(all.filter(a => a.outcome === 'passed')).toHaveLength(1)
    expect(all.filter(a => a.refusal === 'quota')).toHaveLength(3)
  })

  test('per person each has his own, also when he is told anew by his card', async () => {
    await close(t, site)
    await rule({ per: 'person' })
    const me = aPerson()
    const first = await out({ persons: [me] })
    expect(first.outcome).toBe('passed')
    expect((await out({ persons: [aPerson()] })).outcome).toBe('passed')
    const known = { kind: 'resident' as const, mask: true, destination: '超市', reason: '买菜' }
    const registrantId = first.persons[0]?.registrantId ?? ''
    expect((await out({ persons: [{ ...known, registrantId }] })).refusal).toBe('quota')
    expect((await out({ persons: [me] })).refusal).toBe('quota')
  })

  test('[SX-13] what two tablets without network let out is marked, not undone', async () => {
    await close(t, site)
    await rule()
    const arrival = { offline: true, at: t.clock.now() }
    const late = () =>
      registerOne(
        guard(),
        site.estateId,
        anAttempt(site, { persons: [aPerson()], decided: 'passed' }),
        arrival,
      )
    expect((await late()).answer.conflict).toBeNull()
    expect((await late()).answer).toMatchObject({ outcome: 'passed', conflict: 'quota' })
  })

  test('the terminal knows the outings that still count, and the pass a home needs', async () => {
    await close(t, site)
    await rule({ required: true })
    expect((await out()).refusal).toBe('permit_none')
    const made = await issuePermit(desk(), { estateId: site.estateId, kind: 'household', unit: '1-2-301' })
    await expect(
      issuePermit(desk(), { estateId: site.estateId, kind: 'household', unit: '1-2-301' }),
    ).rejects.toMatchObject({ code: 'gate.permit_home' })
    expect((await out()).outcome).toBe('passed')
    const held = await snapshot(guard(), { estateId: site.estateId })
    expect(held.outings).toEqual([{ whose: 'h:1-2-301', n: 1, day: '2026-03-02' }])
    expect(held.permits).toMatchObject([{ number: made.number, state: 'live', unit: '1-2-301' }])
    await endPermit(desk(), {
      estateId: site.estateId,
      id: made.id,
      state: 'revoked',
      reason: '搬走',
      version: made.version,
    })
    t.clock.set('2026-03-05T09:00:00.000+08:00')
    expect((await out()).refusal).toBe('pass_revoked')
    expect((await listPermits(desk(), { estateId: site.estateId, state: 'revoked' })).total).toBe(1)
  })

  test('[K1] a shift pass opens outside the closure’s hours and takes no outing; a household’s does not', async () => {
    await close(t, site)
    await rule()
    const shift = await issuePermit(desk(), {
      estateId: site.estateId,
      kind: 'shift',
      holder: '王小明',
      hours: { from: '21:00', until: '24:00' },
    })
    const home = await issuePermit(desk(), { estateId: site.estateId, kind: 'household', unit: '1-2-301' })
    expect((await out({ passText: shift.number })).refusal).toBe('pass_hours')
    hour(t.clock, '21:30:00.000')
    expect((await out({ passText: home.number })).refusal).toBe('outside_hours')
    expect((await out({ passText: shift.number })).outcome).toBe('passed')
    expect((await out({ passText: shift.number })).outcome).toBe('passed')
  })
})

describe('[S0-01] a visitor the home is asked about', () => {
  test('the home allows, the guard lets him in by the pass that came of it; a second answer is too late', async () => {
    const resident = await aHome()
    const asked = await askHome(guard(), {
      estateId: estateId(),
      unit: '1-2-301',
      guest: '周舟',
      gateId: site.gateId,
    })
    expect(asked).toMatchObject({ state: 'asked', told: 1, guest: '周*' })
    expect((await myGate(t.ctx(resident), { estateId: estateId() })).asks).toMatchObject([
      { id: asked.id, guest: '周舟', state: 'asked' },
    ])
    await answerMine(t.ctx(resident), { estateId: estateId(), id: asked.id, allow: true })
    const [shown] = (await listAsks(guard(), { estateId: estateId() })).items
    expect(shown).toMatchObject({ state: 'allowed', how: 'app', answeredBy: '测试·resident' })
    const person = { kind: 'visitor' as const, name: '周舟', reason: '访友' }
    const attempt = anAttempt(site, { direction: 'in', persons: [person], passId: shown?.passId ?? '' })
    expect((await register(guard(), attempt)).outcome).toBe('passed')
    expect((await listAsks(guard(), { estateId: estateId() })).items[0]?.entered).toBe(true)
    await expect(
      answerByWord(guard(), { estateId: estateId(), id: asked.id, allow: false, how: 'phone' }),
    ).rejects.toMatchObject({ code: 'gate.already_decided' })
    const news = await t.pool.query(
      "SELECT kind FROM message WHERE account_id = $1 AND kind = 'visitor.waits'",
      [resident.id],
    )
    expect(news.rows).toHaveLength(1)
  })

  test('waits three minutes to the millisecond, then the guard asks by word; after thirty nobody answers', async () => {
    const r = { minutes: 3, openMinutes: 30, overstayMinutes: 15, parcelDays: 3 }
    const at = (ms: number) => askState({ state: 'asked', atMs: 0 }, ms, r)
    expect([at(180_000), at(180_001), at(1_800_000), at(1_800_001)]).toEqual([
      'asked',
      'silent',
      'silent',
      'over',
    ])
    const resident = await aHome()
    const asked = await askHome(guard(), {
      estateId: estateId(),
      unit: '1-2-301',
      guest: '周舟',
      gateId: site.gateId,
    })
    t.clock.set('2026-03-02T09:03:00.001+08:00')
    expect((await listAsks(guard(), { estateId: estateId() })).items[0]?.state).toBe('silent')
    const said = await answerByWord(guard(), {
      estateId: estateId(),
      id: asked.id,
      allow: false,
      how: 'phone',
    })
    expect(said).toMatchObject({ state: 'refused', how: 'phone', passId: null })
    const late = await askHome(guard(), {
      estateId: estateId(),
      unit: '1-2-301',
      guest: '陈晨',
      gateId: site.gateId,
    })
    t.clock.set('2026-03-02T09:40:00.000+08:00')
    await expect(
      answerMine(t.ctx(resident), { estateId: estateId(), id: late.id, allow: true }),
    ).rejects.toMatchObject({ code: 'gate.ask_over' })
  })

  test('a neighbour hears and answers nothing', async () => {
    await aHome()
    const asked = await askHome(guard(), {
      estateId: estateId(),
      unit: '1-2-301',
      guest: '周舟',
      gateId: site.gateId,
    })
    const other = actor('resident', 'unit', newId(), site.estateId)
    expect((await myGate(t.ctx(other), { estateId: estateId() })).asks).toEqual([])
    await expect(
      answerMine(t.ctx(other), { estateId: estateId(), id: asked.id, allow: true }),
    ).rejects.toMatchObject({ code: 'core.not_found' })
  })
})

test('a visitor past his time is told to the guards once, fifteen minutes after it', async () => {
  const pass = await issuePass(guard(), {
    estateId: estateId(),
    unit: '1-2-301',
    guest: '周舟',
    untilAt: '2026-03-02T10:00:00+08:00',
  })
  const person = { kind: 'visitor' as const, name: '周舟', reason: '访友' }
  await register(guard(), anAttempt(site, { direction: 'in', persons: [person], passId: pass.id }))
  t.clock.set('2026-03-02T10:15:00.000+08:00')
  expect(await alarmOverstays(t.ctx(system))).toBe(0)
  t.clock.set('2026-03-02T10:15:00.001+08:00')
  expect(await alarmOverstays(t.ctx(system))).toBe(1)
  expect(await alarmOverstays(t.ctx(system))).toBe(0)
})

test('[J-03] a courier leaves a parcel at the point, the home is told, it is handed over once', async () => {
  const resident = await aHome()
  const made = await takeParcel(guard(), {
    estateId: estateId(),
    unit: '1-2-301',
    carrier: '顺丰',
    place: '北门货架',
  })
  expect((await myGate(t.ctx(resident), { estateId: estateId() })).parcels).toMatchObject([
    { id: made.id, place: '北门货架', state: 'waiting' },
  ])
  expect((await listParcels(guard(), { estateId: estateId(), state: 'waiting' })).total).toBe(1)
  await endParcel(guard(), { estateId: estateId(), id: made.id, state: 'collected' })
  await expect(
    endParcel(guard(), { estateId: estateId(), id: made.id, state: 'returned' }),
  ).rejects.toMatchObject({ code: 'gate.already_decided' })
})

describe('[S6-34] people inside', () => {
  test('are counted by building, with visitors apart and exits that are missing', async () => {
    const enter = (more: object) =>
      register(guard(), anAttempt(site, { direction: 'in', persons: [more as never] }))
    const resident = { kind: 'resident' as const, name: '王小明', unit: '1-2-301', reason: '回家' }
    const first = await enter(resident)
    await enter({ ...resident, name: '周舟', kind: 'visitor' })
    await enter({ kind: 'resident', registrantId: first.persons[0]?.registrantId })
    const heads = await headcount(guard(), { estateId: estateId() })
    expect(heads).toMatchObject({
      total: 2,
      buildings: [{ building: '1', residents: 1, visitors: 1, workers: 0, missingExits: 1 }],
    })
  })

  test('an evacuation list is one list for two tablets; of two looks the later counts; who left is no longer missing', async () => {
    const inside = await register(
      guard(),
      anAttempt(site, {
        direction: 'in',
        persons: [{ kind: 'resident', name: '王小明', unit: '1-2-301', reason: '回家' }],
      }),
    )
    const personId = inside.persons[0]?.registrantId ?? ''
    const key = newId()
    const begin = () => beginMuster(guard(), { estateId: estateId(), key, kind: 'drill' })
    expect(await begin()).toMatchObject({ inside: 1, safe: 0 })
    expect((await begin()).at).toBe('2026-03-02T01:00:00Z')
    const tick = (safe: boolean, at: string) =>
      tickMuster(guard(), { estateId: estateId(), key, ticks: [{ personId, safe, at }] })
    await tick(true, '2026-03-02T09:05:00+08:00')
    await tick(false, '2026-03-02T09:04:00+08:00')
    expect((await oneMuster(guard(), { estateId: estateId(), key })).people).toMatchObject([
      { id: personId, name: '王*明', building: '1', safe: true },
    ])
    expect(await endMuster(guard(), { estateId: estateId(), key })).toMatchObject({
      safe: 1,
      endedBy: '测试·guard',
    })
  })

  test('residents see their own record and nobody else’s', async () => {
    const resident = await aHome('王小明', '13812345678')
    await close(t, site)
    await register(guard(), anAttempt(site, { persons: [aPerson({ name: '王小明', phone: '13812345678' })] }))
    await register(guard(), anAttempt(site, { persons: [aPerson({ name: '李雷', phone: '13900000000' })] }))
    const own = await myPassages(t.ctx(resident), { estateId: estateId() })
    expect(own.items).toMatchObject([{ direction: 'out', destination: '县医院', reason: '就医' }])
    expect(own.held).toMatchObject({ name: '王*明', phone: '138****5678', days: 21 })
    const stranger = actor('resident', 'unit', site.unitId, site.estateId)
    expect(await myPassages(t.ctx(stranger), { estateId: estateId() })).toEqual({ items: [], held: null })
  })
})
