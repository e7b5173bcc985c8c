/** The frame of every page at a gate: it draws when the terminal knows its estate and its gate. */
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, newClientId } from '../../api.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { closureNow, type Snapshot } from './decide.ts'
import { gateOf, lockOpened, setGate, type TerminalState, useTerminal } from './terminal.ts'
import './gate-pages.css'

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
  if (!here) return <ChooseGate estateId={estateId} snapshot={snapshot} />
  // the server's clock, not the device's, says whether the closure still binds
  const closure = closureNow(snapshot, Date.parse(snapshot.now))
  return children({ estateId, gateId: here.id, snapshot, closure, state })
}

function ChooseGate({ estateId, snapshot }: { estateId: string; snapshot: Snapshot }): ReactNode {
  const { t } = useTranslation('gate')
  const name = useMutate('POST /api/estates/:estateId/gate/terminals')
  const choose = async (gate: Snapshot['gates'][number]) => {
    const made = await name
      .mutateAsync({ estateId, gateId: gate.id, name: `${gate.name} ${newClientId().slice(0, 4)}` })
      .catch((error: unknown) => {
        // without network the choice stands; the terminal gets its name when it is chosen again
        if (error instanceof ApiError && error.status !== 0) say(error.message, 'failed')
        return undefined
      })
    setGate(estateId, gate.id, made?.id)
  }
  return (
    <div className="gp-stack">
      <h1>{t('terminal.which')}</h1>
      {snapshot.gates.length === 0 ? <p className="aj-weak">{t('terminal.noGate')}</p> : null}
      {snapshot.gates.map(gate => (
        <Button key={gate.id} wide onClick={() => choose(gate)}>
          {gate.name}
          {gate.state === 'closed' ? ` · ${t('gateState.closed')}` : ''}
        </Button>
      ))}
    </div>
  )
}
