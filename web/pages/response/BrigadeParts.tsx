/** What members and vehicles of a brigade share on their screens. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useApi } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { type FormState, useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** Which of the brigades that the caller manages. */
export function Brigades<V extends { brigadeId: string }>(props: {
  form: FormState<V>
  regionId: string
}): ReactNode {
  const { t } = useTranslation('brigade')
  const { data } = useApi('GET /api/regions/:regionId/response/brigades', { regionId: props.regionId })
  return (
    <Field form={props.form} name="brigadeId" label={t('brigade')}>
      <select {...props.form.bind('brigadeId')} className="aj-input">
        <option value="">—</option>
        {data?.items.map(each => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** The day from which somebody or something serves no longer. */
export function Leaving(props: {
  name: string
  send: (day: string) => Promise<unknown>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('brigade')
  const form = useForm({
    key: 'response.leaving',
    initial: { day: date(nowMs()) },
    check: v => ({ day: v.day ? undefined : t('need.day') }),
    send: async v => {
      await props.send(v.day)
      say(t('ended', { what: props.name }))
      props.close()
    },
  })
  return (
    <Dialog title={t('endTitle', { what: props.name })} close={props.close}>
      <p>{t('endHint')}</p>
      <FormBox form={form} submit={t('end')}>
        <Field form={form} name="day" label={t('day')}>
          <input {...form.bind('day')} type="date" max={date(nowMs())} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
