import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { refusalOf, withinHours as serverHours } from '../../../server/modules/gate/rules.ts'
import { decide, findPass, withinHours } from './decide.ts'
import { find } from './find.ts'

const day = Temporal.Instant.from('2026-03-02T00:00:00+08:00').epochMilliseconds

test('[S6-33, S6-42, S6-43, K1] the terminal without network decides as the server would', () => {
  const attempt = fc.record({
    direction: fc.constantFrom('in' as const, 'out' as const),
    masks: fc.array(fc.boolean(), { maxLength: 3 }),
    vehicle: fc.option(fc.record({ licenceChecked: fc.boolean(), drivingLicenceChecked: fc.boolean() })),
    emergency: fc.boolean(),
    refuse: fc.boolean(),
    state: fc.constantFrom('open' as const, 'guarded' as const, 'closed' as const),
    closure: fc.boolean(),
    pass: fc.constantFrom(null, 'pass_used' as const),
    ms: fc.integer({ min: day, max: day + 86_399_999 }),
  })
  fc.assert(
    fc.property(attempt, a => {
      const hours = { from: '07:00', until: '21:00' }
      const time = Temporal.Instant.fromEpochMilliseconds(a.ms)
        .toZonedDateTimeISO('Asia/Shanghai')
        .toPlainTime()
      const expected = refusalOf({
        direction: a.direction,
        emergency: a.emergency,
        guardRefusal: a.refuse ? 'stranger' : null,
        gateState: a.state,
        laneDirection: 'both',
        closure: a.closure,
        withinHours: serverHours(hours, time),
        passRefusal: a.pass,
        masks: a.masks,
        vehicle: a.vehicle,
      })
      const site = {
        hours,
        gates: [{ id: 'g', name: '北门', state: a.state }],
        closure: a.closure
          ? { id: 'c', number: '1', issuer: 'x', endsAt: '2026-04-01T00:00:00Z', purpose: { zh: '', en: '' } }
          : null,
      }
      const said = decide(
        site,
        {
          gateId: 'g',
          direction: a.direction,
          persons: a.masks.map(mask => ({ mask })),
          ...(a.vehicle ? { vehicle: { ...a.vehicle, plate: '琼A12345', occupants: a.masks.length } } : {}),
          ...(a.emergency ? { emergency: { kind: 'medical' as const, reason: '急救' } } : {}),
          ...(a.refuse ? { refuse: { reason: 'stranger' as const } } : {}),
        },
        a.pass,
        a.ms,
      )
      expect(said).toBe(expected)
    }),
  )
})

test.each([
  ['06:59:59.999', false],
  ['07:00:00.000', true],
  ['20:59:59.999', true],
  ['21:00:00.000', false],
])('[S6-33] the terminal’s own hours at %s: %s', (time, open) => {
  const ms = Temporal.Instant.from(`2026-03-02T${time}+08:00`).epochMilliseconds
  expect(withinHours({ from: '07:00', until: '21:00' }, ms)).toBe(open)
})

const person = (unit: string, name: string, initials: string, last4: string, plate = '') => ({
  id: `${unit}${name}`,
  kind: 'resident' as const,
  unit,
  name,
  initials,
  last4,
  plate,
  last: null,
  destination: '',
  reason: '',
  fromRegister: false,
})
const people = [
  person('1-2-301', '王*明', 'wxm', '5678', '琼A12345'),
  person('1-2-301', '李*', 'll', '1111'),
  person('11-2-30', '张*', 'zs', '0301'),
  person('3-1-1201', '王*', 'wf', '2222'),
]
const names = (q: string) => find(people, q).map(p => `${p.unit} ${p.name}`)

test('[S6-49] a returning resident is found by door number, initials, last four digits, plate or surname', () => {
  expect(names('1-2-301')).toEqual(['1-2-301 李*', '1-2-301 王*明'])
  expect(names('12301').slice(0, 2)).toEqual(['1-2-301 李*', '1-2-301 王*明'])
  expect(names('wxm')).toEqual(['1-2-301 王*明'])
  expect(names('5678')).toEqual(['1-2-301 王*明'])
  expect(names('A12345')).toEqual(['1-2-301 王*明'])
  expect(names('琼A·12345')).toEqual(['1-2-301 王*明'])
  expect(names('王')).toEqual(['1-2-301 王*明', '3-1-1201 王*'])
  expect(names('0301')[0]).toBe('11-2-30 张*')
  expect(names('')).toEqual([])
})

test('a spoken code is checked without network, by its proof alone', async () => {
  const pass = {
    id: 'p1',
    proof: createHash('sha256').update('p1:123456').digest('hex'),
    unit: '1-2-301',
    guest: '李*',
    fromAt: '2026-03-02T00:00:00Z',
    untilAt: '2026-03-02T12:00:00Z',
    left: 1,
  }
  const at = (text: string) => Date.parse(text)
  const said = async (code: string, when: string, left = 1) =>
    (await findPass({ passes: [{ ...pass, left }] }, code, at(when))).refusal
  expect(await said('123456', '2026-03-02T11:59:59.999Z')).toBeNull()
  expect(await said('123456', '2026-03-02T12:00:00.000Z')).toBe('pass_late')
  expect(await said('123456', '2026-03-01T23:59:59.999Z')).toBe('pass_early')
  expect(await said('123456', '2026-03-02T10:00:00Z', 0)).toBe('pass_used')
  expect(await said('654321', '2026-03-02T10:00:00Z')).toBe('pass_unknown')
})
