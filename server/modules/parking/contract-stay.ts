/** Stays and what is done with them at the booth: found, reckoned, paid, let off, put right. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { Way } from '../ledger/contract.ts'
import { PlateText } from './contract-permit.ts'
import { Cost } from './contract-tariff.ts'

export const stayFail = defineErrors({
  'parking.nothing_due': {
    status: 409,
    zh: '现在不用缴费，请直接放行',
    en: 'Nothing is due now; let it pass',
  },
  'parking.no_shift': {
    status: 409,
    zh: '请先开班（点备用金），再收现金',
    en: 'Open your shift first (count the float), then take cash',
  },
  'parking.stay_over': {
    status: 409,
    zh: '这辆车已离场，请刷新后查看',
    en: 'This car has left; refresh and look',
  },
  'parking.quote_old': {
    status: 409,
    zh: '报价已过 {minutes} 分钟，请重新查询应缴金额',
    en: 'The quote is older than {minutes} minutes; ask for the amount again',
  },
  'parking.owed_charge': {
    status: 409,
    zh: '欠费已记入收费台账，减免请由有更正权限的人在“收费”里冲正',
    en: 'What it owes is a charge already; who may correct reverses it at the cash desk',
  },
  'parking.join_times': {
    status: 422,
    zh: '入场须早于离场，且两条记录都只缺一半',
    en: 'The entry must come before the exit, and each record lacks the other half',
  },
  'parking.entry_ahead': {
    status: 422,
    zh: '入场时间不能晚于现在',
    en: 'It cannot have entered later than now',
  },
  'parking.stay_there': {
    status: 409,
    zh: '{plate} 已在场内，请直接查询缴费',
    en: '{plate} is inside already; look it up and take the fee',
  },
  'parking.slip_over': {
    status: 409,
    zh: '缴费单已过期或已付清，请重新开单',
    en: 'The slip ran out or is paid; make a new one',
  },
  'parking.lot_none': {
    status: 409,
    zh: '还没有停车场，请先在“停车场”里建立',
    en: 'There is no lot yet; add one first',
  },
})

const E = z.object({ estateId: z.uuid() })
const S = E.extend({ stayId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const Allowed = z.union([z.literal(true), z.string()])
const At = z.iso.datetime({ offset: true })
const Reason = z.string().trim().min(1).max(200)

export const Stay = z.object({
  id: z.uuid(),
  lotId: z.uuid(),
  lot: z.string(),
  plate: z.string().nullable(),
  class: z.enum(['small', 'big', 'motorcycle']),
  nev: z.boolean(),
  disabled: z.boolean(),
  enteredAt: z.string().nullable(),
  entryGate: z.string().nullable(),
  entryPicture: z.uuid().nullable(),
  leftAt: z.string().nullable(),
  exitGate: z.string().nullable(),
  exitPicture: z.uuid().nullable(),
  rightKind: z.string().nullable(),
  permitId: z.uuid().nullable(),
  state: z.enum(['inside', 'left', 'lost']),
  flags: z.array(z.string()),
  couponMinutes: z.int(),
  couponAmount: z.int(),
  fee: z.int().nullable(),
  paid: z.int(),
  owed: z.int(),
  waived: z.int(),
  note: z.string().nullable(),
  version: z.int(),
})
export const Quote = z.object({
  /** this very instant may be paid for within the rule's minutes */
  at: z.string(),
  total: z.int(),
  paid: z.int(),
  waived: z.int(),
  due: z.int(),
  freeUntil: z.string(),
  graceMinutes: z.int(),
  cost: Cost,
})
export const Fee = z.object({
  id: z.uuid(),
  stayId: z.uuid(),
  kind: z.enum(['paid', 'owed', 'waived']),
  plate: z.string().nullable(),
  lot: z.string(),
  enteredAt: z.string().nullable(),
  leftAt: z.string().nullable(),
  total: z.int(),
  amount: z.int(),
  way: z.string().nullable(),
  reason: z.string().nullable(),
  pictureId: z.uuid().nullable(),
  receipt: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  lines: z.array(z.string()),
  madeBy: z.string(),
  madeAt: z.string(),
})
export const StayDetail = Stay.extend({
  quote: Quote,
  fees: z.array(Fee),
  allowed: z.object({ pay: Allowed, waive: Allowed, amend: Allowed, close: Allowed, dispute: Allowed }),
})
export const Slip = z.object({
  id: z.uuid(),
  number: z.string(),
  stayId: z.uuid(),
  plate: z.string().nullable(),
  amount: z.int(),
  /** text of the payee's code with the slip's number and sum in it; none: shown without a code */
  payee: z.string().nullable(),
  until: z.string(),
  state: z.enum(['waiting', 'paid', 'over']),
  receiptId: z.uuid().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
})
const Done = z.object({
  stay: StayDetail,
  receipt: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** change to hand back, for cash */
  change: z.int().nullable(),
  /** the barrier: asked to open, no device to ask, or not asked */
  barrier: z.enum(['asked', 'none', 'not_asked']),
})

export const StayQuery = z.object({
  state: z.enum(['inside', 'left', 'lost', 'all']).default('all'),
  who: z.enum(['temporary', 'permit', 'all']).default('all'),
  lotId: z.uuid().optional(),
  flagged: z.stringbool().optional(),
  owing: z.stringbool().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  ...Page,
})
export const FeeQuery = z.object({
  kind: z.enum(['paid', 'owed', 'waived']).optional(),
  way: Way.optional(),
  shiftId: z.uuid().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  ...Page,
})

const P = '/api/estates/:estateId/parking' as const

export const stayEndpoints = endpoints({
  [`GET ${P}/stays` as const]: {
    permission: 'parking.read',
    summary: 'Stays: inside, left, without their other half',
    params: E,
    query: StayQuery,
    response: z.object({ items: z.array(Stay), total: z.int() }),
  },
  [`GET ${P}/stays/:stayId` as const]: {
    permission: 'parking.read',
    summary: 'One stay with what it owes now, why, and what was paid',
    params: S,
    response: StayDetail,
  },
  [`POST ${P}/stays/find` as const]: {
    permission: 'parking.charge',
    summary: 'The stay of a plate, and cars inside whose plate reads almost the same (F-04)',
    params: E,
    body: z.object({ plate: PlateText }),
    response: z.object({ stay: StayDetail.nullable(), alike: z.array(Stay), past: z.array(Stay) }),
    unaudited: 'a look-up; the plate goes in the body so that no log of addresses holds it',
  },
  [`POST ${P}/stays` as const]: {
    permission: 'parking.charge',
    summary: 'A car at the exit that nobody saw come in: its entry from evidence, or the fee of the rule',
    params: E,
    body: z.object({
      plate: PlateText,
      /** known by evidence; absent: the fee of the rule for no entry */
      enteredAt: At.optional(),
      evidence: Reason,
      pictureId: z.uuid().optional(),
    }),
    response: StayDetail,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/amend` as const]: {
    permission: 'parking.charge',
    summary: 'Put a stay right: its plate, its class, a disabled driver, a coupon',
    params: S,
    body: z.object({
      plate: PlateText.optional(),
      class: z.enum(['small', 'big', 'motorcycle']).optional(),
      disabled: z.boolean().optional(),
      couponMinutes: z.int().min(0).max(100_000).optional(),
      couponAmount: z.int().min(0).max(1_000_000).optional(),
      reason: Reason,
      version: z.int(),
    }),
    response: StayDetail,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/pay` as const]: {
    permission: 'parking.receive',
    summary:
      'Take what is due; the receipt gets its number, the car its minutes to leave, the lane its order to open',
    params: S,
    body: z.object({
      way: Way,
      tendered: z.int().min(1).max(100_000_000).optional(),
      reference: z.string().trim().max(100).optional(),
      /** the quote that was told to the driver; it holds for the rule's minutes */
      quotedAt: At.optional(),
      laneId: z.uuid().optional(),
      eventId: z.uuid().optional(),
    }),
    response: Done,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/waive` as const]: {
    permission: 'parking.charge',
    summary: 'Free passage: let off what is due, with a reason and, if there is one, a photo',
    params: S,
    body: z.object({
      reason: Reason,
      pictureId: z.uuid().optional(),
      laneId: z.uuid().optional(),
      eventId: z.uuid().optional(),
    }),
    response: Done,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/join` as const]: {
    permission: 'parking.charge',
    summary: 'Two records of one car, each with the other half missing, become one (a misread plate)',
    params: S,
    body: z.object({ exitStayId: z.uuid(), reason: Reason }),
    response: StayDetail,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/close` as const]: {
    permission: 'parking.manage',
    summary: 'Close a stay whose car is known to be gone',
    params: S,
    body: z.object({ reason: Reason, version: z.int() }),
    response: StayDetail,
    idempotent: true,
  },
  [`POST ${P}/stays/:stayId/slip` as const]: {
    permission: 'parking.charge',
    summary: 'A slip to be paid by code; its amount holds until it runs out',
    params: S,
    response: Slip,
    idempotent: true,
  },
  [`GET ${P}/slips` as const]: {
    permission: 'parking.receive',
    summary: 'Slips that wait to be paid',
    params: E,
    response: z.object({ items: z.array(Slip) }),
  },
  [`POST ${P}/slips/:slipId/paid` as const]: {
    permission: 'parking.receive',
    summary: 'The money of a slip has come: charge, receipt, minutes to leave. Also for a payment service',
    params: E.extend({ slipId: z.uuid() }),
    body: z.object({
      way: z.enum(['wechat', 'alipay', 'pos', 'transfer', 'other']),
      reference: z.string().trim().min(1).max(100),
      laneId: z.uuid().optional(),
      eventId: z.uuid().optional(),
    }),
    response: Done,
    idempotent: true,
  },
  [`GET ${P}/fees` as const]: {
    permission: 'parking.read',
    summary: 'Fees taken, owed and let off',
    params: E,
    query: FeeQuery,
    response: z.object({ items: z.array(Fee), total: z.int(), sum: z.int() }),
  },
})
