import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as server from '../../../server/modules/lane/card-number.ts'
import { cardForms, cardReadings } from './card-number.ts'

test('[S3-48] the card form shows the numbers that the server will find', () => {
  const digits = fc.stringMatching(/^[0-9,， -]{0,14}$/)
  fc.assert(
    fc.property(fc.oneof(digits, fc.string()), text => {
      expect(cardReadings(text)).toEqual(server.cardReadings(text))
      expect(cardForms(text)).toEqual(server.cardForms(text))
    }),
    { numRuns: 2000 },
  )
})
