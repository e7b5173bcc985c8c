import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { percent } from '../../ui/Figure.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { ShareBar } from './Bars.tsx'
import { useDefinition, useMonthName } from './words.ts'
import './followup.css'

/** How our estate was served, month by month: what every resident may check, without a name or a room (S7-05). */
export default function PublicReport(): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const definition = useDefinition()
  const name = useMonthName()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/my/service-report', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="fu-phone aj-stack">
      <header className="aj-page-head">
        <h1>{t('public.title')}</h1>
      </header>
      <p className="aj-weak">{t('public.what')}</p>
      {data.months.length === 0 ? <Empty title={t('public.none')} hint={t('public.noneHint')} /> : null}
      {data.months.map((m, i) => (
        <details key={m.month} open={i === 0} className="fu-public">
          <summary>
            <h2>{name(m.month)}</h2>
            <span className="aj-weak">
              {t('public.closed', { count: m.closed, date: date(m.closedAt) })}
              {m.corrected ? ` · ${t('public.corrected')}` : ''}
            </span>
          </summary>
          {m.figures.map(f => (
            <section key={f.key}>
              <p className="fu-public-head">
                <span>{inLanguage(f.title, language)}</span>
                <strong className="aj-num">
                  {f.denominator ? percent(f.numerator, f.denominator) : t('noData')}
                </strong>
              </p>
              <ShareBar
                label={inLanguage(f.title, language)}
                share={f.denominator ? f.numerator / f.denominator : null}
                {...(f.target === null ? {} : { mark: f.target / 100 })}
              />
              <details className="fu-def">
                <summary>
                  <span className="aj-num">
                    {f.numerator} / {f.denominator ?? 0}
                  </span>{' '}
                  {t('public.how')}
                </summary>
                {inLanguage(f.definition.period, language)}
                <br />
                {definition(f)}
              </details>
            </section>
          ))}
        </details>
      ))}
    </div>
  )
}
