/** Staff accounts and the roles they hold, with places and dates (SX-02); leaving ends them at once (SX-14). */
import { hashPassword } from 'better-auth/crypto'
import { Temporal } from 'temporal-polyfill'
import { live, reachRegion, reachSystem, type ScopeKind } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId, newPassword } from '../../core/ids.ts'
import { type Role, roleNames, roles } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { accountApi, accountFail } from './contract.ts'
import { maskPhone } from './mask.ts'
import { passwordFault, scopesOf } from './rules.ts'
import { sessionsOf } from './sessions.ts'
import * as store from './store-accounts.ts'

export function actorId(ctx: Ctx): string {
  return 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
}

/** @throws people.password_weak */
export async function hashedPassword(password: string, username: string): Promise<string> {
  const fault = passwordFault(password, username)
  if (fault) throw accountFail('people.password_weak', { log: { fault } })
  return hashPassword(password)
}

/** Where a role is given or ended; the caller's own right must reach there. */
export interface Place {
  scope: ScopeKind
  targetId?: string | undefined
  estateId?: string | undefined
}

/**
 * The place's database form, checked: it exists, the role may be held there, the caller's right to assign reaches it.
 * @throws people.role_place, core.not_found, core.forbidden
 */
async function checkedPlace(ctx: Ctx, role: Role, place: Place) {
  if (!scopesOf(role).includes(place.scope))
    throw accountFail('people.role_place', { params: { role: roles[role][ctx.lang] } })
  const target = place.scope === 'estate' ? place.estateId : place.targetId
  if (place.scope === 'system') {
    reachSystem(ctx.actor, 'role.assign')
    return { target: null, estate_id: null }
  }
  const inEstate = place.scope === 'estate' || place.scope === 'building' || place.scope === 'unit'
  if (target === undefined || (inEstate && place.estateId === undefined))
    throw accountFail('people.role_place', { params: { role: roles[role][ctx.lang] } })
  const found = await store.placeOf(ctx.db, place.scope, target, place.estateId)
  if (found === undefined) throw fail('core.not_found')
  reachPlace(ctx, { scope: place.scope, estate_id: place.estateId ?? null, region_path: found.path })
  return { target, estate_id: inEstate ? (place.estateId ?? null) : null }
}

function reachPlace(
  ctx: Ctx,
  place: { scope: ScopeKind; estate_id: string | null; region_path: string | null },
): void {
  // The house itself reaches everything, also an estate that this very transaction made.
  if (ctx.actor.kind === 'system') return
  if (place.estate_id !== null) {
    // somebody whose own role holds in one building only gives no roles
    if (ctx.reach('role.assign', place.estate_id) !== 'estate') throw fail('core.forbidden')
  } else if (place.scope === 'region') reachRegion(ctx.actor, 'role.assign', place.region_path ?? undefined)
  else reachSystem(ctx.actor, 'role.assign')
}

function reaches(ctx: Ctx, row: store.AssignmentRow): boolean {
  try {
    reachPlace(ctx, row)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/**
 * An account the caller may act on: every role it holds now lies within his reach, and he sees it at all.
 * @throws core.not_found outside his scope, core.forbidden when the account also works elsewhere
 */
async function accountInReach(ctx: Ctx, accountId: string): Promise<store.AccountRow> {
  const account = await store.accountById(ctx.db, accountId, ctx.db.isTransaction)
  if (account === undefined) throw fail('core.not_found')
  if (ctx.scopeWhere('account.manage').everywhere) return account
  const held = await store.assignmentsOf(ctx.db, [accountId])
  const mine = held.filter(row => reaches(ctx, row))
  if (mine.length === 0) throw fail('core.not_found')
  const now = held.filter(row => live({ from: row.from_at, until: row.until_at }, ctx.now))
  if (now.some(row => !mine.includes(row))) throw fail('core.forbidden')
  return account
}

function presentAssignment(ctx: Ctx, r: store.AssignmentRow) {
  return {
    id: r.id,
    role: r.role,
    roleName: roles[r.role][ctx.lang],
    scope: r.scope,
    targetId: r.scope === 'estate' ? r.estate_id : r.target,
    targetName: r.target_name,
    estateId: r.estate_id,
    from: r.from_at.toString(),
    until: r.until_at?.toString() ?? null,
    live: live({ from: r.from_at, until: r.until_at }, ctx.now),
    endReason: r.end_reason,
  }
}

async function present(ctx: Ctx, rows: readonly store.AccountRow[], all: boolean) {
  const held = await store.assignmentsOf(
    ctx.db,
    rows.map(r => r.id),
  )
  const cipher = await ctx.cipher(NIL)
  return rows.map(a => ({
    id: a.id,
    name: a.name,
    username: a.display_username ?? a.username,
    phone: a.phone_sealed ? maskPhone(cipher.open('phone', a.phone_sealed)) : null,
    disabledAt: a.disabled_at?.toString() ?? null,
    twoFactor: a.two_factor_enabled,
    assignments: held
      .filter(r => r.account_id === a.id && (all || reaches(ctx, r)))
      .map(r => presentAssignment(ctx, r)),
  }))
}

async function presentOne(ctx: Ctx, accountId: string) {
  const account = await store.accountById(ctx.db, accountId)
  if (account === undefined) throw fail('core.not_found')
  const [one] = await present(ctx, [account], ctx.scopeWhere('account.manage').everywhere)
  if (one === undefined) throw fail('core.not_found')
  return one
}

export const listRoles = query('people.roles', accountApi['GET /api/roles'], async () => ({
  items: roleNames.map(role => ({
    role,
    zh: roles[role].zh,
    en: roles[role].en,
    shell: roles[role].shell,
    scopes: [...scopesOf(role)],
  })),
}))

export const listAccounts = query('people.accounts', accountApi['GET /api/accounts'], async (ctx, input) => {
  const scope = ctx.scopeWhere('account.manage')
  const { rows, total } = await store.accountsWithin(ctx.db, scope, input)
  return { items: await present(ctx, rows, scope.everywhere), total }
})

export const getAccount = query(
  'people.account',
  accountApi['GET /api/accounts/:accountId'],
  async (ctx, input) => {
    const [one] = await present(ctx, [await accountInReach(ctx, input.accountId)], false)
    if (one === undefined) throw fail('core.not_found')
    return one
  },
)

interface NewAssignment extends Place {
  role: Role
  from?: string | undefined
  until?: string | undefined
}

/** Writes one assignment and its audit row; the caller's reach is checked. */
export async function assign(ctx: Ctx, accountId: string, wanted: NewAssignment): Promise<void> {
  const place = await checkedPlace(ctx, wanted.role, wanted)
  const from: Instant = wanted.from ? Temporal.Instant.from(wanted.from) : ctx.now
  const until = wanted.until ? Temporal.Instant.from(wanted.until) : null
  if (until && until.epochMilliseconds <= from.epochMilliseconds)
    throw fail('core.invalid', {
      params: { count: 1 },
      fields: [
        {
          path: 'until',
          code: 'order',
          zh: '结束时间须晚于开始时间',
          en: 'The end must come after the beginning',
        },
      ],
    })
  const row = {
    id: newId<'assignment'>(ctx.now.epochMilliseconds),
    account_id: accountId,
    role: wanted.role,
    scope: wanted.scope,
    ...place,
    from_at: from,
    until_at: until,
    made_by: actorId(ctx),
    made_at: ctx.now,
  }
  await store.insertAssignment(ctx.db, row)
  await ctx.audit(
    {
      action: 'account.assign',
      subject: 'account',
      subjectId: accountId,
      after: { ...row, from_at: from.toString(), until_at: until?.toString() ?? null, made_at: undefined },
    },
    place.estate_id ?? NIL,
  )
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
}

/** Makes an account with user name and password in the caller's transaction. @throws people.username_taken */
export async function newAccount(
  ctx: Ctx,
  input: { username: string; name: string; password: string; mustChange: boolean },
): Promise<string> {
  const id = newId<'account'>(ctx.now.epochMilliseconds)
  const hash = await hashedPassword(input.password, input.username)
  try {
    await store.insertAccount(ctx.db, {
      id,
      name: input.name,
      username: input.username,
      email: `${input.username.toLowerCase()}@account.invalid`,
      must_change_password: input.mustChange,
      made_by: actorId(ctx),
      at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error)
      ? accountFail('people.username_taken', { params: { username: input.username } })
      : error
  }
  await store.setPassword(ctx.db, {
    id: newId(),
    accountId: id,
    hash,
    mustChange: input.mustChange,
    at: ctx.now,
  })
  await ctx.audit({
    action: 'account.create',
    subject: 'account',
    subjectId: id,
    after: { username: input.username, name: input.name },
  })
  return id
}

/**
 * Ties an account to the persons who gave this phone number: who works here may live here too, and a resident
 * without SMS may be given a user name and password.
 */
export async function linkPhone(ctx: Ctx, accountId: string, phone: string): Promise<void> {
  const cipher = await ctx.cipher(NIL)
  await store.setAccountPhone(ctx.db, accountId, cipher.seal('phone', phone), cipher.blind('phone', phone))
  await ctx.audit({ action: 'account.link_phone', subject: 'account', subjectId: accountId })
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
}

/** A staff account with its first role. Without a password one is made, shown once, to be changed at first sign-in. */
export const createAccount = verb(
  'people.create_account',
  accountApi['POST /api/accounts'],
  async (ctx, input) => {
    const password = input.password ?? newPassword()
    const id = await newAccount(ctx, { ...input, password, mustChange: input.password === undefined })
    await assign(ctx, id, input.assignment)
    return {
      account: await presentOne(ctx, id),
      password: input.password === undefined ? password : null,
    }
  },
)

/** Gives a further role: to a colleague of one's own, or one that somebody else's account also holds here. */
export const assignRole = verb(
  'people.assign',
  accountApi['POST /api/accounts/:accountId/assignments'],
  async (ctx, input) => {
    const account = await accountInReach(ctx, input.accountId)
    if (account.disabled_at !== null) throw accountFail('people.account_closed')
    await assign(ctx, input.accountId, input)
    return presentOne(ctx, input.accountId)
  },
)

/** Runs what ends roles, unless it would leave the installation without an administrator. */
async function keepingAnAdministrator<T>(ctx: Ctx, run: () => Promise<T>): Promise<T> {
  const before = await store.countAdministrators(ctx.db, ctx.now)
  const result = await run()
  if (before > 0 && (await store.countAdministrators(ctx.db, ctx.now)) === 0)
    throw accountFail('people.last_administrator')
  return result
}

/** Ends one role now. Sessions stay, but carry it no longer from this instant (SX-14). */
export const endRole = verb(
  'people.end_assignment',
  accountApi['POST /api/accounts/:accountId/assignments/:assignmentId/end'],
  async (ctx, input) => {
    const row = (await store.assignmentsOf(ctx.db, [input.accountId])).find(r => r.id === input.assignmentId)
    if (row === undefined) throw fail('core.not_found')
    reachPlace(ctx, row)
    const ended = await keepingAnAdministrator(ctx, () =>
      store.endAssignments(ctx.db, input, ctx.now, input.reason ?? null),
    )
    if (ended.length === 0) throw accountFail('people.assignment_over')
    await ctx.audit(
      {
        action: 'account.end_assignment',
        subject: 'account',
        subjectId: input.accountId,
        before: { role: row.role, scope: row.scope, target: row.target },
        reason: input.reason,
      },
      row.estate_id ?? NIL,
    )
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return presentOne(ctx, input.accountId)
  },
)

/** Somebody leaves (SX-14): sessions and roles end in this transaction; account and history stay. */
export const closeAccount = verb(
  'people.close_account',
  accountApi['POST /api/accounts/:accountId/close'],
  async (ctx, input) => {
    const account = await accountInReach(ctx, input.accountId)
    if (account.disabled_at !== null) throw accountFail('people.account_closed')
    const ended = await keepingAnAdministrator(ctx, async () => {
      await store.setDisabled(ctx.db, account.id, ctx.now, ctx.now)
      return store.endAssignments(ctx.db, { accountId: account.id }, ctx.now, input.reason ?? null)
    })
    await store.deleteSessions(ctx.db, account.id)
    await ctx.audit({
      action: 'account.close',
      subject: 'account',
      subjectId: account.id,
      after: { endedAssignments: ended },
      reason: input.reason,
    })
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return presentOne(ctx, account.id)
  },
)

export const reopenAccount = verb(
  'people.reopen_account',
  accountApi['POST /api/accounts/:accountId/reopen'],
  async (ctx, input) => {
    const account = await accountInReach(ctx, input.accountId)
    if (account.disabled_at === null) throw fail('core.stale')
    await store.setDisabled(ctx.db, account.id, null, ctx.now)
    await ctx.audit({ action: 'account.reopen', subject: 'account', subjectId: account.id })
    return presentOne(ctx, account.id)
  },
)

/** A new password for somebody who forgot his; it is shown once and must be changed at the next sign-in. */
export const resetPassword = verb(
  'people.reset_password',
  accountApi['POST /api/accounts/:accountId/password'],
  async (ctx, input) => {
    const account = await accountInReach(ctx, input.accountId)
    if (account.username === null) throw fail('core.not_found')
    const password = newPassword()
    const hash = await hashPassword(password)
    await store.setPassword(ctx.db, {
      id: newId(),
      accountId: account.id,
      hash,
      mustChange: true,
      at: ctx.now,
    })
    await store.deleteSessions(ctx.db, account.id)
    await ctx.audit({ action: 'account.reset_password', subject: 'account', subjectId: account.id })
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return { password }
  },
)
