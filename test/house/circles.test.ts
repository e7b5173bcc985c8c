/** Nobody can read, move or test one file of a circle without the others: what two share stands in a third. */
import { expect, test } from 'vitest'
import { circles } from './circles.ts'
import { files, imports, local, runTimeImports } from './source.ts'

/** Circles that may stay, each with its reason. */
const exempt = [
  {
    // The house holds the tables of jobs and transfers, and what stands in these tables is called with a context of that
    // house: one type that says itself, told in three files. Taken apart, its entries would be called with less than
    // they get.
    why: 'House, JobTable and TransferTable are one type in three files',
    files: ['server/core/house.ts', 'server/core/jobs.ts', 'server/core/transfer.ts'],
  },
]

const graph = (of: (f: string) => string[]) => new Map(files.map(f => [f, local(f, of)]))

test('no files import each other in a circle, by type or lazily neither, but the named ones', () => {
  expect(circles(graph(imports))).toEqual(exempt.map(each => each.files))
})

test('what is exempt is a circle of types: nothing is in a circle when the program runs', () => {
  expect(circles(graph(runTimeImports))).toEqual([])
})

test('a circle is found wherever one comes in, however long, and a ladder is none', () => {
  const ladder: [string, string[]][] = [
    ['in', ['a', 'd']],
    ['a', ['b', 'outside']],
    ['b', ['c', 'd']],
    ['c', ['d']],
    ['d', []],
  ]
  expect(circles(new Map(ladder))).toEqual([])
  expect(circles(new Map([...ladder, ['c', ['a', 'd']]]))).toEqual([['a', 'b', 'c']])
  expect(
    circles(new Map([...ladder, ['d', ['e']], ['e', ['d', 'e']], ['x', ['y']], ['y', ['x', 'a']]])),
  ).toEqual([
    ['d', 'e'],
    ['x', 'y'],
  ])
  expect(circles(new Map([['alone', ['alone']]]))).toEqual([['alone']])
})
