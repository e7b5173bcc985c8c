/**
 * Every limit of the mission (index A.N) on the engine, to the millisecond: kept at it, late one millisecond after; over
 * the make-up weekends of 2025 and 2026, the change of year, a pause across Spring Festival, a reopened round.
 */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { meet, recount, start, stateOf, stop } from './clocks.ts'
import { dueAt } from './promise.ts'
import { judge } from './promise-preview.ts'
import type { Pause, PromiseRow, PromiseRule } from './promise-rule.ts'

const cal = buildCalendar(packagedYears())
const terms = { cal, hours: { from: '09:00', to: '18:00' } }
const at = (s: string) =>
  Temporal.PlainDateTime.from(s.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').toInstant()
const local = (i: Temporal.Instant) =>
  i.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')
const minutes = (amount: number): PromiseRule => ({ unit: 'minutes', amount })
const days = (amount: number): PromiseRule => ({ unit: 'days24', amount })
const working = (amount: number): PromiseRule => ({ unit: 'workingDays', amount })
const pause = (from: string, to: string): Pause => ({ from: at(from), to: at(to), reason: 'parts' })
const row = (rule: PromiseRule): PromiseRow => ({
  ...{
    id: 'r',
    jurisdiction: 'CN',
    estateId: null,
    level: null,
    kind: 'complaint',
    class: 'x',
    clock: 'resolve',
  },
  ...{
    startsAt: 'received',
    chosen: false,
    max: null,
    overPolicy: 'refuse',
    soonMinutes: 0,
    escalateMinutes: 5,
  },
  ...{ validFrom: '2020-01-01', validTo: null, source: 't', ...rule },
})

/** requirement, limit, start, due. Each over another trap of the calendar. */
const table: [id: string, what: string, start: string, rule: PromiseRule, due: string, pauses?: Pause[]][] = [
  [
    'S8-24',
    'three minutes over midnight into a holiday',
    '2025-09-30 23:58:00',
    minutes(3),
    '2025-10-01 00:01:00',
  ],
  ['S8-24', 'three minutes over the year', '2025-12-31 23:59:59.999', minutes(3), '2026-01-01 00:02:59.999'],
  ['S1-36', 'fifteen minutes on a make-up Sunday', '2025-09-28 23:50:00', minutes(15), '2025-09-29 00:05:00'],
  ['S1-36', 'fifteen minutes over the year', '2025-12-31 23:59:00', minutes(15), '2026-01-01 00:14:00'],
  ['S1-41', 'thirty minutes on New Year’s eve', '2026-02-16 23:45:00', minutes(30), '2026-02-17 00:15:00'],
  [
    'S1-43',
    'thirty minutes at the end of February',
    '2026-02-28 23:31:00',
    minutes(30),
    '2026-03-01 00:01:00',
  ],
  [
    'S1-45',
    'thirty minutes on a make-up Saturday',
    '2026-05-09 23:40:00',
    minutes(30),
    '2026-05-10 00:10:00',
  ],
  [
    'S1-39',
    'eight hours through a holiday night',
    '2026-10-06 20:30:00',
    minutes(480),
    '2026-10-07 04:30:00',
  ],
  ['S1-39', 'eight hours over the year', '2025-12-31 18:00:00', minutes(480), '2026-01-01 02:00:00'],
  [
    'S1-31',
    'three working days over a make-up Sunday 2025-01-26',
    '2025-01-23 10:00:00',
    working(3),
    '2025-01-28 00:00:00',
  ],
  [
    'S1-31',
    'over Spring Festival 2025 and the make-up Saturday',
    '2025-01-27 10:00:00',
    working(3),
    '2025-02-08 00:00:00',
  ],
  [
    'S1-31',
    'the make-up Saturday 2025-02-08 counts',
    '2025-02-06 10:00:00',
    working(2),
    '2025-02-09 00:00:00',
  ],
  [
    'S1-31',
    'over 1 May 2025 with a make-up Sunday before',
    '2025-04-25 10:00:00',
    working(3),
    '2025-04-30 00:00:00',
  ],
  [
    'S1-31',
    'over National Day 2025 to a make-up Saturday',
    '2025-09-30 23:59:59.999',
    working(3),
    '2025-10-12 00:00:00',
  ],
  [
    'S1-31',
    'over the year 2025 to 2026, a make-up Sunday 4 January',
    '2025-12-31 10:00:00',
    working(3),
    '2026-01-07 00:00:00',
  ],
  [
    'S1-31',
    'made up before the festival 2026-02-14',
    '2026-02-12 10:00:00',
    working(3),
    '2026-02-25 00:00:00',
  ],
  [
    'S1-31',
    'made up after the festival 2026-02-28',
    '2026-02-26 10:00:00',
    working(3),
    '2026-03-03 00:00:00',
  ],
  [
    'S1-31',
    'over National Day 2026, made up 20 September and 10 October',
    '2026-09-30 10:00:00',
    working(3),
    '2026-10-11 00:00:00',
  ],
  ['S1-47', 'two working days over Qingming 2026', '2026-04-03 17:00:00', working(2), '2026-04-09 00:00:00'],
  ['S1-47', 'two working days over the year', '2025-12-30 17:00:00', working(2), '2026-01-05 00:00:00'],
  [
    'S1-47',
    'two working days over a make-up Saturday 2025-10-11',
    '2025-10-09 09:00:00',
    working(2),
    '2025-10-12 00:00:00',
  ],
  [
    'S8-10',
    'two days of feedback through Spring Festival',
    '2026-02-16 22:00:00',
    days(2),
    '2026-02-18 22:00:00',
  ],
  ['S8-10', 'two days over the year', '2025-12-30 23:59:59.999', days(2), '2026-01-01 23:59:59.999'],
  [
    'S8-16',
    'one day by default over a leap-less February',
    '2026-02-28 12:00:00',
    days(1),
    '2026-03-01 12:00:00',
  ],
  ['S8-16', 'two days by default over National Day', '2025-09-30 12:00:00', days(2), '2025-10-02 12:00:00'],
  ['S8-17', 'a week at most over Spring Festival', '2026-02-13 09:00:00', days(7), '2026-02-20 09:00:00'],
  ['S8-17', 'a week over the year', '2025-12-29 09:00:00', days(7), '2026-01-05 09:00:00'],
  [
    'S1-31',
    'a pause across Spring Festival 2026 costs only the working days that ended in it',
    '2026-02-12 10:00:00',
    working(3),
    '2026-02-26 00:00:00',
    [pause('2026-02-14 09:00:00', '2026-02-24 09:00:00')],
  ],
  [
    'S1-31',
    'a pause inside the festival costs nothing',
    '2026-02-12 10:00:00',
    working(3),
    '2026-02-25 00:00:00',
    [pause('2026-02-15 00:00:00.001', '2026-02-23 23:59:59.999')],
  ],
  [
    'S1-39',
    'a pause across Spring Festival leaves what remained to the millisecond',
    '2026-02-13 12:00:00',
    minutes(480),
    '2026-02-24 16:59:59.999',
    [pause('2026-02-13 15:00:00.001', '2026-02-24 12:00:00')],
  ],
]

describe('every limit at its boundary', () => {
  it.each(table)('[%s] %s', (_id, _what, from, rule, want, pauses = []) => {
    const due = dueAt(at(from), rule, cal, pauses)
    expect(due.kind === 'due' ? local(due.at) : due).toBe(local(at(want)))
  })

  it.each(table)(
    '[%s] %s: kept at the limit, late one millisecond after, still running at the limit',
    (_id, _what, from, rule, want, pauses = []) => {
      const promises = recount(
        start([row(rule)], at(from), 1, terms, () => 'p'),
        pauses,
        terms,
      )
      const limit = at(want)
      const after = limit.add({ milliseconds: 1 })
      const state = (all: typeof promises, now: Temporal.Instant) => stateOf(all[0]!, now)
      expect(state(meet(promises, ['resolve'], limit), after)).toBe('kept')
      expect(state(meet(promises, ['resolve'], after), after)).toBe('late')
      expect(['running', 'soon']).toContain(state(promises, limit))
      expect(state(promises, after)).toBe('late')
      // withdrawn at the limit it was not broken, a millisecond after it was
      expect(
        state(
          stop(promises, () => true, limit, 'closed'),
          after,
        ),
      ).toBe('stopped')
      expect(
        state(
          stop(promises, () => true, after, 'closed'),
          after,
        ),
      ).toBe('late')
    },
  )

  it('[S1-31] a reopened round begins anew: what lay between solved and reopened is not pending, old pauses do not count', () => {
    const old = pause('2026-02-03 09:00:00', '2026-02-09 09:00:00')
    const again = recount(
      start([row(working(3))], at('2026-02-12 10:00:00'), 2, terms, () => 'p'),
      [old],
      terms,
    )
    expect(local(again[0]!.dueAt!)).toBe('2026-02-25T00:00:00'.replace('T', ' '))
  })

  it('[SX-06] limits are counted from server time to the millisecond, whatever the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399_999 }), fc.constantFrom(3, 15, 30, 480), (ms, limit) => {
        const from = at('2025-12-31 00:00:00').add({ milliseconds: ms })
        const due = dueAt(from, minutes(limit), cal)
        if (due.kind !== 'due') throw new Error(due.kind)
        expect(due.at.epochMilliseconds - from.epochMilliseconds).toBe(limit * 60_000)
      }),
    )
  })

  it('[S1-31] whenever in a day it is raised, n working days end at one midnight, and no holiday is among them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 86_399_999 }),
        fc.integer({ min: 1, max: 5 }),
        (day, ms, n) => {
          const date = Temporal.PlainDate.from('2024-06-01').add({ days: day })
          const midnight = Temporal.Instant.fromEpochMilliseconds(cal.startOf(date))
          const due = dueAt(midnight.add({ milliseconds: ms }), working(n), cal)
          const same = dueAt(midnight, working(n), cal)
          expect(due).toEqual(same)
          if (due.kind !== 'due') return
          expect(local(due.at)).toMatch(/00:00:00$/)
          const last = cal.day(cal.dateOf(due.at.epochMilliseconds - 1))
          expect(last).toMatchObject({ known: true, working: true })
        },
      ),
    )
  })

  it('the trial judges with the same engine: a rule tried on its own month changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...table.filter(x => x[3].unit !== 'minutes' || x[3].amount > 3)),
        fc.integer({ min: -5, max: 5 }),
        (entry, off) => {
          const [, , from, rule, want, pauses = []] = entry
          const met = at(want).add({ milliseconds: off })
          const received = at(from)
          const typed = {
            ...{
              kind: 'complaint',
              class: 'x',
              clock: 'resolve',
              startsAt: 'received',
              frames: null,
              frameDays: 'all',
            },
            ...{ chosen: false, max: null, overPolicy: 'refuse', soonMinutes: 0, escalateMinutes: 5 },
            ...{ unit: rule.unit, amount: rule.amount },
          } as Parameters<typeof judge>[3]
          const none = {
            taken_at: null,
            arrived_at: null,
            consented_at: null,
            closed_at: met,
            replied_at: null,
          }
          const ticket = {
            id: 't',
            number: '1',
            unit: null,
            assignee_name: null,
            received_at: received,
            handled_at: met,
            ...none,
          }
          const judged = judge(ticket, [], pauses, typed, cal, met)
          expect(judged?.lateThen).toBe(off > 0)
        },
      ),
    )
  })
})
