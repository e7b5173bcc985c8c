import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Message } from './Message.tsx'
import './roster.css'

type Steward = NonNullable<Answer<'GET /api/estates/:estateId/my-steward'>['steward']>

/** The resident's own steward: face, name, strengths; call and message with one tap (S1-05). */
export default function MySteward(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/my-steward', { estateId })
  return (
    <>
      <h1>{t('mine.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && !data.steward ? <Empty title={t('mine.none')} hint={t('mine.noneHint')} /> : null}
      {data?.steward ? <Shown steward={data.steward} /> : null}
      <p className="ro-more">
        <Link to={paths.page('resident', 'steward-service')}>{t('mine.service')}</Link>
      </p>
    </>
  )
}

export function Face({ steward: s, size }: { steward: Steward; size?: 'small' }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  return s.photoId ? (
    <img
      data-size={size}
      alt={t('mine.photo', { name: s.name })}
      src={`/api/estates/${estateId}/staff-cards/${s.accountId}/photo?v=${s.version}`}
    />
  ) : (
    <span className="ro-noface" data-size={size}>
      <Icon name="person" size={size === 'small' ? '1.75rem' : '4rem'} />
    </span>
  )
}

function Shown({ steward: s }: { steward: Steward }): ReactNode {
  const { t } = useTranslation('roster')
  const [writing, write] = useState(false)
  return (
    <div className="ro-card">
      <Face steward={s} />
      <h2>{s.name}</h2>
      <p className="aj-weak">{t('mine.of', { building: s.building })}</p>
      {s.inFor ? <p>{t('mine.inFor', { name: s.inFor.name, until: s.inFor.until })}</p> : null}
      {s.strengths ? <p>{s.strengths}</p> : null}
      {s.phone ? (
        <a className="aj-button" data-kind="main" data-wide="" href={`tel:${s.phone}`}>
          <Icon name="phone" />
          {t('mine.call', { phone: s.phone })}
        </a>
      ) : null}
      {writing ? (
        <Message name={s.name} done={() => write(false)} />
      ) : (
        <Button wide icon="ticket" onClick={() => write(true)}>
          {t('mine.write')}
        </Button>
      )}
      {Object.keys(s.more).length > 0 ? (
        <Facts facts={Object.entries(s.more).map(([label, value]) => ({ label, value }))} />
      ) : null}
    </div>
  )
}
