/** My own sessions: where I am signed in, and ending them at once. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { sessionApi } from './contract.ts'
import { deviceName } from './rules.ts'
import { sessionsOf } from './sessions.ts'
import * as store from './store-sessions.ts'

function me(ctx: Ctx): { id: string; sessionId: string } {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  return ctx.actor
}

export const mySessions = query('people.my_sessions', sessionApi['GET /api/me/sessions'], async ctx => {
  const { id, sessionId } = me(ctx)
  const rows = await store.sessionsOfAccount(ctx.db, id, ctx.now)
  return {
    items: rows.map(s => ({
      id: s.id,
      since: s.created_at.toString(),
      until: s.expires_at.toString(),
      device: deviceName(s.user_agent ?? ''),
      current: s.id === sessionId,
    })),
  }
})

async function end(ctx: Ctx, which: { id: string } | { but: string }) {
  const { id } = me(ctx)
  const ended = await store.endSessionsOf(ctx.db, id, which)
  await ctx.audit({ action: 'account.end_session', subject: 'account', subjectId: id, after: { ended } })
  ctx.afterCommit(() => sessionsOf(ctx.house).forget())
  return { ended }
}

/** @throws core.not_found for a session that is over or somebody else's */
export const endMySession = verb(
  'people.end_session',
  sessionApi['POST /api/me/sessions/:sessionId/end'],
  async (ctx, input) => {
    const done = await end(ctx, { id: input.sessionId })
    if (done.ended === 0) throw fail('core.not_found')
    return done
  },
)

export const endOtherSessions = verb(
  'people.end_other_sessions',
  sessionApi['POST /api/me/sessions/end-others'],
  ctx => end(ctx, { but: me(ctx).sessionId }),
)
