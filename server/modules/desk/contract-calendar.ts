/** The working-day calendar on the screen: the years that are known, what waits for the next, and the upload of a notice. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Day = z.object({ date: z.string(), kind: z.enum(['off', 'work']), name: z.string() })

const Year = z.object({
  year: z.int(),
  source: z.string(),
  /** Null for what the program brings itself. */
  madeBy: z.string().nullable(),
  madeAt: z.string().nullable(),
  workingDays: z.int().nullable(),
  days: z.array(Day),
  /** Notices of province, city or district whose days stand among these, the nearest first. */
  regional: z.array(
    z.object({
      jurisdiction: z.string(),
      source: z.string(),
      madeBy: z.string(),
      madeAt: z.string(),
      days: z.int(),
    }),
  ),
})

/** The nation, or the nation and the code of a region: CN, CN-46, CN-4601, CN-460105. */
export const Jurisdiction = z
  .string()
  .regex(/^CN(-\d{2,12})?$/)
  .default('CN')

export const calendarApi = endpoints({
  'GET /api/calendar/years': {
    permission: 'signed-in',
    summary:
      'The years of the working-day calendar, and how many promises wait for one that is not published',
    query: z.object({ jurisdiction: Jurisdiction }),
    response: z.object({
      knownUpTo: z.int(),
      thisYear: z.int(),
      years: z.array(Year),
      waiting: z.array(z.object({ year: z.int(), tickets: z.int() })),
      /** Jurisdictions below the nation with a notice of their own. */
      areas: z.array(z.string()),
    }),
  },
  'POST /api/calendar/preview': {
    permission: 'system.manage',
    summary:
      'Read a holiday notice (the official text, a table or JSON) and show what it says, without keeping it',
    body: z.object({ text: z.string().max(20_000).optional(), jurisdiction: Jurisdiction }),
    upload: true,
    response: z.object({
      year: z.int(),
      days: z.array(Day),
      /** With the national notice where this is a region's; null while that one is not published. */
      workingDays: z.int().nullable(),
      /** The year as it is known now is replaced; the source is null for what the program brought itself. */
      replaces: z
        .object({ source: z.string().nullable(), added: z.array(Day), removed: z.array(Day) })
        .nullable(),
      waiting: z.int(),
      /** Running tickets whose due time would move. */
      moves: z.int(),
      /** Statutory festivals that the notice does not name: half a notice, or a slip. */
      missing: z.array(z.string()),
      /** What to send to keep it. */
      text: z.string(),
    }),
    unaudited: 'reads only',
  },
})
