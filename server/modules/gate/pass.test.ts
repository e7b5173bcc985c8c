import { beforeEach, expect, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { checkPass, invite, issuePass, listPasses, myPasses, revokeMine, revokePass } from './service-pass.ts'
import { inside } from './service-passage.ts'
import { register } from './service-register.ts'

const t = await testHouse()
let site: GateSite
const resident = () => actor('resident', 'unit', site.unitId, site.estateId)
const visit = (more: object = {}) =>
  register(
    t.ctx(site.guard),
    anAttempt(site, {
      direction: 'in',
      persons: [{ kind: 'visitor', name: '李雷', reason: '做客' }],
      ...more,
    }),
  )

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

test('a resident invites a visitor; the guard types the code once and the home stands beside him', async () => {
  const made = await invite(t.ctx(resident()), { estateId: site.estateId, guest: '李雷' })
  expect(made).toMatchObject({
    unit: '1-2-301',
    state: 'live',
    issuedAs: 'resident',
    untilAt: '2026-03-02T13:00:00Z',
  })
  expect(made.code).toMatch(/^\d{6}$/)
  const seen = await checkPass(t.ctx(site.guard), { estateId: site.estateId, code: made.code! })
  expect(seen).toMatchObject({ refusal: null, pass: { unit: '1-2-301', code: null } })
  expect((await visit({ passCode: made.code })).outcome).toBe('passed')
  expect((await inside(t.ctx(site.guard), { estateId: site.estateId })).items).toMatchObject([
    { unit: '1-2-301', kind: 'visitor', overstay: false, dueOutAt: '2026-03-02T13:00:00Z' },
  ])
  hour(t.clock, '21:00:00.001')
  expect((await inside(t.ctx(site.guard), { estateId: site.estateId })).overstays).toBe(1)
})

test('a code opens once, within its period, and each refusal is recorded with its reason', async () => {
  const made = await issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '李雷' })
  expect(made.issuedAs).toBe('guard')
  expect((await visit({ passCode: made.code })).refusal).toBeNull()
  expect((await visit({ passCode: made.code })).refusal).toBe('pass_used')
  expect((await visit({ passCode: made.code === '000000' ? '000001' : '000000' })).refusal).toBe(
    'pass_unknown',
  )
  const two = await issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '韩梅' })
  hour(t.clock, '20:59:59.999')
  expect(
    (await checkPass(t.ctx(site.guard), { estateId: site.estateId, code: two.code! })).refusal,
  ).toBeNull()
  hour(t.clock, '21:00:00.000')
  expect((await visit({ passCode: two.code })).refusal).toBe('pass_late')
})

test('the same code at two gates at once lets one in', async () => {
  const made = await issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '李雷' })
  const answers = await Promise.all([
    visit({ passCode: made.code }),
    visit({ passCode: made.code, gateId: site.sideGateId }),
  ])
  expect(answers.map(a => a.outcome).sort()).toEqual(['passed', 'refused'])
  expect(answers.find(a => a.outcome === 'refused')?.refusal).toBe('pass_used')
})

test('[S6-34..38] under a closure a visitor with a code is asked everything else, and the mask', async () => {
  await close(t, site)
  const made = await issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '李雷' })
  await expect(visit({ passCode: made.code })).rejects.toMatchObject({ code: 'core.invalid' })
  const masked = aPerson({ kind: 'visitor', unit: undefined })
  expect((await visit({ passCode: made.code, persons: [{ ...masked, mask: false }] })).refusal).toBe(
    'no_mask',
  )
  expect((await visit({ passCode: made.code, persons: [masked] })).outcome).toBe('passed')
})

test('a household sees and withdraws its own passes only; the code is nobody else’s to read', async () => {
  const made = await invite(t.ctx(resident()), { estateId: site.estateId, guest: '李雷' })
  const stranger = actor('resident', 'unit', (await aSite(t)).unitId, site.estateId)
  expect((await myPasses(t.ctx(stranger), { estateId: site.estateId })).items).toEqual([])
  await expect(revokeMine(t.ctx(stranger), { estateId: site.estateId, id: made.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  expect((await myPasses(t.ctx(resident()), { estateId: site.estateId })).hours).toBe(
    (Date.parse(made.untilAt) - Date.parse(made.fromAt)) / 3_600_000,
  )
  const { items } = await listPasses(t.ctx(site.guard), { estateId: site.estateId })
  expect(items).toMatchObject([{ guest: '李*', code: null }])
  expect((await myPasses(t.ctx(resident()), { estateId: site.estateId })).items).toMatchObject([
    { guest: '李雷', code: made.code },
  ])
  await revokeMine(t.ctx(resident()), { estateId: site.estateId, id: made.id })
  expect((await visit({ passCode: made.code })).refusal).toBe('pass_revoked')
  await expect(revokePass(t.ctx(site.guard), { estateId: site.estateId, id: made.id })).rejects.toMatchObject(
    { code: 'gate.pass_ended' },
  )
})

test('a pass lasts no longer than the rule allows and is for a unit that exists', async () => {
  const issue = (more: object) =>
    issuePass(t.ctx(site.guard), { estateId: site.estateId, unit: '1-2-301', guest: '李雷', ...more })
  await expect(issue({ unit: '9-9-999' })).rejects.toMatchObject({ code: 'gate.unit_unknown' })
  await expect(issue({ untilAt: '2026-03-09T09:00:00.001+08:00' })).rejects.toMatchObject({
    code: 'gate.pass_period',
    params: { hours: 168 },
  })
  expect((await issue({ untilAt: '2026-03-09T09:00:00.000+08:00' })).state).toBe('live')
  await expect(issue({ untilAt: '2026-03-02T08:00:00+08:00' })).rejects.toMatchObject({
    code: 'gate.pass_period',
  })
})
