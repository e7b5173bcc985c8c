/** Monthly follow-up and report: what may be asked and what is answered (S1-48..53, S7-14, S8-13, SX-07, SX-08). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

export const results = ['satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable'] as const
export const answers = ['satisfied', 'partly', 'dissatisfied'] as const
export const hows = ['major', 'sample', 'replacement'] as const
export const monthStates = ['running', 'open', 'closed'] as const
export const shows = ['due', 'done', 'reserve', 'all'] as const

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
const EstateParam = z.object({ estateId: z.uuid() })
export const MonthParam = EstateParam.extend({ month: Month })
const ItemParam = MonthParam.extend({ ticketId: z.uuid() })
const Both = z.object({ zh: z.string(), en: z.string() })
const Short = z.string().trim().min(1).max(500)
const Count = z.int()

/** One figure with its definition; it never travels without it. */
export const Figure = z.object({
  key: z.string(),
  title: Both,
  unit: z.enum(['percent', 'count']),
  numerator: Count,
  /** null: a count. 0: no data. */
  denominator: Count.nullable(),
  /** At least so many percent. */
  target: Count.nullable(),
  met: z.boolean().nullable(),
  definition: z.object({ numerator: Both, denominator: Both.nullable(), period: Both, exclusions: Both }),
})

/** Promises that fell due in the month, by one of the ways of sorting them. */
export const KeptRow = z.object({ key: z.string(), label: Both, kept: Count, due: Count })

const Beyond = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  amount: Count,
  max: Count,
  unit: z.enum(['minutes', 'days24', 'workingDays']),
  dueAt: z.string().nullable(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
})
const Postponed = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  at: z.string(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
})

/** The month's report; a closed month answers the frozen one. */
export const Report = z.object({
  month: z.string(),
  estate: z.string(),
  from: z.string(),
  until: z.string(),
  asOf: z.string(),
  figures: z.array(Figure),
  byType: z.array(KeptRow),
  byClass: z.array(KeptRow),
  byPerson: z.array(KeptRow),
  counts: z.object({
    closed: Count,
    drawn: Count,
    satisfied: Count,
    partly: Count,
    dissatisfied: Count,
    refused: Count,
    unreachable: Count,
    open: Count,
    finalRefusals: Count,
    explained: Count,
  }),
  beyond: z.array(Beyond),
  postponed: z.array(Postponed),
})

const Outlook = z.object({
  target: Count,
  present: z.object({ numerator: Count, denominator: Count }),
  best: z.object({ numerator: Count, denominator: Count }),
  /** Further (satisfied) answers that are missing. */
  needed: Count,
  /** How many can still be asked. */
  left: Count,
  reachable: z.boolean(),
})

const Round = z.object({
  round: Count,
  from: z.string(),
  until: z.string(),
  percent: Count,
  population: Count,
  drawn: Count,
  listHash: z.string(),
  seed: z.string(),
  at: z.string(),
  by: z.string(),
})

const Version = z.object({
  version: Count,
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  hash: z.string(),
})

/** true, or the code of why not. */
const Verdict = z.union([z.literal(true), z.string()])

export const MonthView = z.object({
  month: z.string(),
  state: z.enum(monthStates),
  rounds: z.array(Round),
  /** Rounds whose end has passed and that are not drawn. */
  roundsDue: Count,
  /** When the next round is cut, of a running month. */
  nextCut: z.string().nullable(),
  figures: z.array(Figure),
  counts: Report.shape.counts,
  outlook: z.object({ followed: Outlook, major: Outlook, satisfied: Outlook }),
  daysLeft: Count,
  short: z.boolean(),
  versions: z.array(Version),
  /** Matters opened again after the month was closed: they change no frozen figure. */
  reopened: z.array(z.object({ ticketId: z.uuid(), number: z.string(), at: z.string() })),
  allowed: z.object({ draw: Verdict, assign: Verdict, close: Verdict, correct: Verdict }),
})

export const CallRow = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  kind: z.string(),
  class: z.string(),
  className: Both,
  unit: z.string().nullable(),
  major: z.boolean(),
  finalRefusal: z.boolean(),
  reopened: z.boolean(),
  how: z.enum(hows).nullable(),
  round: Count,
  place: Count,
  closedAt: z.string(),
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
  assigned: z.string().nullable(),
  assignedId: z.uuid().nullable(),
  attempts: Count,
  result: z.enum(results).nullable(),
  resultAt: z.string().nullable(),
  call: Verdict,
})

export const Question = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,23}$/),
  kind: z.enum(['yesNo', 'scale', 'text']),
  zh: z.string().trim().min(2).max(120),
  en: z.string().trim().min(2).max(200),
})
export const ScriptBody = z.object({
  intro: z.object({ zh: z.string().trim().min(2).max(500), en: z.string().trim().min(2).max(500) }),
  questions: z
    .array(Question)
    .min(1)
    .max(12)
    .refine(
      list => new Set(list.map(q => q.key)).size === list.length,
      '问题编号重复 | Two questions share a key',
    ),
})
export const Script = ScriptBody.extend({
  version: Count,
  by: z.string().nullable(),
  at: z.string().nullable(),
})

export const CallView = CallRow.extend({
  text: z.string(),
  /** What was told to the customer at the end. */
  answer: z.string().nullable(),
  handlers: z.array(z.string()),
  name: z.string().nullable(),
  /** 138****1234; in full only by asking for it, which is logged. */
  phone: z.string().nullable(),
  script: Script,
  course: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      by: z.string(),
      outcome: z.string(),
      satisfaction: z.string().nullable(),
      note: z.string().nullable(),
      answers: z.array(z.object({ zh: z.string(), en: z.string(), value: z.string() })),
    }),
  ),
})

const PublicMonth = z.object({
  month: z.string(),
  closedAt: z.string(),
  corrected: z.boolean(),
  closed: Count,
  figures: z.array(Figure),
})

export const followupApi = endpoints({
  'GET /api/estates/:estateId/followup/months': {
    permission: 'followup.call',
    summary: 'The months with closed complaints and inquiries, newest first',
    params: EstateParam,
    response: z.object({
      items: z.array(
        z.object({
          month: z.string(),
          state: z.enum(monthStates),
          version: Count.nullable(),
          closed: Count,
          followed: z.object({ numerator: Count, denominator: Count }),
          satisfied: z.object({ numerator: Count, denominator: Count }),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/followup/months/:month': {
    permission: 'followup.call',
    summary: 'One month: draws, rates with their definitions, what is still reachable, versions',
    params: MonthParam,
    response: MonthView,
  },
  'POST /api/estates/:estateId/followup/months/:month/draw': {
    permission: 'followup.run',
    summary: 'Draw the rounds that are due (the system does it by itself)',
    params: MonthParam,
    response: MonthView,
    idempotent: true,
  },
  'GET /api/estates/:estateId/followup/months/:month/rounds/:round': {
    permission: 'followup.call',
    summary: 'The published list of a round with its order, for drawing it again',
    params: MonthParam.extend({ round: z.coerce.number().int().min(1).max(9) }),
    response: z.object({
      round: Round,
      /** The list drawn again just now gives the same order and sample. */
      verified: z.boolean(),
      listText: z.string(),
      items: z.array(
        z.object({
          number: z.string(),
          major: z.boolean(),
          place: Count,
          key: z.string(),
          how: z.enum(hows).nullable(),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/followup/months/:month/calls': {
    permission: 'followup.call',
    summary: 'The call list: major ones first, then by the day they are due',
    params: MonthParam,
    query: z.object({
      show: z.enum(shows).default('due'),
      mine: z.stringbool().optional(),
      major: z.stringbool().optional(),
      result: z.enum(results).optional(),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(CallRow), total: Count }),
  },
  'GET /api/estates/:estateId/followup/months/:month/calls/:ticketId': {
    permission: 'followup.call',
    summary: 'One call: the matter, the script, the attempts so far',
    params: ItemParam,
    response: CallView,
  },
  'POST /api/estates/:estateId/followup/months/:month/calls/:ticketId/phone': {
    permission: 'followup.call',
    summary: 'Show the telephone number for this call; who looked is logged',
    params: ItemParam,
    response: z.object({ phone: z.string() }),
  },
  'POST /api/estates/:estateId/followup/months/:month/calls/:ticketId': {
    permission: 'followup.call',
    summary: 'Record an attempt: answered, refused, or nobody answered',
    params: ItemParam,
    body: z.object({
      outcome: z.enum(['answered', 'refused', 'noAnswer']),
      satisfaction: z.enum(answers).optional(),
      answers: z.record(z.string().max(24), z.string().trim().max(500)).default({}),
      note: z.string().trim().max(500).optional(),
    }),
    response: CallView,
    idempotent: true,
  },
  'POST /api/estates/:estateId/followup/months/:month/assign': {
    permission: 'followup.run',
    summary: 'Share the open calls out evenly; nobody gets a matter he had a hand in',
    params: MonthParam,
    body: z.object({ accountIds: z.array(z.uuid()).min(1).max(30), again: z.boolean().default(false) }),
    response: z.object({ assigned: Count, left: Count }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/followup/months/:month/close': {
    permission: 'followup.close',
    summary: 'Close the month: its figures are frozen (S1-48); below the target only with a written reason',
    params: MonthParam,
    body: z.object({ reason: Short.optional() }),
    response: MonthView,
    idempotent: true,
  },
  'POST /api/estates/:estateId/followup/months/:month/correct': {
    permission: 'followup.close',
    summary: 'Correct a result of a closed month: a new version with the reason (SX-08)',
    params: MonthParam,
    body: z.object({ ticketId: z.uuid(), result: z.enum(results), reason: Short }),
    response: MonthView,
    idempotent: true,
  },
  'GET /api/estates/:estateId/followup/months/:month/report': {
    permission: 'followup.run',
    summary: 'The month report; of a closed month the frozen version asked for, else the latest',
    params: MonthParam,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    response: Report.extend({
      state: z.enum(monthStates),
      version: Version.nullable(),
      versions: z.array(Version),
      trend: z.array(
        z.object({
          month: z.string(),
          figures: z.array(Figure.pick({ key: true, numerator: true, denominator: true })),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/followup/script': {
    permission: 'followup.call',
    summary: 'The words for the call, in force now',
    params: EstateParam,
    response: Script,
  },
  'PUT /api/estates/:estateId/followup/script': {
    permission: 'followup.run',
    summary: 'Change the script: a new version; answers keep the version they were asked with',
    params: EstateParam,
    body: ScriptBody,
    response: Script,
  },
  'GET /api/estates/:estateId/my/service-report': {
    permission: 'own.read',
    summary: 'What residents may read of the closed months (S7-05): no name, no unit, no telephone',
    params: EstateParam,
    response: z.object({ estate: z.string(), months: z.array(PublicMonth) }),
  },
})
