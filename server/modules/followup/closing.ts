/** Closing a month (S1-48, S1-50) and correcting a closed one (SX-08): versions are added, none is changed. */

import { canonical } from '../../core/canonical.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { followupApi } from './contract.ts'
import { drawDue } from './drawing.ts'
import { followupFail } from './errors.ts'
import { followUpReport } from './measures.ts'
import {
  buildReport,
  itemOf,
  loadMonth,
  type Month,
  presentMonth,
  type ReportView,
  roundsDue,
} from './month.ts'
import { followFigures, reportHash } from './report.ts'
import { closeRefusal } from './rules.ts'
import * as store from './store.ts'

const path = '/api/estates/:estateId/followup/months/:month'

async function freeze(ctx: Ctx, m: Month, report: ReportView, reason: string | null): Promise<void> {
  const version = (m.versions[0]?.version ?? 0) + 1
  const hash = reportHash(report)
  const written = await store.insertVersion(ctx.db, m.estate.id, m.month, {
    version,
    at: ctx.now,
    by_id: ctx.actor.kind === 'account' ? ctx.actor.id : null,
    by_name: 'name' in ctx.actor ? ctx.actor.name : '',
    reason,
    report: canonical(report),
    hash,
  })
  if (!written) throw fail('core.stale')
  await ctx.audit(
    {
      action: version === 1 ? 'followup.close' : 'followup.correct',
      subject: 'followup',
      subjectId: m.month,
      after: {
        version,
        hash,
        ...Object.fromEntries(report.figures.map(f => [f.key, [f.numerator, f.denominator]])),
      },
      ...(reason ? { reason } : {}),
    },
    m.estate.id,
  )
  await ctx.signal({ estateId: m.estate.id, topic: 'followup', ref: m.estate.id })
}

/** Rounds that the system has not drawn yet are drawn first: no month closes on half a list. */
export const closeMonth = verb('followup.close', followupApi[`POST ${path}/close`], async (ctx, input) => {
  const before = await loadMonth(ctx, input.estateId, input.month)
  if (before.state === 'open') await drawDue(ctx, before)
  const m = await loadMonth(ctx, input.estateId, input.month)
  const reason = input.reason ?? null
  const code = closeRefusal({
    over: m.state !== 'running',
    closed: m.state === 'closed',
    roundsLeft: roundsDue(m, ctx.now).length,
    items: m.items.map(itemOf),
    report: followUpReport(m.items.map(itemOf), m.targets),
    reason,
  })
  if (code) throw followupFail(code)
  await freeze(ctx, m, await buildReport(ctx, m), reason)
  return presentMonth(ctx, await loadMonth(ctx, input.estateId, input.month))
})

/**
 * A wrong result of a closed month. Only the follow-up is counted anew: what the desk's tickets have become since the
 * closing changes nothing of a frozen month.
 */
export const correctMonth = verb(
  'followup.correct',
  followupApi[`POST ${path}/correct`],
  async (ctx, input) => {
    const { estateId, month, ticketId, result, reason } = input
    const item = await store.lockItem(ctx.db, estateId, month, ticketId)
    if (!item) throw fail('core.not_found')
    const before = await loadMonth(ctx, estateId, month)
    if (before.state !== 'closed') throw followupFail('followup.month_open')
    await store.insertCall(ctx.db, estateId, month, ticketId, {
      id: newId(ctx.now.epochMilliseconds),
      at: ctx.now,
      device_time: null,
      by_id: ctx.actor.kind === 'account' ? ctx.actor.id : null,
      by_name: 'name' in ctx.actor ? ctx.actor.name : '',
      outcome: 'correction',
      satisfaction: null,
      script_version: null,
      answers: null,
      note: `${item.result ?? 'none'} → ${result}: ${reason}`,
    })
    await store.setResult(ctx.db, estateId, month, ticketId, {
      attempts: item.attempts,
      attemptDays: item.attempt_days,
      result,
      at: ctx.now,
    })
    const m = await loadMonth(ctx, estateId, month)
    const last = (await store.frozen(ctx.db, estateId, month)) as ReportView
    const follow = followUpReport(m.items.map(itemOf), m.targets)
    const report: ReportView = {
      ...last,
      asOf: ctx.now.toString(),
      figures: [
        ...followFigures(follow, m.targets),
        ...last.figures.filter(f => !f.key.startsWith('followup.')),
      ],
      counts: { ...last.counts, ...follow.counts },
    }
    await freeze(ctx, m, report, reason)
    return presentMonth(ctx, await loadMonth(ctx, estateId, month))
  },
)
