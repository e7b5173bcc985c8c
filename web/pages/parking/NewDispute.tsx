import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'
import type { StayShown } from './parts.tsx'

const kinds = ['fee', 'space', 'damage', 'other'] as const

/** Opens a dispute, with or without a stay. */
export function NewDispute({ stay, close }: { stay?: StayShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `parking.dispute.${stay?.id ?? 'new'}`,
    initial: {
      kind: (stay ? 'fee' : 'space') as (typeof kinds)[number],
      title: '',
      claim: '',
      name: '',
      phone: '',
      room: '',
      mediator: '',
      dueOn: '',
    },
    check: v => ({
      title: v.title.trim() ? undefined : t('dispute.needTitle'),
      claim: v.claim.trim() ? undefined : t('dispute.needClaim'),
      name: v.name.trim() ? undefined : t('dispute.needName'),
    }),
    send: async (v, clientId) => {
      const files: string[] = []
      for (const photo of photos)
        files.push(
          (await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload: photo }))
            .id,
        )
      const made = await api(
        'POST /api/estates/:estateId/parking/disputes',
        {
          estateId,
          kind: v.kind,
          ...(stay ? { stayId: stay.id } : {}),
          title: v.title,
          claim: v.claim,
          party: { name: v.name, phone: v.phone, room: v.room },
          ...(v.mediator ? { mediator: v.mediator } : {}),
          ...(v.dueOn ? { dueOn: v.dueOn } : {}),
          files,
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('dispute.made', { number: made.number }))
      close()
    },
  })
  const text = (name: 'title' | 'name' | 'phone' | 'room' | 'mediator', optional = false) => (
    <Field form={form} name={name} label={t(`dispute.field.${name}`)} optional={optional}>
      <input {...form.bind(name)} className="aj-input" />
    </Field>
  )
  return (
    <Dialog
      title={stay ? t('dispute.of', { plate: stay.plate ?? '—' }) : t('dispute.add')}
      close={close}
      wide
    >
      <FormBox form={form} submit={t('dispute.do')} columns={2}>
        {stay ? null : (
          <Field form={form} name="kind" label={t('col.kind')}>
            <select {...form.bind('kind')} className="aj-input">
              {kinds
                .filter(k => k !== 'fee')
                .map(k => (
                  <option key={k} value={k}>
                    {t(`dispute.kind.${k}`)}
                  </option>
                ))}
            </select>
          </Field>
        )}
        {text('title')}
        {text('name')}
        {text('phone', true)}
        {text('room', true)}
        {text('mediator', true)}
        <Field form={form} name="dueOn" label={t('dispute.field.dueOn')} optional>
          <input {...form.bind('dueOn')} className="aj-input" type="date" />
        </Field>
        <Field form={form} name="claim" label={t('dispute.field.claim')}>
          <textarea {...form.bind('claim')} className="aj-input" />
        </Field>
        <PhotoPick label={t('photo')} photos={photos} onChange={setPhotos} />
      </FormBox>
    </Dialog>
  )
}
