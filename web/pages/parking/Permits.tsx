/** Permits: spaces sold, given, let; months; visitors. What runs out soon is one filter away. */
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime, limitTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { NewPermit } from './NewPermit.tsx'
import { endOfDay, fenOf, lastDay } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/permits'
const one = 'GET /api/estates/:estateId/parking/permits/:permitId'
type PermitShown = RowOf<typeof list>
const kinds = ['sale', 'gift', 'lease', 'monthly', 'outside', 'visitor'] as const

export default function Permits(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const search: { room?: string; waitId?: string; spaceId?: string } = useSearch({ strict: false })
  const [adding, add] = useState(Boolean(search.waitId))
  const columns: Column<PermitShown>[] = [
    { key: 'kind', title: t('col.kind'), width: 7, render: p => t(`permit.kind.${p.kind}`) },
    {
      key: 'room',
      title: t('col.room'),
      width: 8,
      render: p => <strong>{p.room ?? p.holder ?? '—'}</strong>,
    },
    {
      key: 'spaces',
      title: t('col.spaces'),
      width: 12,
      render: p => p.spaces.map(s => s.number).join('、') || t('permit.many', { n: p.many }),
    },
    { key: 'cars', title: t('plate'), render: p => p.cars.map(c => c.plate).join('、') || '—' },
    {
      key: 'until',
      title: t('col.until'),
      width: 8,
      render: p => (p.until ? lastDay(p.until) : t('permit.forGood')),
    },
    { key: 'price', title: t('permit.price'), width: 7, align: 'right', render: p => yuan(p.price) },
    {
      key: 'open',
      title: t('permit.open'),
      width: 7,
      align: 'right',
      render: p => (p.open > 0 ? <State state="late" word={yuan(p.open)} /> : '—'),
    },
    {
      key: 'state',
      title: t('col.state'),
      width: 7,
      render: p => (
        <State
          state={p.state === 'live' ? 'kept' : p.state === 'early' ? 'running' : 'stopped'}
          word={t(`permit.state.${p.state}`)}
        />
      ),
    },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('permit.title')}</h1>
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('permit.add')}
          </Button>
        ) : null}
      </header>
      <DataTable
        id="parking.permits"
        label={t('permit.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('permit.q'), width: 12 },
          {
            kind: 'select',
            key: 'kind',
            label: t('col.kind'),
            options: kinds.map(value => ({ value, label: t(`permit.kind.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (['live', 'over', 'all'] as const).map(value => ({
              value,
              label: t(`permit.show.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'soon',
            label: t('permit.soon'),
            options: ['7', '30', '60'].map(value => ({ value, label: t('permit.days', { n: value }) })),
          },
        ]}
        rowKey={p => p.id}
        drawerTitle={p => (p ? `${t(`permit.kind.${p.kind}`)} ${p.room ?? p.holder ?? ''}` : '')}
        drawer={id => <PermitView key={id} id={id} />}
        exportHref={exportHref('parking.permits', estateId)}
        empty={{ title: t('empty.permits'), hint: t('permit.hint') }}
      />
      {adding ? <NewPermit from={search} close={() => add(false)} /> : null}
    </>
  )
}

function PermitView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const { data, error, refetch } = useApi(one, { estateId, permitId: id })
  const [step, setStep] = useState<'renew' | 'end'>()
  const remove = useMutate('POST /api/estates/:estateId/parking/permits/:permitId/cars/:carId/remove', {
    stale: [one, list],
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const manage = can('parking.manage')
  return (
    <div className="pk-stack">
      <Facts
        facts={[
          { label: t('parking:col.lot'), value: data.lot },
          {
            label: t('parking:col.spaces'),
            value: data.spaces.map(s => s.number).join('、') || t('parking:permit.many', { n: data.many }),
          },
          { label: t('parking:permit.from'), value: dateTime(data.from) },
          {
            label: t('parking:col.until'),
            value: data.until ? limitTime(data.until) : t('parking:permit.forGood'),
          },
          {
            label: t('parking:permit.price'),
            value: `${yuan(data.price)}${data.publicIncome ? ` · ${t('parking:publicIncome')}` : ''}`,
          },
          { label: t('parking:permit.open'), value: yuan(data.open) },
          { label: t('parking:permit.deed'), value: [data.deed, data.signedOn].filter(Boolean).join(' ') },
          {
            label: t('parking:permit.ended'),
            value: data.endedAt ? `${dateTime(data.endedAt)} ${data.endReason ?? ''}` : null,
          },
        ]}
      />
      {data.open > 0 ? <a href={paths.page('console', 'cash')}>{t('parking:permit.pay')}</a> : null}
      <h3>{t('parking:permit.cars', { n: data.many })}</h3>
      {data.cars.map(car => (
        <p key={car.id} className="aj-row">
          <span className="pk-plate">{car.plate}</span>
          {car.inside ? <State state="running" word={t('parking:stay.inside')} /> : null}
          {car.registered ? null : <span className="aj-weak">{t('parking:permit.unregistered')}</span>}
          {manage ? (
            <Button
              busy={remove.isPending}
              refused={refusal(data.allowed.change)}
              onClick={() => remove.mutate({ estateId, permitId: id, carId: car.id })}
            >
              {t('parking:permit.remove')}
            </Button>
          ) : null}
        </p>
      ))}
      {remove.error ? <p role="alert">{sentence(remove.error, t).title}</p> : null}
      {manage ? <AddCar permit={data} /> : null}
      {manage ? (
        <div className="pk-reasons">
          <Button refused={refusal(data.allowed.renew)} onClick={() => setStep('renew')}>
            {t('parking:permit.renew')}
          </Button>
          <Button kind="danger" refused={refusal(data.allowed.end)} onClick={() => setStep('end')}>
            {t('parking:permit.end')}
          </Button>
        </div>
      ) : null}
      {step === 'renew' ? <Renew permit={data} close={() => setStep(undefined)} /> : null}
      {step === 'end' ? <EndPermit permit={data} close={() => setStep(undefined)} /> : null}
    </div>
  )
}

function AddCar({ permit }: { permit: PermitShown }): ReactNode {
  const { t } = useTranslation('parking')
  const refusal = useRefusal()
  const estateId = useEstateId()
  const add = useMutate('POST /api/estates/:estateId/parking/permits/:permitId/cars', { stale: [one, list] })
  const form = useForm({
    key: `parking.car.${permit.id}`,
    initial: { plate: '' },
    check: v => ({ plate: v.plate.trim().length >= 2 ? undefined : t('visitor.needPlate') }),
    send: async v => {
      await add.mutateAsync({ estateId, permitId: permit.id, plate: v.plate })
      form.reset()
    },
  })
  return (
    <FormBox form={form} submit={t('permit.addCar')} refused={refusal(permit.allowed.change)}>
      <Field form={form} name="plate" label={t('plate')}>
        <input {...form.bind('plate')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

function Renew({ permit, close }: { permit: PermitShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/parking/permits/:permitId/renew', {
    stale: [one, list],
  })
  const form = useForm({
    key: `parking.renew.${permit.id}`,
    initial: { until: '', price: (permit.price / 100).toFixed(2) },
    check: v => ({
      until: v.until ? undefined : t('permit.needUntil'),
      price: fenOf(v.price) === undefined ? t('pay.number') : undefined,
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        permitId: permit.id,
        until: endOfDay(v.until),
        price: fenOf(v.price) ?? 0,
        version: permit.version,
      })
      say(t('permit.renewed', { until: v.until }))
      close()
    },
  })
  return (
    <Dialog title={t('permit.renew')} close={close}>
      <FormBox form={form} submit={t('permit.renew')}>
        <Field form={form} name="until" label={t('permit.newUntil')}>
          <input {...form.bind('until')} className="aj-input" type="date" />
        </Field>
        <Field form={form} name="price" label={t('permit.periodPrice')}>
          <input {...form.bind('price')} className="aj-input" inputMode="decimal" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function EndPermit({ permit, close }: { permit: PermitShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/parking/permits/:permitId/end', { stale: [one, list] })
  const form = useForm({
    key: `parking.end.${permit.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('open.needReason') }),
    send: async v => {
      await send.mutateAsync({ estateId, permitId: permit.id, reason: v.reason, version: permit.version })
      say(t('permit.endedNow'))
      close()
    },
  })
  return (
    <Dialog title={t('permit.endOf', { who: permit.room ?? permit.holder ?? '' })} close={close}>
      <FormBox form={form} submit={t('permit.endNow', { cars: permit.cars.map(c => c.plate).join('、') })}>
        <p>{t('permit.endLead')}</p>
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
