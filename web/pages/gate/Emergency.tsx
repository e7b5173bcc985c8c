/** Emergency passage: never blocked, kind and reason are written down (K1). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import type { GateFace } from './AtGate.tsx'
import type { Attempt } from './decide.ts'
import { Direction, Mend, useRegister } from './parts.tsx'

type Kind = NonNullable<Attempt['emergency']>['kind']
const kinds: Kind[] = ['medical', 'police', 'fire', 'utility', 'shift', 'other']

export function Emergency({ face, done }: { face: GateFace; done: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const [kind, setKind] = useState<Kind>('medical')
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [reason, setReason] = useState('')
  const [plate, setPlate] = useState('')
  const { send, busy, error } = useRegister(face)
  const pass = async () => {
    const told = reason.trim() || t(`emergency.${kind}`)
    const sent = await send(
      {
        direction,
        emergency: { kind, reason: told },
        persons: plate ? [] : [{ kind: 'worker' }],
        ...(plate ? { vehicle: { plate, occupants: 1 } } : {}),
      },
      t(`emergency.${kind}`),
    )
    if (sent) done()
  }
  return (
    <div className="gp-stack">
      <Choices
        legend={t('emergency.kind')}
        options={kinds.map(value => ({ value, label: t(`emergency.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <Direction value={direction} onChange={setDirection} />
      <div className="gp-two">
        <label className="aj-field">
          {t('emergency.reason')}
          <input className="aj-input" value={reason} onChange={event => setReason(event.target.value)} />
        </label>
        <label className="aj-field">
          {t('emergency.plate')}
          <input className="aj-input" value={plate} onChange={event => setPlate(event.target.value)} />
        </label>
      </div>
      <Mend error={error} />
      <Button kind="main" wide busy={busy} onClick={pass}>
        {t('emergency.pass')}
      </Button>
    </div>
  )
}
