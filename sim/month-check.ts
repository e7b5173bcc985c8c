/**
 * What must be true of a lived month, in words, counted by a hand of its own: the promise engine is not asked. Each
 * answer names the ticket and what is broken.
 */
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../server/core/calendar.ts'
import type { PromiseShot, TicketShot } from './month.ts'

const ms = (at: string) => Temporal.Instant.from(at.replace(' ', 'T')).epochMilliseconds
const MINUTE = 60_000

/** Which clocks a class promises from reception. */
export type ClocksOf = (kind: string, name: string) => readonly string[]

export function brokenPromises(tickets: readonly TicketShot[], cal: Calendar, clocksOf: ClocksOf): string[] {
  return tickets.flatMap(t => [
    ...everyPromiseMade(t, clocksOf),
    ...closedMeansOver(t),
    ...onePostponement(t),
    ...pausesInOrder(t),
    ...t.promises.flatMap(p => limitIsRight(t, p, cal)),
    ...lateIsTold(t),
  ])
}

function everyPromiseMade(t: TicketShot, clocksOf: ClocksOf): string[] {
  return clocksOf(t.kind, t.class)
    .filter(clock => !t.promises.some(p => p.clock === clock))
    .map(clock => `${t.number}: no promise ${clock}`)
}

function closedMeansOver(t: TicketShot): string[] {
  if (t.state !== 'closed') return []
  const open = t.promises.filter(p => !p.met && !p.stopped)
  return [
    ...open.map(p => `${t.number}: closed, but ${p.clock} still runs`),
    ...(t.pauses.some(p => p.to === null) || t.paused ? [`${t.number}: closed, but the clock stands`] : []),
    ...(t.dueAt ? [`${t.number}: closed, but due ${t.dueAt}`] : []),
  ]
}

function onePostponement(t: TicketShot): string[] {
  const n = t.promises.filter(p => p.why === 'postponed').length
  return n > 1 ? [`${t.number}: postponed ${n} times`] : []
}

function pausesInOrder(t: TicketShot): string[] {
  return t.pauses.flatMap((p, i) => {
    const next = t.pauses[i + 1]
    if (p.to !== null && ms(p.to) < ms(p.from)) return [`${t.number}: a pause ends before it begins`]
    return next && (p.to === null || ms(p.to) > ms(next.from)) ? [`${t.number}: pauses overlap`] : []
  })
}

/** The limit counted anew: minute promises by adding the paused time, working days one by one. */
function limitIsRight(t: TicketShot, p: PromiseShot, cal: Calendar): string[] {
  if (p.due === null) return []
  const end = p.met ?? p.stopped
  const due = ms(p.due)
  const stood = t.pauses
    .filter(s => end === null || ms(s.from) < ms(end))
    .map(
      s => [Math.max(ms(s.from), ms(p.start)), s.to === null ? Number.POSITIVE_INFINITY : ms(s.to)] as const,
    )
    .filter(([from, to]) => to > from)
  const want = p.unit === 'workingDays' ? byDays(p, cal, stood) : byTime(p, stood)
  if (want === null || want === due) return []
  // a change of class may give no later time than was promised before
  const before = t.promises.some(
    o => o !== p && o.clock === p.clock && o.round === p.round && o.why === 'class',
  )
  return before && due < want
    ? []
    : [`${t.number}: ${p.clock} due ${p.due}, should be ${new Date(want).toISOString()}`]
}

type Stood = readonly (readonly [number, number])[]

function byTime(p: PromiseShot, stood: Stood): number | null {
  let left = p.amount * (p.unit === 'days24' ? 1440 : 1) * MINUTE
  let at = ms(p.start)
  for (const [from, to] of stood) {
    if (from - at >= left) break
    if (to === Number.POSITIVE_INFINITY) return null
    left -= Math.max(0, from - at)
    at = to
  }
  return at + left
}

function byDays(p: PromiseShot, cal: Calendar, stood: Stood): number | null {
  let left = p.amount
  for (let day = cal.dateOf(ms(p.start)).add({ days: 1 }), i = 0; i < 400; i++, day = day.add({ days: 1 })) {
    const known = cal.day(day)
    if (!known.known) return null
    const midnight = cal.startOf(day.add({ days: 1 }))
    const stands = stood.some(([from, to]) => from < midnight && midnight <= to)
    if (known.working && !stands && --left === 0) return midnight
  }
  return null
}

/** Late is whoever met or ended a promise after its limit, and nobody else. */
function lateIsTold(t: TicketShot): string[] {
  if (t.state !== 'closed') return []
  const late = t.promises.some(p => {
    const end = p.met ?? p.stopped
    return p.due !== null && end !== null && ms(end) > ms(p.due)
  })
  return late === t.late ? [] : [`${t.number}: late is told as ${t.late}, is ${late}`]
}
