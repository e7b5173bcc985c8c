import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { dateTime, when } from '../../format.ts'
import { paths } from '../../paths.ts'
import { type Ticket, useClasses } from './words.ts'

/** S1-43: consent, sent, on site, fee, reply: each with its actor and time, the next one marked. */
export function Steps({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const now = useNow(60_000)
  if (ticket.steps.length === 0 || (ticket.state === 'closed' && ticket.consentedAt === null)) return null
  const next = ticket.steps.find(s => s.at === null)?.step
  return (
    <section aria-label={t('steps.title')}>
      <h3>{t('steps.title')}</h3>
      <ol className="dk-steps">
        {ticket.steps.map(s => (
          <li
            key={s.step}
            data-done={s.at ? '' : undefined}
            aria-current={s.step === next ? 'step' : undefined}
          >
            <strong>
              {s.at ? '✓ ' : ''}
              {t(`steps.${s.step}`)}
            </strong>
            <span className="aj-weak">
              {s.at ? [s.by, when(s.at, now)].filter(Boolean).join(' ') : t('steps.open')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A hand-over stays in sight until its receiver takes it. */
export function Handover({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const h = ticket.handover
  if (!h) return null
  return (
    <p className="dk-note" role="status">
      {t('handover.open', { from: h.from, to: h.to, time: dateTime(h.at) })}{' '}
      {t('handover.why', { reason: h.reason })}
    </p>
  )
}

/** Where this matter lives on, what was joined into it, and what stands beside it. */
export function Beside({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  const { t } = useTranslation('desk')
  const { nameOf } = useClasses()
  const lines = [
    ...ticket.joined.map(o => ({ ...o, way: 'joined' as const })),
    ...ticket.links.map(o => ({ ...o, way: 'linked' as const })),
  ]
  if (!ticket.joinedTo && lines.length === 0) return null
  return (
    <section className="dk-panel" aria-label={t('beside.title')}>
      {ticket.joinedTo ? (
        <p className="dk-note" role="status">
          {t(own ? 'beside.intoOwn' : 'beside.into', { number: ticket.joinedTo.number })} ·{' '}
          {t(`step.${ticket.joinedTo.state}`)}
          {own || ticket.joinedTo.dueAt === null ? '' : ` · ${dateTime(ticket.joinedTo.dueAt)}`}{' '}
          {own ? null : <Other id={ticket.joinedTo.id}>{t('beside.open')}</Other>}
        </p>
      ) : null}
      {lines.map(o => (
        <p key={`${o.way}-${o.id}`}>
          <span className="dk-tag">{t(`beside.${o.way}`)}</span> <Other id={o.id}>{o.number}</Other> {o.unit}{' '}
          {nameOf(o.kind, o.class)} · {t(`step.${o.state}`)}
          <span className="aj-weak dk-cut">{o.text}</span>
        </p>
      ))}
    </section>
  )
}

/** How to get there: building, section, floor; a place named by the customer stands for itself. */
export function Way({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const w = ticket.where
  if (!w) return null
  const parts = [
    w.address,
    t('way.building', { name: w.building }),
    w.section ? t('way.section', { name: w.section }) : '',
    w.floor === null ? '' : t('way.floor', { n: w.floor }),
  ]
  return <p className="dk-way">{parts.filter(Boolean).join(' · ')}</p>
}

/** The other ticket, in the shell one stands in. */
function Other({ id, children }: { id: string; children: ReactNode }): ReactNode {
  const { pathname } = useLocation()
  if (pathname.startsWith('/field')) return <Link to={paths.page('field', `tasks/${id}`)}>{children}</Link>
  return (
    <Link to="." search={(now: object) => ({ ...now, show: 'all', open: id })} className="aj-num">
      {children}
    </Link>
  )
}
