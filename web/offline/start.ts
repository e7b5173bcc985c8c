import { startSending } from './queue.ts'

let started = false

/**
 * Called by the shells that work without network: registers the service worker (built apps over HTTPS only)
 * and starts sending what waits on this device. Safe to call again.
 */
export function startOffline(): void {
  if (started) return
  started = true
  startSending()
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
