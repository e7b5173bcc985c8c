/** From where somebody looks at a ticket: staff within a reach, or a resident at his own requests. */
import { may, type Permission } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import type { Viewer } from './rules.ts'

export interface Viewpoint {
  accountId: string | null
  personId: string | null
  name: string
  staff: boolean
  /** 'all' of the estate, or only these buildings and units (and one's own tickets). */
  reach: 'all' | { buildings: string[]; units: string[] }
  /** Units in which the viewer lives or which he owns: he may not learn who complained of them. */
  ownUnits: string[]
  may(permission: Permission): boolean
}

/** Staff when `ticket.read` reaches the estate, else a resident. @throws core.not_found or core.forbidden */
export function viewpoint(ctx: Ctx, estateId: string, permission: Permission): Viewpoint {
  const reached = ctx.reach(permission, estateId)
  const { actor } = ctx
  const grants = actor.kind === 'account' ? actor.grants : []
  const mayHere = (p: Permission): boolean => {
    if (actor.kind === 'system') return true
    try {
      ctx.reach(p, estateId)
      return true
    } catch {
      return false
    }
  }
  const staff = mayHere('ticket.read')
  const ownUnits = grants
    .filter(g => g.scope === 'unit' && g.estateId === estateId && may(g.role, 'ticket.own'))
    .map(g => g.target)
  return {
    accountId: actor.kind === 'account' ? actor.id : null,
    personId: actor.kind === 'account' ? (actor.personId ?? null) : null,
    name: 'name' in actor ? actor.name : '',
    staff,
    reach: reached === 'estate' ? 'all' : reached,
    ownUnits,
    may: mayHere,
  }
}

/** The rules' view of it, for one ticket. */
export function viewerOf(v: Viewpoint, ownsRequest: boolean): Viewer {
  return { accountId: v.accountId, owner: ownsRequest, may: v.may }
}
