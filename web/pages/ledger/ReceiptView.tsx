import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Key } from '../../contracts.ts'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ways } from './charge.ts'

const one = 'GET /api/estates/:estateId/ledger/receipts/:receiptId'
const stale: Key[] = [
  one,
  'GET /api/estates/:estateId/ledger/receipts',
  'GET /api/estates/:estateId/ledger/charges',
]

/** One receipt: what was paid, its copies, print it on half an A4 or on the roll, pay it back. */
export function ReceiptView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [back, payBack] = useState(false)
  const { data, error, refetch } = useApi(one, { estateId, receiptId: id })
  const log = useMutate('POST /api/estates/:estateId/ledger/receipts/:receiptId/prints', {
    stale,
    done: ({ copy, paper }) =>
      void window.open(printHref('receipt', { estateId, receiptId: id, paper, copy }), '_blank', 'noopener'),
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const print = (paper: 'half-A4' | '80mm') => log.mutate({ estateId, receiptId: id, paper })
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <strong className="le-big">¥{yuan(data.amount)}</strong>
        <span className="aj-num">{t('receipt.title', { number: data.number })}</span>
        {data.refunds ? <State state="stopped" word={t('receipt.isRefund')} /> : null}
        {data.refundedBy ? (
          <State state="stopped" word={t('receipt.refunded', { by: data.refundedBy })} />
        ) : null}
      </p>
      <div className="aj-row">
        <Button
          kind="main"
          icon="print"
          busy={log.isPending}
          onClick={() => print('half-A4')}
          refused={can('ledger.receive') ? undefined : t('pay.refused')}
        >
          {t('receipt.print')}
        </Button>
        <Button
          icon="print"
          busy={log.isPending}
          onClick={() => print('80mm')}
          refused={can('ledger.receive') ? undefined : t('pay.refused')}
        >
          {t('receipt.roll')}
        </Button>
        {can('ledger.correct') ? (
          <Button onClick={() => payBack(true)} refused={refusal(data.allowed.refund)}>
            {t('receipt.refund')}
          </Button>
        ) : null}
      </div>
      <Facts
        facts={[
          { label: t('col.room'), value: data.room },
          { label: t('col.way'), value: t(`way.${data.way}`) },
          ...(data.tendered === null
            ? []
            : [
                {
                  label: t('way.cash'),
                  value: t('receipt.cash', {
                    tendered: yuan(data.tendered),
                    change: yuan(data.change ?? 0),
                  }),
                },
              ]),
          { label: t('col.by'), value: `${data.madeBy} ${dateTime(data.madeAt)}` },
          ...(data.reason ? [{ label: t('receipt.reason'), value: data.reason }] : []),
        ]}
      />
      <h3>{t('receipt.lines')}</h3>
      <ul className="aj-stack">
        {data.lines.map(l => (
          <li key={l.chargeId} className="le-line">
            <span>
              {l.room ? `${l.room} ` : ''}
              {l.title}
            </span>
            <span className="aj-num">¥{yuan(l.amount)}</span>
          </li>
        ))}
      </ul>
      <h3>{t('receipt.log')}</h3>
      {data.prints.length === 0 ? <p className="aj-weak">{t('receipt.noLog')}</p> : null}
      <ul>
        {data.prints.map(p => (
          <li key={p.copy}>
            {t('receipt.copy', { n: p.copy, paper: p.paper, by: p.madeBy, at: dateTime(p.madeAt) })}
          </li>
        ))}
      </ul>
      {back ? (
        <Dialog title={t('receipt.refundTitle', { sum: yuan(data.amount) })} close={() => payBack(false)}>
          <Refund receipt={data} done={() => payBack(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Refund({ receipt, done }: { receipt: Answer<typeof one>; done: () => void }): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/ledger/payments/:paymentId/refund', { stale })
  const form = useForm({
    key: `ledger.refund.${receipt.id}`,
    initial: { reason: '', way: receipt.way },
    check: v => ({ reason: v.reason.trim() ? undefined : t('receipt.needReason') }),
    send: async v => {
      const made = await send.mutateAsync({ estateId, paymentId: receipt.paymentId, ...v })
      say(t('receipt.refundDone', { number: made.number }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('receipt.refund')}>
      <Field form={form} name="way" label={t('receipt.wayBack')}>
        <select {...form.bind('way')} className="aj-input">
          {ways.map(way => (
            <option key={way} value={way}>
              {t(`way.${way}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="reason" label={t('receipt.reason')}>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
