/** Anything may arrive at a device's address: no parser falls over, and nothing that is not a whole event becomes one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardForms, cardNumber, cardReadings } from './card-number.ts'
import { decide, type LaneFacts } from './decide.ts'
import { guessMaker, makerLines } from './makers.ts'
import { normalPlate } from './plate.ts'
import type { Parsed } from './wire.ts'
import { positionOf, statusCodeOf } from './wire-hikvision.ts'
import { answerVzenith } from './wire-vzenith.ts'

const runs = process.env.ANJU_LONG ? 100_000 : 400

const vz = JSON.stringify({
  AlarmInfoPlate: {
    serialno: 's',
    result: {
      PlateResult: {
        license: '京AF12345',
        confidence: 96,
        plateid: 1,
        isoffline: 0,
        timeStamp: { Timeval: { sec: 1441815171, usec: 1 } },
      },
    },
  },
})
const hik =
  '<EventNotificationAlert><eventType>ANPR</eventType><dateTime>2026-05-07T17:48:03+08:00</dateTime><ANPR><licensePlate>京A12345</licensePlate><confidenceLevel>98</confidenceLevel></ANPR><UUID>u</UUID></EventNotificationAlert>'
const samples: Record<string, { body: string; type: string; path: string }> = {
  vzenith: { body: vz, type: 'application/json', path: '' },
  huaxia: {
    body: `type=online&plate_num=${encodeURIComponent('京A12345')}&confidence=95&start_time=1441815171&vdc_type=in`,
    type: 'application/x-www-form-urlencoded',
    path: '',
  },
  hikvision: {
    body: `--b\r\nContent-Disposition: form-data; name="anpr.xml"\r\n\r\n${hik}\r\n--b--\r\n`,
    type: 'multipart/form-data; boundary=b',
    path: '',
  },
  access: {
    body: '{"eventType":"AccessControllerEvent","AccessControllerEvent":{"majorEventType":5,"subEventType":1,"cardNo":"1","serialNo":2}}',
    type: 'application/json',
    path: '',
  },
  dahua: {
    body: '{"Picture":{"Plate":{"PlateNumber":"京A12345","Confidence":97},"SnapInfo":{"DeviceID":"E","AccurateTime":"2026-05-07 17:48:03.847"}}}',
    type: 'application/json',
    path: 'NotificationInfo/TollgateInfo',
  },
  plain: {
    body: '{"event":"plate","id":"1","plate":"京A12345","confidence":97}',
    type: 'application/json',
    path: '',
  },
}

/** Every field of the answer is what the type says, whatever came in. */
function sound(p: Parsed): void {
  expect(['plate', 'card', 'beat', 'dropped', 'malformed']).toContain(p.kind)
  if (p.kind !== 'plate') return
  expect(p.raw.length).toBeLessThanOrEqual(24)
  expect(typeof p.record).toBe('string')
  if (p.confidence !== null)
    expect(p.confidence >= 0 && p.confidence <= 100 && Number.isInteger(p.confidence)).toBe(true)
  if (p.deviceMs !== null) expect(Number.isSafeInteger(p.deviceMs)).toBe(true)
}

/** A sound message with bytes changed, cut, doubled or put in. */
const broken = (body: string) =>
  fc
    .record({
      cut: fc.option(fc.nat(body.length + 20)),
      put: fc.array(fc.tuple(fc.nat(body.length + 20), fc.uint8Array({ maxLength: 12 })), { maxLength: 4 }),
      twice: fc.boolean(),
    })
    .map(({ cut, put, twice }) => {
      let bytes = Buffer.from(body)
      for (const [at, extra] of put)
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(extra), bytes.subarray(at + extra.length)])
      if (cut !== null) bytes = bytes.subarray(0, cut)
      return twice ? Buffer.concat([bytes, bytes]) : bytes
    })

const lane: LaneFacts = {
  id: 'l',
  direction: 'both',
  gate: 'open',
  temporary: 'hold',
  leaving: 'right',
  passback: 'off',
}
const rule = {
  confidence: 80,
  knownConfidence: 60,
  sameMs: 8000,
  twoLanesMs: 0,
  repeatMs: 10_000,
  lateMs: 120_000,
}
/** the plates of the examples have a right; nothing else has */
const known = new Set(['京AF12345', '京A12345'])

/** Decides what was read as a lane would: only a whole plate that has a right moves anything. */
function opensNothingElse(p: Parsed): void {
  if (p.kind !== 'plate' || p.openedByDevice) return
  const plate = normalPlate(p.raw)
  const right = {
    id: 'r',
    kind: 'owner',
    lanes: null,
    direction: 'both',
    fromMs: 0,
    untilMs: null,
    group: null,
  } as const
  const rights = known.has(plate) ? [right] : []
  const { outcome } = decide(
    lane,
    { ...p, plate, direction: p.direction ?? 'in', nowMs: 1 },
    { rights, last: null, groupInside: () => 0, near: [] },
    rule,
    null,
  )
  if (outcome === 'open') expect(known.has(plate) && !p.replay).toBe(true)
}

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=GBK',
  'text/xml',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  '',
  ';;;=',
)

describe.each(Object.entries(samples))('%s', (maker, sample) => {
  const line = makerLines[maker as keyof typeof makerLines]

  test(`[S3-56] the ${maker} example reads whole; every cut of it reads as nothing, never as another plate`, () => {
    const whole = line.parse(Buffer.from(sample.body), sample.type, sample.path)
    expect(whole.kind).toBe(maker === 'access' ? 'card' : 'plate')
    for (let cut = 0; cut < Buffer.byteLength(sample.body); cut++) {
      const part = line.parse(Buffer.from(sample.body).subarray(0, cut), sample.type, sample.path)
      sound(part)
      // a form has no end mark: what came so far is all that can be known, and a half plate is no known one
      if (maker !== 'huaxia' && part.kind === 'plate' && whole.kind === 'plate')
        expect(part.raw).toBe(whole.raw)
    }
  })

  test(`[S3-56] ${maker}: no body makes the parser fall over`, () => {
    fc.assert(
      fc.property(broken(sample.body), types, (body, type) => {
        const parsed = line.parse(body, type, sample.path)
        sound(parsed)
        opensNothingElse(parsed)
      }),
      { numRuns: runs },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), types, (body, type) => {
        const parsed = line.parse(Buffer.from(body), type, sample.path)
        sound(parsed)
        expect(parsed.kind === 'plate' && parsed.raw !== '').toBe(false)
      }),
      { numRuns: runs },
    )
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), body =>
        sound(line.parse(Buffer.from(body), sample.type, sample.path)),
      ),
      { numRuns: runs },
    )
  })
})

test('[S3-56] what was not decided to open carries nothing that opens, in any maker’s answer', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.option(fc.string()), (taken, code) => {
      const reply = { open: false, taken, ...(code === null ? {} : { code }) }
      expect(makerLines.vzenith.answer(reply)).toMatchObject({
        Response_AlarmInfoPlate: { info: 'no', is_pay: 'false' },
      })
      expect(makerLines.huaxia.answer(reply)).toMatchObject({ gpio_data: [] })
      expect(makerLines.plain.answer(reply)).toMatchObject({ open: false })
    }),
  )
  expect(JSON.stringify(answerVzenith(false))).not.toContain('"ok"')
})

test('[S3-56] an unknown device’s maker is guessed from its message; hostile XML is no message', () => {
  for (const [maker, sample] of Object.entries(samples))
    expect(guessMaker(Buffer.from(sample.body), sample.type, sample.path).maker).toBe(maker)
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><EventNotificationAlert><ANPR><licensePlate>&b;</licensePlate></ANPR></EventNotificationAlert>'
  expect(makerLines.hikvision.parse(Buffer.from(bomb), 'text/xml', '').kind).toBe('malformed')
})

test('[S3-48] figures of cards and answers of devices never make anything fall over', () => {
  fc.assert(
    fc.property(
      fc.string(),
      s => void [cardForms(s), cardNumber(s), cardReadings(s), statusCodeOf(s), positionOf(s)],
    ),
    { numRuns: runs },
  )
  expect(
    statusCodeOf(
      '<ResponseStatus><statusCode>4</statusCode><subStatusCode>notSupport</subStatusCode></ResponseStatus>',
    ),
  ).toEqual({ accepted: false, said: '4 notSupport' })
  expect(positionOf('<x><barrierGateStatus>2</barrierGateStatus></x>')).toBe('opened')
})
