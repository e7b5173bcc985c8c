import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { priceText } from './price.ts'
import './catalogue.css'

const services = ['public', 'special', 'commercial'] as const

/** The resident's price list: what comes with the contract, what can be ordered, and for how much. */
export default function Prices(): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const [q, find] = useState('')
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/catalogue/items',
    { estateId, state: 'active', ...(q ? { q } : {}) },
    { keep: true },
  )
  return (
    <div className="aj-stack">
      <h1>{t('resident.title')}</h1>
      <input
        className="aj-input"
        type="search"
        aria-label={t('item.find')}
        placeholder={t('resident.find')}
        value={q}
        onChange={event => find(event.target.value)}
      />
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? (
        <Empty title={q ? t('resident.noMatch') : t('resident.none')} hint={t('resident.noneHint')} />
      ) : null}
      {services.map(service => {
        const own = data?.items.filter(i => i.service === service) ?? []
        if (own.length === 0) return null
        return (
          <section key={service}>
            <h2>{t(`serviceLong.${service}`)}</h2>
            <ul className="ca-list">
              {own.map(i => (
                <li key={i.id}>
                  <div>
                    <strong>{i.name}</strong>
                    {i.content ? <p className="aj-weak">{i.content}</p> : null}
                    {i.hours || i.delivery ? (
                      <p className="aj-weak">{[i.hours, i.delivery].filter(Boolean).join(' · ')}</p>
                    ) : null}
                  </div>
                  <span>
                    {service === 'public' && i.price === null ? t('method.included') : priceText(i.price, t)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
