/** The survey's sums and how far it is, as pure functions (S6-04..11). */
import type { CareName } from '../estate/rules.ts'

export interface Surveyed {
  care: CareName
  companyId: string | null
  /** staff of the company as registered */
  companyStaff: number | null
  hasSubjectUnit: boolean
  buildings: number
  sections: number
  households: number
  step: SurveyStep
}
export type SurveyStep = 'none' | 'unchecked' | 'checked'

export interface SurveySum {
  estates: number
  company: number
  abandoned: number
  selfManaged: number
  withCompany: number
  withoutCompany: number
  subject: number
  buildings: number
  sections: number
  households: number
  companies: number
  staff: number
  companiesWithoutStaff: number
  checked: number
  unchecked: number
  notSurveyed: number
}

/** A company in several estates counts once, with its staff (S6-06). */
export function surveySum(list: readonly Surveyed[]): SurveySum {
  const companies = new Map<string, number | null>()
  for (const e of list) if (e.companyId !== null) companies.set(e.companyId, e.companyStaff)
  const count = (test: (e: Surveyed) => boolean) => list.filter(test).length
  const sum = (of: (e: Surveyed) => number) => list.reduce((n, e) => n + of(e), 0)
  return {
    estates: list.length,
    company: count(e => e.care === 'company'),
    abandoned: count(e => e.care === 'abandoned'),
    selfManaged: count(e => e.care === 'self_managed'),
    withCompany: count(e => e.companyId !== null),
    withoutCompany: count(e => e.companyId === null),
    subject: count(e => e.hasSubjectUnit),
    buildings: sum(e => e.buildings),
    sections: sum(e => e.sections),
    households: sum(e => e.households),
    companies: companies.size,
    staff: [...companies.values()].reduce<number>((n, staff) => n + (staff ?? 0), 0),
    companiesWithoutStaff: [...companies.values()].filter(staff => staff === null).length,
    checked: count(e => e.step === 'checked'),
    unchecked: count(e => e.step === 'unchecked'),
    notSurveyed: count(e => e.step === 'none'),
  }
}

/** Figures that add up over the parts; companies do not: one may work in two neighbourhoods. */
const additive = [
  'estates',
  'company',
  'abandoned',
  'selfManaged',
  'withCompany',
  'withoutCompany',
  'subject',
  'buildings',
  'sections',
  'households',
  'checked',
] as const satisfies (keyof SurveySum)[]

export type SurveyFault = 'class' | 'company' | (typeof additive)[number]

/** What does not add up: the classes to the estates (118 + 33 + 14 = 165), with and without a company, the parts to the whole. */
export function sumFaults(whole: SurveySum, parts: readonly SurveySum[]): SurveyFault[] {
  const faults: SurveyFault[] = []
  if (whole.company + whole.abandoned + whole.selfManaged !== whole.estates) faults.push('class')
  // an estate of class company without a company, or the other way round (S6-07)
  if (whole.withCompany !== whole.company) faults.push('company')
  for (const key of additive)
    if (parts.length > 0 && parts.reduce((n, p) => n + p[key], 0) !== whole[key]) faults.push(key)
  return faults
}

/**
 * How far an estate's survey is within a round: only a census entered on or after the round's first day counts.
 */
export function stepOf(
  census: { madeOn: string; checked: boolean } | undefined,
  round: { startsOn: string } | undefined,
): SurveyStep {
  if (census === undefined || (round !== undefined && census.madeOn < round.startsOn)) return 'none'
  return census.checked ? 'checked' : 'unchecked'
}

/** Late from the day after the round's last day, until checked. */
export function surveyLate(step: SurveyStep, dueOn: string | undefined, today: string): boolean {
  return dueOn !== undefined && step !== 'checked' && dueOn < today
}
