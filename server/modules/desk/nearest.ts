/** Who is proposed for a ticket (S8-23): suitable before near before free. Pure. */

export interface Candidate {
  accountId: string
  name: string
  /** Duties he has now. */
  duties: readonly string[]
  /** The building he was last seen in within the last hours; null: not known. */
  buildingId: string | null
  building: string | null
  /** Tickets he is at. */
  busy: number
}

export type Near = 'here' | 'steward' | 'elsewhere' | 'unknown'

export interface Proposal extends Omit<Candidate, 'duties' | 'buildingId'> {
  suits: boolean
  near: Near
}

/** The duties that suit a kind of ticket; a service on site is a matter for whoever repairs, cleans or serves the house. */
export function suitable(kind: string, toManager: boolean): readonly string[] {
  if (toManager) return ['management']
  if (kind === 'complaint') return ['complaints']
  return kind === 'repair' || kind === 'order' ? ['repair', 'complaints'] : ['desk', 'complaints']
}

const rankOf: Record<Near, number> = { here: 0, steward: 1, unknown: 2, elsewhere: 3 }

/**
 * Everybody on duty, best first: suits the matter, stands in the building or is its steward, has nothing in hand, then
 * by name so that the order is the same twice.
 */
export function propose(
  people: readonly Candidate[],
  matter: { kind: string; toManager: boolean; buildingId: string | null; stewardId: string | null },
): Proposal[] {
  const wanted = suitable(matter.kind, matter.toManager)
  return people
    .map(p => ({
      accountId: p.accountId,
      name: p.name,
      building: p.building,
      busy: p.busy,
      suits: p.duties.some(d => wanted.includes(d)),
      near: nearOf(p, matter),
    }))
    .sort(
      (a, b) =>
        Number(b.suits) - Number(a.suits) ||
        rankOf[a.near] - rankOf[b.near] ||
        a.busy - b.busy ||
        a.name.localeCompare(b.name, 'zh-CN') ||
        a.accountId.localeCompare(b.accountId),
    )
}

function nearOf(p: Candidate, matter: { buildingId: string | null; stewardId: string | null }): Near {
  if (matter.buildingId !== null && p.buildingId === matter.buildingId) return 'here'
  if (matter.stewardId === p.accountId) return 'steward'
  return p.buildingId === null ? 'unknown' : 'elsewhere'
}
