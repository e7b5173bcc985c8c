import { type KeyboardEvent, type ReactNode, useId } from 'react'
import './tabs.css'

export interface Tab {
  key: string
  label: string
  /** a count or a sign behind the label */
  note?: ReactNode
}

/** Tabs of a record: arrow keys move, only the chosen panel is drawn. */
export function Tabs(props: {
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (key: string) => void
  children: ReactNode
}): ReactNode {
  const id = useId()
  const at = props.tabs.findIndex(tab => tab.key === props.value)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length]
    if (step === 0 || !next) return
    event.preventDefault()
    props.onChange(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <div className="aj-tabs">
      <div role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
        {props.tabs.map(tab => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab.key === props.value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === props.value ? 0 : -1}
            onClick={() => props.onChange(tab.key)}
          >
            {tab.label}
            {tab.note !== undefined ? <span className="aj-weak"> {tab.note}</span> : null}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${props.value}`}>
        {props.children}
      </div>
    </div>
  )
}
