/** Order of parking: kinds of violations, repeats, what a month shows, what a zone's environment score loses. Pure. */

export const counted = ['wrong', 'blocked', 'green', 'accident'] as const
export type Counted = (typeof counted)[number]
export const phases = ['entry', 'driving', 'parking'] as const
export type Phase = (typeof phases)[number]

export interface ViolationType {
  code: string
  phase: Phase
  counts: Exclude<Counted, 'accident'>
  zh: string
  en: string
}

export interface OrderRules {
  /** A violation of the same plate within so many days before is a repeat. */
  repeatDays: number
  /** An owner asked to move the car answers within so many minutes; then somebody goes there. */
  moveMinutes: number
  /** Points that parking order has in a zone's environment score (S3-83), and what each matter costs. */
  full: number
  points: Record<Counted, number>
  types: ViolationType[]
}

/** The day from which violations of the same plate count as repeats: exactly `repeatDays` before still counts. */
export function repeatSince(at: number, repeatDays: number): number {
  return at - repeatDays * 86_400_000
}

export type Counts = Record<Counted, number>

export const noCounts = (): Counts => ({ wrong: 0, blocked: 0, green: 0, accident: 0 })

/** S3-83: the points that are left of `full`; below nothing there is nothing. */
export function zonePoints(counts: Counts, rules: Pick<OrderRules, 'full' | 'points'>): number {
  return Math.max(0, rules.full - counted.reduce((sum, c) => sum + counts[c] * rules.points[c], 0))
}

export interface MoveFacts {
  state: 'asked' | 'coming' | 'cannot' | 'closed'
  answerBy: number
  raised: boolean
}

/** Whether somebody must go there: asked, nobody answered, and the limit is over by a millisecond. */
export function moveOverdue(m: MoveFacts, now: number): boolean {
  return m.state === 'asked' && !m.raised && now > m.answerBy
}

/** What may still be done to a violation. */
export function violationAllowed(v: { state: 'open' | 'closed' | 'void'; payer: boolean; charged: boolean }) {
  const open: true | string = v.state === 'open' ? true : 'order.closed'
  return {
    close: open,
    void: open === true && v.charged ? 'order.charged' : open,
    damage: open !== true ? open : v.charged ? 'order.charged' : v.payer ? (true as const) : 'order.no_payer',
  }
}

/** The first and the day after the last day of a month, local: `2026-03` → 2026-03-01, 2026-04-01. */
export function monthSpan(month: string): { from: string; until: string } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: `${month}-01`, until: `${next}-01` }
}

/** The month before: 2026-01 → 2025-12. */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}
