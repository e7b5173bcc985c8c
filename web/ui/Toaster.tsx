import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'
import { useSaid } from './toast.ts'
import './toast.css'

/** Where `say` appears; one per page, in the root. */
export function Toaster(): ReactNode {
  const said = useSaid()
  return (
    <div className="aj-toasts" role="status" aria-live="polite">
      {said.map(({ id, text, kind }) => (
        <p key={id} data-kind={kind}>
          <Icon name={kind === 'done' ? 'check' : 'alert'} />
          {text}
        </p>
      ))}
    </div>
  )
}
