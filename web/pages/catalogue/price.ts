import type { RowOf } from '../../contracts.ts'
import { yuan } from '../../format.ts'

export type Item = RowOf<'GET /api/estates/:estateId/catalogue/items'>

/** A price as people read it: 30.00 元/次起, 免费, 暂未标价. */
export function priceText(
  price: Pick<NonNullable<Item['price']>, 'method' | 'amount' | 'unit'> | null,
  t: (key: string, values: Record<string, string>) => string,
): string {
  if (price === null) return t('price.none', {})
  if (price.amount === null) return t(`method.${price.method}`, {})
  return t(price.method === 'from' ? 'price.from' : 'price.fixed', {
    amount: yuan(price.amount),
    unit: price.unit ?? '',
  })
}

/** The same for an item: a public service without a price of its own comes with the property fee (S3-96). */
export function itemPrice(
  item: Pick<Item, 'service' | 'price'>,
  t: (key: string, values: Record<string, string>) => string,
): string {
  return item.service === 'public' && item.price === null
    ? t('method.included', {})
    : priceText(item.price, t)
}
