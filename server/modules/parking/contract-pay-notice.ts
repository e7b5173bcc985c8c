/** Payment notices: a payment service tells that money came; what fits no slip waits for the cashier. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { Slip } from './contract-stay.ts'

export const noticeFail = defineErrors({
  'parking.notice_settled': {
    status: 409,
    zh: '这笔到账已处理，请刷新查看',
    en: 'This payment is dealt with already; refresh to see it',
  },
  'parking.notice_differs': {
    status: 409,
    zh: '流水号 {reference} 已通知过，金额或单号与上次不同，请核对后用新的流水号',
    en: 'Reference {reference} was told before with another sum or number; check it and use a reference of its own',
  },
  'parking.notice_amount': {
    status: 409,
    zh: '到账 {told} 元，这张单现在应缴 {due} 元，金额不同不能对上。请当面补差或退款，再写明去向',
    en: '{told} yuan came and this slip owes {due} yuan, so they are not the same payment. Take the rest or pay it back, then write where it went',
  },
  'parking.notice_slip_paid': {
    status: 409,
    zh: '这张缴费单已付，请选别的单，或写明这笔钱的去向',
    en: 'This slip is paid; choose another one, or write where the money went',
  },
})

const E = z.object({ estateId: z.uuid() })
const N = E.extend({ noticeId: z.uuid() })
const NoticeWay = z.enum(['wechat', 'alipay', 'pos', 'transfer', 'other'])
/** Why a notice was not matched: no number in it, none of ours, paid before, another sum, after its time, settled otherwise. */
export const noticeWhys = ['no_number', 'unknown', 'paid', 'amount', 'late', 'changed'] as const
const Why = z.enum(noticeWhys)
export const noticeStates = ['matched', 'open', 'dismissed'] as const

export const PayNotice = z.object({
  id: z.uuid(),
  /** the payment service's own number of the payment */
  reference: z.string(),
  slipNumber: z.string().nullable(),
  /** fen */
  amount: z.int(),
  way: NoticeWay,
  paidAt: z.string(),
  note: z.string().nullable(),
  toldBy: z.string(),
  toldAt: z.string(),
  state: z.enum(noticeStates),
  /** why the program did not match it by itself */
  why: Why.nullable(),
  plate: z.string().nullable(),
  receipt: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  settledBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  settledReason: z.string().nullable(),
})

const P = '/api/estates/:estateId/parking' as const

export const payNoticeEndpoints = endpoints({
  [`POST ${P}/payment-notices` as const]: {
    permission: 'parking.receive',
    summary:
      'For a payment service: money has come. Matched with the slip of that number when sum and time fit; else it waits for the cashier. The same reference again gets the first answer',
    params: E,
    body: z.object({
      reference: z.string().trim().min(1).max(100),
      /** the slip number that the payee's code carried */
      slip: z.string().trim().max(40).optional(),
      /** fen */
      amount: z.int().min(1).max(100_000_000),
      way: NoticeWay,
      /** when the payer paid; absent: now */
      paidAt: z.iso.datetime({ offset: true }).optional(),
      note: z.string().trim().max(200).optional(),
    }),
    response: z.object({
      id: z.uuid(),
      state: z.enum(noticeStates),
      why: Why.nullable(),
      receipt: z.string().nullable(),
    }),
  },
  [`GET ${P}/payment-notices` as const]: {
    permission: 'parking.read',
    summary: 'Payments that were told: those that wait for the cashier, and what became of the others',
    params: E,
    query: z.object({
      state: z.enum([...noticeStates, 'all']).default('all'),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    response: z.object({ items: z.array(PayNotice), total: z.int(), open: z.int() }),
  },
  [`GET ${P}/payment-notices/:noticeId` as const]: {
    permission: 'parking.read',
    summary: 'One payment with the slips it may belong to: the same sum or number, the nearest in time first',
    params: N,
    response: PayNotice.extend({ slips: z.array(Slip) }),
  },
  [`POST ${P}/payment-notices/:noticeId/match` as const]: {
    permission: 'parking.receive',
    summary: 'The cashier says for which slip it was paid: charge and receipt, as if the service had told it',
    params: N,
    body: z.object({ slipId: z.uuid() }),
    response: PayNotice,
    idempotent: true,
  },
  [`POST ${P}/payment-notices/:noticeId/dismiss` as const]: {
    permission: 'parking.receive',
    summary: 'It pays no slip: where the money went',
    params: N,
    body: z.object({ reason: z.string().trim().min(2).max(300) }),
    response: PayNotice,
    idempotent: true,
  },
})
