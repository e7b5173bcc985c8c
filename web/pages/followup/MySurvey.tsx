import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { SurveyResult } from './SurveyResult.tsx'
import './followup.css'

const mine = 'GET /api/estates/:estateId/my/surveys'
const points = ['5', '4', '3', '2', '1'] as const
const kinds = ['owner', 'user'] as const

/** The yearly survey on my phone: a tap each, no name; and what came of the last ones. */
export default function MySurvey(): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(mine, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="fu-phone aj-stack">
      <header className="aj-page-head">
        <h1>{t('survey.title')}</h1>
      </header>
      {data.open && !data.open.done ? <Ask survey={data.open} /> : null}
      {data.open?.done ? <p>{t('survey.answered')}</p> : null}
      {!data.open && data.closed.length === 0 ? (
        <Empty title={t('survey.noOpen')} hint={t('survey.noOpenHint')} />
      ) : null}
      {data.closed.map(s => (
        <section key={s.id} className="fu-public">
          <h2>{t('survey.year', { year: s.year })}</h2>
          <SurveyResult survey={s} />
        </section>
      ))}
    </div>
  )
}

function Ask({ survey }: { survey: NonNullable<Answer<typeof mine>['open']> }): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const { language } = useSettings()
  const estateId = useEstateId()
  const [kind, setKind] = useState<(typeof kinds)[number]>()
  const [scores, setScores] = useState<Record<string, number>>({})
  const send = useMutate('POST /api/estates/:estateId/my/surveys/:surveyId', {
    stale: [mine],
    done: () => say(t('survey.thanks')),
  })
  const ready = kind !== undefined && Object.keys(scores).length > 0
  return (
    <div className="aj-stack">
      <p className="aj-weak">
        {t('survey.what')} {t('survey.score')}
      </p>
      <Choices
        legend={t('survey.who')}
        options={kinds.map(value => ({ value, label: t(`survey.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      {survey.questions.map(q => (
        <Choices
          key={q.key}
          legend={inLanguage(q, language)}
          options={points.map(value => ({ value, label: value }))}
          value={points.find(p => Number(p) === scores[q.key])}
          onChange={value => setScores({ ...scores, [q.key]: Number(value) })}
        />
      ))}
      {send.error ? (
        <p className="aj-error" role="alert">
          {sentence(send.error, key => t(`common:${key}`)).title}
        </p>
      ) : null}
      <Button
        kind="main"
        wide
        showWhy
        busy={send.isPending}
        refused={ready ? undefined : t('survey.need')}
        onClick={() => kind && send.mutate({ estateId, surveyId: survey.id, kind, scores })}
      >
        {t('survey.answer')}
      </Button>
    </div>
  )
}
