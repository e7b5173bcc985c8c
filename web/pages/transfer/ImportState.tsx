import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import type { PromiseState } from '../../theme.ts'
import { State } from '../../ui/State.tsx'

type ImportStateName = Answer<'GET /api/imports/:importId'>['state']

const tones: Record<ImportStateName, PromiseState> = {
  uploaded: 'soon',
  queued: 'running',
  running: 'running',
  done: 'kept',
  failed: 'late',
  discarded: 'stopped',
}

/** The state of an import: colour, sign and word. */
export function ImportState({ state }: { state: ImportStateName }): ReactNode {
  const { t } = useTranslation('transfer')
  return <State state={tones[state]} word={t(`state.${state}`)} />
}
