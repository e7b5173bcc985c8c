/**
 * What a decision needs, held in memory per process (DESIGN §4): lanes and gates, the closure, rights by blind plate, who
 * is inside. It follows `rights_version` and the gates within a second, and stays as it was while the database is away:
 * a camera is answered from here, never from a query.
 */
import { Temporal } from 'temporal-polyfill'
import { type Instant, localDate, stopwatch } from '../../core/clock.ts'
import { type FieldCipher, fieldCipher } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { House } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { type HoursRule, withinHours } from '../gate/rules.ts'
import { sealingPublicKey } from '../gate/sealing.ts'
import { zoneOf } from '../gate/store-site.ts'
import type { ClosureFacts, DecisionRule, Right } from './decide.ts'
import { type CardRight, cardRights } from './store-card.ts'
import {
  closuresNow,
  type DeviceRow,
  devicesNow,
  insideNow,
  type LaneRow,
  lanesNow,
  passedSince,
  type RightFacts,
  rightsNow,
  rightsSince,
  versionsNow,
} from './store-world.ts'

export interface LaneRule extends DecisionRule {
  /** days an event, and the picture of one, are kept */
  eventDays: number
  pictureDays: number
}

export interface LastPass {
  direction: 'in' | 'out'
  ms: number
  laneId: string
}

/** Rights that ended within this are remembered, so that the guard hears that they ended. */
const ENDED_DAYS = 60
/** A transaction that wrote rights is not longer under way than this. */
const OVERLAP = { seconds: 60 }
const WHOLE_MS = 300_000

export class EstateWorld {
  readonly estateId: string
  readonly cipher: FieldCipher
  readonly key: Buffer
  zone = 'Asia/Shanghai'
  lanes = new Map<string, LaneRow>()
  closure: { fromMs: number; untilMs: number } | undefined
  hours: HoursRule = { from: '00:00', until: '24:00' }
  rule!: LaneRule
  version = -1
  wholeMs = 0
  changedAt: Instant
  readonly rights = new Map<string, Right[]>()
  /** cards by blind number; replaced as a whole */
  cards = new Map<string, Right[]>()
  readonly groups = new Map<string, Set<string>>()
  readonly last = new Map<string, LastPass>()
  readonly #place = new Map<string, string>()
  #sealTo: { kid: string; publicKey: string } | undefined

  constructor(estateId: string, cipher: FieldCipher, key: Buffer, now: Instant) {
    this.estateId = estateId
    this.cipher = cipher
    this.key = key
    this.changedAt = now
  }

  /** What its booths and agents seal to. */
  get sealTo(): { kid: string; publicKey: string } {
    this.#sealTo ??= { kid: `e:${this.estateId}`, publicKey: sealingPublicKey(this.key) }
    return this.#sealTo
  }

  /** The blind index of a normalised plate, in hex. */
  blind(plate: string): string {
    return this.cipher.blind('plate', plate).toString('hex')
  }

  groupInside(groupId: string, but: string): number {
    let count = 0
    for (const blind of this.groups.get(groupId) ?? [])
      if (blind !== but && this.last.get(blind)?.direction === 'in') count += 1
    return count
  }

  passed(blind: string, pass: LastPass): void {
    const known = this.last.get(blind)
    if (known && known.ms > pass.ms) return
    this.last.set(blind, pass)
  }

  closureAt(now: Instant): ClosureFacts | null {
    const ms = now.epochMilliseconds
    if (!this.closure || ms < this.closure.fromMs || this.closure.untilMs <= ms) return null
    return { withinHours: withinHours(this.hours, now.toZonedDateTimeISO(this.zone).toPlainTime()) }
  }

  /** Takes a right in, or out when it was withdrawn. */
  takeRight(r: RightFacts): void {
    const at = this.#place.get(r.id)
    if (at !== undefined) {
      const left = (this.rights.get(at) ?? []).filter(one => one.id !== r.id)
      if (left.length > 0) this.rights.set(at, left)
      else this.rights.delete(at)
      this.#place.delete(r.id)
    }
    if (r.ended_at !== null) return
    const right: Right = {
      id: r.id,
      kind: r.kind,
      lanes: r.lanes,
      direction: r.direction,
      fromMs: r.from_at.epochMilliseconds,
      untilMs: r.until_at?.epochMilliseconds ?? null,
      group: r.stay_group === null ? null : { id: r.stay_group, spaces: r.group_spaces ?? 0 },
    }
    this.rights.set(r.blind, [...(this.rights.get(r.blind) ?? []), right])
    this.#place.set(r.id, r.blind)
    if (right.group) {
      const members = this.groups.get(right.group.id) ?? new Set()
      members.add(r.blind)
      this.groups.set(right.group.id, members)
    }
  }

  /** Everything anew; what was withdrawn in the meantime is gone. */
  takeWhole(rights: readonly RightFacts[]): void {
    this.rights.clear()
    this.groups.clear()
    this.#place.clear()
    for (const r of rights) this.takeRight(r)
  }
}

/** A card's right, in the terms of the decision. */
function rightOfCard(c: CardRight): Right {
  return {
    id: c.id,
    kind: 'owner',
    lanes: c.lanes,
    direction: 'both',
    fromMs: c.from_at.epochMilliseconds,
    untilMs: c.until_at?.epochMilliseconds ?? null,
    group: null,
  }
}

export class World {
  readonly #house: House
  readonly #estates = new Map<string, Promise<EstateWorld>>()
  readonly #ready = new Map<string, EstateWorld>()
  #devices: Map<string, DeviceRow> | undefined
  #looking: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #lookedAt: Instant
  /** milliseconds since the last look that went through */
  #sinceLook = stopwatch()

  constructor(house: House) {
    this.#house = house
    this.#lookedAt = house.clock.now()
  }

  /** Looks twice a second from now on; without it (tests, one-off programs) every question looks first. */
  start(): void {
    if (this.#timer) return
    const turn = () => {
      this.#timer = setTimeout(
        () =>
          void this.look()
            .catch(() => {})
            .finally(() => this.#timer && turn()),
        400,
      )
      this.#timer.unref()
    }
    turn()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** How old the facts are, in milliseconds: what health shows. */
  age(): number {
    return this.#sinceLook()
  }

  /** @throws core.not_found for an estate there is not */
  async estate(estateId: string): Promise<EstateWorld> {
    const known = this.#estates.get(estateId)
    if (known) {
      if (!this.#timer) await this.look().catch(() => {})
      return known
    }
    const loading = this.#load(estateId)
    this.#estates.set(estateId, loading)
    loading.then(
      world => this.#ready.set(estateId, world),
      () => this.#estates.delete(estateId),
    )
    return loading
  }

  /** A live device by the hash of its key, in hex. */
  async device(key: string): Promise<DeviceRow | undefined> {
    this.#devices ??= new Map((await devicesNow(this.#house.db)).map(d => [d.key, d]))
    if (!this.#timer) await this.look().catch(() => {})
    return this.#devices.get(key)
  }

  async deviceById(estateId: string, id: string): Promise<DeviceRow | undefined> {
    this.#devices ??= new Map((await devicesNow(this.#house.db)).map(d => [d.key, d]))
    for (const d of this.#devices.values()) if (d.estate_id === estateId && d.id === id) return d
    return undefined
  }

  devicesOf(estateId: string): DeviceRow[] {
    return [...(this.#devices?.values() ?? [])].filter(d => d.estate_id === estateId)
  }

  /** After this process changed devices of an estate. */
  async refreshDevices(estateId: string): Promise<void> {
    if (!this.#devices) return
    const fresh = await devicesNow(this.#house.db, estateId)
    for (const [key, d] of this.#devices) if (d.estate_id === estateId) this.#devices.delete(key)
    for (const d of fresh) this.#devices.set(d.key, d)
  }

  /** One look at what changed. Callers at the same time share it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #look(): Promise<void> {
    const { db, clock } = this.#house
    const estates = [...this.#ready.keys()]
    if (estates.length === 0) return
    const now = clock.now()
    const [versions, lanes, closures, passed] = await Promise.all([
      versionsNow(db, estates),
      lanesNow(db, estates),
      closuresNow(db, estates),
      passedSince(db, estates, this.#lookedAt.subtract({ seconds: 3 })),
    ])
    this.#lookedAt = now
    const lanesOf = Map.groupBy(lanes, l => l.estate_id)
    const version = new Map(versions.map(v => [v.estate_id, v.version]))
    const closed = new Map(closures.map(c => [c.estate_id, c]))
    for (const p of passed)
      this.#ready
        .get(p.estate_id)
        ?.passed(p.blind, { direction: p.direction, ms: p.at.epochMilliseconds, laneId: p.lane_id })
    for (const world of this.#ready.values()) {
      world.lanes = new Map((lanesOf.get(world.estateId) ?? []).map(l => [l.id, l]))
      const c = closed.get(world.estateId)
      world.closure = c && { fromMs: c.starts_at.epochMilliseconds, untilMs: c.ends_at.epochMilliseconds }
      const v = version.get(world.estateId) ?? 0
      const whole = Math.abs(now.epochMilliseconds - world.wholeMs) > WHOLE_MS
      if (v !== world.version || whole) await this.#readRights(world, v, now, whole)
    }
    this.#sinceLook = stopwatch()
  }

  async #readRights(world: EstateWorld, version: number, now: Instant, whole: boolean): Promise<void> {
    const { db } = this.#house
    if (whole) {
      await this.#readRules(world, now)
      world.takeWhole(await rightsNow(db, world.estateId, now.subtract({ hours: 24 * ENDED_DAYS })))
      world.wholeMs = now.epochMilliseconds
    } else
      for (const r of await rightsSince(db, world.estateId, world.changedAt.subtract(OVERLAP)))
        world.takeRight(r)
    world.cards = new Map((await cardRights(db, world.estateId)).map(c => [c.blind, [rightOfCard(c)]]))
    await this.refreshDevices(world.estateId)
    world.changedAt = now
    world.version = version
  }

  async #readRules(world: EstateWorld, now: Instant): Promise<void> {
    const { db } = this.#house
    const today = localDate(now, world.zone).toString()
    world.hours = await ruleFor<HoursRule>(db, 'gate.hours', world.estateId, today)
    world.rule = await ruleFor<LaneRule>(db, 'lane.decision', world.estateId, today)
  }

  async #load(estateId: string): Promise<EstateWorld> {
    const { db, clock, ring } = this.#house
    const now = clock.now()
    const zone = await zoneOf(db, estateId)
    if (zone === undefined) throw fail('core.not_found')
    const key = await ring.estate(db, estateId)
    const world = new EstateWorld(estateId, await fieldCipher(ring, db, estateId), key, now)
    world.zone = zone
    const [lanes, closures, inside, versions] = await Promise.all([
      lanesNow(db, [estateId]),
      closuresNow(db, [estateId]),
      insideNow(db, estateId),
      versionsNow(db, [estateId]),
    ])
    world.lanes = new Map(lanes.map(l => [l.id, l]))
    const c = closures[0]
    world.closure = c && { fromMs: c.starts_at.epochMilliseconds, untilMs: c.ends_at.epochMilliseconds }
    for (const p of inside)
      world.passed(p.blind, { direction: p.direction, ms: p.at.epochMilliseconds, laneId: p.lane_id })
    await this.#readRights(world, versions[0]?.version ?? 0, now, true)
    return world
  }
}

const worlds = new WeakMap<House, World>()

export function worldOf(house: House): World {
  const known = worlds.get(house)
  if (known) return known
  const made = new World(house)
  worlds.set(house, made)
  return made
}

/** Milliseconds to an instant, whatever they are. */
export const instantOf = (ms: number): Instant => Temporal.Instant.fromEpochMilliseconds(ms)
