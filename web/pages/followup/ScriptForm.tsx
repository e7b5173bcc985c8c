import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const scriptKey = 'GET /api/estates/:estateId/followup/script'
type Script = Answer<typeof scriptKey>
type Question = Script['questions'][number]
const kinds = ['yesNo', 'scale', 'text'] as const

/** The words of the call. A change is a new version; answers given stay with the words they were given to. */
export function ScriptForm({ done }: { done: () => void }): ReactNode {
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(scriptKey, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return <Edit script={data} done={done} />
}

function Edit({ script, done }: { script: Script; done: () => void }): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const estateId = useEstateId()
  const [intro, setIntro] = useState(script.intro)
  const [questions, setQuestions] = useState<Question[]>(script.questions)
  const send = useMutate('PUT /api/estates/:estateId/followup/script', {
    stale: [scriptKey],
    done: made => {
      say(t('script.done', { version: made.version }))
      done()
    },
  })
  const change = (at: number, part: Partial<Question>) =>
    setQuestions(questions.map((q, i) => (i === at ? { ...q, ...part } : q)))
  const add = () => {
    const free = Array.from({ length: 20 }, (_, i) => `q${i + 1}`).find(
      k => !questions.some(q => q.key === k),
    )
    setQuestions([...questions, { key: free ?? 'q', kind: 'yesNo', zh: '', en: '' }])
  }
  const short = [intro.zh, intro.en, ...questions.flatMap(q => [q.zh, q.en])].some(x => x.trim().length < 2)
  return (
    <div className="aj-stack">
      <p className="aj-weak">
        {script.version === 0
          ? t('script.house')
          : t('script.version', {
              version: script.version,
              by: script.by ?? '',
              at: dateTime(script.at ?? ''),
            })}
      </p>
      <Words label={t('script.intro')} value={intro} onChange={setIntro} long />
      {questions.map((q, i) => (
        <fieldset key={q.key} className="fu-edit">
          <legend>{t('script.question', { number: i + 1 })}</legend>
          <label>
            {t('script.kind')}
            <select
              className="aj-input"
              value={q.kind}
              onChange={event => change(i, { kind: kinds.find(k => k === event.target.value) ?? 'text' })}
            >
              {kinds.map(k => (
                <option key={k} value={k}>
                  {t(`script.kinds.${k}`)}
                </option>
              ))}
            </select>
          </label>
          <Words label={t('script.words')} value={q} onChange={words => change(i, words)} />
          <Button
            refused={questions.length === 1 ? t('script.last') : undefined}
            onClick={() => setQuestions(questions.filter((_, at) => at !== i))}
          >
            {t('script.remove')}
          </Button>
        </fieldset>
      ))}
      {send.error ? (
        <p className="aj-error" role="alert">
          {sentence(send.error, key => t(`common:${key}`)).title}
        </p>
      ) : null}
      <div className="aj-dialog-acts">
        <Button icon="plus" onClick={add} refused={questions.length >= 12 ? t('script.most') : undefined}>
          {t('script.add')}
        </Button>
        <Button
          kind="main"
          busy={send.isPending}
          refused={short ? t('script.short') : undefined}
          onClick={() => send.mutate({ estateId, intro, questions })}
        >
          {t('script.save')}
        </Button>
      </div>
    </div>
  )
}

function Words(props: {
  label: string
  value: { zh: string; en: string }
  onChange: (value: { zh: string; en: string }) => void
  long?: boolean
}): ReactNode {
  const { t } = useTranslation('followup')
  const { zh, en } = props.value
  return (
    <div className="fu-words">
      {(['zh', 'en'] as const).map(language => (
        <label key={language}>
          {props.label} · {t(`script.${language}`)}
          <textarea
            className={`aj-input ${props.long ? '' : 'fu-short'}`}
            lang={language}
            maxLength={props.long ? 500 : 120}
            value={language === 'zh' ? zh : en}
            onChange={event => props.onChange({ zh, en, [language]: event.target.value })}
          />
        </label>
      ))}
    </div>
  )
}
