/** On the phone: what is to be done at this estate, mine first; one tap opens it, the photo ends it, with or without network. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useKept } from '../../offline/useKept.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { SentMe } from './SentMe.tsx'
import { TaskState } from './TaskState.tsx'
import './response.css'

const list = 'GET /api/estates/:estateId/response/tasks'

export default function FieldTasks(): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const estateId = useEstateId()
  const { shell } = useSettings()
  const { data, error, refetch, keptAt } = useKept(
    list,
    { estateId, mine: 'yes', open: 'yes', limit: 100 },
    { every: 60_000 },
  )
  const at = shell === 'gate' ? 'gate' : 'field'
  return (
    <div className="rs-phone">
      <h1>{t('field.tasks')}</h1>
      <SentMe />
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('field.noTasks')} hint={t('field.noTasksHint')} /> : null}
      {data?.items.map(task => (
        <Link key={task.id} to={paths.page(at, `response/${task.id}`)} className="rs-card">
          <span className="rs-tags">
            <span className="rs-tag">{t(`taskKind.${task.kind}`)}</span>
            <TaskState task={task} />
          </span>
          <strong>{task.title}</strong>
          <span className="aj-weak">
            {[task.place, t('field.until', { day: task.dueOn })].filter(Boolean).join(' · ')}
          </span>
          {task.returned ? (
            <span data-tone="late">{t('field.returned', { reason: task.returned })}</span>
          ) : null}
        </Link>
      ))}
    </div>
  )
}
