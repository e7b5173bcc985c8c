/** What a lobby lacks (S1-01, S1-02). Pure. */
import type { CoverFrame } from './rules.ts'

export const lobbyFaults = ['no_post', 'no_person', 'not_around', 'gap'] as const
export type LobbyFault = (typeof lobbyFaults)[number]

/** Whether frames of the local day leave no minute out. */
export function aroundTheClock(covers: readonly CoverFrame[]): boolean {
  let reached = 0
  for (const c of [...covers].sort((a, b) => a.from - b.from)) {
    if (c.from > reached) return false
    reached = Math.max(reached, c.until)
  }
  return reached >= 1440
}

/** The worst fault first: no post, nobody, a post that is not meant to be there day and night, an hour without anybody. */
export function lobbyFault(l: {
  hasPost: boolean
  covers: readonly CoverFrame[]
  persons: number
  gap: boolean
}): LobbyFault | null {
  if (!l.hasPost) return 'no_post'
  if (l.persons === 0) return 'no_person'
  if (!aroundTheClock(l.covers)) return 'not_around'
  return l.gap ? 'gap' : null
}
