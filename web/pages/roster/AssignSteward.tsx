import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** One building, one person, from a day on; whoever held it before ends that day. */
export function AssignSteward({ buildingId, done }: { buildingId: string; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data: buildings } = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const send = useMutate('POST /api/estates/:estateId/stewards', {
    stale: ['GET /api/estates/:estateId/stewards'],
  })
  const form = useForm({
    key: `roster.steward.${buildingId}`,
    initial: { buildingId, accountId: '', fromDate: date(nowMs()), fullTime: true },
    check: v => ({
      ...(v.buildingId ? {} : { buildingId: t('stewards.buildingNeeded') }),
      ...(v.accountId ? {} : { accountId: t('duty.whoNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({ estateId, ...v })
      say(t('stewards.done', { date: v.fromDate }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('stewards.assign')}>
      <Field form={form} name="buildingId" label={t('stewards.building')}>
        <select {...form.bind('buildingId')} className="aj-input">
          <option value="">—</option>
          {(buildings?.items ?? []).map(b => (
            <option key={b.id} value={b.id}>
              {b.name}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="accountId" label={t('stewards.name')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {[...(staff?.items ?? [])]
            .sort((a, b) => Number(b.roles.includes('steward')) - Number(a.roles.includes('steward')))
            .map(s => (
              <option key={s.accountId} value={s.accountId}>
                {s.name}
              </option>
            ))}
        </select>
      </Field>
      <Field form={form} name="fromDate" label={t('stewards.from')}>
        <input {...form.bind('fromDate')} type="date" className="aj-input" />
      </Field>
      <label className="aj-row">
        <input
          type="checkbox"
          checked={form.values.fullTime}
          onChange={event => form.set({ fullTime: event.target.checked })}
        />
        {t('stewards.fullTime')}
      </label>
    </FormBox>
  )
}
