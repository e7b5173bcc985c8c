import { describe, expect, it } from 'vitest'
import { type FollowUpTargets, followUpReport, type Result } from './measures.ts'
import { afterCall, callRefusal, closeRefusal, type Item, wantsReplacement } from './rules.ts'

const rules = { attempts: 3, attemptDays: 2, callDays: 7 }
const targets: FollowUpTargets = { normalPercent: 50, majorPercent: 100, satisfactionPercent: 90 }
const item = (more: Partial<Item> = {}): Item => ({
  major: false,
  finalRefusal: false,
  how: 'sample',
  result: null,
  attempts: 0,
  attemptDays: 0,
  ...more,
})

describe('calls', () => {
  it('[S1-49] nobody calls about a matter he had a hand in, or one that the system did not draw', () => {
    expect(callRefusal(item(), ['a'], 'a', false)).toBe('followup.own_ticket')
    expect(callRefusal(item(), ['a'], 'b', false)).toBeNull()
    expect(callRefusal(item({ how: null }), [], 'b', false)).toBe('followup.not_drawn')
    expect(callRefusal(item({ result: 'partly' }), [], 'b', false)).toBe('followup.done')
    expect(callRefusal(item(), [], 'b', true)).toBe('followup.month_closed')
  })

  it('the third unanswered attempt makes somebody unreachable, but not all three on one day', () => {
    const no = { outcome: 'noAnswer' } as const
    expect(afterCall({ attempts: 1, attemptDays: 1 }, no, true, rules).result).toBeNull()
    expect(afterCall({ attempts: 2, attemptDays: 1 }, no, false, rules).result).toBeNull()
    expect(afterCall({ attempts: 2, attemptDays: 1 }, no, true, rules)).toEqual({
      attempts: 3,
      attemptDays: 2,
      result: 'unreachable',
    })
  })

  it('a refusal and an unreachable customer are replaced by the next of the order, an answer is not', () => {
    const replaced = (['satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable'] as Result[]).filter(
      wantsReplacement,
    )
    expect(replaced).toEqual(['refused', 'unreachable'])
  })
})

describe('closing', () => {
  const closing = (items: Item[], reason: string | null = null) => ({
    over: true,
    closed: false,
    roundsLeft: 0,
    items,
    report: followUpReport(items, targets),
    reason,
  })
  const many = (n: number, result: Result | null) => Array.from({ length: n }, () => item({ result }))

  it('[S1-50] 499 of 1,000 wants a written reason, 500 does not', () => {
    const short = [...many(499, 'satisfied'), ...many(501, 'refused')]
    expect(closeRefusal(closing(short))).toBe('followup.reason_needed')
    expect(closeRefusal(closing(short, 'written'))).toBeNull()
    expect(closeRefusal(closing([...many(500, 'satisfied'), ...many(500, 'refused')]))).toBeNull()
  })

  it('[S1-51] a major one that nobody called keeps the month open whatever is written', () => {
    const items = [...many(10, 'satisfied'), item({ major: true, how: 'major' })]
    expect(closeRefusal(closing(items, 'written'))).toBe('followup.major_missing')
    const tried = [...many(10, 'satisfied'), item({ major: true, how: 'major', result: 'unreachable' })]
    expect(closeRefusal(closing(tried))).toBe('followup.reason_needed')
    expect(closeRefusal(closing(tried, 'written'))).toBeNull()
  })

  it('a running month, one with rounds to draw and a closed one are refused', () => {
    const c = closing(many(2, 'satisfied'))
    expect(closeRefusal({ ...c, over: false })).toBe('followup.month_running')
    expect(closeRefusal({ ...c, roundsLeft: 1 })).toBe('followup.not_all_drawn')
    expect(closeRefusal({ ...c, closed: true })).toBe('followup.month_closed')
  })
})
