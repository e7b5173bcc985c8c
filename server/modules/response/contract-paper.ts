/** The work plan with its versions and the instructions to companies: sent, read, confirmed (S6-02, S6-22). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, Day, EstateParam, RegionParam, Text } from './contract-shapes.ts'

/** S6-02: the five sections of the work plan. */
export const planSections = ['survey', 'fencing', 'responsibilities', 'gateRules', 'reporting'] as const
const Section = Text(5000)
export const PlanBody = z.object({
  survey: Section,
  fencing: Section,
  responsibilities: Section,
  gateRules: Section,
  reporting: Section,
})
export const InstructionBody = z.object({ text: Section })
export const PaperKind = z.enum(['plan', 'instruction'])

const Written = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), title: Text(80), body: PlanBody, dueOn: Day.optional() }),
  z.object({ kind: z.literal('instruction'), title: Text(80), body: InstructionBody, dueOn: Day.optional() }),
])

export const PaperHead = z.object({
  id: z.uuid(),
  kind: PaperKind,
  series: z.uuid(),
  version: z.int(),
  title: z.string(),
  state: z.enum(['draft', 'sent', 'replaced']),
  dueOn: z.string().nullable(),
  madeBy: z.string(),
  sentBy: z.string().nullable(),
  sentAt: z.string().nullable(),
  units: z.int(),
  read: z.int(),
})

export const PaperUnit = z.object({
  kind: z.enum(['region', 'organisation', 'estate']),
  id: z.uuid(),
  name: z.string(),
  readBy: z.string().nullable(),
  readAt: z.string().nullable(),
  reply: z.string().nullable(),
  /** not read after the last day */
  late: z.boolean(),
})

export const Paper = PaperHead.extend({
  body: z.union([PlanBody, InstructionBody]),
  reason: z.string().nullable(),
  units: z.int(),
  receipts: z.array(PaperUnit),
  revision: z.int(),
  allowed: z.object({ change: Allowed, send: Allowed, next: Allowed }),
})

/** What came to somebody, to be read and confirmed. */
export const Received = PaperHead.extend({
  body: z.union([PlanBody, InstructionBody]),
  from: z.string(),
  unit: PaperUnit,
  allowed: z.object({ read: Allowed }),
})

const RegionPaper = RegionParam.extend({ paperId: z.uuid() })
const EstatePaper = EstateParam.extend({ paperId: z.uuid() })
const Receipt = z.object({ reply: z.string().trim().max(300).optional() })

export const paperEndpoints = endpoints({
  'GET /api/regions/:regionId/response/papers': {
    permission: 'response.read',
    summary: 'Plans and instructions of a region, and those that came to it from above',
    params: RegionParam,
    response: z.object({ items: z.array(PaperHead), received: z.array(Received), writes: z.boolean() }),
  },
  'POST /api/regions/:regionId/response/papers': {
    permission: 'response.write',
    summary: 'Write a plan or an instruction; with `series` the next version of one that was sent',
    params: RegionParam,
    body: z.object({
      paper: Written,
      series: z.uuid().optional(),
      reason: z.string().trim().min(2).max(300).optional(),
    }),
    response: Paper,
    idempotent: true,
  },
  'GET /api/regions/:regionId/response/papers/:paperId': {
    permission: 'response.read',
    summary: 'One paper with who has read it and who has not (S6-02)',
    params: RegionPaper,
    response: Paper,
  },
  'PUT /api/regions/:regionId/response/papers/:paperId': {
    permission: 'response.write',
    summary: 'Change a draft',
    params: RegionPaper,
    body: z.object({ paper: Written, revision: z.int() }),
    response: Paper,
  },
  'POST /api/regions/:regionId/response/papers/:paperId/send': {
    permission: 'response.write',
    summary: 'Send to every unit it concerns: a plan to all, an instruction to the companies (S6-22)',
    params: RegionPaper,
    body: z.object({ revision: z.int() }),
    response: Paper,
  },
  'POST /api/regions/:regionId/response/papers/:paperId/read': {
    permission: 'response.report',
    summary: 'The region, or a brigade of it, confirms that it has read a paper',
    params: RegionPaper,
    body: Receipt.extend({ brigadeId: z.uuid().optional() }),
    response: PaperUnit,
    idempotent: true,
  },
  'GET /api/estates/:estateId/response/papers': {
    permission: 'response.read',
    summary: 'Papers that came to the estate: to its company, its subject unit or its own management',
    params: EstateParam,
    response: z.object({ items: z.array(Received) }),
  },
  'POST /api/estates/:estateId/response/papers/:paperId/read': {
    permission: 'response.report',
    summary: 'The company, subject unit or own management confirms that it has read a paper',
    params: EstatePaper,
    body: Receipt,
    response: PaperUnit,
    idempotent: true,
  },
})
