import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { createAccount } from '../people/accounts.ts'
import { base32, codeHead, codeText, codeTime, paperText, readShown, signedBytes, unbase32 } from './code.ts'
import { addKey, endMyKey, myKeys } from './service-key.ts'
import { listPassages } from './service-passage.ts'
import { endPermit, issuePermit, permitPaper } from './service-permit.ts'
import { register } from './service-register.ts'
import { snapshot } from './service-snapshot.ts'

const t = await testHouse()
let site: GateSite

/** A phone of a home: its account holds the right of that home, its key pair is its own. */
async function aPhone() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const part = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
  const point = Buffer.concat([Buffer.from([4]), part(jwk.x), part(jwk.y)])
  const resident = actor('owner', 'unit', site.unitId, site.estateId)
  const account = await createAccount(t.ctx(system), {
    username: `p${resident.id.slice(-12)}`,
    name: '王小明',
    password: 'kite-river-2718',
    assignment: { role: 'owner', scope: 'unit', targetId: site.unitId, estateId: site.estateId },
  })
  resident.id = account.account.id
  const key = await addKey(t.ctx(resident), {
    estateId: site.estateId,
    publicKey: point.toString('base64'),
    device: '手机',
  })
  return { resident, privateKey, key }
}
type Phone = Awaited<ReturnType<typeof aPhone>>

function codeOf(privateKey: KeyObject, estateId: string, keyId: string, ms: number): string {
  const head = codeHead(estateId, keyId, ms)
  const signer = createSign('sha256').update(signedBytes(head))
  return codeText(head, signer.sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }))
}
const nowMs = () => t.clock.now().epochMilliseconds
const show = (phone: Phone, ms = nowMs()) => codeOf(phone.privateKey, site.estateId, phone.key.id, ms)
const enter = (passText: string, more: object = {}) =>
  register(t.ctx(site.guard), anAttempt(site, { direction: 'in', persons: [aPerson()], passText, ...more }))

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

test('base32 goes there and back for every length; a foreign sign is no text of ours', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), bytes => {
      expect([...(unbase32(base32(bytes)) ?? [])]).toEqual([...bytes])
    }),
  )
  expect(unbase32('A1')).toBeUndefined()
  for (const text of ['', 'AJ1', 'AJ1AAAA', 'AJP', 'https://example.cn', '１２３４５６', 'AJ1!!!!'])
    expect(readShown(text).kind, text).toBe('unknown')
  expect(readShown(' h-123456 ')).toEqual({ kind: 'number', number: 'H-123456' })
})

test('a code opens until 30 s and the skew have passed, to the millisecond, and as much ahead', () => {
  const rule = { seconds: 30, skewSeconds: 5 }
  expect(codeTime(1_000_000, 1_035_000, rule)).toBeNull()
  expect(codeTime(1_000_000, 1_035_001, rule)).toBe('code_late')
  expect(codeTime(1_000_000, 995_000, rule)).toBeNull()
  expect(codeTime(1_000_000, 994_999, rule)).toBe('code_early')
})

describe('[S6-49] a code signed by a resident’s phone', () => {
  beforeEach(async () => {
    await close(t, site)
  })

  test('opens; the passage keeps which phone it was', async () => {
    const phone = await aPhone()
    const done = await enter(show(phone))
    expect(done).toMatchObject({ outcome: 'passed', refusal: null })
    const kept = await t.pool.query('SELECT pass_id FROM passage WHERE estate_id = $1', [site.estateId])
    expect(kept.rows).toEqual([{ pass_id: phone.key.id }])
  })

  test('forged, expired to the ms, of another estate, unknown and revoked are refused, each with its reason', async () => {
    const phone = await aPhone()
    const thief = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const why = async (text: string) => (await enter(text)).refusal
    expect(await why(codeOf(thief, site.estateId, phone.key.id, nowMs()))).toBe('code_forged')
    const good = show(phone)
    const changed = good.slice(0, 60) + (good[60] === 'A' ? 'B' : 'A') + good.slice(61)
    expect(['code_forged', 'pass_unknown']).toContain(await why(changed))
    expect(await why(show(phone, nowMs() - 35_001))).toBe('code_late')
    expect(await why(show(phone, nowMs() + 5_001))).toBe('code_early')
    expect(await why(codeOf(phone.privateKey, newId(), phone.key.id, nowMs()))).toBe('pass_gate')
    expect(await why(codeOf(phone.privateKey, site.estateId, newId(), nowMs()))).toBe('pass_unknown')
    expect(await why('AJ1JUNK')).toBe('pass_unknown')
    expect(await why(show(phone, nowMs() - 35_000))).toBeNull()
    await endMyKey(t.ctx(phone.resident), { estateId: site.estateId, id: phone.key.id })
    expect(await why(show(phone))).toBe('pass_revoked')
  })

  test('who moved out shows a code that opens nothing', async () => {
    const phone = await aPhone()
    await t.pool.query('UPDATE role_assignment SET until_at = $1 WHERE account_id = $2', [
      '2026-03-02T01:00:00Z',
      phone.resident.id,
    ])
    expect((await enter(show(phone))).refusal).toBe('pass_revoked')
  })

  test('a screenshot shown later is too old; the same code twice is refused at the same gate and at another', async () => {
    const phone = await aPhone()
    const code = show(phone)
    expect((await enter(code)).outcome).toBe('passed')
    expect((await enter(code)).refusal).toBe('code_used')
    expect((await enter(code.toLowerCase())).refusal).toBe('code_used')
    t.clock.set('2026-03-02T09:00:40.000+08:00')
    expect((await enter(code)).refusal).toBe('code_late')
  })

  test('shown at two gates in the same moment it opens one', async () => {
    const phone = await aPhone()
    const code = show(phone)
    const all = await Promise.all([1, 2, 3, 4].map(() => enter(code)))
    expect(all.map(a => a.refusal).filter(r => r === null)).toHaveLength(1)
    expect(all.map(a => a.refusal).filter(r => r === 'code_used')).toHaveLength(3)
  })

  test('[SX-13] two gates without network both let it in: the second to arrive carries the mark', async () => {
    const phone = await aPhone()
    const code = show(phone)
    const offline = { passText: code, decided: 'passed' as const, direction: 'in' as const }
    const { registerOne } = await import('./service-register.ts')
    const arrival = { offline: true, at: t.clock.now() }
    const one = await registerOne(t.ctx(site.guard), site.estateId, anAttempt(site, offline), arrival)
    const two = await registerOne(t.ctx(site.guard), site.estateId, anAttempt(site, offline), arrival)
    expect([one.answer.conflict, two.answer.conflict]).toEqual([null, 'code_used'])
    expect(two.answer.outcome).toBe('passed')
    const marked = await listPassages(t.ctx(site.guard), { estateId: site.estateId, only: 'conflict' })
    expect(marked.items.map(i => i.conflict)).toEqual(['code_used'])
  })

  test('what the guard still has to ask does not use the code up; a repeat of the request does not either', async () => {
    const phone = await aPhone()
    const code = show(phone)
    await expect(enter(code, { persons: [{ kind: 'resident', mask: true }] })).rejects.toMatchObject({
      code: 'core.invalid',
    })
    const attempt = anAttempt(site, { direction: 'in', passText: code })
    const first = await register(t.ctx(site.guard), attempt)
    expect(first.outcome).toBe('passed')
    expect(await register(t.ctx(site.guard), attempt)).toEqual(first)
  })

  test('the terminal holds public keys only, and names an ended one so that it can refuse it', async () => {
    const phone = await aPhone()
    const before = await snapshot(t.ctx(site.guard), { estateId: site.estateId })
    expect(before.keys).toMatchObject([{ id: phone.key.id, unit: '1-2-301', ended: false }])
    expect(Buffer.from(before.keys[0]!.publicKey, 'base64')).toHaveLength(65)
    await endMyKey(t.ctx(phone.resident), { estateId: site.estateId, id: phone.key.id })
    const after = await snapshot(t.ctx(site.guard), { estateId: site.estateId, since: before.now })
    expect(after.keys).toMatchObject([{ id: phone.key.id, ended: true }])
  })

  test('a phone registers a real point once; five phones at most', async () => {
    const phone = await aPhone()
    const add = (publicKey: string) =>
      addKey(t.ctx(phone.resident), { estateId: site.estateId, publicKey, device: '旧手机' })
    await expect(add(Buffer.alloc(65, 4).toString('base64'))).rejects.toMatchObject({ code: 'gate.key_bad' })
    await expect(add('AAAA')).rejects.toMatchObject({ code: 'gate.key_bad' })
    const point = () => {
      const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
      return Buffer.concat([
        Buffer.from([4]),
        Buffer.from(jwk.x ?? '', 'base64url'),
        Buffer.from(jwk.y ?? '', 'base64url'),
      ]).toString('base64')
    }
    for (let i = 0; i < 4; i++) await add(point())
    await expect(add(point())).rejects.toMatchObject({ code: 'gate.keys_many' })
    expect((await myKeys(t.ctx(phone.resident), { estateId: site.estateId })).keys).toHaveLength(5)
  })
})

describe('[S6-49] a printed pass for people without a phone', () => {
  const desk = () => actor('front_desk', 'estate', site.estateId)

  test('opens by its code and its number; a copy with another secret is forged; lost, it opens nothing and the new one does', async () => {
    await close(t, site)
    const made = await issuePermit(t.ctx(desk()), {
      estateId: site.estateId,
      kind: 'household',
      unit: '1-2-301',
    })
    const { text } = await permitPaper(t.ctx(desk()), site.estateId, made.id)
    expect((await enter(text)).outcome).toBe('passed')
    expect((await enter(made.number)).outcome).toBe('passed')
    expect((await enter(paperText(made.id, createHash('sha1').digest('hex').slice(0, 20)))).refusal).toBe(
      'code_forged',
    )
    const { fresh, ended } = await endPermit(t.ctx(desk()), {
      estateId: site.estateId,
      id: made.id,
      state: 'lost',
      reason: '丢了',
      replace: true,
      version: made.version,
    })
    expect(ended.state).toBe('lost')
    expect((await enter(text)).refusal).toBe('pass_lost')
    const again = await permitPaper(t.ctx(desk()), site.estateId, fresh!.id)
    expect(again.text).not.toBe(text)
    expect((await enter(again.text)).outcome).toBe('passed')
  })

  test('a gate that is not on it refuses it', async () => {
    const made = await issuePermit(t.ctx(desk()), {
      estateId: site.estateId,
      kind: 'worker',
      holder: '李师傅',
      gates: [site.sideGateId],
    })
    const { text } = await permitPaper(t.ctx(system), site.estateId, made.id)
    expect((await enter(text, { persons: [aPerson({ idNumber: undefined, kind: 'worker' })] })).refusal).toBe(
      'pass_gate',
    )
    const side = { gateId: site.sideGateId, persons: [aPerson({ idNumber: undefined, kind: 'worker' })] }
    expect((await enter(text, side)).outcome).toBe('passed')
  })
})
