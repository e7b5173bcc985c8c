/** Who must answer for an estate under closure, as pure functions (S6-17..19, S6-25..29). */
import type { CareName } from '../estate/rules.ts'

export type Party = 'subject_unit' | 'company' | 'self' | 'brigade' | 'neighbourhood'
export type RegionDuty = 'county_leader' | 'section_cadre' | 'main'

export interface EstateClass {
  care: CareName
  /** independent of the class (K13) */
  hasSubjectUnit: boolean
}

/** S6-27: every estate without a subject unit gets brigade members: 165 − 34 = 131. */
export function needsBrigade(e: EstateClass): boolean {
  return !e.hasSubjectUnit
}

/**
 * The parties that keep an estate, the one with main responsibility first: the subject unit where there is one (S6-25);
 * else company or own management together with the brigade (S6-28); the brigade alone where nobody manages (S6-29).
 */
export function partiesOf(e: EstateClass): Party[] {
  const manager: Party[] = e.care === 'company' ? ['company'] : e.care === 'self_managed' ? ['self'] : []
  return e.hasSubjectUnit ? ['subject_unit', ...manager] : [...manager, 'brigade']
}

export interface Named {
  /** parties that have a person named today */
  parties: ReadonlySet<Party>
  /** members of the brigade at the estate by the agreed grouping */
  members: number
}

/** The parties that nobody stands for. */
export function missingParties(e: EstateClass, named: Named): Party[] {
  return partiesOf(e).filter(p => (p === 'brigade' ? named.members === 0 : !named.parties.has(p)))
}

export type DutyState = 'nobody' | 'part' | 'full'

/** `nobody` is red: no party of the estate has anybody. */
export function dutyState(e: EstateClass, named: Named): DutyState {
  const missing = missingParties(e, named).length
  if (missing === 0) return 'full'
  return missing === partiesOf(e).length ? 'nobody' : 'part'
}

const levels: Record<string, RegionDuty[]> = {
  // S6-17, S6-19
  neighbourhood: ['county_leader', 'section_cadre'],
  // S6-18
  subdistrict: ['main'],
}

/** What is held at a level of the region tree. */
export function dutiesAt(kind: string): RegionDuty[] {
  return levels[kind] ?? []
}

/** Whether a holder with these dates holds on a day: from his first day, until but not on `until`. */
export function holdsOn(h: { from_on: string; until_on: string | null }, day: string): boolean {
  return h.from_on <= day && (h.until_on === null || day < h.until_on)
}

export interface DutySum {
  estates: number
  company: number
  abandoned: number
  selfManaged: number
  subject: number
  brigadeNeeded: number
  brigadeThere: number
  nobody: number
  missing: number
}

/** Sums of a list of estates; company, abandoned and self-managed add up to the estates (K13: the subject unit does not). */
export function sumDuties(list: readonly (EstateClass & { named: Named })[]): DutySum {
  const count = (test: (e: EstateClass & { named: Named }) => boolean) => list.filter(test).length
  return {
    estates: list.length,
    company: count(e => e.care === 'company'),
    abandoned: count(e => e.care === 'abandoned'),
    selfManaged: count(e => e.care === 'self_managed'),
    subject: count(e => e.hasSubjectUnit),
    brigadeNeeded: count(needsBrigade),
    brigadeThere: count(e => needsBrigade(e) && e.named.members > 0),
    nobody: count(e => dutyState(e, e.named) === 'nobody'),
    missing: count(e => dutyState(e, e.named) !== 'full'),
  }
}
