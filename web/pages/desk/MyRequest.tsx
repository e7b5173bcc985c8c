import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { ActForm } from './ActForm.tsx'
import type { FormAct } from './act-body.ts'
import { TicketView } from './TicketView.tsx'
import type { Ticket } from './words.ts'

const one = 'GET /api/estates/:estateId/my/tickets/:ticketId'
const mine = ['sign', 'again', 'record', 'reopen'] as const

/** One of a resident's own requests: what was promised, what happened, and his word at the end. */
export default function MyRequest(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { ticketId = '' }: { ticketId?: string } = useParams({ strict: false })
  const { data, error, refetch } = useApi(one, { estateId, ticketId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="dk-page aj-stack">
      <h1>{t('mine.one', { number: data.number })}</h1>
      <TicketView ticket={data} own acts={<OwnActs ticket={data} />} />
    </div>
  )
}

function OwnActs({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('desk')
  const [open, setOpen] = useState<FormAct>()
  return (
    <div className="dk-acts">
      {mine
        .filter(act => ticket.allowed[act] === true)
        .map(act => (
          <Button
            key={act}
            kind={act === 'sign' ? 'main' : 'normal'}
            wide={act === 'sign'}
            onClick={() => setOpen(act)}
          >
            {t(`own.${act}`)}
          </Button>
        ))}
      {open ? (
        <Dialog title={t(`own.${open}`)} close={() => setOpen(undefined)} sheet>
          <ActForm act={open} ticket={ticket} own done={() => setOpen(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}
