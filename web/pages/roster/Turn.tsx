import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Duty, dutiesKey, type Post, postsKey } from './keys.ts'

const stale = [dutiesKey, 'GET /api/estates/:estateId/roster/gaps', postsKey] as const

/** One turn: who, when, whom to tell; taken back, or reported absent. */
export function Turn(props: { turn: Duty; posts: Post[]; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { t: common } = useTranslation('common')
  const { can, me } = useMe()
  const estateId = useEstateId()
  const now = useNow()
  const [absent, report] = useState(false)
  const d = props.turn
  const remove = useMutate('DELETE /api/estates/:estateId/duties/:dutyId', {
    stale: [...stale],
    done: () => {
      say(t('duty.ended'))
      props.done()
    },
  })
  const began = Date.parse(d.startsAt) < now
  const over = d.endsAt !== null && Date.parse(d.endsAt) <= now
  const failed = remove.error ? sentence(remove.error, common) : undefined
  const mayReport = !over && d.absence === null && (can('roster.write') || d.accountId === me?.account.id)
  return (
    <div className="aj-stack">
      <Facts
        facts={[
          {
            label: t('week.post'),
            value: props.posts.find(p => p.id === d.postId)?.name ?? t(`kind.${d.kind}`),
          },
          {
            label: t('duty.shift'),
            value: `${dateTime(d.startsAt)} – ${d.endsAt ? dateTime(d.endsAt) : t('week.standing')}`,
          },
          { label: t('duty.party'), value: t(`party.${d.party}`) },
          { label: t('duty.superior'), value: d.superior?.name },
          { label: t('week.absent'), value: d.absence?.reason },
        ]}
      />
      {failed ? (
        <p className="aj-error" role="alert">
          {failed.title} {failed.next}
        </p>
      ) : null}
      {absent ? (
        <Absence turn={d} done={props.done} />
      ) : (
        <p className="aj-row">
          {mayReport ? <Button onClick={() => report(true)}>{t('duty.absence')}</Button> : null}
          {can('roster.write') && !over ? (
            <Button
              kind="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate({ estateId, dutyId: d.id })}
            >
              {t(began ? 'duty.endNow' : 'duty.end')}
            </Button>
          ) : null}
        </p>
      )}
    </div>
  )
}

function Absence({ turn, done }: { turn: Duty; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/duties/:dutyId/absence', { stale: [...stale] })
  const form = useForm({
    key: `roster.absence.${turn.id}`,
    initial: { reason: '' },
    check: v => (v.reason.trim() ? {} : { reason: t('duty.reasonNeeded') }),
    send: async v => {
      await send.mutateAsync({ estateId, dutyId: turn.id, reason: v.reason })
      say(t('duty.absenceDone'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('duty.absence')}>
      <Field form={form} name="reason" label={t('duty.reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={500} />
      </Field>
    </FormBox>
  )
}
