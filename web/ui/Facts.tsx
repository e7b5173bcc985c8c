import type { ReactNode } from 'react'
import './tabs.css'

export interface Fact {
  label: string
  /** undefined or null is written as a dash: not known is not empty */
  value: ReactNode
}

/** What is known of a record, label beside value. */
export function Facts({ facts }: { facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="aj-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === undefined || value === null || value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
