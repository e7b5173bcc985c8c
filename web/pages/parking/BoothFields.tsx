/** What both ways of opening by hand ask for: the lane, which way where it serves both, and the usual reasons. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import type { LaneShown } from './booth.ts'

export type Way = 'in' | 'out'
export type LaneAsked = Pick<LaneShown, 'id' | 'name' | 'gate' | 'direction'>
export type Reason = 'misread' | 'delivery' | 'emergency' | 'device' | 'staff'

/** The exit first: that is where a queue stands. */
export function firstLane(lanes: readonly LaneAsked[]): { laneId: string; way: Way } {
  const first = lanes.find(l => l.direction !== 'in') ?? lanes[0]
  return { laneId: first?.id ?? '', way: first?.direction === 'in' ? 'in' : 'out' }
}

/** Which way a car went: the lane's own, or the chosen one where it serves both. */
export function wayThrough(lane: LaneAsked | undefined, chosen: Way): Way {
  if (lane?.direction === 'both') return chosen
  return lane?.direction === 'in' ? 'in' : 'out'
}

export function LaneAndWay(props: {
  lanes: readonly LaneAsked[]
  laneId: string
  way: Way
  change: (to: { laneId: string } | { way: Way }) => void
}): ReactNode {
  const { lanes, laneId, way, change } = props
  const { t } = useTranslation('parking')
  return (
    <>
      <Choices
        legend={t('open.lane')}
        options={lanes.map(l => ({ value: l.id, label: `${l.gate} ${l.name}` }))}
        value={laneId}
        onChange={to => change({ laneId: to })}
      />
      {lanes.find(l => l.id === laneId)?.direction === 'both' ? (
        <Choices
          legend={t('open.way')}
          options={(['in', 'out'] as const).map(value => ({ value, label: t(`way.${value}`) }))}
          value={way}
          onChange={to => change({ way: to })}
        />
      ) : null}
    </>
  )
}

/** One tap for what is said most. */
export function UsualReasons(props: {
  reasons: readonly Reason[]
  pick: (reason: string) => void
}): ReactNode {
  const { t } = useTranslation('parking')
  return (
    <div className="pk-reasons">
      {props.reasons.map(r => (
        <Button key={r} onClick={() => props.pick(t(`open.reasons.${r}`))}>
          {t(`open.reasons.${r}`)}
        </Button>
      ))}
    </div>
  )
}
