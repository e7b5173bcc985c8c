/** What is known of each device's health: held in memory, written every few seconds. */
import type { Instant } from '../../core/clock.ts'
import type { House } from '../../core/house.ts'
import { type HealthRow, saveHealth } from './store-health.ts'
import type { DeviceRow } from './store-world.ts'
import type { Beat, PlateReading } from './wire.ts'

const LAST = 1000

export class HealthBook {
  readonly #house: House
  readonly #devices = new Map<string, HealthRow>()
  #timer: NodeJS.Timeout | undefined

  constructor(house: House) {
    this.#house = house
  }

  start(): void {
    this.#timer = setInterval(() => void this.save().catch(() => {}), 3000)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.save().catch(() => {})
  }

  of(device: DeviceRow): HealthRow {
    const known = this.#devices.get(device.id)
    if (known) return known
    const made: HealthRow = {
      estateId: device.estate_id,
      deviceId: device.id,
      seenAt: null,
      beatAt: null,
      eventAt: null,
      driftMs: device.drift_ms,
      backlog: null,
      events: 0,
      replays: 0,
      malformed: 0,
      address: null,
      serial: null,
      took: [],
      changed: false,
    }
    this.#devices.set(device.id, made)
    return made
  }

  /** How far the device's clock lay behind ours at its last event, for telling late events. */
  offset(device: DeviceRow): number | null {
    return this.of(device).driftMs
  }

  seen(device: DeviceRow, now: Instant, address: string | null): HealthRow {
    const h = this.of(device)
    h.seenAt = now
    h.address = address ?? h.address
    h.changed = true
    return h
  }

  beat(device: DeviceRow, beat: Beat, now: Instant): void {
    const h = this.of(device)
    h.beatAt = now
    h.serial = beat.serial ?? h.serial
    h.backlog = beat.backlog ?? h.backlog
    if (beat.deviceMs !== null) h.driftMs = now.epochMilliseconds - beat.deviceMs
    h.changed = true
  }

  event(device: DeviceRow, reading: PlateReading, now: Instant, tookMs: number): void {
    const h = this.of(device)
    h.eventAt = now
    h.serial = reading.serial ?? h.serial
    h.changed = true
    h.events += 1
    if (reading.replay) h.replays += 1
    else if (reading.deviceMs !== null) h.driftMs = now.epochMilliseconds - reading.deviceMs
    h.took.push(tookMs)
    if (h.took.length > LAST) h.took.splice(0, LAST / 2)
  }

  malformed(device: DeviceRow): void {
    const h = this.of(device)
    h.malformed += 1
    h.changed = true
  }

  async save(): Promise<void> {
    const changed = [...this.#devices.values()].filter(h => h.changed)
    for (const [estateId, list] of Map.groupBy(changed, h => h.estateId)) {
      const given = list.map(h => ({ ...h, events: h.events, replays: h.replays, malformed: h.malformed }))
      for (const h of list) {
        h.changed = false
        h.events = 0
        h.replays = 0
        h.malformed = 0
      }
      await saveHealth(this.#house.db, estateId, given)
    }
  }
}

const books = new WeakMap<House, HealthBook>()

export function healthOf(house: House): HealthBook {
  const known = books.get(house)
  if (known) return known
  const made = new HealthBook(house)
  books.set(house, made)
  return made
}
