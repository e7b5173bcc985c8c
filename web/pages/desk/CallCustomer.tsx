import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'
import type { Ticket } from './words.ts'

/** The customer's name and masked number; who is on the way to him opens the number with one tap, which is logged. */
export function CallCustomer({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const [phone, setPhone] = useState<string>()
  const look = useMutate('POST /api/estates/:estateId/tickets/:ticketId/phone', {
    done: answer => setPhone(answer.phone),
  })
  const said = look.error ? sentence(look.error, t) : undefined
  return (
    <span className="aj-row dk-caller">
      {[ticket.requester?.name, phone ? undefined : ticket.requester?.phone].filter(Boolean).join(' ')}
      {phone ? (
        <a className="aj-button aj-num" href={`tel:${phone}`}>
          {phone}
        </a>
      ) : ticket.mayCall ? (
        <Button
          icon="phone"
          busy={look.isPending}
          title={t('call.logged')}
          onClick={() => look.mutate({ estateId, ticketId: ticket.id })}
        >
          {t('call.show')}
        </Button>
      ) : null}
      {said ? (
        <span className="aj-error" role="alert">
          {said.title} {said.next}
        </span>
      ) : null}
    </span>
  )
}
