import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** A visitor's car, entered by the guard after the home said yes. */
export function VisitorCar(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const add = useMutate('POST /api/estates/:estateId/parking/visitors', {
    stale: ['GET /api/estates/:estateId/parking/permits'],
  })
  const form = useForm({
    key: 'parking.visitor',
    initial: { room: '', plate: '', hours: '4' },
    check: v => ({
      room: v.room.trim() ? undefined : t('visitor.needRoom'),
      plate: v.plate.trim().length >= 2 ? undefined : t('visitor.needPlate'),
      hours: /^\d{1,3}$/.test(v.hours) && Number(v.hours) > 0 ? undefined : t('visitor.needHours'),
    }),
    send: async v => {
      const made = await add.mutateAsync({ estateId, room: v.room, plate: v.plate, hours: Number(v.hours) })
      say(t('visitor.done', { plate: made.cars[0]?.plate ?? '', at: made.until ? dateTime(made.until) : '' }))
      form.reset()
    },
  })
  if (!can('pass.issue')) return null
  return (
    <div className="pk-stack">
      <h2>{t('visitor.title')}</h2>
      <FormBox form={form} submit={t('visitor.do')}>
        <div className="pk-fields">
          <Field form={form} name="room" label={t('col.room')}>
            <input {...form.bind('room')} className="aj-input" />
          </Field>
          <Field form={form} name="plate" label={t('plate')}>
            <input {...form.bind('plate')} className="aj-input" />
          </Field>
          <Field form={form} name="hours" label={t('visitor.hours')}>
            <input {...form.bind('hours')} className="aj-input" inputMode="numeric" />
          </Field>
        </div>
      </FormBox>
    </div>
  )
}
