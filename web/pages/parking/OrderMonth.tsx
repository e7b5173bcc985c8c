/** The month of parking order: three indicators, the zones with their points, the year behind. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowIso } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import './garage.css'

export function OrderMonth(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [month, setMonth] = useState(date(nowIso()).slice(0, 7))
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/order/month', {
    estateId,
    month,
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const kinds = ['accident', 'blocked', 'wrong', 'green'] as const
  return (
    <div className="aj-stack">
      <div className="pg-acts">
        <label>
          {t('month')}{' '}
          <input
            type="month"
            className="aj-input"
            value={month}
            onChange={e => e.target.value && setMonth(e.target.value)}
          />
        </label>
        <a
          className="aj-button"
          href={printHref('parking-order-month', { estateId, month })}
          target="_blank"
          rel="noopener"
        >
          {t('print')}
        </a>
      </div>
      <div className="pg-figures">
        {kinds.map(k => (
          <Figure
            key={k}
            title={t(`count.${k}`)}
            value={data.counts[k]}
            period={data.month}
            definition={t('count.before', { n: data.before[k] })}
          />
        ))}
      </div>
      <div className="pg-two">
        <section>
          <h2>{t('order.zones', { full: data.full })}</h2>
          <Counts
            head={t('col.zone')}
            rows={data.zones.map(z => ({ name: z.zone, counts: z.counts, last: z.points }))}
            last={t('order.points')}
          />
        </section>
        <section>
          <h2>{t('order.year')}</h2>
          <Counts head={t('month')} rows={data.months.map(m => ({ name: m.month, counts: m.counts }))} />
        </section>
      </div>
    </div>
  )
}

type Sums = { accident: number; blocked: number; wrong: number; green: number }

function Counts(props: {
  head: string
  rows: { name: string; counts: Sums; last?: number }[]
  last?: string
}): ReactNode {
  const { t } = useTranslation('parking-garage')
  const kinds = ['accident', 'blocked', 'wrong', 'green'] as const
  return (
    <div className="pg-scroll">
      <table className="pg-plain">
        <thead>
          <tr>
            <th>{props.head}</th>
            {kinds.map(k => (
              <th key={k} className="pg-n">
                {t(`count.${k}`)}
              </th>
            ))}
            {props.last ? <th className="pg-n">{props.last}</th> : null}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(r => (
            <tr key={r.name}>
              <td>{r.name}</td>
              {kinds.map(k => (
                <td key={k} className="pg-n">
                  {r.counts[k]}
                </td>
              ))}
              {props.last ? <td className="pg-n">{r.last}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
