import { expect, test } from 'vitest'
import { type Filter, nextSort, toQuery } from './types.ts'

const filters: Filter[] = [{ kind: 'text', key: 'q', label: '搜索' }]

test('a list asks for fifty rows by default and only for filters it knows', () => {
  expect(toQuery({}, filters)).toEqual({ limit: 50, offset: 0 })
  expect(
    toQuery({ page: '3', size: '100', sort: '-dueAt', q: '漏水', open: 'x', e: 'y', other: 'z' }, filters),
  ).toEqual({
    limit: 100,
    offset: 200,
    sort: '-dueAt',
    q: '漏水',
  })
})

test('nonsense in the address falls back to the first page', () => {
  expect(toQuery({ page: '-4', size: '9999' }, filters)).toEqual({ limit: 50, offset: 0 })
  expect(toQuery({ page: 'abc' }, filters)).toEqual({ limit: 50, offset: 0 })
})

test('a header sorts up, down, not at all', () => {
  expect(nextSort(undefined, 'dueAt')).toBe('dueAt')
  expect(nextSort('dueAt', 'dueAt')).toBe('-dueAt')
  expect(nextSort('-dueAt', 'dueAt')).toBeUndefined()
  expect(nextSort('-number', 'dueAt')).toBe('dueAt')
})
