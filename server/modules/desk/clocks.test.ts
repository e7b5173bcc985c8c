import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { alarmAt, isOpen, meet, type Promised, reclass, recount, ringing, start } from './clocks.ts'
import { countedMs, stretches } from './promise-explain.ts'
import type { PromiseRow } from './promise-rule.ts'

const terms = { cal: buildCalendar(packagedYears()), hours: { from: '09:00', to: '18:00' } }
const at = (s: string) =>
  Temporal.PlainDateTime.from(s.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').toInstant()
const local = (i: Temporal.Instant | null | undefined) =>
  i?.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')
let n = 0
const id = () => `p${n++}`

const row = (over: Partial<PromiseRow>): PromiseRow => ({
  ...{
    id: 'r',
    jurisdiction: 'CN',
    estateId: null,
    level: null,
    kind: 'complaint',
    class: 'conduct',
    clock: 'arrive',
  },
  ...{
    startsAt: 'received',
    chosen: false,
    max: null,
    overPolicy: 'refuse',
    soonMinutes: 5,
    escalateMinutes: 5,
  },
  ...{ unit: 'minutes', amount: 15, validFrom: '2020-01-01', validTo: null, source: 't' },
  ...over,
})
const nuisance = row({})
const other = row({ class: 'other', amount: 480 })
const inquiry = row({ kind: 'inquiry', class: 'general', clock: 'reply', amount: 30 })
const t0 = at('2026-03-02 22:40')
const begin = (rows: PromiseRow[]) => start(rows, t0, 1, terms, id)
const change = (
  all: Promised[],
  rows: PromiseRow[],
  when: string,
  pauses: Parameters<typeof recount>[1] = [],
) => reclass(all, rows, at(when), 1, pauses, terms, id)
const openOf = (all: Promised[], clock: string) => all.find(p => isOpen(p) && p.clock === clock)

describe('changes of class', () => {
  it('[S1-36] a class changed to and fro gives no fresh fifteen minutes', () => {
    const away = change(begin([nuisance]), [inquiry], '2026-03-02 22:50')
    expect(openOf(away, 'arrive')).toBeUndefined()
    const back = change(away, [nuisance], '2026-03-02 22:52')
    expect(local(openOf(back, 'arrive')?.dueAt)).toBe('2026-03-02 22:55:00')
    const late = change(away, [nuisance], '2026-03-02 23:10')
    expect(local(openOf(late, 'arrive')?.dueAt)).toBe('2026-03-02 22:55:00')
    expect(local(openOf(late, 'arrive')?.startAt)).toBe('2026-03-02 22:40:00')
  })
  it('[S1-36] who has arrived is not promised to arrive again', () => {
    const met = meet(begin([nuisance]), ['arrive'], at('2026-03-02 22:50'))
    const after = change(met, [other], '2026-03-02 23:00')
    expect(openOf(after, 'arrive')).toBeUndefined()
    expect(after.filter(p => p.clock === 'arrive')).toHaveLength(1)
  })
  it('keeps the paused time: twenty paused minutes before the change still lie after the limit', () => {
    const pauses = [{ from: at('2026-03-02 22:45'), to: at('2026-03-02 23:05'), reason: 'parts' }]
    const after = change(recount(begin([other]), pauses, terms), [nuisance], '2026-03-02 23:06', pauses)
    expect(local(openOf(after, 'arrive')?.dueAt)).toBe('2026-03-02 23:15:00')
    const stood = [{ from: at('2026-03-02 22:45'), to: null, reason: 'parts' }]
    const still = change(recount(begin([other]), stood, terms), [nuisance], '2026-03-02 23:06', stood)
    expect(openOf(still, 'arrive')).toMatchObject({ dueAt: null, unpublishedYear: null })
    const on = recount(still, [{ ...stood[0]!, to: at('2026-03-03 01:00') }], terms)
    expect(local(openOf(on, 'arrive')?.dueAt)).toBe('2026-03-03 01:10:00')
  })
})

describe('how loud', () => {
  const minutes = (amount: number) => begin([row({ amount })])
  const days = begin([row({ unit: 'days24', amount: 2 })])
  const working = begin([row({ unit: 'workingDays', amount: 3 })])
  it('[SX-09] a reminder is never urgent; what is promised in minutes comes at night, days wait', () => {
    expect(ringing(minutes(15), 'soon')).toEqual({ urgent: false, atOnce: true })
    expect(ringing(minutes(480), 'soon')).toEqual({ urgent: false, atOnce: true })
    expect(ringing(days, 'soon')).toEqual({ urgent: false, atOnce: false })
    expect(ringing(working, 'soon')).toEqual({ urgent: false, atOnce: false })
  })
  it('[SX-09] a broken promise of minutes or hours is urgent, one of days is not', () => {
    for (const stage of ['due', 'escalated'] as const) {
      expect(ringing(minutes(15), stage).urgent).toBe(true)
      expect(ringing(minutes(1439), stage).urgent).toBe(true)
      expect(ringing(minutes(1440), stage)).toEqual({ urgent: false, atOnce: false })
      expect(ringing(days, stage)).toEqual({ urgent: false, atOnce: false })
      expect(ringing(working, stage)).toEqual({ urgent: false, atOnce: false })
    }
  })
  it('[SX-09] a new ticket is urgent with less than an hour', () => {
    expect(ringing(minutes(59), 'told').urgent).toBe(true)
    expect(ringing(minutes(60), 'told')).toEqual({ urgent: false, atOnce: true })
    expect(ringing(working, 'told')).toEqual({ urgent: false, atOnce: false })
  })
  it('[SX-09] every alarm of a working-day promise lies inside the alarm hours of a working day', () => {
    for (let day = 0; day < 500; day++) {
      const from = at('2025-01-01 00:00').add({ hours: day * 24 + (day % 24) })
      const [p] = start([row({ unit: 'workingDays', amount: 1 + (day % 5) })], from, 1, terms, id)
      if (!p?.dueAt) continue
      for (const stage of ['soon', 'due', 'escalated'] as const) {
        const alarm = alarmAt(p, stage, terms)!.toZonedDateTimeISO('Asia/Shanghai')
        const known = terms.cal.day(alarm.toPlainDate())
        expect(!known.known || known.working).toBe(true)
        expect([9, 10, 11, 12, 13, 14, 15, 16, 17]).toContain(alarm.hour)
      }
    }
  })
})

describe('why it is late or kept', () => {
  const rule = { unit: 'workingDays', amount: 3 } as const
  const reasons = [{ key: 'parts', zh: '等待配件', en: 'Waiting for parts' }]
  it('[S1-31] names the holiday, the make-up day and the reason of the pause, and counts the working days', () => {
    const pauses = [{ from: at('2025-10-10 09:00'), to: at('2025-10-11 09:00'), reason: 'parts' }]
    const got = stretches(at('2025-09-29 15:00'), rule, terms.cal, pauses, at('2025-10-12 00:00'), reasons)
    expect(got.map(s => [s.kind, s.days])).toEqual([
      ['before', 0],
      ['counted', 1],
      ['holiday', 0],
      ['counted', 1],
      ['paused', 0],
      ['counted', 1],
    ])
    expect(got[2]?.notes.map(x => x.zh).join()).toContain('国庆')
    expect(got[4]?.notes).toEqual([{ zh: '等待配件', en: 'Waiting for parts' }])
    expect(got[5]?.notes).toEqual([{ zh: '10-11 调休上班', en: '10-11 make-up workday' }])
    expect(got.reduce((sum, s) => sum + (s.days ?? 0), 0)).toBe(3)
  })
  it('[S1-54] a promise by the clock counts no days but its time', () => {
    const got = stretches(t0, { unit: 'minutes', amount: 15 }, terms.cal, [], at('2026-03-02 22:55'), reasons)
    expect(got).toMatchObject([{ kind: 'counted', days: null, notes: [] }])
    expect(countedMs(got)).toBe(15 * 60_000)
  })
})
