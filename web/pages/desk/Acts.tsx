import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, newClientId } from '../../api.ts'
import type { Key } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useQueued } from '../../offline/Pending.tsx'
import { sendOrQueue } from '../../offline/queue.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ActForm } from './ActForm.tsx'
import { chosenOf, type FormAct, formActs } from './act-body.ts'
import { actOf, afterWaiting } from './after.ts'
import { type Ticket, useClasses, useRefusal } from './words.ts'

const one = 'GET /api/estates/:estateId/tickets/:ticketId'
const stale: Key[] = [one, 'GET /api/estates/:estateId/tickets']
const quick = ['take', 'arrive', 'consent', 'resume'] as const
type Quick = (typeof quick)[number]

/** Acts that somebody needs seldom; they stand under "more". Explaining is none: its three minutes run (S8-25). */
const rare: readonly FormAct[] = [
  'class',
  'severity',
  'limit',
  'pause',
  'join',
  'link',
  'receiver',
  'renovation',
  'refuse',
  'reopen',
]

/** Where a ticket's main act lies, by its state; the others stand beside it. */
function mainAct(ticket: Ticket): Quick | FormAct | undefined {
  const order = [
    ticket.paused ? 'resume' : undefined,
    'take',
    ticket.steps.length > 0 && ticket.consentedAt === null ? 'consent' : undefined,
    mustArrive(ticket) ? 'arrive' : undefined,
    ticket.quotedFee === null ? 'quote' : undefined,
    ticket.kind === 'inquiry' ? 'reply' : undefined,
    'handle',
    'sign',
    'reply',
    'reopen',
  ] as const
  return order.find(act => act !== undefined && ticket.allowed[act] === true)
}

/** Somebody is awaited on the spot: else the arrival is a note, not the next step. */
function mustArrive(ticket: Ticket): boolean {
  const open = ticket.promises.filter(p => p.stoppedAt === null && p.metAt === null)
  return (
    ticket.allowed.handle === 'desk.not_arrived' ||
    open.some(p => p.clock === 'arrive' || p.clock === 'threeMinute')
  )
}

/** On a phone: what may be done after the acts that still wait here; works without network. */
export function FieldActs({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const waiting = useQueued().flatMap(record => (record.refused ? [] : (actOf(record, ticket.id) ?? [])))
  const words = waiting.map(act => t(`act.${act}`)).join('、')
  return (
    <>
      {waiting.length > 0 ? <p role="status">{t('common:pending.keptFor', { acts: words })}</p> : null}
      <Acts ticket={{ ...ticket, allowed: afterWaiting(ticket.allowed, waiting) }} phone />
    </>
  )
}

/** Everything that may be done to a ticket now; what may not says why. */
export function Acts({ ticket, phone }: { ticket: Ticket; phone?: boolean }): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const refusal = useRefusal(ticket)
  const { of } = useClasses()
  const [open, setOpen] = useState<FormAct>()
  const main = mainAct(ticket)
  // S1-38: where the limit is the handler's to give, taking asks for it
  const asksLimit =
    (of(ticket.kind, ticket.class)?.mustLimit ?? false) &&
    chosenOf(ticket) !== undefined &&
    !chosenOf(ticket)?.setAt
  const asForm = (act: Quick | FormAct): act is FormAct => !isQuick(act) || (act === 'take' && asksLimit)
  const all = [...quick, ...formActs.filter(act => act !== 'take')].filter(
    act => ticket.allowed[act] === true,
  )
  // an inquiry ends with its answer; the result of a work order is no word for it
  const fits = all.filter(
    act => !(ticket.kind === 'inquiry' && act === 'handle' && ticket.allowed.reply === true),
  )
  const first = fits.filter(act => act === main)
  const seldom = (act: Quick | FormAct) => isRare(act) || (act === 'arrive' && !mustArrive(ticket))
  const beside = fits.filter(act => act !== main && !seldom(act))
  const more = fits.filter(act => act !== main && seldom(act))
  // only what somebody would look for now: an act of another step of the way is no news
  const refused = (['take', 'arrive', 'handle', 'postpone'] as const).filter(act => {
    const said = ticket.allowed[act]
    if (act === 'arrive' && !mustArrive(ticket)) return false
    if (act === 'take') return said === 'desk.taken' && ticket.state === 'received'
    return (
      typeof said === 'string' &&
      said !== 'desk.state' &&
      ticket.state !== 'closed' &&
      ticket.kind !== 'inquiry'
    )
  })
  return (
    <div className="aj-stack">
      <div className="dk-acts">
        {[...first, ...beside].map(act =>
          asForm(act) ? (
            <Button
              key={act}
              kind={act === main ? 'main' : 'normal'}
              wide={phone && act === main}
              onClick={() => setOpen(act)}
            >
              {t(`act.${act}`)}
            </Button>
          ) : (
            <QuickButton
              key={act}
              act={act}
              ticket={ticket}
              main={act === main}
              wide={phone && act === main}
              phone={phone}
            />
          ),
        )}
        {refused.map(act => (
          <Button key={act} refused={refusal(act) ?? undefined} showWhy={phone}>
            {t(`act.${act}`)}
          </Button>
        ))}
        {more.length > 0 ? (
          <Menu label={t('act.more')}>
            {more.map(act =>
              asForm(act) ? (
                <button key={act} type="button" className="aj-switch" onClick={() => setOpen(act)}>
                  {t(`act.${act}`)}
                </button>
              ) : (
                <QuickButton key={act} act={act} ticket={ticket} main={false} phone={phone} />
              ),
            )}
          </Menu>
        ) : null}
      </div>
      {open ? (
        <Dialog title={t(`act.${open}`)} close={() => setOpen(undefined)} sheet={phone}>
          <ActForm act={open} ticket={ticket} phone={phone} done={() => setOpen(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function isQuick(act: string): act is Quick {
  return (quick as readonly string[]).includes(act)
}

function isRare(act: string): boolean {
  return (rare as readonly string[]).includes(act)
}

function QuickButton({
  act,
  ticket,
  main,
  wide,
  phone,
}: {
  act: Quick
  ticket: Ticket
  main: boolean
  wide?: boolean | undefined
  phone?: boolean | undefined
}): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const client = useQueryClient()
  const field = useFieldAct(act, ticket)
  const send = useMutate(`POST /api/estates/:estateId/tickets/:ticketId/${act}` as const, {
    stale,
    done: () => say(t(`done.${act}`)),
  })
  const error = phone ? field.error : send.error
  const failed = error ? sentence(error, key => t(`common:${key}`)).title : ''
  return (
    <>
      <Button
        kind={main ? 'main' : 'normal'}
        wide={wide}
        busy={send.isPending || field.busy}
        onClick={() => {
          if (phone) return void field.go()
          // refused: somebody else was quicker, so the record is read anew
          send.mutate(
            { estateId, ticketId: ticket.id },
            { onError: () => void client.invalidateQueries({ queryKey: [one] }) },
          )
        }}
      >
        {t(`act.${act}`)}
      </Button>
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {failed}
        </p>
      ) : null}
    </>
  )
}

/** A quick act on a phone: sent at once, or kept and sent when the network is back. */
function useFieldAct(act: Quick, ticket: Ticket) {
  const { t } = useTranslation(['desk', 'common'])
  const estateId = useEstateId()
  const client = useQueryClient()
  const id = useRef<string>(undefined)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const go = async () => {
    id.current ??= newClientId()
    setBusy(true)
    setError(undefined)
    try {
      const how = await sendOrQueue(
        `POST /api/estates/:estateId/tickets/:ticketId/${act}`,
        { estateId, ticketId: ticket.id },
        { label: `${ticket.number} ${t(`act.${act}`)}`, clientId: id.current },
      )
      id.current = undefined
      say(how === 'sent' ? t(`done.${act}`) : t('common:pending.kept'))
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      id.current = undefined
      setError(failure)
    } finally {
      setBusy(false)
    }
    for (const key of stale) void client.invalidateQueries({ queryKey: [key] })
  }
  return { go, busy, error }
}
