import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const key = 'GET /api/estates/:estateId/staff-cards/:accountId'
type Card = Answer<typeof key>

/** What residents see of a steward: photo, strengths, service phone, further items one per line. */
export function CardForm({ accountId, done }: { accountId: string; done: () => void }): ReactNode {
  const estateId = useEstateId()
  const { data } = useApi(key, { estateId, accountId })
  if (data === undefined) return <Loading />
  return <Fields accountId={accountId} card={data} done={done} />
}

function Fields({ accountId, card, done }: { accountId: string; card: Card; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const keep = useMutate('POST /api/estates/:estateId/photos')
  const save = useMutate('PUT /api/estates/:estateId/staff-cards/:accountId', { stale: [key] })
  const form = useForm({
    key: `roster.card.${accountId}`,
    initial: {
      strengths: card?.strengths ?? '',
      phone: card?.phone ?? '',
      more: Object.entries(card?.more ?? {})
        .map(([name, value]) => `${name}：${value}`)
        .join('\n'),
    },
    send: async v => {
      const [photo] = photos
      const kept = photo
        ? await keep.mutateAsync({ estateId, purpose: 'staff_card', upload: photo })
        : undefined
      await save.mutateAsync({
        estateId,
        accountId,
        photoId: kept?.id ?? card?.photoId ?? null,
        strengths: v.strengths || null,
        phone: v.phone || null,
        more: Object.fromEntries(
          v.more
            .split('\n')
            .map(line => line.split(/[：:]/))
            .filter(([name, ...rest]) => name?.trim() && rest.join('').trim())
            .map(([name = '', ...rest]) => [name.trim(), rest.join('：').trim()]),
        ),
      })
      say(t('card.saved'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('card.save')}>
      <PhotoPick label={t('card.photo')} photos={photos} onChange={setPhotos} max={1} />
      <Field form={form} name="strengths" label={t('card.strengths')} optional>
        <input {...form.bind('strengths')} className="aj-input" maxLength={200} />
      </Field>
      <Field form={form} name="phone" label={t('card.phone')} optional>
        <input {...form.bind('phone')} className="aj-input" inputMode="tel" maxLength={30} />
      </Field>
      <Field form={form} name="more" label={t('card.more')} hint={t('card.moreHint')} optional>
        <textarea {...form.bind('more')} className="aj-input" rows={3} />
      </Field>
    </FormBox>
  )
}
