/** What is asked of a charging point, on the resident's phone and at the desk alike (F-11): power, meter, papers. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { Choices } from '../../ui/Choices.tsx'
import { PhotoPick } from '../../ui/PhotoPick.tsx'

/** Powers of home chargers that are offered to choose from, kW. */
const powers = ['3.5', '7', '11', '21'] as const

export interface Wish {
  kw: (typeof powers)[number]
  meter: 'own' | 'shared'
}

export const firstWish: Wish = { kw: '7', meter: 'own' }

/** Keeps the papers' photos in their order and gives back their ids. */
export async function keepDocuments(estateId: string, photos: readonly Blob[]): Promise<string[]> {
  const documents: string[] = []
  for (const upload of photos)
    documents.push(
      (await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload })).id,
    )
  return documents
}

export function ChargerFields(props: {
  wish: Wish
  set: (part: Partial<Wish>) => void
  photos: Blob[]
  setPhotos: (photos: Blob[]) => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const { wish, set, photos, setPhotos } = props
  return (
    <>
      <Choices
        legend={t('charger.kw')}
        options={powers.map(value => ({ value, label: `${value} kW` }))}
        value={wish.kw}
        onChange={kw => set({ kw })}
      />
      <Choices
        legend={t('charger.meter')}
        options={(['own', 'shared'] as const).map(value => ({ value, label: t(`charger.meters.${value}`) }))}
        value={wish.meter}
        onChange={meter => set({ meter })}
      />
      <PhotoPick label={t('charger.documents')} photos={photos} onChange={setPhotos} max={6} />
    </>
  )
}
