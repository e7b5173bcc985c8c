import { expect, test } from 'vitest'
import { concerns, type News } from './live.ts'

const news = (topic: string, estateId = 'a'): News[] => [{ id: '1', topic, estateId, ref: 'x' }]
const tickets = ['GET /api/estates/:estateId/tickets', { estateId: 'a' }]

test('a list is read anew for its own topic and estate only', () => {
  expect(concerns(news('ticket'), tickets)).toBe(true)
  expect(concerns(news('ticket', 'b'), tickets)).toBe(false)
  expect(concerns(news('gate'), tickets)).toBe(false)
  expect(concerns(news('unheard-of'), tickets)).toBe(false)
})

test('what is asked over all estates hears every estate; news of no estate reach all', () => {
  expect(concerns(news('message', 'b'), ['GET /api/messages', {}])).toBe(true)
  expect(concerns(news('ticket', '00000000-0000-0000-0000-000000000000'), tickets)).toBe(true)
})

test('after too much news everything is read anew', () => {
  expect(concerns(news('reset', 'b'), tickets)).toBe(true)
})
