import { Link } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { priceText } from '../catalogue/price.ts'
import { Advice } from './Advice.tsx'
import type { ServiceItem } from './amount.ts'
import { OrderSheet } from './OrderSheet.tsx'
import './orders.css'

const lives = ['housing', 'food', 'travel', 'clothing', 'other'] as const

/** What can be done for my home and for how much: what I ordered before first, one tap to the price, one to the order. */
export default function Services(): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const [q, find] = useState('')
  const typed = useDeferredValue(q.trim())
  const [chosen, choose] = useState<ServiceItem>()
  const [asking, ask] = useState(false)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/my/services',
    { estateId, ...(typed ? { q: typed } : {}) },
    { keep: true },
  )
  const items = data?.items ?? []
  const sold = items.filter(i => i.service !== 'public')
  const before = typed ? [] : sold.filter(i => i.ordered > 0 && i.allowed.order === true)
  const group = (list: ServiceItem[], title: string) =>
    list.length === 0 ? null : (
      <section key={title}>
        <h2>{title}</h2>
        <ul className="or-services">
          {list.map(item => (
            <Offer key={item.id} item={item} choose={() => choose(item)} />
          ))}
        </ul>
      </section>
    )
  return (
    <div className="aj-stack or-page">
      <h1>{t('services.title')}</h1>
      <input
        className="aj-input"
        type="search"
        aria-label={t('services.find')}
        placeholder={t('services.find')}
        value={q}
        onChange={event => find(event.target.value)}
      />
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && items.length === 0 ? (
        <Empty title={t(typed ? 'services.noMatch' : 'services.none')} hint={t('services.noneHint')} />
      ) : null}
      {group(before, t('services.before'))}
      {typed ? group(sold, t('services.found')) : null}
      {typed
        ? null
        : lives.map(life =>
            group(
              sold.filter(i => (i.life ?? 'other') === life && !before.includes(i)),
              t(`life.${life}`),
            ),
          )}
      <button type="button" className="aj-button or-advice" data-wide="" onClick={() => ask(true)}>
        <Icon name="info" />
        <span>
          <strong>{t('advice.title')}</strong>
          <span className="aj-weak">{t('advice.lead')}</span>
        </span>
      </button>
      <section>
        <h2>{t('services.public')}</h2>
        <p className="aj-weak">{t('services.publicLead')}</p>
        <Link to={paths.page('resident', 'public-services')} className="aj-button" data-wide="">
          {t('services.publicLink', { count: items.length - sold.length })}
        </Link>
      </section>
      {chosen ? (
        <Dialog title={chosen.name} close={() => choose(undefined)} sheet>
          <OrderSheet item={chosen} />
        </Dialog>
      ) : null}
      {asking ? (
        <Dialog title={t('advice.title')} close={() => ask(false)} sheet>
          <Advice />
        </Dialog>
      ) : null}
    </div>
  )
}

function Offer({ item, choose }: { item: ServiceItem; choose: () => void }): ReactNode {
  const { t } = useTranslation(['orders', 'catalogue', 'errors'])
  const may = item.allowed.order === true
  const why = may ? '' : t(`errors:${item.allowed.order}`, { who: item.audience ?? t('services.certain') })
  return (
    <li>
      <button type="button" aria-disabled={!may || undefined} onClick={may ? choose : undefined}>
        <span>
          <strong>{item.name}</strong>
          <span className="aj-weak">{may ? item.content : why}</span>
        </span>
        <span className="or-price">{priceText(item.price, (key, v) => t(`catalogue:${key}`, v))}</span>
      </button>
    </li>
  )
}
