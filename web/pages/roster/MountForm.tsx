import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'
import { type Panel, type PanelRow, panelsKey } from './keys.ts'

/** A poster as it hangs now: where, since when, and a photo of it. */
export function MountForm(props: {
  row: PanelRow
  replaces?: Panel | undefined
  done: () => void
}): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const keep = useMutate('POST /api/estates/:estateId/photos')
  const send = useMutate('POST /api/estates/:estateId/steward-panels', { stale: [panelsKey] })
  const { row, replaces } = props
  const form = useForm({
    key: `roster.mount.${row.buildingId}`,
    initial: { place: replaces?.place ?? '', mountedOn: date(nowMs()) },
    check: v => (v.place.trim() ? {} : { place: t('panel.placeNeeded') }),
    send: async v => {
      const [photo] = photos
      const kept = photo ? await keep.mutateAsync({ estateId, purpose: 'panel', upload: photo }) : undefined
      await send.mutateAsync({
        estateId,
        buildingId: row.buildingId,
        place: v.place,
        mountedOn: v.mountedOn,
        photoId: kept?.id ?? null,
        ...(replaces ? { replaces: replaces.id } : {}),
      })
      say(t('panel.mounted', { building: row.building, version: row.steward?.version ?? 0 }))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('panel.mount')}>
      <p className="aj-weak">
        {t('panel.shows', {
          name: row.steward?.name ?? '',
          version: row.steward?.version ?? 0,
          phone: row.steward?.phone ?? '',
        })}
      </p>
      <Field form={form} name="place" label={t('panel.place')} hint={t('panel.placeHint')}>
        <input {...form.bind('place')} className="aj-input" maxLength={60} />
      </Field>
      <Field form={form} name="mountedOn" label={t('panel.on')}>
        <input {...form.bind('mountedOn')} type="date" className="aj-input" />
      </Field>
      <PhotoPick label={t('panel.photo')} photos={photos} onChange={setPhotos} max={1} />
    </FormBox>
  )
}
