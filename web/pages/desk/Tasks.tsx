import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowIso, useNow } from '../../clock.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { keepAnswer, keptName, useKept } from '../../offline/useKept.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'
import { timeWords } from '../../ui/promise.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useClasses } from './words.ts'
import './desk.css'

const list = 'GET /api/estates/:estateId/tickets'
const one = 'GET /api/estates/:estateId/tickets/:ticketId'

/** What I am to do, the nearest limit first. */
export default function Tasks(): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const { language } = useSettings()
  const estateId = useEstateId()
  const now = useNow(20_000)
  const { nameOf } = useClasses()
  const [whose, setWhose] = useState<'assigned' | 'received' | 'all'>('assigned')
  const { data, error, refetch, keptAt } = useKept(
    list,
    { estateId, ...(whose === 'all' ? {} : { mine: whose }), limit: 50 },
    { every: 30_000 },
  )
  useKeepTasks(whose === 'assigned' && !keptAt ? data?.items : undefined)
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
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
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

/** How many of my tasks a phone reads ahead, so that each can be opened in a cellar. */
const AHEAD = 20

/** Keeps the records of my own tasks on this phone, each anew when its version has changed. */
function useKeepTasks(rows: readonly { id: string; version: number }[] | undefined): void {
  const { me } = useMe()
  const estateId = useEstateId()
  const held = useRef(new Map<string, number>())
  useEffect(() => {
    if (!me || !rows) return
    const read = async () => {
      for (const row of rows.slice(0, AHEAD)) {
        if (held.current.get(row.id) === row.version) continue
        const input = { estateId, ticketId: row.id }
        const answer = await api(one, input)
        await keepAnswer(keptName(me.account.id, one, input), answer, nowIso())
        held.current.set(row.id, row.version)
      }
    }
    // the line was lost on the way: the next reading of the list goes on
    read().catch(() => undefined)
  }, [me, rows, estateId])
}
