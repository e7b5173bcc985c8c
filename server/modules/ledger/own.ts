/** Whose charges they are: the account that ordered, or the person it stands for. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { myPersons } from '../people/own.ts'

export interface Owner {
  accountId: string
  personIds: readonly string[]
}

/** @throws core.forbidden for who is no account */
export async function ownedBy(ctx: Ctx, estateId: string): Promise<Owner> {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  const persons = (await myPersons(ctx)).get(estateId) ?? []
  const own = ctx.actor.personId ? [ctx.actor.personId] : []
  return { accountId: ctx.actor.id, personIds: [...new Set([...persons, ...own])] }
}

export function owns(o: Owner, c: { account_id: string | null; person_id: string | null }): boolean {
  return c.account_id === o.accountId || (c.person_id !== null && o.personIds.includes(c.person_id))
}
