import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, limitTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { useClasses } from './words.ts'
import './desk.css'

const api = 'GET /api/estates/:estateId/desk/answers'
type Shown = Answer<typeof api>

/** This month and the twelve before it, 2026-11 first. */
function months(): string[] {
  const [year = 0, month = 0] = date(nowMs()).slice(0, 7).split('-').map(Number)
  return Array.from({ length: 13 }, (_, i) => {
    const at = year * 12 + month - 1 - i
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** S1-41: how many inquiries were answered at once, later in time, late; S1-47: times agreed past the rule. */
export default function Answers(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const [month, setMonth] = useState(() => date(nowMs()).slice(0, 7))
  const { data, error, refetch } = useApi(
    api,
    { estateId, month },
    { when: /^\d{4}-\d{2}$/.test(month), keep: true },
  )
  return (
    <div className="aj-stack dk-report">
      <header className="aj-page-head">
        <h1>{t('answers.title')}</h1>
        <label className="aj-row dk-nowrap">
          {t('answers.month')}
          <select className="aj-input" value={month} onChange={event => setMonth(event.target.value)}>
            {months().map(m => (
              <option key={m} value={m}>
                {m}
              </option>
            ))}
          </select>
        </label>
      </header>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Rows data={data} /> : null}
      {data ? <Beyond data={data} /> : null}
    </div>
  )
}

function Rows({ data }: { data: Shown }): ReactNode {
  const { t } = useTranslation('desk')
  const { nameOf } = useClasses()
  const part = (s: Shown['rows'][number]['late']) =>
    s.basisPoints === null ? '—' : `${s.count}（${(s.basisPoints / 100).toFixed(1)}%）`
  return (
    <>
      <table className="dk-table">
        <thead>
          <tr>
            {(['class', 'total', 'atOnce', 'inTime', 'late', 'open'] as const).map(key => (
              <th key={key} scope="col">
                {t(`answers.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(r => (
            <tr key={r.class} data-sum={r.class === '' ? '' : undefined}>
              <th scope="row">{r.class === '' ? t('answers.all') : nameOf('inquiry', r.class)}</th>
              <td className="aj-num">{r.total}</td>
              <td className="aj-num">{part(r.atOnce)}</td>
              <td className="aj-num">{part(r.laterInTime)}</td>
              <td className="aj-num">{part(r.late)}</td>
              <td className="aj-num">{r.open}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aj-weak">{t('answers.meaning')}</p>
    </>
  )
}

function Beyond({ data }: { data: Shown }): ReactNode {
  const { t } = useTranslation('desk')
  return (
    <section className="aj-stack" aria-label={t('answers.beyond')}>
      <h2>{t('answers.beyond')}</h2>
      {data.beyond.length === 0 ? <Empty title={t('answers.noBeyond')} /> : null}
      {data.beyond.map(b => (
        <p key={`${b.id}-${b.amount}`}>
          <span className="aj-num">{b.number}</span>{' '}
          {t('answers.agreed', {
            amount: t(`unit.${b.unit}`, { n: b.amount }),
            max: t(`unit.${b.unit}`, { n: b.max }),
          })}{' '}
          {b.dueAt ? <span className="aj-num">{limitTime(b.dueAt)}</span> : null} <span>{b.reason}</span>{' '}
          <span className="aj-weak">{b.by}</span>
        </p>
      ))}
    </section>
  )
}
