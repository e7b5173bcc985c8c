/** The numbers of parking: what is short, how it grew, the peak of a gate, and fees beside work. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowIso } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, squareMetres, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Trend } from '../../ui/Trend.tsx'
import './garage.css'

const Chart = lazy(() => import('./PlanChart.tsx').catch(() => ({ default: () => null })))

export default function Numbers(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [tab, setTab] = useState('numbers')
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('numbers.title')}</h1>
      </header>
      <Tabs
        label={t('numbers.title')}
        tabs={(['numbers', 'peak', 'work'] as const).map(key => ({ key, label: t(`numbers.tab.${key}`) }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'numbers' ? <Supply /> : tab === 'peak' ? <Peak /> : <Work />}
      </Tabs>
    </>
  )
}

function Supply(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { data: n, error, refetch } = useApi('GET /api/estates/:estateId/parking/numbers', { estateId })
  if (error && !n) return <Failing error={error} again={refetch} />
  if (!n) return <Loading />
  const today = date(nowIso())
  return (
    <div className="aj-stack">
      <p>
        <a
          className="aj-button"
          href={printHref('parking-difficulty', { estateId })}
          target="_blank"
          rel="noopener"
        >
          {t('numbers.report')}
        </a>{' '}
        {n.old ? <span>{t('numbers.old', { year: n.builtYear })}</span> : null}
      </p>
      <div className="pg-figures">
        <Figure
          big
          title={t('numbers.shortage')}
          value={n.shortage}
          period={today}
          definition={t('numbers.shortageHow')}
          alarm={
            n.shortage > 0
              ? { state: 'late', who: t('numbers.manager'), word: t('numbers.short') }
              : undefined
          }
        />
        <Figure
          title={t('numbers.spaces')}
          value={n.spaces}
          period={today}
          definition={t('numbers.spacesHow', { n: n.mechanical })}
        />
        <Figure
          title={t('numbers.cars')}
          value={n.cars}
          period={today}
          definition={t('numbers.carsHow', { m: n.motorcycles, o: n.others })}
        >
          <Trend
            label={t('numbers.cars')}
            points={n.months.map(m => ({ day: `${m.month}-01`.slice(0, 10), value: m.cars }))}
          />
        </Figure>
        <Figure
          title={t('numbers.perHousehold')}
          value={n.perHousehold === null ? null : Math.round(n.perHousehold)}
          period={today}
          definition={t('numbers.perHouseholdHow', { n: n.households })}
        />
        <Figure
          title={t('numbers.perCar')}
          value={n.perCar === null ? null : Math.round(n.perCar)}
          period={today}
          definition={t('numbers.perCarHow')}
        />
        <Figure
          title={t('numbers.waiting')}
          value={n.waiting}
          period={today}
          definition={t('numbers.waitingHow')}
        />
        <Figure
          title={t('numbers.complaints')}
          value={n.complaints}
          period={t('numbers.year')}
          definition={t('numbers.complaintsHow')}
        />
      </div>
      <div className="pg-two">
        <section>
          <h2>{t('numbers.growth')}</h2>
          <table className="pg-plain">
            <thead>
              <tr>
                <th>{t('numbers.month')}</th>
                <th className="pg-n">{t('numbers.monthCars')}</th>
                <th className="pg-n">{t('numbers.monthMore')}</th>
              </tr>
            </thead>
            <tbody>
              {n.months.map(m => (
                <tr key={m.month}>
                  <td>{m.month}</td>
                  <td className="pg-n">{m.cars}</td>
                  <td className="pg-n">{m.added > 0 ? `+${m.added}` : m.added}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section>
          <h2>{t('numbers.land')}</h2>
          <table className="pg-plain">
            <thead>
              <tr>
                <th>{t('numbers.facility')}</th>
                <th className="pg-n">{t('numbers.spaces')}</th>
                <th className="pg-n">{t('numbers.ground')}</th>
                <th className="pg-n">{t('numbers.each')}</th>
              </tr>
            </thead>
            <tbody>
              {n.facilities.map(f => (
                <tr key={f.name}>
                  <td>{f.name}</td>
                  <td className="pg-n">{f.spaces}</td>
                  <td className="pg-n">{f.landArea === null ? '—' : squareMetres(f.landArea)}</td>
                  <td className="pg-n">{f.perSpace === null ? '—' : squareMetres(f.perSpace)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  )
}

type Side = Answer<'GET /api/estates/:estateId/parking/peak'>['now']
const clock = (slot: number) =>
  `${String(Math.floor(slot / 12)).padStart(2, '0')}:${String((slot % 12) * 5).padStart(2, '0')}`

function Peak(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [gateId, setGate] = useState('')
  const [span, setSpan] = useState({ from: '', to: '', beforeFrom: '', beforeTo: '' })
  const given = Object.fromEntries(Object.entries({ ...span, gateId }).filter(([, v]) => v !== ''))
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/parking/peak',
    { estateId, ...given },
    { keep: true },
  )
  const curves = useMemo(
    () =>
      data
        ? [
            { name: t('peak.in'), mean: data.now.in },
            { name: t('peak.out'), mean: data.now.out },
            { name: t('peak.beforeIn'), mean: data.before.in },
            { name: t('peak.beforeOut'), mean: data.before.out },
          ]
        : [],
    [data, t],
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const busiest = (s: Side) =>
    s.busiest ? `${clock(s.busiest.slot)} ${t(`timing.${s.busiest.direction}`)} ${s.busiest.cars}` : '—'
  const timed = (s: Side, method: string) => {
    const one = s.timing.find(x => x.method === method)
    return one ? `${one.seconds} s (n=${one.count})` : '—'
  }
  const queue = (s: Side) => (s.timing.length > 0 ? Math.max(...s.timing.map(x => x.queue)).toFixed(1) : '—')
  const rows: [string, (s: Side) => string][] = [
    [t('peak.busiest'), busiest],
    ...(['plate', 'card', 'guard'] as const).map((m): [string, (s: Side) => string] => [
      t('peak.seconds', { how: t(`reading.${m}`) }),
      s => timed(s, m),
    ]),
    [t('peak.queue'), queue],
    [t('peak.congestion'), s => `${s.congestions} / ${s.congestionMinutes}`],
  ]
  return (
    <div className="aj-stack">
      <div className="pg-acts">
        <label>
          {t('col.gate')}{' '}
          <select className="aj-input" value={gateId} onChange={e => setGate(e.target.value)}>
            <option value="">{t('peak.allGates')}</option>
            {data.gates.map(g => (
              <option key={g.id} value={g.id}>
                {g.name}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'to', 'beforeFrom', 'beforeTo'] as const).map(k => (
          <label key={k}>
            {t(`peak.${k}`)}{' '}
            <input
              className="aj-input"
              type="date"
              value={span[k] || data[k]}
              onChange={e => setSpan(before => ({ ...before, [k]: e.target.value }))}
            />
          </label>
        ))}
        <a className="aj-button" href={exportHref('parking.peak', estateId)(given)}>
          {t('xlsx')}
        </a>
        <a
          className="aj-button"
          href={printHref('parking-peak', { estateId, ...given })}
          target="_blank"
          rel="noopener"
        >
          {t('print')}
        </a>
      </div>
      <p className="aj-weak">{t(`peak.source.${data.source}`)}</p>
      <Suspense fallback={<div style={{ height: '16rem' }} />}>
        <Chart curves={curves} />
      </Suspense>
      <div className="pg-scroll">
        <table className="pg-plain">
          <thead>
            <tr>
              <th>{t('plan.figure')}</th>
              <th className="pg-n">{`${data.from} ~ ${data.to}`}</th>
              <th className="pg-n">{`${data.beforeFrom} ~ ${data.beforeTo}`}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, of]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="pg-n">{of(data.now)}</td>
                <td className="pg-n">{of(data.before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

const work = [
  'violations',
  'violationsClosed',
  'moves',
  'movesClosed',
  'accidents',
  'accidentsClosed',
  'congestions',
  'patrolVisits',
  'checks',
  'inspections',
  'faults',
  'faultsClosed',
  'fetches',
] as const
const sources = ['stay', 'permit', 'damage'] as const

function Work(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const [month, setMonth] = useState(date(nowIso()).slice(0, 7))
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/parking/work', { estateId, month })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const named = (source: string) => {
    const known = sources.find(s => s === source)
    return known ? t(`fee.${known}`) : source
  }
  return (
    <div className="aj-stack">
      <div className="pg-acts">
        <label>
          {t('month')}{' '}
          <input
            className="aj-input"
            type="month"
            value={month}
            onChange={e => e.target.value && setMonth(e.target.value)}
          />
        </label>
        <a
          className="aj-button"
          href={printHref('parking-work', { estateId, month })}
          target="_blank"
          rel="noopener"
        >
          {t('print')}
        </a>
      </div>
      <div className="pg-two">
        <section>
          <h2>{t('work.fees')}</h2>
          <table className="pg-plain">
            <thead>
              <tr>
                <th>{t('work.source')}</th>
                <th className="pg-n">{t('work.charged')}</th>
                <th className="pg-n">{t('work.paid')}</th>
              </tr>
            </thead>
            <tbody>
              {data.fees.map(f => (
                <tr key={f.source}>
                  <td>{named(f.source)}</td>
                  <td className="pg-n">{yuan(f.charged)}</td>
                  <td className="pg-n">{yuan(f.paid)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t('work.total')}</th>
                <td className="pg-n">{yuan(data.charged)}</td>
                <td className="pg-n">{yuan(data.paid)}</td>
              </tr>
            </tbody>
          </table>
        </section>
        <section>
          <h2>{t('work.done')}</h2>
          <table className="pg-plain">
            <tbody>
              {work.map(k => (
                <tr key={k}>
                  <td>{t(`work.${k}`)}</td>
                  <td className="pg-n">{data.work[k]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  )
}
