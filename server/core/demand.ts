/** How busy this process is with those who wait for an answer: what can wait gives way to them. */
const SPAN_MS = 250

export class Demand {
  readonly #now: () => number
  #from: number
  #count = 0
  #rate = 0

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#from = now()
  }

  /** A request came. */
  came(): void {
    this.#settle()
    this.#count++
  }

  /** Requests a second, over the last whole quarter of a second. */
  perSecond(): number {
    this.#settle()
    return this.#rate
  }

  #settle(): void {
    const spent = this.#now() - this.#from
    if (spent < SPAN_MS) return
    // nothing for a whole further span: it is quiet now, whatever it was before
    this.#rate = spent >= 2 * SPAN_MS ? 0 : (this.#count / spent) * 1000
    this.#count = 0
    this.#from = this.#now()
  }
}
