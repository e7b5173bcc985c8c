import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Figure } from '../../ui/Figure.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useClasses } from '../desk/words.ts'
import './proposals.css'

const api = 'GET /api/estates/:estateId/triage'
type Learnt = NonNullable<Answer<typeof api>['learnt']>

/** How well the desk's proposals fit, measured on the estate's own tickets, and what is mixed up with what. */
export default function Learning(): ReactNode {
  const { t } = useTranslation('triage')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(api, { estateId }, { every: 5000 })
  const learn = useMutate('POST /api/estates/:estateId/triage/learn', { stale: [api] })
  if (error) return <Failing error={error} again={refetch} />
  if (data === undefined) return <Loading />
  const waiting = data.running ? t('running') : undefined
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <Button
          kind="main"
          busy={learn.isPending}
          {...(waiting ? { refused: waiting } : {})}
          onClick={() => learn.mutate({ estateId })}
        >
          {t('learn')}
        </Button>
      </header>
      {waiting ? <p role="status">{waiting}</p> : null}
      {data.learnt ? <Figures learnt={data.learnt} /> : <Empty title={t('none')} hint={t('noneHint')} />}
    </>
  )
}

function Figures({ learnt }: { learnt: Learnt }): ReactNode {
  const { t } = useTranslation('triage')
  const { n, accuracy, top3, coverage, precision } = learnt.figures
  const period = t('period', { at: dateTime(learnt.madeAt), n: learnt.tickets })
  const share = (rate: number | null, of: number) =>
    rate === null || of === 0 ? null : { numerator: Math.round(rate * of), denominator: of }
  const spoken = Math.round((coverage ?? 0) * n)
  return (
    <>
      <div className="tr-figures">
        <Figure title={t('first')} definition={t('firstIs')} period={period} share={share(accuracy, n)} />
        <Figure title={t('three')} definition={t('threeIs')} period={period} share={share(top3, n)} />
        <Figure
          title={t('coverage')}
          definition={t('coverageIs', { p: Math.round(learnt.threshold * 100) })}
          period={period}
          share={share(coverage, n)}
        />
        <Figure
          title={t('precision')}
          definition={t('precisionIs')}
          period={period}
          share={share(precision, spoken)}
        />
      </div>
      <Mistakes learnt={learnt} />
    </>
  )
}

/** Class by class: how many, how many right, and what they were taken for. */
function Mistakes({ learnt }: { learnt: Learnt }): ReactNode {
  const { t } = useTranslation('triage')
  const name = useLabel()
  return (
    <table className="tr-table">
      <caption>{t('perClass')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('class')}</th>
          <th scope="col">{t('tickets')}</th>
          <th scope="col">{t('right')}</th>
          <th scope="col">{t('mistaken')}</th>
        </tr>
      </thead>
      <tbody>
        {learnt.classes.map(c => (
          <tr key={c.label}>
            <th scope="row">{name(c.label)}</th>
            <td className="aj-num">{c.tickets}</td>
            <td className="aj-num">{c.right}</td>
            <td>
              <ul className="tr-mistaken">
                {c.mistaken.map(m => (
                  <li key={m.label}>{t('taken', { name: name(m.label), n: m.tickets })}</li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useLabel(): (label: string) => string {
  const { t } = useTranslation('triage')
  const { nameOf, subtypeOf } = useClasses()
  return label => {
    const [kind = '', name = '', subtype = null] = label.split('/')
    const sub = subtype ? subtypeOf({ kind, class: name, subtype }) : ''
    return `${t(`kind.${kind}`)} · ${nameOf(kind, name)}${sub ? `（${sub}）` : ''}`
  }
}
