import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Key } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ActForm, type FormAct, formActs } from './ActForm.tsx'
import { type Ticket, useRefusal } from './words.ts'

const one = 'GET /api/estates/:estateId/tickets/:ticketId'
const stale: Key[] = [one, 'GET /api/estates/:estateId/tickets']
const quick = ['take', 'arrive', 'consent', 'resume'] as const
type Quick = (typeof quick)[number]

/** Where a ticket's main act lies, by its state; the others stand beside it. */
function mainAct(ticket: Ticket): Quick | FormAct | undefined {
  const order = [ticket.paused ? 'resume' : undefined, 'take', 'arrive', 'handle', 'sign', 'reply'] as const
  return order.find(act => act !== undefined && ticket.allowed[act] === true)
}

/** Everything that may be done to a ticket now; what may not says why. */
export function Acts({ ticket, phone }: { ticket: Ticket; phone?: boolean }): ReactNode {
  const { t } = useTranslation('desk')
  const refusal = useRefusal(ticket)
  const [open, setOpen] = useState<FormAct>()
  const main = mainAct(ticket)
  const first = [...quick, ...formActs].filter(act => act === main)
  const rest = [...quick, ...formActs].filter(act => act !== main && ticket.allowed[act] === true)
  // only what somebody would look for now: an act of another step of the way is no news
  const refused = (['arrive', 'handle', 'postpone'] as const).filter(act => {
    const said = ticket.allowed[act]
    return typeof said === 'string' && said !== 'desk.state' && ticket.state !== 'closed'
  })
  return (
    <div className="aj-stack">
      <div className="dk-acts">
        {[...first, ...rest].map(act =>
          isQuick(act) ? (
            <QuickButton
              key={act}
              act={act}
              ticket={ticket}
              main={act === main}
              wide={phone && act === main}
            />
          ) : (
            <Button
              key={act}
              kind={act === main ? 'main' : 'normal'}
              wide={phone && act === main}
              onClick={() => setOpen(act)}
            >
              {t(`act.${act}`)}
            </Button>
          ),
        )}
        {refused.map(act => (
          <Button key={act} refused={refusal(act) ?? undefined} showWhy={phone}>
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
      {open ? (
        <Dialog title={t(`act.${open}`)} close={() => setOpen(undefined)} sheet={phone}>
          <ActForm act={open} ticket={ticket} done={() => setOpen(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function isQuick(act: string): act is Quick {
  return (quick as readonly string[]).includes(act)
}

function QuickButton({
  act,
  ticket,
  main,
  wide,
}: {
  act: Quick
  ticket: Ticket
  main: boolean
  wide?: boolean
}): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const send = useMutate(`POST /api/estates/:estateId/tickets/:ticketId/${act}` as const, {
    stale,
    done: () => say(t(`done.${act}`)),
  })
  const failed = send.error ? sentence(send.error, key => t(`common:${key}`)).title : ''
  return (
    <>
      <Button
        kind={main ? 'main' : 'normal'}
        wide={wide}
        busy={send.isPending}
        onClick={() => send.mutate({ estateId, ticketId: ticket.id })}
      >
        {t(`act.${act}`)}
      </Button>
      {failed ? <p role="alert">{failed}</p> : null}
    </>
  )
}
