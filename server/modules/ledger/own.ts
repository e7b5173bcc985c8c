/** Whose charges they are: the account that ordered, the person it stands for, or the home where the desk named nobody. */
import { may } from '../../core/access.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { myPersons } from '../people/own.ts'

export interface Owner {
  accountId: string
  personIds: readonly string[]
  /** Homes of the account: what the desk charged to one without a name is seen by who held it then. */
  unitIds: readonly string[]
}

/** @throws core.forbidden for who is no account */
export async function ownedBy(ctx: Ctx, estateId: string): Promise<Owner> {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  const persons = (await myPersons(ctx)).get(estateId) ?? []
  const own = ctx.actor.personId ? [ctx.actor.personId] : []
  const unitIds = ctx.actor.grants
    .filter(g => g.scope === 'unit' && g.estateId === estateId && may(g.role, 'ledger.own'))
    .map(g => g.target)
  return { accountId: ctx.actor.id, personIds: [...new Set([...persons, ...own])], unitIds }
}
