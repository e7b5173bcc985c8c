/** A scenario's answer: figures with their bands, the difference to the first variant, curves of the day, the model. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import './garage.css'

const one = 'GET /api/estates/:estateId/parking/plan/scenarios/:scenarioId'
const Chart = lazy(() => import('./PlanChart.tsx').catch(() => ({ default: () => null })))
type Scenario = Answer<typeof one>
type Done = NonNullable<Scenario['answer']>
type Measure = keyof Done['variants'][number]['figures']

/** How each figure is written: digits, and what a share is multiplied by. */
const figures: readonly { key: Measure; digits: number; times?: number }[] = [
  { key: 'shortMost', digits: 1 },
  { key: 'shortHours', digits: 1 },
  { key: 'queueIn', digits: 1 },
  { key: 'waitIn', digits: 0 },
  { key: 'waitIn95', digits: 0 },
  { key: 'spill', digits: 1, times: 100 },
  { key: 'queueOut', digits: 1 },
  { key: 'waitOut', digits: 0 },
  { key: 'fetchWait', digits: 0 },
  { key: 'fetchWait95', digits: 0 },
]
const curves = ['short', 'queueIn', 'queueOut', 'fetch'] as const

export function PlanAnswer({ id, back }: { id: string; back: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [dropping, setDropping] = useState(false)
  const drop = useMutate('DELETE /api/estates/:estateId/parking/plan/scenarios/:scenarioId', {
    stale: ['GET /api/estates/:estateId/parking/plan/scenarios'],
  })
  const { data, error, refetch } = useApi(one, { estateId, scenarioId: id }, { every: 2_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <Button icon="back" onClick={back}>
          {t('plan.all')}
        </Button>
        <h1>{data.name}</h1>
        {data.answer ? (
          <a
            className="aj-button"
            href={printHref('parking-plan', { estateId, scenarioId: id })}
            target="_blank"
            rel="noopener"
          >
            {t('print')}
          </a>
        ) : null}
        {can('parking.manage') ? <Button onClick={() => setDropping(true)}>{t('plan.remove')}</Button> : null}
      </header>
      {dropping ? (
        <ConfirmByName
          title={t('plan.removeTitle', { name: data.name })}
          consequence={t('plan.removeWhat')}
          name={data.name}
          act={t('plan.remove')}
          run={() => drop.mutateAsync({ estateId, scenarioId: id }).then(back)}
          close={() => setDropping(false)}
        />
      ) : null}
      {data.answer ? (
        <Shown data={data} answer={data.answer} />
      ) : data.state === 'failed' ? (
        <p role="alert">{refusal(data.refusal ?? 'core.internal')}</p>
      ) : (
        <p role="status">
          {t('plan.running')}{' '}
          <progress className="pg-progress" max={100} value={data.progress} aria-label={t('plan.running')} />{' '}
          {data.progress}%
        </p>
      )}
      <section>
        <h2>{t('plan.model')}</h2>
        <ul>
          {data.model.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="aj-weak">
          {(['card', 'plate', 'guard'] as const)
            .map(
              r =>
                `${t(`reading.${r}`)} ${data.timing[r].seconds} s（${data.timing[r].measured ? t('plan.timed', { n: data.timing[r].samples }) : t('plan.byRule')}）`,
            )
            .join(' · ')}
        </p>
      </section>
    </div>
  )
}

function Shown({ data, answer }: { data: Scenario; answer: Done }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const at = `${String(Math.floor(data.lookAt / 60)).padStart(2, '0')}:${String(data.lookAt % 60).padStart(2, '0')}`
  const garage = data.ask.variants.some(v => v.mechanical > 0)
  const rows = figures.filter(f => garage || !f.key.startsWith('fetch'))
  return (
    <>
      <div className="pg-scroll">
        <table className="pg-plain">
          <caption className="aj-weak">
            {t('plan.caption', { at, n: answer.replications, days: answer.days })}
          </caption>
          <thead>
            <tr>
              <th>{t('plan.figure')}</th>
              {answer.variants.map(v => (
                <th key={v.name} className="pg-n">
                  {v.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(f => (
              <tr key={f.key}>
                <th scope="row">{t(`plan.m.${f.key}`, { at })}</th>
                {answer.variants.map((v, i) => (
                  <td key={v.name} className="pg-n">
                    <Value e={v.figures[f.key]} f={f} />
                    {i > 0 && v.change[f.key] ? (
                      <>
                        <br />
                        <span className="aj-weak">
                          {t('plan.diff')} <Value e={v.change[f.key]} f={f} signed />
                        </span>
                      </>
                    ) : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pg-two">
        {curves
          .filter(c => garage || c !== 'fetch')
          .map(c => (
            <Drawn key={c} title={t(`plan.curve.${c}`)} answer={answer} curve={c} />
          ))}
      </div>
    </>
  )
}

function Drawn({
  title,
  answer,
  curve,
}: {
  title: string
  answer: Done
  curve: (typeof curves)[number]
}): ReactNode {
  const drawn = useMemo(
    () => answer.variants.map(v => ({ name: v.name, ...v.curves[curve] })),
    [answer, curve],
  )
  return (
    <section>
      <h2>{title}</h2>
      <Suspense fallback={<div style={{ height: '16rem' }} />}>
        <Chart curves={drawn} />
      </Suspense>
    </section>
  )
}

function Value(props: {
  e: { mean: number; lo: number; hi: number } | undefined
  f: { digits: number; times?: number }
  signed?: boolean
}): ReactNode {
  const { e, f, signed } = props
  if (!e) return '—'
  const n = (v: number) => {
    // a tiny negative is written 0.0, without a sign that promises a difference
    const text = (v * (f.times ?? 1)).toFixed(f.digits).replace(/^-(0\.?0*)$/, '$1')
    return signed && v > 0 && Number(text) > 0 ? `+${text}` : text
  }
  return (
    <>
      <strong>{n(e.mean)}</strong> <small className="aj-weak">{`${n(e.lo)} ~ ${n(e.hi)}`}</small>
    </>
  )
}
