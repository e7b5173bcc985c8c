import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
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
  const [photos, take] = useState<Blob[]>([])
  const [sending, busy] = useState(false)
  const [failed, fail] = useState<unknown>()
  const send = useMutate('POST /api/estates/:estateId/surveys/:surveyId/paper', {
    stale: ['GET /api/estates/:estateId/surveys', 'GET /api/estates/:estateId/surveys/:surveyId/paper'],
    done: () => {
      say(t('paper.entered', { name: who.person }))
      pick(nobody)
      type('')
      setScores({})
      take([])
    },
  })
  /** The photo first: it is kept by itself, and the answer names it. */
  const enter = async () => {
    busy(true)
    fail(undefined)
    try {
      const photo = photos[0]
      const kept = photo
        ? await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'survey', upload: photo })
        : undefined
      send.mutate({
        estateId,
        surveyId: survey.id,
        personId: who.personId,
        scores,
        ...(kept ? { sheetId: kept.id } : {}),
      })
    } catch (error) {
      fail(error)
    }
    busy(false)
  }
  const problem = failed ?? send.error
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
      <PhotoPick label={t('paper.photo')} photos={photos} onChange={take} max={1} />
      <p className="aj-weak">{t('paper.photoHint')}</p>
      {problem ? (
        <p className="aj-error" role="alert">
          {sentence(problem, key => t(`common:${key}`)).title}
        </p>
      ) : null}
      <div className="aj-dialog-acts">
        <Button kind="plain" onClick={done}>
          {t('common:act.close')}
        </Button>
        <Button
          kind="main"
          busy={sending || send.isPending}
          showWhy
          refused={missing ?? empty}
          onClick={enter}
        >
          {t('paper.enter')}
        </Button>
      </div>
    </div>
  )
}
