/** All stays: who is inside, who left owing, what real input left incomplete. A record opens with its fee step by step. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime, when, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { NewDispute } from './NewDispute.tsx'
import { CostView, Flags, Picture, type StayFile, StayState } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/stays'
const one = 'GET /api/estates/:estateId/parking/stays/:stayId'
type StayRow = RowOf<typeof list>

export default function Stays(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const lots = useApi('GET /api/estates/:estateId/parking/lots', { estateId })
  const columns: Column<StayRow>[] = [
    {
      key: 'plate',
      title: t('plate'),
      width: 8,
      render: s => <strong className="aj-num">{s.plate ?? '—'}</strong>,
    },
    { key: 'lot', title: t('col.lot'), width: 9, render: s => s.lot },
    {
      key: 'entered',
      title: t('col.entered'),
      width: 8,
      render: s => (s.enteredAt ? when(s.enteredAt, now) : '—'),
    },
    { key: 'left', title: t('col.left'), width: 8, render: s => (s.leftAt ? when(s.leftAt, now) : '—') },
    { key: 'state', title: t('col.state'), width: 9, render: s => <StayState stay={s} /> },
    {
      key: 'fee',
      title: t('col.fee'),
      width: 6,
      align: 'right',
      render: s => (s.fee === null ? '—' : yuan(s.fee)),
    },
    { key: 'paid', title: t('col.paid'), width: 6, align: 'right', render: s => yuan(s.paid) },
    {
      key: 'waived',
      title: t('fee.waived'),
      width: 6,
      align: 'right',
      render: s => (s.waived ? yuan(s.waived) : '—'),
    },
    { key: 'flags', title: t('col.marks'), render: s => <Flags flags={s.flags} /> },
  ]
  const yes = [{ value: 'true', label: t('only') }]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('stays.title')}</h1>
      </header>
      <DataTable
        id="parking.stays"
        label={t('stays.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (['inside', 'left', 'lost'] as const).map(value => ({
              value,
              label: t(`stay.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'who',
            label: t('stays.who'),
            options: (['temporary', 'permit'] as const).map(value => ({ value, label: t(`stays.${value}`) })),
          },
          {
            kind: 'select',
            key: 'lotId',
            label: t('col.lot'),
            options: lots.data?.items.map(l => ({ value: l.id, label: l.name })) ?? [],
          },
          { kind: 'select', key: 'flagged', label: t('stays.flagged'), options: yes },
          { kind: 'select', key: 'owing', label: t('stays.owing'), options: yes },
          { kind: 'date', key: 'from', label: t('stays.from') },
          { kind: 'date', key: 'to', label: t('stays.to') },
        ]}
        rowKey={s => s.id}
        drawerTitle={s => s?.plate ?? ''}
        drawer={id => <StayView key={id} id={id} />}
        exportHref={exportHref('parking.stays', estateId)}
        every={30_000}
        empty={{ title: t('empty.stays'), hint: t('stays.hint') }}
      />
    </>
  )
}

function StayView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [step, setStep] = useState<'amend' | 'close' | 'dispute'>()
  const { data, error, refetch } = useApi(one, { estateId, stayId: id })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <p className="aj-row">
        <StayState stay={data} />
        <Flags flags={data.flags} />
      </p>
      <div className="pk-photos">
        <figure>
          <Picture id={data.entryPicture} label={t('stays.entryPicture')} />
          <figcaption className="aj-weak">
            {t('col.entered')} {data.enteredAt ? dateTime(data.enteredAt) : '—'} {data.entryGate ?? ''}
          </figcaption>
        </figure>
        <figure>
          <Picture id={data.exitPicture} label={t('stays.exitPicture')} />
          <figcaption className="aj-weak">
            {t('col.left')} {data.leftAt ? dateTime(data.leftAt) : '—'} {data.exitGate ?? ''}
          </figcaption>
        </figure>
      </div>
      <CostView cost={data.quote.cost} />
      <Facts
        facts={[
          { label: t('col.fee'), value: yuan(data.quote.total) },
          { label: t('col.paid'), value: yuan(data.quote.paid) },
          { label: t('fee.waived'), value: yuan(data.quote.waived) },
          { label: t('stays.due'), value: yuan(data.quote.due) },
          { label: t('wait.note'), value: data.note },
        ]}
      />
      {data.fees.map(f => (
        <p key={f.id} className="aj-num">
          {dateTime(f.madeAt)} {t(`fee.${f.kind}`)} ¥{yuan(f.amount)} {f.way ? t(`ways.${f.way}`) : f.reason}{' '}
          {f.receipt?.number} {f.madeBy}
        </p>
      ))}
      <div className="pk-reasons">
        {can('parking.charge') ? (
          <Button refused={refusal(data.allowed.amend)} onClick={() => setStep('amend')}>
            {t('stays.amend')}
          </Button>
        ) : null}
        {can('parking.manage') ? (
          <Button refused={refusal(data.allowed.close)} onClick={() => setStep('close')}>
            {t('stays.close')}
          </Button>
        ) : null}
        {can('parking.charge') ? (
          <Button onClick={() => setStep('dispute')}>{t('stays.dispute')}</Button>
        ) : null}
      </div>
      {step === 'amend' ? <Amend stay={data} close={() => setStep(undefined)} /> : null}
      {step === 'close' ? <CloseStay stay={data} close={() => setStep(undefined)} /> : null}
      {step === 'dispute' ? <NewDispute stay={data} close={() => setStep(undefined)} /> : null}
    </div>
  )
}

function Amend({ stay, close }: { stay: StayFile; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/parking/stays/:stayId/amend', { stale: [one, list] })
  const form = useForm({
    key: `parking.amend.${stay.id}`,
    initial: {
      plate: stay.plate ?? '',
      class: stay.class,
      disabled: stay.disabled,
      couponMinutes: String(stay.couponMinutes),
      reason: '',
    },
    check: v => ({
      reason: v.reason.trim() ? undefined : t('open.needReason'),
      couponMinutes: /^\d{1,5}$/.test(v.couponMinutes) ? undefined : t('visitor.needHours'),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        stayId: stay.id,
        ...(v.plate && v.plate !== stay.plate ? { plate: v.plate } : {}),
        class: v.class,
        disabled: v.disabled,
        couponMinutes: Number(v.couponMinutes),
        reason: v.reason,
        version: stay.version,
      })
      say(t('saved'))
      close()
    },
  })
  return (
    <Dialog title={t('stays.amend')} close={close}>
      <FormBox form={form} submit={t('save')}>
        <Field form={form} name="plate" label={t('plate')}>
          <input {...form.bind('plate')} className="aj-input" />
        </Field>
        <Field form={form} name="class" label={t('stays.class')}>
          <select {...form.bind('class')} className="aj-input">
            {(['small', 'big', 'motorcycle'] as const).map(c => (
              <option key={c} value={c}>
                {t(`class.${c}`)}
              </option>
            ))}
          </select>
        </Field>
        <label className="aj-row">
          <input
            type="checkbox"
            checked={form.values.disabled}
            onChange={e => form.set({ disabled: e.target.checked })}
          />
          {t('stays.disabled')}
        </label>
        <Field form={form} name="couponMinutes" label={t('stays.coupon')}>
          <input {...form.bind('couponMinutes')} className="aj-input" inputMode="numeric" />
        </Field>
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function CloseStay({ stay, close }: { stay: StayFile; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/parking/stays/:stayId/close', { stale: [one, list] })
  const form = useForm({
    key: `parking.closeStay.${stay.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('open.needReason') }),
    send: async v => {
      await send.mutateAsync({ estateId, stayId: stay.id, reason: v.reason, version: stay.version })
      close()
    },
  })
  return (
    <Dialog title={t('stays.closeOf', { plate: stay.plate ?? '—' })} close={close}>
      <FormBox form={form} submit={t('stays.close')}>
        <p>{t('stays.closeLead')}</p>
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
