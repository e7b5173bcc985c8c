import type { Finder } from './finder.ts'
import { findPeople } from './pages/people/find.ts'

/** What the one box asks besides the menu: a line per module that can be searched. */
export const finders: Finder[] = [findPeople]
