import type { IconName } from './ui/icons.tsx'

/** One line that the one box shows for what was typed. */
export interface Finding {
  icon: IconName
  title: string
  /** what kind of thing it is, or which part matched; masked where it is personal */
  note: string
  href: string
}

/** How a module answers the one box; a line of it stands in `search.ts`. */
export type Finder = (estateId: string, text: string, signal: AbortSignal) => Promise<Finding[]>
