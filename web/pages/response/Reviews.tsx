/** Is the closure still needed, and still the mildest measure? Asked each week, answered with reasons (J-08). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import { Read } from './parts.tsx'

const key = 'GET /api/regions/:regionId/response/reviews'
const answers = ['keep', 'ease', 'lift'] as const

export function Reviews({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const read = useApi(key, { regionId })
  const [open, setOpen] = useState<string>()
  return (
    <Read of={read}>
      {data => (
        <section className="aj-stack">
          <h2>{t('review.title')}</h2>
          <div className="rs-cards">
            {data.due.map(d => (
              <article
                key={`${d.decision}${d.dueOn}`}
                className="rs-card"
                data-tone={d.late ? 'late' : undefined}
              >
                <h3>{d.decision}</h3>
                <State
                  state={d.late ? 'late' : 'running'}
                  word={t(d.late ? 'review.late' : 'review.due', { day: d.dueOn })}
                />
                <span>{t('review.estates', { n: d.estates })}</span>
                <span>
                  <Button
                    kind="main"
                    refused={
                      refusal(data.allowed.review) ??
                      (date(nowMs()) < d.dueOn ? t('review.wait', { day: d.dueOn }) : undefined)
                    }
                    showWhy
                    onClick={() => setOpen(d.decision)}
                  >
                    {t('review.act')}
                  </Button>
                </span>
              </article>
            ))}
          </div>
          {data.due.length === 0 ? <p className="aj-weak">{t('review.none')}</p> : null}
          {data.made.length > 0 ? (
            <details>
              <summary>{t('review.made', { n: data.made.length })}</summary>
              <ul>
                {data.made.map(m => (
                  <li key={`${m.at}${m.decision}${m.result}`}>
                    {dateTime(m.at)} · {m.decision} · {t(`reviewResult.${m.result}`)} · {m.note} · {m.by} ·{' '}
                    {t('review.estates', { n: m.estates })}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
          {open ? <Answer regionId={regionId} decision={open} close={() => setOpen(undefined)} /> : null}
        </section>
      )}
    </Read>
  )
}

function Answer(props: { regionId: string; decision: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const [result, setResult] = useState<(typeof answers)[number]>('keep')
  const review = useMutate('POST /api/regions/:regionId/response/reviews', { stale: [key] })
  const form = useForm({
    key: `response.review.${props.decision}`,
    initial: { note: '' },
    check: v => ({ note: v.note.trim() ? undefined : t('need.reason') }),
    send: async v => {
      const answer = await review.mutateAsync({
        regionId: props.regionId,
        decision: props.decision,
        result,
        note: v.note,
      })
      say(t('review.done', { n: answer.reviewed }))
      props.close()
    },
  })
  return (
    <Dialog title={t('review.actTitle', { decision: props.decision })} close={props.close}>
      <p>{t('review.hint')}</p>
      <FormBox form={form} submit={t('review.act')}>
        <Choices
          legend={t('review.result')}
          options={answers.map(value => ({ value, label: t(`reviewResult.${value}`) }))}
          value={result}
          onChange={setResult}
        />
        <Field form={form} name="note" label={t('review.note')}>
          <textarea {...form.bind('note')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
