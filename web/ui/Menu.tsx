import { type ReactNode, useEffect, useRef } from 'react'
import './menu.css'

/** A drop-down on <details>: closes on Esc, on a click outside and, unless it should `stay`, after a choice. */
export function Menu({
  label,
  children,
  stay,
}: {
  label: ReactNode
  children: ReactNode
  stay?: boolean
}): ReactNode {
  const ref = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const shut = (event: Event) => {
      const menu = ref.current
      if (!menu?.open) return
      const byKey = event instanceof KeyboardEvent && event.key === 'Escape'
      const outside = event.type === 'click' && event.target instanceof Node && !menu.contains(event.target)
      if (byKey || outside) menu.open = false
      if (byKey) menu.querySelector('summary')?.focus()
    }
    document.addEventListener('click', shut)
    document.addEventListener('keydown', shut)
    return () => {
      document.removeEventListener('click', shut)
      document.removeEventListener('keydown', shut)
    }
  }, [])
  return (
    <details ref={ref} className="aj-menu">
      <summary className="aj-switch">{label}</summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes the menu after a choice made inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a choice is a click too */}
      <div
        className="aj-menu-list"
        onClick={() => {
          if (ref.current && !stay) ref.current.open = false
        }}
      >
        {children}
      </div>
    </details>
  )
}
