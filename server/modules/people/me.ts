/** Who I am: roles with their places, shells, estates and what I may do in each. */
import { type Grant, may, type Permission, permissions, reach, scopeWhere } from '../../core/access.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { roles } from '../../core/roles.ts'
import { query } from '../../core/verb.ts'
import { estatesInScope } from '../estate/store.ts'
import { signInApi } from './contract.ts'
import * as store from './store-accounts.ts'

const ESTATES_MOST = 300

/** Every permission that some role of mine carries in this estate, whole or in part of it. */
function permissionsAt(ctx: Ctx, estateId: string): Permission[] {
  const place = ctx.house.directory(estateId)
  return permissions.filter(p => {
    try {
      reach(ctx.actor, p, place)
      return true
    } catch (error) {
      if (error instanceof AppError) return false
      throw error
    }
  })
}

/** The estates that any of these roles reaches, as a scope for the query. */
function reachable(grants: readonly Grant[]) {
  const actor = { kind: 'account', id: '', name: '', sessionId: '', grants } as const
  const scopes = [...new Set(grants.flatMap(g => roles[g.role].permissions))].map(p => scopeWhere(actor, p))
  return {
    everywhere: scopes.some(s => s.everywhere),
    regionPaths: [...new Set(scopes.flatMap(s => s.regionPaths))],
    organisationIds: [...new Set(scopes.flatMap(s => s.organisationIds))],
    estateIds: [...new Set(scopes.flatMap(s => s.estateIds))],
  }
}

export const getMe = query('people.me', signInApi['GET /api/me'], async ctx => {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  const { grants } = ctx.actor
  const account = await store.accountById(ctx.db, ctx.actor.id)
  if (account === undefined) throw fail('core.signed_out')
  const held = await store.assignmentsOf(ctx.db, [ctx.actor.id])
  const { rows, total } = await estatesInScope(ctx.db, reachable(grants), {
    like: [],
    sort: 'name',
    offset: 0,
    limit: ESTATES_MOST,
  })
  const sets = new Map<string, { index: number; list: Permission[] }>()
  const estates = rows.map(e => {
    const list = permissionsAt(ctx, e.id)
    const key = list.join()
    const set = sets.get(key) ?? { index: sets.size, list }
    sets.set(key, set)
    return { id: e.id, name: e.name, set: set.index }
  })
  const names = new Map(rows.map(e => [e.id, e.name]))
  return {
    account: {
      id: account.id,
      name: account.name,
      username: account.display_username ?? account.username,
      mustChangePassword: account.must_change_password,
      twoFactor: account.two_factor_enabled,
    },
    roles: grants.map(g => ({
      role: g.role,
      name: roles[g.role][ctx.lang],
      scope: g.scope,
      targetId: g.target,
      place:
        held.find(r => r.scope === g.scope && (r.region_path ?? r.target ?? '') === g.target)?.target_name ??
        names.get(g.estateId ?? '') ??
        '',
      estateId: g.estateId ?? null,
    })),
    shells: [...new Set(grants.map(g => roles[g.role].shell))],
    estates,
    estatesTotal: total,
    sets: [...sets.values()].map(s => s.list),
    permissions: permissions.filter(p => grants.some(g => may(g.role, p))),
  }
})
