/** Worked cases: each line is a stay as a driver would reckon it by hand. Times are local (Asia/Shanghai), money in yuan. */
import { describe, expect, test } from 'vitest'
import { aTariff } from '../../../test/parking.ts'
import type { TariffBody } from './contract-tariff.ts'
import { coveredUntil, feeOf, type StayInput, type TariffVersion } from './tariff.ts'
import { faultsOf, type ParkingLimits } from './tariff-faults.ts'
import { costOf } from './tariff-words.ts'

const at = (local: string) => Date.parse(`${local.length === 5 ? `2026-03-02T${local}` : local}:00+08:00`)

const plain = aTariff
const limits: ParkingLimits = {
  dayFen: 20_000,
  freeMinutes: 1440,
  graceMinutes: [5, 120],
  bigPercent: 500,
  noticeDays: 7,
  civilMonths: 12,
  outsideMonths: 1,
  twinSeconds: 60,
  offerHours: 72,
  offerRemindHours: 24,
  keepDays: 180,
  visitorHours: 24,
  slipMinutes: 10,
}
const uncapped = { kind: 'none', amount: 0 } as const
const halfHour = { ...plain, unitMinutes: 30, periods: [{ from: '00:00', price: 150, cap: null }] }
const lost = { ...plain, freeMode: 'lost' as const }
const dayNight = {
  ...plain,
  freeMinutes: 15,
  cap: uncapped,
  periods: [
    { from: '07:00', price: 300, cap: null },
    { from: '21:00', price: 100, cap: 500 },
  ],
}
const calendar = { ...plain, freeMinutes: 0, cap: { kind: 'calendar_day', amount: 1000 } as const }
const entries = { ...plain, freeMinutes: 0, cap: uncapped, entriesCap: 1200 }
const opening = {
  ...plain,
  first: { minutes: 60, price: 500 },
  cap: { kind: 'rolling24', amount: 2000 } as const,
}
const version = (body: TariffBody, from = 0, name = '标准'): TariffVersion => ({ from, name, body })

type Case = [
  what: string,
  body: TariffBody,
  from: string,
  until: string,
  yuan: number,
  more?: Partial<StayInput>,
]
const cases: Case[] = [
  ['nothing for no time', plain, '09:00', '09:00', 0],
  ['free at exactly 30 min', plain, '09:12', '09:42', 0],
  ['a minute more is a unit', plain, '09:12', '09:43', 2],
  ['one unit to its last minute', plain, '09:12', '10:42', 2],
  ['and a minute into the second', plain, '09:12', '10:43', 4],
  ['2 h 12 min: 30 free, 102 charged', plain, '09:12', '11:24', 4],
  ['lost: 30 min stay free', lost, '09:00', '09:30', 0],
  ['lost: 31 min are one hour', lost, '09:00', '09:31', 2],
  ['lost: 61 min are two', lost, '09:00', '10:01', 4],
  ['half-hour unit rounds up', halfHour, '09:00', '10:01', 3],
  ['half-hour unit, to the minute', halfHour, '09:00', '10:00', 1.5],
  ['cap of 24 h is reached', plain, '08:00', '20:00', 10],
  ['and holds to the 24th hour', plain, '2026-03-02T08:00', '2026-03-03T08:00', 10],
  ['the next window begins anew', plain, '2026-03-02T08:00', '2026-03-03T09:00', 12],
  ['ten days', plain, '2026-03-02T08:00', '2026-03-12T08:00', 100],
  ['day price', dayNight, '10:00', '12:00', 6],
  ['night price', dayNight, '22:00', '23:59', 2],
  ['a unit costs what holds where it begins', dayNight, '20:00', '21:30', 4],
  ['night cap', dayNight, '2026-03-02T21:00', '2026-03-03T07:00', 5],
  ['night cap, then the day again', dayNight, '2026-03-02T21:00', '2026-03-03T09:00', 11],
  ['two nights have two caps', dayNight, '2026-03-02T20:45', '2026-03-04T07:00', 52],
  ['calendar day: the cap ends at midnight', calendar, '2026-03-02T15:00', '2026-03-03T00:00', 10],
  [
    'calendar day: a unit over midnight belongs to the day it begins',
    calendar,
    '2026-03-02T23:30',
    '2026-03-03T00:30',
    2,
  ],
  ['calendar day: both days capped', calendar, '2026-03-02T10:00', '2026-03-03T23:59', 20],
  ['over New Year', calendar, '2026-12-31T20:00', '2027-01-01T10:00', 18],
  ['over the leap day', plain, '2028-02-28T12:00', '2028-03-01T12:00', 20],
  ['second entry of the day: 8 paid, 4 left', entries, '14:00', '20:00', 4, { prior: { '2026-03-02': 800 } }],
  ['second entry, cap used up', entries, '14:00', '20:00', 0, { prior: { '2026-03-02': 1200 } }],
  ['what was paid yesterday does not count', entries, '14:00', '16:00', 4, { prior: { '2026-03-01': 1200 } }],
  ['big vehicle pays double', plain, '09:00', '10:30', 4, { big: true }],
  ['and has a double cap', plain, '2026-03-02T08:00', '2026-03-03T08:00', 20, { big: true }],
  ['disabled driver: 2 h free', plain, '09:00', '11:00', 0, { disabled: true }],
  ['then half price', plain, '09:00', '12:00', 1, { disabled: true }],
  ['coupon of an hour', plain, '09:00', '11:30', 2, { couponMinutes: 60 }],
  ['coupon of 3 yuan', plain, '09:00', '11:30', 1, { couponAmount: 300 }],
  ['a coupon never pays out', plain, '09:00', '10:00', 0, { couponAmount: 300 }],
  ['first hour dearer', opening, '09:00', '10:00', 5],
  ['first hour, then the ordinary price', opening, '09:00', '12:00', 9],
  ['rounded down to whole yuan', { ...halfHour, roundTo: 100 }, '09:00', '10:00', 1],
]

describe('worked cases of the tariff', () => {
  test.each(cases)('%s', (_what, body, from, until, yuan, more = {}) => {
    expect(feeOf([version(body)], { from: at(from), to: at(until), ...more }).total).toBe(
      Math.round(yuan * 100),
    )
  })

  test('there are thirty and more', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30)
  })
})

test('free to the last millisecond, charged one after it', () => {
  const from = at('09:00')
  const limit = from + 30 * 60_000
  expect(feeOf([version(plain)], { from, to: limit }).total).toBe(0)
  expect(feeOf([version(plain)], { from, to: limit + 1 }).total).toBe(200)
})

test('a stay over a change of tariff: the unit that runs is finished at the old price, the next costs the new one', () => {
  const dearer = {
    ...plain,
    periods: [{ from: '00:00', price: 500, cap: null }],
    cap: { kind: 'rolling24', amount: 3000 } as const,
  }
  const versions = [version(plain, 0, '旧标准'), version(dearer, at('2026-03-02T12:00'), '新标准')]
  const stay = { from: at('09:00'), to: at('14:00') }
  // 09:30, 10:30 and 11:30 begin under the old one: 6; 12:30 and 13:30 under the new one: 10
  const fee = feeOf(versions, stay)
  expect(fee.total).toBe(1600)
  expect(fee.steps.find(s => s.kind === 'change')).toMatchObject({ at: at('12:30'), name: '新标准' })
  expect(feeOf([version(plain), version({ ...plain }, at('2026-03-02T12:00'))], stay).total).toBe(
    feeOf([version(plain)], stay).total,
  )
})

test('time before the first published tariff costs nothing', () => {
  const versions = [version(plain, at('12:00'))]
  expect(feeOf(versions, { from: at('09:00'), to: at('12:00') }).total).toBe(0)
  expect(feeOf(versions, { from: at('09:00'), to: at('12:31') }).total).toBe(200)
  expect(feeOf([], { from: at('09:00'), to: at('12:31') }).total).toBe(0)
})

test('the explanation is of the same walk: its lines add up to the total and it says why', () => {
  const stay = { from: at('09:12'), to: at('11:24') }
  const cost = costOf(feeOf([version(plain)], stay), stay.from, stay.to, 'zh')
  expect(cost.lines.map(l => l.text)).toEqual([
    '03-02 09:12–09:42 免费 30 分',
    '03-02 09:42–11:24 每 1 小时 2.00 元 × 2 = 4.00 元',
    '合计 4.00 元',
  ])
  expect(cost.why).toBe('合计 4.00 元，因为停了 2 小时 12 分，免费 30 分，计 2 个单位')
  const english = costOf(feeOf([version(plain)], stay), stay.from, stay.to, 'en')
  expect(english.why).toBe('Total 4.00 yuan, because stayed 2 h 12 min, 30 min free, 2 units charged')
})

test('what is paid covers to the end of its unit, and a reached cap to the end of its window', () => {
  const s = { from: at('09:00'), to: at('09:00') }
  expect(coveredUntil([version(plain)], s, 0)).toBe(at('09:30'))
  expect(coveredUntil([version(plain)], { ...s, to: at('09:40') }, 200)).toBe(at('10:30'))
  expect(coveredUntil([version(plain)], { ...s, to: at('16:00') }, 1000)).toBe(at('2026-03-03T09:30'))
  expect(coveredUntil([version(plain)], { ...s, to: at('11:00') }, 0)).toBe(at('11:00'))
})

describe('negative and absurd tariffs are refused with the stay they would charge wrongly', () => {
  const bad: [string, TariffBody, RegExp][] = [
    [
      'negative price',
      { ...plain, periods: [{ from: '08:00', price: -100, cap: null }] },
      /08:00 入场停 1 小时会收 −1\.00 元/,
    ],
    ['negative cap', { ...plain, cap: { kind: 'calendar_day', amount: -1 } }, /一天会收 −0\.01 元/],
    ['a unit of nothing', { ...plain, unitMinutes: 0 }, /计费单位 0 分/],
    ['two periods at once', { ...plain, periods: [...plain.periods, ...plain.periods] }, /00:00 有两个时段/],
    [
      'an absurd day',
      { ...plain, cap: uncapped, periods: [{ from: '00:00', price: 20_000, cap: null }] },
      /停 24 小时收 4800\.00 元，超过合理上限 200\.00 元/,
    ],
    [
      'a cap below one unit',
      { ...plain, cap: { kind: 'rolling24', amount: 100 } },
      /应收 2\.00 元，却被封顶为 1\.00 元/,
    ],
    ['no time to leave', { ...plain, graceMinutes: 0 }, /缴费后离场时间 0 分/],
    ['a discount above the price', { ...plain, nev: { percent: 150, freeMinutes: 0 } }, /优惠车辆按 150%/],
    ['a big car cheaper', { ...plain, bigPercent: 50 }, /大型车按 50%/],
    ['free for ever', { ...plain, freeMinutes: 9999 }, /免费 9999 分/],
    [
      'an exit without entry dearer than a day',
      { ...plain, noEntry: 90_000 },
      /无入场记录的离场收 900\.00 元/,
    ],
  ]
  test.each(bad)('%s', (_what, body, said) => {
    expect(faultsOf(body, limits, 'zh').join('\n')).toMatch(said)
    expect(faultsOf(body, limits, 'en').join('\n')).not.toMatch(/[\u4e00-\u9fff]/)
  })

  test('sound ones have no fault', () => {
    for (const body of [plain, halfHour, lost, dayNight, calendar, opening])
      expect(faultsOf(body, limits, 'zh')).toEqual([])
  })
})
