/** Asked once on a device: at which gate it stands. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, newClientId } from '../../api.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toast.ts'
import type { Snapshot } from './decide.ts'
import { setGate } from './terminal.ts'

export function ChooseGate({ estateId, snapshot }: { estateId: string; snapshot: Snapshot }): ReactNode {
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
