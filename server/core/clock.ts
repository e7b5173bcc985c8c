/** The one source of time (SX-06). Everything else takes `now` as a value. */
import { Temporal } from 'temporal-polyfill'

export type Instant = Temporal.Instant

export interface Clock {
  now(): Instant
}

export const ZONE = 'Asia/Shanghai'

/** Server time, in milliseconds: what a limit is compared with. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
}

/** A clock that tests and the simulation move by hand. */
export class ManualClock implements Clock {
  #ms: number
  constructor(start: string | Instant) {
    this.#ms =
      typeof start === 'string' ? Temporal.Instant.from(start).epochMilliseconds : start.epochMilliseconds
  }
  now(): Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.#ms)
  }
  set(to: string | Instant): void {
    this.#ms = typeof to === 'string' ? Temporal.Instant.from(to).epochMilliseconds : to.epochMilliseconds
  }
  advance(by: Temporal.DurationLike): void {
    this.#ms = this.now().add(Temporal.Duration.from(by).round({ largestUnit: 'hours' })).epochMilliseconds
  }
}

/** The calendar day of an instant in the estate's zone. */
export function localDate(at: Instant, zone: string = ZONE): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

/** Milliseconds of a monotonic clock, for measuring only. */
export function stopwatch(): () => number {
  const from = performance.now()
  return () => performance.now() - from
}
