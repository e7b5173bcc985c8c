import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Panel, panelsKey } from './keys.ts'

/** One panel: its photo as it hangs, what stands on it; taken down, or photographed. */
export function PanelShown({ panel: p, done }: { panel: Panel; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { t: common } = useTranslation('common')
  const { can } = useMe()
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const keep = useMutate('POST /api/estates/:estateId/photos')
  const add = useMutate('POST /api/estates/:estateId/steward-panels/:panelId/photo', { stale: [panelsKey] })
  const remove = useMutate('POST /api/estates/:estateId/steward-panels/:panelId/remove', {
    stale: [panelsKey],
    done: () => {
      say(t('panel.removed'))
      done()
    },
  })
  const failed = keep.error ?? add.error ?? remove.error
  const said = failed ? sentence(failed, common) : undefined
  const save = async () => {
    const [photo] = photos
    if (!photo) return
    const kept = await keep.mutateAsync({ estateId, purpose: 'panel', upload: photo })
    await add.mutateAsync({ estateId, panelId: p.id, photoId: kept.id })
    say(t('panel.photoKept'))
    done()
  }
  return (
    <div className="aj-stack">
      {p.photoId ? (
        <img
          className="ro-hung"
          alt={t('panel.photoOf', { place: p.place })}
          src={`/api/estates/${estateId}/files/${p.photoId}`}
        />
      ) : null}
      <Facts
        facts={[
          { label: t('panel.on'), value: p.mountedOn },
          { label: t('panel.by'), value: p.by },
          { label: t('stewards.name'), value: p.name },
          { label: t('panel.editionLabel'), value: p.version },
          { label: t('card.phone'), value: p.phone },
        ]}
      />
      {said ? (
        <p className="aj-error" role="alert">
          {said.title} {said.next}
        </p>
      ) : null}
      {can('steward.register') ? (
        <>
          <PhotoPick label={t('panel.photo')} photos={photos} onChange={setPhotos} max={1} />
          <p className="aj-row">
            {photos.length > 0 ? (
              <Button kind="main" busy={keep.isPending || add.isPending} onClick={() => void save()}>
                {t('panel.keepPhoto')}
              </Button>
            ) : null}
            <Button
              kind="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate({ estateId, panelId: p.id, removedOn: date(nowMs()) })}
            >
              {t('panel.remove')}
            </Button>
          </p>
        </>
      ) : null}
    </div>
  )
}
