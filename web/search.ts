import { findPeople } from './pages/people/find.ts'
import type { IconName } from './ui/icons.tsx'

export interface Finding {
  icon: IconName
  title: string
  /** what kind of thing it is, or which part matched; masked where it is personal */
  note: string
  href: string
}

export type Finder = (estateId: string, text: string, signal: AbortSignal) => Promise<Finding[]>

/** What the one box asks besides the menu: a line per module that can be searched. */
export const finders: Finder[] = [findPeople]
