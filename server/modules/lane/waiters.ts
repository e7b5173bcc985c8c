/** Answers that are held until there is something to say, or for so long at most. Knows no server: the gatehouse runs it too. */
export class Waiters {
  readonly #held = new Map<string, Set<(woken: boolean) => void>>()

  /** Whom somebody waits for. */
  get keys(): string[] {
    return [...this.#held.keys()]
  }

  /**
   * @param gone the other side hung up: what it would have carried must stay for the next who asks
   * @returns whether it was woken; false when the time was over or the other side hung up
   */
  wait(key: string, ms: number, gone?: AbortSignal): Promise<boolean> {
    if (gone?.aborted) return Promise.resolve(false)
    return new Promise(done => {
      const held = this.#held.get(key) ?? new Set()
      this.#held.set(key, held)
      const end = (woken: boolean) => {
        clearTimeout(timer)
        gone?.removeEventListener('abort', hungUp)
        held.delete(end)
        if (held.size === 0 && this.#held.get(key) === held) this.#held.delete(key)
        done(woken)
      }
      const hungUp = () => end(false)
      const timer = setTimeout(() => end(false), ms)
      held.add(end)
      gone?.addEventListener('abort', hungUp)
    })
  }

  wake(key: string): void {
    for (const end of [...(this.#held.get(key) ?? [])]) end(true)
  }

  /** Lets everybody go with nothing: the program stops. */
  release(): void {
    for (const held of [...this.#held.values()]) for (const end of [...held]) end(false)
  }
}

/**
 * Milliseconds that a camera's comet heartbeat is held: it asks again at once after each answer, and waits some five
 * seconds for one.
 */
export const HOLD_MS = 4500

/** The end of the address that a camera is given for heartbeats whose answer may be held (its "comet" mode). */
export const isComet = (path: string): boolean => /^comet\//.test(path)
