import { expect, test } from 'vitest'
import { grouped } from './group.ts'

interface Write {
  key: string | null
  n: number
}

/** A writer whose groups end when the test says so; `bad` is what the database refuses. */
function aWriter(bad: number[] = [], apart = true, atOnce = 1) {
  const groups: number[][] = []
  const gates: (() => void)[] = []
  const write = grouped<Write, number>({
    sizes: [4, 2, 1],
    atOnce,
    key: w => w.key,
    write: async group => {
      groups.push(group.map(w => w.n))
      await new Promise<void>(open => gates.push(open))
      if (group.some(w => bad.includes(w.n))) throw new Error(`refused ${group.map(w => w.n)}`)
      return group.map(w => w.n * 10)
    },
    apart: () => apart,
  })
  const finish = async () => {
    while (gates.length > 0) {
      gates.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { write, groups, finish }
}

const item = (n: number, key: string | null = String(n)): Write => ({ n, key })

test('the first goes alone at once; what comes meanwhile makes the next groups, each with its own answer', async () => {
  const { write, groups, finish } = aWriter()
  const all = [1, 2, 3, 4, 5, 6, 7, 8].map(n => write(item(n)))
  expect(groups).toEqual([[1]])
  await finish()
  expect(groups).toEqual([[1], [2, 3, 4, 5], [6, 7], [8]])
  expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50, 60, 70, 80])
})

test('a refused one fails alone; those beside it are written', async () => {
  const { write, groups, finish } = aWriter([3])
  const all = [1, 2, 3, 4, 5].map(n => write(item(n)))
  const settled = Promise.allSettled(all)
  await finish()
  expect(groups).toEqual([[1], [2, 3, 4, 5], [2], [3], [4], [5]])
  expect((await settled).map(s => s.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
})

test('where nobody knows whether the group was written, nothing is written again', async () => {
  const { write, groups, finish } = aWriter([3], false)
  const settled = Promise.allSettled([1, 2, 3, 4, 5].map(n => write(item(n))))
  await finish()
  expect(groups).toEqual([[1], [2, 3, 4, 5]])
  expect((await settled).filter(s => s.status === 'rejected')).toHaveLength(4)
})

test('the same key never stands twice in a group, and a group is in the order of its keys', async () => {
  const { write, groups, finish } = aWriter()
  const all = [item(1), item(2, 'z'), item(3, 'a'), item(4, 'z'), item(5, null), item(6, null)].map(write)
  await finish()
  expect(groups).toEqual([[1], [5, 6, 3, 2], [4]])
  await Promise.all(all)
})

test('no more groups under way than allowed', async () => {
  const { write, groups, finish } = aWriter([], true, 2)
  const all = [1, 2, 3, 4].map(n => write(item(n)))
  expect(groups).toEqual([[1], [2]])
  await finish()
  expect(groups).toEqual([[1], [2], [3, 4]])
  await Promise.all(all)
})
