import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, when } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Figure } from '../../ui/Figure.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import './wall.css'

type Call = Answer<'GET /api/estates/:estateId/desk/three-minute'>['items'][number]
const tones = {
  inTime: 'kept',
  late: 'late',
  explained: 'stopped',
  running: 'running',
  withdrawn: 'stopped',
} as const

/** The three-minute calls of a month: from reception through the office to arrival, and the rate. */
export default function PromiseCalls(): ReactNode {
  const { t } = useTranslation('wall')
  const { language } = useSettings()
  const estateId = useEstateId()
  const [month, setMonth] = useState(date(nowMs()).slice(0, 7))
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/desk/three-minute',
    { estateId, month },
    { when: estateId !== '', keep: true },
  )
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('callsTitle')}</h1>
        <label className="aj-row wa-month">
          {t('month')}
          <input
            className="aj-input"
            type="month"
            value={month}
            onChange={e => setMonth(e.target.value || month)}
          />
        </label>
      </header>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data ? (
        <>
          <Figure
            title={t('three')}
            definition={inLanguage(data.definition, language)}
            period={t('period', { month: data.month, explained: data.explained, running: data.running })}
            share={{ numerator: data.inTime, denominator: data.counted }}
          />
          {data.items.length === 0 ? (
            <Empty title={t('noCalls')} hint={t('noCallsHint')} />
          ) : (
            <Calls items={data.items} />
          )}
        </>
      ) : null}
    </>
  )
}

function Calls({ items }: { items: Call[] }): ReactNode {
  const { t } = useTranslation('wall')
  const now = nowMs()
  const at = (time: string | null, from: string) =>
    time ? `${when(time, now)} (+${length(Date.parse(time) - Date.parse(from))})` : '—'
  return (
    <table className="wa-table">
      <thead>
        <tr>
          {(['number', 'where', 'received', 'office', 'sent', 'arrived', 'who', 'result'] as const).map(h => (
            <th key={h} scope="col">
              {t(`call.${h}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(c => (
          <tr key={`${c.ticketId} ${c.result}`}>
            <td>
              <a href={paths.page('console', 'tickets', c.ticketId)} className="aj-num">
                {c.number}
              </a>
            </td>
            <td>{c.where}</td>
            <td className="aj-num">
              {when(c.received, now)} {c.firstReceiver}
            </td>
            <td className="aj-num">{at(c.office, c.received)}</td>
            <td className="aj-num">{at(c.sent, c.received)}</td>
            <td className="aj-num">{at(c.arrived, c.received)}</td>
            <td>{c.who}</td>
            <td>
              <State state={tones[c.result]} word={t(`result.${c.result}`)} />
              {c.agreed ? (
                <p className="aj-weak">
                  {t('agreed', { until: c.agreed.until ? when(c.agreed.until, now) : '—' })} {c.agreed.said}
                </p>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 2:05; an hour and more as 1:02:05. */
function length(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`
}
