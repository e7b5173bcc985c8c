/** Rosters keep the name a person had when he was put on them, so that an old week still reads. */
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { staffOf } from './store-staff.ts'

/**
 * The name to keep for somebody who works at the estate now.
 * @throws roster.no_staff for an account that does not: nothing is told of strangers
 */
export async function nameFor(ctx: Ctx, estateId: string, accountId: string): Promise<string> {
  const [found] = await staffOf(ctx.db, estateId, ctx.now, { accountId })
  if (found === undefined) throw rosterFail('roster.no_staff')
  return found.name
}

/** Who can be put on the roster. */
export const listStaff = query(
  'roster.staff',
  rosterApi['GET /api/estates/:estateId/staff'],
  async (ctx, input) => ({
    items: (await staffOf(ctx.db, input.estateId, ctx.now)).map(s => ({
      accountId: s.id,
      name: s.name,
      roles: s.roles,
    })),
  }),
)
