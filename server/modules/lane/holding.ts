/**
 * Held heartbeats and agents' questions (S4-16): a guard's command reaches who waits for it at once in this process, and
 * within a look of 400 ms from another one.
 */
import type { House } from '../../core/house.ts'
import { waitingCommands } from './store-command.ts'
import { Waiters } from './waiters.ts'

const LOOK_MS = 400

export class Holding {
  readonly #house: House
  readonly #waiters = new Waiters()
  #timer: NodeJS.Timeout | undefined

  constructor(house: House) {
    this.#house = house
  }

  start(): void {
    if (this.#timer) return
    const turn = () => {
      this.#timer = setTimeout(
        () =>
          void this.#look()
            .catch(() => {})
            .finally(() => this.#timer && turn()),
        LOOK_MS,
      )
      this.#timer.unref()
    }
    turn()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiters.release()
  }

  /** Waits for a command to this device or agent; at once false while nothing is held (tests, one-off programs). */
  wait(id: string, ms: number, gone?: AbortSignal): Promise<boolean> {
    return this.#timer ? this.#waiters.wait(id, ms, gone) : Promise.resolve(false)
  }

  wake(id: string): void {
    this.#waiters.wake(id)
  }

  async #look(): Promise<void> {
    const { keys } = this.#waiters
    if (keys.length === 0) return
    for (const id of await waitingCommands(this.#house.db, keys)) this.#waiters.wake(id)
  }
}

const all = new WeakMap<House, Holding>()

export function holdingOf(house: House): Holding {
  const known = all.get(house)
  if (known) return known
  const made = new Holding(house)
  all.set(house, made)
  return made
}
