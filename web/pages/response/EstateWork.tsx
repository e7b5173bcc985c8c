/** The estate's own desk or gate under closure: papers to confirm, who answers for what, work in hand. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstate, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/States.tsx'
import { EstateDutyView } from './EstateDuty.tsx'
import { Read } from './parts.tsx'
import { Received } from './Received.tsx'
import { TaskState } from './TaskState.tsx'

const papers = 'GET /api/estates/:estateId/response/papers'

export default function EstateWork(): ReactNode {
  const { t } = useTranslation('response')
  const estate = useEstate()
  const estateId = estate?.id ?? ''
  const read = useApi(papers, { estateId }, { when: estateId !== '' })
  const tasks = useApi('GET /api/estates/:estateId/response/tasks', { estateId }, { when: estateId !== '' })
  const confirm = useMutate('POST /api/estates/:estateId/response/papers/:paperId/read', { stale: [papers] })
  if (!estate) return <Empty title={t('noRegion')} />
  return (
    <div className="rs-page">
      <header className="rs-head">
        <h1>{t('own.title', { estate: estate.name })}</h1>
        <span className="aj-grow" />
        <a
          className="aj-button"
          href={printHref('response.entrances', { estateId })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" /> {t('own.entrances')}
        </a>
      </header>
      <div className="rs-two">
        <div className="aj-stack">
          <h2>{t('own.papers')}</h2>
          <Read of={read}>
            {data =>
              data.items.length === 0 ? (
                <Empty title={t('own.noPapers')} hint={t('own.noPapersHint')} />
              ) : (
                data.items.map(p => (
                  <Received
                    key={`${p.id}${p.unit.id}`}
                    paper={p}
                    confirm={reply =>
                      confirm.mutateAsync({ estateId, paperId: p.id, ...(reply ? { reply } : {}) })
                    }
                  />
                ))
              )
            }
          </Read>
          <h2>{t('own.tasks')}</h2>
          <Read of={tasks}>
            {data =>
              data.items.length === 0 ? (
                <Empty title={t('field.noTasks')} hint={t('field.noTasksHint')} />
              ) : (
                <ul className="aj-stack">
                  {data.items.map(task => (
                    <li key={task.id} className="rs-card">
                      <span className="rs-tags">
                        <span className="rs-tag">{t(`taskKind.${task.kind}`)}</span>
                        <TaskState task={task} />
                      </span>
                      <strong>{task.title}</strong>
                      <span className="aj-weak">
                        {task.organisation} · {t('field.until', { day: task.dueOn })}
                      </span>
                    </li>
                  ))}
                </ul>
              )
            }
          </Read>
        </div>
        <section>
          <Decisions estateId={estateId} />
          <h2>{t('duty.title')}</h2>
          <EstateDutyView estateId={estateId} />
        </section>
      </div>
    </div>
  )
}

/** The documents by which the estate was closed, to be printed (66). */
function Decisions({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const { data } = useApi('GET /api/estates/:estateId/closures', { estateId }, { when: can('closure.read') })
  if (!data || data.items.length === 0) return null
  return (
    <>
      <h2>{t('own.decisions')}</h2>
      <ul>
        {data.items.map(c => (
          <li key={c.id}>
            <a
              href={printHref('response.decision', { estateId, closureId: c.id })}
              target="_blank"
              rel="noreferrer"
            >
              {c.decision.issuer} {c.decision.number}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
