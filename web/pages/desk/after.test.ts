import { expect, test } from 'vitest'
import { actOf, afterWaiting } from './after.ts'

test('[SX-13] in a cellar the way from taking to the signature stays open, and nothing is offered twice', () => {
  const fresh = { take: true, arrive: 'desk.state', handle: 'desk.state', sign: 'desk.state' } as const
  expect(afterWaiting(fresh, [])).toEqual(fresh)
  const taken = afterWaiting(fresh, ['take'])
  expect(taken).toMatchObject({ arrive: true, record: true, handle: 'desk.not_arrived' })
  expect(taken.take).toBeUndefined()
  const there = afterWaiting(fresh, ['take', 'arrive', 'record'])
  expect(there).toMatchObject({ record: true, handle: true })
  expect(there.arrive).toBeUndefined()
  const worked = afterWaiting(fresh, ['take', 'arrive', 'handle'])
  expect(worked.sign).toBe(true)
  expect(worked.handle).toBeUndefined()
  expect(afterWaiting(fresh, ['take', 'arrive', 'handle', 'sign'])).toEqual({})
})

test('a waiting record names its ticket and act; another ticket’s does not count', () => {
  const key = 'POST /api/estates/:estateId/tickets/:ticketId/handle'
  expect(actOf({ key, body: { ticketId: 'a' } }, 'a')).toBe('handle')
  expect(actOf({ key, body: { ticketId: 'b' } }, 'a')).toBeUndefined()
  expect(
    actOf({ key: 'POST /api/estates/:estateId/gate/sync', body: { ticketId: 'a' } }, 'a'),
  ).toBeUndefined()
})
