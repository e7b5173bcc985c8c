/**
 * The capacity planner: measured days are played again, event by event, under other conditions (more spaces, one more
 * lane, plates read instead of cards, a mechanical garage). Pure and seeded; every figure carries its 95 % band.
 */
import { type Basis, DAY, type MeasuredDay } from './plan-basis.ts'
import { drawService, quantile, type Service, serveInOrder, timeAbove, waitingBySlot } from './plan-queue.ts'
import { type Estimate, estimate, type Rand, seeded } from './plan-random.ts'

export const SLOT = 300
export const SLOTS = DAY / SLOT
/** The hour that begins with the minute looked at: what waits there is the answer about "the queue at 18:00". */
const HOUR = 3600

export interface Variant {
  name: string
  /** Ordinary spaces. */
  spaces: number
  /** Spaces of mechanical garages, how many cars their machines move at a time, and seconds per cycle. */
  mechanical: number
  machines: number
  cycle: Service
  lanesIn: number
  lanesOut: number
  entry: Service
  exit: Service
  /** Cars that fit between barrier and road. */
  room: number
  /** Vehicles more than measured, in percent; below zero fewer. */
  growth: number
  /** Cars that never moved while it was measured and stand inside all day. */
  standing: number
}

export interface Question {
  seed: string
  replications: number
  days: 'work' | 'rest' | 'all'
  /** Minute of the day that is looked at: 1080 is 18:00. */
  lookAt: number
  variants: Variant[]
}

export const measures = [
  'queueIn',
  'waitIn',
  'waitIn95',
  'spill',
  'queueOut',
  'waitOut',
  'shortMost',
  'shortHours',
  'fetchWait',
  'fetchWait95',
] as const
export type Measure = (typeof measures)[number]
export const curves = ['queueIn', 'queueOut', 'short', 'fetch'] as const
export type CurveName = (typeof curves)[number]

export interface Curve {
  mean: number[]
  lo: number[]
  hi: number[]
}

export interface VariantAnswer {
  name: string
  figures: Record<Measure, Estimate>
  /** Against the first variant, replication by replication: the band of the difference. Empty for the first. */
  change: Partial<Record<Measure, Estimate>>
  curves: Record<CurveName, Curve>
}

export interface Answer {
  variants: VariantAnswer[]
  replications: number
  days: number
  from: string
  until: string
}

interface Replication {
  figures: Record<Measure, number>
  curves: Record<CurveName, Float64Array>
}

/** Grown or shrunk, and every moment moved inside its five minutes: the count of each five minutes is the measured one. */
function played(times: readonly number[], growth: number, rand: Rand): number[] {
  const factor = 1 + growth / 100
  const out: number[] = []
  for (const t of times) {
    const slot = Math.floor(t / SLOT) * SLOT
    const copies = Math.floor(factor) + (rand() < factor - Math.floor(factor) ? 1 : 0)
    for (let n = 0; n < copies; n++) out.push(slot + rand() * SLOT)
  }
  return out.sort((a, b) => a - b)
}

const within = (at: number, from: number) => at >= from && at < from + HOUR
const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / Math.max(1, list.length)

/** Cars inside beyond the spaces there are, slot by slot (mean over the slot), and the most at any moment. */
function shortage(day: MeasuredDay, v: Variant, ins: readonly number[], outs: readonly number[]) {
  const slots = new Float64Array(SLOTS)
  const capacity = v.spaces + v.mechanical
  let inside = Math.round(day.inside * (1 + v.growth / 100)) + v.standing
  let most = Math.max(0, inside - capacity)
  let last = 0
  const spread = (until: number) => {
    const over = Math.max(0, inside - capacity)
    for (let t = last; over > 0 && t < until; ) {
      const slot = Math.min(SLOTS - 1, Math.floor(t / SLOT))
      const end = Math.min(until, (slot + 1) * SLOT)
      slots[slot] = (slots[slot] ?? 0) + (over * (end - t)) / SLOT
      t = end
    }
    last = until
  }
  let i = 0
  let o = 0
  while (i < ins.length || o < outs.length) {
    const enters = (ins[i] ?? Number.POSITIVE_INFINITY) <= (outs[o] ?? Number.POSITIVE_INFINITY)
    spread(enters ? (ins[i] ?? DAY) : (outs[o] ?? DAY))
    inside = Math.max(0, inside + (enters ? 1 : -1))
    if (enters) i += 1
    else o += 1
    most = Math.max(most, inside - capacity)
  }
  spread(DAY)
  return { slots, most, hours: slots.reduce((sum, s) => sum + s, 0) / (SLOTS / 24) }
}

/**
 * The machines of the mechanical garage: cars that live in it are brought and fetched in one line. Their share is that
 * of its spaces in all cars of the fullest moment, so that cars without a space (`short`) are in no garage.
 */
function fetching(
  v: Variant,
  ins: readonly number[],
  outs: readonly number[],
  short: number,
  seed: string,
  n: number,
) {
  const none = { slots: new Float64Array(SLOTS), waits: [] as number[] }
  if (v.mechanical === 0 || v.machines === 0) return none
  const lives = seeded(`${seed}/lives`, n)
  const share = v.mechanical / Math.max(1, v.mechanical + v.spaces + short)
  const pick = (times: readonly number[], fetch: boolean) =>
    times.filter(() => lives() < share).map(at => ({ at, fetch }))
  const cycles = [...pick(ins, false), ...pick(outs, true)].sort((a, b) => a.at - b.at)
  const rand = seeded(`${seed}/cycle`, n)
  const at = cycles.map(c => c.at)
  const begins = serveInOrder(at, v.machines, () => drawService(v.cycle, rand))
  return {
    slots: waitingBySlot(at, begins, SLOT, SLOTS),
    waits: cycles.flatMap((c, i) => (c.fetch ? [(begins[i] ?? c.at) - c.at] : [])),
  }
}

function replicate(day: MeasuredDay, v: Variant, q: Question, n: number): Replication {
  const ins = played(day.ins, v.growth, seeded(`${q.seed}/in`, n))
  const outs = played(day.outs, v.growth, seeded(`${q.seed}/out`, n))
  const look = q.lookAt * 60
  const gate = (times: number[], lanes: number, service: Service, stream: string) => {
    const rand = seeded(`${q.seed}/${stream}`, n)
    const begins = serveInOrder(times, lanes, () => drawService(service, rand))
    const waits = times.flatMap((at, i) => (within(at, look) ? [(begins[i] ?? at) - at] : []))
    return { begins, waits, slots: waitingBySlot(times, begins, SLOT, SLOTS) }
  }
  const entry = gate(ins, v.lanesIn, v.entry, 'entry')
  const exit = gate(outs, v.lanesOut, v.exit, 'exit')
  const short = shortage(day, v, ins, outs)
  const fetch = fetching(v, ins, outs, short.most, q.seed, n)
  const slot = Math.min(SLOTS - 1, Math.floor(look / SLOT))
  return {
    figures: {
      queueIn: entry.slots[slot] ?? 0,
      waitIn: mean(entry.waits),
      waitIn95: quantile(entry.waits, 0.95),
      spill: timeAbove(ins, entry.begins, v.room, look, Math.min(DAY, look + HOUR)),
      queueOut: exit.slots[slot] ?? 0,
      waitOut: mean(exit.waits),
      shortMost: short.most,
      shortHours: short.hours,
      fetchWait: mean(fetch.waits),
      fetchWait95: quantile(fetch.waits, 0.95),
    },
    curves: { queueIn: entry.slots, queueOut: exit.slots, short: short.slots, fetch: fetch.slots },
  }
}

const rounded = (n: number) => Math.round(n * 1000) / 1000
const roundedEstimate = (e: Estimate): Estimate => ({
  mean: rounded(e.mean),
  lo: rounded(e.lo),
  hi: rounded(e.hi),
})

function curveOf(runs: readonly Replication[], name: CurveName): Curve {
  const out: Curve = { mean: [], lo: [], hi: [] }
  for (let slot = 0; slot < SLOTS; slot++) {
    const e = roundedEstimate(estimate(runs.map(r => r.curves[name][slot] ?? 0)))
    out.mean.push(e.mean)
    out.lo.push(Math.max(0, e.lo))
    out.hi.push(e.hi)
  }
  return out
}

/** The days that are played: working days, days of rest, or all of them. */
export function daysFor(basis: Basis, which: Question['days']): MeasuredDay[] {
  return basis.days.filter(d => which === 'all' || d.work === (which === 'work'))
}

/**
 * Plays `replications` days for each variant. Each replication draws one measured day; variants meet the same days and
 * the same arrivals, so their difference has a narrow band of its own.
 * @param progress is told the share done, 0 to 1
 * @throws RangeError when no measured day is of the kind asked for
 */
export function plan(basis: Basis, q: Question, progress: (done: number) => void = () => {}): Answer {
  const days = daysFor(basis, q.days)
  if (days.length === 0) throw new RangeError('no measured day')
  const draw = seeded(`${q.seed}/day`, 0)
  const drawn = Array.from({ length: q.replications }, () => days[Math.floor(draw() * days.length)])
  const first: Replication[] = []
  let done = 0
  const variants = q.variants.map((v, at): VariantAnswer => {
    const runs = drawn.map((day, n) => {
      done += 1
      if (done % 20 === 0) progress(done / (drawn.length * q.variants.length))
      return replicate(day ?? { date: '', work: true, inside: 0, ins: [], outs: [] }, v, q, n)
    })
    if (at === 0) first.push(...runs)
    const figures = Object.fromEntries(
      measures.map(m => [m, roundedEstimate(estimate(runs.map(r => r.figures[m])))]),
    ) as Record<Measure, Estimate>
    const change = Object.fromEntries(
      (at === 0 ? [] : measures).map(m => [
        m,
        roundedEstimate(estimate(runs.map((r, i) => r.figures[m] - (first[i]?.figures[m] ?? 0)))),
      ]),
    )
    return {
      name: v.name,
      figures,
      change,
      curves: Object.fromEntries(curves.map(c => [c, curveOf(runs, c)])) as Record<CurveName, Curve>,
    }
  })
  progress(1)
  return { variants, replications: q.replications, days: days.length, from: basis.from, until: basis.until }
}
