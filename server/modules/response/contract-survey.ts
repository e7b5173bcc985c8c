/** The survey as a campaign over all estates: who is late, what is checked, totals that sum and are frozen (S6-04..08). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, Care, Day, Page, RegionParam, Text } from './contract-shapes.ts'

export const SurveySums = z.object({
  estates: z.int(),
  company: z.int(),
  abandoned: z.int(),
  selfManaged: z.int(),
  /** S6-07 */
  withCompany: z.int(),
  withoutCompany: z.int(),
  subject: z.int(),
  buildings: z.int(),
  /** unit buildings: entrances with stairs of their own (S6-08) */
  sections: z.int(),
  households: z.int(),
  /** property companies and their staff (S6-06) */
  companies: z.int(),
  staff: z.int(),
  companiesWithoutStaff: z.int(),
  checked: z.int(),
  unchecked: z.int(),
  notSurveyed: z.int(),
})

export const SurveyStep = z.enum(['none', 'unchecked', 'checked'])

const Round = z.object({
  id: z.uuid(),
  title: z.string(),
  bureau: z.string(),
  town: z.string(),
  startsOn: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'closed']),
  /** open and past its last day */
  late: z.boolean(),
  madeBy: z.string(),
  version: z.int(),
  results: z.array(
    z.object({
      version: z.int(),
      figures: SurveySums,
      reason: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  allowed: z.object({ close: Allowed, correct: Allowed }),
})

export const surveyEndpoints = endpoints({
  'GET /api/regions/:regionId/response/survey': {
    permission: 'response.read',
    summary: 'The survey round of a region, how far it is by part, and whether its totals sum (S6-04..08)',
    params: RegionParam,
    response: z.object({
      round: Round.nullable(),
      earlier: z.array(Round),
      sums: SurveySums,
      children: z.array(SurveySums.extend({ id: z.uuid(), name: z.string(), late: z.int() })),
      /** what does not add up; empty when all does */
      faults: z.array(z.string()),
      allowed: z.object({ begin: Allowed }),
    }),
  },
  'GET /api/regions/:regionId/response/survey/estates': {
    permission: 'response.read',
    summary:
      'Each estate with its class, company, buildings, unit buildings, and how far its survey is (S6-08)',
    params: RegionParam,
    query: z.object({
      q: z.string().trim().max(60).optional(),
      step: SurveyStep.optional(),
      care: Care.optional(),
      ...Page,
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          region: z.string(),
          care: Care,
          company: z.string().nullable(),
          subject: z.string().nullable(),
          buildings: z.int(),
          sections: z.int(),
          households: z.int(),
          staff: z.int().nullable(),
          step: SurveyStep,
          late: z.boolean(),
          madeBy: z.string().nullable(),
          madeOn: z.string().nullable(),
          checkedBy: z.string().nullable(),
        }),
      ),
      total: z.int(),
    }),
  },
  'POST /api/regions/:regionId/response/survey': {
    permission: 'response.write',
    summary: 'Begin a survey round, led by the bureau with the town, over every estate of the region',
    params: RegionParam,
    body: z
      .object({ title: Text(80), bureau: Text(80), town: Text(80), startsOn: Day, dueOn: Day })
      .refine(r => r.dueOn >= r.startsOn, {
        message: '截止日期不能早于开始日期 | the last day must not be before the first',
        path: ['dueOn'],
      }),
    response: Round,
    idempotent: true,
  },
  'POST /api/regions/:regionId/response/survey/:roundId/close': {
    permission: 'response.write',
    summary: 'Freeze the totals; after that a correction is the next version with its reason (SX-08)',
    params: RegionParam.extend({ roundId: z.uuid() }),
    body: z.object({ version: z.int(), reason: z.string().trim().min(2).max(300).optional() }),
    response: Round,
  },
})
