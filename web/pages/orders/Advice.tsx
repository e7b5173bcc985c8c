import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** A question about business or living to one's adviser (S1-29); free, the answer stays with the question. */
export function Advice(): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const go = useNavigate()
  const form = useForm({
    key: 'orders.advice',
    initial: { text: '' },
    check: v => ({ text: v.text.trim() ? undefined : t('advice.need') }),
    send: async (v, clientId) => {
      const body = {
        estateId,
        clientId,
        kind: 'order',
        class: 'advice',
        text: v.text,
        channel: 'app',
      } as const
      const made = await api('POST /api/estates/:estateId/tickets', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('advice.sent', { number: made.number }))
      await go({ to: paths.page('resident', `requests/${made.id}`) })
    },
  })
  return (
    <FormBox form={form} submit={t('advice.send')}>
      <Field form={form} name="text" label={t('advice.text')} hint={t('advice.hint')}>
        <textarea {...form.bind('text')} className="aj-input" rows={4} maxLength={4000} />
      </Field>
    </FormBox>
  )
}
