import { beforeEach, describe, expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { anAttempt, aPerson, aSite, close, type GateSite, hour, paper } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { FieldCipher } from '../../core/crypto.ts'
import { newId } from '../../core/ids.ts'
import { noticePrint } from './prints-notice.ts'
import { listChecks, recordCheck } from './service-check.ts'
import {
  beginClosure,
  beginRegionClosure,
  extendClosure,
  liftClosure,
  listClosures,
} from './service-closure.ts'
import { eraseClosure } from './service-end.ts'
import {
  addGate,
  askException,
  changeGate,
  decideException,
  listGates,
  setGateState,
  setHours,
} from './service-gate.ts'
import { listPassages } from './service-passage.ts'
import { register } from './service-register.ts'

const t = await testHouse()
let site: GateSite
const number = () => `防控〔2026〕${newId().slice(-8)}号`
const hq = () => actor('headquarters', 'region', site.regions.paths.district)
const manager = () => actor('manager', 'estate', site.estateId)
const gates = () => listGates(t.ctx(manager()), { estateId: site.estateId })
const begin = (more: object = {}) =>
  beginClosure(t.ctx(hq()), {
    estateId: site.estateId,
    ...paper,
    number: number(),
    startsAt: '2026-03-01T00:00:00+08:00',
    endsAt: '2026-03-15T00:00:00+08:00',
    reason: '疫情防控',
    purposeZh: '登记出入人员',
    entranceGateId: site.gateId,
    ...more,
  })
const lift = (c: { id: string; version: number }, more: object = {}) =>
  liftClosure(t.ctx(hq()), {
    estateId: site.estateId,
    id: c.id,
    version: c.version,
    ...paper,
    number: number(),
    reason: '解除',
    ...more,
  })

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

describe('a closure', () => {
  test('[S0-01] [S6-01] is switched on by a document with issuer, number, date, scope and period, and who, when and why stand in it', async () => {
    const made = await begin({ number: '防控〔2026〕1号' })
    expect(made).toMatchObject({
      state: 'active',
      inForce: true,
      decision: {
        issuer: '县疫情防控工作领导小组',
        number: '防控〔2026〕1号',
        decidedOn: '2026-03-01',
        scope: '全县住宅小区',
      },
      reason: '疫情防控',
      startsAt: '2026-02-28T16:00:00Z',
      endsAt: '2026-03-14T16:00:00Z',
      madeBy: '测试·headquarters',
      madeAt: '2026-03-02T01:00:00Z',
    })
    const trace = await t.pool.query(
      "SELECT reason FROM audit WHERE estate_id = $1 AND action = 'closure.begin'",
      [site.estateId],
    )
    expect(trace.rows).toEqual([{ reason: '疫情防控' }])
  })

  test.each(['issuer', 'number', 'decidedOn', 'scope', 'startsAt', 'endsAt', 'reason'])(
    '[S6-01] is not switched on without %s',
    async field => {
      await expect(begin({ [field]: undefined })).rejects.toMatchObject({
        code: 'core.invalid',
        fields: [{ path: field }],
      })
    },
  )

  test('does not end before it starts, and does not overlap another', async () => {
    await expect(begin({ endsAt: '2026-03-01T00:00:00+08:00' })).rejects.toMatchObject({
      code: 'gate.closure_period',
    })
    await begin({ number: '防控〔2026〕7号' })
    await expect(begin()).rejects.toMatchObject({
      code: 'gate.closure_active',
      params: { number: '防控〔2026〕7号' },
    })
  })

  test('[S6-01] is decided by headquarters, not by the estate’s manager', async () => {
    await expect(
      beginClosure(t.ctx(manager()), {
        estateId: site.estateId,
        ...paper,
        number: number(),
        startsAt: '2026-03-01T00:00:00+08:00',
        endsAt: '2026-03-15T00:00:00+08:00',
        reason: '自行封闭',
        purposeZh: '登记',
        entranceGateId: site.gateId,
      }),
    ).rejects.toMatchObject({ code: 'core.forbidden' })
  })

  test('[S6-01] binds until, not at, its end; a further document extends it', async () => {
    const made = await begin({ endsAt: '2026-03-02T10:00:00+08:00' })
    hour(t.clock, '09:59:59.999')
    expect((await register(t.ctx(site.guard), anAttempt(site))).outcome).toBe('passed')
    hour(t.clock, '10:00:00.000')
    await expect(register(t.ctx(site.guard), anAttempt(site))).rejects.toMatchObject({
      code: 'gate.id_outside_closure',
    })
    await extendClosure(t.ctx(hq()), {
      estateId: site.estateId,
      id: made.id,
      version: made.version,
      ...paper,
      number: number(),
      endsAt: '2026-03-20T00:00:00+08:00',
    })
    expect((await register(t.ctx(site.guard), anAttempt(site))).outcome).toBe('passed')
  })

  test('[S6-01] is lifted by a document only, and once; the same number with another date is another paper', async () => {
    const made = await begin()
    for (const field of ['issuer', 'number', 'decidedOn', 'scope', 'reason'])
      await expect(lift(made, { [field]: undefined }), field).rejects.toMatchObject({
        code: 'core.invalid',
        fields: [{ path: field }],
      })
    await expect(
      liftClosure(t.ctx(manager()), {
        estateId: site.estateId,
        id: made.id,
        version: made.version,
        ...paper,
        number: number(),
        reason: '自行解除',
      }),
    ).rejects.toMatchObject({ code: 'core.forbidden' })
    const first = await lift(made, { number: '解除1号' })
    expect(first).toMatchObject({ state: 'lifted', lift: { number: '解除1号', reason: '解除' } })
    await expect(lift(first)).rejects.toMatchObject({ code: 'gate.closure_over' })
    const again = await begin()
    await expect(lift(again, { number: '解除1号', decidedOn: '2026-04-01' })).rejects.toMatchObject({
      code: 'gate.decision_differs',
    })
  })
})

describe('one entrance', () => {
  test('[S6-15] stays when the closure begins; every other gate is closed and listed, without keeper or key marked', async () => {
    await begin()
    const { items } = await gates()
    expect(items.filter(g => g.state !== 'closed').map(g => g.id)).toEqual([site.gateId])
    expect(items.find(g => g.id === site.sideGateId)).toMatchObject({ state: 'closed', unkept: true })
  })

  test('[S6-15] a second needs a special reason and another person’s approval', async () => {
    await begin()
    const asker = manager()
    const side = (await gates()).items.find(g => g.id === site.sideGateId)!
    const open = () =>
      setGateState(t.ctx(asker), {
        estateId: site.estateId,
        gateId: site.sideGateId,
        state: 'guarded',
        reason: '消防通道',
        version: side.version,
      })
    await expect(open()).rejects.toMatchObject({ code: 'gate.second_entrance', params: { gate: '北门' } })
    await expect(
      askException(t.ctx(asker), { estateId: site.estateId, gateId: site.sideGateId, reason: '' }),
    ).rejects.toMatchObject({ code: 'core.invalid', fields: [{ path: 'reason' }] })
    const asked = await askException(t.ctx(asker), {
      estateId: site.estateId,
      gateId: site.sideGateId,
      reason: '小区东西两区不通，老人就医绕行 1.5 公里',
    })
    await expect(open()).rejects.toMatchObject({ code: 'gate.second_entrance' })
    const decide = (who: ReturnType<typeof actor>) =>
      decideException(t.ctx(who), { estateId: site.estateId, id: asked.id, approve: true })
    await expect(decide(asker)).rejects.toMatchObject({ code: 'core.forbidden' })
    const both = { ...hq(), id: asker.id }
    await expect(decide(both)).rejects.toMatchObject({ code: 'gate.own_request' })
    expect(await decide(hq())).toMatchObject({ state: 'approved', decidedBy: '测试·headquarters' })
    await expect(decide(hq())).rejects.toMatchObject({ code: 'gate.already_decided' })
    expect((await open()).state).toBe('guarded')
  })

  test('[S6-15] two openings at the same moment leave one', async () => {
    await begin()
    const third = await addGate(t.ctx(manager()), { estateId: site.estateId, name: '西门' })
    expect(third.state).toBe('closed')
    const set = (gateId: string, state: 'closed' | 'guarded', version: number) =>
      setGateState(t.ctx(manager()), { estateId: site.estateId, gateId, state, reason: '换门', version })
    const now = async (id: string) => (await gates()).items.find(g => g.id === id)!
    await set(site.gateId, 'closed', (await now(site.gateId)).version)
    const results = await Promise.allSettled([
      set(site.sideGateId, 'guarded', (await now(site.sideGateId)).version),
      set(third.id, 'guarded', third.version),
    ])
    expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    expect((await gates()).items.filter(g => g.state !== 'closed')).toHaveLength(1)
  })

  test('[K14] checks are listed and filtered; a closed entrance is overdue from the day after its seventh', async () => {
    await begin()
    const at = { estateId: site.estateId, gateId: site.sideGateId }
    const due = async () => (await gates()).items.find(g => g.id === site.sideGateId)
    expect(await due()).toMatchObject({ checkDueOn: '2026-03-09', checkLate: false })
    expect((await gates()).items.find(g => g.id === site.gateId)).toMatchObject({ checkDueOn: null })
    await expect(recordCheck(t.ctx(site.guard), { ...at, kind: 'check', ok: false })).rejects.toMatchObject({
      code: 'core.invalid',
    })
    t.clock.set('2026-03-03T09:00:00+08:00')
    await recordCheck(t.ctx(site.guard), { ...at, kind: 'check', ok: true })
    t.clock.advance({ minutes: 1 })
    await recordCheck(t.ctx(site.guard), { ...at, kind: 'emergency_opening', ok: true, note: '3栋起火' })
    t.clock.set('2026-03-04T00:00:00+08:00')
    await recordCheck(t.ctx(site.guard), { ...at, kind: 'check', ok: false, note: '锁锈住' })
    const find = async (more: object) =>
      (await listChecks(t.ctx(site.guard), { estateId: site.estateId, ...more })).items.map(c => c.note)
    expect(await find({})).toEqual(['锁锈住', '3栋起火', null])
    expect(await find({ kind: 'emergency_opening' })).toEqual(['3栋起火'])
    expect(await find({ ok: 'no' })).toEqual(['锁锈住'])
    expect(await find({ from: '2026-03-04' })).toEqual(['锁锈住'])
    expect(await find({ until: '2026-03-03' })).toEqual(['3栋起火', null])
    expect(await find({ gateId: site.gateId })).toEqual([])
    t.clock.set('2026-03-11T23:59:59.999+08:00')
    expect(await due()).toMatchObject({ checkDueOn: '2026-03-11', checkLate: false })
    t.clock.set('2026-03-12T00:00:00+08:00')
    expect(await due()).toMatchObject({ checkLate: true })
  })

  test('[K14] a closed entrance keeps keeper, key, checks and each emergency opening', async () => {
    await begin()
    await recordCheck(t.ctx(site.guard), {
      estateId: site.estateId,
      gateId: site.sideGateId,
      kind: 'check',
      ok: true,
    })
    await recordCheck(t.ctx(site.guard), {
      estateId: site.estateId,
      gateId: site.sideGateId,
      kind: 'emergency_opening',
      ok: true,
      note: '3栋起火',
    })
    const side = async () => (await gates()).items.find(g => g.id === site.sideGateId)!
    expect(await side()).toMatchObject({ lastCheckAt: '2026-03-02T01:00:00Z', keeper: null, unkept: true })
    const keep = async (more: object) =>
      changeGate(t.ctx(manager()), {
        estateId: site.estateId,
        gateId: site.sideGateId,
        name: '南门',
        kind: 'side',
        version: (await side()).version,
        ...more,
      })
    await keep({ keeper: '钱七' })
    expect(await side()).toMatchObject({ keeper: '钱七', keyPlace: null, unkept: true })
    await keep({ keeper: '钱七', keyPlace: '值班室 3 号柜' })
    expect(await side()).toMatchObject({
      state: 'closed',
      keeper: '钱七',
      keyPlace: '值班室 3 号柜',
      unkept: false,
    })
    const trace = await t.pool.query(
      "SELECT after->>'kind' AS kind, after->>'note' AS note FROM audit WHERE estate_id = $1 AND action = 'gate.check' ORDER BY 1",
      [site.estateId],
    )
    expect(trace.rows).toEqual([
      { kind: 'check', note: null },
      { kind: 'emergency_opening', note: '3栋起火' },
    ])
  })
})

test('[S0-01] a gate is open, guarded or closed, each change with who, when and why', async () => {
  const gate = (await gates()).items.find(g => g.id === site.gateId)!
  expect(gate.state).toBe('open')
  const guarded = await setGateState(t.ctx(manager()), {
    estateId: site.estateId,
    gateId: gate.id,
    state: 'guarded',
    reason: '夜间有人值守',
    version: gate.version,
  })
  expect(guarded).toMatchObject({
    state: 'guarded',
    stateReason: '夜间有人值守',
    stateBy: '测试·manager',
    stateAt: '2026-03-02T01:00:00Z',
  })
  await expect(
    setGateState(t.ctx(manager()), {
      estateId: site.estateId,
      gateId: gate.id,
      state: 'closed',
      reason: '旧页面',
      version: gate.version,
    }),
  ).rejects.toMatchObject({ code: 'core.stale' })
})

test('[S6-33] [K1] hours are the estate’s own to set, from a date on', async () => {
  await begin()
  await setHours(t.ctx(manager()), {
    estateId: site.estateId,
    from: '06:00',
    until: '22:00',
    fromDate: '2026-03-03',
    source: '业主大会决议',
  })
  hour(t.clock, '21:30:00.000')
  expect((await register(t.ctx(site.guard), anAttempt(site))).refusal).toBe('outside_hours')
  t.clock.set('2026-03-03T21:30:00+08:00')
  expect((await register(t.ctx(site.guard), anAttempt(site))).refusal).toBeNull()
  const other = await aSite(t)
  await close(t, other)
  expect((await register(t.ctx(other.guard), anAttempt(other))).refusal).toBe('outside_hours')
})

test('[S6-01] one paper closes a whole district; an estate without a gate is named, not passed over', async () => {
  const bare = await anEstate(t, { regions: site.regions })
  const second = await aSite(t, { regions: site.regions })
  const region = {
    regionId: site.regions.district,
    ...paper,
    number: number(),
    startsAt: '2026-03-01T00:00:00+08:00',
    endsAt: '2026-03-15T00:00:00+08:00',
    reason: '疫情防控',
    purposeZh: '登记出入人员',
  }
  const done = await beginRegionClosure(t.ctx(hq()), region)
  expect(done.closed).toHaveLength(2)
  expect(done.skipped).toEqual([{ estateId: bare.id, name: bare.name, code: 'gate.no_gate' }])
  const again = await beginRegionClosure(t.ctx(hq()), region)
  expect(again.skipped.map(s => s.code).sort()).toEqual([
    'gate.closure_active',
    'gate.closure_active',
    'gate.no_gate',
  ])
  expect((await register(t.ctx(second.guard), anAttempt(second))).outcome).toBe('passed')
})

describe('the end of a closure’s data', () => {
  const erase = (who: ReturnType<typeof actor>, id: string) =>
    eraseClosure(t.ctx(who), { estateId: site.estateId, id })

  test('[S6-50] [K7] needs the closure lifted and two persons; then rows are gone, the key destroyed, the counts remain', async () => {
    const made = await begin()
    const vehicle = { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 1 }
    await register(t.ctx(site.guard), anAttempt(site, { vehicle }))
    await register(t.ctx(site.guard), anAttempt(site, { persons: [aPerson({ mask: false })] }))
    const old = await t.pool.query<{ sealed: Buffer }>('SELECT sealed FROM registrant WHERE estate_id = $1', [
      site.estateId,
    ])
    const first = hq()
    await expect(erase(first, made.id)).rejects.toMatchObject({ code: 'gate.erase_early' })
    await lift(made)
    expect((await erase(first, made.id)).erasure).toMatchObject({ confirmedBy: null })
    await expect(erase(first, made.id)).rejects.toMatchObject({ code: 'gate.own_request' })
    const certificate = (await erase(actor('privacy_officer', 'estate', site.estateId), made.id)).erasure
    expect(certificate).toMatchObject({
      before: { registrants: 1, passages: 3, stray: 0, outings: 0, vehicles: 1, incidents: 0 },
      after: { registrants: 0, passages: 0, stray: 0, outings: 0, vehicles: 0, incidents: 0 },
      keyDestroyed: true,
      confirmedBy: '测试·privacy_officer',
    })
    // A backup's rows cannot be read: the only key that opened them is gone.
    expect(await t.house.ring.closure(made.id)).toBeUndefined()
    const estateKey = new FieldCipher(await t.house.ring.estate(t.house.db, site.estateId), made.id)
    expect(() => estateKey.open('who', old.rows[0]!.sealed)).toThrow()
    const { items, total } = await listPassages(t.ctx(manager()), { estateId: site.estateId })
    expect(total).toBe(3)
    for (const i of items)
      expect([i.name, i.phone, i.idNumber, i.plate, i.unit, i.destination]).toEqual(Array(6).fill(null))
    expect(
      (await listClosures(t.ctx(manager()), { estateId: site.estateId })).items[0]?.decision.number,
    ).toBe(made.decision.number)
  })
})

test('[S6-03] the purpose notice travels to the terminal in both languages', async () => {
  await close(t, site)
  const answer = await t.http(site.guard, 'GET', `/api/estates/${site.estateId}/gate/site`)
  expect(answer.json().closure.purpose).toEqual({
    zh: '为保障居民生命安全和身体健康，登记出入人员信息，解除后销毁。',
    en: 'Taken to protect residents’ health; destroyed when the closure ends.',
  })
})

test('[S6-03] the notice for the gate says why, by which document, what is taken and when it goes; of a lifted closure there is none', async () => {
  const made = await begin({
    number: '防控〔2026〕3号',
    purposeZh: '登记出入人员',
    purposeEn: 'To trace contacts',
  })
  const printed = (ctx = t.ctx(manager())) =>
    noticePrint.document(ctx, { estateId: site.estateId, closureId: made.id })
  const zh = await printed()
  expect(zh).toMatchObject({ title: '出入登记个人信息告知书', unit: site.name, number: '防控〔2026〕3号' })
  const text = JSON.stringify(zh.blocks)
  for (const said of [
    '登记出入人员',
    '县疫情防控工作领导小组',
    '2026-03-01 – 2026-03-15',
    '身份证号',
    '手机号',
    '行驶证',
    '满 21 天',
    '密钥销毁',
  ])
    expect(text).toContain(said)
  const en = await printed({ ...t.ctx(manager()), lang: 'en' })
  expect(JSON.stringify(en.blocks)).toContain('To trace contacts')
  await expect(printed(t.ctx(actor('manager', 'estate', (await aSite(t)).estateId)))).rejects.toMatchObject({
    code: 'core.not_found',
  })
  await lift(made)
  await expect(printed()).rejects.toMatchObject({ code: 'core.not_found' })
})
