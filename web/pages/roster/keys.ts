/** The keys of the roster's lists, which the acts on them make stale, and what a row of each is. */
import type { RowOf } from '../../contracts.ts'

export const postsKey = 'GET /api/estates/:estateId/posts'
export type Post = RowOf<typeof postsKey>

export const dutiesKey = 'GET /api/estates/:estateId/duties'
export type Duty = RowOf<typeof dutiesKey>

export const panelsKey = 'GET /api/estates/:estateId/steward-panels'
export type PanelRow = RowOf<typeof panelsKey>
export type Panel = PanelRow['panels'][number]

export const cardsKey = 'GET /api/estates/:estateId/steward-cards'

export const staffingKey = 'GET /api/estates/:estateId/staffing'
export type StaffingRow = RowOf<typeof staffingKey>
export const certificatesKey = 'GET /api/estates/:estateId/staff-certificates'
