/** The brigade's vehicles: where each is since when, giving one to a group or an estate, taking it back (S6-13). */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Numbers, Read, RegionPage } from './parts.tsx'
import { useEstatesOf } from './TaskForms.tsx'
import { EndVehicle, VehicleForm } from './VehicleForm.tsx'

const list = 'GET /api/regions/:regionId/response/vehicles'
type Vehicle = RowOf<typeof list>

export default function Vehicles(): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  return (
    <RegionPage
      title={t('vehicle.title')}
      acts={() =>
        can('brigade.manage') ? (
          <Link
            className="aj-button"
            to={paths.page('board', 'imports')}
            search={{ kind: 'response.vehicles' }}
          >
            {t('vehicle.import')}
          </Link>
        ) : null
      }
    >
      {id => (
        <>
          <Sums regionId={id} />
          <List regionId={id} />
        </>
      )}
    </RegionPage>
  )
}

function Sums({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(list, { regionId, limit: 1 }, { keep: true })
  return (
    <Read of={read}>
      {data => (
        <Numbers
          label={t('vehicle.title')}
          items={[
            { key: 'used', label: t('vehicle.used'), n: data.used, of: data.all },
            { key: 'free', label: t('vehicle.free'), n: data.all - data.used },
          ]}
        />
      )}
    </Read>
  )
}

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation(['response', 'brigade', 'errors'])
  const { can } = useMe()
  const [giving, give] = useState<Vehicle>()
  const [act, setAct] = useState<{ what: 'add' } | { what: 'change' | 'end'; vehicle: Vehicle }>()
  const close = () => setAct(undefined)
  const free = useMutate('POST /api/regions/:regionId/response/vehicles/:vehicleId/free', { stale: [list] })
  const today = date(nowMs())
  const columns: Column<Vehicle>[] = [
    { key: 'plate', title: t('vehicle.plate'), width: 8, render: v => <strong>{v.plate}</strong> },
    { key: 'kind', title: t('vehicle.kind'), width: 8, render: v => v.kind },
    { key: 'seats', title: t('vehicle.seats'), width: 5, align: 'right', render: v => v.seats ?? '—' },
    { key: 'brigade', title: t('vehicle.brigade'), width: 12, render: v => v.brigade },
    { key: 'use', title: t('vehicle.place'), render: v => v.use?.place ?? t('vehicle.free') },
    { key: 'driver', title: t('vehicle.driver'), width: 8, render: v => v.use?.driver ?? '—' },
    { key: 'from', title: t('field.from'), width: 8, render: v => v.use?.from ?? '—' },
    {
      key: 'act',
      title: t('act'),
      width: 18,
      render: v => (
        <>
          {can('response.write') ? (
            v.use ? (
              <Button onClick={() => free.mutate({ regionId, vehicleId: v.id, until: today })}>
                {t('vehicle.back')}
              </Button>
            ) : (
              <Button onClick={() => give(v)}>{t('vehicle.give')}</Button>
            )
          ) : null}{' '}
          {v.own ? (
            <>
              <Button onClick={() => setAct({ what: 'change', vehicle: v })}>{t('brigade:change')}</Button>{' '}
              <Button
                refused={v.use ? t('brigade:vehicles.busy', { place: v.use.place }) : undefined}
                onClick={() => setAct({ what: 'end', vehicle: v })}
              >
                {t('brigade:end')}
              </Button>
            </>
          ) : null}
        </>
      ),
    },
  ]
  return (
    <>
      <p>
        <Button
          kind="main"
          icon="plus"
          refused={can('brigade.manage') ? undefined : t('errors:core.forbidden')}
          onClick={() => setAct({ what: 'add' })}
        >
          {t('brigade:vehicles.add')}
        </Button>
      </p>
      <DataTable
        id="response.vehicles"
        label={t('vehicle.title')}
        api={list}
        input={{ regionId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('vehicle.find'), width: 12 },
          {
            kind: 'select',
            key: 'free',
            label: t('vehicle.state'),
            options: [
              { value: 'yes', label: t('vehicle.free') },
              { value: 'no', label: t('vehicle.used') },
            ],
          },
        ]}
        rowKey={v => v.id}
        exportHref={query => exportHref('response.vehicles', undefined)({ ...query, regionId })}
        empty={{ title: t('vehicle.empty'), hint: t('vehicle.emptyHint') }}
      />
      {act?.what === 'add' ? <VehicleForm regionId={regionId} close={close} /> : null}
      {act?.what === 'change' ? (
        <VehicleForm regionId={regionId} vehicle={act.vehicle} close={close} />
      ) : null}
      {act?.what === 'end' ? <EndVehicle vehicle={act.vehicle} close={close} /> : null}
      {giving ? <Give regionId={regionId} vehicle={giving} close={() => give(undefined)} /> : null}
    </>
  )
}

function Give(props: { regionId: string; vehicle: Vehicle; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const [to, setTo] = useState<'group' | 'estate'>('group')
  const estates = useEstatesOf(props.regionId)
  const region = useApi('GET /api/regions/:regionId/response/duty', { regionId: props.regionId })
  const neighbourhood = region.data?.region.kind === 'neighbourhood'
  const grouping = useApi(
    'GET /api/regions/:regionId/response/grouping',
    { regionId: props.regionId },
    { when: neighbourhood },
  )
  const use = useMutate('POST /api/regions/:regionId/response/vehicles/:vehicleId/use', { stale: [list] })
  const form = useForm({
    key: `response.vehicle.${props.vehicle.id}`,
    initial: { place: '', driver: '', from: date(nowMs()) },
    check: v => ({ place: v.place ? undefined : t('need.place'), from: v.from ? undefined : t('need.day') }),
    send: async v => {
      await use.mutateAsync({
        regionId: props.regionId,
        vehicleId: props.vehicle.id,
        from: v.from,
        ...(to === 'group' && neighbourhood ? { group: v.place } : { estateId: v.place }),
        ...(v.driver.trim() ? { driver: v.driver } : {}),
      })
      say(t('vehicle.given', { plate: props.vehicle.plate }))
      props.close()
    },
  })
  const groups = grouping.data?.agreed?.groups ?? []
  const places = to === 'group' && neighbourhood ? groups.map(g => ({ id: g.name, name: g.name })) : estates
  return (
    <Dialog title={t('vehicle.giveTitle', { plate: props.vehicle.plate })} close={props.close}>
      <FormBox form={form} submit={t('vehicle.give')}>
        {neighbourhood ? (
          <Choices
            legend={t('vehicle.to')}
            options={(['group', 'estate'] as const).map(value => ({ value, label: t(`vehicle.${value}`) }))}
            value={to}
            onChange={value => {
              setTo(value)
              form.set({ place: '' })
            }}
          />
        ) : null}
        <Field form={form} name="place" label={t('vehicle.place')}>
          <select {...form.bind('place')} className="aj-input">
            <option value="">—</option>
            {places.map(p => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="driver" label={t('vehicle.driver')} optional>
          <input {...form.bind('driver')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="from" label={t('field.from')}>
          <input {...form.bind('from')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
