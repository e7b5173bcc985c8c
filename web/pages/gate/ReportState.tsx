import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../format.ts'
import type { PromiseState } from '../../theme.ts'
import { State } from '../../ui/State.tsx'
import type { ReportLine } from './report.ts'

const signs: Record<ReportLine['state'], PromiseState> = {
  none: 'stopped',
  waiting: 'stopped',
  due: 'soon',
  late: 'late',
  kept: 'kept',
  kept_late: 'kept',
}

/** A state of a level as colour, sign and word. */
export function ReportState({ line }: { line: Pick<ReportLine, 'state' | 'dueAt'> }): ReactNode {
  const { t } = useTranslation('rollup')
  return <State state={signs[line.state]} word={t(`state.${line.state}`, { due: clockTime(line.dueAt) })} />
}
