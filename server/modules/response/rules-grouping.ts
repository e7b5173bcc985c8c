/** The grouping of the brigade as pure functions (S6-30): what a proposal must hold, who confirms, what a change undoes. */

export interface GroupPlan {
  name: string
  leaderId: string
  memberIds: string[]
  estateIds: string[]
}

/** What makes a proposal unsound; the estates it must cover are judged apart, so that a draft may be kept. */
export function groupFault(
  groups: readonly GroupPlan[],
  known: { members: ReadonlySet<string>; estates: ReadonlySet<string> },
):
  | { code: 'response.group_empty'; group: string }
  | { code: 'response.member_twice'; member: string }
  | { code: 'response.member_unknown' }
  | { code: 'response.estate_outside' }
  | undefined {
  const seen = new Set<string>()
  for (const g of groups) {
    if (g.memberIds.length === 0 || g.estateIds.length === 0 || !g.memberIds.includes(g.leaderId))
      return { code: 'response.group_empty', group: g.name }
    for (const member of g.memberIds) {
      if (!known.members.has(member)) return { code: 'response.member_unknown' }
      if (seen.has(member)) return { code: 'response.member_twice', member }
      seen.add(member)
    }
    if (g.estateIds.some(id => !known.estates.has(id))) return { code: 'response.estate_outside' }
  }
  return undefined
}

/** Estates that need members (S6-27) and stand in no group. */
export function estatesWithout(groups: readonly GroupPlan[], needing: readonly string[]): string[] {
  const grouped = new Set(groups.flatMap(g => g.estateIds))
  return needing.filter(id => !grouped.has(id))
}

export type Side = 'community' | 'forestry'

export interface Confirmations {
  state: 'open' | 'agreed' | 'superseded'
  community: string | null
  forestry: string | null
}

/** Why a side cannot confirm now, or true. `actor` is who asks; `without` is how many estates lack a group. */
export function confirmRefusal(
  c: Confirmations,
  side: Side,
  actor: string,
  without: number,
):
  | true
  | 'response.grouping_state'
  | 'response.already_confirmed'
  | 'response.same_person'
  | 'response.grouping_incomplete' {
  if (c.state !== 'open') return 'response.grouping_state'
  if (c[side] !== null) return 'response.already_confirmed'
  if (c[side === 'community' ? 'forestry' : 'community'] === actor) return 'response.same_person'
  return without > 0 ? 'response.grouping_incomplete' : true
}

/** Both sides have confirmed: from now the grouping holds. */
export function isAgreed(c: Confirmations): boolean {
  return c.community !== null && c.forestry !== null
}
