import { describe, expect, it } from 'vitest'
import { meets, rate } from '../desk/measures.ts'
import { type FollowUp, type FollowUpTargets, followUpReport, forecast } from './measures.ts'

const targets: FollowUpTargets = { normalPercent: 50, majorPercent: 100, satisfactionPercent: 90 }
const many = (n: number, f: FollowUp): FollowUp[] => Array.from({ length: n }, () => f)
const normal = (result: FollowUp['result']): FollowUp => ({ major: false, finalRefusal: false, result })
const major = (result: FollowUp['result']): FollowUp => ({ ...normal(result), major: true })
const refusedMatter = (result: FollowUp['result']): FollowUp => ({ ...normal(result), finalRefusal: true })

describe('rates', () => {
  it.each([
    [50, 100, true],
    [499, 1000, false],
    [1, 2, true],
    [50, 101, false],
    [51, 101, true],
    [499_999, 1_000_000, false],
    [500_000, 1_000_000, true],
  ])('[S1-50] %i of %i followed up meets the half: %s', (n, of, want) => {
    if (of <= 1000) {
      const cases = [...many(n, normal('satisfied')), ...many(of - n, normal(null))]
      expect(followUpReport(cases, targets).met.followed).toBe(want)
    }
    expect(meets(rate(n, of), targets.normalPercent)).toBe(want)
  })

  it('[S1-51] one major matter left out is below 100 %', () => {
    const closed = [...many(9, major('satisfied')), ...many(10, normal('satisfied'))]
    expect(followUpReport([...closed, major('dissatisfied')], targets).met.major).toBe(true)
    for (const left of [null, 'refused', 'unreachable'] as const)
      expect(followUpReport([...closed, major(left)], targets).met.major).toBe(false)
  })

  it.each([
    [9, 1, true],
    [90, 10, true],
    [89, 10, false],
    [899, 100, false],
    [900, 100, true],
  ])('[S1-52] %i satisfied and %i not meets ninety: %s', (yes, no, want) => {
    const closed = [...many(yes, normal('satisfied')), ...many(no, normal('dissatisfied'))]
    expect(followUpReport(closed, targets).met.satisfied).toBe(want)
  })

  it('[S1-52] partly is not satisfied, and is counted apart', () => {
    const r = followUpReport([...many(9, normal('satisfied')), normal('partly'), normal('partly')], targets)
    expect(r.satisfied).toMatchObject({ numerator: 9, denominator: 11 })
    expect(r.counts).toMatchObject({ partly: 2, dissatisfied: 0 })
    expect(r.met.satisfied).toBe(false)
  })

  it('[K5] a matter closed by final refusal counts as not satisfied, called or not, and whatever was said', () => {
    const r = followUpReport([...many(9, normal('satisfied')), refusedMatter(null)], targets)
    expect(r.satisfied).toMatchObject({ numerator: 9, denominator: 10 })
    const said = followUpReport([...many(9, normal('satisfied')), refusedMatter('satisfied')], targets)
    expect(said.satisfied).toMatchObject({ numerator: 9, denominator: 10 })
    expect(said.followed.numerator).toBe(10)
  })

  it('[S1-52] who refused or could not be reached is shown apart and is no answer', () => {
    const r = followUpReport(
      [normal('refused'), normal('unreachable'), normal('satisfied'), normal(null)],
      targets,
    )
    expect(r).toMatchObject({
      counts: { refused: 1, unreachable: 1, open: 1 },
      followed: { numerator: 1, denominator: 4 },
    })
    expect(r.satisfied).toMatchObject({ numerator: 1, denominator: 1 })
  })

  it('[SX-07] nothing closed is no data, never 100 %', () => {
    const r = followUpReport([], targets)
    expect(r.followed.basisPoints).toBeNull()
    expect(r.met).toEqual({ followed: null, major: null, satisfied: null })
  })
})

describe('what is still reachable', () => {
  it('[S1-50] says how many answers are missing, and when it can no longer be done', () => {
    const at = (answered: number, lost: number, open: number) =>
      forecast(
        [
          ...many(answered, normal('satisfied')),
          ...many(lost, normal('refused')),
          ...many(open, normal(null)),
        ],
        targets,
      ).followed
    expect(at(30, 10, 61)).toMatchObject({ needed: 21, left: 61, reachable: true })
    expect(at(30, 50, 21)).toMatchObject({ needed: 21, left: 21, reachable: true })
    expect(at(30, 51, 20)).toMatchObject({ needed: 21, left: 20, reachable: false })
    expect(at(60, 0, 41)).toMatchObject({ needed: 0, reachable: true })
  })

  it('[S1-52] of 90 %: one unsatisfied answer takes nine satisfied ones', () => {
    const at = (no: number, yes: number, open: number) =>
      forecast(
        [...many(no, normal('dissatisfied')), ...many(yes, normal('satisfied')), ...many(open, normal(null))],
        targets,
      ).satisfied
    expect(at(1, 0, 9)).toMatchObject({ needed: 9, left: 9, reachable: true })
    expect(at(1, 0, 8)).toMatchObject({ needed: 9, left: 8, reachable: false })
    expect(at(1, 9, 3)).toMatchObject({ needed: 0, reachable: true })
    expect(at(2, 10, 40)).toMatchObject({ needed: 8, best: { numerator: 50, denominator: 52 } })
  })

  it('a matter that was finally refused cannot make up for itself', () => {
    const f = forecast([...many(9, refusedMatter(null)), ...many(81, normal(null))], targets)
    expect(f.satisfied).toMatchObject({ needed: 81, left: 81, reachable: true })
    expect(
      forecast([...many(9, refusedMatter(null)), ...many(80, normal(null))], targets).satisfied.reachable,
    ).toBe(false)
  })
})
