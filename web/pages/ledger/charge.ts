import type { RowOf } from '../../contracts.ts'
import { yuan } from '../../format.ts'

/** The key that lists charges. */
export const charges = 'GET /api/estates/:estateId/ledger/charges'
export type Charge = RowOf<typeof charges>
/** How a charge may be paid, and a payment paid back. */
export const ways = ['cash', 'wechat', 'alipay', 'pos', 'transfer', 'other'] as const

/** 30.00 × 2.5 小时 */
export function each(c: Pick<Charge, 'unitPrice' | 'quantity' | 'unit'>): string {
  const many = `${c.quantity / 100} ${c.unit ?? ''}`
  return c.unitPrice === null ? many : `${yuan(c.unitPrice)} × ${many}`
}
