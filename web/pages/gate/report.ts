import type { Answer } from '../../contracts.ts'

/** The key of the day's summaries, level by level. */
export const reportsKey = 'GET /api/gate/reports'
/** The key of one level's summary. */
export const reportKey = 'GET /api/regions/:regionId/gate/reports/:level/:day'
export type ReportLine = Answer<typeof reportsKey>['items'][number]
export type Report = Answer<typeof reportKey>
