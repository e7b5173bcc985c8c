import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { percent } from '../../ui/Figure.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { KeptBars, ShareBar } from './Bars.tsx'
import { MonthPick } from './FollowUp.tsx'
import { reportKey, useDefinition, useMonthName, useMonths } from './words.ts'
import './followup.css'

type Report = Answer<typeof reportKey>

/** How the desk did in a month, live while it runs and frozen once it is closed: per type, class and person. */
export default function MonthReport(): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { month: chosen }: { month?: string } = useParams({ strict: false })
  const { items, month, error, refetch } = useMonths(chosen)
  const [version, setVersion] = useState<number>()
  if (error) return <Failing error={error} again={refetch} />
  const asked = { estateId, month, version }
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('report.title')}</h1>
        <MonthPick items={items} month={month} page="month-report" />
        {month ? (
          <span className="aj-row">
            <a
              className="aj-button"
              href={exportHref('followup.report', estateId)({ month, version })}
              download
            >
              {t('report.xlsx')}
            </a>
            <a className="aj-button" href={printHref('followup-report', asked, 'docx')} download>
              Word
            </a>
            <a
              className="aj-button"
              data-kind="main"
              href={printHref('followup-report', asked)}
              target="_blank"
              rel="noreferrer"
            >
              {t('report.pdf')}
            </a>
          </span>
        ) : null}
      </header>
      {month ? <One key={month} month={month} version={version} setVersion={setVersion} /> : <Loading />}
    </>
  )
}

function One(props: {
  month: string
  version: number | undefined
  setVersion: (version: number | undefined) => void
}): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(
    reportKey,
    { estateId, month: props.month, ...(props.version ? { version: props.version } : {}) },
    { every: 60_000, keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={14} />
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <Standing report={data} />
        {data.versions.length > 1 ? (
          <select
            className="aj-input fu-month"
            aria-label={t('versions.version')}
            value={data.version?.version ?? ''}
            onChange={event => props.setVersion(Number(event.target.value))}
          >
            {data.versions.map(v => (
              <option key={v.version} value={v.version}>
                {t('version', { version: v.version })} · {v.reason ?? dateTime(v.at)}
              </option>
            ))}
          </select>
        ) : null}
      </p>
      {data.version?.reason ? (
        <p className="fu-banner">{t('report.note', { reason: data.version.reason })}</p>
      ) : null}
      <Figures report={data} />
      <div className="fu-columns">
        <Trends report={data} />
        <KeptBars title={t('report.byType')} rows={data.byType} />
        <KeptBars title={t('report.byClass')} rows={data.byClass} />
        <KeptBars title={t('report.byPerson')} rows={data.byPerson} />
      </div>
      <Lists report={data} />
    </div>
  )
}

function Standing({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('followup')
  if (!report.version) return <State state="running" word={t('report.live', { at: dateTime(report.asOf) })} />
  const { version, at, by } = report.version
  return <State state="stopped" word={t('report.frozen', { version, at: dateTime(at), by })} />
}

function Figures({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const definition = useDefinition()
  return (
    <div className="fu-scroll">
      <table className="fu-table">
        <thead>
          <tr>
            <th>{t('report.figure')}</th>
            <th className="fu-right">{t('report.value')}</th>
            <th>{t('report.against')}</th>
            <th className="fu-right">{t('report.parts')}</th>
            <th>{t('report.definition')}</th>
          </tr>
        </thead>
        <tbody>
          {report.figures.map(f => (
            <tr key={f.key}>
              <th scope="row">{inLanguage(f.title, language)}</th>
              <td
                className="aj-num fu-right fu-strong"
                data-short={f.met === false && report.state !== 'running' ? '' : undefined}
              >
                {f.unit === 'count'
                  ? f.numerator
                  : f.denominator
                    ? percent(f.numerator, f.denominator)
                    : t('noData')}
              </td>
              <td className="fu-against">
                {f.unit === 'percent' ? (
                  <ShareBar
                    label={inLanguage(f.title, language)}
                    share={f.denominator ? f.numerator / f.denominator : null}
                    {...(f.target === null ? {} : { mark: f.target / 100 })}
                  />
                ) : null}
                {f.met === null ? null : (
                  <State
                    state={f.met ? 'kept' : report.state === 'running' ? 'soon' : 'late'}
                    word={`${t(f.met ? 'outlook.met' : report.state === 'running' ? 'outlook.notYet' : 'outlook.missed')} · ${t('outlook.target', { target: f.target })}`}
                  />
                )}
              </td>
              <td className="aj-num fu-right aj-weak">
                {f.denominator === null ? '' : `${f.numerator} / ${f.denominator}`}
              </td>
              <td className="aj-weak fu-small">
                {inLanguage(f.definition.period, language)}
                {language === 'en' ? ': ' : '：'}
                {definition(f)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const drawn = ['followup.rate', 'followup.satisfied', 'promise.kept'] as const

/** The last closed months beside this one. */
function Trends({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const name = useMonthName()
  return (
    <section>
      <h3>{t('report.trend')}</h3>
      {report.trend.length < 2 ? <p className="aj-weak">{t('report.oneMonth')}</p> : null}
      {report.trend.length < 2
        ? null
        : drawn.map(key => {
            const title = report.figures.find(f => f.key === key)?.title
            return (
              <KeptBars
                key={key}
                title={title ? inLanguage(title, language) : ''}
                rows={report.trend.map(m => {
                  const f = m.figures.find(x => x.key === key)
                  const label = name(m.month)
                  return {
                    key: m.month,
                    label: { zh: label, en: label },
                    kept: f?.numerator ?? 0,
                    due: f?.denominator ?? 0,
                  }
                })}
              />
            )
          })}
    </section>
  )
}

function Lists({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('followup')
  return (
    <div className="fu-columns">
      <section>
        <h3>{t('report.beyond')}</h3>
        {report.beyond.length === 0 ? <p className="aj-weak">{t('report.none')}</p> : null}
        <ul className="fu-list">
          {report.beyond.map(b => (
            <li key={`${b.ticketId} ${b.amount}`}>
              <Ticket id={b.ticketId} number={b.number} />{' '}
              {t('report.agreed', { amount: b.amount, max: b.max, unit: t(`unit.${b.unit}`) })} ·{' '}
              {b.reason ?? '—'} <span className="aj-weak">{b.by}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('report.postponed')}</h3>
        {report.postponed.length === 0 ? <p className="aj-weak">{t('report.none')}</p> : null}
        <ul className="fu-list">
          {report.postponed.map(p => (
            <li key={`${p.ticketId} ${p.at}`}>
              <Ticket id={p.ticketId} number={p.number} /> {dateTime(p.at)} · {p.reason ?? '—'}{' '}
              <span className="aj-weak">{p.by}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Ticket({ id, number }: { id: string; number: string }): ReactNode {
  return (
    <Link className="aj-num" to={paths.page('console', 'tickets')} search={{ open: id, show: 'all' }}>
      {number}
    </Link>
  )
}
