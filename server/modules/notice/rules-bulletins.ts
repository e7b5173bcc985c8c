/** Whom a bulletin is for, and when a regular one is due (S1-23). Dates are local dates. */
import { Temporal } from 'temporal-polyfill'

export interface AudienceOf {
  to: 'all' | 'residents' | 'staff'
  buildings: string[]
  roles: string[]
  /** own, lease: kinds of households */
  homes?: string[]
  /** keys of the household profile's flags */
  flags?: string[]
}

/** Who looks: his roles in the estate, whether one of them is a staff role, the buildings and households he is bound to. */
export interface Viewer {
  roles: string[]
  staff: boolean
  resident: boolean
  buildings: string[]
  homes: string[]
  flags: string[]
}

/** Whether it must be known of a reader's household what kind it is. */
export function asksHouseholds(a: AudienceOf): boolean {
  return (a.homes?.length ?? 0) > 0 || (a.flags?.length ?? 0) > 0
}

const none = (wanted: string[] | undefined, has: string[]) =>
  (wanted?.length ?? 0) > 0 && !wanted?.some(one => has.includes(one))

/** Staff are not narrowed by buildings: a bulletin to building 3 is also seen by those who work there. */
export function addressed(a: AudienceOf, viewer: Viewer): boolean {
  if (a.to === 'residents' && !viewer.resident) return false
  if (a.to === 'staff' && !viewer.staff) return false
  if (a.roles.length > 0 && !a.roles.some(r => viewer.roles.includes(r))) return false
  if (a.buildings.length > 0 && !viewer.staff && !a.buildings.some(b => viewer.buildings.includes(b)))
    return false
  if (!viewer.staff && (none(a.homes, viewer.homes) || none(a.flags, viewer.flags))) return false
  return true
}

const wide = (has: string[] | undefined, wanted: string[] | undefined) =>
  (has?.length ?? 0) === 0 || ((wanted?.length ?? 0) > 0 && wanted?.every(one => has?.includes(one)) === true)

/** Whether a bulletin reaches everybody whom the plan it belongs to is for: only then it serves the date (S1-23). */
export function reaches(sent: AudienceOf, planned: AudienceOf): boolean {
  return (
    (sent.to === 'all' || sent.to === planned.to) &&
    wide(sent.buildings, planned.buildings) &&
    wide(sent.roles, planned.roles) &&
    wide(sent.homes, planned.homes) &&
    wide(sent.flags, planned.flags)
  )
}

/** Dates that passed without a bulletin: due days before today. The due day itself counts to its end. */
export function missedDates(nextDue: string, everyDays: number, today: string): string[] {
  const out: string[] = []
  let date = Temporal.PlainDate.from(nextDue)
  const now = Temporal.PlainDate.from(today)
  while (Temporal.PlainDate.compare(date, now) < 0 && out.length < 400) {
    out.push(date.toString())
    date = date.add({ days: everyDays })
  }
  return out
}

/** The next due date once a bulletin was sent: at least one step on, and after the day it was sent. */
export function nextAfter(nextDue: string, everyDays: number, sentOn: string): string {
  const sent = Temporal.PlainDate.from(sentOn)
  let date = Temporal.PlainDate.from(nextDue).add({ days: everyDays })
  while (Temporal.PlainDate.compare(date, sent) <= 0) date = date.add({ days: everyDays })
  return date.toString()
}
