/** The one queue of the planner: first come, first served, before `servers` equal lanes or machines. Pure. */
import { exponential, type Rand } from './plan-random.ts'

/** How long one car takes at the barrier or one cycle of a machine, in seconds. */
export type Service =
  | { kind: 'fixed'; seconds: number }
  | { kind: 'exponential'; seconds: number }
  /** Each car is one of those that were timed here. */
  | { kind: 'measured'; samples: readonly number[] }
  /** Most cars are read at once; the others need the guard. */
  | { kind: 'mixed'; seconds: number; slowShare: number; slowSeconds: number }

/** One time drawn, in seconds. */
export function drawService(service: Service, rand: Rand): number {
  switch (service.kind) {
    case 'fixed':
      return service.seconds
    case 'exponential':
      return exponential(rand, service.seconds)
    case 'measured':
      return service.samples[Math.floor(rand() * service.samples.length)] ?? 0
    case 'mixed':
      return rand() < service.slowShare ? service.slowSeconds : service.seconds
  }
}

export function meanService(service: Service): number {
  if (service.kind === 'measured')
    return service.samples.reduce((sum, s) => sum + s, 0) / Math.max(1, service.samples.length)
  if (service.kind === 'mixed')
    return service.seconds * (1 - service.slowShare) + service.slowSeconds * service.slowShare
  return service.seconds
}

/**
 * When each car begins to be served, in the order of `arrivals` (seconds, ascending). Event by event: a car begins when
 * it is first in line and a lane is free.
 */
export function serveInOrder(
  arrivals: readonly number[],
  servers: number,
  service: (at: number) => number,
): number[] {
  const free = new Float64Array(Math.max(1, servers))
  return arrivals.map((at, i) => {
    let next = 0
    for (let s = 1; s < free.length; s++) if ((free[s] ?? 0) < (free[next] ?? 0)) next = s
    const begin = Math.max(at, free[next] ?? 0)
    free[next] = begin + service(i)
    return begin
  })
}

/**
 * Mean number of cars that wait in each slot of a day: the time all of them wait in it over its length.
 * Waiting past the end of the day counts in no slot.
 */
export function waitingBySlot(
  arrivals: readonly number[],
  begins: readonly number[],
  slotSeconds: number,
  slots: number,
): Float64Array {
  const out = new Float64Array(slots)
  arrivals.forEach((at, i) => {
    const begin = begins[i] ?? at
    for (let t = at; t < begin; ) {
      const slot = Math.floor(t / slotSeconds)
      const until = Math.min(begin, (slot + 1) * slotSeconds)
      if (slot >= slots) return
      out[slot] = (out[slot] ?? 0) + (until - t) / slotSeconds
      t = until
    }
  })
  return out
}

/** The share of [from, until) in which more than `room` cars wait: they stand on the road. */
export function timeAbove(
  arrivals: readonly number[],
  begins: readonly number[],
  room: number,
  from: number,
  until: number,
): number {
  const steps = arrivals
    .flatMap((at, i) => [
      { t: at, by: 1 },
      { t: begins[i] ?? at, by: -1 },
    ])
    .sort((a, b) => a.t - b.t || a.by - b.by)
  let waiting = 0
  let last = from
  let above = 0
  for (const step of steps) {
    const t = Math.min(Math.max(step.t, from), until)
    if (waiting > room) above += t - last
    last = t
    waiting += step.by
  }
  if (waiting > room) above += until - last
  return above / (until - from)
}

/** Mean waiting time in seconds of M/D/1 (Poisson arrivals, one lane, fixed service): ρ·S / 2(1−ρ). */
export function mD1Wait(perSecond: number, seconds: number): number {
  const rho = perSecond * seconds
  return rho >= 1 ? Number.POSITIVE_INFINITY : (rho * seconds) / (2 * (1 - rho))
}

/** Mean waiting time in seconds of M/M/c: Erlang's C over the spare capacity. */
export function mMcWait(perSecond: number, seconds: number, servers: number): number {
  const load = perSecond * seconds
  if (load >= servers) return Number.POSITIVE_INFINITY
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= load / k
    sum += term
  }
  const last = ((term * load) / servers) * (servers / (servers - load))
  return ((last / (sum + last)) * seconds) / (servers - load)
}

/** The nearest-rank share of a list: `quantile(waits, 0.95)`. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}
