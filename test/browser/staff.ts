/** The people of a journey's estate: hired with the journey's password, in without the page of signing in. */
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import type { Actor } from '../../server/core/access.ts'
import { makeCtx } from '../../server/core/house.ts'
import type { Role } from '../../server/core/roles.ts'
import { createAccount, linkPhone, newAccount } from '../../server/modules/people/accounts.ts'
import { assignSteward, listStewards } from '../../server/modules/roster/stewards.ts'
import { actor, system } from '../harness.ts'
import { type Face, type OpenOptions, open, type Visitor } from './kit.ts'
import { PASSWORD, type Program } from './program.ts'

/** Hires for one estate: an account with a role for it or for one unit; `serial` keeps user names of several estates apart. */
export function hiring(program: Program, estateId: string, serial: number) {
  return async (username: string, name: string, role: Role, unitId?: string) => {
    const { account } = await createAccount(program.there.ctx(system), {
      username: `${username}${serial}`,
      name,
      password: PASSWORD,
      assignment: unitId
        ? { role, scope: 'unit', targetId: unitId, estateId }
        : { role, scope: 'estate', estateId },
    })
    return { ...actor(role, 'estate', estateId), id: account.id, name }
  }
}

/** Gives her every building of the estate that has no steward yet. */
export async function stewardOfAll(
  program: Program,
  estateId: string,
  { manager, steward }: { manager: Actor; steward: { id: string } },
): Promise<void> {
  const ctx = program.there.ctx(manager)
  const { without } = await listStewards(ctx, { estateId })
  for (const { buildingId } of without)
    await assignSteward(ctx, { estateId, buildingId, accountId: steward.id, fromDate: '2026-01-01' })
}

/** A device whose session was made by the API: for journeys that are not about signing in. */
export async function enter(
  browser: Browser,
  program: Program,
  username: string,
  face: Face,
  options: OpenOptions = {},
): Promise<Visitor> {
  const visitor = await open(browser, program.url, face, options)
  const answer = await visitor.page.request.post('/api/sign-in', {
    headers: { 'x-anju': '1' },
    data: { username, password: PASSWORD },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return visitor
}

/** An account with a password for the person of a phone, who lives where his file says. */
export async function anAccountOfPhone(
  program: Program,
  username: string,
  name: string,
  phone: string | null | undefined,
): Promise<void> {
  await program.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(program.house, { actor: system }).on(tx)
    const id = await newAccount(ctx, { username, name, password: PASSWORD, mustChange: false })
    await linkPhone(ctx, id, phone ?? '')
  })
}
