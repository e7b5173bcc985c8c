import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { CallerBox, CallerCard, nobody, type Who } from '../desk/Caller.tsx'
import type { SurveyRow } from './SurveyResult.tsx'

const points = ['5', '4', '3', '2', '1'] as const

/** SX-12: one paper answer after the other; the name only keeps it from being counted twice. */
export function PaperAnswer({ survey, done }: { survey: SurveyRow; done: () => void }): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const { language } = useSettings()
  const estateId = useEstateId()
  const id = useId()
  const [typed, type] = useState('')
  const [who, pick] = useState<Who>(nobody)
  const [scores, setScores] = useState<Record<string, number>>({})
  const send = useMutate('POST /api/estates/:estateId/surveys/:surveyId/paper', {
    stale: ['GET /api/estates/:estateId/surveys'],
    done: () => {
      say(t('paper.entered', { name: who.person }))
      pick(nobody)
      type('')
      setScores({})
    },
  })
  const found = (who: Who) => {
    pick(who)
    type([who.unit, who.person].filter(Boolean).join(' '))
  }
  const missing = who.personId === '' ? t('paper.needWho') : undefined
  const empty = Object.keys(scores).length === 0 ? t('paper.needScore') : undefined
  return (
    <div className="aj-stack">
      <p className="aj-weak">{t('paper.how')}</p>
      <div className="aj-field">
        <label htmlFor={id}>{t('paper.who')}</label>
        <CallerBox
          id={id}
          value={typed}
          onType={text => {
            type(text)
            pick(nobody)
          }}
          onPick={found}
        />
      </div>
      {who.unitId !== '' && who.personId === '' ? <CallerCard who={who} onPick={found} /> : null}
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
      <div className="aj-dialog-acts">
        <Button kind="plain" onClick={done}>
          {t('common:act.close')}
        </Button>
        <Button
          kind="main"
          busy={send.isPending}
          showWhy
          refused={missing ?? empty}
          onClick={() => send.mutate({ estateId, surveyId: survey.id, personId: who.personId, scores })}
        >
          {t('paper.enter')}
        </Button>
      </div>
    </div>
  )
}
