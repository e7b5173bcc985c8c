/** Who gets a space, in which order, on which terms (F-05, F-10, F-12). Pure. */
import type { formerUses, grounds, uses } from './contract-lot.ts'
import type { PermitKind } from './store-permit.ts'
import type { WaitRow } from './store-wait.ts'

type Ground = (typeof grounds)[number]
type Use = (typeof uses)[number]

/** May this ground become a space at all? Common ground that was a road or stood vacant needs the owners' decision (⑧). */
export function groundRefusal(
  ground: Ground,
  former: (typeof formerUses)[number],
  decision: string | null,
): 'parking.never_space' | 'parking.decision_needed' | null {
  if (former === 'green' || former === 'fire_lane') return 'parking.never_space'
  if (ground === 'common' && former !== 'planned' && !decision) return 'parking.decision_needed'
  return null
}

export interface Waiting {
  id: string
  unitId: string
  room: string
  use: Use
  lotId: string | null
  disability: boolean
  askedAt: number
  /** spaces the household has now */
  spaces: number
}

/**
 * The stated rule: of one use, accessible spaces first for households with a disabled member; then households without
 * any space before those that have one; then by the instant at which they asked.
 */
export function inQueueOrder(list: readonly Waiting[]): Waiting[] {
  return list.toSorted(
    (a, b) =>
      Number(a.use === 'accessible' && !a.disability) - Number(b.use === 'accessible' && !b.disability) ||
      Number(a.spaces > 0) - Number(b.spaces > 0) ||
      a.askedAt - b.askedAt ||
      (a.id < b.id ? -1 : 1),
  )
}

/** A row of the list as the rule reads it. */
export const asWaiting = (w: WaitRow): Waiting => ({
  id: w.id,
  unitId: w.unit_id,
  room: w.room,
  use: w.use,
  lotId: w.lot_id,
  disability: w.disability,
  askedAt: w.asked_at.epochMilliseconds,
  spaces: w.spaces,
})

/** Who comes first for a space of this use and lot, among those who wait. */
export const firstFor = (list: readonly Waiting[], use: Use, lotId: string): Waiting | undefined =>
  inQueueOrder(list.filter(w => w.use === use && (w.lotId === null || w.lotId === lotId)))[0]

export interface Giving {
  kind: PermitKind
  lotId: string
  /** none: somebody from outside */
  unitId: string | null
  /** spaces the household has before this */
  spaces: number
  disability: boolean
  /** epoch ms */
  from: number
  until: number | null
  /** the day of the contract: only who waited at its end counts */
  asOf: number
  given: readonly { number: string; ground: Ground; use: Use; state: string }[]
  /** who waits now, this household left out by the caller only when it takes its own turn */
  waiting: readonly Waiting[]
  civilMonths: number
  outsideMonths: number
}

export interface Refusal {
  code: string
  params: Record<string, string | number>
}

/** `months` after an instant by the local calendar; the last day of a shorter month. */
export function monthsAfter(from: number, months: number): number {
  const local = new Date(from + 8 * 3_600_000)
  const target = new Date(local)
  target.setUTCDate(1)
  target.setUTCMonth(target.getUTCMonth() + months)
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(local.getUTCDate(), last))
  return target.getTime() - 8 * 3_600_000
}

function termRefusal(g: Giving): Refusal | null {
  const needsTerm = g.kind !== 'sale' && g.kind !== 'gift'
  if (needsTerm && g.until === null) return { code: 'parking.term_needed', params: {} }
  if (g.until !== null && g.until <= g.from) return { code: 'parking.term_order', params: {} }
  if (g.kind !== 'monthly' && g.kind !== 'outside' && g.kind !== 'visitor' && g.given.length === 0)
    return { code: 'parking.no_space_named', params: {} }
  return null
}

function groundRules(g: Giving): Refusal | null {
  const sells = g.kind === 'sale' || g.kind === 'gift'
  for (const s of g.given) {
    if (s.state !== 'usable') return { code: 'parking.space_closed', params: { number: s.number } }
    if (s.ground === 'civil_defence') {
      if (sells) return { code: 'parking.no_sale_civil', params: {} }
      if (g.until === null || g.until > monthsAfter(g.from, g.civilMonths))
        return { code: 'parking.civil_lease_long', params: { months: g.civilMonths } }
    }
    if (s.ground === 'common' && sells) return { code: 'parking.no_sale_common', params: {} }
  }
  return null
}

/** Why these spaces may not be given on these terms, or nothing. */
export function givingRefusal(g: Giving): Refusal | null {
  const plain = termRefusal(g) ?? groundRules(g)
  if (plain) return plain
  const before = g.waiting.filter(w => w.askedAt < g.asOf)
  if (g.unitId === null) {
    if (g.kind !== 'outside') return { code: 'parking.no_sale_outside', params: {} }
    const cars = before.filter(w => ['car', 'accessible', 'ev'].includes(w.use))
    if (cars.length > 0) return { code: 'parking.owners_wait', params: { count: cars.length } }
    if (g.until === null || g.until > monthsAfter(g.from, g.outsideMonths))
      return { code: 'parking.outside_monthly', params: { months: g.outsideMonths } }
    return null
  }
  const others = before.filter(w => w.unitId !== g.unitId)
  for (const s of g.given) {
    const rivals = others.filter(w => w.use === s.use && (w.lotId === null || w.lotId === g.lotId))
    const without = rivals.filter(w => w.spaces === 0)
    if (s.use === 'accessible' && !g.disability && rivals.some(w => w.disability))
      return { code: 'parking.accessible_first', params: {} }
    if ((g.spaces > 0 || g.given.length > 1) && without.length > 0)
      return { code: 'parking.one_each_first', params: { count: without.length } }
    const own = before.filter(w => w.unitId === g.unitId && w.use === s.use)
    const [first] = inQueueOrder([...rivals, ...own])
    if (first && first.unitId !== g.unitId)
      return { code: 'parking.queue_first', params: { room: first.room } }
  }
  return null
}
