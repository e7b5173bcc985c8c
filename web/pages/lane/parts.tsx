/** Words and signs that the lane's screens share. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import type { PromiseState } from '../../theme.ts'
import { State } from '../../ui/State.tsx'

export const eventsKey = 'GET /api/estates/:estateId/lane-events'
export const devicesKey = 'GET /api/estates/:estateId/lane-devices'
export const listKey = 'GET /api/estates/:estateId/lane-list'
export type Event = RowOf<typeof eventsKey>

const signs: Record<Event['outcome'], PromiseState> = {
  open: 'kept',
  hold: 'soon',
  refuse: 'late',
  note: 'stopped',
}

/** What became of a car, as sign and word. */
export function Outcome({ of }: { of: Pick<Event, 'outcome' | 'code' | 'settled'> }): ReactNode {
  const { t } = useTranslation('lane')
  if (of.settled && (of.outcome === 'hold' || of.outcome === 'refuse')) {
    const through = of.settled.as === 'opened' || of.settled.as === 'free'
    return <State state={through ? 'kept' : 'stopped'} word={t(`settled.${of.settled.as}`)} />
  }
  return <State state={signs[of.outcome]} word={t(`outcome.${of.outcome}`)} />
}

/** The rule's sentence without the plate before it: the column beside shows the plate. */
export function useWhy(): (say: { zh: string; en: string }, plate: string) => string {
  const { i18n } = useTranslation('lane')
  return (say, plate) => {
    const text = i18n.language.startsWith('en') ? say.en : say.zh
    const bare =
      plate !== '' && text.startsWith(plate) ? text.slice(plate.length).replace(/^[:：]?\s*/, '') : text
    return bare
  }
}
