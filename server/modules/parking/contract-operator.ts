/** External operators of parking (S4-20, S4-22, S4-23): contract, staff, rules, checks, fines; patrols, cameras, insurance. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const operatorFail = defineErrors({
  'operator.over': {
    status: 409,
    zh: '合同已结束，不能再改动',
    en: 'The contract is over and stays as it is',
  },
  'operator.not_begun': { status: 409, zh: '合同尚未开始', en: 'The contract has not begun' },
  'operator.no_rule': {
    status: 422,
    zh: '请先录入合同条款再检查',
    en: 'Enter the clauses of the contract before a check',
  },
  'operator.kept': {
    status: 422,
    zh: '该条款检查合格，不能处罚',
    en: 'That clause was kept; there is nothing to fine',
  },
  'operator.no_fine': {
    status: 422,
    zh: '合同未约定该条款的违约金',
    en: 'The contract names no fine for that clause',
  },
  'operator.fine_state': { status: 409, zh: '处罚状态已改变，请刷新', en: 'The fine has moved on; refresh' },
  'operator.own_fine': {
    status: 403,
    zh: '处罚由他人决定，请另请负责人处理',
    en: 'Somebody else decides on a fine',
  },
  'operator.not_yours': {
    status: 403,
    zh: '只有该运营单位的人员可以提出异议',
    en: 'Only staff of this operator may object',
  },
  'patrol.point': { status: 422, zh: '没有这个巡查点，请重新扫码', en: 'There is no such point; scan again' },
  'patrol.note': { status: 422, zh: '发现异常须写明情况', en: 'Say what was wrong' },
  'patrol.visited': { status: 409, zh: '本轮已巡查该点', en: 'This point was visited on this round' },
})

const E = z.object({ estateId: z.uuid() })
const O = E.extend({ contractId: z.uuid() })
const Fi = E.extend({ fineId: z.uuid() })
const Day = z.iso.date()
const Words = z.string().trim().min(2).max(300)
const Name = z.string().trim().min(1).max(60)
const Allowed = z.union([z.literal(true), z.string()])
const ClientId = { clientId: z.string().min(8).max(64).optional() }

const Rule = z.object({ id: z.uuid(), clause: z.string(), text: z.string(), fine: z.int() })
export const Check = z.object({
  id: z.uuid(),
  at: z.string(),
  by: z.string(),
  items: z.array(
    z.object({
      ruleId: z.uuid(),
      clause: z.string(),
      text: z.string(),
      fine: z.int(),
      ok: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  kept: z.int(),
  asked: z.int(),
  photos: z.array(z.uuid()),
})
export const Fine = z.object({
  id: z.uuid(),
  contractId: z.uuid(),
  operator: z.string(),
  clause: z.string(),
  text: z.string(),
  amount: z.int(),
  note: z.string().nullable(),
  state: z.enum(['proposed', 'objected', 'imposed', 'waived']),
  objection: z.string().nullable(),
  decision: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  version: z.int(),
  allowed: z.object({ object: Allowed, decide: Allowed }),
})
export const Operator = z.object({
  id: z.uuid(),
  name: z.string(),
  creditCode: z.string().nullable(),
  contract: z.string(),
  scope: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  /** Fen a month. */
  fee: z.int(),
  contact: z.string(),
  staffWanted: z.int(),
  staffNow: z.int(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
  state: z.enum(['coming', 'running', 'soon', 'over']),
  kept: z.int(),
  asked: z.int(),
  fines: z.int(),
  version: z.int(),
  allowed: z.object({ staff: Allowed, check: Allowed, end: Allowed }),
})
export const OperatorFull = Operator.extend({
  rules: z.array(Rule),
  staff: z.array(
    z.object({
      accountId: z.uuid(),
      name: z.string(),
      duty: z.string(),
      from: z.string(),
      until: z.string(),
      live: z.boolean(),
    }),
  ),
  checks: z.array(Check),
  fineList: z.array(Fine),
})

export const PatrolQuery = z.object({
  from: Day.optional(),
  to: Day.optional(),
  ok: z.enum(['yes', 'no', 'all']).default('all'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
const Visit = z.object({
  id: z.uuid(),
  point: z.string(),
  place: z.string(),
  round: z.string(),
  ok: z.boolean(),
  proof: z.enum(['code', 'seen']),
  note: z.string().nullable(),
  at: z.string(),
  by: z.string(),
})
export const insuranceKinds = ['liability', 'equipment', 'property', 'other'] as const

export const operatorApi = endpoints({
  'GET /api/estates/:estateId/parking/operators': {
    permission: 'parking.read',
    summary: 'Operators with their contracts',
    params: E,
    response: z.object({ items: z.array(Operator) }),
  },
  'POST /api/estates/:estateId/parking/operators': {
    permission: 'parking.manage',
    summary: 'An operator with contract and period',
    params: E,
    body: z
      .object({
        name: Name,
        creditCode: z.string().trim().max(18).optional(),
        contract: Name,
        scope: Words,
        fromOn: Day,
        untilOn: Day,
        fee: z.int().min(0).max(1_000_000_000),
        contact: Name,
        staffWanted: z.int().min(0).max(500),
      })
      .refine(o => o.fromOn <= o.untilOn, {
        path: ['untilOn'],
        message: '合同结束不能早于开始 | The contract cannot end before it begins',
      }),
    response: OperatorFull,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/operators/:contractId': {
    permission: 'parking.read',
    summary: 'One operator: rules, staff, checks, fines',
    params: O,
    response: OperatorFull,
  },
  'POST /api/estates/:estateId/parking/operators/:contractId/rules': {
    permission: 'parking.manage',
    summary: 'A clause of the contract with its fine; the same clause again replaces it',
    params: O,
    body: z.object({
      clause: z.string().trim().min(1).max(20),
      text: Words,
      fine: z.int().min(0).max(100_000_000),
    }),
    response: OperatorFull,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/operators/:contractId/staff': {
    permission: 'role.assign',
    summary: 'An account for one of the operator’s people; its role ends with the contract',
    params: O,
    body: z.object({
      username: z.string().trim().min(3).max(32),
      name: Name,
      duty: Name,
    }),
    response: z.object({ operator: OperatorFull, password: z.string().nullable() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/operators/:contractId/end': {
    permission: 'role.assign',
    summary: 'End the contract today: the roles of its people end with it',
    params: O,
    body: z.object({ reason: Words }),
    response: OperatorFull,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/operators/:contractId/checks': {
    permission: 'parking.manage',
    summary: 'Check the operator against the clauses of the contract',
    params: O,
    body: z.object({
      items: z
        .array(z.object({ ruleId: z.uuid(), ok: z.boolean(), note: z.string().trim().max(300).optional() }))
        .min(1)
        .max(100),
      ...ClientId,
    }),
    response: OperatorFull,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/operators/:contractId/fines': {
    permission: 'parking.manage',
    summary: 'Propose the fine that the contract names for a breach',
    params: O,
    body: z.object({ checkId: z.uuid(), ruleId: z.uuid(), note: z.string().trim().max(300).optional() }),
    response: OperatorFull,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/fines': {
    permission: 'parking.operate',
    summary: 'Fines of the operators; the operator’s people see their own',
    params: E,
    response: z.object({ items: z.array(Fine) }),
  },
  'POST /api/estates/:estateId/parking/fines/:fineId/object': {
    permission: 'parking.operate',
    summary: 'The operator objects, once',
    params: Fi,
    body: z.object({ text: Words }),
    response: Fine,
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/fines/:fineId/decide': {
    permission: 'parking.manage',
    summary: 'Somebody else than who proposed it imposes or waives it',
    params: Fi,
    body: z.object({ impose: z.boolean(), text: Words }),
    response: Fine,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/patrol/points': {
    permission: 'parking.read',
    summary: 'Points of the garage patrol',
    params: E,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          place: z.string(),
          code: z.string(),
          lastAt: z.string().nullable(),
          lastBy: z.string().nullable(),
        }),
      ),
    }),
  },
  'POST /api/estates/:estateId/parking/patrol/points': {
    permission: 'parking.manage',
    summary: 'Add a point; its code is printed and hung there',
    params: E,
    body: z.object({ name: Name, place: Words }),
    response: z.object({ id: z.uuid(), code: z.string() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/patrol/points/:pointId/end': {
    permission: 'parking.manage',
    summary: 'A point is no longer visited',
    params: E.extend({ pointId: z.uuid() }),
    response: z.object({ ended: z.literal(true) }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/patrol/visits': {
    permission: 'parking.read',
    summary: 'Visits of patrol points',
    params: E,
    query: PatrolQuery,
    response: z.object({ items: z.array(Visit), total: z.int() }),
  },
  'POST /api/estates/:estateId/parking/patrol/visits': {
    permission: 'parking.operate',
    summary: 'A point visited, by its code or seen; what is wrong is told to who is on duty',
    params: E,
    body: z.object({
      pointId: z.uuid(),
      code: z.string().trim().max(40).optional(),
      round: z.string().trim().min(4).max(40),
      ok: z.boolean(),
      note: z.string().trim().max(300).optional(),
      ...ClientId,
    }),
    response: Visit,
    idempotent: true,
  },
  'GET /api/estates/:estateId/parking/safety': {
    permission: 'parking.read',
    summary: 'Cameras with their keeping time, insurance with its last day',
    params: E,
    response: z.object({
      days: z.int(),
      cameras: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          covers: z.string(),
          recorder: z.string(),
          keepDays: z.int(),
          short: z.boolean(),
          checkedOn: z.string(),
          works: z.boolean(),
          version: z.int(),
        }),
      ),
      insurance: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(insuranceKinds),
          insurer: z.string(),
          policy: z.string(),
          sum: z.int(),
          fromOn: z.string(),
          untilOn: z.string(),
          state: z.enum(['coming', 'running', 'soon', 'over']),
        }),
      ),
    }),
  },
  'POST /api/estates/:estateId/parking/cameras': {
    permission: 'parking.manage',
    summary: 'A camera of the parking ground, or what a check of it showed',
    params: E,
    body: z.object({
      id: z.uuid().optional(),
      name: Name,
      covers: Words,
      recorder: Name,
      keepDays: z.int().min(0).max(3650),
      checkedOn: Day,
      works: z.boolean(),
    }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/parking/insurance': {
    permission: 'parking.manage',
    summary: 'An insurance with its period; a reminder comes before it ends',
    params: E,
    body: z
      .object({
        kind: z.enum(insuranceKinds),
        insurer: Name,
        policy: Name,
        sum: z.int().min(1).max(100_000_000_000_000),
        fromOn: Day,
        untilOn: Day,
      })
      .refine(i => i.fromOn <= i.untilOn, {
        path: ['untilOn'],
        message: '结束不能早于开始 | It cannot end before it begins',
      }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
})
