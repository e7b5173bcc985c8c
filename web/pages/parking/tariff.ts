import type { Answer } from '../../contracts.ts'

/** The key that lists a lot's tariffs. */
export const tariffs = 'GET /api/estates/:estateId/parking/lots/:lotId/tariffs'
export type TariffShown = Answer<typeof tariffs>['items'][number]
/** What a tariff says, without its name and its day. */
export type TariffBody = TariffShown['body']
