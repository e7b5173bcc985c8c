import type { Answer, Key } from '../../contracts.ts'

/** The key of the lanes as they stand now: who waits, what passed last. */
export const lanesNow = 'GET /api/estates/:estateId/lanes/now'
export type LanesNow = Answer<typeof lanesNow>
export type LaneShown = LanesNow['lanes'][number]
export type LaneEventShown = LanesNow['held'][number]

/** What a plate was found as: a stay inside, what it owes, plates like it. */
export type Found = Answer<'POST /api/estates/:estateId/parking/stays/find'>
/** What taking or waiving a fee at the booth makes stale. */
export const money: Key[] = [
  'GET /api/estates/:estateId/parking/my-shift',
  'GET /api/estates/:estateId/parking/fees',
  'GET /api/estates/:estateId/parking/stays',
  'GET /api/estates/:estateId/parking/slips',
  lanesNow,
]
