/** When a certificate counts (S7-32). Dates are local dates; the last day of validity still counts. */
import { Temporal } from 'temporal-polyfill'

/** Days before the end from which a certificate is said to run out soon. */
const SOON_DAYS = 60

export function certificateState(validUntil: string | null, today: string): 'valid' | 'soon' | 'expired' {
  if (validUntil === null) return 'valid'
  if (validUntil < today) return 'expired'
  const left = Temporal.PlainDate.from(today).until(validUntil, { largestUnit: 'day' }).days
  return left < SOON_DAYS ? 'soon' : 'valid'
}

interface Held {
  account_id: string
  kind: string
  valid_until: string | null
}

/** Whether somebody holds a certificate of a kind on a day. */
export function holds(all: readonly Held[], accountId: string, kind: string, day: string): boolean {
  return all.some(
    c =>
      c.account_id === accountId &&
      c.kind.trim() === kind.trim() &&
      certificateState(c.valid_until, day) !== 'expired',
  )
}
