/** What the gate wrote down of me: my comings and goings, what is held, and until when. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './gate-pages.css'

export default function MyRecord(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/my-gate/passages', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="gp-stack">
      <h1>{t('record.title')}</h1>
      {data.held ? (
        <p className="gp-notice">
          {t('record.held', {
            what: [data.held.name, data.held.phone, data.held.idNumber].filter(Boolean).join(' · '),
            days: data.held.days,
          })}
        </p>
      ) : null}
      {data.items.length === 0 ? <Empty title={t('record.none')} hint={t('record.noneHint')} /> : null}
      {data.items.map(each => (
        <article key={each.id} className="gp-post">
          <p className="gp-row">
            <strong className="aj-grow">
              {dateTime(each.at)} {each.gate} {t(`way.${each.direction}`)}
            </strong>
            <State
              state={each.outcome === 'passed' ? 'kept' : 'stopped'}
              word={each.refusal ? t(`refusal.${each.refusal}`) : t('list.passed')}
            />
          </p>
          {each.destination || each.missing ? (
            <p className="aj-weak">
              {[each.destination, each.reason].filter(Boolean).join(' · ')}{' '}
              {each.missing ? t(`missing.${each.missing}`) : ''}
            </p>
          ) : null}
        </article>
      ))}
    </div>
  )
}
