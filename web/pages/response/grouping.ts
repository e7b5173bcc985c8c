import type { Answer } from '../../contracts.ts'

/** The key of a region's groups. */
export const grouping = 'GET /api/regions/:regionId/response/grouping'
/** The key of the groups of every region below. */
export const groupings = 'GET /api/regions/:regionId/response/groupings'
export type Grouped = Answer<typeof grouping>
