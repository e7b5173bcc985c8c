/** Accounts for every role that has a screen: random passwords, printed once, never the same twice. */
import type { Actor, Grant, Role, ScopeKind } from '../../server/core/access.ts'
import { newId, newPassword } from '../../server/core/ids.ts'
import { roles } from '../../server/core/roles.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { makePerson } from '../people.ts'
import { ctxOf, type DemoAccount, type Staff, type World } from './world.ts'

export interface Place {
  scope: ScopeKind
  /** Region, organisation, building or unit. */
  targetId?: string
  estateId?: string
  /** What a live grant carries: the path of a region, else the id. */
  target: string
}

/** One account with one role; its actor can act at once in the town's past. */
export async function hire(
  w: World,
  role: Role,
  username: string,
  place: Place,
  name?: string,
): Promise<Staff & { account: DemoAccount }> {
  const password = newPassword()
  const person = name ?? makePerson(w.r, [24, 56]).name
  const made = await createAccount(ctxOf(w), {
    username,
    name: person,
    password,
    assignment: {
      role,
      scope: place.scope,
      ...(place.targetId === undefined ? {} : { targetId: place.targetId }),
      ...(place.estateId === undefined ? {} : { estateId: place.estateId }),
      from: w.now.subtract({ hours: 24 * 60 }).toString(),
    },
  })
  const grant: Grant = {
    role,
    scope: place.scope,
    target: place.target,
    ...(place.scope === 'building' || place.scope === 'unit' ? { estateId: place.estateId ?? '' } : {}),
  }
  const actor: Actor = {
    kind: 'account',
    id: made.account.id,
    name: person,
    grants: [grant],
    sessionId: newId(),
  }
  return {
    accountId: made.account.id,
    name: person,
    username,
    role,
    actor,
    account: { role, username, password, shell: roles[role].shell },
  }
}

export const atEstate = (estateId: string): Place => ({ scope: 'estate', estateId, target: estateId })
export const atRegion = (id: string, path: string): Place => ({ scope: 'region', targetId: id, target: path })
export const everywhere: Place = { scope: 'system', target: '' }

export type Crew = Staff & { account: DemoAccount }

/** Officers from town to county: they check the survey, read the roll-ups, decide the closure. */
export async function hireAuthorities(
  w: World,
  at: { city: string; district: string; subdistrict: string; neighbourhoods: string[] },
): Promise<Record<string, Crew>> {
  const path = (id: string) => w.house.regionPath(id) ?? ''
  const hireAt = (role: Role, username: string, id: string) => hire(w, role, username, atRegion(id, path(id)))
  return {
    neighbourhood: await hireAt('neighbourhood_officer', 'shequ', at.neighbourhoods[0]!),
    grid: await hireAt('grid_worker', 'wangge', at.neighbourhoods[0]!),
    subdistrict: await hireAt('subdistrict_officer', 'zhen', at.subdistrict),
    cadre: await hireAt('section_cadre', 'keji', at.neighbourhoods[0]!),
    bureau: await hireAt('bureau_officer', 'zhujian', at.district),
    headquarters: await hireAt('headquarters', 'zhihuibu', at.district),
    coordination: await hireAt('coordination_group', 'xietiao', at.district),
    leader: await hireAt('responsible_leader', 'baobao', at.district),
    police: await hireAt('police', 'jingli', at.district),
    administrator: await hire(w, 'administrator', 'admin', everywhere),
    auditor: await hire(w, 'auditor', 'shenji', everywhere),
    privacy: await hire(w, 'privacy_officer', 'geren', everywhere),
  }
}

/** The staff of the estate told in full. */
export async function hireEstate(w: World, estateId: string): Promise<Record<string, Crew>> {
  const list: [string, Role][] = [
    ['jingli', 'manager'],
    ['zhuren', 'duty_director'],
    ['bangong', 'office'],
    ['qiantai', 'front_desk'],
    ['qiantai2', 'front_desk'],
    ['guanjia1', 'steward'],
    ['guanjia2', 'steward'],
    ['guanjia3', 'steward'],
    ['weixiu1', 'repair_worker'],
    ['weixiu2', 'repair_worker'],
    ['baoan1', 'guard'],
    ['baoan2', 'guard'],
    ['baoan3', 'guard'],
    ['baoan4', 'guard'],
    ['baojie', 'cleaner'],
    ['lvhua', 'gardener'],
    ['shoufei', 'cashier'],
    ['zhongkong', 'command_operator'],
    ['puhuo', 'brigade_member'],
    ['yuangong', 'employee'],
  ]
  const out: Record<string, Crew> = {}
  for (const [username, role] of list)
    out[`ah.${username}`] = await hire(w, role, `ah.${username}`, atEstate(estateId))
  return out
}
