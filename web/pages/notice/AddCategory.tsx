import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** A category of the estate's own (S1-26), named in both languages. */
export function AddCategory({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/bulletin-categories', {
    stale: ['GET /api/estates/:estateId/bulletin-categories'],
  })
  const form = useForm({
    key: 'notice.category',
    initial: { zh: '', en: '' },
    check: v => ({
      ...(v.zh.trim() ? {} : { zh: t('category.needed') }),
      ...(v.en.trim() ? {} : { en: t('category.needed') }),
    }),
    send: async v => {
      await send.mutateAsync({ estateId, ...v })
      say(t('category.done', { name: v.zh }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('category.add')}>
      <Field form={form} name="zh" label={t('category.zh')}>
        <input {...form.bind('zh')} className="aj-input" maxLength={20} />
      </Field>
      <Field form={form} name="en" label={t('category.en')}>
        <input {...form.bind('en')} className="aj-input" maxLength={40} />
      </Field>
    </FormBox>
  )
}
