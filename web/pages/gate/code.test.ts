import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as server from '../../../server/modules/gate/code.ts'
import * as quota from '../../../server/modules/gate/quota.ts'
import { base32, codeTime, judgeText, makeKeys, permitRefusal, readShown, signCode } from './code.ts'
import { nextOuting } from './quota.ts'
import { idHolds, readCard } from './read-text.ts'

const estateId = '01900000-0000-7000-8000-0000000000aa'
const keyId = '01900000-0000-7000-8000-0000000000bb'
const gateId = '01900000-0000-7000-8000-0000000000cc'
const rule = { seconds: 30, skewSeconds: 5, readSeconds: 300 }
const now = Date.parse('2026-03-02T09:00:00+08:00')
const here = { estateId, gateId, ms: now }
const none = new Set<string>()

async function aTerminal() {
  const { privateKey, publicKey } = await makeKeys()
  const key = { id: keyId, publicKey, unit: '1-2-301', name: '王*明', last4: '5678', ended: false }
  return { privateKey, site: { code: rule, keys: [key], permits: [] } }
}

describe('[S6-49] the terminal verifies a phone’s code without network', () => {
  test('what the phone signs, the terminal and the server both read and accept', async () => {
    const { privateKey, site } = await aTerminal()
    const text = await signCode(privateKey, estateId, keyId, now)
    expect(text).toMatch(/^AJ1[A-Z2-7]{164}$/)
    expect(await judgeText(site, here, text, none)).toMatchObject({ refusal: null, unit: '1-2-301' })
    const read = server.readShown(text)
    if (read.kind !== 'code') throw new Error('a code')
    expect(read).toMatchObject({ estateId, keyId, ms: now })
    const point = Buffer.from(site.keys[0]!.publicKey, 'base64')
    expect(server.signatureHolds(point, read.signed, read.signature)).toBe(true)
    read.signed[37]! ^= 1
    expect(server.signatureHolds(point, read.signed, read.signature)).toBe(false)
  })

  test('forged, expired to the ms, wrong gate, revoked, a screenshot and a second showing are refused with the reason', async () => {
    const { privateKey, site } = await aTerminal()
    const thief = await makeKeys()
    const why = async (text: string, at = here, used = none) =>
      (await judgeText(site, at, text, used)).refusal
    const good = await signCode(privateKey, estateId, keyId, now)
    expect(await why(await signCode(thief.privateKey, estateId, keyId, now))).toBe('code_forged')
    expect(await why(good, { ...here, ms: now + 35_000 })).toBeNull()
    expect(await why(good, { ...here, ms: now + 35_001 })).toBe('code_late')
    expect(await why(good, { ...here, ms: now - 5_000 })).toBeNull()
    expect(await why(good, { ...here, ms: now - 5_001 })).toBe('code_early')
    expect(await why(await signCode(privateKey, gateId, keyId, now))).toBe('pass_gate')
    expect(await why(await signCode(privateKey, estateId, gateId, now))).toBe('pass_unknown')
    const { mark } = await judgeText(site, here, good, none)
    expect(await why(good, here, new Set([mark ?? '']))).toBe('code_used')
    site.keys[0]!.ended = true
    expect(await why(good)).toBe('pass_revoked')
  })

  test('a printed pass is checked by its proof; the terminal could not make one', async () => {
    const secret = randomBytes(10).toString('hex')
    const permit = {
      id: keyId,
      number: 'H-123456',
      kind: 'household' as const,
      unit: '1-2-301',
      holder: '',
      gates: null,
      hours: null,
      fromAt: '2026-03-01T00:00:00Z',
      untilAt: '2026-04-01T00:00:00Z',
      proof: createHash('sha256').update(`${keyId}:${secret}`).digest('hex'),
      state: 'live' as const,
    }
    const site = { code: rule, keys: [], permits: [permit] }
    const paper = server.paperText(keyId, secret)
    expect(await judgeText(site, here, paper, none)).toMatchObject({ refusal: null, unit: '1-2-301' })
    const forged = server.paperText(keyId, randomBytes(10).toString('hex'))
    expect((await judgeText(site, here, forged, none)).refusal).toBe('code_forged')
    expect((await judgeText(site, here, 'h-123456', none)).refusal).toBeNull()
    expect((await judgeText(site, here, 'H-000000', none)).refusal).toBe('pass_unknown')
  })
})

test('the terminal reads, times and counts as the server does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 120 }), fc.boolean(), (bytes, paper) => {
      const text = `AJ${paper ? 'P' : '1'}${base32(bytes)}`
      expect(readShown(text).kind).toBe(server.readShown(text).kind)
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), ms => {
      expect(codeTime(now, now + ms, rule)).toBe(server.codeTime(now, now + ms, rule))
    }),
  )
  const day = fc.integer({ min: 1, max: 28 }).map(n => `2026-02-${String(n).padStart(2, '0')}`)
  fc.assert(
    fc.property(
      fc.array(day, { maxLength: 6 }),
      day,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      (days, today, outings, everyDays, count) => {
        const r = { outings, everyDays }
        expect(nextOuting(r, days, today, count)).toEqual(quota.nextOuting(r, days, today, count))
      },
    ),
  )
  const hours = fc.option(fc.constant({ from: '07:00', until: '21:00' }))
  fc.assert(
    fc.property(
      fc.constantFrom('live' as const, 'lost' as const, 'revoked' as const),
      fc.option(fc.constantFrom(gateId, keyId).map(id => [id])),
      hours,
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      (state, gates, span, plus) => {
        const ms = now + plus
        const fromMs = now - 50_000_000
        const untilMs = now + 50_000_000
        const local = (ms / 60_000 + 480) % 1440
        const held = {
          id: keyId,
          number: 'W-1',
          kind: 'worker' as const,
          unit: null,
          holder: '',
          proof: '',
          state,
          gates,
          hours: span,
          fromAt: new Date(fromMs).toISOString(),
          untilAt: new Date(untilMs).toISOString(),
        }
        const facts = { state, gates, hours: span, fromMs, untilMs }
        expect(permitRefusal(held, gateId, ms)).toBe(quota.permitRefusal(facts, gateId, ms, local))
      },
    ),
  )
})

test('[J-03] one outing in two days: free again at the third day’s first instant, not before', () => {
  const r = { outings: 1, everyDays: 2 }
  expect(quota.nextOuting(r, [], '2026-12-01')).toEqual({ used: 0, next: null })
  expect(quota.nextOuting(r, ['2026-11-30'], '2026-11-30')).toEqual({ used: 1, next: '2026-12-02' })
  expect(quota.nextOuting(r, ['2026-11-30'], '2026-12-01')).toEqual({ used: 1, next: '2026-12-02' })
  expect(quota.nextOuting(r, ['2026-11-30'], '2026-12-02')).toEqual({ used: 0, next: null })
  expect(quota.nextOuting({ outings: 2, everyDays: 3 }, ['2026-12-01', '2026-12-02'], '2026-12-03')).toEqual({
    used: 2,
    next: '2026-12-04',
  })
  expect(quota.nextOuting({ outings: 0, everyDays: 1 }, ['2026-12-01'], '2026-12-01').next).toBeNull()
})

test('[S6-35] a scanner’s text: the number stands only with its checksum, with or without the rest of the card', () => {
  expect(idHolds('11010519491231002X')).toBe(true)
  expect(idHolds('110105194912310021')).toBe(false)
  expect(readCard('11010519491231002x')).toEqual({ idNumber: '11010519491231002X' })
  expect(readCard('１１０１０５１９４９１２３１００２X')).toEqual({ idNumber: '11010519491231002X' })
  expect(readCard('王小明 11010519491231002X')).toEqual({ idNumber: '11010519491231002X', name: '王小明' })
  expect(readCard('姓名:阿卜杜拉·买买提,性别:男,公民身份号码:11010519491231002X')).toEqual({
    idNumber: '11010519491231002X',
    name: '阿卜杜拉·买买提',
  })
  expect(readCard('110105194912310021')).toBeUndefined()
  expect(readCard('1-2-301')).toBeUndefined()
})
