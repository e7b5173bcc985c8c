import type { Answer, Key } from '../../contracts.ts'

/** The key that lists the mechanical garages. */
export const garages = 'GET /api/estates/:estateId/garages'
/** The key of one garage with its slots. */
export const garage = 'GET /api/estates/:estateId/garages/:garageId'
export type GarageShown = Answer<typeof garages>['items'][number]
export type Garage = Answer<typeof garage>

/** What every act on a garage, its queue or a fault makes stale. */
export const garageStale: Key[] = [
  garage,
  garages,
  'GET /api/estates/:estateId/garage-faults',
  'GET /api/estates/:estateId/garage-fetches',
]

export const garageStates = { running: 'kept', stopped: 'stopped', fault: 'late' } as const
export const inspectionStates = { valid: 'kept', apply: 'soon', applied: 'running', expired: 'late' } as const

/** The two outcomes of an inspection. */
export const yesNo = (t: (key: string) => string) => [
  { value: 'yes', label: t('passed') },
  { value: 'no', label: t('failed') },
]
