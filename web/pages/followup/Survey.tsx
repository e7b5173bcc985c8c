import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { PaperAnswer } from './PaperAnswer.tsx'
import { PaperSheets } from './PaperSheets.tsx'
import { SurveyResult, type SurveyRow } from './SurveyResult.tsx'
import './followup.css'

const list = 'GET /api/estates/:estateId/surveys'

/** How satisfied are people with everything, once a year: questions, weights and sample stated (S7-08). */
export default function Survey(): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const [opening, open] = useState(false)
  const { data, error, refetch } = useApi(list, { estateId }, { every: 60_000 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const taken = data.items.some(s => s.year === data.year)
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <h1>{t('survey.title')}</h1>
        <Button kind="main" refused={taken ? t('survey.already') : undefined} onClick={() => open(true)}>
          {t('survey.open', { year: data.year })}
        </Button>
      </header>
      <p className="aj-weak">{t('survey.separate')}</p>
      {data.items.length === 0 ? <Empty title={t('survey.none')} hint={t('survey.noneHint')} /> : null}
      {data.items.map(s => (
        <One key={s.id} survey={s} />
      ))}
      {opening ? (
        <Dialog title={t('survey.newTitle', { year: data.year })} close={() => open(false)} wide>
          <Open year={data.year} questions={data.questions} done={() => open(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function One({ survey }: { survey: RowOf<typeof list> }): ReactNode {
  const { t } = useTranslation('followup')
  const { can } = useMe()
  const estateId = useEstateId()
  const [paper, enter] = useState(false)
  const [sheets, look] = useState(false)
  const close = useMutate('POST /api/estates/:estateId/surveys/:surveyId/close', {
    stale: [list],
    done: () => say(t('survey.done')),
  })
  return (
    <article className="fu-public">
      <header className="aj-row">
        <h2>{t('survey.year', { year: survey.year })}</h2>
        <State
          state={survey.closedAt ? 'stopped' : 'running'}
          word={t(survey.closedAt ? 'survey.closed' : 'survey.running')}
        />
        <span className="aj-grow" />
        {survey.closedAt ? null : (
          <>
            <a
              className="aj-button"
              href={printHref('survey-form', { estateId, surveyId: survey.id })}
              target="_blank"
              rel="noreferrer"
            >
              {t('paper.print')}
            </a>
            <Button onClick={() => enter(true)}>{t('paper.open')}</Button>
          </>
        )}
        {!survey.closedAt && can('followup.close') ? (
          <Button
            busy={close.isPending}
            title={t('survey.closeHint')}
            onClick={() => close.mutate({ estateId, surveyId: survey.id })}
          >
            {t('survey.close')}
          </Button>
        ) : null}
      </header>
      <SurveyResult survey={survey} />
      {survey.entered.length > 0 ? (
        <p className="aj-weak">
          {t('paper.by', {
            n: survey.result.paper,
            who: survey.entered.map(e => t('paper.one', { by: e.by, n: e.count })).join(t('paper.and')),
          })}{' '}
          <Button kind="plain" onClick={() => look(true)}>
            {t('paper.sheets')}
          </Button>
        </p>
      ) : null}
      {sheets ? (
        <Dialog title={t('paper.sheets')} close={() => look(false)} wide>
          <PaperSheets survey={survey} />
        </Dialog>
      ) : null}
      {paper ? (
        <Dialog title={t('paper.open')} close={() => enter(false)} wide>
          <PaperAnswer survey={survey} done={() => enter(false)} />
        </Dialog>
      ) : null}
    </article>
  )
}

type Questions = SurveyRow['questions']

function Open(props: { year: number; questions: Questions; done: () => void }): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const estateId = useEstateId()
  const [questions, change] = useState<Questions>(props.questions)
  const send = useMutate('POST /api/estates/:estateId/surveys', {
    stale: [list],
    done: made => {
      say(t('survey.opened', { year: made.year }))
      props.done()
    },
  })
  const sum = questions.reduce((n, q) => n + q.weight, 0)
  const set = (at: number, part: Partial<Questions[number]>) =>
    change(questions.map((q, i) => (i === at ? { ...q, ...part } : q)))
  return (
    <div className="aj-stack">
      <table className="fu-table">
        <thead>
          <tr>
            <th>{t('script.zh')}</th>
            <th>{t('script.en')}</th>
            <th>{t('survey.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((q, i) => (
            <tr key={q.key}>
              {(['zh', 'en'] as const).map(words => (
                <td key={words}>
                  <input
                    className="aj-input"
                    lang={words}
                    aria-label={`${t(`script.${words}`)} ${i + 1}`}
                    value={q[words]}
                    maxLength={120}
                    onChange={event =>
                      set(i, words === 'en' ? { en: event.target.value } : { zh: event.target.value })
                    }
                  />
                </td>
              ))}
              <td className="fu-weight">
                <input
                  className="aj-input"
                  inputMode="numeric"
                  aria-label={`${t('survey.weight')} ${i + 1}`}
                  value={q.weight}
                  maxLength={3}
                  onChange={event => set(i, { weight: Number(event.target.value.replace(/\D/g, '')) })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {send.error ? (
        <p className="aj-error" role="alert">
          {sentence(send.error, key => t(`common:${key}`)).title}
        </p>
      ) : null}
      <div className="aj-dialog-acts">
        <Button
          kind="main"
          busy={send.isPending}
          showWhy
          refused={sum === 100 ? undefined : t('survey.weights', { sum })}
          onClick={() => send.mutate({ estateId, questions })}
        >
          {t('survey.send')}
        </Button>
      </div>
    </div>
  )
}
