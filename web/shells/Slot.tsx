import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { deskSlots, slots } from '../slots.ts'

/** A part that cannot be loaded (no network, not kept) leaves its place empty; the shell goes on. */
class Quiet extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}

const parts = new Map<string, ComponentType>()

function part(name: string): ComponentType | undefined {
  const load = slots[name] ?? deskSlots[name]
  if (load && !parts.has(name)) parts.set(name, lazy(load))
  return parts.get(name)
}

/** Draws what a module put into the slot, or nothing. */
export function Slot({ name }: { name: string }): ReactNode {
  const Part = part(name)
  if (!Part) return null
  return (
    <Quiet>
      <Suspense fallback={null}>
        <Part />
      </Suspense>
    </Quiet>
  )
}
