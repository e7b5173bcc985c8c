/** The state of a task as colour, sign and word. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { State } from '../../ui/State.tsx'

const signs = {
  planned: 'running',
  started: 'running',
  done: 'soon',
  seen: 'kept',
  cancelled: 'stopped',
} as const

export function TaskState({ task }: { task: { state: keyof typeof signs; late: boolean } }): ReactNode {
  const { t } = useTranslation('response')
  const word = t(`taskState.${task.state}`)
  return (
    <State
      state={task.late ? 'late' : signs[task.state]}
      word={task.late ? t('task.isLate', { state: word }) : word}
    />
  )
}
