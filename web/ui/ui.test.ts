import { describe, expect, test } from 'vitest'
import { percent } from './Figure.tsx'
import { fitInto } from './photo.ts'
import { enoughInk } from './signature.ts'

describe('a share', () => {
  test('[SX-07] is never rounded up to all of them', () => {
    expect(percent(9_999, 10_000)).toBe('99.9%')
    expect(percent(10_000, 10_000)).toBe('100%')
    expect(percent(1, 3)).toBe('33.3%')
    expect(percent(0, 7)).toBe('0%')
  })
})

describe('a signature', () => {
  const line = (from: number, to: number) =>
    Array.from({ length: 20 }, (_, i) => ({ x: from + ((to - from) * i) / 19, y: 50 }))

  test('an empty field, a dot and a slip are none', () => {
    expect(enoughInk([])).toBe(false)
    expect(enoughInk([[{ x: 5, y: 5 }]])).toBe(false)
    expect(enoughInk([line(0, 40)])).toBe(false)
  })

  test('scribbling in one spot is none, however long', () => {
    const jitter = Array.from({ length: 200 }, (_, i) => ({ x: i % 2, y: i % 3 }))
    expect(enoughInk([jitter])).toBe(false)
  })

  test('two strokes of a name are one', () => {
    expect(enoughInk([line(0, 60), line(30, 90)])).toBe(true)
  })
})

test('photos are scaled down to 1600 px and never up', () => {
  expect(fitInto(4000, 3000)).toEqual({ width: 1600, height: 1200 })
  expect(fitInto(3000, 4000)).toEqual({ width: 1200, height: 1600 })
  expect(fitInto(800, 600)).toEqual({ width: 800, height: 600 })
  expect(fitInto(20_000, 3)).toEqual({ width: 1600, height: 1 })
})
