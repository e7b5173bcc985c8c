import { describe, expect, it } from 'vitest'
import { type FollowUp, followUpReport, meets, rate } from './measures.ts'

const targets = { normalPercent: 50, majorPercent: 100, satisfactionPercent: 90 }
const many = (n: number, f: FollowUp): FollowUp[] => Array.from({ length: n }, () => f)
const normal = (result: FollowUp['result']): FollowUp => ({ major: false, result })
const major = (result: FollowUp['result']): FollowUp => ({ major: true, result })

describe('follow-up measures', () => {
  it.each([
    [50, 100, true],
    [49, 100, false],
    [1, 2, true],
    [499_999, 1_000_000, false],
  ])('%i of %i followed up meets 50 %%: %s', (n, of, want) => {
    expect(meets(rate(n, of), targets.normalPercent)).toBe(want)
  })
  it('one major complaint left out is below 100 %', () => {
    const closed = [...many(9, major('satisfied')), ...many(10, normal('satisfied'))]
    expect(followUpReport([...closed, major('satisfied')], targets).met.major).toBe(true)
    expect(followUpReport([...closed, major(null)], targets).met.major).toBe(false)
  })
  it('9 of 10 answers satisfied meets 90 %, 89 of 99 does not', () => {
    const report = (yes: number, no: number) =>
      followUpReport([...many(yes, normal('satisfied')), ...many(no, normal('dissatisfied'))], targets)
    expect(report(9, 1).met.satisfied).toBe(true)
    expect(report(89, 10).met.satisfied).toBe(false)
    expect(report(89, 10).satisfied.basisPoints).toBe(8989)
  })
  it('refusals and unreachable people are shown apart and are no answers', () => {
    const r = followUpReport(
      [normal('refused'), normal('unreachable'), normal('satisfied'), normal(null)],
      targets,
    )
    expect(r).toMatchObject({ refused: 1, unreachable: 1, followed: { numerator: 1, denominator: 4 } })
    expect(r.satisfied).toMatchObject({ numerator: 1, denominator: 1 })
  })
  it('[SX-07] nothing closed is no data, never 100 %', () => {
    const r = followUpReport([], targets)
    expect(r.followed.basisPoints).toBeNull()
    expect(r.met).toEqual({ followed: null, major: null, satisfied: null })
  })
})
