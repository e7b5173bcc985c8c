/** The dispute file (S4-07): parties, evidence, the fee reckoned again step by step, mediation, result, closure. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { Fee, Quote, Stay } from './contract-stay.ts'

export const disputeKinds = ['fee', 'space', 'damage', 'other'] as const
export const disputeStates = ['open', 'mediating', 'settled', 'closed'] as const
export const disputeResults = ['upheld', 'corrected', 'agreed', 'referred', 'withdrawn'] as const

export const disputeFail = defineErrors({
  'parking.dispute_state': {
    status: 409,
    zh: '纠纷档案已进入下一步，请刷新后查看',
    en: 'The dispute has moved on; refresh and look',
  },
  'parking.dispute_stay': {
    status: 422,
    zh: '收费纠纷须指明停车记录',
    en: 'A dispute about a fee names its stay',
  },
  'parking.dispute_refund': {
    status: 422,
    zh: '结果为更正时须填写退还金额，不超过已收 {paid} 元',
    en: 'A correction names what is paid back, at most {paid} yuan',
  },
  'parking.dispute_mediate': {
    status: 422,
    zh: '请先登记一次调解，再记录结果',
    en: 'Record a mediation first, then its result',
  },
})

const E = z.object({ estateId: z.uuid() })
const D = E.extend({ disputeId: z.uuid() })
const Allowed = z.union([z.literal(true), z.string()])
const Text = z.string().trim().min(1).max(2000)
const Party = z.object({
  name: z.string().trim().min(1).max(60),
  phone: z.string().trim().max(30).default(''),
  room: z.string().trim().max(40).default(''),
})

export const Entry = z.object({
  id: z.uuid(),
  kind: z.enum(['statement', 'evidence', 'mediation', 'result', 'closure']),
  text: z.string(),
  files: z.array(z.uuid()),
  madeBy: z.string(),
  madeAt: z.string(),
})
export const DisputeLine = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(disputeKinds),
  title: z.string(),
  /** masked */
  party: z.string(),
  state: z.enum(disputeStates),
  result: z.enum(disputeResults).nullable(),
  mediator: z.string().nullable(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  madeBy: z.string(),
  madeAt: z.string(),
  closedAt: z.string().nullable(),
  version: z.int(),
})
export const Dispute = DisputeLine.extend({
  claim: z.string(),
  partyFull: Party,
  otherParty: Party.nullable(),
  resultText: z.string().nullable(),
  refund: z.int().nullable(),
  entries: z.array(Entry),
  stay: Stay.nullable(),
  fees: z.array(Fee),
  /** the fee reckoned again now, under the tariffs that were in force during the stay */
  again: Quote.nullable(),
  /** what was charged, taken and let off */
  charged: z.int().nullable(),
  /** recomputed less charged; nothing when they agree */
  difference: z.int().nullable(),
  tariffs: z.array(z.object({ name: z.string(), from: z.string(), basis: z.string() })),
  allowed: z.object({ add: Allowed, mediate: Allowed, settle: Allowed, close: Allowed }),
})
export const DisputeQuery = z.object({
  state: z.enum(['live', 'closed', 'all']).default('live'),
  kind: z.enum(disputeKinds).optional(),
  q: z.string().trim().max(60).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

const P = '/api/estates/:estateId/parking' as const

export const disputeEndpoints = endpoints({
  [`GET ${P}/disputes` as const]: {
    permission: 'parking.read',
    summary: 'Parking disputes',
    params: E,
    query: DisputeQuery,
    response: z.object({ items: z.array(DisputeLine), total: z.int() }),
  },
  [`GET ${P}/disputes/:disputeId` as const]: {
    permission: 'parking.manage',
    summary: 'One dispute with its parties, evidence, and the fee reckoned again; the look is logged',
    params: D,
    response: Dispute,
  },
  [`POST ${P}/disputes` as const]: {
    permission: 'parking.charge',
    summary: 'Open a dispute, from the booth or the desk',
    params: E,
    body: z.object({
      kind: z.enum(disputeKinds),
      stayId: z.uuid().optional(),
      title: z.string().trim().min(1).max(100),
      claim: Text,
      party: Party,
      otherParty: Party.optional(),
      mediator: z.string().trim().max(60).optional(),
      dueOn: z.iso.date().optional(),
      files: z.array(z.uuid()).max(12).default([]),
    }),
    response: DisputeLine,
    idempotent: true,
  },
  [`POST ${P}/disputes/:disputeId/entries` as const]: {
    permission: 'parking.manage',
    summary: 'Add a statement, evidence or a mediation',
    params: D,
    body: z.object({
      kind: z.enum(['statement', 'evidence', 'mediation']),
      text: Text,
      files: z.array(z.uuid()).max(12).default([]),
    }),
    response: Dispute,
    idempotent: true,
  },
  [`POST ${P}/disputes/:disputeId/settle` as const]: {
    permission: 'parking.manage',
    summary: 'Record the result; money goes back through the ledger',
    params: D,
    body: z.object({
      result: z.enum(disputeResults),
      text: Text,
      refund: z.int().min(0).max(100_000_000).optional(),
      version: z.int(),
    }),
    response: Dispute,
    idempotent: true,
  },
  [`POST ${P}/disputes/:disputeId/close` as const]: {
    permission: 'parking.manage',
    summary: 'Close the file',
    params: D,
    body: z.object({ text: Text, version: z.int() }),
    response: Dispute,
    idempotent: true,
  },
})
