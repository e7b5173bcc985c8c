import type { ComponentType } from 'react'
import type { Both } from './i18n.ts'
import type { IconName } from './ui/icons.tsx'

export type Shell = 'console' | 'resident' | 'field' | 'gate' | 'board'

/** Groups of the console menu, in order; phones and gates ignore them. */
export const navGroups = ['today', 'home', 'service', 'gate', 'care', 'money', 'govern', 'setting'] as const
export type NavGroup = (typeof navGroups)[number]

export interface PageDef {
  shell: Shell
  /** Below the shell: 'tickets', 'tickets/$ticketId', '' for the shell's first page. */
  path: string
  /** Menu text and tab title. Given here, not in a locale file: a menu is drawn before any page's texts. */
  title: Both
  /** Absent: reached from other pages only. On phones the four lowest orders stand in the bottom bar. */
  nav?: { group: NavGroup; order: number; icon: IconName }
  /** Without it the page is in no menu; the server refuses anyway. */
  permission?: string
  load: () => Promise<{ default: ComponentType }>
}

export interface ModulePages {
  /** Also the locale file that is fetched with each of these pages. */
  module: string
  pages: PageDef[]
}

/** Declares a module's pages: `export default definePages('desk', [...])` in web/pages/desk/index.ts. */
export function definePages(module: string, pages: PageDef[]): ModulePages {
  return { module, pages }
}
