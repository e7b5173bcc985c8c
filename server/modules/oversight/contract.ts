/** Boards: the same figures for one estate and for every level above it (SX-07). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Both = z.object({ zh: z.string(), en: z.string() })

/** What a figure means, shown with it on every board. */
export const FigureMeaning = z.object({
  key: z.string(),
  title: Both,
  unit: z.enum(['count', 'percent', 'minutes', 'pair']),
  numerator: Both,
  denominator: Both.nullable(),
  period: Both,
  exclusions: Both,
  over: z.enum(['now', 'day']),
  /** Console page with the list behind it. */
  list: z.string(),
})

export const FigureNow = FigureMeaning.extend({
  /** Nothing when there is no data; never 0 or 100 % instead. */
  value: z.number().nullable(),
  sums: z.object({ numerator: z.int(), denominator: z.int().nullable() }).nullable(),
  /** Estates that have data, of all in scope. */
  estates: z.object({ with: z.int(), all: z.int() }),
  /** 14 days, oldest first, today last. */
  trend: z.array(z.object({ day: z.string(), value: z.number().nullable() })),
})

/** What a named person must do now; without a name, naming one is what must be done. */
export const Act = z.object({
  figure: z.string(),
  ref: z.string(),
  /** nothing where a level above the estates must act; `estate` is its region then */
  estateId: z.uuid().nullable(),
  estate: z.string(),
  title: Both,
  person: z.string().nullable(),
  since: z.string(),
  link: z.string(),
})

const Place = z.object({ id: z.uuid(), name: z.string(), kind: z.string() })

export const Board = z.object({
  place: Place,
  /** From the city down to this place, for the way back up. */
  above: z.array(Place),
  day: z.string(),
  /** When the rows were last summed. */
  asOf: z.string().nullable(),
  figures: z.array(FigureNow),
  /** 24 sums by local hour of today, for figures that have them. */
  hours: z.array(z.object({ key: z.string(), title: Both, values: z.array(z.int()) })),
  acts: z.array(Act),
})

/** `closure`: the figures of closed management (S6-48) instead of the whole day's. */
const Of = z.object({ of: z.enum(['closure']).optional() })

export const oversightApi = endpoints({
  'GET /api/estates/:estateId/board': {
    permission: 'board.read',
    summary: 'The manager’s today: figures with definition, trend and who must act now',
    params: z.object({ estateId: z.uuid() }),
    query: Of,
    response: Board,
  },
  'GET /api/regions/:regionId/board': {
    permission: 'board.read',
    summary: 'The same figures summed over a region, and over each part below it',
    params: z.object({ regionId: z.uuid() }),
    query: Of,
    response: Board.extend({
      children: z.array(
        Place.extend({
          /** By figure key; absent means no data. */
          values: z.record(
            z.string(),
            z.object({ value: z.number().nullable(), numerator: z.int(), denominator: z.int().nullable() }),
          ),
        }),
      ),
    }),
  },
  'GET /api/boards': {
    permission: 'board.read',
    summary: 'Places whose board the caller may see, the highest first',
    response: z.object({ regions: z.array(Place), estates: z.array(Place) }),
  },
})
