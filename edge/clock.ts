/**
 * The agent's time: the server's, carried on by the machine's steady counter, so that somebody who sets the clock of the
 * gatehouse PC moves no deadline. Without a word of the server since the start it is the PC's clock with the last known
 * difference.
 */
export interface Steady {
  /** milliseconds that only grow, whatever is done to the clock */
  counter(): number
  /** the PC's clock, milliseconds since 1970 */
  wall(): number
}

export const machine: Steady = { counter: () => performance.now(), wall: () => Date.now() }

export class EdgeClock {
  readonly #steady: Steady
  #base: { ms: number; counter: number }
  #heard = false

  /** @param difference server minus PC in milliseconds, as last measured */
  constructor(difference: number, steady: Steady = machine) {
    this.#steady = steady
    this.#base = { ms: steady.wall() + difference, counter: steady.counter() }
  }

  now(): number {
    return Math.round(this.#base.ms + (this.#steady.counter() - this.#base.counter))
  }

  /**
   * The server's time, heard in an answer. Half of the way there and back is taken off; an answer that took longer than
   * two seconds tells too little once a better one was heard.
   * @param asked counter at the question
   * @returns server minus PC, to be kept for the next start
   */
  hear(serverMs: number, asked: number): number {
    const counter = this.#steady.counter()
    const took = counter - asked
    if (took <= 2000 || !this.#heard) this.#base = { ms: serverMs + took / 2, counter }
    this.#heard = true
    return Math.round(this.now() - this.#steady.wall())
  }

  counter(): number {
    return this.#steady.counter()
  }
}
