/** Somebody known: the second tap lets him through. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { idOf, type Known } from './find.ts'
import { Direction, type GateFace, Mend, PassActs, TripChips, useRegister } from './parts.tsx'
import { Refuse } from './Refuse.tsx'

export function Returning({
  face,
  person,
  done,
}: {
  face: GateFace
  person: Known
  done: () => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const last = { destination: person.destination, reason: person.reason }
  const usual = { destination: t('trip.shop.to'), reason: t('trip.shop.why') }
  const [direction, setDirection] = useState<'in' | 'out'>(person.last === 'out' ? 'in' : 'out')
  const [trip, setTrip] = useState(last.destination ? last : usual)
  const [refusing, setRefusing] = useState(false)
  const { send, busy, error } = useRegister(face)
  const closure = face.closure !== null
  const asksTrip = closure && direction === 'out'
  const one = (mask: boolean | undefined) => ({
    ...idOf(person),
    kind: person.kind,
    ...(mask === undefined ? {} : { mask }),
    ...(asksTrip ? trip : {}),
  })
  const label = `${person.name} ${person.unit ?? ''}`
  const pass = async (mask: boolean | undefined) => {
    if (await send({ direction, persons: [one(mask)] }, label)) done()
  }
  if (refusing)
    return (
      <Refuse
        busy={busy}
        send={async refuse => {
          if (await send({ direction, persons: [one(undefined)], refuse }, label)) done()
        }}
      />
    )
  return (
    <div className="gp-stack">
      <Direction value={direction} onChange={setDirection} />
      {asksTrip ? <TripChips last={last} value={trip} onChange={setTrip} /> : null}
      <Mend error={error} />
      <PassActs closure={closure} busy={busy} direction={direction} pass={pass} />
      <Button kind="plain" onClick={() => setRefusing(true)}>
        {t('act.refuse')}
      </Button>
    </div>
  )
}
