/** The frame of every page at a gate: it draws when the terminal knows its estate and its gate. */
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { closureNow, type Snapshot } from './decide.ts'
import { gateOf, lockOpened, type TerminalState, useTerminal } from './terminal.ts'
import './gate-pages.css'

const ChooseGate = lazy(() => import('./ChooseGate.tsx').then(m => ({ default: m.ChooseGate })))
const Unlock = lazy(() => import('./Lock.tsx').then(m => ({ default: m.Unlock })))

export interface GateFace {
  estateId: string
  gateId: string
  snapshot: Snapshot
  closure: Snapshot['closure']
  state: TerminalState
  /** names this attempt: a tablet that woke up in the middle of it sends the same again, and it counts once */
  attemptId?: string
}

/** Draws its page when the terminal knows its estate and its gate; else what is missing for that. */
export function AtGate({ children }: { children: (face: GateFace) => ReactNode }): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const { me } = useMe()
  const state = useTerminal(estateId, me?.account.id)
  const { snapshot } = state
  if (state.revoked) return <p role="alert">{t('terminal.revoked')}</p>
  if (state.lock === 'locked' && me)
    return (
      <Suspense fallback={null}>
        <Unlock opened={() => void lockOpened(estateId, me.account.id)} />
      </Suspense>
    )
  if (state.lock === undefined) return <Loading />
  if (state.ended) return <p role="alert">{t('terminal.ended')}</p>
  if (!snapshot) return state.failure ? <Failing error={state.failure} /> : <Loading />
  const own = gateOf(estateId)?.gateId
  const gate = snapshot.gates.find(each => each.id === own)
  const only = snapshot.gates.length === 1 ? snapshot.gates[0] : undefined
  const here = gate ?? only
  if (!here)
    return (
      <Suspense fallback={null}>
        <ChooseGate estateId={estateId} snapshot={snapshot} />
      </Suspense>
    )
  // the server's clock, not the device's, says whether the closure still binds
  const closure = closureNow(snapshot, Date.parse(snapshot.now))
  return children({ estateId, gateId: here.id, snapshot, closure, state })
}
