/** After a scan: the person whose code it is with two taps, or whose home it is to choose from, or why it does not open. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import type { GateFace } from './AtGate.tsx'
import type { Known } from './find.ts'
import { NewPerson } from './NewPerson.tsx'
import { Mend, useRegister } from './parts.tsx'
import { Returning, ShownLine, type ShownPass } from './Returning.tsx'

/** Whose it is: the phone's owner if the terminal knows him, else everybody of that home. */
function ownersOf(face: GateFace, shown: ShownPass): { one: Known | undefined; home: Known[] } {
  const { key, permit, unit } = shown.verdict
  const home = unit
    ? face.snapshot.people.filter(person => person.unit === unit && person.kind === 'resident')
    : []
  const one = key && home.find(person => person.name === key.name && person.last4 === key.last4)
  const holder = permit?.holder
  return {
    one:
      one ?? (holder ? face.snapshot.people.find(p => p.name === holder && p.kind !== 'visitor') : undefined),
    home,
  }
}

export function ShownBy(props: { face: GateFace; shown: ShownPass; done: () => void }): ReactNode {
  const { face, shown, done } = props
  const { t } = useTranslation('gate')
  const { one, home } = ownersOf(face, shown)
  const [person, setPerson] = useState<Known | undefined>(one)
  const [fresh, setFresh] = useState(false)
  if (shown.verdict.refusal && shown.verdict.unit === null) return <Refused {...props} />
  if (person) return <Returning face={face} person={person} shown={shown} done={done} />
  const { permit } = shown.verdict
  if (fresh || home.length === 0)
    return (
      <NewPerson
        face={face}
        unit={shown.verdict.unit ?? ''}
        kind={permit && permit.kind !== 'household' ? 'worker' : 'resident'}
        shown={shown}
        done={done}
      />
    )
  return (
    <div className="gp-stack">
      <ShownLine shown={shown} />
      <p>{t('shown.who')}</p>
      <div className="gp-found">
        {home.map(each => (
          <button key={each.id} type="button" className="gp-person" onClick={() => setPerson(each)}>
            <strong>{each.name}</strong>
            <span className="aj-weak">{each.last ? t(`now.${each.last}`) : t('now.unknown')}</span>
          </button>
        ))}
      </div>
      <Button onClick={() => setFresh(true)}>{t('shown.other')}</Button>
    </div>
  )
}

/** A code that names nobody here: the attempt is written down with the reason. */
function Refused({ face, shown, done }: { face: GateFace; shown: ShownPass; done: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const { send, busy, error } = useRegister(face)
  const record = async () => {
    const attempt = {
      direction: 'in' as const,
      persons: [{ kind: 'visitor' as const }],
      passText: shown.text,
      shownAt: shown.at,
    }
    if (await send(attempt, t('shown.label'), shown.verdict.refusal, shown.verdict)) done()
  }
  return (
    <div className="gp-stack">
      <ShownLine shown={shown} />
      <Mend error={error} />
      <Button kind="danger" wide busy={busy} onClick={record}>
        {t('refuse.record')}
      </Button>
    </div>
  )
}
