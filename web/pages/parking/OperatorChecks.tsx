/** Checks of an operator and the fines that follow from them by the contract. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { AskDialog } from './GarageForm.tsx'
import { type Operator, operatorStale as stale } from './operator.ts'

export function Checks({ o }: { o: Operator }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const fine = useMutate('POST /api/estates/:estateId/parking/operators/:contractId/fines', { stale })
  return (
    <>
      <h2>{t('operator.checks')}</h2>
      {o.checks.map(c => (
        <details key={c.id} open={c.id === o.checks[0]?.id}>
          <summary>
            {dateTime(c.at)} {c.by} · {c.kept}/{c.asked}
          </summary>
          {c.items
            .filter(i => !i.ok)
            .map(i => (
              <p key={i.ruleId}>
                <State state="late" word={t('operator.broken')} /> {i.clause} {i.text}{' '}
                {i.note ? `（${i.note}）` : ''}{' '}
                {can('parking.manage') && i.fine > 0 ? (
                  <Button
                    onClick={() =>
                      fine.mutate({ estateId, contractId: o.id, checkId: c.id, ruleId: i.ruleId })
                    }
                  >
                    {t('operator.propose', { sum: yuan(i.fine) })}
                  </Button>
                ) : null}
              </p>
            ))}
        </details>
      ))}
    </>
  )
}

export function Fines({ o }: { o: Operator }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const refusal = useRefusal()
  const [act, setAct] = useState<{ id: string; what: 'object' | 'impose' | 'waive' }>()
  const object = useMutate('POST /api/estates/:estateId/parking/fines/:fineId/object', { stale })
  const decide = useMutate('POST /api/estates/:estateId/parking/fines/:fineId/decide', { stale })
  return (
    <>
      <h2>{t('operator.fineList')}</h2>
      {o.fineList.map(f => (
        <article key={f.id} className="pg-card">
          <p>
            {f.clause} {f.text} <strong>¥{yuan(f.amount)}</strong>{' '}
            <State
              state={f.state === 'imposed' ? 'late' : f.state === 'waived' ? 'kept' : 'soon'}
              word={t(`fine.${f.state}`)}
            />
          </p>
          <p className="aj-weak">
            {f.madeBy} {dateTime(f.madeAt)} {f.objection ? ` · ${t('fine.said')} ${f.objection}` : ''}{' '}
            {f.decision ? ` · ${f.decidedBy ?? ''}：${f.decision}` : ''}
          </p>
          {f.state === 'imposed' || f.state === 'waived' ? null : (
            <div className="pg-acts">
              <Button
                refused={refusal(f.allowed.decide)}
                onClick={() => setAct({ id: f.id, what: 'impose' })}
              >
                {t('fine.impose')}
              </Button>
              <Button refused={refusal(f.allowed.decide)} onClick={() => setAct({ id: f.id, what: 'waive' })}>
                {t('fine.waive')}
              </Button>
              <Button
                refused={refusal(f.allowed.object)}
                onClick={() => setAct({ id: f.id, what: 'object' })}
              >
                {t('fine.object')}
              </Button>
            </div>
          )}
        </article>
      ))}
      {act ? (
        <AskDialog
          id={`fine.${act.what}.${act.id}`}
          title={t(`fine.${act.what}`)}
          submit={t(`fine.${act.what}`)}
          close={() => setAct(undefined)}
          fields={[{ name: 'text', label: t('reason') }]}
          send={a =>
            act.what === 'object'
              ? object.mutateAsync({ estateId, fineId: act.id, text: a.must('text') })
              : decide.mutateAsync({
                  estateId,
                  fineId: act.id,
                  impose: act.what === 'impose',
                  text: a.must('text'),
                })
          }
        />
      ) : null}
    </>
  )
}
