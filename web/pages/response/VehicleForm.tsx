/** A vehicle of the brigade: entered, changed, ended (S6-13). */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useMutate } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { Brigades, Leaving } from './BrigadeParts.tsx'

const list = 'GET /api/regions/:regionId/response/vehicles'
type Vehicle = RowOf<typeof list>

export function VehicleForm(props: { regionId: string; vehicle?: Vehicle; close: () => void }): ReactNode {
  const { t } = useTranslation('brigade')
  const { vehicle } = props
  const add = useMutate('POST /api/brigades/:brigadeId/vehicles', { stale: [list] })
  const change = useMutate('PUT /api/brigades/:brigadeId/vehicles/:vehicleId', { stale: [list] })
  const form = useForm({
    key: `response.vehicleform.${vehicle?.id ?? 'new'}`,
    initial: {
      brigadeId: vehicle?.brigadeId ?? '',
      plate: vehicle?.plate ?? '',
      kind: vehicle?.kind ?? '',
      seats: vehicle?.seats ? String(vehicle.seats) : '',
    },
    check: v => ({
      brigadeId: v.brigadeId ? undefined : t('need.brigade'),
      plate: v.plate.trim() ? undefined : t('need.plate'),
      kind: v.kind.trim() ? undefined : t('need.kind'),
      seats: /^\d{0,3}$/.test(v.seats.trim()) ? undefined : t('need.seats'),
    }),
    send: async (v, clientId) => {
      const said = {
        brigadeId: v.brigadeId,
        kind: v.kind.trim(),
        ...(v.seats.trim() ? { seats: Number(v.seats) } : {}),
      }
      if (vehicle) await change.mutateAsync({ ...said, vehicleId: vehicle.id })
      else await add.mutateAsync({ ...said, plate: v.plate.trim(), clientId })
      say(t('kept', { what: v.plate }))
      props.close()
    },
  })
  return (
    <Dialog title={vehicle ? vehicle.plate : t('vehicles.add')} close={props.close}>
      <FormBox form={form} submit={t('save')}>
        {vehicle ? null : <Brigades form={form} regionId={props.regionId} />}
        {vehicle ? null : (
          <Field form={form} name="plate" label={t('plate')}>
            <input {...form.bind('plate')} className="aj-input" autoComplete="off" />
          </Field>
        )}
        <Field form={form} name="kind" label={t('kind')}>
          <input {...form.bind('kind')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="seats" label={t('seats')} optional>
          <input {...form.bind('seats')} className="aj-input" inputMode="numeric" autoComplete="off" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

export function EndVehicle({ vehicle, close }: { vehicle: Vehicle; close: () => void }): ReactNode {
  const end = useMutate('POST /api/brigades/:brigadeId/vehicles/:vehicleId/end', { stale: [list] })
  const { brigadeId, id } = vehicle
  return (
    <Leaving
      name={vehicle.plate}
      send={day => end.mutateAsync({ brigadeId, vehicleId: id, day })}
      close={close}
    />
  )
}
