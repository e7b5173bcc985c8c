import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'
import { timeWords } from '../../ui/promise.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useClasses } from './words.ts'
import './desk.css'

const list = 'GET /api/estates/:estateId/tickets'

/** What I am to do, the nearest limit first. */
export default function Tasks(): ReactNode {
  const { t } = useTranslation('desk')
  const { language } = useSettings()
  const estateId = useEstateId()
  const now = useNow(20_000)
  const { nameOf } = useClasses()
  const [whose, setWhose] = useState<'assigned' | 'received' | 'all'>('assigned')
  const { data, error, refetch } = useApi(
    list,
    { estateId, ...(whose === 'all' ? {} : { mine: whose }), limit: 50 },
    { every: 30_000 },
  )
  const left = (row: {
    dueState: 'running' | 'soon' | 'kept' | 'late' | 'stopped' | null
    receivedAt: string
    dueAt: string | null
  }) =>
    row.dueAt
      ? timeWords(
          { state: row.dueState ?? 'running', start: row.receivedAt, dueAt: row.dueAt, segments: [] },
          now,
          language,
        )
      : undefined
  return (
    <div className="dk-page aj-stack">
      <header className="aj-page-head">
        <h1>{t('tasks.title')}</h1>
      </header>
      <Choices
        legend={t('tasks.whose')}
        hideLegend
        options={[
          { value: 'assigned', label: t('tasks.mine') },
          { value: 'received', label: t('mine.received') },
          { value: 'all', label: t('tasks.all') },
        ]}
        value={whose}
        onChange={setWhose}
      />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('tasks.empty')} hint={t('tasks.emptyHint')} /> : null}
      {data?.items.map(row => (
        <article key={row.id} className="dk-card">
          <Link to={paths.page('field', `tasks/${row.id}`)}>
            <p className="dk-tags">
              <strong>{nameOf(row.kind, row.class)}</strong>
              {row.unit ? <span className="dk-tag">{row.unit}</span> : null}
              <span className="dk-tag">{t(`step.${row.state}`)}</span>
            </p>
            <p className="dk-cut">{row.text}</p>
            {row.dueState ? (
              <State
                state={row.dueState}
                word={
                  [row.dueClock ? t(`clock.${row.dueClock}`) : '', left(row)].filter(Boolean).join(' ') ||
                  undefined
                }
              />
            ) : null}
          </Link>
        </article>
      ))}
    </div>
  )
}
