/** Small forms of care: something is needed, a check of the day. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

function useCareNews(): () => void {
  const client = useQueryClient()
  return () =>
    void client.invalidateQueries({ predicate: q => /response\/(my-)?care/.test(String(q.queryKey[0])) })
}

const kinds = ['food', 'medicine', 'rubbish', 'doctor', 'other'] as const

export function NeedForm(props: { estateId: string; caseId: string; done: () => void }): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const [kind, setKind] = useState<(typeof kinds)[number]>('food')
  const news = useCareNews()
  const form = useForm({
    key: `response.need.${props.caseId}`,
    initial: { what: '', dueOn: date(nowMs()) },
    secret: ['what'],
    check: v => ({ what: v.what.trim() ? undefined : t('need.what') }),
    send: async (v, clientId) => {
      const { estateId, caseId } = props
      const how = await sendOrQueue(
        'POST /api/estates/:estateId/response/care/:caseId/needs',
        { estateId, caseId, kind, ...v },
        { label: t('care2.need'), clientId },
      )
      say(t(how === 'queued' ? 'common:pending.kept' : 'care2.asked'))
      news()
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('care2.need')}>
      <Choices
        legend={t('task.kind')}
        options={kinds.map(value => ({ value, label: t(`needKind.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <Field form={form} name="what" label={t('care2.what')}>
        <input {...form.bind('what')} className="aj-input" autoComplete="off" />
      </Field>
      <Field form={form} name="dueOn" label={t('task.due')}>
        <input {...form.bind('dueOn')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}

export function CheckForm(props: {
  estateId: string
  caseId: string
  turn: number
  done: () => void
}): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const [ill, setIll] = useState<'no' | 'yes'>('no')
  const news = useCareNews()
  const form = useForm({
    key: `response.check.${props.caseId}.${props.turn}.${date(nowMs())}`,
    initial: { temperature: '', signs: '' },
    secret: ['temperature', 'signs'],
    check: v => ({
      temperature:
        v.temperature === '' || /^\d{2}(\.\d)?$/.test(v.temperature) ? undefined : t('need.temperature'),
      signs: ill === 'yes' && !v.signs.trim() ? t('need.signs') : undefined,
    }),
    send: async (v, clientId) => {
      const { estateId, caseId, turn } = props
      const body = {
        estateId,
        caseId,
        turn,
        day: date(nowMs()),
        alarm: ill === 'yes',
        ...(v.temperature ? { temperature: v.temperature } : {}),
        ...(v.signs.trim() ? { signs: v.signs } : {}),
      }
      const how = await sendOrQueue('POST /api/estates/:estateId/response/care/:caseId/checks', body, {
        label: t('care2.check', { n: turn }),
        clientId,
      })
      say(t(how === 'queued' ? 'common:pending.kept' : 'care2.checkedNow'))
      news()
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('care2.check', { n: props.turn })}>
      <Field form={form} name="temperature" label={t('care2.temperature')} optional>
        <input {...form.bind('temperature')} className="aj-input" inputMode="decimal" autoComplete="off" />
      </Field>
      <Choices
        legend={t('care2.alarm')}
        options={[
          { value: 'no', label: t('care2.well') },
          { value: 'yes', label: t('care2.ill') },
        ]}
        value={ill}
        onChange={setIll}
      />
      <Field form={form} name="signs" label={t('care2.signs')} optional={ill === 'no'}>
        <input {...form.bind('signs')} className="aj-input" autoComplete="off" />
      </Field>
    </FormBox>
  )
}
