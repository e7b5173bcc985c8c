/** What a tap on the guard's first page opens: who is known, a code that was shown, somebody new, a car, an emergency. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../me.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { GateFace } from './AtGate.tsx'
import { Emergency } from './Emergency.tsx'
import type { Known } from './find.ts'
import { SetLock } from './Lock.tsx'
import { NewPerson } from './NewPerson.tsx'
import { Returning, type ShownPass } from './Returning.tsx'
import type { CardRead } from './read-text.ts'
import { Scan } from './Scan.tsx'
import { ShownBy } from './ShownBy.tsx'
import { lockOpened } from './terminal.ts'
import { Vehicle } from './Vehicle.tsx'

export type Open =
  | { kind: 'known'; person: Known }
  | { kind: 'shown'; shown: ShownPass }
  | { kind: 'scan' }
  | { kind: 'lock' }
  | { kind: 'new'; card?: CardRead }
  | { kind: 'vehicle' }
  | { kind: 'emergency' }

interface Props {
  open: Open
  face: GateFace
  /** what was typed, where it looks like a door number */
  unit: string
  take: (text: string) => void
  close: () => void
  done: () => void
}

export function Opened({ open, face, unit, take, close, done }: Props): ReactNode {
  const { t } = useTranslation('gate')
  const { me } = useMe()
  if (open.kind === 'scan') return <Scan found={take} close={close} />
  if (open.kind === 'lock')
    return me ? (
      <SetLock
        owner={me.account.id}
        close={close}
        done={() => {
          close()
          void lockOpened(face.estateId, me.account.id)
        }}
      />
    ) : null
  return (
    <Dialog
      title={title(open, t)}
      close={close}
      wide={open.kind !== 'known'}
      sheet={open.kind === 'known' || open.kind === 'shown'}
    >
      {open.kind === 'shown' ? <ShownBy face={face} shown={open.shown} done={done} /> : null}
      {open.kind === 'known' ? <Returning face={face} person={open.person} done={done} /> : null}
      {open.kind === 'new' ? <NewPerson face={face} unit={unit} card={open.card} done={done} /> : null}
      {open.kind === 'vehicle' ? <Vehicle face={face} done={done} /> : null}
      {open.kind === 'emergency' ? <Emergency face={face} done={done} /> : null}
    </Dialog>
  )
}

function title(open: Open, t: (key: string) => string): string {
  if (open.kind === 'known') return `${open.person.name} ${open.person.unit ?? ''}`
  if (open.kind === 'shown') return t('shown.title')
  if (open.kind === 'new') return t('register.new')
  return open.kind === 'vehicle' ? t('register.vehicle') : t('register.emergency')
}
