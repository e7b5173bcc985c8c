import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { DAY, dueAt, MINUTE, segments } from './promise.ts'
import type { Pause, PromiseRule } from './promise-rule.ts'

const cal = buildCalendar(packagedYears())
const base = Temporal.Instant.from('2024-06-01T00:00:00Z').epochMilliseconds
const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

const startMs = fc.integer({ min: 0, max: 500 * 24 * 60 }).map(m => base + m * MINUTE)
const frames = fc.constantFrom<PromiseRule['frames']>(
  [
    { from: '08:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  [{ from: '00:00', to: '24:00' }],
  [{ from: '22:00', to: '24:00' }],
)
const rule: fc.Arbitrary<PromiseRule> = fc.oneof(
  fc.record({ unit: fc.constant('minutes' as const), amount: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ unit: fc.constant('days24' as const), amount: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ unit: fc.constant('workingDays' as const), amount: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    unit: fc.constant('minutes' as const),
    amount: fc.integer({ min: 1, max: 3000 }),
    frames,
    frameDays: fc.constantFrom('all' as const, 'working' as const),
  }),
)
/** Closed pauses, offsets in minutes from the start; they may overlap. */
const holds = fc.array(fc.tuple(fc.integer({ min: -600, max: 20_000 }), fc.integer({ min: 0, max: 6000 })), {
  maxLength: 4,
})
const toPauses = (start: number, list: [number, number][]): Pause[] =>
  list.map(([from, length]) => ({
    from: instant(start + from * MINUTE),
    to: instant(start + (from + length) * MINUTE),
    reason: 'r',
  }))
const dueMs = (start: number, r: PromiseRule, pauses: Pause[]) => {
  const due = dueAt(instant(start), r, cal, pauses)
  if (due.kind !== 'due') throw new Error(due.kind)
  return due.at.epochMilliseconds
}

describe('promise engine, properties', () => {
  it('[S1-54] the bar is contiguous, covers start to due, and its counted time is the promised time', () => {
    fc.assert(
      fc.property(startMs, rule, holds, (start, r, list) => {
        const pauses = toPauses(start, list)
        const due = dueMs(start, r, pauses)
        const bar = segments(instant(start), r, cal, pauses, instant(due))
        expect(bar[0]!.from.epochMilliseconds).toBe(start)
        expect(bar.at(-1)!.to.epochMilliseconds).toBe(due)
        for (const [i, s] of bar.entries()) {
          expect(s.to.epochMilliseconds).toBeGreaterThan(s.from.epochMilliseconds)
          if (i > 0) expect(s.from).toEqual(bar[i - 1]!.to)
        }
        if (r.unit === 'workingDays') return
        const counted = bar
          .filter(s => s.kind === 'counted')
          .reduce((sum, s) => sum + s.to.epochMilliseconds - s.from.epochMilliseconds, 0)
        expect(counted).toBe(r.amount * (r.unit === 'days24' ? DAY : MINUTE))
      }),
      { numRuns: 300 },
    )
  })

  it('[S1-54] agrees with a clock that ticks minute by minute', () => {
    fc.assert(
      fc.property(startMs, rule, holds, (start, r, list) => {
        const pauses = toPauses(start, list)
        expect(dueMs(start, r, pauses)).toBe(slowDue(start, r, pauses))
      }),
      { numRuns: 60 },
    )
    // the slow clock counts each minute of weeks: how long that takes on a busy machine is no demand
  }, 120_000)

  it('a later start or a longer limit never falls due earlier; a pause never brings the due time nearer', () => {
    fc.assert(
      fc.property(startMs, rule, holds, fc.integer({ min: 1, max: 4000 }), (start, r, list, more) => {
        const due = dueMs(start, r, [])
        expect(dueMs(start + more * MINUTE, r, [])).toBeGreaterThanOrEqual(due)
        expect(dueMs(start, { ...r, amount: r.amount + 1 }, [])).toBeGreaterThan(due)
        expect(dueMs(start, r, toPauses(start, list))).toBeGreaterThanOrEqual(due)
      }),
      { numRuns: 200 },
    )
  })

  it('a pause cut in two that touch is the same pause, in any order', () => {
    fc.assert(
      fc.property(
        startMs,
        rule,
        fc.nat(5000),
        fc.integer({ min: 2, max: 3000 }),
        (start, r, from, length) => {
          const cut = Math.floor(length / 2)
          const whole = dueMs(start, r, toPauses(start, [[from, length]]))
          expect(
            dueMs(
              start,
              r,
              toPauses(start, [
                [from + cut, length - cut],
                [from, cut],
              ]),
            ),
          ).toBe(whole)
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** The same promise by brute force: tick a minute at a time and ask whether that minute counts. */
function slowDue(start: number, r: PromiseRule, pauses: Pause[]): number {
  const paused = (from: number, to: number) =>
    pauses.some(p => p.from.epochMilliseconds < to && p.to!.epochMilliseconds > from)
  let left = r.unit === 'days24' ? r.amount * 24 * 60 : r.amount
  const firstDay = cal.dateOf(start).toString()
  for (let t = start; ; t += MINUTE) {
    const zoned = instant(t).toZonedDateTimeISO('Asia/Shanghai')
    const end = t + MINUTE
    if (r.unit === 'workingDays') {
      const lastMinute = zoned.hour === 23 && zoned.minute === 59
      if (!lastMinute || zoned.toPlainDate().toString() === firstDay) continue
      const day = cal.day(zoned.toPlainDate())
      if (day.known && day.working && !paused(t, end) && --left === 0) return end
      continue
    }
    const time = zoned.toPlainTime().toString().slice(0, 5)
    const inFrame = !r.frames || r.frames.some(f => f.from <= time && time < f.to)
    const day = cal.day(zoned.toPlainDate())
    const off = r.frameDays === 'working' && !(day.known && day.working)
    if (inFrame && !off && !paused(t, end) && --left === 0) return end
  }
}
