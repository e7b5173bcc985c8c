import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Figure, percent } from '../../ui/Figure.tsx'
import { PromiseBar } from '../../ui/PromiseBar.tsx'
import { secondsLeft } from '../../ui/promise.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { PromiseDispatch } from './PromiseDispatch.tsx'
import { useClasses } from './words.ts'
import './wall.css'

export type Wall = Answer<'GET /api/estates/:estateId/desk/wall'>
type Clock = Wall['clocks'][number]

/** The live wall of clocks: three-minute calls on top, then every promise by time left, and who keeps his. */
export default function PromiseWall(): ReactNode {
  const { t } = useTranslation(['wall', 'desk'])
  const estateId = useEstateId()
  const page = useRef<HTMLDivElement>(null)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/desk/wall',
    { estateId },
    { when: estateId !== '', every: 15_000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={14} />
  return (
    <div ref={page} className="wa-page">
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <Counts counts={data.counts} />
        <Button onClick={() => page.current?.requestFullscreen()}>{t('full')}</Button>
      </header>
      <div className="wa-grid">
        <div className="wa-left">
          {data.calls.length > 0 ? (
            <section className="wa-calls" aria-label={t('calls')}>
              {data.calls.map(c => (
                <Call key={c.ticketId} call={c} />
              ))}
            </section>
          ) : null}
          <Clocks wall={data} />
        </div>
        <aside className="wa-right">
          <Three wall={data} />
          <People wall={data} />
          <Types wall={data} />
        </aside>
      </div>
    </div>
  )
}

const order = ['late', 'soon', 'running', 'stopped'] as const

function Counts({ counts }: { counts: Wall['counts'] }): ReactNode {
  const { t } = useTranslation(['wall', 'common'])
  return (
    <ul className="wa-counts">
      {order.map(state => (
        <li key={state}>
          <State state={state} word={`${t(`common:state.${state}`)} ${counts[state]}`} />
        </li>
      ))}
      {counts.waiting > 0 ? (
        <li>
          <State state="stopped" word={t('waiting', { n: counts.waiting })} />
        </li>
      ) : null}
    </ul>
  )
}

/** Where somebody must be within three minutes: seconds count, so they are shown. */
function Call({ call }: { call: Clock }): ReactNode {
  const { t } = useTranslation('wall')
  const { can } = useMe()
  const now = useNow(1000)
  const [open, setOpen] = useState(false)
  const left = secondsLeft(call.dueAt, now)
  return (
    <article className="wa-call" data-late={left?.late ? '' : undefined}>
      <p className="wa-clock aj-num">{left ? `${left.late ? '+' : ''}${left.text}` : t('stopped')}</p>
      <div className="aj-grow">
        <p>
          <strong>{call.where ?? t('nowhere')}</strong>{' '}
          <a href={paths.page('console', 'tickets', call.ticketId)} className="aj-num">
            {call.number}
          </a>
        </p>
        <p>{left?.late ? t('callLate') : t('callLeft')}</p>
        <p>{call.who ? t('sent', { name: call.who }) : <State state="late" word={t('nobody')} />}</p>
      </div>
      {can('ticket.dispatch') ? <Button onClick={() => setOpen(true)}>{t('dispatch')}</Button> : null}
      {open ? (
        <Dialog title={t('dispatchTitle', { number: call.number })} close={() => setOpen(false)}>
          <PromiseDispatch ticketId={call.ticketId} done={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </article>
  )
}

function Clocks({ wall }: { wall: Wall }): ReactNode {
  const { t } = useTranslation(['wall', 'desk'])
  const { nameOf } = useClasses()
  if (wall.clocks.length === 0 && wall.calls.length === 0)
    return <Empty title={t('empty')} hint={t('emptyHint')} />
  return (
    <section className="wa-scroll" aria-label={t('clocks')}>
      <table className="wa-table">
        <thead>
          <tr>
            {(['left', 'clock', 'class', 'where', 'who', 'number'] as const).map(h => (
              <th key={h} scope="col">
                {t(`head.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wall.clocks.map(c => (
            <tr key={`${c.ticketId} ${c.clock}`} data-state={c.state}>
              <td>
                {c.unpublishedYear ? (
                  <State state="stopped" word={t('notPublished', { year: c.unpublishedYear })} />
                ) : (
                  <PromiseBar small state={c.state} start={c.start} dueAt={c.dueAt} segments={c.segments} />
                )}
              </td>
              <td>{t(`desk:clock.${c.clock}`)}</td>
              <td>
                {nameOf(c.kind, c.class)}
                {c.severity === 'major' ? ` · ${t('desk:severity.major')}` : ''}
              </td>
              <td>{c.where}</td>
              <td>{c.who ?? <span className="wa-nobody">{t('nobody')}</span>}</td>
              <td>
                <a href={paths.page('console', 'tickets', c.ticketId)} className="aj-num">
                  {c.number}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {wall.more > 0 ? <p className="aj-weak">{t('more', { n: wall.more })}</p> : null}
    </section>
  )
}

function Three({ wall }: { wall: Wall }): ReactNode {
  const { t } = useTranslation('wall')
  const { threeMinute: m } = wall
  return (
    <Figure
      title={t('three')}
      definition={t('threeDefinition', { explained: m.explained, running: m.running })}
      period={wall.month}
      share={{ numerator: m.inTime, denominator: m.counted }}
      href={paths.page('console', 'three-minute')}
    />
  )
}

const share = (r: { kept: number; missed: number }, none: string) =>
  r.kept + r.missed === 0 ? none : percent(r.kept, r.kept + r.missed)

function People({ wall }: { wall: Wall }): ReactNode {
  const { t } = useTranslation('wall')
  if (wall.people.length === 0) return null
  return (
    <section>
      <h2>{t('people', { month: wall.month })}</h2>
      <table className="wa-table">
        <thead>
          <tr>
            {(['name', 'open', 'late', 'kept', 'missed', 'rate'] as const).map(h => (
              <th key={h} scope="col">
                {t(`person.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wall.people.slice(0, 12).map(p => (
            <tr key={p.accountId}>
              <th scope="row">{p.name}</th>
              <td className="aj-num">{p.open}</td>
              <td className="aj-num" data-late={p.late > 0 ? '' : undefined}>
                {p.late}
              </td>
              <td className="aj-num">{p.kept}</td>
              <td className="aj-num">{p.missed}</td>
              <td className="aj-num">{share(p, t('noData'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Types({ wall }: { wall: Wall }): ReactNode {
  const { t } = useTranslation(['wall', 'desk'])
  const { language } = useSettings()
  const { nameOf } = useClasses()
  return (
    <section>
      <h2>{t('types', { month: wall.month })}</h2>
      {wall.types.length === 0 ? (
        <p className="aj-weak">{t('noTypes')}</p>
      ) : (
        <table className="wa-table">
          <thead>
            <tr>
              {(['class', 'kept', 'missed', 'rate'] as const).map(h => (
                <th key={h} scope="col">
                  {t(`person.${h}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {wall.types.slice(0, 10).map(r => (
              <tr key={`${r.kind} ${r.class}`}>
                <th scope="row">
                  {t(`desk:kind.${r.kind}`)} · {nameOf(r.kind, r.class)}
                </th>
                <td className="aj-num">{r.kept}</td>
                <td className="aj-num">{r.missed}</td>
                <td className="aj-num">{share(r, t('noData'))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="aj-weak">{inLanguage(wall.definition, language)}</p>
    </section>
  )
}
