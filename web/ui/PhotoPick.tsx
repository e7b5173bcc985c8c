import { type ChangeEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settings } from '../settings.ts'
import { Icon } from './icons.tsx'
import { scalePhoto } from './photo.ts'
import './photo.css'

export interface PhotoPickProps {
  label: string
  photos: Blob[]
  onChange: (photos: Blob[]) => void
  max?: number
}

/** Photos from the camera, scaled to 1600 px on the phone before anything is sent; scaling also drops EXIF. */
export function PhotoPick({ label, photos, onChange, max = 6 }: PhotoPickProps): ReactNode {
  const { t } = useTranslation('common')
  const id = useId()
  const [failed, setFailed] = useState('')
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, max - photos.length)
    event.target.value = ''
    setFailed('')
    try {
      onChange([...photos, ...(await Promise.all(files.map(scalePhoto)))])
    } catch {
      setFailed(t('photo.failed'))
    }
  }
  return (
    <div>
      <div className="aj-photos">
        {photos.map((photo, i) => (
          <Shown
            // biome-ignore lint/suspicious/noArrayIndexKey: two photos may be alike to the byte, and they keep their order
            key={`${photo.size}-${i}`}
            photo={photo}
            n={i + 1}
            drop={() => onChange(photos.filter(each => each !== photo))}
          />
        ))}
        {photos.length < max ? (
          <label className="aj-photo-add" htmlFor={id}>
            <Icon name="camera" size="1.75rem" />
            <span>{label}</span>
            <input
              id={id}
              className="aj-sr"
              type="file"
              accept="image/*"
              // staff show what is there now; a resident may have taken his picture an hour ago, or keeps it as a screenshot
              capture={settings().shell === 'resident' ? undefined : 'environment'}
              multiple
              onChange={add}
            />
          </label>
        ) : null}
      </div>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed}
        </p>
      ) : null}
    </div>
  )
}

function Shown({ photo, n, drop }: { photo: Blob; n: number; drop: () => void }): ReactNode {
  const { t } = useTranslation('common')
  const src = useMemo(() => URL.createObjectURL(photo), [photo])
  useEffect(() => () => URL.revokeObjectURL(src), [src])
  return (
    <span className="aj-photo">
      <img src={src} alt={t('photo.nth', { n })} />
      <button type="button" className="aj-plain-icon" aria-label={t('photo.drop', { n })} onClick={drop}>
        <Icon name="close" />
      </button>
    </span>
  )
}
