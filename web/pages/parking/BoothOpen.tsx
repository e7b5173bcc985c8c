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
import { firstLane, LaneAndWay, UsualReasons, wayThrough } from './BoothFields.tsx'
import type { LaneShown } from './booth.ts'

const reasons = ['misread', 'delivery', 'emergency', 'device', 'staff'] as const

/** The one big button: which lane, why, and whose car it is; without a plate a word on what it looks like. */
export function OpenByHand({ lanes, close }: { lanes: readonly LaneShown[]; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: 'parking.open',
    initial: {
      ...firstLane(lanes),
      plate: '',
      note: '',
      reason: '',
    },
    check: v => ({
      reason: v.reason.trim().length >= 2 ? undefined : t('open.needReason'),
      note: v.plate.trim() || v.note.trim() ? undefined : t('open.needNote'),
    }),
    send: async (v, clientId) => {
      const lane = lanes.find(l => l.id === v.laneId)
      const [photo] = photos
      const kept = photo
        ? await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload: photo })
        : undefined
      const { commandId } = await api(
        'POST /api/estates/:estateId/lanes/:laneId/pass',
        {
          estateId,
          laneId: v.laneId,
          direction: wayThrough(lane, v.way),
          plate: v.plate,
          reason: v.reason,
          ...(v.note ? { note: v.note } : {}),
          ...(kept ? { photoId: kept.id } : {}),
          barrier: lane?.barrier ?? false,
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t(commandId ? 'open.asked' : 'open.recorded'))
      close()
    },
  })
  const lane = lanes.find(l => l.id === form.values.laneId)
  return (
    <Dialog title={t('open.button')} close={close}>
      <FormBox form={form} submit={t('open.do', { lane: lane?.name ?? '' })}>
        <LaneAndWay lanes={lanes} laneId={form.values.laneId} way={form.values.way} change={form.set} />
        <UsualReasons reasons={reasons} pick={reason => form.set({ reason })} />
        <Field form={form} name="reason" label={t('open.reason')}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
        <Field form={form} name="plate" label={t('plate')} optional>
          <input {...form.bind('plate')} className="aj-input" autoCapitalize="characters" />
        </Field>
        <Field form={form} name="note" label={t('open.note')} hint={t('open.noteHint')} optional>
          <input {...form.bind('note')} className="aj-input" />
        </Field>
        <PhotoPick label={t('photo')} photos={photos} onChange={setPhotos} max={1} />
        {lane && !lane.barrier ? <p className="aj-weak">{t('open.noBarrier')}</p> : null}
      </FormBox>
    </Dialog>
  )
}
