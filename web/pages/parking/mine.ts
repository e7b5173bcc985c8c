import type { Answer } from '../../contracts.ts'

/** The key of a resident's own parking, and that every act of his makes stale. */
export const mine = 'GET /api/estates/:estateId/my/parking'
export type MyHome = Answer<typeof mine>['homes'][number]
