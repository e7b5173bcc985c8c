import { settings } from '../../settings.ts'

/** Imports are done at a desk or, by a bureau for its region, on the board. */
export function deskShell(): 'console' | 'board' {
  return settings().shell === 'board' ? 'board' : 'console'
}
