/** The rules of responsibility and grouping, on the county of the mission and at each boundary. */
import { describe, expect, test } from 'vitest'
import { county } from '../../../sim/county.ts'
import { dutiesAt, dutyState, holdsOn, missingParties, needsBrigade, partiesOf, sumDuties } from './rules.ts'
import { confirmRefusal, estatesWithout, groupFault, isAgreed } from './rules-grouping.ts'

const none = { parties: new Set<never>(), members: 0 }
const classes = county().map(e => ({ care: e.care, hasSubjectUnit: e.subjectUnit !== undefined }))

test('[S6-27] [K13] of 165 estates 34 have a subject unit and the other 131 need brigade members; only the class sums to the whole', () => {
  const sum = sumDuties(classes.map(e => ({ ...e, named: none })))
  expect(sum).toMatchObject({ estates: 165, subject: 34, brigadeNeeded: 131, brigadeThere: 0, nobody: 165 })
  expect(sum.company + sum.abandoned + sum.selfManaged).toBe(sum.estates)
  expect(sum.subject + sum.brigadeNeeded).toBe(sum.estates)
  const kept = classes.map(e => ({ ...e, named: { ...none, members: needsBrigade(e) ? 2 : 0 } }))
  expect(sumDuties(kept).brigadeThere).toBe(131)
})

describe('who keeps an estate', () => {
  test.each([
    ['[S6-25] a subject unit has main responsibility', 'abandoned', true, ['subject_unit']],
    ['[S6-25] also where a company works', 'company', true, ['subject_unit', 'company']],
    ['[S6-28] company and brigade together', 'company', false, ['company', 'brigade']],
    ['[S6-28] own management and brigade together', 'self_managed', false, ['self', 'brigade']],
    ['[S6-29] the brigade alone where nobody manages', 'abandoned', false, ['brigade']],
  ] as const)('%s', (_, care, hasSubjectUnit, parties) => {
    expect(partiesOf({ care, hasSubjectUnit })).toEqual(parties)
  })

  test('[S6-27] red until somebody stands there, then missing a party, then whole', () => {
    const e = { care: 'company', hasSubjectUnit: false } as const
    expect(dutyState(e, none)).toBe('nobody')
    expect(dutyState(e, { ...none, members: 1 })).toBe('part')
    expect(missingParties(e, { ...none, members: 1 })).toEqual(['company'])
    expect(dutyState(e, { parties: new Set(['company']), members: 1 })).toBe('full')
    // somebody of a party that has no part here fills nothing
    expect(dutyState(e, { parties: new Set(['self']), members: 0 })).toBe('nobody')
  })
})

test('[S6-17] [S6-18] [S6-19] leader and cadre belong to a neighbourhood, main responsibility to the town', () => {
  expect(dutiesAt('neighbourhood')).toEqual(['county_leader', 'section_cadre'])
  expect(dutiesAt('subdistrict')).toEqual(['main'])
  expect(dutiesAt('district')).toEqual([])
})

test('a holder holds from his first day and no more on the day his successor begins', () => {
  const h = { from_on: '2026-03-02', until_on: '2026-03-09' }
  expect(['2026-03-01', '2026-03-02', '2026-03-08', '2026-03-09'].map(day => holdsOn(h, day))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

describe('[S6-30] a grouping', () => {
  const known = { members: new Set(['a', 'b', 'c']), estates: new Set(['x', 'y']) }
  const group = { name: '一组', leaderId: 'a', memberIds: ['a', 'b'], estateIds: ['x'] }

  test('wants members, a leader among them and estates of its own neighbourhood; nobody twice', () => {
    expect(groupFault([group], known)).toBeUndefined()
    expect(groupFault([{ ...group, leaderId: 'c' }], known)).toEqual({
      code: 'response.group_empty',
      group: '一组',
    })
    expect(groupFault([{ ...group, estateIds: [] }], known)?.code).toBe('response.group_empty')
    expect(groupFault([{ ...group, memberIds: ['a', 'z'] }], known)?.code).toBe('response.member_unknown')
    expect(groupFault([{ ...group, estateIds: ['q'] }], known)?.code).toBe('response.estate_outside')
    expect(groupFault([group, { ...group, leaderId: 'b', memberIds: ['b'] }], known)).toEqual({
      code: 'response.member_twice',
      member: 'b',
    })
  })

  test('is complete when each estate that needs members has a group', () => {
    expect(estatesWithout([group], ['x', 'y'])).toEqual(['y'])
    expect(estatesWithout([group, { ...group, estateIds: ['y'] }], ['x', 'y'])).toEqual([])
  })

  test('is confirmed by each side once, by two persons, and only when complete', () => {
    const open = { state: 'open', community: null, forestry: null } as const
    expect(confirmRefusal(open, 'community', 'p', 0)).toBe(true)
    expect(confirmRefusal(open, 'community', 'p', 1)).toBe('response.grouping_incomplete')
    const half = { ...open, community: 'p' }
    expect(confirmRefusal(half, 'community', 'q', 0)).toBe('response.already_confirmed')
    expect(confirmRefusal(half, 'forestry', 'p', 0)).toBe('response.same_person')
    expect(confirmRefusal(half, 'forestry', 'q', 0)).toBe(true)
    expect([open, half, { ...half, forestry: 'q' }].map(isAgreed)).toEqual([false, false, true])
    expect(confirmRefusal({ ...half, state: 'agreed' }, 'forestry', 'q', 0)).toBe('response.grouping_state')
  })
})
