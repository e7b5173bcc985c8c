/** The yearly survey of overall satisfaction (S7-08, K12): what may be asked and what is answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const SurveyParam = EstateParam.extend({ surveyId: z.uuid() })
const Count = z.int()

export const SurveyQuestion = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,23}$/),
  weight: z.int().min(1).max(100),
  zh: z.string().trim().min(2).max(120),
  en: z.string().trim().min(2).max(200),
})

const Share = z.object({ numerator: Count, denominator: Count })

export const SurveyResult = z.object({
  /** Weighted: weights of the questions scored as satisfied / weights of the questions answered. */
  overall: Share,
  met: z.boolean().nullable(),
  answered: Count,
  owners: Count,
  users: Count,
  /** Of the answered ones, those given on paper and entered by the staff (SX-12). */
  paper: Count.default(0),
  /** Satisfied / answered, question by question. */
  byQuestion: z.array(z.object({ key: z.string(), satisfied: Share })),
})

export const Survey = z.object({
  id: z.uuid(),
  year: Count,
  target: Count,
  /** From this score on somebody is satisfied, of five. */
  satisfiedFrom: Count,
  questions: z.array(SurveyQuestion),
  population: Count,
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  result: SurveyResult,
})

/** How many paper answers each employee entered; whose they are is kept nowhere. */
const Entered = z.object({ by: z.string(), count: Count })

const PaperPage = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const surveyApi = endpoints({
  'GET /api/estates/:estateId/surveys': {
    permission: 'followup.run',
    summary: 'The yearly surveys, newest first, and the questions a new one begins with',
    params: EstateParam,
    response: z.object({
      items: z.array(Survey.extend({ entered: z.array(Entered) })),
      questions: z.array(SurveyQuestion),
      year: Count,
    }),
  },
  'POST /api/estates/:estateId/surveys': {
    permission: 'followup.run',
    summary: 'Open the survey of this year: one a year, every registered owner and user is asked',
    params: EstateParam,
    body: z.object({
      questions: z
        .array(SurveyQuestion)
        .min(1)
        .max(20)
        .refine(
          list => list.reduce((n, q) => n + q.weight, 0) === 100,
          '各题权重合计须为 100 | The weights must add up to 100',
        )
        .refine(
          list => new Set(list.map(q => q.key)).size === list.length,
          '问题编号重复 | Two questions share a key',
        ),
    }),
    response: Survey,
    idempotent: true,
  },
  'POST /api/estates/:estateId/surveys/:surveyId/close': {
    permission: 'followup.close',
    summary: 'Close the survey: its result is frozen',
    params: SurveyParam,
    response: Survey,
    idempotent: true,
  },
  'POST /api/estates/:estateId/surveys/:surveyId/paper': {
    permission: 'followup.run',
    summary: 'Enter a paper answer of an owner or user, once with the electronic ones (S7-08, SX-12)',
    params: SurveyParam,
    body: z.object({
      personId: z.uuid(),
      scores: z.record(z.string().max(24), z.int().min(1).max(5)),
      /** The photo of the sheet, kept before with the purpose `survey`. */
      sheetId: z.uuid().optional(),
    }),
    response: z.object({ done: z.literal(true), kind: z.enum(['owner', 'user']) }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/surveys/:surveyId/paper': {
    permission: 'followup.run',
    summary:
      'The paper answers of a survey: scores, who entered them and the photo of the sheet; not whose they are (SX-12)',
    params: SurveyParam,
    query: PaperPage,
    response: z.object({
      items: z.array(
        z.object({
          kind: z.enum(['owner', 'user']),
          scores: z.record(z.string(), Count),
          day: z.string(),
          enteredBy: z.string(),
          sheetId: z.uuid().nullable(),
        }),
      ),
      total: Count,
    }),
  },
  'GET /api/estates/:estateId/my/surveys': {
    permission: 'own.read',
    summary: 'The survey that waits for my answer, and the results of the closed ones',
    params: EstateParam,
    response: z.object({
      open: Survey.pick({ id: true, year: true, questions: true }).extend({ done: z.boolean() }).nullable(),
      closed: z.array(Survey),
    }),
  },
  'POST /api/estates/:estateId/my/surveys/:surveyId': {
    permission: 'own.write',
    summary: 'Answer once, without a name',
    params: SurveyParam,
    body: z.object({
      kind: z.enum(['owner', 'user']),
      scores: z.record(z.string().max(24), z.int().min(1).max(5)),
    }),
    response: z.object({ done: z.literal(true) }),
    idempotent: true,
  },
})
