import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { cardsKey } from './keys.ts'

/** Cards handed to the chosen households: how many each, on which day; who gives is who is signed in. */
export function GiveForm({ householdIds, done }: { householdIds: string[]; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/steward-cards', { stale: [cardsKey] })
  const form = useForm({
    key: 'roster.give',
    initial: { quantity: '1', givenOn: date(nowMs()) },
    check: v =>
      /^\d{1,3}$/.test(v.quantity) && Number(v.quantity) >= 1 && Number(v.quantity) <= 100
        ? {}
        : { quantity: t('given.quantityNeeded') },
    send: async v => {
      const made = await send.mutateAsync({
        estateId,
        householdIds,
        quantity: Number(v.quantity),
        givenOn: v.givenOn,
      })
      say(t('given.done', { count: made.given }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('given.save')}>
      <Field form={form} name="quantity" label={t('given.each')}>
        <input {...form.bind('quantity')} className="aj-input" inputMode="numeric" maxLength={3} />
      </Field>
      <Field form={form} name="givenOn" label={t('given.on')}>
        <input {...form.bind('givenOn')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}
