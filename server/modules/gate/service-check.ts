/** K14: a closed entrance is an emergency exit; it is looked at, and each opening of it is written down. */
import { dayEnd, dayStart } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { withdrawNotices } from '../notice/notify.ts'
import { gateApi } from './contract.ts'
import { exitRef } from './exit-watch.ts'
import { actorName } from './service-gate.ts'
import { forgetSite, siteOf } from './site.ts'
import * as store from './store-check.ts'

const P = '/api/estates/:estateId' as const

export const listChecks = query('gate.checks', gateApi[`GET ${P}/gate/checks`], async (ctx, input) => {
  const { zone } = await siteOf(ctx, input.estateId)
  const { rows, total } = await store.checks(ctx.db, input.estateId, {
    gateId: input.gateId,
    kind: input.kind,
    ok: input.ok === undefined ? undefined : input.ok === 'yes',
    from: input.from === undefined ? undefined : dayStart(input.from, zone),
    before: input.until === undefined ? undefined : dayEnd(input.until, zone),
    offset: input.offset,
    limit: input.limit,
  })
  return {
    items: rows.map(c => ({
      id: c.id,
      gateId: c.gate_id,
      gate: c.gate,
      kind: c.kind,
      ok: c.ok,
      note: c.note,
      by: c.made_by,
      at: c.at.toString(),
    })),
    total,
  }
})

/** @throws core.not_found for a gate of no such id here */
export const recordCheck = verb(
  'gate.check',
  gateApi[`POST ${P}/gates/:gateId/checks`],
  async (ctx, input) => {
    const { gates } = await siteOf(ctx, input.estateId)
    if (!gates.has(input.gateId)) throw fail('core.not_found')
    ctx.afterCommit(() => forgetSite(ctx, input.estateId))
    const id = newId<'gate_check'>(ctx.now.epochMilliseconds)
    const row = { id, gateId: input.gateId, kind: input.kind, ok: input.ok, note: input.note || null }
    await store.insertCheck(ctx.db, input.estateId, { ...row, by: actorName(ctx), at: ctx.now })
    await ctx.audit(
      { action: 'gate.check', subject: 'gate', subjectId: input.gateId, after: row },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'gate', ref: input.gateId })
    await withdrawNotices(ctx, input.estateId, exitRef(input.gateId))
    return { id }
  },
)
