/** How stays, fees and slips are shown. */

import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { FieldCipher } from '../../core/crypto.ts'
import type { Ctx } from '../../core/house.ts'
import { receiptNumber } from '../ledger/rules.ts'
import type { Fee, Quote, Slip, Stay, StayDetail } from './contract-stay.ts'
import { type Reckoning, reckon } from './fees.ts'
import { payeeCode } from './pay-notice-rules.ts'
import { type FeeRow, fees, type ListedFee, type SlipRow } from './store-money.ts'
import type { StayRow } from './store-stay.ts'

export const plateOf = (cipher: FieldCipher, sealed: Buffer | null) =>
  sealed ? cipher.open('plate', sealed) : null

export function presentStay(cipher: FieldCipher, s: StayRow): z.input<typeof Stay> {
  return {
    id: s.id,
    lotId: s.lot_id,
    lot: s.lot,
    plate: plateOf(cipher, s.plate_sealed),
    class: s.class,
    nev: s.nev,
    disabled: s.disabled,
    enteredAt: s.entered_at?.toString() ?? null,
    entryGate: s.entry_gate_name,
    entryPicture: s.entry_picture,
    leftAt: s.left_at?.toString() ?? null,
    exitGate: s.exit_gate_name,
    exitPicture: s.exit_picture,
    rightKind: s.right_kind,
    permitId: s.permit_id,
    state: s.state === 'joined' ? 'lost' : s.state,
    flags: s.flags,
    couponMinutes: s.coupon_minutes,
    couponAmount: s.coupon_amount,
    fee: s.fee,
    paid: s.paid,
    owed: s.owed,
    waived: s.waived,
    note: s.note,
    version: s.version,
  }
}

export const presentQuote = (r: Reckoning, at: string): z.input<typeof Quote> => ({
  at,
  total: r.total,
  paid: r.paid,
  waived: r.waived,
  due: r.due,
  freeUntil: Temporal.Instant.fromEpochMilliseconds(r.freeUntil).toString(),
  graceMinutes: r.graceMinutes,
  cost: r.cost,
})

export function presentFee(cipher: FieldCipher, f: ListedFee): z.input<typeof Fee> {
  return {
    id: f.id,
    stayId: f.stay_id,
    kind: f.kind,
    plate: plateOf(cipher, f.plate_sealed),
    lot: f.lot,
    enteredAt: f.entered_at?.toString() ?? null,
    leftAt: f.left_at?.toString() ?? null,
    total: f.total,
    amount: f.amount,
    way: f.way,
    reason: f.reason,
    pictureId: f.picture_id,
    receipt: f.receipt ? { id: f.receipt.id, number: receiptNumber(f.receipt.year, f.receipt.number) } : null,
    lines: f.lines.map((l: FeeRow['lines'][number]) => l.text),
    madeBy: f.made_name,
    madeAt: f.made_at.toString(),
  }
}

export async function presentDetail(
  ctx: Ctx,
  estateId: string,
  s: StayRow,
): Promise<z.input<typeof StayDetail>> {
  const cipher = await ctx.cipher(estateId)
  const r = await reckon(ctx, estateId, s, ctx.now)
  const paid = await fees(ctx.db, estateId, { stayId: s.id, offset: 0, limit: 100 })
  const due = r.due > 0 ? true : 'parking.nothing_due'
  const inside = s.state === 'inside' ? true : 'parking.stay_over'
  return {
    ...presentStay(cipher, s),
    quote: presentQuote(r, ctx.now.toString()),
    fees: paid.map(f => presentFee(cipher, f)),
    allowed: {
      pay: due,
      waive: s.owed > 0 ? 'parking.owed_charge' : due,
      amend: s.state === 'joined' ? 'parking.stay_over' : true,
      close: inside,
      dispute: true,
    },
  }
}

export function presentSlip(cipher: FieldCipher, p: SlipRow, nowMs: number): z.input<typeof Slip> {
  return {
    id: p.id,
    number: p.number,
    stayId: p.stay_id,
    plate: plateOf(cipher, p.plate_sealed),
    amount: p.amount,
    payee: p.payee && payeeCode(p.payee, p),
    until: p.until_at.toString(),
    state: p.paid_at ? 'paid' : p.until_at.epochMilliseconds > nowMs ? 'waiting' : 'over',
    receiptId: p.receipt_id,
    madeBy: p.made_by,
    madeAt: p.made_at.toString(),
  }
}
