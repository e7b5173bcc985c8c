import { useEffect, useState } from 'react'

/**
 * The only clock of the web app. A phone's own clock may be wrong, so every answer of the server corrects
 * it (its Date header); promises count down on the server's time, not on the phone's.
 */
let offsetMs = 0

/** Server time now, in epoch milliseconds. */
export function nowMs(): number {
  return Date.now() + offsetMs
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
