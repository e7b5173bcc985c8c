/**
 * What the agent makes of a reading: the server's own decision over the facts on this disk, kept before it is answered.
 * When the disk is full it decides all the same and says that nothing was kept.
 */
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { withinHours } from '../server/modules/gate/rules.ts'
import { cardReadings } from '../server/modules/lane/card-number.ts'
import {
  clockBelieved,
  type Decision,
  decide,
  type Known,
  type LaneFacts,
} from '../server/modules/lane/decide.ts'
import { asReading, cardRecord, decideCard } from '../server/modules/lane/decide-card.ts'
import { misreadsOf, normalPlate } from '../server/modules/lane/plate.ts'
import type { CardReading, PlateReading } from '../server/modules/lane/wire.ts'
import type { EdgeClock } from './clock.ts'
import { type Disk, DiskFull, type Moved } from './disk.ts'
import { type EdgeDevice, type EdgeEvent, type EdgeSite, tagOf } from './facts.ts'
import { seal } from './seal.ts'

export interface Verdict {
  open: boolean
  code: string
  plate: string
  laneId: string
  direction: 'in' | 'out'
  near: readonly string[]
  atMs: number
  eventId: string
  /** the answer of an earlier sending of the same record, or a further frame of the same car */
  repeat: boolean
  /** false: the disk is full, the event is not in the queue */
  kept: boolean
}

interface Frame {
  tag: string
  direction: 'in' | 'out'
  verdict: Verdict
}

export class Judge {
  readonly #disk: Disk
  readonly #clock: EdgeClock
  readonly #tagKey: Buffer
  /** the last car of each lane: a camera sends the same one many times */
  readonly #lane = new Map<string, Frame>()
  unkept = 0
  full = false

  constructor(disk: Disk, clock: EdgeClock, tagKey: Buffer) {
    this.#disk = disk
    this.#clock = clock
    this.#tagKey = tagKey
  }

  /** @returns undefined for a camera that stands at no lane yet */
  reading(site: EdgeSite, device: EdgeDevice, r: PlateReading): Verdict | undefined {
    const lane = site.lanes.find(l => l.id === device.laneId)
    if (!lane) return undefined
    const nowMs = this.#clock.now()
    const before = this.#disk.seen(device.id, r.record)
    if (before) return this.#again(before, nowMs, site, lane.id)
    const plate = normalPlate(r.raw)
    const tag = plate === '' ? '' : tagOf(this.#tagKey, plate)
    const direction = device.direction === 'told' ? (r.direction ?? 'in') : device.direction
    const frame = this.#lane.get(lane.id)
    if (
      frame &&
      !r.replay &&
      tag !== '' &&
      frame.tag === tag &&
      frame.direction === direction &&
      nowMs - frame.verdict.atMs <= site.rule.sameMs
    )
      return { ...frame.verdict, repeat: true }
    const decision = decide(
      lane,
      this.#seen(r, plate, direction, nowMs),
      this.#known(plate, tag),
      site.rule,
      this.#closure(site, nowMs),
    )
    const verdict = this.#keep(site, device, lane, r, { plate, tag, direction, nowMs, decision })
    if (!r.replay) this.#lane.set(lane.id, { tag, direction, verdict })
    return verdict
  }

  /** A card or code that the controller did not decide by itself; the house decides on its behalf. */
  card(site: EdgeSite, device: EdgeDevice, card: CardReading): Verdict | undefined {
    const lane = site.lanes.find(l => l.id === device.laneId)
    if (!lane) return undefined
    const nowMs = this.#clock.now()
    const record = cardRecord(card, nowMs)
    const before = this.#disk.seen(device.id, record)
    if (before) return this.#again(before, nowMs, site, lane.id)
    const direction =
      device.direction === 'told' ? (lane.direction === 'out' ? 'out' : 'in') : device.direction
    const readings = cardReadings(card.number).map(number => ({
      number,
      rights: this.#disk.rightsOf(tagOf(this.#tagKey, `card ${number}`)),
    }))
    const { number, rights } = readings.find(r => r.rights.length > 0) ??
      readings[0] ?? { number: '', rights: [] }
    const granted = card.granted || (card.means !== 'card' && card.means !== 'code')
    const seen = { direction, nowMs, replay: card.replay, granted }
    const decision = decideCard(lane, seen, rights, site.rule, this.#closure(site, nowMs))
    const told = { plate: number, tag: '', direction, nowMs, decision }
    return this.#keep(site, device, lane, { ...asReading(card), record }, told, null, {
      means: card.means,
      granted: card.granted,
    })
  }

  /** A car that the guard lets through at the agent's own page, while the booth has no server. */
  byHand(
    site: EdgeSite,
    laneId: string,
    hand: { plate: string; direction: 'in' | 'out'; name: string; reason: string },
  ): Verdict | undefined {
    const lane = site.lanes.find(l => l.id === laneId)
    const device = site.devices.find(d => d.laneId === laneId)
    if (!lane || !device) return undefined
    const plate = normalPlate(hand.plate)
    const decision: Decision = { outcome: 'open', code: 'by_hand', right: null, near: [], marks: [] }
    const reading: PlateReading = {
      kind: 'plate',
      record: `hand-${randomUUID()}`,
      raw: hand.plate,
      colour: null,
      confidence: null,
      vehicle: 'car',
      direction: hand.direction,
      deviceMs: null,
      replay: false,
      openedByDevice: false,
      fake: false,
      serial: null,
      name: null,
      pictures: [],
    }
    return this.#keep(
      site,
      device,
      lane,
      reading,
      {
        plate,
        tag: plate === '' ? '' : tagOf(this.#tagKey, plate),
        direction: hand.direction,
        nowMs: this.#clock.now(),
        decision,
      },
      { name: hand.name, reason: hand.reason },
    )
  }

  /** A record that was answered before: the same answer while its car may still stand there, shut afterwards. */
  #again(before: { answer: string; ms: number }, nowMs: number, site: EdgeSite, laneId: string): Verdict {
    const first = JSON.parse(before.answer) as Verdict
    const fresh = nowMs - before.ms <= site.rule.repeatMs
    return { ...first, laneId, open: first.open && fresh, repeat: true }
  }

  #seen(r: PlateReading, plate: string, direction: 'in' | 'out', nowMs: number) {
    return {
      plate,
      confidence: r.confidence,
      fake: r.fake,
      direction,
      nowMs,
      replay: r.replay,
      openedByDevice: r.openedByDevice,
    }
  }

  #known(plate: string, tag: string): Known {
    if (plate === '') return { rights: [], last: null, groupInside: () => 0, near: [] }
    const rights = this.#disk.rightsOf(tag)
    const last = this.#disk.lastOf(tag)
    const stranger = rights.length === 0 && last?.direction !== 'in'
    return {
      rights,
      last,
      groupInside: id => this.#disk.groupInside(id, tag),
      near: stranger ? misreadsOf(plate).filter(text => this.#disk.isKnown(tagOf(this.#tagKey, text))) : [],
    }
  }

  #closure(site: EdgeSite, nowMs: number) {
    const { closure } = site
    if (!closure || nowMs < closure.fromMs || closure.untilMs <= nowMs) return null
    const time = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(site.zone).toPlainTime()
    return { withinHours: withinHours(site.hours, time) }
  }

  #keep(
    site: EdgeSite,
    device: EdgeDevice,
    lane: LaneFacts,
    r: PlateReading,
    d: { plate: string; tag: string; direction: 'in' | 'out'; nowMs: number; decision: Decision },
    byHand: EdgeEvent['byHand'] = null,
    card: EdgeEvent['card'] = null,
  ): Verdict {
    const { plate, direction, nowMs, decision } = d
    // a replay moved its car long ago: the place in time is the camera's, where it can be believed
    const passedMs = r.replay && r.deviceMs !== null && clockBelieved(r.deviceMs, nowMs) ? r.deviceMs : nowMs
    const opened = decision.outcome === 'open'
    // what the camera tells of late has passed, as on the server (decision 0011); without a plate nobody was seen passing
    const letThrough =
      byHand !== null ||
      card?.granted === true ||
      (card !== null && opened) ||
      ((opened || decision.outcome === 'note') && d.tag !== '')
    const event: EdgeEvent = {
      deviceId: device.id,
      laneId: lane.id,
      direction,
      record: r.record,
      atMs: nowMs,
      deviceMs: r.deviceMs,
      plate,
      card,
      colour: r.colour,
      vehicle: r.vehicle,
      confidence: r.confidence,
      replay: r.replay,
      outcome: decision.outcome,
      code: decision.code,
      rightId: decision.right?.id ?? null,
      rightKind: decision.right?.kind ?? null,
      near: [...decision.near],
      marks: [...decision.marks],
      letThrough,
      byHand,
    }
    const verdict: Verdict = {
      open: opened && !r.openedByDevice,
      code: decision.code,
      plate,
      laneId: lane.id,
      direction,
      near: decision.near,
      atMs: nowMs,
      eventId: randomUUID(),
      repeat: false,
      kept: true,
    }
    const moved: Moved | undefined =
      d.tag !== '' && letThrough ? { tag: d.tag, direction, ms: passedMs, laneId: lane.id } : undefined
    // the answer on the disk names no plate
    const answer = JSON.stringify({ ...verdict, plate: '', near: [] } satisfies Verdict)
    const queued = {
      id: verdict.eventId,
      deviceId: device.id,
      record: r.record,
      box: JSON.stringify(seal(event, site.sealTo)),
      atMs: nowMs,
    }
    try {
      this.#disk.take(queued, answer, moved)
      this.full = false
      return verdict
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error
      this.full = true
      this.unkept += 1
      return { ...verdict, kept: false }
    }
  }
}
