import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './roster.css'

/** The resident's own steward: face, name, strengths, and a call with one tap (S1-05). */
export default function MySteward(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/my-steward', { estateId })
  const s = data?.steward
  return (
    <>
      <h1>{t('mine.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && !s ? <Empty title={t('mine.none')} hint={t('mine.noneHint')} /> : null}
      {s ? (
        <div className="ro-card">
          {s.photoId ? (
            <img
              alt={t('mine.photo', { name: s.name })}
              src={`/api/estates/${estateId}/staff-cards/${s.accountId}/photo?v=${s.version}`}
            />
          ) : (
            <span className="ro-noface">
              <Icon name="person" size="4rem" />
            </span>
          )}
          <h2>{s.name}</h2>
          <p className="aj-weak">{t('mine.of', { building: s.building })}</p>
          {s.strengths ? <p>{s.strengths}</p> : null}
          {s.phone ? (
            <a className="aj-button" data-kind="main" data-wide="" href={`tel:${s.phone}`}>
              <Icon name="phone" />
              {t('mine.call', { phone: s.phone })}
            </a>
          ) : null}
          <Facts facts={Object.entries(s.more).map(([label, value]) => ({ label, value }))} />
        </div>
      ) : null}
    </>
  )
}
