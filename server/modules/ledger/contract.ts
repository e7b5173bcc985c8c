/** Charges, payments and receipts: the one place where money rows are made. Money is integer fen. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const ledgerFail = defineErrors({
  'ledger.paid': {
    status: 409,
    zh: '所选费用已经收清，请刷新后查看',
    en: 'What you chose is paid already; refresh and look',
  },
  'ledger.too_much': {
    status: 422,
    zh: '收款不能超过应收 {open} 元',
    en: 'The payment is above what is open ({open} yuan)',
  },
  'ledger.tendered': {
    status: 422,
    zh: '实收现金少于应收金额，请核对',
    en: 'The cash handed over is less than the amount; count again',
  },
  'ledger.tendered_way': {
    status: 422,
    zh: '只有现金收款填写实收金额',
    en: 'Only cash has an amount handed over',
  },
  'ledger.refund_first': {
    status: 409,
    zh: '这笔费用已收款，请先退款再冲正',
    en: 'This charge is paid; refund the payment first, then reverse it',
  },
  'ledger.reversed': {
    status: 409,
    zh: '这笔费用已冲正，不能重复冲正',
    en: 'This charge is reversed already',
  },
  'ledger.refunded': {
    status: 409,
    zh: '这笔收款已退款，不能重复退款',
    en: 'This payment is refunded already',
  },
  'ledger.correction': {
    status: 409,
    zh: '冲正和退款记录本身不能再更正，请重新登记',
    en: 'A correction cannot itself be corrected; enter the matter anew',
  },
  'ledger.print_first': {
    status: 409,
    zh: '请在收据页点“打印”，系统会登记这是第几次打印',
    en: 'Use “Print” on the receipt, so that the copy is recorded',
  },
})

export const ways = ['cash', 'pos', 'wechat', 'alipay', 'transfer', 'other'] as const
export const papers = ['half-A4', '80mm'] as const
export const chargeStates = ['open', 'part', 'paid', 'reversed', 'correction'] as const
export const Way = z.enum(ways)
const E = z.object({ estateId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const Reason = z.string().trim().min(1).max(300)
const Allowed = z.union([z.literal(true), z.string()])

export const Charge = z.object({
  id: z.uuid(),
  source: z.enum(['order', 'stay', 'permit', 'damage', 'reversal']),
  sourceId: z.uuid(),
  unitId: z.uuid().nullable(),
  room: z.string().nullable(),
  title: z.string(),
  unitPrice: z.int().nullable(),
  unit: z.string().nullable(),
  /** In 0.01 of the unit. */
  quantity: z.int(),
  amount: z.int(),
  paid: z.int(),
  state: z.enum(chargeStates),
  reverses: z.uuid().nullable(),
  reason: z.string().nullable(),
  /** for the use of common ground: it belongs to the owners (C-15) */
  publicIncome: z.boolean(),
  madeBy: z.string(),
  madeAt: z.string(),
  receipts: z.array(z.object({ id: z.uuid(), number: z.string(), amount: z.int() })),
  allowed: z.object({ pay: Allowed, reverse: Allowed }),
})

export const Receipt = z.object({
  id: z.uuid(),
  number: z.string(),
  paymentId: z.uuid(),
  way: Way,
  /** Negative for a refund. */
  amount: z.int(),
  tendered: z.int().nullable(),
  change: z.int().nullable(),
  reference: z.string().nullable(),
  refunds: z.uuid().nullable(),
  refundedBy: z.string().nullable(),
  reason: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  room: z.string().nullable(),
  copies: z.int(),
  lines: z.array(
    z.object({
      chargeId: z.uuid(),
      title: z.string(),
      room: z.string().nullable(),
      unitPrice: z.int().nullable(),
      unit: z.string().nullable(),
      quantity: z.int(),
      charged: z.int(),
      amount: z.int(),
    }),
  ),
  allowed: z.object({ refund: Allowed }),
})
const PrintLine = z.object({
  copy: z.int(),
  paper: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
})

export const ChargeQuery = z.object({
  state: z.enum(['open', 'paid', 'all']).default('open'),
  id: z.uuid().optional(),
  unitId: z.uuid().optional(),
  sourceId: z.uuid().optional(),
  q: z.string().trim().max(60).optional(),
  ...Page,
})
export const ReceiptQuery = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  way: Way.optional(),
  q: z.string().trim().max(60).optional(),
  ...Page,
})

export const ledgerApi = endpoints({
  'GET /api/estates/:estateId/ledger/charges': {
    permission: 'ledger.read',
    summary: 'Charges with what was paid of them',
    params: E,
    query: ChargeQuery,
    response: z.object({ items: z.array(Charge), total: z.int(), open: z.int() }),
  },
  'POST /api/estates/:estateId/ledger/charges/:chargeId/reverse': {
    permission: 'ledger.correct',
    summary: 'Reverse an unpaid charge by a row of the opposite sign',
    params: E.extend({ chargeId: z.uuid() }),
    body: z.object({ reason: Reason }),
    response: Charge,
    idempotent: true,
  },
  'POST /api/estates/:estateId/ledger/payments': {
    permission: 'ledger.receive',
    summary: 'Take a payment for charges; the receipt gets its gapless number',
    params: E,
    body: z.object({
      chargeIds: z.array(z.uuid()).min(1).max(100),
      /** Less than what is open: the oldest charges are settled first. */
      amount: z.int().min(1).max(1_000_000_000).optional(),
      way: Way,
      tendered: z.int().min(1).max(1_000_000_000).optional(),
      reference: z.string().trim().max(100).optional(),
    }),
    response: Receipt,
    idempotent: true,
  },
  'POST /api/estates/:estateId/ledger/payments/:paymentId/refund': {
    permission: 'ledger.correct',
    summary: 'Pay a payment back by a row of the opposite sign, with its own receipt number',
    params: E.extend({ paymentId: z.uuid() }),
    body: z.object({ reason: Reason, way: Way }),
    response: Receipt,
    idempotent: true,
  },
  'GET /api/estates/:estateId/ledger/receipts': {
    permission: 'ledger.read',
    summary: 'Receipts by number, the latest first',
    params: E,
    query: ReceiptQuery,
    response: z.object({ items: z.array(Receipt), total: z.int(), sum: z.int() }),
  },
  'GET /api/estates/:estateId/ledger/receipts/:receiptId': {
    permission: 'ledger.read',
    summary: 'One receipt with its print log',
    params: E.extend({ receiptId: z.uuid() }),
    response: Receipt.extend({ prints: z.array(PrintLine) }),
  },
  'POST /api/estates/:estateId/ledger/receipts/:receiptId/prints': {
    permission: 'ledger.receive',
    summary: 'Record that a receipt is printed; the answer says which copy it is',
    params: E.extend({ receiptId: z.uuid() }),
    body: z.object({ paper: z.enum(papers) }),
    response: PrintLine,
    idempotent: true,
  },
  'GET /api/estates/:estateId/my/charges': {
    permission: 'ledger.own',
    summary: 'A resident’s own charges and receipts',
    params: E,
    response: z.object({ items: z.array(Charge), open: z.int() }),
  },
})
