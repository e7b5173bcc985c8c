/** Isolation at home and care of those in need while an estate is closed (J-01, J-03). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, Day, EstateParam, Page, Phone, RegionParam, Text } from './contract-shapes.ts'

export const CareKind = z.enum(['isolation', 'care'])
export const NeedKind = z.enum(['food', 'medicine', 'rubbish', 'doctor', 'other'])

const Turn = z.object({
  turn: z.int(),
  /** done, still time, or missed: its hour has passed */
  state: z.enum(['done', 'open', 'missed']),
  until: z.string(),
})

export const CaseHead = z.object({
  id: z.uuid(),
  estateId: z.uuid(),
  estate: z.string(),
  kind: CareKind,
  unit: z.string(),
  /** masked; in full only by a logged look */
  name: z.string(),
  startOn: z.string(),
  endOn: z.string().nullable(),
  /** its last day has passed: to be ended */
  over: z.boolean(),
  worker: z.string(),
  mine: z.boolean(),
  state: z.enum(['open', 'ended']),
  today: z.array(Turn),
  /** a check of today or yesterday that found signs of illness */
  alarm: z.boolean(),
  needs: z.int(),
  version: z.int(),
})

export const Case = CaseHead.extend({
  checks: z.array(
    z.object({
      day: z.string(),
      turn: z.int(),
      temperature: z.string().nullable(),
      signs: z.string().nullable(),
      alarm: z.boolean(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  need: z.array(
    z.object({
      id: z.uuid(),
      kind: NeedKind,
      what: z.string(),
      dueOn: z.string(),
      askedBy: z.string(),
      broughtBy: z.string().nullable(),
      broughtAt: z.string().nullable(),
    }),
  ),
  allowed: z.object({ check: Allowed, need: Allowed, end: Allowed }),
})

const CaseParam = EstateParam.extend({ caseId: z.uuid() })

export const careEndpoints = endpoints({
  'GET /api/regions/:regionId/response/care': {
    permission: 'isolation.manage',
    summary: 'Who is isolated or on the care list in a region, what of today’s checks is missing (J-03)',
    params: RegionParam,
    query: z.object({
      kind: CareKind.optional(),
      state: z.enum(['open', 'ended']).default('open'),
      missed: z.enum(['yes']).optional(),
      ...Page,
    }),
    response: z.object({
      items: z.array(CaseHead),
      total: z.int(),
      sums: z.object({
        isolation: z.int(),
        care: z.int(),
        missed: z.int(),
        alarms: z.int(),
        needs: z.int(),
        over: z.int(),
      }),
      helpPhone: z.string().nullable(),
    }),
  },
  'POST /api/estates/:estateId/response/care': {
    permission: 'isolation.manage',
    summary: 'List a person for isolation or care; under a closure in force only',
    params: EstateParam,
    body: z.object({
      kind: CareKind,
      unit: Text(20),
      name: Text(40),
      phone: Phone.optional(),
      health: z.string().trim().max(500).optional(),
      startOn: Day,
      workerId: z.uuid(),
    }),
    response: Case,
    idempotent: true,
  },
  'GET /api/estates/:estateId/response/my-care': {
    permission: 'response.report',
    summary: 'The persons whom the caller looks after, with today’s checks',
    params: EstateParam,
    response: z.object({ items: z.array(CaseHead), helpPhone: z.string().nullable() }),
  },
  'GET /api/estates/:estateId/response/care/:caseId': {
    permission: 'response.report',
    summary:
      'One person with checks and needs; for who looks after them and who manages isolation; each look is logged',
    params: CaseParam,
    response: Case,
  },
  'POST /api/estates/:estateId/response/care/:caseId/reveal': {
    permission: 'response.report',
    summary: 'Name, phone and health in full, with the purpose, logged',
    params: CaseParam,
    body: z.object({ purpose: Text(100) }),
    response: z.object({ name: z.string(), phone: z.string().nullable(), health: z.string().nullable() }),
  },
  'POST /api/estates/:estateId/response/care/:caseId/checks': {
    permission: 'response.report',
    summary: 'A check of the day: temperature, signs; works without network later',
    params: CaseParam,
    body: z.object({
      day: Day,
      turn: z.int().min(1).max(6),
      temperature: z
        .string()
        .regex(/^\d{2}(\.\d)?$/, { message: '体温写成 36.5 | Write it as 36.5' })
        .optional(),
      signs: z.string().trim().max(300).optional(),
      alarm: z.boolean().default(false),
    }),
    response: CaseHead,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/care/:caseId/needs': {
    permission: 'response.report',
    summary: 'Something is needed: food, medicine, a doctor',
    params: CaseParam,
    body: z.object({ kind: NeedKind, what: Text(300), dueOn: Day }),
    response: CaseHead,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/care/:caseId/needs/:needId/brought': {
    permission: 'response.report',
    summary: 'What was needed has been brought',
    params: CaseParam.extend({ needId: z.uuid() }),
    response: CaseHead,
    idempotent: true,
  },
  'POST /api/estates/:estateId/response/care/:caseId/end': {
    permission: 'isolation.manage',
    summary: 'The isolation or care has ended',
    params: CaseParam,
    body: z.object({ version: z.int() }),
    response: CaseHead,
  },
  'POST /api/estates/:estateId/response/care/:caseId/worker': {
    permission: 'isolation.manage',
    summary: 'Give the person to somebody else’s care',
    params: CaseParam,
    body: z.object({ version: z.int(), workerId: z.uuid() }),
    response: CaseHead,
  },
})
