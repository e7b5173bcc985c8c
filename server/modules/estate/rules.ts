/** The region tree's order (SX-01), room names, and what a census may say (S2-41). Pure. */

import type { z } from 'zod'
import type { FieldError } from '../../core/errors.ts'
import { type Care, regionKinds } from './contract-places.ts'

export type RegionKindName = (typeof regionKinds)[number]
export type CareName = z.output<typeof Care>

/** A child stands exactly one level below its parent; only a city has none. */
export function mayStandUnder(child: RegionKindName, parent: RegionKindName | null): boolean {
  const level = regionKinds.indexOf(child)
  return parent === null ? level === 0 : regionKinds.indexOf(parent) === level - 1
}

/** A region's path: its ancestors' codes and its own, so that "below" is a prefix. */
export function pathOf(parentPath: string | null, code: string): string {
  return `${parentPath ?? '/'}${code}/`
}

/** How people say a room: 1-2-301; 1-301 without sections; 301 in a single building. */
export function labelOf(building: string, section: string, number: string): string {
  return [building, section, number].filter(part => part !== '').join('-')
}

/** Sorts as people count: 1-2-301 before 1-10-101, 2 before 10, B2 before B10. */
export function sortKey(...parts: string[]): string {
  return parts.map(part => part.replace(/\d+/g, run => run.padStart(6, '0'))).join(' ')
}

/**
 * The floor that a room number tells: 301 → 3, 1203 → 12, 0301 → 3; nothing for 12 or A3. Only a proposal: the
 * office corrects it.
 */
export function floorOf(number: string): number | null {
  const match = /^(\d{1,2})(\d{2})$/.exec(number.replace(/^0+(?=\d{3})/, ''))
  return match ? Number(match[1]) : null
}

/** Only a company-managed estate has a company (S6-10: the classes exclude each other). */
export function companyFits(care: CareName, companyId: string | null): boolean {
  return care === 'company' || companyId === null
}

export interface CensusNumbers {
  care: CareName
  buildings: number
  residentialBuildings: number
  sections?: number | undefined
  households: number
  occupiedHouseholds?: number | undefined
  residents?: number | undefined
  staff?: number | undefined
}

const contradiction = (path: string, code: string, zh: string, en: string): FieldError => ({
  path: `facts.${path}`,
  code,
  zh,
  en,
})

/** Impossible sums of a census form, each at its field (S2-41). */
export function censusErrors(f: CensusNumbers): FieldError[] {
  const errors: FieldError[] = []
  if (f.residentialBuildings > f.buildings)
    errors.push(
      contradiction(
        'residentialBuildings',
        'census.buildings',
        `住宅楼 ${f.residentialBuildings} 栋多于总栋数 ${f.buildings} 栋，请核对`,
        `${f.residentialBuildings} residential buildings are more than ${f.buildings} in all`,
      ),
    )
  if (f.buildings === 0 && f.households > 0)
    errors.push(
      contradiction(
        'buildings',
        'census.no_building',
        '有户数就应有楼栋，请填写栋数',
        'Households need a building',
      ),
    )
  if (f.sections !== undefined && f.sections > 0 && f.sections < f.residentialBuildings)
    errors.push(
      contradiction(
        'sections',
        'census.sections',
        `单元数 ${f.sections} 少于住宅楼栋数 ${f.residentialBuildings}，每栋至少一个单元`,
        `${f.sections} sections are fewer than ${f.residentialBuildings} residential buildings; each has at least one`,
      ),
    )
  if (f.occupiedHouseholds !== undefined && f.occupiedHouseholds > f.households)
    errors.push(
      contradiction(
        'occupiedHouseholds',
        'census.occupied',
        `入住 ${f.occupiedHouseholds} 户多于总户数 ${f.households} 户，请核对`,
        `${f.occupiedHouseholds} occupied are more than ${f.households} households`,
      ),
    )
  if (f.care !== 'company' && (f.staff ?? 0) > 0)
    errors.push(
      contradiction(
        'staff',
        'census.staff',
        '弃管、自管小区没有物业公司工作人员；请填 0，或把类别改为有物业管理',
        'An abandoned or self-managed estate has no company staff: enter 0 or choose company-managed',
      ),
    )
  return errors
}

/** Why a census version may not be checked by this person now; nothing when it may (S2-41). */
export function checkRefusal(
  census: { version: number; madeBy: string; checkedAt: unknown },
  newest: number,
  person: string,
): 'estate.census_checked' | 'estate.census_old' | 'estate.census_same_person' | undefined {
  if (census.checkedAt !== null) return 'estate.census_checked'
  if (census.version !== newest) return 'estate.census_old'
  if (census.madeBy === person) return 'estate.census_same_person'
  return undefined
}

export interface Totals {
  estates: number
  care: { company: number; abandoned: number; selfManaged: number }
  withSubjectUnit: number
  companies: number
  staff: number
  companiesWithoutStaff: number
  buildings: number
  residentialBuildings: number
  sections: number
  households: number
  checked: number
  unchecked: number
  notSurveyed: number
}

/** One estate as the survey totals see it. */
export interface SurveyedEstate {
  care: CareName
  hasSubjectUnit: boolean
  company: { id: string; staff: number | null } | null
  /** The newest checked census; else the newest unchecked one; else what the register counts. */
  buildings: number
  residentialBuildings: number
  sections: number
  households: number
  survey: 'checked' | 'unchecked' | 'none'
}

/** Survey totals (S6-05..11): classes sum to the estates; a company that serves two estates counts once with its staff. */
export function censusTotals(estates: readonly SurveyedEstate[]): Totals {
  const companies = new Map<string, number | null>()
  for (const e of estates) if (e.company) companies.set(e.company.id, e.company.staff)
  const count = (test: (e: SurveyedEstate) => boolean) => estates.filter(test).length
  const sum = (of: (e: SurveyedEstate) => number) => estates.reduce((total, e) => total + of(e), 0)
  return {
    estates: estates.length,
    care: {
      company: count(e => e.care === 'company'),
      abandoned: count(e => e.care === 'abandoned'),
      selfManaged: count(e => e.care === 'self_managed'),
    },
    withSubjectUnit: count(e => e.hasSubjectUnit),
    companies: companies.size,
    staff: [...companies.values()].reduce<number>((total, staff) => total + (staff ?? 0), 0),
    companiesWithoutStaff: [...companies.values()].filter(staff => staff === null).length,
    buildings: sum(e => e.buildings),
    residentialBuildings: sum(e => e.residentialBuildings),
    sections: sum(e => e.sections),
    households: sum(e => e.households),
    checked: count(e => e.survey === 'checked'),
    unchecked: count(e => e.survey === 'unchecked'),
    notSurveyed: count(e => e.survey === 'none'),
  }
}
