/**
 * What a stay costs and why (F-08): pure, in integer fen and milliseconds. The same walk makes the sum and its
 * explanation, so the two cannot differ. Local time is Asia/Shanghai, which has had no summer time since 1991.
 *
 * How a stay is read, once and for all tariffs:
 * - free minutes are kept at the limit: a stay of exactly that length is free, a millisecond more is not;
 * - a unit that has begun is charged whole, at the price of the period and of the tariff in force where it begins;
 *   so a change of tariff never charges a minute twice, and an equal tariff that follows changes nothing;
 * - a unit counts for the window (24 hours from the entry, or the calendar day) in which it begins;
 * - factors multiply prices and caps alike.
 */
import type { TariffBody } from './contract-tariff.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const LOCAL = 8 * 3_600_000

/** A tariff from the instant (epoch ms) at which it takes effect until the next one does. */
export interface TariffVersion {
  from: number
  name: string
  body: TariffBody
}

export interface StayInput {
  /** epoch ms */
  from: number
  to: number
  big?: boolean
  nev?: boolean
  disabled?: boolean
  couponMinutes?: number
  couponAmount?: number
  /** what earlier entries of the same plate cost by local day (2026-01-31), for the cap over a day's entries */
  prior?: Readonly<Record<string, number>>
}

export type CapKind = 'rolling24' | 'calendar_day' | 'period' | 'entries'

export type Step =
  | { kind: 'free'; from: number; until: number; minutes: number; why: 'all' | 'nev' | 'disabled' }
  | { kind: 'lost'; minutes: number }
  | { kind: 'unpriced'; from: number; until: number }
  | { kind: 'coupon'; from: number; until: number; minutes: number }
  | { kind: 'factor'; percent: number; why: 'big' | 'nev' | 'disabled' }
  | { kind: 'change'; at: number; name: string }
  | {
      kind: 'unit'
      from: number
      until: number
      units: number
      unitMinutes: number
      price: number
      amount: number
      period: string
      first: boolean
    }
  | { kind: 'capped'; from: number; until: number; cap: CapKind; limit: number }
  | { kind: 'couponAmount'; amount: number }
  | { kind: 'round'; amount: number; to: number }
  | { kind: 'total'; amount: number }

export interface Fee {
  total: number
  steps: Step[]
  /** fen by local day in which the units began, before coupons and rounding */
  byDay: Record<string, number>
}

/** 2026-01-31 of an instant. */
export const localDay = (ms: number): string => new Date(ms + LOCAL).toISOString().slice(0, 10)
const dayEnd = (ms: number) => (Math.floor((ms + LOCAL) / DAY) + 1) * DAY - LOCAL
const minuteOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))

interface Period {
  label: string
  price: number
  cap: number | null
  /** epoch ms of this occurrence */
  start: number
  end: number
}

const inOrder = new WeakMap<TariffBody, TariffBody['periods']>()

/** The periods in the order of the day; a stay of weeks asks for them thousands of times. */
function periodsOf(body: TariffBody): TariffBody['periods'] {
  const known = inOrder.get(body)
  if (known) return known
  const list = body.periods.toSorted((a, b) => minuteOf(a.from) - minuteOf(b.from))
  inOrder.set(body, list)
  return list
}

/** The period in which an instant falls, with the bounds of this occurrence; one that never ends has no label. */
export function periodAt(body: TariffBody, at: number): Period {
  const list = periodsOf(body)
  const midnight = dayEnd(at) - DAY
  const minute = (at - midnight) / MINUTE
  let index = list.findLastIndex(p => minuteOf(p.from) <= minute)
  const before = index < 0
  if (before) index = list.length - 1
  const period = list[index]!
  const next = list[(index + 1) % list.length]!
  const start = midnight + minuteOf(period.from) * MINUTE - (before ? DAY : 0)
  const length = minuteOf(next.from) - minuteOf(period.from)
  const end = start + (length > 0 ? length : length + 1440) * MINUTE
  const label = list.length === 1 ? '' : `${period.from}–${next.from}`
  return { label, price: period.price, cap: period.cap, start, end }
}

/** The tariff in force at an instant; nothing before the first. `versions` in the order of `from`. */
export const versionAt = (versions: readonly TariffVersion[], at: number): TariffVersion | undefined =>
  versions.findLast(v => v.from <= at)

/** What free minutes this stay has, and by what right. */
function freeOf(body: TariffBody, s: StayInput): { minutes: number; why: 'all' | 'nev' | 'disabled' } {
  const rights = [
    { minutes: body.freeMinutes, why: 'all' as const },
    ...(s.nev ? [{ minutes: body.nev.freeMinutes, why: 'nev' as const }] : []),
    ...(s.disabled ? [{ minutes: body.disabled.freeMinutes, why: 'disabled' as const }] : []),
  ]
  return rights.reduce((best, r) => (r.minutes > best.minutes ? r : best))
}

interface Factor {
  percent: number
  why: 'big' | 'nev' | 'disabled'
}

/** Factors of this vehicle: the greater of the discounts, and the big vehicle's. */
function factorsOf(body: TariffBody, s: StayInput): Factor[] {
  const less = [
    ...(s.nev ? [{ percent: body.nev.percent, why: 'nev' as const }] : []),
    ...(s.disabled ? [{ percent: body.disabled.percent, why: 'disabled' as const }] : []),
  ].toSorted((a, b) => a.percent - b.percent)
  const all: Factor[] = [...(s.big ? [{ percent: body.bigPercent, why: 'big' as const }] : [])]
  if (less[0]) all.push(less[0])
  return all.filter(f => f.percent !== 100)
}

const scaled = (fen: number, factors: readonly Factor[]) =>
  Math.floor(factors.reduce((sum, f) => sum * f.percent, fen) / 100 ** factors.length)

/** The running sums against which caps are held. */
class Sums {
  readonly days: Record<string, number> = {}
  readonly #windows = new Map<string, number>()
  readonly #prior: Readonly<Record<string, number>>
  readonly #start: number

  constructor(start: number, prior: Readonly<Record<string, number>>) {
    this.#start = start
    this.#prior = prior
  }

  /** Every cap that bears on a unit that begins at `t`: what is left under it and until when it holds. */
  caps(t: number, body: TariffBody, period: Period, factors: readonly Factor[]) {
    const day = localDay(t)
    const rolling = Math.floor((t - this.#start) / DAY)
    const ofDay = this.days[day] ?? 0
    const out: { cap: CapKind; limit: number; left: number; end: number }[] = []
    const put = (cap: CapKind, fen: number, used: number, end: number) => {
      const limit = scaled(fen, factors)
      out.push({ cap, limit, left: Math.max(0, limit - used), end })
    }
    if (body.cap.kind === 'rolling24')
      put(
        'rolling24',
        body.cap.amount,
        this.#windows.get(`r${rolling}`) ?? 0,
        this.#start + (rolling + 1) * DAY,
      )
    if (body.cap.kind === 'calendar_day') put('calendar_day', body.cap.amount, ofDay, dayEnd(t))
    if (period.cap !== null) put('period', period.cap, this.#windows.get(`p${period.start}`) ?? 0, period.end)
    if (body.entriesCap !== null) put('entries', body.entriesCap, ofDay + (this.#prior[day] ?? 0), dayEnd(t))
    return out.toSorted((a, b) => a.left - b.left || b.end - a.end)
  }

  add(t: number, period: Period, fen: number): void {
    const day = localDay(t)
    this.days[day] = (this.days[day] ?? 0) + fen
    const rolling = Math.floor((t - this.#start) / DAY)
    for (const key of [`r${rolling}`, `p${period.start}`])
      this.#windows.set(key, (this.#windows.get(key) ?? 0) + fen)
  }
}

function pushUnit(steps: Step[], unit: Extract<Step, { kind: 'unit' }>): void {
  const last = steps.at(-1)
  const joins =
    last?.kind === 'unit' &&
    last.until === unit.from &&
    last.price === unit.price &&
    last.unitMinutes === unit.unitMinutes &&
    last.period === unit.period &&
    last.first === unit.first
  if (!joins) {
    steps.push(unit)
    return
  }
  last.until = unit.until
  last.units += unit.units
  last.amount += unit.amount
}

function pushCapped(steps: Step[], capped: Extract<Step, { kind: 'capped' }>): void {
  const last = steps.at(-1)
  if (
    last?.kind === 'capped' &&
    last.cap === capped.cap &&
    last.limit === capped.limit &&
    last.until === capped.from
  )
    last.until = capped.until
  else steps.push(capped)
}

/** Walks the units from `billed` to the exit. */
function walk(
  versions: readonly TariffVersion[],
  s: StayInput,
  billed: number,
  sums: Sums,
  steps: Step[],
): void {
  let t = billed
  let version: TariffVersion | undefined
  let first = true
  while (t < s.to) {
    const now = versionAt(versions, t)!
    if (version !== undefined && now !== version) steps.push({ kind: 'change', at: t, name: now.name })
    const begins = version === undefined && first
    version = now
    const { body } = now
    const factors = factorsOf(body, s)
    const period = periodAt(body, t)
    const opening = begins ? body.first : null
    first = false
    const unitMinutes = opening?.minutes ?? body.unitMinutes
    const length = unitMinutes * MINUTE
    const price = scaled(opening?.price ?? period.price, factors)
    const [tightest] = sums.caps(t, body, period, factors)
    if (tightest?.left === 0) {
      // nothing more is charged under this cap: on to the first unit that begins after it
      const next = versions[versions.indexOf(now) + 1]?.from ?? Number.POSITIVE_INFINITY
      const end = Math.min(tightest.end, next, s.to)
      const skip = opening ? 1 : Math.max(1, Math.ceil((end - t) / length))
      const until = t + skip * length
      pushCapped(steps, {
        kind: 'capped',
        from: t,
        until: Math.min(until, s.to),
        cap: tightest.cap,
        limit: tightest.limit,
      })
      t = until
      continue
    }
    const amount = Math.min(price, tightest?.left ?? price)
    const until = t + length
    sums.add(t, period, amount)
    pushUnit(steps, {
      kind: 'unit',
      from: t,
      until: Math.min(until, s.to),
      units: 1,
      unitMinutes,
      price,
      amount,
      period: period.label,
      first: opening !== null,
    })
    t = until
  }
}

/**
 * The fee of a stay and its steps. `versions` in the order in which they take effect; time before the first published
 * tariff costs nothing (D-12: nothing is charged beyond what is published).
 */
export function feeOf(versions: readonly TariffVersion[], s: StayInput): Fee {
  const steps: Step[] = []
  const start = Math.max(s.from, versions[0]?.from ?? Number.POSITIVE_INFINITY)
  const none = (): Fee => ({ total: 0, steps: [...steps, { kind: 'total', amount: 0 }], byDay: {} })
  if (start > s.from) steps.push({ kind: 'unpriced', from: s.from, until: Math.min(start, s.to) })
  if (start >= s.to) return none()
  const { body } = versionAt(versions, start)!
  const free = freeOf(body, s)
  const freeMs = free.minutes * MINUTE
  if (s.to - start <= freeMs) {
    steps.push({ kind: 'free', from: start, until: s.to, minutes: free.minutes, why: free.why })
    return none()
  }
  let billed = start
  if (free.minutes > 0 && body.freeMode === 'deducted') {
    billed += freeMs
    steps.push({ kind: 'free', from: start, until: billed, minutes: free.minutes, why: free.why })
  } else if (free.minutes > 0) steps.push({ kind: 'lost', minutes: free.minutes })
  if (s.couponMinutes) {
    const until = Math.min(billed + s.couponMinutes * MINUTE, s.to)
    steps.push({ kind: 'coupon', from: billed, until, minutes: s.couponMinutes })
    billed += s.couponMinutes * MINUTE
  }
  for (const f of factorsOf(body, s)) steps.push({ kind: 'factor', ...f })
  const sums = new Sums(start, s.prior ?? {})
  walk(versions, s, billed, sums, steps)
  let total = Object.values(sums.days).reduce((sum, fen) => sum + fen, 0)
  if (s.couponAmount && total > 0) {
    const amount = Math.min(total, s.couponAmount)
    steps.push({ kind: 'couponAmount', amount })
    total -= amount
  }
  const over = total % body.roundTo
  if (over > 0) {
    steps.push({ kind: 'round', amount: over, to: body.roundTo })
    total -= over
  }
  steps.push({ kind: 'total', amount: total })
  return { total, steps, byDay: sums.days }
}

const HORIZON = 31 * DAY

/**
 * The last instant (epoch ms) at which a car may stand without owing more than `paid` fen: the end of the free
 * minutes, of the unit that is paid, or of the window whose cap is reached. At most 31 days after `s.to`.
 */
export function coveredUntil(versions: readonly TariffVersion[], s: StayInput, paid: number): number {
  const owes = (to: number) => feeOf(versions, { ...s, to }).total > paid
  if (owes(s.to)) return s.to
  let low = s.to
  let high = s.to + MINUTE
  while (!owes(high)) {
    if (high - s.to >= HORIZON) return s.to + HORIZON
    low = high
    high = s.to + (high - s.to) * 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (owes(middle)) high = middle
    else low = middle
  }
  return low
}
