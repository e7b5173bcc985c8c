import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { say } from '../../ui/toast.ts'
import { stalePeople } from './stale.ts'

type Tie = Answer<'GET /api/estates/:estateId/units/:unitId/card'>['owners'][number]

/** One person's tie to a home ends now, by his name: his rights there end in the same moment (SX-14). */
export function EndTie({ estateId, tie }: { estateId: string; tie: Tie }): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const [asking, setAsking] = useState(false)
  const owner = useMutate('POST /api/estates/:estateId/ownerships/:tieId/end')
  const member = useMutate('POST /api/estates/:estateId/household-members/:tieId/end')
  if (!tie.live || !can('person.write')) return null
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('end.act')}
      </Button>
      {asking ? (
        <ConfirmByName
          title={t(`end.${tie.tie}`, { name: tie.person, room: tie.unit })}
          consequence={t('end.then', { name: tie.person, room: tie.unit })}
          name={tie.person}
          act={t('end.act')}
          close={() => setAsking(false)}
          run={async () => {
            await (tie.tie === 'owner' ? owner : member).mutateAsync({ estateId, tieId: tie.id })
            say(t('end.done', { name: tie.person, room: tie.unit }))
            await stalePeople()
          }}
        />
      ) : null}
    </>
  )
}

/** A car that belongs here no longer. */
export function EndVehicle(props: { estateId: string; vehicleId: string; plate: string }): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const [asking, setAsking] = useState(false)
  const end = useMutate('POST /api/estates/:estateId/vehicles/:vehicleId/end')
  if (!can('person.write')) return null
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('end.act')}
      </Button>
      {asking ? (
        <ConfirmByName
          title={t('end.vehicle', { plate: props.plate })}
          consequence={t('end.vehicleThen')}
          name={props.plate}
          act={t('end.act')}
          close={() => setAsking(false)}
          run={async () => {
            await end.mutateAsync({ estateId: props.estateId, vehicleId: props.vehicleId })
            say(t('end.vehicleDone', { plate: props.plate }))
            await stalePeople()
          }}
        />
      ) : null}
    </>
  )
}
