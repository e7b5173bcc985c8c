import type { ReactNode } from 'react'
import { useNow } from '../clock.ts'
import { dateTime, when } from '../format.ts'
import { Icon, type IconName } from './icons.tsx'
import './timeline.css'

export interface Happening {
  id: string
  at: string
  icon?: IconName
  /** what happened, in the reader's words */
  title: ReactNode
  who?: string
  detail?: ReactNode
}

/** What happened, newest first or oldest first as given. */
export function Timeline({ items }: { items: Happening[] }): ReactNode {
  const now = useNow(60_000)
  return (
    <ol className="aj-timeline">
      {items.map(item => (
        <li key={item.id}>
          <span className="aj-timeline-sign">{item.icon ? <Icon name={item.icon} size="1em" /> : null}</span>
          <p>
            {item.title}
            <span className="aj-weak">
              {item.who ? ` ${item.who}` : ''}{' '}
              <time dateTime={item.at} title={dateTime(item.at)} className="aj-num">
                {when(item.at, now)}
              </time>
            </span>
          </p>
          {item.detail ? <div className="aj-timeline-detail">{item.detail}</div> : null}
        </li>
      ))}
    </ol>
  )
}
