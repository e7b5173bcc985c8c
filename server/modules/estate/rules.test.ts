import { expect, test } from 'vitest'
import {
  censusErrors,
  censusTotals,
  checkRefusal,
  companyFits,
  floorOf,
  labelOf,
  mayStandUnder,
  type SurveyedEstate,
  sortKey,
} from './rules.ts'

test('[SX-01] the tree has five levels and no level is skipped', () => {
  expect(mayStandUnder('city', null)).toBe(true)
  expect(mayStandUnder('district', null)).toBe(false)
  expect(mayStandUnder('district', 'city')).toBe(true)
  expect(mayStandUnder('subdistrict', 'city')).toBe(false)
  expect(mayStandUnder('grid', 'neighbourhood')).toBe(true)
  expect(mayStandUnder('neighbourhood', 'grid')).toBe(false)
})

test('a room is written building-section-number, levels that an estate has not are left out', () => {
  expect(labelOf('1', '2', '301')).toBe('1-2-301')
  expect(labelOf('A', '', '1203')).toBe('A-1203')
  expect(labelOf('', '', '301')).toBe('301')
})

test('rooms stand in the order people count', () => {
  const rooms = [
    ['10', '1', '101'],
    ['2', '1', '1001'],
    ['2', '1', '201'],
    ['2', '10', '101'],
    ['B2', '', '1'],
    ['B10', '', '1'],
  ]
  const sorted = rooms.map(r => sortKey(...r)).sort()
  expect(sorted).toEqual(
    [
      ['2', '1', '201'],
      ['2', '1', '1001'],
      ['2', '10', '101'],
      ['10', '1', '101'],
      ['B2', '', '1'],
      ['B10', '', '1'],
    ].map(r => sortKey(...r)),
  )
})

test('a floor is proposed only where the number tells one', () => {
  expect([floorOf('301'), floorOf('1203'), floorOf('0301')]).toEqual([3, 12, 3])
  expect([floorOf('12'), floorOf('A3'), floorOf('12034')]).toEqual([null, null, null])
})

test('[S6-10] only a company-managed estate has a company', () => {
  expect(companyFits('company', 'x')).toBe(true)
  expect(companyFits('company', null)).toBe(true)
  expect(companyFits('abandoned', 'x')).toBe(false)
  expect(companyFits('self_managed', 'x')).toBe(false)
  expect(companyFits('self_managed', null)).toBe(true)
})

const sound = { care: 'company' as const, buildings: 3, residentialBuildings: 2, households: 100 }
const codes = (more: object) => censusErrors({ ...sound, ...more }).map(e => e.path)

test('[S2-41] impossible sums of a census are refused, each exactly past its boundary', () => {
  expect(codes({})).toEqual([])
  expect(codes({ residentialBuildings: 3 })).toEqual([])
  expect(codes({ residentialBuildings: 4 })).toEqual(['facts.residentialBuildings'])
  expect(codes({ occupiedHouseholds: 100 })).toEqual([])
  expect(codes({ occupiedHouseholds: 101 })).toEqual(['facts.occupiedHouseholds'])
  expect(codes({ sections: 2 })).toEqual([])
  expect(codes({ sections: 1 })).toEqual(['facts.sections'])
  expect(codes({ buildings: 0, residentialBuildings: 0 })).toEqual(['facts.buildings'])
  expect(codes({ care: 'abandoned', staff: 0 })).toEqual([])
  expect(codes({ care: 'abandoned', staff: 1 })).toEqual(['facts.staff'])
})

test('[S2-41] nobody checks his own census, an old version or a checked one', () => {
  const one = { version: 2, madeBy: 'a', checkedAt: null }
  expect(checkRefusal(one, 2, 'b')).toBeUndefined()
  expect(checkRefusal(one, 2, 'a')).toBe('estate.census_same_person')
  expect(checkRefusal(one, 3, 'b')).toBe('estate.census_old')
  expect(checkRefusal({ ...one, checkedAt: 1 }, 2, 'b')).toBe('estate.census_checked')
})

function surveyed(more: Partial<SurveyedEstate>): SurveyedEstate {
  return {
    care: 'company',
    hasSubjectUnit: false,
    company: null,
    buildings: 1,
    residentialBuildings: 1,
    sections: 1,
    households: 10,
    survey: 'checked',
    ...more,
  }
}

test('[S6-05] [S6-09] [S6-10] [S6-11] the county: 165 estates, 266 buildings, 118 + 33 + 14, 34 with a subject unit', () => {
  const county = Array.from({ length: 165 }, (_, n) =>
    surveyed({
      care: n < 118 ? 'company' : n < 151 ? 'abandoned' : 'self_managed',
      // Every fifth estate: the subject units lie across all three classes (K13).
      hasSubjectUnit: n % 5 === 0 || n === 1,
      residentialBuildings: n < 101 ? 2 : 1,
    }),
  )
  const totals = censusTotals(county)
  expect(totals.estates).toBe(165)
  expect(totals.residentialBuildings).toBe(266)
  expect(totals.care).toEqual({ company: 118, abandoned: 33, selfManaged: 14 })
  expect(totals.care.company + totals.care.abandoned + totals.care.selfManaged).toBe(totals.estates)
  expect(totals.withSubjectUnit).toBe(34)
})

test('[S6-06] a company in two estates counts once with its staff, and one without a total is said', () => {
  const one = { id: 'c1', staff: 40 }
  const totals = censusTotals([
    surveyed({ company: one }),
    surveyed({ company: one }),
    surveyed({ company: { id: 'c2', staff: null } }),
    surveyed({ care: 'self_managed' }),
  ])
  expect(totals.companies).toBe(2)
  expect(totals.staff).toBe(40)
  expect(totals.companiesWithoutStaff).toBe(1)
})
