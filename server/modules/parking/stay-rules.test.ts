import fc from 'fast-check'
import { expect, test } from 'vitest'
import { almostSame } from './stay-acts.ts'
import { type End, happenedAt, place } from './stay-rules.ts'

const TWIN = 60_000
const M = 60_000
const at = (minute: number, direction: 'in' | 'out', stayId: string): End => ({
  at: minute * M,
  direction,
  stayId,
})
const put = (ends: End[], minute: number, direction: 'in' | 'out') =>
  place(ends, { at: minute * M, direction }, TWIN)

test('an ordinary visit opens and closes', () => {
  expect(put([], 0, 'in')).toEqual({ do: 'open', takesExit: false, closedBefore: false })
  expect(put([at(0, 'in', 'a')], 90, 'out')).toEqual({ do: 'close', stayId: 'a', freesExit: false })
})

test('a plate read twice within a minute is one passage, a millisecond later it is not', () => {
  const ends = [at(0, 'in', 'a')]
  expect(place(ends, { at: TWIN, direction: 'in' }, TWIN)).toEqual({ do: 'twin', stayId: 'a' })
  expect(place(ends, { at: TWIN + 1, direction: 'in' }, TWIN)).toMatchObject({ do: 'open', lost: 'a' })
})

test('an exit that nobody saw come in, and an entry told after its exit', () => {
  expect(put([], 10, 'out')).toEqual({ do: 'no_entry' })
  expect(put([at(10, 'out', 'x')], 0, 'in')).toEqual({ do: 'entry_of', stayId: 'x' })
  expect(put([at(0, 'in', 'a'), at(10, 'out', 'a')], 20, 'out')).toEqual({ do: 'no_entry' })
})

test('a second entry: the first stay lost its exit; an exit heard before is the second one’s', () => {
  expect(put([at(0, 'in', 'a')], 30, 'in')).toEqual({
    do: 'open',
    lost: 'a',
    takesExit: false,
    closedBefore: false,
  })
  expect(put([at(0, 'in', 'a'), at(60, 'out', 'a')], 30, 'in')).toMatchObject({
    do: 'open',
    lost: 'a',
    takesExit: true,
  })
})

test('an exit between an entry and its exit takes the entry; the later exit stands alone', () => {
  expect(put([at(0, 'in', 'a'), at(60, 'out', 'a')], 30, 'out')).toEqual({
    do: 'close',
    stayId: 'a',
    freesExit: true,
  })
})

test('whatever order the passages come in, the stays are the same', () => {
  const run = (order: { at: number; direction: 'in' | 'out' }[]) => {
    let n = 0
    let ends: End[] = []
    for (const e of order) {
      const p = place(ends, e, TWIN)
      const mine = (id: string): End => ({ ...e, stayId: id })
      if (p.do === 'open') {
        const id = `s${++n}`
        if (p.lost && p.takesExit)
          ends = ends.map(x => (x.stayId === p.lost && x.direction === 'out' ? { ...x, stayId: id } : x))
        ends.push(mine(id))
      } else if (p.do === 'close') {
        if (p.freesExit) {
          const id = `s${++n}`
          ends = ends.map(x => (x.stayId === p.stayId && x.direction === 'out' ? { ...x, stayId: id } : x))
        }
        ends.push(mine(p.stayId))
      } else if (p.do === 'entry_of') ends.push(mine(p.stayId))
      else if (p.do === 'no_entry') ends.push(mine(`s${++n}`))
    }
    const byStay = Map.groupBy(ends, e => e.stayId)
    return [...byStay.values()]
      .map(list =>
        list
          .map(e => `${e.direction}${e.at}`)
          .toSorted()
          .join('+'),
      )
      .toSorted()
  }
  const event = fc.record({
    slot: fc.integer({ min: 0, max: 40 }),
    direction: fc.constantFrom('in' as const, 'out' as const),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(event, { maxLength: 9, selector: e => e.slot }),
      fc.integer(),
      (list, seed) => {
        const events = list.map(e => ({ at: e.slot * 10 * M, direction: e.direction }))
        const inTime = events.toSorted((a, b) => a.at - b.at)
        const mixed = events.toSorted((a, b) => ((a.at * 7919 + seed) % 101) - ((b.at * 7919 + seed) % 101))
        expect(run(mixed)).toEqual(run(inTime))
      },
    ),
    { numRuns: 500 },
  )
})

test('a replay counts at its device’s time where that can be true', () => {
  const week = 7 * 86_400_000
  const now = 1_800_000_000_000
  expect(happenedAt({ at: now, deviceAt: now - week, replay: true }, 2 * week)).toEqual({
    at: now - week,
    odd: false,
  })
  expect(happenedAt({ at: now, deviceAt: 0, replay: true }, 2 * week)).toEqual({ at: now, odd: true })
  expect(happenedAt({ at: now, deviceAt: now + 1, replay: true }, week)).toEqual({ at: now, odd: true })
  expect(happenedAt({ at: now, deviceAt: now - 5000, replay: false }, week)).toEqual({ at: now, odd: false })
})

test('one sign misread, dropped or doubled is almost the same plate; two are not', () => {
  expect(almostSame('琼A12345', '琼A12845')).toBe(true)
  expect(almostSame('京AA66666', '京A66666')).toBe(true)
  expect(almostSame('琼A12345', '琼A12345')).toBe(false)
  expect(almostSame('琼A12345', '琼A17845')).toBe(false)
  expect(almostSame('琼A12345', '琼B12346')).toBe(false)
})
