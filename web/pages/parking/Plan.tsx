/** The capacity planner: what would more spaces, one more lane, or plates instead of cards do here? */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { PlanAnswer } from './PlanAnswer.tsx'
import { PlanForm } from './PlanForm.tsx'
import './garage.css'

const list = 'GET /api/estates/:estateId/parking/plan/scenarios'
export const planStates = { queued: 'running', running: 'running', done: 'kept', failed: 'late' } as const

export default function Plan(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(30_000)
  const search: { scenario?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [making, make] = useState(false)
  const open = (scenario: string | undefined) => void navigate({ to: '.', search: { scenario } as never })
  const start = useApi('GET /api/estates/:estateId/parking/plan/start', { estateId })
  const { data, error, refetch } = useApi(list, { estateId, limit: 50 }, { every: 5_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data || !start.data) return <Loading />
  if (search.scenario) return <PlanAnswer id={search.scenario} back={() => open(undefined)} />
  const s = start.data
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <h1>{t('plan.title')}</h1>
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => make(true)}>
            {t('plan.new')}
          </Button>
        ) : null}
        {can('parking.manage') ? (
          <a className="aj-button" href={paths.page('console', 'import')}>
            {t('plan.import')}
          </a>
        ) : null}
      </header>
      <p className="aj-weak">
        {s.passages.first
          ? t('plan.measured', { cars: s.passages.cars, first: s.passages.first, last: s.passages.last })
          : t('plan.noPassages')}{' '}
        {s.table.rows > 0
          ? t('plan.table', { n: s.table.rows, first: s.table.first, last: s.table.last })
          : ''}
      </p>
      {making ? <PlanForm start={s} close={() => make(false)} made={open} /> : null}
      {data.items.length === 0 && !making ? <Empty title={t('plan.none')} hint={t('plan.noneHint')} /> : null}
      <div className="pg-cards">
        {data.items.map(one => (
          <article key={one.id} className="pg-card">
            <h2>{one.name}</h2>
            <p>
              <State state={planStates[one.state]} word={t(`plan.state.${one.state}`)} />{' '}
              {one.state === 'running' ? `${one.progress}%` : ''}
            </p>
            <p className="aj-weak">
              {t('plan.variants', { n: one.variants })} · {t(`plan.source.${one.source}`)} · {one.madeBy} ·{' '}
              {when(one.madeAt, now)}
            </p>
            <Button onClick={() => open(one.id)}>{t('open')}</Button>
          </article>
        ))}
      </div>
    </div>
  )
}
