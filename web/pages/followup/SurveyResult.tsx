import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { percent } from '../../ui/Figure.tsx'
import { State } from '../../ui/State.tsx'
import { KeptBars, ShareBar } from './Bars.tsx'

export type SurveyRow = Omit<RowOf<'GET /api/estates/:estateId/surveys'>, 'entered'>

/** The overall rate with its definition and sample, and each question beside it. */
export function SurveyResult({ survey }: { survey: SurveyRow }): ReactNode {
  const { t } = useTranslation('followup')
  const { result } = survey
  const { numerator, denominator } = result.overall
  const none = denominator === 0
  return (
    <div className="aj-stack">
      <p className="fu-value aj-num" data-short={survey.closedAt && result.met === false ? '' : undefined}>
        {none ? <span className="fu-none">{t('noData')}</span> : percent(numerator, denominator)}
        <small>
          {t('survey.overall')} · {t('survey.target', { target: survey.target })}
        </small>
      </p>
      <ShareBar
        label={t('survey.overall')}
        share={none ? null : numerator / denominator}
        mark={survey.target / 100}
      />
      {survey.closedAt && result.met !== null ? (
        <p>
          <State
            state={result.met ? 'kept' : 'late'}
            word={t(result.met ? 'outlook.met' : 'outlook.missed')}
          />
        </p>
      ) : null}
      <p className="aj-weak">
        {t('survey.definition', {
          from: survey.satisfiedFrom,
          population: survey.population,
          answered: result.answered,
          owners: result.owners,
          users: result.users,
        })}
      </p>
      <KeptBars
        title={t('survey.byQuestion')}
        rows={survey.questions.map(q => {
          const of = result.byQuestion.find(b => b.key === q.key)?.satisfied
          return {
            key: q.key,
            label: { zh: `${q.zh}（${q.weight}）`, en: `${q.en} (${q.weight})` },
            kept: of?.numerator ?? 0,
            due: of?.denominator ?? 0,
          }
        })}
      />
    </div>
  )
}
