import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { timeWords } from '../../ui/promise.ts'
import { State } from '../../ui/State.tsx'

/** Open tickets by time left: the promises that end soonest. */
export function Pressing({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('board')
  const { language } = useSettings()
  const now = useNow()
  const { data } = useApi(
    'GET /api/estates/:estateId/tickets',
    { estateId, show: 'open', sort: 'due', limit: 8 },
    { every: 60_000 },
  )
  if (!data) return null
  return (
    <section className="bo-side">
      <h2>{t('open')}</h2>
      {data.items.length === 0 ? <p className="bo-calm">{t('noOpen')}</p> : null}
      <ul className="bo-tickets">
        {data.items.map(ticket => {
          const state = ticket.dueState ?? 'running'
          const promised = { state, start: ticket.receivedAt, dueAt: ticket.dueAt, segments: [] }
          return (
            <li key={ticket.id}>
              <a href={`${paths.page('console', 'tickets', ticket.id)}&e=${estateId}`}>
                <span className="aj-num">{ticket.number}</span> {ticket.unit ?? ''} {ticket.assignee ?? ''}
              </a>
              {ticket.dueClock === null ? (
                <State
                  state="stopped"
                  word={t(ticket.state === 'handled' ? 'waitsForCustomer' : 'noPromise')}
                />
              ) : (
                <State state={state} word={timeWords(promised, now, language)} />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
