import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  type Attempt,
  entranceInTheWay,
  inForce,
  maskName,
  maskPlate,
  missingBetween,
  missingFields,
  passRefusal,
  refusalOf,
  slotOf,
  withinHours,
} from './rules.ts'

const time = (text: string) => Temporal.PlainTime.from(text)
const at = (text: string) => Temporal.Instant.from(text)

describe('hours', () => {
  const day = { from: '07:00', until: '21:00' }
  test.each([
    ['06:59:59.999', false],
    ['07:00:00.000', true],
    ['20:59:59.999', true],
    ['21:00:00.000', false],
    ['00:00:00.000', false],
    ['23:59:59.999', false],
  ])('[S6-33, K1] at %s passage is %s', (t, open) => {
    expect(withinHours(day, time(t))).toBe(open)
  })
})

describe('closure', () => {
  const closure = {
    state: 'active',
    starts_at: at('2026-03-01T00:00:00Z'),
    ends_at: at('2026-03-15T00:00:00Z'),
  }
  test.each([
    ['2026-02-28T23:59:59.999Z', false],
    ['2026-03-01T00:00:00.000Z', true],
    ['2026-03-14T23:59:59.999Z', true],
    ['2026-03-15T00:00:00.000Z', false],
  ])('[S6-01] at %s the decision binds: %s', (t, binds) => {
    expect(inForce(closure, at(t))).toBe(binds)
  })
  test('[S0-01] a lifted closure binds nobody', () => {
    expect(inForce({ ...closure, state: 'lifted' }, at('2026-03-05T00:00:00Z'))).toBe(false)
  })
})

const easy: Attempt = {
  direction: 'in',
  emergency: false,
  guardRefusal: null,
  gateState: 'guarded',
  laneDirection: 'both',
  closure: true,
  withinHours: true,
  passRefusal: null,
  masks: [true],
  vehicle: null,
}

describe('who may pass', () => {
  test('a masked person within the hours passes', () => {
    expect(refusalOf(easy)).toBeNull()
  })
  test.each(['in', 'out'] as const)('[S6-42] without mask nobody passes, %s', direction => {
    expect(refusalOf({ ...easy, direction, masks: [false] })).toBe('no_mask')
  })
  test('[S6-43] one occupant without mask stops the whole vehicle', () => {
    const vehicle = { licenceChecked: true, drivingLicenceChecked: true }
    expect(refusalOf({ ...easy, vehicle, masks: [true, true, true] })).toBeNull()
    expect(refusalOf({ ...easy, vehicle, masks: [true, false, true] })).toBe('no_mask')
  })
  test.each([
    [false, true],
    [true, false],
  ])('[S6-39, S6-40] a vehicle whose licences were not both checked is refused', (licence, driving) => {
    expect(refusalOf({ ...easy, vehicle: { licenceChecked: licence, drivingLicenceChecked: driving } })).toBe(
      'licence',
    )
  })
  test('[K1] outside the hours no ordinary passage; emergency passage wins over every refusal', () => {
    expect(refusalOf({ ...easy, withinHours: false })).toBe('outside_hours')
    expect(
      refusalOf({
        ...easy,
        withinHours: false,
        emergency: true,
        gateState: 'closed',
        masks: [false],
        passRefusal: 'pass_used',
        guardRefusal: 'stranger',
      }),
    ).toBeNull()
  })
  test('[K7] hours, masks and licences are asked under a closure only', () => {
    expect(
      refusalOf({
        ...easy,
        closure: false,
        withinHours: false,
        masks: [false],
        vehicle: { licenceChecked: false, drivingLicenceChecked: false },
      }),
    ).toBeNull()
  })
  test('[S6-15] a closed entrance lets nobody through', () => {
    expect(refusalOf({ ...easy, gateState: 'closed' })).toBe('gate_closed')
  })
  test('a lane of one direction refuses the other', () => {
    expect(refusalOf({ ...easy, laneDirection: 'out' })).toBe('lane_direction')
    expect(refusalOf({ ...easy, laneDirection: 'in' })).toBeNull()
  })
})

test('[S6-35..38] a person new under a closure is asked every item, and the mask', () => {
  expect(missingFields({ known: false }, true, 'out').sort()).toEqual(
    ['destination', 'idNumber', 'mask', 'name', 'phone', 'reason', 'unit'].sort(),
  )
})

test('[S6-49] a known person is asked where he goes and why, and coming home only the mask', () => {
  expect(missingFields({ known: true }, true, 'out').sort()).toEqual(['destination', 'mask', 'reason'])
  expect(missingFields({ known: true }, true, 'in')).toEqual(['mask'])
})

test('[K7] without a closure name, unit and reason suffice', () => {
  expect(missingFields({ known: false }, false, 'in').sort()).toEqual(['name', 'reason', 'unit'])
})

test('[S6-34] in after in shows a missing exit, out after out a missing entry', () => {
  expect(missingBetween(null, 'in')).toBeNull()
  expect(missingBetween('out', 'in')).toBeNull()
  expect(missingBetween('in', 'out')).toBeNull()
  expect(missingBetween('in', 'in')).toBe('exit')
  expect(missingBetween('out', 'out')).toBe('entry')
})

describe('[S6-15] one entrance', () => {
  const gates = [
    { id: 'north', state: 'guarded' },
    { id: 'south', state: 'closed' },
  ] as const
  test('a second may not open', () => {
    expect(entranceInTheWay(gates, 'south', 'guarded', new Set())).toBe('north')
    expect(entranceInTheWay(gates, 'south', 'open', new Set())).toBe('north')
  })
  test('it may with an approved exception, and any may close', () => {
    expect(entranceInTheWay(gates, 'south', 'guarded', new Set(['south']))).toBeNull()
    expect(entranceInTheWay(gates, 'north', 'closed', new Set())).toBeNull()
    expect(entranceInTheWay(gates, 'north', 'open', new Set())).toBeNull()
  })
})

describe('visitor passes', () => {
  const pass = {
    state: 'live',
    from_at: at('2026-03-02T01:00:00Z'),
    until_at: at('2026-03-02T13:00:00Z'),
    uses: 1,
    used: 0,
  }
  test.each([
    ['2026-03-02T00:59:59.999Z', 'pass_early'],
    ['2026-03-02T01:00:00.000Z', null],
    ['2026-03-02T12:59:59.999Z', null],
    ['2026-03-02T13:00:00.000Z', 'pass_late'],
  ])('at %s the answer is %s', (t, refusal) => {
    expect(passRefusal(pass, 'in', at(t))).toBe(refusal)
  })
  test('a used, withdrawn or unknown one does not open; leaving is free', () => {
    const noon = at('2026-03-02T04:00:00Z')
    expect(passRefusal({ ...pass, used: 1 }, 'in', noon)).toBe('pass_used')
    expect(passRefusal({ ...pass, used: 1 }, 'out', noon)).toBeNull()
    expect(passRefusal(pass, 'out', at('2026-03-03T00:00:00Z'))).toBeNull()
    expect(passRefusal({ ...pass, state: 'revoked' }, 'out', noon)).toBe('pass_revoked')
    expect(passRefusal(undefined, 'in', noon)).toBe('pass_unknown')
  })
})

test('[S6-35] names and plates are masked, rare characters whole', () => {
  expect(maskName('王小明')).toBe('王*明')
  expect(maskName('王明')).toBe('王*')
  expect(maskName('𠮷祥')).toBe('𠮷*')
  expect(maskPlate('琼A12345')).toBe('琼A·***45')
})

test('terminals spread over sixteen counter rows', () => {
  const slots = new Set(Array.from({ length: 400 }, (_, i) => slotOf(`terminal-${i}`)))
  expect(slots.size).toBe(16)
})
