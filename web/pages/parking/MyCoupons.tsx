/** My shop's parking coupons: how many are left this month, one more by a plate, the last ones given. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Give, useGives } from './Merchants.tsx'

export default function MyCoupons(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const gives = useGives()
  const { data } = useApi('GET /api/estates/:estateId/my/coupons', { estateId })
  const [giving, give] = useState<string>()
  if (!data || data.merchants.length === 0) return null
  return (
    <section className="pk-stack">
      <h2>{t('coupon.my')}</h2>
      {data.merchants.map(m => (
        <article key={m.id} className="pk-card">
          <p>
            <strong>{m.name}</strong>
          </p>
          <p>{t('coupon.each', { what: gives(m) })}</p>
          <p className="aj-weak aj-num">{t('coupon.used', { n: m.usedThisMonth, most: m.monthCoupons })}</p>
          <Button
            kind="main"
            wide
            refused={
              m.active ? (m.usedThisMonth < m.monthCoupons ? undefined : t('coupon.usedUp')) : t('coupon.off')
            }
            onClick={() => give(m.id)}
          >
            {t('coupon.giveGuest')}
          </Button>
        </article>
      ))}
      {data.items.length > 0 ? (
        <ul className="pk-off aj-num">
          {data.items.slice(0, 5).map(c => (
            <li key={c.id}>
              {dateTime(c.givenAt)} {c.plate} {gives(c)}
            </li>
          ))}
        </ul>
      ) : null}
      {giving ? (
        <Dialog sheet title={t('coupon.giveGuest')} close={() => give(undefined)}>
          <Give mine merchantId={giving} done={() => give(undefined)} />
        </Dialog>
      ) : null}
    </section>
  )
}
