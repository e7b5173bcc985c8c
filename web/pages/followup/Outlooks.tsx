import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { percent } from '../../ui/Figure.tsx'
import { State } from '../../ui/State.tsx'
import { ShareBar } from './Bars.tsx'
import { type FigureRow, type Month, useDefinition } from './words.ts'

type Look = Month['outlook'][keyof Month['outlook']]

/** The three targets: where they stand, how far they can still come, and what is missing. */
export function Outlooks({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  const of = (key: string) => month.figures.find(f => f.key === key)
  const cards: [FigureRow | undefined, Look][] = [
    [of('followup.rate'), month.outlook.followed],
    [of('followup.major'), month.outlook.major],
    [of('followup.satisfied'), month.outlook.satisfied],
  ]
  return (
    <section className="fu-outlooks" aria-label={t('outlook.label')}>
      {cards.map(([figure, look]) =>
        figure ? <Card key={figure.key} figure={figure} look={look} month={month} /> : null,
      )}
      <Answers month={month} />
    </section>
  )
}

function Card({ figure, look, month }: { figure: FigureRow; look: Look; month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const definition = useDefinition()
  const { numerator, denominator } = figure
  const none = !denominator
  const closed = month.state === 'closed'
  return (
    <article className="fu-card">
      <h2>{inLanguage(figure.title, language)}</h2>
      <p
        className="fu-value aj-num"
        data-short={figure.met === false && (closed || !look.reachable) ? '' : undefined}
      >
        {none ? <span className="fu-none">{t('noData')}</span> : percent(numerator, denominator)}
        <small>{t('outlook.target', { target: look.target })}</small>
      </p>
      <ShareBar
        label={inLanguage(figure.title, language)}
        share={none ? null : numerator / denominator}
        best={closed || look.best.denominator === 0 ? undefined : look.best.numerator / look.best.denominator}
        mark={look.target / 100}
      />
      <Verdict figure={figure} look={look} closed={closed} />
      <details className="fu-def">
        <summary>
          <span className="aj-num">
            {numerator} / {denominator ?? 0}
          </span>{' '}
          {t('outlook.definition')}
        </summary>
        {inLanguage(figure.definition.period, language)}
        <br />
        {definition(figure)}
      </details>
    </article>
  )
}

function Verdict({ figure, look, closed }: { figure: FigureRow; look: Look; closed: boolean }): ReactNode {
  const { t } = useTranslation('followup')
  if (figure.met === true)
    return (
      <p>
        <State state="kept" word={t('outlook.met')} />
      </p>
    )
  if (closed)
    return figure.met === null ? null : (
      <p>
        <State state="late" word={t('outlook.missed')} />
      </p>
    )
  const satisfied = figure.key === 'followup.satisfied'
  if (figure.met === null)
    return <p className="aj-weak">{t(satisfied ? 'outlook.noAnswers' : 'outlook.noCases')}</p>
  const best = look.best.denominator ? percent(look.best.numerator, look.best.denominator) : '—'
  const values = { needed: look.needed, left: look.left, best }
  return (
    <p>
      {look.reachable ? (
        <State state="soon" word={t(satisfied ? 'outlook.neededSatisfied' : 'outlook.needed', values)} />
      ) : (
        <State state="late" word={t('outlook.lost', values)} />
      )}
      <br />
      <span className="aj-weak">{t('outlook.left', values)}</span>
    </p>
  )
}

const kinds = ['satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable', 'open'] as const

/** Respondents and non-respondents, kept apart. */
function Answers({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  return (
    <article className="fu-card">
      <h2>{t('answers.title', { count: month.counts.closed })}</h2>
      <table className="fu-counts">
        <tbody>
          {kinds.map(kind => (
            <tr key={kind}>
              <th scope="row">{t(`result.${kind}`)}</th>
              <td className="aj-num">{month.counts[kind]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aj-weak">
        {month.counts.finalRefusals > 0
          ? t('answers.finalRefusals', { count: month.counts.finalRefusals })
          : ''}{' '}
        {month.nextCut && month.state === 'running'
          ? t('draws.next', { at: dateTime(month.nextCut), days: month.daysLeft })
          : ''}
      </p>
    </article>
  )
}
