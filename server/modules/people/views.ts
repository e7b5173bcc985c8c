/** Saved filters of the lists: nobody's but the account's own. */
import { z } from 'zod'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { View, viewApi } from './contract-views.ts'
import * as store from './store-sessions.ts'

function me(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  return ctx.actor.id
}

export const myViews = query('people.my_views', viewApi['GET /api/me/views/:list'], async (ctx, input) => ({
  items: z.array(View).parse(await store.viewsOf(ctx.db, me(ctx), input.list)),
}))

export const keepViews = verb(
  'people.keep_views',
  viewApi['PUT /api/me/views/:list'],
  async (ctx, { list, items }) => {
    const id = me(ctx)
    await store.saveViews(ctx.db, id, list, items, ctx.now)
    const names = items.map(v => v.name)
    await ctx.audit({ action: 'account.views', subject: 'account', subjectId: id, after: { list, names } })
    return { items }
  },
)
