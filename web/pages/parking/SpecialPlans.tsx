/** Plans of their own for a special matter: written, approved by somebody else, done step by step. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowIso } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { AskDialog } from './GarageForm.tsx'

const list = 'GET /api/estates/:estateId/garage-plans'

export function SpecialPlans(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [writing, write] = useState(false)
  const make = useMutate('POST /api/estates/:estateId/garage-plans', { stale: [list] })
  const approve = useMutate('POST /api/estates/:estateId/garage-plans/:planId/approve', { stale: [list] })
  const step = useMutate('POST /api/estates/:estateId/garage-plans/:planId/steps', { stale: [list] })
  const { data, error, refetch } = useApi(list, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      {can('parking.manage') ? (
        <div className="pg-acts">
          <Button kind="main" icon="plus" onClick={() => write(true)}>
            {t('special.write')}
          </Button>
        </div>
      ) : null}
      {data.items.length === 0 ? <Empty title={t('special.none')} hint={t('special.noneHint')} /> : null}
      {data.items.map(p => (
        <article key={p.id} className="pg-card">
          <h2>{p.title}</h2>
          <p>
            <State
              state={p.state === 'done' ? 'kept' : p.state === 'approved' ? 'running' : 'soon'}
              word={t(`special.${p.state}`)}
            />{' '}
            <span className="aj-weak">
              {p.madeBy} {dateTime(p.madeAt)} {p.approvedBy ? `→ ${p.approvedBy}` : ''}
            </span>
          </p>
          <p style={{ whiteSpace: 'pre-wrap' }}>{p.text}</p>
          <table className="pg-plain">
            <tbody>
              {p.steps.map((s, i) => (
                <tr key={`${s.what}${s.dueOn}`}>
                  <td>{s.what}</td>
                  <td>{s.who}</td>
                  <td>{s.dueOn}</td>
                  <td>
                    {s.doneOn ? (
                      <State state={s.doneOn <= s.dueOn ? 'kept' : 'late'} word={s.doneOn} />
                    ) : can('parking.operate') ? (
                      <Button
                        refused={refusal(p.allowed.step)}
                        onClick={() =>
                          step.mutate({ estateId, planId: p.id, step: i, doneOn: date(nowIso()) })
                        }
                      >
                        {t('special.do')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="pg-acts">
            {can('parking.manage') && p.state === 'draft' ? (
              <Button
                kind="main"
                refused={refusal(p.allowed.approve)}
                onClick={() => approve.mutate({ estateId, planId: p.id })}
              >
                {t('special.approve')}
              </Button>
            ) : null}
            <a
              className="aj-button"
              href={printHref('garage-plan', { estateId, planId: p.id })}
              target="_blank"
              rel="noopener"
            >
              {t('print')}
            </a>
          </div>
        </article>
      ))}
      {writing ? (
        <AskDialog
          id="special.write"
          title={t('special.write')}
          submit={t('save')}
          close={() => write(false)}
          wide
          fields={[
            { name: 'title', label: t('special.name') },
            { name: 'text', label: t('special.text'), kind: 'area' },
            ...[1, 2, 3].flatMap(n => [
              { name: `what${n}`, label: t('special.step', { n }), optional: n > 1 },
              { name: `who${n}`, label: t('special.who', { n }), optional: n > 1 },
              { name: `due${n}`, label: t('special.due', { n }), kind: 'date' as const, optional: n > 1 },
            ]),
          ]}
          send={a =>
            make.mutateAsync({
              estateId,
              title: a.must('title'),
              text: a.must('text'),
              steps: [1, 2, 3].flatMap(n => {
                const [what, who, dueOn] = [a.text(`what${n}`), a.text(`who${n}`), a.text(`due${n}`)]
                return what && who && dueOn ? [{ what, who, dueOn }] : []
              }),
            })
          }
        />
      ) : null}
    </div>
  )
}
