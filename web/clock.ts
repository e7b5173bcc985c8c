import { useEffect, useState } from 'react'

/**
 * The only clock of the web app. A phone's own clock may be wrong, so every answer of the server corrects
 * it (its Date header); promises count down on the server's time, not on the phone's.
 */
let offsetMs = 0

/**
 * What is certain: the last time that was known for sure, and this page's steady counter then. Setting the device's clock
 * back moves nothing before it; it is kept, so that a restart without network does not either.
 */
const kept = 'anju.clock'
let sure = { ms: Number(globalThis.localStorage?.getItem(kept) ?? 0), counter: performance.now() }

/** Server time now, in epoch milliseconds. */
export function nowMs(): number {
  return Math.max(Date.now() + offsetMs, sure.ms + performance.now() - sure.counter)
}

/** From here on time is not before this: the server said it, or a record was made then and the next comes after it. */
export function sureOf(ms: number): void {
  sure = { ms, counter: performance.now() }
  globalThis.localStorage?.setItem(kept, String(Math.floor(ms)))
}

/** Server time now as ISO text, for records made offline. */
export function nowIso(): string {
  return new Date(nowMs()).toISOString()
}

/** Corrects the clock from the Date header of an answer; it has whole seconds, so small differences are left. */
export function learnServerTime(header: string | null): void {
  const server = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(server)) return
  const offset = server - Date.now()
  sureOf(server)
  if (Math.abs(offset - offsetMs) > 1500) offsetMs = offset
}

/** Re-renders every `everyMs` (30 s by default) with the server time: words such as 还剩 12 分 stay true. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(nowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
