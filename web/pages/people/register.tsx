import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, api } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'

export interface Told {
  name: string
  phone: string
  idNumber: string
}
interface Alike {
  personId: string
  name: string
  /** the same ID number is the same person: there is nothing to choose */
  same: boolean
}

/**
 * Registers a person, or finds that he is registered already: then the clerk chooses between the file that is there
 * and a new one, and what he typed stays.
 */
export function usePersonMaker(estateId: string) {
  const [alike, setAlike] = useState<Alike>()
  const make = async (told: Told, clientId: string, evenIfAlike = false): Promise<string> => {
    try {
      const made = await api(
        'POST /api/estates/:estateId/persons',
        {
          estateId,
          name: told.name,
          phone: told.phone.trim() || null,
          idNumber: told.idNumber.trim() || null,
          evenIfAlike,
        },
        { clientId },
      )
      return made.id
    } catch (error) {
      if (error instanceof ApiError && /^people\.person_(exists|alike)$/.test(error.code))
        setAlike({
          personId: String(error.params.personId ?? ''),
          name: String(error.params.name ?? told.name),
          same: error.code === 'people.person_exists',
        })
      throw error
    }
  }
  return { make, alike, forget: () => setAlike(undefined) }
}

/** The choice after such a refusal. */
export function AlikeChoice(props: {
  alike: Alike | undefined
  takeThere: (personId: string) => void
  makeNew: () => void
}): ReactNode {
  const { t } = useTranslation('people')
  const { alike } = props
  if (!alike) return null
  return (
    <div className="aj-row pe-alike" role="status">
      {alike.personId ? (
        <Button onClick={() => props.takeThere(alike.personId)}>
          {t('add.useThere', { name: alike.name })}
        </Button>
      ) : null}
      {alike.same ? null : <Button onClick={props.makeNew}>{t('add.makeNew')}</Button>}
    </div>
  )
}
