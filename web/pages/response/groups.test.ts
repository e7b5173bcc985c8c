import { expect, test } from 'vitest'
import { dealOut } from './groups.ts'

const ids = (n: number, sign: string) => Array.from({ length: n }, (_, i) => `${sign}${i}`)

test.each([
  [26, 60],
  [26, 26],
  [26, 9],
  [1, 300],
])(
  '[S6-30] %d estates and %d members are dealt out whole: nobody twice, no estate without, every group with a leader',
  (estates, members) => {
    const groups = dealOut(ids(estates, 'e'), ids(members, 'm'), 2, n => `${n}`)
    expect(groups.flatMap(g => g.estateIds)).toEqual(ids(estates, 'e'))
    expect(groups.flatMap(g => g.memberIds)).toEqual(ids(members, 'm'))
    expect(groups.every(g => g.memberIds.includes(g.leaderId) && g.estateIds.length > 0)).toBe(true)
    const sizes = groups.map(g => g.memberIds.length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    expect(groups[0]?.name).toBe('3')
  },
)
