/** A vehicle: both licences, every occupant a record, one without mask stops all (S6-39..43). */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { GateFace } from './AtGate.tsx'
import { find, idOf, type Known } from './find.ts'
import { type PersonDraft, PersonFields, told } from './NewPerson.tsx'
import { Direction, Mend, PassActs, TripChips, useRegister } from './parts.tsx'
import { dropWake, useWake } from './wake.ts'

type Occupant = { key: number; known?: Known; draft: PersonDraft }

/** Keys stay unlike also after the tablet woke up with occupants of before. */
let next = nowMs()

export function Vehicle({ face, done }: { face: GateFace; done: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const closure = face.closure !== null
  const [plate, setPlate] = useWake('vehicle.plate', '')
  const [direction, setDirection] = useWake<'in' | 'out'>('vehicle.direction', 'in')
  const [papers, setPapers] = useWake('vehicle.papers', {
    licenceChecked: false,
    drivingLicenceChecked: false,
  })
  const [occupants, setOccupants] = useWake<Occupant[]>('vehicle.occupants', [
    { key: 0, draft: { kind: 'resident' } },
  ])
  const [trip, setTrip] = useWake('vehicle.trip', {
    destination: t('trip.work.to'),
    reason: t('trip.work.why'),
  })
  const { send, busy, error } = useRegister(face)
  const here =
    plate.length >= 4 ? find(face.snapshot.people, plate).filter(person => person.plate !== '') : []
  const free = here.filter(person => !occupants.some(each => each.known?.id === person.id))
  const add = (known?: Known) =>
    setOccupants([
      ...occupants.filter(each => each.known || Object.keys(told(each.draft)).length > 1),
      { key: next++, ...(known ? { known } : {}), draft: { kind: 'resident' } },
    ])
  const pass = async (mask: boolean | undefined) => {
    const asked = closure && direction === 'out' ? trip : closure ? {} : { reason: trip.reason }
    const persons = occupants.map(each => ({
      ...(each.known
        ? {
            ...idOf(each.known),
            kind: each.known.kind,
            ...(closure && direction === 'out' ? trip : {}),
          }
        : { ...(closure ? trip : asked), ...told(each.draft) }),
      ...(mask === undefined ? {} : { mask }),
    }))
    const vehicle = { plate, ...(closure ? papers : {}), occupants: occupants.length }
    if (await send({ direction, persons, vehicle }, plate)) {
      dropWake('vehicle.plate', 'vehicle.direction', 'vehicle.papers', 'vehicle.occupants', 'vehicle.trip')
      done()
    }
  }
  return (
    <div className="gp-stack">
      <div className="gp-row">
        <label className="aj-field aj-grow">
          {t('field.plate')}
          <input
            className="aj-input"
            value={plate}
            autoCapitalize="characters"
            onChange={event => setPlate(event.target.value.toUpperCase())}
          />
        </label>
        <Direction value={direction} onChange={setDirection} />
      </div>
      {closure ? (
        <div className="gp-row">
          {(['licenceChecked', 'drivingLicenceChecked'] as const).map(name => (
            <label key={name} className="gp-check">
              <input
                type="checkbox"
                checked={papers[name]}
                onChange={event => setPapers({ ...papers, [name]: event.target.checked })}
              />
              {t(`vehicle.${name}`)}
            </label>
          ))}
        </div>
      ) : null}
      {free.length > 0 ? (
        <div className="gp-row">
          <span className="aj-weak">{t('vehicle.usual')}</span>
          {free.map(person => (
            <Button key={person.id} icon="plus" onClick={() => add(person)}>
              {person.name} {person.unit}
            </Button>
          ))}
        </div>
      ) : null}
      <h3>{t('vehicle.occupants', { count: occupants.length })}</h3>
      {occupants.map((each, i) => (
        <fieldset key={each.key} className="gp-occupant">
          <legend>{t('vehicle.occupant', { n: i + 1 })}</legend>
          {each.known ? (
            <p>
              <strong>{each.known.name}</strong> {each.known.unit}
            </p>
          ) : (
            <PersonFields
              closure={closure}
              without={['destination', 'reason']}
              value={each.draft}
              onChange={draft => setOccupants(occupants.map(o => (o === each ? { ...o, draft } : o)))}
            />
          )}
          {occupants.length > 1 ? (
            <button
              type="button"
              className="aj-plain-icon"
              aria-label={t('vehicle.drop', { n: i + 1 })}
              onClick={() => setOccupants(occupants.filter(o => o !== each))}
            >
              <Icon name="close" />
            </button>
          ) : null}
        </fieldset>
      ))}
      <Button
        icon="plus"
        onClick={() => setOccupants([...occupants, { key: next++, draft: { kind: 'resident' } }])}
      >
        {t('vehicle.add')}
      </Button>
      <TripChips last={{ destination: '', reason: '' }} value={trip} onChange={setTrip} />
      <Mend error={error} />
      {closure ? <p className="aj-weak">{t('vehicle.rule')}</p> : null}
      <PassActs closure={closure} busy={busy} direction={direction} pass={pass} />
    </div>
  )
}
