/** One level's summary: its parts and their sum, and the one act that is due. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { count, dateTime, when } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Reporter } from './Reporter.tsx'
import { ReportState } from './ReportState.tsx'
import { type Report, type ReportLine, reportKey, reportsKey } from './report.ts'

const figures = [
  'estates',
  'closed',
  'personsIn',
  'personsOut',
  'vehiclesIn',
  'vehiclesOut',
  'refusals',
  'emergencies',
  'incidents',
  'unattended',
  'inside',
] as const satisfies (keyof Report['figures'])[]

export function ReportSheet({ line, day }: { line: ReportLine; day: string }): ReactNode {
  const { t } = useTranslation('rollup')
  const [version, setVersion] = useState<number>()
  const asked = { regionId: line.region.id, level: line.level, day }
  const { data, error, refetch } = useApi(reportKey, version ? { ...asked, version } : asked, { keep: true })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={12} />
  return (
    <section className="rp-sheet">
      <header className="rp-sheet-head">
        <h2>
          {data.region.name} {t(`level.${data.level}`)}
        </h2>
        <ReportState line={data} />
        <span className="aj-weak">
          {t('period', { from: dateTime(data.from), until: dateTime(data.until) })}
        </span>
        <Reporter report={data} />
      </header>
      <Act report={data} day={day} />
      <Sums report={data} />
      <p className="aj-weak">{t('definition')}</p>
      <Differences report={data} />
      <Versions report={data} day={day} shown={version} show={setVersion} />
    </section>
  )
}

/** Submit, or correct with a reason; what stands in the way is said beside the button. */
function Act({ report, day }: { report: Report; day: string }): ReactNode {
  const { t } = useTranslation(['rollup', 'common'])
  const refusal = useRefusal()
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const at = { regionId: report.region.id, level: report.level, day }
  const stale = { stale: [reportKey, reportsKey] as (typeof reportKey | typeof reportsKey)[] }
  const name = `${report.region.name} ${t(`rollup:level.${report.level}`)}`
  const submit = useMutate(
    `POST ${reportKey.slice(4)}` as 'POST /api/regions/:regionId/gate/reports/:level/:day',
    {
      ...stale,
      done: () => say(t('rollup:submitted', { name })),
    },
  )
  const correct = useMutate('POST /api/regions/:regionId/gate/reports/:level/:day/correction', {
    ...stale,
    done: () => say(t('rollup:corrected', { name })),
  })
  const failed = submit.error ?? correct.error
  const mine = report.allowed.name === true
  if (!mine && report.versions.length > 0) return null
  const last = report.versions[0]
  if (last && report.differences.length === 0) return null
  const short = report.missing.length > 0
  return (
    <div className="rp-act" data-tone={report.state === 'late' || last ? 'late' : undefined}>
      {short && !last ? (
        <p>
          <State state="late" word={t('rollup:missing', { names: report.missing.join('、') })} />
        </p>
      ) : null}
      {last ? (
        <>
          <p>{t('rollup:changed', { n: report.differences.length })}</p>
          <label className="aj-field">
            {t('rollup:reason')}
            <input className="aj-input" value={reason} onChange={event => setReason(event.target.value)} />
          </label>
          <Button
            kind="main"
            busy={correct.isPending}
            refused={
              refusal(report.allowed.correct) ??
              (reason.trim().length < 2 ? t('rollup:reasonFirst') : undefined)
            }
            onClick={() => correct.mutate({ ...at, version: last.version, reason })}
          >
            {t('rollup:correct')}
          </Button>
        </>
      ) : (
        <>
          {mine ? (
            <label className="aj-field">
              {short ? t('rollup:noteNeeded') : t('rollup:note')}
              <input className="aj-input" value={note} onChange={event => setNote(event.target.value)} />
            </label>
          ) : null}
          <Button
            kind="main"
            busy={submit.isPending}
            showWhy
            refused={
              refusal(report.allowed.submit) ??
              (short && note.trim() === '' ? t('rollup:noteFirst') : undefined)
            }
            onClick={() => submit.mutate({ ...at, ...(note.trim() ? { note } : {}) })}
          >
            {t('rollup:submit', { name })}
          </Button>
        </>
      )}
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {sentence(failed, t).title}
        </p>
      ) : null}
    </div>
  )
}

function Sums({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('rollup')
  const now = useNow()
  const asked = { regionId: report.region.id, level: report.level, day: report.day }
  return (
    <table className="rp-sums">
      <caption>
        {report.versions.length > 0 ? t('frozen') : t('draft')}{' '}
        <a className="aj-switch" href={exportHref('gate.report', undefined)(asked)} download>
          <Icon name="download" /> .xlsx
        </a>
        <a className="aj-switch" href={printHref('gate.report', asked)} target="_blank" rel="noreferrer">
          <Icon name="print" /> {t('print')}
        </a>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('part')}</th>
          {figures.map(f => (
            <th key={f} scope="col">
              {t(`figure.${f}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.parts.map(p => (
          <tr key={p.id}>
            <th scope="row">
              {p.name}
              {p.at ? (
                <small className="aj-weak">
                  {' '}
                  {p.by} {when(p.at, now)}
                </small>
              ) : null}
            </th>
            {figures.map(f => (
              <td key={f}>
                {p.figures ? count(p.figures[f]) : <span className="aj-weak">{t('notIn')}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          {figures.map(f => (
            <td key={f}>{count(report.figures[f])}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('reasons')}</th>
          <td colSpan={figures.length} className="rp-reasons">
            <Reasons of={report.figures.reasons} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function Reasons({ of }: { of: Record<string, number> }): ReactNode {
  const { t } = useTranslation('rollup')
  const list = Object.entries(of).sort((a, b) => b[1] - a[1])
  if (list.length === 0) return '—'
  return list.map(([reason, n]) => `${t(`refusal.${reason}`)} ${count(n)}`).join(' · ')
}

/** What a frozen report would say otherwise today. */
function Differences({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('rollup')
  if (report.differences.length === 0) return null
  const word = (figure: string) => {
    if (figure === 'report') return t('lateReport')
    const [, reason] = figure.split('.')
    return reason ? t(`refusal.${reason}`) : t(`figure.${figure}`)
  }
  return (
    <section className="rp-differences">
      <h3>{t('differences')}</h3>
      <ul>
        {report.differences.slice(0, 50).map(d => (
          <li key={`${d.id} ${d.figure}`}>
            {d.name} · {word(d.figure)}:{' '}
            <span className="aj-num">
              {d.was ?? '—'} → {d.now ?? '—'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Versions(props: {
  report: Report
  day: string
  shown: number | undefined
  show: (version: number | undefined) => void
}): ReactNode {
  const { t } = useTranslation('rollup')
  const { report } = props
  if (report.versions.length === 0) return null
  const current = props.shown ?? report.versions[0]?.version
  return (
    <section className="rp-versions">
      <h3>{t('versions')}</h3>
      <ul>
        {report.versions.map(v => (
          <li key={v.version}>
            <button
              type="button"
              className="aj-switch"
              aria-pressed={v.version === current}
              onClick={() => props.show(v.version === report.versions[0]?.version ? undefined : v.version)}
            >
              {t('version', { n: v.version })}
            </button>{' '}
            {v.by} {dateTime(v.at)} {v.late ? <State state="late" word={t('wasLate')} /> : null}
            {v.reason ? ` · ${t('reasonIs', { reason: v.reason })}` : ''}
            {v.note ? ` · ${v.note}` : ''}{' '}
            <a
              className="aj-switch"
              href={printHref('gate.report', {
                regionId: report.region.id,
                level: report.level,
                day: props.day,
                version: v.version,
              })}
              target="_blank"
              rel="noreferrer"
            >
              {t('print')}
            </a>
            {v.intact ? null : <State state="late" word={t('broken')} />}
            <code className="aj-weak rp-hash" title={v.hash}>
              {v.hash.slice(0, 16)}
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}
