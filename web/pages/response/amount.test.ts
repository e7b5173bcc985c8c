import { expect, test } from 'vitest'
import { fenOf } from './amount.ts'

test.each([
  ['0', 0],
  ['128', 12_800],
  ['128.5', 12_850],
  ['1,280.05', 128_005],
  ['1.005', undefined],
  ['', undefined],
  ['-1', undefined],
  ['十元', undefined],
])('[S6-16] the cost %s is %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen)
})
