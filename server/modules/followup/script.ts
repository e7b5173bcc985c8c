/** The words of the call: the house script until an estate writes its own; every change is a new version. */
import type { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { followupApi, type Script, ScriptBody } from './contract.ts'
import * as store from './store.ts'

/** The script in force; version 0 is the house's. */
export async function scriptOf(ctx: Ctx, estateId: string): Promise<z.output<typeof Script>> {
  const own = await store.script(ctx.db, estateId)
  if (own)
    return {
      ...ScriptBody.parse(own.body),
      version: own.version,
      by: own.by_name,
      at: own.at.toString(),
    }
  const body = await ruleFor<unknown>(ctx.db, 'followup.script', estateId, localDate(ctx.now).toString())
  return { ...ScriptBody.parse(body), version: 0, by: null, at: null }
}

export const getScript = query(
  'followup.script',
  followupApi['GET /api/estates/:estateId/followup/script'],
  (ctx, input) => scriptOf(ctx, input.estateId),
)

export const changeScript = verb(
  'followup.script_change',
  followupApi['PUT /api/estates/:estateId/followup/script'],
  async (ctx, input) => {
    const { estateId, intro, questions } = input
    const before = await scriptOf(ctx, estateId)
    const body = { intro, questions }
    const by = 'name' in ctx.actor ? ctx.actor.name : ''
    const made = await store.insertScript(ctx.db, estateId, {
      version: before.version + 1,
      at: ctx.now,
      by,
      body,
    })
    if (!made) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'followup.script',
        subject: 'followup',
        subjectId: estateId,
        before: { version: before.version, questions: before.questions },
        after: { version: before.version + 1, ...body },
      },
      estateId,
    )
    return scriptOf(ctx, estateId)
  },
)
