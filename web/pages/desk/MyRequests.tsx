import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { UrgentStrip } from '../notice/UrgentStrip.tsx'
import { StewardStrip } from '../roster/StewardStrip.tsx'
import { PromiseThree } from './PromiseThree.tsx'
import { Promises } from './TicketView.tsx'
import { useClasses } from './words.ts'
import './desk.css'

const list = 'GET /api/estates/:estateId/my/tickets'

/** A resident's own requests, each with its promise counting. */
export default function MyRequests(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { nameOf } = useClasses()
  const { data, error, refetch } = useApi(list, { estateId }, { every: 60_000 })
  return (
    <div className="dk-page aj-stack">
      <header className="aj-page-head">
        <h1>{t('mine.title')}</h1>
      </header>
      <UrgentStrip />
      <StewardStrip />
      <Link to={paths.page('resident', 'requests/new')} className="aj-button" data-kind="main" data-wide="">
        {t('mine.raise')}
      </Link>
      <PromiseThree />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('mine.empty')} hint={t('mine.emptyHint')} /> : null}
      {data?.items.map(ticket => (
        <article key={ticket.id} className="dk-card">
          <Link to={paths.page('resident', `requests/${ticket.id}`)}>
            <p className="dk-tags">
              <strong>{nameOf(ticket.kind, ticket.class)}</strong>
              <span className="dk-tag">{t(`step.${ticket.state}`)}</span>
              <span className="aj-weak aj-num">{ticket.number}</span>
            </p>
            <p className="dk-cut">{ticket.text}</p>
          </Link>
          {ticket.state === 'closed' ? null : <Promises ticket={ticket} />}
          {ticket.allowed.sign === true ? (
            <Link to={paths.page('resident', `requests/${ticket.id}`)} className="aj-button" data-kind="main">
              {t('mine.sign')}
            </Link>
          ) : null}
        </article>
      ))}
    </div>
  )
}
