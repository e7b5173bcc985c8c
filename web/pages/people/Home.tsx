import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './people.css'

/** A resident's own home: who is registered there, what was consented to, and who looked at his numbers. */
export default function Home(): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi('GET /api/my/home')
  const withdraw = useMutate('POST /api/my/consents/:consentId/withdraw', {
    stale: ['GET /api/my/home'],
    done: () => say(t('home.withdrawn')),
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pe-home">
      <h1>{t('home.title')}</h1>
      {data.homes.length === 0 ? <Empty title={t('home.none')} hint={t('home.noneHint')} /> : null}
      {data.homes.map(home => (
        <section key={`${home.unitId}`} aria-label={home.unit}>
          <h2>
            {home.unit} <span className="aj-weak">{home.estate}</span>
          </h2>
          <p>{home.mine.map(tie => t(`ties.${tie}`)).join('、')}</p>
          <p className="aj-weak">{t(home.rights.vote ? 'home.vote' : 'home.noVote')}</p>
          <ul className="pe-list">
            {[...new Map(home.people.map(p => [p.personId, p])).values()].map(p => (
              <li key={p.id}>
                {p.person}{' '}
                <span className="aj-weak">
                  {p.relation ? t(`relation.${p.relation}`) : t(`ties.${p.tie}`)}
                </span>
              </li>
            ))}
            {home.vehicles.map(v => (
              <li key={v.id} className="aj-num">
                {v.plate}
              </li>
            ))}
          </ul>
          <Link className="aj-button" data-wide="" to={paths.page('resident', 'household')}>
            {t('home.profile')}
          </Link>
        </section>
      ))}
      <section aria-label={t('file.consents')}>
        <h2>{t('file.consents')}</h2>
        {data.consents.length === 0 ? <p className="aj-weak">{t('file.noConsent')}</p> : null}
        {data.consents.map(c => (
          <div key={c.id} className="pe-person">
            <span>{t(`consent.${c.purpose}`)}</span>
            <span className="aj-weak">{c.live ? t('consent.live') : t('consent.over')}</span>
            {c.live ? (
              <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ consentId: c.id })}>
                {t('home.withdraw')}
              </Button>
            ) : null}
          </div>
        ))}
      </section>
      <Looks />
    </div>
  )
}

function Looks(): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi('GET /api/my/looks')
  return (
    <section aria-label={t('home.looks')}>
      <h2>{t('home.looks')}</h2>
      <p className="aj-weak">{t('home.looksLead')}</p>
      {error ? <Failing error={error} again={refetch} /> : null}
      {data?.items.length === 0 ? <p>{t('home.noLooks')}</p> : null}
      <ul className="pe-list">
        {data?.items.map(look => (
          <li key={`${look.at}${look.field}`}>
            <span className="aj-num">{dateTime(look.at)}</span> {look.who}{' '}
            {t('home.look', { field: t(look.field), purpose: look.purpose })}
          </li>
        ))}
      </ul>
    </section>
  )
}
