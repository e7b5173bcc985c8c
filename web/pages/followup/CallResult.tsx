import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { State } from '../../ui/State.tsx'
import type { CallRow } from './words.ts'

/** What became of a call as colour, sign and word. */
export function CallResult({
  row,
}: {
  row: Pick<CallRow, 'result' | 'how' | 'attempts' | 'overdue'>
}): ReactNode {
  const { t } = useTranslation('followup')
  if (row.result === 'satisfied') return <State state="kept" word={t('result.satisfied')} />
  if (row.result === 'partly') return <State state="soon" word={t('result.partly')} />
  if (row.result === 'dissatisfied') return <State state="late" word={t('result.dissatisfied')} />
  if (row.result !== null) return <State state="stopped" word={t(`result.${row.result}`)} />
  if (row.how === null) return <span className="aj-weak">{t('how.reserve')}</span>
  const tried = row.attempts > 0 ? t('tried', { count: row.attempts }) : ''
  return row.overdue ? (
    <State state="late" word={`${t('overdue')} ${tried}`} />
  ) : (
    <State state="running" word={tried || t('result.open')} />
  )
}
