import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { CalendarUpload, useAreaNames } from './CalendarUpload.tsx'
import { CalendarYear } from './CalendarYear.tsx'
import './calendar.css'

/** Which days are working days, up to which year that is known, and what waits for the next notice. */
export default function Calendar(): ReactNode {
  const { t } = useTranslation('calendar')
  const { can } = useMe()
  const [area, setArea] = useState('CN')
  const { data, error, refetch } = useApi('GET /api/calendar/years', { jurisdiction: area }, { keep: true })
  const areaName = useAreaNames()
  const [chosen, choose] = useState<number>()
  const [open, setOpen] = useState(false)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={12} />
  const next = data.knownUpTo + 1
  const year = data.years.find(y => y.year === (chosen ?? data.thisYear)) ?? data.years[0]
  const waiting = data.waiting.filter(w => !data.years.some(y => y.year === w.year))
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <Button
          kind="main"
          icon="upload"
          refused={can('system.manage') ? undefined : t('refused')}
          onClick={() => setOpen(true)}
        >
          {t('upload')}
        </Button>
      </header>
      <p className="aj-row">
        <State
          state={data.knownUpTo > data.thisYear ? 'kept' : 'running'}
          word={t('known', { year: data.knownUpTo })}
        />
        <span>{t('notYet', { year: next })}</span>
      </p>
      {waiting.map(w => (
        <p key={w.year} className="aj-row">
          <State state="soon" word={t('waiting', { year: w.year, count: w.tickets })} />
          <span>{t('waitingHint')}</span>
        </p>
      ))}
      {data.areas.length > 0 ? (
        <label className="aj-row">
          {t('area.shown')}
          <select className="aj-input ca-area" value={area} onChange={event => setArea(event.target.value)}>
            {['CN', ...data.areas].map(key => (
              <option key={key} value={key}>
                {areaName(key)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <nav className="ca-years" aria-label={t('years')}>
        {data.years.map(y => (
          <button
            key={y.year}
            type="button"
            aria-pressed={y.year === year?.year}
            onClick={() => choose(y.year)}
          >
            {y.year}
          </button>
        ))}
        {can('system.manage') ? (
          <button type="button" onClick={() => setOpen(true)}>
            {t('unpublished', { year: next })}
          </button>
        ) : (
          <span className="aj-weak">{t('unpublished', { year: next })}</span>
        )}
      </nav>
      {year ? (
        <>
          <p className="aj-weak">
            {t('workingDays', { count: year.workingDays })} ·{' '}
            {year.madeBy && year.madeAt
              ? t('madeBy', { source: year.source, name: year.madeBy, time: dateTime(year.madeAt) })
              : t('brought')}
          </p>
          {year.regional.map(r => (
            <p key={r.jurisdiction} className="aj-weak">
              {t('area.adds', { area: areaName(r.jurisdiction), count: r.days })} ·{' '}
              {t('madeBy', { source: r.source, name: r.madeBy, time: dateTime(r.madeAt) })}
            </p>
          ))}
          <CalendarYear year={year.year} days={year.days} />
        </>
      ) : null}
      {open ? (
        <Dialog title={t('upload')} close={() => setOpen(false)} wide>
          <CalendarUpload done={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}
