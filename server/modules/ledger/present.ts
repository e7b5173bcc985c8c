/** How charges and receipts are shown. */
import type { z } from 'zod'
import type { Charge, Receipt } from './contract.ts'
import { receiptNumber, stateOf } from './rules.ts'
import type { ChargeRow, LineRow, ReceiptRow } from './store.ts'

type ShownCharge = z.input<typeof Charge>
type ShownReceipt = z.input<typeof Receipt>

/** Why a charge cannot be reversed now, or true. */
export function reverseAllowed(c: ChargeRow): true | string {
  if (c.reverses !== null) return 'ledger.correction'
  if (c.reversed) return 'ledger.reversed'
  return c.paid !== 0 ? 'ledger.refund_first' : true
}

export function presentCharge(c: ChargeRow): ShownCharge {
  const state = stateOf(c)
  return {
    id: c.id,
    source: c.source,
    sourceId: c.source_id,
    unitId: c.unit_id,
    room: c.room,
    title: c.title,
    unitPrice: c.unit_price,
    unit: c.unit,
    quantity: c.quantity,
    amount: c.amount,
    paid: c.paid,
    state,
    reverses: c.reverses,
    reason: c.reason,
    publicIncome: c.public_income,
    madeBy: c.made_by,
    madeAt: c.made_at.toString(),
    receipts: c.receipts.map(r => ({ id: r.id, number: receiptNumber(r.year, r.number), amount: r.amount })),
    allowed: {
      pay: state === 'open' || state === 'part' ? true : 'ledger.paid',
      reverse: reverseAllowed(c),
    },
  }
}

/** Why a payment cannot be paid back now, or true. */
export function refundAllowed(r: ReceiptRow): true | string {
  if (r.refunds !== null) return 'ledger.correction'
  return r.refunded_by !== null ? 'ledger.refunded' : true
}

export function presentReceipt(r: ReceiptRow, lines: readonly LineRow[]): ShownReceipt {
  return {
    id: r.id,
    number: receiptNumber(r.year, r.number),
    paymentId: r.payment_id,
    way: r.way,
    amount: r.amount,
    tendered: r.tendered,
    change: r.tendered === null ? null : r.tendered - r.amount,
    reference: r.reference,
    refunds: r.refunds,
    refundedBy: r.refunded_by,
    reason: r.reason,
    madeBy: r.made_by,
    madeAt: r.made_at.toString(),
    room: r.room,
    copies: r.copies,
    lines: lines
      .filter(l => l.payment_id === r.payment_id)
      .map(l => ({
        chargeId: l.charge_id,
        title: l.title,
        room: l.room,
        unitPrice: l.unit_price,
        unit: l.unit,
        quantity: l.quantity,
        charged: l.charged,
        amount: l.amount,
      })),
    allowed: { refund: refundAllowed(r) },
  }
}
