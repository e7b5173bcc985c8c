/**
 * Who may do what: roles × permissions × scope, the one table (DESIGN §4). Printed to docs/ACCESS.md by a test.
 * Outside an actor's scope a record does not exist (404); inside it a missing permission is said (403).
 */
import type { Instant } from './clock.ts'
import { fail } from './errors.ts'
import type { Id } from './ids.ts'
import type { Permission } from './permissions.ts'
import { type Role, roles } from './roles.ts'

export { type Permission, permissions } from './permissions.ts'
export { type Role, roles } from './roles.ts'

export type ScopeKind = 'system' | 'region' | 'organisation' | 'estate' | 'building' | 'unit'

/** One role held somewhere, as loaded with the session. */
export interface Grant {
  role: Role
  scope: ScopeKind
  /** Region path for `region`, else the id; empty for `system`. */
  target: string
  /** The estate of a building or unit scope. */
  estateId?: string
}

export type Actor =
  | { kind: 'nobody' }
  | { kind: 'system'; name: string }
  | {
      kind: 'account'
      id: Id<'account'>
      name: string
      grants: readonly Grant[]
      sessionId: string
      personId?: string
    }
  | { kind: 'device'; id: string; name: string; estateId: string; grants: readonly Grant[] }

/** Where an estate lies: its home region's path and those of further supervising regions (S3-02). */
export interface EstatePlace {
  id: string
  paths: readonly string[]
  organisations: readonly string[]
}

/** Answers where an estate lies, or nothing if there is no such estate. */
export type Directory = (estateId: string) => EstatePlace | undefined

function grantsOf(actor: Actor): readonly Grant[] {
  return actor.kind === 'account' || actor.kind === 'device' ? actor.grants : []
}

/** A region path covers itself and everything below: `/1/12/` covers `/1/12/7/`. */
export function covers(outer: string, inner: string): boolean {
  return inner.startsWith(outer)
}

function reachesEstate(grant: Grant, place: EstatePlace): boolean {
  switch (grant.scope) {
    case 'system':
      return true
    case 'region':
      return place.paths.some(p => covers(grant.target, p))
    case 'organisation':
      return place.organisations.includes(grant.target)
    case 'estate':
      return grant.target === place.id
    case 'building':
    case 'unit':
      return grant.estateId === place.id
  }
}

export function may(role: Role, permission: Permission): boolean {
  return (roles[role].permissions as readonly Permission[]).includes(permission)
}

/** How far inside one estate an actor's permission reaches. */
export type Reach = 'estate' | { buildings: string[]; units: string[] }

/**
 * What an actor may touch in an estate with this permission.
 * @throws core.not_found when the estate is outside every role's scope
 * @throws core.forbidden when a role reaches it but none carries the permission
 */
export function reach(actor: Actor, permission: Permission, place: EstatePlace | undefined): Reach {
  if (place === undefined) throw fail('core.not_found')
  if (actor.kind === 'system') return 'estate'
  const near = grantsOf(actor).filter(g => reachesEstate(g, place))
  if (near.length === 0) throw fail('core.not_found')
  const able = near.filter(g => may(g.role, permission))
  if (able.length === 0) throw fail('core.forbidden', { params: { permission } })
  if (able.some(g => g.scope !== 'building' && g.scope !== 'unit')) return 'estate'
  return {
    buildings: able.filter(g => g.scope === 'building').map(g => g.target),
    units: able.filter(g => g.scope === 'unit').map(g => g.target),
  }
}

/** The same question for a region: its own officers and those above it. */
export function reachRegion(actor: Actor, permission: Permission, path: string | undefined): void {
  if (path === undefined) throw fail('core.not_found')
  if (actor.kind === 'system') return
  const near = grantsOf(actor).filter(
    g => g.scope === 'system' || (g.scope === 'region' && covers(g.target, path)),
  )
  if (near.length === 0) throw fail('core.not_found')
  if (!near.some(g => may(g.role, permission))) throw fail('core.forbidden', { params: { permission } })
}

/** Whether an actor holds this very role at a region or above it: for acts that a level's own officer signs (S6-46). */
export function holdsInRegion(actor: Actor, role: Role, path: string): boolean {
  if (actor.kind === 'system') return true
  return grantsOf(actor).some(g => g.role === role && g.scope === 'region' && covers(g.target, path))
}

/** Some role anywhere carries the permission; the query then narrows to `scopeWhere`. */
export function reachAnywhere(actor: Actor, permission: Permission): void {
  if (actor.kind === 'system') return
  if (actor.kind === 'nobody') throw fail('core.signed_out')
  if (!grantsOf(actor).some(g => may(g.role, permission)))
    throw fail('core.forbidden', { params: { permission } })
}

/** A role that holds for the whole installation. */
export function reachSystem(actor: Actor, permission: Permission): void {
  if (actor.kind === 'system') return
  if (actor.kind === 'nobody') throw fail('core.signed_out')
  if (!grantsOf(actor).some(g => g.scope === 'system' && may(g.role, permission)))
    throw fail('core.forbidden', { params: { permission } })
}

/** The places where an actor's permission holds, for narrowing a query over several estates. */
export interface ScopeWhere {
  everywhere: boolean
  regionPaths: string[]
  estateIds: string[]
  organisationIds: string[]
}

export function scopeWhere(actor: Actor, permission: Permission): ScopeWhere {
  const able = grantsOf(actor).filter(g => may(g.role, permission))
  return {
    everywhere: actor.kind === 'system' || able.some(g => g.scope === 'system'),
    regionPaths: able.filter(g => g.scope === 'region').map(g => g.target),
    organisationIds: able.filter(g => g.scope === 'organisation').map(g => g.target),
    estateIds: able.flatMap(g =>
      g.scope === 'estate' ? [g.target] : g.estateId !== undefined ? [g.estateId] : [],
    ),
  }
}

/** Assignments carry dates (SX-02): from its first instant, until but not at its end. */
export function live(assignment: { from: Instant; until: Instant | null }, now: Instant): boolean {
  const t = now.epochMilliseconds
  return (
    assignment.from.epochMilliseconds <= t &&
    (assignment.until === null || t < assignment.until.epochMilliseconds)
  )
}
