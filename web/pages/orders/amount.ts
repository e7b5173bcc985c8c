import type { Answer } from '../../contracts.ts'
import { yuan } from '../../format.ts'

export type Order = NonNullable<Answer<'GET /api/estates/:estateId/tickets/:ticketId'>['order']>
export type ServiceItem = Answer<'GET /api/estates/:estateId/my/services'>['items'][number]

/** Unit price times quantity (0.01 of the unit) in fen, half a fen up: the same as the server charges. */
export function total(unitPrice: number, quantity: number): number {
  return Math.floor((unitPrice * quantity + 50) / 100)
}

/** Typed as 1 or 1.5 to hundredths; undefined when it is none. */
export function hundredths(text: string): number | undefined {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text.trim())
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0
  return value > 0 ? value : undefined
}

/** What an order costs: ¥75.00, free, or to be fixed on the site. */
export function amountWords(o: Pick<Order, 'free' | 'amount'>, t: (key: string) => string): string {
  if (o.free) return t('amount.free')
  return o.amount === null ? t('amount.onSite') : `¥${yuan(o.amount)}`
}
