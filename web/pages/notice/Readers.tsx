import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'

/** Read counts by household; homes that have not read, for who must go and tell them. Seen by who writes alone. */
export function Readers({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/bulletins/:bulletinId/readers', {
    estateId,
    bulletinId: id,
  })
  if (!data) return null
  const share =
    data.households === 0 ? t('readers.noData') : `${((data.read / data.households) * 100).toFixed(1)}%`
  return (
    <section className="aj-stack">
      <h3>{t('readers.title')}</h3>
      <p>
        <strong className="aj-num">{share}</strong>{' '}
        {t('readers.count', { read: data.read, households: data.households })}
        {data.unreached > 0 ? ` · ${t('readers.unreached', { count: data.unreached })}` : ''}
        {data.staff.addressed > 0 ? ` · ${t('readers.staff', data.staff)}` : ''}
      </p>
      {data.unread === null ? <p className="aj-weak">{t('readers.hidden')}</p> : null}
      {data.unread && data.unread.length > 0 ? (
        <details>
          <summary>{t('readers.unread', { count: data.unread.length })}</summary>
          <p className="no-doors aj-num">
            {data.unread.map(home => (
              <span key={home.unit} title={home.reached ? undefined : t('readers.noAccount')}>
                {home.unit}
                {home.reached ? '' : ' ✉'}
              </span>
            ))}
          </p>
          <p className="aj-hint">{t('readers.paper')}</p>
        </details>
      ) : null}
    </section>
  )
}

/** What stood in a bulletin before its corrections. */
export function Editions({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/bulletins/:bulletinId/editions', {
    estateId,
    bulletinId: id,
  })
  return (
    <section className="aj-stack">
      <h3>{t('editions.title')}</h3>
      {data?.items.map(e => (
        <details key={e.edition}>
          <summary>
            {t('editions.one', { n: e.edition })} <span className="aj-weak">{e.reason}</span>
          </summary>
          <p>
            <strong>{e.title}</strong>
          </p>
          <p className="no-text">{e.body}</p>
          <p className="aj-weak">{t('editions.by', { name: e.by, time: dateTime(e.at) })}</p>
        </details>
      ))}
    </section>
  )
}
