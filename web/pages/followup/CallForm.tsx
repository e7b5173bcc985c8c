import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Call, stale } from './words.ts'

const record = 'POST /api/estates/:estateId/followup/months/:month/calls/:ticketId'
const scale = ['satisfied', 'partly', 'dissatisfied'] as const
const yesNo = ['yes', 'no'] as const
const points = ['5', '4', '3', '2', '1'] as const

type Values = { satisfaction: (typeof scale)[number] | ''; note: string } & Record<string, string>

/** The words to say, the answers as they come, the verdict; or that nobody answered, in one tap. */
export function CallForm({ call, month }: { call: Call; month: string }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const estateId = useEstateId()
  const send = useMutate(record, { stale: [...stale] })
  const where = { estateId, month, ticketId: call.ticketId }
  const form = useForm<Values>({
    key: `followup.call.${call.ticketId}`,
    initial: {
      satisfaction: '',
      note: '',
      ...Object.fromEntries(call.script.questions.map(q => [q.key, ''])),
    },
    check: v => (v.satisfaction ? {} : { satisfaction: t('call.verdictNeeded') }),
    send: async ({ satisfaction, note, ...answers }) => {
      if (satisfaction === '') return
      const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value))
      await send.mutateAsync({
        ...where,
        outcome: 'answered',
        satisfaction,
        answers: given,
        ...(note ? { note } : {}),
      })
      say(t('call.kept'))
    },
  })
  return (
    <div className="aj-stack">
      <blockquote className="fu-script">{inLanguage(call.script.intro, language)}</blockquote>
      <FormBox form={form} submit={t('call.save')} more={<NoAnswer where={where} note={form.values.note} />}>
        {call.script.questions.map(q => (
          <div key={q.key} className="fu-question">
            {q.kind === 'text' ? (
              <Field form={form} name={q.key} label={inLanguage(q, language)} optional>
                <textarea {...form.bind(q.key)} className="aj-input fu-short" maxLength={500} />
              </Field>
            ) : (
              <Choices
                legend={inLanguage(q, language)}
                options={(q.kind === 'yesNo' ? yesNo : points).map(value => ({
                  value,
                  label: q.kind === 'yesNo' ? t(`value.${value}`) : value,
                }))}
                value={form.values[q.key] as 'yes' | undefined}
                onChange={value => form.set({ [q.key]: value })}
              />
            )}
          </div>
        ))}
        <div id={form.fieldId('satisfaction')} tabIndex={-1}>
          <Choices
            legend={t('call.verdict')}
            options={scale.map(value => ({ value, label: t(`result.${value}`) }))}
            value={form.values.satisfaction || undefined}
            onChange={value => form.set({ satisfaction: value })}
          />
          {form.errorOf('satisfaction') ? (
            <p className="aj-error" role="alert">
              {form.errorOf('satisfaction')}
            </p>
          ) : null}
        </div>
        <p className="aj-weak">{t('call.scale')}</p>
        <Field form={form} name="note" label={t('call.note')} optional>
          <textarea {...form.bind('note')} className="aj-input fu-short" maxLength={500} />
        </Field>
      </FormBox>
    </div>
  )
}

function NoAnswer(props: {
  where: { estateId: string; month: string; ticketId: string }
  note: string
}): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const send = useMutate(record, {
    stale: [...stale],
    done: answer => say(t(answer.result === null ? 'call.tried' : 'call.given')),
  })
  const tell = (outcome: 'refused' | 'noAnswer') =>
    send.mutate({ ...props.where, outcome, ...(props.note ? { note: props.note } : {}) })
  return (
    <>
      <Button busy={send.isPending} onClick={() => tell('noAnswer')}>
        {t('outcome.noAnswer')}
      </Button>
      <Button busy={send.isPending} onClick={() => tell('refused')}>
        {t('outcome.refused')}
      </Button>
      {send.error ? (
        <p className="aj-error" role="alert">
          {sentence(send.error, key => t(`common:${key}`)).title}
        </p>
      ) : null}
    </>
  )
}
