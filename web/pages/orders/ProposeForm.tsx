import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Send } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import type { Ticket } from '../desk/words.ts'

type Body = Send<'POST /api/estates/:estateId/tickets/:ticketId/propose'>
const lives = ['housing', 'food', 'travel', 'clothing', 'other'] as const

/** S3-109: a suggestion becomes a proposed item; it is decided under “proposed services”. */
export function ProposeForm(props: {
  ticket: Ticket
  send: (body: Body, clientId: string) => Promise<unknown>
  done: () => void
}): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { ticket } = props
  const form = useForm({
    key: `orders.propose.${ticket.id}`,
    initial: {
      name: '',
      service: 'commercial' as 'special' | 'commercial',
      life: 'housing' as (typeof lives)[number],
      content: ticket.text,
    },
    check: v => ({ name: v.name.trim() ? undefined : t('propose.needName') }),
    send: async (v, clientId) => {
      await props.send({ estateId, ticketId: ticket.id, ...v }, clientId)
      await queryClient.invalidateQueries()
      say(t('propose.done', { name: v.name }))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('propose.open')}>
      <Field form={form} name="name" label={t('propose.name')}>
        <input {...form.bind('name')} className="aj-input" maxLength={60} />
      </Field>
      <Field form={form} name="service" label={t('propose.service')}>
        <select {...form.bind('service')} className="aj-input">
          <option value="commercial">{t('service.commercial')}</option>
          <option value="special">{t('service.special')}</option>
        </select>
      </Field>
      <Field form={form} name="life" label={t('propose.life')}>
        <select {...form.bind('life')} className="aj-input">
          {lives.map(life => (
            <option key={life} value={life}>
              {t(`life.${life}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="content" label={t('fact.content')} optional>
        <textarea {...form.bind('content')} className="aj-input" rows={3} />
      </Field>
    </FormBox>
  )
}
