import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, request } from '../../api.ts'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import type { Ticket } from '../desk/words.ts'
import { amountWords } from './amount.ts'
import { NewOrder } from './NewOrder.tsx'
import { ProposeForm } from './ProposeForm.tsx'
import './orders.css'

type Act = 'price' | 'agree' | 'cancel' | 'waive'

/** What belongs to an order, a suggestion or a quoted inquiry, inside the view of its ticket. */
export function OrderParts({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  if (ticket.order) return <OrderPanel ticket={ticket} own={own} />
  if (own) return null
  return (
    <>
      {ticket.allowed.propose === true ? <Propose ticket={ticket} /> : null}
      {ticket.kind === 'inquiry' && ticket.quotedFee !== null ? <FromQuote ticket={ticket} /> : null}
    </>
  )
}

function OrderPanel({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  const { t } = useTranslation('orders')
  const [open, setOpen] = useState<Act>()
  const o = ticket.order
  if (!o) return null
  const each = o.unitPrice === null ? '' : `${yuan(o.unitPrice)} × ${o.quantity / 100} ${o.unit ?? ''}`
  const acts: Act[] = own ? ['agree', 'cancel'] : ['price', 'agree', 'waive', 'cancel']
  const may = acts.filter(act => ticket.allowed[act] === true)
  return (
    <section className="or-panel" aria-label={t('panel.title')}>
      <p className="or-sum">
        <span>{o.item}</span>
        <strong>{amountWords(o, t)}</strong>
      </p>
      {o.method === 'from' && o.amount === null ? (
        <p className="aj-weak">{t('panel.from', { each })}</p>
      ) : null}
      {o.quotedAt && !o.agreedAt && !o.cancelledAt ? (
        <p>
          <State state="soon" word={t(own ? 'panel.pleaseAgree' : 'panel.waitAgree')} />
        </p>
      ) : null}
      <Facts
        facts={[
          ...(each && !o.free
            ? [{ label: t('fact.each'), value: <span className="aj-num">{each}</span> }]
            : []),
          ...(o.wantedAt ? [{ label: t('fact.wanted'), value: dateTime(o.wantedAt) }] : []),
          ...(o.agreedAt
            ? [{ label: t('fact.agreed'), value: `${dateTime(o.agreedAt)} ${t(`how.${o.agreedHow}`)}` }]
            : []),
          ...(o.waivedBy ? [{ label: t('fact.waived'), value: `${o.waivedBy}：${o.waivedReason}` }] : []),
          ...(o.cancelledAt
            ? [{ label: t('fact.cancelled'), value: `${o.cancelledBy} ${o.cancelReason}` }]
            : []),
        ]}
      />
      <ChargeLine ticket={ticket} own={own} />
      {o.quotedAt && !own ? <Quotation ticket={ticket} /> : null}
      {may.length > 0 ? (
        <div className="dk-acts">
          {may.map(act => (
            <Button
              key={act}
              kind={act === 'agree' || act === 'price' ? 'main' : 'normal'}
              onClick={() => setOpen(act)}
            >
              {t(`act.${act}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {open ? (
        <Dialog title={t(`act.${open}`)} close={() => setOpen(undefined)} sheet={own}>
          <OrderAct act={open} ticket={ticket} own={own} done={() => setOpen(undefined)} />
        </Dialog>
      ) : null}
    </section>
  )
}

/** Artefact 10: the quotation as paper, with room for the customer's signature. */
function Quotation({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  return (
    <a
      className="aj-button"
      href={printHref('quotation', { estateId, ticketId: ticket.id })}
      target="_blank"
      rel="noopener"
    >
      {t('quote.print')}
    </a>
  )
}

/** The charge that followed, and whether it is paid. */
function ChargeLine({ ticket, own }: { ticket: Ticket; own?: boolean }): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { can } = useMe()
  const done = ticket.handledAt !== null && ticket.order !== null && !ticket.order.free
  const staff = useApi(
    'GET /api/estates/:estateId/ledger/charges',
    { estateId, sourceId: ticket.id, state: 'all' },
    { when: done && !own && can('ledger.read'), every: 15_000 },
  )
  const mine = useApi('GET /api/estates/:estateId/my/charges', { estateId }, { when: done && own === true })
  const charge = (own ? mine.data?.items : staff.data?.items)?.find(c => c.sourceId === ticket.id)
  if (!charge) return null
  return (
    <p className="aj-row">
      <State state={charge.state === 'paid' ? 'kept' : 'soon'} word={t(`charge.${charge.state}`)} />
      <span className="aj-num">¥{yuan(charge.amount)}</span>
      {charge.receipts.length > 0 ? (
        <span className="aj-weak">
          {t('charge.receipt', { number: charge.receipts.at(-1)?.number ?? '' })}
        </span>
      ) : null}
    </p>
  )
}

function OrderAct(props: { act: Act; ticket: Ticket; own?: boolean; done: () => void }): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { act, ticket, own } = props
  const cents = (text: string) => (/^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0)
  const form = useForm({
    key: `orders.${act}.${ticket.id}`,
    initial: { amount: '', how: 'face', reason: '', text: '' },
    check: v => ({
      amount: act === 'price' && cents(v.amount) === 0 ? t('form.needAmount') : undefined,
      reason: (act === 'cancel' || act === 'waive') && !v.reason.trim() ? t('form.needReason') : undefined,
    }),
    send: async (v, clientId) => {
      const body =
        act === 'price'
          ? { amount: cents(v.amount), text: v.text || undefined }
          : act === 'agree'
            ? own
              ? {}
              : { how: v.how }
            : { reason: v.reason }
      await request(
        `POST /api/estates/:estateId/${own ? 'my/' : ''}tickets/:ticketId/order/${act}`,
        { estateId, ticketId: ticket.id, ...body },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t(`done.${act}`))
      props.done()
    },
  })
  const sum = ticket.order?.amount
  return (
    <FormBox form={form} submit={t(`act.${act}`)}>
      {act === 'price' ? (
        <>
          <Field form={form} name="amount" label={t('form.amount')}>
            <input {...form.bind('amount')} className="aj-input" inputMode="decimal" placeholder="120.00" />
          </Field>
          <Field form={form} name="text" label={t('form.priceText')} optional>
            <input {...form.bind('text')} className="aj-input" />
          </Field>
        </>
      ) : null}
      {act === 'agree' ? <p>{t('form.agreeLead', { sum: yuan(sum ?? 0) })}</p> : null}
      {act === 'agree' && !own ? (
        <Field form={form} name="how" label={t('form.how')}>
          <select {...form.bind('how')} className="aj-input">
            {(['face', 'phone', 'paper'] as const).map(how => (
              <option key={how} value={how}>
                {t(`how.${how}`)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      {act === 'cancel' || act === 'waive' ? (
        <Field form={form} name="reason" label={t('form.reason')}>
          <textarea {...form.bind('reason')} className="aj-input" rows={2} />
        </Field>
      ) : null}
    </FormBox>
  )
}

function Propose({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('orders')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="flag" onClick={() => setOpen(true)}>
        {t('propose.open')}
      </Button>
      {open ? (
        <Dialog title={t('propose.open')} close={() => setOpen(false)}>
          <ProposeForm
            ticket={ticket}
            send={(values, clientId) =>
              api('POST /api/estates/:estateId/tickets/:ticketId/propose', values, { clientId })
            }
            done={() => setOpen(false)}
          />
        </Dialog>
      ) : null}
    </>
  )
}

/** S1-43: the price that was fixed on the site becomes an order at that price. */
function FromQuote({ ticket }: { ticket: Ticket }): ReactNode {
  const { t } = useTranslation('orders')
  const { can } = useMe()
  const [open, setOpen] = useState(false)
  if (!can('ticket.create')) return null
  return (
    <>
      <div className="aj-row or-acts">
        <Button icon="check" onClick={() => setOpen(true)}>
          {t('quote.order', { sum: yuan(ticket.quotedFee ?? 0) })}
        </Button>
        <Quotation ticket={ticket} />
      </div>
      {open ? (
        <Dialog
          title={t('quote.order', { sum: yuan(ticket.quotedFee ?? 0) })}
          close={() => setOpen(false)}
          wide
        >
          <NewOrder quote={ticket} done={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}
