import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Key } from '../../contracts.ts'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Charge, charges, each, ways } from './charge.ts'
import { ReceiptView } from './ReceiptView.tsx'

const stale: Key[] = [charges, 'GET /api/estates/:estateId/ledger/receipts']

/** One charge, and with it what else the same home owes: taken together, one receipt. */
export function ChargeView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [given, give] = useState<string>()
  const [reversing, reverse] = useState(false)
  const { data, error, refetch } = useApi(charges, { estateId, id, state: 'all', limit: 1 })
  const c = data?.items[0]
  if (error) return <Failing error={error} again={refetch} />
  if (!c) return <Loading />
  if (given) return <ReceiptView id={given} />
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <State state={c.state === 'paid' ? 'kept' : 'soon'} word={t(`state.${c.state}`)} />
        <strong className="le-big">¥{yuan(c.amount)}</strong>
      </p>
      <Facts
        facts={[
          { label: t('col.room'), value: c.room },
          { label: t('col.title'), value: c.title },
          { label: t('col.each'), value: each(c) },
          { label: t('col.paid'), value: yuan(c.paid) },
          { label: t('col.at'), value: `${dateTime(c.madeAt)} ${c.madeBy}` },
          ...(c.reason ? [{ label: t('receipt.reason'), value: c.reason }] : []),
        ]}
      />
      {c.allowed.pay === true ? (
        can('ledger.receive') ? (
          <Pay charge={c} done={give} />
        ) : (
          <p>{t('pay.refused')}</p>
        )
      ) : null}
      {c.receipts.map(r => (
        <Button key={r.id} onClick={() => give(r.id)}>
          {t('receipt.title', { number: r.number })}
        </Button>
      ))}
      {can('ledger.correct') && c.state !== 'correction' ? (
        <Button onClick={() => reverse(true)} refused={refusal(c.allowed.reverse)}>
          {t('reverse.do')}
        </Button>
      ) : null}
      {reversing ? (
        <Dialog title={t('reverse.title')} close={() => reverse(false)}>
          <Reverse charge={c} done={() => reverse(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Reverse({ charge, done }: { charge: Charge; done: () => void }): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/ledger/charges/:chargeId/reverse', { stale })
  const form = useForm({
    key: `ledger.reverse.${charge.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('receipt.needReason') }),
    send: async v => {
      await send.mutateAsync({ estateId, chargeId: charge.id, reason: v.reason })
      say(t('reverse.done'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('reverse.do')}>
      <p>{t('reverse.lead', { sum: yuan(charge.amount) })}</p>
      <Field form={form} name="reason" label={t('receipt.reason')}>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

const open = (c: Charge) => c.amount - c.paid

function Pay({ charge, done }: { charge: Charge; done: (receiptId: string) => void }): ReactNode {
  const { t } = useTranslation('ledger')
  const estateId = useEstateId()
  const also = useApi(
    charges,
    { estateId, unitId: charge.unitId ?? '', state: 'open' },
    { when: charge.unitId !== null },
  )
  const [left, leave] = useState<string[]>([])
  const all = [charge, ...(also.data?.items ?? []).filter(c => c.id !== charge.id)]
  const chosen = all.filter(c => !left.includes(c.id))
  const sum = chosen.reduce((s, c) => s + open(c), 0)
  const cents = (text: string) => (/^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0)
  const form = useForm({
    key: `ledger.pay.${charge.id}`,
    initial: { way: 'cash' as (typeof ways)[number], tendered: '', reference: '' },
    check: v => ({
      tendered:
        v.way === 'cash' && v.tendered !== '' && cents(v.tendered) < sum
          ? t('pay.short', { sum: yuan(sum - cents(v.tendered)) })
          : undefined,
    }),
    send: async (v, clientId) => {
      const cash = v.way === 'cash' && v.tendered !== '' ? { tendered: cents(v.tendered) } : {}
      const chargeIds = chosen.map(c => c.id)
      const body = { estateId, chargeIds, way: v.way, reference: v.reference || undefined, ...cash }
      const made = await api('POST /api/estates/:estateId/ledger/payments', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('pay.done', { number: made.number }))
      done(made.id)
    },
  })
  const back = cents(form.values.tendered) - sum
  return (
    <section className="le-pay" aria-label={t('pay.title')}>
      {all.length > 1 ? (
        <fieldset>
          <legend>{t('pay.which')}</legend>
          {all.map(c => (
            <label key={c.id} className="aj-row">
              <input
                type="checkbox"
                checked={!left.includes(c.id)}
                disabled={c.id === charge.id}
                onChange={e => leave(e.target.checked ? left.filter(x => x !== c.id) : [...left, c.id])}
              />
              <span>{c.title}</span> <span className="aj-num">¥{yuan(open(c))}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <FormBox form={form} submit={t('pay.do', { sum: yuan(sum) })}>
        <Choices
          legend={t('pay.way')}
          options={ways.map(value => ({ value, label: t(`way.${value}`) }))}
          value={form.values.way}
          onChange={way => form.set({ way })}
        />
        {form.values.way === 'cash' ? (
          <>
            <Field form={form} name="tendered" label={t('pay.tendered')} optional>
              <input {...form.bind('tendered')} className="aj-input" inputMode="decimal" />
            </Field>
            {back > 0 ? <p className="le-big">{t('pay.change', { sum: yuan(back) })}</p> : null}
          </>
        ) : (
          <Field form={form} name="reference" label={t('pay.reference')} optional>
            <input {...form.bind('reference')} className="aj-input" />
          </Field>
        )}
      </FormBox>
    </section>
  )
}
