import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Closed, cutsOf, draw, listHash, listText, monthOf, monthSpan, seedOf, wanted } from './draw.ts'

const list = (n: number, majors = 0): Closed[] =>
  Array.from({ length: n }, (_, i) => ({ number: `26-${String(i + 1).padStart(6, '0')}`, major: i < majors }))
const some = fc
  .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }))
  .map(([n, m]) => list(n, Math.min(n, m)))
const seeds = fc.stringMatching(/^[0-9a-f]{16}$/)

describe('the draw', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 2],
    [7, 4],
    [999, 500],
    [1000, 500],
    [1001, 501],
  ])(
    '[S1-49] of %i closed ones %i are drawn for the half: of an odd number the half is rounded up',
    (n, want) => {
      expect(wanted(n, 50)).toBe(want)
      expect(draw(list(n), 'a'.repeat(16), 50).filter(p => p.how).length).toBe(want)
    },
  )

  it('[S1-51] every major one is drawn, also when they are more than the share', () => {
    const all = draw(list(10, 8), '0123456789abcdef', 50)
    expect(all.filter(p => p.major && p.how === 'major').length).toBe(8)
    expect(all.filter(p => p.how === 'sample').length).toBe(0)
  })

  it('[S1-49] size, majors and order hold for any list and seed, and the same seed gives the same list', () => {
    fc.assert(
      fc.property(some, seeds, fc.integer({ min: 1, max: 100 }), (closed, seed, percent) => {
        const a = draw(closed, seed, percent)
        const b = draw([...closed].reverse(), seed, percent)
        expect(b).toEqual(a)
        const majors = closed.filter(c => c.major).length
        expect(a.filter(p => p.how).length).toBe(Math.max(majors, wanted(closed.length, percent)))
        expect(a.filter(p => p.major).every(p => p.how === 'major')).toBe(true)
        expect(a.map(p => p.place)).toEqual(closed.map((_, i) => i + 1))
        expect(new Set(a.map(p => p.number)).size).toBe(closed.length)
        // nobody further down the order is drawn before somebody above him
        const normal = a.filter(p => !p.major).map(p => p.how !== null)
        expect(normal.indexOf(false) === -1 || !normal.slice(normal.indexOf(false)).includes(true)).toBe(true)
      }),
    )
  })

  it('[S1-49] nobody is favoured: over many seeds each of a hundred is drawn about as often', () => {
    const hits = new Map<string, number>()
    const rounds = 500
    for (let i = 0; i < rounds; i++)
      for (const p of draw(list(100), seedOf('2026-03', 1, String(i)), 50))
        if (p.how) hits.set(p.number, (hits.get(p.number) ?? 0) + 1)
    // 250 expected; five standard deviations (11.2) either way
    for (const [number, n] of hits) expect(Math.abs(n - rounds / 2), number).toBeLessThan(56)
    expect(hits.size).toBe(100)
  })

  it('[S1-49] seed and hash come from the published list alone: another list, month or round is another seed', () => {
    const hash = listHash(list(5, 1))
    expect(listText(list(2, 1))).toBe('26-000001 major\n26-000002 normal')
    // recomputed with sha256sum from the text above
    expect(listHash(list(2, 1))).toBe('7f63bd67f1446c9390b5ad5e5f448598a0bf1ff87e8531d569ee0f95b8de4985')
    expect(listHash([...list(5, 1)].reverse())).toBe(hash)
    expect(listHash(list(5, 2))).not.toBe(hash)
    const one = seedOf('2026-03', 1, hash)
    expect(one).toMatch(/^[0-9a-f]{16}$/)
    expect(new Set([one, seedOf('2026-03', 2, hash), seedOf('2026-04', 1, hash)]).size).toBe(3)
  })
})

describe('the rounds of a month', () => {
  it.each([
    ['2026-02', ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-01']],
    // 1 June 2026 is a Monday: it ends no round of June
    ['2026-06', ['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-01']],
    ['2025-12', ['2025-12-08', '2025-12-15', '2025-12-22', '2025-12-29', '2026-01-01']],
  ])('%s is cut on Mondays and at its end', (month, ends) => {
    const cuts = cutsOf(month, 'Asia/Shanghai')
    expect(cuts.map(c => c.until.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString())).toEqual(ends)
    const span = monthSpan(month, 'Asia/Shanghai')
    expect(cuts[0]?.from.equals(span.from)).toBe(true)
    expect(cuts.at(-1)?.until.equals(span.until)).toBe(true)
    for (const [i, c] of cuts.entries()) {
      expect(c.round).toBe(i + 1)
      if (i > 0) expect(c.from.equals(cuts[i - 1]?.until as Temporal.Instant)).toBe(true)
    }
  })

  it('a matter closed at midnight belongs to the day that begins', () => {
    const at = Temporal.Instant.from('2026-03-31T16:00:00Z')
    expect(monthOf(at, 'Asia/Shanghai')).toBe('2026-04')
    expect(monthOf(at.subtract({ milliseconds: 1 }), 'Asia/Shanghai')).toBe('2026-03')
  })
})
