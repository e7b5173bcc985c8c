import type { Answer, RowOf } from '../../contracts.ts'

/** The key that lists the lots. */
export const lotsKey = 'GET /api/estates/:estateId/parking/lots'
/** The key that lists the spaces. */
export const spacesKey = 'GET /api/estates/:estateId/parking/spaces'
export type LotShown = Answer<typeof lotsKey>['items'][number]
export type SpaceShown = RowOf<typeof spacesKey>

/** Whose ground a lot or space may be on. */
export const grounds = ['planned', 'common', 'civil_defence'] as const
/** What a space may be for. */
export const uses = ['car', 'accessible', 'ev', 'motorcycle', 'ebike', 'bicycle'] as const
