/** The day's summaries: what is due from me, what is missing below me, and the sheet of the level that is open. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { ReportSheet } from './ReportSheet.tsx'
import { ReportState } from './ReportState.tsx'
import { type ReportLine, reportsKey } from './report.ts'
import './reports.css'

/** What one wants to see first: one's own level that is due, else the highest that is late, else one's own. */
function firstOf(lines: readonly ReportLine[]): ReportLine | undefined {
  const pressing = (l: ReportLine) => l.state === 'late' || l.state === 'due'
  return (
    lines.find(l => l.mine && pressing(l)) ??
    lines.find(l => l.mine && l.differs) ??
    lines.find(l => l.mine) ??
    lines.find(l => l.state !== 'none') ??
    lines[0]
  )
}

export default function Reports(): ReactNode {
  const { t } = useTranslation('rollup')
  const search: { d?: string; r?: string; l?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(reportsKey, search.d ? { day: search.d } : {}, {
    every: 30_000,
    keep: true,
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={12} />
  if (data.items.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  const chosen = data.items.find(l => l.region.id === search.r && l.level === search.l)
  const line = chosen ?? firstOf(data.items)
  const late = data.items.filter(l => l.state === 'late')
  const open = (l: ReportLine) =>
    navigate({ to: '.', search: { ...search, d: data.day, r: l.region.id, l: l.level } })
  return (
    <div className="rp-page">
      <header className="rp-head">
        <h1>{t('title')}</h1>
        <label className="rp-day">
          {t('day')}{' '}
          <input
            type="date"
            className="aj-input"
            value={data.day}
            onChange={event =>
              event.target.value && navigate({ to: '.', search: { ...search, d: event.target.value } })
            }
          />
        </label>
        {late.length > 0 ? (
          <p className="rp-late" role="status">
            <State state="late" word={t('lateCount', { n: late.length })} />{' '}
            {late.map(l => `${l.region.name} ${l.person?.name ?? t('nobody')}`).join('、')}
          </p>
        ) : null}
      </header>
      <div className="rp-columns">
        {line ? (
          <ReportSheet key={`${line.region.id} ${line.level} ${data.day}`} line={line} day={data.day} />
        ) : null}
        <Chain lines={data.items} day={data.day} chosen={line} open={open} />
      </div>
    </div>
  )
}

/** Every level the reader may see, the highest first; who is late stands in red with his name. */
function Chain(props: {
  lines: ReportLine[]
  day: string
  chosen: ReportLine | undefined
  open: (line: ReportLine) => void
}): ReactNode {
  const { t } = useTranslation('rollup')
  const now = useNow()
  return (
    <aside className="rp-chain">
      <h2>
        {t('chain')}{' '}
        <a className="aj-switch" href={exportHref('gate.reports', undefined)({ day: props.day })} download>
          <Icon name="download" /> .xlsx
        </a>
      </h2>
      <ul>
        {props.lines.map(l => {
          const who = l.by ?? l.person?.name
          return (
            <li key={`${l.region.id} ${l.level}`} data-level={l.level}>
              <button
                type="button"
                className="rp-line"
                aria-current={props.chosen === l ? 'true' : undefined}
                onClick={() => props.open(l)}
              >
                <span className="rp-name">
                  {l.region.name}
                  {l.level === 'group' || l.level === 'headquarters' ? ` ${t(`level.${l.level}`)}` : ''}
                  {l.mine ? <small className="rp-mine">{t('mine')}</small> : null}
                </span>
                <ReportState line={l} />
                <span className="aj-weak">
                  {who ?? (l.state === 'none' ? '' : t('nobody'))}
                  {l.at ? ` ${when(l.at, now)}` : ''}
                  {l.version && l.version > 1 ? ` ${t('version', { n: l.version })}` : ''}
                  {l.missing > 0 ? ` · ${t('missingBelow', { n: l.missing })}` : ''}
                </span>
                {l.differs ? <State state="soon" word={t('differs')} /> : null}
              </button>
            </li>
          )
        })}
      </ul>
    </aside>
  )
}
