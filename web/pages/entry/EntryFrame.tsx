import type { ReactNode } from 'react'
import { LangSwitch, ModeSwitch } from '../../shells/Switches.tsx'
import { Mark } from '../../ui/icons.tsx'
import '../../shells/shell.css'
import './entry.css'

/** The frame of the pages before a shell: mark, one question, one card. */
export function EntryFrame({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: string
  wide?: boolean
  children: ReactNode
}): ReactNode {
  return (
    <div className="aj-entry">
      <header>
        <Mark size="2.25rem" />
        <span className="aj-entry-name">安居</span>
        <span className="aj-grow" />
        <LangSwitch />
        <ModeSwitch />
      </header>
      <main data-wide={wide ? '' : undefined}>
        <h1>{title}</h1>
        {lead ? <p className="aj-weak">{lead}</p> : null}
        {children}
      </main>
    </div>
  )
}
