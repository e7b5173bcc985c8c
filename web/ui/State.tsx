import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromiseState } from '../theme.ts'
import { Icon, type IconName } from './icons.tsx'

const signs: Record<PromiseState, IconName> = {
  running: 'clock',
  soon: 'hourglass',
  late: 'alert',
  kept: 'check',
  stopped: 'pause',
}

/** A state as colour, sign and word together. `word` replaces the house word (e.g. 已到场 for kept). */
export function State({ state, word }: { state: PromiseState; word?: string }): ReactNode {
  const { t } = useTranslation('common')
  return (
    <span className="aj-state" data-state={state}>
      <Icon name={signs[state]} />
      {word ?? t(`state.${state}`)}
    </span>
  )
}
