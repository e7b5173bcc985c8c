import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { day as dayText } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { hoursOf } from './days.ts'
import type { Duty } from './keys.ts'
import { swapsKey } from './Swaps.tsx'

/** Asks a colleague to take a turn, for one of his in return or for none. */
export function AskSwap({ turn, done }: { turn: Duty; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { language } = useSettings()
  const { me } = useMe()
  const estateId = useEstateId()
  const [from] = useState(() => new Date(nowMs()).toISOString())
  const [until] = useState(() => new Date(nowMs() + 28 * 86_400_000).toISOString())
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const send = useMutate('POST /api/estates/:estateId/duties/:dutyId/swap', { stale: [swapsKey] })
  const form = useForm({
    key: `roster.swap.${turn.id}`,
    initial: { toId: '', returnId: '', reason: '' },
    check: v => ({
      ...(v.toId ? {} : { toId: t('swap.toNeeded') }),
      ...(v.reason.trim() ? {} : { reason: t('swap.reasonNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        dutyId: turn.id,
        toId: v.toId,
        reason: v.reason,
        ...(v.returnId ? { returnId: v.returnId } : {}),
      })
      say(t('swap.asked', { name: staff?.items.find(s => s.accountId === v.toId)?.name ?? '' }))
      done()
    },
  })
  const { toId } = form.values
  const { data: theirs } = useApi(
    'GET /api/estates/:estateId/duties',
    { estateId, from, until, accountId: toId },
    { when: toId !== '' },
  )
  return (
    <FormBox form={form} submit={t('swap.send')}>
      <p>
        <strong className="aj-num">
          {dayText(turn.startsAt, language)} {hoursOf(turn.startsAt, turn.endsAt)}
        </strong>
      </p>
      <Field form={form} name="toId" label={t('swap.to')}>
        <select {...form.bind('toId')} className="aj-input">
          <option value="">—</option>
          {staff?.items
            .filter(s => s.accountId !== me?.account.id)
            .map(s => (
              <option key={s.accountId} value={s.accountId}>
                {s.name}
              </option>
            ))}
        </select>
      </Field>
      <Field form={form} name="returnId" label={t('swap.inReturn')} hint={t('swap.inReturnHint')} optional>
        <select {...form.bind('returnId')} className="aj-input">
          <option value="">{t('swap.nothing')}</option>
          {toId
            ? theirs?.items
                .filter(d => Date.parse(d.startsAt) > nowMs() && d.absence === null)
                .map(d => (
                  <option key={d.id} value={d.id}>
                    {dayText(d.startsAt, language)} {hoursOf(d.startsAt, d.endsAt)}
                  </option>
                ))
            : null}
        </select>
      </Field>
      <Field form={form} name="reason" label={t('swap.reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}
