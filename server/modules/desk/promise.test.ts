import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { type Due, dueAfterClassChange, dueAt, promiseState, segments, strictest } from './promise.ts'
import { ruleFault } from './promise-faults.ts'
import { limitRefusal, type Pause, type PromiseRow, type PromiseRule, rulesFor } from './promise-rule.ts'

const cal = buildCalendar(packagedYears())
/** Local time of the estate, e.g. at('2025-09-30 23:59:59.999'). */
const at = (s: string) =>
  Temporal.PlainDateTime.from(s.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').toInstant()
const local = (d: Due | undefined) =>
  d?.kind === 'due'
    ? d.at.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')
    : d
const minutes = (amount: number): PromiseRule => ({ unit: 'minutes', amount })
const days = (amount: number): PromiseRule => ({ unit: 'days24', amount })
const working = (amount: number): PromiseRule => ({ unit: 'workingDays', amount })
const pause = (from: string, to: string | null): Pause => ({
  from: at(from),
  to: to ? at(to) : null,
  reason: 'waiting',
})

/** The seed's numbers, as the migration writes them (a service test compares the table). */
const limits: [id: string, name: string, start: string, rule: PromiseRule, due: string][] = [
  ['S1-36', 'nuisance: on site in 15 minutes', '2026-03-02 22:40:00', minutes(15), '2026-03-02 22:55:00'],
  ['S1-36', 'nuisance on New Year night', '2025-12-31 23:50:00', minutes(15), '2026-01-01 00:05:00'],
  ['S1-41', 'general inquiry: 30 minutes', '2026-10-01 00:00:00', minutes(30), '2026-10-01 00:30:00'],
  ['S1-43', 'fee on site: 30 minutes', '2026-02-17 12:00:00', minutes(30), '2026-02-17 12:30:00'],
  ['S1-45', 'outside service: 30 minutes', '2026-02-28 23:45:00', minutes(30), '2026-03-01 00:15:00'],
  ['S1-39', 'other complaint: 8 hours', '2025-10-03 20:00:00', minutes(480), '2025-10-04 04:00:00'],
  [
    'S1-31',
    'other common part: 3 working days, plain week',
    '2026-03-02 10:00:00',
    working(3),
    '2026-03-06 00:00:00',
  ],
  ['S1-31', 'over a weekend', '2026-03-05 23:59:59.999', working(3), '2026-03-11 00:00:00'],
  ['S1-31', 'over National Day 2025', '2025-09-30 08:00:00', working(3), '2025-10-12 00:00:00'],
  ['S1-31', 'raised on a make-up Sunday', '2025-09-28 08:00:00', working(3), '2025-10-10 00:00:00'],
  ['S1-31', 'over Spring Festival 2026', '2026-02-13 17:00:00', working(3), '2026-02-26 00:00:00'],
  ['S1-31', 'raised on a holiday', '2026-02-18 09:00:00', working(3), '2026-02-27 00:00:00'],
  ['S1-31', 'over the year change', '2025-12-31 09:00:00', working(3), '2026-01-07 00:00:00'],
  ['S1-47', 'other departments: 2 working days', '2026-05-08 09:00:00', working(2), '2026-05-12 00:00:00'],
  ['S1-47', 'over the Labour Day holiday 2025', '2025-04-30 18:00:00', working(2), '2025-05-08 00:00:00'],
  [
    'S8-10',
    'suggestion feedback: two days of 24 hours',
    '2025-10-01 09:15:30',
    days(2),
    '2025-10-03 09:15:30',
  ],
  ['S8-16', 'default promise one day', '2026-02-28 09:00:00', days(1), '2026-03-01 09:00:00'],
  ['S8-17', 'cap of a week', '2026-12-29 09:00:00', days(7), '2027-01-05 09:00:00'],
  ['S8-24', 'three minutes', '2026-03-02 23:58:30', minutes(3), '2026-03-03 00:01:30'],
]

describe('due times of the seed', () => {
  it.each(limits)('[%s] %s', (_id, _name, start, rule, want) => {
    expect(local(dueAt(at(start), rule, cal))).toBe(want)
  })

  it.each(limits)(
    '[%s] %s: kept at the limit, late one millisecond after',
    (_id, _name, start, rule, want) => {
      const due = dueAt(at(start), rule, cal)
      const limit = at(want)
      const after = limit.add({ milliseconds: 1 })
      expect(promiseState({ due, soonMs: 0, metAt: limit }, after)).toBe('kept')
      expect(promiseState({ due, soonMs: 0, metAt: after }, after)).toBe('late')
      expect(promiseState({ due, soonMs: 0 }, limit)).toBe('soon')
      expect(promiseState({ due, soonMs: 0 }, after)).toBe('late')
    },
  )

  it('[S1-54] wall clocks run through nights and holidays, working days do not', () => {
    const eve = at('2025-09-30 23:50:00')
    expect(local(dueAt(eve, minutes(30), cal))).toBe('2025-10-01 00:20:00')
    expect(local(dueAt(eve, working(1), cal))).toBe('2025-10-10 00:00:00')
  })

  it('[SX-05] a working-day promise into an unpublished year says which year, wall clocks do not care', () => {
    expect(dueAt(at('2026-12-30 10:00'), working(3), cal)).toEqual({ kind: 'notPublished', year: 2027 })
    expect(dueAt(at('2026-12-29 10:00'), working(2), cal).kind).toBe('due')
    expect(local(dueAt(at('2026-12-31 23:59'), minutes(15), cal))).toBe('2027-01-01 00:14:00')
    const due = dueAt(at('2026-12-30 10:00'), working(3), cal)
    expect(promiseState({ due, soonMs: 0 }, at('2027-03-01 00:00'))).toBe('running')
  })
})

describe('service frames', () => {
  const desk: PromiseRule = {
    unit: 'minutes',
    amount: 120,
    frames: [
      { from: '14:00', to: '18:00' },
      { from: '08:30', to: '12:00' },
    ],
    frameDays: 'working',
  }
  it.each([
    ['inside one frame', '2026-03-02 09:00', '2026-03-02 11:00:00'],
    ['across lunch', '2026-03-02 11:00', '2026-03-02 15:00:00'],
    ['raised at lunch', '2026-03-02 12:30', '2026-03-02 16:00:00'],
    ['ends exactly with the frame', '2026-03-02 10:00', '2026-03-02 12:00:00'],
    ['over the night', '2026-03-02 17:00', '2026-03-03 09:30:00'],
    ['over the weekend', '2026-03-06 17:30', '2026-03-09 10:00:00'],
    ['into a make-up Saturday', '2026-05-08 17:30', '2026-05-09 10:00:00'],
    ['over National Day', '2025-09-30 17:00', '2025-10-09 09:30:00'],
  ])('[S1-54] counts only inside: %s', (_n, start, want) => {
    expect(local(dueAt(at(start), desk, cal))).toBe(want)
  })

  it('draws night and holiday where nothing counted', () => {
    const got = segments(at('2026-03-06 17:30'), desk, cal, [], at('2026-03-09 10:00'))
    expect(got.map(s => s.kind)).toEqual(['counted', 'night', 'holiday', 'night', 'counted'])
  })

  it('[SX-05] an unpublished year is asked for, not guessed', () => {
    expect(dueAt(at('2026-12-31 17:30'), desk, cal)).toEqual({ kind: 'notPublished', year: 2027 })
  })
})

describe('pauses', () => {
  it('[S1-36] adds the paused minutes to what remains', () => {
    const p = [pause('2026-03-02 22:45', '2026-03-02 23:05')]
    expect(local(dueAt(at('2026-03-02 22:40'), minutes(15), cal, p))).toBe('2026-03-02 23:15:00')
  })
  it('[S1-31] a pause over a holiday costs only the working days that ended in it', () => {
    const p = [pause('2025-09-30 12:00', '2025-10-09 12:00')]
    expect(local(dueAt(at('2025-09-29 08:00'), working(3), cal, p))).toBe('2025-10-12 00:00:00')
    const inside = [pause('2025-10-01 00:00', '2025-10-08 23:59:59.999')]
    expect(local(dueAt(at('2025-09-29 08:00'), working(3), cal, inside))).toBe('2025-10-11 00:00:00')
  })
  it('[S1-31] a pause that ends the same day costs nothing, one over 24:00 costs that day', () => {
    const start = at('2026-03-02 10:00')
    expect(local(dueAt(start, working(3), cal, [pause('2026-03-03 09:00', '2026-03-03 23:59:59.999')]))).toBe(
      '2026-03-06 00:00:00',
    )
    expect(local(dueAt(start, working(3), cal, [pause('2026-03-03 09:00', '2026-03-04 00:00')]))).toBe(
      '2026-03-07 00:00:00',
    )
    expect(local(dueAt(start, working(3), cal, [pause('2026-03-04 00:00', '2026-03-04 09:00')]))).toBe(
      '2026-03-06 00:00:00',
    )
  })
  it('an open pause stops the clock and tells what remains; begun after the due time it saves nothing', () => {
    const start = at('2026-03-02 22:40')
    const open = dueAt(start, minutes(15), cal, [pause('2026-03-02 22:45', null)])
    expect(open).toEqual({ kind: 'stopped', left: 600_000 })
    expect(promiseState({ due: open, soonMs: 0 }, at('2026-04-01 00:00'))).toBe('stopped')
    const days3 = dueAt(at('2026-03-02 10:00'), working(3), cal, [pause('2026-03-04 10:00', null)])
    expect(days3).toEqual({ kind: 'stopped', left: 2 })
    const tooLate = dueAt(start, minutes(15), cal, [pause('2026-03-02 22:55', null)])
    expect(promiseState({ due: tooLate, soonMs: 0 }, at('2026-03-02 22:55:00.001'))).toBe('late')
  })
  it('overlapping pauses count once; a pause before the start not at all', () => {
    const p = [
      pause('2026-03-02 22:30', '2026-03-02 22:35'),
      pause('2026-03-02 22:50', '2026-03-02 22:56'),
      pause('2026-03-02 22:45', '2026-03-02 22:52'),
    ]
    expect(local(dueAt(at('2026-03-02 22:40'), minutes(15), cal, p))).toBe('2026-03-02 23:06:00')
  })
})

describe('the drawn bar', () => {
  it('[S1-31] shows the uncounted start day, the holiday, the pause and the counted days', () => {
    const p = [pause('2025-10-09 09:00', '2025-10-10 09:00')]
    const start = at('2025-09-29 15:00')
    const due = dueAt(start, working(3), cal, p)
    expect(local(due)).toBe('2025-10-12 00:00:00')
    const got = segments(start, working(3), cal, p, at('2025-10-12 00:00'))
    expect(got.map(s => [s.kind, local({ kind: 'due', at: s.from })])).toEqual([
      ['before', '2025-09-29 15:00:00'],
      ['counted', '2025-09-30 00:00:00'],
      ['holiday', '2025-10-01 00:00:00'],
      ['counted', '2025-10-09 00:00:00'],
      ['paused', '2025-10-09 09:00:00'],
      ['counted', '2025-10-10 09:00:00'],
    ])
  })
  it('ends at the moment asked for', () => {
    const got = segments(at('2026-03-02 22:40'), minutes(15), cal, [], at('2026-03-02 22:41'))
    expect(got).toEqual([{ from: at('2026-03-02 22:40'), to: at('2026-03-02 22:41'), kind: 'counted' }])
  })
})

describe('soon, stopped, stricter, changed', () => {
  it('is soon exactly from the warning time on', () => {
    const due = dueAt(at('2026-03-02 22:40'), minutes(15), cal)
    const p = { due, soonMs: 5 * 60_000 }
    expect(promiseState(p, at('2026-03-02 22:49:59.999'))).toBe('running')
    expect(promiseState(p, at('2026-03-02 22:50'))).toBe('soon')
  })
  it('a promise withdrawn in time is stopped, withdrawn after its limit stays late', () => {
    const due = dueAt(at('2026-03-02 22:40'), minutes(15), cal)
    const now = at('2026-03-03 00:00')
    expect(promiseState({ due, soonMs: 0, stoppedAt: at('2026-03-02 22:55') }, now)).toBe('stopped')
    expect(promiseState({ due, soonMs: 0, stoppedAt: at('2026-03-02 22:55:00.001') }, now)).toBe('late')
  })
  it('[S8-24] the stricter of two limits wins (K4)', () => {
    const start = at('2026-03-02 22:40')
    const both = [
      dueAt(start, minutes(15), cal),
      dueAt(start, minutes(3), cal),
      { kind: 'stopped', left: 1 } as Due,
    ]
    expect(local(strictest(both))).toBe('2026-03-02 22:43:00')
    expect(strictest([])).toBeUndefined()
  })
  it('a change of class keeps start and pauses, and never promises later than before when the limit is over', () => {
    const start = at('2026-03-02 10:00')
    const p = [pause('2026-03-02 10:05', '2026-03-02 10:25')]
    const old = { start, due: dueAt(start, minutes(480), cal, p) }
    const kept = dueAfterClassChange(old, at('2026-03-02 10:30'), minutes(30), cal, p)
    expect([kept.start, local(kept.due)]).toEqual([start, '2026-03-02 10:50:00'])
    const over = dueAfterClassChange(old, at('2026-03-02 12:00'), minutes(15), cal, p)
    expect(local(over.due)).toBe('2026-03-02 12:15:00')
    const nearEnd = dueAfterClassChange(old, at('2026-03-02 18:19'), minutes(15), cal, p)
    expect(local(nearEnd.due)).toBe('2026-03-02 18:20:00')
    const fresh = dueAfterClassChange(undefined, at('2026-03-02 12:00'), minutes(15), cal, p)
    expect(local(fresh.due)).toBe('2026-03-02 12:15:00')
  })
})

describe('the promise table', () => {
  const row = (over: Partial<PromiseRow>): PromiseRow => ({
    ...{
      id: 'a',
      jurisdiction: 'CN',
      estateId: null,
      level: null,
      kind: 'complaint',
      class: null,
      clock: 'arrive',
    },
    ...{
      startsAt: 'received',
      chosen: false,
      max: null,
      overPolicy: 'refuse',
      soonMinutes: 5,
      escalateMinutes: 5,
      unit: 'minutes',
    },
    ...{ amount: 480, validFrom: '2020-01-01', validTo: null, source: 't' },
    ...over,
  })
  const q = {
    jurisdiction: 'CN',
    estateId: 'e1',
    level: '2',
    kind: 'complaint',
    class: 'nuisance',
    date: '2026-03-02',
  }
  const pick = (rows: PromiseRow[]) => rulesFor(rows, q).map(r => r.id)

  it('[S1-32] a class without a row of its own falls back; a row of the class, level or estate wins', () => {
    const any = row({ id: 'any' })
    const cls = row({ id: 'class', class: 'nuisance' })
    const lvl = row({ id: 'level', class: 'nuisance', level: '2' })
    const own = row({ id: 'own', estateId: 'e1' })
    expect(pick([any, row({ id: 'other', class: 'lift' })])).toEqual(['any'])
    expect(pick([cls, any])).toEqual(['class'])
    expect(pick([lvl, cls, any])).toEqual(['level'])
    expect(pick([any, own, lvl, row({ estateId: 'e2', class: 'nuisance' })])).toEqual(['own'])
  })
  it('effective dates: the last day is not included, the later start wins', () => {
    expect(pick([row({ id: 'old', validTo: '2026-03-02' })])).toEqual([])
    expect(pick([row({ id: 'old', validTo: '2026-03-03' })])).toEqual(['old'])
    expect(pick([row({ id: 'new', validFrom: '2026-03-02' }), row({ id: 'old' })])).toEqual(['new'])
    expect(pick([row({ id: 'future', validFrom: '2026-03-03' })])).toEqual([])
  })
  it.each<[string, Partial<PromiseRow>, string | null]>([
    [
      'fine',
      {
        frames: [
          { from: '08:00', to: '12:00' },
          { from: '12:00', to: '24:00' },
        ],
      },
      null,
    ],
    [
      'overlap',
      {
        frames: [
          { from: '11:59', to: '18:00' },
          { from: '08:00', to: '12:00' },
        ],
      },
      'desk.rule.frameOverlap',
    ],
    ['backwards', { frames: [{ from: '18:00', to: '08:00' }] }, 'desk.rule.frame'],
    ['no time', { frames: [{ from: '25:00', to: '26:00' }] }, 'desk.rule.frame'],
    [
      'frames on days',
      { unit: 'days24', amount: 2, frames: [{ from: '08:00', to: '12:00' }] },
      'desk.rule.frameUnit',
    ],
    ['half a minute', { amount: 0.5 }, 'desk.rule.amount'],
    ['no working day', { unit: 'workingDays', amount: 0 }, 'desk.rule.amount'],
    ['max below amount', { amount: 480, max: 479 }, 'desk.rule.max'],
  ])('a typed rule is checked: %s', (_n, over, want) => {
    expect(ruleFault(row(over))).toBe(want)
  })
})

describe('limits that a handler chooses', () => {
  const other = { chosen: true, max: 480, overPolicy: 'refuse' as const }
  const dept = { chosen: true, max: 2, overPolicy: 'reason' as const }
  const suggestion = { chosen: true, max: 7, overPolicy: 'approval' as const }
  it('[S1-39] other complaints: 480 minutes granted, 481 refused whatever is said', () => {
    expect(limitRefusal(other, 480, {})).toBeNull()
    expect(limitRefusal(other, 481, { reason: 'far', approved: true })).toBe('desk.limit.over')
  })
  it('[S1-38] no limit at all is refused', () => {
    expect(limitRefusal(other, 0, {})).toBe('desk.limit.positive')
    expect(limitRefusal(other, Number.NaN, {})).toBe('desk.limit.positive')
  })
  it('[S1-47] an agreed time past 2 working days wants a reason', () => {
    expect(limitRefusal(dept, 2, {})).toBeNull()
    expect(limitRefusal(dept, 3, { reason: ' ' })).toBe('desk.limit.reason')
    expect(limitRefusal(dept, 3, { reason: 'water works asked for a week' })).toBeNull()
  })
  it('[S8-17] over 7 days only as special, with reason and approval', () => {
    expect(limitRefusal(suggestion, 7, {})).toBeNull()
    expect(limitRefusal(suggestion, 8, { approved: true })).toBe('desk.limit.reason')
    expect(limitRefusal(suggestion, 8, { reason: 'parts from abroad' })).toBe('desk.limit.approval')
    expect(limitRefusal(suggestion, 8, { reason: 'parts from abroad', approved: true })).toBeNull()
  })
})
