/**
 * A city from a seed as a state machine, without a database: 5,000 estates and 10,000 terminals for three days. Terminals
 * register, lose the line, queue, come back late, repeat what was answered but not heard, and have wrong clocks. The rules
 * are the product's own functions (the queue's order, what an attempt becomes, which clock is believed, the day and the
 * hour, the sums); only the line, the people and the two tables (`request` with its unique client id, `gate_hour`) are
 * modelled here.
 *
 * Scale factor: a real day has 120,000 registrations in 165 estates, 727 in each (DESIGN §7). Here each terminal makes 18
 * a day and an estate has two, so one simulated registration stands for about 20 real ones; {@link scaleOf} tells it.
 */
import { Temporal } from 'temporal-polyfill'
import { ZONE } from '../../server/core/clock.ts'
import { hourCounts, refusalOf, rulingOf, slotOf, withinHours } from '../../server/modules/gate/rules.ts'
import { believed } from '../../server/modules/gate/service-sync.ts'
import { localTime } from '../../server/modules/gate/site.ts'
import { profiles } from '../../sim/hours.ts'
import type { Random } from '../../sim/random.ts'
import { drain, type Outcome, outcomeOf, type Shelf, type Waiting } from '../../web/offline/outbox.ts'

export const HOUR = 3_600_000
/** Monday 00:00 in the county. */
export const START = Temporal.Instant.from('2026-03-02T00:00:00+08:00').epochMilliseconds
const REAL_PER_ESTATE_DAY = 120_000 / 165
const OPENING = { from: '07:00', until: '21:00' }

/** A rule broken on purpose, so that a test shows which promise notices. */
export type Fault = 'forgets_ids' | 'drops_unheard' | 'overtakes' | 'believes_any_clock' | 'counts_twice'

export interface CityPlan {
  estates: number
  terminals: number
  hours: number
  /** simulated registrations of one terminal in a day */
  perTerminalDay: number
  fault?: Fault
}

/** How many registrations of a real day one simulated registration stands for. */
export function scaleOf(plan: CityPlan): number {
  return (REAL_PER_ESTATE_DAY * plan.estates) / (plan.terminals * plan.perTerminalDay)
}

interface Form {
  direction: 'in' | 'out'
  persons: number
  vehicles: number
  masked: boolean
  refusedByGuard: boolean
  emergency: boolean
}

/** What a terminal entered, as the one who stood there knows it. */
export interface Made {
  clientId: string
  terminal: number
  /** its place in the terminal's order */
  nth: number
  /** true time, epoch milliseconds */
  at: number
  /** what the terminal's clock said, ahead of true time by `off` */
  deviceAt: number
  off: number
  form: Form
  /** attempts it was answered with; empty while no answer was heard */
  heard: number[]
}

/** An attempt in the server's book. */
export interface Row {
  attempt: number
  clientId: string
  estate: number
  receivedAt: number
  offline: boolean
  /** the instant for which it counts */
  at: number
  counts: ReturnType<typeof hourCounts>
}

export interface HourRow {
  day: string
  hour: number
  counts: ReturnType<typeof hourCounts>
}

/** The server: one statement writes the client id, the row and the hour's counter, or none of them. */
export class Server {
  readonly rows: Row[] = []
  readonly hours: Map<string, HourRow>[]
  readonly #answers = new Map<string, number>()
  readonly #fault: Fault | undefined

  constructor(plan: CityPlan) {
    this.hours = Array.from({ length: plan.estates }, () => new Map())
    this.#fault = plan.fault
  }

  /** @returns the attempt; the same client id again gets the first one */
  register(estate: number, m: Made, now: number, offline: boolean): number {
    const before = this.#answers.get(m.clientId)
    if (before !== undefined && this.#fault !== 'forgets_ids') return before
    const instant = Temporal.Instant.fromEpochMilliseconds(now)
    const device = Temporal.Instant.fromEpochMilliseconds(m.deviceAt)
    const trusted = this.#fault === 'believes_any_clock' ? device : believed(device.toString(), instant)
    const at = offline ? trusted : instant
    const local = localTime({ zone: ZONE }, at)
    const counts = countsOf(m.form, offline, withinHours(OPENING, local.toPlainTime()))
    const attempt = this.rows.length
    this.rows.push({
      ...{ attempt, clientId: m.clientId, estate, receivedAt: now, offline, counts },
      at: at.epochMilliseconds,
    })
    this.#answers.set(m.clientId, attempt)
    this.#count(estate, m, local, counts)
    if (this.#fault === 'counts_twice' && now - at.epochMilliseconds > 6 * HOUR)
      this.#count(estate, m, localTime({ zone: ZONE }, instant), counts)
    return attempt
  }

  #count(estate: number, m: Made, local: Temporal.ZonedDateTime, add: HourRow['counts']): void {
    const day = local.toPlainDate().toString()
    const key = `${day} ${local.hour} ${slotOf(`terminal ${m.terminal}`)}`
    const row = this.hours[estate]!.get(key) ?? { day, hour: local.hour, counts: noCounts() }
    addCounts(row.counts, add)
    this.hours[estate]!.set(key, row)
  }
}

export function noCounts(): HourRow['counts'] {
  return hourCounts({ passed: true, direction: 'in', persons: 0, vehicles: 0, emergency: false })
}

export function addCounts(to: HourRow['counts'], add: HourRow['counts']): void {
  for (const k of Object.keys(to) as (keyof typeof to)[]) to[k] += add[k]
}

/** The gate of a closed estate: guarded, one lane, papers in order. */
function countsOf(f: Form, offline: boolean, open: boolean): HourRow['counts'] {
  const refusal = refusalOf({
    direction: f.direction,
    emergency: f.emergency,
    guardRefusal: f.refusedByGuard ? 'unwilling' : null,
    gateState: 'guarded',
    laneDirection: 'both',
    closure: true,
    withinHours: open,
    passRefusal: null,
    masks: Array.from({ length: f.persons }, (_, i) => i > 0 || f.masked),
    vehicle: f.vehicles ? { licenceChecked: true, drivingLicenceChecked: true } : null,
  })
  const { passed } = rulingOf(refusal, {
    offline,
    letThrough: f.masked && !f.refusedByGuard,
    refusedByGuard: f.refusedByGuard,
  })
  return hourCounts({ ...f, passed })
}

/** What the line does with one request: as it should, lost on the way, its answer lost, the server broken off, sent twice. */
const FATES = [92, 2, 3, 1, 2]

export class Terminal {
  readonly estate: number
  readonly made: Made[] = []
  readonly shelf: Waiting[] = []
  readonly #number: number
  readonly #r: Random
  readonly #fault: Fault | undefined
  #off: number
  #downUntil = 0
  outages = 0
  repeats = 0

  constructor(plan: CityPlan, number: number, r: Random) {
    this.estate = number % plan.estates
    this.#number = number
    this.#r = r
    this.#fault = plan.fault
    this.#off = clockError(r)
  }

  /** One hour: people come by the hour's share, the line goes and returns, what waits is tried again at its end. */
  async hour(server: Server, from: number, share: number): Promise<void> {
    const expected = share
    const n = Math.floor(expected) + (this.#r.chance(expected % 1) ? 1 : 0)
    const moments = Array.from({ length: n }, () => from + this.#r.int(0, HOUR - 1)).sort((a, b) => a - b)
    if (this.#downUntil <= from && this.#r.chance(1 / 30)) this.#breakLine(from)
    for (const at of moments) await this.#enter(server, at)
    await this.retry(server, from + HOUR - 1)
  }

  /** Minutes for most; a night for some; a few lie in a cupboard for longer than any clock is believed. */
  #breakLine(from: number): void {
    const hours = this.#r.pick([0.2, 0.5, 1, 1, 3, 9, 14, this.#r.chance(0.2) ? 55 : 5])
    this.#downUntil = from + hours * HOUR
    this.outages += 1
    // one that ran out of power wakes up in another time
    if (this.#r.chance(0.05)) this.#off = this.#r.pick([-20_000 * HOUR, -30 * HOUR, 5 * HOUR])
  }

  async #enter(server: Server, at: number): Promise<void> {
    const m: Made = {
      clientId: `${this.#number}-${this.made.length}`,
      ...{ terminal: this.#number, nth: this.made.length, at, off: this.#off, heard: [] },
      deviceAt: at + this.#off,
      form: aForm(this.#r),
    }
    this.made.push(m)
    if (this.shelf.length > 0) await this.retry(server, at)
    // what waits goes first: nothing overtakes it
    if (this.shelf.length === 0 && this.#send(server, m, at, false) === 'sent') return
    if (this.#fault === 'drops_unheard' && this.#downUntil <= at) return
    const record = { ...{ clientId: m.clientId, key: '', body: {}, sealed: true, label: '' }, seq: m.nth }
    this.shelf.push({ ...record, at: new Date(m.deviceAt).toISOString() })
  }

  /** The line is whole from now on. */
  mend(): void {
    this.#downUntil = 0
  }

  async retry(server: Server, now: number): Promise<void> {
    if (this.#downUntil > now || this.shelf.length === 0) return
    if (this.#fault === 'overtakes') this.shelf.reverse()
    const { shelf } = this
    const kept: Shelf = {
      all: async () => shelf,
      put: async record => void shelf.splice(place(shelf, record.seq), 1, record),
      remove: async seq => void shelf.splice(place(shelf, seq), 1),
    }
    await drain(kept, async record => this.#send(server, this.made[record.seq ?? 0]!, now, true))
  }

  #send(server: Server, m: Made, now: number, offline: boolean): Outcome {
    if (this.#downUntil > now) return outcomeOf(0, NO_REFUSAL)
    const fate = this.#r.weighted(FATES)
    if (fate === 1) return outcomeOf(0, NO_REFUSAL)
    if (fate === 3) return outcomeOf(503, NO_REFUSAL)
    const attempt = server.register(this.estate, m, now, offline)
    if (fate === 2) {
      this.repeats += 1
      return outcomeOf(0, NO_REFUSAL)
    }
    m.heard.push(attempt)
    if (fate === 4) {
      this.repeats += 1
      m.heard.push(server.register(this.estate, m, now, offline))
    }
    return 'sent'
  }
}

const NO_REFUSAL = { code: '', detail: '' }
const place = (shelf: Waiting[], seq: number | undefined) => shelf.findIndex(w => w.seq === seq)

/** Milliseconds ahead of true time: most are right, some slow or fast, a few days off. */
function clockError(r: Random): number {
  const kind = r.weighted([80, 10, 6, 4])
  if (kind === 0) return r.int(-20_000, 0)
  if (kind === 1) return -r.int(60_000, 3 * HOUR)
  return kind === 2 ? r.int(60_000, 2 * HOUR) : r.pick([-9_000 * HOUR, -47 * HOUR, 700 * HOUR])
}

function aForm(r: Random): Form {
  return {
    direction: r.pick(['in', 'out']),
    persons: r.weighted([0, 8, 1, 1]),
    vehicles: r.chance(0.2) ? 1 : 0,
    masked: !r.chance(0.02),
    refusedByGuard: r.chance(0.01),
    emergency: r.chance(0.005),
  }
}

/** The share of a day's registrations in an hour, from counted days: out and in together. */
export function shareOf(hour: number): number {
  const of = (h: number) => profiles.outWeekday[h]! + profiles.inWeekday[h]!
  const all = profiles.outWeekday.reduce((sum, _, h) => sum + of(h), 0)
  return of(hour % 24) / all
}
