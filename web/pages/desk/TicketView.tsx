import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { url } from '../../api.ts'
import { dateTime, limitTime, yuan } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useSettings } from '../../settings.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PromiseBar } from '../../ui/PromiseBar.tsx'
import { type Happening, Timeline } from '../../ui/Timeline.tsx'
import { OrderParts } from '../orders/OrderParts.tsx'
import { CallCustomer } from './CallCustomer.tsx'
import { TicketPaper } from './TicketPaper.tsx'
import { Beside, Handover, Steps } from './TicketParts.tsx'
import { type Ticket, useClasses, usePromiseWords } from './words.ts'
import './desk.css'

/** One ticket as everybody sees it who may: its promises first, then what was said and what happened. */
export function TicketView({
  ticket,
  own,
  acts,
}: {
  ticket: Ticket
  own?: boolean
  acts?: ReactNode
}): ReactNode {
  const { t } = useTranslation('desk')
  const { nameOf, subtypeOf } = useClasses()
  const words = [t(`kind.${ticket.kind}`), nameOf(ticket.kind, ticket.class), subtypeOf(ticket)].filter(
    Boolean,
  )
  return (
    <div className="aj-stack">
      <p className="dk-tags">
        <strong>{words.join(' · ')}</strong>
        <span className="dk-tag">{t(`step.${ticket.state}`)}</span>
        {ticket.severity === 'major' ? <span className="dk-tag">{t('severity.major')}</span> : null}
        {ticket.onBehalf ? <span className="dk-tag">{t('onBehalf')}</span> : null}
        {own && ticket.enteredBy ? (
          <span className="dk-tag">{t('mine.byDesk', { name: ticket.enteredBy })}</span>
        ) : null}
        {ticket.repeats > 0 ? <span className="dk-tag">{t('repeats', { n: ticket.repeats })}</span> : null}
        {ticket.postponed ? <span className="dk-tag">{t('postponed')}</span> : null}
        {ticket.restHours ? <span className="dk-tag">{t('rest.in')}</span> : null}
      </p>
      <Handover ticket={ticket} />
      <Promises ticket={ticket} />
      <Steps ticket={ticket} />
      <p className="dk-text">{ticket.text || t('hidden')}</p>
      <OrderParts ticket={ticket} own={own} />
      {acts}
      <Photos ticket={ticket} own={own} />
      <Beside ticket={ticket} own={own} />
      <TicketFacts ticket={ticket} own={own} />
      {own ? null : <TicketPaper id={ticket.id} kind={ticket.kind} />}
      <h3>{t('course.title')}</h3>
      <Course ticket={ticket} />
    </div>
  )
}

/** The promises of the present round; what was replaced stays below in the course. */
export function Promises({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const rule = usePromiseWords()
  const shown = ticket.promises.filter(
    p => p.round === ticket.round && (p.stoppedAt === null || p.state === 'late'),
  )
  if (shown.length === 0 && ticket.state !== 'closed') return <p className="aj-weak">{t('promise.none')}</p>
  return (
    <>
      {shown.map(p => (
        <div key={p.id}>
          <PromiseBar
            label={t(`clock.${p.clock}`)}
            rule={rule(p)}
            state={p.state}
            start={p.startAt}
            dueAt={p.dueAt}
            metAt={p.metAt}
            segments={p.segments}
            stopReason={p.stopReason}
            unpublishedYear={p.unpublishedYear}
          />
          {p.moves.map(m => (
            <p key={m.at} className="dk-moved">
              {t(m.from ? 'promise.moved' : 'promise.set', {
                source: m.source || t('promise.calendar', { year: m.year }),
                from: m.from ? limitTime(m.from) : '',
                to: m.to ? limitTime(m.to) : t('promise.later'),
              })}
            </p>
          ))}
          {p.unpublishedYear ? (
            <p className="aj-weak">{t('promise.unpublished', { year: p.unpublishedYear })}</p>
          ) : null}
        </div>
      ))}
    </>
  )
}

function Photos({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  if (ticket.files.length === 0) return null
  const address = (fileId: string) =>
    url(
      own
        ? 'GET /api/estates/:estateId/my/tickets/:ticketId/files/:fileId'
        : 'GET /api/estates/:estateId/tickets/:ticketId/files/:fileId',
      { estateId, ticketId: ticket.id, fileId },
    )
  return (
    <div className="dk-photos">
      {ticket.files.map(file => (
        <a key={file.id} href={address(file.id)} target="_blank" rel="noreferrer">
          <img src={address(file.id)} alt={t(`file.${file.use}`)} loading="lazy" />
          <span>{t(`file.${file.use}`)}</span>
        </a>
      ))}
    </div>
  )
}

function TicketFacts({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  const { t } = useTranslation('desk')
  const { language } = useSettings()
  const time = (at: string | null) => (at ? <span className="aj-num">{dateTime(at)}</span> : null)
  const facts = [
    { label: t('fact.number'), value: <span className="aj-num">{ticket.number}</span> },
    { label: t('fact.unit'), value: ticket.unit },
    ...(ticket.accusedUnit ? [{ label: t('fact.accused'), value: ticket.accusedUnit }] : []),
    ...(ticket.place ? [{ label: t('fact.place'), value: ticket.place }] : []),
    ...(own
      ? []
      : [
          {
            label: t('fact.requester'),
            value: ticket.requester ? <CallCustomer ticket={ticket} /> : null,
          },
          { label: t('fact.channel'), value: t(`channel.${ticket.channel}`) },
          { label: t('fact.firstReceiver'), value: ticket.firstReceiver },
        ]),
    ...(ticket.told ? [{ label: t('fact.told'), value: inLanguage(ticket.told, language) }] : []),
    ...(ticket.renovationRef ? [{ label: t('fact.renovation'), value: ticket.renovationRef }] : []),
    { label: t('fact.assignee'), value: ticket.assignee },
    { label: t('fact.receivedAt'), value: time(ticket.receivedAt) },
    ...(ticket.deviceTime && !own ? [{ label: t('fact.deviceTime'), value: time(ticket.deviceTime) }] : []),
    ...(ticket.officeAt && !own ? [{ label: t('fact.officeAt'), value: time(ticket.officeAt) }] : []),
    ...(ticket.arrivedAt ? [{ label: t('fact.arrivedAt'), value: time(ticket.arrivedAt) }] : []),
    ...(ticket.quotedFee === null ? [] : [{ label: t('fact.fee'), value: `¥${yuan(ticket.quotedFee)}` }]),
    ...(ticket.rating === null
      ? []
      : [{ label: t('fact.rating'), value: t('rating', { n: ticket.rating }) }]),
    ...(ticket.outcome ? [{ label: t('fact.outcome'), value: t(`outcome.${ticket.outcome}`) }] : []),
  ]
  return <Facts facts={facts} />
}

function Course({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const { nameOf } = useClasses()
  const detail = (e: Ticket['course'][number]) => {
    const d = e.data ?? {}
    const said = (key: string) => (typeof d[key] === 'string' ? d[key] : '')
    const className = (pair: string) => nameOf(pair.split('/')[0] ?? '', pair.split('/')[1] ?? '')
    const parts: Record<string, string> = {
      class: `${className(said('from'))} → ${className(said('to'))}`,
      severity: d.to ? `${t(`severity.${said('from')}`)} → ${t(`severity.${said('to')}`)}` : '',
      postpone: d.until
        ? `${t('course.until', { time: dateTime(said('until')) })}；${t(d.agreed ? 'course.agreed' : 'course.notAgreed')} ${said('customerAnswer')}`
        : '',
      explain:
        typeof d.agreed === 'boolean'
          ? `${t(d.agreed ? 'course.agreed' : 'course.notAgreed')} ${said('customerAnswer')}${d.until ? ` · ${t('course.until', { time: dateTime(said('until')) })}` : ''}`
          : '',
      quote: typeof d.fee === 'number' ? `¥${yuan(d.fee)}` : '',
      reply: d.how ? t(`how.${said('how')}`) : '',
      handle: d.how ? t(`how.${said('how')}`) : '',
      sign: t(d.satisfied === false ? 'satisfied.no' : 'satisfied.yes'),
      join: `${said('into') || said('from')}${d.call ? ` ${t('course.call')}` : ''}`,
      link: said('other'),
      calendar: said('source'),
    }
    const device = e.deviceTime ? t('course.device', { time: dateTime(e.deviceTime) }) : ''
    const named = parts[e.act] ?? (said('to') ? `→ ${said('to')}` : '')
    return [named, e.text, device].filter(Boolean).join(' · ')
  }
  const items: Happening[] = [
    {
      id: 'raised',
      at: ticket.receivedAt,
      icon: 'ticket',
      title: t('course.raised'),
      who: ticket.enteredBy ?? undefined,
    },
    ...ticket.course.map(e => ({
      id: e.id,
      at: e.at,
      title: t(`did.${e.act}`),
      who:
        e.by || (e.data?.byRoster ? t('course.roster') : e.data?.standIn ? t('course.standIn') : undefined),
      detail: detail(e),
    })),
    ...ticket.alarms.map(a => ({
      id: a.id,
      at: a.at,
      icon: 'bell' as const,
      title: t(`alarm.${a.stage}`),
      who: a.to ?? t('alarm.nobody'),
      detail: a.acknowledgedAt ? t('alarm.seen') : undefined,
    })),
  ]
  return <Timeline items={items.toSorted((a, b) => (a.at < b.at ? 1 : -1))} />
}
