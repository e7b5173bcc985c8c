import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import type { Post } from './keys.ts'

/** Leaving a post: a note, and to whom it is handed; the last one there says why nobody follows. */
export function Leave({ post, done }: { post: Post; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { me } = useMe()
  const estateId = useEstateId()
  const others = post.present.filter(p => p.accountId !== me?.account.id)
  const send = useMutate('POST /api/estates/:estateId/posts/:postId/check-out', {
    stale: ['GET /api/estates/:estateId/posts', 'GET /api/estates/:estateId/posts/:postId/course'],
  })
  const form = useForm({
    key: `roster.leave.${post.id}`,
    initial: { note: '', handedTo: others[0]?.accountId ?? '', reason: '' },
    check: v => (others.length > 0 || v.reason.trim() ? {} : { reason: t('leave.reasonNeeded') }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        postId: post.id,
        ...(v.note ? { note: v.note } : {}),
        ...(v.handedTo ? { handedTo: v.handedTo } : {}),
        ...(v.reason ? { reason: v.reason } : {}),
      })
      say(t('leave.done'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('posts.checkOut')}>
      <Field form={form} name="note" label={t('leave.note')} optional>
        <textarea {...form.bind('note')} className="aj-input" rows={3} maxLength={500} />
      </Field>
      {others.length > 0 ? (
        <Field form={form} name="handedTo" label={t('leave.to')}>
          <select {...form.bind('handedTo')} className="aj-input">
            {others.map(p => (
              <option key={p.accountId} value={p.accountId}>
                {p.name}
              </option>
            ))}
            <option value="">{t('leave.nobody')}</option>
          </select>
        </Field>
      ) : (
        <Field form={form} name="reason" label={t('leave.reason')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={500} />
        </Field>
      )}
    </FormBox>
  )
}
