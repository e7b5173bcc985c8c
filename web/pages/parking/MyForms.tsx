import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { type MyHome, mine } from './mine.ts'

const uses = ['car', 'ev', 'accessible', 'ebike', 'motorcycle', 'bicycle'] as const

/** Puts my home on the waiting list. */
export function JoinQueue({ home, done }: { home: MyHome; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const join = useMutate('POST /api/estates/:estateId/my/parking/waiting', { stale: [mine] })
  const form = useForm({
    key: `parking.my.join.${home.unitId}`,
    initial: { use: 'car' as (typeof uses)[number], disability: false, note: '' },
    send: async v => {
      const made = await join.mutateAsync({ estateId, unitId: home.unitId, ...v })
      say(t('wait.added', { room: made.room, place: made.place }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('my.joinDo')}>
      <Choices
        legend={t('spaces.use')}
        options={uses.map(value => ({ value, label: t(`use.${value}`) }))}
        value={form.values.use}
        onChange={use => form.set({ use })}
      />
      <label className="aj-row">
        <input
          type="checkbox"
          checked={form.values.disability}
          onChange={e => form.set({ disability: e.target.checked })}
        />
        {t('wait.disabilityAsk')}
      </label>
      <Field form={form} name="note" label={t('wait.note')} optional>
        <input {...form.bind('note')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

/** Lets a visitor's car in for some hours; the gate opens by its plate. */
export function InviteCar(props: { home: MyHome; most: number; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const invite = useMutate('POST /api/estates/:estateId/my/parking/visitors', { stale: [mine] })
  const hours = ['2', '4', '8', String(props.most)].filter(
    (h, i, all) => all.indexOf(h) === i && Number(h) <= props.most,
  )
  const form = useForm({
    key: `parking.my.invite.${props.home.unitId}`,
    initial: { plate: '', hours: hours[0] ?? '2' },
    check: v => ({ plate: v.plate.trim().length >= 2 ? undefined : t('visitor.needPlate') }),
    send: async v => {
      const made = await invite.mutateAsync({
        estateId,
        unitId: props.home.unitId,
        plate: v.plate,
        hours: Number(v.hours),
      })
      say(t('visitor.done', { plate: made.cars[0]?.plate ?? '', at: made.until ? dateTime(made.until) : '' }))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('my.inviteDo')}>
      <Field form={form} name="plate" label={t('plate')}>
        <input {...form.bind('plate')} className="aj-input" autoCapitalize="characters" autoComplete="off" />
      </Field>
      <Choices
        legend={t('visitor.hours')}
        options={hours.map(value => ({ value, label: t('my.hours', { n: value }) }))}
        value={form.values.hours}
        onChange={value => form.set({ hours: value })}
      />
    </FormBox>
  )
}
