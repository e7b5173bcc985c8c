/** Rules of the library. Pure; dates are local dates. */
import { Temporal } from 'temporal-polyfill'

/** The day of the next effect check: so many months after, on the last day of a shorter month; nothing without a period. */
export function nextReview(from: string, months: number): string | null {
  return months === 0 ? null : Temporal.PlainDate.from(from).add({ months }).toString()
}

/** An effect check is due on its day. */
export function reviewDue(next: string | null, today: string): boolean {
  return next !== null && next <= today
}

/** Who wrote a version cannot approve it; one that was decided stays as it is. */
export function mayApprove(
  version: { state: string; made_id: string | null },
  who: { id: string | null; approves: boolean },
): true | 'core.forbidden' | 'notice.own_version' | 'notice.decided' {
  if (!who.approves) return 'core.forbidden'
  if (version.state !== 'draft') return 'notice.decided'
  return version.made_id !== null && version.made_id === who.id ? 'notice.own_version' : true
}
