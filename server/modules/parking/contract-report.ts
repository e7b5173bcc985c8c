/** The numbers of parking (S4-01..06, S4-10, S4-12): ratio, shortage, age, difficulty, peak, fees beside work. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const E = z.object({ estateId: z.uuid() })
const Day = z.iso.date()
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

const Numbers = z.object({
  households: z.int(),
  cars: z.int(),
  motorcycles: z.int(),
  others: z.int(),
  /** Spaces for cars that can be used: of the lots and of mechanical garages. */
  spaces: z.int(),
  mechanical: z.int(),
  /** Spaces per hundred households, and per hundred registered cars. */
  perHousehold: z.number().nullable(),
  perCar: z.number().nullable(),
  shortage: z.int(),
  waiting: z.int(),
  complaints: z.int(),
  builtYear: z.int().nullable(),
  old: z.boolean().nullable(),
})

const PeakShape = z.object({
  days: z.int(),
  in: z.array(z.number()),
  out: z.array(z.number()),
  busiest: z.object({ slot: z.int(), direction: z.enum(['in', 'out']), cars: z.number() }).nullable(),
  /** Mean seconds a car took, timed by hand, and the mean queue then. */
  timing: z.array(
    z.object({
      method: z.enum(['plate', 'card', 'guard']),
      count: z.int(),
      seconds: z.number(),
      queue: z.number(),
    }),
  ),
  congestions: z.int(),
  congestionMinutes: z.int(),
})

export const PeakQuery = z.object({
  gateId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  beforeFrom: Day.optional(),
  beforeTo: Day.optional(),
})
export const WorkQuery = z.object({ month: Month.optional() })
export const BoardQuery = z.object({
  sort: z.enum(['shortage', '-shortage', 'perHousehold', 'builtYear']).default('-shortage'),
  age: z.string().max(20).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

export const reportApi = endpoints({
  'GET /api/estates/:estateId/parking/numbers': {
    permission: 'parking.read',
    summary: 'Vehicles over time, ratio, shortage, waiting list, complaints, land per space',
    params: E,
    response: Numbers.extend({
      months: z.array(z.object({ month: z.string(), cars: z.int(), added: z.int() })),
      facilities: z.array(
        z.object({
          name: z.string(),
          spaces: z.int(),
          landArea: z.int().nullable(),
          perSpace: z.int().nullable(),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/parking/peak': {
    permission: 'parking.read',
    summary: 'Cars per five minutes at a gate, time of a car, queue; beside an earlier span',
    params: E,
    query: PeakQuery,
    response: z.object({
      gates: z.array(z.object({ id: z.uuid(), name: z.string() })),
      source: z.enum(['lanes', 'passages']),
      from: z.string(),
      to: z.string(),
      beforeFrom: z.string(),
      beforeTo: z.string(),
      now: PeakShape,
      before: PeakShape,
    }),
  },
  'GET /api/estates/:estateId/parking/work': {
    permission: 'parking.read',
    summary: 'Fees collected beside management work done (S4-10)',
    params: E,
    query: WorkQuery,
    response: z.object({
      month: z.string(),
      fees: z.array(z.object({ source: z.string(), charged: z.int(), paid: z.int() })),
      charged: z.int(),
      paid: z.int(),
      work: z.object({
        violations: z.int(),
        violationsClosed: z.int(),
        moves: z.int(),
        movesClosed: z.int(),
        accidents: z.int(),
        accidentsClosed: z.int(),
        congestions: z.int(),
        patrolVisits: z.int(),
        checks: z.int(),
        inspections: z.int(),
        faults: z.int(),
        faultsClosed: z.int(),
        fetches: z.int(),
      }),
    }),
  },
  'GET /api/parking/board': {
    permission: 'board.read',
    summary: 'Parking of the estates in my scope, by shortage and by age (S4-02, S4-03)',
    query: BoardQuery,
    response: z.object({
      items: z.array(
        z.object({
          estateId: z.uuid(),
          estate: z.string(),
          households: z.int(),
          cars: z.int(),
          spaces: z.int(),
          perHousehold: z.number().nullable(),
          perCar: z.number().nullable(),
          shortage: z.int(),
          waiting: z.int(),
          builtYear: z.int().nullable(),
          old: z.boolean().nullable(),
          band: z.string(),
        }),
      ),
      total: z.int(),
      sums: z.object({
        estates: z.int(),
        households: z.int(),
        cars: z.int(),
        spaces: z.int(),
        shortage: z.int(),
        waiting: z.int(),
        short: z.int(),
      }),
      ages: z.array(
        z.object({
          band: z.string(),
          estates: z.int(),
          spaces: z.int(),
          households: z.int(),
          cars: z.int(),
          perHousehold: z.number().nullable(),
          shortage: z.int(),
        }),
      ),
    }),
  },
})
