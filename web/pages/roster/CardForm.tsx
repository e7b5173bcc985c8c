import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const key = 'GET /api/estates/:estateId/staff-cards/:accountId'
type Card = Answer<typeof key>

/** What residents see of a steward: photo, strengths, service phone, further items as label and value. */
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
  const save = useMutate('PUT /api/estates/:estateId/staff-cards/:accountId', {
    stale: [key, 'GET /api/estates/:estateId/steward-panels', 'GET /api/estates/:estateId/steward-cards'],
  })
  const form = useForm({
    key: `roster.card.${accountId}`,
    initial: {
      strengths: card?.strengths ?? '',
      phone: card?.phone ?? '',
      more: Object.entries(card?.more ?? {}),
    },
    send: async v => {
      const [photo] = photos
      const kept = photo
        ? await keep.mutateAsync({ estateId, purpose: 'staff_card', upload: photo })
        : undefined
      const saved = await save.mutateAsync({
        estateId,
        accountId,
        photoId: kept?.id ?? card?.photoId ?? null,
        strengths: v.strengths || null,
        phone: v.phone || null,
        more: Object.fromEntries(
          v.more.map(([name, value]) => [name.trim(), value.trim()]).filter(([name, value]) => name && value),
        ),
      })
      say(saved.old.panels + saved.old.households > 0 ? t('card.savedOld', saved.old) : t('card.saved'))
      done()
    },
  })
  const change = (at: number, item: [string, string]) =>
    form.set({ more: form.values.more.map((one, i) => (i === at ? item : one)) })
  return (
    <FormBox form={form} submit={t('card.save')}>
      {card?.photoId && photos.length === 0 ? (
        <img
          className="ro-face"
          alt={t('mine.photo', { name: card.name })}
          src={`/api/estates/${estateId}/staff-cards/${accountId}/photo?v=${card.version}`}
        />
      ) : null}
      <PhotoPick label={t('card.photo')} photos={photos} onChange={setPhotos} max={1} />
      <Field form={form} name="strengths" label={t('card.strengths')} optional>
        <input {...form.bind('strengths')} className="aj-input" maxLength={200} />
      </Field>
      <Field form={form} name="phone" label={t('card.phone')} optional>
        <input {...form.bind('phone')} className="aj-input" inputMode="tel" maxLength={30} />
      </Field>
      <fieldset className="ro-items" id={form.fieldId('more')}>
        <legend>{t('card.more')}</legend>
        <p className="aj-hint">{t('card.moreHint')}</p>
        {form.values.more.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no name of its own until it is written
          <div key={at} className="aj-row">
            <input
              className="aj-input"
              aria-label={t('card.itemName', { n: at + 1 })}
              value={name}
              maxLength={30}
              onChange={event => change(at, [event.target.value, value])}
            />
            <input
              className="aj-input aj-grow"
              aria-label={t('card.itemValue', { n: at + 1 })}
              value={value}
              maxLength={200}
              onChange={event => change(at, [name, event.target.value])}
            />
            <Button
              kind="plain"
              icon="close"
              aria-label={t('card.itemDrop', { n: at + 1 })}
              onClick={() => form.set({ more: form.values.more.filter((_, i) => i !== at) })}
            />
          </div>
        ))}
        <Button icon="plus" onClick={() => form.set({ more: [...form.values.more, ['', '']] })}>
          {t('card.itemAdd')}
        </Button>
      </fieldset>
    </FormBox>
  )
}
